"""The directory of actors together with tables that a user gives: their own `actors.csv`, an extract of Wikidata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from dragoman.errors import VocabularyError
from dragoman.model import Actor, Problem
from dragoman.vocabulary import user_actors, wikidata
from dragoman.vocabulary.directory import Directory, load_directory
from dragoman.vocabulary.overlay import Overlay
from dragoman.vocabulary.own_rows import OwnRows, unknown_country
from dragoman.vocabulary.tables import BrokenRow
from dragoman.vocabulary.user_actors import ACTORS, Entry
from dragoman.vocabulary.user_tables import read_table
from dragoman.vocabulary.wikidata import WIKIDATA


@dataclass(frozen=True, slots=True)
class Extended:
    """A directory with a user's rows in it, and a Problem for each row that was left out."""

    directory: Directory
    problems: tuple[Problem, ...]


def load_extended(files: Iterable[str | PathLike[str]], *, skip_broken: bool = False) -> Extended:
    """Return the shipped directory with the rows of a user's tables added; extracts come first, own rows win.

    Raises VocabularyError, naming file, line, column and remedy, for the first row that cannot be used, or with
    `skip_broken` only for a file of which nothing can be.
    """
    paths = list(dict.fromkeys(Path(file) for file in files))
    if not paths:
        return Extended(load_directory(), ())
    overlay = Overlay(load_directory())
    own = OwnRows(overlay)
    extracts: list[Entry] = []
    broken: list[BrokenRow] = []
    entries: list[Entry] = []
    for path in paths:
        table = read_table(path, (ACTORS, WIKIDATA))
        broken += table.broken
        for row in table.rows:
            try:
                if table.layout is WIKIDATA:
                    extracts.append(wikidata.entry(row))
                else:
                    entries.append(user_actors.entry(row))
            except BrokenRow as error:
                broken.append(error)
    broken += _add_extracts(overlay, extracts)
    for entry in entries:
        own.add(entry)
    own.settle()
    broken += own.broken
    places = {str(path): number for number, path in enumerate(paths)}
    broken.sort(key=lambda error: (places[error.file], error.line))
    if broken and not skip_broken:
        raise _refused(broken)
    return Extended(overlay.directory(), tuple(_problem(error) for error in broken))


def _refused(broken: Sequence[BrokenRow]) -> VocabularyError:
    more = len(broken) - 1
    others = f" {more:,} more row{' is' if more == 1 else 's are'} broken." if more else ""
    return VocabularyError(f"{broken[0]}{others} With --skip-broken-actors the other rows are used")


def _problem(error: BrokenRow) -> Problem:
    return Problem("actors", f"{error.file}, line {error.line}", error.cause, error.remedy)


def _add_extracts(overlay: Overlay, entries: Iterable[Entry]) -> list[BrokenRow]:
    """Add the persons of extracts of Wikidata, each to the shipped person it is, if there is one."""
    broken: list[BrokenRow] = []
    persons: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if overlay.is_state(entry.side):
            persons[entry.id].append(entry)
        else:
            broken.append(unknown_country(entry.row, entry.side))
    for item, rows in persons.items():
        known = _shipped_person(overlay, rows)
        actor = overlay.actors[known] if known else Actor(item, rows[0].name, "person", rows[0].side)
        for entry in rows:
            overlay.add(entry, actor, entry.side, own=False)
    return broken


def _shipped_person(overlay: Overlay, rows: Sequence[Entry]) -> str | None:
    """Return the shipped person of the same name or alias and side; None where there is none or it is not plain which.

    A namesake of another country is somebody else. Of two that fit, the one who held the same office then is meant.
    """
    countries = {entry.side for entry in rows}
    for spellings in ((rows[0].name,), [name for entry in rows for name in entry.spellings]):
        fitting = [key for key in overlay.persons_called(spellings) if countries & overlay.sides_of(key)]
        if len(fitting) > 1:
            fitting = [key for key in fitting if overlay.served(key, rows)]
        if len(fitting) == 1:
            return fitting[0]
    return None
