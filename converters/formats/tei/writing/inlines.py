"""Mixed text and inline nodes as TEI: a function for each kind, in one table."""

from __future__ import annotations

import functools
from typing import Final

import msgspec

from converters.formats.tei import dates, vocabulary
from converters.formats.tei.kinds import CERTAINTY, FORMS
from converters.formats.tei.names import GAP, RESERVED_SEGMENTS
from converters.formats.tei.values import measure, one_word, pointer, text, uri, word
from converters.formats.tei.writing.draft import Draft, Inlines
from converters.formats.tei.writing.markup import Attributes, said, tagged
from converters.model import nodes as nd
from converters.model.node import Node
from converters.model.walk import content_text

FILING_TIME: Final = "filing-time"
_REF: Final = uri("ref", "ref")
_TYPE: Final = one_word("type", "type")
_VALUE: Final = text("value", "n")
_NOTATION: Final = one_word("notation", "notation")
_REASON: Final = one_word("reason", "reason")


def content(draft: Draft, parts: nd.Content) -> str:
    """Mixed text."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return draft.text(parts[0])
    found = ""
    for part in parts:
        found += draft.text(part) if isinstance(part, str) else draft.inlines[type(part)](draft, part)
    return found


def form_attributes(draft: Draft, node: Node) -> Attributes:
    """The attributes that the table of forms says."""
    attributes: Attributes = {}
    draft.attribute(node, attributes, *FORMS[type(node)].attributes)
    return attributes


def formed(draft: Draft, node: Node) -> str:
    """The element that the table of forms says, without content."""
    return draft.element(FORMS[type(node)].tag, node, form_attributes(draft, node))


def with_content(draft: Draft, node: Node) -> str:
    """The element that the table of forms says, with mixed text."""
    return _filled(draft, FORMS[type(node)].tag, node, form_attributes(draft, node))


def _filled(draft: Draft, tag: str, node: Node, attributes: Attributes) -> str:
    return draft.element(tag, node, attributes, content(draft, node.content))  # type: ignore[attr-defined]


def _emphasis(draft: Draft, node: nd.Emphasis) -> str:
    """Words that look different are `hi`; those with stress, where no look is said, `emph`."""
    has_look = node.style is not None or "tei:style" in node.attrs
    return with_content(draft, node) if has_look else _filled(draft, "emph", node, {})


def _name(draft: Draft, node: nd.Name) -> str:
    tag, type = vocabulary.NAME_ELEMENTS[node.type]
    attributes: Attributes = {"type": type} if type else {}
    draft.attribute(node, attributes, _REF)
    if node.ref is None and len(node.content) == 1 and isinstance(node.content[0], str):
        described = draft.entities.pointer(node.type, node.content[0])
        if described is not None:
            attributes["ref"] = described
    return _filled(draft, tag, node, attributes)


def _date(draft: Draft, node: nd.Date) -> str:
    attributes: Attributes = {}
    if node.edtf is not None:
        found = dates.attributes(node.edtf)
        if found is None:
            draft.leave(node, attributes, "edtf", node.edtf)
        else:
            attributes.update(found)
    return _filled(draft, "date", node, attributes)


def _term(draft: Draft, node: nd.Term) -> str:
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
    return _filled(draft, "term", node, attributes)


def _segment(draft: Draft, node: nd.Segment) -> str:
    words = node.content
    if node.value is None and node.id is None and node.lang is None and not node.attrs and len(words) == 1:
        tags = _bare_tags(node.role)
        if tags is not None and isinstance(words[0], str):
            return f"{tags[0]}{draft.text(words[0])}{tags[1]}"
    return _segment_as(draft, node, _segment_form(node.role, _is_text(node.content)), {})


def marking(draft: Draft, node: nd.Segment) -> str:
    """The portion marking of a paragraph, heading or item; one of another role says what it does here."""
    extra: Attributes = {} if node.role == "portion-mark" else {"function": "marking"}
    return _segment_as(draft, node, _plain_form(node.role), extra)


def unmarked(draft: Draft, parts: nd.Content) -> str:
    """Text that has no marking: what stands first, after blanks or none, and looks like one says that it is text."""
    first = 1 if parts and isinstance(parts[0], str) and parts[0].isspace() else 0
    part = parts[first] if first < len(parts) else None
    if not isinstance(part, nd.Segment) or part.role != "portion-mark":
        return content(draft, parts)
    as_text = _segment_as(draft, part, _plain_form(part.role), {"function": "text"})
    return content(draft, parts[:first]) + as_text + content(draft, parts[first + 1 :])


def _segment_as(draft: Draft, node: nd.Segment, form: tuple[str, str | None], attributes: Attributes) -> str:
    if node.value is not None:
        taxonomy = vocabulary.VALUE_TAXONOMIES.get(node.role)
        if taxonomy is not None and node.value:
            attributes["ana"] = draft.category(taxonomy, node.value)
        else:
            draft.attribute(node, attributes, _VALUE)
    if node.role == FILING_TIME:
        draft.remarks.filed = content_text(node.content)
    tag, type = form
    if type is None:
        draft.leave(node, attributes, "role", node.role)
    else:
        attributes["type"] = type
    return draft.element(tag, node, attributes, content(draft, node.content))


@functools.lru_cache(maxsize=1024)
def _segment_form(role: str, is_text: bool) -> tuple[str, str | None]:
    """The element of a segment and its type; a number with markup in it has no element of its own."""
    form = vocabulary.SEGMENT_ELEMENTS.get(role)
    if form is not None and (is_text or form[0] != "idno"):
        return form
    return _plain_form(role)


@functools.lru_cache(maxsize=1024)
def _bare_tags(role: str) -> tuple[str, str] | None:
    """The tags of a segment that says nothing but its role, as most do; None where the role is more than a type."""
    tag, type = _segment_form(role, True)
    return None if type is None or role == FILING_TIME else (f"<{tag}{said({'type': type})}>", f"</{tag}>")


@functools.lru_cache(maxsize=1024)
def _plain_form(role: str) -> tuple[str, str | None]:
    return "seg", None if role in RESERVED_SEGMENTS else word(role)


def _is_text(parts: nd.Content) -> bool:
    """Whether mixed text holds no node; in normal form it is one string then, or nothing."""
    return not parts or (len(parts) == 1 and isinstance(parts[0], str))


def _choice(draft: Draft, node: nd.Choice) -> str:
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
    original_tag, proposed_tag = vocabulary.CHOICES[node.type]
    inner = tagged(original_tag, content(draft, node.original))
    return draft.element(
        "choice", node, attributes, inner + tagged(proposed_tag, content(draft, node.proposed), proposed)
    )


def _gap(draft: Draft, node: nd.Gap) -> str:
    """What stands in place of the text is a description of the gap; where it holds more than text, it stands beside."""
    words = content(draft, node.content)
    if _is_text(node.content):
        tag, attributes = FORMS[nd.Gap].tag, form_attributes(draft, node)
        return draft.element(tag, node, attributes, tagged("desc", words) if words else "")
    return tagged("seg", formed(draft, node) + words, {"type": GAP})


def _revised(draft: Draft, node: nd.Addition | nd.Deletion) -> str:
    """An addition or a deletion points to the change that made it."""
    attributes = form_attributes(draft, node)
    if nd.is_proposed(node):
        attributes["change"] = draft.change(node.agent, node.date, nd.PROPOSED)
        rest = {key: value for key, value in node.attrs.items() if key != nd.STATUS}
        node = msgspec.structs.replace(node, attrs=rest)
    elif node.agent is not None or node.date is not None:
        attributes["change"] = draft.change(node.agent, node.date)
    return _filled(draft, FORMS[type(node)].tag, node, attributes)


def _formula(draft: Draft, node: nd.Formula) -> str:
    attributes: Attributes = {}
    draft.attribute(node, attributes, _NOTATION)
    return draft.valued("formula", node, node.text, attributes)


def image(draft: Draft, node: nd.Image) -> str:
    """A picture, with words for those who cannot see it."""
    attributes: Attributes = {}
    target = pointer(node.target)
    if target is None:
        draft.leave(node, attributes, "target", node.target)
    attributes["url"] = target or "#"
    for field, value in (("width", node.width), ("height", node.height)):
        size = measure(value) if value is not None else None
        if size is not None:
            attributes[field] = size
        elif value is not None:
            draft.leave(node, attributes, field, value)
    return draft.element("graphic", node, attributes, "" if node.alt is None else draft.leaf("desc", node.alt))


def _furniture(draft: Draft, node: nd.Furniture) -> str:
    type, place = vocabulary.FURNITURE[node.role]
    return _filled(draft, "fw", node, {"type": type, "place": place} if place else {"type": type})


def _comment(draft: Draft, node: nd.Comment) -> str:
    words = draft.held(node.text).replace("\r", "\n")
    return f"{_anchor(draft, node, ANCHORS[nd.Comment])}<!--{words}-->"


def _instruction(draft: Draft, node: nd.Instruction) -> str:
    words = "" if node.text is None else " " + draft.held(node.text).replace("\r", "\n")
    return f"{_anchor(draft, node, ANCHORS[nd.Instruction])}<?{node.target}{words}?>"


def _anchor(draft: Draft, node: nd.Comment | nd.Instruction, type: str) -> str:
    """An anchor before a comment or instruction that has more to say than it can hold; XML turns its CR into LF."""
    attributes: Attributes = {"type": type}
    if node.text is not None and "\r" in node.text:
        draft.leave(node, attributes, "text", node.text)
    elif node.id is None and node.lang is None and not node.attrs:
        return ""
    return draft.element("anchor", node, attributes)


ANCHORS: Final[dict[type[Node], str]] = {nd.Comment: "comment", nd.Instruction: "instruction"}
"""`anchor/@type` before what is no element."""

INLINES: Final[Inlines] = {
    nd.Emphasis: _emphasis,
    nd.Name: _name,
    nd.Date: _date,
    nd.Term: _term,
    nd.Reference: with_content,
    nd.Segment: _segment,
    nd.Choice: _choice,
    nd.Gap: _gap,
    nd.Unclear: with_content,
    nd.Supplied: with_content,
    nd.Surplus: with_content,
    nd.Addition: _revised,
    nd.Deletion: _revised,
    nd.Foreign: with_content,
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
