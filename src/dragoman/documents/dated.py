"""The date of publication that stands in a text itself: in a line of its own near the top, or in a dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.documents.dates import UnclearDateError, published_date
from dragoman.model import Block, Repair

_TOP: Final = 20  # lines, empty ones among them, that are looked at
_REACH = 4000  # characters that these lines may take together
_LONGEST = 160  # characters of a line that can be part of a page's top
_MARKS = " \t\r*_#>|~"
_LABEL = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|issued)(?: on(?=[ :]))?|date(?: of publication)?|dated)"
    r"(?: ?: ?| )[*_ ]*",
    re.IGNORECASE,
)
_DAY = r"(?:\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
_ALONE = re.compile(rf"(?:[A-Z][a-z]{{2,8}}day,? )?{_DAY}")
_DAY_FIRST_IN_LINE = re.compile(rf"^[ \t*_#>|-]*(?:[A-Z][a-z]{{2,8}}day,? )?{_DAY}", re.MULTILINE)
_BEHIND = re.compile(r"\s+[|\u00b7\u2022\u2013\u2014-]\s.*")  # 'Published 4 May 2020 | Updated 6 May 2020'
_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'\u2019-]+(?:[ /][{_UPPER}][{_UPPER}.'\u2019-]+){{0,3}}"
_NAME = rf"[{_UPPER}][\w.'\u2019-]*(?:[ /][{_UPPER}][\w.'\u2019-]*){{0,3}}"
# The place stands in capitals, or the agency in brackets: "On Monday, 6 February 2023 - a day of talks -" is neither.
_DATELINES: Final = (
    re.compile(rf"{_CAPITALS}(?:, {_NAME})?, ({_DAY})(?: ?\([^()\n]{{2,40}}\))? ?[\u2013\u2014-]+\s+"),
    re.compile(rf"{_NAME}(?:, {_NAME})?, ({_DAY}) ?\([{_UPPER}][^()\n]{{1,40}}\) ?[\u2013\u2014-]+\s+"),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO date of day, month or year precision, the characters it was read from, and where that is in words."""

    published: str
    start: int
    end: int
    place: str

    def repair(self, text: str) -> Repair:
        """Return the note that tells of it."""
        words = text[self.start : self.end]
        note = f"taken for the date of publication ({self.published}), as {self.place} says so and nothing else does"
        return Repair("publication date", self.start, self.end, words, words, note, certain=False)


def date_within(text: str) -> Dated | None:
    """Return the date of publication that a text gives near its top; None where it gives none, or an unclear one.

    Reads 'Published 4 September 2023' and 'Date: 2023-09-04' in a line of their own, a line that is nothing but a
    whole date (unless more lines begin with one, as in a chronology), and the dateline that a report begins with:
    'BAMAKO, 6 February 2023 - '.
    """
    begin = 0
    for line in text[:_REACH].split("\n")[:_TOP]:
        body = line.strip(_MARKS)
        start = begin + line.index(body)
        begin += len(line) + 1
        if len(body) > _LONGEST:
            return _from_dateline(body, start)
        found = _from_dateline(body, start) or _from_label(body, start) or _from_date(text, body, start)
        if found:
            return found
    return None


def set_apart(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a clean text with the dateline of its first paragraph as a block of its own.

    It says when the report was written, not when what its first sentence tells of happened.
    """
    at = next((number for number, block in enumerate(blocks) if block.kind == "paragraph"), None)
    match = _dateline(text[blocks[at].start : blocks[at].end]) if at is not None else None
    if at is None or match is None:
        return tuple(blocks)
    first, middle = blocks[at], blocks[at].start + match.end()
    apart = Block(first.start, first.start + len(match[0].rstrip()), "heading")
    return (*blocks[:at], apart, Block(middle, first.end, first.kind), *blocks[at + 1 :])


def _dateline(line: str) -> re.Match[str] | None:
    return next(filter(None, (form.match(line) for form in _DATELINES)), None)


def _from_label(line: str, start: int) -> Dated | None:
    label = _LABEL.match(line)
    if label is None:
        return None
    value = _BEHIND.sub("", line[label.end() :]).strip(_MARKS)
    return _dated(value, start + line.index(value, label.end()), "a line near its top") if value else None


def _from_date(text: str, line: str, start: int) -> Dated | None:
    if not _ALONE.fullmatch(line) or len(_DAY_FIRST_IN_LINE.findall(text)) > 1:
        return None
    return _dated(line, start, "a line near its top")


def _from_dateline(line: str, start: int) -> Dated | None:
    match = _dateline(line)
    return _dated(match[1], start + match.start(1), "its dateline") if match else None


def _dated(value: str, start: int, place: str) -> Dated | None:
    bare = value.rstrip(" .")
    try:
        return Dated(published_date(bare), start, start + len(bare), place)
    except UnclearDateError:
        return None
