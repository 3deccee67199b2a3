"""Camps: the split that breaks the fewest ties, against counting every split, and measures reckoned by hand."""

from __future__ import annotations

import itertools
import random
from types import SimpleNamespace
from typing import Any

import pytest

from brief_making import claim, document
from dragoman.model import Finding
from dragoman.relations import frustration
from dragoman.relations.camps import camps
from dragoman.relations.frustration import is_broken, split
from dragoman.relations.signed import Edge, edges_of
from dragoman.relations.ties import ties


def edge(first: str, second: str, sign: int, weight: int = 1) -> Edge:
    one, other = sorted((first, second))
    return Edge(one, other, sign, weight, (f"{one}{other}",), "backs" if sign > 0 else "opposes")


def edges(text: str) -> list[Edge]:
    """`ab+ bc-2` is a friendly tie of weight 1 and a hostile one of weight 2."""
    return [edge(t[0], t[1], 1 if t[2] == "+" else -1, int(t[3:] or 1)) for t in text.split()]


def random_network(seed: int) -> list[Edge]:
    chance = random.Random(seed)
    names = "abcdefghijkl"[: chance.randint(2, 12)]
    pairs = list(itertools.combinations(names, 2))
    chosen = chance.sample(pairs, chance.randint(1, len(pairs)))
    hostile = chance.random()
    return [edge(a, b, -1 if chance.random() < hostile else 1, chance.randint(1, 4)) for a, b in chosen]


def every_split(network: list[Edge]) -> list[dict[str, int]]:
    """All splits of a connected network with its first node in camp 0, in the order of the camps by name."""
    first, *others = sorted({end for e in network for end in e.ends})
    return [
        {first: 0, **dict(zip(others, sides, strict=True))} for sides in itertools.product((0, 1), repeat=len(others))
    ]


@pytest.mark.parametrize("begin", range(0, 300, 50))
def test_the_index_is_that_of_trying_every_split(begin: int) -> None:
    """On 300 random networks of 2 to 12 nodes: the fewest ties, and of those splits one of the least weight."""
    for seed in range(begin, begin + 50):
        network = random_network(seed)
        rows = [[(e, camp) for e in network if is_broken(e, camp)] for camp in every_split(network)]
        costs = [(len(row), sum(e.weight for e, _ in row)) for row in rows]
        found = split(network)
        assert found.exact, seed
        assert found.chosen, seed
        assert (len(found.broken), sum(e.weight for e in found.broken)) == min(costs), seed
        assert found.lower == min(costs)[0], seed


def test_of_equal_splits_the_first_by_name_is_chosen() -> None:
    """Networks of one block: there the first by name is first over all."""
    checked = 0
    for seed in range(60):
        chance = random.Random(seed)
        names = "abcdefg"[: chance.randint(3, 7)]
        network = [
            edge(a, b, chance.choice((-1, 1)), chance.randint(1, 2)) for a, b in itertools.combinations(names, 2)
        ]
        broken = [[e for e in network if is_broken(e, camp)] for camp in every_split(network)]
        costs = [(len(row), sum(e.weight for e in row)) for row in broken]
        first = every_split(network)[costs.index(min(costs))]
        assert split(network).camp == first, seed
        checked += costs.count(min(costs)) > 1
    assert checked > 10, "too few networks with a choice"


@pytest.mark.parametrize(
    ("text", "broken", "camp"),
    [
        ("ab+", "", {"a": 0, "b": 0}),
        ("ab-", "", {"a": 0, "b": 1}),
        ("ab- bc- ac-", "ab", {"a": 0, "b": 0, "c": 1}),  # any tie could break: b goes where it comes first by name
        ("ab+2 bc+2 ac-1", "ac", {"a": 0, "b": 0, "c": 0}),
        ("ab+1 bc+2 ac-2", "ab", {"a": 0, "b": 1, "c": 1}),
        ("ab- bc- cd- ad-", "", {"a": 0, "b": 1, "c": 0, "d": 1}),
        ("ab+ cd-", "", {"a": 0, "b": 0, "c": 0, "d": 1}),  # two parts: each begins in camp 0
        ("bc+ bd- cd- ab-", "", {"a": 0, "b": 1, "c": 1, "d": 0}),  # a triangle that hangs on a by one tie
    ],
)
def test_small_networks_split_as_by_hand(text: str, broken: str, camp: dict[str, int]) -> None:
    found = split(edges(text))
    assert found.camp == camp
    assert "".join(e.first + e.second for e in found.broken) == broken


