"""GDELT 1.0 and 2.0 events: cells between tabs, no heading.

Columns: GDELT Data Format Codebook 1.03 (57 columns in the files up to March 2013, 58 with SOURCEURL in the daily files
since) and GDELT Event Codebook 2.0 (61). Actors are CAMEO codes; places are FIPS 10-4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from dragoman.casebook.events.form import Format, Meaning
from dragoman.casebook.events.neutral import Event
from dragoman.vocabulary.event_codes import load_event_codes

_ACTOR: Final = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
                 "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO_1: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_GEO_2: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_QUADS: Final = {1: "01 02 03 04 05", 2: "06 07 08", 3: "09 10 11 12 13", 4: "14 15 16 17 18 19 20"}


def _columns(geo: Sequence[str], last: Sequence[str]) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
        *(f"Actor{side}{part}" for side in (1, 2) for part in _ACTOR),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
        "NumMentions", "NumSources", "NumArticles", "AvgTone",
        *(f"{what}Geo_{part}" for what in ("Actor1", "Actor2", "Action") for part in geo),
        *last,
    )  # fmt: skip


DAILY: Final = _columns(_GEO_1, ("DATEADDED", "SOURCEURL"))
SECOND: Final = _columns(_GEO_2, ("DATEADDED", "SOURCEURL"))


def _side(number: int) -> str:
    parts = (f"nullif({{Actor{number}{part}}}, '')" for part in ("CountryCode", "KnownGroupCode", "Code"))
    return f"coalesce({', '.join(parts)})"


def looks_so(found: Sequence[str]) -> bool:
    """Return whether the cells of a row begin as those of GDELT: a number, a day, its month and its year."""
    return (
        found[0].isdigit() and found[1].isdigit() and len(found[1]) == 8 and found[2:4] == [found[1][:6], found[1][:4]]
    )


@lru_cache(maxsize=1)
def _codes_of_sides() -> tuple[dict[str, str], dict[str, str]]:
    """Return CAMEO and FIPS codes by root: of several the first, and CAMEO's own before that of a part."""
    codes = load_event_codes()
    cameo: dict[str, str] = {root: root for code, root in codes.cameo.items() if code == root}
    fips: dict[str, str] = {}
    for found, system in ((cameo, codes.cameo), (fips, codes.fips)):
        for code, root in system.items():
            found.setdefault(root, code)
    return cameo, fips


def written(event: Event) -> Mapping[str, str]:
    """Return the cells of an event by column."""
    back, fips = _codes_of_sides()
    day = event.day.replace("-", "")
    cells = {
        "GLOBALEVENTID": event.identity if event.identity.isdigit() else str(event.number),
        "SQLDATE": day, "MonthYear": day[:6], "Year": day[:4],
        "IsRootEvent": "1", "EventCode": event.code, "EventBaseCode": event.code[:3], "EventRootCode": event.code[:2],
        "QuadClass": next((str(quad) for quad, roots in _QUADS.items() if event.code[:2] in roots.split()), ""),
        "GoldsteinScale": "" if event.value is None else f"{event.value:g}",
        "ActionGeo_FullName": event.place, "ActionGeo_CountryCode": fips.get(event.country, ""),
        "ActionGeo_Lat": event.latitude, "ActionGeo_Long": event.longitude,
        "DATEADDED": day, "SOURCEURL": event.url,
    }  # fmt: skip
    for number, given, root, name in (
        (1, event.source, event.source_root, event.source_name),
        (2, event.target, event.target_root, event.target_name),
    ):
        code = back.get(root, "")
        coded = given.isascii() and given.isupper() and given.isalnum()
        cells[f"Actor{number}Code"] = given if coded else code
        cells[f"Actor{number}Name"] = name or ("" if coded else given)
        cells[f"Actor{number}CountryCode"] = code if len(code) == 3 else ""
    return cells


_NAMED: Final = {
    "identity": "GLOBALEVENTID", "source_name": "Actor1Name", "target_name": "Actor2Name",
    "place": "ActionGeo_FullName", "country": "ActionGeo_CountryCode", "latitude": "ActionGeo_Lat",
    "longitude": "ActionGeo_Long", "url": "SOURCEURL",
}  # fmt: skip
_DAY: Final = (
    "CASE WHEN regexp_full_match({SQLDATE}, '[0-9]{8}') THEN try_cast(left({SQLDATE}, 4) || '-' || "
    "substr({SQLDATE}, 5, 2) || '-' || right({SQLDATE}, 2) AS DATE) END"
)
_MEANING: Final = Meaning(
    source="nullif({Actor1Code}, '')",
    target="nullif({Actor2Code}, '')",
    source_place=_side(1),
    target_place=_side(2),
    code="{EventCode}",
    key="{EventCode}",
    value="try_cast(nullif({GoldsteinScale}, '') AS DOUBLE)",
    day=_DAY,
)
_CHECKS: Final = (
    ("day IS NULL", "'SQLDATE is ''' || coalesce({SQLDATE}, '') || ''', which is no day (YYYYMMDD)'"),
    (
        "value IS NULL AND {GoldsteinScale} <> ''",
        "'GoldsteinScale is ''' || {GoldsteinScale} || ''', which is no number'",
    ),
)
_CARRIES: Final = frozenset(
    {"source", "target", "source_name", "target_name", "code", "day", "value", "place", "country", "latitude",
     "longitude"}
)  # fmt: skip


def _format(name: str, title: str, *columns: tuple[str, ...]) -> Format:
    return Format(
        name, title, "tab", _MEANING, "cameo", "cameo", written, _CARRIES | {"url"},
        columns=columns, needs=("GLOBALEVENTID", "Actor1Code", f"{columns[0][-3]}", "EventCode"),
        checks=_CHECKS, fits=looks_so, named=_NAMED, place_codes="fips",
    )  # fmt: skip


GDELT_1: Final = _format("gdelt1", "GDELT 1.0 events", DAILY, DAILY[:-1])
GDELT_2: Final = _format("gdelt2", "GDELT 2.0 events", SECOND)
