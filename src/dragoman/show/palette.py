"""The colours of signs in charts and graphs: those of the brief on a light page, told apart by the colour-blind too.

Colour is never the only mark of a sign: a glyph and a word stand beside it, and what is not asserted is dashed.
"""

from __future__ import annotations

from typing import Final

from dragoman.relations.ties import Word
from dragoman.show.records import Tone
from dragoman.show.wording import Wording

# Blue against burnt orange, as in `brief.css`.
TONES: Final[dict[Tone, str]] = {
    "good": "#00639c",
    "bad": "#b84a00",
    "mixed": "#7a3f8f",
    "even": "#57534b",
    "none": "#8d8980",
}
INK: Final = "#1d2330"
SOFT: Final = "#5f6470"
LINE: Final = "#d9d5ca"
PAPER: Final = "#ffffff"


def mark_of(words: Wording, word: Word, sign: int) -> tuple[Tone, str]:
    """Return the tone and glyph of a tie's word; what is only claimed or possible takes those of its sign."""
    tone, glyph = words.tie(word)
    if word in {"claimed only", "possible only"} and sign:
        return ("good", "+") if sign > 0 else ("bad", "−")
    return tone, glyph


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue (0..255) of a colour like "#00639c"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