def test_the_order_in_which_ties_are_given_changes_nothing() -> None:
    network = random_network(7)
    assert camps(network) == camps(list(reversed(network)))


def parts(found: tuple[Finding, ...], part: str) -> list[Finding]:
    return [f for f in found if f.detail["part"] == part]


def test_what_is_said_of_a_network_reckoned_by_hand() -> None:
    """a, b, c are friends and so are d, e; all that joins them is hostile but b-d; f hangs on a and d by friendship.

    Only b-d and one of f's two ties break: f's with d, since camps are chosen by name.
    """
    found = camps(edges("ab+ bc+ ac+ de+ ad- cd- ae- bd+ af+ df+"))
    (whole,) = parts(found, "split")
    assert (whole.value, whole.detail["exact"], whole.detail["lower"]) == (2, "yes", "2")
    assert (whole.detail["nodes"], whole.detail["ties"]) == ("6", "10")
    assert [f.subject for f in parts(found, "camp")] == [("a", "b", "c", "f"), ("d", "e")]
    assert [f.subject for f in parts(found, "either")] == [("f",)]
    assert [(f.subject, f.value, f.claim_ids) for f in parts(found, "broken")] == [
        (("b", "d"), "friendly across", ("bd",)),
        (("d", "f"), "friendly across", ("df",)),
    ]
    # abc +++ balanced, abd + + - not, acd + - - balanced, ade - + - balanced, adf + + - not, bcd + - + not
    (three,) = parts(found, "triangles")
    assert (three.value, three.detail["triangles"], three.detail["share"]) == (3, "6", "0.50")
    # friends: a-b, b-c, a-c, d-e, b-d, a-f, d-f; b has a, c beside d; f has a beside d; d has e beside b and f
    assert {f.subject[0]: f.value for f in parts(found, "broker")} == {"b": 1, "f": 1, "d": 2}


def test_betweenness_is_the_share_of_shortest_friendly_paths() -> None:
    """Friends a-b-c-d in a row with a-d hostile: b lies on 2 of the 3 other pairs' paths (a-c, a-d)."""
    found = camps(edges("ab+2 bc+1 cd+2 ad-2"))
    assert [f.subject for f in parts(found, "broken")] == [("b", "c")]
    assert {f.subject[0]: f.detail["betweenness"] for f in parts(found, "broker")} == {"b": "0.67", "c": "0.67"}


def test_a_network_in_balance_has_no_broken_tie_and_one_of_friends_one_camp() -> None:
    found = camps(edges("ab+ bc+ ac+"))
    assert [(f.subject, f.value) for f in parts(found, "camp")] == [(("a", "b", "c"), 3)]
    assert parts(found, "split")[0].value == 0
    assert parts(found, "broken") == parts(found, "broker") == []
    assert camps([]) == ()


def test_without_a_triangle_no_share_is_given() -> None:
    (three,) = parts(camps(edges("ab+ bc-")), "triangles")
    assert (three.value, three.detail["share"]) == (0, "")


def test_parts_that_nothing_joins_are_told_apart() -> None:
    found = camps(edges("xy- ab+ bc-"))
    assert [(f.detail["group"], f.subject) for f in parts(found, "split")] == [
        ("1", ("a", "b", "c")),
        ("2", ("x", "y")),
    ]


def solver_that_stops(bound: float | None, camp: list[int] | None = None) -> Any:
    """A stand-in for milp that reaches its time limit at once, with this bound and these camps, if any."""

    def stopped(cost: Any, **given: Any) -> SimpleNamespace:
        assert given["options"]["time_limit"] == 5
        x = None if camp is None else [*camp, *[0] * (len(cost) - len(camp))]
        return SimpleNamespace(status=1, x=x, fun=None, mip_dual_bound=bound)

    return stopped


def test_at_the_time_limit_the_best_and_the_bound_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    five = [edge(a, b, -1) for a, b in itertools.combinations("abcde", 2)]  # two camps of 2 and 3 break 1 + 3
    monkeypatch.setattr(frustration, "milp", solver_that_stops(2.1))
    (whole,) = parts(camps(five, 5), "split")
    assert (whole.value, whole.detail["exact"], whole.detail["lower"]) == (4, "no", "3")
    assert "time limit" in whole.why
    monkeypatch.setattr(frustration, "milp", solver_that_stops(4.0 - 1e-9))
    (whole,) = parts(camps(five, 5), "split")
    assert (whole.value, whole.detail["exact"], whole.detail["chosen"]) == (4, "yes", "no")


