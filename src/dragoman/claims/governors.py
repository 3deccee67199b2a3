"""Words that stand over a statement and say how it is meant: reported, denied, refused, planned, possible, advised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.actors.syntax import children, is_verb, own_subjects, patients
from dragoman.actors.tree import Token
from dragoman.claims.matching import find_pattern, may_hold, spelled
from dragoman.claims.verdicts import load_verdicts
from dragoman.model import Status
from dragoman.vocabulary.lexicon import Pattern, parse_pattern
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

EFFECTS = (
    "report", "think", "deny", "doubt", "accuse", "praise", "negates", "plans", "possible", "advises", "transparent",
    "achieves", "ends",
)  # fmt: skip
STATUS_OF: Mapping[str, Status] = {
    "deny": "did_not", "doubt": "possible", "negates": "did_not", "plans": "planned", "possible": "possible",
    "advises": "advised", "ought": "advised",
}  # fmt: skip
SPEAKING = frozenset({"report", "think", "deny", "doubt", "accuse", "advises"})
# Which reading of a word wins: over a full clause ("said that it had"), and over a bare infinitive or gerund.
_OVER_CLAUSE = (
    "deny",
    "doubt",
    "report",
    "think",
    "advises",
    "plans",
    "possible",
    "negates",
    "transparent",
    "achieves",
    "ends",
    "accuse",
    "praise",
)
_OVER_INFINITIVE = (
    "deny",
    "accuse",
    "praise",
    "negates",
    "plans",
    "possible",
    "transparent",
    "achieves",
    "ends",
    "advises",
    "doubt",
    "report",
    "think",
)
_OVER_OTHER = (
    "accuse",
    "praise",
    "deny",
    "advises",
    "negates",
    "plans",
    "possible",
    "transparent",
    "achieves",
    "ends",
    "doubt",
    "report",
    "think",
)
_COMPLEMENTISERS = frozenset({"to", "that", "whether"})


@dataclass(frozen=True, slots=True)
class Governor:
    """One entry: its pattern, its effect, and the word that must open its complement ('' for any)."""

    pattern: Pattern
    effect: str
    opener: str


@dataclass(frozen=True, slots=True)
class Words:
    """The small words of a language that change how a statement is meant."""

    modals: Mapping[str, str]
    negations: frozenset[str]
    nearly: frozenset[str]
    possible: frozenset[str]
    reported: frozenset[str]
    conditionals: frozenset[str]
    unnamed: frozenset[str]
    determiners: frozenset[str]
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Governors:
    """All governors by lemma and part of speech, the support verbs, and the small words."""

    verbs: Mapping[str, tuple[Governor, ...]]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    support: Mapping[str, tuple[Governor, ...]]
    words: Words
    open_nouns: frozenset[str]


@lru_cache(maxsize=1)
def load_governors() -> Governors:
    """Return the governors of English; raise VocabularyError when the file is broken."""
    file = data_folder("languages", "en", "governors.toml")
    data = read_toml(file)
    verbs: dict[str, list[Governor]] = defaultdict(list)
    nouns: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for effect, table in _groups(data):
        for text in word_list(table, "verbs", file.name):
            governor = _governor(text, effect)
            verbs[governor.pattern.head].append(governor)
        for text in word_list(table, "nouns", file.name):
            nouns.setdefault(text, effect)
        for text in word_list(table, "adjectives", file.name):
            adjectives.setdefault(text, effect)
    support: dict[str, list[Governor]] = defaultdict(list)
    for effect in ("does", "receives", "negates", "plans", "possible", "advises", "ends"):
        for text in word_list(data["support_verbs"], effect, file.name):
            governor = _governor(text, effect)
            support[governor.pattern.head].append(governor)
    return Governors(
        _frozen(verbs), nouns, adjectives, _frozen(support), _words(data, file.name),
        frozenset(word_list(data["possible"], "nouns", file.name)),
    )  # fmt: skip


def _frozen(table: Mapping[str, list[Governor]]) -> dict[str, tuple[Governor, ...]]:
    return {key: tuple(value) for key, value in table.items()}


def _groups(data: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    report, transparent = data["report"], data["transparent"]
    groups = [("deny", report["deny"]), ("doubt", report["doubt"]), ("report", report), ("think", report["think"])]
    groups += [("accuse" if table["own_speaker"] else "praise", table) for table in data["accuse"]]
    groups += [(key, data[key]) for key in ("negates", "plans", "advises", "possible")]
    return [*groups, ("achieves", transparent["achieves"]), ("ends", transparent["ends"]), ("transparent", transparent)]


def _governor(text: str, effect: str) -> Governor:
    words = text.split()
    opener = words.pop() if len(words) > 1 and words[-1] in _COMPLEMENTISERS else ""
    return Governor(parse_pattern(" ".join(words)), effect, opener)


def _words(data: Mapping[str, Any], name: str) -> Words:
    modals = {
        w: status for status in ("possible", "advised", "planned") for w in word_list(data["modals"], status, name)
    }
    adverbs = data["adverbs"]
    return Words(
        modals,
        frozenset(word_list(adverbs, "negates", name)),
        frozenset(word_list(adverbs, "nearly", name)),
        frozenset(word_list(adverbs, "possible", name)),
        frozenset(word_list(adverbs, "reported", name)),
        frozenset(word_list(data["conditionals"], "words", name)),
        frozenset(word_list(data["report"], "unnamed", name)),
        frozenset(word_list(data["negative"], "determiners", name)),
        frozenset(word_list(data["negative"], "prepositions", name)),
    )  # fmt: skip


def called_false(verb: Token) -> Token | None:
    """Return the word by which a verb's subject is called untrue: "is a lie", "proved false", "was invented"."""
    verdicts = load_verdicts()
    for child in (verb, *children(verb, "acomp", "attr", "oprd", "xcomp")):
        for word in (child, *(children(child, "acomp", "attr", "oprd") if child.dep_ == "xcomp" else ())):
            if word.lemma_.lower() in verdicts.nouns or word.lower_ in verdicts.adjectives:
                return None if is_negated(verb) else word
    return None


