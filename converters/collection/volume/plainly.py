"""A record without the marks that only say what words are: a volume shows names, dates and terms as it shows words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from converters.model import nodes as nd
from converters.model.node import Node
from converters.model.walk import joined, transform

_UNSEEN = (nd.Name, nd.Date, nd.Term)
_MARKING = "portion-mark"
_WITHHELD = "redacted"

_BARE: dict[type[Node], Callable[[Any], Node]] = {
    nd.Addition: lambda node: nd.Addition(content=node.content),
    nd.Deletion: lambda node: nd.Deletion(content=node.content),
    nd.Unclear: lambda node: nd.Unclear(content=node.content),
    nd.Supplied: lambda node: nd.Supplied(content=node.content),
    nd.Gap: lambda node: nd.Gap(content=node.content, reason=_WITHHELD if node.reason == _WITHHELD else None),
    nd.VerseLine: lambda node: nd.VerseLine(content=node.content),
    nd.LineBreak: lambda node: nd.LineBreak(),
}
"""Kinds whose style would say who did something and why: their look alone is kept."""


def plainly(section: nd.Section) -> nd.Section:
    """The section as it is seen: so that a Word file needs no style but those of the house."""
    return transform(section, _change)


def _change(node: Node) -> Node | tuple[Node | str, ...]:
    if isinstance(node, _UNSEEN) or (isinstance(node, nd.Segment) and node.role != _MARKING):
        return node.content
    bare = _BARE.get(type(node))
    if bare is not None:
        return bare(node)
    if isinstance(node, nd.Paragraph):
        return _paragraph(node)
    if isinstance(node, nd.Heading):
        marked = (*_words(node.marking), *node.content)
        return nd.Heading(content=_joined(marked), span=None)
    if isinstance(node, nd.Line):
        return nd.Line(content=node.content)
    return node


def _paragraph(node: nd.Paragraph) -> nd.Paragraph:
    """Number and marking as the first words of the text."""
    return nd.Paragraph(content=_joined((*_words(node.number), *_words(node.marking), *node.content)), lang=node.lang)


def _words(node: nd.Label | nd.Segment | None) -> tuple[Node | str, ...]:
    return (*node.content, " ") if node is not None else ()


def _joined(parts: tuple[Node | str, ...]) -> nd.Content:
    return joined(parts)
