"""Raw text to clean text: what is repaired, what is only marked, and which block each stretch belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.documents import characters, layout, marks
from dragoman.documents.edits import Draft, Edit, apply_edits, draft_of, repair_for
from dragoman.documents.structure import structure
from dragoman.model import Block, OffsetMap, Repair

_ROUNDS = 8
_SCRAPED_LINES = frozenset({"repeated heading", "page furniture", "title line", "teaser"})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text with its blocks, the way back to the raw text, and all repairs, in the order of the raw text.

    `heading` is the first heading before the running text, without the name of a site; None where there is none.
    """

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...]
    heading: str | None


def clean(raw: str, *, edits: Iterable[Edit] = (), headings: Sequence[tuple[int, int]] = ()) -> Cleaned:
    """Return the clean form of a raw text.

    `edits` take out what a format knows to be markup; `headings` are raw (start, end) ranges that it knows to be
    headings. A text that is clean already comes back unchanged.
    """
    draft = _joined(apply_edits(draft_of(raw), edits))
    text = draft.text
    lines = layout.lines_of(text)
    kinds, line_notes = layout.classify(text, lines, _known_headings(draft, lines, headings))
    scraped = any(note.kind in _SCRAPED_LINES for note in line_notes) or any(
        repair.kind in characters.SCRAPED_KINDS for repair in draft.repairs
    )
    built = structure(text, lines, kinds, scraped=scraped)
    notes = [*line_notes, *built.notes, *marks.find_marks(text, built.blocks, scraped=built.scraped)]
    repairs = list(draft.repairs)
    repairs += (repair_for(draft, note) for note in notes)
    repairs.sort(key=lambda repair: (repair.raw_start, repair.raw_end))
    return Cleaned(text, draft.offsets, built.blocks, tuple(repairs), _title(text, built.blocks, repairs, draft))


def _joined(draft: Draft) -> Draft:
    """Return the draft with its characters repaired and its broken lines joined, until nothing changes."""
    for _ in range(_ROUNDS):
        draft = characters.repair(draft)
        groups = layout.joins(layout.lines_of(draft.text)) if "\n" in draft.text else []
        if not groups:
            break
        repairs = tuple(_join_repair(draft, group) for group in groups)
        edits = [edit for group in groups for edit in group]
        draft = replace(apply_edits(draft, edits), repairs=draft.repairs + repairs)
    return draft


def _join_repair(draft: Draft, group: Sequence[Edit]) -> Repair:
    start, end = draft.offsets.raw_range(group[0].start, group[-1].end)
    note = f"line breaks inside a paragraph read as spaces: {len(group)}"
    return Repair("line break", start, end, "", "", note)


def _known_headings(draft: Draft, lines: Sequence[layout.Line], ranges: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the starts of the lines that lie inside the raw ranges of headings."""
    if not ranges:
        return frozenset()
    ordered = sorted(ranges)
    starts = [start for start, _ in ordered]
    known = set()
    for line in lines:
        raw = draft.offsets.raw_range(line.start, line.start + 1)[0]
        index = bisect_right(starts, raw) - 1
        if index >= 0 and raw < ordered[index][1]:
            known.add(line.start)
    return frozenset(known)


def _title(text: str, blocks: Sequence[Block], repairs: Sequence[Repair], draft: Draft) -> str | None:
    """Return the first heading above the running text that is not a repeated one, without the name of the site."""
    repeated = {repair.raw_start for repair in repairs if repair.kind == "repeated heading"}
    for block in blocks:
        if block.kind != "heading":
            return None
        if draft.offsets.raw_range(block.start, block.end)[0] not in repeated:
            return layout.without_site(text[block.start : block.end])
    return None
