"""Finds the known names in a text, longest first, and decides which actor each stands for on the text's date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.actors.contexts import NOBODY, load_surroundings
from dragoman.actors.senses import choose
from dragoman.actors.titles import TitleFinder
from dragoman.vocabulary.directory import Directory, load_directory
from dragoman.vocabulary.lexicon import load_roles

# Names are listed with the straight apostrophe; one character for another keeps the places.
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
_WORD = re.compile(r"\w")
_BY_TERM = frozenset({"person", "surname"})
_OF_PERSONS = frozenset({"person", "surname", "adjective", "people"})
# A name that stands for nobody here keeps its place, so that no part of it is taken for somebody.
LOOKALIKE = "lookalike"
_OPENS = re.compile(r"(?:^|[.!?:;\n\"“(–—-])\s*$")
# Last words of long names that stand for the whole afterwards: "the Brotherhood", "the Coalition".
_SHORT = frozenset(
    "Coalition Council Front Brotherhood Commission Alliance Movement Army Union League Court Fund Bank Agency Party "
    "Organisation Organization Forces Group Network Brigades Community Quartet Quad Authority Congress Assembly".split()
)
_TITLES = frozenset(
    "President Prime King Queen Prince Pope Emir Colonel General Sultan Sheikh Ayatollah Chairman Chancellor Marshal "
    "Field Crown Princess Minister Dr Mr Administration Government Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday January February March April June July August September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A known name at a place of the text: the actor it stands for and how (`sort`, see vocabulary.directory.SORTS)."""

    start: int
    end: int
    text: str
    actor_id: str
    sort: str


class NameFinder:
    """Finds names of a directory in texts; building it costs a second, finding 100 million characters another."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._surroundings = load_surroundings()
        self._titles = TitleFinder(directory)
        self._spellings = sorted({*directory.senses, *self._surroundings.rules})
        self._search = AhoCorasick(self._spellings, matchkind=MatchKind.LeftmostLongest)
        capitals = {s.upper(): s for s in self._spellings if not s.isupper() and len(s) > 3}
        self._capital_spellings = sorted(capitals)
        self._capital_source = capitals
        self._capital_search = AhoCorasick(self._capital_spellings, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, published: str | None) -> tuple[Name, ...]:
        """Return the names in the text in order of place; look-alikes and senses of other times are left out."""
        spans = self._spans(text.translate(_APOSTROPHES))
        found = [name for start, end, spelling in spans if (name := self._name(start, end, spelling, text, published))]
        taken = {place for name in found for place in range(name.start, name.end)}
        found += [
            Name(start, end, text[start:end], person, "surname")
            for start, end, person in self._titles.find(text, published)
            if start not in taken and end - 1 not in taken
        ]
        return _with_surnames(self._directory, text, sorted(found, key=lambda name: name.start))

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        found = [
            (start, end, self._spellings[index])
            for index, start, end in self._search.find_matches_as_indexes(text)
            if _bounded(text, start, end)
        ]
        for index, start, end in self._capital_search.find_matches_as_indexes(text):
            if _bounded(text, start, end) and _in_capitals(text, start, end):
                found.append((start, end, self._capital_source[self._capital_spellings[index]]))
        return _without_overlaps(found)

    def _name(self, start: int, end: int, spelling: str, text: str, published: str | None) -> Name | None:
        # What a user's own table says a name means is meant whatever stands around it.
        own = spelling in self._directory.own
        meant = None if own else self._surroundings.meant(spelling, text, start, end, published)
        if meant is not None:
            return Name(start, end, text[start:end], meant, "name" if meant != NOBODY else LOOKALIKE)
        sense = choose(self._directory, self._directory.senses.get(spelling, ()), published)
        if sense is None or (sense.sort in _BY_TERM and self._directory.side_on(sense.actor_id, published) is None):
            return None
        if not own and sense.sort not in _OF_PERSONS and self._surroundings.part_of_another(spelling, text, start, end):
            return Name(start, end, text[start:end], "", LOOKALIKE)
        if sense.sort == "surname" and (_other_person(text, start) or _first_name(text, end)):
            return None
        return Name(start, end, text[start:end], sense.actor_id, sense.sort)


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


def _first_name(text: str, end: int) -> bool:
    """A surname before another capitalised word is a first name or part of a longer one: "Abbas Araghchi"."""
    following = re.match(r" ([A-Z][a-zà-ÿ]{2,})", text[end : end + 25])
    return following is not None and following.group(1) not in _TITLES


def _other_person(text: str, start: int) -> bool:
    """A surname after another first name is somebody else: "Donald Trump Jr" yes, "Mary Trump" no; "in Austin" no."""
    before = text[max(0, start - 25) : start]
    if before.endswith((" in ", " near ", " outside ")):
        return True
    word = re.search(r"([A-Z][a-zà-ÿ]+) $", before)
    if word is None:
        return False
    if word.group(1) in load_first_names():
        return True
    return not _OPENS.search(before[: word.start()]) and word.group(1) not in _titles()


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    """Return the capitalised words that may stand before a surname without being a first name."""
    roles = load_roles()
    words = {word.rsplit(" ", 1)[-1] for group in (roles.person, roles.government, roles.force) for word in group}
    spelled = {spelling for spelling in load_directory().senses if " " not in spelling}
    return frozenset(word.title() for word in words) | _TITLES | spelled


@lru_cache(maxsize=1)
def load_first_names() -> frozenset[str]:
    """Return the first names that the directory's persons bear."""
    directory = load_directory()
    first = set()
    for spelling, senses in directory.senses.items():
        parts = spelling.split()
        if len(parts) > 1 and senses[0].sort == "person" and parts[0][0].isupper() and len(parts[0]) > 2:
            first.add(parts[0])
    return frozenset(first - _TITLES)


def _with_surnames(directory: Directory, text: str, found: list[Name]) -> tuple[Name, ...]:
    """Add later mentions by surname of persons named in full; a surname two of them share stays open."""
    surnames: dict[str, set[str]] = {}
    for name in found:
        if name.sort in {"body", "group"} and " " in name.text and name.text.split()[-1] in _SHORT:
            surnames.setdefault(name.text.split()[-1], set()).add(name.actor_id)
        if name.sort == "person" and " " in name.text:
            surnames.setdefault(_surname(name.text), set()).add(name.actor_id)
        if name.sort == "surname" and name.text not in directory.senses:
            surnames.setdefault(name.text, set()).add(name.actor_id)  # found by its title
    taken = [(n.start, n.end) for n in found]
    starts = [s for s, _ in taken]
    added: list[Name] = []
    for surname, owners in sorted(surnames.items()):
        if len(surname) < 3:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?!\w)", text):
            place = bisect_right(starts, match.start()) - 1
            if place >= 0 and taken[place][1] > match.start():
                if len(owners) == 1 and found[place].sort == "surname":
                    found[place] = Name(*taken[place], match.group(), next(iter(owners)), "surname")
                continue
            if len(owners) == 1 and not _other_person(text, match.start()):
                sort = "body" if surname in _SHORT else "surname"
                added.append(Name(match.start(), match.end(), match.group(), next(iter(owners)), sort))
    kept = [name for name in found if name.sort != LOOKALIKE]
    return tuple(sorted([*kept, *added], key=lambda n: n.start))


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
