"""Ties as a directed graph: what its nodes and edges carry, and the graph as networkx has it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from dragoman.model import STATUSES, Actor, Claim
from dragoman.relations.ties import Tie, Word
from dragoman.show.exports.source import Source
from dragoman.show.exports.tie_rows import by_id, tie_row

if TYPE_CHECKING:
    import networkx

Value = str | int | bool | None

NODE: Final[Mapping[str, str]] = {"name": "string", "kind": "string", "side": "string"}
EDGE: Final[Mapping[str, str]] = {
    "word": "string", "sign": "int", "asserted": "boolean", "witnesses": "int", **dict.fromkeys(STATUSES, "int"),
    "documents": "int", "first": "string", "last": "string", "start": "string", "end": "string",
}  # fmt: skip

# What XML 1.0 cannot hold; half characters and control characters come from documents.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A side or an actor."""

    id: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie, with its values under EDGE."""

    source: str
    target: str
    word: Word
    sign: int
    values: dict[str, Value]


def graph_of(source: Source) -> tuple[list[Node], list[Edge]]:
    """Return the nodes by id, and the edges by their ends."""
    found = sorted(source.ties(), key=lambda tie: (tie.source, tie.target))
    actors = {actor.id: actor for actor in source.view.actors()}
    ids = sorted({end for tie in found for end in (tie.source, tie.target)})
    nodes = [
        Node(one, {
            "name": source.name(one),
            "kind": source.names.kind(one) or None,
            "side": actors[one].root if one in actors else one,
        })
        for one in ids
    ]  # fmt: skip
    claims = by_id(source.view.claims())
    edges = []
    for tie in found:
        row = tie_row(tie, claims, source.name)
        edges.append(Edge(tie.source, tie.target, tie.word, tie.sign, {name: row[name] for name in EDGE}))
    return nodes, edges


def to_networkx(ties: Iterable[Tie], claims: Iterable[Claim] = (), actors: Iterable[Actor] = ()) -> networkx.DiGraph:
    """Return ties as a networkx DiGraph: one edge for each tie, from source to target.

    An edge has `word`, `sign` (-1, 0, 1), `asserted`, `witnesses` (independent statements), their number by status
    (`did`, `did_not`, `planned`, `possible`, `advised`), `documents`, `first` and `last` (EDTF), `start` and `end`
    (days, ISO), `claim_ids`. What is not known is None. Days come from all dated claims of a tie where `claims` are
    given, else from `first` and `last`. A node has `name`, `kind` and `side` where `actors` are given.
    """
    import networkx  # noqa: PLC0415 - slow to load

    graph, known = networkx.DiGraph(), by_id(claims)
    listed = {actor.id: actor for actor in actors}
    for tie in ties:
        row = tie_row(tie, known, str)
        for end in (tie.source, tie.target):
            actor = listed.get(end)
            about = {} if actor is None else {"name": actor.name, "kind": actor.kind, "side": actor.root}
            graph.add_node(end, **about)
        graph.add_edge(tie.source, tie.target, **{name: row[name] for name in EDGE}, claim_ids=tie.claim_ids)
    return graph


def said(value: Value) -> str:
    """Return a value as XML formats write it; what XML cannot hold becomes U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", str(value))


def write_xml(root: ET.Element, out: BinaryIO) -> None:
    """Write an XML document, indented."""
    ET.indent(root)
    ET.ElementTree(root).write(out, encoding="UTF-8", xml_declaration=True)
    out.write(b"\n")
