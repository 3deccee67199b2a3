"""Guesses, within bounds, whom an act is aimed at when its own sentence does not say.

News leaves the other side out once it is plain: "Berlin halted arms deliveries" after a paragraph on one war. The side
is taken from three signs that add up: the acts told just before, how much of the text is about a side, and whether
it had dealings with the one who acts. Without such dealings, or where no side stands out, the act is left unread.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.actors.discourse import Ref
from dragoman.claims.drafts import Draft

# Points for a sign, found on the articles to learn from (docs, measurements).
_TARGET_BEFORE = 2.0
_SOURCE_BEFORE = 1.0
_SHARE = 2.0
_PARTY = 1.0
_ENOUGH = 2.6
_AHEAD = 0.8
_REACH = 3


@dataclass(slots=True)
class Counterparts:
    """Who may be meant in one document: its sides with their share of all names, and the acts told so far."""

    shares: Mapping[str, float]
    refs: dict[str, Ref]
    _acts: list[tuple[int, Ref, Ref]] = field(default_factory=list)

    def learn(self, drafts: Iterable[Draft], number: int) -> None:
        """Take note of the acts told in a sentence."""
        for draft in drafts:
            self._acts.append((number, draft.source, draft.target))
            for ref in (draft.source, draft.target):
                self.refs.setdefault(ref.root, ref)

    def choose(self, source: Ref, here: Iterable[Draft], number: int) -> Ref | None:
        """Return the side that an act of `source` is aimed at, or None where none stands out."""
        points: defaultdict[str, float] = defaultdict(float)
        for root, share in self.shares.items():
            points[root] += _SHARE * share
        told = [(number, d.source, d.target) for d in here]
        near = told or [act for act in self._acts if number - act[0] <= _REACH]
        if near:
            last = [act for act in near if act[0] == near[-1][0]]
            for root in {act[2].root for act in last}:
                points[root] += _TARGET_BEFORE
            for root in {act[1].root for act in last}:
                points[root] += _SOURCE_BEFORE
        # Without any dealings of the two the text gives no ground to join them.
        dealings = [{a.root, b.root} for _, a, b in self._acts if source.root in {a.root, b.root}]
        parties = set[str]().union(*dealings)
        for root in parties:
            points[root] += _PARTY
        points.pop(source.root, None)
        ranked = sorted(points, key=lambda root: (-points[root], root))
        if not ranked or points[ranked[0]] < _ENOUGH or ranked[0] not in parties:
            return None
        if len(ranked) > 1 and points[ranked[0]] - points[ranked[1]] < _AHEAD:
            return None
        return self.refs.get(ranked[0])


def shares_of(roots: Iterable[str]) -> dict[str, float]:
    """Return each side's share of all the names in a text, 0..1."""
    counts = Counter(roots)
    total = sum(counts.values())
    return {root: count / total for root, count in counts.items()}
