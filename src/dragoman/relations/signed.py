"""The signed network that ties make: who is friend and who is foe of whom, and which pairs are neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from dragoman.relations.ties import CONTACT, WITHDRAWAL, Tie


@dataclass(frozen=True, slots=True)
class Edge:
    """What two actors are to each other, both directions together; `first` sorts before `second`.

    `sign` is +1 or -1, or 0 for a pair that no camp can be read from; `word` says why ("mixed", "in contact", ...).
    `weight` (0 and more) counts the witnesses of that sign in the direction that has more of them.
    """

    first: str
    second: str
    sign: int
    weight: int
    claim_ids: tuple[str, ...]
    word: str

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends, in order."""
        return self.first, self.second


def edges_of(ties: Iterable[Tie]) -> tuple[Edge, ...]:
    """Return one Edge for each pair that has a tie, in order of their ends.

    A direction has a sign if the author asserts a stance or an act of one sign; a meeting, a request or a withdrawal
    alone has none, nor has what only a speaker says or what is only planned or possible. One signed direction gives
    the pair its sign; two that differ, or one that is mixed in itself, make it "mixed", with sign 0.
    """
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if tie.source != tie.target:
            first, second = sorted((tie.source, tie.target))
            pairs.setdefault((first, second), []).append(tie)
    return tuple(_edge(ends, sorted(found, key=lambda t: t.source)) for ends, found in sorted(pairs.items()))


def _edge(ends: tuple[str, str], ties: Sequence[Tie]) -> Edge:
    signs = {tie.sign for tie in ties if _signed(tie)}
    ids = tuple(dict.fromkeys(i for tie in ties for i in tie.claim_ids))
    if any(tie.word == "mixed" for tie in ties) or len(signs) > 1:
        return Edge(*ends, 0, 0, ids, "mixed")
    if not signs:
        return Edge(*ends, 0, 0, ids, ties[0].word)
    sign = signs.pop()
    told = next(tie for tie in ties if _signed(tie))
    return Edge(*ends, sign, max(_witnesses(tie, sign) for tie in ties), ids, told.word)


def _signed(tie: Tie) -> bool:
    return tie.asserted and tie.sign != 0 and tie.word not in {"in contact", "pulled back"}


def _witnesses(tie: Tie, sign: int) -> int:
    return sum(
        count.number
        for count in tie.counts
        if count.status == "did" and not count.claimed and count.sign == sign and count.kind not in CONTACT | WITHDRAWAL
    )


def network(edges: Iterable[Edge]) -> nx.Graph:
    """Return the signed edges as a graph whose edges have `sign` and `edge`; nodes and edges are put in by name."""
    chosen = sorted((edge for edge in edges if edge.sign), key=lambda edge: edge.ends)
    graph = nx.Graph()
    graph.add_nodes_from(sorted({end for edge in chosen for end in edge.ends}))
    graph.add_edges_from((*edge.ends, {"sign": edge.sign, "edge": edge}) for edge in chosen)
    return graph


def triangles(graph: nx.Graph) -> Iterator[tuple[str, str, str]]:
    """Yield each three nodes that are all joined, in order of their names."""
    for first in sorted(graph):
        later = sorted(node for node in graph[first] if node > first)
        for place, second in enumerate(later):
            for third in later[place + 1 :]:
                if graph.has_edge(second, third):
                    yield first, second, third


def sides_of(graph: nx.Graph, three: tuple[str, str, str]) -> tuple[Edge, Edge, Edge]:
    """Return the three edges of a triangle."""
    a, b, c = three
    return graph[a][b]["edge"], graph[b][c]["edge"], graph[a][c]["edge"]
