"""What was understood of a record, as data: the facts, the outline, the repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node, Span
from converters.model.nodes import (
    Certainty,
    Choice,
    Figure,
    Heading,
    List,
    Paragraph,
    Preformatted,
    Quotation,
    Section,
    Supplied,
    Table,
    Verse,
)
from converters.model.walk import children, content_text, plain_text, walk
from converters.report import kind_name

LONGEST = 60
"""Characters of a text that an outline shows."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the outline: a block, how deep it lies, and the first words it says."""

    depth: int
    kind: str
    text: str
    number: str | None = None
    marking: str | None = None
    id: str | None = None


class Repair(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place where a reading is proposed for what stands in the source; `id` is that of the nearest node."""

    stood: str
    proposed: str
    reason: str | None = None
    certainty: Certainty | None = None
    id: str | None = None
    span: Span | None = None


class Overview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was understood of one document. `contents` counts its nodes by kind."""

    id: str | None = None
    metadata: Metadata
    outline: tuple[Entry, ...] = ()
    repairs: tuple[Repair, ...] = ()
    contents: dict[str, int] = {}


def overview(document: Document) -> Overview:
    """What was understood of a document."""
    blocks = (*document.front, *document.body, *document.back)
    return Overview(
        id=document.id,
        metadata=document.metadata,
        outline=tuple(entry for block in blocks for entry in _outline(block, 0)),
        repairs=tuple(_repairs(document)),
        contents=dict(sorted(Counter(kind_name(type(node)) for node in walk(document)).items())),
    )


def _outline(node: Node, depth: int) -> Iterator[Entry]:
    kind = type(node)
    words = _WORDS.get(kind)
    if words is not None:
        yield Entry(
            depth=depth,
            kind=kind_name(kind),
            text=_first_words(words(node)),
            number=node.number.value if isinstance(node, Paragraph) and node.number else None,
            marking=_marking(node),
            id=node.id,
        )
    if kind in _OPENED:
        for child in children(node):
            yield from _outline(child, depth + 1)


def _marking(node: Node) -> str | None:
    marking = node.marking if isinstance(node, Paragraph | Heading) else None
    return (marking.value or plain_text(marking)) if marking else None


_OPENED = frozenset({Section, Quotation})
"""Blocks whose own blocks are entries of the outline."""

_WORDS: dict[type[Node], Callable[[Any], str]] = {
    Section: lambda section: section.role or section.n or "",
    Heading: lambda heading: content_text(heading.content),
    Paragraph: lambda paragraph: content_text(paragraph.content),
    List: lambda some: f"{len(some.items)} items",
    Table: lambda table: plain_text(table.caption) if table.caption else f"{len(table.rows)} rows",
    Figure: lambda figure: plain_text(figure.caption) if figure.caption else _alternative(figure),
    Quotation: lambda quotation: "",
    Verse: lambda verse: plain_text(next(children(verse), verse)),
    Preformatted: lambda block: content_text(block.content),
}
"""What the outline says of each kind of block that it shows."""


def _alternative(figure: Figure) -> str:
    return next((image.alt for image in figure.images if image.alt), "")


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _repairs(document: Document) -> Iterator[Repair]:
    """Corrections and what is supplied, in order. Regular spellings and expanded abbreviations mend nothing."""
    stack: list[tuple[Node, str | None]] = [(document, document.id)]
    while stack:
        node, nearest = stack.pop()
        if isinstance(node, Choice) and node.type == "sic-corr":
            yield Repair(
                stood=content_text(node.original),
                proposed=content_text(node.proposed),
                reason=node.reason,
                certainty=node.certainty,
                id=node.id or nearest,
                span=node.span,
            )
        elif isinstance(node, Supplied):
            yield Repair(
                stood="",
                proposed=content_text(node.content),
                reason=node.reason,
                certainty=node.certainty,
                id=node.id or nearest,
            )
        below = tuple((child, child.id or nearest) for child in children(node))
        stack.extend(reversed(below))
