"""Where a group of actors would move together, though none of them would alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.strategy.game import Game, check_ranks, spread
from dragoman.strategy.moves import over_sequences

_WORD: Final = 64  # states to reach that are followed at once, a bit each


def coalition_stable(game: Game, ranks: NDArray[np.int32], group: Sequence[int]) -> NDArray[np.bool_]:
    """Return by world and state whether `group` (actors by index) has no coalition improvement; False if infeasible.

    A coalition improvement is a state that the group reaches by a legal sequence of its own moves and that every member
    ranks strictly higher (Kilgour, Hipel, Fang, Peng 2001); single moves on the way need not be improvements. A group
    of one is R. Time grows with the number of states times that of the ways to choose the group's options, not memory.
    Raises InputError where `ranks` do not fit the game or `group` is empty, repeats an actor or names none.
    """
    check_ranks(game, ranks)
    if not group or len(set(group)) < len(group) or not all(0 <= one < len(game.actors) for one in group):
        raise InputError(f"a coalition is one or more of actors 0 to {len(game.actors) - 1}, not {list(group)}")
    own = tuple(sorted(option for actor in group for option in game.own(actor)))
    others = tuple(option for option in range(len(game.options)) if option not in own)
    grid = spread(others)[:, None] | spread(own)  # in a row, the states among which the group chooses
    members = [np.asarray(ranks[:, actor])[:, grid] for actor in group]
    improved = np.zeros((len(ranks), *grid.shape), np.bool_)
    for first in range(0, grid.shape[1], _WORD):
        goals = grid[:, first : first + _WORD]
        within = _reaching(game, group, goals)[grid]
        for place in range(goals.shape[1]):
            better: NDArray[Any] = (within >> np.uint64(place) & np.uint64(1)) != 0
            for rank in members:
                better = better & (rank[..., first + place, None] > rank)
            improved |= better
    found = np.zeros((len(ranks), game.states), np.bool_)
    found[:, grid] = ~improved
    return found & game.feasible


def _reaching(game: Game, group: Sequence[int], goals: NDArray[np.intp]) -> NDArray[np.uint64]:
    """Return by state, a bit for each column of `goals`, which of those in its own row `group` can bring about."""
    marks = np.zeros(game.states, np.uint64)
    marks[goals] = np.uint64(1) << np.arange(goals.shape[1], dtype=np.uint64)
    marks[~game.feasible] = 0
    return over_sequences(game, group, marks, np.bitwise_or, 0)
