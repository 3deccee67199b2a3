"""The commands on a casebook made by hand: what they print where, and the code they leave with."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

import casebook_making as making
import dragoman
from dragoman import casebook, cli
from dragoman.casebook import connection, writer
from dragoman.cells import defused
from dragoman.commands import console as consoles
from dragoman.commands import keeping
from dragoman.commands.plain import FIELDS
from dragoman.model import Aim, Mention, Problem, Reading, Repair, Skipped

Run = Callable[..., tuple[int, str, str]]
UNDATED = "undated, so that 'last month' stays open (--published or a line 'Date:' gives a date)."
EVIL = '=HYPERLINK("http://x")'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DRAGOMAN_CASE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def runner(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err or "--debug" in arguments
        return code, out, err

    return runner


def sample() -> Reading:
    of = making.document(
        "Putin met Haftar in Moscow on 2 May 2019. Egypt may arm the LNA. France criticised Turkey. Chad and Mali.",
        published="2019-05-03",
    )
    claims = (
        making.claim(of, "Putin met Haftar", "Vladimir Putin:RUS", "Khalifa Haftar:LNA", "CONSULT", mutual=True,
                     date="2019-05-02"),
        making.claim(of, "Egypt may arm the LNA", "Egypt:EGY", "LNA:LNA", "AID", status="possible",
                     condition=EVIL),
        making.claim(of, "France criticised Turkey", "France:FRA", "Turkey:TUR", "ACCUSE", speaker="unnamed",
                     speaker_name="\x1b[31mofficials"),
    )  # fmt: skip
    people = ("Vladimir Putin:RUS", "Khalifa Haftar:LNA")
    states = ("Russia:RUS", "Egypt:EGY", "LNA:LNA", "France:FRA", "Turkey:TUR")
    actors = (*(making.actor(p, "person") for p in people), *(making.actor(s) for s in states))
    span = of.span(42, 63)

    def aim(identity: str, sort: str, text: str, about: str | None = None) -> Aim:
        return Aim(identity, of.id, "egypt", "EGY", "Egypt", sort, text, None, "possible", None, None, span, "r", 0.5,
                   about)  # fmt: skip

    aims = (aim("0p1", "option", "arm the LNA"), aim("c05t", "cost", EVIL, "0p1"), aim("90a1", "goal", "calm"))
    skipped = (Skipped(of.span(91, 105), ("chad", "mali"), "no verb"),)
    of = dataclasses.replace(of, repairs=(Repair("glued", 0, 5, "=1", "x", "a guess", certain=False),))
    mentions = (
        Mention(of.span(42, 47), "egypt", "EGY", "Egypt", "name", 0.9),
        Mention(of.span(82, 88), None, None, "", "open", 0.0),
    )
    return Reading(of, claims, aims, actors, skipped, mentions=mentions)


@pytest.fixture
def case(here: Path) -> Path:
    path = here / "my.dragoman"
    casebook.prepare(path)
    casebook.save(path, [sample()], [Problem("open", "x.jsonl:7", "is not JSON", "Mend the line")])
    return path


def data(output: str, command: str) -> object:
    whole = json.loads(output)
    assert list(whole) == ["schema", "command", "data"]
    assert (whole["schema"], whole["command"]) == ("dragoman/1", command)
    return whole["data"]


def test_claims_as_table_json_and_csv(run: Run, case: Path) -> None:
    code, out, err = run("claims")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 4
    assert re.search(r"Vladimir Putin +<\+> +Khalifa Haftar +CONSULT +did +2019-05-02", lines[1])
    assert re.search(r"France +--> +Turkey", lines[3])
    assert "\x1b" not in out

    code, out, err = run("claims", "--json")
    rows = data(out, "claims")
    assert isinstance(rows, list)
    assert [list(row) for row in rows] == [list(FIELDS["claims"])] * 3
    text = sample().document.raw
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)

    code, out, err = run("claims", "--csv")
    table = list(csv.DictReader(io.StringIO(out)))
    assert [row["quote"] for row in table] == [row["quote"] for row in rows]
    assert table[1]["condition"] == "'" + EVIL
    assert table[2]["sign"] == "-1"


@pytest.mark.parametrize(
    ("options", "quotes"),
    [
        (["--actor", "Russia"], ["Putin met Haftar"]),
        (["--actor", "moscow", "--actor", "Haftar"], ["Putin met Haftar"]),
        (["--actor", "Russia", "--actor", "Egypt"], []),
        (["--status", "possible", "--status", "planned"], ["Egypt may arm the LNA"]),
        (["--kind", "ACCUSE", "--kind", "AID"], ["Egypt may arm the LNA", "France criticised Turkey"]),
    ],
)
def test_claims_are_filtered(run: Run, case: Path, options: list[str], quotes: list[str]) -> None:
    code, out, err = run("claims", "--json", *options)
    rows = data(out, "claims")
    assert isinstance(rows, list)
    assert [row["quote"] for row in rows] == quotes
    code, out, err = run("claims", "--csv", *options)
    assert code == 0
    assert len(out.splitlines()) == len(quotes) + 1
    code, out, err = run("claims", *options)
    assert (out == "") is (not quotes)
    assert (err == "No claim fits.\n") is (not quotes)


def test_lists_of_actors_aims_options_and_problems(run: Run, case: Path) -> None:
    code, out, _ = run("actors")
    assert code == 0
    assert re.search(r"Egypt +state +EGY +1 +1 +1 +3 +egypt", out)
    rows = data(run("actors", "--json")[1], "actors")
    assert isinstance(rows, list)
    assert rows[0] == {"id": "egypt", "name": "Egypt", "kind": "state", "root": "EGY", "mentions": 1, "documents": 1,
                       "claims": 1, "aims": 3}  # fmt: skip

    rows = data(run("aims", "Cairo", "--sort", "goal", "--json")[1], "aims")
    assert isinstance(rows, list)
    assert [(row["text"], row["quote"], list(row)) for row in rows] == [
        ("calm", "Egypt may arm the LNA", list(FIELDS["aims"]))
    ]
    assert run("aims", "France")[1:] == ("", "No aim fits.\n")

    _, out, _ = run("options")
    assert [line.split()[-1] for line in out.splitlines()[1:]] == ["LNA", EVIL]
    _, out, _ = run("options", "egypt")
    assert [line.split()[-1] for line in out.splitlines()[1:]] == ["LNA", EVIL, "calm"]
    rows = data(run("options", "egypt", "--json")[1], "options")
    assert isinstance(rows, list)
    assert [(row["sort"], len(row["tied"])) for row in rows] == [("option", 1), ("goal", 0)]
    rows = data(run("options", "--json")[1], "options")
    assert isinstance(rows, list)
    assert [(row["text"], [t["sort"] for t in row["tied"]]) for row in rows] == [("arm the LNA", ["cost"])]
    table = list(csv.DictReader(io.StringIO(run("options", "--csv")[1])))
    assert [row["text"] for row in table] == ["arm the LNA", "'" + EVIL]

    assert run("problems") == (0, "x.jsonl:7: is not JSON. Mend the line.\n", "")
    rows = data(run("problems", "--json")[1], "problems")
    assert rows == [{"stage": "open", "where": "x.jsonl:7", "message": "is not JSON", "remedy": "Mend the line"}]


def test_fix_appends_and_undoes(run: Run, case: Path) -> None:
    claim = casebook.View(case).claims()[0]
    assert run("fix", "list") == (0, "", "Nothing has been corrected.\n")
    code, out, err = run("fix", "reject", claim.id[:6], "--who", "Ada", "--why", "not in the text")
    assert (code, err) == (0, "")
    assert f"reject {claim.id[:8]} by Ada" in out
    assert "Putin" not in run("claims")[1]
    assert "Putin" in run("claims", "--rejected")[1]
    rows = data(run("claims", "--rejected", "--json")[1], "claims")
    assert isinstance(rows, list)
    assert [row["verdict"] for row in rows] == ["rejected", None, None]
    assert claim.id not in run("export", "--format", "jsonl")[1]

    made = data(run("fix", "undo", "last", "--who", "Bob", "--json")[1], "fix")
    assert isinstance(made, dict)
    assert (made["action"], made["who"]) == ("undo", "Bob")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", made["made_at"])
    assert "Putin" in run("claims")[1]
    listed = data(run("fix", "list", "--json")[1], "fix")
    assert isinstance(listed, list)
    assert [(c["action"], c["in_force"]) for c in listed] == [("reject", False), ("undo", False)]
    assert "not in the text" in run("fix", "list")[1]
    short = claim.id[:8]
    for said in ("it is rejected and left out", "no decision on it is in force, so it counts") * 2:
        assert run("fix", "undo", "last", "--who", "Bob")[1].endswith(f"; claim {short}: {said}\n")
    assert run("fix", "accept", short, "--who", "Bob")[1].endswith(f"; claim {short}: it is accepted\n")


def test_fix_refuses_what_it_cannot_do(run: Run, case: Path) -> None:
    casebook.save(case, [making.reading(n) for n in range(200)])
    ids = sorted(claim.id for claim in casebook.View(case).claims())
    shared = next((a[:4] for a, b in pairwise(ids) if a[:4] == b[:4]), None)
    cases = [("reject", "zzzz"), ("reject", "0"), ("accept",), ("undo", "last"), ("undo", "abcdef")]
    for arguments in [*cases, *([("reject", shared)] if shared else [])]:
        code, out, err = run("fix", *arguments)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
    assert casebook.View(case).corrections() == ()


def test_check_finds_damage(run: Run, case: Path) -> None:
    code, out, err = run("check", "my.dragoman")
    assert (code, out) == (0, "")
    assert err == "my.dragoman: 1 document, 3 claims, 3 aims, 0 corrections: all in order.\n"
    with duckdb.connect(str(case)) as db:
        db.execute("UPDATE claims SET quote = 'Something else' WHERE position = 0")
    code, out, err = run("check")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "quote" in out
    assert "1 wrong" in err
    found = data(run("check", "--json")[1], "check")
    assert isinstance(found, dict)
    assert found["counts"]["claims"] == 3
    assert len(found["problems"]) == 1


@pytest.mark.parametrize("what", list(FIELDS))
def test_export_in_every_form(run: Run, case: Path, what: str) -> None:
    claim = casebook.View(case).claims()[0]
    casebook.add_correction(case, made_at="2024-05-01T10:00:00+00:00", who="=A", action="accept", target=claim.id)
    told = ("Will it?", "share", 0.5, "2024-12-31", "no")
    entry = casebook.Entry("", "2024-05-01T10:00:00+00:00", "=A", "add", 0, "2024-05-01", None, None, *told)
    casebook.append_entry(case, entry)
    lines = [json.loads(line) for line in run("export", "my.dragoman", "--what", what)[1].splitlines()]
    assert lines
    assert all(list(line) == list(FIELDS[what]) for line in lines)
    assert data(run("export", "--json", "--what", what)[1], "export") == lines
    code, out, err = run("export", "--format", "csv", "--what", what, "--out", "out.csv")
    assert (code, out) == (0, "")
    assert f"out.csv: {len(lines)} {what} written" in err
    with Path("out.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert [list(row) for row in table] == [list(FIELDS[what])] * len(lines)
    assert not any(cell.startswith(("=", "+", "@")) for row in table for cell in row.values())


def test_an_empty_casebook_lists_nothing(run: Run, here: Path) -> None:
    casebook.prepare(here / "empty.dragoman")
    for command in ("actors", "claims", "aims", "options", "problems", "check"):
        code, out, err = run(command)
        assert (code, out) == (0, "")
        assert len(err.splitlines()) == 1
        code, out, err = run(command, "--json")
        assert code == 0
        assert json.loads(out)["command"] == command
    for what, fields in FIELDS.items():
        assert run("export", "--what", what) == (0, "", "")
        assert run("export", "--what", what, "--format", "csv") == (0, ",".join(fields) + "\n", "")


@pytest.mark.parametrize(
    ("name", "style", "begins"),
    [("b.html", [], "<!doctype html"), ("b.md", [], "# "), ("b.json", [], "{"), ("b.txt", [], ""),
     ("b.md", ["--format", "html"], "<!doctype html")],
)  # fmt: skip
def test_brief_to_a_file(run: Run, case: Path, name: str, style: list[str], begins: str) -> None:
    code, out, err = run("brief", "Russia", "Haftar", "--out", name, *style)
    assert (code, out, err) == (0, "", f"{name}: written.\n")
    text = Path(name).read_text("utf-8")
    assert text.lower().startswith(begins)
    assert "Putin" in text
    assert sorted(p.name for p in case.parent.iterdir()) == sorted([name, case.name])


def test_brief_on_the_terminal_and_as_json(run: Run, case: Path) -> None:
    code, out, err = run("brief", "Russia")
    assert (code, err) == (0, "")
    assert "Putin met Haftar" in out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= 100
    brief = data(run("brief", "Russia", "--json")[1], "brief")
    assert isinstance(brief, dict)
    assert brief["schema"] == "dragoman.brief/1"
    assert data(run("brief", "Russia", "--format", "json")[1], "brief") == brief
    code, out, err = run("brief", "Rusia")
    assert (code, out) == (3, "")
    assert "Russia" in err
    assert run("brief", "a", "b", "c")[0] == 2


def test_a_file_that_cannot_be_written(run: Run, case: Path) -> None:
    for command in (["brief", "Russia"], ["export"]):
        code, out, err = run(*command, "--out", "nowhere/b.md")
        assert (code, out) == (4, "")
        assert err.startswith("dragoman: nowhere/b.md: cannot be written (no such file or directory).")
        assert len(err.splitlines()) == 1


def test_which_casebook(run: Run, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = case.with_name("other.dragoman")
    casebook.prepare(other)
    code, _, err = run("claims")
    assert code == 2
    assert "my.dragoman, other.dragoman" in err
    assert run("claims", "--case", "other.dragoman")[2] == "No claim fits.\n"
    monkeypatch.setenv("DRAGOMAN_CASE", str(other))
    assert run("claims")[2] == "No claim fits.\n"
    assert "Putin" in run("claims", "--case", "my.dragoman")[1]
    monkeypatch.setenv("DRAGOMAN_CASE", "gone.dragoman")
    code, out, err = run("claims")
    assert (code, out) == (3, "")
    assert err.startswith("dragoman: gone.dragoman: there is no such casebook.")


def test_no_casebook(run: Run, here: Path) -> None:
    for command in ("actors", "claims", "aims", "options", "problems", "brief", "check", "export", "fix"):
        code, out, err = run(command, *(["list"] if command == "fix" else []))
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert "dragoman read" in err


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["read"], ["read", "x", "--jsonl", "--json"], ["read", "x", "--published", "2019-02-30"],
     ["read", "x", "--published", "20190203"], ["read", "x", "--into", "x.db"], ["claims", "--status", "done"],
     ["claims", "--js"], ["fix", "improve"], ["brief", "--format", "pdf"], ["score"]],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_code_2(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_fault_is_one_line_and_a_traceback_only_on_demand(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("this was\nnot expected")

    monkeypatch.setattr(casebook.View, "snapshot", fail)
    code, out, err = run("claims")
    assert (code, out) == (70, "")
    assert len(err.splitlines()) == 1
    code, out, err = run("claims", "--debug")
    assert code == 70
    assert "Traceback" in err


# Reading, with a stand-in for the reader: what is printed, kept and said.


def reads(monkeypatch: pytest.MonkeyPatch, *items: Reading | Problem | BaseException) -> None:
    def stand_in(*_: object, **__: object) -> Iterator[Reading | Problem]:
        for item in items:
            if isinstance(item, BaseException):
                raise item
            yield item

    monkeypatch.setattr(dragoman, "read", stand_in)


BAD = Problem("open", "a.jsonl:7", "is not JSON", "Mend the line")


def test_read_prints_a_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, sample(), BAD)
    code, out, err = run("read", "x", "--skipped")
    assert code == 3
    assert "Putin met Haftar" in out
    assert "no verb" in out
    assert "\x1b" not in out
    assert err.splitlines() == [
        "a.jsonl:7: is not JSON. Mend the line.",
        "1 document read, 3 claims, 3 aims, 1 repair, 1 problem.",
    ]


def test_read_tells_of_repairs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repairs = (
        Repair("encoding", 0, 9, "", "", "read as Windows-1252", certain=False),
        Repair("mojibake", 4, 7, "\x1bâ€™", "’", "one apostrophe"),
    )
    plain = making.reading(1)
    reads(monkeypatch, dataclasses.replace(plain, document=dataclasses.replace(plain.document, repairs=repairs)))
    code, out, err = run("read", "x", "--repairs")
    assert code == 0
    assert re.search(r"mojibake +4-7 +yes +�â€™ +’ +one apostrophe", out)
    assert err.splitlines() == [
        "report-1.txt: read as Windows-1252.", f"1 document read, 1 claim, 0 aims, 2 repairs. 1 {UNDATED}"
    ]  # fmt: skip
    _, out, err = run("read", "x", "--jsonl", "--repairs")
    assert len(out.splitlines()) == 1
    assert "one apostrophe" in err
    run("read", "x", "--into", "new.dragoman")
    rows = [json.loads(line) for line in run("export", "--what", "repairs")[1].splitlines()]
    assert [(row["kind"], row["start"], row["certain"]) for row in rows] == [
        ("encoding", 0, False),
        ("mojibake", 4, True),
    ]


def test_read_prints_only_claims_as_json_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, sample(), BAD)
    code, out, err = run("read", "x", "--jsonl", "--skipped")
    rows = [json.loads(line) for line in out.splitlines()]
    text = sample().document.raw
    assert code == 3
    assert len(rows) == 3
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert {"doc", "speaker_root", "ordinal", "count", "rule", "confidence"} <= rows[0].keys()
    assert "skipped, no verb: Chad and Mali." in err


def test_read_prints_everything_as_one_object(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, sample(), BAD)
    read = data(run("read", "x", "--json")[1], "read")
    assert isinstance(read, dict)
    (document,) = read["documents"]
    assert list(document)[: len(FIELDS["documents"])] == list(FIELDS["documents"])
    assert [len(document[part]) for part in ("claims", "aims", "actors", "skipped", "problems")] == [3, 3, 7, 1, 0]
    assert read["problems"][0]["where"] == "a.jsonl:7"


def test_read_keeps_and_says_so(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, BAD, making.reading(1), making.reading(2))
    code, out, err = run("read", "x", "--into", "new.dragoman")
    assert (code, out) == (3, "")
    assert err.splitlines()[-1] == (
        f"2 documents read, 2 claims, 0 aims, 1 problem. 2 {UNDATED} new.dragoman: 2 added; it holds 2 documents."
    )
    reads(monkeypatch, making.reading(2), making.reading(3))
    _, _, err = run("read", "y", "--into", "new.dragoman")
    assert err.splitlines()[-1].endswith("new.dragoman: 1 added, 1 known already; it holds 3 documents.")
    view = casebook.View(here / "new.dragoman")
    assert len(view.documents()) == 3
    assert view.problems() == (BAD,)


def test_nothing_is_said_of_dates_when_all_have_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, sample())
    assert "undated" not in run("read", "x", "--jsonl")[2]


def test_codes_of_read(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for items, options, wanted in (
        ([sample()], [], 0),
        ([sample(), BAD], [], 3),
        ([dataclasses.replace(sample(), problems=(BAD,))], [], 0),
        ([dataclasses.replace(sample(), problems=(BAD,))], ["--strict"], 3),
        ([BAD], [], 3),
        ([BAD], ["--into", "new.dragoman"], 3),
        ([], [], 3),
    ):
        reads(monkeypatch, *items)
        assert run("read", "x", *options)[0] == wanted
    assert not (here / "new.dragoman").exists(), "no casebook is made for nothing"


def test_many_problems_are_not_all_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, sample(), *(Problem("open", f"a:{n}", "is bad", "Mend it") for n in range(80)))
    _, _, err = run("read", "x", "--into", "new.dragoman")
    assert len(err.splitlines()) == 52
    assert "and 30 more problems: dragoman problems --case new.dragoman" in err
    assert len(run("problems")[1].splitlines()) == 80


def test_interrupted_reading_keeps_what_was_read(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, making.reading(1), making.reading(2), KeyboardInterrupt())
    code, _, err = run("read", "x", "--into", "new.dragoman")
    assert code == 130
    assert "it holds 2 documents" in err
    assert err.splitlines()[-1] == "dragoman: interrupted"
    assert len(casebook.View(here / "new.dragoman").documents()) == 2


@pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), duckdb.InterruptException("INTERRUPT Error")])
def test_interrupted_while_saving(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """DuckDB reports a Ctrl-C that comes while it writes in its own words."""
    left = [error]

    def insert(*arguments: object) -> None:
        if left:
            raise left.pop()
        real(*arguments)

    real = writer._insert
    monkeypatch.setattr(writer, "_insert", insert)
    reads(monkeypatch, making.reading(1), making.reading(2))
    code, _, err = run("read", "x", "--into", "new.dragoman")
    assert code == 130
    assert err.splitlines()[-1] == "dragoman: interrupted"
    assert "it holds 2 documents" in err


def test_a_runtime_error_in_a_visit_is_no_interruption(case: Path) -> None:
    with pytest.raises(RuntimeError, match="oh"), connection.visit(case, write=True):
        raise RuntimeError("oh")


def test_a_fault_while_reading_keeps_what_was_read(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, making.reading(1), RuntimeError("oh"))
    code, _, err = run("read", "x", "--into", "new.dragoman")
    assert code == 70
    assert "it holds 1 document" in err


def test_a_casebook_that_gets_full_says_what_is_in_it(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves: list[int] = []

    def save(path: Path, readings: list[Reading], *rest: object, **more: object) -> casebook.Saved:
        if saves:
            raise casebook.FullError(f"{path}: the disk is full. Free some space and run the same command again")
        saves.append(len(readings))
        return casebook.save(path, readings, *rest, **more)

    monkeypatch.setattr(keeping, "save", save)
    monkeypatch.setattr(keeping, "_MOST", 2)
    reads(monkeypatch, *(making.reading(n) for n in range(9)))
    code, _, err = run("read", "x", "--into", "new.dragoman")
    assert code == 4
    assert err.splitlines()[-1] == (
        "dragoman: new.dragoman: the disk is full. Free some space and run the same command again. "
        "It holds 2 documents; 2 that were read are not in it."
    )
    assert len(casebook.View(here / "new.dragoman").documents()) == 2


def test_a_casebook_locked_for_a_while_costs_nothing(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def save(path: Path, readings: list[Reading], *rest: object, **more: object) -> casebook.Saved:
        tries.append(len(readings))
        if len(tries) in {2, 3}:
            raise casebook.LockedError(f"{path}: another program is using the casebook. Wait")
        return casebook.save(path, readings, *rest, **more)

    monkeypatch.setattr(keeping, "save", save)
    monkeypatch.setattr(keeping, "_MOST", 2)
    reads(monkeypatch, *(making.reading(n) for n in range(7)))
    code, _, err = run("read", "x", "--into", "new.dragoman")
    assert code == 0
    assert "it holds 7 documents" in err
    assert max(tries) >= 4


@pytest.mark.parametrize("breaking", ["read-only", "no casebook", "newer", "no folder"])
def test_a_casebook_that_cannot_be_written_stops_before_reading(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch, breaking: str
) -> None:
    reads(monkeypatch, RuntimeError("must not be read"))
    into, wanted = "my.dragoman", 4
    if breaking == "read-only":
        case.chmod(0o444)
    elif breaking == "no casebook":
        case.write_text("a text")
        wanted = 3
    elif breaking == "newer":
        with duckdb.connect(str(case)) as db:
            db.execute("UPDATE meta SET value = '9' WHERE name = 'schema'")
    else:
        into, wanted = "none/my.dragoman", 3
    before = case.read_bytes()
    code, out, err = run("read", "x", "--into", into)
    assert (code, out) == (wanted, "")
    assert len(err.splitlines()) == 1
    assert err.startswith(f"dragoman: {into}: ")
    assert case.read_bytes() == before
    case.chmod(0o644)


# How the program behaves as a process.

BIN = [sys.executable, "-m", "dragoman"]


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BIN, *arguments], capture_output=True, text=True, check=False, timeout=60, **more)


def test_a_reader_that_goes_away_is_no_error(case: Path) -> None:
    casebook.save(case, [making.reading(n) for n in range(3000)])
    child = subprocess.Popen(
        [*BIN, "claims"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=case.parent
    )
    assert child.stdout
    assert child.stderr
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == ""
    assert child.wait() == 141
    child.stderr.close()


SLOWLY = """
import sys, time
sys.path.insert(0, {tests!r})
import casebook_making as making
import dragoman
def slowly(*paths, **more):
    for n in range(100000):
        yield making.reading(n)
        print(n, flush=True)
        time.sleep(0.01)
