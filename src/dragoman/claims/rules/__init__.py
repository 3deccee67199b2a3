"""One file a family of constructions; each rule takes a scene and returns drafts. To add one, list it here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dragoman.actors.scene import Scene
from dragoman.claims.drafts import Draft
from dragoman.claims.rules.adjectives import read_adjectives
from dragoman.claims.rules.compounds import read_compounds
from dragoman.claims.rules.nouns import read_nouns
from dragoman.claims.rules.relational import read_relational
from dragoman.claims.rules.relations import read_relations
from dragoman.claims.rules.verbs import read_verbs

RULES: Final[Sequence[Callable[[Scene], list[Draft]]]] = (
    read_verbs,
    read_nouns,
    read_compounds,
    read_relational,
    read_adjectives,
    read_relations,
)
