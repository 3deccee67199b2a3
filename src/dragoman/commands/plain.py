"""Records as plain rows for JSON and CSV. Offsets are those of the raw text, as in the `--jsonl` contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dragoman.cells import flat
from dragoman.model import Aim, Claim, Document, Mention, Problem, Skipped

if TYPE_CHECKING:
    from dragoman.casebook.corrections import Verdict
    from dragoman.casebook.snapshot import Snapshot

__all__ = [
    "FIELDS",
    "PARTS",
    "aim_data",
    "by_id",
    "claim_data",
    "document_data",
    "flat",
    "mention_data",
    "problem_data",
    "repair_data",
    "skipped_data",
    "tie_data",
]

Row = dict[str, Any]

# The columns of each kind of row, so that an empty table has a heading too.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "claims": ("id", "doc", "source", "target", "source_root", "target_root", "source_name", "target_name", "kind",
               "sign", "mutual", "status", "speaker", "speaker_root", "date", "ordinal", "count", "start", "end",
               "quote", "rule", "confidence", "cues", "condition", "also", "verdict", "read_as"),
    "aims": ("id", "doc", "actor", "actor_root", "actor_name", "sort", "text", "condition", "status", "speaker",
             "speaker_name", "start", "end", "quote", "rule", "confidence", "about"),
    "actors": ("id", "name", "kind", "root"),
    "mentions": ("doc", "start", "end", "quote", "actor", "root", "name", "how", "confidence"),
    "documents": ("id", "text", "published", "title", "url", "publisher", "author", "language", "hash", "origin",
                  "clean", "repairs", "found"),
    "repairs": ("doc", "kind", "start", "end", "before", "after", "note", "certain"),
    "skipped": ("doc", "start", "end", "quote", "actors", "code", "reason"),
    "problems": ("stage", "where", "message", "remedy"),
    "corrections": ("id", "made_at", "who", "action", "target", "payload"),
    **dict.fromkeys(
        ("ties", "actor-ties"),
        ("source", "target", "source_name", "target_name", "word", "sign", "asserted", "witnesses", "did", "did_not",
         "planned", "possible", "advised", "documents", "first", "last", "start", "end", "counts", "claim_ids"),
    ),
    "forecasts": ("id", "made_at", "who", "action", "number", "day", "source", "why", "question", "measure", "value",
                  "by", "no_change", "corrects", "outcome"),
}  # fmt: skip


def claim_data(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    decided: Mapping[str, Verdict],
    read_as: Mapping[str, Mapping[str, str]],
) -> list[Row]:
    """Return claims as rows of the `--jsonl` contract, each with its id and what a person decided about it."""
    from dragoman.reading import claim_row  # noqa: PLC0415 - loads spaCy

    return [
        {
            "id": c.id,
            **claim_row(c, documents[c.document_id]),
            "verdict": decided.get(c.id),
            "read_as": dict(read_as[c.id]) if c.id in read_as else None,
        }
        for c in claims
        if c.document_id in documents
    ]


def aim_data(aims: Iterable[Aim], documents: Mapping[str, Document]) -> list[Row]:
    """Return aims as rows."""
    kept = ("actor", "actor_root", "actor_name", "sort", "text", "condition", "status", "speaker", "speaker_name")
    return [
        {
            "id": aim.id,
            "doc": documents[aim.document_id].name,
            **{name: getattr(aim, name) for name in kept},
            **_evidence(documents[aim.document_id], aim.evidence.start, aim.evidence.end),
            "rule": aim.rule,
            "confidence": aim.confidence,
            "about": aim.about,
        }
        for aim in aims
        if aim.document_id in documents
    ]


def skipped_data(skipped: Iterable[Skipped], documents: Mapping[str, Document]) -> list[Row]:
    """Return skipped sentences as rows."""
    return [
        {
            "doc": documents[one.evidence.document_id].name,
            **_evidence(documents[one.evidence.document_id], one.evidence.start, one.evidence.end),
            "actors": list(one.actors),
            "code": one.code,
            "reason": one.words,
        }
        for one in skipped
        if one.evidence.document_id in documents
    ]


def mention_data(mentions: Iterable[Mention], documents: Mapping[str, Document]) -> list[Row]:
    """Return mentions as rows."""
    return [
        {
            "doc": documents[one.span.document_id].name,
            **_evidence(documents[one.span.document_id], one.span.start, one.span.end),
            **{name: getattr(one, name) for name in ("actor", "root", "name", "how", "confidence")},
        }
        for one in mentions
        if one.span.document_id in documents
    ]


def document_data(documents: Iterable[Document]) -> list[Row]:
    """Return documents as rows that `dragoman read` can read again: `text` is the raw text that offsets refer to."""
    same = ("published", "title", "url", "publisher", "author", "language")
    return [
        {
            "id": d.name,
            "text": d.raw,
            **{name: getattr(d, name) for name in same},
            "hash": d.id,
            "origin": d.origin,
            "clean": d.text,
            "repairs": repair_data(d),
            "found": [asdict(fact) for fact in d.facts],
        }
        for d in documents
    ]


def repair_data(document: Document) -> list[Row]:
    """Return what was repaired or marked in a document as rows."""
    return [
        {
            "doc": document.name,
            "kind": r.kind,
            "start": r.raw_start,
            "end": r.raw_end,
            "before": r.before,
            "after": r.after,
            "note": r.note,
            "certain": r.certain,
        }
        for r in document.repairs
    ]


def problem_data(problems: Iterable[Problem]) -> list[Row]:
    """Return problems as rows."""
    return [asdict(problem) for problem in problems]


def _evidence(document: Document, start: int, end: int) -> Row:
    raw_start, raw_end = document.offsets.raw_range(start, end)
    return {"start": raw_start, "end": raw_end, "quote": document.raw[raw_start:raw_end]}


def tie_data(view: Snapshot, what: str) -> list[Row]:
    """Return the ties between sides ("ties") or actors ("actor-ties") as rows."""
    from dragoman.show.exports.source import TIES, tie_rows  # noqa: PLC0415 - loads the formats

    return tie_rows(view, TIES[what])


def by_id(view: Snapshot) -> dict[str, Document]:
    """Return the documents of a casebook by id."""
    return {document.id: document for document in view.documents()}


PARTS: Final[dict[str, Callable[[Snapshot], list[Row]]]] = {
    "claims": lambda view: claim_data(view.claims(), by_id(view), view.verdicts(), view.read_as),
    "aims": lambda view: aim_data(view.aims(), by_id(view)),
    "actors": lambda view: [asdict(actor) for actor in view.actors()],
    "mentions": lambda view: mention_data(view.mentions(), by_id(view)),
    "documents": lambda view: document_data(view.documents()),
    "repairs": lambda view: [row for d in view.documents() for row in repair_data(d)],
    "skipped": lambda view: skipped_data(view.skipped(), by_id(view)),
    "problems": lambda view: problem_data(view.problems()),
    "corrections": lambda view: [asdict(correction) for correction in view.corrections()],
    "ties": lambda view: tie_data(view, "ties"),
    "actor-ties": lambda view: tie_data(view, "actor-ties"),
    "forecasts": lambda view: [asdict(entry) for entry in view.forecasts()],
}
