"""Records to Documents: one text with its fields, from a line of JSON, a row of a table, or the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dragoman.documents.build import About, build
from dragoman.documents.decode import Decoded
from dragoman.documents.source import Source
from dragoman.model import Document, Problem, content_id

MOST_TOLD: Final = 20
ALL_BROKEN: Final = 1000
FIELDS: Final = ("title", "published", "publisher", "url", "language", "author")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Records:
    """Makes the records of one source into Documents, and keeps count of the ids that came.

    `unit` is what the source calls a record ("line", "row"), `shape` says what one must be, and `given` where its
    fields stand.
    """

    source: Source
    unit: str
    shape: str
    given: str
    names: dict[str, tuple[int, str]] = field(default_factory=dict)  # id -> its first number, its text as content id

    def where(self, number: int) -> str:
        """Return what messages call the record of that number."""
        return f"{self.source.where}, {self.unit} {number}"

    def read(self, number: int, record: Mapping[str, object], note: str | None = None) -> list[Document | Problem]:
        """Return the Document of a record and the Problems met with it; `note` tells how its text was decoded."""
        where = self.where(number)
        text = record.get("text")
        if not isinstance(text, str):
            said = "has no field 'text'" if "text" not in record else "has a field 'text' that is no string"
            return [Problem("open", where, f"the object {said}", self.shape)]
        if not text.strip():
            return [Problem("open", where, "its text is empty", "leave it out, or put the text in")]
        given = record.get("id")
        name = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
        mark = content_id(text)
        first, same = self.names.setdefault(name, (number, mark)) if name else (number, mark)
        decoded = Decoded(_SURROGATE.sub("\ufffd", text), note)  # half a surrogate pair is nothing a file can hold
        if first == number:
            return self._built(where, number, name, record, decoded)
        if same == mark:
            cause = f"id and text are those of {self.unit} {first}, so it was left out"
            return [Problem("open", where, cause, "leave one of the two out")]
        new = f"{name}#{number}"
        cause = f"the id {name!r} is that of {self.unit} {first} too, so this text is called {new!r}"
        built = self._built(where, number, new, record, decoded)
        return [*built, Problem("open", where, cause, "give each text an id of its own")]

    def _built(
        self, where: str, number: int, name: str, record: Mapping[str, object], text: Decoded
    ) -> list[Document | Problem]:
        fields = {one: _plain(record.get(one)) for one in FIELDS}
        odd = [one for one, value in fields.items() if value is not None and not isinstance(value, str)]
        strings = {one: value.strip() or None for one, value in fields.items() if isinstance(value, str)}
        document, problems = build(
            text.text,
            About.of(strings, self.given),
            name=name or f"{self.source.name}:{number}",
            origin=self.source.where,
            where=where,
            key=name,
            repairs=text.repairs(),
        )
        for one in odd:
            problems.append(
                Problem("open", where, f"the field {one!r} is no string and is left out", "put it in quotation marks")
            )
        return [document, *problems]


def _plain(value: object) -> object:
    """Return a date as its ISO string (a table may hold days and times); anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def capped(
    source: Source, results: Iterator[Document | Problem], unit: str, shape: str
) -> Iterator[Document | Problem]:
    """Pass results on, but few of the Problems where there are very many.

    After twenty the rest of them are counted and told as one; where the first thousand records are all broken, the
    source is told as one Problem and left.
    """
    broken: list[Problem] = []
    for result in results:
        if isinstance(result, Document):
            yield from _few(source, [*broken, result], results, unit, shape)
            return
        broken.append(result)
        if len(broken) == ALL_BROKEN:
            cause = f"none of its first {ALL_BROKEN} {unit}s gives a text (of the first: {broken[0].message})"
            yield Problem("open", source.where, cause, shape)
            return
    yield from _few(source, broken, (), unit, shape)


def _few(
    source: Source,
    first: Iterable[Document | Problem],
    rest: Iterable[Document | Problem],
    unit: str,
    shape: str,
) -> Iterator[Document | Problem]:
    told = untold = 0
    for results in (first, rest):
        for result in results:
            if isinstance(result, Document) or told < MOST_TOLD:
                told += isinstance(result, Problem)
                yield result
            else:
                untold += 1
    if untold:
        yield Problem("open", source.where, f"{untold} more {unit}s have problems of the same kinds", shape)
