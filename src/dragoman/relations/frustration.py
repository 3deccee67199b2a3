"""The split of a signed network into two camps that breaks the fewest ties, found exactly.

A tie is broken ("frustrated") when it is friendly across the camps or hostile within one; the least number of broken
ties is the frustration index. It is the optimum of a 0/1 linear programme with a variable for each node (its camp) and
one for each tie (broken or not), in the manner of S. Aref, A. J. Mason, M. C. Wilson, "A modeling and computational
study of the frustration index in signed networks", Networks 75 (2020). Added here: of a triangle the number of broken
ties is odd or even as that of its hostile ties is, which gives the solver four inequalities each; and blocks that hang
together by one node only are solved alone, since turning one of them round breaks nothing.

The solver is HiGHS (Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10, 2018), as scipy.optimize.milp calls it. A time limit, where one is given, is kept by the
clock inside the solver: a result under a limit that was hit may differ between machines, and says so. Any other result
is settled by the rule below and does not depend on the way that the solver took.

Of several best splits one is chosen by rule: the one whose broken ties have the least weight together; of those, the
one that comes first when each block's nodes are taken by name and each is put in the first camp where it can be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from dragoman.relations.signed import Edge, network, sides_of, triangles

_AT_ONCE: Final = 10  # nodes in one run of the choice by name: 2^10 times the solver's tolerance is far below one
_NEARLY: Final = 1e-6

Camps = dict[str, int]
Row = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Split:
    """Two camps: `camp` of each node (0 or 1) and the ties that the split breaks, in order of their ends.

    `lower` is what is proven that no split goes below; `exact` where it is the number broken. `chosen` is False where
    the time limit came before the choice among equals was made.
    """

    camp: Camps
    broken: tuple[Edge, ...]
    lower: int
    exact: bool
    chosen: bool


def split(edges: Sequence[Edge], time_limit: float | None = None) -> Split:
    """Return the split of a network that breaks the fewest ties; edges of sign 0 are left out.

    In each connected part the node that comes first by name is in camp 0: nothing else says which camp is which, and
    nothing relates the camps of two parts. `time_limit` is in seconds, for each run of the solver: one for each block
    that is not balanced, and a few to choose among equals. Raises ValueError for a limit that is not above 0.
    """
    if time_limit is not None and not time_limit > 0:
        raise ValueError(f"the time limit must be above 0 seconds, not {time_limit}")
    graph = network(edges)
    blocks = sorted(sorted(nodes) for nodes in nx.biconnected_components(graph))
    solved = [_block(graph.subgraph(nodes), time_limit) for nodes in blocks]
    camp = _joined(graph, [one[0] for one in solved])
    broken = tuple(edge for edge in _edges(graph) if is_broken(edge, camp))
    lower = sum(one[1] for one in solved)
    return Split(camp, broken, lower, lower == len(broken), all(one[2] for one in solved))


def is_broken(edge: Edge, camp: Mapping[str, int]) -> bool:
    """Return whether an edge is friendly across the camps or hostile within one."""
    return (camp[edge.first] == camp[edge.second]) != (edge.sign > 0)


def _edges(graph: nx.Graph) -> list[Edge]:
    return sorted((edge for _, _, edge in graph.edges(data="edge")), key=lambda edge: edge.ends)


def _joined(graph: nx.Graph, parts: Sequence[Camps]) -> Camps:
    """The camps of all blocks together: a block is turned round where a node it shares says so."""
    camp: Camps = {}
    holding: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        for node in part:
            holding.setdefault(node, []).append(number)
    placed: set[int] = set()
    for start in sorted(graph):
        waiting = [start] if start not in camp else []
        camp.setdefault(start, 0)
        while waiting:
            node = waiting.pop()
            for number in holding.get(node, ()):
                if number not in placed:
                    placed.add(number)
                    turn = camp[node] ^ parts[number][node]
                    new = [other for other in sorted(parts[number]) if other not in camp]
                    camp.update({other: parts[number][other] ^ turn for other in new})
                    waiting += new
    return camp


def _block(graph: nx.Graph, limit: float | None) -> tuple[Camps, int, bool]:
    """The camps of a block, what is proven about the number broken, and whether the choice among equals was made."""
    found = _by_tree(graph)
    if not any(is_broken(edge, found) for edge in _edges(graph)):
        return found, 0, True  # a balanced block has one split only
    programme = _Programme(graph, limit)
    return programme.solved(_improved(graph, found))


def _by_tree(graph: nx.Graph) -> Camps:
    """The camps that break no tie of a spanning tree."""
    first = min(graph)
    camp = {first: 0}
    waiting = [first]
    while waiting:
        node = waiting.pop(0)
        for other in sorted(graph[node]):
            if other not in camp:
                camp[other] = camp[node] ^ int(graph[node][other]["sign"] < 0)
                waiting.append(other)
    return camp


def _improved(graph: nx.Graph, camp: Camps) -> Camps:
    """The camps after moving one node at a time for as long as that breaks fewer ties."""
    best = dict(camp)

    def gain(node: str) -> int:
        broken = [is_broken(data["edge"], best) for data in graph[node].values()]
        return 2 * sum(broken) - len(broken)

    while True:
        node = max(sorted(graph), key=gain)
        if gain(node) <= 0:
            return best
        best[node] ^= 1


class _Programme:
    """The 0/1 programme of one block: first the nodes' variables, then the ties'."""

    def __init__(self, graph: nx.Graph, limit: float | None) -> None:
        self.nodes = sorted(graph)
        self.edges = _edges(graph)
        self.limit = limit
        self.number = {node: place for place, node in enumerate(self.nodes)}
        of = {edge.ends: len(self.nodes) + place for place, edge in enumerate(self.edges)}
        self.rows: list[tuple[Row, float]] = []
        for edge in self.edges:
            one, other, tie = self.number[edge.first], self.number[edge.second], of[edge.ends]
            if edge.sign > 0:
                self.rows += [({tie: 1, one: -1, other: 1}, 0), ({tie: 1, one: 1, other: -1}, 0)]
            else:
                self.rows += [({tie: 1, one: -1, other: -1}, -1), ({tie: 1, one: 1, other: 1}, 1)]
        for three in triangles(graph):
            self.rows += _of_triangle([(of[edge.ends], edge.sign) for edge in sides_of(graph, three)])
        degrees = dict(graph.degree())
        # Any node may be held in camp 0; the one with most ties leaves the solver least to do.
        self.held = {self.number[max(self.nodes, key=lambda node: degrees[node])]: 0}

    def solved(self, start: Camps) -> tuple[Camps, int, bool]:
        """The best camps (`start` where the solver has none better), the proven bound, whether the choice was made."""
        ties = range(len(self.nodes), len(self.nodes) + len(self.edges))
        count = dict.fromkeys(ties, 1.0)
        best, bound, done = self._run(count)
        camp = best if best is not None and self._broken(best) <= self._broken(start) else start
        lower = max(math.ceil(bound - _NEARLY), self._apart())
        if not done or lower < self._broken(camp):
            return camp, min(lower, self._broken(camp)), False
        self.rows.append((dict.fromkeys(ties, -1.0), -float(self._broken(camp))))
        weights = {place: float(edge.weight) for place, edge in zip(ties, self.edges, strict=True)}
        if len(set(weights.values())) > 1:
            lightest, weight, done = self._run(weights)
            if lightest is None or not done:
                return camp, lower, False
            camp = lightest
            self.rows.append(({place: -one for place, one in weights.items()}, -float(round(weight))))
        by_name = self._first_by_name()
        return (camp, lower, False) if by_name is None else (by_name, lower, True)

    def _first_by_name(self) -> Camps | None:
        """Of the camps that the rows still allow those that come first by name; None where the time ran out."""
        self.held = {0: 0}
        camp: Camps | None = None
        for begin in range(1, len(self.nodes), _AT_ONCE):
            places = range(begin, min(begin + _AT_ONCE, len(self.nodes)))
            camp, _, done = self._run({place: 2.0 ** (places[-1] - place) for place in places})
            if camp is None or not done:
                return None
            self.held |= {place: camp[self.nodes[place]] for place in places}
        return camp

    def _broken(self, camp: Camps) -> int:
        return sum(is_broken(edge, camp) for edge in self.edges)

    def _apart(self) -> int:
        """How many unbalanced triangles there are that share no tie: each has a broken one of its own."""
        used: set[tuple[str, str]] = set()
        found = 0
        graph = network(self.edges)
        for three in triangles(graph):
            sides = sides_of(graph, three)
            if math.prod(edge.sign for edge in sides) < 0 and not used & {edge.ends for edge in sides}:
                used |= {edge.ends for edge in sides}
                found += 1
        return found

    def _run(self, goal: Mapping[int, float]) -> tuple[Camps | None, float, bool]:
        """Minimise; return the camps (None without any), the proven lower bound, and whether that is the optimum."""
        size = len(self.nodes) + len(self.edges)
        cost = np.zeros(size)
        cost[list(goal)] = list(goal.values())
        entries = [(row, place, value) for row, (terms, _) in enumerate(self.rows) for place, value in terms.items()]
        row, place, value = zip(*entries, strict=True)
        matrix = csr_array((value, (row, place)), shape=(len(self.rows), size))
        low, high = np.zeros(size), np.ones(size)
        for held, camp in self.held.items():
            low[held] = high[held] = camp
        # With the camps whole numbers, the ties' variables are so by themselves.
        whole = np.r_[np.ones(len(self.nodes)), np.zeros(len(self.edges))]
        options: dict[str, float] = {"mip_rel_gap": 0.0}
        if self.limit is not None:
            options["time_limit"] = self.limit
        result: Any = milp(
            cost, integrality=whole, bounds=Bounds(low, high), options=options,
            constraints=LinearConstraint(matrix, np.array([least for _, least in self.rows]), np.inf),
        )  # fmt: skip
        told = result.mip_dual_bound
        bound = float(told) if told is not None and math.isfinite(told) else 0.0
        if result.x is None:
            return None, bound, False
        camps = {node: round(float(result.x[number])) for node, number in self.number.items()}
        return camps, float(result.fun) if result.status == 0 else bound, result.status == 0


def _of_triangle(ties: Sequence[tuple[int, int]]) -> list[tuple[Row, float]]:
    """The four inequalities of a triangle, given the variable and sign of each of its ties.

    With an even number of hostile ties none or two are broken; with an odd number one or all three are.
    """
    places = [place for place, _ in ties]
    if math.prod(sign for _, sign in ties) > 0:
        rows: list[tuple[Row, float]] = [({**dict.fromkeys(places, 1.0), one: -1.0}, 0.0) for one in places]
        return [*rows, (dict.fromkeys(places, -1.0), -2.0)]
    rows = [({**dict.fromkeys(places, -1.0), one: 1.0}, -1.0) for one in places]
    return [*rows, (dict.fromkeys(places, 1.0), 1.0)]
