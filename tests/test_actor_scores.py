"""Who is meant at each place of a text: how it is scored, and how well the reader does on the project's passages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dragoman.commands.score import Readers, mentions_of, reading_with
from dragoman.errors import InputError
from dragoman.scoring import actors_to_json, format_actors, score_actors
from dragoman.scoring.actors import read_marks
from dragoman.scoring.gold import Roots, Row

PASSAGES = Path(__file__).parent / "actors"
GOLD = tuple(PASSAGES / name for name in ("mentions-dev.jsonl", "mentions-check.jsonl"))
LOOKALIKES = tuple(PASSAGES / f"lookalikes-{name}.jsonl" for name in ("dev", "check", "held", "last"))
# Sides right and wrong that must not be lost again; what was measured is in docs/explanation/measurements.md.
FLOORS = {"mentions": (0.82, 0.07), "lookalikes": (0.85, 0.10)}


@pytest.fixture(scope="module")
def reading() -> Callable[[dict[str, object]], Sequence[Row]]:
    return reading_with(Readers(None), mentions_of)


def test_marks_are_taken_out_and_told() -> None:
    text, actors = read_marks("[Ankara](TUR) told [both](RUS+IRN), not the [Moscow Times](-).", "a", (), Roots(), "f:1")
    assert text == "Ankara told both, not the Moscow Times."
    assert [(text[a.start : a.end], set(a.roots)) for a in actors] == [
        ("Ankara", {"tur"}),
        ("both", {"rus", "irn"}),
        ("Moscow Times", set()),
    ]


@pytest.mark.parametrize("marked", ["[Ankara] left", "Ankara](TUR) left", "[Ankara](TUR left", "[[Ankara](TUR)](TUR)"])
def test_a_broken_mark_is_told_with_its_place(marked: str) -> None:
    with pytest.raises(InputError, match=r"f:7: a bracket without its partner or side near"):
        read_marks(marked, "a", (), Roots(), "f:7")


def _score(tmp_path: Path, row: dict[str, object], read: Sequence[Row]) -> tuple[int, int, int]:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    score = score_actors(path, lambda _: read)
    return score.right.right, score.wrong.right, score.missing.right


def _mention(start: int, end: int, root: str | None, kind: str = "state", how: str = "name") -> Row:
    return {"start": start, "end": end, "root": root, "kind": kind, "how": how}


MARKED: dict[str, object] = {"id": "a", "marked": "[Turkish forces](TUR) saw [both](RUS+IRN) and the [rebels](?)."}


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ([], (1, 0, 2)),  # silence on those who are unknown is right
        ([_mention(0, 14, "TUR"), _mention(19, 23, "RUS"), _mention(19, 23, "IRN")], (3, 0, 0)),
        ([_mention(0, 14, "SYR")], (1, 1, 1)),
        ([_mention(0, 14, "TUR"), _mention(0, 7, "GRC")], (2, 0, 1)),  # the mention that fits the words best is meant
        ([_mention(19, 23, "RUS")], (1, 0, 2)),  # one of two is not both
        ([_mention(32, 38, "SYR")], (0, 1, 2)),
        ([_mention(32, 38, "REBELS", how="unnamed group")], (1, 0, 2)),
        ([_mention(32, 38, "THE TIMES", kind="media")], (1, 0, 2)),
    ],
)
def test_a_mention_is_right_wrong_or_missing(tmp_path: Path, read: list[Row], expected: tuple[int, int, int]) -> None:
    assert _score(tmp_path, MARKED, read) == expected


def test_the_actors_of_coded_claims_stand_where_their_names_do(tmp_path: Path) -> None:
    text = "Ankara waited. It warned Athens, and Athens laughed."
    claim = {"source": "Ankara", "target": "Athens", "source_root": "TUR", "target_root": "GRC", "start": 15, "end": 31}
    row: dict[str, object] = {"id": "a", "text": text, "claims": [{**claim, "speaker": "unnamed"}]}
    assert _score(tmp_path, row, [_mention(0, 6, "TUR"), _mention(25, 31, "GRC")]) == (2, 0, 0)
    assert _score(tmp_path, row, [_mention(0, 6, "TUR"), _mention(37, 43, "GRC")]) == (1, 0, 1)
    row["claims"] = [{**claim, "target": "Greece"}]  # a name that the text has in other words
    assert _score(tmp_path, row, [_mention(25, 31, "GRC")]) == (1, 0, 1)


@pytest.mark.parametrize("row", [{"id": "a"}, {"id": "a", "text": "Ankara."}, {"marked": "[Ankara](TUR)"}])
def test_a_row_that_is_no_gold_is_told(tmp_path: Path, row: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"gold\.jsonl:1: "):
        _score(tmp_path, row, [])


def test_the_report_lists_what_is_not_right(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**MARKED, "tags": ["role"]}), "utf-8")
    score = score_actors(path, lambda _: [_mention(0, 14, "SYR")])
    told = format_actors(score, errors=True)
    assert 'a: "Turkish forces" is tur, read syr [name]' in told
    assert "role" in told
    data = actors_to_json(score, errors=True)
    assert data["wrong"] == {"right": 1, "of": 3, "share": pytest.approx(1 / 3)}
    assert len(data["errors"]) == 2  # type: ignore[arg-type]


def test_there_are_enough_passages() -> None:
    def marks(path: Path) -> int:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return sum(len(read_marks(row["marked"], row["id"], (), Roots(), path.name)[1]) for row in rows)

    assert sum(marks(path) for path in GOLD) >= 400
    assert sum(len(path.read_text("utf-8").splitlines()) for path in LOOKALIKES) >= 120


@pytest.mark.parametrize("path", [*GOLD, *LOOKALIKES], ids=lambda path: path.stem)
def test_the_reader_knows_who_is_meant(path: Path, reading: Callable[[dict[str, object]], Sequence[Row]]) -> None:
    score = score_actors(path, reading)
    right, wrong = FLOORS[path.stem.split("-")[0]]
    assert (score.right.value or 0) >= right
    assert (score.wrong.value or 0) <= wrong


def _references() -> list[dict[str, object]]:
    return [json.loads(line) for line in (PASSAGES / "references.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", _references(), ids=lambda row: row["id"])
def test_a_word_that_refers_back_is_settled_or_left_open(
    row: dict[str, object], tmp_path: Path, reading: Callable[[dict[str, object]], Sequence[Row]]
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    score = score_actors(path, reading)
    assert [f"{j.gold.words}: {[m.root for m in j.read]}" for j in score.judged if j.verdict != "right"] == []
