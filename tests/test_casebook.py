"""What goes into a casebook comes out the same, once, and with what was corrected taken into account."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casebook_making as making
from dragoman import casebook
from dragoman.casebook import rows
from dragoman.errors import UsageError
from dragoman.model import Aim, Mention, Problem, Reading, Skipped, content_id

AT = "2024-05-01T10:00:00+00:00"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "libya.dragoman"
    assert casebook.prepare(path)
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(making.readings())
def test_rows_round_trip_exactly(reading: Reading) -> None:
    packed = {
        table: [rows.cells([rows.pack(v) for v in row]) for row in of_table]
        for table, of_table in rows.reading_rows(reading).items()
    }
    row = rows.cells([rows.pack(v) for v in rows.document_row(reading.document, "f", "r")])
    assert rows.document_from(row) == reading.document
    assert tuple(map(rows.claim_from, packed["claims"])) == reading.claims
    assert tuple(map(rows.aim_from, packed["aims"])) == reading.aims
    assert tuple(map(rows.actor_from, packed["actors"])) == reading.actors
    assert tuple(map(rows.mention_from, packed["mentions"])) == reading.mentions
    assert tuple(map(rows.skipped_from, packed["skipped"])) == reading.skipped
    assert tuple(map(rows.problem_from, packed["problems"])) == reading.problems


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from(making.NASTY)))
def test_packed_text_is_valid_utf8_and_comes_back(text: str) -> None:
    rows.pack(text).encode("utf-8")
    assert rows.unpack(rows.pack(text)) == text


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=st.lists(making.readings(), min_size=1, max_size=3, unique_by=lambda r: r.document.id))
def test_the_file_gives_back_exactly_what_was_saved(tmp_path_factory: pytest.TempPathFactory, made: list) -> None:
    path = tmp_path_factory.mktemp("case") / "any.dragoman"
    casebook.prepare(path)
    saved = casebook.save(path, made)
    view = casebook.View(path)
    assert saved == casebook.Saved(len(made), 0, 0, len(made))
    assert {r.document.id: r for r in view.readings()} == {r.document.id: r for r in made}
    assert sorted(map(repr, view.claims())) == sorted(repr(c) for r in made for c in r.claims)
    assert sorted(map(repr, view.aims())) == sorted(repr(a) for r in made for a in r.aims)
    assert sorted(map(repr, view.mentions())) == sorted(repr(m) for r in made for m in r.mentions)
    assert sorted(map(repr, view.skipped())) == sorted(repr(s) for r in made for s in r.skipped)
    again = casebook.save(path, made)
    assert again == casebook.Saved(0, 0, len(made), len(made))
    assert {r.document.id: r for r in view.readings()} == {r.document.id: r for r in made}


def test_reading_twice_adds_nothing_and_a_new_reading_replaces_the_old(case: Path) -> None:
    first, other = making.reading(1), making.reading(2)
    casebook.save(case, [first, other])
    before = casebook.View(case).counts()
    assert casebook.save(case, [first, other]).unchanged == 2
    assert casebook.View(case).counts() == before

    changed = dataclasses.replace(first.claims[0], status="possible", id=content_id("newer"))
    newer = dataclasses.replace(first, claims=(changed, first.claims[0]), problems=(Problem("claims", "x", "y"),))
    saved = casebook.save(case, [newer])
    assert (saved.added, saved.replaced, saved.unchanged, saved.total) == (0, 1, 0, 2)
    view = casebook.View(case)
    assert view.readings([first.document.id]) == (newer,)
    assert view.readings([other.document.id]) == (other,)
    assert len(view.claims()) == 3


def test_of_one_document_twice_in_a_batch_the_last_reading_counts(case: Path) -> None:
    first = making.reading(1)
    empty = dataclasses.replace(first, claims=())
    assert casebook.save(case, [first, empty]).added == 1
    assert casebook.View(case).readings() == (empty,)


def test_order_does_not_depend_on_the_order_of_saving(tmp_path: Path) -> None:
    paths = [tmp_path / "a.dragoman", tmp_path / "b.dragoman"]
    made = [making.reading(n) for n in (3, 1, 2)]
    for path, order in zip(paths, (made, made[::-1]), strict=True):
        casebook.prepare(path)
        for reading in order:
            casebook.save(path, [reading])
    one, two = (casebook.View(path) for path in paths)
    assert [d.name for d in one.documents()] == ["report-1.txt", "report-2.txt", "report-3.txt"]
    for method in ("documents", "claims", "actors", "aims", "skipped", "problems"):
        assert getattr(one, method)() == getattr(two, method)()


@pytest.fixture
def filled(case: Path) -> Path:
    of = making.document("Putin met Haftar. Egypt may arm the LNA. France criticised Turkey.")
    claims = (
        making.claim(of, "Putin met Haftar", "Vladimir Putin:RUS", "Khalifa Haftar:LNA", "CONSULT", mutual=True),
        making.claim(of, "Egypt may arm the LNA", "Egypt:EGY", "LNA:LNA", "AID", status="possible"),
        making.claim(of, "France criticised Turkey", "France:FRA", "Turkey:TUR", "ACCUSE"),
    )
    people = ("Vladimir Putin:RUS", "Khalifa Haftar:LNA")
    states = ("Russia:RUS", "Egypt:EGY", "LNA:LNA", "France:FRA", "Turkey:TUR")
    actors = (*(making.actor(p, "person") for p in people), *(making.actor(s) for s in states))
    span = of.span(0, 16)
    aims = tuple(
        Aim(content_id(sort), of.id, "egypt", "EGY", "Egypt", sort, "arm", None, "did", None, None, span, "r", 0.5)
        for sort in ("goal", "option")
    )
    skipped = (Skipped(span, ("a", "b"), "no verb"),)
    mentions = (
        Mention(of.span(0, 5), "vladimir putin", "RUS", "Vladimir Putin", "name", 0.9),
        Mention(of.span(10, 16), None, None, "", "open", 0.0),
    )
    casebook.save(case, [Reading(of, claims, aims, actors, skipped, mentions=mentions)])
    return case


@pytest.mark.parametrize(
    ("actors", "quotes"),
    [
        (["Russia"], ["Putin met Haftar"]),
        (["RUS"], ["Putin met Haftar"]),
        (["putin"], ["Putin met Haftar"]),
        (["Vladimir Putin", "LNA"], ["Putin met Haftar"]),
        (["LNA"], ["Putin met Haftar", "Egypt may arm the LNA"]),
        (["haftar"], ["Putin met Haftar"]),
        (["Russia", "Egypt"], []),
        (["Atlantis"], []),
        (["'; DROP TABLE claims"], []),
        (None, ["Putin met Haftar", "Egypt may arm the LNA", "France criticised Turkey"]),
    ],
)
def test_claims_by_actor(filled: Path, actors: list[str] | None, quotes: list[str]) -> None:
    assert [c.evidence.text for c in casebook.View(filled).claims(actors)] == quotes


def test_claims_by_status_kind_and_document(filled: Path) -> None:
    view = casebook.View(filled)
    assert [c.kind for c in view.claims(status="possible")] == ["AID"]
    assert [c.kind for c in view.claims(status=("possible", "did"), kind=("AID", "ACCUSE"))] == ["AID", "ACCUSE"]
    assert view.claims(status="planned") == ()
    assert view.claims(document_ids=[]) == ()
    assert len(view.claims(document_ids=[view.documents()[0].id])) == 3
    assert [a.sort for a in view.aims(["EGYPT"])] == ["goal", "option"]
    assert [a.sort for a in view.aims(["egypt"], "option")] == ["option"]
    assert view.aims(["Russia"]) == ()
    assert view.aims([]) == ()


def test_problems_of_no_document_are_kept_once_and_can_be_forgotten(case: Path) -> None:
    bad = [Problem("open", "news/a.jsonl:7", "is not JSON", "Mend it"), Problem("find", "news/b", "is empty")]
    other = Problem("open", "newspaper", "cannot be read")
    casebook.save(case, [], [*bad, other])
    casebook.save(case, [making.reading(1)], bad)
    view = casebook.View(case)
    assert view.problems() == (*bad, other)
    casebook.forget_problems(case, ["news"])
    assert view.problems() == (other,)
    casebook.save(case, [], bad)
    assert view.problems() == (other, *bad)
    for place, name in (("b.txt, line 12", "b.txt"), ("c/d.txt:3", "./c"), ("e.txt", ".")):
        casebook.save(case, [], [Problem("open", place, "is bad")])
        assert len(view.problems()) == 4
        casebook.forget_problems(case, [name])
        assert len(view.problems()) == (0 if name == "." else 3)


def test_rejected_claims_are_left_out_until_that_is_undone(filled: Path) -> None:
    view = casebook.View(filled)
    first, second, _ = view.claims()
    rejected = casebook.add_correction(
        filled, made_at=AT, who="Ada", action="reject", target=first.id, payload={"why": "it says otherwise"}
    )
    casebook.add_correction(filled, made_at=AT, who="Ada", action="accept", target=second.id)
    assert first not in view.claims()
    assert first in view.claims(include_rejected=True)
    assert view.verdicts() == {first.id: "rejected", second.id: "accepted"}
    undo = casebook.add_correction(filled, made_at=AT, who="Bob", action="undo", target=rejected.id)
    assert first in view.claims()
    casebook.add_correction(filled, made_at=AT, who="Bob", action="undo", target=undo.id)
    assert first not in view.claims()
    casebook.add_correction(filled, made_at=AT, who="Ada", action="accept", target=first.id)
    assert first in view.claims()
    made = view.corrections()
    assert [c.action for c in made] == ["reject", "accept", "undo", "undo", "accept"]
    assert made[0] == rejected
    assert made[0].payload == {"why": "it says otherwise"}
    assert len({c.id for c in made}) == 5


def test_the_same_correction_twice_is_two_corrections_and_an_unknown_one_cannot_be_undone(filled: Path) -> None:
    target = casebook.View(filled).claims()[0].id
    ids = {casebook.add_correction(filled, made_at=AT, who="A", action="reject", target=target).id for _ in "ab"}
    assert len(ids) == 2
    with pytest.raises(UsageError, match="no correction"):
        casebook.add_correction(filled, made_at=AT, who="A", action="undo", target="0" * 16)
    assert len(casebook.View(filled).corrections()) == 2


def test_corrections_survive_a_new_reading(filled: Path) -> None:
    view = casebook.View(filled)
    gone = view.claims()[0]
    casebook.add_correction(filled, made_at=AT, who="A", action="reject", target=gone.id)
    (old,) = view.readings()
    casebook.save(filled, [dataclasses.replace(old, aims=())])
    assert gone not in view.claims()
    assert len(view.claims()) == 2


def _break(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as db:
        for statement in statements:
            db.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE claims SET start = start + 1 WHERE position = 0", "quote"),
        ("UPDATE claims SET stop = 100000, also = '[]' WHERE position = 0", "quote"),
        ("UPDATE aims SET quote = 'other' WHERE position = 0", "quote"),
        ("UPDATE skipped SET quote = 'other'", "quote"),
        ("UPDATE claims SET kind = 'PRAISE' WHERE position = 1", "does not exist"),
        ("UPDATE claims SET sign = -1 WHERE position = 1", "sign"),
        ("UPDATE claims SET target_root = source_root WHERE position = 1", "within"),
        ("UPDATE claims SET confidence = 1.5", "confidence"),
        ("UPDATE aims SET sort = 'wish'", "does not exist"),
        ("UPDATE mentions SET quote = 'other' WHERE position = 1", "quote"),
        ("UPDATE mentions SET root = NULL", "without a side"),
        ("UPDATE mentions SET confidence = -1", "confidence"),
        ("DELETE FROM documents", "no document"),
        ("UPDATE mentions SET document_id = 'gone'", "rows in mentions"),
        ("INSERT INTO corrections VALUES (0, 'a', '', 'A', 'merge', 'egypt', '[]')", "does not say"),
        ("INSERT INTO documents SELECT * FROM documents", "twice"),
        ("UPDATE documents SET offsets = '[[0],[0],[9],[1],9]'", "covers"),
        ("UPDATE documents SET raw = 'short'", "raw text"),
        ("UPDATE documents SET blocks = '[[0,999,\"paragraph\"]]'", "block"),
        ("INSERT INTO corrections VALUES (0, 'a', '', 'A', 'undo', 'nothing', '{}')", "takes back"),
    ],
)
def test_examine_finds_each_kind_of_damage(filled: Path, statement: str, said: str) -> None:
    assert casebook.examine(casebook.View(filled)) == ()
    _break(filled, statement)
    found = casebook.examine(casebook.View(filled))
    assert found
    assert any(said in problem.message for problem in found), found
