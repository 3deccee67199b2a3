"""What the seed article must give, and must not: read from ../shared, skipped loudly when that folder is absent."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from dragoman.documents import from_text
from dragoman.model import Claim, Reading
from dragoman.reading import Reader

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "libya-russia.txt"


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    if not SEED.exists():
        warnings.warn(f"THE SEED ARTICLE IS ABSENT ({SEED}): what it must give IS NOT TESTED", stacklevel=1)
        pytest.skip(f"no seed article at {SEED}")
    text = SEED.read_text(encoding="utf-8")
    return reader.read(from_text(text, name="seed", published="2017-09-15"))


def find(reading: Reading, source: str, target: str, **fields: object) -> list[Claim]:
    """The claims between two actors or sides, in either order where mutual, with these field values."""
    found = []
    for claim in reading.claims:
        ends = ({claim.source, claim.source_root}, {claim.target, claim.target_root})
        straight = source in ends[0] and target in ends[1]
        turned = claim.mutual and source in ends[1] and target in ends[0]
        if (straight or turned) and all(getattr(claim, key) == value for key, value in fields.items()):
            found.append(claim)
    return found


def test_haftar_visited_moscow_three_times_by_the_count_of_the_text(reading: Reading) -> None:
    visits = find(reading, "HAFTAR", "RUS", kind="CONSULT", status="did")
    assert {(v.ordinal, v.date) for v in visits if v.ordinal} == {(2, "../2017-02"), (3, "2017-08")}


def test_sarraj_visited_once_and_the_visit_was_announced(reading: Reading) -> None:
    planned = find(reading, "SARRAJ", "RUS", kind="CONSULT", status="planned")
    done = find(reading, "SARRAJ", "RUS", kind="CONSULT", status="did")
    assert [c.speaker for c in planned] == ["ZAKHAROVA"]
    assert len(done) == 2 and {c.count for c in done} == {None, 1}


@pytest.mark.parametrize("person", ["SARRAJ", "HAFTAR"])
def test_neither_met_putin(reading: Reading, person: str) -> None:
    assert [c.status for c in find(reading, person, "PUTIN", kind="CONSULT")] == ["did_not"]


def test_no_arms_were_delivered_and_the_sentence_printed_twice_is_one_claim(reading: Reading) -> None:
    claims = find(reading, "RUS", "HAFTAR", kind="AID", status="did_not")
    assert len(claims) == 1
    assert len(claims[0].also) == 1


def test_arms_are_possible_by_putins_word_on_a_condition(reading: Reading) -> None:
    [claim] = find(reading, "RUS", "HAFTAR", kind="AID", status="possible")
    assert claim.speaker == "PUTIN"
    assert claim.condition == "once the ban has been lifted"


@pytest.mark.parametrize("state", ["ARE", "EGY", "FRA"])
def test_who_backs_haftar(reading: Reading, state: str) -> None:
    assert find(reading, state, "HAFTAR", kind="STANCE", sign=1, status="did", speaker=None)


def test_egypt_is_his_sponsor(reading: Reading) -> None:
    assert any("sponsor" in c.cues for c in find(reading, "EGY", "HAFTAR", kind="STANCE", sign=1))


@pytest.mark.parametrize("rival", ["GNA", "MISRATA"])
def test_rivals_of_haftar(reading: Reading, rival: str) -> None:
    assert find(reading, rival, "HAFTAR", kind="STANCE", sign=-1, status="did")


@pytest.mark.parametrize("state", ["USA", "GBR", "ITA", "DEU"])
def test_who_is_against_his_hegemony_and_for_a_framework_of_the_un(reading: Reading, state: str) -> None:
    assert find(reading, state, "HAFTAR", kind="STANCE", sign=-1, status="did")
    assert find(reading, state, "UN", kind="STANCE", sign=1, status="did")


def test_france_is_not_named_among_them(reading: Reading) -> None:
    assert not find(reading, "FRA", "HAFTAR", sign=-1)


def test_supporters_claim_what_the_author_denies(reading: Reading) -> None:
    [claim] = find(reading, "RUS", "LNA", kind="STANCE", status="did", speaker_root="LNA")
    assert "backing" in claim.cues


def test_the_embargo_binds_libya_and_russia_keeps_to_it(reading: Reading) -> None:
    assert find(reading, "UN", "LBY", kind="SANCTION", status="did", date=None)
    assert find(reading, "RUS", "UN", sign=1, status="did")


def test_options_and_outcomes_are_no_facts(reading: Reading) -> None:
    told = ("dictator", "directly at odds", "begin to partner", "play ball", "full weight behind Haftar, Russia will")
    for words in told:
        claims = [c for c in reading.claims if words in c.evidence.text and "joined" not in c.rule]
        assert not [c for c in claims if c.status == "did"], words


def test_what_the_text_does_not_say_stays_unsaid(reading: Reading) -> None:
    assert not find(reading, "PUTIN", "LBY", kind="CONSULT")
    assert not find(reading, "IRN", "LNA", status="did")
    assert not find(reading, "ARE", "LBY", kind="ASSAULT")
    assert not find(reading, "RUS", "SYR", kind="AID")


def test_every_piece_of_evidence_stands_in_the_raw_text(reading: Reading) -> None:
    document = reading.document
    for claim in reading.claims:
        for span in (claim.evidence, *claim.also):
            assert document.text[span.start : span.end] == span.text
            start, end = document.offsets.raw_range(span.start, span.end)
            assert document.raw[start:end].strip()
