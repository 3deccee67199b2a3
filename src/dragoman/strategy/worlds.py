"""Worlds drawn at random where a model leaves something open, and the share of them in which a state is stable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class View:
    """What an actor wants in one world: the places of the preferences that count, the most important first, and those
    among them that are turned around.
    """

    order: tuple[int, ...]
    turned: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """One of the sampled worlds, counted from 1: the view of each actor, and their ranks, shape (actors, states)."""

    number: int
    views: tuple[View, ...]
    ranks: NDArray[np.int32]


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
    held = _all_held(model)
    for drawn in _blocks(model, worlds, np.random.default_rng(seed), random_signs):
        ranks = np.stack([_ranks(held, views) for views in drawn])
        for concept, found in stabilities(game, ranks, concepts).items():
            both: NDArray[np.bool_] = np.logical_and.reduce(found, axis=1)
            counted[concept] += both.sum(axis=0)
            settled[concept] += int(both.any(axis=1).sum())
            for place, mask in enumerate(strategies):
                seen[concept][place] += int(both[:, mask].any(axis=1).sum())
    return Played(
        worlds,
        {concept: tuple(Share(number, worlds) for number in seen[concept]) for concept in concepts},
        counted,
        {concept: Share(settled[concept], worlds) for concept in concepts},
    )


def base_world(model: ConflictModel) -> World:
    """Return the world in which all preferences count as they are written, in the order of the list where the model
    orders nothing. Its number is 0.
    """
    views = tuple(View(tuple(side.order.first()), frozenset()) for side in model.sides)
    return World(0, views, _ranks(_all_held(model), views))


def examples(
    model: ConflictModel, states: Collection[int], *, worlds: int, seed: int, concept: Concept
) -> dict[int, World]:
    """Return for each of `states` the first of the sampled worlds in which it is an equilibrium; none for one that is
    an equilibrium in no world. The worlds are those of `played`, whose arguments these are.
    """
    game, held = model.game(), _all_held(model)
    wanted, number = set(states), 0
    found: dict[int, World] = {}
    for drawn in _blocks(model, worlds, np.random.default_rng(seed), None):
        if not wanted:
            break
        ranks = np.stack([_ranks(held, views) for views in drawn])
        both = np.logical_and.reduce(stabilities(game, ranks, (concept,))[concept], axis=1)
        for state in [state for state in wanted if both[:, state].any()]:
            place = int(np.argmax(both[:, state]))
            found[state] = World(number + place + 1, drawn[place], ranks[place])
            wanted.remove(state)
        number += len(drawn)
    return found


def _blocks(
    model: ConflictModel, worlds: int, chance: np.random.Generator, random_signs: str | None
) -> Iterator[list[tuple[View, ...]]]:
    """Yield what the actors want in each world, block by block, so that the memory taken by their ranks is bounded."""
    size = max(1, _BLOCK // ((1 << len(model.option_names)) * len(model.sides)))
    for first in range(0, worlds, size):
        yield [
            tuple(_drawn(side, chance, side.name == random_signs) for side in model.sides)
            for _ in range(min(size, worlds - first))
        ]


def _drawn(side: Side, chance: np.random.Generator, random_signs: bool) -> View:
    """What an actor wants in one world."""
    bases = [preference.basis for preference in side.preferences]
    toss = chance.random(len(bases))
    kept = [basis != "inferred" or toss[place] < _HALF for place, basis in enumerate(bases)]
    turn = chance.random(len(bases)) < _HALF
    turned = [turn[place] and (random_signs or basis == "sign_unknown") for place, basis in enumerate(bases)]
    order = tuple(place for place in side.order.draw(chance) if kept[place])
    return View(order, frozenset(place for place in order if turned[place]))


def _ranks(held: Sequence[NDArray[np.bool_]], views: Sequence[View]) -> NDArray[np.int32]:
    """The ranks of one world, shape (actors, states)."""
    found = []
    for own, view in zip(held, views, strict=True):
        signed = own.copy()
        signed[list(view.turned)] ^= True
        found.append(worth(signed, list(view.order)))
    return np.stack(found)


def _all_held(model: ConflictModel) -> list[NDArray[np.bool_]]:
    return [_held(side, model.option_names) for side in model.sides]


def _held(side: Side, names: tuple[str, ...]) -> NDArray[np.bool_]:
    """Whether each preference of an actor holds, by state."""
    rows = [preference.expression.holds(names) for preference in side.preferences]
    return np.stack(rows) if rows else np.zeros((0, 1 << len(names)), np.bool_)
