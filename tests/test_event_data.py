"""Event data in and out: the formats, byte for byte, malformed rows, codes, sums, claims, and what an export loses."""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import zipfile
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casebook_making
import event_making as making
from dragoman import casebook, cli, errors
from dragoman.casebook import schema
from dragoman.casebook.events import importing
from dragoman.casebook.events.detecting import detect
from dragoman.casebook.events.exporting import exported
from dragoman.casebook.events.formats import FORMATS
from dragoman.casebook.events.formats.gdelt import SECOND
from dragoman.commands import findings
from dragoman.relations.event_standing import event_standing
from dragoman.relations.posterior import bands
from dragoman.vocabulary.event_codes import load_event_codes, load_event_types


def brought(tmp_path: Path, content: bytes, name: str | None = None, block: int = 1 << 12) -> importing.Imported:
    path = tmp_path / "events.txt"
    path.write_bytes(content)
    return importing.import_file(tmp_path / "my.dragoman", path, name, block=block)


def given_back(tmp_path: Path, name: str, import_id: str | None = None) -> bytes:
    return b"".join(exported(casebook.View(tmp_path / "my.dragoman"), name, import_id).pieces())


def text_of(name: str, rows: int = 30, ending: str = "\n", final: bool = True) -> str:
    return ending.join(making.made(name, rows)) + (ending if final else "")


def row_of(**cells: str) -> str:
    found = dict(zip(SECOND, making.made("gdelt2", 1)[0].split("\t"), strict=True))
    assert cells.keys() <= found.keys()
    if "SQLDATE" in cells:
        cells |= {"MonthYear": cells["SQLDATE"][:6], "Year": cells["SQLDATE"][:4]}
    return "\t".join((found | cells).values())


def test_every_format_has_its_generator() -> None:
    assert {form.name for form in FORMATS} == set(making.NAMES)


@pytest.mark.parametrize("name", making.NAMES)
@pytest.mark.parametrize(("ending", "final", "bom"), [("\n", True, False), ("\r\n", False, True), ("\n", False, True)])
def test_an_import_comes_out_byte_for_byte(tmp_path: Path, name: str, ending: str, final: bool, bom: bool) -> None:
    content = text_of(name, 60, ending, final).encode("utf-8-sig" if bom else "utf-8")
    kept = brought(tmp_path, content).kept
    assert (kept.format, kept.rows, kept.malformed, kept.bom, kept.final) == (name, 60, 0, bom, final)
    assert kept.events >= 60
    assert given_back(tmp_path, name) == content


@pytest.mark.parametrize("name", making.NAMES)
def test_bytes_that_are_no_text_come_out_too(tmp_path: Path, name: str) -> None:
    lines = making.made(name, 20)
    content = "\n".join(lines).encode() + b"\n\xff\xfe\x00 broken \xe9\n" + "\U0010fffe\n\n".encode()
    imported = brought(tmp_path, content)
    assert (imported.kept.rows, imported.kept.malformed) == (23, 3)
    assert given_back(tmp_path, name) == content


cells = st.text(st.characters(exclude_categories=(), exclude_characters="\n"), max_size=20)
broken = st.one_of(
    st.binary(max_size=30).map(lambda b: b.replace(b"\n", b"")),
    cells.map(lambda t: t.encode("utf-8", "surrogatepass")),
)


@pytest.mark.parametrize("name", making.NAMES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    extra=st.lists(st.tuples(st.integers(1, 20), broken), max_size=6), final=st.booleans(), block=st.integers(1, 4096)
)
def test_whatever_stands_between_the_rows_nothing_is_shifted_or_lost(
    tmp_path_factory: pytest.TempPathFactory, name: str, extra: list[tuple[int, bytes]], final: bool, block: int
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    lines = [line.encode() for line in making.made(name, 21)]
    for place, data in sorted(extra, reverse=True, key=lambda one: one[0]):
        lines.insert(place, data)
    content = b"\n".join(lines) + (b"\n" if final else b"")
    kept = brought(folder, content, block=block).kept
    assert given_back(folder, name) == content
    # A stray quotation mark can take a row of CSV with it into a cell of several lines; elsewhere each row stands.
    if name in making.TABS or name == "plover" or not any(b'"' in data for _, data in extra):
        clean = brought(folder, b"\n".join(line.encode() for line in making.made(name, 21)) + b"\n").kept
        assert kept.events >= clean.events
        assert kept.malformed <= len(extra)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=25), min_size=1, max_size=6))
