"""A text being read for times: what an expression can mean, and the look at what stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.actors.dates.anaphora import Anaphor
from dragoman.actors.dates.grammar import Grammar
from dragoman.actors.dates.when import When

# How far before an expression its context is looked for, in characters.
REACH = 48
# More than this of any unit is a story, not a measure.
LONGEST_COUNT = 150


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time and no date: "for six years"."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A time that the words do not measure well enough: "about two weeks ago", "05/06/2013"."""


Meaning = When | Anaphor | Length | Unsure


@dataclass(frozen=True, slots=True)
class Atom:
    """An expression of time with its range in the text."""

    start: int
    end: int
    meaning: Meaning


@dataclass(slots=True)
class Reader:
    """The grammar, the text, and what has been found so far, by where it ends."""

    grammar: Grammar
    text: str
    found: dict[int, Atom] = field(default_factory=dict)

    def before(self, name: str, start: int) -> re.Match[str] | None:
        """Return the match of a context pattern that ends where an expression starts."""
        return self.grammar.before[name].search(self.text, max(0, start - REACH), start)

    def after(self, name: str, end: int) -> bool:
        """Return whether a context pattern matches right behind an expression."""
        return self.grammar.after[name].match(self.text, end) is not None

    def chained(self, start: int) -> Atom | None:
        """Return the expression that this one is listed with: in "2013 and 2014", the first."""
        chain = self.grammar.joins["chain"]
        for end in range(start - 1, max(0, start - 16), -1):
            if end in self.found and chain.fullmatch(self.text, end, start):
                return self.found[end]
        return None

    def year(self, match: re.Match[str]) -> tuple[int | None, int | None]:
        """Return the year that a match gives, or its distance from the year of publication."""
        year, point = match["year"], match["yearpoint"]
        return int(year) if year else None, {"last": -1, "this": 0, "next": 1}[point.lower()] if point else None

    def month(self, match: re.Match[str]) -> int:
        """Return the month (1..12) that a match names."""
        return self.grammar.months[match["month"].rstrip(".")]

    def pointing(self, match: re.Match[str]) -> str:
        """Return "last", "this" or "next"."""
        return self.grammar.pointing[" ".join(match["point"].lower().split())]

    def shift(self, match: re.Match[str]) -> int:
        """Return -1, 0 or 1 for last, this or next."""
        return {"last": -1, "this": 0, "next": 1}[self.pointing(match)]

    def count(self, match: re.Match[str]) -> int | None:
        """Return how many units a match counts, or None where that is no measure."""
        number = self.grammar.words.number(match["n"])
        return number if number is not None and 0 < number <= LONGEST_COUNT else None

    def unit(self, match: re.Match[str]) -> str:
        """Return the unit a match names, in the singular."""
        return self.grammar.words.units[match["unit"].lower()]
