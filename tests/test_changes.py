"""Change: differences of standing, what is new, and shifts of level, by hand and against a known truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief_making import claim, document
from dragoman.errors import InputError
from dragoman.model import Claim, Finding, Kind
from dragoman.relations.change_points import FEWEST, change_points
from dragoman.relations.changes import changes, difference, of_publisher, since
from dragoman.relations.evidence import Sums
from dragoman.relations.periods import periods_between
from dragoman.relations.posterior import bands
from dragoman.vocabulary.intensities import load_intensities

WEIGHTS = load_intensities()
WORDS = [f"w{i:03}" for i in range(400)]
DOC = document(" ".join(WORDS))


def made(kind: Kind, *words: str, source: str = "RUS", target: str = "LNA", **known: object) -> list[Claim]:
    return [claim(DOC, word, source, kind, target, **known) for word in words]  # type: ignore[arg-type]


def by_method(found: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    methods: dict[str, list[Finding]] = {}
    for finding in found:
        methods.setdefault(finding.method.removeprefix("changes: "), []).append(finding)
    return methods


def test_a_standing_that_turned() -> None:
    old, new = made("AID", *WORDS[:6]), made("ASSAULT", *WORDS[6:12])
    (found,) = by_method(changes(old, new, WEIGHTS))["standing"]
    # Beta(6.5, 0.5) before, mean 13/14; its mirror after: 2 * (1/14 - 13/14) = -12/7
    assert found.value == pytest.approx(-12 / 7, abs=0.001)
    assert found.interval is not None and -2 <= found.interval[0] < -12 / 7 < found.interval[1] < -1
    assert float(found.detail["probability_up"]) < 0.001
    assert found.why == "before +0.86 (6), after -0.86 (6): down with probability 1.00"
    assert set(found.claim_ids) == {c.id for c in (*old, *new)}


def test_the_same_evidence_twice_is_no_change() -> None:
    told = [*made("AID", *WORDS[:3]), *made("ACCUSE", WORDS[3])]
    (found,) = by_method(changes(told, told, WEIGHTS))["standing"]
    assert found.value == 0 and float(found.detail["probability_up"]) == pytest.approx(0.5, abs=0.001)
    assert found.interval is not None and found.interval[0] == pytest.approx(-found.interval[1], abs=0.001)


def test_the_probability_agrees_with_sampling() -> None:
    one, other = Sums(2.1, 0.4, 1.3, 0.08), Sums(1.0, 0.9, 0.5, 0.5)
    draw = np.random.default_rng(2)

    def drawn(sums: Sums) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        heavy, heavier = sums.plus_squares / sums.plus, sums.minus_squares / sums.minus
        plus = heavy * draw.gamma(0.5 + sums.plus / heavy, size=400_000)
        minus = heavier * draw.gamma(0.5 + sums.minus / heavier, size=400_000)
        return (plus - minus) / (plus + minus)

    apart = drawn(other) - drawn(one)
    value, (low, high), up = difference(one, other)
    assert up == pytest.approx((apart > 0).mean(), abs=0.005)
    assert (low, high) == pytest.approx(tuple(np.quantile(apart, [0.05, 0.95])), abs=0.01)
    assert value == pytest.approx(np.diff(bands([2.1, 1.0], [0.4, 0.9], [1.3, 0.5], [0.08, 0.5]).value)[0])


def test_new_and_gone() -> None:
    old = [*made("AID", WORDS[0]), *made("AID", WORDS[1], source="EGY")]
    new = [*made("AID", WORDS[2]), *made("ACCUSE", *WORDS[3:5], source="TUR"), *made("AID", WORDS[5], target="GNA")]
    found = by_method(changes(old, new, WEIGHTS))
    assert [(f.subject, f.value) for f in found["new actor"]] == [(("GNA",), 1), (("TUR",), 2)]
    assert [(f.subject, f.value) for f in found["new pair"]] == [(("RUS", "GNA"), 1), (("TUR", "LNA"), 2)]
    assert [(f.subject, f.value) for f in found["actor gone"]] == [(("EGY",), 1)]
    assert [f.subject for f in found["pair gone"]] == [("EGY", "LNA")]
    assert "new contradiction" not in found


def test_a_contradiction_is_new_only_with_something_new() -> None:
    did, did_not = made("AID", WORDS[0]), made("AID", WORDS[1], status="did_not")
    assert [f.value for f in by_method(changes(did, did_not, WEIGHTS))["new contradiction"]] == ["did / did not"]
    again = by_method(changes([*did, *did_not], made("SANCTION", WORDS[3], source="EGY"), WEIGHTS))
    assert again["new actor"][0].subject == ("EGY",)
    assert "new contradiction" not in again


def test_whom_claims_without_a_place_in_time_name_is_not_new() -> None:
    new, unplaced = made("AID", WORDS[2], target="GNA"), made("ACCUSE", WORDS[3], target="GNA")
    assert by_method(changes([], new, WEIGHTS, unplaced=unplaced)) == {}
    assert set(by_method(changes([], new, WEIGHTS))) == {"new actor", "new pair"}
    did_not = made("AID", WORDS[4], status="did_not", target="GNA")
    (found,) = by_method(changes([], new, WEIGHTS, unplaced=did_not))["new contradiction"]
    assert set(found.claim_ids) == {new[0].id, did_not[0].id}


def test_claims_before_and_since_a_day() -> None:
    dates = ["2017-02-28", "2017", "2017-03-01", "2018", None, "XXXX-04", "2012/..", "../2017-02"]
    told = [made("AID", WORDS[i], date=d)[0] for i, d in enumerate(dates)]
    before, after, unclear = since(told, "2017-03-01")
    assert [c.date for c in before] == ["2017-02-28", "../2017-02"]
    assert [c.date for c in after] == ["2017-03-01", "2018"]
    assert [c.date for c in unclear] == ["2017", None, "XXXX-04", "2012/.."]


def test_claims_of_a_publisher() -> None:
    told = made("AID", WORDS[0])
    assert of_publisher(told, {DOC.id: "The  Herald"}, "the herald") == told
    assert of_publisher(told, {DOC.id: "Other", "x": "The Herald"}, "The Herald") == []
    with pytest.raises(InputError, match=r"no document is published by 'Herald'\. There are: Other"):
        of_publisher(told, {DOC.id: "Other"}, "Herald")


@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(draw: object) -> None:
    old = [*made("AID", *WORDS[:4]), *made("ACCUSE", *WORDS[4:6]), *made("AID", WORDS[9], status="did_not")]
    new = [*made("SANCTION", *WORDS[6:9]), *made("CONSULT", WORDS[10], source="TUR")]
    wanted = changes(old, new, WEIGHTS)
    draw.shuffle(old)  # type: ignore[attr-defined]
    draw.shuffle(new)  # type: ignore[attr-defined]
    assert changes(old, new, WEIGHTS) == wanted


def series(values: list[float], acts: int = 12) -> list[Finding]:
    """What `standings` would say of months with these values, each from so many acts of weight 0.5."""
    plus = np.array([acts * (1 + v) / 2 for v in values]) / 2
    minus = acts / 2 - plus
    found = bands(plus, minus, plus / 2, minus / 2)
    months = periods_between("2010-01", "2029-12", "month")
    return [
        Finding("standing", ("RUS", "LNA"), float(found.value[i]), "", (f"c{i}",), months[i],
                (float(found.low[i]), float(found.high[i])), {"part": "period", "counted": str(acts)})
        for i in range(len(values))
    ]  # fmt: skip


def test_a_shift_is_found_where_it_is() -> None:
    (found,) = change_points(series([0.6] * 20 + [-0.5] * 20))
    assert found.period == "2011-09"
    # twelve acts and the prior: 0.6 * 12 / 13 and -0.5 * 12 / 13
    assert found.value == pytest.approx(-1.1 * 12 / 13, abs=0.001)
    assert found.interval is not None and found.interval[0] < found.value < found.interval[1] < 0  # type: ignore[operator]
    assert (found.detail["periods_before"], found.detail["periods_after"]) == ("20", "20")
    assert found.why == "from +0.55 over 20 periods to -0.46 over 20, since 2011-09"


def test_too_few_periods_are_not_judged() -> None:
    (found,) = change_points(series([0.6] * 14 + [-0.5] * 15))
    assert found.value == "not enough periods to tell" and found.interval is None
    assert found.why == f"29 of at least {FEWEST} periods with something that counts"


def test_one_level_has_no_shift() -> None:
    (found,) = change_points(series([0.3] * 40))
    assert (found.value, found.why) == ("no shift", "one level fits 40 periods")


def test_chance_alone_rarely_makes_a_shift() -> None:
    draw = np.random.default_rng(4)
    drawn = [[2 * float(draw.binomial(12, 0.6)) / 12 - 1 for _ in range(60)] for _ in range(60)]
    false = sum(change_points(series(values))[0].value != "no shift" for values in drawn)
    assert false <= 6
    turned = [[2 * float(draw.binomial(12, 0.8 if i < 30 else 0.3)) / 12 - 1 for i in range(60)] for _ in range(60)]
    near = [change_points(series(values)) for values in turned]
    months = periods_between("2012-05", "2012-09", "month")
    assert sum(len(found) == 1 and found[0].period in months for found in near) >= 55


def test_totals_and_empty_periods_are_no_part_of_a_series() -> None:
    extra = Finding("standing", ("RUS", "LNA"), 0.9, "", (), None, (0.0, 1.0), {"part": "total", "counted": "5"})
    empty = Finding("standing", ("RUS", "LNA"), 0.0, "", (), "2031-01", (-1.0, 1.0), {"part": "period", "counted": "0"})
    assert change_points([*series([0.3] * 40), extra, empty]) == change_points(series([0.3] * 40))
