"""The part of a casebook that a brief needs: what was read, as tuples of records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dragoman.casebook.corrections import Correction
from dragoman.model import Actor, Aim, Claim, Document, Problem, Reading, Skipped


class View(Protocol):
    """Anything that hands out what was read. Corrections have already been applied to what it hands out."""

    def documents(self) -> tuple[Document, ...]: ...  # noqa: D102

    def claims(self) -> tuple[Claim, ...]: ...  # noqa: D102

    def aims(self) -> tuple[Aim, ...]: ...  # noqa: D102

    def actors(self) -> tuple[Actor, ...]: ...  # noqa: D102

    def skipped(self) -> tuple[Skipped, ...]: ...  # noqa: D102

    def problems(self) -> tuple[Problem, ...]: ...  # noqa: D102

    def corrections(self) -> tuple[Correction, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Readings:
    """A view of readings that are in no casebook."""

    readings: tuple[Reading, ...]

    def documents(self) -> tuple[Document, ...]:
        """Return the documents in the order they were read."""
        return tuple(reading.document for reading in self.readings)

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims, document by document."""
        return tuple(claim for reading in self.readings for claim in reading.claims)

    def aims(self) -> tuple[Aim, ...]:
        """Return all aims, document by document."""
        return tuple(aim for reading in self.readings for aim in reading.aims)

    def actors(self) -> tuple[Actor, ...]:
        """Return each actor once, in the order of first reading."""
        return tuple({actor.id: actor for reading in self.readings for actor in reading.actors}.values())

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the sentences that named two actors and gave no claim."""
        return tuple(skip for reading in self.readings for skip in reading.skipped)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems met while reading."""
        return tuple(problem for reading in self.readings for problem in reading.problems)

    def corrections(self) -> tuple[Correction, ...]:
        """Return nothing: readings outside a casebook have no corrections."""
        return ()
