"""What an actor can bring about by moves it gains from: minimum or maximum over its unilateral improvements."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.strategy.game import Game, spread

Values = NDArray[Any]


class Improvements:
    """The unilateral improvements of one actor in a block of worlds: own moves to a state it ranks strictly higher.

    The states between which the actor alone decides form a group; each group is sorted once by the actor's ranks, and
    what lies above a state in the sorted group is what it would gain from. That takes time and memory in proportion to
    the number of states, not of moves; each own option that goes one way doubles the time.
    """

    def __init__(self, game: Game, actor: int, ranks: NDArray[np.int32]) -> None:
        """Sort `ranks`, of shape (worlds, states)."""
        own = game.own(actor)
        others = tuple(option for option in range(len(game.options)) if option not in own)
        grid = spread(others)[:, None] | spread(own)
        grouped = ranks[:, grid]
        order = np.argsort(grouped, axis=-1)
        start = np.arange(len(ranks), dtype=np.intp)[:, None, None] * game.states
        at = start + np.take_along_axis(np.broadcast_to(grid, grouped.shape), order, -1)
        sorted_ranks = np.take_along_axis(grouped, order, -1)
        # Each row of `_at` holds one state of every group: the first those that rank lowest, the last the highest.
        self._at = np.ascontiguousarray(at.reshape(-1, grid.shape[1]).T)
        above = sorted_ranks[..., 1:] > sorted_ranks[..., :-1]
        self._below_next = np.ascontiguousarray(above.reshape(self._at.shape[1], grid.shape[1] - 1).T)
        self._feasible = game.feasible
        self._sources = _by_source(game, own)

    def over(self, values: Values, combine: np.ufunc, blank: int) -> Values:
        """Return by world and state what `combine` makes of `values` at all states the actor would improve to.

        `blank`, which must not matter to `combine`, stands where there is no improvement and at infeasible states.
        """
        found = np.full_like(values, blank)
        for source, target in self._sources:
            part = self._above(np.where(self._feasible & target, values, blank), combine, blank)
            np.copyto(found, part, where=self._feasible & source)
        return found

    def _above(self, values: Values, combine: np.ufunc, blank: int) -> Values:
        """Return what `combine` makes of `values` at all states of the same group that rank strictly higher."""
        flat = np.ascontiguousarray(values).reshape(-1)
        found = np.empty_like(flat)
        last = len(self._at) - 1
        strictly = np.full(self._at.shape[1], blank, flat.dtype)
        so_far = strictly
        for row in range(last, -1, -1):
            at = self._at[row]
            if row < last:
                strictly = np.where(self._below_next[row], so_far, strictly)
            found[at] = strictly
            so_far = combine(so_far, flat[at])
        return found.reshape(values.shape)


def _by_source(game: Game, own: tuple[int, ...]) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Return, for each way the one-way options of `own` can stand, where they stand so, and where they can get to."""
    fixed = tuple(option for option in own if game.one_way[option])
    states = np.arange(game.states, dtype=np.intp)
    down = sum(1 << option for option in fixed if game.one_way[option] < 0)
    ahead = (states ^ down) & sum(1 << option for option in fixed)  # a set bit has gone its one way
    return [(ahead == way, ahead & way == way) for way in spread(fixed)]
