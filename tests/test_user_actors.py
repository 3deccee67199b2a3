"""A user's own actors and extracts of Wikidata: what they add, and what is said of every kind of breakage."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman import casebook, cli
from dragoman.actors.names import NameFinder
from dragoman.documents import from_text
from dragoman.errors import VocabularyError
from dragoman.model import Problem, Reading
from dragoman.reading import Reader
from dragoman.vocabulary.directory import Directory, Sense, Term, load_directory
from dragoman.vocabulary.extended import load_extended
from dragoman.vocabulary.spellings import too_general, variants
from dragoman.vocabulary.terms import with_term

HEAD = "id,name,kind,side,aliases,country,office,from,to,source"
WIKI = "person,name,aliases,name_ru,name_ar,office,position,country,start,end"
ITEM = "http://www.wikidata.org/entity/"
Make = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Write a table of the lines given and return its path, relative to the folder it is in."""
    monkeypatch.chdir(tmp_path)

    def make(*lines: str, head: str = HEAD, name: str = "my.csv") -> Path:
        Path(name).write_text("\n".join((head, *lines)) + "\n", "utf-8")
        return Path(name)

    return make


def extended(*paths: Path) -> Directory:
    return load_extended(paths).directory


def found(directory: Directory, text: str, day: str | None = "2019-05-01") -> list[tuple[str, str]]:
    return [(name.text, name.actor_id) for name in NameFinder(directory).find(text, day)]


# What the rows add


def test_no_table_is_the_shipped_directory() -> None:
    assert load_extended([]).directory is load_directory()


def test_an_actor_of_ones_own(table: Make) -> None:
    path = table("ZL,Zintan League,armed group,,ZL|League of Zintan,LBY,,2014,2018-06,own notes of 2019")
    known = extended(path)
    assert (known.actors["ZL"].name, known.actors["ZL"].kind, known.actors["ZL"].root) == (
        "Zintan League", "armed group", "ZL",
    )  # fmt: skip
    assert known.senses["League of Zintan"] == (Sense("ZL", "group", "2014", "2018-06", True),)
    text = "The Zintan League met Egypt; the ZL and the League of Zintan are one."
    assert [actor for _, actor in found(known, text, "2016")] == ["ZL", "EGY", "ZL", "ZL"]
    assert "ZL" not in load_directory().actors


def test_only_a_name_is_needed(table: Make) -> None:
    known = extended(table("Zintan League", head="name"))
    assert known.actors["Zintan League"].root == "Zintan League"
    assert known.actors["Zintan League"].kind == "other"
    assert found(known, "The Zintan League won.") == [("Zintan League", "Zintan League")]


def test_a_name_that_is_a_shipped_id_makes_an_actor_of_its_own(table: Make) -> None:
    known = extended(table("GNA,other", head="name,kind"))
    assert known.actors["GNA (own)"].name == "GNA"
    assert known.actors["GNA"] == load_directory().actors["GNA"]


def test_columns_may_stand_in_any_order_and_rows_may_be_short(table: Make) -> None:
    known = extended(table("movement,Zintan League", "", ",,", "party,Sirte Union", head="kind,name,aliases"))
    assert known.actors["Sirte Union"].kind == "party"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfid,name\r\nZL,Zintan League\r\n")
    assert extended(path).actors["ZL"].name == "Zintan League"


def test_a_person_with_office_and_dates_is_a_term(table: Make) -> None:
    path = table(
        "TARHUNI,Omar Tarhuni,person,LBY,,LBY,defence minister,2016-02,2018-03-01,gazette of 2016",
        "TARHUNI,,,LNA,,,leader,2018-03-02,,",
    )
    known = extended(path)
    assert known.terms["TARHUNI"] == (
        Term("LBY", "defence minister", "2016-02", "2018-03-01", True),
        Term("LNA", "leader", "2018-03-02", "", False),
    )
    assert known.root_on("TARHUNI", "2017-01-01") == "LBY"
    assert known.root_on("TARHUNI", "2019-01-01") == "LNA"


