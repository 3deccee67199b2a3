"""Export formats, each read back by a reader of that format: networkx, DuckDB, csv, json."""

from __future__ import annotations

import builtins
import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import networkx
import pandas
import pytest
from hypothesis import HealthCheck, given, settings

import brief_making as making
import casebook_making
import dragoman
from dragoman import casebook, cli
from dragoman.commands import export
from dragoman.commands.plain import FIELDS, PARTS
from dragoman.errors import MissingExtra
from dragoman.model import STATUSES, Claim, Finding, Mention, OffsetMap, Reading, content_id
from dragoman.relations import ties
from dragoman.show import Readings
from dragoman.show.exports import EXPORTS, Source
from dragoman.show.exports.graph import EDGE
from dragoman.show.exports.tie_rows import TIE_FIELDS, by_id, days_of

TEXT = (
    "Russia armed the LNA in May 2019. Putin met Haftar on 2 June 2019. Egypt may aid the LNA. "
    "Turkey did not arm the LNA, Sarraj said. =SUM(A1) condemned Russia."
)


def readings() -> Readings:
    whole = making.document(TEXT, published="2019-06-03", title="On Libya", publisher="The Wire")
    # Two characters of the raw text before the clean one begins.
    raw = replace(whole, raw=f"»»{TEXT}", offsets=OffsetMap((0,), (2,), (len(TEXT) + 2,), (True,), len(TEXT)))
    claims = (
        making.claim(raw, "Russia armed the LNA in May 2019", "RUS", "AID", "LNA", date="2019-05"),
        making.claim(raw, "Putin met Haftar on 2 June 2019", "PUTIN", "CONSULT", "HAFTAR", mutual=True,
                     date="2019-06-02"),
        making.claim(raw, "Egypt may aid the LNA", "EGY", "AID", "LNA", status="possible"),
        making.claim(raw, "Turkey did not arm the LNA", "TUR", "AID", "LNA", status="did_not", speaker="SARRAJ"),
        replace(making.claim(raw, "=SUM(A1) condemned Russia", "BLANK ID", "ACCUSE", "RUS", date="2020/.."),
                source_name="=SUM(A1)"),
    )  # fmt: skip
    aims = (making.aim(raw, "Egypt may aid the LNA", "EGY", "option"),)
    made = making.reading(raw, claims, aims)
    return Readings((replace(made, actors=tuple(actor for actor in made.actors if actor.id != "BLANK ID")),))


class View:
    """Readings with what the parts of an export ask of a casebook besides."""

    def __init__(self, of: Readings) -> None:
        self.of = of
        self.read_as: dict[str, dict[str, str]] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self.of, name)

    def verdicts(self) -> dict[str, str]:
        return {}

    def forecasts(self) -> tuple[casebook.Entry, ...]:
        return (
            casebook.Entry("a", "2020-01-01T00:00:00+00:00", "=A", "add", 1, "2020-01-01", None, None, "Will it?",
                           "share", 0.5, "2020-12-31", "no"),
            casebook.Entry("b", "2021-01-01T00:00:00+00:00", "B", "resolve", 1, "2020-06-01", "s", outcome="yes"),
        )  # fmt: skip

    def mentions(self) -> tuple[object, ...]:
        return tuple(mention for reading in self.of.readings for mention in reading.mentions)


def written(style: str, what: str, of: Readings | None = None) -> bytes:
    view = View(of or readings())
    out = io.BytesIO()
    EXPORTS[style].write(Source(what, FIELDS[what], lambda: PARTS[what](view), view), out)
    return out.getvalue()


def test_the_command_lists_every_format_and_part() -> None:
    assert tuple(EXPORTS) == export.FORMATS
    assert tuple(FIELDS) == tuple(PARTS) == export.WHAT
    assert FIELDS["ties"] == TIE_FIELDS
    assert all(set(one.parts) <= set(export.WHAT) for one in EXPORTS.values())


@pytest.mark.parametrize("style", list(EXPORTS))
def test_the_same_records_give_the_same_bytes(style: str) -> None:
    for what in EXPORTS[style].parts or ("claims", "documents", "ties"):
        assert written(style, what) == written(style, what)


def test_csv_shows_a_formula_and_does_not_run_it() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", "claims").decode())))
    assert [row["source_name"] for row in rows][-1] == "'=SUM(A1)"
    assert json.loads(rows[0]["cues"]) == list(readings().claims()[0].cues)
    assert rows[0]["quote"] == "Russia armed the LNA in May 2019"
    assert (rows[0]["start"], rows[0]["end"]) == ("2", "34")
    edges = list(csv.DictReader(io.StringIO(written("csv", "ties").decode())))
    assert {row["sign"] for row in edges} == {"-1", "0", "1"}


