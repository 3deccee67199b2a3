"""GEXF 1.3 (https://gexf.net): the ties as a dynamic directed graph, as Gephi opens it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import BinaryIO, Final

from dragoman.show.exports.graph import EDGE, NODE, Edge, Value, graph_of, said, write_xml
from dragoman.show.exports.source import TIES, Export, Source
from dragoman.show.palette import TONES, mark_of, rgb

_SPACE: Final = "http://gexf.net/1.3"
_VIZ: Final = "http://gexf.net/1.3/viz"
_XML_TYPES: Final = {"int": "integer", "boolean": "boolean", "string": "string"}
# Gephi draws by these; states are discs, as they are the most.
_SHAPES: Final = {"person": "square", "armed group": "triangle", "rival government": "diamond"}


def write(source: Source, out: BinaryIO) -> None:
    """Write nodes and edges. An edge lasts from the first to the last day that its dated claims can mean (both days
    are part of it); without dates it is always there. Its weight is the number of witnesses; colour tells the sign,
    and what is not asserted as fact is dashed.
    """
    nodes, edges = graph_of(source)
    root = ET.Element("gexf", {
        "xmlns": _SPACE,
        "xmlns:viz": _VIZ,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{_SPACE} {_SPACE}/gexf.xsd",
        "version": "1.3",
    })  # fmt: skip
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "dragoman"
    graph = ET.SubElement(root, "graph", {
        "defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval",
        "idtype": "string",
    })  # fmt: skip
    for sort, columns in (("node", NODE), ("edge", EDGE)):
        head = ET.SubElement(graph, "attributes", {"class": sort})
        for name, kind in columns.items():
            if name not in _ON_THE_EDGE:
                ET.SubElement(head, "attribute", {"id": f"{sort}-{name}", "title": name, "type": _XML_TYPES[kind]})
    listed = ET.SubElement(graph, "nodes", count=str(len(nodes)))
    for node in nodes:
        label = " ".join(said(node.values["name"]).split())
        element = ET.SubElement(listed, "node", id=said(node.id), label=label)
        _values(element, "node", node.values)
        ET.SubElement(element, "viz:shape", value=_SHAPES.get(str(node.values["kind"]), "disc"))
    drawn = ET.SubElement(graph, "edges", count=str(len(edges)))
    for number, edge in enumerate(edges):
        tone, _ = mark_of(source.names.words, edge.word, edge.sign)
        _edge(ET.SubElement(drawn, "edge", id=f"e{number}"), edge, TONES[tone])
    write_xml(root, out)


_ON_THE_EDGE: Final = ("start", "end")  # attributes of GEXF itself


def _edge(element: ET.Element, edge: Edge, colour: str) -> None:
    element.set("source", said(edge.source))
    element.set("target", said(edge.target))
    element.set("type", "directed")
    element.set("label", said(edge.values["word"]))
    element.set("weight", f"{edge.values['witnesses']}.0")
    for name in _ON_THE_EDGE:
        if edge.values[name] is not None:
            element.set(name, said(edge.values[name]))
    _values(element, "edge", {name: value for name, value in edge.values.items() if name not in _ON_THE_EDGE})
    red, green, blue = rgb(colour)
    ET.SubElement(element, "viz:color", r=str(red), g=str(green), b=str(blue))
    ET.SubElement(element, "viz:shape", value="solid" if edge.values["asserted"] else "dashed")


def _values(element: ET.Element, sort: str, values: dict[str, Value]) -> None:
    known = {name: value for name, value in values.items() if value is not None}
    holder = ET.SubElement(element, "attvalues")
    for name, value in known.items():
        ET.SubElement(holder, "attvalue", {"for": f"{sort}-{name}", "value": said(value)})


EXPORT = Export("gexf", "ties as a graph over time, for Gephi", write, tuple(TIES))
