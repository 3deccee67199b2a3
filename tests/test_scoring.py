"""The scorer against cases worked out by hand: each number below can be checked by reading the texts."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.scoring import SCHEMA, Score, format_score, score, score_file, score_to_json
from dragoman.scoring.matching import best_assignment

TEXT = "France backed Chad. Chad never met Niger. Niger may arm Mali. Togo and Benin met. France backed Chad again."
SENTENCES = [(0, 19), (20, 41), (42, 61), (62, 81), (82, 107)]

ROOTS = "code,name,aliases,kind\nFRA,France,,state\nTCD,Chad,,state\nNER,Niger,,state\nMLI,Mali,,state\n"
ROOTS += "TGO,Togo,,state\nBEN,Benin,,state\nUN,United Nations,UNSC|UNHCR,igo\nunnamed,an unnamed source,,speaker\n"


def claim(source: str, target: str, kind: str, sentence: int, **fields: object) -> dict[str, object]:
    start, end = SENTENCES[sentence]
    sign = -1 if kind in ("ACCUSE", "ASSAULT", "SANCTION") else 1
    row: dict[str, object] = {"source": source.title(), "target": target.title(), "kind": kind, "sign": sign}
    row |= {"source_root": source, "target_root": target, "status": "did", "start": start, "end": end}
    return row | fields


def read(doc: str, *args: object, **fields: object) -> dict[str, object]:
    return {"doc": doc, "rule": "some rule"} | claim(*args, **fields)  # type: ignore[arg-type]


def gold_file(folder: Path, *documents: list[dict[str, object]], roots: str | None = ROOTS, **fields: object) -> Path:
    path = folder / "gold.jsonl"
    rows = [
        {"id": f"t{n}", "text": TEXT, "published": "2020-01-02", "claims": claims, **fields}
        for n, claims in enumerate(documents, start=1)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    if roots is not None:
        (folder / "roots.csv").write_text(roots, encoding="utf-8")
    return path


def figures(result: Score) -> tuple[int, int, int, int]:
    total = result.overall
    return total.gold, total.read, total.matched, total.strict


def test_counts_and_shares_of_a_small_case(tmp_path: Path) -> None:
    gold = [
        claim("FRA", "TCD", "SUPPORT", 0, speaker_root="NER", date="2019"),
        claim("TCD", "NER", "CONSULT", 1, status="did_not"),
        claim("NER", "MLI", "AID", 2, status="possible"),
        claim("TGO", "BEN", "CONSULT", 3, mutual=True),
    ]
    readings = [
        read("t1", "FRA", "TCD", "AID", 0, speaker_root="NER"),  # kind and date wrong
        read("t1", "TCD", "NER", "CONSULT", 1, status="did_not"),  # all right
        read("t1", "MLI", "NER", "AID", 2),  # wrong direction: no match
        read("t1", "BEN", "TGO", "CONSULT", 3, mutual=True),  # other order, but mutual
        read("t1", "UN", "MLI", "AID", 4),  # made up
    ]
    result = score(gold_file(tmp_path, gold), readings)
    assert figures(result) == (4, 5, 3, 2)
    assert result.overall.precision == pytest.approx(3 / 5)
    assert result.overall.recall == pytest.approx(3 / 4)
    assert result.overall.f1 == pytest.approx(2 * 3 / (4 + 5))
    assert result.overall.strict_f1 == pytest.approx(2 * 2 / (4 + 5))
    assert (result.kind.right, result.status.right, result.speaker.right, result.date.right) == (2, 3, 3, 2)
    assert result.kind.of == 3
    assert [miss.near for miss in result.missed] == ["same pair, other direction"]
    assert {item.near for item in result.wrong} == {"same pair, other direction", "nothing like it"}
    assert result.false_facts == ()


@pytest.mark.parametrize("status", ["did_not", "possible", "planned", "advised"])
def test_a_thing_read_as_done_that_was_not_is_a_false_fact(tmp_path: Path, status: str) -> None:
    gold = [claim("NER", "MLI", "AID", 2, status=status), claim("FRA", "TCD", "SUPPORT", 0)]
    readings = [read("t1", "NER", "MLI", "AID", 2), read("t1", "FRA", "TCD", "SUPPORT", 0)]
    result = score(gold_file(tmp_path, gold), readings)
    assert [(fact.document, fact.gold.status, fact.quote) for fact in result.false_facts] == [
        ("t1", status, "Niger may arm Mali.")
    ]
    assert (result.false_share.right, result.false_share.of) == (1, 2)
    assert "Niger may arm Mali." in format_score(result)


def test_the_opposite_error_is_no_false_fact(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0)]
    result = score(gold_file(tmp_path, gold), [read("t1", "FRA", "TCD", "SUPPORT", 0, status="possible")])
    assert (result.status.right, result.false_facts) == (0, ())


def test_optional_gold_is_neither_required_nor_counted_against(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0), claim("NER", "MLI", "AID", 2, status="possible", optional=True)]
    path = gold_file(tmp_path, gold)
    without = score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0)])
    having = score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0), read("t1", "NER", "MLI", "AID", 2)])
    assert figures(without) == figures(having) == (1, 1, 1, 1)
    assert (having.optional.right, having.optional.of, having.kind.of) == (1, 1, 1)
    assert len(having.false_facts) == 1, "a false fact misleads even where the claim is optional"


def test_a_gold_side_that_is_not_listed_makes_the_claim_optional(tmp_path: Path) -> None:
    gold = [claim("FRA", "the marchers", "SUPPORT", 0)]
    listed = score(gold_file(tmp_path, gold), [])
    assert (listed.overall.gold, listed.overall.f1) == (0, None)
    (tmp_path / "roots.csv").unlink()
    assert score(tmp_path / "gold.jsonl", []).overall.gold == 1


def test_a_gold_claim_within_one_side_is_optional(tmp_path: Path) -> None:
    assert score(gold_file(tmp_path, [claim("UN", "UNSC", "SUPPORT", 0)]), []).overall.gold == 0


def test_sides_match_in_any_listed_spelling_and_case(tmp_path: Path) -> None:
    gold = [claim("UN", "TCD", "SUPPORT", 0, speaker_root="UNSC")]
    result = score(
        gold_file(tmp_path, gold), [read("t1", "unhcr", "Chad", "SUPPORT", 0, speaker_root="united nations")]
    )
    assert (result.overall.matched, result.speaker.right) == (1, 1)


@pytest.mark.parametrize(
    ("change", "near"),
    [
        ({"kind": "ACCUSE", "sign": -1}, "same pair, other sign"),
        ({"start": 82, "end": 107}, "same pair, other place"),
        ({"source_root": "TCD", "target_root": "FRA"}, "same pair, other direction"),
        ({"target_root": "MLI"}, "one side right"),
        ({"source_root": "MLI", "target_root": "BEN"}, "same words, other sides"),
    ],
)
def test_what_must_agree_for_a_match(tmp_path: Path, change: dict[str, object], near: str) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0)])
    row = read("t1", "FRA", "TCD", "SUPPORT", 0)
    assert score(path, [row]).overall.matched == 1
    result = score(path, [row | change])
    assert figures(result) == (1, 1, 0, 0)
    assert [item.near for item in result.wrong] == [miss.near for miss in result.missed] == [near]


def test_ranges_that_only_touch_do_not_overlap(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0)])
    assert score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0, start=19, end=41)]).overall.matched == 0
    assert score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0, start=18, end=41)]).overall.matched == 1


def test_one_gold_claim_takes_one_reading(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0)])
    result = score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0), read("t1", "FRA", "TCD", "AID", 0)])
    assert figures(result) == (1, 2, 1, 1), "the partner equal in kind is taken"
    assert [(item.read.kind, item.near) for item in result.wrong] == [("AID", "paired with another one")]


def test_equal_kind_and_status_goes_before_overlap(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0, end=5), claim("FRA", "TCD", "AID", 0)]
    readings = [read("t1", "FRA", "TCD", "SUPPORT", 0), read("t1", "FRA", "TCD", "AID", 0, end=5)]
    for order in (readings, readings[::-1]):
        result = score(gold_file(tmp_path, gold), order)
        assert [(p.gold.kind, p.read.kind) for p in result.pairs] == [("SUPPORT", "SUPPORT"), ("AID", "AID")]


def test_overlap_decides_between_equals(tmp_path: Path) -> None:
    gold = [
        claim("FRA", "TCD", "SUPPORT", 0, end=8, date="2018"),
        claim("FRA", "TCD", "SUPPORT", 0, start=9, date="2019"),
    ]
    readings = [
        read("t1", "FRA", "TCD", "SUPPORT", 0, start=7, date="2019"),
        read("t1", "FRA", "TCD", "SUPPORT", 0, end=10, date="2018"),
    ]
    assert score(gold_file(tmp_path, gold), readings).date.right == 2


def test_no_claim_is_left_alone_that_could_be_paired(tmp_path: Path) -> None:
    """Best-first would give the long reading to the long gold claim and leave the two others alone."""
    gold = [claim("FRA", "TCD", "SUPPORT", 0, end=41), claim("FRA", "TCD", "SUPPORT", 2)]
    readings = [read("t1", "FRA", "TCD", "SUPPORT", 0, end=50), read("t1", "FRA", "TCD", "SUPPORT", 1)]
    assert score(gold_file(tmp_path, gold), readings).overall.matched == 2


def test_one_claim_with_two_pieces_of_evidence_matches_two_gold_claims(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0), claim("FRA", "TCD", "SUPPORT", 4)]
    path = gold_file(tmp_path, gold)
    also = [list(SENTENCES[4])]
    assert figures(score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0)])) == (2, 1, 1, 1)
    assert figures(score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0, also=also)])) == (2, 2, 2, 2)
    stray = [*also, list(SENTENCES[2])]
    assert figures(score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0, also=stray)])) == (2, 2, 2, 2)


def test_a_claim_whose_second_piece_alone_matches_counts_once(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 4)])
    result = score(path, [read("t1", "FRA", "TCD", "SUPPORT", 2, also=[list(SENTENCES[4])])])
    assert figures(result) == (1, 1, 1, 1)
    assert result.pairs[0].read_quote == "France backed Chad again."


def test_one_piece_does_not_match_two_gold_claims(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0), claim("FRA", "TCD", "SUPPORT", 0)]
    assert figures(score(gold_file(tmp_path, gold), [read("t1", "FRA", "TCD", "SUPPORT", 0)])) == (2, 1, 1, 1)


def test_documents_without_claims_count_every_reading_against(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0)], [])
    result = score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0), read("t2", "FRA", "TCD", "SUPPORT", 0)])
    assert figures(result) == (1, 2, 1, 1)


def test_unnamed_speakers_are_equal_and_differ_from_none(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0, speaker="unnamed", speaker_root="unnamed")])
    row = read("t1", "FRA", "TCD", "SUPPORT", 0)
    assert score(path, [row | {"speaker": "unnamed", "speaker_root": None}]).speaker.right == 1
    assert score(path, [row]).speaker.right == 0


def test_tags_are_scored_apart(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0)], tags=["passive", "list"])
    other = {"id": "x", "text": TEXT, "tags": ["list"], "claims": [claim("NER", "MLI", "AID", 2)]}
    path.write_text(path.read_text(encoding="utf-8") + "\n" + json.dumps(other), encoding="utf-8")
    result = score(path, [read("t1", "FRA", "TCD", "SUPPORT", 0)])
    assert {tag: (tally.gold, tally.matched) for tag, tally in result.tags.items()} == {
        "list": (2, 1),
        "passive": (1, 1),
    }
    assert "passive" in format_score(result)


def test_score_file_hands_over_the_text_but_not_the_answers(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [claim("FRA", "TCD", "SUPPORT", 0)], tags=["list"])
    seen = []

    def reader(row: dict[str, object]) -> list[dict[str, object]]:
        seen.append(row)
        return [read("a hash of its own", "FRA", "TCD", "SUPPORT", 0)]

    result = score_file(path, reader)
    assert seen == [{"id": "t1", "text": TEXT, "published": "2020-01-02"}]
    assert result.overall.f1 == 1.0


def test_json_is_versioned_and_plain(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0), claim("NER", "MLI", "AID", 2, status="possible")]
    readings = [read("t1", "NER", "MLI", "AID", 2), read("t1", "TGO", "MLI", "AID", 4)]
    result = score(gold_file(tmp_path, gold), readings)
    data = json.loads(json.dumps(score_to_json(result, errors=True)))
    assert data["schema"] == SCHEMA == "dragoman.score/1"
    assert data["claims"] | {"precision": None} == {
        "gold": 2,
        "read": 2,
        "matched": 1,
        "precision": None,
        "recall": 0.5,
        "f1": 0.5,
        "strict_matched": 0,
        "strict_f1": 0.0,
    }
    assert [item["doc"] for item in data["false_facts"]["list"]] == ["t1"]
    assert data["missed"][0]["quote"] == "France backed Chad."
    assert data["wrong"][0]["read"]["rule"] == "some rule"
    assert data["unequal"][0]["differs"] == ["status"]
    assert "missed" not in score_to_json(result)


def test_errors_are_listed_with_document_quote_and_difference(tmp_path: Path) -> None:
    gold = [claim("FRA", "TCD", "SUPPORT", 0), claim("NER", "MLI", "AID", 2, date="2019")]
    readings = [read("t1", "NER", "MLI", "AID", 2, date="2020"), read("t1", "TGO", "MLI", "AID", 4)]
    text = format_score(score(gold_file(tmp_path, gold), readings), errors=True)
    for part in ('t1: FRA -> TCD SUPPORT +1 did "France backed Chad."', "t1: TGO -> MLI", "t1: date", "some rule"):
        assert part in text


GOOD = {"id": "t1", "text": TEXT, "claims": [claim("FRA", "TCD", "SUPPORT", 0)]}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": "a", "text": "b"}', "`claims` is missing"),
        ('{"text": "b", "claims": []}', "`id` is missing"),
        ('{"id": "a", "claims": []}', "`text` is missing"),
        ('{"id": "a", "text": "b", "tags": "c", "claims": []}', "`tags` is not a list"),
        ('{"id": "a", "text": "b", "claims": [3]}', "claim 1: is not a JSON object"),
        (json.dumps(GOOD), "was used on line 1"),
        (json.dumps({"id": "a", "text": "b", "events": [{"source_text": "c", "kind": "AID"}]}), "holds `events`"),
    ],
)
def test_a_broken_gold_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        score(path, [])
    assert f"{path}:3" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "HUG"}, "`kind`"),
        ({"status": None}, "`status`"),
        ({"sign": True}, "`sign`"),
        ({"sign": 2}, "`sign`"),
        ({"mutual": "yes"}, "`mutual`"),
        ({"source_root": ""}, "`source_root`"),
        ({"date": 2014}, "`date`"),
        ({"start": 9, "end": 9}, "`start`, `end`"),
        ({"start": None}, "`start`, `end`"),
        ({"end": 10_000}, "ends after"),
    ],
)
def test_a_broken_claim_is_named_in_gold_and_in_a_reading(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    broken = claim("FRA", "TCD", "SUPPORT", 0) | change
    with pytest.raises(InputError, match=r"gold\.jsonl:1, claim 1") as caught:
        score(gold_file(tmp_path, [broken]), [])
    assert words in str(caught.value)
    path = gold_file(tmp_path, [])
    with pytest.raises(InputError, match="reading") as caught:
        score(path, [{"doc": "t1"} | broken])
    assert words in str(caught.value)


def test_missing_empty_and_foreign_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        score(tmp_path / "none.jsonl", [])
    with pytest.raises(InputError, match=r"cannot be opened"):
        score(tmp_path, [])
    path = tmp_path / "file.jsonl"
    path.write_bytes(b"\n\n")
    with pytest.raises(InputError, match="holds no document"):
        score(path, [])
    path.write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        score(path, [])


def test_a_reading_of_another_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="`elsewhere` is not in"):
        score(gold_file(tmp_path, []), [read("elsewhere", "FRA", "TCD", "SUPPORT", 0)])


def test_a_spelling_listed_for_two_sides_is_refused(tmp_path: Path) -> None:
    path = gold_file(tmp_path, [], roots="code,name,aliases,kind\nAU,African Union,,igo\nAUS,Australia,AU,state\n")
    with pytest.raises(InputError, match=r"roots\.csv:3"):
        score(path, [])


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_the_assignment_is_the_best_of_all(rows: int, columns: int, data: st.DataObject) -> None:
    cell = st.integers(0, 9)
    weights = data.draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    chosen = best_assignment(weights)
    assert len({r for r, _ in chosen}) == len({c for _, c in chosen}) == len(chosen) == min(rows, columns)
    short, long = (range(rows), range(columns)) if rows <= columns else (range(columns), range(rows))
    best = max(
        sum(weights[s][t] if rows <= columns else weights[t][s] for s, t in zip(short, order, strict=True))
        for order in itertools.permutations(long, len(short))
    )
    assert sum(weights[r][c] for r, c in chosen) == best


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_the_readings_does_not_matter(tmp_path_factory: pytest.TempPathFactory, order: list[int]) -> None:
    folder = tmp_path_factory.mktemp("order")
    gold = [claim("FRA", "TCD", kind, n, optional=n == 4) for kind, n in (("SUPPORT", 0), ("AID", 0), ("SUPPORT", 4))]
    readings = [
        read("t1", "FRA", "TCD", kind, 0, status=status, end=end)
        for kind, status, end in itertools.product(("SUPPORT", "AID", "CONSULT"), ("did", "planned"), (19,))
    ]
    first = score_to_json(score(gold_file(folder, gold), readings), errors=True)
    assert score_to_json(score(gold_file(folder, gold), [readings[n] for n in order]), errors=True) == first
