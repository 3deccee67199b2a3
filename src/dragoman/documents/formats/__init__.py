"""The formats that can be read. A new one is a file in this folder and a line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.documents.decode import decode
from dragoman.documents.formats import books, feeds, html, jsonl, mail, markdown, packed, pdf, tables, text, warc, word
from dragoman.documents.source import Format, Source, first_bytes
from dragoman.errors import MissingExtra
from dragoman.model import Document, Problem


def read_stream(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield what a stream holds, read in the format of its signs, of its source, or of its look, in that order."""
    head = first_bytes(stream)
    form = by_signs(head) or (by_name(source.format) if source.format else by_look(decode(head).text))
    try:
        yield from form.read(source, stream, limit)
    except MissingExtra as error:
        cause, _, remedy = str(error).partition(". Install it: ")
        yield Problem("open", source.where, cause, remedy)


def by_suffix(suffix: str) -> Format | None:
    """Return the format of a suffix such as '.md', in any case of letters; None for an unknown one."""
    return next((one for one in FORMATS if suffix.lower() in one.suffixes), None)


# In the order in which a file without a known suffix is tried; plain text, which anything may be, comes last.
FORMATS: Final[tuple[Format, ...]] = (
    *packed.formats(read_stream, by_suffix),
    pdf.FORMAT,
    word.FORMAT,
    books.FORMAT,
    tables.CSV,
    tables.PARQUET,
    warc.FORMAT,
    *mail.formats(read_stream, by_suffix),
    feeds.FORMAT,
    jsonl.FORMAT,
    html.FORMAT,
    markdown.FORMAT,
    text.FORMAT,
)


def by_name(name: str) -> Format:
    """Return the format of that name. Raises KeyError for a name that no format has."""
    return {one.name: one for one in FORMATS}[name]


def by_signs(head: bytes) -> Format | None:
    """Return the format whose signs the bytes at the beginning of a file bear, None for those of a text."""
    bare = head.lstrip(b" \t\r\n\xef\xbb\xbf")
    return next(
        (
            one
            for one in FORMATS
            for at, sign in one.signs
            if head[at : at + len(sign)] == sign or (not at and bare.startswith(sign))
        ),
        None,
    )


def by_look(head: str) -> Format:
    """Return the format that the beginning of a text looks like; plain text where it looks like none."""
    return next(one for one in FORMATS if one.sniff(head))
