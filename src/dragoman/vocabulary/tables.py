"""Reads the tables and word lists under `data/`; a broken entry is named by file and line or key."""

from __future__ import annotations

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from dragoman.errors import VocabularyError

UNVERIFIED: Final = "unverified"
# A source that names no place to look cannot be looked up again.
_NO_SOURCE: Final = "general knowledge"
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class BrokenRow(VocabularyError):
    """A row that cannot be used: `cause` and `remedy` are what the text says after the place."""

    def __init__(self, file: str, line: int, cause: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {cause}. {remedy}")
        self.file, self.line, self.cause, self.remedy = file, line, cause, remedy


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def broken(self, column: str, cause: str, remedy: str) -> BrokenRow:
        """Return the error that says what is wrong with a cell."""
        return BrokenRow(self.file, self.line, f"column '{column}': {cause}", remedy)

    def text(self, column: str) -> str:
        """Return the cell with outer blanks removed; an empty or missing cell is an error."""
        value = self.optional(column)
        if not value:
            raise self.broken(column, "the cell is empty", "Fill it or remove the row.")
        return value

    def optional(self, column: str) -> str:
        """Return the cell with outer blanks removed, or an empty string."""
        return (self.cells.get(column) or "").strip()

    def words(self, column: str) -> tuple[str, ...]:
        """Return the cell's parts between `|`, without empty ones."""
        return tuple(part.strip() for part in (self.cells.get(column) or "").split("|") if part.strip())

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return the cell, which must be one of the words allowed."""
        value = self.text(column)
        if value not in allowed:
            raise self.broken(column, f"'{value}' is not known", near(value, allowed))
        return value

    def verified(self) -> bool:
        """Tell whether the row names where it was looked up; its `source` is else `unverified`, with or without why."""
        source = self.text("source")
        if source.startswith(UNVERIFIED):
            return False
        if _NO_SOURCE in source:
            raise self.broken("source", f"'{source}' cannot be looked up", f"Name where, or write {UNVERIFIED}.")
        return True

    def date(self, column: str) -> str:
        """Return a year, month or day in ISO form, or an empty string for an open end."""
        value = self.optional(column)
        if value and not is_date(value):
            raise self.broken(column, f"'{value}' is no date", "Write YYYY, YYYY-MM or YYYY-MM-DD.")
        return value

    def span(self, first: str = "from", last: str = "to") -> tuple[str, str]:
        """Return the dates in two columns, '' where open; it is an error when the first is later."""
        start, end = self.date(first), self.date(last)
        shared = min(len(start), len(end))
        if start[:shared] > end[:shared]:
            raise self.broken(first, f"{start} is after {end} in column '{last}'", "Correct one of them.")
        return start, end


def is_date(value: str) -> bool:
    """Tell whether a text is a year, month or day of the calendar in ISO form."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def near(value: str, allowed: Sequence[str]) -> str:
    """Return the remedy for a word that is not allowed: the nearest that is, or all when none is near."""
    close = difflib.get_close_matches(value.casefold(), allowed, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Use one of: {', '.join(allowed)}."


def data_folder(*parts: str) -> Traversable:
    """Return a folder or file below the package's `data/`."""
    place: Traversable = files("dragoman") / "data"
    for part in parts:
        place = place / part
    return place


def data_files(*parts: str, suffix: str) -> list[Traversable]:
    """Return the files with `suffix` in a folder below `data/`, in the order of their names."""
    folder = data_folder(*parts)
    return sorted((f for f in folder.iterdir() if f.name.endswith(suffix)), key=lambda f: f.name)


def read_rows(file: Traversable, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a CSV table; raise VocabularyError when a column is missing or a row has too many cells."""
    with io.StringIO(file.read_text(encoding="utf-8"), newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [c for c in columns if c not in (reader.fieldnames or [])]
        if missing:
            raise VocabularyError(f"{file.name}:1: column {', '.join(missing)} is missing. Add it to the first line.")
        for cells in reader:
            if None in cells:
                raise BrokenRow(
                    file.name, reader.line_num, "more cells than columns", "Quote a cell that holds a comma."
                )
            yield Row(file.name, reader.line_num, cells)


def read_toml(file: Traversable) -> dict[str, Any]:
    """Return a TOML file's content; raise VocabularyError with the parser's position when it is malformed."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{file.name}: {error}. Mend the entry at that place.") from error


def word_list(table: Mapping[str, Any], key: str, file: str) -> tuple[str, ...]:
    """Return a list of words from a TOML table (empty when absent); raise VocabularyError when it is no such list."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise VocabularyError(f"{file}: '{key}' must be a list of words. Write {key} = [\"word\", ...].")
    return tuple(value)
