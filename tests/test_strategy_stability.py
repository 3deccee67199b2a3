"""The engine against the definitions read literally, against the cases on record, and against another program."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.strategy import stabilities
from game_making import literal, random_game, random_ranks

MODELS = 600


@pytest.mark.parametrize("seed", range(20))
def test_every_actor_state_and_concept_is_as_the_definitions_say(seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(MODELS // 20):
        game = random_game(chance)
        ranks = random_ranks(chance, game)
        model = literal(game, ranks[0])
        for concept, found in stabilities(game, ranks).items():
            for actor in range(len(game.actors)):
                expected = [model.stable(actor, state, concept) for state in range(game.states)]
                assert found[0, actor].tolist() == expected, (game, ranks.tolist(), concept, actor)
