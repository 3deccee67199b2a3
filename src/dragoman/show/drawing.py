"""The drawing of ties as inline SVG: two hubs in the middle, who backs the second above, who opposes it below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from dragoman.show.records import Brief, Edge

WIDTH: Final = 1120
_TOP, _BOTTOM, _HEIGHT = 34, 396, 430
_HUBS: Final = ((300, 215), (820, 215))
_LETTER: Final = 6.9


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
        tones = {
            e.cell.tone
            for e in edges
            if name in {e.source, e.target} and middle[-1:] != [] and middle[-1] in {e.source, e.target}
        }
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
    twice = {frozenset((e.source, e.target)) for e in brief.edges if not e.both}
    pairs = [frozenset((e.source, e.target)) for e in brief.edges]
    parts = [
        _edge(
            edge,
            nodes,
            bent=frozenset((edge.source, edge.target)) in twice
            and pairs.count(frozenset((edge.source, edge.target))) > 1,
        )
        for edge in sorted(brief.edges, key=lambda e: (e.cell.asserted, e.source, e.target))
    ]
    boxes = [_box(node) for node in nodes.values()]
    return (
        f'<svg viewBox="0 0 {WIDTH} {_HEIGHT}" role="img" aria-label="{escape(label, quote=True)}">'
        f"{''.join(parts)}{''.join(boxes)}</svg>"
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


def _edge(edge: Edge, nodes: dict[str, Node], *, bent: bool) -> str:
    source, target = nodes[edge.source], nodes[edge.target]
    main = source.hub or target.hub
    level = source.y == target.y and not main
    length = math.hypot(target.x - source.x, target.y - source.y) or 1.0
    bow = 22.0 if bent else 0.0
    if level:
        bow = min(40 + length * 0.12, 130) * (1 if (source.y < _HEIGHT / 2) == (target.x > source.x) else -1)
    normal = (-(target.y - source.y) / length, (target.x - source.x) / length)
    control = ((source.x + target.x) / 2 + normal[0] * bow * 2, (source.y + target.y) / 2 + normal[1] * bow * 2)
    start, end = _border(source, control), _border(target, control)
    share = 0.5 if source.hub == target.hub else (0.62 if source.hub else 0.38)
    if bent:
        share = 0.34
    spot = _along(start, control, end, share)
    cell = edge.cell
    classes = f"edge {cell.tone}{'' if cell.asserted else ' not'}{'' if main else ' thin'}"
    tips = _tip(control, end, cell.tone) + (_tip(control, start, cell.tone) if edge.both else "")
    word = f'<text x="{spot[0] + 13:.1f}" y="{spot[1] + 4:.1f}">{escape(cell.word)}</text>' if main else ""
    title = f"{edge.source} {'↔' if edge.both else '→'} {edge.target}: {cell.word} ({cell.counts})"
    return (
        f'<g class="{classes}"><title>{escape(title)}</title>'
        f'<path d="M{start[0]:.1f} {start[1]:.1f}Q{control[0]:.1f} {control[1]:.1f} {end[0]:.1f} {end[1]:.1f}"/>{tips}'
        f'<circle cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="9"/>'
        f'<text class="glyphmark" x="{spot[0]:.1f}" y="{spot[1] + 5:.1f}">{escape(cell.glyph)}</text>'
        f"{word}</g>"
    )


def _along(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float], share: float
) -> tuple[float, float]:
    """The point at `share` (0..1) of a quadratic curve."""
    rest = 1 - share
    x, y = (
        rest * rest * a + 2 * rest * share * b + share * share * c for a, b, c in zip(start, control, end, strict=True)
    )
    return x, y


def _border(node: Node, towards: tuple[float, float]) -> tuple[float, float]:
    """Where the line from a box's middle to a point leaves the box, with a little air."""
    dx, dy = towards[0] - node.x, towards[1] - node.y
    if dx == dy == 0:
        return node.x, node.y
    scale = min(
        (node.width / 2 + 4) / abs(dx) if dx else math.inf,
        (node.height / 2 + 4) / abs(dy) if dy else math.inf,
    )
    return node.x + dx * min(scale, 1), node.y + dy * min(scale, 1)


def _tip(origin: tuple[float, float], end: tuple[float, float], tone: str) -> str:
    angle = math.atan2(end[1] - origin[1], end[0] - origin[0])
    corners = [
        end,
        *((end[0] - 9 * math.cos(angle + turn), end[1] - 9 * math.sin(angle + turn)) for turn in (0.42, -0.42)),
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon class="tip {tone}" points="{points}"/>'
