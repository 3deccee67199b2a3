"""Moves, coalitions, the way from the status quo, and the inverse question, against the literal reading."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from dragoman.errors import InputError
from dragoman.strategy import (
    CONCEPTS,
    Game,
    coalition_stable,
    conditions,
    distances_by_improvements,
    distances_by_moves,
    hold,
    share_of_orders,
    shortest_path,
    stable,
    unilateral_improvements,
    unilateral_moves,
)
from game_making import literal, random_game, random_ranks

SEEDS = range(10)
MODELS = 20  # a seed


@pytest.mark.parametrize("seed", SEEDS)
def test_moves_and_improvements_are_as_defined(seed: int) -> None:
    chance = np.random.default_rng(100 + seed)
    for _ in range(MODELS):
        game = random_game(chance)
        ranks = random_ranks(chance, game)
        model = literal(game, ranks[0])
        for actor in range(len(game.actors)):
            back: dict[int, set[int]] = {state: set() for state in model.feasible}
            for state in model.feasible:
                moves = unilateral_moves(game, actor, state)
                assert list(moves) == sorted(model.moves(actor, state))
                assert set(unilateral_improvements(game, actor, state, ranks[0, actor])) == model.improvements(
                    actor, state
                )
                for one in moves:
                    back[one].add(state)
            for state in model.feasible:
                assert list(unilateral_moves(game, actor, state, back=True)) == sorted(back[state])


@pytest.mark.parametrize("seed", SEEDS)
def test_coalition_stability_is_as_defined(seed: int) -> None:
    chance = np.random.default_rng(200 + seed)
    for _ in range(MODELS):
        game = random_game(chance)
        ranks = random_ranks(chance, game, worlds=2)
        for size in range(1, len(game.actors) + 1):
            for group in itertools.combinations(range(len(game.actors)), size):
                found = coalition_stable(game, ranks, group)
                for world in range(2):
                    model = literal(game, ranks[world])
                    expected = [model.coalition_stable(group, state) for state in range(game.states)]
                    assert found[world].tolist() == expected
                if size == 1:
                    assert (found == stable(game, ranks, "R")[:, group[0]]).all()


def test_a_coalition_of_more_states_than_a_word_holds() -> None:
    chance = np.random.default_rng(7)
    feasible = chance.random(256) < 0.7
    game = Game(("A", "B"), tuple("abcdefgh"), (0, 0, 0, 0, 1, 1, 1, 1), feasible, (0, 1, 0, 0, -1, 0, 0, 0))
    ranks = random_ranks(chance, game)
    model = literal(game, ranks[0])
    expected = [model.coalition_stable((0, 1), state) for state in range(game.states)]
    assert coalition_stable(game, ranks, (0, 1))[0].tolist() == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_the_way_from_the_status_quo_is_shortest_and_legal(seed: int) -> None:
    chance = np.random.default_rng(300 + seed)
    for _ in range(MODELS):
        game = random_game(chance)
        ranks = random_ranks(chance, game, worlds=2)
        start = int(chance.choice(np.flatnonzero(game.feasible)))
        by_moves, by_gains = distances_by_moves(game, start), distances_by_improvements(game, ranks, start)
        for world in range(2):
            model = literal(game, ranks[world])
            for end in range(game.states):
                for improving, distance in ((False, by_moves[end]), (True, by_gains[world, end])):
                    assert distance == model.distance(start, end, improving)
                    path = shortest_path(game, start, end, ranks[world] if improving else None)
                    assert (path is None) == (distance < 0)
                    if path is None:
                        continue
                    assert len(path) == distance
                    here, before = start, -1
                    for step in path:
                        assert step.actor != before
                        moves = model.improvements if improving else model.moves
                        assert step.state in moves(step.actor, here)
                        here, before = step.state, step.actor
                    assert here == end


@pytest.mark.parametrize("seed", SEEDS)
def test_conditions_hold_just_where_the_state_is_stable(seed: int) -> None:
    chance = np.random.default_rng(400 + seed)
    for _ in range(MODELS):
        game = random_game(chance)
        ranks = random_ranks(chance, game, worlds=12)
        actor = int(chance.integers(len(game.actors)))
        ranks[:, :] = ranks[0]  # the others stay as they are
        ranks[:, actor] = random_ranks(chance, game, worlds=12)[:, actor]
        for concept in CONCEPTS:
            found = stable(game, ranks, concept)
            for state in np.flatnonzero(game.feasible):
                wanted = conditions(game, actor, int(state), concept, ranks[0])
                assert (hold(wanted, int(state), ranks[:, actor]) == found[:, actor, state]).all()
                for condition in wanted:
                    sets = [set(one) for one in condition.no_better]
                    assert sets[0] == {condition.move}
                    assert not any(one <= other for one, other in itertools.permutations(sets, 2))


def test_the_share_of_orders_is_that_of_all_orders_counted() -> None:
    chance = np.random.default_rng(5)
    for _ in range(30):
        game = random_game(chance)
        if game.feasible.sum() > 7:
            continue
        ranks = random_ranks(chance, game)[0]
        state = int(chance.choice(np.flatnonzero(game.feasible)))
        for concept in CONCEPTS:
            wanted = conditions(game, 0, state, concept, ranks)
            orders = np.array(list(itertools.permutations(range(int(game.feasible.sum())))), np.int32)
            by_state = np.zeros((len(orders), game.states), np.int32)
            by_state[:, game.feasible] = orders
            kept = int(hold(wanted, state, by_state).sum())
            assert share_of_orders(wanted) == Fraction(kept, len(orders))


def test_what_cannot_be_answered_is_said() -> None:
    game = Game(("A", "B"), ("a", "b"), (0, 1), np.array([True, True, True, False]), (0, 0))
    ranks = np.zeros((1, 2, 4), np.int32)
    with pytest.raises(InputError, match="not feasible"):
        distances_by_moves(game, 3)
    with pytest.raises(InputError, match="not feasible"):
        conditions(game, 0, 3, "R")
    with pytest.raises(InputError, match="ranks of the others"):
        conditions(game, 0, 0, "SEQ")
    with pytest.raises(InputError, match="coalition"):
        coalition_stable(game, ranks, (0, 0))
    with pytest.raises(InputError, match="coalition"):
        coalition_stable(game, ranks, ())
    with pytest.raises(InputError, match=r"\(worlds, 2, 4\)"):
        stable(game, ranks[0], "R")
