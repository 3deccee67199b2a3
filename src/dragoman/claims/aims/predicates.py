"""Finders for verbs, adjectives and nouns that say what an actor wants, avoids, needs, pays or gains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, antecedent, children, datives, is_passive, is_verb, own_subjects, patients
from dragoman.actors.tree import Token
from dragoman.claims.aims.finds import Find, openers
from dragoman.claims.aims.phrases import Filled, fill, negated
from dragoman.claims.aims.vocabulary import Part, load_aim_words

_UNREAL = frozenset({"would", "could", "might", "may", "will", "can", "'ll", "'d"})
_SUPPOSED = frozenset({"if", "unless", "whether"})
_HOLDING = frozenset(
    "have hold share harbour harbor express pursue nurse set state abandon retain declare cherish keep".split()
)
_TRYING = frozenset({"try", "attempt", "work", "offer"})
_LINKING = frozenset({"be", "remain", "become", "seem", "appear", "look", "prove", "stay", "grow", "feel", "get"})


def find_verbs(scene: Scene) -> Iterator[Find]:
    """Yield what verbs say: "seeks a base", "depends on imports", "would anger its neighbours"."""
    for verb in scene.tokens:
        if is_verb(verb) and verb.dep_ not in {"aux", "auxpass"}:
            for filled in _filled(verb, "verbs"):
                objects = (
                    (*patients(verb), *datives(verb)) if "dative" not in filled.cue.family.actor else patients(verb)
                )
                find = _made(verb, filled, tuple(agents(verb) or _outer_subjects(verb, filled)), objects)
                if find is not None:
                    yield find


def find_adjectives(scene: Scene) -> Iterator[Find]:
    """Yield what adjectives say of a subject: "is wary of", "keen to", "would be costly"."""
    for word in scene.tokens:
        yield from _participle(word)
        if word.pos_ not in {"ADJ", "VERB", "ADV", "NOUN"} or word.dep_ not in {
            "acomp",
            "oprd",
            "attr",
            "conj",
            "amod",
            "advcl",
            "ccomp",
            "acl",
        }:
            continue
        verb = _linking(word)
        beside = _beside(word) if verb is None else []
        if verb is None and not beside:
            continue
        part: Part = "predicates" if word.pos_ == "NOUN" else "adjectives"
        other: Part = "adjectives" if part == "predicates" else "predicates"
        for filled in _filled(word, part) or _filled(word, other):
            subjects = tuple(agents(verb)) if verb is not None else tuple(beside)
            find = _made(verb if verb is not None else word, filled, subjects, ())
            if find is not None:
                yield find


def _participle(word: Token) -> Iterator[Find]:
    """Yield what a passive says that is an adjective in all but form: "is tempted to", "was determined to"."""
    if is_verb(word) and is_passive(word) and word.dep_ not in {"amod", "acl"}:
        for filled in _filled(word, "adjectives"):
            find = _made(word, filled, tuple(own_subjects(word) or agents(word)), (), state=True)
            if find is not None:
                yield find


def _beside(word: Token) -> list[Token]:
    """The noun that an adjective is set beside: "a state wary of war", "Algeria, fearful of encirclement, has"."""
    if word.dep_ in {"amod", "acl"} and word.i > word.head.i:
        return [word.head]
    if word.pos_ == "ADJ" and word.dep_ in {"advcl", "ccomp"} and is_verb(word.head) and not own_subjects(word):
        return list(agents(word.head))
    return []


def find_nouns(scene: Scene) -> Iterator[Find]:
    """Yield what nouns say: "Putin's aim is to", "Russian interests in", "in the hope of"."""
    for noun in scene.tokens:
        if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ == "compound":
            continue
        for filled in _filled(noun, "nouns"):
            family = filled.cue.family
            if family.attached and not (noun.dep_ == "pobj" and noun.head.lower_ in family.attached):
                continue
            complement = filled.complement or _equated(noun)
            carrier = _carrier(noun)
            if complement is None and not _standing_alone(noun) and family.sort != "leverage":
                continue
            if complement is None and is_verb(noun.head) and negated(noun.head, (noun,)):
                continue  # "they do not represent its interests" tells of no interest
            if family.sort is None or (noun.dep_ == "attr" and "last" in family.actor):
                continue
            if complement is not None and complement.pos_ == "ADJ" and complement.left_edge == complement.right_edge:
                continue  # "our aim is simple"
            meant = (
                "goal" if family.sort == "aversion" and complement is not None and _to_do(complement) else family.sort
            )
            subjects = tuple(agents(carrier)) if carrier is not None else ()
            objects = (
                tuple(t for t in (*patients(carrier), *datives(carrier)) if t != noun) if carrier is not None else ()
            )
            if _linked_subject(noun):
                subjects = (*subjects, *_linked_subject(noun))
            yield Find(
                meant, noun, family.actor, f"aim noun: {family.name}", subjects, objects, (noun,), complement,
                confidence=0.6, weight=filled.weight,
            )  # fmt: skip


def _filled(head: Token, part: Part) -> list[Filled]:
    """The phrases that a head word fills, most specific first."""
    lemma = head.lemma_.lower()
    table = load_aim_words().cues[part]
    cues = dict.fromkeys((*table.get(lemma, ()), *table.get(head.lower_, ())))
    found = [filled for cue in cues if (filled := fill(head, cue)) is not None]
    return sorted(found, key=lambda f: -f.weight)


def _made(
    anchor: Token, filled: Filled, subjects: tuple[Token, ...], objects: Iterable[Token], state: bool = False
) -> Find | None:
    """The find that a filled phrase makes, or None where its mood or its words are wrong for it."""
    family = filled.cue.family
    if not state and family.sort in {"goal", "aversion"} and is_passive(anchor) and "subj" in family.actor:
        return None
    if filled.head.lemma_ in _TRYING and _past(filled.head):
        return None
    if filled.complement is not None and filled.complement.lemma_.lower() in family.but:
        return None
    noun = (filled.complement,) if filled.complement is not None and filled.complement.dep_ == "dobj" else ()
    nothing = any(t.lower_ in {"nothing", "none"} for t in noun)
    denied = nothing or negated(anchor, (*filled.words, filled.head, *noun)) or negated(filled.head, ())
    sort = family.negated if denied else family.sort
    if sort is None or (family.unreal and not _unreal(anchor)) or (sort == "constraint" and _supposed(anchor)):
        return None
    if sort == "option" and "whether" in openers(anchor):
        return None
    if family.subjects and not any(s.lemma_ in family.subjects for s in subjects):
        return None
    return Find(
        sort, anchor, family.actor, f"aim: {family.name}", subjects, tuple(objects), (filled.head, *filled.words),
        _felt(subjects[0]) if family.felt and subjects else filled.complement, flipped=denied, weight=filled.weight,
        late=bool({"back", "loose", "back_object", "clause"} & set(family.actor)),
    )  # fmt: skip


def _felt(subject: Token) -> Token:
    """What is felt: the subject, or what "what worries Finland" is said to be."""
    if subject.tag_ in {"WP", "WDT"} and is_verb(subject.head):
        over = subject.head.head
        return next((c for c in children(over, "attr", "ccomp", "xcomp") if c.i > subject.head.i), subject)
    return subject


def _past(verb: Token) -> bool:
    """Tell whether a verb tells what was done once: "tried to seize", not "is trying", "has been trying"."""
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.lower_ == "had" for c in children(verb, "aux")))


def _outer_subjects(verb: Token, filled: Filled) -> list[Token]:
    """The subject of a passive, where what befalls it is said of an option: "such a strategy is not guaranteed"."""
    return own_subjects(verb) if is_passive(verb) and "back" in filled.cue.family.actor else []


def _unreal(verb: Token) -> bool:
    """Would, could, will ...; also a verb joined to such a one, a condition, or what an option "risks"."""
    node = verb
    for _ in range(4):
        if any(c.lower_ in _UNREAL for c in children(node, "aux", "auxpass")) or openers(node) & _SUPPOSED:
            return True
        if node.lemma_ == "risk" and node.tag_ == "VBZ":
            return True
        if node.dep_ in {"conj", "xcomp"} and is_verb(node.head) and not (node.dep_ == "conj" and own_subjects(node)):
            node = node.head
        else:
            break
    return False


def _supposed(verb: Token) -> bool:
    return bool(openers(verb) & _SUPPOSED)


def _linking(word: Token) -> Token | None:
    """The verb that joins a predicate to its subject."""
    head = word.head
    if word.dep_ == "conj" and head.dep_ in {"acomp", "attr", "oprd"}:
        head = head.head
    return head if is_verb(head) and (head.lemma_ in _LINKING or word.dep_ == "oprd") else None


def _equated(noun: Token) -> Token | None:
    """What a noun is said to be: "its priority is membership", "the aim remains to win"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ in _LINKING | {"lie", "include", "concern"}:
        found = children(verb, "attr", "xcomp", "ccomp", "acomp", "advcl", "prep")
        return next((c for c in found if c.i > verb.i), None)
    if noun.dep_ == "attr" and verb.lemma_ in _LINKING:
        return next((s for s in own_subjects(verb) if s.tag_ not in {"WP", "WDT"}), None)
    return None


