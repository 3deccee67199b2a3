"""Finds the known names in a text, longest first, and decides which actor each stands for on the text's date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.actors.contexts import NOBODY, in_title_case, load_surroundings
from dragoman.actors.moments import moment
from dragoman.actors.namesakes import (
    first_name,
    has_given_name,
    in_longer_name,
    is_namesake,
    load_namesakes,
    other_person,
    spouse,
)
from dragoman.actors.senses import choose
from dragoman.actors.titles import TitleFinder
from dragoman.vocabulary.directory import Directory, Sense, load_directory

# Names are listed with the straight apostrophe; one character for another keeps the places.
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
_WORD = re.compile(r"\w")
_BY_TERM = frozenset({"person", "surname"})
_OF_PERSONS = frozenset({"person", "surname", "adjective", "people"})
_OF_PLACES = frozenset({"name", "capital", "place"})
# A name that stands for nobody here keeps its place, so that no part of it is taken for somebody.
LOOKALIKE = "lookalike"
# Last words of long names that stand for the whole afterwards: "the Brotherhood", "the Coalition".
_SHORT = frozenset(
    "Coalition Council Front Brotherhood Commission Alliance Movement Army Union League Court Fund Bank Agency Party "
    "Organisation Organization Forces Group Network Brigades Community Quartet Quad Authority Congress Assembly".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A known name at a place of the text: the actor it stands for and how (`sort`, see vocabulary.directory.SORTS).

    `root` is the actor's side at the time that the sentence tells of.
    """

    start: int
    end: int
    text: str
    actor_id: str
    sort: str
    root: str = ""


