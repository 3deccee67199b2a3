"""Records to table rows and back, exactly: `x_from(x_row(record)) == record` for every record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar, cast

from dragoman.casebook.corrections import Correction
from dragoman.model import (
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
)

Row = tuple[Any, ...]
_FACT: Final = 3  # parts of a fact, which stands behind the repairs; a repair has more
T = TypeVar("T")

# DuckDB holds only valid UTF-8, but a raw text may hold half of a surrogate pair (a broken JSON escape).
# Those are written as MARK + four hex digits, and MARK itself as MARK + MARK: nothing is lost, nothing clashes.
_MARK: Final = "\U0010fffe"
_NEEDS_MARK = re.compile(f"[\ud800-\udfff{_MARK}]")
_MARKED = re.compile(f"{_MARK}(?:{_MARK}|[0-9a-f]{{4}})")


def pack(value: T) -> T:
    """Return a value that DuckDB can hold; anything but a string with broken characters is returned as it is."""
    if not isinstance(value, str) or value.isascii():
        return value
    return cast(T, _NEEDS_MARK.sub(lambda m: _MARK + (_MARK if m[0] == _MARK else f"{ord(m[0]):04x}"), value))


def unpack(value: T) -> T:
    """Undo `pack`."""
    if not isinstance(value, str) or _MARK not in value:
        return value
    return cast(T, _MARKED.sub(lambda m: _MARK if m[0][1:] == _MARK else chr(int(m[0][1:], 16)), value))


# JSON would join two halves of a surrogate pair that stand side by side, so strings are packed inside it as well.
def dump(value: object) -> str:
    """Return lists, numbers and any strings as JSON that DuckDB can hold."""
    return json.dumps(_each(pack, value), separators=(",", ":"))


def load(text: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    """Undo `dump`; tuples come back as lists."""
    return _each(unpack, json.loads(text))


def _each(change: Callable[[Any], Any], value: object) -> object:
    if isinstance(value, list | tuple):
        return [_each(change, one) for one in value]
    return change(value)


def _own(document_id: str, span: Span) -> tuple[int, int, str]:
    if span.document_id != document_id:
        raise ValueError(f"evidence of document {span.document_id} cannot be kept under document {document_id}")
    return span.start, span.end, span.text


def document_row(document: Document, fingerprint: str, read_by: str) -> Row:
    """Return the row of a document. The raw text and the map are left out where they say nothing new."""
    d = document
    untouched = d.raw == d.text
    plain = d.offsets == OffsetMap.identity(len(d.text))
    offsets = [list(d.offsets.clean_starts), list(d.offsets.raw_starts), list(d.offsets.raw_ends)]
    repairs = [[r.kind, r.raw_start, r.raw_end, r.before, r.after, r.note, r.certain] for r in d.repairs]
    facts = [[f.field, f.value, f.origin] for f in d.facts]
    return (
        d.id, d.name, d.title, d.published, d.publisher, d.url, d.language, d.origin, d.text,
        None if untouched else d.raw,
        None if plain else dump([*offsets, [int(c) for c in d.offsets.copied], d.offsets.clean_length]),
        dump([[b.start, b.end, b.kind] for b in d.blocks]),
        dump([*repairs, *facts]),
        fingerprint, read_by,
    )  # fmt: skip


def document_from(row: Sequence[Any]) -> Document:
    """Return the Document of a row."""
    identity, name, title, published, publisher, url, language, origin, text, raw, offsets, blocks, repairs = row[:13]
    if offsets is None:
        where = OffsetMap.identity(len(text))
    else:
        clean_starts, raw_starts, raw_ends, copied, length = load(offsets)
        flags = tuple(bool(c) for c in copied)
        where = OffsetMap(tuple(clean_starts), tuple(raw_starts), tuple(raw_ends), flags, length)
    noted = load(repairs)
    return Document(
        id=identity, text=text, raw=text if raw is None else raw, offsets=where,
        blocks=tuple(Block(*b) for b in load(blocks)), origin=origin, name=name, title=title,
        published=published, publisher=publisher, url=url, language=language,
        repairs=tuple(Repair(*r) for r in noted if len(r) > _FACT),
        facts=tuple(Fact(*r) for r in noted if len(r) == _FACT),
    )  # fmt: skip


def claim_row(claim: Claim, position: int) -> Row:
    """Return the row of a claim, the `position`-th of its document. Raises ValueError for another's evidence."""
    c = claim
    also = [list(_own(c.document_id, span)) for span in c.also]
    return (
        c.document_id, position, c.id, c.source, c.target, c.source_root, c.target_root, c.source_name, c.target_name,
        c.kind, c.sign, c.mutual, c.status, c.speaker, c.speaker_root, c.speaker_name, c.date, c.ordinal, c.count,
        *_own(c.document_id, c.evidence), c.rule, dump(c.cues), c.confidence, c.condition, dump(also), c.origin,
    )  # fmt: skip


