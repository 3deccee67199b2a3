"""The shipped example documents: complete, of our own writing, and read by the demo as they should be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import dragoman
from dragoman.model import Claim, Reading

PROJECT = Path(__file__).parents[1]
LIBYA = PROJECT / "examples" / "libya"
SHARED = PROJECT.parent / "shared"


def pieces() -> dict[str, str]:
    """Name -> text as written: one entry a file, and one a line of JSON lines."""
    found: dict[str, str] = {}
    for path in sorted(LIBYA.iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".jsonl":
            found |= {row["id"]: row["text"] for row in map(json.loads, text.splitlines())}
        else:
            found[path.name] = re.sub(r"<[^>]+>", " ", text)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shingles(text: str, size: int = 9) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Beginning of the name -> reading ("01" ... "09", and the names of the two dispatches)."""
    found = list(dragoman.read(LIBYA))
    assert [item for item in found if not isinstance(item, Reading)] == []
    return {re.sub(r"^(\d\d)-.*", r"\1", r.document.name): r for r in found if isinstance(r, Reading)}


def between(reading: Reading, source: str, target: str) -> list[Claim]:
    return [c for c in reading.claims if (c.source_root, c.target_root) == (source, target)]


def test_there_are_ten_short_documents_in_four_formats() -> None:
    assert len(pieces()) == 10
    assert {path.suffix for path in LIBYA.iterdir()} == {".txt", ".md", ".html", ".jsonl"}
    assert {name: len(words(text)) for name, text in pieces().items() if not 110 <= len(words(text)) <= 380} == {}


def test_the_scrape_has_the_mess_it_is_there_for() -> None:
    text = (LIBYA / "07-scrape-russia-libya-explained.txt").read_text("utf-8")
    assert text.count("russia libya relations explained") > 2
    assert text.count("Russia has not recognised the eastern government") == 2
    assert "RussiaLs" in text
    assert "$ billion" in text
    assert "The -year-old" in text


def test_only_one_pair_of_documents_is_a_copy() -> None:
    texts = {name: shingles(text) for name, text in pieces().items()}
    alike = {
        (one, other)
        for one in texts
        for other in texts
        if one < other and len(texts[one] & texts[other]) > 0.2 * min(len(texts[one]), len(texts[other]))
    }
    assert alike == {("01-wire-haftar-in-moscow.txt", "02-syndicated-haftar-in-moscow.html")}


def test_no_example_copies_the_texts_used_for_testing() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"NOT CHECKED: {SHARED} is absent, so the examples were not compared with the test texts")
    ours = set().union(*(shingles(text) for text in pieces().values()))
    compared = 0
    for path in sorted([*(SHARED / "seed").glob("*.txt"), *(SHARED / "gold").glob("*.jsonl")]):
        lines = path.read_text("utf-8").splitlines() if path.suffix == ".jsonl" else []
        texts = [json.loads(line).get("text", "") for line in lines] or [path.read_text("utf-8")]
        for text in texts:
            assert not ours & shingles(text), path.name
            compared += 1
    assert compared


def test_dates_titles_and_publishers_are_found_and_not_invented(readings: dict[str, Reading]) -> None:
    assert {name: reading.document.published for name, reading in readings.items()} == {
        "01": "2017-08-14",
        "02": "2017-08-15",
        "03": "2020-06-04",
        "04": "2020-05-08",
        "05": "2018-11-21",
        "06": "2020-02-11",
        "07": None,
        "dispatch-2020-01-14": "2020-01-14",
        "dispatch-2020-01-20": "2020-01-20",
        "09": "2020-11-02",
    }
    assert readings["02"].document.publisher == "The Harbour Courier"
    assert readings["03"].document.publisher == "Russian Foreign Ministry"
    assert [name for name, reading in readings.items() if not reading.document.title] == []


def test_the_menus_of_the_web_page_are_gone(readings: dict[str, Reading]) -> None:
    assert not re.search("Shipping|Ferry|Sign up", readings["02"].document.text)


