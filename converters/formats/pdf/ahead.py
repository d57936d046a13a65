"""What the outline of a document will say, before anything of it is set: a table of contents stands before its pages.

This follows the setting of blocks in outline only. Where it errs, the document is set once more, with the outline that
was found the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from converters.formats.pdf.foreign import look_of
from converters.formats.pdf.foreign_tables import is_table
from converters.formats.pdf.job import Entry, Headings
from converters.formats.pdf.structure import HEADINGS, MAX_HEADING
from converters.model import nodes
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import child_fields, content_text, plain_text

_INSIDE = frozenset({"blocks", "items", "rows", "cells", "parts"})
"""The fields in which headings of the text stand; those of lists, tables and figures are captions."""


class Planned(NamedTuple):
    """A line of the table of contents: its level, counted from 1, and its words."""

    level: int
    title: str


def title_of(heading: nodes.Heading | nodes.Element) -> str:
    """What a heading says in an outline."""
    said = content_text(heading.content) if isinstance(heading, nodes.Heading) else plain_text(heading)
    return " ".join(said.split())


def level_of(type: str) -> int:
    """The level in the outline of a heading of a type (`Heading2`)."""
    return int(type[-1]) - 1


def foreign_type(depth: int) -> str:
    """The type of a heading of a foreign element at a depth."""
    return HEADINGS[min(max(depth, 2), MAX_HEADING) - 1]


def planned(document: Document) -> list[Planned]:
    """The lines of the table of contents, as far as they can be seen from the nodes."""
    headings = Headings()
    parts = (document.front, document.body, document.back)
    return [line for part in parts for line in _below(part, 1, headings)]


def found(outline: Iterable[Entry]) -> list[Planned]:
    """The lines that an outline has, when the document is set; its title is none of them."""
    return [Planned(entry.level, entry.title) for entry in outline if entry.level]


def _below(blocks: Iterable[Any], depth: int, headings: Headings) -> Iterator[Planned]:
    for node in blocks:
        if isinstance(node, nodes.Heading):
            yield from _heading(node, depth, headings)
        elif isinstance(node, nodes.Element):
            yield from _element(node, depth, headings)
        elif isinstance(node, Node):
            inner = depth + 1 if isinstance(node, nodes.Section) else depth
            for name in child_fields(type(node)):
                if name in _INSIDE:
                    yield from _below(getattr(node, name), inner, headings)


def _heading(node: nodes.Heading, depth: int, headings: Headings) -> Iterator[Planned]:
    type = headings.type(depth)
    title = title_of(node)
    if title:
        yield Planned(level_of(type), title)


def _element(node: nodes.Element, depth: int, headings: Headings) -> Iterator[Planned]:
    if is_table(node):
        return
    look = look_of(node)
    if look.setting == "heading":
        yield Planned(level_of(foreign_type(depth)), title_of(node))
    yield from _below(node.content, depth + look.deeper, headings)