def test_any_text_in_quoted_cells(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("quoted")
    heading, *rows = making.made("acled", len(texts))
    marked = [t.encode("utf-8", "surrogatepass").replace(b'"', b'""') for t in texts]
    lines = [
        r.rsplit(",", 4)[0].encode() + b',"' + t + b'",0,tag,1' for r, t in zip(plain_notes(rows), marked, strict=True)
    ]
    content = b"\n".join([heading.encode(), *lines])
    kept = brought(folder, content).kept
    assert given_back(folder, "acled") == content
    assert (kept.rows, kept.malformed) == (len(texts), 0)


def plain_notes(rows: list[str]) -> list[str]:
    """Rows whose notes are empty, so that others can stand there."""
    return [making._quoted([*next(making.csv.reader([row]))[:27], "", "", "", ""]) for row in rows]


def test_malformed_rows_are_told_with_their_lines_and_take_no_other_along(tmp_path: Path) -> None:
    good = making.made("gdelt2", 6)
    lines = [
        good[0], good[1] + "\textra", good[2], "", row_of(SQLDATE="20141399"), row_of(GoldsteinScale="much"),
        row_of(Actor1Name="a\tb"), good[3], "one cell", good[4],
    ]  # fmt: skip
    made = brought(tmp_path, "\n".join(lines).encode())
    assert made.malformed == (
        (2, "it has 62 columns and not 61"), (4, "the line is empty"),
        (5, "SQLDATE is '20141399', which is no day (YYYYMMDD)"), (6, "GoldsteinScale is 'much', which is no number"),
        (7, "it has 62 columns and not 61"), (9, "it has 1 columns and not 61"),
    )  # fmt: skip
    assert (made.kept.rows, made.kept.malformed, made.kept.events) == (10, 6, 4)
    assert {claim.rule for claim in casebook.View(tmp_path / "my.dragoman").event_claims()} <= {
        f"gdelt2 line {line}" for line in (1, 3, 8, 10)
    }
    assert given_back(tmp_path, "gdelt2") == "\n".join(lines).encode()


def test_a_stray_quotation_mark_breaks_its_own_row_alone(tmp_path: Path) -> None:
    heading, *rows = [making._quoted(next(making.csv.reader([r]))) for r in making.made("phoenix-historical", 40)]
    rows[3] = rows[3].replace(",LBY,", ',"LBY,', 1)
    made = brought(tmp_path, "\n".join([heading, *rows]).encode())
    assert [line for line, _ in made.malformed] == [5]
    assert made.kept.events == 39


def test_rows_over_several_lines_keep_the_number_of_their_first(tmp_path: Path) -> None:
    heading, first, second = making.made("acled", 2)
    cells = [next(making.csv.reader([r])) for r in (first, second)]
    for row in cells:
        row[27], row[10] = "one\ntwo\n\nfour", "Military Forces of Libya (2014-)"
        row[5], row[7] = "Battles", "Military Forces of Turkey (2002-)"
    made = brought(tmp_path, "\n".join([heading, *map(making._quoted, cells), "broken"]).encode())
    assert made.malformed == ((10, "it has 1 columns and not 31"),)
    assert [claim.rule for claim in casebook.View(tmp_path / "my.dragoman").event_claims()] == [
        "acled line 2", "acled line 6",
    ]  # fmt: skip


def test_codes_stay_text_and_places_are_fips(tmp_path: Path) -> None:
    lines = [
        row_of(EventCode="010", EventBaseCode="010", EventRootCode="01", GoldsteinScale="0",
               ActionGeo_CountryCode="CH"),
        row_of(EventCode="10", EventRootCode="10", GoldsteinScale="-5", ActionGeo_CountryCode="SZ",
               Actor1Code="CHE", Actor1CountryCode="CHE", Actor2Code="CHN", Actor2CountryCode="CHN"),
    ]  # fmt: skip
    brought(tmp_path, "\n".join(lines).encode())
    view = casebook.View(tmp_path / "my.dragoman")
    (claim,) = view.event_claims(["CHE", "CHN"])
    assert (claim.cues, claim.kind, claim.source, claim.source_name, claim.target_name) == (
        ("10",), "REQUEST", "CHE", "Switzerland", "China",
    )  # fmt: skip
    assert claim.evidence.text == lines[1]
    export = exported(view, "plover")
    records = [json.loads(line) for line in b"".join(export.pieces()).splitlines()]
    assert [record["location"]["cc3"] for record in records] == ["CHE"]
    assert "1 rows left out: PLOVER has no category for statements (CAMEO 01)" in export.losses()
    back = [line.split("\t") for line in given_back(tmp_path, "gdelt1").decode().splitlines()]
    assert [row[26] for row in back] == ["010", "10"]
    assert [row[51] for row in back] == ["CH", "SZ"]


def test_actors_become_sides_and_others_stay_as_given(tmp_path: Path) -> None:
    lines = [
        row_of(Actor1Code="ROMGOV", Actor1CountryCode="ROM", Actor2Code="IGOUNO", Actor2CountryCode="",
               Actor2KnownGroupCode="UNO", EventCode="051"),
        row_of(Actor1Code="EUR", Actor1CountryCode="EUR", Actor2Code="", Actor2CountryCode="", EventCode="051"),
    ]  # fmt: skip
    brought(tmp_path, "\n".join(lines).encode())
    view = casebook.View(tmp_path / "my.dragoman")
    assert [(c.source, c.target) for c in view.event_claims()] == [("ROU", "UN")]
    assert len(view.event_sums()) == 1


def test_acled_implies_no_direction_and_polecat_can_name_several(tmp_path: Path) -> None:
    heading, row = making.made("acled", 1)
    cells = next(making.csv.reader([row]))
    cells[1], cells[5] = "2020-01-15", "Battles"
    cells[7], cells[10] = "Military Forces of Turkey (2002-)", "Military Forces of Libya (2014-2021) Haftar Faction"
    brought(tmp_path, "\n".join([heading, making._quoted(cells)]).encode())
    head, other = making.made("polecat", 1)
    found = dict(zip(head.split("\t"), other.split("\t"), strict=True))
    found |= {"Actor Country": "FRA", "Recipient Country": "RUS; UKR", "Event Type": "AID", "Intensity": "None"}
    brought(tmp_path, "\n".join([head, "\t".join(found.values())]).encode())
    view = casebook.View(tmp_path / "my.dragoman")
    sums = view.event_sums(by="all")
    assert list(zip(sums.source, sums.target, sums.number, strict=True)) == [
        ("FRA", "RUS", 1), ("FRA", "UKR", 1), ("LBY", "TUR", 1), ("TUR", "LBY", 1),
    ]  # fmt: skip
    assert sums.cooperative.tolist() == pytest.approx([0.7, 0.7, 0, 0])
    assert np.isnat(sums.period).all()
    assert [c.mutual for c in view.event_claims(["TUR"])] == [True]
    assert {c.evidence.text for c in view.event_claims(["FRA"])} == {"\t".join(found.values())}


def test_sums_are_those_of_a_count_by_hand(tmp_path: Path) -> None:
    values = {"051": 3.4, "190": -10.0, "042": 1.9}
    lines = [
        row_of(SQLDATE=day, Actor1Code="RUS", Actor1CountryCode="RUS", Actor2Code="LBY", Actor2CountryCode="LBY",
               EventCode=code, GoldsteinScale=str(values[code]))
        for day, code in (("20150103", "051"), ("20150130", "190"), ("20150131", "042"), ("20150201", "190"))
    ]  # fmt: skip
    brought(tmp_path, "\n".join(lines).encode())
    view = casebook.View(tmp_path / "my.dragoman")
    sums = view.event_sums("RUS", "LBY")
    assert sums.period.astype(str).tolist() == ["2015-01-01", "2015-02-01"]
    assert sums.number.tolist() == [3, 1]
    assert sums.cooperative == pytest.approx([0.53, 0])
    assert sums.hostile == pytest.approx([1, 1])
    assert sums.cooperative_squares == pytest.approx([0.34**2 + 0.19**2, 0])
    assert sums.hostile_squares == pytest.approx([1, 1])
    assert len(view.event_sums("LBY", "RUS")) == 0
    assert len(view.event_sums("RUS", by="year")) == 1
    assert view.event_count(["RUS", "LBY"]) == len(view.event_claims(["LBY"])) == 4
    with pytest.raises(errors.UsageError, match="no period 'week'"):
        view.event_sums(by="week")


def test_the_same_content_changes_nothing_packed_or_not(tmp_path: Path) -> None:
    content = text_of("gdelt2").encode()
    first = brought(tmp_path, content)
    assert first.new
    case = tmp_path / "my.dragoman"
    with gzip.open(tmp_path / "events.gz", "wb") as stream:
        stream.write(content)
    with zipfile.ZipFile(tmp_path / "events.zip", "w") as archive:
        archive.writestr("20150218.export.CSV", content)
    for path in ("events.txt", "events.gz", "events.zip"):
        again = importing.import_file(case, tmp_path / path)
        assert (again.new, again.kept) == (False, first.kept)
    view = casebook.View(case)
    assert (len(view.imports()), view.counts()["events"]) == (1, 30)


def test_an_interrupted_import_leaves_nothing(tmp_path: Path) -> None:
    brought(tmp_path, text_of("icews").encode())
    path = tmp_path / "more.txt"
    path.write_text(text_of("gdelt2", 200), "utf-8")

    def stop(read: int) -> None:
        if read > 20_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.import_file(tmp_path / "my.dragoman", path, progress=stop, block=4096)
    view = casebook.View(tmp_path / "my.dragoman")
    assert [one.format for one in view.imports()] == ["icews"]
    assert view.counts()["events"] == 30


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("a,b,c\n1,2,3\n".encode("utf-16"), "UTF-16"),
        (b"a,b,c\n1,2,3\n", "of no known format of event data: its first line has 3 between commas"),
        (b"PK\x03\x04nothing", "cannot be unpacked"),
        (b"\x1f\x8bnothing", "cannot be unpacked"),
        (b'{"id": "x", "text": "t"}\n', "of no known format"),
    ],
)
def test_what_is_no_event_data_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises(errors.InputError, match=said) as caught:
        importing.import_file(tmp_path / "my.dragoman", path)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "my.dragoman").exists()


