"""Changing a text while keeping the way back: edits, and the map from the changed characters to the raw ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.model import OffsetMap, Repair


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of `[start, end)`, counted in characters of the text being edited. `end > start`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """An edit with the reason for it. Where `text` is what already stands there, the place is only marked."""

    start: int
    end: int
    text: str
    kind: str
    note: str
    certain: bool = True


_Place = TypeVar("_Place", Edit, Change)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way from raw to clean, with the map back to the raw text and what was repaired so far."""

    raw: str
    text: str
    offsets: OffsetMap
    repairs: tuple[Repair, ...] = ()


def draft_of(raw: str) -> Draft:
    """Return the untouched draft of a raw text."""
    return Draft(raw, raw, OffsetMap.identity(len(raw)))


def mark(start: int, end: int, text: str, kind: str, note: str, *, certain: bool = False) -> Change:
    """Return a change that leaves `text[start:end]` as it is and only says something about it."""
    return Change(start, end, text[start:end], kind, note, certain)


def apply_edits(draft: Draft, edits: Iterable[Edit]) -> Draft:
    """Return the draft with the edits made. An edit that overlaps an earlier one is left out."""
    chosen = _without_overlap(edits)
    if not chosen:
        return draft
    pieces = _Pieces(draft.offsets)
    parts: list[str] = []
    position = 0
    for edit in chosen:
        parts.append(draft.text[position : edit.start])
        pieces.keep(position, edit.start)
        parts.append(edit.text)
        pieces.replace(edit.start, edit.end, len(edit.text))
        position = edit.end
    parts.append(draft.text[position:])
    pieces.keep(position, len(draft.text))
    return Draft(draft.raw, "".join(parts), pieces.offsets(), draft.repairs)


def apply_changes(draft: Draft, changes: Iterable[Change]) -> Draft:
    """Return the draft with the changes made and one Repair added for each, in raw positions."""
    listed = _without_overlap(changes)
    if not listed:
        return draft
    repairs = tuple(repair_for(draft, change) for change in listed)
    real = [
        Edit(change.start, change.end, change.text)
        for change in listed
        if draft.text[change.start : change.end] != change.text
    ]
    changed = apply_edits(draft, real)
    return Draft(changed.raw, changed.text, changed.offsets, draft.repairs + repairs)


def repair_for(draft: Draft, change: Change) -> Repair:
    """Return the Repair that tells of a change to a draft, in raw positions."""
    raw_start, raw_end = draft.offsets.raw_range(change.start, change.end)
    whole = raw_end - raw_start == len(draft.raw)
    before = "" if whole else draft.raw[raw_start:raw_end]
    marked_only = draft.text[change.start : change.end] == change.text
    after = before if marked_only else change.text
    return Repair(change.kind, raw_start, raw_end, before, after, change.note, change.certain)


def _without_overlap(edits: Iterable[_Place]) -> list[_Place]:
    chosen: list[_Place] = []
    last_end = 0
    for edit in sorted(edits, key=lambda item: (item.start, item.end)):
        if edit.end > edit.start >= last_end:
            chosen.append(edit)
            last_end = edit.end
    return chosen


class _Pieces:
    """Collects the pieces of a new map while walking once along an old one."""

    def __init__(self, old: OffsetMap) -> None:
        self._old = old
        self._index = 0
        self._length = 0
        self._clean: list[int] = []
        self._raw: list[int] = []
        self._raw_end: list[int] = []
        self._copied: list[bool] = []

    def keep(self, start: int, end: int) -> None:
        """Take over `[start, end)` of the old text with the pieces it is made of."""
        old = self._old
        while start < end:
            piece_end = self._piece_end(self._index)
            if piece_end <= start:
                self._index += 1
                continue
            stop = min(piece_end, end)
            if old.copied[self._index]:
                raw_start = old.raw_starts[self._index] + start - old.clean_starts[self._index]
                self._add(raw_start, raw_start + stop - start, stop - start, copied=True)
            else:
                self._add(old.raw_starts[self._index], old.raw_ends[self._index], stop - start, copied=False)
            start = stop

    def replace(self, start: int, end: int, length: int) -> None:
        """Take `length` new characters in place of the old `[start, end)`."""
        if length:
            raw_start, raw_end = self._old.raw_range(start, end)
            self._add(raw_start, raw_end, length, copied=False)

    def offsets(self) -> OffsetMap:
        """Return the finished map."""
        if not self._clean:
            return OffsetMap.identity(0)
        return OffsetMap(tuple(self._clean), tuple(self._raw), tuple(self._raw_end), tuple(self._copied), self._length)

    def _piece_end(self, index: int) -> int:
        starts: Sequence[int] = self._old.clean_starts
        return starts[index + 1] if index + 1 < len(starts) else self._old.clean_length

    def _add(self, raw_start: int, raw_end: int, length: int, *, copied: bool) -> None:
        if copied and self._copied and self._copied[-1] and self._raw_end[-1] == raw_start:
            self._raw_end[-1] = raw_end
        else:
            self._clean.append(self._length)
            self._raw.append(raw_start)
            self._raw_end.append(raw_end)
            self._copied.append(copied)
        self._length += length
