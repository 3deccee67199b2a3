"""A conflict as the graph model sees it: actors, their options, feasible states, and options that go one way only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError

MOST_OPTIONS: Final = 24  # an array over the states of more does not fit the memory of an ordinary machine


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """Who can do what, in option form (Fang, Hipel, Kilgour 1993).

    A state is an integer: bit i is 1 where option i is taken. A unilateral move of an actor changes any of the options
    it owns, one or several at once, as `one_way` allows, and leads to another feasible state. Raises InputError where
    the parts do not fit together.
    """

    actors: tuple[str, ...]
    options: tuple[str, ...]
    owner: tuple[int, ...]  # index into `actors`, by option
    feasible: NDArray[np.bool_]  # shape (2 ** len(options),)
    one_way: tuple[int, ...]  # by option: 0 free, 1 may only be taken, -1 may only be given up

    def __post_init__(self) -> None:
        count = len(self.options)
        if count > MOST_OPTIONS:
            raise InputError(f"{count} options are too many to go through every state: {MOST_OPTIONS} are the most")
        if not self.actors or len(set(self.actors)) < len(self.actors):
            raise InputError("a game needs actors, each with a name of its own")
        if len(self.owner) != count or not all(0 <= one < len(self.actors) for one in self.owner):
            raise InputError(f"`owner` must name one of {len(self.actors)} actors for each of {count} options")
        if len(self.one_way) != count or not all(one in {-1, 0, 1} for one in self.one_way):
            raise InputError(f"`one_way` must be 0, 1 or -1 for each of {count} options")
        if self.feasible.dtype != np.bool_ or self.feasible.shape != (1 << count,):
            raise InputError(f"`feasible` must hold a truth value for each of {1 << count} states")
        if not self.feasible.any():
            raise InputError("no state is feasible")

    @property
    def states(self) -> int:
        """The number of states, infeasible ones counted: 2 ** len(options)."""
        return 1 << len(self.options)

    def own(self, actor: int) -> tuple[int, ...]:
        """Return the options that `actor` (its index) owns, in order."""
        return tuple(option for option, owner in enumerate(self.owner) if owner == actor)

    def taken(self, state: int) -> tuple[str, ...]:
        """Return the names of the options taken in `state`, in order."""
        return tuple(name for option, name in enumerate(self.options) if state >> option & 1)


def spread(options: tuple[int, ...]) -> NDArray[np.intp]:
    """Return, ascending, the 2 ** len(options) states in which only some of `options` are taken."""
    found = np.zeros(1, np.intp)
    for option in sorted(options):
        found = np.concatenate((found, found | 1 << option))
    return found


def check_ranks(game: Game, ranks: NDArray[np.int32]) -> None:
    """Raise InputError unless `ranks` are whole numbers of shape (worlds, actors, states)."""
    wanted = (len(game.actors), game.states)
    if ranks.ndim != 3 or ranks.shape[1:] != wanted or not np.issubdtype(ranks.dtype, np.integer):
        raise InputError(f"ranks must be whole numbers of shape (worlds, {wanted[0]}, {wanted[1]}), not {ranks.shape}")
