"""Charts of small hand-made inputs: what stands in the definition, in the SVG, and that files are always the same."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import altair
import pytest

import brief_making as making
from dragoman import casebook, cli
from dragoman.commands import charting
from dragoman.errors import CasebookError, InputError, UsageError
from dragoman.model import Claim, Document, Finding
from dragoman.relations import contacts, ties
from dragoman.show.charts import (
    Basis,
    contacts_chart,
    network_chart,
    save_chart,
    standing_chart,
    timeline_chart,
)
from dragoman.show.charts.canvas import glyph_of
from dragoman.show.charts.frame import cut, text_width, wrapped
from dragoman.show.charts.layout import places
from dragoman.show.charts.saving import FILES, rendered
from dragoman.show.charts.standing import signed
from dragoman.show.palette import TONES
from dragoman.show.wording import load_wording

TEXT = (
    "Russia armed the LNA in May 2019. Haftar visited Moscow on 2 June 2019. Egypt may aid the LNA. "
    "Turkey opposed the LNA. Turkey has backed the GNA since 2018."
)
DOC = making.document(TEXT, publisher="The Wire")
COPY = making.document(f"{TEXT} Again.", "b.txt")


def claims() -> tuple[Claim, ...]:
    return (
        making.claim(DOC, "Russia armed the LNA in May 2019", "RUS", "AID", "LNA", date="2019-05"),
        making.claim(DOC, "Haftar visited Moscow on 2 June 2019", "HAFTAR", "CONSULT", "RUS", date="2019-06-02"),
        making.claim(COPY, "Egypt may aid the LNA", "EGY", "AID", "LNA", status="possible"),
        making.claim(DOC, "Turkey opposed the LNA", "TUR", "STANCE", "LNA", sign=-1),
        making.claim(DOC, "Turkey has backed the GNA since 2018", "TUR", "SUPPORT", "GNA", date="2018/.."),
    )


def basis(of: tuple[Claim, ...] = ()) -> Basis:
    return Basis.of(of or claims(), {document.id: document for document in (DOC, COPY)})


def standing(period: str | None, value: float, low: float, high: float, counted: int, part: str) -> Finding:
    detail = {"part": part, "counted": str(counted), "witnesses": str(counted)}
    return Finding("standing", ("RUS", "LNA"), value, "because", ("a",), period, (low, high), detail)


STANDING = (
    standing("2019-01", 0.5, 0.1, 0.9, 4, "period"),
    standing("2019-02", -0.6, -0.9, -0.2, 3, "period"),
    standing("2019-05", 0.0, -0.98, 0.98, 0, "period"),
    standing(None, 0.2, -0.1, 0.4, 2, "undated"),
    standing(None, 0.25, 0.05, 0.45, 9, "total"),
)


CHARTS = ("standing", "contacts", "network", "camps", "timeline")


@cache
def drawn(name: str) -> str:
    return rendered(chart(name), ".svg").decode()


def chart(name: str) -> altair.VConcatChart:
    if name == "standing":
        return standing_chart(STANDING, making.NAMES, basis())
    if name == "contacts":
        return contacts_chart(contacts(claims(), frozenset({"visited"})), making.NAMES, basis())
    if name == "timeline":
        return timeline_chart(claims(), making.NAMES, basis())
    camps = {"RUS": 1, "LNA": 1, "TUR": 2, "GNA": 2} if name == "camps" else None
    return network_chart(ties(claims()), making.NAMES, basis(), camps)


def data(made: altair.VConcatChart) -> list[dict[str, Any]]:
    """All rows of data in a chart's definition."""
    return [row for rows in _values(made.to_dict()) for row in rows]


def _values(spec: object) -> Iterator[list[dict[str, Any]]]:
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == "values" and isinstance(value, list) and value and isinstance(value[0], dict):
                yield value
            elif name == "datasets":
                yield from value.values()
            else:
                yield from _values(value)
    elif isinstance(spec, list):
        for one in spec:
            yield from _values(one)


