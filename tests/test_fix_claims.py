"""Claims put right by hand: edits, the queue, the log that goes from casebook to casebook, and agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief_making import claim, document, reading
from dragoman import cli
from dragoman.casebook import View, add_correction, prepare, save, wrong
from dragoman.casebook.corrections import Correction
from dragoman.casebook.edits import EDITABLE, edited, edits, read_as
from dragoman.model import Claim

ONE = document("Russia armed the LNA. Egypt armed the LNA. Turkey bombed the LNA.", "one.txt")


def read_claims() -> list[Claim]:
    return [
        claim(ONE, "Russia armed the LNA", "RUS", "AID", "LNA", date="2017-03-02"),
        claim(ONE, "Egypt armed the LNA", "EGY", "AID", "LNA"),
        claim(ONE, "Turkey bombed the LNA", "TUR", "ASSAULT", "LNA"),
    ]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("my.dragoman", "other.dragoman"):
        prepare(tmp_path / name)
        save(tmp_path / name, [reading(ONE, tuple(read_claims()))])
    monkeypatch.setenv("DRAGOMAN_CASE", "my.dragoman")
    return tmp_path / "my.dragoman"


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    try:
        left = cli.main(list(words))
    except SystemExit as leaving:
        left = int(leaving.code or 0)
    told = capsys.readouterr()
    assert left == code, told.err
    return told.out, told.err


def listed(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(printed(capsys, "claims", "--json", *more)[0])["data"]
    return rows


ARMED = read_claims()[0].id


def test_an_edit_counts_everywhere_and_both_readings_are_listed(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, _ = printed(capsys, "ties", "Russia")
    out, _ = printed(capsys, "fix", "edit", ARMED[:8], "status", "planned", "--who", "Ada", "--why", "only a promise")
    assert "edit" in out and "status as corrected" in out
    printed(capsys, "fix", "edit", ARMED, "date", "none", "--who", "Ada")
    printed(capsys, "fix", "edit", ARMED, "target", "Egypt", "--who", "Ada")
    row = next(row for row in listed(capsys) if row["id"] == ARMED)
    assert (row["status"], row["date"], row["target"], row["target_name"]) == ("planned", None, "EGY", "Egypt")
    assert row["read_as"] == {"status": "did", "date": "2017-03-02", "target": "LNA"}
    shown = " ".join(printed(capsys, "claims")[0].split())
    assert "Egypt (read: LNA)" in shown and "planned (read: did)" in shown and "none (read: 2017-03-02)" in shown
    assert printed(capsys, "ties", "Russia")[0] != before
    assert {c.status for c in View(case).claims(["Russia"])} == {"planned"}
    assert not View(case).claims(status="did", actors=["Russia"])


def test_an_edit_is_taken_back_and_put_in_force_again(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "fix", "edit", ARMED, "kind", "ASSAULT", "--who", "Ada")
    assert [(c.kind, c.sign) for c in View(case).claims(["Russia"])] == [("ASSAULT", -1)]
    printed(capsys, "fix", "undo", "last", "--who", "Ada")
    assert [(c.kind, c.sign) for c in View(case).claims(["Russia"])] == [("AID", 1)]
    printed(capsys, "fix", "undo", "last", "--who", "Ada")
    assert [(c.kind, c.sign) for c in View(case).claims(["Russia"])] == [("ASSAULT", -1)]


def test_edits_hold_when_the_documents_are_read_again(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "fix", "edit", ARMED, "status", "did_not", "--who", "Ada")
    save(case, [reading(ONE, tuple(read_claims()))])
    assert next(row for row in listed(capsys) if row["id"] == ARMED)["status"] == "did_not"
    save(case, [reading(ONE, tuple(read_claims()[1:]))])
    out, _ = printed(capsys, "fix", "list")
    assert "finds nobody" in out


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (("status", "done"), "there is no status 'done'. It can be: did, did_not"),
        (("kind", "HELP"), "there is no kind 'HELP'. It can be: AGREE"),
        (("date", "2017-13"), "'2017-13' is no date in EDTF"),
        (("date", "yesterday"), "'yesterday' is no date in EDTF"),
        (("sign", "2"), "'2' is no sign"),
        (("colour", "red"), "a claim has no 'colour' to change. It can be: kind, sign"),
        (("status", "did"), "the status of this claim is did already"),
        (("target", "Nobody Known"), "Nobody Known"),
        (("status",), "fix edit takes ID FIELD VALUE"),
    ],
)
def test_an_edit_that_cannot_be_is_told_why(
    case: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], cause: str
) -> None:
    code = 3 if words[0] == "target" else 2
    _, err = printed(capsys, "fix", "edit", ARMED, *words, "--who", "Ada", code=code)
    assert cause in err
    assert err.count("\n") == 1
    assert not View(case).corrections()


@pytest.mark.parametrize(
    ("date", "right"),
    [
        ("2017", True), ("2017-02", True), ("2016-02-29", True), ("2017-02-29", False), ("2017-22", True),
        ("2017-22-01", False), ("XXXX-10-27", True), ("2017~", True), ("2016/2018", True), ("../2018", True),
        ("2016/", True), ("/", False), ("", True), ("17", False), ("2017-1", False),
    ],
)  # fmt: skip
def test_dates_are_those_of_the_codebook(date: str, right: bool) -> None:
    assert (wrong("date", date) is None) == right


def test_the_queue_begins_with_the_least_certain(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(printed(capsys, "fix", "queue", "--json")[0])["data"]
    assert [row["confidence"] for row in rows] == sorted(row["confidence"] for row in rows)
    assert len(rows) == 3
    printed(capsys, "fix", "accept", rows[0]["id"], "--who", "Ada")
    printed(capsys, "fix", "edit", rows[1]["id"], "status", "possible", "--who", "Ada")
    out, err = printed(capsys, "fix", "queue", "--most", "1")
    assert rows[2]["id"][:8] in out
    assert "1 claim without a decision, of 3 claims." in err
    printed(capsys, "fix", "queue", "--most", "0", code=2)


def test_a_log_goes_from_one_casebook_to_another(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = [made.id for made in read_claims()]
    printed(capsys, "fix", "reject", ids[0], "--who", "Ada")
    printed(capsys, "fix", "edit", ids[1], "status", "planned", "--who", "Ada")
    printed(capsys, "fix", "undo", "last", "--who", "Ada")
    printed(capsys, "fix", "undo", "last", "--who", "Ada")
    printed(capsys, "fix", "merge", "LNA", "Egypt", "--who", "Ada")
    printed(capsys, "fix", "log", "--out", "ada.jsonl")
    _, err = printed(capsys, "fix", "import", "ada.jsonl", "--case", "other.dragoman")
    assert "5 decisions added, 0 known already." in err
    assert listed(capsys, "--case", "other.dragoman") == listed(capsys)
    _, err = printed(capsys, "fix", "import", "ada.jsonl", "--case", "other.dragoman")
    assert "0 decisions added, 5 known already." in err
    whole = printed(capsys, "fix", "log")[0]
    assert whole == Path("ada.jsonl").read_text("utf-8")


def test_a_claim_with_another_id_is_found_by_its_place(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "fix", "reject", ARMED, "--who", "Ada")
    text = printed(capsys, "fix", "log")[0].replace(f'"target": "{ARMED}"', '"target": "ffffffffffffffff"')
    Path("old.jsonl").write_text(text + text.replace("Russia armed", "Nobody armed").replace('"Ada"', '"Ben"'), "utf-8")
    _, err = printed(capsys, "fix", "import", "old.jsonl", "--case", "other.dragoman")
    assert "2 decisions added" in err
    assert "1 about claims that this casebook does not hold" in err
    assert ARMED not in {row["id"] for row in listed(capsys, "--case", "other.dragoman")}


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("nonsense", "log.jsonl:2: this is not JSON"),
        ("[]", "log.jsonl:2: this is no decision"),
        ('{"who": "Ada"}', "log.jsonl:2: a decision needs made_at, action, target as text"),
        (
            '{"made_at": "2026", "who": "A", "action": "burn", "target": "x"}',
            "log.jsonl:2: there is no decision 'burn'",
        ),
        ('{"made_at": "2026", "who": "A", "action": "undo", "target": "x"}', "log.jsonl:2: "),
        ('{"made_at": "2026", "who": "A", "action": "edit", "target": "x", "payload": 1}', "log.jsonl:2: `payload`"),
    ],
)
def test_a_log_that_is_none_is_told_by_line(
    case: Path, capsys: pytest.CaptureFixture[str], line: str, cause: str
) -> None:
    Path("log.jsonl").write_text(f"\n{line}\n", "utf-8")
    _, err = printed(capsys, "fix", "import", "log.jsonl", code=3)
    assert cause in err
    printed(capsys, "fix", "import", "nowhere.jsonl", code=3)


def test_two_coders_are_compared_claim_by_claim(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = [made.id for made in read_claims()]
    for who, verdicts in (("Ada", ("accept", "reject", "accept")), ("Ben", ("accept", "reject", "reject"))):
        path = case.with_name(f"{who}.dragoman")
        prepare(path)
        save(path, [reading(ONE, tuple(read_claims()))])
        for claim_id, verdict in zip(ids, verdicts, strict=True):
            printed(capsys, "fix", verdict, claim_id, "--who", who, "--case", path.name)
        printed(capsys, "fix", "log", "--out", f"{who}.jsonl", "--case", path.name)
    told = json.loads(printed(capsys, "fix", "agreement", "Ada.jsonl", "Ben.jsonl", "--json")[0])["data"]
    # Coincidences by hand: 2 accept-accept, 2 reject-reject, 1 + 1 unlike; totals 3 and 3 of 6.
    assert told["alpha"] == pytest.approx(1 - 5 * 2 / 18)
    assert (told["units"], told["alike"], told["only_first"], told["only_second"]) == (3, 2, 0, 0)
    out, _ = printed(capsys, "fix", "agreement", "Ada.jsonl", "Ben.jsonl")
    assert "Krippendorff's alpha (nominal): 0.444" in out


VALUES = {"kind": "COERCE", "sign": "0", "status": "advised", "date": "2016", "source": "TUR", "target": "EGY",
          "speaker": "PUTIN"}  # fmt: skip


@given(st.lists(st.sampled_from(EDITABLE), unique=True))
def test_edits_change_their_field_and_nothing_else(fields: list[str]) -> None:
    made = [
        Correction(str(place), "2026", "Ada", "edit", ARMED, {"field": field, "value": VALUES[field]})
        for place, field in enumerate(fields)
    ]
    first, *others = edited(read_claims(), edits(made))
    assert others == read_claims()[1:]
    for field in EDITABLE:
        expected = VALUES[field] if field in fields else str(getattr(read_claims()[0], field) or "")
        if field == "sign" and field not in fields and "kind" in fields:
            expected = "-1"
        assert str(getattr(first, field) if getattr(first, field) is not None else "") == expected
    assert set(read_as(read_claims(), edits(made)).get(ARMED, {})) == set(fields)


def test_an_edit_that_is_damaged_is_passed_over(case: Path) -> None:
    for payload in ({}, {"field": "status", "value": "done"}, {"field": "x", "value": "y"}, {"field": "source"}):
        add_correction(case, made_at="2026", who="Ada", action="edit", target=ARMED, payload=payload)
    assert {c.id: c for c in View(case).claims()}[ARMED] == read_claims()[0]
