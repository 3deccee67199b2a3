"""What the page says of two: how each stands towards the other, contacts, what is denied, claimed, contradicted."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Claim
from dragoman.relations.parties import Party, between
from dragoman.relations.periods import By
from dragoman.relations.selection import Selection, selected
from dragoman.relations.standing import standings
from dragoman.relations.ties import ties
from dragoman.show.analyses import contacts_in, contradictions_in
from dragoman.show.findings import finding_data
from dragoman.show.lines import by_time
from dragoman.show.picture_of_ties import tie_rows_marked
from dragoman.vocabulary.intensities import load_intensities
from dragoman.web.evidence import Row
from dragoman.web.held import Held


def pair(held: Held, chosen: Selection, one: str, other: str, by: By = "year") -> Row:
    """Return all that is told of two actors or sides, each by its id.

    `ties` and `standing` (findings by period, and the whole) are those between their sides in these claims, both
    directions; `told` holds claim ids: `done` by the author's word, `denied`, `claimed` by others, `ahead` what is
    planned, possible or advised.
    """
    ends = (_party(held, one), _party(held, other))
    within = Selection((), chosen.first, chosen.last, chosen.statuses, chosen.publishers)
    claims = between(selected(held.claims, within, held.publishers()), *ends)
    documents = list(held.documents.values())
    roots = {ends[0].root, ends[1].root}
    found = [f for f in standings(claims, load_intensities(), by=by) if set(f.subject) == roots]
    found.sort(key=lambda f: f.subject[0] != ends[0].root)  # keeps the order of periods
    both = [tie for tie in ties(claims) if {tie.source, tie.target} == roots]
    both.sort(key=lambda tie: tie.source != ends[0].root)
    return {
        "ends": [{"id": end.id, "name": held.name_of(end.id), "side": held.name_of(end.root), "root": end.root}
                 for end in ends],
        "ties": tie_rows_marked(both, claims, held.called, held.sources, held.names),
        "standing": finding_data(found, held.names),
        "contacts": finding_data(contacts_in(claims, documents), held.names),
        "contradictions": finding_data(contradictions_in(claims, documents), held.names),
        "told": {
            "done": _ids(c for c in claims if c.status == "did" and c.speaker is None),
            "denied": _ids(c for c in claims if c.status == "did_not"),
            "claimed": _ids(c for c in claims if c.status == "did" and c.speaker is not None),
            "ahead": _ids(c for c in claims if c.status in {"planned", "possible", "advised"}),
        },
    }  # fmt: skip


def _party(held: Held, one: str) -> Party:
    """The side or the single actor that an id means."""
    roots = {claim.source: claim.source_root for claim in held.claims}
    roots |= {claim.target: claim.target_root for claim in held.claims}
    root = roots.get(one, one)
    return Party(root) if root == one else Party(root, only=one)


def _ids(claims: Iterable[Claim]) -> list[str]:
    return [claim.id for claim in by_time(claims)]
