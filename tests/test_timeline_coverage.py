"""The timeline and what a picture rests on, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief_making import claim, document
from dragoman.model import Claim, Finding
from dragoman.relations.copies import independent
from dragoman.relations.coverage import coverage
from dragoman.relations.timeline import timeline

ONE = document("Putin met Haftar. Egypt armed the LNA. Turkey accused Russia.", "one.txt", publisher="The Herald")
TWO = document("Haftar saw Putin. Cairo: Egypt armed the LNA!", "two.txt", publisher="Agency")


def met(doc_words: str = "Putin met Haftar", **known: object) -> Claim:
    return claim(ONE, doc_words, "PUTIN", "CONSULT", "HAFTAR", mutual=True, **known)  # type: ignore[arg-type]


def test_acts_stand_in_order_and_undated_ones_apart() -> None:
    found = timeline(
        [
            claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA"),
            claim(ONE, "Turkey accused Russia", "TUR", "ACCUSE", "RUS", date="2017"),
            met(date="2016-11-29"),
        ]
    )
    assert [(f.value, f.period, f.detail["first"], f.detail["last"]) for f in found] == [
        ("CONSULT", "2016-11-29", "2016-11-29", "2016-11-29"),
        ("ACCUSE", "2017", "2017-01-01", "2017-12-31"),
        ("AID", None, "", ""),
    ]
    assert found[0].subject == ("PUTIN", "HAFTAR") and found[0].why == "Putin met Haftar"
    assert found[0].detail["mutual"] == "yes" and found[1].detail["sign"] == "-1"


def test_two_tellings_of_one_day_are_one_act() -> None:
    other = claim(TWO, "Haftar saw Putin", "LNA", "CONSULT", "RUS", date="2016-11-29", speaker="EGY")
    (found,) = timeline([other, met(date="2016-11-29")])
    assert found.subject == ("PUTIN", "HAFTAR")  # the telling that names them
    assert (found.detail["witnesses"], found.detail["documents"], found.detail["told"]) == ("2", "2", "author")
    assert found.detail["speakers"] == "EGY" and set(found.claim_ids) == {other.id, met(date="2016-11-29").id}


@pytest.mark.parametrize(
    "other",
    [
        claim(TWO, "Haftar saw Putin", "HAFTAR", "CONSULT", "PUTIN", date="2016-11-30"),
        claim(TWO, "Haftar saw Putin", "HAFTAR", "CONSULT", "LAVROV", date="2016-11-29"),
        claim(TWO, "Haftar saw Putin", "HAFTAR", "CONSULT", "PUTIN", date="2016-11-29", status="did_not"),
        claim(TWO, "Haftar saw Putin", "HAFTAR", "CONSULT", "PUTIN", date="2016-11-29", ordinal=2),
    ],
)
def test_what_differs_stays_apart(other: Claim) -> None:
    assert len(timeline([met(date="2016-11-29", ordinal=1), other])) == 2


def test_of_a_month_only_copies_are_one_act() -> None:
    first = claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017-03")
    copy = claim(TWO, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017-03")
    another = claim(TWO, "Cairo", "EGY", "AID", "LNA", date="2017-03")
    found = timeline([another, copy, first])
    assert sorted(f.detail["documents"] for f in found) == ["1", "2"]
    assert all(f.detail["witnesses"] == "1" for f in found)


def test_without_a_year_the_place_decides() -> None:
    told = [
        claim(ONE, "Turkey accused Russia", "TUR", "ACCUSE", "RUS"),
        claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA", date="XXXX-04"),
        met(),
    ]
    found = timeline(told)
    assert [(f.value, f.period) for f in found] == [("CONSULT", None), ("AID", "XXXX-04"), ("ACCUSE", None)]
    assert found[1].detail["first"] == found[1].detail["last"] == ""


def test_a_copy_without_a_date_is_of_the_one_that_has_it() -> None:
    dated = claim(TWO, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017-05-01")
    (found,) = timeline([claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA"), dated])
    assert (found.period, found.detail["documents"], found.detail["witnesses"]) == ("2017-05-01", "2", "1")
    again = claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017-06-01")
    assert [f.period for f in timeline([again, dated])] == ["2017-05-01", "2017-06-01"]


def test_only_what_can_lie_between_two_days() -> None:
    dates = ["2016-11-29", "2017", "2012/..", None]
    told = [
        claim(ONE, w, "EGY", "AID", "LNA", date=d) for w, d in zip("Putin met Haftar Egypt".split(), dates, strict=True)
    ]
    assert [f.period for f in timeline(told, first="2017-02-01")] == ["2012/..", "2017"]
    assert [f.period for f in timeline(told, last="2016-11-30")] == ["2012/..", "2016-11-29"]
    assert [f.period for f in timeline(told)] == ["2012/..", "2016-11-29", "2017", None]
    assert timeline(told)[0].detail["last"] == ""


@given(st.permutations(range(5)))
def test_the_order_of_claims_changes_nothing(order: list[int]) -> None:
    told = [
        met(date="2016-11-29"),
        claim(TWO, "Haftar saw Putin", "LNA", "CONSULT", "RUS", date="2016-11-29"),
        claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA"),
        claim(TWO, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017-05"),
        claim(ONE, "Turkey accused Russia", "TUR", "ACCUSE", "RUS", date="2017-03", speaker="TUR"),
    ]
    mixed = [told[i] for i in order]
    assert timeline(mixed) == timeline(told)
    assert coverage(mixed, [ONE, TWO]) == coverage(told, [TWO, ONE])


def of(found: tuple[Finding, ...], method: str) -> list[Finding]:
    return [f for f in found if f.method == f"coverage: {method}"]


def test_coverage_by_hand() -> None:
    found = coverage(
        [
            met(date="2016-11-29"),
            claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017-03"),
            claim(TWO, "Egypt armed the LNA", "EGY", "AID", "LNA"),
            claim(ONE, "Turkey accused Russia", "RUS", "AID", "LNA", speaker="TUR", status="planned"),
        ],
        [ONE, TWO, document("Nothing here.", "three.txt")],
    )
    (documents,) = of(found, "documents")
    assert documents.value == 3
    assert documents.detail == {"documents": "3", "copies": "0", "publishers": "2", "without_publisher": "1"}
    assert [(f.detail["publisher"], f.value, f.detail["share"]) for f in of(found, "publisher")] == [
        ("Agency", 1, "0.33"), ("The Herald", 1, "0.33"),
    ]  # fmt: skip
    assert [(f.subject, f.detail["voice"], f.value, f.detail["share"]) for f in of(found, "voice")] == [
        ((), "author", 2, "0.67"), (("TUR",), "speaker", 1, "0.33"),
    ]  # fmt: skip
    assert {f.detail["status"]: f.value for f in of(found, "status")} == {
        "did": 2, "did_not": 0, "planned": 1, "possible": 0, "advised": 0,
    }  # fmt: skip
    (dated,) = of(found, "dated")
    assert (dated.value, dated.detail["share"], dated.why) == (2, "0.67", "1 without a year")
    (empty,) = of(found, "empty periods")
    assert empty.value == 3 and empty.detail["empty"] == "2016-12/2017-02" and empty.detail["periods"] == "5"


def test_nothing_at_all() -> None:
    found = coverage([], [])
    assert [f.value for f in of(found, "documents")] == [0]
    assert not of(found, "empty periods") and not of(found, "voice")


LONG = " ".join(f"word{i}" for i in range(300))


def test_a_syndicated_text_is_one_source() -> None:
    whole = document(f"{LONG} end.", "b.txt", publisher="Herald")
    cut = document(f"CAIRO (Agency) - {' '.join(LONG.split()[:200])}", "a.txt", publisher="Agency")
    other = document(" ".join(f"other{i}" for i in range(300)), "c.txt", publisher="Herald")
    groups = independent([whole, other, cut])
    assert [[d.name for d in group] for group in groups] == [["a.txt", "b.txt"], ["c.txt"]]
    found = coverage([], [whole, other, cut])
    assert of(found, "documents")[0].value == 2 and of(found, "documents")[0].detail["copies"] == "1"
    assert [(f.detail["publisher"], f.value) for f in of(found, "publisher")] == [("Agency", 1), ("Herald", 1)]


def test_a_shared_paragraph_does_not_make_a_copy() -> None:
    one = document(f"{LONG} {' '.join(f'more{i}' for i in range(300))}", "a.txt")
    two = document(f"{LONG} {' '.join(f'else{i}' for i in range(300))}", "b.txt")
    short = [document("Haftar met Putin.", "c.txt"), document("Haftar met - Putin", "d.txt"), document("", "e.txt")]
    assert [len(group) for group in independent([one, two, *short])] == [1, 1, 2, 1]


def test_voices_without_a_name() -> None:
    told = [met(speaker="unnamed"), claim(TWO, "Haftar saw Putin", "EGY", "AID", "LNA", speaker="unnamed")]
    (voice,) = of(coverage(told, [ONE, TWO]), "voice")
    assert (voice.subject, voice.detail["voice"], voice.value) == ((), "unnamed", 2)
