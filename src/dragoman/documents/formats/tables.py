"""Tables with a text in each row: CSV and TSV, read row by row, and Parquet, which DuckDB reads."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from dragoman.documents.decode import HEAD_BYTES, decode, marked_encoding, why_binary
from dragoman.documents.formats.unpacking import MOST_SPOOLED, seekable
from dragoman.documents.records import Records, capped
from dragoman.documents.source import Format, Source, first_bytes, in_words, never, too_large
from dragoman.model import Document, Problem

Items = Iterator[Document | Problem]

# What columns may be called; of several in one table the one that comes first here counts.
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "maintext", "full_text", "fulltext", "article_text", "article"),
    "id": ("id", "doc_id", "document_id", "article_id", "uid"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "published_at", "publish_date", "date_publish", "publication_date", "pubdate", "date"),
    "publisher": ("publisher", "outlet", "source_name", "source_domain", "source", "newspaper", "publication"),
    "url": ("url", "link", "address"),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang"),
}
_DELIMITERS: Final = ",;\t|"
_SHAPE: Final = "a table needs a heading with a column 'text' and, if known, title, published, publisher, url, author"
_MOST_COLUMNS: Final = 5000
_AT_ONCE: Final = 64
_GLOB = re.compile(r"[*?\[]")


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Return field -> number of its column."""
    places: dict[str, int] = {}
    for number, name in enumerate(heading):
        places.setdefault(re.sub(r"[\s-]+", "_", name.strip().lower()), number)
    found = {field: next((places[n] for n in names if n in places), None) for field, names in _NAMES.items()}
    return {field: number for field, number in found.items() if number is not None}


def _no_text(source: Source, heading: Sequence[str]) -> Problem:
    shown = ", ".join(repr(name[:40]) for name in heading[:12]) + (", ..." if len(heading) > 12 else "")
    return Problem("open", source.where, f"none of its columns is called 'text' (they are {shown})", _SHAPE)


def read_csv(source: Source, stream: BinaryIO, limit: int) -> Items:
    """Yield the Document of each row and a Problem for each row that gives none; `limit` holds for one cell."""
    yield from capped(source, _csv_results(source, stream, limit), "row", _SHAPE)


def _csv_results(source: Source, stream: BinaryIO, limit: int) -> Items:
    head = first_bytes(stream)
    binary = why_binary(head)
    if binary:
        yield Problem("open", source.where, *binary)
        return
    encoding = marked_encoding(head) or _encoding(head)
    lines = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    before = csv.field_size_limit(limit)  # it holds for the process, so it is put back
    try:
        yield from _rows(source, csv.reader(_bounded(lines, limit), delimiter=_delimiter(decode(head).text)), encoding)
    finally:
        csv.field_size_limit(before)
        lines.detach()


def _bounded(lines: io.TextIOWrapper, limit: int) -> Iterator[str]:
    """Yield lines; one longer than any cell may be is cut, so that memory stays bounded."""
    while line := lines.readline(limit + 2):
        yield line.replace("\0", "\ufffd")


def _encoding(head: bytes) -> str:
    """Return UTF-8, or Windows-1252 where the beginning is not UTF-8 and was not merely cut inside a character."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start >= len(head) - 3 and len(head) >= HEAD_BYTES // 8 else "cp1252"
    return "utf-8"


def _delimiter(head: str) -> str:
    first = head.lstrip("\ufeff").split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda one: (first.count(one), -_DELIMITERS.index(one)))


def _rows(source: Source, rows: Iterator[list[str]], encoding: str) -> Items:
    records = Records(source, "row", _SHAPE, "the table")
    note = "read as Windows-1252; if letters look wrong, save it as UTF-8" if encoding == "cp1252" else None
    heading: list[str] | None = None
    columns: dict[str, int] = {}
    number = rows_read = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            cause = f"it is no row of a table ({error}): a quotation mark is perhaps never closed"
            yield Problem("open", records.where(number), cause, "close it, or double those inside a cell")
            return
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        if heading is None:
            heading = [cell.lstrip("\ufeff") for cell in row[:_MOST_COLUMNS]]
            columns = _columns(heading)
            if "text" not in columns:
                yield _no_text(source, heading)
                return
            continue
        rows_read += 1
        if len(row) > len(heading):
            cause = f"it has {len(row)} cells under {len(heading)} columns, so it is left out"
            yield Problem("open", records.where(number), cause, "put cells that hold the delimiter in quotation marks")
        else:
            record = {field: row[at] for field, at in columns.items() if at < len(row)}
            yield from records.read(number, record, note)
    if not rows_read:
        cause = "it is empty" if heading is None else "there is no row below its heading"
        yield Problem("open", source.where, cause, f"leave it out, or put rows in: {_SHAPE}")


def read_parquet(source: Source, stream: BinaryIO, limit: int) -> Items:
    """Yield the Document of each row of a Parquet file and a Problem for each row that gives none."""
    if source.path is not None and not source.inside and source.path.is_file():
        yield from _parquet(source, source.path, limit)
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder, seekable(source, stream) as whole:
        if whole is None:
            yield too_large(source.where, None, MOST_SPOOLED)
            return
        aside = Path(folder, "rows.parquet")
        with aside.open("wb") as file:
            shutil.copyfileobj(whole, file)
        yield from _parquet(source, aside, limit)


def _parquet(source: Source, path: Path, limit: int) -> Items:
    yield from capped(source, _parquet_results(source, path, limit), "row", _SHAPE)


def _parquet_results(source: Source, path: Path, limit: int) -> Items:
    import duckdb  # noqa: PLC0415 - slow to load

    records = Records(source, "row", _SHAPE, "the table")
    name = _GLOB.sub(lambda match: f"[{match[0]}]", str(path))
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1, "memory_limit": "1GB", "autoinstall_known_extensions": False,
    }  # fmt: skip
    number = 0
    try:
        with duckdb.connect(config=config) as db:
            heading = [row[0] for row in db.execute("DESCRIBE SELECT * FROM read_parquet($1)", [name]).fetchall()]
            columns = _columns(heading)
            if "text" not in columns:
                yield _no_text(source, heading)
                return
            chosen = ", ".join('"' + heading[at].replace('"', '""') + '"' for at in columns.values())
            found = db.execute(f"SELECT {chosen} FROM read_parquet($1)", [name])  # noqa: S608 - names are quoted
            while rows := found.fetchmany(_AT_ONCE):
                for row in rows:
                    number += 1
                    yield from _parquet_row(records, number, dict(zip(columns, row, strict=True)), limit)
    except duckdb.Error as error:
        cause = f"it cannot be read as Parquet ({in_words(error).split(' LINE ')[0]})"
        yield Problem("open", source.where, cause, "write the table again")
        return
    if not number:
        yield Problem("open", source.where, "there is no row in it", "leave it out, or put rows in")


def _parquet_row(records: Records, number: int, record: dict[str, object], limit: int) -> Items:
    text = record.get("text")
    if isinstance(text, str) and len(text) > limit:
        yield too_large(records.where(number), None, limit)
    else:
        yield from records.read(number, record)


CSV: Final = Format("table", (".csv", ".tsv"), never, read_csv)
PARQUET: Final = Format("Parquet", (".parquet", ".pq"), never, read_parquet, ((0, b"PAR1"),))
