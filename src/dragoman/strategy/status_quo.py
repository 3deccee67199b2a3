"""How far each state is from the state things stand in now, and by whose moves: status quo analysis.

After Li, Kilgour, Hipel, "Status Quo Analysis in the Graph Model for Conflict Resolution", Journal of the Operational
Research Society 56 (2005). Two moves of one actor in a row are one move, or none, so a shortest sequence of moves is
always legal: nobody moves twice in succession.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.strategy.game import Game, check_ranks
from dragoman.strategy.moves import over_moves, unilateral_moves

_HIGH: Final = int(np.iinfo(np.int32).max)


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a sequence: the index of the actor who moves, and the state it moves to."""

    actor: int
    state: int


def distances_by_moves(game: Game, start: int, group: Sequence[int] | None = None) -> NDArray[np.int32]:
    """Return by state how many moves, each by one member of `group` (else by any actor), lead there from `start`.

    Shape (states,); 0 at `start`, -1 where no sequence leads. Raises InputError where `start` is not feasible.
    """
    found: NDArray[np.int32] = _distances(game, start, group, None)[0]
    return found


def distances_by_improvements(
    game: Game, ranks: NDArray[np.int32], start: int, group: Sequence[int] | None = None
) -> NDArray[np.int32]:
    """Return what `distances_by_moves` does where every move must be an improvement for the one who makes it.

    Shape (worlds, states), for `ranks` of shape (worlds, actors, states). Raises InputError as there, and where `ranks`
    do not fit the game.
    """
    check_ranks(game, ranks)
    return _distances(game, start, group, ranks)


def shortest_path(
    game: Game, start: int, end: int, ranks: NDArray[np.int32] | None = None, group: Sequence[int] | None = None
) -> tuple[Step, ...] | None:
    """Return a shortest legal sequence of moves from `start` to `end` by members of `group`, None without one.

    With `ranks` of one world, shape (actors, states), each move is an improvement for the one who makes it. Of several
    shortest sequences it is the one whose last movers come first in `group`, then whose states are the smallest
    numbers. Raises InputError where `start` is not feasible or `ranks` do not fit the game.
    """
    by_world = None if ranks is None else ranks[None]
    if by_world is not None:
        check_ranks(game, by_world)
    return traced(game, _distances(game, start, group, by_world)[0], end, ranks, group)


def traced(
    game: Game,
    distances: NDArray[np.int32],
    end: int,
    ranks: NDArray[np.int32] | None = None,
    group: Sequence[int] | None = None,
) -> tuple[Step, ...] | None:
    """Return what `shortest_path` does, given the `distances` (states,) from where it starts."""
    if distances[end] < 0:
        return None
    steps: list[Step] = []
    here = end
    while distances[here] > 0:
        actor, before = next(
            (actor, before)
            for actor in (range(len(game.actors)) if group is None else group)
            for before in unilateral_moves(game, actor, here, back=True)
            if distances[before] == distances[here] - 1 and (ranks is None or ranks[actor, before] < ranks[actor, here])
        )
        steps.append(Step(actor, here))
        here = before
    return tuple(reversed(steps))


def _distances(
    game: Game, start: int, group: Sequence[int] | None, ranks: NDArray[np.int32] | None
) -> NDArray[np.int32]:
    if not (0 <= start < game.states and game.feasible[start]):
        raise InputError(f"the state to start from, {start}, is not feasible")
    movers = range(len(game.actors)) if group is None else group
    found = np.full((1 if ranks is None else len(ranks), game.states), -1, np.int32)
    found[:, start] = 0
    edge: NDArray[Any] = found == 0
    length = 0
    while edge.any():
        length += 1
        ahead = np.zeros_like(edge)
        for actor in movers:
            ahead |= _next(game, actor, edge, None if ranks is None else ranks[:, actor])
        edge = ahead & (found < 0)
        found[edge] = length
    return found


def _next(game: Game, actor: int, edge: NDArray[Any], ranks: NDArray[np.int32] | None) -> NDArray[Any]:
    """Return where one move of `actor` leads from the states in `edge`; those states may be among them."""
    if ranks is None:
        return over_moves(game, actor, edge, np.logical_or, blank=False, back=True)
    lowest = over_moves(game, actor, np.where(edge, ranks, _HIGH), np.minimum, _HIGH, back=True)
    found: NDArray[Any] = (lowest < ranks) & game.feasible
    return found
