"""What each view of the page is given: the findings, ties and aims that the commands print, and what marks need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from dragoman.model import STATUSES, Claim, Document
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.relations.selection import Selection, selected
from dragoman.relations.ties import Level, Tie, ties
from dragoman.relations.timeline import timeline as acts_in_time
from dragoman.show.acts import act
from dragoman.show.findings import finding_data
from dragoman.show.highlights import stretches
from dragoman.show.picture_of_ties import dots, tie_rows_marked
from dragoman.show.wording import capital, say_date
from dragoman.web.evidence import Row, aim_row, mark
from dragoman.web.held import Held

MOST_ACTS: Final = 4000


def case(held: Held, busy: str = "") -> Row:
    """Return what the casebook is and what of it can be chosen; `busy` says why it is not the newest state."""
    claims, documents = held.claims, list(held.documents.values())
    days = [d for c in claims if (d := bounds(c.date)) is not None]
    firsts, lasts = [d[0] for d in days if d[0] != EARLIEST], [d[1] for d in days if d[1] != LATEST]
    publishers = Counter(document.publisher or "" for document in documents)
    statuses = Counter(claim.status for claim in claims)
    return {
        "name": held.name,
        "stamp": held.stamp,
        "busy": busy,
        "documents": len(documents),
        "claims": len(claims),
        "aims": len(held.snapshot.aims()),
        "rejected": sum(verdict == "rejected" for verdict in held.snapshot.verdicts().values()),
        "left_events": held.left_events,
        "first": min(firsts + lasts, default=None),
        "last": max(firsts + lasts, default=None),
        "dated": len(days),
        "actors": _actors(held),
        "publishers": [{"name": name, "documents": n} for name, n in sorted(publishers.items())],
        "statuses": [{"name": status, "claims": statuses[status]} for status in STATUSES],
    }


def _actors(held: Held) -> list[Row]:
    """Everybody who takes part in a claim, sides with their members, most claims first."""
    said: Counter[str] = Counter()
    root: dict[str, str] = {}
    for claim in held.claims:
        said.update({claim.source, claim.target, claim.source_root, claim.target_root})
        root |= {claim.source: claim.source_root, claim.target: claim.target_root}
    return [
        {"id": one, "name": held.name_of(one), "root": root.get(one, one), "kind": held.names.kind(one), "claims": n}
        for one, n in sorted(said.items(), key=lambda item: (-item[1], item[0]))
    ]


def graph(held: Held, chosen: Selection, level: Level) -> Row:
    """Return ties as rows and the dots they run between.

    Of one actor it is the ego network: its ties, and those among the others it is tied to.
    """
    claims = selected(held.claims, chosen, held.publishers())
    told = held.sources.enough(ties(claims, level), chosen)
    ego = chosen.actors[0] if len(chosen.actors) == 1 else None
    if ego is not None:
        near = {end for tie in told for end in (tie.source, tie.target)}
        everything = selected(held.claims, replace(chosen, actors=()), held.publishers())
        among = held.sources.enough(ties(everything, level), chosen)
        claims, told = everything, _ego(told, [tie for tie in among if {tie.source, tie.target} <= near])
    behind = {one for tie in told for one in tie.claim_ids}
    return {
        "nodes": dots(told, held.names, held.called, ego),
        "ties": tie_rows_marked(told, claims, held.called, held.sources, held.names),
        "ego": ego,
        "claims": len(behind),
        "documents": len({held.known[one].document_id for one in behind}),
    }


def _ego(own: Sequence[Tie], among: Sequence[Tie]) -> tuple[Tie, ...]:
    """The ties of an actor, and those among the others that are none of them."""
    known = {(tie.source, tie.target) for tie in own}
    return (*own, *(tie for tie in among if (tie.source, tie.target) not in known))


def timeline(held: Held, chosen: Selection) -> Row:
    """Return acts in order of time as findings, each with its two sides, its mark, and its words."""
    claims = selected(held.claims, chosen, held.publishers())
    found = [f for f in acts_in_time(claims) if held.sources.count(f.claim_ids) >= chosen.sources]
    by_id = {claim.id: claim for claim in claims}
    shown = found[:MOST_ACTS]
    rows = [row | _act(held, by_id[row["detail"]["claim"]], row["period"]) for row in finding_data(shown, held.names)]
    return {"acts": rows, "left": len(found) - len(shown), "names": _names(held, shown)}


def _names(held: Held, found: Sequence[Any]) -> dict[str, str]:
    roots = {root for f in found for root in _roots(held, f.detail["claim"])}
    return {root: held.name_of(root) for root in sorted(roots)}


def _roots(held: Held, claim_id: str) -> tuple[str, ...]:
    claim = held.known.get(claim_id)
    return (claim.source_root, claim.target_root) if isinstance(claim, Claim) else ()


def _act(held: Held, claim: Claim, period: str | None) -> Row:
    tone, glyph, asserted = mark(held, claim)
    source, target = (
        held.names.spoken(claim.source, claim.source_name),
        held.names.spoken(claim.target, claim.target_name),
    )
    return {
        "roots": [claim.source_root, claim.target_root],
        "tone": tone,
        "glyph": glyph,
        "asserted": asserted,
        "date": say_date(held.words, period) if period else "",
        "act": capital(act(held.words, claim, source, target, many=held.names.plural(claim.source))),
    }


def options(held: Held, chosen: Selection) -> Row:
    """Return what actors want, could do and are bound by, as the text tells it; `about` ties an aim to an option."""
    wanted, publishers = {*chosen.actors}, held.publishers()
    found = [
        aim
        for aim in held.snapshot.aims()
        if (not wanted or not wanted.isdisjoint((aim.actor, aim.actor_root)))
        and (not chosen.statuses or aim.status in chosen.statuses)
        and (not chosen.publishers or (publishers.get(aim.document_id) or "") in chosen.publishers)
    ]
    return {"aims": [aim_row(held, aim) for aim in found], "sorts": dict(held.words.tables["sorts"])}


def documents(held: Held, chosen: Selection) -> Row:
    """Return the documents, with how many of their claims fit."""
    number = Counter(claim.document_id for claim in selected(held.claims, chosen, held.publishers()))
    return {
        "documents": [
            _document_head(held, document) | {"claims": number[document.id]}
            for document in held.documents.values()
            if not chosen.publishers or (document.publisher or "") in chosen.publishers
        ]
    }


def _document_head(held: Held, document: Document) -> Row:
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title or document.name,
        "publisher": document.publisher or "",
        "published": say_date(held.words, document.published),
        "url": document.url or "",
        "letters": len(document.text),
        "repairs": len(document.repairs),
    }


def document(held: Held, document_id: str) -> Row | None:
    """Return a document cut into stretches with what lies on them, or None where it is not in the casebook."""
    found = held.documents.get(document_id)
    if found is None:
        return None
    skipped = [one for one in held.snapshot.skipped() if one.evidence.document_id == document_id]
    claims = [claim for claim in held.claims if claim.document_id == document_id]
    aims = [aim for aim in held.snapshot.aims() if aim.document_id == document_id]
    marks = {}
    for claim in claims:
        tone, glyph, asserted = mark(held, claim)
        marks[claim.id] = {"tone": tone, "glyph": glyph, "asserted": asserted, "status": claim.status}
    return {
        **_document_head(held, found),
        "stretches": [asdict(one) for one in stretches(found, claims, aims, skipped)],
        "marks": marks,
        "notes": [{"kind": r.kind, "before": r.before, "after": r.after, "note": r.note, "certain": r.certain}
                  for r in found.repairs],
        "unread": [{"code": one.code, "reason": one.words} for one in skipped],
    }  # fmt: skip


def problems(held: Held, chosen: Selection) -> Row:
    """Return what could not be read, and the sentences about two actors that gave no claim, with the reason."""
    wanted = {*chosen.actors}
    skipped = []
    for one in held.snapshot.skipped():
        own = held.documents.get(one.evidence.document_id)
        if own is None or (chosen.publishers and (own.publisher or "") not in chosen.publishers):
            continue
        if wanted and wanted.isdisjoint(one.actors):
            continue
        skipped.append({
            "document": own.id, "title": own.title or own.name, "text": " ".join(one.evidence.text.split()),
            "actors": [held.name_of(actor) for actor in one.actors], "code": one.code, "reason": one.words,
        })  # fmt: skip
    return {"problems": [asdict(problem) for problem in held.snapshot.problems()], "skipped": skipped}