def test_an_office_alone_makes_a_person(table: Make) -> None:
    known = extended(table("T,Omar Tarhuni,,LNA,,,spokesperson,,,"))
    assert known.actors["T"].kind == "person"
    assert known.terms["T"] == (Term("LNA", "spokesperson", "", "", False),)


@pytest.mark.parametrize(
    ("source", "verified"), [("gazette 12/2016", True), ("", False), ("unverified", False), ("Unverified: X", False)]
)
def test_dates_are_verified_when_the_source_says_where(table: Make, source: str, verified: bool) -> None:
    known = extended(table(f"ZL,Zintan League,armed group,,,,,2014,,{source}"))
    assert known.senses["Zintan League"][0].verified is verified


def test_a_side_may_be_defined_below_and_through_another(table: Make) -> None:
    path = table(
        "A,Zintan Wing,,B,,,,,,", "B,Zintan Front,,C,,,,,,", "C,Zintan League,,,,,,,,", "D,Sirte Cell,,LNA,,,,,,"
    )
    known = extended(path)
    assert {known.actors[key].root for key in "ABC"} == {"C"}
    assert known.actors["D"].root == "LNA"


def test_sides_may_be_in_another_table(table: Make) -> None:
    one = table("A,Zintan Wing,,B,,,,,,", name="one.csv")
    two = table("B,Zintan Front,,,,,,,,", name="two.csv")
    assert extended(one, two).actors["A"].root == "B"


def test_a_users_row_wins_over_a_shipped_one_of_the_same_spelling(table: Make) -> None:
    assert {s.actor_id for s in load_directory().senses["Kremlin"]} == {"KREMLIN", "KREMLIN-SUN"}
    known = extended(table("KB,Kremlin,party,,,,,2015,,"))
    for day in ("2019-01-01", "1985-01-01", None):
        assert found(known, "The Kremlin voted.", day) == [("Kremlin", "KB")]


def test_a_users_row_wins_over_what_stands_around_a_name(table: Make) -> None:
    text = "Voters in Georgia and Atlanta chose. Georgia Road is closed."
    assert ("Georgia", "GEO") not in found(load_directory(), text)
    known = extended(table("GP,Georgia,party,,,,,,,"))
    assert [actor for name, actor in found(known, text) if name == "Georgia"] == ["GP", "GP"]


def test_a_shipped_id_takes_names_and_terms(table: Make) -> None:
    base = load_directory()
    path = table(
        "PUTIN,,,,VVP|Хозяин Кремля,,,,,",
        "PUTIN,Vladimir Putin,,RUS,,,security adviser,1999-03-29,1999-08-09,kremlin.ru",
    )
    known = extended(path)
    assert known.actors["PUTIN"] == base.actors["PUTIN"]
    assert Term("RUS", "security adviser", "1999-03-29", "1999-08-09", True) in known.terms["PUTIN"]
    assert set(base.terms["PUTIN"]) < set(known.terms["PUTIN"])
    assert found(known, "VVP met Vladimir Putin. Хозяин Кремля!") == [
        ("VVP", "PUTIN"), ("Vladimir Putin", "PUTIN"), ("Хозяин Кремля", "PUTIN"),
    ]  # fmt: skip
    assert known.senses["Putin"] == base.senses["Putin"]


def test_a_verified_term_replaces_the_shipped_one_that_nobody_looked_up(table: Make) -> None:
    key, (old,) = next(
        (key, terms)
        for key, terms in load_directory().terms.items()
        if len(terms) == 1 and not terms[0].verified and terms[0].office == "foreign minister" and terms[0].end
    )
    known = extended(table(f"{key},,,{old.root},,,foreign minister,{old.start},{old.end},its gazette"))
    assert known.terms[key] == (Term(old.root, "foreign minister", old.start, old.end, True),)
    unsourced = extended(table(f"{key},,,{old.root},,,foreign minister,{old.start},,"))
    assert unsourced.terms[key] == (Term(old.root, "foreign minister", old.start, "", False),)


