"""One DuckDB file that keeps what was read and what a person corrected.

`prepare` and `save` write, `View` reads, `add_correction` appends a decision, `examine` checks every span.
"""

from __future__ import annotations

from dragoman.casebook.connection import DamagedError, FullError, LockedError, ReadOnlyError
from dragoman.casebook.corrections import NEEDED, Action, Correction, Verdict, on_actors, standing, verdicts
from dragoman.casebook.decisions import OWN, Decisions
from dragoman.casebook.edits import EDITABLE, wrong
from dragoman.casebook.integrity import examine
from dragoman.casebook.schema import SUFFIX, VERSION
from dragoman.casebook.snapshot import Snapshot
from dragoman.casebook.view import View
from dragoman.casebook.writer import Saved, add_correction, check_writable, forget_problems, prepare, save

__all__ = [
    "EDITABLE",
    "NEEDED",
    "OWN",
    "SUFFIX",
    "VERSION",
    "Action",
    "Correction",
    "DamagedError",
    "Decisions",
    "FullError",
    "LockedError",
    "ReadOnlyError",
    "Saved",
    "Snapshot",
    "Verdict",
    "View",
    "add_correction",
    "check_writable",
    "examine",
    "forget_problems",
    "on_actors",
    "prepare",
    "save",
    "standing",
    "verdicts",
    "wrong",
]
