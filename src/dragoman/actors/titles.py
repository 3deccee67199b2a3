"""Finds office-holders called by title and surname alone: "President Marcos", "Prime Minister Sánchez"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from dragoman.vocabulary.directory import Directory, Term, covers
from dragoman.vocabulary.lexicon import load_titles


class TitleFinder:
    """Knows which surnames the holders of an office bear. Only a holder that no other can be is found."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._titles: Mapping[str, frozenset[str]] = load_titles()
        listed = "|".join(re.escape(t) for t in sorted(self._titles, key=lambda t: (-len(t), t)))
        self._pattern = re.compile(rf"(?<!\w)({listed})\s(?:[Dd]e\s|[Vv]an\s|al-)?([A-Z][\w’'-]+)")
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for spelling, senses in directory.senses.items():
            words = spelling.split()
            if len(words) > 1:
                persons = {sense.actor_id for sense in senses if sense.sort == "person"}
                for word in {words[0], words[-1]} if persons else ():
                    self._bearers[word.removeprefix("al-")] |= persons

    def find(self, text: str, published: str | None) -> Iterator[tuple[int, int, str]]:
        """Yield start and end of each surname after a title, with the id of the only person it can mean."""
        for match in self._pattern.finditer(text):
            surname = match.group(2).removesuffix("'s").removesuffix("’s")
            offices = self._titles[match.group(1)]
            holder = self._holder(surname, offices, published)
            if holder is not None:
                yield match.start(2), match.start(2) + len(surname), holder

    def _holder(self, surname: str, offices: frozenset[str], published: str | None) -> str | None:
        terms = [
            (person, term)
            for person in sorted(self._bearers.get(surname, ()))
            for term in self._directory.terms.get(person, ())
            if term.office in offices
        ]
        if published is not None:
            terms = [(person, term) for person, term in terms if not term.verified or _near(term, published)]
            holding = [(person, term) for person, term in terms if covers(term.start, term.end, published)]
            terms = holding if all(term.verified for _, term in terms) else terms
        holders = {person for person, _ in terms}
        return next(iter(holders)) if len(holders) == 1 else None


def _near(term: Term, day: str) -> bool:
    """Tell whether the term could be told of on a day: a former holder keeps the title for some years."""
    year = int(day[:4])
    return (not term.start or int(term.start[:4]) <= year) and (not term.end or int(term.end[:4]) + 10 >= year)
