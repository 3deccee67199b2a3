"""The forecast log: what it takes and refuses, how it stands, how it is scored, and casebooks from before it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casebook_making as making
from dragoman import casebook, cli
from dragoman.casebook import Entry, append_entry, standing_forecasts
from dragoman.errors import UsageError
from dragoman.strategy.brier import Resolved, scored

WRITTEN = "2019-01-01T10:00:00+00:00"


def forecast(**other: object) -> Entry:
    fields: dict[str, object] = {
        "id": "", "made_at": WRITTEN, "who": "Ada", "action": "add", "number": 0, "day": "2019-01-01",
        "source": "own reading", "question": "Will it hold?", "measure": "likelihood", "value": 0.7, "by": "2019-12-31",
        "no_change": "no", **other,
    }  # fmt: skip
    return Entry(**fields)


def resolution(number: int, outcome: str, **other: object) -> Entry:
    fields = {"made_at": "2020-01-02T10:00:00+00:00", "day": "2019-06-01", **other}
    return Entry("", fields.pop("made_at"), "Bob", "resolve", number, source=None, outcome=outcome, **fields)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "my.dragoman"
    casebook.prepare(path)
    return path


def states(case: Path) -> list[str]:
    return [f.state for f in standing_forecasts(casebook.View(case).forecasts())]


def test_the_log_only_grows(case: Path) -> None:
    view = casebook.View(case)
    steps = [forecast(), forecast(measure="share", value=0.25), resolution(1, "no"), resolution(1, "yes"),
             forecast(corrects=2), resolution(3, "void")]  # fmt: skip
    seen: tuple[Entry, ...] = ()
    for step in steps:
        made = append_entry(case, step)
        now = view.forecasts()
        assert now == (*seen, made)
        seen = now
    assert [e.number for e in seen] == [1, 2, 1, 1, 3, 3]
    assert len({e.id for e in seen}) == len(seen)
    assert states(case) == ["yes", "corrected", "void"]  # the last word counts
    assert view.snapshot().forecasts() == seen
    assert casebook.examine(view) == ()


def test_reading_again_leaves_the_log_alone(case: Path) -> None:
    append_entry(case, forecast())
    casebook.save(case, [making.reading(1)])
    casebook.save(case, [dataclasses.replace(making.reading(1), claims=())])
    assert states(case) == ["open"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (forecast(question=" "), "needs a question"),
        (forecast(value=1.5), "from 0 to 1"),
        (forecast(value=float("nan")), "from 0 to 1"),
        (forecast(value=None), "from 0 to 1"),
        (forecast(measure="guess"), "share or a likelihood"),
        (forecast(by="2018-12-31"), "before that"),
        (forecast(by="2019-12"), "is no day"),
        (forecast(day="2019-02-30"), "is no day"),
        (forecast(day="2019-01-03"), "still to come"),
        (forecast(made_at="yesterday"), "is no time"),
        (forecast(no_change="perhaps"), "yes or no"),
        (forecast(corrects=9), "no forecast 9"),
        (forecast(corrects=1), "stays as it was made"),
        (forecast(corrects=2), "corrected by 3 already"),
        (resolution(7, "yes"), "no forecast 7"),
        (resolution(2, "yes"), "corrected by 3"),
        (resolution(3, "maybe"), "yes, no, void"),
        (resolution(3, "no", day="2018-12-30"), "foretold nothing"),
        (resolution(3, "yes", day="2020-01-01"), "too late for a yes"),
        (resolution(3, "no", day="2020-02-01"), "still to come"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(case: Path, made: Entry, said: str) -> None:
    for step in (forecast(), forecast(), resolution(1, "yes"), forecast(corrects=2)):
        append_entry(case, step)
    before = casebook.View(case).forecasts()
    with pytest.raises(UsageError) as caught:
        append_entry(case, made)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert casebook.View(case).forecasts() == before


def test_a_no_may_be_told_after_the_last_day_and_late_forecasts_are_marked(case: Path) -> None:
    append_entry(case, forecast())
    append_entry(case, forecast(made_at="2020-01-01T00:00:00+00:00"))
    append_entry(case, resolution(1, "no", day="2020-01-01"))
    early, late = standing_forecasts(casebook.View(case).forecasts())
    assert (early.state, early.late, late.late) == ("no", False, True)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE forecasts SET value = 2 WHERE number = 1", "from 0 to 1"),
        ("UPDATE forecasts SET number = 5 WHERE action = 'resolve'", "no forecast 5"),
        ("UPDATE forecasts SET number = 1 WHERE number = 2", "a forecast 1 already"),
        ("UPDATE forecasts SET question = NULL WHERE number = 1", "needs a question"),
    ],
)
def test_check_finds_a_log_that_cannot_be(case: Path, damage: str, said: str) -> None:
    for step in (forecast(), forecast(), resolution(1, "yes")):
        append_entry(case, step)
    with duckdb.connect(str(case)) as db:
        db.execute(damage)
    assert any(said in problem.message for problem in casebook.examine(casebook.View(case)))


@pytest.mark.parametrize("version", ["3", "4"])
def test_a_casebook_from_before_the_log_gets_it_with_the_first_entry(case: Path, version: str) -> None:
    casebook.save(case, [making.reading(1)])
    with duckdb.connect(str(case)) as db:
        db.execute("DROP TABLE forecasts")
        db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", [version])
    view = casebook.View(case)
    held = view.snapshot()
    assert view.forecasts() == held.forecasts() == ()
    assert view.counts()["forecasts"] == 0
    with pytest.raises(UsageError):
        append_entry(case, resolution(1, "yes"))
    assert view.meta()["schema"] == version  # a write that fails changes nothing
    made = append_entry(case, forecast())
    assert view.meta()["schema"] == str(casebook.VERSION)
    assert view.snapshot() == dataclasses.replace(held, made_forecasts=(made,))
    assert casebook.examine(view) == ()


ODD = st.text(st.sampled_from(making.NASTY), max_size=4)


@settings(max_examples=20, deadline=None)
@given(text=ODD, why=st.none() | ODD, value=st.floats(0, 1))
def test_any_words_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, text: str, why: str | None, value: float
) -> None:
    path = tmp_path_factory.mktemp("odd") / "my.dragoman"
    casebook.prepare(path)
    made = append_entry(path, forecast(who=text, source=text, why=why, question=f"q{text}", value=value))
    assert casebook.View(path).forecasts() == (made,)


# Scores.


def test_the_score_of_a_few_forecasts_worked_out_by_hand() -> None:
    told = [
        Resolved(0.9, True, False),
        Resolved(0.2, False, False),
        Resolved(0.6, False, True),
        Resolved(1, True, True),
    ]
    found = scored(told)
    assert (found.number, found.yes, found.base_rate) == (4, 2, 0.5)
    assert found.forecast.value == pytest.approx((0.01 + 0.04 + 0.36 + 0) / 4)
    assert found.base == pytest.approx(0.25)
    assert found.no_change == pytest.approx((1 + 0 + 1 + 0) / 4)
    assert found.over_base.value == pytest.approx(0.1025 - 0.25)
    assert found.over_no_change.value == pytest.approx(0.1025 - 0.5)
    # Student's t for 3 degrees of freedom, 95 %: 2.3534; the differences to the base rate are -.24, -.21, .11, -.25.
    mean, spread = -0.1475, (sum((x + 0.1475) ** 2 for x in (-0.24, -0.21, 0.11, -0.25)) / 3) ** 0.5
    assert found.over_base.interval == pytest.approx((mean - 2.3534 * spread / 2, mean + 2.3534 * spread / 2), abs=1e-4)
    assert scored(told, 0.1).base == pytest.approx((0.81 + 0.01 + 0.01 + 0.81) / 4)
    assert scored(told[:1]).forecast.interval is None


def test_no_forecast_and_no_share_are_refused() -> None:
    for told, rate in (([], None), ([Resolved(1.2, True, True)], None), ([Resolved(0.2, True, True)], 7.0)):
        with pytest.raises(ValueError, match="forecast"):
            scored(told, rate)


@given(st.lists(st.booleans(), min_size=1))
def test_the_base_rate_is_the_best_single_number(outcomes: list[bool]) -> None:
    told = [Resolved(0.5, yes, False) for yes in outcomes]
    found = scored(told)
    assert found.base == pytest.approx(found.base_rate * (1 - found.base_rate))
    assert all(found.base <= scored(told, other / 10).base + 1e-12 for other in range(11))


# The command.

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(case.parent)
    monkeypatch.delenv("DRAGOMAN_CASE", raising=False)

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = cli.main(["forecast", *words])
        except SystemExit as left:  # argparse
            code = int(left.code or 0)
        return code, *capsys.readouterr()

    return call


ADD = (
    "add",
    "--question",
    "Will it hold?",
    "--by",
    "2019-12-31",
    "--made",
    "2019-01-01",
    "--source",
    "s",
    "--who",
    "Ada",
)


def test_from_the_first_word_to_the_score(run: Run) -> None:
    assert run("list") == (0, "", "There is no such forecast.\n")
    assert run("score")[0] == 0
    assert run(*ADD, "--likelihood", "80%")[1].startswith("forecast 1: likelihood 0.8 by 2019-12-31")
    assert run(*ADD, "--share", "0", "--no-change", "yes")[0] == 0
    assert run(*ADD, "--likelihood", ".5", "--corrects", "1")[0] == 0
    assert run("resolve", "2", "yes", "--on", "2019-03-01", "--who", "Bob")[0] == 0
    rows = json.loads(run("list", "--json")[1])["data"]
    assert [(r["number"], r["measure"], r["value"], r["state"], r["corrected_by"], r["late"]) for r in rows] == [
        (1, "likelihood", 0.8, "corrected", 3, True), (2, "share", 0.0, "yes", None, True),
        (3, "likelihood", 0.5, "open", None, True),
    ]  # fmt: skip
    assert (rows[1]["who"], rows[1]["resolved_by"], rows[1]["resolved_on"]) == ("Ada", "Bob", "2019-03-01")
    assert [row["number"] for row in json.loads(run("list", "--open", "--json")[1])["data"]] == [3]
    assert json.loads(run("list", "--who", "bob", "--json")[1])["data"] == []
    assert "overdue" in run("list", "--at", "2020-01-01")[1]
    assert "overdue" not in run("list", "--at", "2019-12-31")[1]
    score = json.loads(run("score", "--json", "--at", "2019-12-31")[1])["data"]
    assert [(row["detail"]["part"], row["value"]) for row in score] == [
        ("Brier score", 1.0), ("against base rate", 1.0), ("against no change", 1.0),
    ]  # fmt: skip
    counts = {
        name: score[0]["detail"][name] for name in ("measure", "resolved", "open", "overdue", "corrected", "late")
    }
    assert counts == {
        "measure": "share", "resolved": "1", "open": "1", "overdue": "0", "corrected": "1", "late": "2",
    }  # fmt: skip
    out = run("score", "--base-rate", "0.5")[1]
    assert "share      1         1    1.00         0.50" in out
    assert "3 forecasts: 1 resolved, 1 open (1 past the last day), 0 void, 1 corrected; 2 written down after" in out


def test_shares_and_likelihoods_are_scored_apart(run: Run) -> None:
    for sort, value in (("--share", "1"), ("--likelihood", "0.5"), ("--likelihood", "0.5")):
        run(*ADD, sort, value)
    for number in ("1", "2", "3"):
        run("resolve", number, "yes", "--on", "2019-03-01")
    score = json.loads(run("score", "--json")[1])["data"]
    found = {(row["detail"]["measure"], row["detail"]["part"]): row["value"] for row in score}
    assert found["share", "Brier score"] == 0.0
    assert found["likelihood", "Brier score"] == 0.25
    assert found["likelihood", "against no change"] == -0.75
    assert json.loads(run(*ADD, "--share", "1", "--json")[1])["data"]["number"] == 4
    assert run("list", "--csv")[1].count("\n") == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "--question", "q"), "needs --by, --source, --likelihood or --share"),
        ((*ADD, "--likelihood", "2"), "'2' is no share"),
        ((*ADD, "--likelihood", "nan"), "'nan' is no share"),
        ((*ADD, "--likelihood", "0.5", "--share", "0.5"), "not allowed with"),
        ((*ADD, "--share", "0.5", "--on", "2019-01-01"), "--on belongs to forecast resolve"),
        (("list", "--share", "0"), "--share belongs to forecast add"),
        (("list", "more"), "takes nothing more"),
        (("resolve", "1"), "takes the number of a forecast"),
        (("resolve", "1", "maybe", "--on", "2019-01-01"), "takes the number of a forecast"),
        (("resolve", "1", "yes"), "needs --on"),
        (("resolve", "1", "yes", "--on", "2019-01-01"), "no forecast 1"),
        (("resolve", "1", "yes", "--on", "soon"), "is no day"),
    ],
)
def test_what_cannot_be_carried_out_is_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_log_is_exported_whole(run: Run, case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(*ADD, "--likelihood", "0.5")
    run("resolve", "1", "no", "--on", "2019-03-01")
    for style in ("jsonl", "csv", "parquet"):
        assert cli.main(["export", "--what", "forecasts", "--format", style, "--out", f"f.{style}"]) == 0
    lines = [json.loads(line) for line in Path("f.jsonl").read_text("utf-8").splitlines()]
    assert [Entry(**line) for line in lines] == list(casebook.View(case).forecasts())
    with duckdb.connect() as db:
        found = db.execute("SELECT action, number, value, outcome FROM 'f.parquet'").fetchall()
    assert found == [("add", 1, 0.5, None), ("resolve", 1, None, "no")]
