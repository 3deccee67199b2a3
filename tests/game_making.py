"""Random conflict models for the tests: infeasible states, options that go one way, ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.strategy import Game
from literal_game import Literal


def random_game(chance: np.random.Generator) -> Game:
    """A game of 2-5 options and 2-4 actors; now and then an actor has no option, and most states are infeasible."""
    options, actors = int(chance.integers(2, 6)), int(chance.integers(2, 5))
    feasible = chance.random(2**options) < chance.choice([1.0, 0.9, 0.7, 0.5])
    feasible[chance.integers(2**options)] = True
    one_way = chance.choice([0, 1, -1], options, p=chance.choice([[1, 0, 0], [0.5, 0.25, 0.25]]))
    return Game(
        tuple(f"actor {one}" for one in range(actors)),
        tuple(f"option {one}" for one in range(options)),
        tuple(int(one) for one in chance.integers(0, actors, options)),
        feasible,
        tuple(int(one) for one in one_way),
    )


def random_ranks(chance: np.random.Generator, game: Game, worlds: int = 1) -> NDArray[np.int32]:
    """Ranks of which some tie: out of 2, 4 or as many steps as there are states, at infeasible states too."""
    steps = int(chance.choice([2, 4, game.states]))
    return chance.integers(-1, steps, (worlds, len(game.actors), game.states)).astype(np.int32)


def literal(game: Game, ranks: NDArray[np.int32]) -> Literal:
    """The same model for the literal reading; `ranks` of one world, shape (actors, states)."""
    feasible = frozenset(int(one) for one in np.flatnonzero(game.feasible))
    return Literal(len(game.actors), game.owner, feasible, game.one_way, ranks.tolist())
