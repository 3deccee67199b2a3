"""The Libya case of the shared folder, written as a model file, gives the table that is known for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from dragoman.strategy.conflict import ConflictModel
from dragoman.strategy.guards import leave_one_out, null_run
from dragoman.strategy.model_file import parse_model
from dragoman.strategy.quotes import missing
from dragoman.strategy.stability import CONCEPTS, equilibria
from dragoman.strategy.worlds import base_world, played

SHARED = Path(__file__).resolve().parents[2] / "shared"
CASE = SHARED / "cases" / "libya-russia-conflict-model.json"
SEED = SHARED / "seed" / "libya-russia.txt"
WORLDS = 3000

# What the case says in words, said in the language of statements; in the order of its lists.
STATEMENTS = {
    "Russia": {
        "gamble": "not (R_partner and not R_engage_all)",
        "penalty": "not E_penalise",
        "embargo": "not R_arms",
        "seat": "E_seat",
        "partnership": "R_partner",
        "settlement": "not H_takeover and not G_resist",
        "us_deal": "U_ct_deal",
        "strongman": "R_arms and H_takeover",
        "low_profile": "not R_partner",
        "counter_terror": "R_ct",
    },
    "Haftar": {
        "arms": "R_arms",
        "takeover": "H_takeover",
        "unresisted": "not G_resist",
        "partner": "R_partner",
        "sponsor": "not E_penalise",
    },
    "GNA_Misrata": {
        "defence": "not (H_takeover and not G_resist)",
        "arms": "not R_arms",
        "takeover": "not H_takeover",
        "engaged": "R_engage_all",
        "peace": "not G_resist",
    },
    "Europe": {
        "arms": "not R_arms",
        "takeover": "not H_takeover",
        "escalation": "not (H_takeover and G_resist)",
        "engaged": "R_engage_all",
        "penalty": "E_penalise iff R_arms",
        "seat": "E_seat iff (R_engage_all and not R_arms)",
    },
    "US": {
        "takeover": "not H_takeover",
        "arms": "not R_arms",
        "engaged": "R_engage_all",
        "deal": "U_ct_deal iff R_ct",
    },
}
STRATEGIES = (
    "R_partner and R_engage_all and not R_arms",
    "R_engage_all and not R_partner",
    "R_arms and not R_engage_all",
    "R_arms and R_engage_all",
    "R_partner and not R_engage_all and not R_arms",
    "not R_partner and not R_engage_all",
)


def case() -> dict[str, Any]:
    if not CASE.is_file():
        pytest.skip("needs the folder `shared` beside the project")
    found: dict[str, Any] = json.loads(CASE.read_text("utf-8"))
    return found


def as_file(told: dict[str, Any], order: str) -> str:
    actors = [
        {
            "name": name,
            "options": [option["name"] for option in told["options"] if option["dm"] == name],
            "preferences": [
                {
                    "name": called,
                    "words": given["statement"],
                    "statement": expression,
                    "basis": given["basis"].replace(" ", "_"),
                    "document": "seed",
                    "quote": given["quote"],
                }
                for (called, expression), given in zip(
                    STATEMENTS[name].items(), told["preference_statements"][name], strict=True
                )
            ],
            "order": order if name == "Russia" or order == "listed" else "unknown",
        }
        for name in told["decision_makers"]
    ]
    model = {
        "title": told["title"],
        "actors": actors,
        "infeasible": [{"when": rule["pattern"], "why": rule["why"]} for rule in told["infeasible_rules"]],
        "strategies": [
            {"name": name, "when": when} for name, when in zip(told["russia_strategies"], STRATEGIES, strict=True)
        ],
    }
    return yaml.safe_dump(model, sort_keys=False, allow_unicode=True)


def model(order: str = "unknown") -> ConflictModel:
    return parse_model(as_file(case(), order), "libya.yaml")


def near(expected: float, worlds: int) -> Any:
    """Within four standard errors of the two samples; `worlds` are those behind the figure to compare with."""
    spread = max(expected * (1 - expected), 0.005)
    return pytest.approx(expected, abs=4 * (spread / WORLDS + spread / worlds) ** 0.5)


def test_every_quote_stands_in_the_seed() -> None:
    assert list(missing(model(), {"seed": [SEED.read_text("utf-8")]})) == []


def test_the_listed_order_has_the_known_equilibria() -> None:
    listed, told = model("listed"), case()
    game = listed.game()
    assert int(game.feasible.sum()) == told["feasible"]
    for concept in CONCEPTS:
        known = told["base_order_result"][concept]
        found = np.flatnonzero(equilibria(game, base_world(listed).ranks[None], concept)[0]).tolist()
        assert len(found) == known["count"]
        assert {"+".join(game.taken(state)) for state in found} >= set(known["states"])


@pytest.mark.parametrize(
    ("order", "known"),
    [
        ("unknown", "all orders uniform"),
        ("gamble, penalty, embargo > *", "emphasis: gamble, penalty, embargo above the rest"),
    ],
)
def test_sampled_shares_are_the_known_ones(order: str, known: str) -> None:
    told = case()["sampled"]
    found = played(model(order), worlds=WORLDS, seed=1)
    for concept in CONCEPTS:
        expected = told["results"][known][concept]
        assert found.settled[concept].value == expected["worlds with an equilibrium"]
        for strategy, share in zip(model().strategies, found.strategies[concept], strict=True):
            assert share.value == near(expected[strategy.name], told["worlds"]), (concept, strategy.name)


def test_with_random_signs_no_strategy_is_anything_special() -> None:
    told = case()["sampled"]
    expected = told["results"]["null: signs of all Russian statements random"]["R"]
    found = null_run(model(), worlds=WORLDS, seed=1, concepts=("R",))
    for strategy, share in zip(model().strategies, found.strategies["R"], strict=True):
        assert share.value == near(expected[strategy.name], told["worlds"]), strategy.name


@pytest.mark.parametrize(
    ("known", "struck"),
    [
        ("no gamble, no embargo", ("gamble", "embargo")),
        ("no gamble/embargo/penalty/seat", ("gamble", "embargo", "penalty", "seat")),
    ],
)
def test_without_the_cautions_full_weight_holds_as_often_as_is_known(known: str, struck: tuple[str, ...]) -> None:
    told = case()["sampled"]
    bold = model()
    for name in struck:
        bold = bold.without("Russia", name)
    found = played(bold, worlds=WORLDS, seed=1, concepts=("R",))
    for strategy, share in zip(bold.strategies, found.strategies["R"], strict=True):
        assert share.value == near(told["results"][known]["R"][strategy.name], told["worlds"]), strategy.name


def test_leaving_one_statement_out_changes_what_is_known_to_change() -> None:
    told = case()["leave_one_russian_statement_out"]
    worlds = 1500  # every figure there is a whole number of 1500ths
    for left in leave_one_out(model(), worlds=WORLDS, seed=1, concept="R"):
        known = told[left.preference.words]["R"]
        for strategy, share in zip(model().strategies, left.shares, strict=True):
            assert share.value == near(known[strategy.name], worlds), (left.preference.name, strategy.name)
