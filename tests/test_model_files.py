"""Model files: what a good one comes to, and one clear line with file and line for each thing wrong with a bad one."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.strategy.conflict import ConflictModel
from dragoman.strategy.model_file import parse_model
from dragoman.strategy.quotes import missing

GOOD = """\
title: Two neighbours and a river
documents: {paper: paper.txt}
actors:
  - name: Upstream
    options:
      - {name: dam, words: dam the river, one_way: taken}
      - share
    preferences:
      - {name: power, statement: dam, basis: stated, document: paper, quote: the dam will light our cities}
      - {name: calm, statement: not protest, basis: inferred, document: paper, quote: we fear no protest}
      - {name: law, statement: share, basis: analyst}
    order: power > *
  - name: Downstream
    options: [protest]
    preferences:
      - {statement: protest iff (dam and not share), basis: analyst}
infeasible:
  - {when: share and not dam, why: there is nothing to share without the dam}
strategies:
  - {name: share the water, when: dam and share}
focal: Upstream
status_quo: []
"""


def model(text: str = GOOD) -> ConflictModel:
    return parse_model(text, "river.yaml")


def complaint(text: str) -> str:
    with pytest.raises(InputError) as told:
        model(text)
    found = str(told.value)
    assert "\n" not in found
    return found


def test_a_good_file_is_read_whole() -> None:
    river = model()
    assert river.option_names == ("dam", "share", "protest")
    assert [option.one_way for option in river.options] == [1, 0, 0]
    assert river.sides[0].order.pairs == {(0, 1), (0, 2)}
    assert river.sides[1].preferences[0].name == "1"
    assert river.start() == 0
    assert river.game().feasible.tolist() == [True, True, False, True, True, True, False, True]


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("statement: dam,", "statement: damn,", 9, "there is no option 'damn'. The options are: dam, share, protest"),
        ("statement: dam,", "statement: dam or,", 9, "missing at the end"),
        ("when: share and not dam", "when: share or not share", 18, "no state is feasible"),
        ("order: power > *", "order: [power > calm, calm > power]", 12, "contradicts itself: power, calm come before"),
        ("order: power > *", "order: power > power", 12, "contradicts itself: power come"),
        ("order: power > *", "order: glory > *", 12, "there is no preference 'glory'"),
        ("order: power > *", "order: power", 12, "an order needs a `>`"),
        ("basis: analyst}\n    order", "basis: certain}\n    order", 11, "`basis` is 'certain'. It can be: stated"),
        (", document: paper, quote: we fear no protest", "", 10, "basis inferred needs `document` and `quote`"),
        (", document: paper, quote: we fear", ", quote: we fear", 10, "a `quote` needs a `document`"),
        ("one_way: taken", "one_way: always", 6, "`one_way` is 'always'. Write taken"),
        ("- share\n", "- dam\n", 7, "there is an option 'dam' already"),
        ("- share\n", "- not\n", 7, "'not' cannot name an option"),
        ("- share\n", "- share it\n", 7, "'share it' cannot name an option"),
        ("name: Downstream", "name: Upstream", 13, "there is an actor 'Upstream' already"),
        ("name: calm", "name: power", 10, "a preference 'power' already"),
        ("name: calm", "name: 'a > b'", 10, "cannot name a preference"),
        ("focal: Upstream", "focal: Midstream", 21, "there is no actor 'Midstream'"),
        ("status_quo: []", "status_quo: [share]", 22, "what holds today is ruled out"),
        ("status_quo: []", "status_quo: [swim]", 22, "there is no option 'swim'"),
        ("title: Two neighbours and a river\n", "", 1, "a model needs an entry `title`"),
        ("title: Two neighbours and a river", "title:", 1, "`title` is empty"),
        ("focal:", "vocal:", 21, "a model has no entry `vocal`. It can have: title"),
        ("focal: Upstream", "title: Again", 21, "`title` is there already, on line 1"),
        ("options: [protest]", "options: protest", 14, "`options` must be a list"),
        ("options: [protest]", "options: [*river]", 14, "aliases (*river) are not read"),
        ("focal: Upstream", "focal: [Upstream", 22, "this is not YAML"),
    ],
)
def test_each_fault_is_one_line_with_its_place(old: str, new: str, line: int, cause: str) -> None:
    assert GOOD.count(old) == 1
    told = complaint(GOOD.replace(old, new))
    assert told.startswith(f"river.yaml:{line}: ")
    assert cause in told


def test_forty_options_are_too_many() -> None:
    options = ", ".join(f"o{number}" for number in range(40))
    told = complaint(f"title: Many\nactors:\n  - name: A\n    options: [{options}]\n")
    assert told.startswith("river.yaml:4: the model has 40 options, and 24 are the most")


def test_too_many_preferences_and_none_at_all() -> None:
    lines = "\n".join("      - {statement: o, basis: analyst}" for _ in range(31))
    told = complaint(f"title: Many\nactors:\n  - name: A\n    options: [o]\n    preferences:\n{lines}\n")
    assert "31 preferences of one actor are too many: 30 are the most" in told
    assert "no actor has an option" in complaint("title: None\nactors: [{name: A}]\n")
    assert "a model needs actors" in complaint("title: None\nactors: []\n")


@pytest.mark.parametrize("text", ["", "   \n", "just words", "[1, 2]", "\x00", "a: b: c", "- " * 3000, "{" * 3000])
def test_what_is_no_model_is_told_in_one_line(text: str) -> None:
    assert complaint(text).startswith("river.yaml")


@given(st.text(max_size=60), st.integers(0, len(GOOD)), st.integers(0, 30))
def test_any_damage_is_read_or_told_in_one_line(put: str, start: int, cut: int) -> None:
    text = GOOD[:start] + put + GOOD[start + cut :]
    try:
        told = model(text).title
    except InputError as error:
        told = str(error) if str(error).startswith("river.yaml") else ""
    assert told
    assert "\n" not in told


def test_quotes_are_found_whatever_the_line_breaks_and_missed_when_a_word_differs() -> None:
    text = textwrap.fill("They say the dam will light our cities, and that we fear no protest.", 18)
    assert list(missing(model(), {"paper": [text]})) == []
    wrong = list(missing(model(), {"paper": [text.replace("light", "Light")]}))
    assert [(quote.text, quote.line) for quote in wrong] == [("the dam will light our cities", 9)]
