"""Hyphens at the ends of lines: those that only broke a word go, those of the word stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from dragoman.documents.words import words

_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)([-\u2010\u00ad])$")
_NEXT = re.compile(r"[^\W\d_]+")
_SOFT: Final = "\u00ad"


class Mended(NamedTuple):
    """What becomes of a hyphen at the end of a line."""

    kept: bool


class Hyphens:
    """Judges hyphens by the words that the text itself has elsewhere, and by first parts that carry a hyphen."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen = Counter(match[0].casefold() for line in lines for match in _WORD.finditer(line))

    def mended(self, line: str, following: str) -> Mended | None:
        """Return what becomes of the hyphen at the end of `line`, None where there is none that breaks a word."""
        broken = _BROKEN.search(line.rstrip())
        rest = _NEXT.match(following)
        if broken is None or rest is None:
            return None
        if broken[2] == _SOFT:
            return Mended(kept=False)
        if not rest[0][0].islower():
            return Mended(kept=True)  # 'anti-' 'American'
        first, second = broken[1].casefold(), rest[0].casefold()
        together, apart = self._seen[first + second], self._seen[f"{first}-{second}"]
        if together or apart:
            return Mended(kept=apart > together)
        return Mended(kept="-" in first or first in words("hyphened_parts"))