def test_the_repairs_of_the_scrape_are_reported(readings: dict[str, Reading]) -> None:
    document = readings["07"].document
    kinds = {repair.kind for repair in document.repairs}
    assert kinds >= {"repeated heading", "lost quote", "missing number", "cut abbreviation", "fragment"}
    assert "Russia\u2019s diplomats" in document.text.replace("'", "\u2019")
    twice = [c for c in between(readings["07"], "RUS", "HOR") if c.status == "did_not" and c.kind == "SUPPORT"]
    assert len(twice) == 1, "the pull quote must not be a second claim"


MUST_BE_READ = [
    ("01", "LNA", "RUS", "CONSULT", "did", "2017-08-14"),
    ("01", "LNA", "RUS", "CONSULT", "did_not", None),
    ("01", "GNA", "RUS", "CONSULT", "did", "2017-03"),
    ("01", "LNA", "FRA", "CONSULT", "did", "2017-07"),
    ("01", "UN", "LBY", "SANCTION", "did", "2011-02"),
    ("02", "LNA", "RUS", "CONSULT", "did", "2017-08-14"),
    ("03", "RUS", "LBY", "AID", "did_not", None),
    ("03", "GNA", "RUS", "CONSULT", "did", "2020-06-03"),
    ("04", "ARE", "LNA", "AID", "did", None),
    ("04", "TUR", "GNA", "AID", "did", None),
    ("05", "ARE", "LNA", "STANCE", "did", None),
    ("06", "ARE", "LNA", "AID", "did", "2014/.."),
    ("06", "GRC", "LBY", "SANCTION", "did", None),
    ("07", "RUS", "LBY", "CONSULT", "did", "2008-04"),
    ("dispatch-2020-01-20", "GNA", "LNA", "CONSULT", "did_not", None),
    ("09", "GNA", "RUS", "CONSULT", "did", "2017-03-02"),
    ("09", "USA", "RUS", "ACCUSE", "did", "2020-05-26"),
    ("09", "GNA", "LNA", "ASSAULT", "did", "2020-05-18"),
]


@pytest.mark.parametrize(("name", "source", "target", "kind", "status", "date"), MUST_BE_READ)
def test_what_must_be_read(
    readings: dict[str, Reading], name: str, source: str, target: str, kind: str, status: str, date: str | None
) -> None:
    found = between(readings[name], source, target)
    found += [claim for claim in between(readings[name], target, source) if claim.mutual]
    assert (kind, status, date) in {(c.kind, c.status, c.date) for c in found}


MUST_NOT_BE_FACT = [
    ("01", "RUS", "LNA", "AID", "deliveries could begin only if the embargo were lifted"),
    ("03", "RUS", "LBY", "AID", "the Ministry quotes what it denies"),
    ("04", "RUS", "LBY", "AID", "Russia has always denied it"),
    ("05", "RUS", "LNA", "STANCE", "one of three courses"),
    ("05", "RUS", "ITA", "STANCE", "what backing Haftar would bring"),
    ("05", "FRA", "LNA", "STANCE", "what France should stop"),
    ("06", "EGY", "LNA", "AID", "might send its army one day"),
    ("07", "RUS", "EGY", "AID", "said by Western officials and denied"),
    ("dispatch-2020-01-14", "LNA", "RUS", "AGREE", "he left without signing"),
    ("09", "RUS", "LBY", "AID", "an accusation that Russia denies"),
]


@pytest.mark.parametrize(("name", "source", "target", "kind", "why"), MUST_NOT_BE_FACT)
def test_what_is_denied_possible_or_alleged_is_no_fact(
    readings: dict[str, Reading], name: str, source: str, target: str, kind: str, why: str
) -> None:
    stated = [c for c in between(readings[name], source, target) if c.status == "did" and c.speaker is None]
    assert [c.evidence.text for c in stated if c.kind == kind] == [], why
