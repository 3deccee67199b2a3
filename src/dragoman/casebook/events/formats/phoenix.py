"""Phoenix: the near-real-time files (26 columns between tabs, no heading) and the historical ones (25, CSV, a heading).

Columns: Phoenix Event Data Set Documentation (Open Event Data Alliance) as read by its R package phoxy; Historical
Phoenix Event Data, Cline Center, University of Illinois. Actors are CAMEO codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dragoman.casebook.events.form import Format, Meaning
from dragoman.casebook.events.formats.gdelt import written as as_gdelt
from dragoman.casebook.events.neutral import Event

DAILY: Final = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
HISTORICAL: Final = (
    "eid", "story_date", "year", "month", "day", "source", "source_root", "source_agent", "source_others", "target",
    "target_root", "target_agent", "target_others", "code", "root_code", "quad_class", "goldstein", "joined_issues",
    "lat", "lon", "placename", "statename", "countryname", "aid", "process",
)  # fmt: skip


def looks_so(found: Sequence[str]) -> bool:
    """Return whether the cells of a row begin as those of a daily file: an id, a day, and its parts."""
    day, parts = found[1], found[2:5]
    return len(day) == 8 and all(p.isdigit() for p in (day, *parts)) and [int(p) for p in parts] == [
        int(day[:4]), int(day[4:6]), int(day[6:])
    ]  # fmt: skip


def _shared(event: Event) -> tuple[dict[str, str], list[str], str]:
    coded = dict(as_gdelt(event))
    year, month, day = (*event.day.split("-"), "", "")[:3]
    return coded, [year, month.lstrip("0"), day.lstrip("0")], "" if event.value is None else f"{event.value:.1f}"


def written_daily(event: Event) -> Mapping[str, str]:
    """Return the cells of an event by column of a daily file."""
    coded, parts, value = _shared(event)
    return {
        "EventID": event.identity or str(event.number), "Date": event.day.replace("-", ""),
        "Year": parts[0], "Month": event.day[5:7], "Day": event.day[8:10],
        "SourceActorFull": coded["Actor1Code"], "SourceActorEntity": coded["Actor1CountryCode"],
        "TargetActorFull": coded["Actor2Code"], "TargetActorEntity": coded["Actor2CountryCode"],
        "EventCode": event.code, "EventRootCode": event.code[:2], "GoldsteinScore": value,
        "Lat": event.latitude, "Lon": event.longitude, "LocationName": event.place, "CountryCode": event.country,
        "URLs": event.url, "NewsSources": event.publisher,
    }  # fmt: skip


def written_historical(event: Event) -> Mapping[str, str]:
    """Return the cells of an event by column of a historical file."""
    coded, parts, value = _shared(event)
    return {
        "eid": event.identity or str(event.number), "story_date": event.day,
        "year": parts[0], "month": parts[1], "day": parts[2],
        "source": coded["Actor1Code"], "source_root": coded["Actor1CountryCode"],
        "target": coded["Actor2Code"], "target_root": coded["Actor2CountryCode"],
        "code": event.code, "root_code": event.code[:2], "goldstein": value,
        "lat": event.latitude, "lon": event.longitude, "placename": event.place, "countryname": event.country,
    }  # fmt: skip


_CARRIES: Final = frozenset(
    {"identity", "source", "target", "code", "day", "value", "place", "country", "latitude", "longitude"}
)
PHOENIX: Final = Format(
    "phoenix", "Phoenix events, daily files", "tab",
    Meaning(
        source="nullif({SourceActorFull}, '')", target="nullif({TargetActorFull}, '')",
        source_place="coalesce(nullif({SourceActorEntity}, ''), nullif({SourceActorFull}, ''))",
        target_place="coalesce(nullif({TargetActorEntity}, ''), nullif({TargetActorFull}, ''))",
        code="{EventCode}", key="{EventCode}",
        value="try_cast(nullif({GoldsteinScore}, '') AS DOUBLE)",
        day="CASE WHEN regexp_full_match({Date}, '[0-9]{8}') THEN try_cast(left({Date}, 4) || '-' || "
            "substr({Date}, 5, 2) || '-' || right({Date}, 2) AS DATE) END",
    ),
    "cameo", "cameo", written_daily, _CARRIES | {"url", "publisher"},
    columns=(DAILY,), needs=("EventID", "SourceActorFull", "TargetActorFull", "EventCode"), fits=looks_so,
    checks=(
        ("day IS NULL", "'Date is ''' || coalesce({Date}, '') || ''', which is no day (YYYYMMDD)'"),
        ("value IS NULL AND {GoldsteinScore} <> ''",
         "'GoldsteinScore is ''' || {GoldsteinScore} || ''', which is no number'"),
    ),
    named={"identity": "EventID", "place": "LocationName", "country": "CountryCode", "latitude": "Lat",
           "longitude": "Lon", "url": "URLs", "publisher": "NewsSources"},
    place_codes="iso3",
)  # fmt: skip
PHOENIX_HISTORICAL: Final = Format(
    "phoenix-historical", "Historical Phoenix events", "csv",
    Meaning(
        source="nullif(nullif({source}, ''), 'NA')", target="nullif(nullif({target}, ''), 'NA')",
        source_place="coalesce(nullif(nullif({source_root}, ''), 'NA'), nullif({source}, ''))",
        target_place="coalesce(nullif(nullif({target_root}, ''), 'NA'), nullif({target}, ''))",
        code="{code}", key="{code}",
        value="try_cast(nullif(nullif({goldstein}, ''), 'NA') AS DOUBLE)",
        day="try_cast(lpad({year}, 4, '0') || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0') AS DATE)",
    ),
    "cameo", "cameo", written_historical, _CARRIES,
    needs=("eid", "story_date", "source_root", "target_root", "code"), heading=HISTORICAL,
    checks=(
        ("day IS NULL", "'year, month and day are ''' || concat_ws('-', {year}, {month}, {day}) || ''', no day'"),
        ("value IS NULL AND {goldstein} NOT IN ('', 'NA')",
         "'goldstein is ''' || {goldstein} || ''', which is no number'"),
    ),
    named={"identity": "eid", "place": "placename", "country": "countryname", "latitude": "lat", "longitude": "lon"},
)  # fmt: skip
