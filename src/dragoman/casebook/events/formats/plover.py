"""PLOVER records as JSON lines: one object a line.

Fields: PLOVER Manual 0.7b1, chapter on data, and the gold standard records of 0.5b1 (Open Event Data Alliance,
github.com/openeventdata/PLOVER): `source` (or `actor`) and `target` (or `recipient`) are lists of objects with `code`
and `actorText` (or `actor_text`); `event` is a category or a list of them. A source of several actors without a target
is a compound actor, which acts with itself: no direction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations
from typing import Any, Final

from dragoman.casebook.events.form import BrokenRow, Format, Layout, Meaning
from dragoman.casebook.events.neutral import Event

CELLS: Final = ("id", "date", "source", "source text", "target", "target text", "event", "intensity", "mutual", "place",
                "latitude", "longitude", "url", "text", "publication")  # fmt: skip


def parts(raw: str, _: Layout) -> list[list[str]]:
    """Return the cells of a record once for each pair of actors and each category. Raises BrokenRow."""
    record = _record(raw)
    sources, targets = _actors(record, "source", "actor"), _actors(record, "target", "recipient")
    nobody = {"code": "", "text": ""}
    compound = not targets and len(sources) > 1
    pairs = list(combinations(sources, 2)) if compound else [(s, t) for s in sources for t in targets or [nobody]]
    events = record.get("event")
    place = record.get("location") or record.get("geolocation") or {}
    place = place if isinstance(place, dict) else {"name": place}
    cite = record.get("citeInfo") or record.get("cite_info") or {}
    cite = cite if isinstance(cite, dict) else {}
    return [
        [
            _text(record.get("id")), _text(record.get("date")), source["code"], source["text"], target["code"],
            target["text"], _text(event), _text(record.get("intensity", record.get("magnitude"))),
            "true" if compound else "false", _text(place.get("name")), _text(place.get("latitude")),
            _text(place.get("longitude")), _text(record.get("url", cite.get("url"))), _text(record.get("text")),
            _text(record.get("publication", cite.get("publication"))),
        ]
        for event in (events if isinstance(events, list) else [events])
        for source, target in pairs
    ]  # fmt: skip


def _record(raw: str) -> dict[str, Any]:
    if not raw.strip():
        raise BrokenRow("the line is empty")
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BrokenRow("it is no JSON object on one line") from error
    if not isinstance(record, dict):
        raise BrokenRow("it is no JSON object on one line")
    if not record.get("event") or not _actors(record, "source", "actor"):
        raise BrokenRow("it has no event or no source")
    return record


def _actors(record: Mapping[str, Any], *names: str) -> list[dict[str, str]]:
    given: Any = next((record[name] for name in names if record.get(name)), [])
    found = []
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict):
            code = _text(one.get("code"))
            found.append({"code": code, "text": _text(one.get("actorText") or one.get("actor_text")) or code})
        elif one:
            found.append({"code": _text(one), "text": _text(one)})
    return found


def _text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def written(event: Event) -> Mapping[str, str]:
    """Return the one cell of an event: its record as JSON."""
    source = {"actorText": event.source_name or event.source, "code": event.source_root}
    target = {"actorText": event.target_name or event.target, "code": event.target_root}
    record: dict[str, object] = {
        "id": event.identity or str(event.number),
        "date": event.day,
        "source": [source, target] if event.mutual else [source],
        "target": [] if event.mutual or not event.target_root else [target],
        "event": event.kind,
        "mode": "",
        "context": "",
        "text": event.text,
        "publication": event.publisher,
    }
    if event.value is not None:
        record["intensity"] = event.value
    if event.url:
        record["url"] = event.url
    location = {"name": event.place, "cc3": event.country, "latitude": event.latitude, "longitude": event.longitude}
    if any(location.values()):
        record["location"] = {key: value for key, value in location.items() if value}
    return {"record": json.dumps(record, ensure_ascii=False)}


PLOVER: Final = Format(
    "plover", "PLOVER records", "json",
    Meaning(
        source="coalesce(nullif({source text}, ''), nullif({source}, ''))",
        target="coalesce(nullif({target text}, ''), nullif({target}, ''))",
        source_place="coalesce(nullif({source}, ''), nullif({source text}, ''))",
        target_place="coalesce(nullif({target}, ''), nullif({target text}, ''))",
        code="{event}", key="upper({event})",
        value="try_cast(nullif({intensity}, '') AS DOUBLE)",
        day="CASE WHEN regexp_full_match({date}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN try_cast({date} AS DATE) END",
        mutual="{mutual} = 'true'",
    ),
    "cameo", "plover", written,
    frozenset({"identity", "source", "target", "source_name", "target_name", "kind", "day", "value", "mutual", "place",
               "country", "latitude", "longitude", "url", "text", "publisher"}),
    columns=(CELLS,),
    checks=(
        ("day IS NULL", "'date is ''' || coalesce({date}, '') || ''', which is no day (YYYY-MM-DD)'"),
    ),
    type_column="event",
    parts=parts,
    named={"identity": "id", "source_name": "source text", "target_name": "target text", "place": "place",
           "latitude": "latitude", "longitude": "longitude", "url": "url", "text": "text",
           "publisher": "publication"},
)  # fmt: skip
