"""Finds dependence told by its share: "gets a third of its gas from", "most of its trade goes to"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, is_passive, is_verb, own_subjects, patients, prep_objects
from dragoman.actors.tree import Token
from dragoman.claims.aims.finds import Find
from dragoman.claims.aims.vocabulary import load_aim_words


def find_shares(scene: Scene) -> Iterator[Find]:
    """Yield what binds an actor, or gives it a hold over another, because of how much of a thing passes one way."""
    words = load_aim_words()
    for verb in scene.tokens:
        if not is_verb(verb) or is_passive(verb) or children(verb, "neg"):
            continue
        lemma = verb.lemma_.lower()
        things, subjects = tuple(patients(verb)), tuple(own_subjects(verb))
        way = any(c.lower_ in {"from", "to", "through", "via", "on"} for c in children(verb, "prep"))
        if lemma in words.words("shares", "takes") and way and any(_large(t) for t in things):
            yield Find("constraint", verb, ("subj",), "aim share: takes", tuple(agents(verb)), words=(verb,))
        elif lemma in words.words("shares", "passes") and way and any(_large(s) for s in subjects):
            wholes = tuple(o for s in subjects for o in prep_objects(s, "of")) or subjects
            yield Find("constraint", verb, ("lent",), "aim share: passes", wholes, words=(verb,))
        elif lemma in words.words("shares", "gives") and any(_large(t) and _owned(t) for t in things):
            yield Find("leverage", verb, ("subj",), "aim share: gives", tuple(agents(verb)), words=(verb,))


def _large(noun: Token) -> bool:
    """Tell whether a noun is, or is counted by, a word for a large share: most, half, a third, 80%."""
    large = load_aim_words().words("shares", "large")
    near = [noun, *children(noun, "amod", "nummod", "det", "predet", "poss", "nmod", "advmod", "quantmod")]
    near += [g for c in children(noun, "nummod", "amod") for g in c.children]
    return any(
        {t.lower_, t.lemma_.lower()} & large or t.lower_.endswith(("-thirds", "-fifths", "-quarters", "-tenths"))
        for t in near
    )


def _owned(noun: Token) -> bool:
    """Tell whether a thing is somebody's: "most of its petrol", "half of Mali's rice"."""
    return any(t.dep_ == "poss" for t in noun.subtree)