def test_a_term_that_was_looked_up_stays(table: Make) -> None:
    known = (Term("KEN", "envoy", "2010-02-03", "2012", True), Term("KEN", "leader", "2011", "", False))
    assert with_term(known, Term("KEN", "envoy", "2010", "", False), {}) == known
    later = Term("KEN", "envoy", "2015", "", False)
    assert with_term(known, later, {}) == (*known, later)
    closer = with_term(known, Term("XYZ", "leader", "2011-05", "2012", True), {"KEN": ("XYZ",)})
    assert closer == (known[0], Term("KEN", "leader", "2011-05", "2012", True))


def test_spellings_in_other_scripts_and_without_accents_are_found(table: Make) -> None:
    known = extended(table("T,Ömer al-Tarhûnî,person,LNA,عمر الترهوني|Омар Тархуни,,,,,"))
    for text in ("Ömer al-Tarhûnî", "Omer al-Tarhuni", "Omer Al Tarhuni", "عمر الترهوني", "Омар Тархуни"):
        assert found(known, f"{text} left.") == [(text, "T")]


def test_a_surname_is_understood_after_the_full_name(table: Make) -> None:
    known = extended(table("T,Omar Tarhuni,person,LNA,,,,,,"))
    assert found(known, "Omar Tarhuni spoke. Later Tarhuni left.") == [("Omar Tarhuni", "T"), ("Tarhuni", "T")]
    assert found(known, "Tarhuni left.") == []


# Extracts of Wikidata


def wiki(
    item: str,
    name: str,
    office: str,
    country: str,
    start: str = "",
    end: str = "",
    aliases: str = "",
    ru: str = "",
    ar: str = "",
) -> str:
    return f"{ITEM}{item},{name},{aliases},{ru},{ar},{office},Minister of Something,{country},{start},{end}"


def test_an_extract_brings_persons_and_terms(table: Make) -> None:
    path = table(
        wiki(
            "Q1",
            "Jané Mwangi-Test",
            "foreign minister",
            "KEN",
            "2013-05-15",
            "2018-01",
            "J. Mwangi-Test|Mama",
            "Джейн Мванги",
        ),
        wiki("Q1", "Jané Mwangi-Test", "ambassador", "KEN", "2019-01-01T00:00:00Z", "2020-03-04T00:00:00Z"),
        head=WIKI,
    )
    known = extended(path)
    assert known.actors["Q1"].name == "Jané Mwangi-Test"
    assert known.terms["Q1"] == (
        Term("KEN", "foreign minister", "2013-05-15", "2018-01", True),
        Term("KEN", "ambassador", "2019", "2020-03-04", True),
    )
    for name in ("Jané Mwangi-Test", "Jane Mwangi-Test", "J. Mwangi-Test", "Джейн Мванги"):
        assert found(known, f"{name} spoke.") == [(name, "Q1")]
    assert "Mama" not in known.senses


def test_a_shipped_person_is_not_made_twice(table: Make) -> None:
    base = load_directory()
    path = table(
        wiki("Q58217", "Sergey Lavrov", "foreign minister", "RUS", "2004-03-09", "", "", "Сергей Викторович Лавров"),
        head=WIKI,
    )
    known = extended(path)
    assert set(known.actors) == set(base.actors)
    assert [t for t in known.terms["LAVROV"] if t.office == "foreign minister"] == [
        Term("RUS", "foreign minister", "2004-03-09", "", True)
    ]
    assert found(known, "Сергей Викторович Лавров") == [("Сергей Викторович Лавров", "LAVROV")]


def test_a_known_alias_is_enough(table: Make) -> None:
    assert "Sergey Shoygu" in load_directory().senses
    known = extended(
        table(
            wiki("Q2", "S. K. Shoigu", "defence minister", "RUS", "2012-11-06", "2024-05-12", "Sergey Shoygu"),
            head=WIKI,
        )
    )
    assert "Q2" not in known.actors
    assert Term("RUS", "defence minister", "2012-11-06", "2024-05-12", True) in known.terms["SHOIGU"]


