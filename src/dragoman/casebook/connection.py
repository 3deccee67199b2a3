"""Opening a casebook file for a moment, waiting while another program writes to it, and saying what is wrong with it.

DuckDB lets one process write to a file, or many read it, never both. So nobody holds a casebook open: every read
and every write is a short visit, and visitors who meet a lock wait their turn for a few seconds.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from dragoman.casebook import schema
from dragoman.errors import CasebookError, DragomanError, InputError

PATIENCE: Final = 8.0  # seconds to wait for a lock
_FIRST_PAUSE: Final = 0.02
_LONGEST_PAUSE: Final = 0.4

# A casebook can come from anyone: it must not make DuckDB load extensions or read other files.
_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "python_enable_replacements": "false",
}
_LOCKED: Final = ("could not set lock", "conflicting lock", "different configuration", "used by another process",
                  "unique file handle conflict", "already attached")  # fmt: skip
_FULL: Final = ("no space left", "file too large", "disk quota", "not enough space", "disk full")
_READ_ONLY: Final = ("read-only file system", "permission denied", "access is denied", "operation not permitted")
_NOT_DUCKDB: Final = ("not a valid duckdb database",)
_NEWER: Final = ("version number", "newer version", "upgrade duckdb")


class LockedError(CasebookError):
    """Another program kept the casebook for longer than we were ready to wait."""


class FullError(CasebookError):
    """There is no room left where the casebook lies."""


class ReadOnlyError(CasebookError):
    """The casebook, or the folder or disk it lies on, may not be written to."""


class DamagedError(CasebookError):
    """The file is a casebook or database whose contents can no longer be read."""


@contextmanager
def visit(
    path: Path, *, write: bool, keep: bool = True, patience: float = PATIENCE
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the casebook at `path`, check that it is one of a version we know, and close it again afterwards.

    A casebook of an older version shows the tables it lacks as empty; the first write adds them to the file, in the
    transaction of that write. Without `keep` a writing visit changes nothing: it only finds out whether one could.

    Waits up to `patience` seconds for a lock. Every failure of the file, while opening or inside the block, comes
    out as a DragomanError that names the file and a remedy; with `write`, leaving by an exception saves nothing.
    """
    if write:
        refuse_read_only(path)
    connection = _open(path, write=write, patience=patience)
    try:
        version = _check_version(connection, path)
        if not write:
            for table in schema.later_than(version):
                connection.execute(schema.create_statement(table, temporary=True))
            yield connection
            return
        connection.execute("BEGIN")
        _upgrade(connection, version)
        yield connection
        connection.execute("COMMIT" if keep else "ROLLBACK")
    except (duckdb.InterruptException, RuntimeError) as error:
        if not _interrupted(error):
            raise
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        raise explain(error, path) from error
    finally:
        # Uncommitted work is rolled back by closing; a failing close has nothing to add to the first error.
        with suppress(duckdb.Error):
            connection.close()


