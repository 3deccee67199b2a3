"""Whose voice a document speaks in: a ministry that publishes is no bystander to what it says of its own side."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dragoman.show.names import listed_spellings
from dragoman.vocabulary.directory import load_directory

_BYSTANDERS: Final = frozenset({"media", "company", "ngo"})
_LONGEST_NAME: Final = 4


def voice_of(publisher: str | None, offices: Collection[str]) -> str | None:
    """Return the side that a publisher speaks for, or None for the press and everybody else.

    A publisher speaks for a side when its whole name is one of the side's ("NATO", "Kremlin"), or when it names the
    side and one of `offices` (lower-case words: "Russian Foreign Ministry", "Government of Egypt").
    """
    if not publisher:
        return None
    words = publisher.casefold().replace(",", " ").split()
    whole = _side(" ".join(words))
    if whole is not None or not set(words) & set(offices):
        return whole
    for start in range(len(words)):
        for end in range(min(start + _LONGEST_NAME, len(words)), start, -1):
            side = _side(" ".join(words[start:end]))
            if side is not None:
                return side
    return None


def _side(spelling: str) -> str | None:
    actors = load_directory().actors
    for key in listed_spellings().get(spelling, ()):
        if key in actors and actors[key].kind not in _BYSTANDERS:
            return actors[key].root
    return None
