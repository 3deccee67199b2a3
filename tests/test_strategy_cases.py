"""Known conflicts have their known equilibria, and pure Nash equilibria are those that Gambit enumerates."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pygambit
import pytest

from dragoman.strategy.coalitions import coalition_stable
from dragoman.strategy.game import Game
from dragoman.strategy.stability import equilibria

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases" / "conflict-cases.json"
CONCEPTS = ("R", "GMR", "SMR", "SEQ")
WITHOUT = "needs the folder `shared` beside the project"

# Modify may not be taken back, nor delay taken up again; who has abandoned stays away, whatever the others do.
ELMIRA = ("MoE", "Uniroyal", "Local Government")
ELMIRA_OPTIONS = ("modify", "delay", "accept", "abandon", "insist")


def known(name: str) -> dict[str, Any]:
    if not CASES.is_file():
        pytest.skip(WITHOUT)
    return next(case for case in json.loads(CASES.read_text("utf-8")) if case["case"].startswith(name))


def ranks_of(orders: list[list[int]], states: int) -> np.ndarray:
    ranks = np.zeros((1, len(orders), states), np.int32)
    for actor, order in enumerate(orders):
        for place, state in enumerate(order):
            ranks[0, actor, state] = len(order) - place
    return ranks


@pytest.mark.parametrize("name", ["Chicken", "Prisoners", "Stag"])
def test_textbook_games_have_their_equilibria(name: str) -> None:
    case = known(name)
    game = Game(("A", "B"), ("a", "b"), (0, 1), np.ones(4, np.bool_), (0, 0))
    ranks = ranks_of([case["preference_ranking_best_first"][actor] for actor in "AB"], 4)
    for concept in CONCEPTS:
        found = np.flatnonzero(equilibria(game, ranks, concept)[0]).tolist()
        assert found == case["equilibria_independent_engine"][concept], concept


def elmira() -> tuple[dict[str, Any], Game, np.ndarray, dict[int, str]]:
    case = known("Elmira")
    names: dict[int, str] = {}
    for name, bits in case["states"].items():
        if bits != "abandon":
            names[sum(bit << place for place, bit in enumerate(bits))] = name
    feasible = np.zeros(32, np.bool_)
    for state in range(32):
        if state >> 3 & 1 and not state >> 1 & 3:
            names[state] = "s9"
        feasible[state] = state in names
    game = Game(ELMIRA, ELMIRA_OPTIONS, (0, 1, 1, 1, 2), feasible, (1, -1, 0, 1, 0))
    ranks = np.zeros((1, 3, 32), np.int32)
    for actor, name in enumerate(ELMIRA):
        order = case["preference_ranking_best_first"][name].split()
        for state, called in names.items():
            ranks[0, actor, state] = len(order) - order.index(called)
    return case, game, ranks, names


def test_elmira_in_nine_states_has_its_published_equilibria() -> None:
    case, game, ranks, names = elmira()
    for concept in CONCEPTS:
        found = {names[state] for state in np.flatnonzero(equilibria(game, ranks, concept)[0]).tolist()}
        assert sorted(found) == case["equilibria_independent_engine"][concept], concept


def test_the_ministry_and_the_company_leave_the_fifth_state_together() -> None:
    _, game, ranks, names = elmira()
    stable = coalition_stable(game, ranks, (0, 1))[0]
    by_name = {name: bool(stable[state]) for state, name in names.items()}
    assert not by_name["s5"]
    assert by_name["s8"]


@pytest.mark.parametrize("seed", range(100))
def test_pure_nash_equilibria_are_those_that_gambit_enumerates(seed: int) -> None:
    chance = np.random.default_rng(seed)
    game = Game(("A", "B", "C"), tuple("abcde"), (0, 0, 1, 1, 2), np.ones(32, np.bool_), (0,) * 5)
    ranks = chance.integers(0, 12, (1, 3, 32), dtype=np.int32)
    # A strategy of an actor is what it takes of its options. The first player's runs fastest, as the lowest bits do.
    payoffs = " ".join(str(number) for state in range(32) for number in ranks[0, :, state])
    form = pygambit.read_nfg(io.StringIO(f'NFG 1 R "made up" {{ "A" "B" "C" }} {{ 4 4 2 }} {payoffs}'))
    expected = set()
    for profile in pygambit.nash.enumpure_solve(form).equilibria:
        played = [next(n for n, (_, share) in enumerate(profile[name]) if share == 1) for name in game.actors]
        expected.add(played[0] | played[1] << 2 | played[2] << 4)
    assert set(np.flatnonzero(equilibria(game, ranks, "R")[0]).tolist()) == expected
