"""Ties, contacts, contradictions and hedging are counted from claims by the rules that their docstrings give."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief_making import aim, claim, document
from dragoman.model import UNNAMED, Claim
from dragoman.relations import contacts, contradictions, hedging, ties, witnesses
from dragoman.relations.levels import level_by_office
from dragoman.relations.periods import bounds, chronological, compatible
from dragoman.vocabulary.directory import load_directory
from dragoman.vocabulary.levels import load_levels

VISITS = frozenset({"visited", "visit", "received"})
CALLS = frozenset({"called"})


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2017-03-02", ("2017-03-02", "2017-03-02")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2017", ("2017-01-01", "2017-12-31")),
        ("2016-24", ("2016-12-01", "2017-02-28")),
        ("2016-06/2017-08", ("2016-06-01", "2017-08-31")),
        ("../2017-02", ("0000-01-01", "2017-02-28")),
        ("2012/..", ("2012-01-01", "9999-12-31")),
        ("201X", ("2010-01-01", "2019-12-31")),
        ("2017~", ("2017-01-01", "2017-12-31")),
        ("XXXX-04", None),
        ("2017-14", None),
        ("2018/2017", None),
        ("soon", None),
        (None, None),
    ],
)
def test_an_edtf_date_is_a_range_of_days(date: str | None, days: tuple[str, str] | None) -> None:
    assert bounds(date) == days


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2017-08", "2017", True),
        ("2017-08", "2017-07", False),
        ("../2017-02", "2016-11", True),
        ("../2017-02", "2017-08", False),
        ("XXXX-04", "2017-04-11", True),
        ("XXXX-04", "2017-05", False),
        ("XXXX-04", "2017", True),
        (None, "2017", True),
    ],
)
def test_dates_that_can_be_the_same_day(one: str | None, other: str | None, same: bool) -> None:
    assert compatible(one, other) is same
    assert compatible(other, one) is same


EDTF = st.sampled_from(["2016", "2017-03", "2017-03-02", "../2017-02", "2012/..", "XXXX-04", "2016-21", "nonsense"])


@given(st.lists(EDTF | st.none(), max_size=8))
def test_sorting_by_time_is_the_same_from_any_order(dates: list[str | None]) -> None:
    assert [chronological(d) for d in sorted(dates, key=chronological)] == sorted(map(chronological, reversed(dates)))


def test_a_sentence_printed_twice_is_one_witness() -> None:
    first = document("Egypt armed the LNA in the spring.", "a.txt")
    copy = document("CAIRO - Egypt armed the LNA, in the spring!", "b.txt")
    told = claim(first, "Egypt armed the LNA in the spring", "EGY", "AID", "LNA")
    again = claim(copy, "Egypt armed the LNA, in the spring", "EGY", "AID", "LNA")
    assert [len(group) for group in witnesses([told, again])] == [2]
    (tie,) = ties([told, again])
    assert [(c.kind, c.number) for c in tie.counts] == [("AID", 1)]
    assert set(tie.claim_ids) == {told.id, again.id}
    assert tie.documents == 2


def test_the_same_words_from_another_speaker_are_another_witness() -> None:
    doc = document("Egypt armed the LNA.")
    own = claim(doc, "Egypt armed the LNA", "EGY", "AID", "LNA")
    said = claim(doc, "Egypt armed the LNA", "EGY", "AID", "LNA", speaker="TUR")
    assert len(witnesses([own, said])) == 2


def _word(*claims: Claim, source: str = "RUS", target: str = "LNA") -> tuple[str, int, bool]:
    tie = next(t for t in ties(claims) if (t.source, t.target) == (source, target))
    return tie.word, tie.sign, tie.asserted


TEXT = document(
    "Russia armed Haftar. Russia did not train Haftar. Russia bombed Haftar. Russia met Haftar. "
    "Russia may arm Haftar. Russia hedges. Haftar's men say that Russia stands by them."
)


def test_the_word_of_a_tie_goes_by_what_the_author_asserts() -> None:
    armed = claim(TEXT, "Russia armed Haftar", "RUS", "AID", "HAFTAR")
    not_trained = claim(TEXT, "Russia did not train Haftar", "RUS", "AID", "HAFTAR", status="did_not")
    bombed = claim(TEXT, "Russia bombed Haftar", "RUS", "ASSAULT", "HAFTAR")
    met = claim(TEXT, "Russia met Haftar", "RUS", "CONSULT", "HAFTAR", mutual=True)
    may = claim(TEXT, "Russia may arm Haftar", "RUS", "AID", "HAFTAR", status="possible")
    neither = claim(TEXT, "Russia hedges", "RUS", "STANCE", "HAFTAR", sign=0)
    said = claim(TEXT, "Russia stands by them", "RUS", "STANCE", "HAFTAR", sign=1, speaker="SUPPORTERS")
    denied = claim(TEXT, "Russia bombed Haftar", "RUS", "ASSAULT", "HAFTAR", status="did_not", speaker="LAVROV")
    assert _word(armed, may, said) == ("backs", 1, True)
    assert _word(bombed, met) == ("opposes", -1, True)
    assert _word(armed, bombed) == ("mixed", 0, True)
    assert _word(armed, not_trained) == ("mixed", 0, True)
    assert _word(met) == ("in contact", 1, True)
    assert _word(neither) == ("balances", 0, True)
    assert _word(not_trained, said) == ("did not", 0, False)
    assert _word(said, may) == ("claimed only", 1, False)
    assert _word(denied, may) == ("denied", 0, False)
    assert _word(may) == ("possible only", 1, False)


def test_a_withdrawal_counts_neither_for_nor_against_and_advice_has_no_sign() -> None:
    left = claim(TEXT, "Russia met Haftar", "RUS", "RETREAT", "HAFTAR")
    met = claim(TEXT, "Russia met Haftar", "RUS", "CONSULT", "HAFTAR", mutual=True)
    bombed = claim(TEXT, "Russia bombed Haftar", "RUS", "ASSAULT", "HAFTAR")
    stayed = claim(TEXT, "Russia did not train Haftar", "RUS", "RETREAT", "HAFTAR", status="did_not")
    said = claim(TEXT, "Russia met Haftar", "RUS", "RETREAT", "HAFTAR", speaker="SUPPORTERS")
    should = claim(TEXT, "Russia may arm Haftar", "RUS", "AID", "HAFTAR", status="advised")
    may = claim(TEXT, "Russia may arm Haftar", "RUS", "ASSAULT", "HAFTAR", status="possible")
    assert _word(left, met) == ("pulled back", 0, True)
    assert _word(left, bombed, stayed) == ("opposes", -1, True)
    assert _word(said) == ("claimed only", 0, False)
    assert _word(should) == ("advice only", 0, False)
    assert _word(should, may) == ("possible only", -1, False)


def test_a_hostility_that_did_not_happen_softens_only_its_own_kind() -> None:
    bombed = claim(TEXT, "Russia bombed Haftar", "RUS", "ASSAULT", "HAFTAR")
    not_bombed = claim(TEXT, "Russia hedges", "RUS", "ASSAULT", "HAFTAR", status="did_not")
    not_blocked = claim(TEXT, "Russia may arm Haftar", "RUS", "COERCE", "HAFTAR", status="did_not")
    assert _word(bombed, not_blocked) == ("opposes", -1, True)
    assert _word(bombed, not_bombed) == ("mixed", 0, True)


def test_a_visit_puts_both_sides_in_contact_but_aid_has_a_direction() -> None:
    visit = claim(TEXT, "Russia met Haftar", "HAFTAR", "CONSULT", "RUS")
    assert _word(visit) == ("in contact", 1, True)
    armed = claim(TEXT, "Russia armed Haftar", "RUS", "AID", "HAFTAR")
    assert [(t.source, t.target) for t in ties([armed])] == [("RUS", "LNA")]


def test_ties_by_actor_keep_persons_of_one_side_apart_and_sides_have_none_with_themselves() -> None:
    doc = document("Putin met Haftar. Lavrov met Haftar. Putin praised Lavrov.")
    claims = [
        claim(doc, "Putin met Haftar", "PUTIN", "CONSULT", "HAFTAR", mutual=True),
        claim(doc, "Lavrov met Haftar", "LAVROV", "CONSULT", "HAFTAR", mutual=True),
        claim(doc, "Putin praised Lavrov", "PUTIN", "SUPPORT", "LAVROV"),
    ]
    assert {(t.source, t.target) for t in ties(claims)} == {("RUS", "LNA"), ("LNA", "RUS")}
    assert ("PUTIN", "HAFTAR") in {(t.source, t.target) for t in ties(claims, "actor")}


VISITING = document(
    "Haftar visited Moscow for a second time before March. Haftar visited Moscow for a third time in August. "
    "The ministry expected a visit by Sarraj. Sarraj visited Moscow. He did so with many. Russia received Sarraj once. "
    "Putin has not met Haftar. Sarraj called Lavrov. Sarraj visited Moscow in May 2018. "
    "Two visits by Haftar were noted."
)


def _visit(words: str, source: str, **known: object) -> Claim:
    return claim(VISITING, words, source, "CONSULT", "RUS", **known)  # type: ignore[arg-type]


SECOND = _visit("Haftar visited Moscow for a second time before March", "HAFTAR", ordinal=2, date="../2017-02")
THIRD = _visit("Haftar visited Moscow for a third time in August", "HAFTAR", ordinal=3, date="2017-08")
PLAN = _visit("a visit by Sarraj", "SARRAJ", status="planned", speaker="LAVROV")
DONE = _visit("Sarraj visited Moscow", "SARRAJ", date="2017-03-02")
UNCLEAR = _visit("He did so with many", "SARRAJ")
ONCE = _visit("Russia received Sarraj once", "SARRAJ", count=1)


def test_the_highest_ordinal_counts_visits_that_are_not_described() -> None:
    (found,) = contacts([SECOND, THIRD], VISITS, CALLS)
    assert found.value == 3
    assert found.subject == ("HAFTAR", "RUS")
    assert found.detail["form"] == "visit"
    assert found.detail["on_record"] == "2"
    assert found.detail["by_text"] == "3"
    assert found.detail["events"] == "2@../2017-02 3@2017-08"
    assert "1 not on record" in found.why
    assert set(found.claim_ids) == {SECOND.id, THIRD.id}


def test_one_visit_told_as_plan_and_done_and_again_is_counted_once() -> None:
    for order in itertools.permutations([PLAN, DONE, UNCLEAR, ONCE]):
        (found,) = contacts(order, VISITS, CALLS)
        assert (found.value, found.detail["planned"], found.detail["claimed"]) == (1, "0", "0")
        assert found.detail["events"] == "@2017-03-02"


def test_dates_that_cannot_be_one_day_are_two_visits() -> None:
    later = _visit("Sarraj visited Moscow in May 2018", "SARRAJ", date="2018-05")
    (found,) = contacts([DONE, later, UNCLEAR], VISITS, CALLS)
    assert found.value == 2


def test_the_number_of_visits_is_no_number_of_meetings() -> None:
    doc = document("Haftar met Lavrov on his third visit to Moscow.")
    met = claim(doc, doc.text, "HAFTAR", "CONSULT", "LAVROV", mutual=True, ordinal=3)
    (found,) = contacts([met], VISITS, CALLS)
    assert (found.detail["form"], found.value, found.detail["by_text"]) == ("meeting", 1, "")


def test_visits_are_told_in_the_order_of_their_dates() -> None:
    late = _visit("Sarraj visited Moscow in May 2018", "SARRAJ", date="2018-05")
    third = _visit("Russia received Sarraj once", "SARRAJ", ordinal=3, date="2017-08")
    (found,) = contacts([late, third, DONE], VISITS, CALLS)
    assert found.detail["events"] == "@2017-03-02 3@2017-08 @2018-05"


def test_a_number_in_the_text_is_a_count_and_no_visit_of_its_own() -> None:
    two = _visit("Two visits by Haftar were noted", "HAFTAR", count=2)
    (found,) = contacts([two], VISITS, CALLS)
    assert (found.value, found.detail["on_record"], found.detail["by_text"]) == (2, "0", "2")
    assert contacts([two, SECOND, THIRD], VISITS, CALLS)[0].value == 3


def test_a_plan_alone_is_no_visit_and_a_call_is_none_either() -> None:
    (planned,) = contacts([PLAN], VISITS, CALLS)
    assert (planned.value, planned.detail["planned"]) == (0, "1")
    call = claim(VISITING, "Sarraj called Lavrov", "SARRAJ", "CONSULT", "LAVROV")
    forms = {f.detail["form"]: f.value for f in contacts([DONE, call], VISITS, CALLS)}
    assert forms == {"visit": 1, "contact": 1}


def test_a_plan_for_a_side_is_carried_out_by_the_one_of_that_side_who_came() -> None:
    plan = claim(VISITING, "a visit by Sarraj", "GNA", "CONSULT", "LAVROV", status="planned")
    (found,) = contacts([plan, DONE], VISITS, CALLS)
    assert (found.value, found.subject, set(found.claim_ids)) == (1, ("SARRAJ", "RUS"), {plan.id, DONE.id})
    other = claim(
        document("A visit is planned.", "b.txt"), "A visit is planned", "GNA", "CONSULT", "RUS", status="planned"
    )
    assert [f.value for f in contacts([other, DONE], VISITS, CALLS)] == [1, 0]


def test_what_did_not_take_place_counts_nothing_and_is_kept() -> None:
    never = claim(VISITING, "Putin has not met Haftar", "PUTIN", "CONSULT", "HAFTAR", status="did_not", mutual=True)
    found = contacts([SECOND, never], VISITS, CALLS)
    assert [(f.value, f.detail["form"]) for f in found] == [(2, "visit"), (0, "meeting")]
    assert contacts([_visit("Sarraj visited Moscow", "SARRAJ", status="possible")], VISITS, CALLS) == ()


def test_what_the_text_counts_and_nobody_describes_is_missing() -> None:
    (found,) = contacts([THIRD], VISITS, CALLS)
    assert (found.value, found.detail["by_text"], found.detail["on_record"], found.detail["missing"]) == (
        3,
        "3",
        "1",
        "2",
    )
    (both,) = contacts([DONE], VISITS, CALLS)
    assert both.detail["missing"] == "0"


LEVEL_OF = level_by_office(load_directory(), load_levels(), {VISITING.id: "2018-06-01"})


def test_the_level_is_that_of_who_takes_part() -> None:
    """Haftar leads his side; of those received the foreign minister ranks before an ambassador."""
    to_minister = replace(SECOND, target="LAVROV", target_name="Sergei Lavrov")
    to_envoy = replace(THIRD, target="RUS:ambassador", target_name="Russian ambassador")
    (found,) = contacts([to_minister, to_envoy], VISITS, CALLS, LEVEL_OF)
    assert (found.detail["level"], found.detail["host_level"]) == ("head", "minister")
    assert found.detail["levels"] == "head-minister:1 head-official:1"
    (whole,) = contacts([SECOND], VISITS, CALLS, LEVEL_OF)
    assert (whole.detail["level"], whole.detail["host_level"]) == ("head", "unknown")
    assert "level" not in contacts([SECOND], VISITS, CALLS)[0].detail


def test_the_level_is_told_for_either_end_of_a_meeting_and_of_plans_alone() -> None:
    met = claim(VISITING, "Putin has not met Haftar", "SARRAJ", "CONSULT", "LAVROV", mutual=True)
    (found,) = contacts([met], VISITS, CALLS, LEVEL_OF)
    assert found.subject == ("LAVROV", "SARRAJ")
    assert (found.detail["level"], found.detail["host_level"]) == ("minister", "head")
    (plan,) = contacts([PLAN], VISITS, CALLS, LEVEL_OF)
    assert (plan.detail["level"], plan.detail["levels"]) == ("head", "")


ARGUED = document(
    "Russia sent arms to Haftar in 2019. Russia sent no arms to Haftar in 2019. Russia backs Haftar, some say. "
    "Turkey backs Egypt. Turkey opposes Egypt. Haftar was in Moscow. Putin never saw Haftar. "
    "Egypt shelled Turkey, and Egypt denies that it shelled Turkey."
)


def test_it_did_and_it_did_not() -> None:
    did = claim(ARGUED, "Russia sent arms to Haftar in 2019", "RUS", "AID", "HAFTAR", date="2019")
    did_not = claim(ARGUED, "Russia sent no arms to Haftar in 2019", "RUS", "AID", "LNA", status="did_not", date="2019")
    (found,) = contradictions([did, did_not])
    assert (found.value, found.subject) == ("did / did not", ("RUS", "LNA"))
    assert (found.detail["for"], found.detail["against"]) == (did.id, did_not.id)
    earlier = claim(ARGUED, "Russia sent no arms to Haftar", "RUS", "AID", "LNA", status="did_not", date="2016")
    assert contradictions([did, earlier]) == ()


def test_a_visit_to_a_capital_does_not_contradict_that_its_president_was_not_met() -> None:
    visit = claim(ARGUED, "Haftar was in Moscow", "HAFTAR", "CONSULT", "RUS")
    never = claim(ARGUED, "Putin never saw Haftar", "PUTIN", "CONSULT", "HAFTAR", status="did_not", mutual=True)
    assert contradictions([visit, never]) == ()


def test_backing_that_a_speaker_claims_against_no_material_support() -> None:
    said = claim(ARGUED, "Russia backs Haftar", "RUS", "STANCE", "HAFTAR", sign=1, speaker="SUPPORTERS")
    none = claim(ARGUED, "Russia sent no arms to Haftar", "RUS", "AID", "HAFTAR", status="did_not")
    assert [f.value for f in contradictions([said, none])] == ["material"]
    own = claim(ARGUED, "Russia backs Haftar", "RUS", "STANCE", "HAFTAR", sign=1)
    assert contradictions([own, none]) == ()


def test_opposite_stances_and_denied_accusations() -> None:
    backs = claim(ARGUED, "Turkey backs Egypt", "TUR", "STANCE", "EGY", sign=1)
    opposes = claim(ARGUED, "Turkey opposes Egypt", "TUR", "STANCE", "EGY", sign=-1)
    back_again = claim(ARGUED, "Turkey opposes Egypt", "EGY", "STANCE", "TUR", sign=-1)
    assert [f.value for f in contradictions([backs, opposes])] == ["stance"]
    assert contradictions([backs, back_again]) == ()
    shelled = claim(ARGUED, "Egypt shelled Turkey", "EGY", "ASSAULT", "TUR", speaker="TUR")
    denied = claim(ARGUED, "it shelled Turkey", "EGY", "ASSAULT", "TUR", status="did_not", speaker="EGY")
    assert [f.value for f in contradictions([shelled, denied])] == ["accused / denied"]


def test_an_undated_denial_says_nothing_of_what_came_after_its_text() -> None:
    did = claim(ARGUED, "Russia sent arms to Haftar in 2019", "RUS", "AID", "HAFTAR", date="2019")
    denied = claim(ARGUED, "Russia sent no arms to Haftar", "RUS", "AID", "LNA", status="did_not")
    assert len(contradictions([did, denied])) == 1
    assert contradictions([did, denied], {ARGUED.id: "2018-12-31"}) == ()
    assert len(contradictions([did, denied], {ARGUED.id: "2019-01"})) == 1


def test_acts_that_are_plainly_different_do_not_clash() -> None:
    did = claim(ARGUED, "Russia sent arms to Haftar in 2019", "RUS", "AID", "HAFTAR")
    other = claim(ARGUED, "Russia backs Haftar", "RUS", "AID", "HAFTAR")
    denied = claim(ARGUED, "Russia sent no arms to Haftar", "RUS", "AID", "LNA", status="did_not")
    (found,) = contradictions([did, other, denied], same_act=lambda one, _: one is did)
    assert (found.detail["for"], found.detail["against"]) == (did.id, denied.id)
    assert contradictions([other, denied], same_act=lambda one, _: one is did) == ()


def test_who_disagrees_and_about_which_time() -> None:
    elsewhere = document("Russia sent no arms to Haftar in 2019.", "b.txt")
    did = claim(ARGUED, "Russia sent arms to Haftar in 2019", "RUS", "AID", "HAFTAR", date="2019")
    same = claim(ARGUED, "Russia sent no arms to Haftar", "RUS", "AID", "LNA", status="did_not", date="2019-03/2019-05")
    other = claim(elsewhere, "Russia sent no arms to Haftar", "RUS", "AID", "LNA", status="did_not")

    def told(*claims: Claim) -> tuple[str, str, str | None]:
        (found,) = contradictions(claims)
        return found.detail["voices"], found.detail["time"], found.period

    assert told(did, same) == ("one voice", "same time", "2019-03-01/2019-05-31")
    assert told(did, other) == ("different voices", "time not given", None)
    assert told(did, same, other) == ("one voice and others", "same time", "2019-03-01/2019-05-31")
    said = [replace(c, speaker="TUR", id=f"{c.id}t") for c in (did, other)]
    assert told(*said)[0] == "one voice"
    nobody = [replace(c, speaker=UNNAMED, id=f"{c.id}u") for c in (did, other)]
    assert told(*nobody)[0] == "different voices"


def test_a_distinction_inside_one_stretch_of_words_is_no_contradiction() -> None:
    did = claim(ARGUED, "Egypt shelled Turkey, and", "EGY", "ASSAULT", "TUR")
    did_not = claim(ARGUED, "Egypt shelled Turkey", "EGY", "ASSAULT", "TUR", status="did_not")
    assert contradictions([did, did_not]) == ()


def test_hedging_is_what_the_text_calls_so() -> None:
    doc = document(
        "Russia hedges its bets. Egypt wants arms. Turkey may hedge. Lavrov says Russia deals with both sides."
    )
    words = ["hedg", "both sides"]
    told = aim(doc, "hedges its bets", "RUS", "option")
    said = aim(doc, "deals with both sides", "RUS", "option", speaker="LAVROV")
    other = aim(doc, "wants arms", "EGY", "goal")
    maybe = aim(doc, "hedge", "TUR", "option", status="possible")
    (found,) = hedging([], [told, said, other, maybe], words)
    assert (found.subject, found.value, found.detail["told"]) == (("RUS",), 2, "author")
    (alone,) = hedging([], [said], words)
    assert alone.detail["told"] == "claimed"
    neither = claim(doc, "Russia hedges", "RUS", "STANCE", "LNA", sign=0)
    assert hedging([neither], [], words)[0].claim_ids == (neither.id,)


CLAIMS = [SECOND, THIRD, PLAN, DONE, UNCLEAR, ONCE]


@given(st.permutations(CLAIMS))
def test_no_analysis_depends_on_the_order_of_claims(order: list[Claim]) -> None:
    def counted(claims: list[Claim]) -> set[tuple[object, ...]]:
        found = contacts(claims, VISITS, CALLS)
        return {(f.subject, f.value, f.detail["events"], frozenset(f.claim_ids)) for f in found}

    assert counted(order) == counted(CLAIMS)
    assert {(t.source, t.target, t.word, t.counts) for t in ties(order)} == {
        (t.source, t.target, t.word, t.counts) for t in ties(CLAIMS)
    }
