"""Where sentences end, roughly: enough to find copies and splices. The reading of claims has its own, finer split."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.documents.words import words

_STOP = re.compile("[.!?\u2026\u3002\uff01\uff1f]{1,6}[\"'\u201d\u2019\u00bb)\\]]{0,3}")
_FULL_WIDTH = "\u3002\uff01\uff1f"
_OPENING = "\"'\u201c\u2018\u00ab([ \t\n"
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"\u201c]+$")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text[start:end]`, without the spaces between them."""
    found: list[tuple[int, int]] = []
    begin = start
    for stop in stops(text, start, end):
        found.append((begin, stop))
        begin = stop
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        found.append((begin, end))
    return found


def stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the position behind each mark that ends a sentence inside `text[start:end]`."""
    for match in _STOP.finditer(text, start, end):
        after = match.end()
        if match[0][0] in _FULL_WIDTH:
            if after < end:
                yield after
            continue
        if after >= end or not text[after].isspace():
            continue
        while after < end and text[after] in _OPENING:
            after += 1
        if after < end and not text[after].islower() and not (match[0] == "." and _is_short_form(text, match.start())):
            yield match.end()


def is_abbreviation(token: str) -> bool:
    """Return True for a word that may stand before a full stop inside a sentence: 'Gen', 'etc', 'U.S', 'J'."""
    bare = token.strip("'’").casefold()
    return (
        bare in words("words", "abbreviations.toml")
        or bare in words("stops_inside")
        or "." in token
        or (len(token) == 1 and token.isalpha())
    )


def _is_short_form(text: str, stop: int) -> bool:
    before = _TOKEN_BEFORE.search(text, max(0, stop - 24), stop)
    return before is not None and is_abbreviation(before[0])
