"""Finds any of many words in a text at once, much faster than one pattern that lists them would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick


class PhraseFinder:
    """Finds words and phrases, in any case, where they stand as whole words; of `beginnings` the words may go on."""

    def __init__(self, phrases: Iterable[str], beginnings: Iterable[str] = ()) -> None:
        self._beginnings = frozenset(word.lower() for word in beginnings)
        self._phrases = sorted({phrase.lower() for phrase in phrases} | self._beginnings)
        self._search = AhoCorasick(self._phrases)

    def found_in(self, text: str) -> bool:
        """Tell whether any of the phrases stands in a text."""
        return any(True for _ in self._places(text))

    def count(self, text: str) -> int:
        """Return how many of the phrases stand in a text, the longest of those that overlap."""
        found = reached = 0
        for start, end in sorted(self._places(text), key=lambda place: (place[0], -place[1])):
            if start >= reached:
                found, reached = found + 1, end
        return found

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        lowered = text.lower()
        for index, start, end in self._search.find_matches_as_indexes(lowered, overlapping=True):
            if start and _in_word(lowered[start - 1]):
                continue
            if end == len(lowered) or not _in_word(lowered[end]) or self._phrases[index] in self._beginnings:
                yield start, end


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
