"""Which states are stable for whom, by four solution concepts of the graph model for conflict resolution.

The definitions are those for two or more decision makers of Fang, Hipel, Kilgour, "Interactive Decision Making: The
Graph Model for Conflict Resolution" (1993), restated in Xu, Hipel, Kilgour, Fang, "Conflict Resolution Using the Graph
Model" (2018): the opponents answer with legal sequences of moves, of any length, by any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.strategy.game import Game, check_ranks
from dragoman.strategy.improvements import Improvements
from dragoman.strategy.moves import over_moves, over_sequences, settled

Concept = Literal["R", "GMR", "SMR", "SEQ"]
CONCEPTS: Final[tuple[Concept, ...]] = ("R", "GMR", "SMR", "SEQ")

_BLOCK: Final = 1 << 18  # worlds times states worked on at once: small enough to stay near the processor
_LOW: Final = int(np.iinfo(np.int32).min)
_HIGH: Final = int(np.iinfo(np.int32).max)


def stable(game: Game, ranks: NDArray[np.int32], concept: Concept) -> NDArray[np.bool_]:
    """Return whether a state is stable for an actor, shape (worlds, actors, states); False at infeasible states.

    `ranks` has that shape too: higher is better, equal is indifferent; what it says of infeasible states is ignored.
    A state is stable for an actor by

    - R (Nash 1950), where the actor has no unilateral improvement from it;
    - GMR (general metarational, Howard 1971), where after each improvement the others have a legal sequence of moves
      to a state that the actor likes no better than the first;
    - SMR (symmetric metarational, Howard 1971), where that sequence leads to a state from which, besides, no own move
      brings the actor to one it likes better than the first;
    - SEQ (sequential, Fraser and Hipel 1979), where the sequence is one of improvements for each who moves in it.

    Raises InputError where `ranks` do not fit the game.
    """
    return stabilities(game, ranks, (concept,))[concept]


def equilibria(game: Game, ranks: NDArray[np.int32], concept: Concept) -> NDArray[np.bool_]:
    """Return the states that are stable for every actor, shape (worlds, states). Raises as `stable` does."""
    found: NDArray[np.bool_] = np.logical_and.reduce(stable(game, ranks, concept), axis=1)
    return found


def stabilities(
    game: Game, ranks: NDArray[np.int32], concepts: Sequence[Concept] = CONCEPTS
) -> dict[Concept, NDArray[np.bool_]]:
    """Return what `stable` does for several concepts, sharing the work between them. Raises as `stable` does."""
    check_ranks(game, ranks)
    found = {concept: np.zeros(ranks.shape, np.bool_) for concept in concepts}
    size = max(1, _BLOCK // game.states)
    for first in range(0, len(ranks), size):
        block = slice(first, first + size)
        worlds = _Worlds(game, np.asarray(ranks[block], np.int32))
        for concept, result in found.items():
            for actor in range(len(game.actors)):
                result[block, actor] = worlds.stable(actor, concept)
    return found


class _Worlds:
    """A block of worlds, with what several concepts need."""

    def __init__(self, game: Game, ranks: NDArray[np.int32]) -> None:
        self.game = game
        self.ranks = [np.ascontiguousarray(ranks[:, actor]) for actor in range(len(game.actors))]
        self._improvements: dict[int, Improvements] = {}

    def improvements(self, actor: int) -> Improvements:
        if actor not in self._improvements:
            self._improvements[actor] = Improvements(self.game, actor, self.ranks[actor])
        return self._improvements[actor]

    def stable(self, actor: int, concept: Concept) -> NDArray[np.bool_]:
        own = self.ranks[actor]
        if concept == "R":
            highest = over_moves(self.game, actor, own, np.maximum, _LOW)
        else:
            # The worst an improvement can be answered with: stable where even the best of these is no gain.
            highest = self.improvements(actor).over(self._answer(actor, concept), np.maximum, _LOW)
        good: NDArray[np.bool_] = highest <= own
        return good & self.game.feasible

    def _answer(self, actor: int, concept: Concept) -> NDArray[Any]:
        """Return the lowest rank to which the others can bring `actor` from each state, by their means in `concept`."""
        own = self.ranks[actor]
        others = [one for one in range(len(self.ranks)) if one != actor]
        if concept == "SMR":  # what the actor can still make of a state is what that state is worth to it
            own = over_moves(self.game, actor, own, np.maximum, _LOW)
        own = np.where(self.game.feasible, own, _HIGH).astype(np.int32, copy=False)
        if concept == "SEQ":
            return settled(own, [partial(self._improved, one) for one in others])
        return over_sequences(self.game, others, own, np.minimum, _HIGH)

    def _improved(self, actor: int, values: NDArray[Any]) -> NDArray[Any]:
        found: NDArray[Any] = np.minimum(values, self.improvements(actor).over(values, np.minimum, _HIGH))
        return found