dragoman.read = slowly
from dragoman.cli import main
sys.exit(main(["read", "x", "--into", "new.dragoman"]))
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [3, 120])
def test_a_signal_ends_reading_and_keeps_what_was_read(here: Path, stop: signal.Signals, after: int) -> None:
    code = SLOWLY.format(tests=str(Path(__file__).parent))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        assert child.stderr
        for line in child.stdout:
            if int(line) >= after:
                child.send_signal(stop)
                break
        read = max([after, *(int(line) for line in child.stdout)]) + 1
        err = child.stderr.read().splitlines()
    assert child.returncode == 130
    assert err[-1] == "dragoman: interrupted"
    held = len(casebook.View(here / "new.dragoman").documents())
    assert held >= read
    assert f"it holds {held} documents" in err[0]


@pytest.mark.parametrize(
    ("closed", "wanted", "said"),
    [
        (">&-", 4, "dragoman: standard output: it is closed.\n"),
        ("2>&-", 0, ""),
        ("<&-", 0, ""),
        (">&- 2>&-", 4, ""),
        ("<&- >&- 2>&-", 4, ""),
    ],
)
def test_streams_that_are_closed(case: Path, closed: str, wanted: int, said: str) -> None:
    command = f"{sys.executable} -m dragoman claims --case {case} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (wanted, said)
    assert bool(done.stdout) == (wanted == 0)
    command = f"{sys.executable} -m dragoman --version {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert casebook.View(case).counts()["claims"] == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which this system has not")
