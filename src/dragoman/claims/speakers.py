"""Finds whose word a statement is: the subject of "said", the X of "according to X", an unnamed source."""

from __future__ import annotations

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, coordinated, inside, is_passive, own_subjects
from dragoman.actors.tree import Token
from dragoman.model import UNNAMED, Actor


def unnamed(scene: Scene, token: Token) -> Ref:
    """Return the reference that stands for a speaker whom the text does not name."""
    start = scene.offset + token.idx
    return Ref(Actor(UNNAMED, UNNAMED, "group", UNNAMED), token.text, start, start + len(token.text), "unnamed", 0.8)


def speaker_of(scene: Scene, governor: Token) -> Ref | None:
    """Return whose word a governing verb or noun makes the statement below it; None where it names nobody."""
    if governor.pos_ in {"NOUN", "PROPN"}:
        owners = scene.owners(governor)
        return owners[0] if owners else None
    if governor.pos_ == "ADJ":
        governor = governor.head
    if is_passive(governor) and not agents(governor):
        return unnamed(scene, governor) if own_subjects(governor) else None
    for subject in agents(governor):
        named = scene.actors(subject)
        if named:
            return named[0]
        return voice(scene, subject)
    return None


def voice(scene: Scene, subject: Token) -> Ref | None:
    """Return the speaker that a subject phrase stands for when it is no known actor."""
    for part in coordinated(subject):
        owners = scene.owners(part) if part.pos_ == "NOUN" else ()
        if owners and scene.role_of(part) in {"person", "government", "force"}:
            return owners[0]
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


def according_to(scene: Scene, predicate: Token) -> Ref | None:
    """Return the X of "according to X", "in X's view", "by X's count" that governs the predicate's clause."""
    for token in scene.tokens:
        if token.lower_ == "according" and _governs(token, predicate):
            for obj in (o for to in children(token, "prep") for o in children(to, "pobj")):
                named = scene.actors(obj)
                return named[0] if named else voice(scene, obj)
        if token.lower_ in {"in", "by"} and token.dep_ == "prep" and _governs(token, predicate):
            for obj in children(token, "pobj"):
                if obj.lemma_ in {
                    "view",
                    "account",
                    "count",
                    "telling",
                    "opinion",
                    "word",
                    "reckoning",
                    "eye",
                    "version",
                }:
                    for owner in children(obj, "poss"):
                        named = scene.actors(owner)
                        return named[0] if named else voice(scene, owner)
    return None


def _governs(token: Token, predicate: Token) -> bool:
    return inside(predicate, token.head) or token.head.dep_ == "ROOT"
