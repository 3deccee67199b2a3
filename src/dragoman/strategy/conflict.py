"""A conflict model: actors and their options, what cannot be, and what each actor prefers, with the sentence for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.strategy.expressions import Expression
from dragoman.strategy.game import Game
from dragoman.strategy.orders import MOST_STATEMENTS, Order

Basis = Literal["stated", "inferred", "sign_unknown", "analyst"]
BASES: Final[tuple[Basis, ...]] = ("stated", "inferred", "sign_unknown", "analyst")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, to be found there as they stand; `line` is the line of the model file that gives them."""

    document: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """What an actor can do or leave. `one_way`: 0 free, 1 can only be taken, -1 can only be given up."""

    name: str
    words: str
    one_way: int = 0
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """A statement that an actor would rather have true than false, with the ground on which the model has it.

    `basis` is `stated` where the quote says it, `inferred` where it follows from the quote, `sign_unknown` where the
    text tells that the matter counts but not which way, and `analyst` where it is the maker's own judgement.
    """

    name: str
    words: str
    expression: Expression
    basis: Basis
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A combination of options that cannot be, and why."""

    expression: Expression
    why: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way for an actor to play that has a name: the states in which `expression` holds."""

    name: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Side:
    """An actor with its options and its preferences; `order` says which preferences come before which."""

    name: str
    options: tuple[Option, ...]
    preferences: tuple[Preference, ...]
    order: Order


@dataclass(frozen=True, slots=True)
class ConflictModel:
    """A whole model. `focal` is the actor whose game is asked for; `status_quo` the options taken today, if told."""

    title: str
    sides: tuple[Side, ...]
    infeasible: tuple[Rule, ...]
    strategies: tuple[Strategy, ...]
    focal: str
    status_quo: tuple[str, ...] | None
    documents: tuple[tuple[str, str], ...]  # what the model calls a document, and its path or name

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, actor by actor: option i is bit i of a state."""
        return tuple(option for side in self.sides for option in side.options)

    @property
    def option_names(self) -> tuple[str, ...]:
        """The names of all options, in the order of their bits."""
        return tuple(option.name for option in self.options)

    @property
    def focal_side(self) -> Side:
        """The actor whose game is asked for."""
        return next(side for side in self.sides if side.name == self.focal)

    def game(self) -> Game:
        """Return who can do what. Raises InputError for too many options and where no state is feasible."""
        options = self.options
        owner = tuple(place for place, side in enumerate(self.sides) for _ in side.options)
        one_way = tuple(option.one_way for option in options)
        # Let the engine count before anything is made for every state.
        feasible = np.ones(1 << len(options), np.bool_) if len(options) <= _COUNTABLE else np.ones(1, np.bool_)
        game = Game(tuple(side.name for side in self.sides), self.option_names, owner, feasible, one_way)
        for rule in self.infeasible:
            feasible &= ~rule.expression.holds(self.option_names)
        if not feasible.any():
            raise InputError("no state is feasible: together, the combinations under `infeasible` rule out every one")
        return game

    def start(self) -> int | None:
        """Return the state that holds today, or None where the model does not tell."""
        if self.status_quo is None:
            return None
        names = self.option_names
        return sum(1 << names.index(name) for name in self.status_quo)

    def with_preferences(self, actor: str, preferences: tuple[Preference, ...], order: Order) -> ConflictModel:
        """Return the model with other preferences for one actor."""
        sides = tuple(
            replace(side, preferences=preferences, order=order) if side.name == actor else side for side in self.sides
        )
        return replace(self, sides=sides)

    def without(self, actor: str, name: str) -> ConflictModel:
        """Return the model with one preference of an actor struck, the order of the others as it was."""
        side = next(side for side in self.sides if side.name == actor)
        place = next(n for n, preference in enumerate(side.preferences) if preference.name == name)
        kept = side.preferences[:place] + side.preferences[place + 1 :]
        return self.with_preferences(actor, kept, side.order.without(place))


_COUNTABLE: Final = 30


def worth(held: NDArray[np.bool_], ordered: list[int]) -> NDArray[np.int32]:
    """Return by state the rank that option prioritisation gives it: higher is better, equal is indifferent.

    `held` tells by statement and state whether it holds; `ordered` are the statements that count, the most important
    first. A statement outweighs all that come after it together (Fang, Hipel, Kilgour, Peng 2003). Raises InputError
    for more than MOST_STATEMENTS statements.
    """
    if len(ordered) > MOST_STATEMENTS:
        raise InputError(f"{len(ordered)} preferences are too many to rank states by: {MOST_STATEMENTS} are the most")
    found = np.zeros(held.shape[1], np.int32)
    for place in ordered:
        found = found * 2 + held[place]
    return found.astype(np.int32)