def claim_from(row: Sequence[Any]) -> Claim:
    """Return the Claim of a row."""
    document_id, _, identity, source, target, source_root, target_root, source_name, target_name = row[:9]
    kind, sign, mutual, status, speaker, speaker_root, speaker_name, date, ordinal, count = row[9:19]
    start, stop, quote, rule, cues, confidence, condition, also, origin = row[19:28]
    return Claim(
        identity, document_id, source, target, source_root, target_root, source_name, target_name, kind, sign, mutual,
        status, speaker, speaker_root, speaker_name, date, ordinal, count, Span(document_id, start, stop, quote),
        rule, tuple(load(cues)), confidence, condition, tuple(Span(document_id, *span) for span in load(also)), origin,
    )  # fmt: skip


def aim_row(aim: Aim, position: int) -> Row:
    """Return the row of an aim, the `position`-th of its document. Raises ValueError for another's evidence."""
    a = aim
    return (
        a.document_id, position, a.id, a.actor, a.actor_root, a.actor_name, a.sort, a.text, a.condition, a.status,
        a.speaker, a.speaker_name, *_own(a.document_id, a.evidence), a.rule, a.confidence, a.about,
    )  # fmt: skip


def aim_from(row: Sequence[Any]) -> Aim:
    """Return the Aim of a row."""
    document_id, _, identity, actor, root, name, sort, text, condition, status, speaker, speaker_name = row[:12]
    start, stop, quote, rule, confidence, about = row[12:18]
    evidence = Span(document_id, start, stop, quote)
    return Aim(identity, document_id, actor, root, name, sort, text, condition, status, speaker, speaker_name,
               evidence, rule, confidence, about)  # fmt: skip


def actor_row(document_id: str, actor: Actor, position: int) -> Row:
    """Return the row of an actor named in a document."""
    return document_id, position, actor.id, actor.name, actor.kind, actor.root


def actor_from(row: Sequence[Any]) -> Actor:
    """Return the Actor of a row."""
    return Actor(*row[2:6])


def mention_row(document_id: str, mention: Mention, position: int) -> Row:
    """Return the row of a mention. Raises ValueError when its place is in another document."""
    m = mention
    return document_id, position, *_own(document_id, m.span), m.actor, m.root, m.name, m.how, m.confidence


def mention_from(row: Sequence[Any]) -> Mention:
    """Return the Mention of a row."""
    document_id, _, start, stop, quote, *rest = row
    actor, root, name, how, confidence = rest
    return Mention(Span(document_id, start, stop, quote), actor, root, name, how, confidence)


def skipped_row(document_id: str, skipped: Skipped, position: int) -> Row:
    """Return the row of a skipped sentence. Raises ValueError when the sentence is another document's."""
    return document_id, position, *_own(document_id, skipped.evidence), dump(skipped.actors), skipped.reason


def skipped_from(row: Sequence[Any]) -> Skipped:
    """Return the Skipped of a row."""
    document_id, _, start, stop, quote, actors, reason = row
    return Skipped(Span(document_id, start, stop, quote), tuple(load(actors)), reason)


def problem_row(document_id: str | None, problem: Problem, position: int) -> Row:
    """Return the row of a problem; `document_id` is None when it stopped a file from becoming a document."""
    return document_id, position, problem.stage, problem.where, problem.message, problem.remedy


def problem_from(row: Sequence[Any]) -> Problem:
    """Return the Problem of a row."""
    stage, where, message, remedy = row[2:6]
    return Problem(stage, where, message, remedy)


def correction_row(correction: Correction, position: int) -> Row:
    """Return the row of a correction, the `position`-th ever made."""
    c = correction
    return position, c.id, c.made_at, c.who, c.action, c.target, dump(sorted(c.payload.items()))


def correction_from(row: Sequence[Any]) -> Correction:
    """Return the Correction of a row."""
    _, identity, made_at, who, action, target, payload = row
    return Correction(identity, made_at, who, action, target, dict(load(payload)))


def reading_rows(reading: Reading) -> dict[str, list[Row]]:
    """Return the rows of everything read out of one document, by table (the document's own row is not among them)."""
    own = reading.document.id
    return {
        "claims": [claim_row(c, i) for i, c in enumerate(reading.claims)],
        "aims": [aim_row(a, i) for i, a in enumerate(reading.aims)],
        "actors": [actor_row(own, a, i) for i, a in enumerate(reading.actors)],
        "mentions": [mention_row(own, m, i) for i, m in enumerate(reading.mentions)],
        "skipped": [skipped_row(own, s, i) for i, s in enumerate(reading.skipped)],
        "problems": [problem_row(own, p, i) for i, p in enumerate(reading.problems)],
    }


def fingerprint(reading: Reading, rows: dict[str, list[Row]]) -> str:
    """Return a hash of all that a reading holds: equal fingerprints mean that nothing needs to be written."""
    document = document_row(reading.document, "", "")
    return content_id(dump(document), *(f"{table}{dump(rows[table])}" for table in sorted(rows)))


def columns(rows: Sequence[Row]) -> list[list[Any]]:
    """Return rows as packed columns, one list per column, as the bulk insert wants them."""
    return [[pack(value) for value in column] for column in zip(*rows, strict=True)]


def cells(row: Sequence[Any]) -> Row:
    """Return a fetched row with its strings unpacked."""
    return tuple(unpack(value) for value in row)
