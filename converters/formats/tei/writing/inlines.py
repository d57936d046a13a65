"""Mixed text and inline nodes as TEI: a function for each kind, in one table."""

from __future__ import annotations

from lxml import etree

from converters.formats.tei import dates, vocabulary
from converters.formats.tei.kinds import CERTAINTY, FORMS
from converters.formats.tei.names import GAP, RESERVED_SEGMENTS, TEI
from converters.formats.tei.values import measure, one_word, pointer, text, uri, word
from converters.formats.tei.writing.draft import Attributes, Draft, Inlines
from converters.model import nodes as nd
from converters.model.node import Node
from converters.model.walk import content_text

_REF = uri("ref", "ref")
_TYPE = one_word("type", "type")
_VALUE = text("value", "n")
_NOTATION = one_word("notation", "notation")
_REASON = one_word("reason", "reason")


def content(
    draft: Draft, parent: etree._Element, parts: nd.Content, last: etree._Element | None = None, lead: str = ""
) -> etree._Element | None:
    """Put mixed text into an element, after its child `last` and the blank `lead`; gives the last child there is."""
    before = lead
    for part in parts:
        if isinstance(part, str):
            before += draft.text(part)
            continue
        if before:
            place(parent, last, before)
            before = ""
        last = draft.inlines[type(part)](draft, parent, part)
    if before:
        place(parent, last, before)
    return last


def place(parent: etree._Element, last: etree._Element | None, words: str) -> None:
    """Put words after the last child of an element, or at its beginning."""
    if last is None:
        parent.text = words
    else:
        last.tail = words


def formed(draft: Draft, parent: etree._Element, node: Node) -> etree._Element:
    """The element that the table of forms says, without content."""
    form = FORMS[type(node)]
    attributes: Attributes = {}
    for one in form.attributes:
        draft.attribute(node, attributes, one)
    return draft.element(parent, form.tag, node, attributes)


def _with_content(draft: Draft, parent: etree._Element, node: Node) -> etree._Element:
    element = formed(draft, parent, node)
    content(draft, element, node.content)  # type: ignore[attr-defined]
    return element


def _emphasis(draft: Draft, parent: etree._Element, node: nd.Emphasis) -> etree._Element:
    if node.style is not None:
        return _with_content(draft, parent, node)
    return _filled(draft, parent, "emph", node, {})


def _filled(draft: Draft, parent: etree._Element, tag: str, node: Node, attributes: Attributes) -> etree._Element:
    element = draft.element(parent, tag, node, attributes)
    content(draft, element, node.content)  # type: ignore[attr-defined]
    return element


def _name(draft: Draft, parent: etree._Element, node: nd.Name) -> etree._Element:
    tag, type = vocabulary.NAME_ELEMENTS[node.type]
    attributes: Attributes = {"type": type} if type else {}
    draft.attribute(node, attributes, _REF)
    return _filled(draft, parent, tag, node, attributes)


def _date(draft: Draft, parent: etree._Element, node: nd.Date) -> etree._Element:
    attributes: Attributes = {}
    if node.edtf is not None:
        said = dates.attributes(node.edtf)
        if said is None:
            draft.leave(node, attributes, "edtf", node.edtf)
        else:
            attributes.update(said)
    return _filled(draft, parent, "date", node, attributes)


def _term(draft: Draft, parent: etree._Element, node: nd.Term) -> etree._Element:
    """A word of a list points to its category, or where it has a pointer of its own, to its list."""
    attributes: Attributes = {}
    draft.attribute(node, attributes, _TYPE)
    draft.attribute(node, attributes, _REF)
    if node.scheme is not None:
        words = content_text(node.content)
        if node.ref is None and words and len(words) < 32 and word(words):
            attributes["ref"] = draft.category(vocabulary.taxonomy_of(node.scheme), words)
        else:
            attributes["ana"] = draft.taxonomy(vocabulary.taxonomy_of(node.scheme))
    return _filled(draft, parent, "term", node, attributes)


def _segment(draft: Draft, parent: etree._Element, node: nd.Segment) -> etree._Element:
    return _segment_as(draft, parent, node, _segment_form(node), {})


def marking(draft: Draft, parent: etree._Element, node: nd.Segment) -> etree._Element:
    """The portion marking of a paragraph, heading or item; one of another role says what it does here."""
    extra: Attributes = {} if node.role == "portion-mark" else {"function": "marking"}
    return _segment_as(draft, parent, node, ("seg", node.role), extra)


def _segment_as(
    draft: Draft, parent: etree._Element, node: nd.Segment, form: tuple[str, str], attributes: Attributes
) -> etree._Element:
    taxonomy = vocabulary.VALUE_TAXONOMIES.get(node.role)
    if taxonomy is not None and node.value:
        attributes["ana"] = draft.category(taxonomy, node.value)
    else:
        draft.attribute(node, attributes, _VALUE)
    tag, type = form
    said = word(type)
    if said is None or (tag == "seg" and type in RESERVED_SEGMENTS):
        draft.leave(node, attributes, "role", node.role)
    else:
        attributes["type"] = said
    return _filled(draft, parent, tag, node, attributes)


def _segment_form(node: nd.Segment) -> tuple[str, str]:
    role = node.role
    if role in vocabulary.IDNO_SEGMENTS and all(isinstance(part, str) for part in node.content):
        return "idno", vocabulary.IDNO_SEGMENTS[role]
    if role == vocabulary.NUM_SEGMENT[0]:
        return "num", vocabulary.NUM_SEGMENT[1]
    return "seg", role


