"""The directory of actors: who is known by which names, on which side, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from dragoman.model import Actor
from dragoman.vocabulary import kinds
from dragoman.vocabulary.tables import Row, data_files, data_folder, read_rows

# How a name stands for its actor. Order is preference where one spelling has several.
SORTS = ("person", "body", "group", "name", "seat", "capital", "people", "adjective", "surname", "place", "lookalike")


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a spelling: the actor it may stand for, how, and between which dates (ISO, '' is open).

    Dates that are not `verified` are no ground for preferring another reading.
    """

    actor_id: str
    sort: str
    start: str = ""
    end: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A time in office: the side and the office held, between ISO dates ('' is open), looked up or not."""

    root: str
    office: str
    start: str
    end: str
    verified: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """All known actors and every spelling that may stand for one.

    `countries` are those that a group's side belongs to; `own` the spellings that a user's own table gave an actor.
    """

    actors: dict[str, Actor]
    senses: dict[str, tuple[Sense, ...]]
    terms: dict[str, tuple[Term, ...]]
    members: dict[str, tuple[str, ...]]
    publishers: dict[str, str]
    countries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def publisher_of(self, url: str | None) -> str | None:
        """Return the actor whose site an address belongs to, by its longest known domain, or None."""
        host = urlsplit(url or "").hostname or ""
        parts = host.split(".")
        return next(
            (self.publishers[d] for n in range(len(parts)) if (d := ".".join(parts[n:])) in self.publishers), None
        )

    def side_on(self, actor_id: str, day: str | None) -> str | None:
        """Return the side of an actor on an ISO day (None: its latest), or None where that stays open.

        It is that of an office held on the day, if the term was looked up (of two the later); else the only one that
        a term which nobody looked up can mean; for somebody known by looked-up terms alone, that of the nearest.
        """
        terms = self.terms.get(actor_id)
        if not terms:
            return self.actors[actor_id].root
        if day is None:
            return terms[-1].root
        held = [term.root for term in terms if term.verified and covers(term.start, term.end, day)]
        if held:
            return held[-1]
        possible = {term.root for term in terms if not term.verified}
        if not possible:
            return min(terms, key=lambda t: years_off(t.start, t.end, day)).root
        return possible.pop() if len(possible) == 1 else None

    def root_on(self, actor_id: str, day: str | None) -> str:
        """Return the side of an actor on an ISO day, and that it is listed under where the day leaves it open."""
        return self.side_on(actor_id, day) or self.actors[actor_id].root


def is_state(actor: Actor) -> bool:
    """Tell whether an actor is a state, present, past or disputed."""
    return actor.kind in kinds.STATES


def covers(start: str, end: str, day: str) -> bool:
    """Tell whether an ISO day (or month or year) lies between two ISO dates of any precision; '' is open.

    Dates are compared at the precision they share: a term that begins in a year covers that year.
    """
    return (not start or day[: len(start)] >= start[: len(day)]) and (not end or day[: len(end)] <= end[: len(day)])


def years_off(start: str, end: str, day: str) -> int:
    """Return how many years lie between an ISO day and the nearer of two ISO dates; 0 where both are open."""
    return min((abs(int(date[:4]) - int(day[:4])) for date in (start, end) if date), default=0)


class _Builder:
    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.senses: dict[str, list[Sense]] = defaultdict(list)
        self.terms: dict[str, list[Term]] = defaultdict(list)
        self.members: dict[str, tuple[str, ...]] = {}
        self.countries: dict[str, dict[str, None]] = defaultdict(dict)

    def actor(self, row: Row, actor: Actor) -> None:
        known = self.actors.get(actor.id)
        if known is not None and (known.name, known.kind) != (actor.name, actor.kind):
            raise row.broken("id", f"'{actor.id}' already names {known.name} ({known.kind})", "Choose another id.")
        self.actors.setdefault(actor.id, actor)

    def names(self, spellings: Iterable[str], sense: Sense) -> None:
        for spelling in spellings:
            if sense not in self.senses[spelling]:
                self.senses[spelling].append(sense)

    def known_root(self, row: Row, root: str) -> str:
        if root not in self.actors:
            raise row.broken("root", f"'{root}' is no actor's id", "Correct it or add the actor.")
        return root


def _span(row: Row) -> tuple[str, str, bool]:
    return *row.span(), row.verified()


def _states(build: _Builder) -> None:
    columns = ("id", "name", "kind", "names", "adjectives", "people", "capitals", "from", "to", "source")
    for row in read_rows(data_folder("actors", "states.csv"), columns):
        key = row.text("id")
        build.actor(row, Actor(key, row.text("name"), row.one_of("kind", kinds.STATES), key))
        span = _span(row)
        build.names((row.text("name"), *row.words("names")), Sense(key, "name", *span))
        build.names(row.words("adjectives"), Sense(key, "adjective", *span))
        build.names(row.words("people"), Sense(key, "people", *span))
        build.names(row.words("capitals"), Sense(key, "capital", *span))


def _bodies(build: _Builder) -> None:
    columns = ("id", "name", "kind", "root", "names", "adjectives", "capitals", "members", "from", "to", "source")
    rows = list(read_rows(data_folder("actors", "bodies.csv"), columns))
    for row in rows:
        kind = row.one_of("kind", kinds.BODIES)
        build.actor(row, Actor(row.text("id"), row.text("name"), kind, row.text("root")))
    for row in rows:
        key = row.text("id")
        build.known_root(row, row.text("root"))
        span = _span(row)
        build.names((row.text("name"), *row.words("names")), Sense(key, "body", *span))
        build.names(row.words("adjectives"), Sense(key, "adjective", *span))
        build.names(row.words("capitals"), Sense(key, "capital", *span))
        if row.words("members"):
            build.members[key] = row.words("members")


def _groups(build: _Builder) -> None:
    columns = ("id", "name", "kind", "root", "names", "adjectives", "country", "from", "to", "source")
    rows = list(read_rows(data_folder("actors", "groups.csv"), columns))
    for row in rows:
        build.actor(row, Actor(row.text("id"), row.text("name"), row.one_of("kind", kinds.GROUPS), row.text("root")))
    for row in rows:
        build.countries[row.text("root")] |= dict.fromkeys(row.words("country"))
        # A side may be known by its code alone, when only its parts are listed.
        build.actors.setdefault(
            row.text("root"), Actor(row.text("root"), row.text("root"), row.text("kind"), row.text("root"))
        )
        span = _span(row)
        build.names((row.text("name"), *row.words("names")), Sense(row.text("id"), "group", *span))
        build.names(row.words("adjectives"), Sense(row.text("id"), "adjective", *span))


def _persons(build: _Builder) -> None:
    columns = ("id", "name", "names", "root", "office", "from", "to", "alone", "source")
    for file in data_files("actors", suffix=".csv"):
        if not file.name.startswith("persons"):
            continue
        for row in read_rows(file, columns):
            key, root = row.text("id"), row.text("root")
            build.actors.setdefault(root, Actor(root, root, "group", root))
            known = build.actors.get(key)
            # A side of one person ("GUAIDO") bears that person's id; any other actor's id is taken.
            if known is None or not (known.kind == "person" or known.root == root):
                build.actor(row, Actor(key, row.text("name"), "person", root))
            build.terms[key].append(Term(root, row.one_of("office", kinds.OFFICES), *_span(row)))
            build.names((row.text("name"), *row.words("names")), Sense(key, "person"))
            build.names(row.words("alone"), Sense(key, "surname", *_span(row)))


def _seats(build: _Builder) -> None:
    for row in read_rows(data_folder("actors", "seats.csv"), ("name", "root", "id", "kind", "from", "to", "source")):
        key, root = row.text("id"), build.known_root(row, row.text("root"))
        build.actors.setdefault(key, Actor(key, row.text("name"), row.one_of("kind", kinds.SEATS), root))
        build.names((row.text("name"),), Sense(key, "seat", *_span(row)))


def _places(build: _Builder) -> None:
    for row in read_rows(data_folder("actors", "places.csv"), ("name", "root", "kind", "from", "to", "source")):
        row.one_of("kind", kinds.PLACES)
        sense = Sense(build.known_root(row, row.text("root")), "place", *_span(row))
        build.names((row.text("name"),), sense)


def _lookalikes(build: _Builder) -> None:
    for row in read_rows(data_folder("actors", "lookalikes.csv"), ("pattern", "kind", "note")):
        pattern = row.text("pattern")
        row.one_of("kind", kinds.LOOKALIKES)
        # A name that stands for somebody is no look-alike, whatever it looks like.
        if not build.senses.get(pattern):
            build.senses[pattern] = [Sense("", "lookalike")]


@lru_cache(maxsize=1)
def load_directory() -> Directory:
    """Return the shipped directory of actors; raise VocabularyError with file and line when data is broken."""
    build = _Builder()
    for part in (_states, _bodies, _groups, _persons, _seats, _places, _lookalikes):
        part(build)
    rank = {sort: place for place, sort in enumerate(SORTS)}
    senses = {name: tuple(sorted(found, key=lambda s: rank[s.sort])) for name, found in build.senses.items() if name}
    terms = {key: tuple(sorted(found, key=lambda t: t.start or "0")) for key, found in build.terms.items()}
    countries = {root: tuple(found) for root, found in build.countries.items() if not is_state(build.actors[root])}
    return Directory(build.actors, senses, terms, build.members, _publishers(build), countries)


def _publishers(build: _Builder) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_rows(data_folder("actors", "publishers.csv"), ("domain", "root", "note", "source")):
        row.text("source")
        found[row.text("domain")] = build.known_root(row, row.text("root"))
    return found
