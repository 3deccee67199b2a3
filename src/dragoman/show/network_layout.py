"""Where the dots of a large network stand: a force-directed layout that looks only at what is near."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Point = tuple[float, float]

_ROUNDS: Final = 90
_REACH: Final = 2.6  # in ideal distances: what is farther does not push


def network_places(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Return a place (x, y) for each name, in ideal distances between neighbours, around (0, 0).

    The grid variant of the layout of T. M. J. Fruchterman and E. M. Reingold, "Graph Drawing by Force-directed
    Placement", Software: Practice and Experience 21 (1991): ties pull, and only what is near pushes. It begins on a
    spiral with those that have most ties in the middle, and uses no chance: the same network gives the same places.
    Parts that are not connected to the largest stand on rings around it.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(names))
    graph.add_edges_from(sorted(tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1]))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    found: dict[str, Point] = {}
    rings: list[tuple[list[str], NDArray[np.float64]]] = []
    for part in parts:
        spots = _part(graph, part)
        spots -= spots.mean(axis=0)
        if not found:
            found = {name: (float(x), float(y)) for name, (x, y) in zip(part, spots, strict=True)}
        else:
            rings.append((part, spots))
    _around(found, rings)
    return {name: (round(x, 3), round(y, 3)) for name, (x, y) in found.items()}


def _part(graph: nx.Graph, part: Sequence[str]) -> NDArray[np.float64]:
    """The places of one connected part, in the order of `part`."""
    number = len(part)
    ordered = sorted(range(number), key=lambda i: (-graph.degree[part[i]], part[i]))
    spots = np.zeros((number, 2))
    for rank, i in enumerate(ordered):
        angle, away = rank * math.pi * (3 - math.sqrt(5)), math.sqrt(rank) * 0.9
        spots[i] = away * math.cos(angle), away * math.sin(angle)
    if number < 3:
        return spots
    place = {name: i for i, name in enumerate(part)}
    edges = np.array([(place[a], place[b]) for a, b in graph.subgraph(part).edges])
    return _pulled(spots, edges, number)


def _pulled(spots: NDArray[np.float64], edges: NDArray[np.int64], number: int) -> NDArray[np.float64]:
    """Let ties pull and neighbours push, with steps that grow shorter."""
    warm = math.sqrt(number) * 0.25
    for turn in range(_ROUNDS):
        near = cKDTree(spots).query_pairs(_REACH, output_type="ndarray")
        force = _sums(spots, near, number, lambda away: -1.0 / away**2) if len(near) else np.zeros_like(spots)
        force += _sums(spots, edges, number, lambda away: away)
        force -= spots * 0.02  # a little gravity keeps branches from drifting off
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        step = np.minimum(length, max(warm * (1 - turn / _ROUNDS), 0.03)) / length
        spots = spots + force * step[:, None]
    return spots


def _sums(
    spots: NDArray[np.float64],
    pairs: NDArray[np.int64],
    number: int,
    strength: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """The sum of forces on each dot along `pairs`; `strength` tells by distance how strong they pull."""
    one, other = pairs[:, 0], pairs[:, 1]
    apart = spots[other] - spots[one]
    away = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 0.05)
    pull = apart * strength(away)[:, None]
    ends = np.concatenate([one, other])
    both = np.concatenate([pull, -pull])
    columns = [np.bincount(ends, weights=both[:, axis], minlength=number) for axis in (0, 1)]
    return np.stack(columns, axis=1)


def _around(found: dict[str, Point], rings: Sequence[tuple[list[str], NDArray[np.float64]]]) -> None:
    """Put small parts on rings around what is placed, as many on each as there is room for."""
    radius = max((math.hypot(x, y) for x, y in found.values()), default=0.0)
    angle, out = -math.pi / 2, 0.0
    for part, spots in rings:
        size = float(np.hypot(spots[:, 0], spots[:, 1]).max()) + 0.8
        if out == 0.0 or angle >= 1.5 * math.pi:
            radius, angle, out = radius + max(out, size) + size, -math.pi / 2, 0.0
        half = math.asin(min(size / max(radius, size), 1.0))
        angle += half
        out = max(out, size)
        for name, (x, y) in zip(part, spots, strict=True):
            found[name] = (radius * math.cos(angle) + float(x), radius * math.sin(angle) + float(y))
        angle += half


def around(centre: str, others: Mapping[str, float]) -> dict[str, Point]:
    """Return places for one actor in the middle, and the others on rings around it, in order of their numbers.

    The lowest number stands at the left, the highest at the right, half of them above and half below: sorted from
    hostile to friendly, the sides of the picture are the sides taken.
    """
    ordered = sorted(others, key=lambda name: (others[name], name))
    found = {centre: (0.0, 0.0)}
    for number, name in enumerate(ordered):
        share = (number + 0.5) / len(ordered)
        up = 1 if number % 2 else -1
        ring = 1.0 if len(ordered) <= 14 else 0.72 + 0.28 * (number // 2 % 2)
        found[name] = (round(-math.cos(math.pi * share) * ring, 4), round(up * math.sin(math.pi * share) * ring, 4))
    return found
