"""All of a casebook in memory, as it was at one moment: for commands that look at everything more than once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.casebook.applying import Named, apply, commonest
from dragoman.casebook.corrections import Correction, Verdict, verdicts
from dragoman.casebook.decisions import Decisions, gather
from dragoman.casebook.edits import edited, edits, read_as
from dragoman.casebook.forecasts import Entry
from dragoman.casebook.joining import joined
from dragoman.model import Actor, Aim, Claim, Document, Mention, Problem, Skipped


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a `View` gives, taken in one visit, with the decisions about claims and actors applied.

    `all_claims` holds each claim that was read, with its actors as decided; `claims` what of them counts. `read_actors`
    are the actors before any decision, `read_as` by claim id the fields that a person changed, as they were read.
    """

    held_documents: tuple[Document, ...]
    all_claims: tuple[Claim, ...]
    counted_claims: tuple[Claim, ...]
    held_aims: tuple[Aim, ...]
    held_actors: tuple[Actor, ...]
    held_mentions: tuple[Mention, ...]
    held_skipped: tuple[Skipped, ...]
    held_problems: tuple[Problem, ...]
    made_corrections: tuple[Correction, ...]
    read_actors: tuple[Actor, ...]
    decisions: Decisions
    read_as: Mapping[str, Mapping[str, str]]
    made_forecasts: tuple[Entry, ...] = ()

    def documents(self) -> tuple[Document, ...]:
        """Return the documents, ordered by origin."""
        return self.held_documents

    def claims(self) -> tuple[Claim, ...]:
        """Return the claims that count: none that was rejected, and none whose two sides were decided to be one.

        Claims that came to tell one act in the same words, because their actors are one, are given as one.
        """
        return self.counted_claims

    def aims(self) -> tuple[Aim, ...]:
        """Return the aims."""
        return self.held_aims

    def actors(self) -> tuple[Actor, ...]:
        """Return each actor once, ordered by name."""
        return self.held_actors

    def mentions(self) -> tuple[Mention, ...]:
        """Return the places where actors are named or meant; `actor` is None where it stayed open who."""
        return self.held_mentions

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the sentences that name two actors and yielded no claim."""
        return self.held_skipped

    def problems(self) -> tuple[Problem, ...]:
        """Return what went wrong."""
        return self.held_problems

    def corrections(self) -> tuple[Correction, ...]:
        """Return every correction ever made, oldest first."""
        return self.made_corrections

    def forecasts(self) -> tuple[Entry, ...]:
        """Return every entry of the forecast log, oldest first."""
        return self.made_forecasts

    def verdicts(self) -> dict[str, Verdict]:
        """Return claim id -> "accepted" or "rejected", for the claims on which a decision stands."""
        return verdicts(self.made_corrections)


def taken(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    aims: Sequence[Aim],
    named: Sequence[Named],
    mentions: Sequence[Mention],
    skipped: Sequence[Skipped],
    problems: Sequence[Problem],
    corrections: Sequence[Correction],
    forecasts: Sequence[Entry] = (),
) -> Snapshot:
    """Return the snapshot of records as they were read, with all corrections applied; `named` are (document id, actor)
    pairs.
    """
    read = commonest(actor for _, actor in named)
    decisions = gather(corrections, {actor.id: actor for actor in read}, documents)
    changed = edits(corrections)
    now = apply(decisions, documents, edited(claims, changed), aims, named, mentions, skipped)
    given = verdicts(corrections)
    counted = tuple(c for c in now.claims if given.get(c.id) != "rejected" and c.id not in now.within)
    if now.changed:
        counted = joined(counted, now.changed, lambda claim: int(given.get(claim.id) == "accepted"))
    return Snapshot(
        tuple(documents), now.claims, counted, now.aims, now.actors, now.mentions, now.skipped, tuple(problems),
        tuple(corrections), read, decisions, read_as(claims, changed), tuple(forecasts),
    )  # fmt: skip
