"""At what level somebody acts: by the offices held on the day, or by what an office is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brief_making import claim, document
from dragoman.errors import VocabularyError
from dragoman.model import Actor
from dragoman.relations.levels import level_by_office
from dragoman.vocabulary import levels as vocabulary
from dragoman.vocabulary.directory import Directory, Term
from dragoman.vocabulary.kinds import OFFICES
from dragoman.vocabulary.levels import load_levels

ANNA = Actor("ANNA", "Anna", "person", "AAA")
DIRECTORY = Directory(
    {"ANNA": ANNA},
    {},
    {
        "ANNA": (
            Term("AAA", "foreign minister", "2010-01-01", "2012-06-30"),
            Term("AAA", "envoy", "2012-01-01", "2012-12-31"),
            Term("AAA", "head of state", "2015", ""),
        ),
        "BELA": (Term("AAA", "ambassador", "2011", "2014"), Term("AAA", "spokesperson", "2015", "")),
        "CARL": (Term("AAA", "other", "2011", ""),),
    },
    {},
    {},
)
TEXT = document("Anna came.")
CAME = claim(TEXT, "Anna came", "ANNA", "CONSULT", "BBB")


@pytest.mark.parametrize(
    ("actor", "date", "published", "level"),
    [
        ("ANNA", "2011-05-05", None, "minister"),
        ("ANNA", "2012-03", None, "minister"),  # of two offices the higher
        ("ANNA", "2012-10-01", None, "official"),
        ("ANNA", "2013-06", None, "unknown"),  # out of office
        ("ANNA", "2016/2017", "2011", "head"),
        ("ANNA", "../2011-02", None, "minister"),
        ("ANNA", "2015/..", None, "head"),
        ("ANNA", None, "2012-11-01", "official"),
        ("ANNA", "XXXX-08", "2012-11-01", "official"),
        ("ANNA", None, None, "unknown"),  # three offices of three levels
        ("BELA", None, None, "official"),  # two offices of one level
        ("CARL", "2012", None, "unknown"),
        ("NOBODY", "2012", None, "unknown"),
    ],
)
def test_the_level_of_a_person_is_that_of_the_office_on_the_day(
    actor: str, date: str | None, published: str | None, level: str
) -> None:
    level_of = level_by_office(DIRECTORY, load_levels(), {TEXT.id: published})
    assert level_of(actor, actor.title(), replace(CAME, date=date)) == level


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Turkish president", "head"),
        ("Turkish vice president", "minister"),
        ("prime ministers", "head"),
        ("deputy prime minister", "minister"),
        ("the foreign minister of Turkey", "minister"),
        ("Turkish deputy foreign minister", "official"),
        ("opposition leader", "official"),
        ("former Turkish president", "unknown"),
        ("ex-minister", "unknown"),
        ("Turkish generals", "military"),
        ("farmers", "unknown"),
        ("administration", "unknown"),
    ],
)
def test_the_level_of_an_office_is_that_of_what_it_is_called(name: str, level: str) -> None:
    assert load_levels().called(name) == level
    level_of = level_by_office(DIRECTORY, load_levels(), {})
    assert level_of("TUR:x", name, CAME) == level
    assert level_of("TUR", name, CAME) == "unknown", "a side as a whole has no office"


def test_every_office_of_the_directory_has_a_level_or_is_open() -> None:
    assert {*OFFICES} - {"other"} == {*load_levels().offices}


@pytest.mark.parametrize(
    ("table", "key", "words", "message"),
    [
        ("offices", "minister", ["speaker"], r"\[offices\] 'commissioner' is in no list"),
        ("offices", "official", ["butler"], r"is in no list|'butler' is no office"),
        ("offices", "chief", ["speaker"], r"\[offices\] 'chief' is no level"),
        ("words", "open", ["speaker"], r"\[words\] 'open' is no level"),
        ("words", "official", ["king"], r"\[words\] 'king' is in two lists"),
        ("words", "official", "king", r"'official' must be a list of words"),
    ],
)
def test_a_broken_entry_is_named(
    table: str, key: str, words: object, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = vocabulary.read_toml

    def broken(file: object) -> dict[str, dict[str, object]]:
        data = read(file)  # type: ignore[arg-type]
        return {**data, table: {**data[table], key: words}}

    monkeypatch.setattr(vocabulary, "read_toml", broken)
    with pytest.raises(VocabularyError, match=rf"levels\.toml: .*(?:{message})"):
        load_levels.__wrapped__("en")
