"""Where the shipped example documents lie: inside an installed package, or in a checkout of the repository."""

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
