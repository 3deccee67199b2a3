"""Calendar arithmetic on days, months and EDTF values."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

SATURDAY = 5
# The month a season begins in, by EDTF code (northern hemisphere).
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
DAYS = {"day": 1, "week": 7, "fortnight": 14}


def lower(edtf: str) -> str:
    """Return the first end of an EDTF interval ("..", where open), or the value itself."""
    return edtf.partition("/")[0]


def upper(edtf: str) -> str:
    """Return the last end of an EDTF interval ("..", where open), or the value itself."""
    return edtf.rpartition("/")[2]


def first_day(edtf: str) -> date | None:
    """Return the first day of an EDTF value or interval; None where it is open or its year is unknown."""
    return _edge(lower(edtf), last=False)


def last_day(edtf: str) -> date | None:
    """Return the last day of an EDTF value or interval; None where it is open or its year is unknown."""
    return _edge(upper(edtf), last=True)


def valid(year: int, month: int, day: int) -> bool:
    """Return whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def year_text(year: int) -> str | None:
    """Return a year as EDTF, or None where it is none of our era's first 9999."""
    return f"{year:04d}" if 1 <= year <= 9999 else None


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return (year, month) `count` months on."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def week_of(day: date) -> str:
    """Return the Monday to Sunday that hold a day, as an EDTF interval."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def weekend_from(saturday: date) -> str:
    """Return the two days that begin with a Saturday, as an EDTF interval."""
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def weekday_near(day: date, weekday: int, ahead: bool, strictly: bool = False) -> date:
    """Return the nearest `weekday` on or before (after, if `ahead`) a day; `strictly` leaves the day itself out."""
    step = 1 if ahead else -1
    start = day + timedelta(days=step) if strictly else day
    return start + timedelta(days=step * ((step * (weekday - start.weekday())) % 7))


def nearest_year(day: date, month: int, ahead: bool, strictly: bool = False) -> int:
    """Return the year of the nearest such month up to (or on from) a day; `strictly` leaves the day's month out."""
    if month == day.month:
        return day.year + (strictly if ahead else -strictly)
    return day.year + (month < day.month) if ahead else day.year - (month > day.month)


def _edge(value: str, last: bool) -> date | None:
    if value[:3].isdecimal() and value[3:] == "X":
        value = value[:3] + ("9" if last else "0")
    if not value[:4].isdecimal() or "X" in value:
        return None
    year, month, day = (int(part) for part in (*value.split("-"), "0", "0")[:3])
    if month in SEASON_STARTS:
        year, month = add_months(year, SEASON_STARTS[month], 2 if last else 0)
    elif month == 0:
        month = 12 if last else 1
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
