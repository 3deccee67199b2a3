"""Which documents are copies of one another: a syndicated text is one source, however often it was printed."""

from __future__ import annotations

import re
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.model import Document
from dragoman.relations.witnesses import plain

SAME: Final = 0.8  # of the runs of words of the shorter text: a copy, whoever is named
EDITED: Final = 0.4  # of them, and so much of its names and numbers, and so much of both together, where it was edited
EDITED_NAMES: Final = 0.7
EDITED_BOTH: Final = 1.12
_RUN: Final = 4  # words in a row
_KEPT: Final = 4  # of so many runs about one is looked at to find who may be a copy, the same ones in every text
_FEWEST: Final = 25  # of a text with fewer runs than that, all are
_LOOKED_BACK: Final = 4  # holders of a run that each further one is held against
_WORD: Final = re.compile(r"\w+")


def independent(documents: Iterable[Document]) -> tuple[tuple[Document, ...], ...]:
    """Group documents that are copies: each group is one source. Groups and members are ordered by name, then id.

    Two documents are copies when they share SAME of the runs of four words of the shorter one, or EDITED of them and
    most of its names and numbers: so a version that is cut, edited or begun otherwise is a copy of the whole, and the
    same form filled with other names is none. What is a copy of a copy is in the group too. A text of fewer than four
    words is a copy of the same words only. The bounds are set by hand; benchmarks/copies.py measures them.
    """
    ordered = sorted(documents, key=lambda d: (d.name, d.id))
    texts = [_Text.of(document.text) for document in ordered]
    first = list(range(len(ordered)))
    for one, other in _close(texts):
        if _root(first, one) != _root(first, other) and texts[one].copies(texts[other]):
            low, high = sorted((_root(first, one), _root(first, other)))
            first[high] = low
    groups: dict[int, list[Document]] = {}
    for number, document in enumerate(ordered):
        groups.setdefault(_root(first, number), []).append(document)
    return tuple(tuple(group) for group in groups.values())


@dataclass(frozen=True, slots=True)
class _Text:
    runs: frozenset[int]
    names: frozenset[str]

    @staticmethod
    def of(text: str) -> _Text:
        words = plain(text).split()
        if not words:
            return _Text(frozenset(), frozenset())
        every = (" ".join(words[i : i + _RUN]) for i in range(max(len(words) - _RUN + 1, 1)))
        runs = frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in every)
        small = {word for word in words if not word[0].isdigit()}
        used = _WORD.findall(text)
        common = small & {word for word in used if word[:1].islower()}  # "The" is no name where "the" stands too
        names = {word.casefold() for word in used if not word[:1].islower()} - common
        return _Text(runs, frozenset(names))

    def looked_at(self) -> frozenset[int]:
        """The runs by which copies are searched for."""
        if len(self.runs) < _FEWEST * _KEPT:
            return self.runs
        return frozenset(run for run in self.runs if run % _KEPT == 0)

    def copies(self, other: _Text) -> bool:
        """Tell whether the shorter of the two is a copy."""
        short, long = sorted((self, other), key=lambda text: len(text.runs))
        runs = len(short.runs & long.runs) / max(len(short.runs), 1)
        names = len(short.names & long.names) / max(len(short.names), 1)
        return runs >= SAME or (runs >= EDITED and names >= EDITED_NAMES and runs + names >= EDITED_BOTH)


def _close(texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """Return in order the pairs that may be copies: they share a run that few others do, or several.

    Each holder of a run is held against those just before it only, so that what a thousand papers print costs no
    million comparisons; what it is a copy of is then in their group.
    """
    before: dict[int, deque[int]] = {}
    shared: Counter[tuple[int, int]] = Counter()
    looked = [text.looked_at() for text in texts]
    for number, own in enumerate(looked):
        for run in own:
            held = before.setdefault(run, deque(maxlen=_LOOKED_BACK))
            shared.update((other, number) for other in held)
            held.append(number)
    return sorted(
        (one, other)
        for (one, other), count in shared.items()
        if count >= EDITED / 4 * min(len(looked[one]), len(looked[other]))
    )


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number
