"""PDF files with a text layer: columns in the order of reading, running heads and page numbers out, hyphens mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, Final

from dragoman.documents.build import About, build, made_on
from dragoman.documents.edits import Edit
from dragoman.documents.formats.hyphens import Hyphens
from dragoman.documents.formats.pages import Line, Row, in_reading_order, read_rows, running, whole
from dragoman.documents.formats.unpacking import metered, seekable
from dragoman.documents.source import Format, Source, extra, in_words, never, too_large
from dragoman.model import Document, Problem, Repair

_LARGEST: Final = 500_000_000  # bytes of a file that is held in memory
_MOST_PAGES: Final = 20_000
_MOST_NAMED: Final = 10
_HEADING: Final = 1.15  # times the size of the running text
_CLOSED: Final = (".", "!", "?", ":", ";", "\u201d", '"', ")", "\u2026")
_DAY = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?")
_NO_TITLE = re.compile(r"(?:microsoft |untitled|slide \d)|\.(?:docx?|pdf|indd|pptx?|qxd|rtf|odt)$", re.IGNORECASE)
_PICTURES: Final = "run OCR over it first, so that it has a text layer (ocrmypdf does)"


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the one Document of a PDF and the Problems met with it: pages without text, a password, damage."""
    pdfium = extra("pypdfium2", "pdf", "PDF files")
    packed, _, _ = metered(source, stream)
    with seekable(source, packed, _LARGEST) as whole:
        if whole is None:
            yield too_large(source.where, None, _LARGEST)
            return
        data = whole.read()
    if not data.strip():
        yield Problem("open", source.where, "it is empty", "leave it out, or get the file again")
        return
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        yield _refused(source, error)
        return
    try:
        yield from _document(source, file, limit)
    except pdfium.PdfiumError as error:
        yield _refused(source, error)
    finally:
        file.close()


def _refused(source: Source, error: Exception) -> Problem:
    said = in_words(error).rstrip(".")
    if "password" in said.lower():
        return Problem("open", source.where, "it is locked with a password", "save it without the password first")
    return Problem("open", source.where, f"it cannot be read as a PDF ({said})", "get the file again, or print it anew")


def _document(source: Source, file: Any, limit: int) -> Iterator[Document | Problem]:  # noqa: ANN401
    pages: list[list[Row]] = []
    bare: list[int] = []
    size = 0
    for number in range(min(len(file), _MOST_PAGES)):
        rows = read_rows(file, number)
        size += sum(len(line.text) for row in rows for line in row)
        if size > limit:
            yield too_large(source.where, None, limit)
            return
        if not rows:
            bare.append(number + 1)
        pages.append(rows)
    if len(file) > _MOST_PAGES:
        cause = f"it has {len(file)} pages, of which the first {_MOST_PAGES} were read"
        yield Problem("open", source.where, cause, "split it")
    if len(bare) == len(pages):
        cause = f"none of its {len(pages)} pages holds text: they are blank, or pictures of pages"
        yield Problem("open", source.where, cause, _PICTURES)
        return
    text = _Text(pages)
    document, problems = build(
        text.raw,
        _about(file, text.raw),
        name=source.name,
        origin=source.where,
        where=source.where,
        edits=text.edits,
        headings=text.headings,
        repairs=text.repairs,
    )
    yield document
    yield from problems
    if bare:
        listed = ", ".join(map(str, bare[:_MOST_NAMED])) + (" and others" if len(bare) > _MOST_NAMED else "")
        cause = f"{len(bare)} of its {len(pages)} pages hold no text: they are blank, or pictures (pages {listed})"
        yield Problem("open", source.where, cause, _PICTURES)


