"""Publication dates as pages write them, to the day, month or year. What is unclear is refused, never guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:?\d{2}.*)?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,}.*)?$")
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:[,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}.*)?$"
_DAY_FIRST = re.compile(_WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})" + _CLOCK, re.IGNORECASE)
_MONTH_FIRST = re.compile(_WEEKDAY + r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK, re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$")
_MONTH_IN_FIGURES = re.compile(r"(\d{4})-(\d{2})$")
_MONTH_IN_WORDS = re.compile(r"([a-z]{3,9})\.?,?\s+(\d{4})$", re.IGNORECASE)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

REMEDY: Final = "write it as YYYY-MM-DD, or as YYYY-MM or YYYY if no more is known"


class UnclearDateError(ValueError):
    """The text gives no day, month or year that can be relied on; the message says why in words."""


def published_date(value: str) -> str:
    """Return what a publication date names as YYYY-MM-DD, YYYY-MM or YYYY; the time of day and its zone are left off.

    Reads ISO dates and date-times, '15 September 2017', 'September 15, 2017', 'September 2017', and a year alone.
    Raises UnclearDateError for anything else.
    """
    text = " ".join(value.split())
    if match := _ISO.match(text) or _COMPACT.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _DAY_FIRST.match(text):
        return _day(int(match[3]), _month(match[2], text), int(match[1]), text)
    if match := _MONTH_FIRST.match(text):
        return _day(int(match[3]), _month(match[1], text), int(match[2]), text)
    if match := _MONTH_IN_FIGURES.match(text):
        return _day(int(match[1]), int(match[2]), 1, text)[:7]
    if match := _MONTH_IN_WORDS.match(text):
        return f"{int(match[2]):04d}-{_month(match[1], text):02d}"
    if _YEAR.fullmatch(text):
        return text
    if match := _FIGURES.match(text):
        unclear = len(match[1]) <= 2 and int(match[1]) <= 12 and int(match[2]) <= 12
        why = (
            "does not say which figure is the day and which the month" if unclear else "is in an order that is not read"
        )
        raise UnclearDateError(f"the date {text!r} {why}")
    raise UnclearDateError(f"{text[:60]!r} is no date that can be read")


def _month(name: str, text: str) -> int:
    short = name.lower()
    for number, month in enumerate(_MONTHS, start=1):
        if short == month or (month.startswith(short) and len(short) == 3) or (short == "sept" and number == 9):
            return number
    raise UnclearDateError(f"{text[:60]!r} is no date that can be read: {name!r} is no month")


def _day(year: int, month: int, day: int, text: str) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise UnclearDateError(f"the date {text!r} is on no calendar ({error})") from error
