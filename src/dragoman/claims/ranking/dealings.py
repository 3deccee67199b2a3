"""Remembers the acts that the rules read so far in a text, and how much of it each side takes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.actors.discourse import Ref
from dragoman.claims.drafts import Draft

_LONG_AGO = 20.0


@dataclass(slots=True)
class Dealings:
    """The sides of one document with their share of all names (0..1), and the acts told so far, in order."""

    shares: Mapping[str, float] = field(default_factory=dict)
    refs: dict[str, Ref] = field(default_factory=dict)
    _acts: list[tuple[str, str]] = field(default_factory=list)

    def learn(self, drafts: Iterable[Draft]) -> None:
        """Take note of the acts told in a sentence."""
        for draft in drafts:
            self._acts.append((draft.source.root, draft.target.root))
            for ref in (draft.source, draft.target):
                self.refs.setdefault(ref.root, ref)

    def of_side(self, root: str) -> tuple[float, float]:
        """Return the shares (0..1) of the acts so far that a side did, and that were done to it."""
        total = len(self._acts) or 1
        return sum(a == root for a, _ in self._acts) / total, sum(b == root for _, b in self._acts) / total

    def of_pair(self, one: str, other: str) -> tuple[float, float]:
        """Return how many acts ago two sides last dealt with each other (20 at most), and their share of the acts."""
        wanted = {one, other}
        places = [n for n, act in enumerate(self._acts) if set(act) == wanted]
        total = len(self._acts)
        ago = min(float(total - places[-1]), _LONG_AGO) if places else _LONG_AGO
        return ago, len(places) / (total or 1)


def shares_of(roots: Iterable[str]) -> dict[str, float]:
    """Return each side's share of all the names in a text, 0..1."""
    counts = Counter(roots)
    total = sum(counts.values())
    return {root: count / total for root, count in counts.items()}
