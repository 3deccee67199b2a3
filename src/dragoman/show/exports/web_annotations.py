"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) as JSON lines: each line is a whole JSON-LD document.

The source of a target is the document's address or, without one, a name made from its id. Positions count characters
(code points) of the raw text, as the casebook has it: of a web page, that is the main text taken out of it.
"""

from __future__ import annotations

import json
import uuid
from typing import BinaryIO, Final

from dragoman.model import Aim, Claim, Document, Span, content_id
from dragoman.show.exports.source import Export, Row, Source, json_line
from dragoman.show.wording import say_date

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_BESIDE: Final = 32  # characters before and after a quote that tell it from the same words elsewhere
_LEFT_OUT: Final = frozenset({"doc", "start", "end", "quote", "also"})  # the target says these


def write(source: Source, out: BinaryIO) -> None:
    """Write one annotation for each claim or aim."""
    documents, rows = source.documents(), {row["id"]: row for row in source.rows()}
    found: tuple[Claim | Aim, ...] = source.view.claims() if source.what == "claims" else source.view.aims()
    for record in found:
        if record.document_id in documents:
            out.write(json_line(_annotation(record, documents[record.document_id], rows[record.id], source)))


def _annotation(record: Claim | Aim, document: Document, row: Row, source: Source) -> Row:
    spans = (record.evidence, *(record.also if isinstance(record, Claim) else ()))
    targets = [_target(document, span) for span in spans]
    kind = record.kind if isinstance(record, Claim) else record.sort
    fields = {name: value for name, value in row.items() if name not in _LEFT_OUT}
    bodies = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en",
         "value": _sentence(record, source)},
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": kind},
        {"type": "TextualBody", "purpose": "classifying", "format": "application/json",
         "value": json.dumps(fields, ensure_ascii=False)},
    ]  # fmt: skip
    return {
        "@context": _CONTEXT,
        "id": _name(source.what, record.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _sentence(record: Claim | Aim, source: Source) -> str:
    if isinstance(record, Aim):
        return f"{source.name(record.actor)}: {record.sort}, {record.status}: {record.text}"
    when = say_date(source.names.words, record.date)
    arrow = "↔" if record.mutual else "→"
    ends = f"{source.name(record.source)} {arrow} {source.name(record.target)}"
    speaker = "" if record.speaker is None else f", according to {record.speaker_name or source.name(record.speaker)}"
    kind = record.kind if record.kind != "STANCE" else f"STANCE {record.sign:+d}"
    return f"{ends}: {kind}, {record.status}, {when}{speaker}"


def _target(document: Document, span: Span) -> Row:
    start, end = document.offsets.raw_range(span.start, span.end)
    quote = {
        "type": "TextQuoteSelector",
        "exact": document.raw[start:end],
        "prefix": document.raw[max(start - _BESIDE, 0) : start],
        "suffix": document.raw[end : end + _BESIDE],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "type": "SpecificResource",
        "source": document.url or _name("document", document.id),
        "selector": [quote, position],
    }


def _name(sort: str, key: str) -> str:
    """A name (URN) that depends on what it names alone (a UUID of version 5, RFC 9562)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"dragoman:{sort}:{content_id(key)}").urn


EXPORT = Export("annotations", "W3C Web Annotations", write, ("claims", "aims"))
