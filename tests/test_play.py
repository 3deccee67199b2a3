"""The command `play`: what it prints of a model, the models that come along, and what it says of bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman import cli
from dragoman.examples import model_paths
from dragoman.strategy.conflict import ConflictModel
from dragoman.strategy.model_file import parse_model
from dragoman.strategy.stability import CONCEPTS, equilibria
from dragoman.strategy.worlds import base_world

RIVER = """\
title: A river
documents: {paper: paper.txt}
actors:
  - name: Upstream
    options: [dam]
    preferences:
      - {name: power, statement: dam, basis: stated, document: paper, quote: the dam will light our cities}
      - {name: calm, statement: not protest, basis: inferred, document: paper, quote: we fear protest}
  - name: Downstream
    options: [protest]
    preferences:
      - {statement: protest iff dam, basis: analyst}
status_quo: []
"""
PAPER = "The minister said the dam will light our\ncities. Others said: we fear protest.\n"


@pytest.fixture
def river(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_CASE", raising=False)
    (tmp_path / "paper.txt").write_text(PAPER, "utf-8")
    path = tmp_path / "river.yaml"
    path.write_text(RIVER, "utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    try:
        left = cli.main(list(words))
    except SystemExit as leaving:
        left = int(leaving.code or 0)
    told = capsys.readouterr()
    assert left == code, told.err
    return told.out, told.err


def held(name: str) -> ConflictModel:
    path = model_paths()[name]
    return parse_model(path.read_text("utf-8"), str(path))


def found(name: str) -> dict[str, set[str]]:
    """The equilibria of a model that comes along, as the options taken, by concept."""
    model = held(name)
    game, ranks = model.game(), base_world(model).ranks[None]
    return {
        concept: {"+".join(game.taken(state)) for state in equilibria(game, ranks, concept)[0].nonzero()[0].tolist()}
        for concept in CONCEPTS
    }


def test_textbook_games_come_out_as_in_the_textbooks() -> None:
    assert found("prisoners_dilemma") == {"R": {""}, "GMR": {"", BOTH}, "SMR": {"", BOTH}, "SEQ": {"", BOTH}}
    one = {"A_swerves", "B_swerves"}
    swerve = one | {"A_swerves+B_swerves"}
    assert found("chicken") == {"R": one, "GMR": swerve, "SMR": swerve, "SEQ": one}
    assert found("stag_hunt") == {concept: {"", "A_stag+B_stag"} for concept in CONCEPTS}


BOTH = "A_cooperates+B_cooperates"


def test_elmira_comes_out_as_published() -> None:
    left = {"abandon", "modify+abandon", "abandon+insist", "modify+abandon+insist"}  # the ninth state
    published = {"delay+insist", "modify+accept+insist"} | left
    assert found("elmira")["R"] == published
    assert found("elmira")["SEQ"] == published
    assert found("elmira")["GMR"] == published | {"delay", "modify+accept"}


def test_the_missiles_leave_under_a_blockade() -> None:
    assert "withdraw" in found("cuban_missile_crisis")["SEQ"]
    assert "" not in found("cuban_missile_crisis")["R"]


@pytest.mark.parametrize("name", sorted(model_paths()))
def test_every_model_that_comes_along_is_played_with_its_quotes_found(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = printed(capsys, "play", name, "--worlds", "40")
    assert out.startswith(held(name).title + "\n")


def test_two_readings_of_the_same_documents_give_two_answers(capsys: pytest.CaptureFixture[str]) -> None:
    shares = {}
    for name in ("libya", "libya_defence_ministry"):
        out, _ = printed(capsys, "play", name, "--worlds", "400", "--json")
        rows = [row for row in json.loads(out)["data"] if row["method"] == "conflict model: strategy"]
        shares[name] = {
            row["names"][1]: row["value"]
            for row in rows
            if row["detail"]["run"] == "sampled" and row["detail"]["concept"] == "R"
        }
    arms = "arm Haftar and talk to all"
    assert max(shares["libya"], key=shares["libya"].__getitem__).startswith("hedge")
    assert shares["libya"][arms] < 0.1 < 0.5 < shares["libya_defence_ministry"][arms]


def test_the_result_has_shares_guards_and_reasons(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, "play", str(river), "--worlds", "500")
    assert "2 actors, 2 options, 4 of 4 states feasible; 500 sampled worlds, seed 1" in out
    assert "without power: dam 1.00 -> 0.00" in out or "without power: none of its options" in out
    assert "Upstream, dam: nothing speaks against it; for it: power" in out
    assert "Downstream stays: the best of its moves (give up protest) would cost it more (protest iff dam)." in out
    assert "From today, each mover gaining: Upstream: take dam, then Downstream: take protest." in out
    assert 'Upstream, power: dam [stated] "the dam will light our cities" (paper)' in out


def test_the_same_seed_prints_the_same_and_the_table_is_the_json(
    river: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("play", str(river), "--worlds", "300", "--seed", "9")
    first, _ = printed(capsys, *words)
    assert printed(capsys, *words)[0] == first
    told: dict[str, Any] = json.loads(printed(capsys, *words, "--json")[0])
    rows = list(csv.DictReader(io.StringIO(printed(capsys, *words, "--csv")[0])))
    assert len(rows) == len(told["data"])
    assert {row["method"] for row in told["data"]} == {
        "conflict model: strategy",
        "conflict model: built in",
        "conflict model: state",
    }
    states = [row for row in told["data"] if row["method"].endswith("state")]
    assert all(row["low"] <= row["value"] <= row["high"] for row in states)


def test_a_state_that_is_asked_for_is_explained(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, "play", str(river), "--state", "protest")
    assert "In the model as it is listed, Upstream wanting most first: power, calm." in out
    assert "Upstream leaves: it would gain by this: take dam (dam), and no answer takes that away." in out


@pytest.mark.parametrize(
    ("words", "code", "cause"),
    [
        (["play"], 2, "name a model to play"),
        (["play", "nowhere.yaml"], 3, "nowhere.yaml: cannot be read (no such file or directory). The models that come"),
        (["play", "river.yaml", "--worlds", "0"], 2, "--worlds must be 1 or more"),
        (["play", "river.yaml", "--state", "swim"], 2, "there is no option 'swim'. The options are: dam, protest"),
        (["play", "river.yaml", "--draft", "Russia"], 2, "--draft makes a model and MODEL plays one"),
    ],
)
def test_bad_words_are_told(
    river: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, cause: str
) -> None:
    _, err = printed(capsys, *words, code=code)
    assert cause in err


def test_a_quote_that_is_not_there_stops_it_with_its_line(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    river.write_text(RIVER.replace("we fear protest", "we fear nobody"), "utf-8")
    _, err = printed(capsys, "play", "river.yaml", code=3)
    assert 'river.yaml:8: these words are not in paper: "we fear nobody". Copy them from the document' in err
    (river.parent / "paper.txt").unlink()
    _, err = printed(capsys, "play", "river.yaml", code=3)
    assert "river.yaml:7: there is no document 'paper.txt' to check this quote in" in err


def test_bytes_that_are_no_text_are_told(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    river.write_bytes(b"\xff\xfe\x00\xd8title")
    _, err = printed(capsys, "play", "river.yaml", code=3)
    assert "not text in UTF-8" in err


def test_quotes_are_found_in_a_casebook(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "read", "paper.txt", "--into", "c.dragoman")
    (river.parent / "paper.txt").unlink()
    out, _ = printed(capsys, "play", "river.yaml", "--case", "c.dragoman", "--worlds", "20")
    assert "A river" in out


def test_a_draft_is_played(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Russia could supply arms to the marshal. Egypt does not want Russia to supply arms to him."
    (river.parent / "talk.txt").write_text(text, "utf-8")
    printed(capsys, "read", "talk.txt", "--into", "c.dragoman")
    printed(capsys, "play", "--draft", "Russia", "Egypt", "--case", "c.dragoman", "--out", "draft.yaml")
    out, _ = printed(capsys, "play", "draft.yaml", "--case", "c.dragoman", "--worlds", "20")
    assert "supply_arms" in out


def test_the_result_joins_the_brief_with_its_quotes_as_footnotes(
    river: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "read", "paper.txt", "--into", "c.dragoman")
    out, _ = printed(capsys, "brief", "--model", "river.yaml", "--case", "c.dragoman", "--json")
    brief = json.loads(out)["data"]
    section = next(one for one in brief["sections"] if one["key"] == "played")
    shares, changes, wants, built = section["groups"]
    assert [line["text"] for line in shares["lines"]] == ["none of its options", "dam"]
    assert shares["lines"][1]["remark"].startswith("1.00, by the chance of sampling 1.00 to 1.00; 0.")
    assert changes["lines"][0]["text"].startswith("without “dam”: ")
    notes = {note["number"]: note["quote"] for note in brief["footnotes"]}
    quoted = [notes[line["notes"][0]] for line in wants["lines"]]
    assert "the dam will light our cities" in " ".join(quoted[0].split())
    assert "we fear protest" in quoted[1]
    assert built["lines"][0]["text"] == "Upstream, dam: nothing that it wants speaks against this"


def test_a_quote_from_outside_the_casebook_stands_in_the_line(river: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (river.parent / "other.txt").write_text("Russia armed Egypt.", "utf-8")
    printed(capsys, "read", "other.txt", "--into", "c.dragoman")
    out, _ = printed(capsys, "brief", "--model", "river.yaml", "--case", "c.dragoman", "--format", "md")
    assert "“the dam will light our cities”" in out
