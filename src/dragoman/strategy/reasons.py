"""Why a state is stable for an actor or not: the move it would make, and how the others could answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.strategy.conflict import ConflictModel, Preference
from dragoman.strategy.game import Game
from dragoman.strategy.moves import unilateral_improvements, unilateral_moves
from dragoman.strategy.status_quo import Step, distances_by_improvements, distances_by_moves, traced
from dragoman.strategy.worlds import World

Verdict = Literal["nothing better", "answered", "could be answered", "gains"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A preference as an actor has it in one world: `turned` where it would rather have the statement false."""

    preference: Preference
    turned: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an actor would stay or leave.

    `verdict` is `nothing better` (stable by Nash), `answered` (each better move meets a sequence of improvements of the
    others that takes the gain away: sequentially stable), `could be answered` (some better move meets only an answer
    that would cost the others: general metarational) or `gains` (a better move has no answer: unstable).

    `move` is the state it would move to, `answer` the moves of the others after it, `gain` the weightiest preference in
    which the state moved to is better and `loss` that in which the state after the answer is worse. Where nothing is
    better, `move` is the best of its moves, if it has any, and `loss` what that would cost.
    """

    actor: str
    verdict: Verdict
    move: int | None = None
    answer: tuple[Step, ...] = ()
    gain: Wish | None = None
    loss: Wish | None = None


def reasons(model: ConflictModel, game: Game, world: World, state: int) -> tuple[Reason, ...]:
    """Return why each actor would stay in `state` or leave it, in one world.

    Raises InputError where `state` is not feasible.
    """
    if not 0 <= state < game.states or not game.feasible[state]:
        raise InputError("this combination of options is ruled out by `infeasible`, or is none of the model")
    return tuple(_reason(model, game, world, state, actor) for actor in range(len(game.actors)))


def _reason(model: ConflictModel, game: Game, world: World, state: int, actor: int) -> Reason:
    ranks = world.ranks
    own = ranks[actor]
    moves = sorted(unilateral_improvements(game, actor, state, own), key=lambda move: (-int(own[move]), move))
    name = game.actors[actor]
    if not moves:
        return _content(model, game, world, state, actor)
    others = [one for one in range(len(game.actors)) if one != actor]
    could: tuple[int, tuple[Step, ...]] | None = None
    would: tuple[int, tuple[Step, ...]] | None = None
    for move in moves:
        answer = _answer(game, ranks, own[state], (actor, move), others, willing=True)
        if answer is not None:
            would = would or (move, answer)
            continue
        answer = _answer(game, ranks, own[state], (actor, move), others, willing=False)
        if answer is None:
            return Reason(name, "gains", move, (), _decisive(model, world, actor, move, state))
        could = could or (move, answer)
    move, answer = could or would or (moves[0], ())
    end = answer[-1].state if answer else move
    return Reason(
        name,
        "could be answered" if could else "answered",
        move,
        answer,
        _decisive(model, world, actor, move, state),
        _decisive(model, world, actor, state, end),
    )


def _content(model: ConflictModel, game: Game, world: World, state: int, actor: int) -> Reason:
    """The reason of an actor that no move makes better off, with the best of its moves."""
    own = world.ranks[actor]
    moves = sorted(unilateral_moves(game, actor, state), key=lambda move: (-int(own[move]), move))
    if not moves:
        return Reason(game.actors[actor], "nothing better")
    loss = _decisive(model, world, actor, state, moves[0])
    return Reason(game.actors[actor], "nothing better", moves[0], (), None, loss)


def _answer(
    game: Game,
    ranks: NDArray[np.int32],
    worth: np.int32,
    moved: tuple[int, int],
    others: list[int],
    *,
    willing: bool,
) -> tuple[Step, ...] | None:
    """The shortest sequence of the others to a state no better than `worth` for who moved; None where there is none.

    The others move only to their gain where they must be `willing`.
    """
    actor, move = moved
    if willing:
        distances = distances_by_improvements(game, ranks[None], move, others)[0]
    else:
        distances = distances_by_moves(game, move, others)
    ends = np.flatnonzero((distances > 0) & (ranks[actor] <= worth) & game.feasible)
    if not len(ends):
        return None
    end = int(ends[np.argmin(distances[ends])])
    return traced(game, distances, end, ranks if willing else None, others)


def _decisive(model: ConflictModel, world: World, actor: int, better: int, worse: int) -> Wish | None:
    """The weightiest wish of the actor that is fulfilled in one state and not in the other."""
    side, view = model.sides[actor], world.views[actor]
    for place in view.order:
        held = side.preferences[place].expression.holds(model.option_names)
        turned = place in view.turned
        if held[better] != held[worse]:
            return Wish(side.preferences[place], turned) if held[better] != turned else None
    return None
