"""What an export format is given, and how a format is described."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from dragoman.model import Document
from dragoman.relations.ties import Level, Tie, ties
from dragoman.show.exports.tie_rows import by_id, tie_row
from dragoman.show.names import Names, names_of
from dragoman.show.view import View
from dragoman.show.wording import load_wording

Row = dict[str, Any]

TIES: Final[Mapping[str, Level]] = {"ties": "side", "actor-ties": "actor"}


@dataclass(frozen=True, slots=True)
class Source:
    """One part of a casebook that is to be written: its name, its columns, its rows (made when asked for), and the
    casebook itself for formats that write records.
    """

    what: str
    fields: tuple[str, ...]
    rows: Callable[[], Sequence[Row]]
    view: View
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", names_of(self.view, load_wording("en")))

    def name(self, actor_id: str) -> str:
        """Return what an actor or side is called."""
        return self.names.actor(actor_id, self.names.side(actor_id))

    def documents(self) -> dict[str, Document]:
        """Return the documents by id."""
        return {document.id: document for document in self.view.documents()}

    def ties(self) -> tuple[Tie, ...]:
        """Return the ties that the part names: between sides ("ties") or actors ("actor-ties")."""
        return ties(self.view.claims(), TIES[self.what])


@dataclass(frozen=True, slots=True)
class Export:
    """A format: its name on the command line, what it is, the parts it can hold (none named: every part), how a part
    is written into a binary file, and whether that is no text for a terminal.
    """

    name: str
    about: str
    write: Callable[[Source, BinaryIO], None]
    parts: tuple[str, ...] = ()
    binary: bool = False


def tie_rows(view: View, level: Level) -> list[Row]:
    """Return the ties of a casebook as rows under TIE_FIELDS."""
    names, claims = names_of(view, load_wording("en")), view.claims()
    known = by_id(claims)
    return [tie_row(tie, known, lambda one: names.actor(one, names.side(one))) for tie in ties(claims, level)]


def encoded(text: str) -> bytes:
    """Return text as UTF-8; half characters (lone surrogates), which UTF-8 cannot hold, are written out in ASCII."""
    return text.encode("utf-8", "backslashreplace")


def json_line(row: Mapping[str, object]) -> bytes:
    """Return an object as one line of JSON."""
    return encoded(json.dumps(row, ensure_ascii=False) + "\n")
