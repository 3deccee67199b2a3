"""The shipped tables of actors are checked when they are loaded: file, line, field and remedy of what is broken."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from dragoman.errors import VocabularyError
from dragoman.vocabulary import directory
from dragoman.vocabulary.tables import Row, is_date

ACTORS = Path(__file__).parents[1] / "src/dragoman/data/actors"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped tables that the directory is loaded from."""
    copy = tmp_path / "actors"
    shutil.copytree(ACTORS, copy)
    monkeypatch.setattr(directory, "data_folder", tmp_path.joinpath)
    monkeypatch.setattr(directory, "data_files", lambda *parts, suffix: sorted(copy.glob(f"*{suffix}")))
    return copy


def change(file: Path, cells: dict[str, str], line: int = 5) -> None:
    """Write other cells into the row on a line of a table."""
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    file.write_text(written.getvalue(), "utf-8")


def test_the_copy_loads_as_it_is(data: Path) -> None:
    assert len(directory.load_directory.__wrapped__().actors) > 5000


@pytest.mark.parametrize(
    ("file", "cells", "message"),
    [
        ("persons-asia.csv", {"from": "2012-05", "to": "2011"}, "column 'from': 2012-05 is after 2011 in column 'to'"),
        ("persons-asia.csv", {"from": "2012-13"}, "column 'from': '2012-13' is no date. Write YYYY"),
        ("persons-asia.csv", {"to": "2012-02-30"}, "column 'to': '2012-02-30' is no date"),
        ("persons-asia.csv", {"office": "forein minister"}, "'forein minister' is not known. Did you mean 'foreign"),
        ("persons-asia.csv", {"office": ""}, "column 'office': the cell is empty. Fill it"),
        ("persons-asia.csv", {"source": ""}, "column 'source': the cell is empty. Fill it"),
        ("persons-asia.csv", {"source": "general knowledge"}, "cannot be looked up. Name where, or write unverified"),
        (
            "groups.csv",
            {"kind": "armed gruop"},
            "column 'kind': 'armed gruop' is not known. Did you mean 'armed group'",
        ),
        ("groups.csv", {"source": " "}, "column 'source': the cell is empty"),
        ("groups.csv", {"from": "2012", "to": "2011-12"}, "2012 is after 2011-12"),
        ("states.csv", {"kind": "kingdom"}, "column 'kind': 'kingdom' is not known. Use one of: state, historic state"),
        ("states.csv", {"from": "1999-01-02", "to": "1999-01-01"}, "1999-01-02 is after 1999-01-01"),
        ("bodies.csv", {"kind": "igos"}, "column 'kind': 'igos' is not known. Did you mean 'igo'"),
        ("bodies.csv", {"root": "NOWHERE"}, "column 'root': 'NOWHERE' is no actor's id. Correct it"),
        ("seats.csv", {"kind": "palace"}, "column 'kind': 'palace' is not known"),
        ("places.csv", {"kind": "town"}, "column 'kind': 'town' is not known"),
        ("lookalikes.csv", {"kind": "newspapers"}, "'newspapers' is not known. Did you mean 'newspaper'"),
        ("publishers.csv", {"source": ""}, "column 'source': the cell is empty"),
    ],
)
def test_a_broken_cell_is_named(data: Path, file: str, cells: dict[str, str], message: str) -> None:
    change(data / file, cells)
    with pytest.raises(VocabularyError) as caught:
        directory.load_directory.__wrapped__()
    assert str(caught.value).startswith(f"{file}:5: ")
    assert message in str(caught.value)
    assert caught.value.exit_code == 3


def test_no_source_is_general_knowledge() -> None:
    found = [
        f"{file.name}:{number}: {row['source']}"
        for file in sorted(ACTORS.glob("*.csv"))
        for number, row in enumerate(csv.DictReader(io.StringIO(file.read_text("utf-8"))), 2)
        if "general knowledge" in row.get("source", "") and not row["source"].startswith("unverified")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "verified"),
    [("ISO 3166-3", True), ("unverified", False), ("unverified (dates); ISO 3166-1", False)],
)
def test_what_counts_as_looked_up(source: str, verified: bool) -> None:
    assert Row("x.csv", 2, {"source": source}).verified() is verified


@pytest.mark.parametrize("name", ["Moscow", "Belgrade", "Kinshasa", "Prague", "Hanoi", "Kremlin", "Willemstad"])
def test_dates_that_decide_between_two_states_were_looked_up(name: str) -> None:
    senses = [s for s in directory.load_directory().senses[name] if s.start or s.end]
    assert len({s.actor_id for s in senses}) >= 2
    assert all(s.verified for s in senses)


@pytest.mark.parametrize("text", ["2012", "2012-12", "2012-02-29", "0001"])
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["12", "2012-2", "2012-00", "2011-02-29", "2012-12-01-01", "20121", "٢٠١٢", "0000", "2012\n"]
)
def test_no_dates(text: str) -> None:
    assert not is_date(text)