def test_the_closer_side_stays(table: Make) -> None:
    known = extended(
        table(wiki("Q3", "Fayez al-Sarraj", "head of government", "LBY", "2016-03-30", "2021-03-15"), head=WIKI)
    )
    assert "Q3" not in known.actors
    assert Term("GNA", "head of government", "2016-03-30", "2021-03-15", True) in known.terms["SARRAJ"]
    assert known.root_on("SARRAJ", "2019-01-01") == "GNA"


def test_a_namesake_of_another_country_is_somebody_else(table: Make) -> None:
    base = load_directory()
    known = extended(table(wiki("Q4", "Sergey Lavrov", "ambassador", "KEN", "2004", "2006"), head=WIKI))
    assert known.actors["Q4"].root == "KEN"
    assert known.terms["LAVROV"] == base.terms["LAVROV"]
    assert found(known, "Sergey Lavrov spoke.") == [("Sergey Lavrov", "LAVROV")]


def test_own_rows_win_over_an_extract_and_may_name_its_items(table: Make) -> None:
    extract = table(wiki("Q5", "Jane Mwangi-Test", "ambassador", "KEN", "2019", "2020"), head=WIKI, name="w.csv")
    mine = table("Q5,,,,Lioness of Nakuru,,,,,", "JX,Jane Mwangi-Test,person,UGA,,,,,,", name="a.csv")
    known = extended(mine, extract)
    assert found(known, "The Lioness of Nakuru met Jane Mwangi-Test.") == [
        ("Lioness of Nakuru", "Q5"), ("Jane Mwangi-Test", "JX"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (wiki("L5", "Jane Doe", "ambassador", "KEN"), "column 'person': 'http://www.wikidata.org/entity/L5'"),
        (wiki("Q5", "Q5", "ambassador", "KEN"), "column 'name': Q5 has no name in English. Write it in"),
        (wiki("Q5", "", "ambassador", "KEN"), "column 'name': the cell is empty"),
        (wiki("Q5", "Jane Doe", "ambasador", "KEN"), "'ambasador' is not known. Did you mean 'ambassador'?"),
        (wiki("Q5", "Jane Doe", "ambassador", "Kenya"), "column 'country': 'Kenya' is no ISO 3166 alpha-3 code"),
        (wiki("Q5", "Jane Doe", "ambassador", "KEX"), "column 'country': 'KEX' is no state that is known"),
        (wiki("Q5", "Jane Doe", "ambassador", "KEN", "t1234"), "column 'start': 't1234' is no date"),
        (wiki("Q5", "Jane Doe", "ambassador", "KEN", "2010", "2009-01-01T00:00:00Z"), "2010 is after 2009 in"),
    ],
)  # fmt: skip
def test_broken_rows_of_an_extract(table: Make, line: str, message: str) -> None:
    path = table(wiki("Q6", "Jane Mwangi-Test", "envoy", "KEN", "2010"), line, head=WIKI)
    with pytest.raises(VocabularyError) as caught:
        extended(path)
    assert str(caught.value).startswith("my.csv:3: column '")
    assert message in str(caught.value)
    kept = load_extended([path], skip_broken=True)
    assert "Q6" in kept.directory.actors and "Q5" not in kept.directory.actors
    assert len(kept.problems) == 1


def test_a_missing_column_of_an_extract(table: Make) -> None:
    with pytest.raises(VocabularyError, match=r"my.csv:1: column 'start' is missing. Add it to the first line"):
        extended(table(head="person,name,office,country,end"))


# Breakage: each is told with file, line, field and remedy

