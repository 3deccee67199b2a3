"""EDTF dates as ranges of days: enough to order what is dated and to tell whether two dates can be the same day.

Dates stay text in the records; nothing here fills in what a text leaves out.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import lru_cache
from typing import Final, Literal

Days = tuple[str, str]
By = Literal["month", "quarter", "year", "all"]

EARLIEST: Final = "0000-01-01"
LATEST: Final = "9999-12-31"
_PART: Final = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?[~?%]?\Z")
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_QUARTERS: Final = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_PARTS: Final = {**_SEASONS, **_QUARTERS}


@lru_cache(maxsize=4096)
def bounds(date: str | None) -> Days | None:
    """Return the first and last day (ISO) that an EDTF date can mean; None where the text gives no year at all.

    An open end is `EARLIEST` or `LATEST`. A form of EDTF that the codebook does not use gives None too.
    """
    if not date:
        return None
    if "/" in date:
        left, _, right = date.partition("/")
        first = EARLIEST if left in {"", ".."} else (_part(left) or (None,))[0]
        last = LATEST if right in {"", ".."} else (_part(right) or (None, None))[-1]
        if first is None or last is None or first > last:
            return None
        return first, last
    return _part(date)


def _part(date: str) -> Days | None:
    found = _PART.match(date)
    if found is None or found["year"] == "XXXX":
        return None
    low_year, high_year = found["year"].replace("X", "0"), found["year"].replace("X", "9")
    if not found["month"] or "X" in found["month"]:
        return f"{low_year}-01-01", f"{high_year}-12-31"
    month = int(found["month"])
    if month in _PARTS:
        begin, end = _PARTS[month]
        last_year = int(high_year) + (1 if end < begin else 0)
        return f"{low_year}-{begin:02}-01", _month_end(last_year, end)
    if not 1 <= month <= 12:
        return None
    if not found["day"] or "X" in found["day"]:
        return f"{low_year}-{month:02}-01", _month_end(int(high_year), month)
    return f"{low_year}-{month:02}-{found['day']}", f"{high_year}-{month:02}-{found['day']}"


def _month_end(year: int, month: int) -> str:
    if not 1 <= year <= 9999:
        return f"{year:04}-{month:02}-31"
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def compatible(one: str | None, other: str | None) -> bool:
    """Return whether two EDTF dates can name the same day; a missing date is compatible with every date.

    Dates without a year ("XXXX-04") are compared by month alone.
    """
    if one is None or other is None:
        return True
    first, second = bounds(one), bounds(other)
    if first is not None and second is not None:
        return first[0] <= second[1] and second[0] <= first[1]
    months = [_month(one), _month(other)]
    return None in months or months[0] == months[1]


def _month(date: str) -> int | None:
    found = _PART.match(date)
    if found is None or not found["month"] or "X" in found["month"]:
        return None
    return int(found["month"])


def chronological(date: str | None) -> tuple[str, str]:
    """Return a key that sorts by when a thing is known to have ended or begun; dates without a year come last.

    A date with an open beginning ("by February 2017") sorts by its end, every other by its beginning.
    """
    days = bounds(date)
    if days is None:
        return (LATEST, date or "")
    first, last = days
    return (last, date or "") if first == EARLIEST else (first, date or "")


def period_of(date: str | None, by: By) -> str | None:
    """Return the month, quarter or year (EDTF; a quarter is YYYY-33 to YYYY-36) that a date lies wholly in, else None.

    None, too, for a date without a year and with `by` "all".
    """
    days = bounds(date)
    if days is None or by == "all" or EARLIEST in days or LATEST in days:
        return None
    first, last = (_label(day, by) for day in days)
    return first if first == last else None


def periods_between(first: str, last: str, by: By) -> tuple[str, ...]:
    """Return all months, quarters or years from one to another, both included; `by` "all" has none."""
    if by == "all" or first > last:
        return ()
    found = [first]
    while found[-1] < last:
        found.append(_next(found[-1], by))
    return tuple(found)


def shown(period: str) -> str:
    """Return a period as people write it: 2017-Q1 for the quarter 2017-33, every other as it is."""
    year, _, part = period.partition("-")
    return f"{year}-Q{int(part) - 32}" if part in {"33", "34", "35", "36"} else period


def days_before(date: str | None, at: str) -> float | None:
    """Return how many days before the day `at` (ISO) a date lies: the middle of the days it can mean, up to `at`.

    A date with an open beginning lies at its end; one with an open end goes on, so its middle is taken as `at`. What
    begins after `at` gives a negative number, what has no year None.
    """
    days = bounds(date)
    if days is None:
        return None
    now, first, last = _ordinal(at), _ordinal(days[0]), _ordinal(days[1])
    if first > now:
        return float(now - first)
    if days[1] == LATEST:
        return 0.0
    last = min(last, now)
    return float(now - last) if days[0] == EARLIEST else now - (first + last) / 2


def _label(day: str, by: By) -> str:
    if by == "year":
        return day[:4]
    return day[:7] if by == "month" else f"{day[:4]}-{33 + (int(day[5:7]) - 1) // 3}"


def _next(period: str, by: By) -> str:
    year, _, part = period.partition("-")
    if by == "year":
        return f"{int(year) + 1:04}"
    low, high = (1, 12) if by == "month" else (33, 36)
    return f"{int(year) + 1:04}-{low:02}" if int(part) == high else f"{year}-{int(part) + 1:02}"


def _ordinal(day: str) -> int:
    """The number of a day; one that no calendar has (the 30th of February) is the last of its month."""
    year, month = min(max(int(day[:4]), 1), 9999), int(day[5:7])
    return datetime.date(year, month, min(max(int(day[8:10]), 1), monthrange(year, month)[1])).toordinal()
