"""Which format a file of event data has, told by its content."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dragoman.casebook.events.content import Content, opened
from dragoman.casebook.events.form import Format, Layout
from dragoman.casebook.events.formats import FORMATS
from dragoman.errors import InputError, UsageError

_SAMPLE: Final = 1 << 18
_ROWS: Final = 200
_JSON: Final = ({"event"}, {"source", "actor"})


def detect(path: Path, name: str | None = None) -> tuple[Format, Layout]:
    """Return the format of the file at `path` and its columns; `name` is that of the format, where it is given.

    Raises InputError when no format fits, when several do, or when the file does not fit the one that was named.
    """
    wanted = FORMATS if name is None else tuple(form for form in FORMATS if form.name == name)
    if not wanted:
        raise UsageError(f"there is no format '{name}'. Use one of: {', '.join(form.name for form in FORMATS)}")
    lines = _sample(path)
    found = [(form, layout) for form in wanted if (layout := layout_of(form, lines)) is not None]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(form.name for form, _ in found)
        raise InputError(f"{path}: can be of several formats ({names}). Name one with --format")
    what = f"does not look like {wanted[0].title}" if name is not None else "is of no known format of event data"
    raise InputError(f"{path}: {what}: {_seen(lines)}. {_remedy(name)}")


def _remedy(name: str | None) -> str:
    if name is not None:
        return "Leave --format out to have the format found"
    return f"Known are {', '.join(form.name for form in FORMATS)}; name one with --format if it is one of them"


def _sample(path: Path) -> list[str]:
    with opened(path) as stream:
        content = Content(stream, path, _SAMPLE)
        block = next(content.blocks(), None)
    if block is None or not block.strip():
        raise InputError(f"{path}: is empty. Name a file of event data")
    return [line.removesuffix("\r") for line in block.split("\n")][:_ROWS]


def _seen(lines: Sequence[str]) -> str:
    first = next(line for line in lines if line.strip())
    tabs, commas = first.count("\t") + 1, first.count(",") + 1
    shape = f"{tabs} columns between tabs" if tabs > 1 else f"{commas} between commas" if commas > 1 else "one column"
    start = first if len(first) <= 40 else first[:39] + "…"
    return f"its first line has {shape} and begins with {start!r}"


def layout_of(form: Format, lines: Sequence[str]) -> Layout | None:
    """Return the columns of a file that begins with these lines, or None when it is not of this format."""
    if form.rows == "json":
        return Layout(form.columns[0], None, quoted=False) if _is_json(lines) else None
    mark = "\t" if form.rows == "tab" else ","
    heading = [cell.strip() for cell in _cells(lines[0], mark)]
    known = {cell.casefold() for cell in heading}
    if form.needs and all(column.casefold() in known for column in form.needs):
        quoted = form.rows == "csv" or any(line.startswith('"') for line in lines[:2])
        return Layout(tuple(heading), lines[0], quoted)
    if not form.columns:
        return None
    rows = [line.split(mark) for line in lines if line.strip()]
    # A row may be broken, so the file is known by what most of its rows look like.
    (common, times), *_ = Counter(len(row) for row in rows).most_common(1)
    columns = next((columns for columns in form.columns if len(columns) == common), None)
    if columns is None or times * 2 <= len(rows):
        return None
    fitting = sum(form.fits(row) for row in rows if len(row) == common)
    return Layout(columns, None, quoted=False) if fitting * 2 > times else None


def _cells(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return line.split(mark)


def _is_json(lines: Sequence[str]) -> bool:
    """Return whether most lines are objects that tell of events."""
    told = [line for line in lines if line.strip()]
    fitting = 0
    for line in told:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        fitting += isinstance(record, dict) and all(keys & record.keys() for keys in _JSON)
    return fitting * 2 > len(told)
