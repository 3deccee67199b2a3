"""A document's text cut into stretches, each with the claims, aims, repairs and unread sentences that lie on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import Aim, Claim, Document, OffsetMap, Skipped


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with what lies on it: ids of claims and aims, places in the lists of repairs and of skipped sentences.

    `text` is empty where a repair took words away. `kind` is that of the block it stands in.
    """

    text: str
    kind: str
    claims: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    repairs: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()


def stretches(
    document: Document, claims: Iterable[Claim], aims: Iterable[Aim], skipped: Iterable[Skipped]
) -> tuple[Stretch, ...]:
    """Return the clean text of a document as stretches: joined, their texts are `document.text`.

    Evidence of other documents is passed over; of repairs, those that lie somewhere in the text.
    """
    marks: list[tuple[int, int, str, str | int]] = []
    for claim in claims:
        marks += [(s.start, s.end, "claims", claim.id) for s in (claim.evidence, *claim.also)
                  if s.document_id == document.id]  # fmt: skip
    marks += [(a.evidence.start, a.evidence.end, "aims", a.id) for a in aims if a.evidence.document_id == document.id]
    marks += [
        (s.evidence.start, s.evidence.end, "skipped", number)
        for number, s in enumerate(skipped)
        if s.evidence.document_id == document.id
    ]
    points: dict[int, list[int]] = {}
    for number, repair in enumerate(document.repairs):
        start, end = clean_range(document.offsets, repair.raw_start, repair.raw_end)
        if start < end:
            marks.append((start, end, "repairs", number))
        else:
            points.setdefault(start, []).append(number)
    return tuple(_cut(document, marks, points))


def _cut(
    document: Document, marks: list[tuple[int, int, str, str | int]], points: dict[int, list[int]]
) -> Iterable[Stretch]:
    length = len(document.text)
    starts: dict[int, list[tuple[int, int, str, str | int]]] = {}
    for mark in marks:
        starts.setdefault(mark[0], []).append(mark)
    bounds = {0, length, *points, *(m[0] for m in marks), *(m[1] for m in marks)}
    bounds |= {place for block in document.blocks for place in (block.start, block.end)}
    ordered = sorted(place for place in bounds if 0 <= place <= length)
    kinds = [(block.start, block.end, block.kind) for block in document.blocks]
    firsts = [start for start, *_ in kinds]
    live: list[tuple[int, int, str, str | int]] = []
    for place, following in zip(ordered, [*ordered[1:], length], strict=True):
        at = bisect_right(firsts, place) - 1
        kind = kinds[at][2] if at >= 0 and kinds[at][1] > place else "gap"
        if place in points:
            yield Stretch("", kind, repairs=tuple(points[place]))
        live = [mark for mark in live if mark[1] > place] + starts.get(place, [])
        if following > place:
            yield Stretch(document.text[place:following], kind, **_sorted(live))  # type: ignore[arg-type]


def _sorted(live: list[tuple[int, int, str, str | int]]) -> dict[str, tuple[str | int, ...]]:
    """The ids of marks by what they mark; the longest first, so that what lies innermost comes last."""
    found: dict[str, tuple[str | int, ...]] = {}
    for start, end, what, one in sorted(live, key=lambda mark: (mark[0] - mark[1], mark[0], str(mark[3]))):
        if start < end and one not in found.get(what, ()):
            found[what] = (*found.get(what, ()), one)
    return found


def clean_range(offsets: OffsetMap, raw_start: int, raw_end: int) -> tuple[int, int]:
    """Return the clean (start, end) that came from a raw range: empty where nothing of it was kept."""
    start, end = _clean(offsets, raw_start, up=False), _clean(offsets, raw_end, up=True)
    return start, max(start, end)


def _clean(offsets: OffsetMap, raw: int, *, up: bool) -> int:
    """The clean position of a raw one; inside a piece that was replaced its start, or with `up` its end."""
    piece = bisect_right(offsets.raw_starts, raw - 1 if up else raw) - 1
    if piece < 0:
        return 0
    last = len(offsets.clean_starts) - 1
    begin = offsets.clean_starts[piece]
    stop = offsets.clean_starts[piece + 1] if piece < last else offsets.clean_length
    within = raw - offsets.raw_starts[piece]
    if offsets.copied[piece]:
        return min(begin + within, stop)
    return stop if raw >= offsets.raw_ends[piece] or up else begin
