"""The tables of a casebook and their columns, in one place, with the version that a change here must raise."""

from __future__ import annotations

from typing import Final

# 4: the repairs of documents are followed by what is known of each and where it was found; 5: the forecast log.
VERSION: Final = 5
SUFFIX: Final = ".dragoman"

Columns = tuple[tuple[str, str], ...]

META: Final[Columns] = (("name", "VARCHAR"), ("value", "VARCHAR"))
DOCUMENTS: Final[Columns] = (
    ("id", "VARCHAR"),
    ("name", "VARCHAR"),
    ("title", "VARCHAR"),
    ("published", "VARCHAR"),
    ("publisher", "VARCHAR"),
    ("url", "VARCHAR"),
    ("language", "VARCHAR"),
    ("origin", "VARCHAR"),
    ("text", "VARCHAR"),
    ("raw", "VARCHAR"),
    ("offsets", "VARCHAR"),
    ("blocks", "VARCHAR"),
    ("repairs", "VARCHAR"),
    ("fingerprint", "VARCHAR"),
    ("read_by", "VARCHAR"),
)
CLAIMS: Final[Columns] = (
    ("document_id", "VARCHAR"),
    ("position", "BIGINT"),
    ("id", "VARCHAR"),
    ("source", "VARCHAR"),
    ("target", "VARCHAR"),
    ("source_root", "VARCHAR"),
    ("target_root", "VARCHAR"),
    ("source_name", "VARCHAR"),
    ("target_name", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("sign", "BIGINT"),
    ("mutual", "BOOLEAN"),
    ("status", "VARCHAR"),
    ("speaker", "VARCHAR"),
    ("speaker_root", "VARCHAR"),
    ("speaker_name", "VARCHAR"),
    ("date", "VARCHAR"),
    ("ordinal", "BIGINT"),
    ("count", "BIGINT"),
    ("start", "BIGINT"),
    ("stop", "BIGINT"),
    ("quote", "VARCHAR"),
    ("rule", "VARCHAR"),
    ("cues", "VARCHAR"),
    ("confidence", "DOUBLE"),
    ("condition", "VARCHAR"),
    ("also", "VARCHAR"),
    ("origin", "VARCHAR"),
)
AIMS: Final[Columns] = (
    ("document_id", "VARCHAR"),
    ("position", "BIGINT"),
    ("id", "VARCHAR"),
    ("actor", "VARCHAR"),
    ("actor_root", "VARCHAR"),
    ("actor_name", "VARCHAR"),
    ("sort", "VARCHAR"),
    ("text", "VARCHAR"),
    ("condition", "VARCHAR"),
    ("status", "VARCHAR"),
    ("speaker", "VARCHAR"),
    ("speaker_name", "VARCHAR"),
    ("start", "BIGINT"),
    ("stop", "BIGINT"),
    ("quote", "VARCHAR"),
    ("rule", "VARCHAR"),
    ("confidence", "DOUBLE"),
    ("about", "VARCHAR"),
)
ACTORS: Final[Columns] = (
    ("document_id", "VARCHAR"),
    ("position", "BIGINT"),
    ("id", "VARCHAR"),
    ("name", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("root", "VARCHAR"),
)
MENTIONS: Final[Columns] = (
    ("document_id", "VARCHAR"),
    ("position", "BIGINT"),
    ("start", "BIGINT"),
    ("stop", "BIGINT"),
    ("quote", "VARCHAR"),
    ("actor", "VARCHAR"),
    ("root", "VARCHAR"),
    ("name", "VARCHAR"),
    ("how", "VARCHAR"),
    ("confidence", "DOUBLE"),
)
SKIPPED: Final[Columns] = (
    ("document_id", "VARCHAR"),
    ("position", "BIGINT"),
    ("start", "BIGINT"),
    ("stop", "BIGINT"),
    ("quote", "VARCHAR"),
    ("actors", "VARCHAR"),
    ("reason", "VARCHAR"),
)
PROBLEMS: Final[Columns] = (
    ("document_id", "VARCHAR"),
    ("position", "BIGINT"),
    ("stage", "VARCHAR"),
    ("place", "VARCHAR"),
    ("message", "VARCHAR"),
    ("remedy", "VARCHAR"),
)
CORRECTIONS: Final[Columns] = (
    ("position", "BIGINT"),
    ("id", "VARCHAR"),
    ("made_at", "VARCHAR"),
    ("who", "VARCHAR"),
    ("action", "VARCHAR"),
    ("target", "VARCHAR"),
    ("payload", "VARCHAR"),
)
IMPORTS: Final[Columns] = (
    ("number", "INTEGER"),
    ("id", "VARCHAR"),
    ("name", "VARCHAR"),
    ("format", "VARCHAR"),
    ("columns", "VARCHAR"),
    ("heading", "VARCHAR"),
    ("quoted", "BOOLEAN"),
    ("bom", "BOOLEAN"),
    ("final", "BOOLEAN"),
    ("size", "BIGINT"),
    ("digest", "VARCHAR"),
    ("rows", "BIGINT"),
    ("malformed", "BIGINT"),
    ("events", "BIGINT"),
    ("first", "DATE"),
    ("last", "DATE"),
    ("made_with", "VARCHAR"),
)
# One row a row of the file, or several where it tells several events: `raw` stands with the first of them. `cause` says
# why a row is no event. `value` is the intensity from -10 to +10.
EVENTS: Final[Columns] = (
    ("import", "INTEGER"),
    ("line", "BIGINT"),
    ("part", "INTEGER"),
    ("raw", "VARCHAR USING COMPRESSION zstd"),  # faster to write than what DuckDB would choose, and half the size
    ("cause", "VARCHAR"),
    ("source", "VARCHAR"),
    ("target", "VARCHAR"),
    ("source_root", "VARCHAR"),
    ("target_root", "VARCHAR"),
    ("code", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("value", "DOUBLE"),
    ("mutual", "BOOLEAN"),
    ("status", "VARCHAR"),
    ("day", "DATE"),
)
FORECASTS: Final[Columns] = (
    ("position", "BIGINT"),
    ("id", "VARCHAR"),
    ("made_at", "VARCHAR"),
    ("who", "VARCHAR"),
    ("action", "VARCHAR"),
    ("number", "BIGINT"),
    ("day", "VARCHAR"),
    ("source", "VARCHAR"),
    ("why", "VARCHAR"),
    ("question", "VARCHAR"),
    ("measure", "VARCHAR"),
    ("value", "DOUBLE"),
    ("by", "VARCHAR"),
    ("no_change", "VARCHAR"),
    ("corrects", "BIGINT"),
    ("outcome", "VARCHAR"),
)

TABLES: Final[dict[str, Columns]] = {
    "meta": META,
    "documents": DOCUMENTS,
    "claims": CLAIMS,
    "aims": AIMS,
    "actors": ACTORS,
    "mentions": MENTIONS,
    "skipped": SKIPPED,
    "problems": PROBLEMS,
    "corrections": CORRECTIONS,
    "imports": IMPORTS,
    "events": EVENTS,
    "forecasts": FORECASTS,
}
# Rows that belong to one reading of one document and are replaced together.
PER_READING: Final = ("claims", "aims", "actors", "mentions", "skipped", "problems")
# The tables that each version brought beside those of the versions before it.
_SINCE: Final[dict[int, tuple[str, ...]]] = {2: ("mentions",), 3: ("imports", "events"), 5: ("forecasts",)}


def later_than(version: int) -> tuple[str, ...]:
    """Return the tables that a casebook of `version` has not got yet."""
    return tuple(table for since, tables in sorted(_SINCE.items()) if since > version for table in tables)


def names(table: str) -> tuple[str, ...]:
    """Return the column names of a table in their stored order."""
    return tuple(name for name, _ in TABLES[table])


def create_statement(table: str, *, temporary: bool = False) -> str:
    """Return the SQL that creates a table, in the file or for one visit only."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in TABLES[table])
    return f'CREATE {"TEMPORARY " if temporary else ""}TABLE "{table}" ({columns})'


def select_statement(table: str) -> str:
    """Return the SQL that selects every column of a table in its stored order, ready for a WHERE or ORDER BY."""
    columns = ", ".join(f'"{name}"' for name in names(table))
    return f'SELECT {columns} FROM "{table}"'  # noqa: S608


def insert_statement(table: str) -> str:
    """Return the SQL that inserts many rows at once, given one list per column."""
    columns = ", ".join(f'"{name}"' for name in names(table))
    values = ", ".join(f"unnest(?::{kind}[])" for _, kind in TABLES[table])
    return f'INSERT INTO "{table}" ({columns}) SELECT {values}'