GOOD = "OK,Sirte Union,party,,,,,,,"
ROWS: dict[str, tuple[str, str]] = {
    "bad date": ("X,Zintan League,,,,,,2014-13,,", "column 'from': '2014-13' is no date. Write YYYY"),
    "from after to": ("X,Zintan League,,,,,,2014-05,2014-04,", "column 'from': 2014-05 is after 2014-04"),
    "unknown side": ("X,Zintan League,,NOBODY,,,,,,", "column 'side': 'NOBODY' is no actor's id. "),
    "side by name": ("X,Zintan League,,Russia,,,,,,", "column 'side': 'Russia' is no actor's id. Did you mean 'RUS'?"),
    "side misspelt": ("X,Zintan League,,HEZBOLAH,,,,,,", "column 'side': 'HEZBOLAH' is no actor's id."),
    "unknown kind": ("X,Zintan League,armed grup,,,,,,,", "column 'kind': 'armed grup' is not known. Did you"),
    "unknown office": ("X,Omar Tarhuni,person,LBY,,,forein minister,,,", "column 'office': 'forein minister' is"),
    "office of a group": ("X,Zintan League,party,LBY,,,leader,,,", "column 'office': a party holds no office. Empty"),
    "office without side": ("X,Omar Tarhuni,,,,LBY,foreign minister,,,", "column 'side': it is empty"),
    "unknown country": ("X,Zintan League,,,,Libya,,,,", "column 'country': 'Libya' is no state. Write its ISO code"),
    "empty name": (" ,  ,party,,,,,,,", "column 'name': both id and name are empty. Give one"),
    "new id without name": ("NEW,,party,,,,,,,", "column 'name': it is empty, and no actor has the id 'NEW'"),
    "one letter": ("X,Q,,,,,,,,", "column 'name': 'Q' would be found everywhere: it is a single letter."),
    "no letters": ("X,17,,,,,,,,", "column 'name': '17' would be found everywhere: it has no letters"),
    "common word": ("X,Omar May,,LBY,May,,,,,", "column 'aliases': 'May' would be found everywhere: it is"),
    "common plural": ("X,Rebels,,,,,,,,", "column 'name': 'Rebels' would be found everywhere: it is a"),
    "common phrase": ("X,the government forces,,,,,,,,", "would be found everywhere: it is made of"),
    "other name for an id": ("OK,Tripoli Union,party,,,,,,,", "column 'id': 'OK' already names Sirte Union"),
    "other kind for an id": ("OK,,company,,,,,,,", "column 'kind': Sirte Union was of the kind 'party' above"),
    "other side for an id": ("OK,,,LBY,,,,,,", "column 'side': Sirte Union was on the side of OK above"),
    "shipped id for another": ("LAVROV,Zintan League,,,,,,,,", "column 'id': 'LAVROV' is that of Sergei Lavrov"),
    "shipped id of another kind": ("LAVROV,,party,,,,,,,", "column 'kind': Sergei Lavrov is of the kind 'person'"),
    "shipped side changed": ("HEZBOLLAH,,,LBN,,,,,,", "column 'side': Hezbollah is on the side of HEZBOLLAH"),
    "term without side": ("LAVROV,,,,,,,2030,,", "column 'side': it is empty. Write for whom Sergei Lavrov"),
    "side without date": ("LAVROV,,,LBY,,,,,,", "column 'side': it is new for Sergei Lavrov. Write since when"),
    "id with colon": ("A:B,Zintan League,,,,,,,,", "column 'id': 'A:B' cannot be an id. Use letters"),
    "reserved id": ("unnamed,Zintan League,,,,,,,,", "column 'id': 'unnamed' cannot be an id"),
    "too many cells": ("X,Zintan League,,,,,,,,a, b", "11 cells, but the first line names 10 columns. Put a cell"),
    "quotes left open": ('X,"Zintan League,,,,,,,,', "column 'name': a quotation mark is opened"),
    "quotes inside": ('X,"Zintan" League,,,,,,,,', "the quotation marks are wrong (',' expected after '\"')"),
    "control character": ("X,Zintan\x1b[31m League,,,,,,,,", "column 'name': it holds the control character U+001B"),
    "NUL": ("X,Zintan League,,,A\0B,,,,,", "column 'aliases': it holds a NUL byte. Delete it"),
    "long name": (f"X,Zintan League,,,{'Zintan ' * 40},,,,,", "column 'aliases': a name of 279 characters. Separate"),
    "huge cell": (f"X,Zintan League,,,{'Zintan|' * 40_000},,,,,", "column 'aliases': the cell has 280,000"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_broken_rows(table: Make, kind: str) -> None:
    line, message = ROWS[kind]
    path = table(GOOD, line, "LATER,Misrata Guild,party,,,,,,,")
    with pytest.raises(VocabularyError) as caught:
        extended(path)
    told = str(caught.value)
    assert told.startswith("my.csv:3: ")
    assert message in told
    assert caught.value.exit_code == 3 and len(told) < 500
    kept = load_extended([path], skip_broken=True)
    assert {"OK", "LATER"} <= set(kept.directory.actors)
    assert not {"X", "NEW", "A:B", "unnamed"} & set(kept.directory.actors)
    assert kept.directory.actors["LAVROV"] == load_directory().actors["LAVROV"]
    (problem,) = kept.problems
    assert (problem.stage, problem.where) == ("actors", "my.csv, line 3")
    assert problem.remedy and f"{problem.message}. {problem.remedy}" in told


def test_bytes_that_are_no_utf8_break_only_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEAD}\n{GOOD}\n".encode() + "X,Ömer Tarhuni,,,,,,,,\n".encode("latin-1"))
    with pytest.raises(
        VocabularyError, match=r"a.csv:3: column 'name': it is not UTF-8 \(byte 0xd6\). Save the file as"
    ):
        extended(path)
    assert "OK" in load_extended([path], skip_broken=True).directory.actors


def test_sides_in_a_circle(table: Make) -> None:
    path = table("A,Zintan Wing,,B,,,,,,", "B,Zintan Front,,A,,,,,,", "C,Sirte Cell,,A,,,,,,", GOOD)
    with pytest.raises(
        VocabularyError, match=r"my.csv:2: column 'side': A and B name each other as their side. Empty one"
    ):
        extended(path)
    kept = load_extended([path], skip_broken=True)
    assert [problem.where for problem in kept.problems] == ["my.csv, line 2", "my.csv, line 3", "my.csv, line 4"]
    assert "OK" in kept.directory.actors


def test_the_first_of_several_is_told_and_the_rest_counted(table: Make) -> None:
    path = table("A,Q,,,,,,,,", GOOD, "B,Zintan Front,,,,,,x,,", "C,Sirte Cell,,NOONE,,,,,,")
    with pytest.raises(
        VocabularyError, match=r"my.csv:2: .* 2 more rows are broken. With --skip-broken-actors the other"
    ):
        extended(path)


WHOLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is empty. The first line must name the columns"),
    "blank": (b"\n \n\r\n", "it is empty. The first line"),
    "no header": (b"ZL,Zintan League\n", ":1: no column names (ZL,Zintan League). The first line must name"),
    "missing column": (b"kind,side\nparty,LBY\n", ":1: column 'id or name' is missing. Add it"),
    "unknown column": (b"id,name,alias\n", ":1: column 'alias' is not known. Did you mean 'aliases'?"),
    "column twice": (b"id,name,name\n", ":1: column 'name' is there twice. Leave one"),
    "column without name": (b"id,name,\n", ":1: column without a name is not known"),
    "semicolons": (b"id;name;kind\n", ":1: the columns are separated by ';'. Save it with commas"),
    "UTF-16": ("id,name\n".encode("utf-16"), ":1: it is not UTF-8 but UTF-16 or no text at all. Save it"),
    "UTF-16 without mark": ("id,name\n".encode("utf-16-le"), ":1: it is not UTF-8 but UTF-16 or no text at all"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ":1: it is not UTF-8 but UTF-16 or no text at all"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("skip", [False, True])
def test_files_of_which_nothing_can_be_used(tmp_path: Path, kind: str, skip: bool) -> None:
    data, message = WHOLE[kind]
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(VocabularyError) as caught:
        load_extended([path], skip_broken=skip)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_a_folder_a_missing_and_a_locked_file(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"it is a folder. Name the file in it"):
        extended(tmp_path)
    with pytest.raises(
        VocabularyError, match=r"none.csv: it cannot be opened \(no such file or directory\). Check the name"
    ):
        extended(tmp_path / "none.csv")
    locked = tmp_path / "locked.csv"
    locked.write_text("name\nZintan League\n")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(VocabularyError, match="permission denied"):
        extended(locked)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from([HEAD, WIKI, "name", "id,name,side", ""]),
    body=st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    ),
)
def test_whatever_the_bytes_the_answer_is_an_error_or_a_directory(tmp_path: Path, head: str, body: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(head.encode() + b"\n" + body)
    for skip in (False, True):
        try:
            known = load_extended([path], skip_broken=skip)
        except VocabularyError:
            continue
        else:
            assert known.directory.actors.items() >= load_directory().actors.items()
            assert all(problem.message and problem.remedy for problem in known.problems)


cells = st.sampled_from(
    [
        "",
        "A",
        "B",
        "C",
        "Zintan League",
        "Sirte Union",
        "party",
        "person",
        "LBY",
        "PUTIN",
        "leader",
        "2014",
        "2013-05",
        "x,y",
        "NOBODY",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cells, min_size=10, max_size=10), max_size=6))
