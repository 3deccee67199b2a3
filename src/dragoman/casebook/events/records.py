"""Splits the lines of a file into records in Python, where the database cannot: quoted cells, JSON, several events."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dragoman.casebook.events.form import UNIT, BrokenRow, Format, Layout, cells

_MOST_LINES: Final = 500  # a quoted cell of more is taken for a stray quotation mark


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file: the line it begins on, its text, the cells of its events, or why it is none."""

    line: int
    raw: str
    cells: tuple[str, ...]
    cause: str | None


def records(form: Format, layout: Layout, lines: Iterable[str], first: int) -> Iterator[Record]:
    """Yield the records of a file whose lines begin with number `first`.

    A record goes on over several lines while a quotation mark is open. Where that leads nowhere, the line alone is
    broken and reading goes on with the next, so that no row is ever read out of its place.
    """
    waiting: deque[str] = deque()
    stream = iter(lines)
    number = first
    while True:
        line = _next(waiting, stream)
        if line is None:
            return
        made = _read(form, layout, number, line)
        taken = 1
        if layout.quoted and made.cause is not None and line.count('"') % 2:
            longer = _longer(form, layout, number, line, waiting, stream)
            if longer is not None:
                made, taken = longer
        yield made
        number += taken


def _next(waiting: deque[str], stream: Iterator[str]) -> str | None:
    return waiting.popleft() if waiting else next(stream, None)


def _longer(
    form: Format, layout: Layout, number: int, line: str, waiting: deque[str], stream: Iterator[str]
) -> tuple[Record, int] | None:
    """Return the record that begins with a line and goes on, with its number of lines; None, and nothing is taken."""
    taken = [line]
    odd = True
    while odd and len(taken) < _MOST_LINES and (more := _next(waiting, stream)) is not None:
        taken.append(more)
        odd ^= bool(more.count('"') % 2)
    made = None if odd else _read(form, layout, number, "\n".join(taken))
    if made is None or made.cause is not None:
        waiting.extendleft(reversed(taken[1:]))
        return None
    return made, len(taken)


def _read(form: Format, layout: Layout, number: int, raw: str) -> Record:
    try:
        found = cells(form, layout, raw)
    except BrokenRow as error:
        return Record(number, raw, (), str(error))
    return Record(number, raw, tuple(UNIT.join(c.replace(UNIT, " ") for c in one) for one in found), None)


def batches(made: Iterable[Record], size: int) -> Iterator[list[list[object]]]:
    """Yield records as columns for the database: line, part, raw, joined cells, cause."""
    columns: list[list[object]] = [[] for _ in range(5)]
    for record in made:
        for part, joined in enumerate(record.cells or (None,)):
            row = (record.line, part, record.raw if part == 0 else None, joined, record.cause)
            for column, value in zip(columns, row, strict=True):
                column.append(value)
        if len(columns[0]) >= size:
            yield columns
            columns = [[] for _ in range(5)]
    if columns[0]:
        yield columns