def shown(svg: str) -> str:
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", text) for text in texts)).replace("  ", " ")


@pytest.mark.parametrize("name", CHARTS)
def test_every_picture_says_what_it_rests_on(name: str) -> None:
    svg = drawn(name)
    words = shown(svg)
    assert "5 claims from 2 documents, 2018-01 – 2019-06." in words
    assert "Publishers: The Wire. 1 document without a publisher." in words
    assert "Russia" in words
    assert "Haftar" in words or "Libyan National" in words
    assert "Liberation Sans" in svg
    assert not re.search(r"(?:href|src)=.https?:", svg)


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    again = chart(name)
    assert rendered(again, ".json") == rendered(chart(name), ".json")
    assert rendered(again, ".svg").decode() == drawn(name)
    if name == "network":
        assert rendered(again, ".png", 1) == rendered(chart(name), ".png", 1)


@pytest.mark.parametrize("name", CHARTS)
def test_words_keep_to_signs_that_the_font_has(name: str) -> None:
    """A sign that Liberation Sans lacks makes a PNG depend on the fonts of the machine."""
    allowed = re.compile(r"[ -~\u00a0-\u017f‐-‟…←→↔−]*")
    words = shown(drawn(name))
    assert allowed.fullmatch(words), set(allowed.sub("", words))
    assert all(allowed.fullmatch(glyph_of(entry["glyph"])) for entry in load_wording().tables["ties"].values())
    assert all(allowed.fullmatch(glyph) for glyph in load_wording().tables["charts"]["marks"])


def test_standing_says_value_interval_and_count() -> None:
    made = chart("standing")
    rows = {row["period"]: row for row in data(made) if "period" in row}
    assert [(row["value"], row["low"], row["high"], row["n"]) for row in rows.values()] == [
        (0.5, 0.1, 0.9, "4"), (-0.6, -0.9, -0.2, "3"), (0.0, -0.98, 0.98, "0")]  # fmt: skip
    assert [row["tone"] for row in rows.values()] == ["cooperative", "hostile", "nothing"]
    assert (rows["2019-02"]["start"], rows["2019-02"]["end"]) == ("2019-02-01", "2019-03-01")
    joins = [row for row in data(made) if "one" in row]
    assert joins == [{"at": "2019-02-01", "one": 0.5, "other": -0.6}], "nothing is drawn across an empty period"
    words = shown(drawn("standing"))
    assert "Russia towards Libyan National Army: cooperative, +0.25 (90 % interval +0.05 to +0.45)" in words
    assert "Not drawn: 2 without a date" in words


def test_standing_of_two_pairs_has_two_panels() -> None:
    back = [Finding(f.method, ("LNA", "RUS"), f.value, f.why, f.claim_ids, f.period, f.interval, f.detail)
            for f in STANDING]  # fmt: skip
    words = shown(rendered(standing_chart([*STANDING, *back], making.NAMES, basis()), ".svg").decode())
    assert "Russia and Libyan National Army: how each stands towards the other" in words
    assert "Libyan National Army towards Russia: cooperative" in words


def test_the_network_tells_sign_by_colour_glyph_and_dash() -> None:
    rows = [row for row in data(chart("network")) if "glyph" in row and row["tip"]]
    told = {row["tip"].partition(" (")[0]: (row["glyph"], row["colour"], len(row["dash"]), row["fill"]) for row in rows}
    solid, dashed = [1, 0], [5, 4]
    assert {tuple(row["dash"]) for row in rows} == {tuple(solid), tuple(dashed)}
    assert told["Turkey → Libyan National Army: opposes"][:2] == ("−", TONES["bad"])
    assert told["Turkey → Government of National Accord: backs"][:2] == ("+", TONES["good"])
    by_tip = {row["tip"].partition(" (")[0]: row["dash"] for row in rows}
    assert by_tip["Egypt → Libyan National Army: possible only"] == dashed
    assert by_tip["Turkey → Libyan National Army: opposes"] == solid
    words = shown(drawn("network"))
    assert "dashed: claimed, possible or denied" in words


