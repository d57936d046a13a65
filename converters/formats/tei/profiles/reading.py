"""The clean reading text: one reading of each place, no debris of pages, no machine header."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import joined, transform
from converters.report import Report

TRANSMISSION = "transmission"
_DEBRIS = re.compile(r"¶|-{3,}")
_WHY: dict[type[Node], str] = {
    nd.Choice: "the reading text has what is proposed, not what stands there",
    nd.Surplus: "the reading text leaves out what does not belong there",
    nd.Furniture: "the reading text leaves out what belongs to the page",
    nd.LineBreak: "the reading text leaves out the ends of lines",
    nd.Deletion: "the reading text leaves out what was struck out",
    nd.Addition: "the reading text does not say what was added",
    nd.Comment: "the reading text leaves out comments in the markup",
    nd.Instruction: "the reading text leaves out instructions in the markup",
}


def edit(document: Document, report: Report) -> Document:
    """The document with its reading text alone; the metadata stay whole."""

    def change(node: Node) -> Node | tuple[Node | str, ...] | None:
        why = _WHY.get(type(node))
        if why is not None:
            report.warn("profile", why, node)
            return _instead(node)
        if isinstance(node, nd.Gap) and node.content:
            report.warn("profile", "the reading text leaves out the characters in the place of a gap", node)
            return msgspec.structs.replace(node, content=())
        return _clean(node, report)

    front = []
    for block in document.front:
        if isinstance(block, nd.Section) and block.role == TRANSMISSION:
            report.warn("profile", "the reading text leaves out the machine header", block)
        else:
            front.append(block)
    return transform(msgspec.structs.replace(document, front=tuple(front)), change)


def _instead(node: Node) -> tuple[Node | str, ...] | None:
    """What stands in the reading text for a node that it does not have."""
    if isinstance(node, nd.Choice):
        return node.proposed
    if isinstance(node, nd.Addition):
        return node.content
    if isinstance(node, nd.LineBreak) and not node.joins:
        return (" ",)
    return None


def _clean(node: Node, report: Report) -> Node:
    """A node without the marks of a publisher in its text, and without a layout that may not fit any more."""
    changes: dict[str, Any] = {}
    content = getattr(node, "content", ())
    if not isinstance(node, nd.Preformatted) and any(
        isinstance(part, str) and _DEBRIS.search(part) for part in content
    ):
        report.warn("profile", "the reading text leaves out pilcrows and rules of dashes", node)
        changes["content"] = joined(_DEBRIS.sub("", part) if isinstance(part, str) else part for part in content)
    if getattr(node, "layout", None) is not None:
        changes["layout"] = None
    return msgspec.structs.replace(node, **changes) if changes else node
