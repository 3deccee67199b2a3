"""From lines to blocks: what is running text, and what is a heading, a teaser, a copy, or a glued fragment."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.documents.duplicates import Copy, find_copies
from dragoman.documents.edits import Change, mark
from dragoman.documents.layout import Line, LineKind
from dragoman.documents.splices import (
    Splice,
    cut_abbreviations,
    foreign_tail,
    hard_splices,
    weak_splices,
)
from dragoman.documents.stops import sentences
from dragoman.model import Block, BlockKind

_LAST_WORD = re.compile(r"\S+\s*$")
_FIRST_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a clean text in order, and what there is to say of the seams between them."""

    blocks: tuple[Block, ...]
    notes: tuple[Change, ...]
    scraped: bool


def structure(text: str, lines: Sequence[Line], kinds: Sequence[LineKind], *, scraped: bool) -> Structure:
    """Return the blocks of a text whose lines are known. `scraped` says that there are signs of a machine at work."""
    copies = find_copies(text, [(line.start, line.end) for line in lines])
    hard = hard_splices(text)
    cuts = list(cut_abbreviations(text))
    scraped = scraped or bool(copies or hard or cuts) or "teaser" in kinds
    seams = _Seams(text, copies, hard, cuts, scraped)
    blocks: list[Block] = []
    notes: list[Change] = [*_copy_notes(text, copies), *_cut_notes(text, cuts)]
    for line, kind in zip(lines, kinds, strict=True):
        copied = seams.copies_in(line.start, line.end)
        if kind != "paragraph" or not (scraped or copied):
            whole = any(copy.start == line.start and copy.end == line.end for copy in copied)
            blocks.append(Block(line.start, line.end, "duplicate" if whole else kind))
            continue
        ranges, plain, more = seams.of_paragraph(line.start, line.end)
        blocks += _painted(text, line, ranges, plain)
        notes += more
    return Structure(tuple(blocks), tuple(notes), scraped)


@dataclass(frozen=True, slots=True)
class _Seams:
    text: str
    copies: Sequence[Copy]
    hard: Sequence[Splice]
    cuts: Sequence[tuple[int, int, bool]]
    scraped: bool

    def copies_in(self, start: int, end: int) -> Sequence[Copy]:
        first = bisect_left(self.copies, start, key=lambda copy: copy.start)
        last = bisect_left(self.copies, end, key=lambda copy: copy.start)
        return self.copies[first:last]

    def of_paragraph(self, start: int, end: int) -> tuple[list[Block], list[int], list[Change]]:
        """Return the set-apart ranges, the plain boundaries, and the notes of one paragraph."""
        text = self.text
        ranges = [Block(copy.start, copy.end, "duplicate") for copy in self.copies_in(start, end)]
        notes: list[Change] = []
        tail = foreign_tail(text, start, end) if self.scraped else None
        if tail and not any(block.end > tail[0] for block in ranges):
            ranges.append(Block(tail[0], end, "teaser"))
            notes.append(mark(tail[0], end, text, "teaser", tail[1]))
            before = text[start : tail[0]].rstrip()
            if before.endswith(":"):
                cut = sentences(text, start, start + len(before))[-1]
                ranges.append(Block(cut[0], cut[1], "fragment"))
                notes.append(mark(cut[0], cut[1], text, "fragment", "a sentence that was cut short"))
        plain = [cut_end for _, cut_end, ends in self.cuts if ends and start <= cut_end < end]
        fragments: list[Block] = []
        for stretch in _between(text, start, end, ranges, plain):
            more, said = self._fragments(*stretch)
            fragments += more
            notes += said
        return ranges + fragments, plain, notes

    def _fragments(self, start: int, end: int) -> tuple[list[Block], list[Change]]:
        """Return the pieces of sentences in a stretch that holds a splice, and the notes on them."""
        parts: list[tuple[int, int, bool]] = []
        notes: list[Change] = []
        for begin, stop in sentences(self.text, start, end):
            splices = self._splices(begin, stop)
            for splice in splices:
                notes.append(_splice_note(self.text, splice))
            bounds = [begin, *(splice.at for splice in splices), stop]
            starts_broken = {splice.at for splice in splices if self.text[splice.at].islower()}
            for left, right in pairwise(bounds):
                broken = right != stop or left in starts_broken
                parts.append((left, left + len(self.text[left:right].rstrip()), broken))
        flags = [flag for _, _, flag in parts]
        blocks: list[Block] = []
        for index, (left, right, flag) in enumerate(parts):
            between = 0 < index < len(parts) - 1 and flags[index - 1] and flags[index + 1]
            if (flag or between) and right > left:
                blocks.append(Block(left, right, "fragment"))
                note = "a piece of a sentence glued to others" if flag else "stands between pieces of other sentences"
                notes.append(mark(left, right, self.text, "fragment", note))
        return blocks, notes

    def _splices(self, start: int, end: int) -> list[Splice]:
        first = bisect_left(self.hard, start + 1, key=lambda splice: splice.at)
        last = bisect_left(self.hard, end, key=lambda splice: splice.at)
        found = list(self.hard[first:last])
        bounds = [start, *(splice.at for splice in found), end]
        for left, right in pairwise(bounds):
            found += weak_splices(self.text, left, right)
        return sorted(found, key=lambda splice: splice.at)