def test_a_format_that_is_named_must_fit(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text_of("gdelt1"), "utf-8")
    assert detect(path)[0].name == "gdelt1"
    assert len(detect(path, "gdelt1")[1].columns) == 58
    with pytest.raises(errors.InputError, match="does not look like GDELT 2\\.0 events"):
        detect(path, "gdelt2")
    path.write_text("\n".join(line.rsplit("\t", 1)[0] for line in text_of("gdelt1").splitlines()), "utf-8")
    assert len(detect(path)[1].columns) == 57


def test_headings_are_read_by_name_and_may_be_quoted(tmp_path: Path) -> None:
    heading, *rows = (line.split("\t") for line in making.made("icews", 5))
    lines = [
        "\t".join('"' + cell.replace('"', '""') + '"' for cell in (*reversed(row), "more")) for row in (heading, *rows)
    ]
    kept = brought(tmp_path, "\n".join(lines).encode()).kept
    assert (kept.format, kept.quoted, kept.events, kept.malformed) == ("icews", True, 5, 0)
    assert given_back(tmp_path, "icews") == "\n".join(lines).encode()


@pytest.mark.parametrize("target", making.NAMES)
@pytest.mark.parametrize("name", making.NAMES)
def test_any_format_can_be_written_as_any_other_and_read_again(tmp_path: Path, name: str, target: str) -> None:
    kept = brought(tmp_path, text_of(name).encode()).kept
    view = casebook.View(tmp_path / "my.dragoman")
    export = exported(view, target, kept.id)
    content = b"".join(export.pieces())
    if name == target:
        assert export.losses() == ()
        return
    assert export.losses()
    assert export.rows + sum(export.left_out.values()) == kept.events + kept.malformed
    again = brought(tmp_path, content).kept
    assert (again.format, again.events, again.malformed) == (target, export.rows, 0)
    assert (again.first, again.last) >= (kept.first, again.last)
    told = {(c.source, c.target, c.date) for c in view.event_claims() if c.document_id == again.id}
    known = {(c.source, c.target, c.date) for c in view.event_claims() if c.document_id == kept.id}
    ours = {pair for pair in told if {*pair[:2]} <= {*making.STATES}}
    assert {(frozenset(p[:2]), p[2]) for p in ours} <= {(frozenset(p[:2]), p[2]) for p in known}


