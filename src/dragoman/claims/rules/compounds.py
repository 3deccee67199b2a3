"""Compounds: "the Russian-backed general", "UN-imposed embargo", "pro-Russian militia", "Russian-Libyan relations"."""

from __future__ import annotations

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft, crossed
from dragoman.vocabulary.lexicon import Entry, load_frames

_HYPHENS = frozenset({"-", "–", "‑"})
_LEANING = {"pro": 1, "anti": -1}


def read_compounds(scene: Scene) -> list[Draft]:
    """Return drafts from hyphened compounds that tie the actor named inside to the one that is described."""
    drafts: list[Draft] = []
    doc = scene.doc
    for token in doc:
        if token.text not in _HYPHENS or token.i == 0 or token.i + 1 >= len(doc) or token.whitespace_:
            continue
        before, after = doc[token.i - 1], doc[token.i + 1]
        if before.whitespace_:
            continue
        if before.i in scene.names and after.i not in scene.names:
            drafts += _participle(scene, before, after)
        elif before.lower_ in _LEANING and after.i in scene.names:
            drafts += _leaning(scene, before, after)
    return drafts


def _described(token: Token) -> Token | None:
    node = token
    for _ in range(4):
        if node.pos_ in {"NOUN", "PROPN"} and node.i > token.i:
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def entries_of(participle: Token) -> tuple[Entry, ...]:
    """Return the frames of the "backed" of "Russian-backed"."""
    table = load_frames().participles
    return table.get(participle.lemma_.lower(), ()) or table.get(participle.lower_, ())


def _participle(scene: Scene, before: Token, after: Token) -> list[Draft]:
    entries = entries_of(after)
    noun = _described(after)
    if not entries or noun is None:
        return []
    family = entries[0].family
    name = scene.names[before.i]
    source = scene.ref(before, name.actor_id, "name", 0.9, name)
    targets = scene.actors(noun, belonging=True)
    targets = tuple(t for t in targets if t.root != source.root) or scene.beside(noun)
    return [
        _draft(family.name, entries[0], after, noun, s, t, (before.text, after.text))
        for s, t in crossed([source], targets)
    ]


def _draft(
    rule: str, entry: Entry, predicate: Token, noun: Token, source: Ref, target: Ref, cues: tuple[str, ...]
) -> Draft:
    family = entry.family
    return Draft(
        rule, family.kind, family.sign, family.mutual, predicate, noun, source, target, cues,
        settled=True, confidence=0.4 + 0.4 * min(source.confidence, target.confidence),
    )  # fmt: skip


def _leaning(scene: Scene, before: Token, after: Token) -> list[Draft]:
    noun = _described(after)
    if noun is None:
        return []
    name = scene.names[after.i]
    target = scene.ref(after, name.actor_id, "name", 0.9, name)
    return [
        Draft(
            "leaning", "STANCE", _LEANING[before.lower_], False, before, noun, source, other, (before.text, after.text),
            settled=True, confidence=0.4 + 0.3 * source.confidence,
        )
        for source, other in crossed(scene.actors(noun), [target])
    ]  # fmt: skip
