"""What a format of event data is: how its rows are split, and where in a row the parts of an event stand.

What a row says is written once, as SQL over the list of its cells, so that ten million rows are read by the database.
In these expressions `{Name}` is the cell of a column, `{Name|Other}` that of the first of these columns there is, and
a column that a file lacks is NULL.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dragoman.casebook.events.neutral import Event

Rows = Literal["tab", "csv", "json"]
# Between the cells of a row that was split in Python; what a cell holds of it becomes a blank there.
UNIT: Final = "\x1f"
_COLUMN: Final = re.compile(r"\{([^{}0-9][^{}]*)\}")  # not the {8} of a pattern


class BrokenRow(ValueError):
    """A row that is no event; the text says why."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """SQL expressions for the parts of an event.

    `source` and `target` are the actors as the row names them, `source_place` and `target_place` what tells their
    side. `code` is the type of event as given, `key` what the kind is looked up by, `value` the intensity from -10 to
    +10 or NULL, `day` a DATE or NULL, `mutual` whether the row implies no direction.
    """

    source: str
    target: str
    source_place: str
    target_place: str
    code: str
    key: str
    value: str
    day: str
    mutual: str = "FALSE"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of event data.

    `columns` are those of a file without heading, one tuple for each number of columns it may have; empty where files
    always have a heading. `needs` are the columns by which a heading is known. `sides` and `kinds` name the tables by
    which sides and kinds are looked up. `checks` are pairs of SQL: what is wrong, and in which words; with
    `type_column` (its name) a row whose type has no kind is wrong too. `parts` splits one row into the cells of its
    events, where a row may hold several. `named` says which column holds a part of
    `Event` that the tables do not, `write` turns an event into cells, and `carries` are the parts that survive it.
    """

    name: str
    title: str
    rows: Rows
    meaning: Meaning
    sides: Literal["cameo", "name"]
    kinds: Literal["cameo", "plover", "acled"]
    write: Callable[[Event], Mapping[str, str]]
    carries: frozenset[str]
    columns: tuple[tuple[str, ...], ...] = ()
    needs: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    type_column: str | None = None
    parts: Callable[[str, Layout], list[list[str]]] | None = None
    fits: Callable[[Sequence[str]], bool] = field(default=lambda _: True)
    named: Mapping[str, str] = field(default_factory=dict)
    place_codes: Literal["fips", "iso3", "name"] = "name"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one file, in its order; `quoted` tells whether cells may stand in quotation marks."""

    columns: tuple[str, ...]
    heading: str | None
    quoted: bool

    def place(self, names: str) -> int | None:
        """Return the position, from 0, of the first of the columns `names` (between |), or None."""
        known = {name.casefold(): place for place, name in enumerate(self.columns)}
        return next((known[n.casefold()] for n in names.split("|") if n.casefold() in known), None)

    def sql(self, expression: str) -> str:
        """Return an expression with the names of columns replaced by cells of the list `f`."""

        def cell(match: re.Match[str]) -> str:
            place = self.place(match[1])
            return "NULL::VARCHAR" if place is None else f"f[{place + 1}]"

        return _COLUMN.sub(cell, expression)


def cells(form: Format, layout: Layout, raw: str) -> list[list[str]]:
    """Return the cells of each event of a row. Raises BrokenRow when it is none."""
    raw = raw.removesuffix("\r")
    if form.parts is not None:
        return form.parts(raw, layout)
    return [plain_cells(form, layout, raw)]


def plain_cells(form: Format, layout: Layout, raw: str) -> list[str]:
    """Return the cells of a row that holds one event. Raises BrokenRow when their number is wrong."""
    if not raw.strip():
        raise BrokenRow("the line is empty")
    mark = "\t" if form.rows == "tab" else ","
    if layout.quoted and '"' in raw:
        try:
            found = next(csv.reader([raw], delimiter=mark, strict=True))
        except (csv.Error, StopIteration) as error:
            raise BrokenRow("its quotation marks do not match") from error
    else:
        found = raw.split(mark)
    if len(found) != len(layout.columns):
        raise BrokenRow(f"it has {len(found)} columns and not {len(layout.columns)}")
    return found


def by_name(layout: Layout, found: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row by the name of their column."""
    return dict(zip(layout.columns, found, strict=True))


def columns_in(expression: str) -> tuple[str, ...]:
    """Return the columns that an expression names."""
    return tuple(name for names in _COLUMN.findall(expression) for name in names.split("|"))
