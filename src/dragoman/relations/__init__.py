"""Relations: from claims to ties, counted contacts, contradictions and statements of hedging. Pure functions."""

from __future__ import annotations

from dragoman.relations.contacts import contacts
from dragoman.relations.contradictions import contradictions
from dragoman.relations.hedging import hedging
from dragoman.relations.ties import Tie, TieCount, ties
from dragoman.relations.witnesses import witnesses

__all__ = ["Tie", "TieCount", "contacts", "contradictions", "hedging", "ties", "witnesses"]