def effect_of(governor: Token, complement: Token) -> str:
    """Return the effect that a verb, noun or adjective has on the clause or noun below it, or ''."""
    loaded = load_governors()
    if governor.pos_ in {"NOUN", "PROPN"} or (governor.tag_ == "VBZ" and governor.dep_ in {"nsubj", "nsubjpass"}):
        return _noun_effect(governor, complement)
    special = _special_effect(governor, complement)
    if special is not None:
        return special
    if governor.pos_ == "ADJ":
        return loaded.adjectives.get(governor.lemma_.lower(), "")
    entries = loaded.verbs.get(governor.lemma_.lower(), ())
    if any(e.pattern.words for e in entries):
        reach = governor.doc[governor.left_edge.i : governor.right_edge.i + 1]
        below = {form for t in reach for form in (t.lemma_.lower(), t.lower_)}
        entries = tuple(e for e in entries if may_hold(e.pattern, frozenset(below)) or not e.pattern.words)
    found = [(e, size) for e in entries if (size := _fits(governor, e, complement))]
    if not found:
        return _adjectival(governor)
    longest = max(size for _, size in found)
    order = _order(governor, complement)
    return min((e.effect for e, size in found if size == longest), key=order.index)


def _noun_effect(governor: Token, complement: Token) -> str:
    loaded = load_governors()
    lemma = governor.lemma_.lower()
    if lemma == "time" and complement.pos_ in {"VERB", "AUX"}:
        return "ought"
    # "fears of an attack" leave the attack open; "fears that it attacked" say whose belief it is.
    return "possible" if lemma in loaded.open_nouns and complement.dep_ == "pobj" else loaded.nouns.get(lemma, "")


def _special_effect(governor: Token, complement: Token) -> str | None:
    """The effect of modal verbs, "have to", "be going to", and verbs of plotting and permitting; None for any other."""
    if load_governors().words.modals.get(governor.lemma_) == "advised" and complement.dep_ == "xcomp":
        return "ought"
    verdicts = load_verdicts()
    permits = governor.lemma_ in verdicts.permitting and complement.dep_ in {"xcomp", "ccomp", "advcl"}
    if permits and any(c.lower_ == "to" for c in children(complement, "aux")):
        return "possible"
    if governor.lemma_ in verdicts.plotting:
        return "possible"
    if _duty(governor, complement):
        return "ought" if governor.tag_ != "VBD" else ""
    return _be_phrase(governor, complement) or None


def _duty(governor: Token, complement: Token) -> bool:
    """The "have to" of "has to leave", not that of "has yet to leave" or "has plans to leave"."""
    if governor.lemma_ != "have" or complement.dep_ != "xcomp" or patients(governor):
        return False
    bare = not any(c.lower_ in {"yet", "still"} for c in governor.children)
    return bare and any(c.lower_ == "to" for c in children(complement, "aux"))