def test_whatever_the_rows_what_is_kept_holds_together(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEAD.split(","), *rows])
    kept = load_extended([path], skip_broken=True)
    known, base = kept.directory, load_directory()
    assert len(kept.problems) <= sum(any(row) for row in rows)
    for actor in known.actors.values():
        assert actor.id in base.actors or actor.root in known.actors
    for key, terms in known.terms.items():
        assert key in known.actors
        assert terms is base.terms.get(key) or all(term.root in known.actors for term in terms)
    for spelling in known.own:
        assert known.senses[spelling]
        assert all(sense.actor_id in known.actors for sense in known.senses[spelling])


# Names that would be found everywhere, and spellings


@pytest.mark.parametrize(
    "name", ["X", "é", "12", "may", "May", "Government", "the army", "IT", "Countries", "us", "US"]
)
def test_too_general(name: str) -> None:
    assert too_general(name)


@pytest.mark.parametrize(
    "name", ["M23", "UN", "WHO", "Haftar", "Theresa May", "The Rebels", "Жириновский", "حماس", "Peres"]
)
def test_not_too_general(name: str) -> None:
    assert too_general(name) is None


def test_variants() -> None:
    assert variants("Łukasz Ñandú") == ("Łukasz Ñandú", "Lukasz Nandu")
    assert set(variants("Abd al-Rahman")) == {"Abd al-Rahman", "Abd Al-Rahman", "Abd al Rahman", "Abd Al Rahman"}
    assert variants("Йод Ёлкин") == ("Йод Ёлкин",)


