"""A record without the marks that only say what words are: a volume shows names, dates and terms as it shows words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

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
    nd.Line: lambda node: nd.Line(content=node.content, lang=node.lang),
    nd.Heading: lambda node: nd.Heading(content=joined((*_words(node.marking), *node.content)), lang=node.lang),
    nd.Paragraph: lambda node: nd.Paragraph(
        content=joined((*_words(node.number), *_words(node.marking), *node.content)), lang=node.lang
    ),
}
"""Kinds whose style would say who did something and why: their look alone is kept."""


def plainly(section: nd.Section) -> nd.Section:
    """The section as it is seen: so that a Word file needs no style but those of the house."""
    return transform(section, _change)


def _change(node: Node) -> Node | tuple[Node | str, ...]:
    if isinstance(node, _UNSEEN):
        return _opened(node.content)
    content = getattr(node, "content", None)
    if content is not None:
        node = msgspec.structs.replace(node, content=_opened(content))
    bare = _BARE.get(type(node))
    return bare(node) if bare is not None else node


def _opened(content: tuple[Any, ...]) -> tuple[Any, ...]:
    """Mixed text with the words of its segments in their place; a marking that is a field of a block stays one."""
    parts: list[Any] = []
    for part in content:
        if isinstance(part, nd.Segment) and part.role != _MARKING:
            parts += part.content
        else:
            parts.append(part)
    return joined(parts)


def _words(node: nd.Label | nd.Segment | None) -> tuple[Any, ...]:
    """Number and marking as the first words of the text."""
    return (*_opened(node.content), " ") if node is not None else ()
