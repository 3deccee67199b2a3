"""What a person looks at: claims of some actors, time, status and publishers, told by enough independent sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dragoman.model import Claim, Document
from dragoman.relations.copies import independent
from dragoman.relations.periods import bounds
from dragoman.relations.ties import Tie

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which claims are looked at. `actors` are ids of actors or sides; the id of a side stands for all its members.

    `first` and `last` are ISO days, both included; `publishers` holds names, "" for documents without one. What is
    empty or None does not narrow. `sources` is the least number of independent documents behind a finding.
    """

    actors: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    statuses: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    sources: int = 1

    def time_fits(self, date: str | None) -> bool:
        """Return whether an EDTF date can lie in the period; one without a year fits only where there is no period."""
        if self.first is None and self.last is None:
            return True
        days = bounds(date)
        return (
            days is not None
            and (self.first is None or days[1] >= self.first)
            and (self.last is None or days[0] <= self.last)
        )


def selected(claims: Iterable[Claim], chosen: Selection, publishers: Mapping[str, str | None]) -> tuple[Claim, ...]:
    """Return the claims that fit, in their order: any of the actors takes part, and all the rest holds.

    `publishers` are those of the documents, by id. `sources` is about findings, not about single claims, and is left
    to `Sources.enough`.
    """
    wanted = {*chosen.actors}
    return tuple(
        claim
        for claim in claims
        if (not wanted or not wanted.isdisjoint((claim.source, claim.target, claim.source_root, claim.target_root)))
        and (not chosen.statuses or claim.status in chosen.statuses)
        and (not chosen.publishers or (publishers.get(claim.document_id) or "") in chosen.publishers)
        and chosen.time_fits(claim.date)
    )


@dataclass(frozen=True, slots=True)
class Sources:
    """Which independent source each claim comes from: documents that are copies of one another are one source.

    A claim whose document is not known (an imported event, a document that was removed) has a source of its own.
    """

    by_claim: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[Claim], documents: Iterable[Document]) -> Sources:
        """Return the sources of claims."""
        first = {document.id: group[0].id for group in independent(documents) for document in group}
        return cls({claim.id: first.get(claim.document_id, f"{claim.document_id}:{claim.id}") for claim in claims})

    def count(self, claim_ids: Iterable[str]) -> int:
        """Return how many independent sources the claims with these ids come from."""
        return len({self.by_claim.get(one, one) for one in claim_ids})

    def enough(self, ties: Sequence[Tie], chosen: Selection) -> tuple[Tie, ...]:
        """Return the ties that as many independent sources tell of as are asked for."""
        return tuple(tie for tie in ties if self.count(tie.claim_ids) >= chosen.sources)
