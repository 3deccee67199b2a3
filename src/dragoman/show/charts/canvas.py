"""A drawing whose every place is settled beforehand, in pixels from the top left, as a layered chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

import altair as alt

from dragoman.show.charts.frame import SMALL, Row, rows, text_width
from dragoman.show.palette import INK, PAPER, TONES
from dragoman.show.records import Tone
from dragoman.show.wording import Wording

Align = Literal["left", "center", "right"]
Point = tuple[float, float]

_DASH: Final = (5, 4)
_RADIUS: Final = 9.0


@dataclass(slots=True)
class Canvas:
    """Marks by sort, in the order they were added: rectangles lie lowest, then lines, and texts on top."""

    width: float
    height: float
    boxes: list[Row] = field(default_factory=list)
    strokes: list[Row] = field(default_factory=list)
    tips: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    cards: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    _lines: int = 0

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: str, *, stroke: str = "transparent",
        opacity: float = 1.0, dashed: bool = False, above: bool = False, tip: str = "",
    ) -> None:  # fmt: skip
        """Add a rectangle; with `above`, over lines."""
        (self.cards if above else self.boxes).append({
            "x": left, "y": top, "x2": right, "y2": bottom, "fill": fill, "stroke": stroke, "opacity": opacity,
            "dash": _dash(dashed), "tip": tip,
        })  # fmt: skip

    def line(
        self, points: Sequence[Point], colour: str, *, wide: float = 1.0, dashed: bool = False, tip: str = ""
    ) -> None:
        """Add a line through points."""
        self._lines += 1
        for order, (x, y) in enumerate(points):
            self.strokes.append({
                "x": round(x, 1), "y": round(y, 1), "line": self._lines, "order": order, "colour": colour, "wide": wide,
                "dash": _dash(dashed), "tip": tip,
            })  # fmt: skip

    def arrow(self, at: Point, angle: float, colour: str) -> None:
        """Add the head of an arrow that points to `angle` (degrees clockwise from upwards)."""
        self.tips.append({"x": round(at[0], 1), "y": round(at[1], 1), "angle": round(angle, 1), "colour": colour})

    def mark(
        self, x: float, y: float, glyph: str, colour: str, *, filled: bool, dashed: bool = False, tip: str = ""
    ) -> None:
        """Add a ring or disc with a sign in it."""
        self.marks.append({
            "x": round(x, 1), "y": round(y, 1), "glyph": glyph, "fill": colour if filled else PAPER, "colour": colour,
            "ink": PAPER if filled else colour, "dash": _dash(dashed), "tip": tip,
        })  # fmt: skip

    def text(
        self, x: float, y: float, text: str, *, size: float = SMALL, colour: str = INK, align: Align = "left",
        bold: bool = False,
    ) -> None:  # fmt: skip
        """Add a line of text whose middle is at `y`."""
        self.words.append({
            "x": round(x, 1), "y": round(y, 1), "text": text, "size": size, "colour": colour, "align": align,
            "bold": bold,
        })  # fmt: skip

    def chart(self) -> alt.LayerChart:
        """Return the chart; what has a `tip` shows it under the pointer."""
        layers = [*self._rectangles(self.boxes), *self._paths(), *self._discs(), *self._rectangles(self.cards)]
        made = alt.layer(*layers, *self._texts())
        return cast("alt.LayerChart", made.properties(width=self.width, height=self.height))

    def _x(self, name: str = "x") -> alt.X:
        scale = alt.Scale(domain=[0, self.width], nice=False, zero=False)
        return alt.X(f"{name}:Q", scale=scale, axis=None)

    def _y(self, name: str = "y") -> alt.Y:
        scale = alt.Scale(domain=[0, self.height], nice=False, zero=False, reverse=True)
        return alt.Y(f"{name}:Q", scale=scale, axis=None)

    def _rectangles(self, drawn: list[Row]) -> list[alt.Chart]:
        if not drawn:
            return []
        return [
            alt.Chart(rows(drawn))
            .mark_rect(strokeWidth=1.2, cornerRadius=3)
            .encode(
                x=self._x(), x2="x2:Q", y=self._y(), y2="y2:Q", fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("stroke:N", scale=None), opacity=alt.Opacity("opacity:Q", scale=None),
                strokeDash=alt.StrokeDash("dash:N", scale=None), tooltip=alt.Tooltip("tip:N", title=" "),
            )
        ]  # fmt: skip

    def _paths(self) -> list[alt.Chart]:
        made = []
        if self.strokes:
            made.append(
                alt.Chart(rows(self.strokes)).mark_line().encode(
                    x=self._x(), y=self._y(), detail="line:N", order="order:Q",
                    color=alt.Color("colour:N", scale=None), strokeDash=alt.StrokeDash("dash:N", scale=None),
                    strokeWidth=alt.StrokeWidth("wide:Q", scale=None), tooltip=alt.Tooltip("tip:N", title=" "),
                )
            )  # fmt: skip
        if self.tips:
            made.append(
                alt.Chart(rows(self.tips)).mark_point(shape="triangle", filled=True, size=70, opacity=1).encode(
                    x=self._x(), y=self._y(), angle=alt.Angle("angle:Q", scale=None),
                    color=alt.Color("colour:N", scale=None),
                )
            )  # fmt: skip
        return made

    def _discs(self) -> list[alt.Chart]:
        if not self.marks:
            return []
        base = alt.Chart(rows(self.marks)).encode(x=self._x(), y=self._y(), tooltip=alt.Tooltip("tip:N", title=" "))
        ring = base.mark_point(shape="circle", size=3.1416 * _RADIUS * _RADIUS, strokeWidth=1.6, opacity=1).encode(
            fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        )  # fmt: skip
        sign = base.mark_text(fontSize=14, fontWeight="bold", baseline="middle").encode(
            text="glyph:N", color=alt.Color("ink:N", scale=None)
        )
        return [ring, sign]

    def _texts(self) -> list[alt.Chart]:
        made = []
        for align in ("left", "center", "right"):
            for bold in (False, True):
                chosen = [word for word in self.words if (word["align"], word["bold"]) == (align, bold)]
                if chosen:
                    mark: dict[str, Any] = {"align": align, "fontWeight": "bold" if bold else "normal"}
                    made.append(
                        alt.Chart(rows(chosen)).mark_text(baseline="middle", **mark).encode(
                            x=self._x(), y=self._y(), text="text:N", size=alt.Size("size:Q", scale=None),
                            color=alt.Color("colour:N", scale=None),
                        )
                    )  # fmt: skip
        return made


def _dash(dashed: bool) -> list[int]:
    return list(_DASH) if dashed else [1, 0]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a key: a disc with a sign, or a stretch of line where there is no glyph."""

    text: str
    colour: str
    glyph: str = ""
    filled: bool = True
    dashed: bool = False