def test_output_to_a_full_disk(case: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*BIN, "claims"], stdout=full, stderr=subprocess.PIPE, text=True, cwd=case.parent, check=False
        )
    assert done.returncode == 4
    assert done.stderr == "dragoman: standard output: no space left on device.\n"


def test_output_is_utf8_whatever_the_locale(case: Path) -> None:
    of = making.document("Россия поддерживает Египет 🇪🇬")
    casebook.save(case, [Reading(of, (making.claim(of, of.text, "Россия:RUS", "Египет:EGY"),), (), ())])
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*BIN, "claims"], capture_output=True, env=environment, cwd=case.parent, check=True)
    assert of.text in done.stdout.decode("utf-8")


def test_starting_is_light() -> None:
    code = "import sys, dragoman, dragoman.cli; print(sorted({'spacy', 'duckdb', 'trafilatura'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_version_and_module(here: Path) -> None:
    done = process("--version")
    assert re.fullmatch(r"dragoman \d+\.\d+\.\d+\n", done.stdout)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "colour"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch, environment: dict, colour: bool) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    console = consoles.Console.of_terminal()
    assert console.colour is colour
    assert console.live
    console.progress("3 documents")
    console.line("data")
    assert console.out.getvalue() == "data\n"
    assert console.err.getvalue() == "\r\x1b[K3 documents\r\x1b[K"