def test_parquet_has_types_and_the_same_rows(tmp_path: Path) -> None:
    for what in ("claims", "ties", "documents"):
        path = tmp_path / f"{what}.parquet"
        path.write_bytes(written("parquet", what))
        read = duckdb.sql(f"FROM '{path}'")
        assert read.columns == list(FIELDS[what])
        rows = [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]
        wanted = PARTS[what](View(readings()))
        assert [{**row, "start": str(row.get("start")), "end": str(row.get("end"))} for row in rows] == [
            {**row, "start": str(row.get("start")), "end": str(row.get("end"))} for row in wanted
        ]
    types = dict(
        duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{tmp_path / 'ties.parquet'}')").fetchall()
    )
    assert types["start"] == "DATE"
    assert types["asserted"] == "BOOLEAN"
    assert types["witnesses"] == "BIGINT"
    assert types["counts"].startswith("STRUCT(")
    assert types["claim_ids"] == "VARCHAR[]"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(casebook_making.readings())
def test_whatever_a_text_holds_every_format_writes_it(reading: Reading) -> None:
    of = Readings((reading,))
    for style, chosen in EXPORTS.items():
        for what in chosen.parts or ("claims", "documents"):
            made = written(style, what, of)
            if style in {"jsonl", "ftm", "annotations"}:
                assert all(json.loads(line) for line in made.decode("utf-8").split("\n") if line)
            elif style in {"graphml", "gexf"}:
                assert ET.fromstring(made).tag


def test_graphml_reads_back_as_it_was() -> None:
    read = networkx.read_graphml(io.BytesIO(written("graphml", "actor-ties")))
    assert read.is_directed()
    assert not read.is_multigraph()
    view = readings()
    found, claims = ties(view.claims(), "actor"), by_id(view.claims())
    node = next(name for name, values in read.nodes(data=True) if values["actor"] == "BLANK ID")
    assert " " not in node
    key = {values["actor"]: name for name, values in read.nodes(data=True)}
    assert {(key[t.source], key[t.target]) for t in found} == set(read.edges)
    for tie in found:
        values = read.edges[key[tie.source], key[tie.target]]
        start, end = days_of(tie, claims)
        assert (values["word"], values["sign"], values["asserted"]) == (tie.word, tie.sign, tie.asserted)
        assert (values.get("start"), values.get("end")) == (start, end)
        assert sum(values[status] for status in STATUSES) == values["witnesses"] == sum(c.number for c in tie.counts)
    assert read.nodes["HAFTAR"] == {"actor": "HAFTAR", "name": "Khalifa Haftar", "kind": "person", "side": "LNA"}


def test_gexf_is_dynamic_and_reads_back() -> None:
    made = written("gexf", "ties")
    read = networkx.read_gexf(io.BytesIO(made), version="1.3")
    assert read.graph["mode"] == "dynamic"
    assert read.is_directed()
    armed = read.edges["RUS", "LNA"]
    assert (armed["start"], armed["end"], armed["weight"]) == ("2019-05-01", "2019-06-02", 2.0)
    assert (armed["word"], armed["sign"], armed["asserted"], armed["did"]) == ("backs", 1, True, 2)
    assert (armed["first"], armed["last"]) == ("2019-05", "2019-06-02")
    accused = read.edges["BLANK ID", "RUS"]
    assert accused["start"] == "2020-01-01"
    assert "end" not in accused
    assert not {"start", "end"} & set(read.edges["EGY", "LNA"])
    assert read.nodes["LNA"]["label"] == "Libyan National Army"


def test_gexf_keeps_to_what_the_schema_allows() -> None:
    space, viz = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
    root = ET.fromstring(written("gexf", "ties"))
    assert root.get("version") == "1.3"
    graph = root.find(f"{space}graph")
    assert [child.tag for child in graph] == [f"{space}attributes"] * 2 + [f"{space}nodes", f"{space}edges"]
    declared = {a.get("id"): a.get("type") for a in graph.iter(f"{space}attribute")}
    assert set(declared.values()) <= {"integer", "boolean", "string"}
    nodes = {node.get("id") for node in graph.iter(f"{space}node")}
    shapes = {"solid", "dotted", "dashed", "double"}
    for edge in graph.iter(f"{space}edge"):
        assert set(edge.keys()) <= {"id", "source", "target", "type", "label", "weight", "start", "end"}
        assert {edge.get("source"), edge.get("target")} <= nodes
        assert all(value.get("for") in declared for value in edge.iter(f"{space}attvalue"))
        assert edge.find(f"{viz}shape").get("value") in shapes
        assert all(0 <= int(edge.find(f"{viz}color").get(c)) <= 255 for c in "rgb")
    drawn = {(e.get("source"), e.get("target")): e.find(f"{viz}shape").get("value") for e in graph.iter(f"{space}edge")}
    assert (drawn["RUS", "LNA"], drawn["EGY", "LNA"], drawn["TUR", "LNA"]) == ("solid", "dashed", "dashed")
    hues = {(e.get("source"), e.get("target")): e.find(f"{viz}color").attrib for e in graph.iter(f"{space}edge")}
    assert hues["RUS", "LNA"] == hues["EGY", "LNA"] != hues["BLANK ID", "RUS"]


