"""Gives a date told once to the other mentions of the same meeting or agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Claim, Document

# How far behind a lead the sentence may stand that tells the day.
_NEAR = 600
_KINDS = frozenset({"CONSULT", "AGREE"})
# Calls and mediation go on beside a meeting; these words tell of more than one time.
_OTHER_ACTS = ("telephone", "mediat")
_REPEATED = re.compile(
    r"\b(?:has|have|often|regularly|every|usually|always|again|previous|earlier|last)\b", re.IGNORECASE
)
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d(?:/(?:\d{4}|XXXX)-\d\d-\d\d)?")


def dated(claims: Sequence[Claim], document: Document, official: bool) -> list[Claim]:
    """Return the claims, those without a date given that of the one dated mention of the same act.

    A date holds on in its own paragraph, back to the lead, and in an official text, which tells of one occasion, for
    the whole. Where two dates are told for the same two sides nothing is carried over.
    """
    return [_dated(claim, claims, document, official) for claim in claims]


def _dated(claim: Claim, claims: Sequence[Claim], document: Document, official: bool) -> Claim:
    if claim.date is not None or not _single(claim):
        return claim
    known = [other for other in claims if other.date and _alike(other, claim)]
    dates = {other.date for other in known}
    if len(dates) != 1 or not _DAY.fullmatch(known[0].date or ""):
        return claim
    near = official or any(_reaches(other, claim, document.text) for other in known)
    return replace(claim, date=known[0].date) if near else claim


def _single(claim: Claim) -> bool:
    told_of_one = claim.status == "did" and claim.kind in _KINDS and claim.count is None
    return told_of_one and not claim.rule.startswith(_OTHER_ACTS) and not _REPEATED.search(claim.evidence.text)


def _alike(a: Claim, b: Claim) -> bool:
    pair = {a.source_root, a.target_root} == {b.source_root, b.target_root}
    return pair and a.kind == b.kind and a.status == "did" and not a.rule.startswith(_OTHER_ACTS)


def _reaches(known: Claim, claim: Claim, text: str) -> bool:
    first, last = sorted((known.evidence.start, claim.evidence.start))
    if known.evidence.start < claim.evidence.start:
        return "\n" not in text[first:last].strip()
    lead = len(text[:first].strip().splitlines()) <= 1
    return lead and last - first <= _NEAR
