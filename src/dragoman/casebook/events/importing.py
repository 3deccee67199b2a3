"""Brings a file of event data into a casebook: every row whole, and beside it what is understood of it.

The user's file is read here and handed to the database as text, because a casebook's own connection may open no files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from dragoman.casebook import connection
from dragoman.casebook.events.content import BLOCK, Content, Progress, opened
from dragoman.casebook.events.detecting import detect
from dragoman.casebook.events.form import Format, Layout
from dragoman.casebook.events.kept import Import, imports_in
from dragoman.casebook.events.records import batches, records
from dragoman.casebook.rows import dump, pack
from dragoman.casebook.writer import made_with, prepare
from dragoman.errors import InputError
from dragoman.model import content_id
from dragoman.vocabulary.event_codes import load_event_codes, load_event_types

_BATCH: Final = 20_000
# Rows that wait for the end of the transaction are on disk by then, and would only be held in memory for nobody.
_MEMORY: Final = "2GB"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the import, whether it is `new`, and (line, cause) of its first malformed rows."""

    kept: Import
    new: bool
    malformed: tuple[tuple[int, str], ...]


def import_file(
    case: Path,
    path: Path,
    name: str | None = None,
    *,
    progress: Progress | None = None,
    patience: float = connection.PATIENCE,
    shown: int = 20,
    block: int = BLOCK,
) -> Imported:
    """Import the event data at `path` into the casebook `case`, made if it is not there; all of it, or nothing.

    `name` is a format, else it is told by the content. A file whose content is there already changes nothing. `shown`
    malformed rows are given back. Raises InputError for a file of no known format, CasebookError where the casebook
    cannot be written.
    """
    form, layout = detect(path, name)
    prepare(case, patience=patience)
    with connection.visit(case, write=True, patience=patience) as db:
        held = {one.digest: one for one in imports_in(db)}
        known = _known(path, held)
        if known is None:
            with opened(path) as stream:
                content = Content(stream, path, block, progress)
                number = max((one.number for one in held.values()), default=0) + 1
                _prepare(db, form)
                _rows(db, form, layout, number, content)
            known = held.get(content.digest)
            if known is None:
                _close(db, number, form, layout, content, path.name)
            else:  # only a packed file can come this far
                db.execute('DELETE FROM events WHERE "import" = ?', [number])
        new = known is None
        made = known or next(one for one in imports_in(db) if one.number == number)
        broken = db.execute(
            'SELECT line, cause FROM events WHERE "import" = ? AND cause IS NOT NULL ORDER BY line, part LIMIT ?',
            [made.number, shown],
        ).fetchall()
    return Imported(made, new, tuple(broken))


def _known(path: Path, held: dict[str, Import]) -> Import | None:
    """Return the import of the same content. A file is hashed first only where one of its size is there."""
    if all(one.size != path.stat().st_size for one in held.values()):
        return None
    with path.open("rb") as stream:
        return held.get(hashlib.file_digest(stream, "sha256").hexdigest())


