"""Where a bargain settles, against readings of the definitions one actor at a time; the tables it is read from."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import cli
from dragoman.errors import InputError
from dragoman.examples import bargain_paths
from dragoman.strategy import bargaining, expected_utility, ktab
from dragoman.strategy.bargaining import Amount, Issue, Stake, Table

HEAD = "Actor,Description,Power,Position,Salience\n"


def one(text: str) -> Amount:
    return ktab.parse_issue(f"{HEAD}A,,1,{text},50\n", "t.csv").stakes[0].position


def table(position: list[float], weight: list[float]) -> Table:
    return Table(np.array([position]), np.full((1, len(weight)), 50.0), np.array([weight]))


WHOLE = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=7).filter(
    lambda rows: any(w for _, w in rows)
)


@given(WHOLE)
def test_mean_and_median_are_those_of_the_definition(rows: list[tuple[int, int]]) -> None:
    positions, weights = np.array([[float(x) for x, _ in rows]]), np.array([[float(w) for _, w in rows]])
    total = sum(w for _, w in rows)
    assert bargaining.weighted_mean(positions, weights)[0] == pytest.approx(sum(x * w for x, w in rows) / total)
    # One place for each unit of weight; the median of that many numbers.
    spread = sorted(x for x, w in rows for _ in range(w))
    middle = Fraction(spread[(total - 1) // 2] + spread[total // 2], 2)
    assert bargaining.weighted_median(positions, weights)[0] == float(middle)


def test_no_weight_is_no_number() -> None:
    none = table([1.0, 2.0], [0.0, 0.0])
    assert np.isnan(bargaining.weighted_mean(none.position, none.weight)[0])
    assert np.isnan(bargaining.weighted_median(none.position, none.weight)[0])


def issue(*rows: tuple[str, Amount, Amount, Amount]) -> Issue:
    return Issue("t", "", "Position", tuple(Stake(name, "", p, x, s) for name, p, x, s in rows))


def at(value: float) -> Amount:
    return Amount(value, value, value)


def test_samples_fill_the_ranges_and_the_seed_decides() -> None:
    open_ = issue(("A", at(1), Amount(20, 10, 30), at(50)), ("B", Amount(2, 1, 3), at(80), at(50)))
    drawn = bargaining.drawn(open_, 4000, 3)
    assert drawn.position.shape == (4000, 2)
    assert drawn.position[:, 0].min() == pytest.approx(10, abs=0.1)
    assert drawn.position[:, 0].max() == pytest.approx(30, abs=0.1)
    assert drawn.position[:, 0].mean() == pytest.approx(20, abs=0.5)
    assert (drawn.position[:, 1] == 80).all()
    again, other = bargaining.drawn(open_, 4000, 3), bargaining.drawn(open_, 4000, 4)
    assert (drawn.position == again.position).all() and (drawn.power == again.power).all()
    assert (drawn.position[:, 0] != other.position[:, 0]).any()
    longer = Issue("t", "", "Position", (*open_.stakes, open_.stakes[0]))
    assert (bargaining.drawn(longer, 4000, 3).position[:, :2] == drawn.position).all()
    with pytest.raises(ValueError, match="one sample"):
        bargaining.drawn(open_, 0, 1)


def test_the_interval_of_the_mean_is_that_of_its_inputs() -> None:
    # One actor with a range of 40 to 60: the middle 90 % of an even spread is 41 to 59.
    result = bargaining.settled(issue(("A", at(1), Amount(50, 40, 60), at(50))), 20_000, 1)
    assert result.mean.interval == pytest.approx((41, 59), abs=0.3)
    assert result.median.interval == pytest.approx((41, 59), abs=0.3)
    assert result.parts[0].pivot.value == 1.0
    assert result.parts[0].without is None
    exact = bargaining.settled(issue(("A", at(1), at(50), at(50)), ("B", at(3), at(90), at(50))), 10, 1)
    assert (exact.mean.value, exact.mean.interval) == (80.0, None)
    assert exact.median.value == 90.0
    assert [part.without and part.without.value for part in exact.parts] == [90.0, 50.0]
    assert [part.pivot.held for part in exact.parts] == [0, 10]


def test_a_range_of_all_stays_within_the_scale() -> None:
    wide = issue(("A", at(40), at(95), at(3)), ("B", Amount(4, 1, 7), at(50), at(50))).widened(10)
    assert wide.stakes[0].position == Amount(95, 85, 100)
    assert wide.stakes[0].salience == Amount(3, 0, 13)
    assert wide.stakes[0].power == Amount(40, 36, 44)
    assert wide.stakes[1].power == Amount(4, 1, 7)


# The expected-utility model, read one pair at a time.


def literal_chance(x: list[float], w: list[float], i: int, j: int) -> float:
    won = lost = 0.0
    for place, weight in zip(x, w, strict=True):
        nearer = abs(place - x[j]) - abs(place - x[i])
        if nearer > 0:
            won += weight * nearer
        else:
            lost -= weight * nearer
    return won / (won + lost) if won + lost else 0.5


def literal_expected(x: list[float], s: list[float], w: list[float], width: float, i: int, j: int, r: float) -> float:
    apart = abs(x[i] - x[j]) / width
    win, lose, quo = 2 - 4 * (0.5 - apart / 2) ** r, 2 - 4 * (0.5 + apart / 2) ** r, 2 - 4 * 0.5**r
    p, resists = literal_chance(x, w, i, j), s[j] / 100
    return resists * (p * win + (1 - p) * lose) + (1 - resists) * win - quo


def literal_round(x: list[float], s: list[float], c: list[float], width: float) -> list[float]:
    n, w = len(x), [power * salience for power, salience in zip(c, s, strict=True)]
    danger = [sum(literal_expected(x, s, w, width, j, i, 1.0) for j in range(n) if j != i) for i in range(n)]
    low, high = min(danger), max(danger)
    risk = [(2 * d - high - low) / (high - low) if high > low else 0.0 for d in danger]
    r = [(1 - one / 3) / (1 + one / 3) for one in risk]
    new = []
    for i in range(n):
        best = x[i]
        least = float("inf")
        for j in range(n):
            if x[j] == x[i]:
                continue
            mine = literal_expected(x, s, w, width, i, j, r[i])
            theirs = literal_expected(x, s, w, width, j, i, r[i])
            if theirs > mine > 0 or (theirs > 0 > mine and theirs <= -mine):
                place = x[j]
            elif theirs > 0 > mine:
                place = x[i] + (x[j] - x[i]) * -mine / theirs
            else:
                continue
            if abs(place - x[i]) < least:
                best, least = place, abs(place - x[i])
        new.append(best)
    return new


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(5, 100), st.integers(1, 50)), min_size=2, max_size=6).filter(
        lambda rows: len({x for x, _, _ in rows}) > 1
    )
)
def test_a_round_of_the_expected_utility_model_is_that_of_a_slow_reading(rows: list[tuple[int, int, int]]) -> None:
    x, s, c = ([float(row[n]) for row in rows] for n in range(3))
    made = expected_utility.rounds(Table(np.array([x]), np.array([s]), np.array([c])), 3)
    width = max(x) - min(x)
    for before, after in pairwise(made):
        was = before.position[0].tolist()
        wanted = literal_round(was, s, c, width)
        # Where two offers ask for moves that differ by rounding alone, either may be taken.
        assert np.abs(np.abs(after.position[0] - was) - np.abs(np.array(wanted) - was)).max() < 1e-6
        assert after.position.min() >= min(x) - 1e-9 and after.position.max() <= max(x) + 1e-9


def test_exponents_lie_between_a_half_and_two_and_chances_add_up() -> None:
    drawn = bargaining.drawn(ktab.parse_issue(bargain_paths()["libya"].read_text("utf-8"), "l.csv"), 50, 1)
    chance = expected_utility.chances(drawn)
    assert np.allclose(chance + chance.transpose(0, 2, 1), 1)
    width = drawn.position.max(axis=1) - drawn.position.min(axis=1)
    exponents = expected_utility.risk_exponents(drawn, chance, width)
    assert exponents.min() == pytest.approx(0.5) and exponents.max() == pytest.approx(2.0)


def test_who_agrees_has_nothing_to_bargain_about() -> None:
    same = Table(np.full((2, 3), 40.0), np.full((2, 3), 50.0), np.ones((2, 3)))
    made = expected_utility.rounds(same, 5)
    assert len(made) == 2
    assert (made[-1].position == 40).all()


def test_samples_are_bargained_over_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = bargaining.drawn(ktab.parse_issue(bargain_paths()["libya"].read_text("utf-8"), "l.csv"), 7, 2)
    whole = expected_utility.rounds(drawn, 1)[-1].position
    monkeypatch.setattr(expected_utility, "_BLOCK", 1)
    assert (expected_utility.rounds(drawn, 1)[-1].position == whole).all()


# Tables.


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("50", (50, 50, 50)),
        (" 50.5 ", (50.5, 50.5, 50.5)),
        ("50+-10", (50, 40, 60)),
        ("50 ± 10", (50, 40, 60)),
        ("50+/-10", (50, 40, 60)),
        ("40..60", (50, 40, 60)),
        ("40-60", (50, 40, 60)),
        ("40 to 60", (50, 40, 60)),
        ("0..100", (50, 0, 100)),
    ],
)
def test_a_number_may_have_a_range(text: str, wanted: tuple[float, float, float]) -> None:
    assert one(text) == Amount(*wanted)


KTAB = 'Oil,"Whose, and how much",2,2,\nActor,Description,Power,Pstn1,Sal1,Pstn2,Sal2,\nA, one ,10, 20,30 ,40,50,\n'
KTAB += "B,two,1,2,3,4,5,\n"


def test_the_layout_of_ktab_is_read_by_place() -> None:
    found = ktab.parse_issue(KTAB, "oil.csv", 2)
    assert (found.title, found.about, found.dimension) == ("Oil", "Whose, and how much", "Pstn2")
    assert [(s.actor, s.about, s.power.value, s.position.value, s.salience.value) for s in found.stakes] == [
        ("A", "one", 10, 40, 50),
        ("B", "two", 1, 4, 5),
    ]
    assert ktab.parse_issue(KTAB, "oil.csv", 1).stakes[0].position.value == 20


def test_without_the_line_of_ktab_columns_go_by_name() -> None:
    found = ktab.parse_issue("salience,Note,POSITION,Actor,Power,Basis\n1,x,2,A,3,Analyst\n", "dir/peace.csv")
    assert found == Issue("peace", "", "POSITION", (Stake("A", "", at(3), at(2), at(1), "analyst"),))


def test_what_is_written_for_ktab_is_read_again() -> None:
    found = ktab.parse_issue(KTAB.replace("A, one", '"=A, the first",one'), "oil.csv", 1)
    text = ktab.ktab_text(found)
    assert text.splitlines()[:2] == ["Oil,Whose; and how much,2,1", "Actor,Description,Power,Pstn1,Salience"]
    assert text.splitlines()[2] == "'=A; the first,one,10,20,30"
    again = ktab.parse_issue(text, "again.csv")
    assert [(s.power, s.position, s.salience) for s in again.stakes] == [
        (s.power, s.position, s.salience) for s in found.stakes
    ]
    assert ktab.ktab_text(again).replace("''", "'") == text


BAD = [
    ("", 1, "is empty"),
    ("\n\n", 1, "is empty"),
    ("Actor;Description;Power;Position;Salience\nA;;1;2;3\n", 1, "Separate cells by commas"),
    ("A,one,1,2,3\n", 1, "neither a heading"),
    ("Actor,Power,Salience\nA,1,2\n", 1, "lacks Position"),
    ("Actor,Power,Position,Salience,power\nA,1,2,3,4\n", 1, "two columns 'power'"),
    (HEAD, 1, "no row below"),
    (HEAD + "A,,1,2\n", 2, "the salience is missing"),
    (HEAD + "A,,1,much,3\n", 2, "'much' is no number"),
    (HEAD + "A,,1,nan,3\n", 2, "'nan' is no number"),
    (HEAD + "\nA,,1,101,3\n", 3, "outside 0 to 100"),
    (HEAD + "A,,1,95+-10,3\n", 2, "in part outside"),
    (HEAD + "A,,1,60..40,3\n", 2, "ends before it begins"),
    (HEAD + "A,,-1,2,3\n", 2, "the power '-1' lies outside"),
    (HEAD + "A,,1e999,2,3\n", 2, "the power '1e999' lies outside"),
    (HEAD + "A,,1,2,3\nB,,1,2,3\nA,,1,2,3\n", 4, "'A' already (line 2)"),
    (HEAD + ",,1,2,3\n", 2, "names no actor"),
    (HEAD + "A,x,y,1,2,3\n", 2, "6 cells, the heading 5"),
    (HEAD + "A,,0,2,3\nB,,5,2,0\n", 1, "nobody bargains"),
    (HEAD + 'A,"open,1,2,3\n', 2, "Close every quotation mark"),
    ("Actor,Power,Position,Salience,Basis\nA,1,2,3,guess\n", 2, "basis is 'guess'"),
    ("T,d,3,1\n" + HEAD + "A,,1,2,3\n", 1, "should have 3 actors, and 1 rows"),
    ("T,d,x,1\n" + HEAD, 1, "a scenario is told as"),
    ("T,d,1,0\n" + HEAD, 1, "no dimension"),
    ("T,d,1,1\n", 2, "there is no heading"),
    ("T,d,1,2\n" + HEAD + "A,,1,2,3\n", 2, "has 2 dimensions. Choose one"),
    ("T,d,1,1\nActor,Description,Power\nA,,1\n", 2, "1 dimensions need 5"),
]


@pytest.mark.parametrize(("text", "line", "said"), BAD)
def test_a_broken_table_gives_one_line_with_its_place(text: str, line: int, said: str) -> None:
    with pytest.raises(InputError) as caught:
        ktab.parse_issue(text, "t.csv")
    assert str(caught.value).startswith(f"t.csv:{line}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_dimension_that_is_not_there_is_refused() -> None:
    for text, number in ((KTAB, 3), (HEAD + "A,,1,2,3\n", 2), (KTAB, 0)):
        with pytest.raises(InputError, match=f"no dimension {number}"):
            ktab.parse_issue(text, "t.csv", number)


@given(st.text(st.sampled_from('A1,\n".-±; \x00é'), max_size=30))
def test_any_text_is_an_issue_or_one_line(text: str) -> None:
    for before in ("", HEAD, "T,d,1,1\n"):
        said = None
        try:
            ktab.parse_issue(before + text, "t.csv")
        except InputError as error:
            said = str(error)
        assert said is None or (said.startswith("t.csv:") and "\n" not in said)


# The command.


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["bargain", *words]) == 0
    return capsys.readouterr().out


def test_the_shipped_table_is_all_the_analysts_own(capsys: pytest.CaptureFixture[str]) -> None:
    for path in bargain_paths().values():
        assert {stake.basis for stake in ktab.parse_issue(path.read_text("utf-8"), str(path)).stakes} == {"analyst"}
    out = shown(capsys, "libya")
    assert "basis of their numbers: analyst 9" in out
    assert "For comparison only" not in out
    assert out == shown(capsys, "libya")
    assert out != shown(capsys, "libya", "--seed", "2")


def test_the_comparison_is_labelled(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, "libya", "--compare", "--samples", "20", "--rounds", "2")
    assert out.index("weighted median") < out.index("For comparison only: the expected-utility model")
    data = json.loads(shown(capsys, "libya", "--compare", "--samples", "20", "--json"))["data"]
    assert [row["detail"]["part"] for row in data if row["method"] == "bargain: comparison"] == [
        "weighted mean", "weighted median",
    ]  # fmt: skip
    plain = json.loads(shown(capsys, "libya", "--samples", "20", "--json"))["data"]
    assert plain == [row for row in data if row["method"] == "bargain"]
    assert all(row["low"] <= row["high"] for row in plain)


def test_without_ranges_no_interval_is_made_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, out = tmp_path / "t.csv", tmp_path / "o.csv"
    path.write_text(HEAD + "A,,1,20,50\nB,,3,80,50\n", "utf-8")
    text = shown(capsys, str(path), "--compare", "--out", str(out))
    assert "weighted mean    65\n" in text
    assert "No number has a range" in text
    assert "samples:" not in text
    rows = json.loads(shown(capsys, str(out), "--json"))["data"]
    assert (rows[0]["value"], rows[0]["low"]) == (65.0, None)
    wide = json.loads(shown(capsys, str(out), "--plus-minus", "10", "--json"))["data"]
    assert wide[0]["value"] == 65.0 and wide[0]["low"] < 65 < wide[0]["high"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 3, "The tables that come along: libya"),
        (["libya", "--samples", "0"], 2, "--samples must be"),
        (["libya", "--plus-minus", "nan"], 2, "--plus-minus must be"),
        (["libya", "--rounds", "0"], 2, "--rounds"),
        (["libya", "--dimension", "2"], 3, "no dimension 2"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    assert cli.main(["bargain", *words]) == code
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_table_in_another_encoding_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEAD.encode() + b"\xe9,,1,2,3\n")
    assert cli.main(["bargain", str(path)]) == 3
    assert "Save it as CSV in UTF-8" in capsys.readouterr().err


def test_every_column_is_on_the_page() -> None:
    page = (Path(__file__).parents[1] / "docs/reference/bargain-files.md").read_text("utf-8")
    columns = {cell for path in bargain_paths().values() for cell in path.read_text("utf-8").splitlines()[1].split(",")}
    assert columns == {*HEAD.strip().split(","), "Basis"}
    assert [column for column in sorted(columns) if f"| `{column}` |" not in page] == []


def test_many_actors_are_compared_in_fewer_samples(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "".join(f"A{n},,1,{n}..{n + 1},50\n" for n in range(80)), "utf-8")
    assert "with 117 samples" in shown(capsys, str(path), "--compare", "--rounds", "1")
    path.write_text(HEAD + "".join(f"A{n},,1,5,50\n" for n in range(101)), "utf-8")
    assert cli.main(["bargain", str(path), "--compare"]) == 2
    assert "at most 100 actors" in capsys.readouterr().err