# The properties that FollowTheMoney's own schemata (followthemoney/schema/*.yaml) give each schema that is written.
FTM = {
    "Person": {"name"}, "PublicBody": {"name"}, "Organization": {"name"}, "Company": {"name"}, "LegalEntity": {"name"},
    "Position": {"name"},
    "PlainText": {"name", "title", "fileName", "publishedAt", "publisher", "sourceUrl", "bodyText"},
    "UnknownLink": {"subject", "object", "role", "status", "date", "startDate", "endDate", "recordId", "summary",
                    "publisher", "sourceUrl", "proof"},
    "Note": {"name", "description", "entity", "summary", "publisher", "sourceUrl", "proof"},
    "Mention": {"document", "name", "resolved", "detectedSchema"},
}  # fmt: skip


@pytest.mark.parametrize("what", EXPORTS["ftm"].parts)
def test_ftm_keeps_to_the_schemata_and_leads_to_the_document(what: str) -> None:
    (reading,) = readings().readings
    mention = Mention(making.span(reading.document, "Russia"), "RUS", "RUS", "Russia", "name", 1.0)
    unresolved = Mention(making.span(reading.document, "Sarraj"), None, None, "", "open", 0.0)
    of = Readings((replace(reading, mentions=(mention, unresolved)),))
    entities = [json.loads(line) for line in written("ftm", what, of).splitlines()]
    by_key = {entity["id"]: entity for entity in entities}
    assert len(by_key) == len(entities)
    for entity in entities:
        assert list(entity) == ["id", "schema", "properties"]
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        assert all(isinstance(value, list) and value for value in entity["properties"].values())
        for name in ("subject", "object", "entity", "proof", "document", "resolved"):
            assert all(value in by_key for value in entity["properties"].get(name, ()))


def test_ftm_links_what_was_done_and_notes_what_was_not() -> None:
    entities = [json.loads(line) for line in written("ftm", "claims").splitlines()]
    links = [e["properties"] for e in entities if e["schema"] == "UnknownLink"]
    notes = [e["properties"] for e in entities if e["schema"] == "Note"]
    names = {e["id"]: e["properties"]["name"][0] for e in entities if "name" in e["properties"]}
    assert [(names[p["subject"][0]], names[p["object"][0]], p["role"], p["status"]) for p in links] == [
        ("Russia", "Libyan National Army", ["AID"], ["did"]),
        ("Vladimir Putin", "Khalifa Haftar", ["CONSULT"], ["did"]),
        ("=SUM(A1)", "Russia", ["ACCUSE"], ["did"]),
    ]
    assert (links[0]["startDate"], links[0]["endDate"]) == (["2019-05-01"], ["2019-05-31"])
    assert links[1]["date"] == ["2019-06-02"]
    assert (links[2]["startDate"], "endDate" in links[2]) == (["2020-01-01"], False)
    assert [note["description"][0].partition(": ")[2] for note in notes] == [
        "AID, possible, undated",
        "AID, did_not, according to Fayez al-Sarraj, undated",
    ]
    schemata = {e["properties"]["name"][0]: e["schema"] for e in entities if "name" in e["properties"]}
    assert (schemata["Vladimir Putin"], schemata["Russia"], schemata["Libyan National Army"]) == (
        "Person", "PublicBody", "Organization")  # fmt: skip


