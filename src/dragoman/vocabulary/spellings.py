"""The spellings of a name that texts use, and which spellings are too common to stand for anybody."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from dragoman.vocabulary.tables import data_folder, read_toml

# Letters that no accent can be taken from, with what English writes for them.
_PLAIN: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "Œ": "Oe", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A"}
)  # fmt: skip
_APOSTROPHES: Final = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u00a0": " "})
# Marks of direction and width that programs leave in names copied from pages.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ARTICLE = re.compile(r"\b([AaEe]l)[- ](?=\w)")
_LATIN = re.compile(r"[A-Za-z]")
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def normal(name: str) -> str:
    """Return a name as the tables write it: composed letters, single blanks, the straight apostrophe."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", name)).translate(_APOSTROPHES).split())


def variants(name: str) -> tuple[str, ...]:
    """Return a name with the other ways it is written in English: without accents, and al-X as Al-X, al X, Al X."""
    found = [name]
    if not name.isascii() and _LATIN.search(name):
        found.append(plain(name))
    for one in tuple(found):
        match = _ARTICLE.search(one)
        if match:
            word = match.group(1)
            forms = {word[0].lower() + word[1:], word[0].upper() + word[1:]}
            found += [_ARTICLE.sub(form + link, one) for form in sorted(forms) for link in ("-", " ")]
    return tuple(dict.fromkeys(found))


def plain(name: str) -> str:
    """Return a name without accents; letters of other scripts stay what they are."""
    parts = unicodedata.normalize("NFD", name.translate(_PLAIN))
    kept = (c for n, c in enumerate(parts) if not (unicodedata.combining(c) and _LATIN.match(parts[max(n - 1, 0)])))
    return unicodedata.normalize("NFC", "".join(kept))


def too_general(name: str) -> str | None:
    """Return why a name would be found everywhere, as part of a sentence, or None when it may stand for an actor."""
    letters = [c for c in name if c.isalpha()]
    if not letters:
        return "it has no letters"
    if len([c for c in name if c.isalnum()]) < 2:
        return "it is a single letter"
    words = _WORDS.findall(name)
    function, common = _common()
    if not all(word.casefold() in function or _is_common(word.casefold(), common) for word in words):
        return None
    if len(words) == 1:
        in_capitals = name.isupper() and words[0].casefold() not in function
        return None if in_capitals else "it is a common English word"
    return "it is made of common English words" if name == name.lower() else None


def _is_common(word: str, common: frozenset[str]) -> bool:
    """Tell whether a word or what it is a plural of is on the list."""
    stems = (word, word.removesuffix("'s"), word.removesuffix("s"), word.removesuffix("es"))
    return any(stem in common for stem in stems) or (word.endswith("ies") and word[:-3] + "y" in common)


def function_words() -> frozenset[str]:
    """Return the words without a meaning of their own (a, of, would), in lower case."""
    return _common()[0]


@lru_cache(maxsize=1)
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """Return the function words, and the other common words."""
    table = read_toml(data_folder("languages", "en", "common.toml"))
    return frozenset(table["function"].split()), frozenset(table["words"].split())
