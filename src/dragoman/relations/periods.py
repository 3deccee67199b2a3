"""EDTF dates as ranges of days: enough to order what is dated and to tell whether two dates can be the same day.

Dates stay text in the records; nothing here fills in what a text leaves out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import Final

Days = tuple[str, str]

EARLIEST: Final = "0000-01-01"
LATEST: Final = "9999-12-31"
_PART: Final = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?[~?%]?\Z")
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


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
    if month in _SEASONS:
        begin, end = _SEASONS[month]
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
