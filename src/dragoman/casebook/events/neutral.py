"""An event without the dress of any format: what one format hands to another."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Event:
    """An event; '' or None is what is not known.

    `source` and `target` are as given, the roots our sides; `value` is the intensity from -10 to +10. `country` is
    where it happened (a root), `place` the same in words. `number` is the position of the row, from 1.
    """

    number: int
    source: str
    target: str
    source_root: str
    target_root: str
    code: str
    kind: str
    day: str
    value: float | None = None
    mutual: bool = False
    identity: str = ""
    source_name: str = ""
    target_name: str = ""
    place: str = ""
    country: str = ""
    latitude: str = ""
    longitude: str = ""
    url: str = ""
    text: str = ""
    publisher: str = ""
    speaker: str = ""


# What a report of losses calls the parts of an event.
WORDS: Final[dict[str, str]] = {
    "source": "who acted, as given",
    "target": "whom it was done to, as given",
    "source_name": "name of who acted",
    "target_name": "name of whom it was done to",
    "code": "code of the event",
    "kind": "PLOVER kind",
    "day": "day",
    "value": "intensity",
    "mutual": "that no direction is implied",
    "identity": "id of the row",
    "place": "place",
    "country": "country of the place",
    "latitude": "latitude",
    "longitude": "longitude",
    "url": "address of the report",
    "text": "words of the report",
    "publisher": "publisher",
    "speaker": "who says so",
}


def known(event: Event) -> frozenset[str]:
    """Return the names of the parts that an event has."""
    return frozenset(
        f.name for f in fields(event) if f.name in WORDS and getattr(event, f.name) not in ("", None, False)
    )
