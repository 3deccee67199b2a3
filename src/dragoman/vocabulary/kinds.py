"""The kinds of actors and the offices that tables of actors may name."""

from __future__ import annotations

from typing import Final

OFFICES: Final = (
    "head of state", "head of government", "foreign minister", "defence minister", "interior minister",
    "finance minister", "chief of staff", "spokesperson", "envoy", "ambassador", "security adviser", "vice president",
    "crown prince", "speaker", "opposition leader", "leader", "secretary-general", "commissioner", "other",
)  # fmt: skip
STATES: Final = ("state", "historic state", "disputed")
BODIES: Final = ("igo", "organ", "media", "ngo", "company", "religious", "think-tank")
GROUPS: Final = (
    "armed group", "rival government", "party", "movement", "opposition", "union", "entity", "company", "religious",
    "ngo", "group", "other", "media", "think-tank",
)  # fmt: skip
SEATS: Final = (
    "agency", "armed forces", "capital", "central bank", "council", "court", "defence ministry", "embassy",
    "foreign ministry", "former capital", "former force", "former government", "former name", "government",
    "head of government", "head of state", "headquarters", "intelligence", "interior ministry", "ministry", "monarchy",
    "parliament", "party", "presidency", "regional government", "regulator", "rival government",
    "seat of a regional government", "seat of a rival government", "seat of government", "security",
)  # fmt: skip
PLACES: Final = ("city", "region", "island", "base", "site", "port", "disputed")
LOOKALIKES: Final = tuple(
    "newspaper media club dish person place airline company agreement event university water party other".split()
)
# What a user's own table may say.
OWN: Final = tuple(dict.fromkeys(("person", *STATES, *BODIES, *GROUPS)))


def sort_of(kind: str) -> str:
    """Return how the names of an actor of this kind stand for it (see vocabulary.directory.SORTS)."""
    if kind == "person":
        return "person"
    if kind in STATES:
        return "name"
    return "body" if kind in {"igo", "organ"} else "group"
