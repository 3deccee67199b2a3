"""The formats of event data, one module each (GDELT and Phoenix have two that share one)."""

from __future__ import annotations

from typing import Final

from dragoman.casebook.events.form import Format
from dragoman.casebook.events.formats.acled import ACLED
from dragoman.casebook.events.formats.gdelt import GDELT_1, GDELT_2
from dragoman.casebook.events.formats.icews import ICEWS
from dragoman.casebook.events.formats.phoenix import PHOENIX, PHOENIX_HISTORICAL
from dragoman.casebook.events.formats.plover import PLOVER
from dragoman.casebook.events.formats.polecat import POLECAT

FORMATS: Final[tuple[Format, ...]] = (
    GDELT_1, GDELT_2, ICEWS, POLECAT, PHOENIX, PHOENIX_HISTORICAL, ACLED, PLOVER,
)  # fmt: skip
