"""All of a casebook in memory, as it was at one moment: for commands that look at everything more than once."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.casebook.corrections import Correction, Verdict, verdicts
from dragoman.model import Actor, Aim, Claim, Document, Problem, Skipped


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a `View` gives, taken in one visit. Rejected claims are in `all_claims` only."""

    held_documents: tuple[Document, ...]
    all_claims: tuple[Claim, ...]
    held_aims: tuple[Aim, ...]
    held_actors: tuple[Actor, ...]
    held_skipped: tuple[Skipped, ...]
    held_problems: tuple[Problem, ...]
    made_corrections: tuple[Correction, ...]

    def documents(self) -> tuple[Document, ...]:
        """Return the documents, ordered by origin."""
        return self.held_documents

    def claims(self) -> tuple[Claim, ...]:
        """Return the claims that nobody has rejected."""
        given = self.verdicts()
        return tuple(claim for claim in self.all_claims if given.get(claim.id) != "rejected")

    def aims(self) -> tuple[Aim, ...]:
        """Return the aims."""
        return self.held_aims

    def actors(self) -> tuple[Actor, ...]:
        """Return each actor once, ordered by name."""
        return self.held_actors

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the sentences that name two actors and yielded no claim."""
        return self.held_skipped

    def problems(self) -> tuple[Problem, ...]:
        """Return what went wrong."""
        return self.held_problems

    def corrections(self) -> tuple[Correction, ...]:
        """Return every correction ever made, oldest first."""
        return self.made_corrections

    def verdicts(self) -> dict[str, Verdict]:
        """Return claim id -> "accepted" or "rejected", for the claims on which a decision stands."""
        return verdicts(self.made_corrections)