def test_the_command_tells_malformed_rows_and_the_export_its_losses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_CASE", raising=False)
    Path("good.tsv").write_text(text_of("gdelt2"), "utf-8")
    Path("bad.tsv").write_text(text_of("icews") + "nothing\n" * 25, "utf-8")
    assert cli.main(["import", "good.tsv"]) == 2
    assert cli.main(["import", "good.tsv", "--into", "my.dragoman"]) == 0
    assert "good.tsv: gdelt2, 30 rows, 30 events" in capsys.readouterr().err
    assert cli.main(["import", "bad.tsv", "good.tsv", "missing", "--into", "my.dragoman", "--json"]) == 3
    out, err = capsys.readouterr()
    assert [one["malformed"] for one in json.loads(out)["data"]] == [25, 0]
    assert "bad.tsv:32: it has 1 columns and not 20." in err
    assert "and 5 malformed rows more" in err
    assert "nothing has changed" in err
    assert "missing: no such file" in err
    assert cli.main(["export", "my.dragoman", "--format", "gdelt2", "--out", "again.tsv"]) == 0
    assert Path("again.tsv").read_bytes() == Path("good.tsv").read_bytes()
    assert "lost" not in capsys.readouterr().err
    assert cli.main(["export", "my.dragoman", "--format", "phoenix", "--import", "zz", "--out", "x"]) == 2
    assert cli.main(["export", "my.dragoman", "--format", "phoenix"]) == 2
    capsys.readouterr()
    assert cli.main(["export", "my.dragoman", "--format", "phoenix", "--out", "phoenix.txt"]) == 0
    err = capsys.readouterr().err
    assert "column NumMentions of gdelt2 lost in 30 rows" in err
    assert "25 rows left out: they are no events (malformed)" in err


