"""Hedging between two poles: each of the four parts reckoned by hand, and the verdict that they come to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from brief_making import aim, claim, document
from dragoman.errors import VocabularyError
from dragoman.model import Claim, Finding
from dragoman.relations.balance import share
from dragoman.relations.between_poles import ENOUGH, TOO_FEW, hedges, opposed_pairs
from dragoman.relations.commitment import committed
from dragoman.relations.duration import lasting
from dragoman.relations.parties import Party
from dragoman.vocabulary import commitments as vocabulary
from dragoman.vocabulary.commitments import Commitment, load_commitments

RUSSIA, LNA, GNA = Party("RUS"), Party("LNA"), Party("GNA")
POLES = (LNA, GNA)
PHRASES = ("hedg", "options open")
NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
TEXT = document(
    "Haftar shelled Sarraj. Haftar met Sarraj. Egypt says that Haftar shelled Sarraj again. "
    "Russia sent tanks to Haftar. Russia has not sent any weapons to Haftar. Russia may send rifles to Sarraj. "
    "Egypt says that Russia armed Haftar. Russia bombed Sarraj. Russia recognised only the government of Sarraj. "
    "Russia sent food to Haftar. Russia recognised the government of Sarraj. Russia is hedging its bets. "
    + " ".join(f"Russia helped Haftar {n} times. Russia helped Sarraj {n} times." for n in NUMBERS)
)
SHELLED = claim(TEXT, "Haftar shelled Sarraj", "HAFTAR", "ASSAULT", "SARRAJ")


def helped(who: str, numbers: Sequence[str], **known: Any) -> list[Claim]:
    """So many independent claims of cooperation with Haftar or Sarraj."""
    return [claim(TEXT, f"Russia helped {who} {n} times", "RUS", "COOPERATE", who.upper(), **known) for n in numbers]


def parts(*claims: Claim, poles: tuple[Party, Party] = POLES, **known: Any) -> dict[str, Finding]:
    found = hedges(claims, known.pop("aims", ()), RUSSIA, poles, PHRASES, load_commitments(), **known)
    assert [f.detail["part"] for f in found] == ["opposed", "balance", "commitment", "duration", "verdict"]
    assert {f.subject for f in found} == {("RUS", poles[0].id, poles[1].id)}
    return {f.detail["part"]: f for f in found}


# --- the share -----------------------------------------------------------------------------------------------------


def test_without_acts_the_share_is_the_prior() -> None:
    """Beta(1/2, 1/2) has the distribution function 2/pi asin(sqrt(x)): its 5 % point is sin(0.05 pi / 2) squared."""
    found = share([], [])
    assert found.value == 0.5
    assert found.low == pytest.approx(math.sin(0.05 * math.pi / 2) ** 2)
    assert found.high == pytest.approx(1 - found.low)
    assert found.between(0.25, 0.75) == pytest.approx(1 / 3)


def test_one_act_with_the_first() -> None:
    """Beta(3/2, 1/2) has 2/pi (asin(sqrt(x)) - sqrt(x (1 - x))), which is 0.0577 at 1/4 and 0.3910 at 3/4."""
    found = share([1], [])
    assert (found.value, found.a, found.b) == (0.75, 1.5, 0.5)
    assert found.between(0.25, 0.75) == pytest.approx(0.3910 - 0.0577, abs=1e-4)
    assert found.between(0, 1) == pytest.approx(1)


def test_weights_move_the_share_and_equal_ones_do_not_matter() -> None:
    """Two acts of weight 2 against one of weight 1: t has mean 2.5 / 4, and b = 0.625 / (0.625 + 0.375 / 2)."""
    assert share([2, 2], [1]).value == pytest.approx(0.625 / 0.8125)
    assert share([3, 3], [3]) == share([1, 1], [1])
    unequal = share([1, 3], [])  # the effective number of acts is 16 / 10
    assert unequal.a == pytest.approx(2.1)


def test_turned_round_the_share_is_its_complement() -> None:
    one, other = share([2, 1, 1], [4]), share([4], [2, 1, 1])
    assert one.value == pytest.approx(1 - other.value)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low))
    assert one.between(0.25, 0.75) == pytest.approx(other.between(0.25, 0.75))


@pytest.mark.parametrize("weights", [(1.0,), (1.0, 2.0)])
def test_the_interval_holds_the_truth_in_nine_of_ten_draws(weights: tuple[float, ...]) -> None:
    """1,000 draws of 40 acts with a known share of acts, all of one weight or of two."""
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(1000):
        truth = chance.uniform(0.1, 0.9)
        to_first = chance.random(40) < truth
        given = chance.choice(weights, 40)
        found = share(given[to_first].tolist(), given[~to_first].tolist())
        held += found.low <= truth <= found.high  # both get acts of the same weights, so b is the share of acts
    assert 860 <= held <= 940


def test_a_weight_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        share([1, 0], [1])


# --- the parts -----------------------------------------------------------------------------------------------------


def test_the_poles_are_opposed_by_what_the_author_asserts() -> None:
    said = claim(TEXT, "Haftar shelled Sarraj again", "HAFTAR", "ASSAULT", "SARRAJ", speaker="EGY")
    met = claim(TEXT, "Haftar met Sarraj", "HAFTAR", "CONSULT", "SARRAJ", mutual=True)
    found = parts(SHELLED, said)["opposed"]
    assert (found.value, found.claim_ids) == ("opposed", (SHELLED.id, said.id))
    assert (found.detail["hostile"], found.detail["friendly"]) == ("1", "0")
    assert parts(said)["opposed"].value == "claimed only"
    assert parts(SHELLED, met)["opposed"].value == "both hostile and friendly"
    assert parts(met)["opposed"].value == "not shown"
    denied = replace(SHELLED, id="x", status="did_not")
    assert parts(denied)["opposed"].detail["shown"] == "x"


def test_copies_count_once_and_only_what_is_asserted_counts() -> None:
    one, two = helped("Haftar", NUMBERS[:2])
    copy_of = document("Russia helped Haftar one times!", "copy.txt")
    copy = claim(copy_of, "Russia helped Haftar one times", "RUS", "COOPERATE", "HAFTAR")
    (said,) = helped("Sarraj", ["one"], speaker="EGY")
    (planned,) = helped("Sarraj", ["two"], status="planned")
    (own,) = helped("Sarraj", ["three"])
    found = parts(one, two, copy, said, planned, own)["balance"]
    assert (found.detail["number_a"], found.detail["number_b"]) == ("2", "1")
    assert set(found.detail["with_a"].split()) == {one.id, two.id, copy.id}
    assert set(found.detail["shown"].split()) == {said.id, planned.id}
    assert found.value == round(2.5 / 4, 4)
    assert found.interval is not None and found.interval[0] < 0.625 < found.interval[1]
    assert parts(said)["balance"].value == "no tie with either"


def test_a_visit_by_the_other_side_counts_and_its_praise_does_not() -> None:
    visit = claim(TEXT, "Haftar met Sarraj", "HAFTAR", "CONSULT", "RUS")
    praise = claim(TEXT, "Haftar shelled Sarraj", "SARRAJ", "SUPPORT", "RUS")
    found = parts(visit, praise)["balance"]
    assert (found.detail["number_a"], found.detail["number_b"]) == ("1", "0")


def test_weights_of_claims_enter_the_share() -> None:
    claims = [*helped("Haftar", NUMBERS[:2]), *helped("Sarraj", NUMBERS[:1])]
    found = parts(*claims, weight=lambda c: 2.0 if c.target == "HAFTAR" else 1.0)["balance"]
    assert found.value == round(0.625 / 0.8125, 4)


ARMED = claim(TEXT, "Russia sent tanks to Haftar", "RUS", "AID", "HAFTAR")
NOT_ARMED = claim(TEXT, "Russia has not sent any weapons to Haftar", "RUS", "AID", "HAFTAR", status="did_not")
MAY_ARM = claim(TEXT, "Russia may send rifles to Sarraj", "RUS", "AID", "SARRAJ", status="possible")
SAID_ARMED = replace(
    claim(TEXT, "Russia armed Haftar", "RUS", "AID", "HAFTAR", speaker="EGY"), cues=("armed",)
)  # fmt: skip
BOMBED = claim(TEXT, "Russia bombed Sarraj", "RUS", "ASSAULT", "SARRAJ")
RECOGNISED = claim(TEXT, "Russia recognised only the government of Sarraj", "RUS", "SUPPORT", "SARRAJ")


@pytest.mark.parametrize(
    ("claims", "value", "towards", "sorts"),
    [
        ([], "none told", "", ""),
        ([NOT_ARMED], "none, and the text says so", "", ""),
        ([NOT_ARMED, MAY_ARM], "none, and the text says so", "", ""),
        ([SAID_ARMED, NOT_ARMED], "claimed only", "", "arms"),
        ([ARMED, NOT_ARMED], "to one", "LNA", "arms"),
        ([BOMBED], "to one", "LNA", "force against the other"),
        ([RECOGNISED], "to one", "GNA", "sole recognition"),
        ([ARMED, RECOGNISED], "to both", "LNA GNA", "arms, sole recognition"),
        ([claim(TEXT, "Russia sent food to Haftar", "RUS", "AID", "HAFTAR")], "none told", "", ""),
        ([claim(TEXT, "Russia recognised the government of Sarraj", "RUS", "SUPPORT", "SARRAJ")], "none told", "", ""),
        ([replace(ARMED, source="EGY", source_root="EGY")], "none told", "", ""),
    ],
)
def test_what_commits(claims: list[Claim], value: str, towards: str, sorts: str) -> None:
    found = committed(claims, RUSSIA, POLES, load_commitments()).finding
    assert (found.value, found.detail["towards"], found.detail["sorts"]) == (value, towards, sorts)


def test_what_was_not_done_is_evidence_and_what_is_only_possible_is_shown() -> None:
    found = committed([NOT_ARMED, MAY_ARM], RUSSIA, POLES, load_commitments()).finding
    assert found.claim_ids == (NOT_ARMED.id,)
    assert (found.detail["not_done"], found.detail["shown"]) == (NOT_ARMED.id, MAY_ARM.id)


@pytest.mark.parametrize(
    ("with_a", "with_b", "value", "period"),
    [
        (["2016-01-10", "2017-03-01"], ["2016-12-31", "2018"], 61, "2016-12-31/2017-03-01"),  # 1 + 31 + 28 + 1 days
        (["2016"], ["2016-12-31"], 1, "2016-12-31/2016-12-31"),
        (["2016", "2016-06"], ["2017"], "one after the other", None),
        (["2016"], ["XXXX-08", None], "no dates", None),
        ([None], [], "no dates", None),
        (["../2017-02-03"], ["2016/.."], "one after the other", None),  # known are 3 February 2017 and 1 January 2016
        (["../2017-02-03"], ["2017-02"], 1, "2017-02-03/2017-02-03"),
    ],
)
def test_how_long_with_both(
    with_a: list[str | None], with_b: list[str | None], value: str | int, period: str | None
) -> None:
    claims = helped("Haftar", NUMBERS)
    dated = [[replace(claims[n], date=date) for n, date in enumerate(dates)] for dates in (with_a, with_b)]
    found = lasting(("RUS", "LNA", "GNA"), *dated)
    assert (found.value, found.period) == (value, period)


# --- the verdict ---------------------------------------------------------------------------------------------------


def even(*more: Claim, leaving: int = 0, **known: Any) -> dict[str, Finding]:
    """Enough cooperation, evenly shared; the poles at war."""
    claims = [*helped("Haftar", NUMBERS[:10]), *helped("Sarraj", NUMBERS[leaving:10])]
    return parts(SHELLED, *claims, *more, **known)


def test_with_four_parts_that_hold_it_hedges() -> None:
    found = even()
    assert found["verdict"].value == "hedges"
    assert float(found["balance"].detail["inside"]) > 0.9
    assert set(found["opposed"].claim_ids) <= set(found["verdict"].claim_ids)


def test_below_twenty_independent_claims_it_cannot_be_told_but_the_parts_and_statements_are_given() -> None:
    told = aim(TEXT, "hedging its bets", "RUS", "option")
    others = aim(TEXT, "hedging its bets", "EGY", "option")
    found = even(leaving=1, aims=[told, others])
    assert (found["verdict"].value, found["verdict"].detail["independent"]) == (TOO_FEW, "19")
    assert found["verdict"].detail["statements"] == told.id
    assert told.id in found["verdict"].claim_ids
    assert found["opposed"].value == "opposed"
    assert isinstance(found["balance"].value, float)
    assert ENOUGH == 20


def test_a_statement_does_not_make_the_verdict() -> None:
    told = aim(TEXT, "hedging its bets", "RUS", "option")
    assert parts(SHELLED, aims=[told])["verdict"].value == TOO_FEW


@pytest.mark.parametrize(
    ("found", "value", "towards"),
    [
        (lambda: even(ARMED), "committed to one of them", "LNA"),
        (lambda: even(ARMED, RECOGNISED), "hedges", ""),
        (lambda: even(SAID_ARMED), "hedges", ""),
        (
            lambda: parts(*helped("Haftar", NUMBERS[:10]), *helped("Sarraj", NUMBERS[:10])),
            "the poles are not shown to be opposed",
            "",
        ),
        (
            lambda: parts(SHELLED, *helped("Haftar", NUMBERS), *(replace(c, id=f"{c.id}x", sign=1, kind="AID")
                                                                 for c in helped("Haftar", NUMBERS[:4]))),
            "no ties with both",
            "LNA",
        ),
        (
            lambda: parts(SHELLED, *helped("Haftar", NUMBERS), *helped("Sarraj", NUMBERS[:4]),
                          *(replace(c, id=f"{c.id}x", kind="ACCUSE", sign=-1)
                            for c in helped("Sarraj", NUMBERS[:5]))),
            "opposes one of them",
            "LNA",
        ),
        (
            lambda: parts(SHELLED, *helped("Haftar", NUMBERS[:10], date="2015"),
                          *helped("Sarraj", NUMBERS[:10], date="2018")),
            "one after the other",
            "",
        ),
        (
            lambda: parts(SHELLED, *helped("Haftar", NUMBERS[:13]), *helped("Sarraj", NUMBERS[:9])),
            "hedges",
            "",
        ),
        (
            lambda: parts(SHELLED, *helped("Haftar", NUMBERS[:16]), *helped("Sarraj", NUMBERS[:5])),
            "cannot be told apart",
            "",
        ),
        (
            lambda: parts(SHELLED, *helped("Sarraj", NUMBERS), *(replace(c, id=f"{c.id}x", kind="AID")
                                                                 for c in helped("Sarraj", NUMBERS)),
                          *helped("Haftar", NUMBERS[:3])),
            "leans to one of them",
            "GNA",
        ),
    ],
)  # fmt: skip
def test_the_first_part_that_does_not_hold_decides(found: Any, value: str, towards: str) -> None:
    verdict = found()["verdict"]
    assert (verdict.value, verdict.detail["towards"]) == (value, towards)


def test_a_pole_can_be_a_person() -> None:
    persons = (Party("LNA", "HAFTAR"), Party("GNA", "SARRAJ"))
    found = even(poles=persons)
    assert found["verdict"].value == "hedges"
    other = replace(SHELLED, source="SADDAM")
    assert parts(other, poles=persons)["opposed"].value == "not shown"


def test_poles_are_searched_for_among_enemies_with_both_of_whom_there_are_dealings() -> None:
    with_turkey = claim(TEXT, "Russia sent food to Haftar", "TUR", "COOPERATE", "RUS", mutual=True)
    at_odds = claim(TEXT, "Haftar met Sarraj", "LNA", "ACCUSE", "TUR")
    with_egypt = claim(TEXT, "Russia sent food to Haftar", "RUS", "AID", "EGY")
    everything = [
        SHELLED,
        *helped("Haftar", NUMBERS[:2]),
        *helped("Sarraj", NUMBERS[:3]),
        with_turkey,
        at_odds,
        with_egypt,
    ]
    # the fewer of 3 and 2 is more than the fewer of 2 and 1; nobody is at odds with Egypt
    wanted = ((GNA, LNA), (LNA, Party("TUR")))
    assert opposed_pairs(everything, RUSSIA) == wanted
    assert opposed_pairs(reversed(everything), RUSSIA) == wanted
    assert opposed_pairs(everything, Party("EGY")) == ()


# --- the words that commit -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "evidence", "sort"),
    [
        ("AID", "Russia sent military aid to Haftar", "arms"),
        ("AID", "Russia sent military and financial aid to Haftar", "arms"),
        ("AID", "Russia sent aid to Haftar, who sat in the military academy", None),
        ("SUPPORT", "Russia only recognises Sarraj", "sole recognition"),
        ("AID", "Russia sent 500 mercenaries", "troops"),
        ("AID", "Russia sent flour", None),
        ("CONSULT", "Russia talked about arms", None),
        ("MOBILIZE", "Russia massed near the border", "force against the other"),
        ("STANCE", "Russia relied exclusively on Haftar", "sole backing"),
        ("STANCE", "Russia relied on Haftar", None),
    ],
)
def test_which_acts_commit(kind: str, evidence: str, sort: str | None) -> None:
    found = next((c.name for c in load_commitments() if c.fits(kind, evidence, ())), None)
    assert found == sort


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "arms", "kinds": ["AIDE"]}, "kind 'AIDE' is unknown"),
        ({"name": "arms", "kinds": []}, "kind '' is unknown"),
        ({"kinds": ["AID"]}, "write name"),
        ({"name": "arms", "kinds": ["AID"], "word": ["x"]}, "'word' is no key"),
        ({"name": "arms", "kinds": ["AID"], "cues": ["x"]}, "'cues' need 'words'"),
    ],
)
def test_a_broken_entry_is_named(entry: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"name": "troops", "kinds": ["AID"], "words": ["troop"]}
    monkeypatch.setattr(vocabulary, "read_toml", lambda _file: {"commitment": [good, entry]})
    with pytest.raises(VocabularyError, match=rf"commitment\.toml: commitment 2: .*{message}"):
        load_commitments.__wrapped__("en")
    monkeypatch.setattr(vocabulary, "read_toml", lambda _file: {})
    with pytest.raises(VocabularyError, match="there is no"):
        load_commitments.__wrapped__("en")


def test_a_cue_is_a_whole_word() -> None:
    one = Commitment("arms", frozenset({"AID"}), (("weapon",),), frozenset({"arm"}), against=False)
    assert one.fits("AID", "Russia armed them", ("arm",))
    assert not one.fits("AID", "Russia alarmed them", ("alarm",))
