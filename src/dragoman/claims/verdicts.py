"""Words that judge a statement or an act: false, undone, under way, stood for, tried (languages/en/verdicts.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.syntax import children
from dragoman.actors.tree import Token
from dragoman.vocabulary.tables import data_folder, read_toml, word_list


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Words that say a statement is false, or an act undone or open."""

    nouns: frozenset[str]
    adjectives: frozenset[str]
    adverbs: frozenset[str]
    undone: frozenset[str]
    open: frozenset[str]
    plotting: frozenset[str]
    affirming: frozenset[str]
    permitting: frozenset[str]
    trying: frozenset[str]
    essaying: frozenset[str]
    essayed: frozenset[str]
    lasting: frozenset[str]
    going_on: frozenset[str]
    mandative: frozenset[str]
    listed: frozenset[str]
    wondering: frozenset[str]
    telling: frozenset[str]
    calling: frozenset[str]
    likely: frozenset[str]
    witnessing: frozenset[str]
    fiction: frozenset[str]


@lru_cache(maxsize=1)
def load_verdicts() -> Verdicts:
    """Return the words of judgement; raise VocabularyError when the file is broken."""
    file = data_folder("languages", "en", "verdicts.toml")
    data = read_toml(file)
    keys = (
        "false_nouns",
        "false_adjectives",
        "false_adverbs",
        "undone",
        "open",
        "plotting",
        "affirming",
        "permitting",
        "trying",
        "essaying",
        "essayed",
        "lasting",
        "going_on",
        "mandative",
        "listed",
        "wondering",
        "telling",
        "calling",
        "likely",
        "witnessing",
        "fiction",
    )
    return Verdicts(*(frozenset(word_list(data, key, file.name)) for key in keys))


def lasting_word(word: Token) -> bool:
    """Tell whether a word says where one stands and not what one will do: "is committed to", "its commitment to"."""
    if word.lemma_.lower() not in load_verdicts().lasting and word.lower_ not in load_verdicts().lasting:
        return False
    if word.pos_ == "VERB":
        return word.tag_ == "VBN" and any(
            c.lemma_ in {"be", "remain", "stay"} for c in children(word, "auxpass", "aux")
        )
    return True
