"""JSON lines: one text a line, `{"id", "text", "published"?, "title"?, "url"?, "publisher"?}`; read line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final

from dragoman.documents.build import About, build
from dragoman.documents.decode import HEAD_BYTES, Decoded, decode, marked_encoding, why_binary
from dragoman.documents.source import Format, Source, first_bytes, too_large
from dragoman.model import Document, Problem, content_id

MOST_TOLD = 20
_ALL_BROKEN = 1000
_CHUNK = 1 << 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHAPE = 'each line must be an object such as {"id": "a1", "text": "..."}'


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the Document of each line and a Problem for each line that holds none; a broken line stops nothing.

    After twenty broken lines the rest of them are counted and told as one Problem; where the first thousand lines are
    all broken, the file is told as one Problem and left. `limit` holds for one line.
    """
    results = _results(source, stream, limit)
    broken: list[Problem] = []
    for result in results:
        if isinstance(result, Document):
            yield from _capped(source, chain(broken, [result], results))
            return
        broken.append(result)
        if len(broken) == _ALL_BROKEN:
            cause = f"none of its first {_ALL_BROKEN} lines gives a text (of the first: {broken[0].message})"
            yield Problem("open", source.where, cause, _SHAPE)
            return
    yield from _capped(source, broken)


def _capped(source: Source, results: Iterable[Document | Problem]) -> Iterator[Document | Problem]:
    told = untold = 0
    for result in results:
        if isinstance(result, Document) or told < MOST_TOLD:
            told += isinstance(result, Problem)
            yield result
        else:
            untold += 1
    if untold:
        yield Problem("open", source.where, f"{untold} more lines have problems of the same kinds", _SHAPE)


def _results(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    empty = True
    names: dict[str, tuple[int, str]] = {}  # id -> its first line and the text there, as a content id
    for number, line in _lines(source, stream, limit):
        empty = False
        if isinstance(line, Problem):
            yield line
        elif line is None:
            yield too_large(f"{source.where}, line {number}", None, limit)
        else:
            yield from _record(source, number, line, names)
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


def _record(source: Source, number: int, line: Decoded, names: dict[str, tuple[int, str]]) -> list[Document | Problem]:
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
    given = record.get("id")
    name = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    mark = content_id(text)
    first, same = names.setdefault(name, (number, mark)) if name else (number, mark)
    if first == number:
        return _built(source, where, number, name, record, Decoded(_whole(text), line.note))
    if same == mark:
        cause = f"id and text are those of line {first}, so it was left out"
        return [Problem("open", where, cause, "leave one of the two out")]
    new = f"{name}#{number}"
    cause = f"the id {name!r} is that of line {first} too, so this text is called {new!r}"
    built = _built(source, where, number, new, record, Decoded(_whole(text), line.note))
    return [*built, Problem("open", where, cause, "give each text an id of its own")]


def _built(
    source: Source, where: str, number: int, name: str, record: dict[str, object], text: Decoded
) -> list[Document | Problem]:
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
