"""The rows of an extract of Wikidata, as the query in the documentation gives them."""

from __future__ import annotations

import re
from typing import Final

from dragoman.vocabulary.kinds import OFFICES
from dragoman.vocabulary.spellings import too_general
from dragoman.vocabulary.tables import Row
from dragoman.vocabulary.user_actors import Entry, name_in, written
from dragoman.vocabulary.user_tables import Layout

WIKIDATA: Final = Layout(
    "wikidata",
    ("person", "name", "aliases", "name_ru", "name_ar", "office", "position", "country", "start", "end"),
    (("person",), ("name",), ("office",), ("country",), ("start",), ("end",)),
)
SOURCE: Final = "Wikidata extract"
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)")
_COUNTRY = re.compile(r"[A-Z]{3}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00Z?")


def entry(row: Row) -> Entry:
    """Return what a row of an extract says; raise BrokenRow for a cell that cannot be used."""
    item = _ITEM.fullmatch(row.text("person"))
    if item is None:
        cause = f"'{row.optional('person')[:60]}' is no item of Wikidata"
        raise row.broken("person", cause, "It looks like http://www.wikidata.org/entity/Q7747.")
    name = name_in(row, "name", row.text("name"))
    if _ITEM.fullmatch(name):
        raise row.broken("name", f"{name} has no name in English", "Write it in, or delete the row.")
    country = row.text("country")
    if not _COUNTRY.fullmatch(country):
        raise row.broken("country", f"'{country[:20]}' is no ISO 3166 alpha-3 code", "Write three capitals, as KEN.")
    office = row.one_of("office", OFFICES)
    days = {column: _day(row, column) for column in ("start", "end")}
    start, end = Row(row.file, row.line, days).span("start", "end")
    others = [name_in(row, column, text) for column in ("name_ru", "name_ar") if (text := row.optional(column))]
    # Aliases of one word are nicknames and surnames, which mean anybody.
    others += [alias for text in row.words("aliases") if " " in (alias := name_in(row, "aliases", text))]
    given = tuple(one for one in (name, *others) if one == name or not too_general(one))
    return Entry(
        row,
        item.group(1),
        name,
        "person",
        country,
        given,
        written(given),
        (country,),
        office,
        start,
        end,
        verified=True,
    )


def _day(row: Row, column: str) -> str:
    """Return a date; Wikidata writes a bare year as the first of January, so that day says no more than its year."""
    moment = _MOMENT.fullmatch(row.optional(column))
    if moment is None:
        return row.date(column)
    day = moment.group(1)
    return day[:4] if day.endswith("-01-01") else day