class _Text:
    """The lines of all pages as one text, with the edits that make paragraphs of it.

    Running heads stay in `raw` where they stood, and are taken out by an edit, so that nothing is lost.
    """

    def __init__(self, pages: Sequence[list[Row]]) -> None:
        heads = running(pages)
        self.edits: list[Edit] = []
        self.repairs: list[Repair] = []
        self.headings: list[tuple[int, int]] = []
        self._parts: list[str] = []
        self._length = 0
        self._before: Line | None = None  # the line of running text that came last
        self._end = 0  # and where it ends
        self._passed: list[tuple[int, int, str]] = []  # running heads since
        lines: list[tuple[Line, bool]] = []
        for number, rows in enumerate(pages):
            edge = [whole(row) for row in rows if (number, id(row)) in heads]
            body = [row for row in rows if (number, id(row)) not in heads]
            lines += [(line, True) for line in edge if line.top]
            lines += [(replace(line, block=(number, *line.block)), False) for line in in_reading_order(body)]
            lines += [(line, True) for line in edge if not line.top]
        self._size = _body_size([line for line, head in lines if not head])
        self._hyphens = Hyphens(line.text for line, head in lines if not head)
        for line, head in lines:
            if head:
                self._head(line)
            else:
                self._body(line)
        self._drop(self._length)
        self.raw = "".join(self._parts)

    def _put(self, text: str) -> int:
        self._parts.append(text)
        self._length += len(text)
        return self._length - len(text)

    def _head(self, line: Line) -> None:
        if self._length:
            self._put("\n")
        start = self._put(line.text)
        self._passed.append((start, self._length, line.text))

    def _drop(self, end: int) -> None:
        """Take out the heads that stand between the line before and `end`, and nothing where there are none."""
        if self._note_heads():
            self.edits.append(Edit(self._end, end, "\n\n" if self._end and end else ""))

    def _note_heads(self) -> bool:
        passed, self._passed = self._passed, []
        for start, stop, text in passed:
            note = "printed at the edge of pages; no part of the text"
            self.repairs.append(Repair("running head", start, stop, text, "", note))
        return bool(passed)

    def _body(self, line: Line) -> None:
        before = self._before
        joined = before is not None and self._goes_on(before, line)
        if self._length:
            self._put("\n" if joined or self._passed else "\n\n")
        start = self._length
        if joined and before is not None:
            self._join(before, line, start)
        else:
            self._drop(start)
        self._put(line.text)
        if self._is_heading(line):
            self.headings.append((start, self._length))
        self._before, self._end = line, self._length

    def _join(self, before: Line, line: Line, start: int) -> None:
        """Join a line to the one before: with a space, or without the hyphen that only broke a word."""
        self._note_heads()
        mended = self._hyphens.mended(before.text, line.text)
        if mended is None:
            self.edits.append(Edit(self._end, start, " "))
            return
        self.edits.append(Edit(self._end - (not mended.kept), start, ""))
        note = "a word broken at the end of a line; its hyphen is " + ("kept" if mended.kept else "taken out")
        after = "-" if mended.kept else ""
        self.repairs.append(Repair("hyphenation", self._end - 1, start, "-", after, note, certain=False))

    def _is_heading(self, line: Line) -> bool:
        return line.size >= _HEADING * self._size

    def _goes_on(self, before: Line, line: Line) -> bool:
        """Return True where a line continues the paragraph of the one before."""
        if self._is_heading(line) != self._is_heading(before):
            return False
        same_block = line.block == before.block
        open_end = not before.text.rstrip().endswith(_CLOSED)
        if not same_block:
            return open_end and (line.text[:1].islower() or before.text.rstrip().endswith(("-", "\u00ad")))
        gap = before.y - line.y
        if gap > 1.45 * max(line.step, 1.0) or line.text[:2] in ("\u2022 ", "- ", "\u2013 "):
            return False
        if line.x - line.left > 0.7 * line.size and before.x - before.left < 0.7 * line.size:
            return False  # the first line of a paragraph stands in from the margin
        return open_end or before.right_edge - before.end < 0.25 * (before.right_edge - before.left)


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size of type in which most characters are set."""
    counts: dict[float, int] = {}
    for line in lines:
        size = round(line.size * 2) / 2
        counts[size] = counts.get(size, 0) + len(line.text)
    return max(counts, key=lambda size: (counts[size], -size), default=1.0)


def _about(file: Any, raw: str) -> About:  # noqa: ANN401
    told = file.get_metadata_dict(skip_empty=True)
    title = str(told.get("Title", "")).strip()
    day = _DAY.match(str(told.get("CreationDate", "")))
    made = "-".join(part for part in day.groups() if part) if day else None
    return About(
        title=None if _NO_TITLE.search(title) else title or None,
        author=str(told.get("Author", "")).strip() or None,
        published=made_on(raw, made),
        given="the file's properties",
        origins={"published": "the file's properties (created)"},
    )


FORMAT: Final = Format("PDF", (".pdf",), never, read, ((0, b"%PDF-"),))