def _prepare(db: duckdb.DuckDBPyConnection, form: Format) -> None:
    """Make the tables by which sides and kinds are looked up, and keep rows in the order of the file."""
    codes = load_event_codes()
    if form.sides == "cameo":
        sides = dict(codes.cameo)
    else:
        sides = {**{code.lower(): root for code, root in codes.cameo.items() if code == root}, **codes.names}
    types = load_event_types()[form.kinds]
    # The side of the joins that is built must be the small table, or rows would come out in another order.
    db.execute(f"SET memory_limit = '{_MEMORY}'")
    db.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    db.execute("CREATE OR REPLACE TEMP TABLE sides (place VARCHAR, root VARCHAR)")
    db.execute("CREATE OR REPLACE TEMP TABLE types (key VARCHAR, key_kind VARCHAR, amount DOUBLE)")
    db.execute("INSERT INTO sides SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [[*sides], [*sides.values()]])
    keyed = [
        [key.upper() if form.kinds == "plover" else key for key in types],
        *map(list, zip(*types.values(), strict=True)),
    ]
    db.execute("INSERT INTO types SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DOUBLE[])", keyed)


def _rows(db: duckdb.DuckDBPyConnection, form: Format, layout: Layout, number: int, content: Content) -> None:
    blocks = content.blocks()
    keep = _keep(form, number)
    first = 1
    if layout.heading is not None:
        blocks, first = _below(blocks, content), 2
    if form.rows == "tab" and form.parts is None and not layout.quoted:
        for text in blocks:
            db.execute(_stage(form, layout, _split(layout, returns="\r" in text)), {"block": text, "first": first - 1})
            db.execute(keep)
            first += text.count("\n") + 1
        return
    stage = _stage(form, layout, _UNPACKED)
    for columns in batches(records(form, layout, _lines(blocks), first), _BATCH):
        db.execute(stage, dict(zip(("line", "part", "raw", "cells", "cause"), columns, strict=True)))
        db.execute(keep)


def _below(blocks: Iterator[str], content: Content) -> Iterator[str]:
    """Yield the blocks without the first line, which is kept as the heading of the content."""
    content.heading, mark, rest = next(blocks).partition("\n")
    if mark:
        yield rest
    yield from blocks


def _lines(blocks: Iterable[str]) -> Iterator[str]:
    for text in blocks:
        yield from text.split("\n")


_UNPACKED: Final = """
    SELECT line, part, raw, cause AS trouble, string_split(cells, chr(31)) AS f
    FROM (SELECT unnest($line::BIGINT[]) AS line, unnest($part::INTEGER[]) AS part, unnest($raw::VARCHAR[]) AS raw,
                 unnest($cells::VARCHAR[]) AS cells, unnest($cause::VARCHAR[]) AS cause)"""


def _split(layout: Layout, *, returns: bool) -> str:
    """Return the SQL that splits a block of lines; a carriage return at the end of a line is no part of its cells."""
    wanted = len(layout.columns)
    line = "CASE WHEN ends_with(raw, chr(13)) THEN left(raw, len(raw) - 1) ELSE raw END" if returns else "raw"
    return f"""
    SELECT line, 0 AS part, raw, CASE WHEN len(c) = {wanted} THEN c END AS f,
           CASE WHEN len(c) = {wanted} THEN NULL WHEN len(c) = 1 AND trim(c[1]) = '' THEN 'the line is empty'
                ELSE 'it has ' || len(c) || ' columns and not {wanted}' END AS trouble
    FROM (SELECT line, raw, string_split({line}, chr(9)) AS c
          FROM (SELECT unnest(l) AS raw, generate_subscripts(l, 1) + $first AS line
                FROM (SELECT string_split($block, chr(10)) AS l)))"""  # noqa: S608


def _stage(form: Format, layout: Layout, split: str) -> str:
    """Return the SQL that reads rows (line, part, raw, trouble, f) into a table of their own.

    They are looked up from there: joined in one statement with the splitting, rows of many cells take three times as
    long.
    """
    read = ", ".join(
        f"{layout.sql(getattr(form.meaning, part))} AS {part}"
        for part in ("source", "target", "source_place", "target_place", "code", "key", "value", "day", "mutual")
    )
    checks = " ".join(f"WHEN {layout.sql(wrong)} THEN {layout.sql(words)}" for wrong, words in form.checks)
    return f"""
    CREATE OR REPLACE TEMP TABLE staged AS
    SELECT * EXCLUDE (f, trouble), f IS NOT NULL AS whole, coalesce(trouble, CASE {checks} END) AS cause
    FROM (SELECT line, part, raw, trouble, f, {read} FROM ({split}))"""  # noqa: S608


def _keep(form: Format, number: int) -> str:
    """Return the SQL that looks up the sides and kinds of the staged rows and keeps them."""
    place = "lower({})" if form.sides == "name" else "{}"
    strange = "NULL"
    if form.type_column is not None:
        words = (
            f"concat('{form.type_column} is ', chr(39), code, chr(39), ', which {form.kinds.upper()} does not have')"
        )
        strange = f"CASE WHEN key_kind IS NULL THEN {words} END"
    return f"""
    INSERT INTO events
    SELECT {number}, line, part, raw, coalesce(cause, {strange}), source, target,
           coalesce(s.root, source_place), coalesce(t.root, target_place), code, key_kind, coalesce(value, amount),
           coalesce(mutual, FALSE), CASE WHEN whole THEN 'did' END, day
    FROM staged AS r
    LEFT JOIN sides s ON s.place = {place.format("r.source_place")}
    LEFT JOIN sides t ON t.place = {place.format("r.target_place")}
    LEFT JOIN types k ON k.key = r.key"""  # noqa: S608


def _close(
    db: duckdb.DuckDBPyConnection, number: int, form: Format, layout: Layout, content: Content, name: str
) -> None:
    """Add the record of an import whose rows are in."""
    counted = db.execute(
        "SELECT count(raw), count(DISTINCT line) FILTER (cause IS NOT NULL), count(*) FILTER (cause IS NULL), "
        'min(day) FILTER (cause IS NULL), max(day) FILTER (cause IS NULL) FROM events WHERE "import" = ?',
        [number],
    ).fetchone()
    if counted is None or not content.read:
        raise InputError(f"{name}: is empty. Name a file of event data")
    row = (
        number, content_id("import", content.digest), pack(name), form.name, dump(layout.columns), content.heading,
        layout.quoted, content.bom, content.final, content.read, content.digest, *counted, made_with(),
    )  # fmt: skip
    db.execute(f"INSERT INTO imports VALUES ({', '.join('?' * len(row))})", list(row))  # noqa: S608
