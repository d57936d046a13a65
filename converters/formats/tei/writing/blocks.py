"""Blocks that hold nothing but mixed text, and what all blocks share: numbers, indentation, layout.

`level` is how deep an element is indented; None where it must not be, because it stands in mixed text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from converters.formats.tei import vocabulary
from converters.formats.tei.kinds import FORMS
from converters.formats.tei.names import HEADING, PREFORMATTED, XML_SPACE
from converters.formats.tei.values import word
from converters.formats.tei.writing import inlines
from converters.formats.tei.writing.draft import Attributes, Draft
from converters.formats.tei.writing.inlines import content, formed
from converters.model import nodes as nd
from converters.model.node import Container, Node

Level = int | None
Write = Callable[[Draft, etree._Element, Any, Level], etree._Element]
_BREAKS = tuple("\n" + "  " * level for level in range(256))
_BLANK = " \t\n\r"


def below(level: Level) -> Level:
    """The level of the children."""
    return None if level is None else level + 1


def indent(element: etree._Element, level: Level) -> None:
    """Put every child of an element that holds no text on a line of its own."""
    if level is None or level + 1 >= len(_BREAKS) or not len(element):
        return
    inner = _BREAKS[level + 1]
    element.text = inner
    for child in element:
        child.tail = inner
    child.tail = _BREAKS[level]


def laid_out(draft: Draft, element: etree._Element, node: Container, level: Level) -> etree._Element:
    """Set the white space between the children of a container: its own layout, or our indentation.

    A layout that is more than white space, or has not one string for each child of the element, goes into the residue.
    """
    layout = node.layout
    if layout is None:
        indent(element, level)
    elif len(layout) == len(element) + 1 and not any(text.strip(_BLANK) for text in layout):
        element.set(XML_SPACE, "preserve")
        element.text = layout[0] or None
        for child, text in zip(element, layout[1:], strict=True):
            child.tail = text or None
    else:
        leave_on(draft, element, node, "layout", layout)
    return element


def leave_on(draft: Draft, element: etree._Element, node: Node, field: str, value: Any) -> None:
    """Put a field into the residue when the element is already there."""
    attributes: Attributes = dict(element.attrib)  # type: ignore[arg-type]
    draft.leave(node, attributes, field, value)
    for name, said in attributes.items():
        element.set(name, said)


def numbered(
    draft: Draft, element: etree._Element, label: nd.Label | None, marking: nd.Segment | None
) -> etree._Element | None:
    """Number and marking at the beginning of an element, with a blank between them; gives the last of them."""
    last = None
    if label is not None:
        last = draft.element(element, "label", label, {"type": "number"})
        content(draft, last, label.content)
    if marking is not None:
        if last is not None:
            last.tail = " "
        last = inlines.marking(draft, element, marking)
    return last


def numbered_content(draft: Draft, element: etree._Element, node: nd.Paragraph | nd.Heading) -> etree._Element:
    """Number, marking and text. A first word that only looks like a marking says that it is text."""
    label = node.number if isinstance(node, nd.Paragraph) else None
    last = numbered(draft, element, label, node.marking)
    first = len(element)
    content(draft, element, node.content, last, " " if last is not None and node.content else "")
    leading = node.content[0] if node.content else None
    if node.marking is None and isinstance(leading, nd.Segment) and leading.role == "portion-mark":
        element[first].set("function", "text")
    return element


def paragraph(draft: Draft, parent: etree._Element, node: nd.Paragraph, level: Level) -> etree._Element:
    """A paragraph."""
    attributes: Attributes = {}
    if node.number is not None and node.number.value is not None:
        attributes["n"] = draft.text(node.number.value)
    return numbered_content(draft, draft.element(parent, "p", node, attributes), node)


def heading(draft: Draft, parent: etree._Element, node: nd.Heading) -> etree._Element:
    """A heading where TEI lets one stand."""
    return numbered_content(draft, formed(draft, parent, node), node)


def odd_heading(draft: Draft, parent: etree._Element, node: nd.Heading, level: Level) -> etree._Element:
    """A heading in a place where TEI has none."""
    attributes: Attributes = {"type": HEADING}
    role, style = FORMS[nd.Heading].attributes
    draft.attribute(node, attributes, role._replace(name="subtype"))
    draft.attribute(node, attributes, style)
    return numbered_content(draft, draft.element(parent, "ab", node, attributes), node)


def line(draft: Draft, parent: etree._Element, node: nd.Line, tag: str = "ab") -> etree._Element:
    """A line: `ab`, in opener and closer `seg`, some by their role `note`."""
    attributes: Attributes = {}
    place = vocabulary.NOTE_LINES.get(node.role or "")
    if node.role is not None and place is not None:
        tag, attributes = "note", {"type": node.role, "place": place}
    elif node.role is not None:
        types = vocabulary.line_type(node.role)
        type = word(types[0]) if types is not None else None
        if types is None or type is None:
            draft.leave(node, attributes, "role", node.role)
        else:
            attributes.update({"type": type} if types[1] is None else {"type": type, "subtype": types[1]})
    element = draft.element(parent, tag, node, attributes)
    content(draft, element, node.content)
    return element


def line_block(draft: Draft, parent: etree._Element, node: nd.Line, level: Level) -> etree._Element:
    """A line among blocks."""
    return line(draft, parent, node)


def preformatted(draft: Draft, parent: etree._Element, node: nd.Preformatted, level: Level) -> etree._Element:
    """Text whose blanks mean something."""
    element = draft.element(parent, "ab", node, {"type": PREFORMATTED, XML_SPACE: "preserve"})
    content(draft, element, node.content)
    return element
