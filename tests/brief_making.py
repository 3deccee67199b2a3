"""Small invented documents, claims and aims for the tests of relations and show."""

from __future__ import annotations

from dragoman.model import (
    Actor,
    Aim,
    Block,
    Claim,
    Document,
    Kind,
    OffsetMap,
    Reading,
    Repair,
    Skipped,
    Sort,
    Span,
    Status,
    content_id,
    sign_of,
)  # fmt: skip

KINDS_OF_ACTOR = {"PUTIN": "person", "HAFTAR": "person", "SARRAJ": "person", "LAVROV": "person",
                  "LNA": "armed group", "GNA": "rival government", "SUPPORTERS": "group"}  # fmt: skip
ROOTS = {"PUTIN": "RUS", "LAVROV": "RUS", "HAFTAR": "LNA", "SARRAJ": "GNA"}
NAMES = {
    "RUS": "Russia", "EGY": "Egypt", "TUR": "Turkey", "LBY": "Libya", "USA": "United States", "PUTIN": "Vladimir Putin",
    "LAVROV": "Sergei Lavrov", "HAFTAR": "Khalifa Haftar", "SARRAJ": "Fayez al-Sarraj", "LNA": "Libyan National Army",
    "GNA": "Government of National Accord", "SUPPORTERS": "Haftar supporters",
}  # fmt: skip


def root_of(actor: str) -> str:
    """The side of an actor in these tests."""
    return ROOTS.get(actor, actor)


def document(text: str, name: str = "a.txt", **known: str) -> Document:
    """A document of plain paragraphs whose clean text is its raw text."""
    blocks, place = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(place, place + len(paragraph), "paragraph"))
        place += len(paragraph) + 2
    whole = OffsetMap.identity(len(text))
    return Document(content_id(text, name), text, text, whole, tuple(blocks), name, name, **known)


def span(doc: Document, words: str) -> Span:
    """The first place of `words` in a document."""
    start = doc.text.index(words)
    return doc.span(start, start + len(words))


def claim(
    doc: Document,
    words: str,
    source: str,
    kind: Kind,
    target: str,
    *,
    status: Status = "did",
    sign: int | None = None,
    mutual: bool = False,
    speaker: str | None = None,
    date: str | None = None,
    ordinal: int | None = None,
    count: int | None = None,
    condition: str | None = None,
) -> Claim:
    """A claim whose evidence is `words` in `doc`."""
    evidence = span(doc, words)
    signed = sign_of(kind) if sign is None else sign
    return Claim(
        content_id(doc.id, evidence.start, source, kind, target, status, speaker, signed),
        doc.id, source, target, root_of(source), root_of(target), NAMES.get(source, source), NAMES.get(target, target),
        kind, signed, mutual, status, speaker, root_of(speaker) if speaker else None,
        NAMES.get(speaker, speaker) if speaker else None,
        date, ordinal, count, evidence, "test", (), 1.0, condition,
    )  # fmt: skip


def aim(
    doc: Document,
    words: str,
    actor: str,
    sort: Sort,
    *,
    status: Status = "did",
    speaker: str | None = None,
    condition: str | None = None,
    about: str | None = None,
) -> Aim:
    """An aim told in `words` of `doc`."""
    evidence = span(doc, words)
    name = NAMES.get(actor, actor)
    return Aim(
        content_id(doc.id, evidence.start, actor, sort), doc.id, actor, root_of(actor), name, sort, words, condition,
        status, speaker, NAMES.get(speaker, speaker) if speaker else None, evidence, "test", 1.0, about,
    )  # fmt: skip


def reading(
    doc: Document,
    claims: tuple[Claim, ...] = (),
    aims: tuple[Aim, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> Reading:
    """A reading with the actors that its claims and aims name."""
    ids = {i for c in claims for i in (c.source, c.target, c.source_root, c.target_root, c.speaker) if i}
    ids |= {a.actor for a in aims}
    actors = tuple(Actor(i, NAMES.get(i, i), KINDS_OF_ACTOR.get(i, "state"), root_of(i)) for i in sorted(ids))
    return Reading(doc, claims, aims, actors, skipped)


def with_repair(doc: Document, words: str, note: str, *, certain: bool) -> Document:
    """The document with one repair noted at `words`."""
    start = doc.raw.index(words)
    repair = Repair("test", start, start + len(words), words, words, note, certain)
    return Document(
        doc.id, doc.text, doc.raw, doc.offsets, doc.blocks, doc.origin, doc.name, doc.title, doc.published,
        doc.publisher, doc.url, doc.language, (*doc.repairs, repair),
    )  # fmt: skip