def test_standing_of_events_is_that_of_the_posterior(tmp_path: Path) -> None:
    brought(tmp_path, text_of("gdelt2", 300).encode())
    sums = casebook.View(tmp_path / "my.dragoman").event_sums(by="year")
    made = event_standing(sums)
    assert len(made.bands.value) == len(sums) > 50
    for row in (0, len(sums) // 2, len(sums) - 1):
        alone = bands(*([float(column[row])] for column in (
            sums.cooperative, sums.hostile, sums.cooperative_squares, sums.hostile_squares)))  # fmt: skip
        (finding,) = made.findings([row])
        assert finding.subject == (sums.source[row], sums.target[row])
        assert finding.value == pytest.approx(alone.value[0], abs=1e-3)
        assert finding.interval == pytest.approx((alone.low[0], alone.high[0]), abs=1e-3)
        assert finding.detail["events"] == str(sums.number[row])
        assert finding.period == str(sums.period[row])


def test_analyses_take_events_for_claims_until_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [row_of(Actor1Code="RUS", Actor1CountryCode="RUS", Actor2Code="LBY", Actor2CountryCode="LBY",
                    GLOBALEVENTID=str(n), EventCode="073", GoldsteinScale="7.4") for n in range(4)]  # fmt: skip
    brought(tmp_path, "\n".join(lines).encode())
    case = tmp_path / "my.dragoman"
    view = casebook.View(case)
    first = view.event_claims()[0]
    casebook.add_correction(case, made_at="2024-05-01T10:00:00+00:00", who="A", action="reject", target=first.id)
    asked = argparse.Namespace(case=str(case))
    _, claims, _ = findings.looked_at(asked, ["Russia", "Libya"])
    assert {c.id for c in claims} == {c.id for c in view.event_claims()} - {first.id}
    assert all((c.origin, c.date is not None, c.source_name) == ("import", True, "Russia") for c in claims)
    assert findings.looked_at(asked, ["Egypt"])[1] == ()
    assert findings.looked_at(asked, ["Vladimir Putin"])[1] == ()
    monkeypatch.setattr(findings, "MOST_EVENTS", 3)
    capsys.readouterr()
    assert findings.looked_at(asked, [])[1] == ()
    assert "4 imported events are left out here (the most is 3)" in capsys.readouterr().err


def test_the_command_shows_standing_rows_and_imports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought(tmp_path, text_of("gdelt2", 300).encode())
    case = ["--case", str(tmp_path / "my.dragoman")]
    assert cli.main(["events", "Russia", "Libya", "--by", "year", "--json", *case]) == 0
    rows = json.loads(capsys.readouterr().out)["data"]
    sums = casebook.View(tmp_path / "my.dragoman").event_sums("RUS", "LBY", by="year")
    assert [row["value"] for row in rows if row["subject"] == ["RUS", "LBY"]] == pytest.approx(
        event_standing(sums).bands.value.tolist(), abs=1e-3
    )
    assert {tuple(row["subject"]) for row in rows} == {("RUS", "LBY"), ("LBY", "RUS")}
    assert cli.main(["events", "Russia", "--rows", "2", "--csv", *case]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert cli.main(["events", "--imports", *case]) == 0
    assert "gdelt2" in capsys.readouterr().out
    assert cli.main(["events", "A", "B", "C", *case]) == 2


def test_claims_of_texts_are_written_as_events_and_what_is_no_event_is_told(tmp_path: Path) -> None:
    case = tmp_path / "my.dragoman"
    casebook.prepare(case)
    reading = casebook_making.reading(1)
    one = reading.claims[0]
    whole = {"speaker": None, "speaker_root": None, "speaker_name": None, "status": "did", "kind": "AID", "sign": 1}
    claims = [
        dataclasses.replace(one, id="a" * 16, date="2014-05-01", **whole),
        dataclasses.replace(one, id="b" * 16, date="2014", **whole),
        dataclasses.replace(one, id="c" * 16, date="2014-05-01", **{**whole, "status": "planned"}),
        dataclasses.replace(one, id="d" * 16, date="2014-05-01", **{**whole, "kind": "STANCE"}),
    ]
    casebook.save(case, [dataclasses.replace(reading, claims=tuple(claims))])
    export = exported(casebook.View(case), "plover")
    (record,) = [json.loads(line) for line in b"".join(export.pieces()).splitlines()]
    assert (record["date"], record["event"], record["id"]) == ("2014-05-01", "AID", "a" * 16)
    assert set(export.left_out.values()) == {1}
    assert len(export.left_out) == 3
    coded = exported(casebook.View(case), "gdelt2")
    (row,) = b"".join(coded.pieces()).decode().splitlines()
    assert row.split("\t")[26] == "07"
    assert any("PLOVER kind" in line for line in coded.losses())


def test_a_casebook_of_version_2_takes_event_data(tmp_path: Path) -> None:
    case = tmp_path / "my.dragoman"
    casebook.prepare(case)
    with duckdb.connect(str(case)) as db:
        for statement in (
            *(f'DROP TABLE "{table}"' for table in schema.later_than(2)),
            "UPDATE meta SET value = '2' WHERE name = 'schema'",
        ):
            db.execute(statement)
    view = casebook.View(case)
    assert view.imports() == ()
    assert len(view.event_sums()) == view.event_count() == 0
    brought(tmp_path, text_of("icews").encode())
    assert view.meta()["schema"] == str(casebook.VERSION)
    assert len(view.imports()) == 1


def test_codes_name_sides_that_exist() -> None:
    codes = load_event_codes()
    assert (codes.fips["CH"], codes.fips["SZ"], codes.fips["AU"], codes.fips["AS"]) == ("CHN", "CHE", "AUT", "AUS")
    assert (codes.cameo["ROM"], codes.cameo["UNO"], codes.cameo["RUS"]) == ("ROU", "UN", "RUS")
    assert codes.names["russian federation"] == "RUS"
    types = load_event_types()
    assert types["cameo"]["010"][0] is None
    assert types["cameo"]["10"][0] == types["cameo"]["1012"][0] == types["plover"]["DEMAND"][0] == "REQUEST"
    assert types["acled"]["Battles"][0] == "ASSAULT"
