"""ICEWS Coded Event Data: cells between tabs, a heading; actors and countries are names.

Columns: ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075 (20 columns).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dragoman.casebook.events.form import Format, Meaning
from dragoman.casebook.events.neutral import Event
from dragoman.vocabulary.directory import load_directory

HEADING: Final = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def country_name(root: str) -> str:
    """Return what the directory calls a side; the code itself for one that it does not know."""
    known = load_directory().actors.get(root)
    return known.name if known is not None else root


def written(event: Event) -> Mapping[str, str]:
    """Return the cells of an event by column."""
    return {
        "Event ID": event.identity or str(event.number),
        "Event Date": event.day,
        "Source Name": event.source_name or event.source,
        "Source Country": country_name(event.source_root),
        "CAMEO Code": event.code,
        "Intensity": "" if event.value is None else f"{event.value:.1f}",
        "Target Name": event.target_name or event.target,
        "Target Country": country_name(event.target_root),
        "Publisher": event.publisher,
        "City": event.place,
        "Country": country_name(event.country),
        "Latitude": event.latitude,
        "Longitude": event.longitude,
    }


ICEWS: Final = Format(
    "icews", "ICEWS coded events", "tab",
    Meaning(
        source="nullif(nullif({Source Name}, ''), 'NULL')",
        target="nullif(nullif({Target Name}, ''), 'NULL')",
        source_place="coalesce(nullif(nullif({Source Country}, ''), 'NULL'), nullif({Source Name}, ''))",
        target_place="coalesce(nullif(nullif({Target Country}, ''), 'NULL'), nullif({Target Name}, ''))",
        code="{CAMEO Code}", key="{CAMEO Code}",
        value="try_cast(nullif({Intensity}, '') AS DOUBLE)",
        day="CASE WHEN regexp_full_match({Event Date}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN "
            "try_cast({Event Date} AS DATE) END",
    ),
    "name", "cameo", written,
    frozenset({"identity", "source_name", "target_name", "code", "day", "value", "publisher", "place", "country",
               "latitude", "longitude", "source", "target"}),
    needs=("Event ID", "Event Date", "Source Name", "Target Name", "CAMEO Code"),
    heading=HEADING,
    checks=(
        ("day IS NULL", "'Event Date is ''' || coalesce({Event Date}, '') || ''', which is no day (YYYY-MM-DD)'"),
        ("value IS NULL AND {Intensity} <> ''", "'Intensity is ''' || {Intensity} || ''', which is no number'"),
    ),
    named={"identity": "Event ID", "source_name": "Source Name", "target_name": "Target Name", "place": "City",
           "country": "Country", "latitude": "Latitude", "longitude": "Longitude", "publisher": "Publisher"},
)  # fmt: skip
