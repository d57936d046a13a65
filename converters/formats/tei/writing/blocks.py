"""Blocks that hold nothing but mixed text, and what all blocks share: numbers, layout."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from converters.formats.tei import vocabulary
from converters.formats.tei.kinds import FORMS
from converters.formats.tei.names import HEADING, PREFORMATTED
from converters.formats.tei.values import word
from converters.formats.tei.writing import inlines
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.inlines import content, form_attributes
from converters.formats.tei.writing.markup import SPACE, Attributes, Level, lines
from converters.model import nodes as nd
from converters.model.node import Container

Write = Callable[[Draft, Any, Level], str]
_BLANK: Final = " \t\n\r"


def laid_out(draft: Draft, node: Container, attributes: Attributes, children: list[str], level: Level) -> str:
    """The children of a container with the white space between them: its own layout, or our indentation.

    `attributes` are those of its element. A layout that is more than white space, or has not one string for each child
    and one more, goes into the residue.
    """
    layout = node.layout
    if layout is None:
        return lines(children, level)
    if len(layout) != len(children) + 1 or any(text.strip(_BLANK) for text in layout) or any(map(_is_pair, children)):
        draft.leave(node, attributes, "layout", layout)
        return "".join(children)
    attributes[SPACE] = "preserve"
    between = [draft.text(text) for text in layout]
    return between[0] + "".join([child + text for child, text in zip(children, between[1:], strict=True)])


def _is_pair(child: str) -> bool:
    """Whether a child is a comment or an instruction with an anchor before it, which are two."""
    return child.startswith("<anchor ")


def numbered(draft: Draft, label: nd.Label | None, marking: nd.Segment | None) -> list[str]:
    """Number and marking at the beginning of an element."""
    found = []
    if label is not None:
        found.append(draft.element("label", label, {"type": "number"}, content(draft, label.content)))
    if marking is not None:
        found.append(inlines.marking(draft, marking))
    return found


def numbered_content(draft: Draft, node: nd.Paragraph | nd.Heading) -> str:
    """Number, marking and text, with a blank between them."""
    parts = numbered(draft, node.number if isinstance(node, nd.Paragraph) else None, node.marking)
    if node.content and node.marking is None:
        parts.append(inlines.unmarked(draft, node.content))
    elif node.content:
        parts.append(content(draft, node.content))
    return " ".join(parts)


def paragraph(draft: Draft, node: nd.Paragraph, level: Level) -> str:
    """A paragraph."""
    attributes: Attributes = {}
    if node.number is not None and node.number.value is not None:
        attributes["n"] = draft.held(node.number.value)
        draft.remark("numbering", draft.remarks.out_of_order(node.number.value), node, attributes)
    remark_level(draft, node, attributes)
    return draft.element("p", node, attributes, numbered_content(draft, node))


def remark_level(draft: Draft, node: nd.Paragraph | nd.Heading | nd.Item, attributes: Attributes) -> None:
    """Remark a portion that is marked higher than the record."""
    if node.marking is not None:
        draft.remark("portion-mark", draft.remarks.too_high(node.marking), node, attributes)


def heading(draft: Draft, node: nd.Heading) -> str:
    """A heading where TEI lets one stand."""
    attributes = form_attributes(draft, node)
    remark_level(draft, node, attributes)
    return draft.element("head", node, attributes, numbered_content(draft, node))


def odd_heading(draft: Draft, node: nd.Heading, level: Level) -> str:
    """A heading in a place where TEI has none."""
    attributes: Attributes = {"type": HEADING}
    role, style = FORMS[nd.Heading].attributes
    draft.attribute(node, attributes, role._replace(name="subtype"))
    draft.attribute(node, attributes, style)
    return draft.element("ab", node, attributes, _loose(draft, node, numbered_content))


def line(draft: Draft, node: nd.Line, level: Level = None, tag: str = "ab") -> str:
    """A line: `ab`, in opener and closer `seg`, some by their role `note`."""
    attributes: Attributes = {}
    role = node.role
    if role is not None:
        form = _line_form(role)
        if form is None:
            draft.leave(node, attributes, "role", role)
        else:
            tag, attributes = form[0] or tag, dict(form[1])
    return draft.element(tag, node, attributes, _loose(draft, node.content, content))


@functools.lru_cache(maxsize=1024)
def _line_form(role: str) -> tuple[str | None, Attributes] | None:
    """The element of a line by its role, None for that of its place, and its attributes; None where it has none."""
    if role in vocabulary.NOTE_LINES:
        return "note", {"type": role, "place": vocabulary.NOTE_LINES[role]}
    types = vocabulary.line_type(role)
    type = word(types[0]) if types is not None else None
    if types is None or type is None:
        return None
    return None, {"type": type} if types[1] is None else {"type": type, "subtype": types[1]}


def preformatted(draft: Draft, node: nd.Preformatted, level: Level) -> str:
    """Text whose blanks mean something."""
    attributes = {"type": PREFORMATTED, SPACE: "preserve"}
    return draft.element("ab", node, attributes, _loose(draft, node.content, content))


def _loose(draft: Draft, held: Any, write: Callable[[Draft, Any], str]) -> str:
    """What a line holds; paragraphs in its notes do not count among those of the record."""
    draft.remarks.quoted += 1
    written = write(draft, held)
    draft.remarks.quoted -= 1
    return written
