"""What an expression of time comes to in EDTF, given the day of publication and the tense.

Where words leave the year (or week) out, `ahead` picks the nearest such time that the tense allows: False looks back
from the day of publication, True looks on from it. Both include the day itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.actors.dates.calendar import (
    DAYS,
    SATURDAY,
    SEASON_STARTS,
    add_months,
    first_day,
    lower,
    nearest_year,
    upper,
    valid,
    week_of,
    weekday_near,
    weekend_from,
    year_text,
)
from dragoman.actors.dates.when import Between, Exact, Months, Partial, Shifted, Stretch, When

_POINTED = {"last": False, "next": True}
_WINTER = 24


def resolve(when: When, published: date | None, ahead: bool) -> str | None:
    """Return the EDTF of an expression, or None where it cannot be known (no publication date to count from)."""
    if isinstance(when, Exact):
        return when.edtf
    if isinstance(when, Partial):
        return _partial(when, published, ahead)
    if isinstance(when, Between):
        return _between(when, published, ahead)
    if isinstance(when, Months):
        year = _year(when.year, when.year_shift, published)
        return None if year is None else f"{year:04d}-{when.first:02d}/{year:04d}-{when.last:02d}"
    if published is None:
        return None
    return _stretch(when, published) if isinstance(when, Stretch) else _shifted(when, published, ahead)


def _year(year: int | None, shift: int | None, published: date | None) -> int | None:
    if year is not None or published is None or shift is None:
        return year
    return published.year + shift


def _partial(when: Partial, published: date | None, ahead: bool) -> str | None:
    year = _year(when.year, when.year_shift, published)
    if year is None and published is not None:
        return _nearest(when, published, _POINTED.get(when.pointing, ahead))
    return _written(when, year)


def _written(when: Partial, year: int | None) -> str | None:
    """Return a date whose year is known (or known to be missing) part by part."""
    head = "XXXX" if year is None else f"{year:04d}"
    if when.season is not None:
        return f"{head}-{when.season}"
    if when.month is None:
        return None if year is None else head
    if when.day is None:
        return f"{head}-{when.month:02d}"
    return f"{head}-{when.month:02d}-{when.day:02d}" if valid(year or 2000, when.month, when.day) else None


def _nearest(when: Partial, published: date, ahead: bool) -> str | None:
    """Resolve a date without a year to the one nearest to the day of publication on the side that tense allows."""
    strictly = when.pointing in _POINTED
    if when.season is not None:
        return f"{_season_year(when, published, ahead):04d}-{when.season}"
    if when.day is not None:
        return _nearest_day(when.month, when.day, published, ahead)
    if when.month is not None:
        this = when.pointing == "this"
        year = published.year if this else nearest_year(published, when.month, ahead, strictly)
        return f"{year:04d}-{when.month:02d}"
    if when.weekday is not None:
        return weekday_near(published, when.weekday, ahead, strictly).isoformat()
    return None


def _season_year(when: Partial, published: date, ahead: bool) -> int:
    starts = SEASON_STARTS[when.season or _WINTER]
    if when.pointing == "this":
        # In January and February "this winter" is the one that began in December.
        return published.year - (when.season == _WINTER and published.month < 3)
    if when.pointing == "last":
        # The last one to have ended, so to have begun three months ago or more.
        year, month = add_months(published.year, published.month, -3)
        return nearest_year(date(year, month, 1), starts, ahead=False)
    return nearest_year(published, starts, ahead, when.pointing == "next")


def _nearest_day(month: int | None, day: int, published: date, ahead: bool) -> str | None:
    """Return the nearest such day of the month given, or of any month; a leap day may be eight years away."""
    year, this = published.year, published.month
    for _ in range(12 * 8 + 1):
        if month in (None, this) and valid(year, this, day):
            found = date(year, this, day)
            if found >= published if ahead else found <= published:
                return found.isoformat()
        year, this = add_months(year, this, 1 if ahead else -1)
    return None


def _shifted(when: Shifted, published: date, ahead: bool) -> str | None:
    if when.unit == "weekend":
        return _weekend(when.shift, published, ahead)
    if when.unit in DAYS:
        return _shifted_days(when, published)
    # "A year ago" is said of about this time last year, "four years ago" of any time in that year.
    by_month = when.unit == "month" or (when.unit == "year" and when.exact and abs(when.shift) == 1)
    if by_month:
        year, month = add_months(published.year, published.month, when.shift * (1 if when.unit == "month" else 12))
        return None if year_text(year) is None else _written(Partial(month=month, day=when.day), year)
    if when.unit == "year":
        return year_text(published.year + when.shift)
    # "Two decades ago" is too round a figure to name a year by.
    return year_text(published.year + 10 * when.shift) if abs(when.shift) == 1 else None


def _shifted_days(when: Shifted, published: date) -> str:
    day = published + timedelta(days=DAYS[when.unit] * when.shift)
    if when.weekday is not None:
        return (day + timedelta(days=when.weekday - day.weekday())).isoformat()
    return day.isoformat() if when.unit == "day" or when.exact else week_of(day)


def _weekend(shift: int, published: date, ahead: bool) -> str:
    in_it = published.weekday() >= SATURDAY
    saturday = weekday_near(published, SATURDAY, ahead=False)
    if shift < 0:
        return weekend_from(saturday - timedelta(days=7) if in_it else saturday)
    if shift > 0 or (ahead and not in_it):
        return weekend_from(saturday + timedelta(days=7))
    return weekend_from(saturday)


def _stretch(when: Stretch, published: date) -> str | None:
    days = {**DAYS, "weekend": 7}.get(when.unit)
    if days is not None:
        first, last = sorted((published, published + timedelta(days=days * when.count)))
        return f"{first.isoformat()}/{last.isoformat()}"
    months = {"month": 1, "year": 12, "decade": 120}[when.unit] * when.count
    here, there = (published.year, published.month), add_months(published.year, published.month, months)
    start, end = sorted((here, there))
    if year_text(start[0]) is None:
        return None
    # "The last two years" is said to the month, "the last ten" to the year.
    if abs(months) > 24:
        return f"{start[0]:04d}/{end[0]:04d}"
    return f"{start[0]:04d}-{start[1]:02d}/{end[0]:04d}-{end[1]:02d}"


def _between(when: Between, published: date | None, ahead: bool) -> str | None:
    first, last = when.first, when.last
    if isinstance(first, Partial) and isinstance(last, Partial) and first.yearless:
        if not last.yearless:
            first = _with_year_of(first, last)
        elif published is not None:
            return _between_yearless(first, last, published, ahead)
    start, end = resolve(first, published, ahead), resolve(last, published, ahead)
    return None if start is None or end is None else f"{lower(start)}/{upper(end)}"


def _with_year_of(first: Partial, last: Partial) -> Partial:
    goes_over = first.month is not None and last.month is not None and first.month > last.month
    month = first.month or last.month
    if last.year is not None:
        return replace(first, year=last.year - goes_over, month=month)
    return replace(first, year_shift=(last.year_shift or 0) - goes_over, month=month)


def _between_yearless(first: Partial, last: Partial, published: date, ahead: bool) -> str | None:
    """Resolve the end that is nearer to publication by the tense, the other from there."""
    near = _partial(first if ahead else last, published, ahead)
    edge = None if near is None else first_day(near)
    far = None if edge is None else _partial(last if ahead else first, edge, ahead)
    if near is None or far is None:
        return None
    return f"{near}/{far}" if ahead else f"{far}/{near}"