class NameFinder:
    """Finds names of a directory in texts; building it costs a second, finding 100 million characters another."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._surroundings = load_surroundings()
        self._namesakes = load_namesakes()
        self._titles = TitleFinder(directory)
        self._spellings = sorted({*directory.senses, *self._surroundings.rules})
        self._known = frozenset(self._spellings)
        self._search = AhoCorasick(self._spellings, matchkind=MatchKind.LeftmostLongest)
        capitals = {s.upper(): s for s in self._spellings if not s.isupper() and len(s) > 3}
        self._capital_spellings = sorted(capitals)
        self._capital_source = capitals
        self._capital_search = AhoCorasick(self._capital_spellings, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, published: str | None) -> tuple[Name, ...]:
        """Return the names in the text in order of place; look-alikes and senses of other times are left out."""
        spans = self._spans(text.translate(_APOSTROPHES))
        found = [name for start, end, spelling in spans if (name := self._name(start, end, spelling, text, published))]
        titled = {
            (start, end): self._named(start, end, text, person, "surname", published)
            for start, end, person in self._titles.find(text, published)
        }
        # A title says who is meant even where the words before look like another's first name.
        found = [name for name in found if name.sort != LOOKALIKE or (name.start, name.end) not in titled]
        taken = {place for name in found for place in range(name.start, name.end)}
        found += [name for (start, end), name in titled.items() if start not in taken and end - 1 not in taken]
        return _with_surnames(self._directory, text, sorted(found, key=lambda name: name.start))

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        for index, start, end in self._search.find_matches_as_indexes(text):
            if _bounded(text, start, end):
                found.append((start, end, self._spellings[index]))
            elif shorter := self._shorter(text, start, self._spellings[index]):
                found.append((start, start + len(shorter), shorter))
        for index, start, end in self._capital_search.find_matches_as_indexes(text):
            if _bounded(text, start, end) and _in_capitals(text, start, end):
                found.append((start, end, self._capital_source[self._capital_spellings[index]]))
        return _without_overlaps(found)

    def _shorter(self, text: str, start: int, spelling: str) -> str | None:
        """Return the name that the first words of a longer one make: "Iranian" of "Iranian Revolution|ary"."""
        while " " in spelling:
            spelling = spelling.rsplit(" ", 1)[0]
            if spelling in self._known and _bounded(text, start, start + len(spelling)):
                return spelling
        return None

    def _name(self, start: int, end: int, spelling: str, text: str, published: str | None) -> Name | None:
        # What a user's own table says a name means is meant whatever stands around it.
        own = spelling in self._directory.own
        day = moment(text, start, end, published)
        meant = None if own else self._surroundings.meant(spelling, text, start, end, day)
        if meant == NOBODY:
            return Name(start, end, text[start:end], NOBODY, LOOKALIKE)
        if meant is not None:
            return self._named(start, end, text, meant, "name", day)
        sense = choose(self._directory, self._directory.senses.get(spelling, ()), day)
        if sense is None or (sense.sort in _BY_TERM and self._directory.side_on(sense.actor_id, day) is None):
            return None
        if not own and self._somebody_else(sense, spelling, text, start, end):
            return Name(start, end, text[start:end], "", LOOKALIKE)
        return self._named(start, end, text, sense.actor_id, sense.sort, day)

    def _named(self, start: int, end: int, text: str, actor_id: str, sort: str, day: str | None) -> Name:
        root = self._directory.root_on(actor_id, day) if actor_id else ""
        return Name(start, end, text[start:end], actor_id, sort, root)

    def _somebody_else(self, sense: Sense, spelling: str, text: str, start: int, end: int) -> bool:
        if sense.sort == "surname":
            bearer = self._directory.actors[sense.actor_id].name
            if other_person(text, start) or first_name(text, end) or spouse(text, start, bearer):
                return True
            return self._namesakes.private(text, start, end)
        if sense.sort in _OF_PERSONS:
            return sense.sort != "person" and self._surroundings.thing(text, start, end)
        if self._surroundings.part_of_another(spelling, text, start, end):
            return True
        if sense.sort in _OF_PLACES and (has_given_name(text, start) or in_longer_name(text, start, end)):
            return not in_title_case(text, start)
        return self._surroundings.is_given(spelling) and self._namesakes.person(text, start, end)


def _bounded(text: str, start: int, end: int) -> bool:
    if start and _WORD.match(text[start - 1]) and text[start - 1] != "_":
        return False
    return end >= len(text) or not _WORD.match(text[end])


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Only a line written in capitals throughout makes NIGERIA a name rather than an acronym."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    letters = [c for c in text[max(first, start - 60) : min(last if last >= 0 else len(text), end + 60)] if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _without_overlaps(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _with_surnames(directory: Directory, text: str, found: list[Name]) -> tuple[Name, ...]:
    """Add later mentions by surname of persons named in full; a surname two of them share stays open."""
    surnames: dict[str, set[str]] = {}
    roots = {name.actor_id: name.root for name in reversed(found)}
    for name in found:
        if name.sort in {"body", "group"} and " " in name.text and name.text.split()[-1] in _SHORT:
            surnames.setdefault(name.text.split()[-1], set()).add(name.actor_id)
        if name.sort == "person" and " " in name.text:
            surnames.setdefault(_surname(name.text), set()).add(name.actor_id)
        if name.sort == "surname" and name.text not in directory.senses:
            surnames.setdefault(name.text, set()).add(name.actor_id)  # found by its title
    taken = [(n.start, n.end) for n in found]
    starts = [s for s, _ in taken]
    others: dict[str, list[int]] = {}
    for name in found:
        if name.sort == LOOKALIKE and (name.text in surnames or _is_surname(directory, name.text)):
            others.setdefault(name.text, []).append(name.start)
    added: list[Name] = []
    for surname, owners in sorted(surnames.items()):
        owner = next(iter(owners)) if len(owners) == 1 else None
        for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?!\w)", text) if len(surname) > 2 else ():
            place = bisect_right(starts, match.start()) - 1
            if place >= 0 and taken[place][1] > match.start():
                if owner and found[place].sort == "surname":
                    found[place] = Name(*taken[place], match.group(), owner, "surname", roots[owner])
            elif surname not in _SHORT and _another(directory, text, *match.span(), owners):
                others.setdefault(surname, []).append(match.start())
            elif owner:
                sort = "body" if surname in _SHORT else "surname"
                added.append(Name(*match.span(), match.group(), owner, sort, roots[owner]))
    kept = sorted([*(name for name in found if name.sort != LOOKALIKE), *added], key=lambda n: n.start)
    return tuple(_without_namesakes(text, kept, others) if others else kept)


def _is_surname(directory: Directory, spelling: str) -> bool:
    return any(sense.sort == "surname" for sense in directory.senses.get(spelling, ()))


def _another(directory: Directory, text: str, start: int, end: int, owners: Iterable[str]) -> bool:
    """Tell whether a surname that is not listed by itself is another person's here."""
    if other_person(text, start) or first_name(text, end) or load_namesakes().private(text, start, end):
        return True
    return all(spouse(text, start, directory.actors[owner].name) for owner in owners)


def _without_namesakes(text: str, names: list[Name], others: dict[str, list[int]]) -> Iterator[Name]:
    """Leave out surnames that mean somebody else of that name, who was named before."""
    known: dict[str, list[int]] = {surname: [] for surname in others}
    for name in names:
        surname = _surname(name.text) if name.sort in {"person", "surname"} else ""
        elsewhere = sorted(others.get(surname, ()))
        if name.sort == "surname" and is_namesake(text, name.start, surname, elsewhere, known.get(surname, [])):
            continue
        known.setdefault(surname, []).append(name.start)
        yield name


def _surname(full: str) -> str:
    last = full.rsplit(maxsplit=1)[-1]
    for particle in ("al-", "el-", "Al-", "El-"):
        if last.startswith(particle):
            return last[len(particle) :]
    return last


@lru_cache(maxsize=1)
def load_finder() -> NameFinder:
    """Return the finder over the shipped directory."""
    return NameFinder(load_directory())
