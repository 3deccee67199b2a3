"""What is missing: dates, words lost from the text, repairs, sentences not read, problems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dragoman.model import Document, Repair
from dragoman.relations.witnesses import plain
from dragoman.show.lines import Desk, clipped
from dragoman.show.records import Group, Line, Section
from dragoman.show.scope import Scope
from dragoman.show.view import View
from dragoman.show.wording import dated

_MOST: Final = 25
_SAMPLES, _SAMPLE, _UNDATED = 3, 60, 8
_APART: Final = frozenset({"fragment", "teaser"})
# Reasons by which a sentence tells nothing between two sides, or nothing new, so that nothing is missing.
_NO_GAP: Final = frozenset({"duplicate", "one-side", "place", "sport", "teaser"})


def gaps(desk: Desk, scope: Scope, view: View) -> Section:
    """Return the section on gaps; every line has a footnote or stands for a count of what was looked at."""
    say = desk.words.say
    groups = [
        Group("", tuple(_undated(desk, scope))),
        Group(say("gaps", "missing"), _capped(desk, _missing(desk, scope.documents))),
        Group(say("gaps", "fragments"), _capped(desk, _fragments(desk, scope.documents))),
        *_unread(desk, scope, view),
        Group(say("gaps", "problems"), _capped(desk, _problems(desk, scope, view))),
    ]
    kept = tuple(group for group in groups if group.lines)
    return Section("gaps", say("sections", "gaps"), kept, say("nothing", "gaps"))


def _capped(desk: Desk, lines: Iterable[Line]) -> tuple[Line, ...]:
    found = list(lines)
    if len(found) <= _MOST:
        return tuple(found)
    return (*found[:_MOST], Line(desk.words.say("gaps", "more", n=len(found) - _MOST), notes=found[_MOST].notes))


def _undated(desk: Desk, scope: Scope) -> Iterable[Line]:
    done = [c for c in scope.claims if c.status == "did" and c.kind != "STANCE"]
    without = [c for c in done if not dated(c.date)]
    if without:
        text = desk.words.say("gaps", "undated_events", n=len(without), all=len(done))
        shown = desk.cite(*(c.evidence for c in without[:_UNDATED]))
        yield Line(text, notes=shown, ids=tuple(c.id for c in without))
    unknown = [d for d in scope.documents if d.published is None]
    if unknown:
        names = ", ".join(d.title or d.name for d in unknown)
        heads = [desk.notes.head(document) for document in unknown]
        yield Line(desk.words.say("gaps", "undated_documents", names=names), notes=desk.cite(*heads))


def _missing(desk: Desk, documents: Iterable[Document]) -> Iterable[Line]:
    """Repairs that are guesses or mark a loss; the certain ones are only counted.

    A guess about a stretch that is listed whole among the pieces kept apart is not listed here as well.
    """
    certain: dict[str, list[tuple[Document, Repair]]] = {}
    guesses: dict[str, list[tuple[Document, Repair]]] = {}
    for document in documents:
        shown = {plain(document.text[b.start : b.end]) for b in document.blocks if b.kind in _APART}
        for repair in document.repairs:
            if not repair.certain and plain(repair.before) in shown:
                continue
            found, key = (certain, repair.kind) if repair.certain else (guesses, repair.note or repair.kind)
            found.setdefault(key, []).append((document, repair))
    for note, repairs in guesses.items():
        quote = " · ".join(clipped(repair.before, _SAMPLE) for _, repair in repairs[:_SAMPLES] if repair.before.strip())
        yield Line(note, quote, _raw(desk, repairs), asserted=False)
    for kind, repairs in sorted(certain.items()):
        text = desk.words.say("gaps", "repairs", n=len(repairs), kind=kind.replace("_", " "))
        yield Line(text, notes=_raw(desk, repairs[:_SAMPLES]))


def _raw(desk: Desk, repairs: Iterable[tuple[Document, Repair]]) -> tuple[int, ...]:
    return tuple(desk.notes.cite_raw(document, repair.raw_start, repair.raw_end) for document, repair in repairs)


def _fragments(desk: Desk, documents: Iterable[Document]) -> Iterable[Line]:
    for document in documents:
        for block in document.blocks:
            if block.kind in _APART:
                span = document.span(block.start, block.end)
                yield Line("", clipped(span.text), desk.cite(span), block.kind, asserted=False)


def _unread(desk: Desk, scope: Scope, view: View) -> Iterable[Group]:
    """Sentences that gave neither claim nor aim, of anybody, by reason; a copy or part of one that did is no gap."""
    skipped = [skip for skip in scope.skipped if skip.code not in _NO_GAP]
    wanted = {skip.evidence.document_id for skip in skipped}
    read: dict[str, set[str]] = {document_id: set() for document_id in wanted}
    told = [span for c in view.claims() if c.document_id in wanted for span in (c.evidence, *c.also)]
    for span in (*told, *(a.evidence for a in view.aims() if a.document_id in wanted)):
        read[span.document_id].add(desk.notes.key(span))
    everywhere = set().union(*read.values())
    whole = {document_id: f" {' | '.join(sorted(keys))} " for document_id, keys in read.items()}
    plainly = desk.words.tables["unread"]
    reasons: dict[str, dict[str, Line]] = {}
    for skip in skipped:
        key = desk.notes.key(skip.evidence)
        if key not in everywhere and f" {plain(skip.evidence.text)} " not in whole[skip.evidence.document_id]:
            said = skip.words if skip.code else ""
            line = Line(said, clipped(skip.evidence.text, 160), desk.cite(skip.evidence), asserted=False)
            reasons.setdefault(skip.code or skip.reason, {}).setdefault(key, line)
    for reason, lines in reasons.items():
        said = plainly.get(reason, reason)
        yield Group(f"{desk.words.say('gaps', 'unread')}: {said}", _capped(desk, lines.values()))


def _problems(desk: Desk, scope: Scope, view: View) -> Iterable[Line]:
    known = {document.name: document for document in scope.documents}
    for problem in view.problems():
        document = next((d for name, d in known.items() if name and name in problem.where), None)
        notes = desk.cite(desk.notes.head(document)) if document is not None else ()
        yield Line(f"{problem.message} {problem.remedy}".strip(), label=problem.where, notes=notes)
