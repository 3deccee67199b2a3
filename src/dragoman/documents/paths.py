"""From what was named on the command line to the files that can be read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dragoman.documents.decode import HEAD_BYTES, UNREAD_REMEDY, UNREAD_SUFFIXES, decode, why_binary
from dragoman.documents.formats import FORMATS, by_look, by_signs, by_suffix
from dragoman.documents.source import Source
from dragoman.errors import InputError
from dragoman.model import Problem

MOST_TOLD: Final = 20
OWN_FILES: Final = (".dragoman", ".dragoman.wal")  # casebooks often lie beside what was read into them


def known_suffixes() -> str:
    """Return the suffixes that are read, as one would say them."""
    return ", ".join(suffix for one in FORMATS for suffix in one.suffixes)


def find(paths: Iterable[str | Path]) -> tuple[list[Source], list[Problem]]:
    """Return what can be read below the paths, and a Problem for each thing that cannot.

    A path is a file (any name: one without a known suffix is looked into), a folder (taken whole, in the order of its
    names, hidden files left out), or '-' for standard input. A file named twice is read once.
    Raises InputError when nothing at all can be read.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    seen: set[Path] = set()
    named = [str(path) for path in paths]
    for name in named:
        found, trouble = ([Source(None, "")], []) if name == "-" else _below(Path(name))
        problems += trouble
        for source in found:
            key = source.path.resolve() if source.path else Path("-")
            if key not in seen:
                seen.add(key)
                sources.append(source)
    if not sources:
        raise InputError(_nothing(named, problems))
    return sources, problems


def _nothing(named: list[str], problems: list[Problem]) -> str:
    if not named:
        return "no path was given; name a file, a folder, or - for standard input"
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{first.where}: {first.message}{more}; {first.remedy}"


def _below(path: Path) -> tuple[list[Source], list[Problem]]:
    try:
        if path.is_dir():
            return _folder(path)
        return _file(path)
    except OSError as error:
        return [], [_unreadable(path, error)]


def _unreadable(path: Path, error: OSError) -> Problem:
    cause = error.strerror or str(error)
    remedy = "check the name" if isinstance(error, FileNotFoundError) else "check that you may read it"
    return Problem("find", str(path), f"it cannot be opened ({cause})", remedy)


def _folder(folder: Path) -> tuple[list[Source], list[Problem]]:
    """Return the files of known suffix below a folder; the others are told, or only counted when they are many."""
    sources: list[Source] = []
    problems: list[Problem] = []
    unknown: list[Path] = []
    for place, folders, files in os.walk(
        folder, onerror=lambda error: problems.append(_unreadable(Path(error.filename), error))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or name.endswith(OWN_FILES):
                continue
            path = Path(place, name)
            known = by_suffix(path.suffix)
            if known:
                sources.append(Source(path, known.name))
            else:
                unknown.append(path)
    if not sources and not unknown and not problems:
        remedy = f"put in files that end in {known_suffixes()}"
        problems.append(Problem("find", str(folder), "no file in it can be read", remedy))
    return sources, problems + _unknown(folder, unknown)


def _unknown(folder: Path, paths: list[Path]) -> list[Problem]:
    remedy = f"name the file itself to have it read as text, or convert it; known: {known_suffixes()}"
    if len(paths) <= MOST_TOLD:
        return [
            Problem(
                "find",
                str(path),
                f"files {_ending(path.suffix)} are not read",
                UNREAD_REMEDY if path.suffix.lower() in UNREAD_SUFFIXES else remedy,
            )
            for path in paths
        ]
    kinds = Counter(path.suffix.lower() for path in paths).most_common(5)
    listed = ", ".join(f"{count} {_ending(suffix)}" for suffix, count in kinds)
    return [Problem("find", str(folder), f"{len(paths)} files of unknown type are not read ({listed})", remedy)]


def _ending(suffix: str) -> str:
    return f"ending in {suffix}" if suffix else "without a suffix"


def _file(path: Path) -> tuple[list[Source], list[Problem]]:
    if path.exists() and not path.is_file():
        return [Source(path, "")], []
    with path.open("rb") as stream:
        known = by_suffix(path.suffix)
        if known:
            return [Source(path, known.name)], []
        head = stream.read(HEAD_BYTES)
    signed = by_signs(head)
    if signed:
        return [Source(path, signed.name)], []
    binary = why_binary(head)
    if binary:
        return [], [Problem("find", str(path), *binary)]
    form = by_look(decode(head).text)
    if path.suffix.lower() == ".json" and form.name != "JSON lines":
        return [], [
            Problem("find", str(path), "it is JSON, but not one object a line", "write one object a line (jq -c)")
        ]
    return [Source(path, form.name)], []
