"""GraphML (http://graphml.graphdrawing.org): the ties as a directed graph."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import BinaryIO, Final

from dragoman.model import content_id
from dragoman.show.exports.graph import EDGE, NODE, Value, graph_of, said, write_xml
from dragoman.show.exports.source import TIES, Export, Source

_SPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA: Final = f"{_SPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_TOKEN: Final = re.compile(r"[\w.:\-]+", re.ASCII)


def write(source: Source, out: BinaryIO) -> None:
    """Write nodes and edges; a value that is not known is left out. The actor's id is the node's, where GraphML can
    take it as one (it takes no blanks there), and stands under `actor` in any case.
    """
    nodes, edges = graph_of(source)
    root = ET.Element("graphml", {
        "xmlns": _SPACE,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": _SCHEMA,
    })  # fmt: skip
    for sort, columns in (("node", {"actor": "string", **NODE}), ("edge", EDGE)):
        for name, kind in columns.items():
            ET.SubElement(root, "key", {"id": _key(sort, name), "for": sort, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", {"id": source.what, "edgedefault": "directed"})
    for node in nodes:
        _data(ET.SubElement(graph, "node", id=_id(node.id)), "node", {"actor": node.id, **node.values})
    for number, edge in enumerate(edges):
        ends = {"id": f"e{number}", "source": _id(edge.source), "target": _id(edge.target)}
        _data(ET.SubElement(graph, "edge", ends), "edge", edge.values)
    write_xml(root, out)


def _key(sort: str, name: str) -> str:
    return f"{sort}-{name}"


def _data(element: ET.Element, sort: str, values: dict[str, Value]) -> None:
    for name, value in values.items():
        if value is not None:
            ET.SubElement(element, "data", key=_key(sort, name)).text = said(value)


def _id(actor_id: str) -> str:
    if _TOKEN.fullmatch(actor_id):
        return actor_id
    return f"{re.sub(r'[^A-Za-z0-9.:-]', '_', actor_id)}_{content_id(actor_id)[:6]}"


EXPORT = Export("graphml", "ties as a graph, for most programs", write, tuple(TIES))
