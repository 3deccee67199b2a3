"""What all charts share: a title that says what was found, a key, and a caption, all inside the picture.

Widths of text are reckoned here, since the places of names are settled before anything is drawn. The font is Liberation
Sans, which comes with vl-convert, so that a PNG looks alike on every machine (its own version goes first). It has
the metrics of Arial, which stands in for it where an SVG or page is shown without it. A sign that it lacks would change
the font of a whole text, so the words of charts have none.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import altair as alt

from dragoman.show.charts.basis import Basis
from dragoman.show.palette import INK, LINE, PAPER, SOFT

FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
WIDTH: Final = 1200
PADDING: Final = 32
TITLE: Final = 24
SMALL: Final = 13
Row = dict[str, Any]

_NARROW: Final = frozenset("iljtfI.,:;'|!()[]-/ ")
_WIDE: Final = frozenset("mwMW@%")


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is at a font size, in pixels, as in Arial; never much less."""
    units = 0.0
    for letter in text:
        if letter in _NARROW:
            units += 0.31
        elif letter in _WIDE:
            units += 0.88
        elif letter.isupper() or ord(letter) > 0x2E7F:
            units += 0.72 if ord(letter) <= 0x2E7F else 1.0
        else:
            units += 0.56
    return units * size


def cut(text: str, size: float, width: float) -> str:
    """Return a text that fits into a width, ending in an ellipsis where something was left out."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text, size) + size > width:
        text = text[:-1]
    return text.rstrip(" ,;") + "…"


def wrapped(text: str, size: float, width: float, lines: int) -> list[str]:
    """Return a text in at most so many lines, each about as wide as `width`; what does not fit is cut."""
    letters = max(int(width / (0.52 * size)), 4)
    while letters > 4:
        made = textwrap.wrap(text, letters) or [""]
        if all(text_width(line, size) <= width for line in made):
            break
        letters -= 1
    if len(made) > lines:
        made = [*made[: lines - 1], cut(" ".join(made[lines - 1 :]), size, width)]
    return [cut(line, size, width) for line in made]


def rows(values: Sequence[Mapping[str, Any]]) -> alt.Data:
    """Return rows as inline data."""
    return alt.Data(values=[dict(value) for value in values])  # type: ignore[no-untyped-call]


def framed(body: alt.TopLevelMixin, title: str, basis: Basis, notes: Sequence[str] = ()) -> alt.VConcatChart:
    """Return a chart with its title above and its notes and caption below."""
    heading = alt.TitleParams(
        text=wrapped(title, TITLE, WIDTH, 2), anchor="start", frame="bounds", fontSize=TITLE, fontWeight="bold",
        color=INK, offset=18, lineHeight=TITLE * 1.25,
    )  # fmt: skip
    said = [line for text in (*notes, *basis.lines()) for line in wrapped(text, SMALL, WIDTH, 3)]
    caption = alt.TitleParams(
        text=said, orient="bottom", anchor="start", frame="bounds", fontSize=SMALL, fontWeight="normal", color=SOFT,
        offset=18, lineHeight=SMALL * 1.45,
    )  # fmt: skip
    inner = alt.vconcat(cast("alt.Chart", body)).properties(title=heading)
    whole = alt.vconcat(inner).properties(title=caption, padding=PADDING, background=PAPER)
    made = (
        whole.configure(font=FONT)
        .configure_view(stroke=None)
        .configure_concat(spacing=10)
        .configure_axis(
            labelFontSize=SMALL, titleFontSize=SMALL, labelColor=INK, titleColor=SOFT, gridColor=LINE, domainColor=LINE,
            tickColor=LINE, titleFontWeight="normal",
        )
    )  # fmt: skip
    return cast("alt.VConcatChart", made)
