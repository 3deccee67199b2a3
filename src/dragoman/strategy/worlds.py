"""Worlds drawn at random where a model leaves something open, and the share of them in which a state is stable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.strategy.conflict import ConflictModel, Side, worth
from dragoman.strategy.stability import CONCEPTS, Concept, stabilities

_BLOCK: Final = 1 << 22  # ranks made at once
_HALF: Final = 0.5  # how likely an inferred statement is kept, and one of unknown sign is turned around
_NORMAL: Final = 1.959963984540054  # the two-sided 95 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """The share of sampled worlds in which something holds, with the 95 % interval of chance in the sampling.

    The interval (Wilson 1927) tells how far the share may be from that of endlessly many worlds. It says nothing of
    how well the model fits the matter.
    """

    held: int
    worlds: int

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.held / self.worlds

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval, within 0 to 1."""
        n, square = self.worlds, _NORMAL * _NORMAL
        middle = (self.held + square / 2) / (n + square)
        reach = _NORMAL / (n + square) * sqrt(self.held * (n - self.held) / n + square / 4)
        low = 0.0 if self.held == 0 else max(0.0, middle - reach)
        return low, 1.0 if self.held == n else min(1.0, middle + reach)


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What sampled worlds come to, by concept.

    `strategies` counts for each named strategy the worlds with an equilibrium in which it is played; `states` for each
    state the worlds in which it is an equilibrium; `settled` the worlds with any equilibrium.
    """

    worlds: int
    strategies: dict[Concept, tuple[Share, ...]]
    states: dict[Concept, NDArray[np.int64]]
    settled: dict[Concept, Share]


def played(
    model: ConflictModel,
    *,
    worlds: int,
    seed: int,
    concepts: Sequence[Concept] = CONCEPTS,
    random_signs: str | None = None,
) -> Played:
    """Return in what share of sampled worlds each named strategy and each state is an equilibrium.

    In each world the order of an actor's preferences is drawn from those that agree with what the model says of it,
    all alike likely; an inferred preference counts with probability one half, and one of unknown sign is turned around
    with probability one half. `random_signs` names an actor of which all preferences are turned around so. The same
    seed gives the same worlds. Raises InputError for fewer than one world and as `ConflictModel.game` does.
    """
    if worlds < 1:
        raise InputError("the number of worlds must be 1 or more")
    game = model.game()
    names = model.option_names
    strategies = [strategy.expression.holds(names) for strategy in model.strategies]
    counted = {concept: np.zeros(game.states, np.int64) for concept in concepts}
    seen = {concept: [0] * len(strategies) for concept in concepts}
    settled = dict.fromkeys(concepts, 0)
    for ranks in _ranks(model, worlds, np.random.default_rng(seed), random_signs):
        for concept, found in stabilities(game, ranks, concepts).items():
            both: NDArray[np.bool_] = np.logical_and.reduce(found, axis=1)
            counted[concept] += both.sum(axis=0)
            settled[concept] += int(both.any(axis=1).sum())
            for place, mask in enumerate(strategies):
                seen[concept][place] += int(both[:, mask].any(axis=1).sum())
    return Played(
        worlds,
        {concept: tuple(Share(held, worlds) for held in seen[concept]) for concept in concepts},
        counted,
        {concept: Share(settled[concept], worlds) for concept in concepts},
    )


def base_ranks(model: ConflictModel) -> NDArray[np.int32]:
    """Return the ranks of one world, shape (1, actors, states).

    All preferences count as they are written; what the model does not order stands in the order of its list.
    """
    names = model.option_names
    ranks = [worth(_held(side, names), side.order.first()) for side in model.sides]
    return np.stack(ranks)[None]


def _ranks(
    model: ConflictModel, worlds: int, chance: np.random.Generator, random_signs: str | None
) -> Iterator[NDArray[np.int32]]:
    """Yield the ranks of all worlds, block by block, so that memory stays bounded."""
    names = model.option_names
    held = [_held(side, names) for side in model.sides]
    states = 1 << len(names)
    size = max(1, _BLOCK // (states * len(model.sides)))
    for first in range(0, worlds, size):
        block = np.empty((min(size, worlds - first), len(model.sides), states), np.int32)
        for world in block:
            for place, side in enumerate(model.sides):
                world[place] = _drawn(side, held[place], chance, side.name == random_signs)
        yield block


def _drawn(side: Side, held: NDArray[np.bool_], chance: np.random.Generator, random_signs: bool) -> NDArray[np.int32]:
    """The ranks of an actor in one world."""
    bases = [preference.basis for preference in side.preferences]
    toss = chance.random(len(bases))
    kept = [basis != "inferred" or toss[place] < _HALF for place, basis in enumerate(bases)]
    turn = chance.random(len(bases)) < _HALF
    open_sign = np.array([random_signs or basis == "sign_unknown" for basis in bases], np.bool_)
    signed = held ^ (turn & open_sign)[:, None]
    return worth(signed, [place for place in side.order.draw(chance) if kept[place]])


def _held(side: Side, names: tuple[str, ...]) -> NDArray[np.bool_]:
    """Whether each preference of an actor holds, by state."""
    rows = [preference.expression.holds(names) for preference in side.preferences]
    return np.stack(rows) if rows else np.zeros((0, 1 << len(names)), np.bool_)
