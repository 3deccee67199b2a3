"""The forecast log: an append-only list of forecasts and of how they turned out. Nothing in it is changed or deleted.

A forecast that was written down wrongly is corrected by a new one that names it; one that was resolved wrongly is
resolved once more, and the last word counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal, get_args

from dragoman.casebook import connection, rows, schema
from dragoman.errors import UsageError
from dragoman.model import content_id
from dragoman.vocabulary.tables import is_date

Measure = Literal["share", "likelihood"]
Outcome = Literal["yes", "no", "void"]
State = Literal["open", "yes", "no", "void", "corrected"]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
_DAY: Final = len("2018-12-31")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log, written at `made_at` (ISO 8601 with its zone) by `who`, about forecast `number` (from 1).

    `action` "add": a forecast of `day`, that the answer to `question` will be yes by the day `by`; `value` (0 to 1) is
    a likelihood or a share of sampled worlds, as `measure` says; `no_change` ("yes" or "no") is the answer if all stays
    as it is, `corrects` the number of a forecast that this one stands for. "resolve": its `outcome`, decided on `day`;
    "void" where it can't be decided. Fields that an action does not use are None. `source` says what it rests on.
    """

    id: str
    made_at: str
    who: str
    action: Literal["add", "resolve"]
    number: int
    day: str
    source: str | None
    why: str | None = None
    question: str | None = None
    measure: Measure | None = None
    value: float | None = None
    by: str | None = None
    no_change: str | None = None
    corrects: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast as the log has it now. `made` and `resolution` are its entries; `corrected_by` a later forecast."""

    number: int
    question: str
    measure: Measure
    value: float
    by: str
    no_change: str
    made: Entry
    resolution: Entry | None = None
    corrected_by: int | None = None

    @property
    def state(self) -> State:
        """How it stands: "corrected", its outcome, or "open"."""
        if self.corrected_by is not None:
            return "corrected"
        return "open" if self.resolution is None or self.resolution.outcome is None else self.resolution.outcome

    @property
    def late(self) -> bool:
        """Whether it was written down only after its last day, when the answer could be known."""
        return self.made.made_at[:_DAY] > self.by


def standing_forecasts(entries: Iterable[Entry]) -> tuple[Forecast, ...]:
    """Return the forecasts by number, corrected ones included, from entries in the order of the log.

    Entries that do not say what they must, or speak of a forecast that is not there, are passed over (`faults`).
    """
    found: dict[int, Forecast] = {}
    for e in entries:
        if e.action == "resolve":
            if e.number in found and e.outcome is not None:
                found[e.number] = replace(found[e.number], resolution=e)
        elif (
            e.question is not None
            and e.measure is not None
            and e.value is not None
            and e.by is not None
            and e.no_change is not None
        ):
            found[e.number] = Forecast(e.number, e.question, e.measure, e.value, e.by, e.no_change, e)
            if e.corrects in found and e.corrects is not None:
                found[e.corrects] = replace(found[e.corrects], corrected_by=e.number)
    return tuple(found[number] for number in sorted(found))


def refusal(known: Sequence[Entry], made: Entry) -> str | None:
    """Return why `made` cannot follow the entries before it, in one line with a remedy, or None where it can."""
    trouble = _wrong_day(made.day) or _in_future(made)
    if trouble:
        return trouble
    before = {forecast.number: forecast for forecast in standing_forecasts(known)}
    return _wrong_resolution(before, made) if made.action == "resolve" else _wrong_forecast(before, made)


def _wrong_day(day: str | None) -> str | None:
    if day is None or len(day) != _DAY or not is_date(day):
        return f"'{day}' is no day. Write YYYY-MM-DD"
    return None


def _in_future(made: Entry) -> str | None:
    written = made.made_at[:_DAY]
    if _wrong_day(written):
        return f"'{made.made_at}' is no time. Write it as 2018-12-31T10:00:00+00:00"
    # Half of the world is in the next day already when the clock of the log (UTC) is not.
    if date.fromisoformat(made.day) > date.fromisoformat(written) + timedelta(days=1):
        return f"{made.day} is still to come (it is {written}). Give the day on which it was made or decided"
    return None


def _wrong_forecast(before: dict[int, Forecast], made: Entry) -> str | None:
    if not (made.question or "").strip():
        return "a forecast needs a question that will be answered by yes or no"
    if made.measure not in MEASURES or made.value is None or not (math.isfinite(made.value) and 0 <= made.value <= 1):
        return "a forecast needs a share or a likelihood from 0 to 1"
    if made.no_change not in {"yes", "no"}:
        return "the answer if nothing changes is yes or no"
    trouble = _wrong_day(made.by)
    if trouble:
        return trouble
    if (made.by or "") < made.day:
        return f"the forecast is of {made.day}, and its last day {made.by} is before that. Mend one of the two"
    return None if made.corrects is None else _wrong_correction(before.get(made.corrects), made.corrects)


def _wrong_correction(old: Forecast | None, number: int) -> str | None:
    if old is None:
        return f"there is no forecast {number} to correct. See: dragoman forecast list"
    if old.corrected_by is not None:
        return f"forecast {old.number} was corrected by {old.corrected_by} already. Correct that one"
    if old.resolution is not None:
        return f"forecast {old.number} is resolved already, so it stays as it was made"
    return None


def _wrong_resolution(before: dict[int, Forecast], made: Entry) -> str | None:
    forecast = before.get(made.number)
    if forecast is None:
        return f"there is no forecast {made.number}. See: dragoman forecast list"
    if forecast.corrected_by is not None:
        return f"forecast {made.number} was corrected by {forecast.corrected_by}. Resolve that one"
    if made.outcome not in OUTCOMES:
        return f"an outcome is one of: {', '.join(OUTCOMES)}"
    if made.day < forecast.made.day:
        return f"forecast {made.number} was made on {forecast.made.day}, after {made.day}: it foretold nothing"
    if made.outcome == "yes" and made.day > forecast.by:
        return f"forecast {made.number} ran until {forecast.by}; {made.day} is too late for a yes. Resolve it as no"
    return None


def faults(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return (id, what is wrong) for the entries that could not have been made after those before them."""
    found = []
    for place, entry in enumerate(entries):
        trouble = refusal(entries[:place], entry)
        if trouble is None and entry.action == "add" and any(e.number == entry.number for e in entries[:place]):
            trouble = f"there is a forecast {entry.number} already"
        if trouble:
            found.append((entry.id, trouble))
    return found


