"""The sides that may act or be acted on in a sentence: those it names or means, and those the text is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import NOMINAL, Scene
from dragoman.actors.tree import Token

# How many sentences back a side is still near, and how many sides from outside the sentence are weighed.
NEAR = 3
_OUTSIDE = 7
_MAIN = 3


@dataclass(slots=True)
class Candidate:
    """One side, with the words of the sentence that stand for it; `earlier` is where it was met before.

    `back` counts the sentences with actors since then (1 is the last one), `weight` its prominence there, `share` its
    part of all names of the text (0..1), `rank` how many sides are named oftener.
    """

    root: str
    places: list[tuple[Token, Ref]] = field(default_factory=list)
    earlier: Ref | None = None
    back: int = NEAR + 1
    weight: int = -2
    share: float = 0.0
    rank: int = 99

    @property
    def ref(self) -> Ref:
        """The reference that names the side best, in the sentence where it can."""
        if self.places:
            return max(self.places, key=lambda p: (p[1].how != "belonging", p[1].confidence, -p[0].i))[1]
        assert self.earlier is not None  # noqa: S101 - a candidate comes from one of the two
        return self.earlier


def find_candidates(scene: Scene, shares: Mapping[str, float], refs: Mapping[str, Ref]) -> list[Candidate]:
    """Return the sides of a sentence in the order of its words, then those from outside, the nearest first."""
    found: dict[str, Candidate] = {}
    for token in scene.tokens:
        for ref in _refs(scene, token):
            found.setdefault(ref.root, Candidate(ref.root)).places.append((token, ref))
    _met_before(scene, found)
    for root, share in shares.items():
        rank = sum(other > share for other in shares.values())
        if rank < _MAIN and root in refs and root not in found:
            found[root] = Candidate(root, earlier=refs[root])
        if root in found:
            found[root].rank, found[root].share = rank, share
    outside = sorted((c for c in found.values() if not c.places), key=lambda c: (c.back, -c.weight, -c.share))
    return [c for c in found.values() if c.places] + outside[:_OUTSIDE]


def _refs(scene: Scene, token: Token) -> tuple[Ref, ...]:
    name = scene.names.get(token.i)
    if name is None:
        return scene.one(token) if token.pos_ in NOMINAL else ()
    refs = scene.one(token) or scene.one(token, belonging=True)
    return refs or (scene.ref(token, name.actor_id, "adjective", 0.8, name),)


def _met_before(scene: Scene, found: dict[str, Candidate]) -> None:
    """Sentences that name nobody are not counted, so that they put nobody farther away."""
    entities = [e for e in scene.discourse.entities if e.sentence < scene.number]
    numbers = sorted({e.sentence for e in entities}, reverse=True)[:NEAR]
    distance = {number: back for back, number in enumerate(numbers, start=1)}
    for entity in entities:
        back = distance.get(entity.sentence)
        if back is None:
            continue
        for ref in entity.refs:
            one = found.setdefault(ref.root, Candidate(ref.root))
            if (back, -entity.weight) <= (one.back, -one.weight):
                one.back, one.weight, one.earlier = back, entity.weight, ref
