"""Plain text, with an optional head of `Title: ...` lines before the first empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.documents.build import About, build
from dragoman.documents.edits import Edit
from dragoman.documents.source import Format, Source, read_text
from dragoman.model import Document, Problem

FIELDS: Final = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published",
    "publisher": "publisher", "source": "publisher", "site": "publisher",
    "url": "url", "link": "url",
    "language": "language",
    "author": "author", "by": "author", "byline": "author", "section": "",
}  # fmt: skip
_LINE = re.compile(r"([A-Za-z]{2,10}):([^\r\n]*)(?:\r\n|\r|\n)")
_EMPTY = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_MOST_LINES = 12


def head_of(text: str) -> tuple[About, int]:
    """Return what the head of a text says about it, and where the text itself begins (0 without a head).

    A head is one to twelve lines of the shape `Word: value` with words known here, closed by an empty line.
    """
    found: dict[str, str | None] = {}
    position = 1 if text.startswith("\ufeff") else 0
    for _ in range(_MOST_LINES):
        match = _LINE.match(text, position)
        if match is None or match[1].lower() not in FIELDS:
            break
        field = FIELDS[match[1].lower()]
        value = match[2].strip(" \t")
        if field and value:
            found.setdefault(field, value)
        position = match.end()
    closing = _EMPTY.match(text, position)
    if not found or closing is None:
        return About(), 0
    return About.of(found, "the head of the file"), closing.end()


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the one Document of a text file and the Problems met with it."""
    decoded = read_text(source, stream, limit)
    if isinstance(decoded, Problem):
        yield decoded
        return
    about, begin = head_of(decoded.text)
    edits = [Edit(0, begin, "")] if begin else []
    document, problems = build(
        decoded.text,
        about,
        name=source.name,
        origin=source.where,
        where=source.where,
        edits=edits,
        repairs=decoded.repairs(),
    )
    yield document
    yield from problems


FORMAT: Final = Format("text", (".txt", ".text"), lambda _head: True, read)