def _between(text: str, start: int, end: int, ranges: Iterable[Block], plain: Iterable[int]) -> list[tuple[int, int]]:
    """Return what is left of `[start, end)` without the ranges, divided at the plain boundaries."""
    holes = sorted([(block.start, block.end) for block in ranges] + [(at, at) for at in plain])
    left: list[tuple[int, int]] = []
    position = start
    for hole_start, hole_end in [*holes, (end, end)]:
        while position < hole_start and text[position].isspace():
            position += 1
        if hole_start > position:
            left.append((position, hole_start))
        position = max(position, hole_end)
    return left


def _painted(text: str, line: Line, ranges: Sequence[Block], plain: Sequence[int]) -> list[Block]:
    """Return the blocks of one line: the set-apart ranges, and paragraphs for the rest."""
    blocks = list(ranges)
    for left, right in _between(text, line.start, line.end, ranges, plain):
        blocks.append(_trimmed(text, left, right, "paragraph"))
    return sorted((block for block in blocks if block.end > block.start), key=lambda block: block.start)


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Block:
    body = text[start:end]
    return Block(start + len(body) - len(body.lstrip()), start + len(body.rstrip()), kind)


def _copy_notes(text: str, copies: Iterable[Copy]) -> list[Change]:
    notes = []
    for copy in copies:
        notes.append(mark(copy.start, copy.end, text, "duplicate", "printed twice; counted once", certain=True))
        if copy.glued:
            note = "no full stop between the copy and the next sentence"
            notes.append(_seam_note(text, copy.end, "missing full stop", note))
    return notes


def _cut_notes(text: str, cuts: Iterable[tuple[int, int, bool]]) -> list[Change]:
    notes = []
    for start, end, ends in cuts:
        note = "cut out of U.N., U.S. or the like"
        if ends:
            note += "; what stood behind it is lost, and the next sentence begins here"
        following = _FIRST_WORD.search(text, end) if ends else None
        notes.append(mark(start, following.end() if following else end, text, "cut abbreviation", note))
    return notes


def _splice_note(text: str, splice: Splice) -> Change:
    kind = "missing number" if splice.missing else "splice"
    note = f"{splice.reason}; what stood in between, perhaps a year, is missing" if splice.missing else splice.reason
    return _seam_note(text, splice.at, kind, note)


def _seam_note(text: str, at: int, kind: str, note: str) -> Change:
    """Return a mark over the words on both sides of a boundary."""
    left = _LAST_WORD.search(text, max(0, at - 60), at)
    right = _FIRST_WORD.search(text, at)
    return mark(left.start() if left else at, right.end() if right else at + 1, text, kind, note)