def create(path: Path, made_with: str) -> bool:
    """Make an empty casebook at `path` and return True, or return False when something is already there.

    The file appears whole or not at all: it is built under another name and then linked into place.
    """
    if path.exists():
        return False
    refuse_folder(path)
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        building.unlink(missing_ok=True)
        _build(building, made_with)
        return _put_in_place(building, path)
    except (duckdb.Error, OSError, RuntimeError) as error:
        if _interrupted(error):
            raise KeyboardInterrupt from error
        if isinstance(error, RuntimeError):
            raise
        raise explain(error, path) from error
    finally:
        for left in (building, building.with_name(building.name + ".wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _build(building: Path, made_with: str) -> None:
    connection = duckdb.connect(str(building), config=_SETTINGS)
    try:
        for table in schema.TABLES:
            connection.execute(schema.create_statement(table))
        meta = (("schema", str(schema.VERSION)), ("made_with", made_with))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        # On a full disk, closing leaves the tables in the log beside the file and says nothing; this says it.
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _interrupted(error: Exception) -> bool:
    """Return whether this is how DuckDB says that Ctrl-C stopped it at work: in an error of its own or a plain one."""
    return isinstance(error, duckdb.InterruptException) or "query interrupted" in str(error).lower()


def _put_in_place(building: Path, path: Path) -> bool:
    try:
        os.link(building, path)  # fails, unlike a rename, when another program was faster
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if path.exists():
            return False
        building.rename(path)
    return True


def refuse_read_only(path: Path) -> None:
    """Raise ReadOnlyError when the file is marked read-only: root could write to it, and should not."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise ReadOnlyError(f"{path}: the casebook is read-only. Make it writable (chmod u+w) or write to another one")


def refuse_folder(path: Path) -> None:
    """Raise InputError or ReadOnlyError when no casebook can be made at `path` because of its folder."""
    if not path.parent.is_dir():
        raise InputError(f"{path}: the folder {path.parent} does not exist. Make it first")
    if not os.access(path.parent, os.W_OK):
        raise ReadOnlyError(f"{path}: the folder {path.parent} may not be written to. Choose another one")


def _open(path: Path, *, write: bool, patience: float) -> duckdb.DuckDBPyConnection:
    if not path.exists():
        raise InputError(f"{path}: there is no such casebook. Make one with: dragoman read PATH --into {path.name}")
    if not path.is_file():
        raise InputError(f"{path}: is not a file, so it is no casebook. Name a {schema.SUFFIX} file")
    deadline = time.monotonic() + patience
    pause = _FIRST_PAUSE * (1 + os.getpid() % 7 / 7)  # programs that started together should not retry together
    while True:
        try:
            return duckdb.connect(str(path), read_only=not write, config=_SETTINGS)
        except (duckdb.Error, RuntimeError) as error:
            if _interrupted(error):
                raise KeyboardInterrupt from error
            if isinstance(error, RuntimeError):
                raise
            told = explain(error, path)
            if not isinstance(told, LockedError) or time.monotonic() + pause > deadline:
                raise told from error
        time.sleep(pause)
        pause = min(pause * 1.6, _LONGEST_PAUSE)


def _upgrade(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring the tables of an older version up to date; part of the transaction it is called in."""
    if version == schema.VERSION:
        return
    for table in schema.later_than(version):
        connection.execute(schema.create_statement(table))
    connection.execute("UPDATE meta SET value = ? WHERE name = 'schema'", [str(schema.VERSION)])


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "meta" not in tables:
        raise InputError(f"{path}: is a DuckDB file, but not a dragoman casebook. Name a file made by dragoman read")
    found = dict(connection.execute("SELECT name, value FROM meta").fetchall()).get("schema", "")
    if not re.fullmatch(r"[0-9]{1,9}", found or ""):
        raise DamagedError(f"{path}: the casebook does not say its version. Restore it from a copy, or read again")
    if int(found) > schema.VERSION:
        raise CasebookError(
            f"{path}: the casebook is of version {found}, and this dragoman knows versions up to {schema.VERSION}. "
            "Install a newer dragoman"
        )
    missing = sorted({*schema.TABLES} - tables - {*schema.later_than(int(found))})
    if missing:
        raise DamagedError(f"{path}: the casebook lacks the table {missing[0]}. Restore it from a copy, or read again")
    return int(found)


def explain(error: Exception, path: Path) -> DragomanError:
    """Return the error that tells a person what is wrong with the file at `path` and what to do."""
    text = str(error).lower()

    def says(signs: tuple[str, ...]) -> bool:
        return any(sign in text for sign in signs)

    if says(_FULL):
        return FullError(f"{path}: the disk is full. Free some space and run the same command again")
    if says(_LOCKED):
        holder = re.search(r"\(pid (\d+)\)", text)
        who = f"another program (process {holder[1]})" if holder else "another program"
        return LockedError(f"{path}: {who} is using the casebook. Wait until it ends, then run the same command again")
    if says(_READ_ONLY):
        return ReadOnlyError(f"{path}: may not be opened or written. Change its permissions or choose another folder")
    if says(_NOT_DUCKDB):
        return InputError(f"{path}: is not a dragoman casebook. Name a {schema.SUFFIX} file made by dragoman read")
    if says(_NEWER):
        return CasebookError(f"{path}: the file was written by a newer DuckDB. Install a newer dragoman")
    return DamagedError(
        f"{path}: the casebook is damaged ({_first_line(error)}). Restore it from a copy, or read the sources again "
        "into a new one"
    )


def _first_line(error: Exception) -> str:
    line = (str(error).strip() or type(error).__name__).splitlines()[0]
    return line if len(line) <= 160 else line[:159] + "…"