def _choice(draft: Draft, parent: etree._Element, node: nd.Choice) -> etree._Element:
    attributes: Attributes = {}
    if node.reason is not None:
        attributes["ana"] = draft.category("repair", node.reason)
    proposed: Attributes = {}
    draft.attribute(node, proposed, CERTAINTY)
    agent = pointer(node.agent) if node.agent is not None else None
    if agent is not None:
        proposed["resp"] = agent
    elif node.agent is not None:
        draft.leave(node, attributes, "agent", node.agent)
    element = draft.element(parent, "choice", node, attributes)
    original_tag, proposed_tag = vocabulary.CHOICES[node.type]
    content(draft, etree.SubElement(element, TEI + original_tag), node.original)
    content(draft, etree.SubElement(element, TEI + proposed_tag, proposed), node.proposed)
    return element


def _gap(draft: Draft, parent: etree._Element, node: nd.Gap) -> etree._Element:
    """What stands in place of the text is a description of the gap; where it holds more than text, it stands beside."""
    if all(isinstance(part, str) for part in node.content):
        element = formed(draft, parent, node)
        if node.content:
            content(draft, etree.SubElement(element, TEI + "desc"), node.content)
        return element
    around = etree.SubElement(parent, f"{TEI}seg", {"type": GAP})
    content(draft, around, node.content, formed(draft, around, node))
    return around


def _revised(draft: Draft, parent: etree._Element, node: nd.Addition | nd.Deletion) -> etree._Element:
    """An addition or a deletion points to the change that made it."""
    form = FORMS[type(node)]
    attributes: Attributes = {}
    for one in form.attributes:
        draft.attribute(node, attributes, one)
    if node.agent is not None or node.date is not None:
        attributes["change"] = draft.change(node.agent, node.date)
    return _filled(draft, parent, form.tag, node, attributes)


def _formula(draft: Draft, parent: etree._Element, node: nd.Formula) -> etree._Element:
    attributes: Attributes = {}
    draft.attribute(node, attributes, _NOTATION)
    element = draft.element(parent, "formula", node, attributes)
    element.text = draft.text(node.text) or None
    return element


def image(draft: Draft, parent: etree._Element, node: nd.Image) -> etree._Element:
    """A picture, with words for those who cannot see it."""
    attributes: Attributes = {}
    target = pointer(node.target)
    if target is None:
        draft.leave(node, attributes, "target", node.target)
    attributes["url"] = target or "#"
    for field, value in (("width", node.width), ("height", node.height)):
        said = measure(value) if value is not None else None
        if said is not None:
            attributes[field] = said
        elif value is not None:
            draft.leave(node, attributes, field, value)
    element = draft.element(parent, "graphic", node, attributes)
    if node.alt is not None:
        etree.SubElement(element, f"{TEI}desc").text = draft.text(node.alt) or None
    return element


def _furniture(draft: Draft, parent: etree._Element, node: nd.Furniture) -> etree._Element:
    type, place_ = vocabulary.FURNITURE[node.role]
    return _filled(draft, parent, "fw", node, {"type": type, **({"place": place_} if place_ else {})})


def _comment(draft: Draft, parent: etree._Element, node: nd.Comment) -> etree._Element:
    _anchor(draft, parent, node, ANCHORS[nd.Comment])
    made = etree.Comment(draft.text(node.text).replace("\r", "\n"))
    parent.append(made)
    return made


def _instruction(draft: Draft, parent: etree._Element, node: nd.Instruction) -> etree._Element:
    _anchor(draft, parent, node, ANCHORS[nd.Instruction])
    words = draft.text(node.text).replace("\r", "\n") if node.text is not None else None
    made = etree.ProcessingInstruction(node.target, words)  # type: ignore[arg-type]
    parent.append(made)
    return made


def _anchor(
    draft: Draft, parent: etree._Element, node: nd.Comment | nd.Instruction, type: str
) -> etree._Element | None:
    """An anchor before a comment or instruction that has more to say than it can hold; XML turns its CR into LF."""
    attributes: Attributes = {"type": type}
    if node.text is not None and "\r" in node.text:
        draft.leave(node, attributes, "text", node.text)
    elif node.id is None and node.lang is None and not node.attrs:
        return None
    return draft.element(parent, "anchor", node, attributes)


ANCHORS: dict[type[Node], str] = {nd.Comment: "comment", nd.Instruction: "instruction"}
"""`anchor/@type` before what is no element."""

INLINES: Inlines = {
    nd.Emphasis: _emphasis,
    nd.Name: _name,
    nd.Date: _date,
    nd.Term: _term,
    nd.Reference: _with_content,
    nd.Segment: _segment,
    nd.Choice: _choice,
    nd.Gap: _gap,
    nd.Unclear: _with_content,
    nd.Supplied: _with_content,
    nd.Surplus: _with_content,
    nd.Addition: _revised,
    nd.Deletion: _revised,
    nd.Foreign: _with_content,
    nd.Formula: _formula,
    nd.Image: image,
    nd.LineBreak: formed,
    nd.PageBreak: formed,
    nd.Milestone: formed,
    nd.Furniture: _furniture,
    nd.Comment: _comment,
    nd.Instruction: _instruction,
}
"""How each kind of inline node is written; `containers` has those that hold blocks."""
