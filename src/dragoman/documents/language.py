"""Is a text in English? Counted by everyday words; no other language is named."""

from __future__ import annotations

import re
from itertools import islice

from dragoman.documents.words import words

SHORTEST_JUDGED = 200
_ENGLISH_SHARE = 0.2
_WORDS_COUNTED = 2000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def share_of_english(text: str) -> float:
    """Return which share (0..1) of the first 2,000 words are everyday words of English; 0.0 without words.

    Words with a capital are left out where there are others: a short report can be names by the half.
    """
    known = words("function_words")
    counted = [match[0] for match in islice(_WORD.finditer(text), _WORDS_COUNTED)]
    plain = [word for word in counted if word[0].islower()]
    seen = [word.casefold() for word in (plain or counted)]
    return sum(word in known for word in seen) / len(seen) if seen else 0.0


def detect(text: str) -> str | None:
    """Return 'en' for a text in English, None for any other and for one without words."""
    return "en" if share_of_english(text) >= _ENGLISH_SHARE else None


def is_foreign(text: str) -> bool:
    """Return True for a text long enough to judge most of whose words are not English."""
    return len(text) > SHORTEST_JUDGED and share_of_english(text) < _ENGLISH_SHARE
