"""Who wrote to whom: `network.gexf` (GEXF 1.2), correspondents as nodes, each delivery an edge with its days."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from converters import pipeline
from converters.collection import xml
from converters.collection.authorities import OWN, own_id, plain
from converters.collection.products.days import span
from converters.collection.products.precedence import effective
from converters.collection.products.product import Add, Collection, Record
from converters.model.metadata import Agent

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
  <meta><creator>dragoman</creator><description>{title}</description></meta>
  <graph mode="dynamic" defaultedgetype="directed" timeformat="date">
    <attributes class="node">
      <attribute id="type" title="type" type="string"/>
      <attribute id="place" title="place" type="string"/>
      <attribute id="authority" title="authority" type="string"/>
    </attributes>
    <attributes class="edge">
      <attribute id="record" title="record" type="string"/>
      <attribute id="delivery" title="delivery" type="string"/>
      <attribute id="precedence" title="precedence" type="string"/>
    </attributes>
"""


class Node(NamedTuple):
    """A correspondent: the entity of an authority list, else one type and name."""

    key: str
    name: str
    type: str
    place: str
    authority: str


class Edge(NamedTuple):
    """A delivery."""

    record: str
    source: Node
    target: Node
    start: str | None
    end: str | None
    delivery: str
    precedence: str


class Network:
    """Makes the network."""

    def taken(self, record: Record) -> list[Edge]:
        """The deliveries of a record, from its sender; none where that is not known."""
        known = record.document.metadata
        sender = known.agent("sender")
        sent = known.date("sent") or known.date("written")
        start, end = span(sent.edtf if sent is not None else None)
        if sender is None:
            return []
        return [
            Edge(record.stem, _node(sender), _node(one.to), start, end, one.type, effective(one, known) or "")
            for one in known.deliveries
        ]

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Keep the nodes, put the edges aside until all nodes are known."""
        nodes: dict[str, tuple[int, Node]] = {}
        with pipeline.replacing(folder / "network.gexf") as file, tempfile.TemporaryFile() as edges:
            count = 0

            def add(taken: list[Edge]) -> None:
                nonlocal count
                for edge in taken:
                    source, target = (
                        nodes.setdefault(one.key, (len(nodes), one))[0] for one in (edge.source, edge.target)
                    )
                    edges.write(_edge(count, source, target, edge).encode())
                    count += 1

            yield add
            file.write(_HEAD.format(title=_said(about.title)[1:-1]).encode())
            file.write(b"    <nodes>\n")
            for number, node in nodes.values():
                file.write(_node_element(number, node).encode())
            file.write(b"    </nodes>\n    <edges>\n")
            edges.seek(0)
            for line in edges:
                file.write(line)
            file.write(b"    </edges>\n  </graph>\n</gexf>\n")


def _node(agent: Agent) -> Node:
    own = own_id(agent.identifiers) or ""
    key = f"{OWN}:{own}" if own else f"{agent.type}:{plain(agent.name)}"
    return Node(key, agent.name, agent.type, agent.place or "", own)


def _node_element(number: int, node: Node) -> str:
    values = _values(("type", node.type), ("place", node.place), ("authority", node.authority))
    return f'      <node id="n{number}" label={_said(node.name)}>{values}</node>\n'


def _edge(number: int, source: int, target: int, edge: Edge) -> str:
    when = "".join(f' {name}="{day}"' for name, day in (("start", edge.start), ("end", edge.end)) if day is not None)
    values = _values(("record", edge.record), ("delivery", edge.delivery), ("precedence", edge.precedence))
    return f'      <edge id="e{number}" source="n{source}" target="n{target}"{when}>{values}</edge>\n'


def _values(*values: tuple[str, str]) -> str:
    said = "".join(f'<attvalue for="{name}" value={_said(value)}/>' for name, value in values if value)
    return f"<attvalues>{said}</attvalues>" if said else ""


def _said(text: str) -> str:
    return xml.attribute(xml.in_line(text))
