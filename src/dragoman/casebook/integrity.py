"""Checks that a casebook is what it says: every quote stands where it is said to stand, in clean and in raw text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from dragoman.casebook import connection, rows
from dragoman.casebook.corrections import lacking
from dragoman.casebook.forecasts import faults
from dragoman.casebook.view import View
from dragoman.model import KINDS, SORTS, STATUSES, Aim, Claim, Document, Mention, Problem, Reading, Span, sign_of

_AT_ONCE: Final = 500  # documents in memory at a time


def examine(view: View) -> tuple[Problem, ...]:
    """Return one Problem for each thing that is wrong; empty when all is well.

    Raises CasebookError when the file cannot be read at all.
    """
    found: list[Problem] = []
    held = Counter(view.ids())
    found += (_problem(identity, "is in the casebook twice") for identity, times in held.items() if times > 1)
    found += _orphans(view.path, view.patience)
    once = [identity for identity, times in held.items() if times == 1]
    for first in range(0, len(once), _AT_ONCE):
        for reading in view.readings(once[first : first + _AT_ONCE]):
            found += _of_reading(reading)
    corrections = view.corrections()
    made = {correction.id for correction in corrections}
    for correction in corrections:
        if correction.action == "undo" and correction.target not in made:
            found.append(_problem(correction.id, f"takes back the correction {correction.target}, which is not there"))
        if lacking(correction):
            words = f"is a decision to {correction.action} and does not say: {', '.join(lacking(correction))}"
            found.append(Problem("casebook", correction.id, words, "Take it back: dragoman fix undo ID"))
    for identity, words in faults(view.forecasts()):
        found.append(Problem("casebook", f"forecast entry {identity}", words, "Restore the casebook from a copy"))
    return tuple(found)


def _problem(where: str, message: str) -> Problem:
    return Problem("casebook", where, message, "Read its document again: dragoman read PATH --into CASE")


def _orphans(path: Path, patience: float) -> Iterator[Problem]:
    with connection.visit(path, write=False, patience=patience) as db:
        for table in ("claims", "aims", "actors", "mentions", "skipped"):
            statement = f'SELECT DISTINCT document_id FROM "{table}" ANTI JOIN documents d ON document_id = d.id'  # noqa: S608
            for (identity,) in db.execute(statement).fetchall():
                yield _problem(rows.unpack(identity), f"has rows in {table}, but no document of that id is kept")


def _of_reading(reading: Reading) -> Iterator[Problem]:
    document = reading.document
    yield from _of_blocks(document)
    for claim in reading.claims:
        yield from _of_claim(document, claim)
    for aim in reading.aims:
        yield from _of_aim(document, aim)
    for mention in reading.mentions:
        yield from _of_mention(document, mention)
    for skipped in reading.skipped:
        yield from _of_spans(document, f"skipped sentence at {skipped.evidence.start}", [skipped.evidence])


def _of_blocks(document: Document) -> Iterator[Problem]:
    length = len(document.text)
    if document.offsets.clean_length != length:
        said = document.offsets.clean_length
        yield _problem(document.name, f"the map to the raw text covers {said} of {length} characters")
    for block in document.blocks:
        if not 0 <= block.start <= block.end <= length:
            yield _problem(document.name, f"the block {block.start}..{block.end} lies outside the text")


def _of_claim(document: Document, claim: Claim) -> Iterator[Problem]:
    where = f"claim {claim.id}"
    yield from _of_spans(document, where, [claim.evidence, *claim.also])
    if claim.kind not in KINDS or claim.status not in STATUSES:
        yield _problem(where, f"has the kind {claim.kind} and the status {claim.status}, one of which does not exist")
    elif claim.sign != sign_of(claim.kind) and claim.kind != "STANCE":
        yield _problem(where, f"has the sign {claim.sign}, which its kind {claim.kind} does not allow")
    if claim.sign not in (-1, 0, 1):
        yield _problem(where, f"has the sign {claim.sign}")
    if claim.source_root == claim.target_root:
        yield _problem(where, f"has both sides within {claim.source_root}")
    if not 0.0 <= claim.confidence <= 1.0:
        yield _problem(where, f"has a confidence of {claim.confidence}")


def _of_aim(document: Document, aim: Aim) -> Iterator[Problem]:
    where = f"aim {aim.id}"
    yield from _of_spans(document, where, [aim.evidence])
    if aim.sort not in SORTS or aim.status not in STATUSES:
        yield _problem(where, f"has the sort {aim.sort} and the status {aim.status}, one of which does not exist")
    if not 0.0 <= aim.confidence <= 1.0:
        yield _problem(where, f"has a confidence of {aim.confidence}")


def _of_mention(document: Document, mention: Mention) -> Iterator[Problem]:
    where = f"mention at {mention.span.start} of {document.name}"
    yield from _of_spans(document, where, [mention.span])
    if (mention.actor is None) != (mention.root is None):
        yield _problem(where, "has an actor without a side, or a side without an actor")
    if not 0.0 <= mention.confidence <= 1.0:
        yield _problem(where, f"has a confidence of {mention.confidence}")


def _of_spans(document: Document, where: str, spans: Iterable[Span]) -> Iterator[Problem]:
    for span in spans:
        said = f"{span.start}..{span.end} of {document.name}"
        if not 0 <= span.start < span.end <= len(document.text) or document.text[span.start : span.end] != span.text:
            yield _problem(where, f"its quote is not what stands at {said}")
            continue
        try:
            start, end = document.offsets.raw_range(span.start, span.end)
        except (ValueError, IndexError):
            yield _problem(where, f"{said} cannot be carried back to the raw text")
            continue
        if not 0 <= start < end <= len(document.raw):
            yield _problem(where, f"{said} leads to {start}..{end}, outside the raw text")
