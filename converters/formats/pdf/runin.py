"""Blocks that stand in the midst of a line: their words follow one another, and their structure stands in the tree."""

from __future__ import annotations

from converters.formats.pdf import structure
from converters.formats.pdf.grid import grid
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.tables import Types, cell_element, rows_of
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Style
from converters.model import nodes
from converters.model.node import Node
from converters.model.walk import child_fields

_TYPES: dict[type[Node], str] = {nodes.Heading: structure.CAPTION, nodes.Figure: "FigureBlock"}


_AHEAD = ("number", "marking", "heading")
"""Fields that stand before the text of a block, whatever their order in the model."""


def run_in(setter: Setter, node: Node, element: Element, style: Style, field: str | None) -> None:
    """Add a block as part of a line. Blocks of text stand between blanks."""
    child = element.of(node, _TYPES.get(type(node)), field)
    if isinstance(node, nodes.Table):
        _table(setter, node, child, style)
    elif isinstance(node, nodes.Item):
        _item(setter, node, child, style)
    else:
        is_text = hasattr(node, "content")
        if is_text:
            setter.generated(" ", style, child)
        _fields(setter, node, child, style)
        if is_text:
            setter.generated(" ", style, child)


def _fields(setter: Setter, node: Node, element: Element, style: Style) -> None:
    names = child_fields(type(node))
    for name in (*(one for one in _AHEAD if one in names), *(one for one in names if one not in _AHEAD)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            setter.content(value, element, style)
        elif value is not None:
            setter.node(value, element, style, name)
            setter.generated(" ", style, element)


def _item(setter: Setter, node: nodes.Item, element: Element, style: Style) -> None:
    if node.label is not None:
        setter.content(node.label.content, element.of(node.label, "ItemLabel", "label"), style)
        setter.generated(" ", style, element)
    body = element.child("ItemBody")
    if node.marking is not None:
        setter.node(node.marking, body, style, "marking")
        setter.generated(" ", style, body)
    setter.content(node.blocks, body, style)


def _table(setter: Setter, node: nodes.Table, element: Element, style: Style) -> None:
    if node.caption is not None:
        setter.node(node.caption, element, style, "caption")
    rows = rows_of(node)
    for row, places in zip(rows, grid(rows), strict=True):
        line = element.of(row.node)
        for place in places:
            cell = cell_element(place, row, line, Types())
            if place.cell is not None:
                setter.content(place.cell.content, cell, style)
