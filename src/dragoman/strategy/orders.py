"""Orders of importance that are known in part: which preference comes before which, and chance orders that agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from dragoman.errors import InputError

MOST_STATEMENTS: Final = 30  # each doubles the rank of a state, which is a number of 32 bits
_MOST_COUNTED: Final = 200_000  # sets of preferences gone through to draw an order that is known in part


@dataclass(frozen=True, slots=True)
class Order:
    """What is known of the order of `count` preferences: the pairs (more important, less important), by place."""

    count: int
    pairs: frozenset[tuple[int, int]] = frozenset()

    @staticmethod
    def as_listed(count: int) -> Order:
        """Return the order in which each preference outweighs all that are listed after it."""
        return Order(count, frozenset((one, one + 1) for one in range(count - 1)))

    def before(self) -> tuple[int, ...]:
        """Return for each preference, as a set of bits, all that come before it, direct or not.

        Raises InputError where a preference would come before itself.
        """
        found = [0] * self.count
        for one, other in self.pairs:
            found[other] |= 1 << one
        for through in range(self.count):
            for other in range(self.count):
                if found[other] >> through & 1:
                    found[other] |= found[through]
        if any(found[one] >> one & 1 for one in range(self.count)):
            raise InputError("the order contradicts itself")
        return tuple(found)

    def contradiction(self) -> tuple[int, ...]:
        """Return preferences that would come before themselves, or () where the order can be kept."""
        try:
            self.before()
        except InputError:
            left = set(range(self.count))
            while free := {n for n in left if not any(b == n and a in left for a, b in self.pairs)}:
                left -= free
            while free := {n for n in left if not any(a == n and b in left for a, b in self.pairs)}:
                left -= free
            return tuple(sorted(left))
        return ()

    def without(self, place: int) -> Order:
        """Return the order of the others where one preference is struck; what followed through it still holds."""
        kept = [one for one in range(self.count) if one != place]
        before = self.before()
        pairs = {(a, b) for b, other in enumerate(kept) for a, one in enumerate(kept) if before[other] >> one & 1}
        return Order(len(kept), frozenset(pairs))

    def first(self) -> list[int]:
        """Return the preferences in an order that agrees, keeping to that of the list where nothing else is known."""
        before, done = self.before(), 0
        found: list[int] = []
        while len(found) < self.count:
            place = next(n for n in range(self.count) if not done >> n & 1 and not before[n] & ~done)
            found.append(place)
            done |= 1 << place
        return found

    def draw(self, chance: np.random.Generator) -> list[int]:
        """Return one of the orders that agree, each as likely as any other (a linear extension drawn uniformly).

        Raises InputError where the order is known in such a way that there are too many sets to count.
        """
        before = self.before()
        if not any(before):
            return [int(n) for n in chance.permutation(self.count)]
        ways = _ways(self.count, before)
        done = 0
        found: list[int] = []
        while len(found) < self.count:
            free = [n for n in range(self.count) if not done >> n & 1 and not before[n] & ~done]
            if len(free) == 1:
                place = free[0]
            else:
                weights = [ways[done | 1 << n] for n in free]
                target = chance.random() * sum(weights)
                place = free[-1]
                for n, weight in zip(free, weights, strict=True):
                    target -= weight
                    if target < 0:
                        place = n
                        break
            found.append(place)
            done |= 1 << place
        return found


@lru_cache(maxsize=64)
def _ways(count: int, before: tuple[int, ...]) -> dict[int, int]:
    """Return for each set that can come first the number of orders in which the rest can follow."""
    layers: list[set[int]] = [{0}]
    total = 1
    for _ in range(count):
        following = {
            done | 1 << n for done in layers[-1] for n in range(count) if not done >> n & 1 and not before[n] & ~done
        }
        total += len(following)
        if total > _MOST_COUNTED:
            raise InputError(
                f"the order of {count} preferences is known in too small a part to draw from. "
                f"Say more of it, or leave it unknown"
            )
        layers.append(following)
    found = {(1 << count) - 1: 1}
    for layer in reversed(layers[:-1]):
        for done in layer:
            found[done] = sum(found[done | 1 << n] for n in range(count) if not done >> n & 1 and not before[n] & ~done)
    return found
