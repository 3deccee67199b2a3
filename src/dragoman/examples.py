"""Where shipped examples lie (documents, models, bargains): inside an installed package, or in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dragoman.errors import InputError

_PACKAGE: Final = Path(__file__).parent
_PLACES: Final = (_PACKAGE / "data" / "examples" / "libya", _PACKAGE.parents[1] / "examples" / "libya")


def demo_paths() -> tuple[Path, ...]:
    """Return the files of the example, in the order of their names. Raises InputError when they were not installed."""
    for folder in _PLACES:
        found = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
        if found:
            return tuple(found)
    raise InputError(f"{_PLACES[0]}: the example documents are missing. Install dragoman again")


def model_paths() -> dict[str, Path]:
    """Return the conflict models that come along: their names, in order, and their files."""
    return {path.stem: path for path in sorted((_PACKAGE / "data" / "models").glob("*.yaml"))}


def model_path(name: str) -> Path:
    """Return the file of a model given by path, or by the name of one that comes along where there is no such file."""
    path = Path(name)
    return path if path.exists() else model_paths().get(name, path)


def bargain_paths() -> dict[str, Path]:
    """Return the tables of positions that come along: their names, in order, and their files."""
    return {path.stem: path for path in sorted((_PACKAGE / "data" / "bargains").glob("*.csv"))}


def bargain_path(name: str) -> Path:
    """Return the table given by path, or by the name of one that comes along where there is no such file."""
    path = Path(name)
    return path if path.exists() else bargain_paths().get(name, path)
