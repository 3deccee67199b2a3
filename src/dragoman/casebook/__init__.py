"""One DuckDB file that keeps what was read and what a person corrected.

`prepare` and `save` write, `View` reads, `add_correction` appends a decision, `examine` checks every span.
"""

from __future__ import annotations

from .connection import DamagedError, FullError, LockedError, ReadOnlyError
from .corrections import Action, Correction, Verdict, standing, verdicts
from .integrity import examine
from .schema import SUFFIX, VERSION
from .view import View
from .writer import Saved, add_correction, forget_problems, prepare, save

__all__ = [
    "SUFFIX",
    "VERSION",
    "Action",
    "Correction",
    "DamagedError",
    "FullError",
    "LockedError",
    "ReadOnlyError",
    "Saved",
    "Verdict",
    "View",
    "add_correction",
    "examine",
    "forget_problems",
    "prepare",
    "save",
    "standing",
    "verdicts",
]