def test_no_progress_without_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, sample())
    _, _, err = run("read", "x")
    assert "\r" not in err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a�[2Jb"),
        ("one\ntwo\t\u2028three  ", "one two three"),
        ("two  blanks", "two  blanks"),
        ("\x9b31m\x00", "�31m�"),
        ("\ud800", "�"),
        ("ж中🇱🇾", "ж中🇱🇾"),
    ],
)
def test_text_for_the_terminal_is_harmless(text: str, shown: str) -> None:
    assert consoles.harmless(text) == shown


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        (-1, -1),
        (None, None),
        ("", ""),
    ],
)
def test_cells_that_would_be_formulas(cell: consoles.Cell, kept: consoles.Cell) -> None:
    assert defused(cell) == kept


def test_tables_keep_to_the_width() -> None:
    console = consoles.Console(io.StringIO(), io.StringIO(), width=50)
    console.table(("name", "quote"), [("中国", "中" * 60), ("é́x", "y" * 99), ("short", None)])
    lines = console.out.getvalue().splitlines()
    assert all(consoles.width_of(line) <= 50 for line in lines)
    assert (
        len(
            {
                consoles.width_of(line[: line.index(mark)])
                for line, mark in zip(lines[1:3], "中y", strict=True)
                if mark == "y"
            }
        )
        == 1
    )
    assert lines[1].endswith("…")
    assert lines[3].endswith("-")
