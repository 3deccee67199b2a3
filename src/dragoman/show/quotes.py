"""Footnotes: each sentence quoted once, whole, with where it stands in the raw file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from dragoman.actors.sentences import Sentence, split
from dragoman.model import Document, Span
from dragoman.relations.witnesses import plain
from dragoman.show.records import Footnote, Origin

LONGEST: Final = 420
_MARGIN: Final = 70

Place = tuple[str, int, int]


@dataclass(slots=True)
class _Draft:
    """A footnote while the brief is being built: the place quoted, and what in it claims rest on."""

    place: Place
    marks: set[tuple[int, int]] = field(default_factory=set)
    copies: dict[Place, None] = field(default_factory=dict)


class Notes:
    """Numbers footnotes in the order of first use; the same sentence, also in a copy, keeps its number."""

    def __init__(self, documents: Iterable[Document], undated: str) -> None:
        self._documents = {document.id: document for document in documents}
        self._undated = undated
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._starts: dict[str, list[int]] = {}
        self._keys: dict[Place, str] = {}
        self._drafts: dict[str, _Draft] = {}
        self._numbers: dict[str, int] = {}

    def place(self, span: Span) -> Place:
        """Return the place that a footnote for `span` quotes: its whole sentence, or a part around it when long."""
        document = self._documents[span.document_id]
        first, last = self._sentence(document, span)
        if last - first > LONGEST:
            first, last = _clipped(document.text, first, last, span)
        return span.document_id, first, last

    def head(self, document: Document) -> Span:
        """Return the document's first sentence, to stand for the document as a whole."""
        sentences = self._split(document)
        return document.span(sentences[0].start, sentences[0].end) if sentences else document.span(0, 0)

    def key(self, span: Span) -> str:
        """Return a key that is the same for all spans that share a footnote."""
        place = span.document_id, span.start, span.end
        if place not in self._keys:
            document_id, start, end = self.place(span)
            said = plain(self._documents[document_id].text[start:end])
            self._keys[place] = said or f"{document_id} {start}"
        return self._keys[place]

    def cite(self, span: Span) -> int:
        """Return the number of the footnote that quotes `span`, made when first asked for."""
        place = self.place(span)
        _, start, end = place
        key = self.key(span)
        draft = self._drafts.setdefault(key, _Draft(place))
        draft.copies[place] = None
        if draft.place == place:
            draft.marks.add((max(span.start, start) - start, min(span.end, end) - start))
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def cite_raw(self, document: Document, raw_start: int, raw_end: int) -> int:
        """Return the number of a footnote that shows a stretch of the raw file, with some characters around it."""
        raw_end = min(raw_end, raw_start + LONGEST)
        start = max(raw_start - _MARGIN, 0)
        end = min(raw_end + _MARGIN, len(document.raw))
        key = f"raw {document.id} {raw_start} {raw_end}"
        if key not in self._drafts:
            self._drafts[key] = _Draft((document.id, start, end), {(raw_start - start, raw_end - start)})
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return all footnotes in the order of their numbers."""
        made = [self._footnote(number, key, self._drafts[key]) for key, number in self._numbers.items()]
        return tuple(sorted(made, key=lambda note: note.number))

    def _footnote(self, number: int, key: str, draft: _Draft) -> Footnote:
        document_id, start, end = draft.place
        document = self._documents[document_id]
        if key.startswith("raw "):
            quote = document.raw[start:end]
            cut = start > 0 or end < len(document.raw)
            return Footnote(number, quote, _merged(draft.marks), (self._origin(document, start, end),), cut)
        quote = document.text[start:end]
        origins = []
        for copy_id, copy_start, copy_end in draft.copies or {draft.place: None}:
            copy = self._documents[copy_id]
            origins.append(self._origin(copy, *copy.offsets.raw_range(copy_start, copy_end)))
        first, last = self._sentence(document, document.span(start, end))
        return Footnote(number, quote, _merged(draft.marks), tuple(origins), cut=start > first or end < last)

    def _origin(self, document: Document, raw_start: int, raw_end: int) -> Origin:
        return Origin(
            document.id, document.title or document.name, document.publisher or "",
            document.published or self._undated, document.url or "", raw_start, raw_end,
        )  # fmt: skip

    def _split(self, document: Document) -> tuple[Sentence, ...]:
        if document.id not in self._sentences:
            self._sentences[document.id] = split(document)
            self._starts[document.id] = [sentence.start for sentence in self._sentences[document.id]]
        return self._sentences[document.id]

    def _sentence(self, document: Document, span: Span) -> tuple[int, int]:
        """The clean range of the sentences that `span` touches."""
        sentences = self._split(document)
        starts = self._starts[document.id]
        first = max(bisect_right(starts, span.start) - 1, 0)
        last = max(bisect_right(starts, max(span.end - 1, span.start)) - 1, first)
        if not sentences or sentences[first].end <= span.start:
            return span.start, span.end
        return min(sentences[first].start, span.start), max(sentences[last].end, span.end)


def _clipped(text: str, first: int, last: int, span: Span) -> tuple[int, int]:
    """A part of a long sentence, cut at blanks, with the span in it and as much as fits after and before."""
    room = max(LONGEST - (span.end - span.start), 0)
    start, end = max(first, span.start - room // 2), min(last, span.end + room // 2)
    while first < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < last and not text[end].isspace():
        end -= 1
    return start, end


def _merged(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)
