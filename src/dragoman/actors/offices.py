"""Settles who holds an office on a day: "the Turkish foreign minister" is the holder, where that was looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from dragoman.vocabulary.directory import Directory, Term, covers
from dragoman.vocabulary.lexicon import load_titles

# Words before an office that make it another one, or its holder somebody else.
_OTHERS = frozenset(
    "former ex deputy vice acting interim next new future late designate elect shadow honorary assistant junior past "
    "previous outgoing incoming ousted exiled self-declared".split()
)


@lru_cache(maxsize=4)
def _held(directory: Directory) -> Mapping[tuple[str, str], tuple[tuple[str, Term], ...]]:
    held: dict[tuple[str, str], list[tuple[str, Term]]] = defaultdict(list)
    for person, terms in sorted(directory.terms.items()):
        for term in terms:
            held[term.root, term.office].append((person, term))
    return {office: tuple(some) for office, some in held.items()}


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, frozenset[str]]:
    return {title.lower(): offices for title, offices in load_titles().items()}


def holder(directory: Directory, root: str, phrase: str, day: str | None) -> str | None:
    """Return the id of who holds the office that a phrase names for a side on an ISO day; None where that is open.

    Every term that covers the day must be the same person's, and one of them looked up.
    """
    words = phrase.lower().replace("-", " ").split()
    if day is None or len(day) < len("2000-01-01") or _OTHERS & set(words):
        return None
    offices = next((_phrases()[title] for title in _endings(words) if title in _phrases()), frozenset())
    terms = [
        (person, term)
        for office in sorted(offices)
        for person, term in _held(directory).get((root, office), ())
        if covers(term.start, term.end, day)
    ]
    holders = {person for person, _ in terms}
    sure = any(term.verified for _, term in terms)
    return holders.pop() if sure and len(holders) == 1 else None


def _endings(words: list[str]) -> list[str]:
    """The phrase without its first words, longest first: "turkish foreign minister", "foreign minister", "minister"."""
    return [" ".join(words[place:]) for place in range(len(words))]
