"""The section of a brief that tells what would hold in a conflict model, each preference with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from dragoman.model import Document, Span
from dragoman.show.lines import Desk
from dragoman.show.playing import Result, changed
from dragoman.show.records import Group, Line, Section
from dragoman.strategy.conflict import ConflictModel, Quote

KEY = "played"


def played(desk: Desk, documents: Iterable[Document], result: Result) -> Section:
    """Return the section: shares of sampled worlds beside the null run, what would change them, what was built in.

    A quote from a document of the casebook is a footnote; any other stands in the line itself.
    """
    say = desk.words.say
    source = _Source(desk, tuple(documents), result.model)
    about = say(KEY, "shares", title=result.model.title, focal=result.model.focal, worlds=f"{result.played.worlds:,}")
    groups = (
        Group(about, tuple(_shares(desk, result))),
        Group(say(KEY, "changes"), tuple(_changes(desk, result, source))),
        Group(say(KEY, "wants", focal=result.model.focal), tuple(_wants(result, source))),
        Group(say(KEY, "built"), tuple(_built(desk, result))),
    )
    return Section(KEY, say("sections", KEY), tuple(group for group in groups if group.lines), say("nothing", KEY))


class _Source:
    """Finds the words a model quotes in the documents of the casebook."""

    def __init__(self, desk: Desk, documents: tuple[Document, ...], model: ConflictModel) -> None:
        self._desk = desk
        self._documents = {PurePath(document.name).name: document for document in documents}
        self._places = dict(model.documents)

    def line(self, text: str, quote: Quote | None, remark: str = "") -> Line:
        """The line with its quote: as a footnote where the casebook holds the words, in full elsewhere."""
        if quote is None:
            return Line(text, asserted=False, remark=remark)
        span = self._span(quote)
        if span is None:
            return Line(text, quote.text, asserted=False, remark=remark)
        return Line(text, notes=(self._desk.notes.cite(span),), asserted=False, remark=remark)

    def _span(self, quote: Quote) -> Span | None:
        called = self._places.get(quote.document, quote.document)
        document = self._documents.get(PurePath(called).name)
        if document is None:
            return None
        found = re.search(r"\s+".join(map(re.escape, quote.text.split())), document.text)
        return document.span(found.start(), found.end()) if found else None


def _shares(desk: Desk, result: Result) -> Iterator[Line]:
    null = result.null.strategies[result.concept]
    for strategy, share, chance in zip(result.strategies, result.played.strategies[result.concept], null, strict=True):
        low, high = share.interval
        told = {"share": share.value, "low": low, "high": high, "null": chance.value}
        remark = desk.words.say(KEY, "share", **{name: f"{value:.2f}" for name, value in told.items()})
        yield Line(strategy.name, asserted=False, remark=remark)


def _changes(desk: Desk, result: Result, source: _Source) -> Iterator[Line]:
    for left in result.left_out:
        moved = [
            desk.words.say(KEY, "moved", name=name, before=f"{before.value:.2f}", after=f"{after.value:.2f}")
            for name, before, after in changed(result, left)
        ]
        if moved:
            without = desk.words.say(KEY, "without", words=left.preference.words, moved="; ".join(moved))
            yield source.line(without, left.preference.quote)


def _wants(result: Result, source: _Source) -> Iterator[Line]:
    for preference in result.model.focal_side.preferences:
        yield source.line(preference.words, preference.quote, preference.basis.replace("_", " "))


def _built(desk: Desk, result: Result) -> Iterator[Line]:
    words = {option.name: option.words for option in result.model.options}
    for one in result.built:
        which = "nothing_against" if one.for_it else "nothing_for" if one.against else "nothing_said"
        yield Line(desk.words.say(KEY, which, actor=one.actor, option=words[one.option]), asserted=False)
