"""JSON lines: one text a line, `{"id", "text", "published"?, "title"?, "url"?, "publisher"?}`; read line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.documents.build import About, build
from dragoman.documents.decode import HEAD_BYTES, Decoded, decode, marked_encoding, why_binary
from dragoman.documents.source import Format, Source, too_large
from dragoman.model import Document, Problem

MOST_TOLD = 20
_CHUNK = 1 << 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHAPE = 'each line must be an object such as {"id": "a1", "text": "..."}'


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the Document of each line and a Problem for each line that holds none; a broken line stops nothing.

    After twenty broken lines the rest of them are counted and told as one Problem. `limit` holds for one line.
    """
    untold = 0
    told = 0
    empty = True
    for number, line in _lines(source, stream, limit):
        if isinstance(line, Problem):
            yield line
            return
        empty = False
        results = (
            [too_large(f"{source.where}, line {number}", None, limit)]
            if line is None
            else _record(source, number, line)
        )
        for result in results:
            if isinstance(result, Document) or told < MOST_TOLD:
                told += isinstance(result, Problem)
                yield result
            else:
                untold += 1
    if untold:
        yield Problem("open", source.where, f"{untold} more lines have problems of the same kinds", _SHAPE)
    if empty:
        yield Problem("open", source.where, "it is empty", "leave it out, or put one JSON object a line in")


def _lines(source: Source, stream: BinaryIO, limit: int) -> Iterator[tuple[int, Decoded | Problem | None]]:
    """Yield the number and the text of each line that is not empty; None for one larger than the limit."""
    first = stream.readline(limit + 1)
    cause = why_binary(first[:HEAD_BYTES])
    if cause:
        yield 1, Problem("open", f"{source.where}, line 1", cause, "give a text file with one JSON object a line")
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


def _record(source: Source, number: int, line: Decoded) -> list[Document | Problem]:
    where = f"{source.where}, line {number}"
    try:
        record = json.loads(line.text)
    except json.JSONDecodeError as error:
        return [Problem("open", where, f"it is no JSON ({error.msg} at character {error.pos + 1})", _SHAPE)]
    except RecursionError:
        return [Problem("open", where, "it is no record (nested too deeply)", _SHAPE)]
    if not isinstance(record, dict):
        return [Problem("open", where, f"it holds a {type(record).__name__}, not an object", _SHAPE)]
    text = record.get("text")
    if not isinstance(text, str):
        said = "has no field 'text'" if "text" not in record else "has a field 'text' that is no string"
        return [Problem("open", where, f"the object {said}", _SHAPE)]
    if not text.strip():
        return [Problem("open", where, "its text is empty", "leave it out, or put the text in")]
    return _built(source, where, number, record, Decoded(_whole(text), line.note))


def _built(
    source: Source, where: str, number: int, record: dict[str, object], text: Decoded
) -> list[Document | Problem]:
    given = record.get("id")
    name = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    fields = {field: record.get(field) for field in ("title", "published", "publisher", "url", "language")}
    odd = [field for field, value in fields.items() if value is not None and not isinstance(value, str)]
    about = About(**{field: value.strip() or None for field, value in fields.items() if isinstance(value, str)})
    document, problems = build(
        text.text,
        about,
        name=name or f"{source.name}:{number}",
        origin=source.where,
        where=where,
        key=name,
        repairs=text.repairs(),
    )
    for field in odd:
        problems.append(
            Problem("open", where, f"the field {field!r} is no string and is left out", "put it in quotation marks")
        )
    return [document, *problems]


def _whole(text: str) -> str:
    """Return a text with the sign for a lost character in place of half a surrogate pair, which no file can hold."""
    return _SURROGATE.sub("\ufffd", text)


def sniff(head: str) -> bool:
    """Return True when the first line that is not empty begins a JSON object with a text."""
    first = head.lstrip("\ufeff \t\r\n")
    return first.startswith("{") and '"text"' in first.split("\n", 1)[0]


FORMAT: Final = Format("JSON lines", (".jsonl", ".ndjson"), sniff, read)
