"""Since when and until when an actor has had dealings with each of two others, and with both at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.model import Claim, Finding
from dragoman.relations.periods import EARLIEST, LATEST, Days, bounds


def lasting(subject: tuple[str, str, str], with_a: Sequence[Claim], with_b: Sequence[Claim]) -> Finding:
    """Return how long there have been dealings with both: from the later first to the earlier last dated claim.

    Dates are taken at their widest: 2017 is all of 2017; of an open beginning or end the known day counts. `value` is
    the number of days with both, the first and last included, and `period` that time; "one after the other" where
    the dealings with one ended before those with the other began; or "no dates" where those with one or both have none
    that names a year. `detail` has `with_a` and `with_b` ("first/last" or empty) and `undated`, the number of claims
    without such a date.
    """
    spans = [_days(with_a), _days(with_b)]
    ranges = [_range(days) for days in spans]
    undated = len(with_a) + len(with_b) - len(spans[0]) - len(spans[1])
    detail = {
        "part": "duration",
        "with_a": "/".join(ranges[0] or ()),
        "with_b": "/".join(ranges[1] or ()),
        "undated": str(undated),
    }
    dated = [c for c in (*with_a, *with_b) if _known(c.date)]
    ids = tuple(dict.fromkeys(c.id for c in dated))
    open_dates = f"; {undated} carry no date with a year" if undated else ""
    one, other = ranges
    if one is None or other is None:
        lacking = [pole for pole, days in zip(subject[1:], ranges, strict=True) if days is None]
        why = f"no claim of cooperation with {' or '.join(lacking)} carries a date with a year"
        return Finding("hedging", subject, "no dates", why, ids, detail=detail)
    why = f"{subject[1]}: {one[0]} to {one[1]}; {subject[2]}: {other[0]} to {other[1]}{open_dates}"
    first, last = max(one[0], other[0]), min(one[1], other[1])
    if first > last:
        return Finding("hedging", subject, "one after the other", why, ids, detail=detail)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return Finding("hedging", subject, days, why, ids, period=f"{first}/{last}", detail=detail)


def _known(edtf: str | None) -> Days | None:
    """The days a date can mean, with an open end closed at the day that is known."""
    days = bounds(edtf)
    if days is None or days == (EARLIEST, LATEST):
        return None
    first, last = days
    known = (last, last) if first == EARLIEST else (first, first) if last == LATEST else days
    return known if _of_calendar(known[0]) and _of_calendar(known[1]) else None


def _of_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _days(claims: Iterable[Claim]) -> list[Days]:
    return [days for claim in claims if (days := _known(claim.date)) is not None]


def _range(days: Sequence[Days]) -> Days | None:
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None
