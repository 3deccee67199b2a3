"""What is missing: dates, words lost from the text, repairs, sentences not read, problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from dragoman.model import Document, Span
from dragoman.show.lines import Desk, clipped
from dragoman.show.records import Group, Line, Section
from dragoman.show.scope import Scope
from dragoman.show.view import View
from dragoman.show.wording import dated

_MOST: Final = 25


def gaps(desk: Desk, scope: Scope, view: View) -> Section:
    """Return the section on gaps; every line has a footnote or stands for a count of what was looked at."""
    say = desk.words.say
    groups = [
        Group("", tuple(_undated(desk, scope))),
        Group(say("gaps", "missing"), _capped(desk, _missing(desk, scope.documents))),
        Group(say("gaps", "fragments"), _capped(desk, _fragments(desk, scope.documents))),
        Group(say("gaps", "unread"), _capped(desk, _unread(desk, scope))),
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
        yield Line(text, notes=desk.cite(*(c.evidence for c in without)), ids=tuple(c.id for c in without))
    unknown = [d for d in scope.documents if d.published is None]
    if unknown:
        names = ", ".join(d.title or d.name for d in unknown)
        heads = [d.span(b.start, b.end) for d in unknown for b in d.blocks[:1]]
        yield Line(desk.words.say("gaps", "undated_documents", names=names), notes=desk.cite(*heads))


def _missing(desk: Desk, documents: Iterable[Document]) -> Iterable[Line]:
    """Repairs that are guesses or mark a loss; the certain ones are only counted."""
    certain: Counter[str] = Counter()
    shown: dict[str, tuple[Document, int, int]] = {}
    for document in documents:
        for repair in document.repairs:
            if repair.certain:
                certain[repair.kind] += 1
                shown.setdefault(repair.kind, (document, repair.raw_start, repair.raw_end))
                continue
            note = desk.notes.cite_raw(document, repair.raw_start, repair.raw_end)
            yield Line(repair.note or repair.kind, clipped(repair.before), (note,), asserted=False)
    for kind, number in sorted(certain.items()):
        note = desk.notes.cite_raw(*shown[kind])
        yield Line(desk.words.say("gaps", "repairs", n=number, kind=kind.replace("_", " ")), notes=(note,))


def _fragments(desk: Desk, documents: Iterable[Document]) -> Iterable[Line]:
    for document in documents:
        for block in document.blocks:
            if block.kind in {"fragment", "teaser"}:
                span = document.span(block.start, block.end)
                yield Line("", clipped(span.text), desk.cite(span), block.kind, asserted=False)


def _unread(desk: Desk, scope: Scope) -> Iterable[Line]:
    for skip in scope.skipped:
        yield Line(skip.reason, clipped(skip.evidence.text, 160), desk.cite(skip.evidence), asserted=False)


def _problems(desk: Desk, scope: Scope, view: View) -> Iterable[Line]:
    known = {document.name: document for document in scope.documents}
    for problem in view.problems():
        document = next((d for name, d in known.items() if name and name in problem.where), None)
        notes = desk.cite(_head(document)) if document is not None and document.blocks else ()
        yield Line(f"{problem.message} {problem.remedy}".strip(), label=problem.where, notes=notes)


def _head(document: Document) -> Span:
    first = document.blocks[0]
    return document.span(first.start, first.end)
