"""Who is meant where an analysis is about certain actors: a whole side, or one person or office of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import Claim
from dragoman.relations.ties import CONTACT, WITHDRAWAL


@dataclass(frozen=True, slots=True)
class Party:
    """A side, by its root; or one actor of it, where `only` is set."""

    root: str
    only: str | None = None

    @property
    def id(self) -> str:
        """The id that stands for it in the subject of a finding."""
        return self.only or self.root

    def acts(self, actor: str, root: str) -> bool:
        """Return whether an actor with this id and side belongs to it."""
        return actor == self.only if self.only is not None else root == self.root


def between(claims: Iterable[Claim], one: Party, other: Party) -> tuple[Claim, ...]:
    """Return the claims between two parties, whoever acts."""
    return tuple(
        c
        for c in claims
        if (one.acts(c.source, c.source_root) and other.acts(c.target, c.target_root))
        or (other.acts(c.source, c.source_root) and one.acts(c.target, c.target_root))
    )


def towards(claims: Iterable[Claim], one: Party, other: Party) -> tuple[Claim, ...]:
    """Return the claims in which `one` acts towards `other`; what has no direction counts, and so does any contact."""
    return tuple(
        c for c in between(claims, one, other) if c.mutual or c.kind == "CONSULT" or one.acts(c.source, c.source_root)
    )


def friendly(claim: Claim) -> bool:
    """Return whether a claim tells of something cooperative; a withdrawal may be done in friendship or in anger."""
    return claim.sign > 0 and claim.kind not in WITHDRAWAL


def hostile(claim: Claim) -> bool:
    """Return whether a claim tells of something hostile; a request takes no side."""
    return claim.sign < 0 and claim.kind not in CONTACT


def asserted(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return what the author says, in their own voice, was done or holds."""
    return tuple(c for c in claims if c.status == "did" and c.speaker is None)
