"""What a person decides about actors: it holds wherever the casebook is read, survives a new reading, can be undone."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casebook_making as making
from dragoman import casebook, cli
from dragoman.casebook import Snapshot, schema
from dragoman.casebook.corrections import NEEDED, Correction, conflict, standing
from dragoman.casebook.snapshot import taken
from dragoman.commands.plain import FIELDS
from dragoman.errors import UsageError
from dragoman.model import Actor, Aim, Document, Mention, Reading, Skipped, content_id
from dragoman.relations.ties import ties

Run = Callable[..., tuple[int, str, str]]

HAFTAR = Actor("HAFTAR", "Khalifa Haftar", "person", "LNA")
HIFTER = Actor("LBY:Hifter", "Marshal Hifter", "person", "LBY")
SALAH = Actor("SALAH", "Gaid Salah", "person", "DZA")
STATES = tuple(Actor(code, name, "state", code) for code, name in
               (("RUS", "Russia"), ("LBY", "Libya"), ("EGY", "Egypt"), ("DZA", "Algeria")))  # fmt: skip
LNA = Actor("LNA", "Libyan National Army", "armed group", "LNA")
EVERYONE = (HAFTAR, HIFTER, SALAH, LNA, *STATES)
BY_ID = {actor.id: actor for actor in EVERYONE}


def mention(of: Document, words: str, actor: Actor | None, how: str = "name", nth: int = 0) -> Mention:
    start = [found.start() for found in re.finditer(re.escape(words), of.text)][nth]
    span = of.span(start, start + len(words))
    if actor is None:
        return Mention(span, None, None, words, "open", 0.0)
    return Mention(span, actor.id, actor.root, actor.name, how, 0.9)


def claim(of: Document, quote: str, source: Actor, target: Actor, kind: str = "SUPPORT", **more: object):
    speaker = more.pop("said", None)
    if isinstance(speaker, Actor):
        more |= {"speaker": speaker.id, "speaker_root": speaker.root, "speaker_name": speaker.name}
    made = making.claim(of, quote, f"{source.name}:{source.root}", f"{target.name}:{target.root}", kind, **more)
    return dataclasses.replace(made, source=source.id, target=target.id)


def first() -> Reading:
    """A report in which one man has two spellings, and in which another general is mistaken for him."""
    of = making.document(
        "Russia backs Haftar. Russia backs Hifter too, said Hifter. Egypt armed\n the general. Egypt warned Haftar of "
        "the general. The strongman waits. Libya criticised Hifter.",
        "one.txt", published="2017-08-14",
    )  # fmt: skip
    russia, libya, egypt = BY_ID["RUS"], BY_ID["LBY"], BY_ID["EGY"]
    claims = (
        claim(of, "Russia backs Haftar", russia, HAFTAR, source_name="Russia"),
        claim(of, "Russia backs Hifter too", russia, HIFTER, said=HIFTER),
        claim(of, "Egypt armed\n the general", egypt, HAFTAR, "AID", date="2016-05"),
        claim(of, "Egypt warned Haftar of the general", egypt, HAFTAR, "THREATEN"),
        claim(of, "Libya criticised Hifter", HAFTAR, HIFTER, "ACCUSE"),
    )
    span = of.span(0, 19)
    aims = (
        Aim("a1", of.id, HIFTER.id, "LBY", "Hifter", "goal", "wait", None, "did", HIFTER.id, "Hifter", span, "r", 0.5),
    )
    mentions = (
        mention(of, "Russia", russia), mention(of, "Haftar", HAFTAR), mention(of, "Russia", russia, nth=1),
        mention(of, "Hifter", HIFTER), mention(of, "Hifter", HIFTER, nth=1), mention(of, "Egypt", egypt),
        mention(of, "general", HAFTAR, "the general"), mention(of, "Egypt", egypt, nth=1),
        mention(of, "Haftar", HAFTAR, nth=1), mention(of, "general", HAFTAR, "the general", nth=1),
        mention(of, "strongman", None), mention(of, "Libya", libya), mention(of, "Hifter", HIFTER, nth=2),
    )  # fmt: skip
    skipped = (Skipped(of.span(0, 5), (HIFTER.id, HAFTAR.id, "RUS"), "no frame"),)
    return Reading(of, claims, aims, (HAFTAR, HIFTER, russia, egypt, libya), skipped, mentions=mentions)


def second() -> Reading:
    """A report without a date in which the army acts, and another general."""
    of = making.document(
        "The Libyan National Army thanked Egypt. The general met Egypt. A strongman, the\nStrongman.", "two.txt"
    )
    egypt = BY_ID["EGY"]
    claims = (
        claim(of, "The Libyan National Army thanked Egypt", LNA, egypt),
        claim(of, "The general met Egypt", HAFTAR, egypt, "CONSULT", mutual=True, source_name="the general"),
    )
    mentions = (
        mention(of, "Libyan National Army", LNA), mention(of, "Egypt", egypt),
        mention(of, "general", HAFTAR, "the general"), mention(of, "strongman", None), mention(of, "Strongman", None),
    )  # fmt: skip
    return Reading(of, claims, (), (LNA, HAFTAR, egypt), mentions=mentions)


def snap(corrections: Sequence[Correction] = (), readings: Sequence[Reading] | None = None) -> Snapshot:
    ordered = sorted(readings or (first(), second()), key=lambda r: r.document.origin)

    def all_of(part: str) -> list:
        return [one for reading in ordered for one in getattr(reading, part)]

    named = [(reading.document.id, actor) for reading in ordered for actor in reading.actors]
    documents = [reading.document for reading in ordered]
    return taken(documents, all_of("claims"), all_of("aims"), named, all_of("mentions"), all_of("skipped"), [],
                 corrections)  # fmt: skip


def decision(action: str, target: str, n: int = 0, **payload: str) -> Correction:
    words = {word.removesuffix("_"): said for word, said in payload.items()}
    if action in NEEDED:
        words.setdefault("name", BY_ID[target].name if target in BY_ID else target)
    return Correction(content_id(n, action, target, sorted(words.items())), "", "Ada", action, target, words)


def merge(a: str, b: str, n: int = 0) -> Correction:
    into = BY_ID[b]
    return decision("merge", a, n, into=b, into_name=into.name, into_kind=into.kind, into_root=into.root)


def split(a: str, words: str, to: str, n: int = 0, **more: str) -> Correction:
    known = BY_ID.get(to, Actor(f"own:{to}", to, "person", more.pop("root", f"own:{to}")))
    return decision("split", a, n, words=words, as_=known.id, as_name=known.name, as_kind=known.kind,
                    as_root=known.root, **more)  # fmt: skip


def undo(made: Correction, n: int = 0) -> Correction:
    return decision("undo", made.id, n)


def ends(view: Snapshot, *, every: bool = False) -> list[tuple[str, str, str, str]]:
    chosen = view.all_claims if every else view.claims()
    return [(c.source, c.source_root, c.target, c.target_root) for c in chosen]


def plain_part(view: Snapshot) -> tuple[object, ...]:
    return (view.documents(), view.claims(), view.all_claims, view.aims(), view.actors(), view.mentions(),
            view.skipped(), view.problems())  # fmt: skip


def test_everything_of_a_merged_actor_counts_as_the_others() -> None:
    view = snap([merge(HIFTER.id, "HAFTAR")])
    assert HIFTER.id not in {actor.id for actor in view.actors()}
    assert HAFTAR in view.actors()
    second_claim = view.all_claims[1]
    assert (second_claim.target, second_claim.target_root, second_claim.target_name) == ("HAFTAR", "LNA", HAFTAR.name)
    spoken = (second_claim.speaker, second_claim.speaker_root, second_claim.speaker_name)
    assert spoken == ("HAFTAR", "LNA", HAFTAR.name)
    (aim,) = view.aims()
    assert (aim.actor, aim.actor_root, aim.actor_name, aim.speaker, aim.speaker_name) == (
        "HAFTAR", "LNA", HAFTAR.name, "HAFTAR", HAFTAR.name)  # fmt: skip
    hers = [m for m in view.mentions() if m.actor == "HAFTAR"]
    assert len(hers) == 8
    assert {(m.root, m.name) for m in hers} == {("LNA", HAFTAR.name)}
    assert [m.span.text for m in hers].count("Hifter") == 3
    assert view.skipped()[0].actors == ("HAFTAR", "RUS")
    assert [c.id for c in view.all_claims] == [c.id for c in snap().all_claims]
    assert [m for m in view.mentions() if m.actor is None] == [m for m in snap().mentions() if m.actor is None]


@pytest.mark.parametrize("turned", [False, True])
def test_a_chain_of_merges_leads_to_its_end_whichever_was_made_first(turned: bool) -> None:
    made = [merge(HIFTER.id, "HAFTAR"), merge("HAFTAR", "SALAH")]
    view = snap(made[::-1] if turned else made)
    assert {c.target for c in view.all_claims} & {HIFTER.id, "HAFTAR"} == set()
    assert view.all_claims[0].target == view.all_claims[1].target == "SALAH"
    assert {a.id for a in view.actors()} & {HIFTER.id, "HAFTAR"} == set()
    assert next(a for a in view.actors() if a.id == "SALAH") == SALAH
    back = snap([*made, undo(made[1])])
    assert {c.target for c in back.all_claims} & {HIFTER.id, "HAFTAR"} == {"HAFTAR"}


def test_claims_that_come_to_be_within_one_side_are_not_counted() -> None:
    made = merge(HIFTER.id, "HAFTAR")
    view = snap([made])
    inside = view.all_claims[4]
    assert inside.source_root == inside.target_root == "LNA"
    assert inside.id not in {c.id for c in view.claims()}
    assert all(c.source_root != c.target_root for c in view.claims())
    assert inside.id in {c.id for c in snap([made, undo(made)]).claims()}
    to_egypt = snap([decision("side", "HAFTAR", side="EGY")])
    assert [c.kind for c in to_egypt.claims()] == ["SUPPORT", "SUPPORT", "ACCUSE", "SUPPORT"]


def test_merged_claims_of_one_act_keep_both_pieces_of_evidence_and_decisions_hold_by_id() -> None:
    of = making.document("Russia said it backs Haftar, the marshal Hifter, again.", "three.txt")
    one = claim(of, "backs Haftar, the marshal", BY_ID["RUS"], HAFTAR, confidence=0.7)
    two = claim(of, "the marshal Hifter", BY_ID["RUS"], HIFTER, confidence=0.9)
    apart = claim(of, "again", BY_ID["RUS"], HIFTER)
    reading = Reading(of, (one, two, apart), (), (HAFTAR, HIFTER, BY_ID["RUS"]))

    def now(*more: Correction) -> list[tuple[str, tuple[str, ...]]]:
        claims = snap([merge(HIFTER.id, "HAFTAR"), *more], [reading]).claims()
        return [(c.id, tuple(span.text for span in c.also)) for c in claims]

    assert [c.id for c in snap([], [reading]).claims()] == [one.id, two.id, apart.id]
    assert now() == [(two.id, (one.evidence.text,)), (apart.id, ())]
    assert now(decision("accept", one.id)) == [(one.id, (two.evidence.text,)), (apart.id, ())]
    assert now(decision("reject", one.id)) == [(two.id, ()), (apart.id, ())]
    assert now(decision("reject", two.id)) == [(one.id, ()), (apart.id, ())]
    assert len(snap([merge(HIFTER.id, "HAFTAR")], [reading]).all_claims) == 3


def test_claims_that_no_decision_touched_are_never_joined() -> None:
    of = making.document("Egypt backs Libya. Hifter.", "four.txt")
    same = [claim(of, "Egypt backs Libya", BY_ID["EGY"], BY_ID["LBY"], confidence=n / 10) for n in (5, 6)]
    reading = Reading(of, tuple(same), (), (BY_ID["EGY"], BY_ID["LBY"], HIFTER, HAFTAR))
    assert len(snap([merge(HIFTER.id, "HAFTAR")], [reading]).claims()) == 2


def test_split_moves_mentions_by_the_words_that_stand_there_and_the_claims_that_rest_on_them() -> None:
    view = snap([split("HAFTAR", "the  General", "SALAH")])
    moved = [m for m in view.mentions() if m.actor == "SALAH"]
    assert [(m.span.text, m.span.document_id) for m in moved] == [
        ("general", first().document.id), ("general", first().document.id), ("general", second().document.id)
    ]  # fmt: skip
    assert {(m.root, m.name) for m in moved} == {("DZA", "Gaid Salah")}
    by_quote = {c.evidence.text: c for c in view.all_claims}
    armed = by_quote["Egypt armed\n the general"]
    assert (armed.target, armed.target_root, armed.target_name) == ("SALAH", "DZA", "Gaid Salah")
    met = by_quote["The general met Egypt"]
    assert (met.source, met.source_name) == ("SALAH", "Gaid Salah")
    # Where both sets of words stand in the evidence, nothing tells which of them the claim rests on.
    assert by_quote["Egypt warned Haftar of the general"].target == "HAFTAR"
    assert by_quote["Russia backs Haftar"].target == "HAFTAR"


def test_split_of_bare_words_does_not_reach_longer_phrases_nor_the_other_way_round() -> None:
    assert {m.actor for m in snap([split("HAFTAR", "a general", "SALAH")]).mentions()} == {
        m.actor for m in snap().mentions()
    }
    bare = snap([split("HAFTAR", "general", "SALAH")])
    assert sum(m.actor == "SALAH" for m in bare.mentions()) == 3
    assert snap([split("RUS", "the general", "SALAH")]).mentions() == snap().mentions()


def test_split_in_one_document_and_as_somebody_new() -> None:
    two = second().document
    view = snap([split("HAFTAR", "the general", "The Envoy", root="DZA", in_=two.id, in_name=two.name)])
    assert [m.span.document_id for m in view.mentions() if m.actor == "own:The Envoy"] == [two.id]
    assert Actor("own:The Envoy", "The Envoy", "person", "DZA") in view.actors()
    moved = [c for c in view.claims() if c.source == "own:The Envoy"]
    assert [(c.source_root, c.source_name) for c in moved] == [("DZA", "The Envoy")]
    edited = dataclasses.replace(split("HAFTAR", "general", "SALAH", in_="0" * 16, in_name="one.txt"))
    assert {m.span.document_id for m in snap([edited]).mentions() if m.actor == "SALAH"} == {first().document.id}
    gone = split("HAFTAR", "general", "SALAH", in_="0" * 16, in_name="gone.txt")
    assert snap([gone]).decisions.idle == {gone.id}


def test_splits_reach_what_was_merged_in_but_not_the_actor_merged_into() -> None:
    after = snap([merge(HIFTER.id, "HAFTAR"), split("HAFTAR", "Hifter", "SALAH")])
    assert [m.actor for m in after.mentions() if m.span.text == "Hifter"] == ["SALAH"] * 3
    before = snap([split(HIFTER.id, "general", "SALAH"), merge(HIFTER.id, "HAFTAR")])
    assert {m.actor for m in before.mentions() if m.span.text == "general"} == {"HAFTAR"}
    on = snap([split("HAFTAR", "general", "SALAH"), merge("SALAH", "RUS")])
    assert {m.actor for m in on.mentions() if m.span.text == "general"} == {"RUS"}


def test_rename_is_shown_wherever_the_actor_is_named() -> None:
    view = snap([decision("rename", "HAFTAR", to_name="Field Marshal Haftar"), merge(HIFTER.id, "HAFTAR")])
    names = {a.name for a in view.actors()}
    assert "Field Marshal Haftar" in names
    assert "Khalifa Haftar" not in names
    assert {m.name for m in view.mentions() if m.actor == "HAFTAR"} == {"Field Marshal Haftar"}
    ends_of = {(c.target_name if c.target == "HAFTAR" else c.source_name) for c in view.all_claims
               if "HAFTAR" in {c.source, c.target}}  # fmt: skip
    assert ends_of == {"Field Marshal Haftar"}
    twice = snap([decision("rename", "HAFTAR", 1, to_name="A"), decision("rename", "HAFTAR", 2, to_name="B")])
    assert "B" in {a.name for a in twice.actors()}


@pytest.mark.parametrize(
    ("start", "end", "date", "moved"),
    [
        ("", "", None, True), ("", "", "2016", True),
        ("2016", "", "2016", True), ("2016-06", "", "2016", False), ("2016-06", "", "2016-06-01", True),
        ("", "2016-06", "2016-06-30", True), ("", "2016-06", "2016-07-01", False), ("", "2016-06", "2016", False),
        ("2016", "2017", "2016-11/2017-02", True), ("2016", "2016", "2016-11/2017-02", False),
        ("2012", "", "2012/..", True), ("2012", "2030", "2012/..", False), ("", "2012", "../2012", True),
        ("2012", "2012", "../2012", False), ("2016", "2016", "2016-22", True), ("2016-06", "2016-08", "2016-22", False),
        ("2016", "2016", "2016-24", False), ("2016", "2017", "2016-24", True), ("2016", "2016", "2016-05~", True),
        # Without a year of its own, an act has the date of publication: 14 August 2017.
        ("2017", "2017", None, True), ("2017", "2017", "XXXX-04", True), ("2016", "2016", None, False),
        ("2017-08-14", "2017-08-14", "nonsense", True), ("2018", "", None, False),
    ],
)  # fmt: skip
def test_a_side_may_hold_for_a_time(start: str, end: str, date: str | None, moved: bool) -> None:
    reading = first()
    reading = dataclasses.replace(reading, claims=(dataclasses.replace(reading.claims[0], date=date),))
    more = {"from": start} if start else {}
    more |= {"to": end} if end else {}
    made = Correction("x", "", "A", "side", "HAFTAR", {"name": HAFTAR.name, "side": "DZA", **more})
    (claim_now,) = snap([made], [reading]).claims()
    assert claim_now.target_root == ("DZA" if moved else "LNA")
    assert (claim_now.target, claim_now.target_name) == ("HAFTAR", HAFTAR.name)


def test_an_undated_text_is_in_no_time_and_the_last_fitting_side_counts() -> None:
    dated = decision("side", "HAFTAR", side="DZA", from_="2000")
    view = snap([dated])
    sides = {m.span.document_id: m.root for m in view.mentions() if m.actor == "HAFTAR"}
    assert sides == {first().document.id: "DZA", second().document.id: "LNA"}
    assert snap([dated, decision("side", "HAFTAR", side="EGY")]).all_claims[0].target_root == "EGY"
    later = snap([decision("side", "HAFTAR", side="EGY"), dated])
    assert (later.all_claims[0].target_root, later.all_claims[-1].source_root) == ("DZA", "EGY")


def test_who_stands_under_a_side_goes_where_the_side_goes() -> None:
    merged = snap([merge("LNA", "LBY")])
    assert {m.root for m in merged.mentions() if m.actor == "HAFTAR"} == {"LBY"}
    assert next(a for a in merged.actors() if a.id == "HAFTAR").root == "LBY"
    moved = snap([decision("side", "LNA", side="EGY")])
    assert {m.root for m in moved.mentions() if m.actor in {"HAFTAR", "LNA"}} == {"EGY"}
    own = snap([decision("side", "LNA", side="EGY"), decision("side", "HAFTAR", side="DZA")])
    assert {m.root for m in own.mentions() if m.actor == "HAFTAR"} == {"DZA"}
    chain = snap([decision("side", "HAFTAR", side="LBY"), decision("side", "LBY", side="EGY")])
    assert {m.root for m in chain.mentions() if m.actor == "HAFTAR"} == {"EGY"}
    alone = snap([decision("side", "HAFTAR", side="HAFTAR")])
    assert {m.root for m in alone.mentions() if m.actor == "HAFTAR"} == {"HAFTAR"}


def test_a_decision_finds_its_actor_again_by_name_when_a_new_installation_gives_another_id() -> None:
    newer = dataclasses.replace(HIFTER, id="HIFTER_KH")
    of = first().document
    reading = Reading(of, (claim(of, "Libya criticised Hifter", BY_ID["RUS"], newer),), (), (newer, HAFTAR))
    made = merge(HIFTER.id, "HAFTAR")
    view = snap([made], [reading])
    assert view.claims()[0].target == "HAFTAR"
    assert view.decisions.idle == frozenset()
    twin = dataclasses.replace(reading, actors=(newer, dataclasses.replace(HIFTER, id="OTHER"), HAFTAR))
    unsure = snap([made], [twin])
    assert unsure.claims()[0].target == "HIFTER_KH"
    assert unsure.decisions.idle == {made.id}
    goal = dataclasses.replace(HAFTAR, id="HAFTAR_KH")
    there = snap([made], [dataclasses.replace(first(), actors=(HIFTER, goal, BY_ID["RUS"]), claims=())])
    assert {m.actor for m in there.mentions() if m.span.text == "Hifter"} == {"HAFTAR_KH"}


CHOICES = ("HAFTAR", HIFTER.id, "SALAH", "LNA", "RUS", "LBY")


@st.composite
def decisions(draw: st.DrawFn) -> list[Correction]:
    """Any decisions that could be made one after the other, some of them undone again."""
    made: list[Correction] = []
    for n in range(draw(st.integers(1, 6))):
        who, other = draw(st.sampled_from(CHOICES)), draw(st.sampled_from(CHOICES))
        some = st.sampled_from(made) if made else st.nothing()
        new = draw(st.one_of(
            st.just(merge(who, other, n)),
            st.sampled_from(["the general", "Hifter", "Russia"]).map(
                lambda words, who=who, other=other, n=n: split(who, words, other, n)),
            st.just(split(who, "Hifter", "Envoy", n)),
            st.just(decision("rename", who, n, to_name=f"Name {n}")),
            st.just(decision("side", who, n, side=other)),
            st.just(decision("side", who, n, side=other, from_="2017", to="2017-12")),
            some.map(lambda old, n=n: undo(old, n)),
        ))  # fmt: skip
        if conflict(made, new) is None:
            made.append(new)
    return made


@settings(max_examples=150, deadline=None)
@given(decisions())
def test_whatever_is_decided_can_be_undone_exactly(made: list[Correction]) -> None:
    raw, view = snap(), snap(made)
    assert [c.id for c in view.all_claims] == [c.id for c in raw.all_claims]
    assert {m.span for m in view.mentions()} == {m.span for m in raw.mentions()}
    assert sum(m.actor is None for m in view.mentions()) == sum(m.actor is None for m in raw.mentions())
    assert all(c.source_root != c.target_root for c in view.claims())
    listed = {a.id for a in view.actors()}
    assert {end for c in view.all_claims for end in (c.source, c.target)} | {
        m.actor for m in view.mentions() if m.actor} <= listed  # fmt: skip
    merged = {c.target for c in standing(made) if c.action == "merge"}
    assert not merged & {a.id for a in view.actors()}
    backwards = [undo(c, n) for n, c in enumerate(reversed(standing(made)))]
    assert plain_part(snap([*made, *backwards])) == plain_part(raw)
    again = [undo(c, -n - 1) for n, c in enumerate(reversed(backwards))]
    assert plain_part(snap([*made, *backwards, *again])) == plain_part(view)


@settings(max_examples=60, deadline=None)
@given(decisions(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(made: list[Correction], chance: random.Random) -> None:
    readings = [first(), second()]
    chance.shuffle(readings)
    assert plain_part(snap(made, readings)) == plain_part(snap(made))
    # A third document that is read later changes nothing of what is held of the first two.
    third = making.reading(3)
    more = snap(made, [*readings, third])
    own = {c.id for c in third.claims}
    assert [c for c in more.all_claims if c.id not in own] == list(snap(made).all_claims)


@given(st.lists(st.tuples(st.sampled_from(CHOICES), st.sampled_from(CHOICES)), max_size=8))
def test_even_merges_that_nobody_checked_lead_somewhere(pairs: list[tuple[str, str]]) -> None:
    view = snap([merge(a, b, n) for n, (a, b) in enumerate(pairs)])
    assert len(view.all_claims) == len(snap().all_claims)
    assert all(c.source_root != c.target_root for c in view.claims())


def test_conflicts_are_told_in_one_line() -> None:
    chain = [merge(HIFTER.id, "HAFTAR"), merge("HAFTAR", "SALAH")]
    for known, new, said in (
        ([], merge("HAFTAR", "HAFTAR"), "one actor already"),
        (chain, merge("SALAH", HIFTER.id), "cannot be merged"),
        (chain, merge(HIFTER.id, "RUS"), "counts as Khalifa Haftar already"),
        ([split("HAFTAR", "general", "SALAH")], merge("SALAH", "HAFTAR"), "cannot be merged"),
        ([merge("SALAH", "HAFTAR")], split("HAFTAR", "general", "SALAH"), "counts as"),
        ([decision("side", "LNA", side="EGY")], decision("side", "EGY", side="LNA"), "by an earlier decision"),
        ([], decision("merge", "HAFTAR"), "needs: into, into_name"),
    ):
        trouble = conflict(known, new)
        assert trouble is not None, new
        assert said in trouble
        assert "\n" not in trouble
    first_way, other_way = merge("HAFTAR", "SALAH"), merge("SALAH", "HAFTAR", 1)
    turned = [first_way, undo(first_way), other_way]
    assert conflict(turned[:2], other_way) is None
    assert "circle" in (conflict(turned, undo(turned[1])) or "")
    crossed = [split("HAFTAR", "general", "SALAH")]
    assert conflict(crossed, split("SALAH", "marshal", "HAFTAR")) is None


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DRAGOMAN_CASE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def case(here: Path) -> Path:
    path = here / "my.dragoman"
    casebook.prepare(path)
    casebook.save(path, [first(), second()])
    return path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def runner(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return runner


def fix(run: Run, *arguments: str) -> str:
    code, out, err = run("fix", *arguments, "--who", "Ada")
    assert (code, err) == (0, ""), err
    assert len(out.splitlines()) == 1
    return out


def rows(output: str) -> list[dict]:
    return json.loads(output)["data"]


def test_a_merge_on_the_command_line_survives_reading_again_and_is_undone(run: Run, case: Path) -> None:
    raw = plain_part(casebook.View(case).snapshot())
    out = fix(run, "merge", "Marshal Hifter", "Haftar", "--why", "one spelling")
    assert "merge Marshal Hifter (LBY:Hifter) into Khalifa Haftar (HAFTAR) by Ada; " in out
    assert "3 mentions, 2 claims, 1 aim changed; 1 claim is now within one side and left out" in out
    assert "Hifter" not in run("actors")[1]
    assert "LBY" not in {row["target_root"] for row in rows(run("claims", "--json")[1])}
    decided = casebook.View(case).snapshot()
    changed = dataclasses.replace(first(), problems=(), aims=())
    casebook.save(case, [changed])
    casebook.save(case, [second(), first()])
    assert plain_part(casebook.View(case).snapshot()) == plain_part(decided)
    (row,) = rows(run("fix", "list", "--json")[1])
    assert (row["in_force"], row["applies"], row["payload"]["why"]) == (True, True, "one spelling")
    assert re.search(r"Marshal Hifter \(LBY:Hifter\) into Khalifa Haftar \(HAFTAR\) +yes +one spelling",
                     run("fix", "list")[1])  # fmt: skip
    out = fix(run, "undo", "last")
    assert "merge Marshal Hifter (LBY:Hifter) into Khalifa Haftar (HAFTAR) is not in force; " in out
    assert "1 claim is counted again" in out
    assert plain_part(casebook.View(case).snapshot()) == raw
    assert "is in force; 3 mentions" in fix(run, "undo", "last")
    assert plain_part(casebook.View(case).snapshot()) == plain_part(decided)
    assert run("check")[0] == 0


def test_every_other_command_follows(run: Run, case: Path) -> None:
    fix(run, "merge", "LBY:Hifter", "HAFTAR")
    fix(
        run,
        "split",
        "Haftar",
        "--words",
        "the general",
        "--in",
        "two.txt",
        "--as",
        "Omar Talha",
        "--side",
        "Algeria",
    )
    fix(run, "rename", "Haftar", "Field Marshal Haftar")
    fix(run, "side", "RUS", "Egypt")
    view = casebook.View(case).snapshot()
    assert {(t.source, t.target) for t in ties(view.claims())} == {
        ("EGY", "LNA"), ("LNA", "EGY"), ("DZA", "EGY"), ("EGY", "DZA")}  # fmt: skip
    for what in ("claims", "aims", "actors", "mentions", "skipped"):
        text = run("export", "--what", what)[1]
        assert "LBY:Hifter" not in text
        assert '"Khalifa Haftar"' not in text
    code, out, _ = run("brief", "--format", "md")
    assert code == 0
    assert "Field Marshal Haftar" in out
    assert "Marshal Hifter" not in out
    talha = rows(run("actors", "--of", "Omar Talha", "--json")[1])
    assert [(row["doc"], row["quote"], row["root"]) for row in talha] == [("two.txt", "general", "DZA")]
    # Who is merged is still found by the name it had.
    assert len(casebook.View(case).claims(["Marshal Hifter"])) == len(casebook.View(case).claims(["HAFTAR"])) > 1
    for named in (["claims", "--actor"], ["aims"], ["brief"]):
        assert run(*named, "Marshal Hifter", "--json") == run(*named, "HAFTAR", "--json")
    assert run("actors", "--of", "marshal hifter", "--json")[1] == run("actors", "--of", "HAFTAR", "--json")[1]


def test_a_view_gives_the_same_with_and_without_a_decision_that_changes_nothing(case: Path) -> None:
    def asked() -> list[object]:
        view = casebook.View(case)
        names = (None, ["LNA"], ["Russia"], ["haftar"], ["RUS", "LBY:hifter"], ["Egypt", "LNA"], ["nobody"])
        return [
            *(view.claims(n) for n in names), *(view.aims(n) for n in names[:4]),
            view.claims(["Russia"], status="did", kind=["SUPPORT", "AID"]), view.claims(status=["planned"]),
            view.claims(kind="ACCUSE"), view.aims(None, "goal"), view.aims(["Libya"], ["option"]),
            view.claims(document_ids=[second().document.id]), view.claims(document_ids=[]), view.aims([]),
            view.actors(), view.mentions(), view.skipped(), view.readings(), [view.who(n[0]) for n in names if n],
        ]  # fmt: skip

    before = asked()
    made = decision("rename", "EGY", to_name="Egypt")
    casebook.add_correction(case, made_at="", who="A", action="rename", target="EGY", payload=made.payload)
    assert asked() == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["merge", "Haftar", "HAFTAR"], 2, "one actor already"),
        (["merge", "Hifter", "Russia"], 2, "2 actors are called 'Hifter'"),
        (["merge", "Hiftor", "Russia"], 3, "Near names: Marshal Hifter (LBY:Hifter)"),
        (["merge", "Haftar", "Atlantis"], 3, "nobody in this casebook is called 'Atlantis'"),
        (["merge", "general", "Russia"], 3, "nobody in this casebook"),
        (["merge", "unnamed", "Russia"], 2, "stands for anybody"),
        (["merge", "Haftar"], 2, "takes ACTOR ACTOR"),
        (["merge", "Haftar", "Libyan", "Army"], 2, "quotation marks"),
        (["merge", "", "Haftar"], 3, "nobody"),
        (["rename", "Haftar", "Khalifa Haftar"], 2, "already"),
        (["rename", "Haftar", "russia"], 2, "dragoman fix merge HAFTAR RUS"),
        (["rename", "Haftar", "  "], 2, "cannot be the name"),
        (["rename", "Haftar", "a\x1b[31mb"], 2, "cannot be the name"),
        (["rename", "Haftar", "x" * 201], 2, "cannot be the name"),
        (["side", "Haftar", "Atlantis"], 3, "If it is a new side, add --new-side"),
        (["side", "Haftar", "LNA", "--from", "2019", "--to", "2018-12"], 2, "is after --to"),
        (["side", "Haftar", "LNA", "--from", "yesterday"], 2, "is not a date"),
        (["side", "Haftar", "LNA", "--words", "x"], 2, "--words belongs to fix split"),
        (["split", "Haftar"], 2, "--words"),
        (["split", "Haftar", "--words", "the general"], 2, "--as NAME"),
        (["split", "Haftar", "--words", "x", "--as", "Khalifa Haftar"], 2, "Name somebody else"),
        (["split", "Haftar", "--words", "x", "--as", "Egypt", "--side", "LNA"], 2, "is on the side EGY"),
        (["split", "Haftar", "--words", "x", "--as", "New", "--side", "Atlantis"], 3, "--new-side"),
        (["split", "Haftar", "--words", "x", "--as", "New", "--in", "three.txt"], 3, "no document"),
        (["list", "--new-side"], 2, "belongs to fix side and fix split"),
        (["list", "x"], 2, "takes nothing more"),
        (["accept"], 2, "takes ID"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(
    run: Run, case: Path, arguments: list[str], code: int, said: str
) -> None:
    got, out, err = run("fix", *arguments)
    assert (got, out) == (code, ""), err
    assert len(err.splitlines()) == 1
    assert said in err
    assert casebook.View(case).corrections() == ()


def test_a_spelling_that_the_directory_knows_is_understood(run: Run, case: Path) -> None:
    assert "rename Khalifa Haftar (HAFTAR) to The Marshal" in fix(run, "rename", "Hafter", "The Marshal")


def test_an_ambiguous_name_is_listed_with_ids_and_a_merged_actor_is_told_apart(run: Run, case: Path) -> None:
    of = making.document("The leaders of both met.", "three.txt")
    leaders = tuple(Actor(f"{root}:leader", "leaders", "office", root) for root in ("EGY", "LBY"))
    casebook.save(case, [Reading(of, (), (), leaders)])
    code, _, err = run("fix", "merge", "leaders", "Russia")
    assert code == 2
    assert "2 actors are called 'leaders': leaders (EGY:leader), leaders (LBY:leader). Give the id" in err
    fix(run, "merge", "EGY:leader", "Egypt")
    made = casebook.View(case).corrections()[0].id[:8]
    code, _, err = run("fix", "rename", "EGY:leader", "Somebody")
    assert code == 2
    assert "leaders (EGY:leader) counts as Egypt (EGY) by an earlier decision" in err
    assert f"dragoman fix undo {made}" in err
    assert "rename leaders (LBY:leader)" in fix(run, "rename", "leaders", "Libyan leaders")


def test_a_new_side_and_a_known_one_by_name(run: Run, case: Path) -> None:
    fix(run, "side", "Haftar", "Cyrenaica Council", "--new-side")
    assert "Cyrenaica Council" in {row["target_root"] for row in rows(run("claims", "--json")[1])}
    fix(run, "side", "Haftar", "cyrenaica council")
    fix(run, "side", "Haftar", "algeria", "--from", "2017", "--to", "2018")
    assert [c.payload["side"] for c in casebook.View(case).corrections()] == ["Cyrenaica Council"] * 2 + ["DZA"]
    assert "to DZA from 2017 to 2018" in run("fix", "list")[1]
    fix(run, "side", "Haftar", "HAFTAR")
    assert {row["root"] for row in rows(run("actors", "--of", "Haftar", "--json")[1])} == {"HAFTAR"}


def test_a_circle_is_refused_on_the_command_line_too(run: Run, case: Path) -> None:
    fix(run, "merge", "LBY:Hifter", "Haftar")
    fix(run, "merge", "Haftar", "Russia")
    code, out, err = run("fix", "merge", "Russia", "LBY:Hifter")
    assert (code, out) == (2, "")
    assert "counts as Russia (RUS) by an earlier decision" in err
    with pytest.raises(UsageError, match="cannot be merged"):
        casebook.add_correction(case, made_at="", who="A", action="merge", target="RUS",
                                payload=merge("RUS", HIFTER.id).payload)  # fmt: skip
    assert len(casebook.View(case).corrections()) == 2


def test_a_decision_that_finds_nobody_any_more_is_shown_as_such(run: Run, case: Path) -> None:
    fix(run, "merge", "LBY:Hifter", "Haftar")
    casebook.save(case, [Reading(first().document, (), (), ())])
    assert "finds nobody" in run("fix", "list")[1]
    (row,) = rows(run("fix", "list", "--json")[1])
    assert (row["in_force"], row["applies"]) == (True, False)


def test_a_damaged_decision_does_not_stop_the_reading_and_check_tells_it(run: Run, case: Path) -> None:
    with duckdb.connect(str(case)) as db:
        db.execute("INSERT INTO corrections VALUES (0, 'abcdefgh', '', 'A', 'merge', 'HAFTAR', '[[\"name\",\"x\"]]')")
    assert casebook.View(case).claims() == snap().claims() or len(casebook.View(case).claims()) == 7
    assert run("fix", "list")[0] == 0
    code, out, _ = run("check")
    assert code == 1
    assert "does not say: into, into_name" in out


def test_actors_lists_what_was_found_and_how_often(run: Run, case: Path) -> None:
    data = rows(run("actors", "--json")[1])
    by_id = {row["id"]: row for row in data}
    assert list(data[0]) == [*FIELDS["actors"], "mentions", "documents", "claims", "aims"]
    haftar = by_id["HAFTAR"]
    assert [haftar[name] for name in ("mentions", "documents", "claims", "aims")] == [5, 2, 5, 0]
    assert [by_id["LBY:Hifter"][name] for name in ("mentions", "documents", "claims", "aims")] == [3, 1, 2, 1]
    assert re.search(r"Khalifa Haftar +person +LNA +5 +2 +5 +0 +HAFTAR", run("actors")[1])
    table = list(csv.DictReader(io.StringIO(run("actors", "--csv")[1])))
    assert [row["id"] for row in table] == [row["id"] for row in data]


def test_unresolved_words_come_most_frequent_first_with_a_sentence(run: Run, case: Path) -> None:
    data = rows(run("actors", "--unresolved", "--json")[1])
    assert data == [{
        "words": "strongman", "mentions": 3, "documents": 2, "doc": "one.txt", "start": 125, "end": 134,
        "sentence": "The strongman waits.",
    }]  # fmt: skip
    assert first().document.raw[125:134] == "strongman"
    assert re.search(r"strongman +3 +2 +one\.txt +The strongman waits\.", run("actors", "--unresolved")[1])
    table = list(csv.DictReader(io.StringIO(run("actors", "--unresolved", "--csv")[1])))
    assert [row["words"] for row in table] == ["strongman"]


def test_the_mentions_of_an_actor_each_with_rule_and_sentence(run: Run, case: Path) -> None:
    data = rows(run("actors", "--of", "haftar", "--json")[1])
    assert [(row["doc"], row["quote"], row["how"]) for row in data] == [
        ("one.txt", "Haftar", "name"), ("one.txt", "general", "the general"), ("one.txt", "Haftar", "name"),
        ("one.txt", "general", "the general"), ("two.txt", "general", "the general"),
    ]  # fmt: skip
    assert list(data[0]) == [*FIELDS["mentions"], "sentence"]
    assert data[1]["sentence"] == "Egypt armed the general."
    lines = run("actors", "--of", "haftar")[1].splitlines()
    assert re.fullmatch(r"two\.txt +general +the general +0\.9 +The general met Egypt\.", lines[-1])
    assert run("actors", "--of", "Nobody")[0] == 3
    assert run("actors", "--of", "SALAH")[0] == 3
    assert run("actors", "--of", "Haftar", "--unresolved")[0] == 2


def test_a_casebook_of_an_earlier_version_says_that_it_has_no_mentions(run: Run, case: Path) -> None:
    with duckdb.connect(str(case)) as db:
        for table in schema.later_than(1):
            db.execute(f'DROP TABLE "{table}"')
        db.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    code, out, err = run("actors")
    assert code == 0
    assert "Khalifa Haftar" in out
    assert "Read its documents again" in err
    assert "1 claim is now within" in fix(run, "merge", "LBY:Hifter", "Haftar")
