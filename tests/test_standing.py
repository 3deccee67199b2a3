"""Standing: what counts, by hand; periods; age; and that the order of the claims changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from brief_making import claim, document
from dragoman.model import KINDS, Claim, Finding, Status
from dragoman.relations.evidence import UNDONE, Aging, Sums, acts
from dragoman.relations.periods import By, bounds, days_before, period_of, periods_between, shown
from dragoman.relations.posterior import ERROR
from dragoman.relations.standing import posterior_of, standings
from dragoman.vocabulary.intensities import load_intensities

WEIGHTS = load_intensities()
TEXT = "One. Two. Three. Four. Five. Six. Seven. Eight. Nine."
DOC = document(TEXT)
WORDS = TEXT.split()


def told(*claims: Claim, **options: object) -> dict[tuple[tuple[str, ...], str, str | None], Finding]:
    found = standings(claims, WEIGHTS, **options)  # type: ignore[arg-type]
    return {(f.subject, f.detail["part"], f.period): f for f in found}


def total(*claims: Claim, **options: object) -> Finding:
    return told(*claims, **options)[("RUS", "LNA"), "total", None]


def test_one_arms_delivery_by_hand() -> None:
    # Beta(1.5, 0.5): mean 0.75, so 0.5; one act
    found = total(claim(DOC, "One", "RUS", "AID", "LNA"))
    assert found.value == 0.5 and found.method == "standing"
    assert found.interval == pytest.approx(
        (2 * betaincinv(1.5, 0.5, 0.05) - 1, 2 * betaincinv(1.5, 0.5, 0.95) - 1), abs=ERROR + 0.0005
    )
    assert found.detail["counted"] == "1" and found.detail["effective"] == "1.00"
    assert found.why == "1 for, 0 against"


def test_acts_of_both_signs_by_hand() -> None:
    # weights 0.7 and 0.2: balance 5/9, of two acts: drawn towards 0 by 2/3
    found = total(claim(DOC, "One", "RUS", "AID", "LNA"), claim(DOC, "Two", "RUS", "ACCUSE", "LNA"))
    assert found.value == pytest.approx(0.370)
    assert (found.detail["cooperative"], found.detail["hostile"]) == ("1", "1")


def test_what_did_not_happen_counts_against_and_half() -> None:
    # half an act of weight 0.7 against: n- = 0.5, so (0.5 - 1.0) / 1.5
    withheld = total(claim(DOC, "One", "RUS", "AID", "LNA", status="did_not"))
    assert withheld.value == pytest.approx(-0.333) and withheld.detail["effective"] == f"{UNDONE:.2f}"
    spared = total(claim(DOC, "One", "RUS", "ASSAULT", "LNA", status="did_not"))
    assert spared.value == pytest.approx(0.333)


@pytest.mark.parametrize("status", ["planned", "possible", "advised"])
def test_what_did_not_happen_yet_is_shown_and_not_counted(status: Status) -> None:
    found = total(claim(DOC, "One", "RUS", "AID", "LNA", status=status))
    assert found.value == 0.0 and found.interval == (-0.988, 0.988)
    assert found.detail[status] == "1" and found.detail["counted"] == "0"
    assert found.why == f"nothing counts, so nothing is known; not counted: 1 {status}"
    assert found.claim_ids and found.detail["counted_ids"] == ""


def test_what_a_speaker_says_is_no_fact() -> None:
    own = claim(DOC, "One", "RUS", "AID", "LNA")
    said = [claim(DOC, word, "RUS", "ASSAULT", "LNA", speaker="TUR") for word in ("Two", "Three")]
    found = total(own, *said)
    assert found.value == 0.5 and found.detail["claimed"] == "2"
    assert found.why == "1 for, 0 against; not counted: 2 said by others"
    assert found.detail["counted_ids"] == own.id and len(found.claim_ids) == 3


def test_requests_withdrawals_and_even_stances_take_no_side() -> None:
    found = total(
        claim(DOC, "One", "RUS", "REQUEST", "LNA"),
        claim(DOC, "Two", "RUS", "RETREAT", "LNA"),
        claim(DOC, "Three", "RUS", "STANCE", "LNA", sign=0),
    )
    assert found.detail["no side"] == "3" and found.detail["counted"] == "0"


def test_a_copy_is_no_second_witness() -> None:
    copy = document("Moscow: One!", "copy.txt")
    once = claim(DOC, "One", "RUS", "AID", "LNA")
    again = claim(copy, "One", "RUS", "AID", "LNA")
    other = claim(DOC, "Two", "RUS", "AID", "LNA")
    assert total(once, again).value == total(once).value
    assert total(once, other).value > total(once).value
    assert (total(once, again).detail["documents"], total(once, again).detail["witnesses"]) == ("2", "1")


def test_visits_and_mutual_acts_count_for_both() -> None:
    found = told(claim(DOC, "One", "HAFTAR", "CONSULT", "PUTIN"), claim(DOC, "Two", "RUS", "AID", "LNA"))
    assert found[("LNA", "RUS"), "total", None].detail["counted"] == "1"
    assert found[("RUS", "LNA"), "total", None].detail["counted"] == "2"
    people = told(claim(DOC, "One", "HAFTAR", "AGREE", "PUTIN", mutual=True), level="actor")
    assert {subject for subject, *_ in people} == {("HAFTAR", "PUTIN"), ("PUTIN", "HAFTAR")}


def test_each_period_holds_what_lies_wholly_in_it() -> None:
    dates = ["2017-03-02", "2017-03", "2017-05-01/2017-05-09", "2017", "2016-24", "2012/..", None, "XXXX-04", "soon"]
    claims = [claim(DOC, w.strip("."), "RUS", "AID", "LNA", date=d) for w, d in zip(WORDS, dates, strict=True)]
    got = {(part, period): f.detail["counted"] for (_, part, period), f in told(*claims, by="month").items()}
    assert got == {
        ("period", "2017-03"): "2", ("period", "2017-05"): "1", ("longer", None): "3", ("undated", None): "3",
        ("total", None): "9",
    }  # fmt: skip
    by_quarter = {period: f.detail["counted"] for (_, _, period), f in told(*claims, by="quarter").items() if period}
    assert by_quarter == {"2017-33": "2", "2017-34": "1"}
    by_year = {period: f.detail["counted"] for (_, _, period), f in told(*claims, by="year").items() if period}
    assert by_year == {"2017": "4"}


def test_half_the_weight_is_lost_each_half_life() -> None:
    fresh = claim(DOC, "One", "RUS", "AID", "LNA", date="2017-03-31")
    old = claim(DOC, "Two", "RUS", "ASSAULT", "LNA", date="2017-03-01")
    undated = claim(DOC, "Three", "RUS", "ASSAULT", "LNA")
    later = claim(DOC, "Four", "RUS", "ASSAULT", "LNA", date="2017-04-01")
    found = total(fresh, old, undated, later, half_life=30, at="2017-03-31")
    # one act of 0.7, half an act of 0.9: balance (0.7 - 0.45) / 1.15, of 1.5 acts: drawn towards 0 by 1.5 / 2.5
    assert found.value == pytest.approx(0.25 / 1.15 * 0.6, abs=0.0006)
    assert found.detail["counted"] == "2" and found.detail["effective"] == "1.50"
    assert total(fresh, old, undated, later).detail["counted"] == "4"
    assert total(fresh, old, undated, later, at="2017-03-31").detail["counted"] == "3"


@pytest.mark.parametrize(("half_life", "at"), [(0.0, "2017-01-01"), (-3.0, "2017-01-01"), (30.0, None)])
def test_an_impossible_half_life_is_refused(half_life: float, at: str | None) -> None:
    with pytest.raises(ValueError, match="half-life"):
        Aging(half_life, at)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2017-03-01", 30),
        ("2017-03", 15),  # the middle of the month
        ("2017", 44.5),  # only what of the year has passed
        ("../2017-03-01", 30),
        ("2012/..", 0),
        ("2017-04-02", -2),
        ("2017-02-30", 31),  # no such day: the last of February
        ("XXXX-04", None),
        (None, None),
    ],
)
def test_how_long_ago(date: str | None, days: float | None) -> None:
    assert days_before(date, "2017-03-31") == days


def test_periods() -> None:
    assert period_of("2017-12-31", "quarter") == "2017-36" and shown("2017-36") == "2017-Q4"
    assert bounds("2017-36") == ("2017-10-01", "2017-12-31")
    assert shown("2017-03") == "2017-03"
    assert periods_between("2016-11", "2017-02", "month") == ("2016-11", "2016-12", "2017-01", "2017-02")
    assert periods_between("2016-36", "2017-34", "quarter") == ("2016-36", "2017-33", "2017-34")
    assert periods_between("0999", "1001", "year") == ("0999", "1000", "1001")
    assert periods_between("2017", "2016", "year") == () == periods_between("2016", "2017", "all")


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    made = []
    for word in draw(st.lists(st.sampled_from(WORDS), max_size=9)):
        kind = draw(st.sampled_from(KINDS))
        made.append(
            claim(
                DOC, word.strip("."), draw(st.sampled_from(["RUS", "PUTIN", "EGY"])), kind,
                draw(st.sampled_from(["LNA", "HAFTAR", "TUR"])),
                status=draw(st.sampled_from(["did", "did_not", "planned", "possible", "advised"])),
                sign=draw(st.sampled_from([-1, 0, 1])) if kind == "STANCE" else None,
                mutual=draw(st.booleans()),
                speaker=draw(st.sampled_from([None, None, "TUR"])),
                date=draw(st.sampled_from([None, "2017", "2017-03-02", "2017-03", "2016-21", "XXXX-04"])),
            )
        )  # fmt: skip
    return made


@given(some_claims(), st.sampled_from(["month", "quarter", "year", "all"]), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], by: By, draw: object) -> None:
    mixed = list(claims)
    draw.shuffle(mixed)  # type: ignore[attr-defined]
    assert standings(claims, WEIGHTS, by=by) == standings(mixed, WEIGHTS, by=by)


@given(some_claims(), st.sampled_from(["month", "quarter", "year"]))
def test_every_claim_is_in_the_total_and_in_one_row_beside_it(claims: list[Claim], by: By) -> None:
    found = told(*claims, by=by)
    for pair in {subject for subject, *_ in found}:
        rows = {key[1:]: f for key, f in found.items() if key[0] == pair}
        whole = rows.pop(("total", None))
        apart = [i for f in rows.values() for i in f.claim_ids]
        assert sorted(apart) == sorted(whole.claim_ids)
        assert sum(int(f.detail["counted"]) for f in rows.values()) == int(whole.detail["counted"])
        assert isinstance(whole.value, float) and whole.interval is not None
        assert -1 <= whole.interval[0] <= whole.value <= whole.interval[1] <= 1


@pytest.mark.parametrize(("share", "acts_told"), [(0.5, 12), (0.8, 25), (0.3, 60)])
def test_the_interval_covers_a_known_truth(share: float, acts_told: int) -> None:
    """From drawn claims to intervals: 86 to 94 % of 1,000 seeded draws hold the standing they came from."""
    friendly, hostile = ["AID", "SUPPORT", "CONSULT"], ["ASSAULT", "ACCUSE", "SANCTION"]
    words = " ".join(f"w{i:02}" for i in range(acts_told))
    doc, draw = document(words), np.random.default_rng(5)
    ready = {
        (i, kind): acts([claim(doc, f"w{i:02}", "RUS", kind, "LNA")], WEIGHTS)[0]  # type: ignore[arg-type]
        for i in range(acts_told)
        for kind in (*friendly, *hostile)
    }
    sums = [
        Sums.of(ready[i, str(draw.choice(friendly if draw.random() < share else hostile))] for i in range(acts_told))
        for _ in range(1000)
    ]
    good = share * np.mean([WEIGHTS.weight(kind) for kind in friendly])  # type: ignore[arg-type]
    bad = (1 - share) * np.mean([WEIGHTS.weight(kind) for kind in hostile])  # type: ignore[arg-type]
    truth = (good - bad) / (good + bad)
    found = posterior_of(sums)
    assert 0.86 <= ((found.low <= truth) & (truth <= found.high)).mean() <= 0.94
