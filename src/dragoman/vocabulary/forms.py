"""Nouns that only some actors can be called by: a kingdom, a junta, an alliance, the opposition of one country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.errors import VocabularyError
from dragoman.vocabulary.tables import data_folder, read_rows


@dataclass(frozen=True, slots=True)
class Form:
    """That `actor` may be called by a noun between two dates ('' is open), written with a capital if `capital`.

    With `named` it is what the noun means in any text that names one of those sides ("the coalition" where the
    Islamic State is named); without, only where the actor itself has been named.
    """

    actor: str
    start: str
    end: str
    named: frozenset[str]
    capital: bool


@lru_cache(maxsize=1)
def load_forms() -> Mapping[str, tuple[Form, ...]]:
    """Return noun -> the actors it may stand for; raise VocabularyError with file and line for a broken row."""
    forms: dict[str, list[Form]] = defaultdict(list)
    for row in read_rows(data_folder("actors", "forms.csv"), ("word", "actor", "from", "to", "named", "source")):
        word = row.text("word")
        if word[1:] != word[1:].lower():
            raise VocabularyError(f"{row.file}:{row.line}: '{word}' is no noun. Write its singular.")
        row.text("source")
        named = frozenset(row.words("named"))
        form = Form(row.text("actor"), row.date("from"), row.date("to"), named, word[0].isupper())
        forms[word.lower()].append(form)
    return {word: tuple(some) for word, some in forms.items()}