@pytest.mark.parametrize("what", EXPORTS["annotations"].parts)
def test_annotations_point_at_the_raw_text(what: str) -> None:
    (reading,) = readings().readings
    raw = reading.document.raw
    found = [json.loads(line) for line in written("annotations", what).splitlines()]
    records = reading.claims if what == "claims" else reading.aims
    assert len(found) == len(records)
    assert len({one["id"] for one in found}) == len(found)
    for one, record in zip(found, records, strict=True):
        assert (one["@context"], one["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
        assert one["target"]["type"] == "SpecificResource"
        quote, position = one["target"]["selector"]
        start, end = position["start"], position["end"]
        assert raw[start:end] == quote["exact"] == record.evidence.text
        assert raw[: start + len(quote["exact"])].endswith(quote["prefix"] + quote["exact"])
        assert raw[end:].startswith(quote["suffix"])
        assert {body["type"] for body in one["body"]} == {"TextualBody"}
        assert json.loads(one["body"][-1]["value"])["id"] == record.id


def test_days_of_a_tie_come_from_all_its_dates() -> None:
    view = readings()
    (claim, *_) = view.claims()
    later = replace(claim, id="long", date="2018/2021")
    bare = replace(claim, id="bare", date="XXXX-04")
    (tie,) = ties([claim, later, bare])
    assert days_of(tie, by_id([claim, later, bare])) == ("2018-01-01", "2021-12-31")
    (undated,) = ties([replace(claim, date=None)])
    assert days_of(undated, by_id([claim])) == ("2019-05-01", "2019-05-31")
    assert days_of(undated, {}) == (None, None)


def test_to_networkx() -> None:
    view = readings()
    graph = dragoman.to_networkx(ties(view.claims()), view.claims(), view.actors())
    assert isinstance(graph, networkx.DiGraph)
    edge = graph.edges["RUS", "LNA"]
    assert {*EDGE, "claim_ids"} == set(edge)
    assert (edge["sign"], edge["start"], edge["end"], len(edge["claim_ids"])) == (1, "2019-05-01", "2019-06-02", 2)
    assert graph.nodes["RUS"] == {"name": "Russia", "kind": "state", "side": "RUS"}
    assert graph.nodes["BLANK ID"] == {}
    assert dragoman.to_networkx([]).number_of_nodes() == 0


def test_to_pandas_types() -> None:
    view = readings()
    claims = dragoman.to_pandas(view.claims())
    assert list(claims["id"]) == [claim.id for claim in view.claims()]
    assert isinstance(claims["kind"].dtype, pandas.CategoricalDtype)
    assert list(claims["status"].cat.categories) == list(STATUSES)
    assert str(claims["first_day"].dtype) == "datetime64[s]"
    assert claims["first_day"][0] == pandas.Timestamp("2019-05-01")
    assert claims["last_day"][0] == pandas.Timestamp("2019-05-31")
    assert claims["last_day"].isna().tolist() == [False, False, True, True, True]
    assert str(claims["ordinal"].dtype) == "Int64"
    assert claims["mutual"].dtype == bool
    edges = dragoman.to_pandas(ties(view.claims()))
    assert edges["did"].sum() == 4  # a meeting is a tie of either side
    assert edges["asserted"].dtype == bool
    findings = [
        Finding("standing", ("RUS", "LNA"), 0.5, "why", ("a",), "2019-05", (0.1, 0.9)),
        Finding("standing", ("RUS", "LNA"), 1, "why", ("a",)),
    ]
    table = dragoman.to_pandas(findings)
    assert table["value"].dtype == float
    assert table["low"].tolist()[0] == 0.1
    assert table["low"].isna().tolist() == [False, True]
    assert dragoman.to_pandas([replace(findings[0], value="mixed")])["value"].tolist() == ["mixed"]
    assert dragoman.to_pandas([replace(findings[0], value=3)])["value"].dtype == "int64"
    assert dragoman.to_pandas([]).empty
    with pytest.raises(TypeError, match="Claim, Finding"):
        dragoman.to_pandas([*view.claims(), *findings])


def test_to_pandas_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pip install dragoman\[pandas\]"):
        dragoman.to_pandas([])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "gexf", "--what", "claims"], "Choose --what ties or actor-ties"),
        (["--format", "graphml", "--what", "documents"], "holds ties or actor-ties, not documents"),
        (["--format", "ftm", "--what", "ties"], "holds claims or mentions, not ties"),
        (["--format", "annotations", "--what", "actors"], "holds claims or aims, not actors"),
        (["--format", "parquet"], "--out FILE"),
    ],
)
def test_combinations_that_mean_nothing(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "nowhere.dragoman", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert len(err.splitlines()) == 1


def test_ids_in_other_programs_stay_the_same() -> None:
    """Files exported earlier must still fit those exported later."""
    entity = json.loads(written("ftm", "claims").splitlines()[0])
    (reading,) = readings().readings
    assert entity["id"] == f"dragoman-{content_id('document', reading.document.id)}"
    claim: Claim = reading.claims[0]
    name = json.loads(written("annotations", "claims").splitlines()[0])["id"]
    assert name.startswith("urn:uuid:")
    again = replace(claim, evidence=reading.document.span(0, 6))
    other = Readings((replace(reading, claims=(again,)),))
    assert json.loads(written("annotations", "claims", other).splitlines()[0])["id"] == name
