"""Where the boxes of a network stand: a spring layout, then pushed apart until no box lies on another or on a line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import networkx as nx

Point = tuple[float, float]
Size = tuple[float, float]

_AIR: Final = (44.0, 42.0)  # between boxes: beside, above
_ROUNDS: Final = 600
_CAMPS: Final = {1: -1.0, 2: 1.0}


def places(
    sizes: Mapping[str, Size], pairs: Sequence[tuple[str, str]], room: Size, camps: Mapping[str, int] | None = None
) -> dict[str, Point]:
    """Return the middle of each box, in whole pixels, so that all of them lie inside `room`.

    `sizes` are width and height by name. The layout is that of T. Kamada and S. Kawai, "An algorithm for drawing
    general undirected graphs", Information Processing Letters 31 (1989), as networkx has it; parts that are not
    connected to the largest stand in a column on the left. With `camps` (1 and 2), the first is drawn to the left, the
    second to the right.
    """
    names = sorted(sizes)
    graph = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(sorted(tuple(sorted(pair)) for pair in pairs))
    spots, left = _small_parts(graph, sizes, room)
    main = [name for name in names if name not in spots]
    found = nx.kamada_kawai_layout(graph.subgraph(main))
    for name in main:
        aside = _CAMPS.get((camps or {}).get(name, 0), 0.0)
        spots[name] = [float(found[name][0]) * (0.7 if camps else 1.0) + aside, float(found[name][1])]
    _stretch(spots, main, sizes, room, left)
    for number in range(_ROUNDS):
        moved = _apart(spots, sizes)
        if number < _ROUNDS * 3 // 4:
            moved = _off_lines(spots, sizes, graph) or moved
        _inside(spots, sizes, room)
        if not moved:
            break
    return {name: (round(x), round(y)) for name, (x, y) in spots.items()}


def _small_parts(graph: nx.Graph, sizes: Mapping[str, Size], room: Size) -> tuple[dict[str, list[float]], float]:
    """Put all connected parts but the largest in a column on the left; return their places and the column's width."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    spots: dict[str, list[float]] = {}
    wide = max((sizes[name][0] for part in parts[1:] for name in part), default=0.0)
    steps = [name for part in parts[1:] for name in part]
    for number, name in enumerate(steps):
        spots[name] = [wide / 2 + 2, room[1] * (number + 0.5) / len(steps)]
    return spots, wide + _AIR[0] if steps else 0.0


def _stretch(
    spots: dict[str, list[float]], main: Sequence[str], sizes: Mapping[str, Size], room: Size, left: float
) -> None:
    """Fit the largest part into the room beside the column, half by layout, half by order (to loosen knots)."""
    for axis in (0, 1):
        ordered = sorted(main, key=lambda name: (round(spots[name][axis], 6), name))
        low, high = spots[ordered[0]][axis], spots[ordered[-1]][axis]
        margin = max(sizes[name][axis] for name in main) / 2
        begin = left if axis == 0 else 0.0
        span = room[axis] - 2 * margin - begin
        last = max(len(ordered) - 1, 1)
        shares = {
            name: 0.5 * ((spots[name][axis] - low) / (high - low) if high > low else 0.5) + 0.5 * number / last
            for number, name in enumerate(ordered)
        }
        for name in main:
            spots[name][axis] = begin + margin + shares[name] * span


def _apart(spots: dict[str, list[float]], sizes: Mapping[str, Size]) -> bool:
    """Push boxes that overlap apart, along the way that is shorter; return whether any did."""
    names, moved = sorted(spots), False
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            a, b = spots[one], spots[other]
            over = [(sizes[one][i] + sizes[other][i]) / 2 + _AIR[i] - abs(a[i] - b[i]) for i in (0, 1)]
            if min(over) <= 0.5:
                continue
            moved = True
            axis = 0 if over[0] < over[1] else 1
            push = over[axis] / 2 * (1 if a[axis] >= b[axis] else -1)
            a[axis] += push
            b[axis] -= push
    return moved


def _off_lines(spots: dict[str, list[float]], sizes: Mapping[str, Size], graph: nx.Graph) -> bool:
    """Push boxes off the lines between others; return whether any lay on one."""
    moved = False
    for one, other in graph.edges:
        (x1, y1), (x2, y2) = spots[one], spots[other]
        length = math.hypot(x2 - x1, y2 - y1)
        if length < 1:
            continue
        across = (-(y2 - y1) / length, (x2 - x1) / length)
        for name in graph:
            if name in {one, other}:
                continue
            x, y = spots[name]
            along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length
            away = (x - x1) * across[0] + (y - y1) * across[1]
            half = abs(across[0]) * sizes[name][0] / 2 + abs(across[1]) * sizes[name][1] / 2 + 8
            if 0 < along < length and abs(away) < half:
                moved = True
                push = min(half - abs(away), 6.0) * (1 if away >= 0 else -1)
                spots[name][0] += across[0] * push
                spots[name][1] += across[1] * push
    return moved


def _inside(spots: dict[str, list[float]], sizes: Mapping[str, Size], room: Size) -> None:
    for name, spot in spots.items():
        for axis in (0, 1):
            half = sizes[name][axis] / 2 + 2
            spot[axis] = min(max(spot[axis], half), room[axis] - half)
