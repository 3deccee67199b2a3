"""Finds the phrases of aims in a parsed sentence: the words of a cue below its head, and how the clause goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.actors.syntax import OBJECTS, children, is_passive, is_verb, own_subjects, patients
from dragoman.actors.tree import Token
from dragoman.claims.aims.vocabulary import Cue, Phrase, load_aim_words

_BELOW = frozenset(
    {"prt", "prep", "advmod", "acomp", "attr", "oprd", "dative", "agent", "pobj", "amod", "compound", "xcomp", "poss",
     "nmod", "acl", "ccomp", "pcomp", "conj"}
) | OBJECTS  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """A phrase found at a head word: the words it took, and the word that heads what follows, if it asks for one."""

    cue: Cue
    head: Token
    words: tuple[Token, ...]
    complement: Token | None

    @property
    def weight(self) -> int:
        """How specific the match is."""
        return 2 * len(self.words) + (self.complement is not None)


def fill(head: Token, cue: Cue) -> Filled | None:
    """Return the phrase filled at a head word, or None."""
    taken: list[Token] = []
    for alternatives in cue.phrase.words:
        holder = taken[-1] if taken and taken[-1].pos_ == "ADP" else head
        token = _below(holder, alternatives, taken)
        if token is None:
            return None
        taken.append(token)
    if not cue.phrase.forms:
        return Filled(cue, head, tuple(taken), None)
    complement = _complement(head, taken, cue.phrase)
    return Filled(cue, head, tuple(taken), complement) if complement is not None else None


def spelled(token: Token, words: frozenset[str]) -> bool:
    """Tell whether a token is one of the words, by lemma or as written."""
    return token.lemma_.lower() in words or token.lower_ in words


def _below(head: Token, words: frozenset[str], taken: Sequence[Token]) -> Token | None:
    """The nearest word of the phrase, at most three steps below; a preposition must hang on the head itself."""
    level = [c for c in head.children if c.dep_ in _BELOW and not (c.dep_ in {"conj", "ccomp"} and is_verb(c))]
    if is_verb(head) and is_passive(head):
        level += [t for t in patients(head) if t not in level]
    if is_verb(head) and head.dep_ == "relcl":
        level += [t for t in patients(head) if t not in level and t.pos_ == "NOUN"]
    for _ in range(3):
        for token in level:
            near = token.head == head or token.pos_ != "ADP"
            if token not in taken and near and spelled(token, words):
                return token
        level = [c for t in level for c in t.children if c.dep_ in _BELOW and not (is_verb(t) and t.dep_ == "ccomp")]
    return None


def _complement(head: Token, taken: Sequence[Token], phrase: Phrase) -> Token | None:
    for holder in (*reversed(taken), head):
        for form in ("<inf>", "<that>", "<ing>", "<obj>", "<must>", "<do>"):
            if form in phrase.forms:
                found = _FORMS[form](holder)
                if found is not None and found not in taken:
                    return found
        if "whether" in phrase.forms:
            asked = [c for c in children(holder, "ccomp", "xcomp") if "whether" in {g.lower_ for g in c.children}]
            if asked:
                return asked[0]
        for prep in children(holder, "prep", "agent", "dative", "prt", "mark", "advmod"):
            if prep.lower_ in phrase.forms:
                inner = children(prep, "pobj", "pcomp") or [
                    o for p in children(prep, "prep") for o in children(p, "pobj", "pcomp")
                ]
                if inner and inner[0].lemma_.lower() not in load_aim_words().words("times", "words"):
                    return inner[0]
    return None


def _infinitive(holder: Token) -> Token | None:
    for child in children(holder, "xcomp", "ccomp", "acl", "advcl", "relcl", "conj"):
        if any(c.lower_ == "to" for c in children(child, "aux", "mark")) and (
            child.dep_ != "conj" or not is_verb(holder)
        ):
            return child
    return None


def _clause(holder: Token) -> Token | None:
    for child in children(holder, "ccomp", "acl", "relcl"):
        told = child.dep_ == "ccomp" or any(c.lower_ == "that" for c in children(child, "mark"))
        if told and own_subjects(child) and child.i > holder.i:
            return child
    return None


def _gerund(holder: Token) -> Token | None:
    return next((c for c in children(holder, "xcomp", "dobj", "ccomp", "pcomp") if c.tag_ == "VBG"), None)


def _object(holder: Token) -> Token | None:
    if not is_verb(holder):
        return None
    found = [c for c in children(holder, "dobj", "obj") if c.i > holder.i]
    if found:
        return found[0]
    following = [
        c for c in children(holder, "ccomp") if c.i > holder.i and any(g.tag_ in {"WP", "WDT"} for g in c.children)
    ]
    if following:
        return following[0]
    shared = patients(holder)
    return shared[0] if shared and (is_passive(holder) or holder.dep_ in {"relcl", "conj"}) else None


def _obliged(holder: Token) -> Token | None:
    """What one has to do; not "has yet to do" nor "has ships to do it with"."""
    if children(holder, "dobj") or any(c.lower_ == "yet" for c in children(holder, "advmod")):
        return None
    return next(
        (
            c
            for c in children(holder, "xcomp")
            if any(g.lower_ == "to" for g in children(c, "aux")) and not is_passive(c)
        ),
        None,
    )


def _subjunctive(holder: Token) -> Token | None:
    """A clause without a third person's ending."""
    for child in children(holder, "ccomp"):
        subjects = own_subjects(child)
        bare = child.tag_ == "VB" or (child.tag_ == "VBP" and any(s.tag_ in {"NN", "NNP"} for s in subjects))
        if subjects and bare and child.i > holder.i and not children(child, "aux"):
            return child
    return None


_FORMS = {
    "<must>": _obliged,
    "<do>": _subjunctive,
    "<inf>": _infinitive,
    "<that>": _clause,
    "<ing>": _gerund,
    "<obj>": _object,
}


def negated(verb: Token, words: Sequence[Token] = ()) -> bool:
    """Tell whether a predicate is denied: by "not", "no longer", "hardly", or by "no", "little" before its words."""
    denying = load_aim_words().words("negation", "words")
    for child in verb.children:
        if child.lower_ in denying and child.dep_ in {"neg", "advmod", "preconj", "nsubj", "det", "cc"}:
            return True
        if child.dep_ == "advmod" and child.lower_ == "longer" and any(g.lower_ == "no" for g in child.children):
            return True
        if child.dep_ in {"nsubj", "nsubjpass"} and any(g.lower_ in {"no", "neither"} for g in child.children):
            return True
    return any(
        c.lower_ in denying for w in words for c in w.children if c.dep_ in {"det", "amod", "neg", "advmod", "predet"}
    )