def _to_do(word: Token) -> bool:
    """Tell whether a concern is to do something: that is wanted, not shunned; a reluctance to do it stays one."""
    return (
        is_verb(word)
        and word.dep_ in {"xcomp", "ccomp", "advcl"}
        and word.head.lemma_ in _LINKING
        and any(c.lower_ == "to" for c in children(word, "aux"))
    )


def _linked_subject(noun: Token) -> list[Token]:
    """The subject that a noun is said of, directly or as a "source of" it."""
    node = noun
    if (
        node.dep_ == "pobj"
        and node.head.lower_ == "of"
        and node.head.head.lemma_ in {"source", "form", "means", "kind"}
    ):
        node = node.head.head
    if node.dep_ == "attr" and is_verb(node.head):
        return [antecedent(s) for s in own_subjects(node.head)]
    return []


def _carrier(noun: Token) -> Token | None:
    """The verb whose subject holds the noun: "has an interest in", "in the hope of"."""
    head = noun.head
    if noun.dep_ == "dobj" and is_verb(head) and head.lemma_ in _HOLDING:
        return head
    if noun.dep_ == "pobj" and head.lower_ in {"in", "with", "at"} and is_verb(head.head):
        return head.head
    if noun.dep_ == "pobj" and head.lower_ == "at":
        return next((a for a in noun.ancestors if is_verb(a)), None)
    return None


def _standing_alone(noun: Token) -> bool:
    """Plural interests and ambitions with an owner say enough by themselves."""
    if noun.tag_ != "NNS" or noun.lemma_ not in {"ambition", "interest", "aspiration", "goal", "aim"}:
        return False
    return any(c.dep_ in {"poss", "amod", "nmod", "compound"} for c in noun.children)
