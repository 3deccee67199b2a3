"""Each construction of English is read as it is meant: who did what to whom, or did not, by whose word, and when."""

from __future__ import annotations

from collections import Counter

import pytest

import passage_reading as reading
from dragoman.model import KINDS, STATUSES, Claim, sign_of
from dragoman.reading import Reader
from dragoman.vocabulary.directory import load_directory
from passage_reading import Passage

FILES = ("clauses", "nouns", "status", "scope", "speakers", "dates")
PASSAGES = reading.load(*FILES)
ALL = reading.load()
SHARE_RIGHT = 0.75
# Coded where no directory can know the side: a group without a name.
NAMELESS = {"RWANDAN-BACKED REBELS", "DJIBOUTI'S OPPOSITION", "AFRICAN STATE", "EUROPE", "LIBERIA'S REBELS"}


def cases(passages: list[Passage]) -> list[object]:
    """One case a passage; what is not read right yet must fail, so that a better reading shows itself."""
    return [
        pytest.param(p, id=p.id, marks=[pytest.mark.xfail(reason=p.todo, strict=True)] if p.todo else [])
        for p in passages
    ]


@pytest.fixture(scope="module")
def readings(reader: Reader) -> dict[str, tuple[Claim, ...]]:
    return reading.read(reader, ALL)


@pytest.mark.parametrize("passage", cases(PASSAGES))
def test_what_is_said_is_read_and_nothing_else(passage: Passage, readings: dict[str, tuple[Claim, ...]]) -> None:
    assert reading.wrongs(passage, readings[passage.id]) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lima wants to see Santiago arming La Paz.", "possible"),
        ("Lima would like to see Chile arming Bolivia.", "possible"),
        ("Oslo hopes to see Denmark recognising Kosovo.", "possible"),
        ("Oslo saw Denmark condemning Belarus.", "did"),
        ("The novel shows Chad invading Niger.", "possible"),
        ("The simulation has Kenya attacking Somalia.", "possible"),
        ("The footage shows Kenya attacking Somalia.", "did"),
        ("By the time Kenya bombs Sudan, the Americans will have gone.", "possible"),
        ("By the time Eritrea attacked Sudan, Chad had left.", "did"),
    ],
)
def test_what_is_wished_staged_or_still_to_come_is_not_done(text: str, status: str, reader: Reader) -> None:
    passage = Passage("p", "p", "2016-03-10", text, (), silent=False)
    assert {c.status for c in reading.read(reader, [passage])["p"]} == {status}


def test_every_false_fact_is_owned_up_to(readings: dict[str, tuple[Claim, ...]]) -> None:
    found = {p.id: told for p in ALL if (told := reading.false_facts(p, readings[p.id]))}
    owned = {p.id for p in ALL if p.false_fact}
    assert {name: told for name, told in found.items() if name not in owned} == {}
    assert owned - found.keys() == set(), "no false fact any more: take the mark out"


def test_most_passages_are_read_right(readings: dict[str, tuple[Claim, ...]]) -> None:
    table = reading.counts(ALL, readings)
    right, total = (sum(column) for column in zip(*table.values(), strict=True))
    assert right >= SHARE_RIGHT * total, table


def test_passages_are_coded_by_the_book() -> None:
    assert [name for name, times in Counter(p.id for p in ALL).items() if times > 1] == []
    assert [text for text, times in Counter(p.text for p in ALL).items() if times > 1] == []
    for passage in ALL:
        assert passage.silent == (not passage.claims), passage.id
        assert passage.id.startswith(passage.family + "-")
        assert passage.todo or not passage.false_fact, passage.id
        for coded in passage.coded:
            assert coded["status"] in STATUSES, passage.id
            assert coded["source_root"] != coded["target_root"], passage.id
            if "kind" in coded:
                assert coded["kind"] in KINDS, passage.id
                assert coded["kind"] == "STANCE" or coded["sign"] == sign_of(coded["kind"]), passage.id


def test_sides_that_are_coded_are_sides_that_are_known() -> None:
    known = {actor.root for actor in load_directory().actors.values()} | NAMELESS
    used = {coded[end] for p in ALL for coded in p.coded for end in ("source_root", "target_root")}
    assert used - known == set()