# Commands and Python

TEXT = "Omar Tarhuni met Recep Tayyip Erdogan. The Zintan League condemned Turkey."
MINE = ("ZL,Zintan League,armed group,,,LBY,,2014,,own notes", "OT,Omar Tarhuni,person,ZL,,,leader,2016,,own notes")
BAD = "X,Q,,,,,,,,"


@pytest.fixture(scope="module")
def readers() -> Callable[..., Reader]:
    """Reader with the language model loaded only once."""
    first: list[Reader] = []

    def make(pipeline: str | None = None, **own: object) -> Reader:
        if not first:
            first.append(Reader(pipeline))
        made = Reader.__new__(Reader)
        made.__dict__ |= first[0].__dict__
        if own:
            tables = load_extended(own["actors"], skip_broken=bool(own["skip_broken_actors"]))  # type: ignore[arg-type]
            made._directory, made.problems = tables.directory, tables.problems
            made._finder = NameFinder(tables.directory)
        return made

    return make


@pytest.fixture
def run(
    table: Make, readers: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, list[str]]]:
    monkeypatch.setattr("dragoman.reading.Reader", readers)
    Path("report.txt").write_text(TEXT, "utf-8")

    def runner(*arguments: str) -> tuple[int, str, list[str]]:
        code = cli.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err.splitlines()

    return runner


