"""Records as a pandas table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from dragoman.errors import MissingExtra
from dragoman.model import KINDS, STATUSES, Claim, Finding
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.relations.ties import Tie
from dragoman.show.exports.tie_rows import TIE_FIELDS, tie_row

if TYPE_CHECKING:
    import pandas

Row = dict[str, Any]

_CLAIM: Final[dict[str, str]] = {
    "id": "string", "document_id": "string", "source": "string", "target": "string", "source_root": "string",
    "target_root": "string", "source_name": "string", "target_name": "string", "kind": "kind", "sign": "int8",
    "mutual": "bool", "status": "status", "speaker": "string", "speaker_root": "string", "speaker_name": "string",
    "date": "string", "first_day": "day", "last_day": "day", "ordinal": "Int64", "count": "Int64", "quote": "string",
    "start": "int64", "end": "int64", "rule": "string", "cues": "object", "confidence": "float64",
    "condition": "string", "origin": "string",
}  # fmt: skip
_TIE: Final[dict[str, str]] = {
    **dict.fromkeys((name for name in TIE_FIELDS if not name.endswith("_name")), "string"),
    **dict.fromkeys(("witnesses", *STATUSES, "documents"), "int64"),
    "sign": "int8", "asserted": "bool", "start": "day", "end": "day", "counts": "object", "claim_ids": "object",
}  # fmt: skip
_FINDING: Final[dict[str, str]] = {
    "method": "string", "subject": "object", "value": "value", "low": "float64", "high": "float64",
    "period": "string", "why": "string", "claim_ids": "object", "detail": "object",
}  # fmt: skip


def to_pandas(records: Iterable[Claim] | Iterable[Finding] | Iterable[Tie]) -> pandas.DataFrame:
    """Return claims, ties or findings (of one sort) as a pandas DataFrame, one row each, in their order.

    Text is of dtype string, `kind` and `status` are categories of the codebook, counts are integers (Int64 where they
    may be missing). `first_day`, `last_day` of claims and `start`, `end` of ties are dates of second resolution (the
    usual one of pandas ends in 2262), and NaT where a date leaves them open. `start` and `end` of a claim's `quote`
    count characters of the clean text. `value` of findings is a number where all are, else an object; `low` and `high`
    are their interval. Nothing gives an empty frame without columns. Raises MissingExtra where pandas is not installed,
    and TypeError for other or mixed records.
    """
    try:
        import pandas  # noqa: PLC0415 - optional
    except ImportError as error:
        raise MissingExtra("to_pandas needs pandas. Install it: pip install dragoman[pandas]") from error
    listed: Sequence[Any] = list(records)
    sorts = {type(record) for record in listed}
    if not sorts:
        return pandas.DataFrame()
    if sorts == {Claim}:
        rows, types = [_claim(claim) for claim in listed], _CLAIM
    elif sorts == {Tie}:
        rows, types = [_tie(tie) for tie in listed], _TIE
    elif sorts == {Finding}:
        rows, types = [_finding(finding) for finding in listed], _FINDING
    else:
        names = ", ".join(sorted(sort.__name__ for sort in sorts))
        raise TypeError(f"to_pandas takes claims, ties or findings, all of one sort, not {names}")
    return pandas.DataFrame({name: _column([row[name] for row in rows], kind) for name, kind in types.items()})


def _column(values: list[Any], kind: str) -> pandas.Series:
    import pandas  # noqa: PLC0415 - optional

    if kind == "day":
        return pandas.Series([_second(value) for value in values], dtype="datetime64[s]")
    if kind in {"kind", "status"}:
        return pandas.Series(pandas.Categorical(values, categories=KINDS if kind == "kind" else STATUSES))
    if kind == "value":
        numbers = all(isinstance(value, int | float) for value in values)
        whole = all(isinstance(value, int) for value in values)
        return pandas.Series(values, dtype="int64" if whole else "float64" if numbers else "object")
    return pandas.Series(values, dtype=kind)


def _second(day: str | None) -> Any:  # noqa: ANN401 - a value of NumPy
    import numpy  # noqa: PLC0415 - slow to load

    return numpy.datetime64("NaT" if day is None else day, "s")


def _claim(claim: Claim) -> Row:
    first, last = bounds(claim.date) or (EARLIEST, LATEST)
    row: Row = {name: getattr(claim, name) for name in _CLAIM if hasattr(claim, name)}
    return row | {
        "first_day": None if first == EARLIEST else first,
        "last_day": None if last == LATEST else last,
        "quote": claim.evidence.text,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
    }


def _tie(tie: Tie) -> Row:
    return tie_row(tie, {}, str)


def _finding(finding: Finding) -> Row:
    low, high = finding.interval or (None, None)
    row: Row = {name: getattr(finding, name) for name in _FINDING if hasattr(finding, name)}
    return row | {"low": low, "high": high}
