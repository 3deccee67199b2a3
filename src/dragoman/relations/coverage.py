"""What a picture rests on: whose voice, how many independent sources, which periods, how much of it dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.model import STATUSES, UNNAMED, Claim, Document, Finding
from dragoman.relations.copies import independent
from dragoman.relations.periods import By, bounds, period_of, periods_between
from dragoman.relations.witnesses import witnesses


def coverage(claims: Iterable[Claim], documents: Iterable[Document], by: By = "month") -> tuple[Finding, ...]:
    """Return what claims rest on, counted in witnesses (a statement printed twice is one). Every `value` is a count.

    In this order, each `method` beginning "coverage: ":

    - "documents": independent documents, copies left out (`detail`: `documents`, `copies`, `publishers`,
      `without_publisher`).
    - "publisher": independent documents of each publisher, most first (`publisher`, `share` of the independent
      documents); copies count for the publisher of the one whose name comes first.
    - "voice": witnesses by who says so, most first; `subject` is the speaker's side, or empty for the author's own
      voice (`voice`: "author", "speaker" or "unnamed"; `share`).
    - "status": witnesses of each status (`status`, `share`).
    - "dated": witnesses with a year (`share`; `within`: those whose date lies within one period).
    - "empty periods": months (or what `by` says) between the first and the last with a claim in which there is none
      (`first`, `last`, `periods`, `empty`: EDTF, runs as intervals, separated by spaces); missing where `by` is "all"
      or nothing is dated so closely.

    Shares are fractions of 1 with two digits; `claim_ids` are those counted.
    """
    ordered = sorted(claims, key=lambda c: (c.document_id, c.evidence.start, c.evidence.end, c.id))
    told = witnesses(ordered)
    return (*_sources(list(documents), ordered), *_voices(told), *_statuses(told), *_dates(told, by))


def _sources(documents: Sequence[Document], claims: Sequence[Claim]) -> list[Finding]:
    groups = independent(documents)
    ids: dict[str, list[str]] = {}
    for claim in claims:
        ids.setdefault(claim.document_id, []).append(claim.id)
    publishers: dict[str, list[tuple[Document, ...]]] = {}
    for group in groups:
        named = [d.publisher for d in group if d.publisher]
        publishers.setdefault(named[0] if named else "", []).append(group)
    copies = len(documents) - len(groups)
    unnamed = publishers.pop("", [])
    detail = {
        "documents": str(len(documents)), "copies": str(copies), "publishers": str(len(publishers)),
        "without_publisher": str(len(unnamed)),
    }  # fmt: skip
    why = f"{len(publishers)} publishers named; {copies} of {len(documents)} documents are copies of another"
    found = [Finding("coverage: documents", (), len(groups), why, tuple(c.id for c in claims), detail=detail)]
    for publisher, own in sorted(publishers.items(), key=lambda item: (-len(item[1]), item[0])):
        share = _share(len(own), len(groups))
        told = tuple(i for group in own for document in group for i in ids.get(document.id, ()))
        more = {"publisher": publisher, "share": share}
        found.append(Finding("coverage: publisher", (), len(own), f"published by {publisher}", told, detail=more))
    return found


def _voices(told: Sequence[Sequence[Claim]]) -> list[Finding]:
    voices: dict[tuple[str, str], list[Sequence[Claim]]] = {}
    for group in told:
        claim = group[0]
        if claim.speaker is None:
            key = ("author", "")
        else:
            known = claim.speaker != UNNAMED and claim.speaker_root
            key = ("speaker", known) if known else ("unnamed", "")
        voices.setdefault(key, []).append(group)
    words = {"author": "in the author's own voice", "speaker": "said by this side", "unnamed": "said by nobody named"}
    return [
        Finding(
            "coverage: voice", (root,) if root else (), len(groups), words[voice], _ids(groups),
            detail={"voice": voice, "share": _share(len(groups), len(told))},
        )
        for (voice, root), groups in sorted(voices.items(), key=lambda item: (-len(item[1]), item[0]))
    ]  # fmt: skip


def _statuses(told: Sequence[Sequence[Claim]]) -> list[Finding]:
    found = []
    for status in STATUSES:
        groups = [group for group in told if group[0].status == status]
        detail = {"status": status, "share": _share(len(groups), len(told))}
        found.append(Finding("coverage: status", (), len(groups), status, _ids(groups), detail=detail))
    return found


def _dates(told: Sequence[Sequence[Claim]], by: By) -> list[Finding]:
    dated = [group for group in told if any(bounds(claim.date) is not None for claim in group)]
    within = Counter(
        period for group in dated for period in {period_of(claim.date, by) for claim in group} if period is not None
    )
    detail = {"share": _share(len(dated), len(told)), "within": str(sum(within.values()))}
    why = f"{len(told) - len(dated)} without a year"
    found = [Finding("coverage: dated", (), len(dated), why, _ids(dated), detail=detail)]
    if within:
        whole = periods_between(min(within), max(within), by)
        empty = [period for period in whole if period not in within]
        detail = {
            "first": whole[0], "last": whole[-1], "periods": str(len(whole)), "empty": " ".join(_runs(whole, empty)),
        }  # fmt: skip
        why = f"of {len(whole)} between {whole[0]} and {whole[-1]}"
        found.append(Finding("coverage: empty periods", (), len(empty), why, (), detail=detail))
    return found


def _runs(whole: Sequence[str], empty: Sequence[str]) -> list[str]:
    """Periods that follow one another as one interval."""
    gone, runs = set(empty), list[list[str]]()
    for before, period in zip((None, *whole), whole, strict=False):
        if period in gone:
            if before in gone:
                runs[-1].append(period)
            else:
                runs.append([period])
    return [run[0] if len(run) == 1 else f"{run[0]}/{run[-1]}" for run in runs]


def _share(count: int, whole: int) -> str:
    return f"{count / whole:.2f}" if whole else "0.00"


def _ids(groups: Iterable[Sequence[Claim]]) -> tuple[str, ...]:
    return tuple(claim.id for group in groups for claim in group)
