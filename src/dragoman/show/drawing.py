"""The drawing of ties as inline SVG: two hubs in the middle, who backs the second above, who opposes it below."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from dragoman.show.records import Brief, Edge

WIDTH: Final = 1120
_TOP, _BOTTOM, _HEIGHT = 34, 396, 430
_HUBS: Final = ((300, 215), (820, 215))
_LETTER: Final = 6.9


# How far from its usual place along an edge (0..1) a label may go to find room.
_STEPS: Final = (0.08, -0.08, 0.16, -0.16, 0.24, -0.24, 0.32, -0.32)
# Where the word of a label may stand beside its sign: right, left, above, below (in half widths and units).
_BESIDE: Final = ((1, 0.0), (-1, 0.0), (0, -18.0), (0, 18.0))
# Points looked at along a line, and what one of them under a word costs beside a unit of overlap with a box.
_SAMPLES: Final = 48
_CROSSED: Final = 9.0

_Point = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Curve:
    """The way of an edge as a quadratic curve, where along it (0..1) its label belongs, and whether it is a hub's."""

    edge: Edge
    start: _Point
    control: _Point
    end: _Point
    share: float
    main: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A box with the lines of a name in it; `x` and `y` are its middle, in SVG units."""

    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    hub: bool

    @property
    def width(self) -> float:
        """Width of the box."""
        return max(len(line) for line in self.lines) * (_LETTER + (1.4 if self.hub else 0)) + 20

    @property
    def height(self) -> float:
        """Height of the box."""
        return len(self.lines) * 15 + (18 if self.hub else 11)


def wrapped(text: str, longest: int) -> tuple[str, ...]:
    """Return `text` cut at blanks into at most three lines of about `longest` characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > longest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2]} …"]
    return tuple(line if len(line) <= longest + 6 else f"{line[: longest + 4]}…" for line in lines)


def nodes_of(edges: Sequence[Edge], hubs: Sequence[str]) -> tuple[Node, ...]:
    """Return the boxes of all sides that have a tie, placed by rule alone: the same edges give the same drawing."""
    present = list(dict.fromkeys(name for edge in edges for name in (edge.source, edge.target)))
    middle = [name for name in hubs if name in present][:2]
    placed = [Node(name, wrapped(name, 16), *_HUBS[number], hub=True) for number, name in enumerate(middle)]
    rows: tuple[list[str], list[str]] = ([], [])
    undecided = []
    for name in (n for n in present if n not in middle):
        tones = {e.cell.tone for e in edges if {name, *middle[-1:]} == {e.source, e.target}}
        if tones & {"good", "bad"}:
            rows[0 if "good" in tones else 1].append(name)
        else:
            undecided.append(name)
    for name in undecided:
        min(rows, key=len).append(name)
    for row, y in zip(rows, (_TOP, _BOTTOM), strict=True):
        ordered = sorted(row, key=lambda name: (_pull(name, edges, middle), name))
        room = (WIDTH - 40) / max(len(ordered), 1)
        longest = max(min(int((room - 30) / _LETTER), 20), 8)
        for number, name in enumerate(ordered):
            placed.append(Node(name, wrapped(name, longest), 20 + room * (number + 0.5), y, hub=False))
    return tuple(placed)


def _pull(name: str, edges: Sequence[Edge], middle: Sequence[str]) -> int:
    """How far to the right a box belongs: ties to the second hub less those to the first."""
    ends = [{edge.source, edge.target} for edge in edges if name in {edge.source, edge.target}]
    return sum((middle[-1] in end) - (middle[0] in end) for end in ends) if middle else 0


def drawing(brief: Brief, label: str) -> str:
    """Return the drawing of a brief's ties as an SVG element, or an empty string when there is nothing to draw."""
    nodes = {node.name: node for node in nodes_of(brief.edges, brief.hubs)}
    if len(nodes) < 2:
        return ""
    number = Counter(frozenset((edge.source, edge.target)) for edge in brief.edges)
    curves = [_curve(e, nodes, bent=number[frozenset((e.source, e.target))] > 1) for e in brief.edges]
    curves.sort(key=lambda c: (c.main, c.edge.cell.asserted, c.edge.source, c.edge.target))
    taken = [_around(node.x, node.y, node.width, node.height) for node in nodes.values()]
    lines = [_along(c.start, c.control, c.end, step / _SAMPLES) for c in curves for step in range(_SAMPLES + 1)]
    labels = [_label(curve, taken, lines) for curve in reversed(curves)]
    parts = [*map(_line, curves), *labels, *map(_box, nodes.values())]
    return (
        f'<svg viewBox="0 0 {WIDTH} {_HEIGHT}" role="img" aria-label="{escape(label, quote=True)}">'
        f"{''.join(parts)}</svg>"
    )


def _box(node: Node) -> str:
    left, top = node.x - node.width / 2, node.y - node.height / 2
    first = node.y - (len(node.lines) - 1) * 7.5 + 4.5
    text = "".join(
        f'<tspan x="{node.x:.0f}" y="{first + number * 15:.1f}">{escape(line)}</tspan>'
        for number, line in enumerate(node.lines)
    )
    return (
        f'<g class="node{" hub" if node.hub else ""}"><title>{escape(node.name)}</title>'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{node.width:.1f}" height="{node.height:.1f}" rx="4"/>'
        f'<text text-anchor="middle">{text}</text></g>'
    )


