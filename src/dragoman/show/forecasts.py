"""The forecast log in rows and words, and its scores as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from dragoman.casebook.forecasts import MEASURES, Forecast
from dragoman.model import Finding
from dragoman.strategy.brier import Mean, Resolved, Scored, scored

METHOD: Final = "forecast score"
LIST_HEAD: Final = ("no", "made", "by", "measure", "value", "state", "on", "who", "question")
SCORE_HEAD: Final = (
    "forecasts", "resolved", "yes", "Brier score", "base rate", "its score", "no change", "against base",
    "against no change",
)  # fmt: skip
FIELDS: Final = (
    "number", "question", "measure", "value", "made", "by", "no_change", "who", "made_at", "source", "why", "state",
    "resolved_on", "resolved_by", "resolution_source", "corrects", "corrected_by", "late",
)  # fmt: skip


def data_of(f: Forecast) -> dict[str, Any]:
    """Return a forecast as a row under FIELDS."""
    end = f.resolution
    found = (
        f.number, f.question, f.measure, f.value, f.made.day, f.by, f.no_change, f.made.who, f.made.made_at,
        f.made.source, f.made.why, f.state, end and end.day, end and end.who, end and end.source, f.made.corrects,
        f.corrected_by, f.late,
    )  # fmt: skip
    return dict(zip(FIELDS, found, strict=True))


def list_row(f: Forecast, today: str) -> tuple[str | int | float | None, ...]:
    """Return a forecast as a row under LIST_HEAD; an open one whose last day is before `today` is overdue."""
    state = f"corrected by {f.corrected_by}" if f.state == "corrected" else f.state
    state = "overdue" if state == "open" and f.by < today else state
    on = f.resolution.day if f.resolution else None
    return f.number, f.made.day, f.by, f.measure, f"{f.value:.2f}", state, on, f.made.who, f.question


def counted(forecasts: Sequence[Forecast], today: str) -> dict[str, int]:
    """Return how many forecasts there are by state; "overdue" are those of "open" whose last day is before
    `today`, "late" those written down after their last day and not corrected.
    """
    states = [f.state for f in forecasts]
    numbers = {state: states.count(state) for state in ("open", "yes", "no", "void", "corrected")}
    overdue = sum(f.state == "open" and f.by < today for f in forecasts)
    return {**numbers, "overdue": overdue, "late": sum(f.late and f.state != "corrected" for f in forecasts)}


def scores(forecasts: Iterable[Forecast], base_rate: float | None) -> dict[str, Scored]:
    """Return the scores of the forecasts that turned out, by measure: a share of worlds is not a likelihood."""
    known = list(forecasts)
    found: dict[str, Scored] = {}
    for measure in MEASURES:
        ended = [
            Resolved(f.value, f.state == "yes", f.no_change == "yes")
            for f in known
            if f.measure == measure and f.state in {"yes", "no"}
        ]
        if ended:
            found[measure] = scored(ended, base_rate)
    return found


def score_row(measure: str, s: Scored) -> tuple[str | int | float | None, ...]:
    """Return scores as a row under SCORE_HEAD."""
    return (
        measure, s.number, s.yes, _shown(s.forecast), f"{s.base_rate:.2f}", f"{s.base:.2f}", f"{s.no_change:.2f}",
        _shown(s.over_base, "+"), _shown(s.over_no_change, "+"),
    )  # fmt: skip


def findings(found: dict[str, Scored], numbers: dict[str, int]) -> Iterator[Finding]:
    """Yield the scores as findings: the score, and how far it is from either yardstick; `detail` has all counts."""
    counts = {name: str(number) for name, number in numbers.items()}
    for measure, s in found.items():
        detail = {
            "measure": measure, "resolved": str(s.number), "came_true": str(s.yes), "base_rate": f"{s.base_rate:.4f}",
            "base_rate_score": f"{s.base:.4f}", "no_change_score": f"{s.no_change:.4f}", **counts,
        }  # fmt: skip
        why = f"forecasts resolved: {s.number}, of them yes: {s.yes}"
        for part, mean in (
            ("Brier score", s.forecast), ("against base rate", s.over_base), ("against no change", s.over_no_change),
        ):  # fmt: skip
            ends = None if mean.interval is None else (round(mean.interval[0], 4), round(mean.interval[1], 4))
            yield Finding(METHOD, (), round(mean.value, 4), why, (), interval=ends, detail={"part": part, **detail})


def _shown(mean: Mean, sign: str = "") -> str:
    if mean.interval is None:
        return f"{mean.value:{sign}.2f}"
    low, high = mean.interval
    return f"{mean.value:{sign}.2f} ({low:{sign}.2f} to {high:{sign}.2f})"