def test_boxes_of_a_network_lie_apart_and_inside() -> None:
    names = [f"actor {number}" for number in range(20)]
    pairs = [*itertools.pairwise(names[:16]), *((names[0], other) for other in names[2:12]), (names[17], names[18])]
    sizes = dict.fromkeys(names, (110.0, 40.0))
    found = places(sizes, pairs, (1200.0, 560.0))
    assert found == places(sizes, list(reversed(pairs)), (1200.0, 560.0))
    for name, (x, y) in found.items():
        assert 55 <= x <= 1145 and 20 <= y <= 540, name
    for one, other in itertools.combinations(names, 2):
        (x1, y1), (x2, y2) = found[one], found[other]
        assert abs(x1 - x2) >= 110 or abs(y1 - y2) >= 40, (one, other)


def test_camps_stand_on_either_side() -> None:
    camps = {"a": 1, "b": 1, "c": 2, "d": 2}
    found = places(
        dict.fromkeys(camps, (80.0, 30.0)), [("a", "b"), ("c", "d"), ("a", "c"), ("b", "d")], (900, 400), camps
    )
    assert max(found["a"][0], found["b"][0]) < min(found["c"][0], found["d"][0])


def test_the_timeline_is_honest_about_dates() -> None:
    rows = data(chart("timeline"))
    discs = {row["tip"]: row for row in rows if row.get("tip") and "glyph" in row}
    assert len(discs) == 5
    bars = [row for row in rows if "x2" in row]
    (open_ended,) = (bar for bar in bars if bar["x2"] == max(other["x2"] for other in bars))
    disc = discs["from 2018: Turkey → Government of National Accord, SUPPORT, did"]
    assert disc["x"] == pytest.approx(open_ended["x"], abs=0.1)
    (month,) = (bar for bar in bars if bar is not open_ended)
    disc = discs["May 2019: Russia → Libyan National Army, AID, did"]
    assert disc["x"] == pytest.approx((month["x"] + month["x2"]) / 2, abs=0.1)
    undated = {row["tip"] for row in rows if "glyph" in row and row["tip"].startswith("undated")}
    assert len(undated) == 2
    right = max(bar["x2"] for bar in bars)
    assert all(discs[tip]["x"] > right for tip in undated), "a lane of their own"
    assert discs["undated: Egypt → Libyan National Army, AID, possible"]["dash"] == [5, 4]


def test_what_does_not_fit_is_counted() -> None:
    whole = making.document("Russia backs Egypt. ", "c.txt")
    many = tuple(
        making.claim(whole, "Russia backs Egypt", f"A{one}", "AID", f"B{other}", date="2019-05-01", ordinal=number)
        for one in range(8)
        for other in range(5)
        for number in range(9)
    )
    words = shown(rendered(timeline_chart(many, {}, Basis.of(many, {})), ".svg").decode())
    hidden = re.search(r"(\d+) pairs with (\d+) claims left out\. (\d+) claims of the pairs shown do not fit", words)
    assert hidden
    pairs, claims_of_pairs, lost = map(int, hidden.groups())
    assert claims_of_pairs == 9 * pairs
    assert lost == 2 * (40 - pairs)
    network = shown(rendered(network_chart(ties(_star(30)), {}, basis()), ".svg").decode())
    assert "7 sides and 7 ties left out." in network


def _star(number: int) -> list[Claim]:
    return [making.claim(DOC, "Turkey opposed the LNA", f"S{one:02}", "AID", "MIDDLE") for one in range(number)]


