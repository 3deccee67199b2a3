"""What a casebook keeps of event data, for reading: imports, sums of weights, single events as claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, cast

import duckdb
import numpy as np
import numpy.typing as npt

from dragoman.casebook import rows, schema
from dragoman.casebook.events.content import given, shown
from dragoman.casebook.events.form import Format, Layout
from dragoman.casebook.events.formats import FORMATS
from dragoman.model import Claim, Kind, Span, content_id
from dragoman.vocabulary.directory import load_directory

Period = Literal["day", "month", "quarter", "year", "all"]
PERIODS: Final = ("day", "month", "quarter", "year", "all")
_AT_ONCE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Import:
    """A file of event data that was imported. `number` counts the imports of the casebook from 1.

    `rows` are those of the file (the heading is none), `malformed` those that are no event, `events` what the others
    tell (a row can tell several), from the day `first` to `last` (ISO). `heading` is the first line, if it was one.
    """

    number: int
    id: str
    name: str
    format: str
    columns: tuple[str, ...]
    heading: str | None
    quoted: bool
    bom: bool
    final: bool
    size: int
    digest: str
    rows: int
    malformed: int
    events: int
    first: str | None
    last: str | None
    made_with: str

    @property
    def form(self) -> Format:
        """The format of the file."""
        return next(form for form in FORMATS if form.name == self.format)

    @property
    def layout(self) -> Layout:
        """The columns of the file."""
        return Layout(self.columns, self.heading, self.quoted)


@dataclass(frozen=True, slots=True)
class EventSums:
    """Sums over events of one ordered pair of sides and one period: arrays of equal length, in order of all three.

    `source` and `target` hold roots (text), `period` its first day (datetime64[D]; NaT where all time is one period),
    `number` the events. An event weighs a tenth of the size of its intensity, 0..1: `cooperative` and `hostile` are
    the sums of these weights by sign, the two `squares` the sums of their squares.
    """

    source: npt.NDArray[np.object_]
    target: npt.NDArray[np.object_]
    period: npt.NDArray[np.datetime64]
    number: npt.NDArray[np.int64]
    cooperative: npt.NDArray[np.float64]
    hostile: npt.NDArray[np.float64]
    cooperative_squares: npt.NDArray[np.float64]
    hostile_squares: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.number)


def imports_in(db: duckdb.DuckDBPyConnection) -> tuple[Import, ...]:
    """Return the imports of a casebook, oldest first."""
    found = db.execute(schema.select_statement("imports") + " ORDER BY number").fetchall()
    return tuple(_import(rows.cells(row)) for row in found)


def _import(row: Sequence[Any]) -> Import:
    number, identity, name, form, columns, heading, quoted, bom, final, size, digest = row[:11]
    count, malformed, events, first, last, made_with = row[11:]
    if all(known.name != form for known in FORMATS):
        raise ValueError(f"an import has the format {form}, which is not known")
    begun, ended = (None if day is None else day.isoformat() for day in (first, last))
    return Import(
        number, identity, name, form, tuple(rows.load(columns)), heading, quoted, bom, final, size, digest, count,
        malformed, events, begun, ended, made_with,
    )  # fmt: skip


def sums_in(db: duckdb.DuckDBPyConnection, source: str | None, target: str | None, by: Period) -> EventSums:
    """Return the sums over all events between two sides; `source` and `target` (roots) narrow them to one."""
    values: list[str] = []
    parts = []
    for one, other, more in (("source_root", "target_root", ""), ("target_root", "source_root", " AND mutual")):
        where = f"cause IS NULL AND source_root <> target_root{more}"
        for column, wanted in ((one, source), (other, target)):
            if wanted is not None:
                where += f" AND {column} = ?"
                values.append(rows.pack(wanted))
        parts.append(f"SELECT {one} AS s, {other} AS t, day, value / 10 AS w FROM events WHERE {where}")  # noqa: S608
    when = "NULL::DATE" if by == "all" else "day" if by == "day" else f"date_trunc('{by}', day)::DATE"
    # A filter on the whole table costs little; the second half is empty where every event has a direction.
    found = db.execute(
        f"SELECT s, t, {when} AS p, count(*) AS number, "  # noqa: S608
        "sum(greatest(w, 0)) AS plus, sum(greatest(-w, 0)) AS minus, "
        "sum(CASE WHEN w > 0 THEN w * w ELSE 0 END) AS plus2, sum(CASE WHEN w < 0 THEN w * w ELSE 0 END) AS minus2 "
        f"FROM ({' UNION ALL '.join(parts)}) GROUP BY s, t, p ORDER BY s, t, p",
        values,
    ).fetchnumpy()
    weights = (np.nan_to_num(np.ma.filled(found[name], 0.0)) for name in ("plus", "minus", "plus2", "minus2"))
    return EventSums(
        np.ma.filled(found["s"], ""), np.ma.filled(found["t"], ""), _days(found["p"]),
        np.asarray(found["number"], np.int64), *weights,
    )  # fmt: skip


def _days(found: npt.NDArray[Any]) -> npt.NDArray[np.datetime64]:
    if np.ma.isMaskedArray(found):
        found = np.where(np.ma.getmaskarray(found), np.datetime64("NaT"), np.ma.getdata(found).astype("datetime64[D]"))
    return found.astype("datetime64[D]")


def count_in(db: duckdb.DuckDBPyConnection, sides: Sequence[str]) -> int:
    """Return how many events have each of these sides (roots) as source or target."""
    where, values = _taking_part(sides)
    (number,) = db.execute(f"SELECT count(*) FROM events WHERE {where}", values).fetchone() or (0,)  # noqa: S608
    return int(number)


def claims_in(db: duckdb.DuckDBPyConnection, sides: Sequence[str], limit: int | None) -> tuple[Claim, ...]:
    """Return the events with each of these sides (roots) as source or target, as claims, in the order of the files.

    Left out are those within one side, without target, or without any kind or sign (a statement, say).
    """
    held = {one.number: one for one in imports_in(db)}
    where, values = _taking_part(sides)
    most = "" if limit is None else f" LIMIT {int(limit)}"
    found = db.execute(
        'SELECT e."import", e.line, e.part, r.raw, e.source, e.target, e.source_root, e.target_root, e.code, e.kind, '  # noqa: S608
        "e.value, e.mutual, e.status, e.day FROM (SELECT * FROM events WHERE "
        f'{where}{most}) e JOIN events r ON r."import" = e."import" AND r.line = e.line AND r.part = 0 '
        'ORDER BY e."import", e.line, e.part'
        if _several(db)
        else 'SELECT "import", line, part, raw, source, target, source_root, target_root, code, kind, value, mutual, '  # noqa: S608
        f'status, day FROM events WHERE {where} ORDER BY "import", line, part{most}',
        values,
    ).fetchall()
    return tuple(_claim(held[row[0]], row) for row in found)


def _several(db: duckdb.DuckDBPyConnection) -> bool:
    """Return whether some row tells several events, whose text stands with the first of them."""
    return bool((db.execute("SELECT max(part) FROM events").fetchone() or (0,))[0])


def _taking_part(sides: Sequence[str]) -> tuple[str, list[str]]:
    """Return the SQL condition, and its values, of events between two sides in which all of `sides` take part."""
    where = (
        "cause IS NULL AND source_root <> target_root AND (kind IS NOT NULL OR value <> 0)"
        + " AND (source_root = ? OR target_root = ?)" * len(sides)
    )
    return where, [rows.pack(side) for side in sides for _ in range(2)]


def _claim(of: Import, row: Sequence[Any]) -> Claim:
    """Return an event as a claim: its evidence is the row, its rule says where the row stands."""
    _, line, part, raw, source, target, source_root, target_root, code, kind, value, mutual, status, day = rows.cells(
        row
    )
    text = shown(rows.pack(raw))
    number = value or 0.0
    return Claim(
        id=content_id("event", of.id, line, part), document_id=of.id,
        source=source_root, target=target_root, source_root=source_root, target_root=target_root,
        source_name=_called(source_root, source), target_name=_called(target_root, target),
        kind=cast(Kind, kind or "STANCE"), sign=int(number > 0) - int(number < 0), mutual=bool(mutual),
        status=status, speaker=None, speaker_root=None, speaker_name=None,
        date=None if day is None else day.isoformat(), ordinal=None, count=None,
        evidence=Span(of.id, 0, len(text), text), rule=f"{of.format} line {line}", cues=(code or "",),
        confidence=1.0, origin="import",
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _called(root: str, given_name: str | None) -> str:
    known = load_directory().actors.get(root)
    return known.name if known is not None else given_name or root


def content_of(db: duckdb.DuckDBPyConnection, of: Import, *, at_once: int = _AT_ONCE) -> Iterator[bytes]:
    """Yield the content of an import as it was, byte for byte, in pieces."""
    if of.bom:
        yield b"\xef\xbb\xbf"
    ahead = b""
    if of.heading is not None:
        yield given(of.heading)
        ahead = b"\n"
    for texts in raws_in(db, of, at_once=at_once):
        yield ahead + given("\n".join(texts))
        ahead = b"\n"
    if of.final:
        yield b"\n"


def raws_in(db: duckdb.DuckDBPyConnection, of: Import, *, at_once: int = _AT_ONCE) -> Iterator[list[str]]:
    """Yield the rows of an import as they are kept, in their order, some thousands at a time."""
    (last,) = db.execute('SELECT max(line) FROM events WHERE "import" = ?', [of.number]).fetchone() or (None,)
    for first in range(0, (last or -1) + 1, at_once):
        found = db.execute(
            'SELECT raw FROM events WHERE "import" = ? AND line >= ? AND line < ? AND part = 0 ORDER BY line',
            [of.number, first, first + at_once],
        ).fetchall()
        if found:
            yield [text for (text,) in found]