def _curve(edge: Edge, nodes: dict[str, Node], *, bent: bool) -> _Curve:
    """The way of an edge: straight, or bent where two run between the same boxes or both stand in one row."""
    source, target = nodes[edge.source], nodes[edge.target]
    main = source.hub or target.hub
    length = math.hypot(target.x - source.x, target.y - source.y) or 1.0
    bow = 22.0 if bent else 0.0
    if source.y == target.y and not main:
        bow = min(40 + length * 0.12, 130) * (1 if (source.y < _HEIGHT / 2) == (target.x > source.x) else -1)
    normal = (-(target.y - source.y) / length, (target.x - source.x) / length)
    control = ((source.x + target.x) / 2 + normal[0] * bow * 2, (source.y + target.y) / 2 + normal[1] * bow * 2)
    share = 0.5 if source.hub == target.hub else (0.62 if source.hub else 0.38)
    return _Curve(edge, _border(source, control), control, _border(target, control), 0.34 if bent else share, main)


def _title(edge: Edge) -> str:
    title = f"{edge.source} {'↔' if edge.both else '→'} {edge.target}: {edge.cell.word} ({edge.cell.counts})"
    return f"<title>{escape(title)}</title>"


def _classes(curve: _Curve) -> str:
    cell = curve.edge.cell
    return f"edge {cell.tone}{'' if cell.asserted else ' not'}{'' if curve.main else ' thin'}"


def _line(curve: _Curve) -> str:
    (x1, y1), (x2, y2), (x3, y3) = curve.start, curve.control, curve.end
    tone = curve.edge.cell.tone
    tips = _tip(curve.control, curve.end, tone) + (_tip(curve.control, curve.start, tone) if curve.edge.both else "")
    path = f'<path d="M{x1:.1f} {y1:.1f}Q{x2:.1f} {y2:.1f} {x3:.1f} {y3:.1f}"/>'
    return f'<g class="{_classes(curve)}">{_title(curve.edge)}{path}{tips}</g>'


def _label(curve: _Curve, taken: list[_Box], lines: Sequence[_Point]) -> str:
    """The sign of an edge, with its word beside it, where along the edge the most room is: clear of boxes, other
    labels and, as far as can be, of lines. The places that a label prefers come first and win where all are free.
    """
    cell = curve.edge.cell
    width = len(cell.word) * 6.7 + 4 if curve.main else 0.0
    places: list[tuple[float, _Point, _Point, list[_Box]]] = []
    for share in (curve.share, *(curve.share + step for step in _STEPS)):
        if not 0.12 <= share <= 0.88:
            continue
        x, y = _along(curve.start, curve.control, curve.end, share)
        for dx, dy in _BESIDE if width else _BESIDE[:1]:
            middle = x + dx * (11 + width / 2), y + dy
            boxes = [_around(x, y, 20, 20), *([_around(*middle, width, 15)] if width else [])]
            crossed = sum(_inside(point, boxes[-1]) for point in lines) if width else 0
            cost = sum(_overlap(box, other) for box in boxes for other in taken) + crossed * _CROSSED
            places.append((cost, (x, y), middle, boxes))
    _, (x, y), middle, boxes = min(places, key=lambda place: place[0])
    taken += boxes
    word = (
        f'<text x="{middle[0]:.1f}" y="{middle[1] + 4:.1f}" text-anchor="middle">{escape(cell.word)}</text>'
        if width
        else ""
    )
    return (
        f'<g class="{_classes(curve)}">{_title(curve.edge)}<circle cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        f'<text class="glyphmark" x="{x:.1f}" y="{y + 5:.1f}">{escape(cell.glyph)}</text>{word}</g>'
    )


def _inside(point: _Point, box: _Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _around(x: float, y: float, width: float, height: float) -> _Box:
    """The box of a size round a middle: left, top, right, bottom."""
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(one: _Box, other: _Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def _along(start: _Point, control: _Point, end: _Point, share: float) -> _Point:
    """The point at `share` (0..1) of a quadratic curve."""
    rest = 1 - share
    x, y = (
        rest * rest * a + 2 * rest * share * b + share * share * c for a, b, c in zip(start, control, end, strict=True)
    )
    return x, y


def _border(node: Node, towards: _Point) -> _Point:
    """Where the line from a box's middle to a point leaves the box, with a little air."""
    dx, dy = towards[0] - node.x, towards[1] - node.y
    if dx == dy == 0:
        return node.x, node.y
    scale = min(
        (node.width / 2 + 4) / abs(dx) if dx else math.inf,
        (node.height / 2 + 4) / abs(dy) if dy else math.inf,
    )
    return node.x + dx * min(scale, 1), node.y + dy * min(scale, 1)


def _tip(origin: _Point, end: _Point, tone: str) -> str:
    angle = math.atan2(end[1] - origin[1], end[0] - origin[0])
    corners = [
        end,
        *((end[0] - 9 * math.cos(angle + turn), end[1] - 9 * math.sin(angle + turn)) for turn in (0.42, -0.42)),
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon class="tip {tone}" points="{points}"/>'