def entry_row(entry: Entry, position: int) -> rows.Row:
    """Return the row of an entry, the `position`-th of the log."""
    e = entry
    return (
        position, e.id, e.made_at, e.who, e.action, e.number, e.day, e.source, e.why, e.question, e.measure, e.value,
        e.by, e.no_change, e.corrects, e.outcome,
    )  # fmt: skip


def entry_from(row: rows.Row) -> Entry:
    """Return the Entry of a row."""
    return Entry(*row[1:16])


def append_entry(path: Path, made: Entry, *, patience: float = connection.PATIENCE) -> Entry:
    """Append an entry to the log and return it, with its id; a forecast (`number` 0) gets the next number.

    Raises UsageError where it cannot follow the entries before it (`refusal`), CasebookError where it can't be written.
    """
    with connection.visit(path, write=True, patience=patience) as db:
        held = db.execute(schema.select_statement("forecasts") + " ORDER BY position").fetchall()
        known = [entry_from(rows.cells(row)) for row in held]
        position = held[-1][0] + 1 if held else 0
        if made.action == "add":
            made = replace(made, number=max((e.number for e in known), default=0) + 1)
        trouble = refusal(known, made)
        if trouble:
            raise UsageError(trouble)
        made = replace(made, id=content_id("forecast", *entry_row(replace(made, id=""), position)))
        db.execute(schema.insert_statement("forecasts"), rows.columns([entry_row(made, position)]))
    return made
