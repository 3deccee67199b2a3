"""Who is meant: words that refer back, roles, surnames, names of seats; and names that only look like an actor's."""

from __future__ import annotations

import pytest

import passage_reading as reading
from dragoman.documents import from_text
from dragoman.model import Claim
from dragoman.reading import Reader
from passage_reading import Passage

REFERENCES = reading.load("references")
LOOKALIKES = reading.load("lookalikes")


def cases(passages: list[Passage]) -> list[object]:
    """One case a passage; what is not read right yet must fail, so that a better reading shows itself."""
    return [
        pytest.param(p, id=p.id, marks=[pytest.mark.xfail(reason=p.todo, strict=True)] if p.todo else [])
        for p in passages
    ]


@pytest.fixture(scope="module")
def readings(reader: Reader) -> dict[str, tuple[Claim, ...]]:
    return reading.read(reader, [*REFERENCES, *LOOKALIKES])


@pytest.mark.parametrize("passage", cases(REFERENCES))
def test_a_reference_is_settled_on_whom_it_means(passage: Passage, readings: dict[str, tuple[Claim, ...]]) -> None:
    assert reading.wrongs(passage, readings[passage.id]) == []


@pytest.mark.parametrize("passage", cases(LOOKALIKES))
def test_a_look_alike_is_no_actor(passage: Passage, readings: dict[str, tuple[Claim, ...]]) -> None:
    assert reading.wrongs(passage, readings[passage.id]) == []


def test_look_alikes_that_must_stay_silent_nearly_all_do(readings: dict[str, tuple[Claim, ...]]) -> None:
    silent = [p for p in LOOKALIKES if not p.coded]
    assert len(silent) >= 40
    loud = [p.id for p in silent if readings[p.id]]
    assert len(loud) <= 0.15 * len(silent), loud


def test_the_minister_is_the_one_named_last_by_title_or_by_office(reader: Reader) -> None:
    before = "Mattis met Defence Minister Sergei Shoigu. "
    last = "Russia backs Egypt, the minister said."
    for middle, speaker in (("", "SHOIGU"), ("Lavrov praised Malta. ", "LAVROV"), ("Putin praised Malta. ", "SHOIGU")):
        read = reader.read(from_text(before + middle + last, name="x", published="2017-08-15"))
        assert [claim.speaker for claim in read.claims if claim.target_root == "EGY"] == [speaker]
