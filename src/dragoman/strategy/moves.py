"""What actors can bring about: minimum or maximum over their moves, without a matrix of who can go where.

The own moves of an actor can be put together: two in a row are one move, or none. So a sequence of moves in which
nobody moves twice in succession (the legal sequences of Fang, Hipel, Kilgour 1993) reaches, besides the state it began
in, just the states that sequences without that condition reach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.strategy.game import Game, spread

Values = NDArray[Any]


def unilateral_moves(game: Game, actor: int, state: int, back: bool = False) -> tuple[int, ...]:
    """Return, ascending, the feasible states to which `actor` alone can move from `state` in one move.

    With `back`, those from which it can move to `state`.
    """
    masks = spread(game.own(actor))[1:]
    for option in game.own(actor):
        way = -game.one_way[option] if back else game.one_way[option]
        if way and (state >> option & 1) == (way > 0):  # it has gone its one way already
            masks = masks[(masks >> option & 1) == 0]
    reached = np.sort(masks ^ state)
    return tuple(int(one) for one in reached[game.feasible[reached]])


def unilateral_improvements(game: Game, actor: int, state: int, ranks: NDArray[np.int32]) -> tuple[int, ...]:
    """Return, ascending, those of the `unilateral_moves` that `ranks` (states,) of the actor put above `state`."""
    return tuple(one for one in unilateral_moves(game, actor, state) if ranks[one] > ranks[state])


def over_options(game: Game, options: Sequence[int], values: Values, combine: np.ufunc, back: bool = False) -> Values:
    """Return by state what `combine` makes of `values` (..., states) there and wherever changing `options` leads.

    Feasibility is not looked at; with `back`, the states are those from which one gets there.
    """
    found = np.array(values, order="C")
    for option in options:
        halves = found.reshape(-1, 2, 1 << option)
        without, taken = halves[:, 0], halves[:, 1]
        way = -game.one_way[option] if back else game.one_way[option]
        if way >= 0:
            combine(without, taken, out=without)
        if way < 0:
            combine(without, taken, out=taken)
        elif way == 0:
            taken[...] = without
    return found


def over_moves(
    game: Game, actor: int, values: Values, combine: np.ufunc, blank: int | bool, back: bool = False
) -> Values:
    """Return by state what `combine` makes of `values` (..., states) there and wherever `actor` can move from there.

    `combine` is np.minimum, np.maximum or the like; `blank`, which must not matter to it, stands at infeasible states.
    """
    masked = np.where(game.feasible, values, blank).astype(values.dtype, copy=False)
    found = over_options(game, game.own(actor), masked, combine, back)
    found[..., ~game.feasible] = blank
    return found


def over_sequences(game: Game, group: Sequence[int], values: Values, combine: np.ufunc, blank: int | bool) -> Values:
    """Return what `over_moves` does, for every legal sequence of moves by members of `group`, of any length."""
    if game.feasible.all():  # then any mix of their options can be had, one member after the other
        return over_options(game, [option for actor in group for option in game.own(actor)], values, combine)
    masked = np.where(game.feasible, values, blank).astype(values.dtype, copy=False)
    steps = [partial(over_moves, game, actor, combine=combine, blank=blank) for actor in group]
    return settled(masked, steps)


def settled(values: Values, steps: Sequence[Callable[[Values], Values]]) -> Values:
    """Return what `values` become when `steps` are applied in turn until none changes anything.

    Doing a step twice must be the same as doing it once.
    """
    unchanged = turn = 0
    while unchanged < len(steps):
        found = steps[turn % len(steps)](values)
        unchanged = unchanged + 1 if np.array_equal(found, values) else 1
        values, turn = found, turn + 1
    return values
