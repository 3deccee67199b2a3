"""What keeps a result from saying more than its model: a null run, built-in answers, and one preference left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dragoman.strategy.conflict import ConflictModel, Preference, Strategy
from dragoman.strategy.stability import Concept
from dragoman.strategy.worlds import Played, Share, played

_MOST_COMBINED: Final = 5  # own options of which every combination is taken for a strategy


@dataclass(frozen=True, slots=True)
class Built:
    """An option of which its own actor's preferences say one thing only, or nothing.

    `for_it` and `against` are the preferences that taking it can help to hold, and can keep from holding. Where one
    of the two is empty, the answer to that option was put into the model and does not come out of it.
    """

    actor: str
    option: str
    for_it: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The shares of the named strategies where one preference of the focal actor is struck."""

    preference: Preference
    shares: tuple[Share, ...]


def strategies_of(model: ConflictModel) -> tuple[Strategy, ...]:
    """Return the named strategies, or else every feasible combination of the focal actor's own options.

    None are made up where the focal actor has more than five options.
    """
    own = [option.name for option in model.focal_side.options]
    if model.strategies or not 1 <= len(own) <= _MOST_COMBINED:
        return model.strategies
    from dragoman.strategy.expressions import parse  # noqa: PLC0415 - only here

    game, names, found = model.game(), model.option_names, []
    for combination in range(1 << len(own)):
        taken = [name for place, name in enumerate(own) if combination >> place & 1]
        expression = parse(" and ".join(name if name in taken else f"not {name}" for name in own))
        if (expression.holds(names) & game.feasible).any():
            found.append(Strategy(" + ".join(taken) or "none of its options", expression))
    return tuple(found)


def built_in(model: ConflictModel) -> tuple[Built, ...]:
    """Return the options, of all actors, about which the owner's preferences speak on one side only or not at all.

    A preference of unknown sign speaks on both sides.
    """
    names, game = model.option_names, model.game()
    found = []
    for side in model.sides:
        for option in side.options:
            bit = 1 << names.index(option.name)
            without = np.flatnonzero(~(np.arange(game.states) & bit).astype(bool))
            for_it, against = [], []
            for preference in side.preferences:
                held = preference.expression.holds(names)
                helps = bool((held[without | bit] & ~held[without]).any())
                hinders = bool((held[without] & ~held[without | bit]).any())
                if preference.basis == "sign_unknown":
                    helps = hinders = helps or hinders
                for_it += [preference.name] * helps
                against += [preference.name] * hinders
            if not for_it or not against:
                found.append(Built(side.name, option.name, tuple(for_it), tuple(against)))
    return tuple(found)


def null_run(model: ConflictModel, *, worlds: int, seed: int, concepts: Sequence[Concept]) -> Played:
    """Return what comes of worlds in which the focal actor's preferences point either way at random.

    What a strategy gains over this is due to what the texts say; the rest to how the model is built.
    """
    return played(model, worlds=worlds, seed=seed, concepts=concepts, random_signs=model.focal)


def leave_one_out(model: ConflictModel, *, worlds: int, seed: int, concept: Concept) -> tuple[LeftOut, ...]:
    """Return the shares with each preference of the focal actor struck in turn: what would change the result."""
    return tuple(
        LeftOut(
            preference,
            played(
                model.without(model.focal, preference.name), worlds=worlds, seed=seed, concepts=(concept,)
            ).strategies[concept],
        )
        for preference in model.focal_side.preferences
    )
