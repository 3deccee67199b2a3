"""What is made of the content of a claim, report, idea or lie: "the rumour that X armed Y", "it is a lie that", and
", a claim that Z denies". The content is nobody's fact: it is false, supposed, or somebody's word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import children, clause_head, is_verb, own_subjects
from dragoman.actors.tree import Token
from dragoman.claims.governors import SPEAKING, called_false, effect_of, is_negated, load_governors
from dragoman.claims.matching import find_pattern
from dragoman.claims.mode import Mode
from dragoman.claims.speakers import speaker_of, unnamed
from dragoman.claims.verdicts import load_verdicts
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

_CHARGING = frozenset({"accuse", "praise", "deny", "doubt"})


@dataclass(frozen=True, slots=True)
class Contents:
    """Nouns by what they make of their content, and verbs that say what something is."""

    hearsay: frozenset[str]
    supposed: frozenset[str]
    real: frozenset[str]
    naming: frozenset[str]


@lru_cache(maxsize=1)
def load_contents() -> Contents:
    """Return the words; raise VocabularyError when the file is broken."""
    file = data_folder("languages", "en", "verdicts.toml")
    data = read_toml(file)
    return Contents(*(frozenset(word_list(data, key, file.name)) for key in ("hearsay", "supposed", "real", "naming")))


def is_content(clause: Token, noun: Token | None = None) -> bool:
    """Tell whether a clause after "that" is what a noun says, also where the parser took it for a relative."""
    noun = noun or clause.head
    lemma, words = noun.lemma_.lower(), load_contents()
    opened = noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ == "that"
    opened = opened or any(c.lower_ == "that" and c.i < clause.i for c in clause.children)
    if not own_subjects(clause) or not opened:
        return False
    verdicts = words.real | load_verdicts().nouns
    if clause.i > noun.i and (lemma in words.hearsay or (lemma in verdicts and _verdict(noun) is not None)):
        return True
    if any(c.lower_ == "that" and c.dep_ in {"nsubj", "nsubjpass", "dobj"} for c in clause.children):
        return False
    return lemma in words.supposed | verdicts or effect_of(noun, clause) in SPEAKING


def weigh(scene: Scene, above: Token, clause: Token, mode: Mode) -> None:
    """Let a noun act on the clause that is its content: a lie is not so, an idea is supposed, a rumour is a word.

    `above` is the noun, or the "is" of "it is a lie that" where the parser hung the clause on that.
    """
    noun = above if not is_verb(above) else next((n for n in children(above, "attr") if _verdict(n) is not None), None)
    if noun is None or not is_content(clause, noun):
        return
    lemma, words, copula = noun.lemma_.lower(), load_contents(), _verdict(noun)
    no = [c for t in (noun, copula) if t is not None for c in t.children if c.dep_ == "neg" or c.lower_ == "no"]
    if lemma in load_verdicts().nouns and not no:
        mode.put("did_not", noun.text)
    elif mode.speaker is None and speaker_of(scene, noun) is None:
        if lemma in words.supposed:
            mode.put("possible", noun.text)
        elif lemma in words.hearsay:
            mode.hearsay = (noun, mode.status)
    _named_false(scene, noun, clause, mode)


def _verdict(noun: Token) -> Token | None:
    """The "is" of "it is a lie"."""
    copula = noun.head
    if noun.dep_ != "attr" or copula.lemma_ != "be":
        return None
    return copula if any(s.lower_ == "it" for s in children(copula, "nsubj", "expl")) else None


def _named_false(scene: Scene, noun: Token, clause: Token, mode: Mode) -> None:
    """ "called the report that X armed Y a lie", whose "lie" the parser hung on what it could."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubj"} or not is_verb(verb) or verb.i > noun.i:
        return
    if verb.lemma_ not in load_contents().naming or is_negated(verb):
        return
    verdicts = load_verdicts()
    for word in noun.doc[clause.i + 1 : verb.right_edge.i + 1]:
        last = (
            word.i + 1 >= len(word.doc) or word.doc[word.i + 1].is_punct or word.doc[word.i + 1].lower_ in {"and", "or"}
        )
        if last and (word.lemma_.lower() in verdicts.nouns or word.lower_ in verdicts.adjectives):
            mode.speaker = speaker_of(scene, verb)
            mode.put("did_not", f"{verb.text} {word.text}")
            return


def apart(scene: Scene, predicate: Token, mode: Mode) -> None:
    """Settle whose word a rumour is, and what is said of a whole clause after it.

    "X armed Y, a claim that Z denies" is somebody's word; "That X armed Y is untrue" is the author's.
    """
    clause = clause_head(predicate)
    if mode.hearsay is not None and mode.hearsay[1] == mode.status:
        # Whoever judges a rumour ("no truth in the report that") says so himself.
        mode.say(unnamed(scene, mode.hearsay[0]), mode.hearsay[0].text)
    if mode.speaker is None and not _speaks(clause):
        noun = next((noun for noun in _behind(clause) if noun.lemma_.lower() in load_contents().hearsay), None)
        if noun is not None:
            mode.say(unnamed(scene, noun), noun.text)
    false = _opened_false(clause)
    if false is not None:
        mode.put("did_not", false.text)


def _opened_false(clause: Token) -> Token | None:
    """The untrue of "That X armed Y is untrue", however the parser hung the two on each other."""
    first = clause.doc[0]
    if first.lower_ != "that" or first.dep_ not in {"mark", "det"}:
        return None
    above: list[Token] = []
    if clause.dep_ in {"advcl", "acl"}:
        above = [word for word in clause.ancestors if word.lemma_ == "be"]
    elif clause.left_edge is not first:
        return None
    for verdict in (*above, *children(clause, "conj", "ccomp", "dep", "advcl")):
        between = [t for t in clause.children if t.i < verdict.i and (t.text == "," or t.dep_ == "cc")]
        if verdict.lemma_ == "be" and verdict.i > clause.i and not between:
            return called_false(verdict)
    return None


def _speaks(clause: Token) -> bool:
    """ "X accuses Y of it, a charge that Y denies": the accusing itself is nobody's mere word."""
    entries = load_governors().verbs.get(clause.lemma_.lower(), ())
    return any(e.effect in _CHARGING and find_pattern(clause, e.pattern) is not None for e in entries)


def _behind(clause: Token) -> Iterator[Token]:
    """Yield the nouns that stand in apposition to a clause: ", a claim that", hung by the parser on what it could."""
    for noun in clause.doc[clause.i + 1 : clause.right_edge.i + 1]:
        first = noun.left_edge.i
        if noun.pos_ != "NOUN" or noun.dep_ not in {"npadvmod", "appos", "dep", "dobj", "conj"}:
            continue
        if noun.doc[first].lower_ in {"a", "an"} and noun.doc[first - 1].text == "," and children(noun, "acl", "relcl"):
            yield noun
