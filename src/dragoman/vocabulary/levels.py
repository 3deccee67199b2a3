"""At what level somebody acts for a side: reads and checks `levels.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from dragoman.errors import VocabularyError
from dragoman.vocabulary.directory import Directory, covers
from dragoman.vocabulary.kinds import OFFICES
from dragoman.vocabulary.tables import data_folder, near, read_toml, word_list

Level = Literal["head", "minister", "official", "military", "unknown"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
_KNOWN: Final = LEVELS[:-1]
_OTHER: Final = "other"
_OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of each office of the directory, and of words in what an office is called."""

    offices: Mapping[str, Level]
    words: Mapping[str, Level]
    former: frozenset[str]

    def called(self, name: str) -> Level:
        """Return the level of an office by what it is called ("Turkish foreign minister"), or "unknown"."""
        said = re.sub(r"[^\w-]+", " ", name.casefold()).strip()
        fitting = [word for word in self.words if re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", said)]
        if not fitting or self.former & {*said.replace("-", " ").split()}:
            return "unknown"
        return self.words[max(fitting, key=lambda word: (len(word), word))]

    def held(self, directory: Directory, person: str, day: str | None) -> Level | None:
        """Return the highest level of the offices that a person of the directory holds on an ISO day.

        Without a day, the level of all their offices if it is one. None for who is not in the directory; "unknown" for
        who holds no office on the day, or only one that tells no level.
        """
        terms = directory.terms.get(person)
        if terms is None:
            return None
        held = [t for t in terms if day is None or covers(t.start, t.end, day)]
        found = {self.offices.get(term.office, "unknown") for term in held}
        if day is None and len(found) > 1:
            return "unknown"
        return highest(found)


def highest(levels: Iterable[Level]) -> Level:
    """Return the first of the levels in order of rank; "unknown" where there is none."""
    return min(levels, key=LEVELS.index, default="unknown")


@lru_cache(maxsize=4)
def load_levels(language: str = "en") -> Levels:
    """Return the levels; raise VocabularyError naming the entry that is missing, unknown or given twice."""
    file = data_folder("languages", language, "levels.toml")
    data = read_toml(file)
    tables: dict[str, dict[str, Level]] = {}
    for table in ("offices", "words"):
        raw, found = data.get(table, {}), tables.setdefault(table, {})
        unknown = sorted(raw.keys() - {*_KNOWN, *([_OPEN] if table == "offices" else [])})
        if unknown:
            raise VocabularyError(f"{file.name}: [{table}] '{unknown[0]}' is no level. {near(unknown[0], _KNOWN)}")
        lists: list[tuple[str, Level]] = [*((level, level) for level in _KNOWN), (_OPEN, "unknown")]
        for key, level in lists:
            for word in word_list(raw, key, f"{file.name}: [{table}]"):
                if word in found:
                    raise VocabularyError(f"{file.name}: [{table}] '{word}' is in two lists. Take it out of one.")
                found[word] = level
    offices = {*OFFICES} - {_OTHER}
    wrong = sorted(offices ^ tables["offices"].keys())
    if wrong:
        where = f"{file.name}: [offices] '{wrong[0]}'"
        raise VocabularyError(
            f"{where} is {'in no list. Add it' if wrong[0] in offices else 'no office. Take it out'}."
        )
    former = word_list(data.get("former", {}), "words", file.name)
    return Levels(tables["offices"], tables["words"], frozenset(former))
