"""What holds of reading whatever the text: neutral sentences, denials, names and the order of documents.

The sentences are those of fact_templates.py, for every kind of claim, and the passages of passages/*.jsonl.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import passage_reading
from dragoman import casebook
from dragoman.actors.sentences import split
from dragoman.commands.plain import PARTS
from dragoman.model import KINDS, Claim, Document, Reading
from dragoman.reading import Reader
from fact_templates import DENIALS, FACTS, GROUPS, NEUTRAL, STATES, capital, clause, told

DAY = "2019-05-05"
PAIRS = (*STATES, *GROUPS)
ALL = [(kind, template) for kind, templates in FACTS.items() for template in templates]
THIRD = "Norway", "Kenya"  # who denies what two others are told to have done
FEWEST = 4

STEADY = settings(
    deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def document(text: str, name: str) -> Document:
    """One paragraph with a date."""
    passage = passage_reading.Passage(name, "", DAY, text, (), silent=False)
    return replace(passage.document(), origin=name)


def read_all(reader: Reader, texts: Iterable[str]) -> list[Reading]:
    return list(reader.read_many(document(text, f"{place:04}") for place, text in enumerate(texts)))


def told_of(claim: Claim) -> tuple[Any, ...]:
    """Everything of a claim but its ids and its places in the text."""
    kept = (
        "source target source_root target_root source_name target_name kind sign mutual status speaker speaker_root "
        "speaker_name date ordinal count rule cues confidence condition origin"
    )
    return (*(getattr(claim, name) for name in kept.split()), claim.evidence.text, *(span.text for span in claim.also))


def all_told(claims: Iterable[Claim]) -> list[str]:
    return sorted(repr(told_of(claim)) for claim in claims)


def ends(claim: Claim) -> frozenset[tuple[str, str]]:
    """The sides in order; in both orders where the act has no direction."""
    pair = (claim.source_root, claim.target_root)
    return frozenset({pair, pair[::-1]} if claim.mutual else {pair})


def test_the_templates_cover_every_kind(reader: Reader) -> None:
    assert set(FACTS) == set(KINDS)
    assert all(len(templates) >= FEWEST for templates in FACTS.values())
    found = read_all(reader, [told(template, *STATES[0]) for _, template in ALL])
    read = {
        template: {c.kind for c in r.claims if c.status == "did"} for (_, template), r in zip(ALL, found, strict=True)
    }
    assert [(kind, template) for kind, template in ALL if kind not in read[template]] == []


# --- A sentence about nobody ------------------------------------------------------------------------------------------


@settings(STEADY, max_examples=60)
@given(data=st.data())
def test_a_sentence_about_nobody_changes_no_claim(reader: Reader, data: st.DataObject) -> None:
    facts = data.draw(st.lists(st.tuples(st.sampled_from(ALL), st.sampled_from(PAIRS)), min_size=1, max_size=4))
    sentences = [told(template, *pair) for (_, template), pair in facts]
    more = list(sentences)
    for neutral in data.draw(st.lists(st.sampled_from(NEUTRAL), min_size=1, max_size=3)):
        more.insert(data.draw(st.integers(0, len(more))), neutral)
    before, after = read_all(reader, [" ".join(sentences), " ".join(more)])
    assert before.claims
    assert all_told(after.claims) == all_told(before.claims)


def test_a_sentence_about_nobody_changes_no_claim_of_a_passage(reader: Reader) -> None:
    passages = {p.id: p.document() for p in passage_reading.load()}
    longer = [(name, new) for name, known in passages.items() if len(split(known)) > 1 for new in _with_neutral(known)]
    known = {r.document.name: all_told(r.claims) for r in reader.read_many(passages.values())}
    read = [all_told(r.claims) for r in reader.read_many(new for _, new in longer)]
    wrong = [new.text for (name, new), claims in zip(longer, read, strict=True) if claims != known[name]]
    assert wrong == []


def _with_neutral(known: Document) -> Iterator[Document]:
    """Yield the document with a neutral sentence before each of its sentences and at its end.

    Not inside a sentence that a semicolon cuts, and not before a quotation or the answer to a question, which go on
    only where nothing comes between.
    """
    neutral = cycle(NEUTRAL)
    starts = [sentence.start for sentence in split(known)]
    for start in (*starts, len(known.text)):
        before, after = known.text[:start].rstrip(), known.text[start:]
        if after[:1] in {'"', "“"} or (before and before[-1] not in '.!"”'):
            continue
        text = " ".join(part for part in (before, next(neutral), after) if part)
        block = replace(known.blocks[0], end=len(text))
        yield replace(known, text=text, raw=text, offsets=type(known.offsets).identity(len(text)), blocks=(block,))


# --- Denials ----------------------------------------------------------------------------------------------------------


def _cases() -> list[tuple[str, str, str, str]]:
    """Each fact about two, in either order, and who denies it: a third side or one of the two."""
    cases = []
    for number, (_, template) in enumerate(ALL):
        a, b = (STATES[0], *GROUPS)[number % 5][:: -1 if number % 2 else 1]
        cases.append((template, a, b, (THIRD[0], a, b, THIRD[1])[number // 5 % 4]))
    return cases


@pytest.fixture(scope="module")
def facts(reader: Reader) -> list[Reading]:
    return read_all(reader, [told(template, a, b) for template, a, b, _ in _cases()])


@pytest.mark.parametrize("denial", DENIALS)
def test_what_is_denied_is_no_fact_of_the_author(reader: Reader, facts: list[Reading], denial: str) -> None:
    texts = [capital(denial.format(x=x, f=clause(template, a, b))) for template, a, b, x in _cases()]
    wrong = [
        (after.document.text, claim.rule)
        for (kind, _), before, after in zip(ALL, facts, read_all(reader, texts), strict=True)
        for claim in after.claims
        if claim.status == "did" and claim.speaker is None and _among(claim, kind, before.claims)
    ]
    assert wrong == []


def _among(claim: Claim, kind: str, known: Sequence[Claim]) -> bool:
    """Tell whether a claim is that of the fact; what the fact takes as given ("broke its agreement") stays given."""
    return claim.kind == kind and any(kind == fact.kind and ends(claim) & ends(fact) for fact in known)


# --- Names swapped ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FACTS)
def test_swapping_two_names_swaps_the_claims(reader: Reader, kind: str) -> None:
    cases = [(template, a, b) for template in FACTS[kind] for a, b in PAIRS]
    one = read_all(reader, [told(template, a, b) for template, a, b in cases])
    other = read_all(reader, [told(template, b, a) for template, a, b in cases])
    wrong = []
    for here, there in zip(one, other, strict=True):
        assert here.claims, here.document.text
        if sorted(map(_swapped, there.claims)) != sorted(map(_straight, here.claims)):
            wrong.append((here.document.text, there.document.text))
    assert wrong == []


def _straight(claim: Claim) -> tuple[Any, ...]:
    return _apart(claim, _side(claim.source, claim.source_root), _side(claim.target, claim.target_root))


def _swapped(claim: Claim) -> tuple[Any, ...]:
    return _apart(claim, _side(claim.target, claim.target_root), _side(claim.source, claim.source_root), turned=True)


def _side(actor: str, root: str) -> tuple[str, str]:
    """A side, and what of it acts: the "envoy" of PER:envoy."""
    return root, actor.partition(":")[2]


def _apart(claim: Claim, source: tuple[str, str], target: tuple[str, str], turned: bool = False) -> tuple[Any, ...]:
    """Everything of a claim that does not quote a name, with its two sides as given."""
    if turned:
        source, target = (source[0], target[1]), (target[0], source[1])
    if claim.mutual:
        source, target = sorted((source, target))
    return (
        source, target, claim.kind, claim.sign, claim.mutual, claim.status, claim.speaker or "", claim.date or "",
        claim.ordinal or 0, claim.count or 0, claim.rule, claim.cues, claim.confidence, claim.condition or "",
    )  # fmt: skip


# --- The order of documents -------------------------------------------------------------------------------------------


def _collection() -> list[Document]:
    """More documents than are parsed together, long and short, some with the same sentences."""
    passages = [replace(p.document(), origin=p.id) for p in passage_reading.load()[::24]]
    facts = [" ".join(told(t, *pair) for t in templates) for templates, pair in zip(FACTS.values(), cycle(PAIRS))]
    return [*passages, *(document(text, f"facts {place:02}") for place, text in enumerate(facts))]


@settings(STEADY, max_examples=4)
@given(data=st.data())
def test_the_order_of_documents_changes_nothing(reader: Reader, data: st.DataObject) -> None:
    documents = _collection()
    alone = {document.id: reader.read(document) for document in documents[::8]}
    together = {reading.document.id: reading for reading in reader.read_many(documents)}
    shuffled = list(reader.read_many(data.draw(st.permutations(documents))))
    assert {reading.document.id: reading for reading in shuffled} == together
    assert {name: together[name] for name in alone} == alone


def test_the_order_of_documents_changes_no_export(reader: Reader, tmp_path: Path) -> None:
    documents = _collection()
    orders = (documents, documents[::-1], [*documents[1::2], *documents[::2]])
    exports = []
    for place, order in enumerate(orders):
        path = tmp_path / f"{place}.dragoman"
        casebook.prepare(path)
        casebook.save(path, list(reader.read_many(order)))
        snapshot = casebook.View(path).snapshot()
        exports.append({what: rows(snapshot) for what, rows in PARTS.items()})
    assert exports[0]["claims"]
    assert exports[1] == exports[0]
    assert exports[2] == exports[0]
