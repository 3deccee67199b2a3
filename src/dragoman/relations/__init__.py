"""Relations: from claims to ties, standing, change, contacts, contradictions, hedging, coverage. Pure functions."""

from __future__ import annotations

from dragoman.relations.change_points import change_points
from dragoman.relations.changes import changes
from dragoman.relations.contacts import contacts
from dragoman.relations.contradictions import contradictions
from dragoman.relations.coverage import coverage
from dragoman.relations.hedging import hedging
from dragoman.relations.standing import standings
from dragoman.relations.ties import Tie, TieCount, ties
from dragoman.relations.timeline import timeline
from dragoman.relations.witnesses import witnesses

__all__ = [
    "Tie", "TieCount", "change_points", "changes", "contacts", "contradictions", "coverage", "hedging", "standings",
    "ties", "timeline", "witnesses",
]  # fmt: skip
