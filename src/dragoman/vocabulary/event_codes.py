"""Codes of countries and bodies in event data, as the sides that this program knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dragoman.vocabulary.directory import is_state, load_directory
from dragoman.vocabulary.tables import data_folder, read_rows

SYSTEMS: Final = ("cameo", "fips")
_NAMING: Final = ("name", "body", "group")  # the sorts of spelling that name a side as a table of events would


@dataclass(frozen=True, slots=True)
class EventCodes:
    """Three ways to write a side, each as a map to its root.

    `cameo` holds ISO 3166 alpha-3 codes too, which CAMEO uses but for a few; `fips` two letters for where a thing
    happened (FIPS 10-4: CH is China, SZ Switzerland); `names` spellings in lower case.
    """

    cameo: Mapping[str, str]
    fips: Mapping[str, str]
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def load_event_codes() -> EventCodes:
    """Return the codes; raise VocabularyError with file and line when the table is broken."""
    directory = load_directory()
    found: dict[str, dict[str, str]] = {system: {} for system in SYSTEMS}
    for row in read_rows(data_folder("events", "actor_codes.csv"), ("system", "code", "root", "source")):
        system, code, root = row.one_of("system", SYSTEMS), row.text("code"), row.text("root")
        row.text("source")
        if root not in directory.actors:
            raise row.broken("root", f"'{root}' is no actor's id", "Correct it or add the actor.")
        if code in found[system]:
            raise row.broken("code", f"'{code}' stands there twice", "Remove one of the rows.")
        found[system][code] = root
    states = {key: key for key, actor in directory.actors.items() if is_state(actor)}
    names: dict[str, str] = {}
    for spelling, senses in directory.senses.items():
        for sense in senses:
            if sense.sort in _NAMING and sense.actor_id:
                names.setdefault(spelling.casefold(), directory.actors[sense.actor_id].root)
    return EventCodes({**states, **found["cameo"]}, found["fips"], names)
