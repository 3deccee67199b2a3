"""Claims and aims as rows for the page: what is said, in which words of which document, by whom, when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.model import UNNAMED, Aim, Claim, Span
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.relations.ties import CONTACT
from dragoman.show.acts import act
from dragoman.show.lines import mark_of_claim
from dragoman.show.records import Tone
from dragoman.show.wording import capital, say_date
from dragoman.web.held import Held, chosen_of

Row = dict[str, Any]


def evidence(held: Held, ids: Iterable[str]) -> list[Row]:
    """Return a row for each of these claims and aims, in this order."""
    given = held.snapshot.verdicts()
    return [
        claim_row(held, one, given.get(one.id)) if isinstance(one, Claim) else aim_row(held, one)
        for one in chosen_of(held, ids)
    ]


def claim_row(held: Held, claim: Claim, verdict: str | None) -> Row:
    """Return a claim as a row: `act` is it in words, `parts` its sentence, with what it rests on marked."""
    tone, glyph, asserted = mark(held, claim)
    names = held.names
    source, target = names.spoken(claim.source, claim.source_name), names.spoken(claim.target, claim.target_name)
    days = bounds(claim.date)
    return {
        "id": claim.id,
        "what": "claim",
        "act": capital(act(held.words, claim, source, target, many=names.plural(claim.source))),
        "kind": claim.kind,
        "sign": claim.sign,
        "tone": tone,
        "glyph": glyph,
        "asserted": asserted,
        "status": claim.status,
        "mutual": claim.mutual,
        "source": claim.source,
        "target": claim.target,
        "roots": [claim.source_root, claim.target_root],
        "speaker": _speaker(held, claim),
        "date": say_date(held.words, claim.date) if claim.date else "",
        "first": days[0] if days and days[0] != EARLIEST else None,
        "last": days[1] if days and days[1] != LATEST else None,
        "dated": days is not None,
        "condition": claim.condition or "",
        "rule": claim.rule,
        "confidence": round(claim.confidence, 2),
        "origin": claim.origin,
        "verdict": verdict,
        "independent": held.sources.by_claim.get(claim.id, claim.id),
        **_place(held, claim.evidence),
    }


def mark(held: Held, claim: Claim) -> tuple[Tone, str, bool]:
    """Return the tone and glyph of a claim as in the ties, where a meeting or a request takes no side, and whether the
    author asserts it.
    """
    tone, glyph, asserted = mark_of_claim(held.words, claim)
    if claim.kind in CONTACT and tone != "none":
        tone, glyph = held.words.tie("in contact")
    return tone, glyph, asserted


def aim_row(held: Held, aim: Aim) -> Row:
    """Return an aim as a row."""
    return {
        "id": aim.id,
        "what": "aim",
        "act": f"{held.name_of(aim.actor)}: {held.words.say('sorts', aim.sort)}",
        "sort": aim.sort,
        "text": " ".join(aim.text.split()),
        "actor": aim.actor,
        "root": aim.actor_root,
        "name": held.name_of(aim.actor),
        "side": held.name_of(aim.actor_root),
        "about": aim.about if aim.about in held.known else None,
        "tone": "none",
        "glyph": "",
        "asserted": aim.status == "did" and aim.speaker is None,
        "status": aim.status,
        "speaker": _speaker(held, aim),
        "condition": aim.condition or "",
        "rule": aim.rule,
        "confidence": round(aim.confidence, 2),
        "verdict": None,
        **_place(held, aim.evidence),
    }


def _speaker(held: Held, told: Claim | Aim) -> str:
    if told.speaker is None:
        return ""
    return held.names.spoken(told.speaker, "" if told.speaker == UNNAMED else told.speaker_name or "")


def _place(held: Held, span: Span) -> Row:
    """The sentence around a span, and the document it stands in; its own words alone where that is not there."""
    document = held.documents.get(span.document_id)
    if document is None:
        return {
            "parts": [["", False], [span.text, True], ["", False]], "document": None, "title": "", "publisher": "",
            "published": "", "cut": False,
        }  # fmt: skip
    _, start, end = held.notes.place(span)
    inner, stop = max(span.start, start), min(span.end, end)
    text = document.text
    return {
        "parts": [[text[start:inner], False], [text[inner:stop], True], [text[stop:end], False]],
        "document": document.id,
        "title": document.title or document.name,
        "publisher": document.publisher or "",
        "published": say_date(held.words, document.published),
        "cut": end - start < span.end - span.start,
    }
