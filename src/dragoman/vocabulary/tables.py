"""Reads the tables and word lists under `data/`; a broken entry is named by file and line or key."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import VocabularyError

UNVERIFIED = "unverified"
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the cell with outer blanks removed; an empty or missing cell is an error."""
        value = (self.cells.get(column) or "").strip()
        if not value:
            raise VocabularyError(f"{self.file}:{self.line}: column '{column}' is empty. Fill it or remove the row.")
        return value

    def optional(self, column: str) -> str:
        """Return the cell with outer blanks removed, or an empty string."""
        return (self.cells.get(column) or "").strip()

    def words(self, column: str) -> tuple[str, ...]:
        """Return the cell's parts between `|`, without empty ones."""
        return tuple(part.strip() for part in (self.cells.get(column) or "").split("|") if part.strip())

    def verified(self) -> bool:
        """Tell whether the row names where it was looked up; its `source` is else `unverified`, with or without why."""
        return not self.text("source").startswith(UNVERIFIED)

    def date(self, column: str) -> str:
        """Return a year, month or day in ISO form, or an empty string for an open end."""
        value = self.optional(column)
        if value and not _DATE.match(value):
            raise VocabularyError(
                f"{self.file}:{self.line}: '{value}' in column '{column}' is no date. "
                "Write YYYY, YYYY-MM or YYYY-MM-DD."
            )
        return value


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
                raise VocabularyError(
                    f"{file.name}:{reader.line_num}: more cells than columns. Quote a cell that holds a comma."
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
