"""What the page rests on: what is selected, which sources are independent, texts cut at marks, places in a network."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief_making import aim, claim, document, reading, with_repair
from casebook_making import documents, spans
from dragoman.model import Block, Document, OffsetMap, Repair, Skipped, content_id
from dragoman.relations.selection import Selection, Sources, selected
from dragoman.relations.ties import ties
from dragoman.show.highlights import clean_range, stretches
from dragoman.show.names import names_of
from dragoman.show.network_layout import around, network_places
from dragoman.show.picture_of_ties import BOXED, dots, tie_rows_marked
from dragoman.show.view import Readings
from dragoman.show.wording import load_wording

ONE = document("Russia armed Haftar. Turkey backed the GNA in 2019. Lavrov met Sarraj.", "one.txt", publisher="Gazette")
COPY = document(ONE.text, "copy.txt", publisher="Herald")
CLAIMS = (
    claim(ONE, "Russia armed Haftar", "RUS", "AID", "HAFTAR"),
    claim(ONE, "Turkey backed the GNA in 2019", "TUR", "SUPPORT", "GNA", date="2019"),
    claim(ONE, "Lavrov met Sarraj", "LAVROV", "CONSULT", "SARRAJ", status="planned", mutual=True),
    claim(COPY, "Russia armed Haftar", "RUS", "AID", "HAFTAR"),
)
PUBLISHERS = {ONE.id: "Gazette", COPY.id: "Herald"}


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (Selection(), [0, 1, 2, 3]),
        (Selection(actors=("RUS",)), [0, 2, 3]),  # the id of a side stands for its members
        (Selection(actors=("LAVROV",)), [2]),
        (Selection(actors=("TUR", "HAFTAR")), [0, 1, 3]),
        (Selection(first="2019-06-01"), [1]),  # some day of 2019 is later; what has no date is not in a period
        (Selection(first="2020-01-01"), []),
        (Selection(last="2018-12-31"), []),
        (Selection(statuses=frozenset({"planned"})), [2]),
        (Selection(publishers=frozenset({"Herald"})), [3]),
        (Selection(actors=("RUS",), publishers=frozenset({"Gazette"}), statuses=frozenset({"did"})), [0]),
    ],
)
def test_what_fits_a_selection(chosen: Selection, wanted: list[int]) -> None:
    assert list(selected(CLAIMS, chosen, PUBLISHERS)) == [CLAIMS[number] for number in wanted]


def test_copies_are_one_source_and_a_claim_without_document_is_one_of_its_own() -> None:
    other = document("Moscow sent arms to the general, a report says, and others agree with that.", "other.txt")
    more = claim(other, "Moscow sent arms to the general", "RUS", "AID", "HAFTAR")
    lost = claim(document("Russia helped Haftar.", "lost.txt"), "Russia helped Haftar", "RUS", "AID", "HAFTAR")
    everything = (*CLAIMS, more, lost)
    sources = Sources.of(everything, [ONE, COPY, other])
    assert sources.count([CLAIMS[0].id, CLAIMS[3].id]) == 1
    assert sources.count([CLAIMS[0].id, more.id]) == 2
    assert sources.count([one.id for one in everything]) == 3
    found = sources.enough(ties(everything), Selection(sources=3))
    assert {(tie.source, tie.target) for tie in found} == {("RUS", "LNA")}
    assert sources.enough(ties(CLAIMS), Selection(sources=2)) == ()


@given(st.data())
def test_stretches_joined_are_the_text_and_each_mark_lies_on_its_words(data: st.DataObject) -> None:
    doc = data.draw(documents())
    places = data.draw(st.lists(spans(doc), max_size=4))
    told = [Skipped(place, (), str(number)) for number, place in enumerate(places)]
    clean = Document(doc.id, doc.text, doc.raw, doc.offsets, (Block(0, len(doc.text), "paragraph"),), "o", "n")
    found = stretches(clean, (), (), told)
    assert "".join(one.text for one in found) == doc.text
    for number, place in enumerate(places):
        assert "".join(one.text for one in found if number in one.skipped) == place.text


def test_a_stretch_says_all_that_lies_on_it() -> None:
    repaired = with_repair(ONE, "armed", "a word put right", certain=False)
    wish = aim(ONE, "backed the GNA", "TUR", "goal")
    found = stretches(repaired, CLAIMS, [wish], ())
    by_text = {one.text: one for one in found}
    assert by_text["armed"].claims == (CLAIMS[0].id,)
    assert by_text["armed"].repairs == (0,)
    assert by_text["backed the GNA"].aims == (wish.id,)
    assert by_text["backed the GNA"].claims == (CLAIMS[1].id,)
    assert by_text[" Haftar"].repairs == ()


def test_words_that_a_repair_took_away_leave_a_mark_where_they_stood() -> None:
    raw, text = "Russia [x] armed Haftar", "Russia armed Haftar"
    where = OffsetMap((0, 6), (0, 10), (6, len(raw)), (True, True), len(text))
    gone = Repair("markup", 6, 10, " [x]", "", "left over")
    doc = Document(content_id(raw), text, raw, where, (Block(0, len(text), "paragraph"),), "o", "n", repairs=(gone,))
    assert clean_range(where, 6, 10) == (6, 6)
    assert clean_range(where, 11, 16) == (7, 12)
    assert [(one.text, one.repairs) for one in stretches(doc, (), (), ())] == [
        ("Russia", ()), ("", (0,)), (" armed Haftar", ()),
    ]  # fmt: skip


def network(number: int, edges: int) -> tuple[list[str], list[tuple[str, str]]]:
    chance = random.Random(7)
    names = [f"n{place:04}" for place in range(number)]
    return names, [(chance.choice(names), chance.choice(names)) for _ in range(edges)]


def test_a_network_has_the_same_places_every_time_and_nobody_stands_on_another() -> None:
    names, pairs = network(120, 260)
    found = network_places(names, pairs)
    assert found == network_places(list(reversed(names)), [(b, a) for a, b in reversed(pairs)])
    assert set(found) == set(names)
    near = sorted(math.dist(found[a], found[b]) for a in names for b in names if a < b)
    assert near[0] > 0.1


def test_those_who_are_tied_stand_nearer_than_others() -> None:
    names, _ = network(60, 0)
    pairs = [(names[i], names[j]) for group in (range(30), range(30, 60)) for i in group for j in group if i < j][::3]
    found = network_places(names, [*pairs, (names[0], names[30])])
    within = [math.dist(found[names[i]], found[names[j]]) for i in range(30) for j in range(i)]
    across = [math.dist(found[names[i]], found[names[j]]) for i in range(30) for j in range(30, 60)]
    assert sum(within) / len(within) < 0.6 * sum(across) / len(across)


def test_small_parts_stand_apart_from_the_largest() -> None:
    names, _ = network(20, 0)
    found = network_places(names, [*itertools.pairwise(names[:12]), (names[14], names[15])])
    main = max(math.hypot(*found[name]) for name in names[:12])
    assert min(math.hypot(*found[name]) for name in names[12:]) > main


def test_around_one_the_hostile_stand_left_and_the_friendly_right() -> None:
    found = around("me", {"foe": -2.0, "friend": 3.0, "both": 0.0})
    assert found["me"] == (0.0, 0.0)
    assert found["foe"][0] < found["both"][0] < found["friend"][0]


def test_few_are_boxes_that_do_not_overlap_and_many_are_dots() -> None:
    view = Readings((reading(ONE, CLAIMS[:3]),))
    names = names_of(view, load_wording("en"))
    few = dots(ties(CLAIMS), names, {"RUS": "Russia"})
    assert {one["id"] for one in few} == {"RUS", "LNA", "TUR", "GNA"}
    assert next(one for one in few if one["id"] == "RUS")["lines"] == ["Russia"]
    for number, one in enumerate(few):
        for other in few[number + 1 :]:
            apart = abs(one["x"] - other["x"]) >= (one["wide"] + other["wide"]) / 2
            assert apart or abs(one["y"] - other["y"]) >= (one["high"] + other["high"]) / 2
    many = [claim(ONE, "Russia armed Haftar", f"S{n}", "AID", f"S{n + 1}") for n in range(BOXED + 1)]
    assert {one["wide"] for one in dots(ties(many), names, {})} == {0}
    assert dots((), names, {}) == []


def test_the_claims_that_bear_a_word_out_come_first() -> None:
    planned = claim(ONE, "Russia armed Haftar", "RUS", "AID", "HAFTAR", status="planned")
    said = claim(ONE, "Russia armed", "RUS", "AID", "HAFTAR", speaker="SARRAJ")
    met = claim(ONE, "Lavrov met Sarraj", "RUS", "CONSULT", "HAFTAR")
    told = (planned, said, met, CLAIMS[0])
    names = names_of(Readings((reading(ONE, told),)), load_wording("en"))
    (row, *_) = tie_rows_marked(ties(told), told, {}, Sources.of(told, [ONE]), names)
    assert row["claim_ids"] == [CLAIMS[0].id, met.id, planned.id, said.id]
    assert (row["tone"], row["glyph"], row["sources"]) == ("good", "+", 1)