def test_a_reader_takes_tables(table: Make) -> None:
    reader = Reader(actors=[str(table(*MINE, BAD))], skip_broken_actors=True)
    assert [problem.where for problem in reader.problems] == ["my.csv, line 4"]
    with pytest.raises(VocabularyError, match=r"my.csv:4"):
        Reader(actors=["my.csv"])


def test_a_reading_names_the_side_of_whom_it_met(table: Make) -> None:
    reader = Reader(actors=[table(*MINE)])
    reading = reader.read(from_text("Omar Tarhuni met Recep Tayyip Erdogan.", name="a"))
    assert [(actor.id, actor.name) for actor in reading.actors if actor.root == "ZL"] == [
        ("OT", "Omar Tarhuni"), ("ZL", "Zintan League"),
    ]  # fmt: skip


def test_read_finds_own_actors(run: Callable[..., tuple[int, str, list[str]]], table: Make) -> None:
    table(*MINE)
    code, out, err = run("read", "report.txt", "--actors", "my.csv", "--jsonl")
    assert code == 0
    assert '"source": "OT", "target": "ERDOGAN", "source_root": "ZL", "target_root": "TUR"' in out
    assert '"source": "ZL", "target": "TUR"' in out
    assert len(err) == 1
    assert '"ZL"' not in run("read", "report.txt", "--jsonl")[1]


def test_read_stops_at_a_broken_row_unless_told_otherwise(
    run: Callable[..., tuple[int, str, list[str]]], table: Make
) -> None:
    table(*MINE, BAD)
    code, out, err = run("read", "report.txt", "--actors", "my.csv")
    assert (code, out) == (3, "")
    assert err[-1].startswith("dragoman: my.csv:4: column 'name': 'Q' would be found everywhere")
    code, out, err = run("read", "report.txt", "--actors", "my.csv", "--skip-broken-actors", "--into", "c.dragoman")
    assert code == 3
    assert err[0].startswith("my.csv:4: column 'name': 'Q' would be found everywhere: it is a single letter. Give a")
    assert "1 problem" in err[-1]
    view = casebook.View(Path("c.dragoman"))
    assert len(view.claims()) == 2
    assert run("problems", "--case", "c.dragoman")[1].startswith("my.csv:4: ")
    table(*MINE)
    assert run("read", "report.txt", "--actors", "my.csv", "--into", "c.dragoman")[0] == 0
    assert run("problems", "--case", "c.dragoman")[1] == ""


def test_a_file_that_is_not_there_stops_reading(run: Callable[..., tuple[int, str, list[str]]]) -> None:
    code, out, err = run("read", "report.txt", "--actors", "none.csv", "--skip-broken-actors")
    assert (code, out) == (3, "")
    assert "none.csv: it cannot be opened" in err[-1]


def test_score_takes_tables(run: Callable[..., tuple[int, str, list[str]]], table: Make) -> None:
    table(*MINE, BAD)
    gold = (
        '{"id": "a", "text": "The Zintan League condemned Turkey.", "claims": [{"source_root": "ZL", '
        '"target_root": "TUR", "kind": "ACCUSE", "sign": -1, "status": "did", "start": 0, "end": 35}]}\n'
    )
    Path("gold.jsonl").write_text(gold, "utf-8")
    without = run("score", "gold.jsonl", "--json")
    assert without[0] == 0
    assert run("score", "gold.jsonl", "--with-actors", "my.csv")[0] == 3
    code, out, err = run("score", "gold.jsonl", "--json", "--with-actors", "my.csv", "--skip-broken-actors")
    assert code == 3
    assert err[0].startswith("my.csv:4: ")
    assert out != without[1]


def test_python_takes_tables(run: Callable[..., tuple[int, str, list[str]]], table: Make) -> None:
    path = table(*MINE, BAD)
    items = list(dragoman.read("report.txt", actors=[path], skip_broken_actors=True))
    assert isinstance(items[0], Reading) and len(items[0].claims) == 2
    assert isinstance(items[-1], Problem) and items[-1].where == "my.csv, line 4"
    with pytest.raises(dragoman.DragomanError, match=r"my.csv:4"):
        list(dragoman.read("report.txt", actors=[path]))
