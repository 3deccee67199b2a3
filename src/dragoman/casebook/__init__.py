"""One DuckDB file that keeps what was read, what a person corrected, and what was forecast.

`prepare` and `save` write, `View` reads, `add_correction` appends a decision, `append_entry` a forecast or how it
turned out, `examine` checks every span.
"""

from __future__ import annotations

from dragoman.casebook.connection import DamagedError, FullError, LockedError, ReadOnlyError
from dragoman.casebook.corrections import NEEDED, Action, Correction, Verdict, on_actors, standing, verdicts
from dragoman.casebook.decisions import OWN, Decisions
from dragoman.casebook.edits import EDITABLE, wrong
from dragoman.casebook.forecasts import Entry, Forecast, append_entry, standing_forecasts
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
    "Entry",
    "Forecast",
    "FullError",
    "LockedError",
    "ReadOnlyError",
    "Saved",
    "Snapshot",
    "Verdict",
    "View",
    "add_correction",
    "append_entry",
    "check_writable",
    "examine",
    "forget_problems",
    "on_actors",
    "prepare",
    "save",
    "standing",
    "standing_forecasts",
    "verdicts",
    "wrong",
]
