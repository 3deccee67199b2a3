"""Camps: how a signed network splits in two, which ties break the split, how balanced it is, and who stands between."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from dragoman.model import Finding
from dragoman.relations.frustration import is_broken, split
from dragoman.relations.signed import Edge, edges_of, network, sides_of, triangles

__all__ = ["Edge", "camps", "edges_of"]


def camps(edges: Iterable[Edge], time_limit: float | None = None) -> tuple[Finding, ...]:
    """Return what there is to say of the camps of a network, connected part by connected part, the largest first.

    `detail["part"]` tells the sort of finding, `detail["group"]` the number of the connected part (from 1):
    "split": `value` is the frustration index, the least number of ties that any split in two breaks; `detail` has
    `exact` (yes, no), `lower` (the proven lower bound), `nodes`, `ties`, and `chosen` (whether the choice among
    equally good splits was made by rule). Not exact, `value` is the best number found.
    "camp": one for each camp that has members, `subject`; `value` is their number, `detail["camp"]` 1 or 2.
    "either": an actor that could change camps alone without breaking more ties; `value` is the number of its camp.
    "broken": a tie that breaks the split; `value` is "friendly across" or "hostile within".
    "triangles": `value` counts the balanced ones, whose signs multiply to plus; `detail` has `triangles` and `share`
    (two decimals, empty without triangles). It is the degree of balance of D. Cartwright, F. Harary, "Structural
    balance: a generalization of Heider's theory", Psychological Review 63 (1956), for cycles of three.
    "broker": an actor with friendly ties into both camps; `value` counts those into the other camp, and
    `detail["betweenness"]` (0.00 to 1.00) is the share of shortest paths of the friendly network that run through it
    (L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977).
    "left out": a pair of sign 0, with its word as `value`; these come last and have no group.
    `time_limit` and the choice among equal splits are those of `frustration.split`.
    """
    given = tuple(edges)
    whole = network(given)
    parts = sorted((sorted(nodes) for nodes in nx.connected_components(whole)), key=lambda nodes: (-len(nodes), nodes))
    found: list[Finding] = []
    for number, nodes in enumerate(parts, 1):
        found += _group(whole.subgraph(nodes), str(number), time_limit)
    left = sorted((edge for edge in given if not edge.sign), key=lambda edge: edge.ends)
    for edge in left:
        why = f"the tie is {edge.word}: no sign to go by"
        found.append(Finding("camps", edge.ends, edge.word, why, edge.claim_ids, detail={"part": "left out"}))
    return tuple(found)


def _group(graph: nx.Graph, group: str, limit: float | None) -> list[Finding]:
    edges = sorted((edge for _, _, edge in graph.edges(data="edge")), key=lambda edge: edge.ends)
    best = split(edges, limit)
    ids = _ids(edges)
    broken, nodes = len(best.broken), tuple(sorted(graph))
    if best.exact:
        why = f"{broken} of {len(edges)} ties break the split; no split in two breaks fewer"
        why += "" if best.chosen else "; there may be others as good, the time limit came before the choice"
    else:
        why = f"{broken} of {len(edges)} ties break the best split found before the time limit; "
        why += f"no split breaks fewer than {best.lower}"
    detail = {
        "part": "split",
        "group": group,
        "exact": "yes" if best.exact else "no",
        "lower": str(best.lower),
        "chosen": "yes" if best.chosen else "no",
        "nodes": str(len(nodes)),
        "ties": str(len(edges)),
    }
    found = [Finding("camps", nodes, broken, why, ids, detail=detail)]
    found += _members(graph, best.camp, edges, group)
    found += [_broken(edge, best.camp, group) for edge in best.broken]
    return [*found, _balance(graph, nodes, group), *_brokers(edges, best.camp, group)]


def _members(graph: nx.Graph, camp: Mapping[str, int], edges: Sequence[Edge], group: str) -> list[Finding]:
    found, either = [], []
    for side in (0, 1):
        members = tuple(node for node in sorted(graph) if camp[node] == side)
        if not members:
            continue
        detail = {"group": group, "camp": str(side + 1)}
        ids = _ids(edge for edge in edges if {*edge.ends} & {*members})
        why = f"{len(members)} of {len(graph)} actors"
        found.append(Finding("camps", members, len(members), why, ids, detail={"part": "camp", **detail}))
        for node in members:
            if _could_change(graph, node, camp):
                why = "it could as well be in the other camp: as many of its ties would break"
                ids = _ids(edge for edge in edges if node in edge.ends)
                either.append(Finding("camps", (node,), side + 1, why, ids, detail={"part": "either", **detail}))
    return [*found, *either]


def _ids(edges: Iterable[Edge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for edge in edges for i in edge.claim_ids))


def _could_change(graph: nx.Graph, node: str, camp: Mapping[str, int]) -> bool:
    broken = [is_broken(data["edge"], camp) for data in graph[node].values()]
    return 2 * sum(broken) == len(broken)


def _broken(edge: Edge, camp: Mapping[str, int], group: str) -> Finding:
    across = camp[edge.first] != camp[edge.second]
    value = "friendly across" if across else "hostile within"
    why = f"{edge.word}, though they are in {'different camps' if across else 'the same camp'}"
    detail = {"part": "broken", "group": group, "weight": str(edge.weight)}
    return Finding("camps", edge.ends, value, why, edge.claim_ids, detail=detail)


def _balance(graph: nx.Graph, nodes: tuple[str, ...], group: str) -> Finding:
    found = [sides_of(graph, three) for three in triangles(graph)]
    balanced = sum(math.prod(edge.sign for edge in sides) > 0 for sides in found)
    share = f"{balanced / len(found):.2f}" if found else ""
    why = f"{balanced} of {len(found)} triangles are balanced" if found else "there is no triangle"
    ids = _ids(edge for sides in found for edge in sides)
    detail = {"part": "triangles", "group": group, "triangles": str(len(found)), "share": share}
    return Finding("camps", nodes, balanced, why, ids, detail=detail)


def _brokers(edges: Sequence[Edge], camp: Mapping[str, int], group: str) -> list[Finding]:
    """Actors with friendly ties into both camps, those first through whom most shortest friendly paths run."""
    friendly = network([edge for edge in edges if edge.sign > 0])
    central: dict[str, float] = nx.betweenness_centrality(friendly)
    found = []
    for node in friendly:
        across = [other for other in friendly[node] if camp[other] != camp[node]]
        if not across or len(across) == len(friendly[node]):
            continue
        ids = _ids(data["edge"] for data in friendly[node].values())
        own = len(friendly[node]) - len(across)
        why = f"friendly with {own} of its own camp and {len(across)} of the other"
        detail = {"part": "broker", "group": group, "betweenness": f"{central[node]:.2f}"}
        found.append(Finding("camps", (node,), len(across), why, ids, detail=detail))
    return sorted(found, key=lambda f: (-central[f.subject[0]], f.subject))
