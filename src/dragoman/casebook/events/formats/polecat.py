"""POLECAT: cells between tabs, a heading, `None` where nothing is known; several countries of one side between `; `.

Columns: POLECAT Weekly Data, Harvard Dataverse, doi:10.7910/DVN/AJGVIT (40 columns; in some files `Intensity` is called
`Event Intensity`).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Final

from dragoman.casebook.events.form import Format, Layout, Meaning, plain_cells
from dragoman.casebook.events.neutral import Event

HEADING: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
_SIDES: Final = (("Actor Name", "Actor Country"), ("Recipient Name", "Recipient Country"))


def parts(raw: str, layout: Layout) -> list[list[str]]:
    """Return the cells of a row once for each pair of an actor's and a recipient's country."""
    found = plain_cells(POLECAT, layout, raw)
    sides: list[list[tuple[str, str]]] = []
    for columns in _SIDES:
        name, country = (_cell(found, layout, column) for column in columns)
        names, countries = name.split("; "), list(dict.fromkeys(country.split("; ")))
        # Names stand beside countries one for one only where there are as many of them.
        alone = len(countries) == len(names)
        sides.append([(names[i] if alone else name, one) for i, one in enumerate(countries)])
    made: list[list[str]] = []
    for pair in product(*sides):
        row = list(found)
        for columns, values in zip(_SIDES, pair, strict=True):
            for column, value in zip(columns, values, strict=True):
                place = layout.place(column)
                if place is not None:
                    row[place] = value
        made.append(row)
    return made


def _cell(found: list[str], layout: Layout, column: str) -> str:
    place = layout.place(column)
    return "" if place is None else found[place]


def written(event: Event) -> Mapping[str, str]:
    """Return the cells of an event by column."""
    quads = ("AGREE CONSULT SUPPORT CONCEDE", "COOPERATE AID RETREAT", "REQUEST ACCUSE REJECT THREATEN",
             "PROTEST SANCTION MOBILIZE COERCE ASSAULT")  # fmt: skip
    names = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
    cells = {
        "Event ID": event.identity or str(event.number),
        "Event Date": event.day,
        "Event Type": event.kind,
        "Intensity": "" if event.value is None else f"{event.value:g}",
        "Quad Code": next((name for kinds, name in zip(quads, names, strict=True) if event.kind in kinds.split()), ""),
        "Actor Name": event.source_name or event.source,
        "Actor Country": event.source_root,
        "Recipient Name": event.target_name or event.target,
        "Recipient Country": event.target_root,
        "Placename": event.place,
        "Country": event.country,
        "Latitude": event.latitude,
        "Longitude": event.longitude,
        "Source": event.publisher,
    }
    return {column: cells.get(column) or "None" for column in HEADING}


def _given(column: str) -> str:
    return f"nullif(nullif({{{column}}}, ''), 'None')"


POLECAT: Final = Format(
    "polecat", "POLECAT events", "tab",
    Meaning(
        source=_given("Actor Name"), target=_given("Recipient Name"),
        source_place=f"coalesce({_given('Actor Country')}, {_given('Actor Name')})",
        target_place=f"coalesce({_given('Recipient Country')}, {_given('Recipient Name')})",
        code=_given("Event Type"), key="upper({Event Type})",
        value=f"try_cast({_given('Intensity|Event Intensity')} AS DOUBLE)",
        day="CASE WHEN regexp_full_match({Event Date}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN "
            "try_cast({Event Date} AS DATE) END",
    ),
    "name", "plover", written,
    frozenset({"identity", "source_name", "target_name", "source", "target", "kind", "day", "value", "place",
               "country", "latitude", "longitude", "publisher"}),
    needs=("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"),
    heading=HEADING,
    checks=(
        ("day IS NULL", "'Event Date is ''' || coalesce({Event Date}, '') || ''', which is no day (YYYY-MM-DD)'"),
    ),
    type_column="Event Type",
    parts=parts,
    named={"identity": "Event ID", "source_name": "Actor Name", "target_name": "Recipient Name", "place": "Placename",
           "country": "Country", "latitude": "Latitude", "longitude": "Longitude", "publisher": "Source"},
)  # fmt: skip
