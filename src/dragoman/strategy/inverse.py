"""The question turned round: which preferences of an actor would make a state stable for it.

The inverse approach is that of Kinsara, Kilgour, Hipel, "Inverse Approach to the Graph Model for Conflict Resolution",
IEEE Transactions on Systems, Man, and Cybernetics: Systems 45 (2015). Here the answer is a condition on the order of
states, read off the definitions: all that matters is which states the actor likes no better than the one in question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.strategy.game import Game
from dragoman.strategy.moves import unilateral_moves
from dragoman.strategy.stability import Concept
from dragoman.strategy.status_quo import distances_by_improvements, distances_by_moves

MOST_INVOLVED: Final = 20  # every subset of the states involved is looked at


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold lest the actor gain from `move`, a state it can move to.

    It holds when, for at least one of the sets in `no_better`, the actor likes every state of the set no better than
    the state it would move from. The first set is `move` alone; each of the others is one way the opponents can answer.
    No set contains another; within a set, and from the second set on among sets, smaller numbers come first.
    """

    move: int
    no_better: tuple[tuple[int, ...], ...]


def conditions(
    game: Game, actor: int, state: int, concept: Concept, ranks: NDArray[np.int32] | None = None
) -> tuple[Condition, ...]:
    """Return the conditions, one a unilateral move, that hold all together just when `state` is stable for `actor`.

    They are necessary and sufficient, ties included: without any the state is stable whatever the actor prefers. SEQ
    depends on what the opponents prefer, so it needs `ranks` of one world, shape (actors, states), of which the row of
    `actor` is ignored. Raises InputError where `state` is not feasible or SEQ has no `ranks`.
    """
    if not (0 <= state < game.states and game.feasible[state]):
        raise InputError(f"state {state} is not feasible, so it is stable for nobody")
    if concept == "SEQ" and ranks is None:
        raise InputError("which orders make a state sequentially stable depends on the ranks of the others: give them")
    found = []
    for move in unilateral_moves(game, actor, state):
        answers = _answers(game, actor, move, concept, ranks)
        smallest = _smallest({frozenset(one) - {state} for one in answers} | {frozenset({move})})
        rest = sorted(tuple(sorted(one)) for one in smallest if one != {move})
        found.append(Condition(move, ((move,), *rest)))
    return tuple(found)


def hold(found: Iterable[Condition], state: int, ranks: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return by world whether `ranks` (worlds, states) of one actor meet all conditions found for `state`."""
    kept = np.ones(len(ranks), np.bool_)
    for condition in found:
        met = np.zeros(len(ranks), np.bool_)
        for one in condition.no_better:
            met |= (ranks[:, list(one)] <= ranks[:, [state]]).all(axis=1)
        kept &= met
    return kept


def share_of_orders(found: Sequence[Condition]) -> Fraction:
    """Return the share, 0 to 1 and exact, of all strict orders of the states involved that meet all conditions.

    Involved are the state itself and those the conditions name. Raises InputError where they name more than 20.
    """
    named = sorted({one for condition in found for group in condition.no_better for one in group})
    count = len(named)
    if count > MOST_INVOLVED:
        raise InputError(f"{count} states are too many to count their orders: {MOST_INVOLVED} are the most")
    bit = {one: 1 << place for place, one in enumerate(named)}
    below = np.arange(1 << count, dtype=np.int64)  # each way to choose the states that rank below
    kept = np.ones(len(below), np.bool_)
    for condition in found:
        met = np.zeros(len(below), np.bool_)
        for group in condition.no_better:
            wanted = sum(bit[one] for one in group)
            met |= (below & wanted) == wanted
        kept &= met
    sizes: NDArray[Any] = np.bincount(np.bitwise_count(below[kept]), minlength=count + 1)
    orders = sum(int(ways) * factorial(size) * factorial(count - size) for size, ways in enumerate(sizes))
    return Fraction(orders, factorial(count + 1))


def _answers(
    game: Game, actor: int, move: int, concept: Concept, ranks: NDArray[np.int32] | None
) -> list[tuple[int, ...]]:
    """Return, for each state the opponents can answer `move` with, the states that must be no better for a sanction."""
    if concept == "R":
        return []
    others = [one for one in range(len(game.actors)) if one != actor]
    if concept == "SEQ" and ranks is not None:
        reached = distances_by_improvements(game, ranks[None], move, others)[0] > 0
    else:
        reached = distances_by_moves(game, move, others) > 0
    ends = [int(one) for one in np.flatnonzero(reached)]
    if concept == "SMR":
        return [(end, *unilateral_moves(game, actor, end)) for end in ends]
    return [(end,) for end in ends]


def _smallest(sets: set[frozenset[int]]) -> list[frozenset[int]]:
    """Return the sets that contain no other of the sets."""
    kept: list[frozenset[int]] = []
    for one in sorted(sets, key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept
