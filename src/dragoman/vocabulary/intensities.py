"""How much an act weighs: the Goldstein scale of CAMEO codes and kinds, from `data/intensities.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dragoman.errors import VocabularyError
from dragoman.model import COOPERATIVE, KINDS, Kind
from dragoman.vocabulary.tables import data_folder, read_toml

MOST: Final = 10.0
_FILE: Final = "intensities.toml"
_CODE: Final = re.compile(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Intensities:
    """Intensities from -10 to +10 by kind and by CAMEO code, and the kind of each code; codes are text."""

    kinds: Mapping[Kind, float]
    codes: Mapping[str, float]
    code_kinds: Mapping[str, Kind]

    def of_kind(self, kind: Kind) -> float:
        """Return the intensity of a kind; 0 where it takes no side, +5 for STANCE, whose sign is the claim's own."""
        return self.kinds[kind]

    def weight(self, kind: Kind) -> float:
        """Return what a claim of this kind weighs, 0..1: a tenth of the size of its intensity."""
        return abs(self.kinds[kind]) / MOST

    def of_cameo(self, code: str) -> float | None:
        """Return the Goldstein value of a CAMEO code, or of the code above it where it has none of its own.

        None where not even the two-digit code is one of CAMEO's.
        """
        return self.codes.get(_longest(code, self.codes))

    def kind_of_cameo(self, code: str) -> Kind | None:
        """Return the kind of a CAMEO code; None for statements (01) and for what is no code of CAMEO."""
        return self.code_kinds.get(_longest(code, self.code_kinds))


def _longest(code: str, known: Mapping[str, object]) -> str:
    if not _CODE.fullmatch(code):
        return ""
    return next((code[:size] for size in range(len(code), 1, -1) if code[:size] in known), "")


@lru_cache(maxsize=1)
def load_intensities() -> Intensities:
    """Return the intensities that come with dragoman. Raises VocabularyError, naming the entry, when one is broken."""
    return checked(read_toml(data_folder() / _FILE))


def checked(table: Mapping[str, Any]) -> Intensities:
    """Return the intensities of a table of the file's form. Raises VocabularyError, naming the entry that is broken."""
    kinds = {_kind(name): _value("intensity", name, value) for name, value in table.get("intensity", {}).items()}
    missing = [kind for kind in KINDS if kind not in kinds]
    if missing:
        raise VocabularyError(f"{_FILE}: [intensity] has no {missing[0]}. Give every kind of the codebook a value.")
    for kind, value in kinds.items():
        if kind != "STANCE" and value and (value > 0) != (kind in COOPERATIVE):
            raise VocabularyError(f"{_FILE}: [intensity] {kind} = {value} has the wrong sign. Change the sign.")
    codes = {_code("goldstein", code): _value("goldstein", code, v) for code, v in table.get("goldstein", {}).items()}
    code_kinds: dict[str, Kind] = {}
    for name, listed in table.get("kinds", {}).items():
        if not isinstance(listed, list):
            raise VocabularyError(f'{_FILE}: [kinds] {name} is no list. Write {name} = ["04", ...].')
        for code in listed:
            if _code("kinds", code) in code_kinds:
                raise VocabularyError(f"{_FILE}: [kinds] has {code} twice. Leave it with one kind.")
            code_kinds[code] = _kind(name)
    for code in (*codes, *code_kinds):
        if code[:2] not in codes:
            raise VocabularyError(f'{_FILE}: [goldstein] has {code} and not "{code[:2]}". Add the two-digit code.')
    return Intensities(kinds, codes, code_kinds)


def _kind(name: str) -> Kind:
    found = next((kind for kind in KINDS if kind == name), None)
    if found is None:
        raise VocabularyError(f"{_FILE}: '{name}' is no kind. Use one of: {', '.join(KINDS)}.")
    return found


def _value(section: str, name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -MOST <= value <= MOST:
        raise VocabularyError(f"{_FILE}: [{section}] {name} = {value} is no number from -10 to 10. Correct it.")
    return float(value)


def _code(section: str, code: object) -> str:
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise VocabularyError(f'{_FILE}: [{section}] {code} is no CAMEO code. Write it in quotes, such as "010".')
    return code
