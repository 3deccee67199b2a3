"""Sampled worlds and the guards on what they say: null run, what was built in, what would change it, and reasons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.strategy.guards import built_in, leave_one_out, null_run, strategies_of
from dragoman.strategy.model_file import parse_model
from dragoman.strategy.reasons import reasons
from dragoman.strategy.stability import Concept, equilibria, stable
from dragoman.strategy.worlds import Share, World, base_world, examples, played

ORDERED: tuple[Concept, ...] = ("R", "SEQ", "GMR")  # who is stable by one is by those after it

ACTOR = """\
  - name: {name}
    options: [{option}]
    preferences:
{preferences}
    order: {order}
"""


def statement(text: str, basis: str = "analyst") -> str:
    source = "" if basis == "analyst" else ", document: d, quote: q"
    return f"      - {{statement: {text}, basis: {basis}{source}}}"


def game(*actors: tuple[str, str, list[str], str], more: str = "") -> str:
    told = "".join(
        ACTOR.format(name=name, option=option, preferences="\n".join(preferences), order=order)
        for name, option, preferences, order in actors
    )
    return f"title: A game\nactors:\n{told}{more}"


def alone(*preferences: str, order: str = "listed", more: str = "") -> str:
    return game(("A", "a", list(preferences), order), more=more)


def share_of(text: str, *, worlds: int = 4000) -> float:
    model = parse_model(text, "m.yaml")
    result = played(model, worlds=worlds, seed=3, concepts=("R",))
    return result.strategies["R"][0].value


TAKE_A = "strategies: [{name: takes it, when: a}]\n"


@pytest.mark.parametrize(
    ("preferences", "order", "expected"),
    [
        ([statement("a")], "listed", 1.0),
        ([statement("not a")], "listed", 0.0),
        ([statement("a", "sign_unknown")], "listed", 0.5),
        ([statement("a", "inferred"), statement("not a")], "listed", 0.5),  # counts in half of them, and then wins
        ([statement("a"), statement("not a")], "unknown", 0.5),
        ([statement("a"), statement("not a"), statement("not a and not a")], "unknown", 1 / 3),
        ([statement("a", "inferred"), statement("not a", "inferred")], "listed", 3 / 4),  # not alone against: 1 - 1/4
    ],
)
def test_shares_are_those_that_chance_gives(preferences: list[str], order: str, expected: float) -> None:
    found = share_of(alone(*preferences, order=order, more=TAKE_A))
    assert found == pytest.approx(expected, abs=4 * (0.25 / 4000) ** 0.5)


def test_the_same_seed_gives_the_same_worlds_and_another_gives_others() -> None:
    model = parse_model(alone(statement("a", "sign_unknown"), more=TAKE_A), "m.yaml")
    one, same, other = (played(model, worlds=500, seed=seed, concepts=("R",)) for seed in (1, 1, 2))
    assert one.strategies == same.strategies
    assert one.states["R"].tolist() == same.states["R"].tolist()
    assert one.strategies != other.strategies


def test_no_world_is_no_sample() -> None:
    with pytest.raises(InputError, match="1 or more"):
        played(parse_model(alone(statement("a")), "m.yaml"), worlds=0, seed=1)


@given(st.integers(1, 5000), st.data())
def test_an_interval_holds_its_share_and_narrows_with_worlds(worlds: int, data: st.DataObject) -> None:
    held = data.draw(st.integers(0, worlds))
    low, high = Share(held, worlds).interval
    assert 0 <= low <= held / worlds <= high <= 1
    wider = Share(held, worlds).interval
    narrower = Share(held * 4, worlds * 4).interval
    assert narrower[1] - narrower[0] <= wider[1] - wider[0]


def test_wilsons_interval_as_worked_by_hand() -> None:
    low, high = Share(5, 10).interval  # (5 + 1.9207) / 13.8415 -+ 1.96 / 13.8415 * sqrt(2.5 + .9604)
    assert (low, high) == (pytest.approx(0.2366, abs=1e-4), pytest.approx(0.7634, abs=1e-4))


TWO = game(
    ("A", "a", [statement("b"), statement("not a")], "listed"),
    ("B", "b", [statement("a"), statement("not b")], "listed"),
    more=TAKE_A,
)


def test_the_null_run_turns_the_focal_actor_only() -> None:
    model = parse_model(TWO, "m.yaml")
    null = null_run(model, worlds=4000, seed=1, concepts=("R",))
    assert null.strategies["R"][0].value == pytest.approx(0.5, abs=0.04)
    assert played(model, worlds=50, seed=1, concepts=("R",)).strategies["R"][0].value == 0


def test_leaving_one_out_tells_what_decided() -> None:
    model = parse_model(TWO, "m.yaml")
    left = leave_one_out(model, worlds=50, seed=1, concept="R")
    assert [(one.preference.name, one.shares[0].value) for one in left] == [("1", 0.0), ("2", 1.0)]


def test_an_option_of_which_one_thing_only_is_said_is_built_in() -> None:
    text = game(
        ("A", "a", [statement("b")], "listed"),
        ("B", "b", [statement("a implies b"), statement("not b", "sign_unknown")], "listed"),
        ("C", "c", [statement("c iff a")], "listed"),
        ("D", "d", [statement("not d and a")], "listed"),
    )
    found = built_in(parse_model(text, "m.yaml"))
    assert [(one.actor, one.for_it, one.against) for one in found] == [("A", (), ()), ("D", (), ("1",))]


def test_without_named_strategies_each_feasible_combination_is_one() -> None:
    text = TWO.replace("options: [a]", "options: [a, c]").replace(TAKE_A, "infeasible: [{when: a and c, why: both}]\n")
    found = strategies_of(parse_model(text, "m.yaml"))
    assert [one.name for one in found] == ["none of its options", "a", "c"]


def test_an_example_is_a_world_in_which_the_state_holds() -> None:
    text = alone(statement("a", "sign_unknown"), statement("not a", "sign_unknown"), order="unknown")
    model = parse_model(text, "m.yaml")
    found = examples(model, (0, 1), worlds=200, seed=5, concept="R")
    assert sorted(found) == [0, 1]
    assert min(world.number for world in found.values()) == 1
    for state, world in found.items():
        assert equilibria(model.game(), world.ranks[None], "R")[0, state]
    same = examples(model, (1,), worlds=200, seed=5, concept="R")[1]
    assert (same.number, same.views) == (found[1].number, found[1].views)


def verdicts(text: str, state: int) -> list[str]:
    model = parse_model(text, "m.yaml")
    return [reason.verdict for reason in reasons(model, model.game(), base_world(model), state)]


def test_reasons_tell_the_sanction_that_answers_a_move() -> None:
    model = parse_model(TWO, "m.yaml")  # prisoners: 1 is to keep silent
    why = reasons(model, model.game(), base_world(model), 3)
    assert [reason.verdict for reason in why] == ["answered", "answered"]
    assert why[0].move == 2
    assert [(step.actor, step.state) for step in why[0].answer] == [(1, 0)]
    assert why[0].gain is not None
    assert why[0].loss is not None
    assert (why[0].gain.preference.name, why[0].loss.preference.name) == ("2", "1")
    assert verdicts(TWO, 0) == ["nothing better", "nothing better"]
    assert verdicts(TWO, 1) == ["gains", "nothing better"]


def test_reasons_agree_with_the_engine_in_sampled_worlds() -> None:
    text = game(
        ("A", "a, c", [statement("b", "sign_unknown"), statement("a iff b"), statement("not c or b")], "unknown"),
        ("B", "b", [statement("a", "sign_unknown"), statement("b iff c"), statement("not b")], "unknown"),
    )
    model = parse_model(text, "m.yaml")
    rules = model.game()
    worlds: set[World] = set()
    for seed in range(12):
        worlds |= set(examples(model, range(8), worlds=1, seed=seed, concept="GMR").values())
    assert worlds
    for world in worlds:
        by = {concept: stable(rules, world.ranks[None], concept)[0] for concept in ORDERED}
        for state in range(rules.states):
            for actor, reason in enumerate(reasons(model, rules, world, state)):
                told = {"nothing better": "R", "answered": "SEQ", "could be answered": "GMR"}.get(reason.verdict)
                first = next((one for one, held in by.items() if held[actor, state]), None)
                assert told == first
