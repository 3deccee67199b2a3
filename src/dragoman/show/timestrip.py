"""The strip of dated events as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from dragoman.show.records import Moment

WIDTH: Final = 1120
_LEFT, _RIGHT = 16, 16
_LANE, _LETTER = 36, 6.1
_LONGEST: Final = 34


def timestrip(moments: Sequence[Moment], label: str) -> str:
    """Return the strip as an SVG element, or an empty string for fewer than two dates.

    The axis is to scale; what is known by month or year only is a bar as long as that. Labels stand in lanes so that
    none covers another.
    """
    days = [(date.fromisoformat(m.first).toordinal(), date.fromisoformat(m.last).toordinal()) for m in moments]
    if len({first for first, _ in days}) < 2:
        return ""
    low, high = min(first for first, _ in days), max(last for _, last in days)
    scale = (WIDTH - _LEFT - _RIGHT - 150) / max(high - low, 1)
    lanes: list[float] = []
    places = []
    for moment, (first, last) in zip(moments, days, strict=True):
        x = _LEFT + (first - low) * scale
        text = moment.line.text if len(moment.line.text) <= _LONGEST else f"{moment.line.text[: _LONGEST - 1]}…"
        width = max(len(text) * _LETTER, len(moment.date) * 7) + 18
        shift = min(0.0, WIDTH - _RIGHT - (x + width))
        lane = next((n for n, used in enumerate(lanes) if used <= x + shift), len(lanes))
        lanes[lane : lane + 1] = [x + shift + width]
        places.append(_Place(moment, text, x, max((last - first) * scale, 0), lane, shift))
    axis = len(lanes) * _LANE + 12
    marks = "".join(_mark(place, axis) for place in places)
    return (
        f'<svg viewBox="0 0 {WIDTH} {axis + 34}" role="img" aria-label="{escape(label, quote=True)}">'
        f'<line class="axis" x1="0" x2="{WIDTH}" y1="{axis}" y2="{axis}"/>{_ticks(low, high, scale, axis)}{marks}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an event stands: its label's text, its beginning and length on the axis, its lane, the label's shift."""

    moment: Moment
    text: str
    x: float
    length: float
    lane: int
    shift: float


def _mark(place: _Place, axis: int) -> str:
    moment, x, shift, line = place.moment, place.x, place.shift, place.moment.line
    top = place.lane * _LANE + 12
    bar = f'<path d="M{x:.1f} {axis}H{x + place.length:.1f}" stroke-width="5"/>' if place.length > 6 else ""
    title = escape(f"{moment.date}: {line.text}")
    return (
        f'<g class="edge {line.tone}{"" if line.asserted else " not"}"><title>{title}</title>'
        f'<line class="stem" x1="{x:.1f}" x2="{x:.1f}" y1="{top + 4}" y2="{axis}"/>{bar}'
        f'<circle cx="{x:.1f}" cy="{axis}" r="8"/>'
        f'<text class="glyphmark" x="{x:.1f}" y="{axis + 5}">{escape(line.glyph)}</text></g>'
        f'<text class="when" x="{x + shift + 5:.1f}" y="{top + 3}">{escape(moment.date)}</text>'
        f'<text class="what" x="{x + shift + 5:.1f}" y="{top + 18}">{escape(place.text)}</text>'
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
