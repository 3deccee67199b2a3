"""Reads a table of actors that a user made: line by line, so that one broken row leaves the others usable."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import VocabularyError
from dragoman.vocabulary.tables import BrokenRow, Row, near

LONGEST_CELL: Final = 20_000
_LARGEST_FILE: Final = 500_000_000  # bytes
# Control characters but the tab, and bytes that were no UTF-8.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\udc80-\udcff]")
_CELL = re.compile(r'(?:^|,)("(?:[^"]|"")*(?:"|$)|[^,]*)')


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns a kind of table may have; `needed` are groups of which one column each must be there."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's layout, its rows, and the rows that could not even be read."""

    layout: Layout
    rows: tuple[Row, ...]
    broken: tuple[BrokenRow, ...]


def read_table(path: Path, layouts: Sequence[Layout]) -> Table:
    """Return the rows of a user's table; the layout is recognised by a column that only it has.

    Raises VocabularyError when nothing of the file can be used: it is missing, empty, no text, or its first line does
    not name the columns.
    """
    lines = _lines(path)
    head = next(((n, line) for n, line in enumerate(lines, 1) if line.strip()), None)
    if head is None:
        raise VocabularyError(f"{path}: it is empty. The first line must name the columns, as in the documentation.")
    number, first = head
    layout, columns = _layout(path, number, first, layouts)
    rows: list[Row] = []
    broken: list[BrokenRow] = []
    for place, line in enumerate(lines[number:], number + 1):
        if line.strip(" ,\t"):  # programs for tables write rows of commas below the last one
            try:
                rows.append(_row(str(path), place, line, columns))
            except BrokenRow as error:
                broken.append(error)
    return Table(layout, tuple(rows), tuple(broken))


def _lines(path: Path) -> list[str]:
    try:
        if path.is_dir():
            raise VocabularyError(f"{path}: it is a folder. Name the file in it.")
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise VocabularyError(
            f"{path}: it cannot be opened ({cause}). Check the name and that you may read it."
        ) from error
    if len(data) > _LARGEST_FILE:
        raise VocabularyError(f"{path}: it is larger than 500 MB. Split it into several files.")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:100]:
        raise VocabularyError(f"{path}:1: it is not UTF-8 but UTF-16 or no text at all. Save it as CSV in UTF-8.")
    # Bytes that are no UTF-8 are kept as surrogates, so that their row and cell can be named.
    text = data.decode("utf-8-sig", errors="surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _layout(path: Path, number: int, first: str, layouts: Sequence[Layout]) -> tuple[Layout, list[str]]:
    columns = [cell.strip().casefold() for cell in next(csv.reader([first]), [])]
    where = f"{path}:{number}"
    known = {name for layout in layouts for name in layout.columns}
    if not known & set(columns):
        remedy = "The first line must name the columns, separated by commas"
        apart = next((mark for mark in ";\t" if known & {c.strip(' "').casefold() for c in first.split(mark)}), None)
        if apart:
            raise VocabularyError(f"{where}: the columns are separated by {apart!r}. Save it with commas.")
        raise VocabularyError(f"{where}: no column names ({_shown(first)}). {remedy}: {', '.join(layouts[0].columns)}.")
    layout = next((one for one in layouts if _own(one, layouts) & set(columns)), layouts[0])
    for column in columns:
        if column not in layout.columns:
            shown = f"'{_shown(column)}'" if column else "without a name"
            raise VocabularyError(f"{where}: column {shown} is not known. {near(column, layout.columns)}")
        if columns.count(column) > 1:
            raise VocabularyError(f"{where}: column '{column}' is there twice. Leave one.")
    for group in layout.needed:
        if not set(group) & set(columns):
            raise VocabularyError(f"{where}: column '{' or '.join(group)}' is missing. Add it to the first line.")
    return layout, columns


def _own(layout: Layout, layouts: Sequence[Layout]) -> set[str]:
    """Return the columns that tell a layout from the others: its first, where no other has it."""
    others = {name for one in layouts if one is not layout for name in one.columns}
    return {layout.columns[0]} - others


def _row(file: str, line: int, text: str, columns: Sequence[str]) -> Row:
    if len(text) > LONGEST_CELL:  # the parser has a limit of its own that names no cell
        found = [match.group(1) for match in _CELL.finditer(text)]
        for column, cell in zip(columns, found, strict=False):
            if len(cell) > LONGEST_CELL:
                raise Row(file, line, {}).broken(
                    column, f"the cell has {len(cell):,} characters", f"At most {LONGEST_CELL:,} are read: shorten it."
                )
    try:
        cells = next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise _unparsed(file, line, text, columns, error) from error
    if len(cells) > len(columns):
        cause = f"{len(cells)} cells, but the first line names {len(columns)} columns"
        raise BrokenRow(file, line, cause, "Put a cell that holds a comma in quotation marks.")
    row = Row(file, line, dict(zip(columns, cells, strict=False)))
    if _UNREADABLE.search(text):
        for column, cell in row.cells.items():
            _check_characters(row, column, cell)
    return row


def _unparsed(file: str, line: int, text: str, columns: Sequence[str], error: csv.Error) -> BrokenRow:
    found = [match.group(1) for match in _CELL.finditer(text)]
    odd = next((n for n, cell in enumerate(found) if cell.startswith('"') and cell.count('"') % 2), None)
    if odd is None:
        remedy = 'Put the whole cell in quotation marks, and write "" for one inside it.'
        return BrokenRow(file, line, f"the quotation marks are wrong ({error})", remedy)
    column = columns[min(odd, len(columns) - 1)]
    cause = f"column '{column}': a quotation mark is opened and not closed on this line"
    return BrokenRow(file, line, cause, "Close it; a row stands on one line.")


def _check_characters(row: Row, column: str, cell: str) -> None:
    found = _UNREADABLE.search(cell)
    if found is None:
        return
    character = found.group()
    if character >= "\udc80":
        cause = f"it is not UTF-8 (byte 0x{ord(character) - 0xDC00:02x})"
        raise row.broken(column, cause, "Save the file as CSV in UTF-8.")
    name = "a NUL byte" if character == "\0" else f"the control character U+{ord(character):04X}"
    raise row.broken(column, f"it holds {name}", "Delete it.")


def _shown(text: str) -> str:
    flat = "".join(c if c.isprintable() else "?" for c in text)
    return flat if len(flat) <= 60 else flat[:59] + "…"
