"""Containers: sections, lists, quotations, verse, figures, openers and closers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from converters.formats.docx import kinds
from converters.formats.docx.element_lines import ElementLine, parts_of
from converters.formats.docx.marks import Mark
from converters.formats.docx.writing.build import Scope
from converters.formats.docx.writing.numbering import LEVELS, STEP
from converters.formats.docx.writing.paragraphs import Paragraphs, any_heading
from converters.model.node import Node
from converters.model.nodes import (
    Closer,
    Element,
    Figure,
    Heading,
    Item,
    Line,
    List,
    Opener,
    Paragraph,
    Preformatted,
    Quotation,
    Section,
    Verse,
)

QUOTATION_INDENT: Final = 567
"""How far a quotation stands in, in twips (10 mm)."""
_TEXT: Final = (Paragraph, Line, Heading, Preformatted)
"""What an item can begin with so that its mark stands on the same line."""


def section(self: Paragraphs, node: Section, scope: Scope) -> None:
    """A division: where it has a heading, that and those in it are one level deeper."""
    inner = scope.within(node)._replace(depth=scope.depth + _has_heading(node.blocks))
    self.stretch(node, lambda: self.write(node.blocks, inner))


def _has_heading(blocks: Iterable[Node]) -> bool:
    return any(
        isinstance(block, Heading) or (isinstance(block, Opener) and _has_heading(block.parts)) for block in blocks
    )


def opener_or_closer(self: Paragraphs, node: Opener | Closer, scope: Scope) -> None:
    """What stands before or after the text."""
    self.stretch(node, lambda: self.write(node.parts, scope.within(node)))


def quotation(self: Paragraphs, node: Quotation, scope: Scope) -> None:
    """Quoted text stands in."""
    inner = scope.within(node)._replace(indent=scope.indent + QUOTATION_INDENT)
    self.stretch(node, lambda: self.write(node.blocks, inner))


def verse(self: Paragraphs, node: Verse, scope: Scope) -> None:
    """Lines and stanzas."""
    self.stretch(node, lambda: self.write(node.lines, scope.within(node)))


def figure(self: Paragraphs, node: Figure, scope: Scope) -> None:
    """Pictures in a paragraph of their own, the caption below."""
    inner = scope.within(node)

    def inside() -> None:
        self.settle(inner)
        self.story.out.append(
            f'<w:p><w:pPr><w:pStyle w:val="{self.build.style_ids["Figure"]}"/></w:pPr>{self.story.take_pending()}'
        )
        self.inlines.content(node.images, self.build.root(inner.lang))
        self.story.end_paragraph()
        if node.caption is not None:
            any_heading(self, node.caption, kinds.mark_of(kinds.FIGURE_CAPTION, node.caption), inner)

    self.stretch(node, inside)


def list_(self: Paragraphs, node: List, scope: Scope) -> None:
    """A list with real numbering; items with labels of their own show those."""
    inner = scope.within(node)

    def inside() -> None:
        if node.heading is not None:
            any_heading(self, node.heading, kinds.mark_of(kinds.LIST_HEADING, node.heading), inner)
        numbered = any(item.label is None for item in node.items)
        level = min(scope.level, LEVELS - 1)
        number = self.build.numbering.add(node.style, level) if numbered else 0
        deeper = inner._replace(level=scope.level + 1, indent=scope.indent + STEP)
        for item in node.items:
            _item(self, item, deeper, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    self.stretch(node, inside)


def _item(self: Paragraphs, node: Item, scope: Scope, numbering: str) -> None:
    inner = scope.within(node)

    def inside() -> None:
        self.begin_item(numbering if node.label is None else "", node)
        if not node.blocks or not isinstance(node.blocks[0], _TEXT):
            self.settle(inner)
        self.write(node.blocks, inner)

    self.stretch(node, inside)


def element(self: Paragraphs, node: Element, scope: Scope) -> None:
    """The text of a foreign element: its blocks as blocks, the text between them as paragraphs."""
    self.build.approximate(node, f"the text of the element {node.name} is shown, its markup is not")
    parts = [part for part in parts_of(node) if not isinstance(part, str)]
    if len(parts) > 1:
        self.bounded(node, lambda: self.write(parts, scope.within(node)))
    else:
        self.write(parts, scope.within(node))


def element_line(self: Paragraphs, node: ElementLine, scope: Scope) -> None:
    """A stretch of text in a foreign element."""
    self.leaf(node, Mark("Element Text"), scope)
