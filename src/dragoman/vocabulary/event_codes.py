"""Codes of event data: of countries and bodies as the sides, of types of event as the kinds that this program knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from dragoman.model import KINDS, Kind
from dragoman.vocabulary.directory import is_state, load_directory
from dragoman.vocabulary.intensities import load_intensities
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


@lru_cache(maxsize=1)
def load_event_types() -> Mapping[str, Mapping[str, tuple[Kind | None, float | None]]]:
    """Return by system (cameo, plover, acled) what a type of event means: its kind and its intensity, -10 to +10.

    Every CAMEO code that can be written is there; one that CAMEO does not have means what the code above it does.
    Raises VocabularyError with file and line when the table is broken.
    """
    weights = load_intensities()
    found: dict[str, dict[str, tuple[Kind | None, float | None]]] = {"cameo": {}, "acled": {}}
    for root in range(1, 21):
        for rest in ("", *map(str, range(10)), *(f"{number:02}" for number in range(100))):
            code = f"{root:02}{rest}"
            found["cameo"][code] = (weights.kind_of_cameo(code), weights.of_cameo(code))
    found["plover"] = {kind: (kind, weights.of_kind(kind)) for kind in KINDS if kind != "STANCE"}
    for row in read_rows(data_folder("events", "event_kinds.csv"), ("system", "type", "kind", "source")):
        row.text("source")
        kind = cast(Kind, row.one_of("kind", KINDS))
        found[row.one_of("system", ("plover", "acled"))][row.text("type")] = (kind, weights.of_kind(kind))
    return found
