"""Loads the words of aims (data/languages/en/aims.toml); the format is told at the top of that file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dragoman.errors import VocabularyError
from dragoman.model import SORTS, Sort
from dragoman.vocabulary.finding import PhraseFinder
from dragoman.vocabulary.lexicon import PREPOSITIONS
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

Part = Literal["verbs", "adjectives", "nouns", "predicates"]
PARTS: tuple[Part, ...] = ("verbs", "adjectives", "nouns", "predicates")
SLOTS = frozenset(
    {
        "subj",
        "lent",
        "obj",
        "owner",
        "dative",
        "poss",
        "clause",
        "back",
        "loose",
        "wanting",
        "members",
        "back_object",
        "thing",
        "comp",
        "last",
    }
)
_FORMS = frozenset({"<inf>", "<that>", "<ing>", "<obj>", "<must>", "<do>", "whether", "if"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to say something: a head word, words that stand below it, and how the clause goes on (all lemmas)."""

    words: tuple[frozenset[str], ...]
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class AimFamily:
    """Phrases that say one sort of aim; `negated` is the sort when the phrase is negated ('' for none)."""

    name: str
    sort: Sort | None
    negated: Sort | None
    actor: tuple[str, ...]
    unreal: bool
    subjects: frozenset[str]
    attached: frozenset[str]
    but: frozenset[str] = frozenset()
    felt: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of a family."""

    phrase: Phrase
    family: AimFamily


@dataclass(frozen=True, slots=True)
class AimWords:
    """All cues by part of speech and lemma of their head, and the lists of small words by section and key."""

    cues: Mapping[Part, Mapping[str, tuple[Cue, ...]]]
    lists: Mapping[str, Mapping[str, frozenset[str]]]

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return one list of small words."""
        return self.lists[section][key]


@lru_cache(maxsize=1)
def load_aim_words() -> AimWords:
    """Return the words of aims; raise VocabularyError naming the family when an entry is broken."""
    file = data_folder("languages", "en", "aims.toml")
    data = read_toml(file)
    cues: dict[Part, dict[str, list[Cue]]] = {part: defaultdict(list) for part in PARTS}
    for number, raw in enumerate(data.get("family", []), start=1):
        where = f"{file.name}: family {raw.get('name', number)}"
        family = _family(raw, where)
        for part in PARTS:
            for text in word_list(raw, part, where):
                for head, phrase in parse_phrase(text):
                    cues[part][head].append(Cue(phrase, family))
    lists = {
        section: {key: frozenset(word_list(table, key, f"{file.name}: {section}")) for key in table}
        for section, table in data.items()
        if section != "family"
    }
    return AimWords({part: {head: tuple(c) for head, c in found.items()} for part, found in cues.items()}, lists)


def _family(raw: Mapping[str, Any], where: str) -> AimFamily:
    sorts: list[Sort | None] = []
    for key in ("sort", "negated"):
        value = raw.get(key, "")
        if value and value not in SORTS:
            raise VocabularyError(f"{where}: {key} '{value}' is unknown. Use one of {', '.join(SORTS)}.")
        sorts.append(value or None)
    actor = word_list(raw, "actor", where)
    if not actor or not set(actor) <= SLOTS:
        raise VocabularyError(f"{where}: 'actor' must list places to look for the actor: {', '.join(sorted(SLOTS))}.")
    return AimFamily(
        str(raw.get("name", "")), sorts[0], sorts[1], actor, bool(raw.get("unreal", False)),
        frozenset(word_list(raw, "subjects", where)), frozenset(word_list(raw, "attached", where)),
        frozenset(word_list(raw, "but", where)), bool(raw.get("felt", False)),
    )  # fmt: skip


def parse_phrase(text: str) -> list[tuple[str, Phrase]]:
    """Return the phrase that an entry writes, once for each of its alternative heads."""
    heads, *rest = text.split()
    places = [frozenset(place.split("/")) for place in rest]
    forms: frozenset[str] = frozenset()
    if places and any(word in _FORMS or word in PREPOSITIONS for word in places[-1]):
        forms = places.pop()
    return [(head, Phrase(tuple(places), forms)) for head in heads.split("/")]


# Verbs too common to make a sentence worth a parse: what stands with them is asked for instead.
_LIGHT = frozenset(
    "have be make see take give get keep hold come go put set look find turn leave bring win call mean do view treat "
    "regard know pay like need open work play".split()
)
_IRREGULAR = {
    "seek": "sought", "bind": "bound", "fight": "fought", "shrink": "shrunk", "forbid": "forbade", "choose": "chose",
    "cost": "cost", "rely": "reli", "try": "tri",
}  # fmt: skip


@lru_cache(maxsize=1)
def cue_finder() -> PhraseFinder:
    """Return a finder of the words without which no sentence holds an aim: a gate before the parser."""
    words = load_aim_words()
    stems: set[str] = set()
    for found in words.cues.values():
        for head, cues in found.items():
            if head not in _LIGHT:
                stems |= {head, _IRREGULAR.get(head, head)}
                continue
            for cue in cues:
                stems |= set(cue.phrase.words[0]) if cue.phrase.words else set()
    stems |= words.words("options", "ranked") | {"need"}
    exact = (
        words.words("modals", "advice")
        | words.words("modals", "option")
        | {"cannot", "can't", "has to", "have to", "had better", "can"}
    )
    exact |= words.words("shares", "gate")
    return PhraseFinder(exact, (_stem(s) for s in stems - PREPOSITIONS if len(s) > 2))


def _stem(word: str) -> str:
    """The part of a word that its forms share: hop(e), worr(y)."""
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word


@lru_cache(maxsize=1)
def pointing_pattern() -> re.Pattern[str]:
    """Return a pattern of subjects that point back to an option, in sentences that name nobody."""
    nouns = "|".join(sorted(re.escape(noun) for noun in load_aim_words().words("options", "back_nouns")))
    return re.compile(
        rf"\b(?:(?:this|that|such an?|the)\s+(?:{nouns})|(?:this|that)\s+(?:would|could|may|might)|doing so|"
        r"(?:one|another|an?|the (?:other|second|third|first|only))\s+(?:is|would be|" + nouns + r"))\b"
        r"|^(?:but |and |yet |or )?(?:another|an?|the|any|such|its?|that|this)\b.{0,60}\b(?:would|could|might)\b",
        re.IGNORECASE,
    )
