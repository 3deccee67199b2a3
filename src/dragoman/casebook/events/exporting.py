"""Gives events back: an import of the same format byte for byte, anything else as well as the format allows.

What a format cannot carry is counted while rows are written, so that the report of losses is of these very rows.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import duckdb

from dragoman.casebook import connection, rows
from dragoman.casebook.events.content import shown
from dragoman.casebook.events.form import BrokenRow, Format, by_name, cells, columns_in
from dragoman.casebook.events.formats import FORMATS
from dragoman.casebook.events.kept import Import, content_of
from dragoman.casebook.events.neutral import WORDS, Event, known
from dragoman.errors import InputError, UsageError
from dragoman.model import Claim
from dragoman.vocabulary.event_codes import load_event_codes, load_event_types

if TYPE_CHECKING:
    from dragoman.casebook.view import View

_AT_ONCE = 20_000


@dataclass(slots=True)
class Export:
    """Events on their way into a file. `rows` and `losses` are complete when `pieces` has ended."""

    view: View
    form: Format
    chosen: tuple[Import, ...]
    claims: tuple[Claim, ...]
    rows: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def exact(self) -> bool:
        """Return whether what is written is one import of the same format, as it came."""
        return len(self.chosen) == 1 and not self.claims and self.chosen[0].format == self.form.name

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        with connection.visit(self.view.path, write=False, patience=self.view.patience) as db:
            if self.exact():
                self.rows = self.chosen[0].rows
                yield from content_of(db, self.chosen[0])
                return
            columns = ("record",) if self.form.rows == "json" else self.form.heading or self.form.columns[0]
            if self.form.heading:
                yield _line(self.form, columns)
            for event in self._events(db):
                written = self._written(event)
                if written is not None:
                    yield _line(self.form, [written.get(column, "") for column in columns])

    def losses(self) -> tuple[str, ...]:
        """Return in words what was left out or could not be carried; empty where the file is as it was imported."""
        told = [f"{count:,} rows left out: {why}" for why, count in sorted(self.left_out.items())]
        told += [f"{what} lost in {count:,} rows" for what, count in sorted(self.lost.items())]
        return tuple(told)

    def _events(self, db: duckdb.DuckDBPyConnection) -> Iterator[Event]:
        for one in self.chosen:
            if one.malformed:
                self.left_out["they are no events (malformed)"] += one.malformed
            for event, more in _of_import(db, one):
                for column in more:
                    self.lost[f"column {column} of {one.format}"] += 1
                yield event
        for claim in self.claims:
            yield from self._of_claim(claim)

    def _of_claim(self, claim: Claim) -> Iterator[Event]:
        if claim.status != "did":
            self.left_out[f"what is told is no event that happened ({claim.status})"] += 1
        elif claim.kind == "STANCE":
            self.left_out["a stance is no event"] += 1
        elif claim.date is None or len(claim.date) != 10:
            self.left_out["no day is known"] += 1
        elif claim.speaker is not None:
            self.left_out["only somebody quoted says so"] += 1
        else:
            yield Event(
                self.rows + 1, claim.source_name, claim.target_name, claim.source_root, claim.target_root, "",
                claim.kind, claim.date, value=_value("plover", claim.kind), mutual=claim.mutual, identity=claim.id,
                source_name=claim.source_name, target_name=claim.target_name, text=claim.evidence.text,
            )  # fmt: skip

    def _written(self, event: Event) -> dict[str, str] | None:
        if self.form.kinds == "cameo" and not event.code:
            code = _codes_of_kinds().get(event.kind)
            if code is None:
                self.left_out[f"CAMEO has no code for {event.kind or 'an event without a kind'}"] += 1
                return None
            event = replace(event, code=code)
            self.lost["PLOVER kind (written as the two digits of CAMEO it comes from)"] += 1
        elif self.form.kinds != "cameo" and not event.kind:
            self.left_out["PLOVER has no category for statements (CAMEO 01)"] += 1
            return None
        for name in known(event) - self.form.carries - {"kind"}:
            self.lost[WORDS[name]] += 1
        self.rows += 1
        return dict(self.form.write(event))


def exported(view: View, name: str, import_id: str | None = None) -> Export:
    """Return the events of a casebook on their way into format `name`: those of one import, or all there are.

    Without `import_id` the imports of that format are written if there are any, else all imports and the casebook's
    own claims. Raises UsageError for an unknown import, InputError when there is nothing to write.
    """
    form = next(one for one in FORMATS if one.name == name)
    held = view.imports()
    if import_id is not None:
        chosen = tuple(one for one in held if one.id.startswith(import_id))
        if len(chosen) != 1:
            there = ", ".join(f"{one.id[:8]} ({one.name})" for one in held) or "none"
            raise UsageError(f"'{import_id}' is not the beginning of one import's id. There are: {there}")
        return Export(view, form, chosen, ())
    same = tuple(one for one in held if one.format == name)
    if len(same) == 1:
        return Export(view, form, same, ())
    claims = () if same else view.snapshot().claims()
    if not held and not claims:
        raise InputError(f"{view.path}: holds no events and no claims to write")
    return Export(view, form, same or held, claims)


def _line(form: Format, found: Iterable[str]) -> bytes:
    """Return one row; line breaks and tabs are no part of a cell between tabs and become blanks there."""
    values = list(found)
    if form.rows == "json":
        return (values[0] + "\n").encode("utf-8", "replace")
    if form.rows == "tab":
        text = "\t".join(" ".join(value.split()) if set(value) & {*"\t\n\r"} else value for value in values) + "\n"
        return text.encode("utf-8", "replace")
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(values)
    return stream.getvalue().encode("utf-8", "replace")


def _of_import(db: duckdb.DuckDBPyConnection, one: Import) -> Iterator[tuple[Event, tuple[str, ...]]]:
    """Yield the events of an import, each with the columns that hold more than an `Event` can."""
    form, layout = one.form, one.layout
    used = {column.casefold() for column in form.named.values()} | _columns_of(form)
    raws: dict[int, list[dict[str, str]]] = {}
    for row in _rows(db, one):
        line, part, raw = row[:3]
        if raw is not None:
            try:
                raws = {line: [by_name(layout, found) for found in cells(form, layout, shown(raw))]}
            except BrokenRow:
                raws = {}
        told = raws.get(line, [])
        columns = told[part] if part < len(told) else {}
        more = tuple(c for c, value in columns.items() if value not in ("", "None") and c.casefold() not in used)
        if row[3] is None:
            yield _event(form, row, columns), more


def _rows(db: duckdb.DuckDBPyConnection, one: Import) -> Iterator[tuple[Any, ...]]:
    (last,) = db.execute('SELECT max(line) FROM events WHERE "import" = ?', [one.number]).fetchone() or (None,)
    for first in range(0, (last or -1) + 1, _AT_ONCE):
        yield from db.execute(
            "SELECT line, part, raw, cause, source, target, source_root, target_root, code, kind, day, value, mutual "
            'FROM events WHERE "import" = ? AND line >= ? AND line < ? ORDER BY line, part',
            [one.number, first, first + _AT_ONCE],
        ).fetchall()


def _columns_of(form: Format) -> set[str]:
    """Return the columns, in lower case, from which the parts of an event are read."""
    means = form.meaning
    texts = (means.source, means.target, means.source_place, means.target_place, means.code, means.key, means.value,
             means.day, means.mutual)  # fmt: skip
    return {name.casefold() for text in texts for name in columns_in(text)}


def _event(form: Format, row: tuple[Any, ...], columns: dict[str, str]) -> Event:
    line, _, _, _, source, target, source_root, target_root, code, kind, day, value, mutual = rows.cells(row)
    folded = {column.casefold(): text for column, text in columns.items()}
    more = {part: folded.get(column.casefold(), "") for part, column in form.named.items()}
    more = {part: "" if text in ("None", "NULL", "NA") else text for part, text in more.items()}
    more["country"] = _country(form, more.get("country", ""))
    return Event(
        line, source or "", target or "", source_root or "", target_root or "",
        (code or "") if form.kinds == "cameo" else "", kind or "", "" if day is None else day.isoformat(),
        value=value, mutual=bool(mutual), **more,
    )  # fmt: skip


def _country(form: Format, given: str) -> str:
    codes = load_event_codes()
    if form.place_codes == "fips":
        return codes.fips.get(given, "")
    if form.place_codes == "iso3" and given in codes.cameo:
        return codes.cameo[given]
    return codes.names.get(given.casefold(), codes.cameo.get(given, ""))


def _codes_of_kinds() -> dict[str, str]:
    """Return the two-digit CAMEO code that each kind comes from; of several the first."""
    found: dict[str, str] = {}
    for code, (kind, _) in load_event_types()["cameo"].items():
        if kind is not None and len(code) == 2:
            found.setdefault(kind, code)
    return found | {"CONCEDE": "08", "RETREAT": "08"}


def _value(system: str, key: str) -> float | None:
    return load_event_types()[system].get(key, (None, None))[1]
