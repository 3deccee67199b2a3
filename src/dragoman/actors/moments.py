"""Says which day a sentence tells of, as far as whose office or seat was whose depends on it."""

from __future__ import annotations

import re
from functools import lru_cache

_YEAR = re.compile(r"(?<![\d.,/-])(?:19[4-9]\d|20[0-4]\d)(?![\d%])")
_NUMBER = re.compile(r"(?=19[4-9]\d|20[0-4]\d)")
_STOP = re.compile(r"[.!?]\s|\n")
_REACH = 400


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a place of a text begins and ends, by its marks alone."""
    before = [m.end() for m in _STOP.finditer(text, max(0, start - _REACH), start)]
    after = _STOP.search(text, end, end + _REACH)
    first = before[-1] if before else max(0, start - _REACH)
    return first, after.start() if after else min(len(text), end + _REACH)


@lru_cache(maxsize=4)
def _numbers(text: str) -> tuple[int, ...]:
    """Where a year may stand in a text."""
    return tuple(match.start() for match in _NUMBER.finditer(text))


def moment(text: str, start: int, end: int, published: str | None) -> str | None:
    """Return the day of publication, or the year that the sentence around a place names instead ("In 2008 ...")."""
    if not any(start - _REACH <= place < end + _REACH for place in _numbers(text)):
        return published
    first, last = sentence_around(text, start, end)
    years = [(match.start(), match.group()) for match in _YEAR.finditer(text, first, last)]
    if not years or (published and any(year == published[:4] for _, year in years)):
        return published
    before = [year for place, year in years if place < start]
    return before[-1] if before else years[0][1]
