"""The strip of dated events as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from dragoman.show.records import Moment

WIDTH: Final = 1120
_LEFT, _ROOM = 16, 205
_LANE, _LETTER = 34, 6.0
_LANES: Final = 4
_DOT: Final = 19
_LONGEST: Final = 31


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an event stands: its label's text, its beginning and length on the axis, its lane (None: no room)."""

    moment: Moment
    text: str
    x: float
    length: float
    lane: int | None
    level: int


def timestrip(moments: Sequence[Moment], label: str) -> str:
    """Return the strip as an SVG element, or an empty string for fewer than two dates.

    The axis is to scale; what is known by month or year only is a bar as long as that. Labels stand in lanes so that
    none covers another or its stem; where the lanes are full, an event has its mark alone. Marks that would cover
    each other are stacked.
    """
    days = [(date.fromisoformat(m.first).toordinal(), date.fromisoformat(m.last).toordinal()) for m in moments]
    if len({first for first, _ in days}) < 2:
        return ""
    low, high = min(first for first, _ in days), max(last for _, last in days)
    scale = (WIDTH - _LEFT - _ROOM) / max(high - low, 1)
    places = _placed(moments, [(_LEFT + (a - low) * scale, (b - a) * scale) for a, b in days])
    lanes = max(place.lane + 1 for place in places if place.lane is not None)
    stack = max(place.level for place in places) * _DOT
    axis = lanes * _LANE + stack + 14
    marks = "".join(_mark(place, axis, axis - stack) for place in places)
    return (
        f'<svg viewBox="0 0 {WIDTH} {axis + 34}" role="img" aria-label="{escape(label, quote=True)}">'
        f'<line class="axis" x1="0" x2="{WIDTH}" y1="{axis}" y2="{axis}"/>{_ticks(low, high, scale, axis)}{marks}</svg>'
    )


def _placed(moments: Sequence[Moment], spots: Sequence[tuple[float, float]]) -> list[_Place]:
    """Give each label the lowest lane that is free at its right; from the last event to the first, so that stems,
    which run down from a label's left end, meet no label of a later event.
    """
    taken = [float(WIDTH)] * _LANES
    stacked: list[float] = []
    places = []
    for moment, (x, length) in sorted(zip(moments, spots, strict=True), key=lambda pair: -pair[1][0]):
        text = moment.line.text if len(moment.line.text) <= _LONGEST else f"{moment.line.text[: _LONGEST - 1]}…"
        width = max(len(text) * _LETTER, len(moment.date) * 7) + 14
        lane = next((number for number, start in enumerate(taken) if x + width <= start), None)
        if lane is not None:
            taken[: lane + 1] = [min(start, x) for start in taken[: lane + 1]]
        level = next((number for number, last in enumerate(stacked) if last - x >= _DOT), len(stacked))
        stacked[level : level + 1] = [x]
        places.append(_Place(moment, text, x, length, lane, level))
    return places


def _mark(place: _Place, axis: int, base: int) -> str:
    moment, x, line = place.moment, place.x, place.moment.line
    middle = axis - place.level * _DOT
    bar = f'<path d="M{x:.1f} {axis}H{x + place.length:.1f}" stroke-width="5"/>' if place.length > 6 else ""
    title = escape(f"{moment.date}: {line.text}")
    drawn = (
        f'<g class="edge {line.tone}{"" if line.asserted else " not"}"><title>{title}</title>{bar}'
        f'<circle cx="{x:.1f}" cy="{middle}" r="8"/>'
        f'<text class="glyphmark" x="{x:.1f}" y="{middle + 5}">{escape(line.glyph)}</text></g>'
    )
    if place.lane is None:
        return drawn
    top = base - 14 - (place.lane + 1) * _LANE + 12
    return (
        f'<line class="stem" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 8}" y2="{middle - 9}"/>{drawn}'
        f'<text class="when" x="{x + 5:.1f}" y="{top + 3}">{escape(moment.date)}</text>'
        f'<text class="what" x="{x + 5:.1f}" y="{top + 17}">{escape(place.text)}</text>'
    )


def _ticks(low: int, high: int, scale: float, axis: int) -> str:
    """Year marks below the axis, at most one every 60 units; the first year stands at the left end."""
    first, last = date.fromordinal(low).year, date.fromordinal(high).year
    step = max(1, round((last - first) * 60 / WIDTH))
    parts = []
    for year in range(first, last + 1, step):
        x = _LEFT + max(date(year, 1, 1).toordinal() - low, 0) * scale
        parts.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{axis + 10}" y2="{axis + 16}"/>')
        parts.append(f'<text class="year" x="{x + 3:.1f}" y="{axis + 26}">{year}</text>')
    return "".join(parts)
