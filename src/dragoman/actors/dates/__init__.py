"""When it happened: expressions of time in a text and what they come to in EDTF; how often, and the how-manieth time.

Read in this order: `grammar` (the patterns), `readings` (what a match says, as a `when`), `resolving` and
`anaphora` (what that comes to), `mentions` (bound together for the claims), `ordinals`.
"""

from __future__ import annotations

from dragoman.actors.dates.anaphora import Anaphor
from dragoman.actors.dates.mentions import DateMention, MentionKind, find_dates, resolve_anaphoric
from dragoman.actors.dates.ordinals import OrdinalMention, find_ordinals

__all__ = [
    "Anaphor",
    "DateMention",
    "MentionKind",
    "OrdinalMention",
    "find_dates",
    "find_ordinals",
    "resolve_anaphoric",
]
