"""A draft is a predicate with its two sides, before it is known how it is meant, by whom, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.actors.discourse import Ref
from dragoman.actors.tree import Token
from dragoman.model import Kind, Status


@dataclass(slots=True)
class Draft:
    """Two sides joined by a predicate. `anchor` is the word from which the reading climbs for its status.

    `standing` marks what was there before the clause tells what became of it: the embargo of "may lift its embargo".
    """

    rule: str
    kind: Kind
    sign: int
    mutual: bool
    predicate: Token
    anchor: Token
    source: Ref
    target: Ref
    cues: tuple[str, ...]
    words: tuple[Token, ...] = ()
    status: Status | None = None
    settled: bool = False
    confidence: float = 0.8
    standing: bool = False
    extra: tuple[str, ...] = field(default=())


def crossed(sources: Iterable[Ref], targets: Iterable[Ref]) -> list[tuple[Ref, Ref]]:
    """Return every source with every target on another side."""
    wanted = list(targets)
    return [(source, target) for source in sources for target in wanted if source.root != target.root]


def paired(refs: Sequence[Ref]) -> list[tuple[Ref, Ref]]:
    """Return each two of the references that are on different sides, in the order of the text."""
    return [(a, b) for place, a in enumerate(refs) for b in refs[place + 1 :] if a.root != b.root]
