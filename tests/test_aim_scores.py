"""The score of aims: its counts worked out by hand, and what the reader reaches on the two gold files of aims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.commands.score import Readers, aims_of, reading_with
from dragoman.errors import InputError
from dragoman.scoring import CodedAim, aims_to_json, format_aims, score_aims
from dragoman.scoring.aims import pair_aims

HERE = Path(__file__).parent
TEXT = "Chad wants a port. If Niger agrees, it could lease one. Togo fears a coup."


def gold_file(folder: Path, *aims: dict[str, object], **fields: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "aims": list(aims), **fields}), "utf-8")
    return path


def aim(root: str, sort: str, words: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"actor_root": root, "sort": sort, "start": start, "end": start + len(words), **fields}


GOAL = aim("TCD", "goal", "a port")
OPTION = aim("TCD", "option", "lease one", condition="If Niger agrees")
FEAR = aim("TGO", "aversion", "a coup", optional=True)


def test_the_counts_of_a_small_case(tmp_path: Path) -> None:
    path = gold_file(tmp_path, GOAL, OPTION, FEAR)
    read = [
        {**GOAL, "rule": "wants"},
        aim("TCD", "option", "could lease one", condition="Niger agrees"),
        aim("TGO", "goal", "a coup", rule="wrong sort"),
    ]
    score = score_aims(path, lambda row: read if row["text"] == TEXT else [])
    assert (score.overall.gold, score.overall.read, score.overall.matched) == (2, 3, 2)
    assert (score.conditions.right, score.conditions.of) == (1, 1)
    assert [(a.root, a.words, a.rule) for a in score.excess] == [("tgo", "a coup", "wrong sort")]
    assert score.missed == ()
    assert score.sorts["goal"].read == 2
    assert "wrong sort" in format_aims(score, errors=True)
    assert "wrong sort" not in format_aims(score)
    told = aims_to_json(score, errors=True)
    assert told["overall"] == {"gold": 2, "read": 3, "matched": 2, "precision": 2 / 3, "recall": 1.0, "f1": 0.8}


def test_optional_aims_are_neither_missed_nor_too_much(tmp_path: Path) -> None:
    path = gold_file(tmp_path, GOAL, FEAR)
    for read, excess in (([], 0), ([FEAR], 0), ([FEAR, FEAR], 1)):
        score = score_aims(path, lambda _, read=read: read)
        assert (score.overall.gold, len(score.missed), len(score.excess)) == (1, 1, excess)


def coded(root: str, sort: str, start: int, end: int, optional: bool = False) -> CodedAim:
    return CodedAim("a", root, sort, start, end, "", None, optional)


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (coded("x", "goal", 0, 10), True),
        (coded("x", "goal", 5, 40), True),  # half of the shorter one
        (coded("x", "goal", 6, 40), False),
        (coded("x", "aversion", 0, 10), False),
        (coded("y", "goal", 0, 10), False),
    ],
)
def test_who_is_a_partner(read: CodedAim, found: bool) -> None:
    assert bool(pair_aims([coded("x", "goal", 0, 10)], [read])) is found


def test_required_aims_and_larger_overlaps_come_first() -> None:
    gold = [coded("x", "goal", 0, 10, optional=True), coded("x", "goal", 0, 9), coded("x", "goal", 0, 5)]
    assert pair_aims(gold, [coded("x", "goal", 0, 10)]) == [(1, 0)]


def test_only_one_split_is_scored(tmp_path: Path) -> None:
    path = gold_file(tmp_path, GOAL, split="dev")
    assert score_aims(path, lambda _: [], "dev").overall.gold == 1
    with pytest.raises(InputError, match="holds no document whose `split` is `held`"):
        score_aims(path, lambda _: [], "held")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"actor_root": ""}, "`actor_root` is missing"),
        ({"sort": "wish"}, "`sort` is 'wish'; it must be one of goal, aversion"),
        ({"end": 900}, "they must be characters"),
        ({"start": True}, "they must be characters"),
        ({"condition": "if pigs fly"}, "`condition` is not in the text"),
        ({"optional": 1}, "`optional` is neither true nor false"),
    ],
)
def test_a_broken_aim_is_told_with_its_place(tmp_path: Path, broken: dict[str, object], told: str) -> None:
    path = gold_file(tmp_path, FEAR, {**GOAL, **broken})
    with pytest.raises(InputError) as raised:
        score_aims(path, lambda _: [])
    assert str(raised.value).startswith(f"{path}:1, aim 2: ")
    assert told in str(raised.value)


def test_a_file_of_claims_is_no_gold_of_aims(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"id": "a", "text": "x", "claims": []}\n', "utf-8")
    with pytest.raises(InputError, match=r"claims.jsonl:1: `id`, `text` or `aims` is missing"):
        score_aims(path, lambda _: [])


@pytest.mark.parametrize("split", ["dev", "held"])
def test_the_prose_is_coded_in_two_halves(split: str) -> None:
    score = score_aims(HERE / "aims_prose.jsonl", lambda _: [], split)
    assert score.documents >= 30
    assert score.overall.gold >= 90


@pytest.mark.parametrize(("split", "least"), [("dev", 0.83), ("held", 0.6)])
def test_aims_in_running_prose(split: str, least: float) -> None:
    score = score_aims(HERE / "aims_prose.jsonl", reading_with(Readers(None), aims_of), split)
    assert score.overall.f1 is not None
    assert score.overall.f1 >= least


def test_aims_of_both_held_halves_together() -> None:
    read = reading_with(Readers(None), aims_of)
    tallies = [score_aims(HERE / name, read, "held").overall for name in ("aims_gold.jsonl", "aims_prose.jsonl")]
    matched, asked = sum(t.matched for t in tallies), sum(t.gold + t.read for t in tallies)
    assert sum(t.gold for t in tallies) >= 150
    assert 2 * matched / asked >= 0.70
