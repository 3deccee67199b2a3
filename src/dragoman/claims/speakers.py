"""Finds whose word a statement is: the subject of "said", the X of "according to X", an unnamed source."""

from __future__ import annotations

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    agents,
    children,
    clause_head,
    coordinated,
    inside,
    is_passive,
    own_subjects,
    prep_objects,
)
from dragoman.actors.tree import Token
from dragoman.model import UNNAMED, Actor

_OPINIONS = frozenset(
    "view account count telling opinion word reckoning eye version judgment judgement estimate tally".split()
)
# Over these a thing as subject gives evidence and is no speaker: "the raid shows that".
_PROVING = frozenset(
    "show demonstrate prove illustrate indicate suggest confirm underline underscore highlight signal mean".split()
)
_REPLYING = frozenset("say reply respond answer declare announce state warn add insist claim argue".split())
_ISSUING = frozenset("issue release publish make put".split())
_HEARING = frozenset({"hear", "learn", "gather"})
_FOLLOWING = frozenset({"aide", "adviser", "advisor", "envoy", "ambassador", "emissary", "delegate", "secretary"})


def unnamed(scene: Scene, token: Token) -> Ref:
    """Return the reference that stands for a speaker whom the text does not name."""
    start = scene.offset + token.idx
    return Ref(Actor(UNNAMED, UNNAMED, "group", UNNAMED), token.text, start, start + len(token.text), "unnamed", 0.8)


def speaker_of(scene: Scene, governor: Token) -> Ref | None:
    """Return whose word a governing verb or noun makes the statement below it; None where it names nobody."""
    if governor.pos_ in {"NOUN", "PROPN"}:
        owners = scene.owners(governor)
        return owners[0] if owners else _issuer(scene, governor)
    if governor.pos_ == "ADJ":
        governor = governor.head
    if is_passive(governor) and not agents(governor):
        return unnamed(scene, governor) if own_subjects(governor) else None
    if governor.lemma_ in _HEARING:
        # "Oslo has heard from Tehran that": it is Tehran's word.
        for told in prep_objects(governor, "from"):
            return _who(scene, told)
    # "The minister, asked about it, said": the subject may hang on the remark.
    beside = [s for c in children(governor, "parataxis") if c.i < governor.i for s in own_subjects(c)]
    for subject in agents(governor) or beside:
        return None if governor.lemma_ in _PROVING and _is_thing(scene, subject) else _who(scene, subject)
    return None


def _issuer(scene: Scene, noun: Token) -> Ref | None:
    """Who speaks in "replied in a mild statement that", "issued a statement that"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with"} else noun.head
    telling = noun.dep_ == "pobj" and above.lemma_ in _REPLYING
    if above.pos_ != "VERB" or not (telling or (noun.dep_ == "dobj" and above.lemma_ in _ISSUING)):
        return None
    return speaker_of(scene, above)


def _is_thing(scene: Scene, noun: Token) -> bool:
    """Tell whether an act or a fact "shows" something, which makes it nobody's word but the author's."""
    lemma = noun.lemma_.lower()
    spoken = lemma in scene.roles.unnamed or _is_mouth(scene, noun) or scene.role_of(noun) or scene.actors(noun)
    return noun.tag_ in {"NN", "NNS", "DT"} and not spoken


def _who(scene: Scene, phrase: Token) -> Ref | None:
    if phrase.lower_ in {"one", "some", "many", "several", "most", "two", "three"}:
        # "One of her aides explained."
        for obj in prep_objects(phrase, "of"):
            return _who(scene, obj)
    named = scene.actors(phrase)
    known = bool(named) and named[0].root in scene.directory.actors
    office = _is_mouth(scene, phrase) or scene.role_of(phrase) == "government"
    if named and (known or not office):
        return named[0]
    return voice(scene, phrase)


def voice(scene: Scene, subject: Token) -> Ref | None:
    """Return the speaker that a subject phrase stands for when it is no known actor."""
    for part in coordinated(subject):
        organ = _is_mouth(scene, part)
        office = scene.role_of(part) in {"person", "government", "force"}
        owners = _owners(scene, part) if part.pos_ == "NOUN" or organ or office else ()
        if owners and (organ or office):
            return owners[0]
        if (organ or part.lemma_.startswith("spokes")) and scene.discourse.author is not None:
            return scene.discourse.author
        if scene.role_of(part) == "government" and _the_only(part) and scene.discourse.setting is not None:
            # "The presidency says", in a text about one state.
            return scene.discourse.setting
        if (
            part.lemma_.lower() in scene.roles.unnamed
            or part.pos_ == "NOUN"
            or part.lower_ in {"some", "many", "others"}
        ):
            return unnamed(scene, part)
        if part.pos_ == "PROPN":
            text, start, end = scene.phrase(part)
            return Ref(Actor(text.upper(), text, "person", text.upper()), text, start, end, "unknown name", 0.5)
    return None


def _is_mouth(scene: Scene, noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    pair = f"{noun.doc[noun.i - 1].lower_} {lemma}" if noun.i else lemma
    return lemma in scene.roles.mouths or pair in scene.roles.mouths


def _owners(scene: Scene, noun: Token) -> tuple[Ref, ...]:
    owners = scene.owners(noun)
    if owners or noun.lemma_.lower() not in _FOLLOWING:
        return owners
    return tuple(ref for obj in prep_objects(noun, "to") for ref in scene.actors(obj))


def _the_only(noun: Token) -> bool:
    return any(c.lower_ == "the" for c in children(noun, "det"))


def according_to(scene: Scene, predicate: Token) -> Ref | None:
    """Return the X of "according to X", "in X's view", "by X's count" that governs the predicate's clause."""
    for token in scene.tokens:
        if token.lower_ == "according" and _governs(token, predicate):
            for obj in (o for to in children(token, "prep") for o in children(to, "pobj")):
                return _who(scene, obj)
        if token.lower_ in {"in", "by"} and token.dep_ in {"prep", "agent"} and _governs(token, predicate):
            for obj in children(token, "pobj"):
                if obj.lemma_ in _OPINIONS:
                    for owner in (*children(obj, "poss"), *prep_objects(obj, "of")):
                        own = owner.pos_ == "PRON" and any(c.lower_ == "own" for c in children(obj, "amod"))
                        return _who(scene, next(iter(agents(token.head)), owner) if own else owner)
        if token.lower_ == "hear" and token.dep_ == "advcl" and inside(predicate, token.head):
            # "To hear Oslo tell it."
            for teller in (s for c in children(token, "ccomp") for s in own_subjects(c)):
                return _who(scene, teller)
    return None


def own_word(scene: Scene, predicate: Token) -> Ref | None:
    """Return the X of an "according to X" in a predicate's own clause, nearer than who reports that clause."""
    for token in scene.tokens:
        if token.lower_ == "according" and clause_head(token.head) == clause_head(predicate):
            for obj in prep_objects(token, "to"):
                return _who(scene, obj)
    return None


def _governs(token: Token, predicate: Token) -> bool:
    apart = token.i > 0 and token.doc[token.i - 1].text == ","
    return inside(predicate, token.head) or token.head.dep_ == "ROOT" or (apart and token.lower_ == "by")
