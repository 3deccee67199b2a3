"""The commands ties, changes, timeline and coverage on a small casebook."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from brief_making import claim, document, reading
from dragoman import cli
from dragoman.casebook import prepare, save
from dragoman.model import Claim, Document

ONE = document(
    "Russia armed the LNA. Egypt armed the LNA. Putin met Haftar. Turkey bombed the LNA. Russia may arm the GNA.",
    "one.txt", publisher="The Herald",
)  # fmt: skip
TWO = document("Turkey bombed the LNA. Russia bombed the LNA.", "two.txt", publisher="Agency")


def in_one() -> list[Claim]:
    return [
        claim(ONE, "Russia armed the LNA", "RUS", "AID", "LNA", date="2017-03-02"),
        claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA", date="2017"),
        claim(ONE, "Putin met Haftar", "PUTIN", "CONSULT", "HAFTAR", mutual=True),
        claim(ONE, "Turkey bombed the LNA", "TUR", "ASSAULT", "LNA", date="2017-05-01"),
        claim(ONE, "Russia may arm the GNA", "RUS", "AID", "GNA", status="possible"),
    ]


def in_two() -> list[Claim]:
    return [
        claim(TWO, "Turkey bombed the LNA", "TUR", "ASSAULT", "LNA", date="2017-05-01"),
        claim(TWO, "Russia bombed the LNA", "RUS", "ASSAULT", "LNA", date="2018-02"),
    ]


def kept(path: Path, *told: tuple[Document, list[Claim]]) -> None:
    prepare(path)
    save(path, [reading(doc, tuple(claims)) for doc, claims in told])


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept(tmp_path / "my.dragoman", (ONE, in_one()), (TWO, in_two()))
    kept(tmp_path / "one.dragoman", (ONE, in_one()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_CASE", "my.dragoman")
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    try:
        left = cli.main(list(words))
    except SystemExit as leaving:
        left = int(leaving.code or 0)
    out, err = capsys.readouterr()
    assert left == code, out + err
    return out, err


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    out, _ = printed(capsys, *words, "--json")
    told = json.loads(out)
    assert told["schema"] == "dragoman/1" and told["command"] == words[0]
    found: list[dict[str, Any]] = told["data"]
    return found


@pytest.mark.usefixtures("case")
def test_ties_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    found = {tuple(row["subject"]): row for row in rows(capsys, "ties")}
    egypt = found["EGY", "LNA"]
    assert egypt["value"] == 0.5 and egypt["low"] < 0 < egypt["high"]
    assert egypt["names"] == ["Egypt", "Libyan National Army"] and egypt["detail"]["word"] == "backs"
    # the bombing is told twice in the same words: one witness
    assert found["TUR", "LNA"]["detail"]["counted"] == "1" and found["TUR", "LNA"]["value"] == -0.5
    assert len(found["TUR", "LNA"]["claim_ids"]) == 2
    assert found["RUS", "GNA"]["detail"]["possible"] == "1"
    out, _ = printed(capsys, "ties")
    assert "Russia                Libyan National Army" in out
    line = next(line for line in out.splitlines() if "Government of National Accord" in line)
    assert "".join(line.split()) == (
        "RussiaGovernmentofNationalAccordall--0possibleonlynothingcounts,sonothingisknown;notcounted:1possible"
    )


@pytest.mark.usefixtures("case")
def test_ties_of_two_by_year(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "ties", "Russia", "Haftar", "--by", "year")
    assert {tuple(row["subject"]) for row in found} <= {("RUS", "LNA"), ("LNA", "RUS")}
    found = rows(capsys, "ties", "RUS", "LNA", "--by", "quarter")
    assert [(row["period"], row["detail"]["part"]) for row in found if row["subject"] == ["RUS", "LNA"]] == [
        ("2017-33", "period"), ("2018-33", "period"), (None, "undated"), (None, "total"),
    ]  # fmt: skip
    out, _ = printed(capsys, "ties", "RUS", "LNA", "--by", "quarter")
    assert "2017-Q1" in out and "undated" in out


@pytest.mark.usefixtures("case")
def test_age_needs_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = printed(capsys, "ties", "--half-life", "30", code=2)
    assert "--at DATE" in err and err.count("\n") == 1
    for words in (["--at", "2017"], ["--at", "2017-02-30"], ["--half-life", "0"], ["--half-life", "x"]):
        _, err = printed(capsys, "ties", *words, code=2)
        assert err.count("\n") == 1 and "Traceback" not in err
    before = {tuple(r["subject"]): r for r in rows(capsys, "ties", "--at", "2017-12-31")}
    assert before["RUS", "LNA"]["detail"]["hostile"] == "0"
    aged = {tuple(r["subject"]): r for r in rows(capsys, "ties", "--at", "2017-03-12", "--half-life", "10")}
    assert aged["RUS", "LNA"]["detail"]["effective"] == "0.50"


@pytest.mark.usefixtures("case")
def test_csv_has_the_columns_of_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["ties"], ["changes"], ["timeline"], ["coverage"]):
        out, _ = printed(capsys, *words, "--csv")
        table = list(csv.DictReader(io.StringIO(out)))
        assert table and list(table[0])[:4] == ["method", "subject", "names", "period"]


@pytest.mark.usefixtures("case")
def test_changes_since_between_and_with(capsys: pytest.CaptureFixture[str]) -> None:
    since = {(row["method"], tuple(row["subject"])): row for row in rows(capsys, "changes", "--since", "2018-01-01")}
    assert since["changes: standing", ("RUS", "LNA")]["value"] == -1.0
    assert since["changes: not placed", ()]["value"] == 2
    between = {(r["method"], tuple(r["subject"])) for r in rows(capsys, "changes", "--between", "the herald", "Agency")}
    assert ("changes: actor gone", ("EGY",)) in between and ("changes: standing", ("TUR", "LNA")) in between
    other = {(row["method"], tuple(row["subject"])) for row in rows(capsys, "changes", "RUS", "--with", "one.dragoman")}
    assert ("changes: standing", ("RUS", "LNA")) in other
    assert not any("EGY" in subject for _, subject in other)
    same = rows(capsys, "changes", "--with", "my.dragoman")
    assert all(row["value"] == 0.0 for row in same)
    out, _ = printed(capsys, "changes", "RUS", "LNA")
    assert "not enough periods to tell" in out and "2 of at least 30" in out


@pytest.mark.usefixtures("case")
def test_what_cannot_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = printed(capsys, "changes", "--between", "Nobody", "Agency", code=3)
    assert "no document is published by 'Nobody'" in err and "Agency, The Herald" in err
    _, err = printed(capsys, "changes", "--with", "none.dragoman", code=3)
    assert "none.dragoman" in err and err.count("\n") == 1
    _, err = printed(capsys, "changes", "--since", "2017-01-01", "--with", "one.dragoman", code=2)
    assert err.count("\n") == 1
    _, err = printed(capsys, "ties", "a", "b", "c", code=2)
    assert "one or two actors" in err


@pytest.mark.usefixtures("case")
def test_timeline_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "timeline")
    assert [row["period"] for row in found] == ["2017", "2017-03-02", "2017-05-01", "2018-02", None, None]
    assert found[2]["detail"]["documents"] == "2" and len(found[2]["claim_ids"]) == 2
    assert [row["period"] for row in rows(capsys, "timeline", "--from", "2017-04-01", "--to", "2017-12-31")] == [
        "2017", "2017-05-01",
    ]  # fmt: skip
    out, _ = printed(capsys, "timeline", "Haftar")
    assert "Vladimir Putin and Khalifa Haftar met or talked" in out.splitlines()[-1]
    assert out.splitlines()[-1].startswith("undated")
    _, err = printed(capsys, "timeline", "--from", "2018-01-01", "--to", "2017-01-01", code=2)
    assert "is after" in err


@pytest.mark.usefixtures("case")
def test_coverage_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    found = {row["method"]: row for row in rows(capsys, "coverage")}
    assert found["coverage: documents"]["value"] == 2
    assert found["coverage: empty periods"]["detail"]["empty"] == "2017-04 2017-06/2018-01"
    out, _ = printed(capsys, "coverage", "Egypt", "--by", "year")
    assert "The Herald" in out and "Agency" not in out and "the author" in out
