"""Records for the tests of the casebook and the commands: drawn at random, or made by hand."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.model import (
    KINDS,
    KNOWN,
    SORTS,
    STATUSES,
    Actor,
    Aim,
    Block,
    Claim,
    Document,
    Fact,
    Mention,
    OffsetMap,
    Problem,
    Reading,
    Repair,
    Skipped,
    Span,
    content_id,
    sign_of,
)

# Characters that break storage, among ordinary ones. Few and short: there are fifty fields to fill.
NASTY = "\ud800\udfff\U0010fffe\x00'\"\\\n,é̄بж中🇱ab"
TEXT = st.text(st.sampled_from(NASTY), max_size=4)
SOME = st.none() | TEXT
NUMBER = st.integers(min_value=0, max_value=2**62)


@st.composite
def spans(draw: st.DrawFn, document: Document) -> Span:
    start = draw(st.integers(0, len(document.text) - 1))
    return document.span(start, draw(st.integers(start + 1, len(document.text))))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXT.filter(bool))
    same = draw(st.booleans())
    raw = text if same else draw(TEXT) + text
    where = OffsetMap.identity(len(text)) if same else OffsetMap(
        (0,), (len(raw) - len(text),), (len(raw),), (True,), len(text))  # fmt: skip
    block = st.builds(Block, NUMBER, NUMBER, st.sampled_from(["paragraph", "heading", "fragment", "duplicate"]))
    repair = st.builds(Repair, TEXT, NUMBER, NUMBER, TEXT, TEXT, TEXT, st.booleans())
    fact = st.builds(Fact, st.sampled_from(KNOWN), TEXT, TEXT)
    return Document(
        content_id(text, raw), text, raw, where, tuple(draw(st.lists(block, max_size=2))), draw(TEXT), draw(TEXT),
        draw(SOME), draw(SOME), draw(SOME), draw(SOME), draw(SOME), tuple(draw(st.lists(repair, max_size=2))),
        tuple(draw(st.lists(fact, max_size=2))),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document = draw(documents())
    span = spans(document)
    confidence = st.floats(0, 1)
    claim = st.builds(
        Claim, id=TEXT, document_id=st.just(document.id), source=TEXT, target=TEXT, source_root=TEXT,
        target_root=TEXT, source_name=TEXT, target_name=TEXT, kind=st.sampled_from(KINDS),
        sign=st.sampled_from([-1, 0, 1]), mutual=st.booleans(), status=st.sampled_from(STATUSES), speaker=SOME,
        speaker_root=SOME, speaker_name=SOME, date=SOME, ordinal=st.none() | NUMBER, count=st.none() | NUMBER,
        evidence=span, rule=TEXT, cues=st.lists(TEXT, max_size=2).map(tuple), confidence=confidence, condition=SOME,
        also=st.lists(span, max_size=2).map(tuple), origin=st.sampled_from(["reader", "import", "analyst"]),
    )  # fmt: skip
    aim = st.builds(
        Aim, id=TEXT, document_id=st.just(document.id), actor=TEXT, actor_root=TEXT, actor_name=TEXT,
        sort=st.sampled_from(SORTS), text=TEXT, condition=SOME, status=st.sampled_from(STATUSES), speaker=SOME,
        speaker_name=SOME, evidence=span, rule=TEXT, confidence=confidence, about=SOME,
    )  # fmt: skip
    actor = st.builds(Actor, TEXT, TEXT, TEXT, TEXT)
    skipped = st.builds(Skipped, span, st.lists(TEXT, max_size=3).map(tuple), TEXT)
    problem = st.builds(Problem, st.sampled_from(["clean", "claims"]), TEXT, TEXT, TEXT)
    mention = st.builds(Mention, span, SOME, SOME, TEXT, TEXT, confidence)
    parts = [draw(st.lists(part, max_size=2).map(tuple)) for part in (claim, aim, actor, skipped, problem, mention)]
    return Reading(document, *parts)


def document(text: str, name: str = "report.txt", **more: object) -> Document:
    """Return an untouched document of `text`."""
    whole = (Block(0, len(text), "paragraph"),)
    fields = {"origin": name, **more}
    return Document(content_id(text, name), text, text, OffsetMap.identity(len(text)), whole, name=name, **fields)


def claim(of: Document, quote: str, source: str, target: str, kind: str = "SUPPORT", **more: object) -> Claim:
    """Return a claim of `of`; `source` and `target` are written name:ROOT."""
    start = of.text.index(quote)
    (source_name, source_root), (target_name, target_root) = source.split(":"), target.split(":")
    fields: dict[str, object] = {
        "id": content_id(of.id, start, source, target, kind, sorted(more.items())), "document_id": of.id,
        "source": source_name.lower(), "target": target_name.lower(), "source_root": source_root,
        "target_root": target_root, "source_name": source_name, "target_name": target_name, "kind": kind,
        "sign": sign_of(kind), "mutual": False, "status": "did", "speaker": None, "speaker_root": None,
        "speaker_name": None, "date": None, "ordinal": None, "count": None,
        "evidence": of.span(start, start + len(quote)), "rule": "test.rule", "cues": ("backs",), "confidence": 0.8,
        **more,
    }  # fmt: skip
    return Claim(**fields)


def actor(written: str, kind: str = "state") -> Actor:
    """Return the actor written name:ROOT."""
    name, root = written.split(":")
    return Actor(name.lower(), name, kind, root)


def reading(n: int, **more: object) -> Reading:
    """Return a small reading of the `n`-th of many different documents."""
    of = document(f"Report {n}. Russia backs Egypt in plan {n}.", f"report-{n}.txt", **more)
    one = claim(of, f"Russia backs Egypt in plan {n}", "Russia:RUS", "Egypt:EGY")
    return Reading(of, (one,), (), (actor("Russia:RUS"), actor("Egypt:EGY")))
