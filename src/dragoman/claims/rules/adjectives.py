"""Adjectives: "X is close to Y", "forces loyal to Y", "at odds with", "X remains hostile towards Y"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, is_verb, own_subjects, patients, prep_objects
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft, crossed, paired
from dragoman.claims.matching import find_pattern
from dragoman.vocabulary.lexicon import Entry, load_frames


def read_adjectives(scene: Scene) -> list[Draft]:
    """Return drafts from predicative and attributive adjectives and from phrases such as "at odds with"."""
    drafts: list[Draft] = []
    for token in scene.tokens:
        if token.pos_ == "PUNCT":
            continue
        for entry in entries_of(token):
            found = _drafts(scene, token, entry)
            if found:
                drafts += found
                break
    return drafts


def entries_of(token: Token) -> list[Entry]:
    """Return the frames of an adjective, those of more words first."""
    table = load_frames().adjectives
    entries = table.get(token.lemma_.lower(), ()) or table.get(token.lower_, ())
    return sorted(entries, key=lambda e: -len(e.pattern.words))


def sides(scene: Scene, word: Token, entry: Entry, objects: Iterable[Token]) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Return who is said to be so and towards whom; `objects` are those of the pattern's last preposition."""
    bearers, _ = bearers_of(scene, word)
    if entry.pattern.preposition:
        return bearers, tuple(r for o in objects for r in scene.actors(o, belonging=True))
    slots = entry.family.target
    return bearers, tuple(r for slot in slots for o in prep_objects(word, slot) for r in scene.actors(o, True))


def _drafts(scene: Scene, word: Token, entry: Entry) -> list[Draft]:
    filled = find_pattern(word, entry.pattern)
    if filled is None:
        return []
    taken, _, objects = filled
    family = entry.family
    bearers, targets = sides(scene, word, entry, objects)
    _, anchor = bearers_of(scene, word)
    pairs = crossed(bearers, targets)
    if not pairs and not targets and family.mutual:
        pairs = paired(bearers)
    return [
        Draft(
            family.name, family.kind, family.sign, family.mutual, word, anchor, source, target,
            tuple(t.text for t in (word, *taken)), taken,
            confidence=0.42 + 0.35 * min(source.confidence, target.confidence),
        )
        for source, target in pairs
    ]  # fmt: skip


def bearers_of(scene: Scene, word: Token) -> tuple[tuple[Ref, ...], Token]:
    """Return who is said to be so, and the word from which to judge how that is meant."""
    first = word
    while first.dep_ == "conj" and first.head.pos_ in {"ADJ", "VERB", "NOUN", "ADP"} and not is_verb(first.head):
        first = first.head
    above = first.head
    if first.dep_ in {"acomp", "attr", "oprd", "prep", "advmod", "xcomp", "ccomp"} and is_verb(above):
        if (
            first.dep_ in {"prep", "oprd"}
            and patients(above)
            and above.lemma_ in {"put", "set", "bring", "keep", "leave", "place", "make"}
        ):
            return _all(scene, patients(above)), above
        # "X, on a visit to Rome, said nothing": what X did not say leaves the visit alone.
        aside = first.dep_ == "prep" and first.i < above.i
        return _all(scene, own_subjects(above) or agents(above)), word if aside else above
    if first.dep_ in {"amod", "prep", "acl", "relcl", "appos"} and above.pos_ in {"NOUN", "PROPN"}:
        return scene.actors(above), word
    if is_verb(first) and own_subjects(first):
        return _all(scene, own_subjects(first)), first
    return (), word


def _all(scene: Scene, tokens: Iterable[Token]) -> tuple[Ref, ...]:
    return tuple(ref for token in tokens for ref in scene.actors(token))
