"""ACLED: CSV with a heading. An event has two actors and no direction: neither is said to have begun.

Columns: ACLED Codebook and the CSV files of its export tool; older files have fewer or other columns, which are taken
by their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dragoman.casebook.events.form import Format, Meaning
from dragoman.casebook.events.formats.icews import country_name
from dragoman.casebook.events.neutral import Event

HEADING: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
# Types that a kind of ours can be written as; no other kind has a type there.
_TYPES: Final = {
    "ASSAULT": ("Battles", ""), "PROTEST": ("Protests", ""), "AGREE": ("Strategic developments", "Agreement"),
    "COERCE": ("Strategic developments", "Arrests"),
}  # fmt: skip


def written(event: Event) -> Mapping[str, str]:
    """Return the cells of an event by column."""
    event_type, sub_type = _TYPES.get(event.kind, ("Strategic developments", "Other"))
    return {
        "event_id_cnty": event.identity or str(event.number),
        "event_date": event.day,
        "year": event.day[:4],
        "event_type": event_type,
        "sub_event_type": sub_type,
        "actor1": event.source_name or event.source,
        "actor2": event.target_name or event.target,
        "country": country_name(event.country),
        "location": event.place,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "source": event.publisher,
        "notes": event.text,
    }


def _side(column: str) -> str:
    """Return the SQL of what tells an actor's side: the country whose forces or government it is, else its name."""
    pattern = r"^(?:Military Forces|Police Forces|Government) of (?:the )?([^(]+?) ?\("
    return f"coalesce(nullif(regexp_extract({{{column}}}, '{pattern}', 1), ''), nullif({{{column}}}, ''))"


ACLED: Final = Format(
    "acled", "ACLED events", "csv",
    Meaning(
        source="nullif({actor1}, '')", target="nullif({actor2}, '')",
        source_place=_side("actor1"), target_place=_side("actor2"),
        code="coalesce(nullif({sub_event_type}, ''), {event_type})",
        key="CASE WHEN {event_type} = 'Strategic developments' THEN {sub_event_type} ELSE {event_type} END",
        value="NULL::DOUBLE",
        day="CASE WHEN regexp_full_match({event_date}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN "
            "try_cast({event_date} AS DATE) ELSE try_strptime({event_date}, '%d %B %Y')::DATE END",
        mutual="TRUE",
    ),
    "name", "acled", written,
    frozenset({"identity", "source", "target", "source_name", "target_name", "day", "place", "country", "latitude",
               "longitude", "publisher", "text", "mutual"}),
    needs=("event_date", "event_type", "actor1", "actor2"), heading=HEADING,
    checks=(("day IS NULL", "'event_date is ''' || coalesce({event_date}, '') || ''', which is no day'"),),
    named={"identity": "event_id_cnty", "source_name": "actor1", "target_name": "actor2", "place": "location",
           "country": "country", "latitude": "latitude", "longitude": "longitude", "publisher": "source",
           "text": "notes"},
)  # fmt: skip
