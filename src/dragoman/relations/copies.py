"""Which documents are copies of one another: a syndicated text is one source, however often it was printed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

from dragoman.model import Document
from dragoman.relations.witnesses import plain

SAME: Final = 0.8
_RUN: Final = 8  # words in a row
_KEPT: Final = 4  # of so many runs about one is looked at, the same ones in every text
_FEWEST: Final = 25  # of a text with fewer runs than that, all are
_COMMON: Final = 200  # a run that so many texts share is a notice or a heading


def independent(documents: Iterable[Document]) -> tuple[tuple[Document, ...], ...]:
    """Group documents that are copies: each group is one source. Groups and members are ordered by name, then id.

    Two documents are copies when they share SAME of the runs of eight words of the shorter one, so that a cut
    version, or one with another dateline, is a copy of the whole. What is a copy of a copy is in the group too. A
    text of fewer than eight words is a copy of the same words only.
    """
    ordered = sorted(documents, key=lambda d: (d.name, d.id))
    runs = [_runs(document.text) for document in ordered]
    holders: dict[int, list[int]] = {}
    for number, own in enumerate(runs):
        for run in own:
            holders.setdefault(run, []).append(number)
    first = list(range(len(ordered)))
    close = {
        (one, other)
        for held in holders.values()
        if len(held) <= _COMMON
        for place, one in enumerate(held)
        for other in held[place + 1 :]
    }
    for one, other in sorted(close):
        if len(runs[one] & runs[other]) >= SAME * min(len(runs[one]), len(runs[other])):
            low, high = sorted((_root(first, one), _root(first, other)))
            first[high] = low
    groups: dict[int, list[Document]] = {}
    for number, document in enumerate(ordered):
        groups.setdefault(_root(first, number), []).append(document)
    return tuple(tuple(group) for group in groups.values())


def _runs(text: str) -> frozenset[int]:
    words = plain(text).split()
    every = [
        zlib.crc32(" ".join(words[i : i + _RUN]).encode("utf-8", "surrogatepass"))
        for i in range(max(len(words) - _RUN + 1, 1))
    ]
    if not words:
        return frozenset()
    few = [run for run in every if run % _KEPT == 0]
    return frozenset(few if len(every) >= _FEWEST * _KEPT else every)


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number
