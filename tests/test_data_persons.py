"""The data of persons and groups: every row can be loaded, dated, and traced to a side."""

from __future__ import annotations

import csv
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ACTORS = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "data" / "actors"
SHARED_ROOTS = Path(__file__).resolve().parents[2] / "shared" / "gold" / "roots.csv"
PERSON_FILES = sorted(ACTORS.glob("persons-*.csv"))
PERSON_COLUMNS = ["id", "name", "names", "root", "office", "from", "to", "alone", "source"]
GROUP_COLUMNS = ["id", "name", "kind", "root", "names", "adjectives", "country", "from", "to", "source"]
OFFICES = {
    "head of state", "head of government", "foreign minister", "defence minister", "interior minister",
    "finance minister", "chief of staff", "spokesperson", "envoy", "ambassador", "security adviser", "vice president",
    "crown prince", "speaker", "opposition leader", "leader", "secretary-general", "commissioner", "other",
}  # fmt: skip
GROUP_KINDS = {
    "armed group", "rival government", "party", "movement", "opposition", "union", "entity", "company", "religious",
    "ngo", "group", "other", "media", "think-tank",
}  # fmt: skip
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
ID = re.compile(r"[A-Z0-9][A-Z0-9_' +&/().-]*")
# names that are also everyday English words at the head of a sentence: never enough without a first name
TOO_COMMON = {"Brown", "May", "Rice", "Major", "Straw", "Cook", "Hunt", "Short", "Ban", "Power", "Bolton", "Young"}

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a CSV file; a row with too many cells fails here with its line."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = []
        for row in reader:
            assert None not in row, f"{path.name}:{reader.line_num}: too many cells"
            assert None not in row.values(), f"{path.name}:{reader.line_num}: too few cells"
            rows.append(dict(row))
    return rows


def persons() -> Iterator[tuple[str, Row]]:
    """Yield (where, row) for every term of office in every persons file."""
    for path in PERSON_FILES:
        for number, row in enumerate(rows_of(path), 2):
            yield f"{path.name}:{number}", row


def groups() -> Iterator[tuple[str, Row]]:
    """Yield (where, row) for every group."""
    for number, row in enumerate(rows_of(ACTORS / "groups.csv"), 2):
        yield f"groups.csv:{number}", row


def known_states() -> set[str]:
    """Return the codes of states and bodies, or skip loudly where the shared list is not at hand."""
    if not SHARED_ROOTS.exists():
        warnings.warn(f"{SHARED_ROOTS} is absent: the sides of persons and groups were NOT checked", stacklevel=2)
        pytest.skip(f"SHARED FOLDER ABSENT: {SHARED_ROOTS}")
    return {row["code"] for row in rows_of(SHARED_ROOTS)}