def test_without_a_bound_from_the_solver_triangles_apart_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of five enemies all ten triangles are unbalanced; two that share no tie (abc, ade) prove 2."""
    five = [edge(a, b, -1) for a, b in itertools.combinations("abcde", 2)]
    for bound in (None, float("-inf")):
        monkeypatch.setattr(frustration, "milp", solver_that_stops(bound))
        assert split(five, 5).lower == 2


def test_a_better_split_of_the_stopped_solver_is_taken_and_a_worse_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    five = [edge(a, b, -1) for a, b in itertools.combinations("abcde", 2)]
    monkeypatch.setattr(frustration, "milp", solver_that_stops(0.0, [0, 0, 0, 0, 0]))
    assert len(split(five, 5).broken) == 4
    monkeypatch.setattr(frustration, "_improved", lambda graph, camp: dict.fromkeys(graph, 0))
    monkeypatch.setattr(frustration, "milp", solver_that_stops(0.0, [0, 1, 0, 1, 0]))
    assert len(split(five, 5).broken) == 4


def test_a_real_time_limit_gives_a_bound_that_holds() -> None:
    chance = random.Random(1)
    names = [f"n{number:02}" for number in range(60)]
    pairs = chance.sample(list(itertools.combinations(names, 2)), 600)
    found = split([edge(a, b, chance.choice((-1, 1))) for a, b in pairs], 0.3)
    assert not found.exact
    assert 0 < found.lower < len(found.broken) < 300


@pytest.mark.parametrize("limit", [0, -1.0])
def test_a_time_limit_of_nothing_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match="above 0 seconds"):
        split(edges("ab+"), limit)


TEXT = document(
    "Egypt armed the LNA. Egypt praised the LNA. Turkey armed the GNA. The GNA shelled the LNA. Russia met the LNA. "
    "Egypt armed Turkey. Turkey accused Egypt. Russia is said to back the GNA."
)


def test_edges_come_from_what_the_author_asserts() -> None:
    made = edges_of(
        ties(
            [
                claim(TEXT, "Egypt armed the LNA", "EGY", "AID", "LNA"),
                claim(TEXT, "Egypt praised the LNA", "EGY", "SUPPORT", "LNA"),
                claim(TEXT, "Turkey armed the GNA", "TUR", "AID", "GNA"),
                claim(TEXT, "The GNA shelled the LNA", "GNA", "ASSAULT", "LNA"),
                claim(TEXT, "Russia met the LNA", "RUS", "CONSULT", "LNA", mutual=True),
                claim(TEXT, "Egypt armed Turkey", "EGY", "AID", "TUR"),
                claim(TEXT, "Turkey accused Egypt", "TUR", "ACCUSE", "EGY"),
                claim(TEXT, "Russia is said to back the GNA", "RUS", "SUPPORT", "GNA", speaker="TUR"),
            ]
        )
    )
    assert [(e.ends, e.sign, e.weight, e.word) for e in made] == [
        (("EGY", "LNA"), 1, 2, "backs"),
        (("EGY", "TUR"), 0, 0, "mixed"),
        (("GNA", "LNA"), -1, 1, "opposes"),
        (("GNA", "RUS"), 0, 0, "claimed only"),
        (("GNA", "TUR"), 1, 1, "backs"),
        (("LNA", "RUS"), 0, 0, "in contact"),
    ]
    found = camps(made)
    assert [f.subject for f in parts(found, "camp")] == [("EGY", "LNA"), ("GNA", "TUR")]
    assert {f.subject: f.value for f in parts(found, "left out")} == {
        ("EGY", "TUR"): "mixed", ("GNA", "RUS"): "claimed only", ("LNA", "RUS"): "in contact",
    }  # fmt: skip


def test_a_kindness_one_way_and_a_hostility_the_other_is_mixed_and_two_of_one_sign_are_one_edge() -> None:
    kind = claim(TEXT, "Egypt armed Turkey", "EGY", "AID", "TUR")
    again = claim(TEXT, "Egypt praised the LNA", "TUR", "SUPPORT", "EGY")
    (both,) = edges_of(ties([kind, again]))
    assert (both.sign, both.weight, set(both.claim_ids)) == (1, 1, {kind.id, again.id})
    hostile = claim(TEXT, "Turkey accused Egypt", "TUR", "ACCUSE", "EGY")
    assert edges_of(ties([kind, hostile]))[0].sign == 0
