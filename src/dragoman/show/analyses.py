"""Analyses that need words and tables besides the claims, set up the same way for commands and page."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Claim, Document, Finding
from dragoman.relations.contacts import contacts
from dragoman.relations.contradictions import contradictions
from dragoman.relations.levels import level_by_office
from dragoman.show.acts import same_act
from dragoman.show.wording import load_wording
from dragoman.vocabulary.directory import load_directory
from dragoman.vocabulary.levels import load_levels


def contacts_in(claims: Sequence[Claim], documents: Sequence[Document]) -> tuple[Finding, ...]:
    """Return the contacts in these claims, each with its level."""
    words = load_wording("en")
    level_of = level_by_office(load_directory(), load_levels(), _published(documents))
    return contacts(claims, words.visits(), words.calls(), level_of)


def contradictions_in(claims: Sequence[Claim], documents: Sequence[Document]) -> tuple[Finding, ...]:
    """Return the contradictions in these claims."""
    return contradictions(claims, _published(documents), same_act(load_wording("en")))


def _published(documents: Sequence[Document]) -> dict[str, str | None]:
    return {document.id: document.published for document in documents}