def test_contacts_say_number_and_form() -> None:
    found = Finding("contacts", ("HAFTAR", "RUS"), 3, "why", ("a",), detail={
        "form": "visit", "on_record": "1", "by_text": "3", "claimed": "0", "planned": "1", "events": ""})  # fmt: skip
    none = Finding("contacts", ("HAFTAR", "SARRAJ"), 0, "why", ("b",), detail={
        "form": "meeting", "on_record": "0", "by_text": "", "claimed": "0", "planned": "0", "events": ""})  # fmt: skip
    words = shown(rendered(contacts_chart([found, none], making.NAMES, basis()), ".svg").decode())
    for part in ("Khalifa Haftar went to Russia most often: three times", "3 visits", "1 on record", "+1 planned",
                 "0 meetings", "denied"):  # fmt: skip
        assert part in words, part
    assert "No contact is known" in shown(rendered(contacts_chart([none], {}, basis()), ".svg").decode())


def test_nothing_to_draw() -> None:
    for make in (standing_chart, contacts_chart, network_chart, timeline_chart):
        with pytest.raises(InputError, match="there is nothing to draw"):
            make([], {}, basis())


def test_files(tmp_path: Path) -> None:
    made = chart("contacts")
    for suffix, begins in ((".png", b"\x89PNG"), (".svg", b"<svg"), (".json", b"{")):
        save_chart(made, tmp_path / f"a{suffix}")
        assert (tmp_path / f"a{suffix}").read_bytes().startswith(begins)
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["$schema"].endswith(".json")
    save_chart(made, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert not re.search(r"<(?:script|link)[^>]+(?:src|href)=", page), "a page fetches nothing"
    with pytest.raises(UsageError, match=r"\.png, \.svg, \.json, \.html"):
        save_chart(made, tmp_path / "a.pdf")
    with pytest.raises(CasebookError, match="cannot be written"):
        save_chart(made, tmp_path / "nowhere" / "a.png")


def test_text_is_measured_and_cut() -> None:
    assert text_width("iiii", 10) < text_width("nnnn", 10) < text_width("WWWW", 10)
    assert cut("short", 12, 500) == "short"
    long = cut("a very long name of a body", 12, 80)
    assert long.endswith("…")
    assert text_width(long, 12) <= 80
    lines = wrapped("Government of National Accord", 14, 110, 2)
    assert len(lines) == 2
    assert all(text_width(line, 14) <= 110 for line in lines)
    assert (signed(0.451), signed(-0.004), signed(-0.2)) == ("+0.45", "0.00", "−0.20")


def test_basis_counts_documents_by_publisher() -> None:
    made: dict[str, Document] = {DOC.id: DOC}
    assert Basis.of(claims(), made) == Basis(5, 2, ("The Wire",), 1, "2018-01-01", "2019-06-02")
    assert Basis.of(claims()[3:4], made).lines()[0].startswith("1 claim from 1 document, undated.")


def test_the_option_knows_every_ending(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(FILES) == charting.ENDINGS
    with pytest.raises(SystemExit) as leaving:
        cli.main(["ties", "--case", "nowhere.dragoman", "--chart", "ties.pdf"])
    assert leaving.value.code == 2
    assert "'ties.pdf' ends in none of .png, .svg, .json, .html" in capsys.readouterr().err


def test_the_commands_draw_what_they_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "my.dragoman"
    casebook.prepare(case)
    first = tuple(claim for claim in claims() if claim.document_id == DOC.id)
    casebook.save(case, [making.reading(DOC, first)], [])
    for command, says in (
        (["ties", "Russia", "LNA", "--by", "month"], "how each stands towards the other"),
        (["ties"], "solid: the author says it is so"),
        (["timeline"], "undated"),
        (["contacts"], "1 visit"),
        (["camps"], "opposes"),
    ):
        file = tmp_path / f"{command[0]}.svg"
        assert cli.main([*command, "--case", str(case), "--chart", str(file)]) == 0
        out, err = capsys.readouterr()
        assert out
        assert f"{file}: drawn." in err
        assert says in shown(file.read_text("utf-8")), command
    assert cli.main(["ties", "--case", str(case), "--chart", str(tmp_path / "nowhere" / "a.svg")]) == 4
    assert "Choose another place with --chart" in capsys.readouterr().err
