"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line, as its tools read them.

Only what its schemata mean is written. A claim of something done or held becomes an UnknownLink, which has a direction,
a role, a status and a source document; what did not happen, is planned, possible or advised is a Note about the two,
since a link would draw it as a fact. What a speaker says has the speaker in its status.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.model import UNNAMED, Actor, Claim, Document, Mention, content_id
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.show.exports.source import Export, Row, Source, json_line
from dragoman.show.wording import say_date

# A state acts through its government, which is a public body; an office without its holder is a position.
_SCHEMATA: Final = {
    "person": "Person",
    **dict.fromkeys(
        ("state", "historic state", "rival government", "presidency", "ministry", "government"), "PublicBody"
    ),
    **dict.fromkeys(("igo", "organ", "armed group", "party", "movement", "ngo", "union", "media"), "Organization"),
    "company": "Company",
    "office": "Position",
}
_OTHER: Final = "LegalEntity"
_WHAT_IS_NAMED: Final = frozenset({"Person", "PublicBody", "Organization", "Company", _OTHER})


def write(source: Source, out: BinaryIO) -> None:
    """Write documents and actors, and then the claims or mentions that tell of them; the same thing has always the
    same id.
    """
    view = source.view
    documents = source.documents()
    actors = {actor.id: actor for actor in view.actors()}
    if source.what == "claims":
        claims = [claim for claim in view.claims() if claim.document_id in documents]
        named = {end for claim in claims for end in (claim.source, claim.target)}
        told: Iterator[Row] = (_claim(claim, documents[claim.document_id], source) for claim in claims)
        used = {claim.document_id for claim in claims}
    else:
        mentions = [one for one in _mentions(source) if one.span.document_id in documents]
        named = {one.actor for one in mentions if one.actor is not None}
        told = (_mention(one, actors) for one in mentions)
        used = {one.span.document_id for one in mentions}
    out.writelines(json_line(_document(document)) for key, document in documents.items() if key in used)
    out.writelines(json_line(_actor(actors.get(one), one, source)) for one in sorted(named))
    out.writelines(map(json_line, told))


def _entity(schema: str, key: tuple[object, ...], **values: str | list[str] | None) -> Row:
    """An entity; what is not known is left out, and every value is a list, as FollowTheMoney has it."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in values.items() if value}
    return {"id": _id(*key), "schema": schema, "properties": listed}


def _id(*key: object) -> str:
    return f"dragoman-{content_id(*key)}"


def _document(document: Document) -> Row:
    return _entity(
        "PlainText", ("document", document.id), name=document.title or document.name, title=document.title,
        fileName=document.name, publishedAt=document.published, publisher=document.publisher,
        sourceUrl=document.url, bodyText=document.raw,
    )  # fmt: skip


def _actor(actor: Actor | None, actor_id: str, source: Source) -> Row:
    schema = _OTHER if actor is None else _SCHEMATA.get(actor.kind, _OTHER)
    return _entity(schema, ("actor", actor_id), name=source.name(actor_id))


def _claim(claim: Claim, document: Document, source: Source) -> Row:
    start, end = document.offsets.raw_range(claim.evidence.start, claim.evidence.end)
    first, last = bounds(claim.date) or (EARLIEST, LATEST)
    ends = [_id("actor", claim.source), _id("actor", claim.target)]
    status: str = claim.status
    if claim.speaker is not None:
        speaker = claim.speaker_name or source.name(claim.speaker)
        status = f"{claim.status}, according to {'unnamed speakers' if claim.speaker == UNNAMED else speaker}"
    same: dict[str, str | list[str] | None] = {
        "summary": document.raw[start:end], "publisher": document.publisher, "sourceUrl": document.url,
        "proof": _id("document", claim.document_id),
    }  # fmt: skip
    role = claim.kind if claim.kind != "STANCE" else f"STANCE {claim.sign:+d}"
    if claim.status != "did":
        when = say_date(source.names.words, claim.date)
        sentence = f"{source.name(claim.source)} → {source.name(claim.target)}: {role}, {status}, {when}"
        return _entity("Note", ("claim", claim.id), name=sentence, description=sentence, entity=ends, **same)
    exact = claim.date if first == last else None
    return _entity(
        "UnknownLink", ("claim", claim.id), subject=ends[0], object=ends[1], role=role, status=status, date=exact,
        startDate=None if exact or first == EARLIEST else first, endDate=None if exact or last == LATEST else last,
        recordId=claim.id, **same,
    )  # fmt: skip


def _mentions(source: Source) -> tuple[Mention, ...]:
    found = getattr(source.view, "mentions", None)
    return () if found is None else tuple(found())


def _mention(mention: Mention, actors: dict[str, Actor]) -> Row:
    actor = actors.get(mention.actor or "")
    schema = None if actor is None else _SCHEMATA.get(actor.kind, _OTHER)
    known = mention.actor is not None and (schema or _OTHER) in _WHAT_IS_NAMED
    return _entity(
        "Mention", ("mention", mention.span.document_id, mention.span.start, mention.span.end, mention.actor),
        document=_id("document", mention.span.document_id), name=mention.span.text,
        resolved=_id("actor", mention.actor) if known else None, detectedSchema=schema,
    )  # fmt: skip


EXPORT = Export("ftm", "FollowTheMoney entities", write, ("claims", "mentions"))
