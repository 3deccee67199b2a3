"""Everything that changes a casebook. Each call is one visit and one transaction: all of it is saved, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Final

import duckdb

from dragoman.casebook import connection, rows, schema
from dragoman.casebook.corrections import Action, Correction, conflict
from dragoman.errors import UsageError
from dragoman.model import Problem, Reading, content_id

_LINE: Final = re.compile(r"(?:, (?:line|row|message|entry|record|page) |:)\d+$")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: documents added, replaced (read differently now), unchanged, and how many it holds."""

    added: int
    replaced: int
    unchanged: int
    total: int


def made_with() -> str:
    """Return the name and version of this program, as kept in the casebook."""
    try:
        return f"dragoman {version('dragoman')}"
    except PackageNotFoundError:
        return "dragoman"


def prepare(path: Path, *, patience: float = connection.PATIENCE) -> bool:
    """Make sure that `path` is a casebook that can be written to, creating it if there is none; True if created.

    Raises CasebookError or InputError before any work is lost on a file that cannot take it.
    """
    if connection.create(path, made_with()):
        return True
    with connection.visit(path, write=True, keep=False, patience=patience):
        return False


def check_writable(path: Path, *, patience: float = connection.PATIENCE) -> None:
    """Raise CasebookError or InputError when nothing could be saved at `path`, before there is anything to lose."""
    if path.exists():
        with connection.visit(path, write=True, keep=False, patience=patience):
            return
    connection.refuse_folder(path)


def save(
    path: Path,
    readings: Iterable[Reading],
    problems: Iterable[Problem] = (),
    *,
    patience: float = connection.PATIENCE,
) -> Saved:
    """Save finished readings, and problems that belong to no document, into the casebook at `path`.

    A reading that is already there is left alone; one whose document was read otherwise before replaces the earlier
    one; of two readings of one document the last counts. Raises CasebookError, and then nothing of it was saved.
    """
    latest = {reading.document.id: reading for reading in readings}
    with connection.visit(path, write=True, patience=patience) as db:
        known = _known(db, latest)
        changed: list[tuple[Reading, str, dict[str, list[rows.Row]]]] = []
        for reading in latest.values():
            of_reading = rows.reading_rows(reading)
            mark = rows.fingerprint(reading, of_reading)
            if known.get(reading.document.id) != mark:
                changed.append((reading, mark, of_reading))
        replaced = [reading.document.id for reading, _, _ in changed if reading.document.id in known]
        _forget(db, replaced)
        _insert(db, "documents", [rows.document_row(r.document, mark, made_with()) for r, mark, _ in changed])
        for table in schema.PER_READING:
            _insert(db, table, [row for _, _, of_reading in changed for row in of_reading[table]])
        _add_problems(db, problems)
        (total,) = db.execute("SELECT count(*) FROM documents").fetchone() or (0,)
    return Saved(len(changed) - len(replaced), len(replaced), len(latest) - len(changed), total)


def forget_problems(path: Path, places: Sequence[str], *, patience: float = connection.PATIENCE) -> None:
    """Drop the problems of files that are about to be read again, so that mended ones do not stay on the list."""
    with connection.visit(path, write=True, patience=patience) as db:
        held = db.execute("SELECT DISTINCT place FROM problems WHERE document_id IS NULL").fetchall()
        gone = [place for (place,) in held if any(_within(rows.unpack(place), name) for name in places)]
        if gone:
            db.execute(
                "DELETE FROM problems WHERE document_id IS NULL AND place IN (SELECT unnest(?::VARCHAR[]))", [gone]
            )


def _within(place: str, name: str) -> bool:
    return PurePath(_LINE.sub("", place)).is_relative_to(PurePath(name))


def add_correction(
    path: Path,
    *,
    made_at: str,
    who: str,
    action: Action,
    target: str,
    payload: Mapping[str, str] | None = None,
    patience: float = connection.PATIENCE,
) -> Correction:
    """Append one correction and return it. `target` is a full id; `made_at` is an ISO 8601 time with its zone.

    Raises UsageError when an undo names no correction of the casebook, and when a decision about actors cannot stand
    beside those in force (see `corrections.conflict`).
    """
    words = dict(payload or {})
    with connection.visit(path, write=True, patience=patience) as db:
        held = db.execute(schema.select_statement("corrections") + " ORDER BY position").fetchall()
        known = [rows.correction_from(rows.cells(row)) for row in held]
        position = held[-1][0] + 1 if held else 0
        if action == "undo" and all(correction.id != target for correction in known):
            raise UsageError(f"{path}: there is no correction {target}. List them with: dragoman fix list")
        identity = content_id("correction", position, made_at, who, action, target, rows.dump(sorted(words.items())))
        made = Correction(identity, made_at, who, action, target, words)
        trouble = conflict(known, made)
        if trouble:
            raise UsageError(trouble)
        _insert(db, "corrections", [rows.correction_row(made, position)])
    return made


def _known(db: duckdb.DuckDBPyConnection, wanted: Iterable[str]) -> dict[str, str]:
    ids = [rows.pack(identity) for identity in wanted]
    found = db.execute(
        "SELECT id, fingerprint FROM documents WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids]
    ).fetchall()
    return {rows.unpack(identity): mark for identity, mark in found}


def _forget(db: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    if not document_ids:
        return
    ids = [rows.pack(identity) for identity in document_ids]
    for table, column in (("documents", "id"), *((table, "document_id") for table in schema.PER_READING)):
        db.execute(f'DELETE FROM "{table}" WHERE "{column}" IN (SELECT unnest(?::VARCHAR[]))', [ids])  # noqa: S608


def _insert(db: duckdb.DuckDBPyConnection, table: str, new: Sequence[rows.Row]) -> None:
    if new:
        db.execute(schema.insert_statement(table), rows.columns(new))


def _add_problems(db: duckdb.DuckDBPyConnection, problems: Iterable[Problem]) -> None:
    of_none = schema.select_statement("problems") + " WHERE document_id IS NULL ORDER BY position"
    held = [rows.cells(r) for r in db.execute(of_none).fetchall()]
    known = {rows.problem_from(r) for r in held}
    first = held[-1][1] + 1 if held else 0
    fresh = [p for p in dict.fromkeys(problems) if p not in known]
    _insert(db, "problems", [rows.problem_row(None, p, first + i) for i, p in enumerate(fresh)])
