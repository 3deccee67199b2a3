"""Finders for options and advice: modal verbs, "one option is to", "in doing X, Y would", and purposes."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, is_passive, is_verb, own_subjects, prep_objects
from dragoman.actors.tree import Token
from dragoman.claims.aims.finds import Find, conditional, openers
from dragoman.claims.aims.phrases import negated
from dragoman.claims.aims.vocabulary import load_aim_words
from dragoman.model import Sort

_CONDITIONS = frozenset({"if", "once", "unless", "provided", "until", "providing", "assuming"})
# "Nobody knows why it should", "it is debated whether it should": no advice.
_ASKING = frozenset({"why", "whether"})


def find_modals(scene: Scene) -> Iterator[Find]:
    """Yield what modal verbs say of an actor: "should", "could", "cannot", "would ... if"."""
    if scene.doc[-1].text == "?":
        return
    for verb in scene.tokens:
        modal = _modal(verb)
        if modal is None or any(c.lemma_ == "have" for c in children(verb, "aux")):
            continue
        sort = _modal_sort(verb, modal)
        if sort is not None:
            slots = ("subj", "lent") if sort == "constraint" else ("subj",)
            rule = f"aim modal: {modal.lower_}"
            yield Find(sort, verb, slots, rule, tuple(agents(verb)), words=(verb,), confidence=0.65)


def _modal(verb: Token) -> Token | None:
    """The modal of a verb, or of the verb it is joined to when it has no subject of its own."""
    node = verb
    for _ in range(4):
        if not is_verb(node) or node.dep_ in {"aux", "auxpass"}:
            return None
        found = [
            c
            for c in children(node, "aux", "auxpass")
            if c.tag_ == "MD" or c.lower_ in {"ought", "'d", "'ll"} or _better(node, c)
        ]
        if found:
            return found[0]
        if node.dep_ == "xcomp" and node.head.lower_ == "ought":
            return node.head
        if node.dep_ != "conj" or own_subjects(node) or node.tag_ not in {"VB", "VBP"}:
            return None
        node = node.head
    return None


def _better(verb: Token, had: Token) -> bool:
    return (
        had.lower_ == "had"
        and verb.tag_ in {"VB", "VBP", "VBN", "VBD"}
        and any(c.lower_ == "better" for c in children(verb, "advmod"))
    )


def _modal_sort(verb: Token, modal: Token) -> Sort | None:
    beside = {c.lower_ for c in children(verb, "advmod")}
    if modal.lower_ in {"would", "'d"} and beside & {"rather", "sooner"}:
        return "aversion" if negated(verb) else "goal"
    if modal.lower_ == "had":
        return "advice"
    inverted = own_subjects(verb) and modal.i < own_subjects(verb)[0].i
    if inverted or verb.tag_ == "VBG":
        return None
    return _refused(verb, modal.lower_) if negated(verb) else _affirmed(verb, modal.lower_, beside)


def _refused(verb: Token, lower: str) -> Sort | None:
    words = load_aim_words()
    if lower in words.words("modals", "advice"):
        return "advice" if not openers(verb) & (_CONDITIONS | _ASKING) else None
    if is_passive(verb):
        return None
    if lower in {"will", "wo", "'ll"}:
        return "aversion" if verb.lemma_ in words.words("modals", "yielding") else None
    unable = lower in words.words("modals", "unable") and verb.lemma_ not in words.words("modals", "unable_except")
    return "constraint" if unable and verb.lemma_ != "afford" else None


def _affirmed(verb: Token, lower: str, beside: set[str]) -> Sort | None:
    words = load_aim_words()
    if lower in words.words("modals", "advice"):
        return "advice" if not openers(verb) & (_CONDITIONS | _ASKING) else None
    if verb.lemma_ in words.words("modals", "unwilled") or is_passive(verb) or openers(verb) & _CONDITIONS:
        return None
    if lower in words.words("modals", "option") or (lower in {"can", "ca"} and beside & words.words("modals", "open")):
        return "option"
    if lower in words.words("modals", "conditional"):
        return "option" if _conditions(verb) else None
    return None


def _conditions(verb: Token) -> bool:
    return any(conditional(c) for c in children(verb, "advcl")) or bool(
        [c for c in children(verb, "prep") if c.lower_ in load_aim_words().words("conditions", "prepositions")]
    )


def find_named_options(scene: Scene) -> Iterator[Find]:
    """Yield what is called an option: "the first option is X", "another possibility is that X may", "another is to"."""
    words = load_aim_words()
    for noun in scene.tokens:
        verb = noun.head
        if noun.dep_ != "nsubj" or verb.lemma_ not in {"be", "remain"}:
            continue
        complement = next((c for c in children(verb, "xcomp", "ccomp", "attr", "advcl") if c.i > verb.i), None)
        if complement is None:
            continue
        lemma, alone = noun.lemma_.lower(), noun.lower_ in words.words("options", "alone")
        ranked = lemma in words.words("options", "ranked")
        if ranked and not alone:
            marked = any(
                c.lower_ in words.words("options", "markers") or c.dep_ == "poss" or c.tag_ in {"JJS", "CD"}
                for c in noun.children
            )
            if not marked and not prep_objects(noun, "for"):
                continue
        elif not (alone and _clausal(complement)):
            continue
        owners = tuple(prep_objects(noun, "for", "to", "of"))
        owners += tuple(s for c in children(noun, "relcl", "acl") for s in own_subjects(c))
        inner = tuple(s for t in complement.subtree for s in own_subjects(t) if is_verb(t))
        slots = ("poss", "obj", "members", "subj_inside", "following", "last") if ranked else ("following", "last")
        yield Find(
            "option", verb, slots, "aim: named option", inner, owners, (noun,), complement, confidence=0.7, weight=6
        )


def _ranked(noun: Token) -> bool:
    """One of several: "the first option", "another", "the safest", "Russia's"."""
    markers = load_aim_words().words("options", "markers")
    return any(c.lower_ in markers or c.dep_ == "poss" or c.tag_ in {"JJS", "CD"} for c in noun.children)


def _clausal(token: Token) -> bool:
    return is_verb(token) and token.tag_ in {"VB", "VBG"}


def find_suppositions(scene: Scene) -> Iterator[Find]:
    """Yield acts that are only supposed: "in putting its weight behind him, X will", "a gamble if X relied on"."""
    supposing = load_aim_words().words("options", "supposing")
    for verb in scene.tokens:
        if not is_verb(verb):
            continue
        main: Token | None = None
        if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ in supposing:
            main = verb.head.head
            if not is_verb(main) or verb.i > main.i or not _has_modal(main, {"will", "would", "could", "might"}):
                continue
        elif verb.dep_ == "advcl" and "if" in openers(verb) and verb.tag_ == "VBD":
            main = verb.head
            if main.lemma_ != "be" or not children(main, "attr", "acomp") or not _has_modal(main, {"would"}):
                continue
        if main is not None:
            yield Find(
                "option", verb, ("subj",), "aim: supposed act", tuple(agents(verb)), words=(main,), confidence=0.6
            )


def _has_modal(verb: Token, modals: set[str]) -> bool:
    return any(c.lower_ in modals for c in children(verb, "aux"))


def find_purposes(scene: Scene) -> Iterator[Find]:
    """Yield purposes that are put as such: "in order to", "so as to", and a fronted "to keep X, Y must"."""
    urging = {"should", "must", "ought", "need", "needs", "could", "may", "has", "have"}
    for verb in scene.tokens:
        if verb.dep_ != "advcl" or not any(c.lower_ == "to" for c in children(verb, "aux")) or not is_verb(verb.head):
            continue
        marks = {c.lower_ for c in verb.children if c.i < verb.i}
        main = verb.head
        formal = "order" in {t.lower_ for t in verb.subtree if t.i < verb.i} or {"so", "as"} <= marks
        fronted = bool(own_subjects(main)) and verb.i < own_subjects(main)[0].i
        urged = {c.lower_ for c in children(main, "aux")} & urging or main.lower_ in urging
        if formal or (fronted and urged):
            yield Find("goal", verb, ("subj",), "aim: purpose", tuple(agents(main)), words=(verb,), confidence=0.6)
