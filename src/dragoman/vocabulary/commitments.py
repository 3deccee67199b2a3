"""The acts that commit an actor to one side: reads and checks `commitment.toml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dragoman.errors import VocabularyError
from dragoman.model import KINDS
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = 2  # words that may stand between those of an entry
_KEYS: Final = frozenset({"name", "against", "kinds", "words", "cues"})


@dataclass(frozen=True, slots=True)
class Commitment:
    """One sort of act that commits: its kinds, and the words of which one must be there (see the file).

    Each entry of `words` holds beginnings of words, which must stand near each other. `against`: done to one side, it
    commits to the other.
    """

    name: str
    kinds: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    cues: frozenset[str]
    against: bool

    def fits(self, kind: str, evidence: str, cues: Collection[str]) -> bool:
        """Return whether a claim of this kind, evidence and cues tells of such an act (done or not)."""
        if kind not in self.kinds:
            return False
        if not self.words or self.cues & {cue.casefold() for cue in cues}:
            return True
        told = _WORD.findall(evidence.casefold())
        return any(_together(entry, told) for entry in self.words)


def _together(entry: tuple[str, ...], told: list[str]) -> bool:
    """Whether all beginnings stand near each other, in any order: "military and financial aid"."""
    reach = len(entry) + _BETWEEN if len(entry) > 1 else 1
    return any(
        all(any(word.startswith(start) for word in told[place : place + reach]) for start in entry)
        for place in range(len(told))
    )


@lru_cache(maxsize=4)
def load_commitments(language: str = "en") -> tuple[Commitment, ...]:
    """Return the acts that commit, in the order of the file; raise VocabularyError naming the entry that is broken."""
    file = data_folder("languages", language, "commitment.toml")
    entries = read_toml(file).get("commitment")
    if not isinstance(entries, list) or not entries:
        raise VocabularyError(f"{file.name}: there is no [[commitment]]. Add one.")
    return tuple(_entry(raw, f"{file.name}: commitment {number}") for number, raw in enumerate(entries, 1))


def _entry(raw: Mapping[str, Any], where: str) -> Commitment:
    unknown = sorted(raw.keys() - _KEYS)
    if unknown:
        raise VocabularyError(f"{where}: '{unknown[0]}' is no key. Use {', '.join(sorted(_KEYS))}.")
    name, against = raw.get("name"), raw.get("against", False)
    if not isinstance(name, str) or not name or not isinstance(against, bool):
        raise VocabularyError(f'{where}: write name = "..." and, if need be, against = true.')
    kinds = word_list(raw, "kinds", where)
    wrong = next((kind for kind in kinds if kind not in KINDS), None)
    if wrong is not None or not kinds:
        raise VocabularyError(f"{where}: kind '{wrong or ''}' is unknown. Use some of {', '.join(KINDS)}.")
    words = tuple(tuple(entry.casefold().split()) for entry in word_list(raw, "words", where))
    cues = frozenset(cue.casefold() for cue in word_list(raw, "cues", where))
    if cues and not words:
        raise VocabularyError(f"{where}: 'cues' need 'words' beside them. Add words, or leave the cues out.")
    return Commitment(name, frozenset(kinds), words, cues, against)