def _be_phrase(governor: Token, complement: Token) -> str:
    """The effect of "is going to", "was supposed to", "are expected to", which the lists write with their "be"."""
    if not any(c.lemma_ == "be" for c in children(governor, "aux", "auxpass")) or complement.dep_ == "ccomp":
        return ""
    forms = {governor.lower_, governor.lemma_.lower()}
    if any(f"be {form} to" in load_governors().words.unnamed for form in forms):
        return "report"
    for entry in load_governors().verbs.get("be", ()):
        if len(entry.pattern.words) == 1 and forms & entry.pattern.words[0] and not entry.pattern.preposition:
            return entry.effect
    return ""


def _adjectival(governor: Token) -> str:
    """The ready of "is ready to": a copula with an adjective or participle that governs."""
    for child in children(governor, "acomp", "attr", "oprd"):
        effect = load_governors().adjectives.get(child.lemma_.lower(), "") or load_governors().adjectives.get(
            child.lower_, ""
        )
        if effect:
            return effect
    return ""


def _fits(governor: Token, entry: Governor, complement: Token) -> int:
    if entry.opener == "to" and not any(c.lower_ == "to" for c in children(complement, "aux", "mark")):
        return 0
    if entry.opener in {"that", "whether"} and complement.dep_ != "ccomp":
        return 0
    filled = find_pattern(governor, entry.pattern) if entry.pattern.words else ((), None, ())
    if filled is None or (entry.pattern.open_object and not (patients(governor) or own_subjects(complement))):
        return 0
    if entry.pattern.preposition and not any(
        child.lower_ in entry.pattern.preposition
        for t in (governor, *filled[0], *patients(governor))
        for child in t.children
    ):
        return 0
    return 1 + 2 * len(entry.pattern.words) + bool(entry.opener) + bool(entry.pattern.preposition)


def _order(governor: Token, complement: Token) -> tuple[str, ...]:
    if complement.dep_ == "ccomp" and _finite(complement):
        return _OVER_CLAUSE
    if complement.dep_ in {"xcomp", "ccomp"}:
        has_object = bool(patients(governor)) or bool(own_subjects(complement))
        return ("advises", *_OVER_INFINITIVE) if has_object else _OVER_INFINITIVE
    return _OVER_OTHER


def _finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBP", "VBZ", "MD"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBP", "VBZ"} for c in verb.children)


def support_effect(verb: Token, noun: Token) -> str:
    """Return what a verb does with the noun of action that it carries: does, receives, negates, plans ... or ''."""
    found: list[tuple[int, str]] = []
    for entry in load_governors().support.get(verb.lemma_.lower(), ()):
        if entry.pattern.words or entry.pattern.preposition:
            words = [*entry.pattern.words, *([entry.pattern.preposition] if entry.pattern.preposition else [])]
            path = _between(verb, noun)
            if not all(any(spelled(t, alternatives) for t in path) for alternatives in words):
                continue
        found.append((len(entry.pattern.words) + bool(entry.pattern.preposition), entry.effect))
    if not found:
        return ""
    longest = max(size for size, _ in found)
    return next(effect for size, effect in found if size == longest)


def _between(verb: Token, noun: Token) -> list[Token]:
    path = [t for t in noun.ancestors if verb.is_ancestor(t)]
    return [
        *path,
        *(c for t in (verb, *path) for c in t.children if c.dep_ in {"prt", "prep", "advmod", "dobj", "attr", "acomp"}),
    ]


def _links_on(word: Token) -> bool:
    """The nor of "has visited, nor has it called" denies what follows it."""
    return word.dep_ == "cc" and word.lower_ == "nor" and is_verb(word.head) and word.i > word.head.i


def _only(word: Token) -> bool:
    """ "not only" denies nothing."""
    following = word.i + 1
    return following < len(word.doc) and word.doc[following].lower_ in {"only", "just", "merely", "simply"}


def _never_once(adverb: Token) -> bool:
    """ "Never once criticised", "not even met"; "not surprisingly" leaves the verb as it is."""
    return any(
        child.dep_ == "neg"
        and (child.lower_ == "never" or adverb.lower_ in {"even", "once", "yet", "ever", "actually"})
        for child in adverb.children
    )


def is_negated(token: Token, words: Iterable[str] = ()) -> bool:
    """Tell whether a word of negation hangs on the token."""
    negations = load_governors().words.negations
    return any(
        (child.dep_ == "neg" and not _only(child))
        or (child.dep_ in {"advmod", "preconj", "cc"} and child.lower_ in negations and not _links_on(child))
        or (child.dep_ == "advmod" and _never_once(child))
        for child in token.children
    ) or any(child.lower_ in words for child in token.children)


__all__ = ["EFFECTS", "SPEAKING", "STATUS_OF", "effect_of", "is_negated", "is_verb", "load_governors", "support_effect"]