@pytest.mark.parametrize("path", PERSON_FILES, ids=lambda path: path.stem)
def test_person_columns(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == PERSON_COLUMNS


def test_group_columns() -> None:
    with (ACTORS / "groups.csv").open(encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == GROUP_COLUMNS


def test_the_regions_are_all_there() -> None:
    assert {path.stem.removeprefix("persons-") for path in PERSON_FILES} == {
        "africa", "americas", "asia", "bodies", "europe", "mena", "ministers",
    }  # fmt: skip


def check_dates(where: str, row: Row) -> None:
    for field in ("from", "to"):
        assert not row[field] or DATE.fullmatch(row[field]), f"{where}: {field} {row[field]!r} is not a date"
    begin, end = row["from"], row["to"]
    shared = min(len(begin), len(end))
    assert begin[:shared] <= end[:shared], f"{where}: from {begin} is after to {end}"


def test_person_rows() -> None:
    for where, row in persons():
        assert ID.fullmatch(row["id"]), f"{where}: id {row['id']!r}"
        assert row["name"] and row["root"] and row["source"], f"{where}: name, root or source is empty"
        assert row["office"] in OFFICES, f"{where}: office {row['office']!r}"
        check_dates(where, row)
        assert row["from"] or row["to"] or row["source"] == "unverified", f"{where}: undated but called verified"


def test_group_rows() -> None:
    for where, row in groups():
        assert ID.fullmatch(row["id"]), f"{where}: id {row['id']!r}"
        assert row["name"] and row["root"] and row["source"], f"{where}: name, root or source is empty"
        assert row["kind"] in GROUP_KINDS, f"{where}: kind {row['kind']!r}"
        check_dates(where, row)


def test_no_term_twice() -> None:
    seen = Counter((row["name"], row["root"], row["office"], row["from"]) for _, row in persons())
    assert [term for term, times in seen.items() if times > 1] == []


def test_an_id_is_one_person() -> None:
    names: dict[str, tuple[str, str, str, str]] = {}
    for where, row in persons():
        own = (row["name"], row["names"], row["alone"], where.split(":")[0])
        assert names.setdefault(row["id"], own) == own, f"{where}: {row['id']} has two spellings or two files"
    by_name = {own[0]: one for one, own in names.items()}
    assert len(by_name) == len(names), "two ids share a name"


def test_an_id_is_one_group() -> None:
    ids = Counter(row["id"] for _, row in groups())
    assert [one for one, times in ids.items() if times > 1] == []


def test_no_name_is_two_groups() -> None:
    owner: dict[str, str] = {}
    for where, row in groups():
        for name in (row["name"], *filter(None, row["names"].split("|"))):
            assert owner.setdefault(name, row["id"]) == row["id"], f"{where}: {name!r} is also {owner[name]}"


def test_lists_hold_no_empty_or_repeated_entries() -> None:
    for where, row in (*persons(), *groups()):
        for field in ("names", "alone", "adjectives", "country"):
            entries = row.get(field, "").split("|") if row.get(field) else []
            assert all(entry == entry.strip() and entry for entry in entries), f"{where}: {field} has a blank entry"
            assert len(entries) == len(set(entries)), f"{where}: {field} repeats an entry"


def test_what_stands_alone_is_no_everyday_word() -> None:
    for where, row in persons():
        common = TOO_COMMON & set(row["alone"].split("|"))
        assert not common, f"{where}: {common} would be found in any text"


def test_sides_are_known() -> None:
    known = known_states() | {row["root"] for _, row in groups()} | set(other_ids())
    unknown = {f"{where} {row['root']}" for where, row in persons() if row["root"] not in known}
    assert not unknown


def test_group_countries_are_known() -> None:
    known = known_states()
    for where, row in groups():
        for code in filter(None, row["country"].split("|")):
            assert code in known, f"{where}: country {code}"


def other_ids() -> dict[str, str]:
    """Return the ids of states, bodies and seats with the file each is in."""
    return {
        row["id"]: f"{stem}.csv" for stem in ("states", "bodies", "seats") for row in rows_of(ACTORS / f"{stem}.csv")
    }


def test_no_id_is_two_actors() -> None:
    taken = other_ids()
    for where, row in groups():
        assert row["id"] not in taken, f"{where}: id {row['id']} is in {taken[row['id']]}"
    taken |= {row[field]: "groups.csv" for _, row in groups() for field in ("id", "root")}
    for where, row in persons():
        assert row["id"] not in taken, f"{where}: id {row['id']} is in {taken[row['id']]}"


def test_full_names_point_to_one_side() -> None:
    sides: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for _, row in persons():
        for name in (row["name"], *filter(None, row["names"].split("|"))):
            sides[name].add(row["root"])
            owners[name].add(row["id"])
    two = {name: owners[name] for name in owners if len(owners[name]) > 1 and len(sides[name]) > 1}
    assert not two


def test_persons_are_written_in_more_than_one_way() -> None:
    by_id = {row["id"]: row for _, row in persons()}
    for key, spelling in (
        ("GADDAFI", "Muammar Qadhafi"), ("HAFTAR", "Khalifa Hifter"), ("SHOIGU", "Sergey Shoygu"),
        ("SARRAJ", "Fayez Serraj"), ("PUTIN", "Владимир Путин"), ("SISI", "عبد الفتاح السيسي"),
        ("ZELENSKY", "Volodymyr Zelenskyy"), ("VUCIC", "Aleksandar Vucic"), ("ERDOGAN", "Recep Tayyip Erdoğan"),
    ):  # fmt: skip
        row = by_id[key]
        assert spelling in (row["name"], *row["names"].split("|")), f"{key} lacks {spelling}"


@pytest.mark.parametrize(
    ("name", "date", "office", "root"),
    [
        ("Vladimir Putin", "2017-06", "head of state", "RUS"),
        ("Vladimir Putin", "2009-06", "head of government", "RUS"),
        ("Fayez al-Sarraj", "2019-04-04", "head of government", "GNA"),
        ("Khalifa Haftar", "2019-04-04", "leader", "LNA"),
        ("Maria Zakharova", "2017-02", "spokesperson", "RUS"),
        ("Tony Blair", "2003-03", "head of government", "GBR"),
        ("Angela Merkel", "2015-09", "head of government", "DEU"),
        ("Kofi Annan", "2001-01", "secretary-general", "UN"),
        ("Martin Griffiths", "2019-01", "envoy", "UN"),
        ("Joe Biden", "2022-02-24", "head of state", "USA"),
        ("Charles Taylor", "1995", "leader", "NPFL"),
        ("Charles Taylor", "2000", "head of state", "LBR"),
        ("Nicolas Maduro", "2019-02", "head of state", "VEN"),
        ("Geoffrey Hoon", "2003-03", "defence minister", "GBR"),
        ("Tito Mboweni", "2019-06", "finance minister", "ZAF"),
        ("Arni Mathiesen", "2007", "other", "ISL"),
    ],
)
def test_who_held_what_when(name: str, date: str, office: str, root: str) -> None:
    def spans(row: Row) -> bool:
        begin, end = row["from"], row["to"]
        return begin[: len(date)] <= date[: len(begin) or None] and (not end or date <= end[: len(date)])

    held = {
        (row["office"], row["root"])
        for _, row in persons()
        if name in (row["name"], *row["names"].split("|")) and row["from"] and spans(row)
    }
    assert (office, root) in held


def test_libya_is_covered_in_depth() -> None:
    sides = Counter(row["root"] for _, row in persons())
    for side in ("LBY", "LNA", "GNA", "GNU", "HOR", "GNC", "NTC"):
        assert sides[side] >= 2, f"{side} has {sides[side]} terms of office"


def test_the_size_that_the_docs_state() -> None:
    assert sum(1 for _ in persons()) >= 1500
    assert sum(1 for _ in groups()) >= 400
