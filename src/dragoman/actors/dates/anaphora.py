"""Times that lean on another time in the text: "two days later", "that July", "the following year", "since then"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.actors.dates.calendar import (
    DAYS,
    SATURDAY,
    SEASON_STARTS,
    add_months,
    first_day,
    last_day,
    lower,
    nearest_year,
    upper,
    week_of,
    weekday_near,
    weekend_from,
    year_text,
)

Bound = Literal["", "since", "until"]
# A stand-in for the unknown year of "XXXX-11"; a leap year, so that every day exists.
_UNKNOWN_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class Anaphor:
    """What must be done with the time leaned on.

    `shift` counts units from it (0: the unit that holds it); `calendar` is True for "the following week" (the whole
    next week) and False for "a week later" (seven days on). `month` (1..12), `weekday` (0 Monday .. 6) or `season`
    (EDTF code) name what is meant instead of a unit: the one after (shift 1), before (-1), or of the same time (0).
    The unit "same" is that time itself ("since then"). `bound` makes an open interval of the result.
    """

    unit: str
    shift: int = 0
    calendar: bool = False
    month: int | None = None
    weekday: int | None = None
    season: int | None = None
    bound: Bound = ""


def resolve_anaphor(anaphor: Anaphor, anchor: str) -> str | None:
    """Return the EDTF of an anaphor given that of the time it leans on; None where the anchor is too coarse for it."""
    found = _resolve(anaphor, anchor.replace("XXXX", _UNKNOWN_YEAR))
    if found is not None and "XXXX" in anchor:
        found = _without_year(found)
    if found is None:
        return None
    ends = [end for end in (lower(found), upper(found)) if end != ".."]
    if anaphor.bound == "since":
        return f"{ends[0]}/.."
    return f"../{ends[-1]}" if anaphor.bound == "until" else found


def _without_year(edtf: str) -> str | None:
    ends = [end if end == ".." else f"XXXX{end[4:]}" for end in dict.fromkeys((lower(edtf), upper(edtf)))]
    # A bare year, with its year unknown, says nothing.
    return None if "XXXX" in ends else "/".join(ends)


def _resolve(anaphor: Anaphor, anchor: str) -> str | None:
    if anaphor.unit == "same":
        return anchor
    # Later than a stretch of time counts from its end, the rest from its start.
    later = anaphor.shift > 0
    value = upper(anchor) if later else lower(anchor)
    if value == "..":
        value = lower(anchor) if later else upper(anchor)
    base = last_day(value) if later else first_day(value)
    if base is None:
        return None
    grain = _grain(value)
    if grain == "day" and anaphor.unit not in ("month", "year", "decade", "season"):
        return _from_day(anaphor, base)
    found = _from_month_or_year(anaphor, base, grain)
    # "The same week" as "in September" is somewhere in September; a week later is not known.
    return anchor if found is None and anaphor.shift == 0 and anaphor.weekday is None else found


def _grain(value: str) -> str:
    if len(value) == 7 and int(value[5:]) in SEASON_STARTS:
        return "season"
    return {7: "month", 10: "day"}.get(len(value), "year")


def _from_month_or_year(anaphor: Anaphor, base: date, grain: str) -> str | None:
    if anaphor.month is not None:
        return f"{_named_year(anaphor.month, anaphor.shift, base):04d}-{anaphor.month:02d}"
    if anaphor.season is not None:
        return f"{_named_year(SEASON_STARTS[anaphor.season], anaphor.shift, base):04d}-{anaphor.season}"
    if anaphor.unit in ("year", "decade"):
        return year_text(base.year + anaphor.shift * (10 if anaphor.unit == "decade" else 1))
    if anaphor.unit == "month" and grain in ("month", "day"):
        year, month = add_months(base.year, base.month, anaphor.shift)
        return f"{year:04d}-{month:02d}"
    return None


def _named_year(month: int, shift: int, base: date) -> int:
    return nearest_year(base, month, ahead=shift > 0, strictly=True) if shift else base.year


def _from_day(anaphor: Anaphor, base: date) -> str:
    shift = anaphor.shift
    if anaphor.weekday is not None:
        if shift:
            return weekday_near(base, anaphor.weekday, ahead=shift > 0, strictly=True).isoformat()
        # "On the Saturday" is the one of those days: at most three away on either side.
        return weekday_near(base - timedelta(days=3), anaphor.weekday, ahead=True).isoformat()
    if anaphor.unit == "weekend":
        ahead = shift > 0 or (shift == 0 and base.weekday() < SATURDAY)
        return weekend_from(weekday_near(base, SATURDAY, ahead, strictly=shift != 0))
    day = base + timedelta(days=shift * DAYS[anaphor.unit])
    return week_of(day) if anaphor.calendar and anaphor.unit != "day" else day.isoformat()
