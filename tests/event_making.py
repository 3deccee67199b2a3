"""Made-up files of event data, always the same for the same seed, in the columns that each format really has."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.casebook.events.formats import acled, gdelt, icews, phoenix, polecat

STATES = ("RUS", "LBY", "USA", "TUR", "EGY", "FRA", "CHN", "GBR", "ITA", "UKR")
COUNTRIES = {
    "RUS": "Russia", "LBY": "Libya", "USA": "United States", "TUR": "Turkey", "EGY": "Egypt", "FRA": "France",
    "CHN": "China", "GBR": "United Kingdom", "ITA": "Italy", "UKR": "Ukraine",
}  # fmt: skip
# Town, FIPS code of its country, latitude, longitude; CH is China and SZ Switzerland.
TOWNS = (
    ("Tripoli, Tarabulus, Libya", "LY", "32.8925", "13.18"), ("Geneva, Genève, Switzerland", "SZ", "46.2", "6.1667"),
    ("Beijing, Beijing, China", "CH", "39.9289", "116.388"), ("Москва, Moskva, Russia", "RS", "55.7522", "37.6156"),
)  # fmt: skip
CODES = (("010", 0.0), ("042", 1.9), ("051", 3.4), ("073", 7.4), ("112", -2.0), ("138", -7.0), ("190", -10.0))
KINDS = ("AGREE", "CONSULT", "SUPPORT", "AID", "REQUEST", "ACCUSE", "THREATEN", "SANCTION", "ASSAULT")
ODD = ('said "no"', "Benghazi’s port", "ليبيا", "a, b; c", "it''s", "\\N", "NULL ", "=1+1", " ", "\u00a0", "\x1f")


def day_of(chance: random.Random) -> date:
    return date(2014, 1, 1) + timedelta(days=chance.randrange(2500))


def actor(chance: random.Random) -> tuple[str, str]:
    """A CAMEO code and the state it begins with."""
    state = chance.choice(STATES)
    return state + chance.choice(("", "GOV", "MIL", "REB")), state


def gdelt_row(chance: random.Random, number: int, columns: tuple[str, ...]) -> list[str]:
    cells = dict.fromkeys(columns, "")
    day = day_of(chance).strftime("%Y%m%d")
    code, value = chance.choice(CODES)
    cells |= {"GLOBALEVENTID": str(410000000 + number), "SQLDATE": day, "MonthYear": day[:6], "Year": day[:4]}
    cells["FractionDate"] = f"{day[:4]}.{int(day[4:6]) * 80:04}"
    for side in (1, 2):
        whole, state = actor(chance)
        cells |= {f"Actor{side}Code": whole, f"Actor{side}CountryCode": state}
        cells |= {f"Actor{side}Name": COUNTRIES[state].upper(), f"Actor{side}Type1Code": whole[3:]}
    cells |= {"IsRootEvent": "1", "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2]}
    cells |= {"QuadClass": "1", "GoldsteinScale": f"{value:g}", "NumMentions": "4", "AvgTone": "-1.25"}
    town, country, north, east = chance.choice(TOWNS)
    cells |= {"ActionGeo_Type": "4", "ActionGeo_FullName": town, "ActionGeo_CountryCode": country}
    cells |= {"ActionGeo_Lat": north, "ActionGeo_Long": east, "DATEADDED": day}
    if "SOURCEURL" in cells:
        cells["SOURCEURL"] = f"https://example.org/{number}"
    return [cells[column] for column in columns]


def icews_row(chance: random.Random, number: int) -> list[str]:
    (code, value), one, two = chance.choice(CODES), chance.choice(STATES), chance.choice(STATES)
    town = chance.choice(TOWNS)
    return [
        str(number), day_of(chance).isoformat(), f"Ministry ({COUNTRIES[one]})", "Government,Executive",
        COUNTRIES[one], "Make statement", code, f"{value:.1f}", f"Citizen ({COUNTRIES[two]})",
        chance.choice(("", "NULL", "General Population")), COUNTRIES[two], str(9000 + number), "2", "Xinhua",
        chance.choice(ODD).strip() or town[0], "", "", "Libya", town[2], town[3],
    ]  # fmt: skip


def polecat_row(chance: random.Random, number: int) -> list[str]:
    cells = dict.fromkeys(polecat.HEADING, "None")
    cells |= {"Event ID": f"20200101-{number}-xyz", "Event Date": day_of(chance).isoformat()}
    cells |= {"Event Type": chance.choice(KINDS), "Event Mode": "meet", "Intensity": f"{chance.randint(-9, 9)}.0"}
    cells |= {"Actor Name": "Somebody", "Actor Country": chance.choice(STATES), "Recipient Name": chance.choice(ODD)}
    cells |= {"Recipient Country": "; ".join(chance.sample(STATES, chance.randint(1, 3)))}
    return list(cells.values())


def phoenix_row(chance: random.Random, number: int) -> list[str]:
    (one, root), (two, other), (code, value) = actor(chance), actor(chance), chance.choice(CODES)
    day = day_of(chance)
    return [
        f"{number}_v0.3.1", day.strftime("%Y%m%d"), str(day.year), f"{day.month:02}", f"{day.day:02}",
        one, root, one[3:], "", two, other, two[3:], "", code, code[:2], "1", f"{value}", "ID_TERROR,1", "32.9", "13.2",
        "Tripoli", "Tarābulus", "LBY", f"{number}_2", "http://example.org/a;http://example.org/b", "bbc_world",
    ]  # fmt: skip


def historical_row(chance: random.Random, number: int) -> list[str]:
    (one, root), (two, other), (code, value) = actor(chance), actor(chance), chance.choice(CODES)
    day = day_of(chance)
    return [
        f"NYT{number}", f"{day.month}/{day.day}/{day.year}", str(day.year), str(day.month), str(day.day), one, root,
        one[3:], "", two, other, two[3:], "", code, str(int(code[:2])), "1", f"{value}", "", "NA", "NA",
        chance.choice(ODD), "", "LBY", "4711", "PETRARCH",
    ]  # fmt: skip


def acled_row(chance: random.Random, number: int) -> list[str]:
    cells = dict.fromkeys(acled.HEADING, "")
    day = day_of(chance)
    state = COUNTRIES[chance.choice(STATES)]
    kind = chance.choice(("Battles", "Protests", "Strategic developments", "Violence against civilians"))
    cells |= {"event_id_cnty": f"LBY{number}", "year": str(day.year), "event_type": kind, "sub_event_type": "Agreement"}
    cells["event_date"] = chance.choice((day.isoformat(), f"{day:%d %B %Y}"))
    cells |= {"actor1": f"Military Forces of {state} (2014-)", "country": "Libya", "location": "Tripoli"}
    cells["actor2"] = chance.choice(("", "Military Forces of Libya (2014-2021) Haftar Faction", "Protesters (Libya)"))
    cells["notes"] = chance.choice((*ODD, 'Two lines,\nthe second "quoted"', "ends with a\r\nbreak\n"))
    return list(cells.values())


def plover_record(chance: random.Random, number: int) -> dict[str, object]:
    one, two, three = chance.sample(STATES, 3)
    compound = chance.random() < 0.3
    source = [{"actorText": COUNTRIES[one], "code": one}] + [{"actorText": COUNTRIES[two], "code": two}] * compound
    return {
        "id": f"PLOVER-{number}", "date": day_of(chance).isoformat(), "source": source,
        "target": "" if compound else [{"actor_text": chance.choice(ODD), "code": three, "sector": "GOV"}],
        "event": chance.choice((*KINDS, "DEMAND", ["AGREE", "CONSULT"])), "mode": "", "text": chance.choice(ODD),
    }  # fmt: skip


Rows = Callable[[random.Random, int], list[str]]
TABS: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "gdelt1": (lambda r, n: gdelt_row(r, n, gdelt.DAILY), ()),
    "gdelt2": (lambda r, n: gdelt_row(r, n, gdelt.SECOND), ()),
    "icews": (icews_row, icews.HEADING),
    "polecat": (polecat_row, polecat.HEADING),
    "phoenix": (phoenix_row, ()),
}
COMMAS: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "phoenix-historical": (historical_row, phoenix.HISTORICAL),
    "acled": (acled_row, acled.HEADING),
}
NAMES = (*TABS, *COMMAS, "plover")


def made(name: str, rows: int = 30, seed: int = 1) -> list[str]:
    """The rows of a file, without line breaks at their end; the heading first, where the format has one."""
    chance = random.Random(seed)
    if name == "plover":
        return [json.dumps(plover_record(chance, n), ensure_ascii=bool(n % 2)) for n in range(rows)]
    if name in TABS:
        row, heading = TABS[name]
        cells = ([cell.replace("\t", " ") for cell in row(chance, n)] for n in range(rows))
        return ["\t".join(one) for one in ([heading] if heading else []) + list(cells)]
    row, heading = COMMAS[name]
    return [_quoted(one) for one in (heading, *(row(chance, n) for n in range(rows)))]


def _quoted(cells: object) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(cells)  # a line break is what makes it quote those in cells
    return stream.getvalue().removesuffix("\n")
