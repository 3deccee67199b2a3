"""JSON lines: one text a line, `{"id", "text", "published"?, "title"?, "url"?, "publisher"?}`; read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.documents.decode import HEAD_BYTES, Decoded, decode, marked_encoding, why_binary
from dragoman.documents.records import Records, capped
from dragoman.documents.source import Format, Source, first_bytes, too_large
from dragoman.model import Document, Problem

_CHUNK = 1 << 20
_SHAPE = 'each line must be an object such as {"id": "a1", "text": "..."}'


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the Document of each line and a Problem for each line that holds none; a broken line stops nothing.

    Very many Problems are counted, see `records.capped`. `limit` holds for one line.
    """
    yield from capped(source, _results(source, stream, limit), "line", _SHAPE)


def _results(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    empty = True
    records = Records(source, "line", _SHAPE, "the record")
    for number, line in _lines(source, stream, limit):
        empty = False
        if isinstance(line, Problem):
            yield line
        elif line is None:
            yield too_large(records.where(number), None, limit)
        else:
            yield from _record(records, number, line)
    if empty:
        yield Problem("open", source.where, "it is empty", "leave it out, or put one JSON object a line in")


def _lines(source: Source, stream: BinaryIO, limit: int) -> Iterator[tuple[int, Decoded | Problem | None]]:
    """Yield the number and the text of each line that is not empty; None for one larger than the limit."""
    binary = why_binary(first_bytes(stream))
    first = stream.readline(limit + 1)
    binary = binary or why_binary(first[:HEAD_BYTES])
    if binary:
        yield 1, Problem("open", source.where, *binary)
        return
    if marked_encoding(first) not in (None, "utf-8-sig"):
        yield from _recoded(source, first, stream, limit)
        return
    number = 0
    line = first
    while line:
        number += 1
        if len(line) > limit:
            _skip_line(line, stream)
            yield number, None
        elif line.strip():
            yield number, decode(line)
        line = stream.readline(limit + 1)


def _recoded(
    source: Source, first: bytes, stream: BinaryIO, limit: int
) -> Iterator[tuple[int, Decoded | Problem | None]]:
    """Yield the lines of a file in UTF-16 or UTF-32, which is read whole, up to the limit."""
    data = first + stream.read(limit + 1)
    if len(data) > limit:
        yield 1, too_large(source.where, None, limit)
        return
    for number, line in enumerate(decode(data).text.split("\n"), start=1):
        if line.strip():
            yield number, Decoded(line)


def _skip_line(line: bytes, stream: BinaryIO) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_CHUNK)


def _record(records: Records, number: int, line: Decoded) -> list[Document | Problem]:
    where = records.where(number)
    try:
        record = json.loads(line.text)
    except json.JSONDecodeError as error:
        return [Problem("open", where, f"it is no JSON ({error.msg} at character {error.pos + 1})", _SHAPE)]
    except ValueError as error:
        return [Problem("open", where, f"it is no record ({error})", _SHAPE)]
    except RecursionError:
        return [Problem("open", where, "it is no record (nested too deeply)", _SHAPE)]
    if not isinstance(record, dict):
        return [Problem("open", where, f"it holds a {type(record).__name__}, not an object", _SHAPE)]
    return list(records.read(number, record, line.note))


def sniff(head: str) -> bool:
    """Return True when the first line that is not empty begins a JSON object with a text."""
    first = head.lstrip("\ufeff \t\r\n")
    return first.startswith("{") and '"text"' in first.split("\n", 1)[0]


FORMAT: Final = Format("JSON lines", (".jsonl", ".ndjson"), sniff, read)
