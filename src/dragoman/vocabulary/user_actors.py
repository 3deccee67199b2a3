"""The rows of a user's own `actors.csv`, each checked by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.model import UNNAMED
from dragoman.vocabulary.kinds import OFFICES, OWN
from dragoman.vocabulary.spellings import normal, too_general, variants
from dragoman.vocabulary.tables import UNVERIFIED, Row
from dragoman.vocabulary.user_tables import Layout

ACTORS: Final = Layout(
    "actors",
    ("id", "name", "kind", "side", "aliases", "country", "office", "from", "to", "source"),
    (("id", "name"),),
)
_LONGEST_NAME: Final = 200
_RESERVED: Final = frozenset({UNNAMED, "-", "?"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says: an actor by `id` or `name` (one may be empty), its names, and between which dates.

    `given` are the name and aliases as they stand in the row, `spellings` all ways in which they are written.
    """

    row: Row
    id: str
    name: str
    kind: str
    side: str
    given: tuple[str, ...]
    spellings: tuple[str, ...]
    countries: tuple[str, ...]
    office: str
    start: str
    end: str
    verified: bool

    @property
    def timed(self) -> bool:
        """Whether the row tells of a time in office or of belonging to a side."""
        return bool(self.office or self.start or self.end)


def entry(row: Row) -> Entry:
    """Return what a row of `actors.csv` says; raise BrokenRow for a cell that cannot be used."""
    key, name = row.optional("id"), name_in(row, "name", row.optional("name"))
    if not key and not name:
        raise row.broken("name", "both id and name are empty", "Give one of them, or delete the row.")
    check_id(row, "id", key)
    kind = row.one_of("kind", OWN) if row.optional("kind") else ""
    office = row.one_of("office", OFFICES) if row.optional("office") else ""
    if office and kind not in {"", "person"}:
        raise row.broken("office", f"a {kind} holds no office", "Empty the cell, or make the kind 'person'.")
    kind = kind or ("person" if office else "")
    start, end = row.span()
    source = row.optional("source")
    verified = bool(source) and not source.casefold().startswith(UNVERIFIED)
    side, countries = row.optional("side"), row.words("country")
    if office and countries and not side:
        cause = f"it is empty, but an office of {' and '.join(countries)} is held for somebody"
        raise row.broken("side", cause, f"Write {countries[0]}, or whoever the person speaks for.")
    given = tuple(filter(None, (name, *(name_in(row, "aliases", alias) for alias in row.words("aliases")))))
    return Entry(row, key, name, kind, side, given, written(given), countries, office, start, end, verified)


def written(given: Sequence[str]) -> tuple[str, ...]:
    """Return names with the other ways they are written, as far as these could not stand for anything else."""
    names = dict.fromkeys(spelling for one in given for spelling in variants(one))
    return tuple(spelling for spelling in names if spelling in given or not too_general(spelling))


def name_in(row: Row, column: str, text: str) -> str:
    """Return a name as the tables write it; raise BrokenRow when it is too long to be one."""
    name = normal(text)
    if len(name) > _LONGEST_NAME:
        raise row.broken(column, f"a name of {len(name)} characters", "Separate several names by |.")
    return name


def check_id(row: Row, column: str, key: str) -> None:
    """Raise BrokenRow for an id that would be taken for something else."""
    if key in _RESERVED or ":" in key or "|" in key or len(key) > _LONGEST_NAME:
        raise row.broken(column, f"'{key[:40]}' cannot be an id", "Use letters, digits, blanks and hyphens.")
    if any(unicodedata.category(c) == "Cf" for c in key):
        raise row.broken(column, "the id holds an invisible character", "Type it anew.")
