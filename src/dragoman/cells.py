"""Values as cells of a table: lists as JSON, and nothing that a spreadsheet would calculate."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

Cell = str | int | float | bool | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def flat(value: object) -> Cell:
    """Return a value that fits one cell: lists and objects as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def defused(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: such text gets an apostrophe, numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_csv(out: TextIO, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table as CSV that a spreadsheet shows and does not calculate."""
    written = csv.writer(out, lineterminator="\n")
    written.writerow(head)
    written.writerows([defused(cell) for cell in row] for row in rows)