def sign_entries(words: Wording, marks: Sequence[tuple[Tone, str]]) -> list[Entry]:
    """Return the entries of the signs that are drawn, in the order of tones."""
    said = words.tables["charts"]["marks"]
    drawn = dict.fromkeys(sorted(marks, key=lambda mark: (list(TONES).index(mark[0]), mark[1])))
    return [Entry(said[glyph], TONES[tone], glyph) for tone, glyph in drawn]


def key(entries: Sequence[Entry], width: float) -> Canvas:
    """Return a drawing of a key, its entries side by side in as many lines as they need."""
    x, y, step = 0.0, 14.0, 26.0
    places = []
    for entry in entries:
        sample = 22.0 if entry.glyph else 34.0
        wide = sample + 6 + text_width(entry.text, SMALL) + (22 if entry.text else -4)
        if x and x + wide > width:
            x, y = 0.0, y + step
        places.append((entry, x, y, sample))
        x += wide
    made = Canvas(width, y + 12)
    for entry, left, middle, sample in places:
        if entry.glyph:
            made.mark(left + 10, middle, entry.glyph, entry.colour, filled=entry.filled, dashed=entry.dashed)
        else:
            made.line([(left, middle), (left + sample - 6, middle)], entry.colour, wide=2.2, dashed=entry.dashed)
        made.text(left + sample + 2, middle, entry.text)
    return made


def glyph_of(glyph: str) -> str:
    """Return a glyph as charts draw it: one that the font lacks has another of the same meaning."""
    return {"⇠": "←"}.get(glyph, glyph)
