"""Claims put right by hand: single fields of a claim that a person changed, and what they were read as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, cast

from dragoman.casebook.corrections import Correction, standing
from dragoman.model import KINDS, STATUSES, Claim, Kind, Status, sign_of

# The fields of a claim that can be changed. Of an edit, `payload` holds `field`, `value` (empty for none) and `was`,
# and for an actor `value_name` and `value_root`.
_DATE: Final = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
_SEASONS: Final = ("21", "22", "23", "24")
_LEAP_YEAR: Final = "2000"  # any day can be of a year that is not known
EDITABLE: Final = ("kind", "sign", "status", "date", "source", "target", "speaker")


def wrong(field: str, value: str) -> str | None:
    """Return why a field of a claim cannot have a value, with what it can be, or None where it can."""
    if field not in EDITABLE:
        return f"a claim has no '{field}' to change. It can be: {', '.join(EDITABLE)}"
    if field == "kind" and value not in KINDS:
        return f"there is no kind '{value}'. It can be: {', '.join(KINDS)}"
    if field == "status" and value not in STATUSES:
        return f"there is no status '{value}'. It can be: {', '.join(STATUSES)}"
    if field == "sign" and value not in {"1", "0", "-1"}:
        return f"'{value}' is no sign. It can be 1, 0 or -1"
    if field == "date" and value and not _is_date(value):
        return f"'{value}' is no date in EDTF, such as 2017-03-02, 2017-03, 2017~, 2016/2018 or XXXX-05"
    return f"a claim needs a {field}" if field in {"source", "target"} and not value else None


def _is_date(value: str) -> bool:
    left, slash, right = value.partition("/")
    if slash:
        ends = [part for part in (left, right) if part not in {"", ".."}]
        return bool(ends) and all(_is_part(part) for part in ends)
    return _is_part(value)


def _is_part(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if found is None:
        return False
    year, month, day = found.groups()
    if month in _SEASONS:
        return day is None
    try:
        date.fromisoformat(f"{_LEAP_YEAR if year == 'XXXX' else year}-{month or '01'}-{day or '01'}")
    except ValueError:
        return False
    return True


def edits(corrections: Iterable[Correction]) -> dict[str, dict[str, Correction]]:
    """Return claim id -> field -> the last edit of it that is in force and whole."""
    found: dict[str, dict[str, Correction]] = {}
    for made in standing(corrections):
        if made.action == "edit" and wrong(made.payload.get("field", ""), made.payload.get("value", "")) is None:
            found.setdefault(made.target, {})[made.payload["field"]] = made
    return found


def edited(claims: Iterable[Claim], made: Mapping[str, Mapping[str, Correction]]) -> tuple[Claim, ...]:
    """Return the claims with the edits applied, in their order; ids stay as they are."""
    return tuple(_edited(claim, made[claim.id]) if claim.id in made else claim for claim in claims)


def read_as(claims: Iterable[Claim], made: Mapping[str, Mapping[str, Correction]]) -> dict[str, dict[str, str]]:
    """Return claim id -> field -> what was read, for the fields that an edit changed."""
    return {
        claim.id: {field: str(getattr(claim, field) or "") for field in made[claim.id]}
        for claim in claims
        if claim.id in made
    }


def _edited(claim: Claim, made: Mapping[str, Correction]) -> Claim:
    for field in EDITABLE:  # the kind before the sign, which may be changed after it
        if field in made:
            claim = _with(claim, field, made[field].payload)
    return claim


def _with(claim: Claim, field: str, words: Mapping[str, str]) -> Claim:
    value = words.get("value", "")
    if field == "kind":
        kind = cast("Kind", value)
        return replace(claim, kind=kind, sign=sign_of(kind) or claim.sign)
    if field == "sign":
        return replace(claim, sign=int(value))
    if field == "status":
        return replace(claim, status=cast("Status", value))
    if field == "date":
        return replace(claim, date=value or None)
    if field == "speaker" and not value:
        return replace(claim, speaker=None, speaker_root=None, speaker_name=None)
    name, root = words.get("value_name", value), words.get("value_root", value)
    if field == "source":
        return replace(claim, source=value, source_root=root, source_name=name)
    if field == "target":
        return replace(claim, target=value, target_root=root, target_name=name)
    return replace(claim, speaker=value, speaker_root=root, speaker_name=name)
