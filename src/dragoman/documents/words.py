"""The word lists of `data/languages/en` that cleaning goes by."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from dragoman.errors import VocabularyError

_FOLDER = "data/languages/en"


@cache
def words(name: str, file: str = "scraping.toml") -> frozenset[str]:
    """Return the set of words listed under `name`.

    Raises VocabularyError when the file, or the list in it, is missing or holds anything but words.
    """
    where = f"{_FOLDER}/{file}"
    try:
        table = _table(where)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{where}: cannot be read ({error}); install dragoman again") from error
    listed = table.get(name)
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
        raise VocabularyError(f"{where}: list {name!r} is missing or holds something other than words")
    return frozenset(listed)


def alternatives(name: str, *, capitalised: bool = False) -> str:
    """Return the words of a list as a regular expression, longest first, so that none hides a longer one."""
    ordered = sorted(words(name), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word.capitalize() if capitalised else word) for word in ordered)


@cache
def _table(where: str) -> dict[str, object]:
    text = resources.files("dragoman").joinpath(where).read_text(encoding="utf-8")
    return tomllib.loads(text)
