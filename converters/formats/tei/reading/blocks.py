"""Blocks of an edition: a function for each element, in one table. What `writing` wrapped is unwrapped here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from lxml import etree

from converters.formats.tei import vocabulary
from converters.formats.tei.kinds import BY, DATE, FORMS
from converters.formats.tei.names import CONTINUATION, ELEMENT, EMPTY, HEADING, PREFORMATTED, TEI, WRAPPER
from converters.formats.tei.reading import inlines
from converters.formats.tei.reading.edition import Edition, Fields, Read
from converters.formats.tei.reading.elements import attributes_of, local, plain
from converters.formats.tei.reading.inlines import content, formed, mixed
from converters.model import nodes as nd
from converters.model.node import Node
from converters.model.walk import joined

_MARK: Final = "portion-mark"


def blocks(edition: Edition, element: etree._Element) -> nd.Blocks:
    """The blocks of a division. Text that stands in it by itself becomes a line."""
    found: list[Any] = _loose(element.text)
    for child in element:
        found.extend(_block(edition, child))
        found.extend(_loose(child.tail))
    return tuple(found)


def _loose(text: str | None) -> list[Any]:
    return [nd.Line(content=(plain(text),))] if text and not text.isspace() else []


def _block(edition: Edition, element: etree._Element) -> tuple[Any, ...]:
    found = BLOCKS.get(element.tag, inlines.other)(edition, element)
    return found if isinstance(found, tuple) else (found,)


def special(edition: Edition, before: str | None, children: list[etree._Element]) -> nd.Blocks:
    """Blocks of an element that may hold text too: a run of text becomes a line."""
    found: list[Any] = []
    run: list[Any] = [plain(before)]
    for child in children:
        if child.tag in _BLOCK_ONLY or (child.tag in _ANYWHERE and _is_blank(run)):
            found.extend(_line_of(run))
            run = []
            found.extend(_block(edition, child))
        else:
            run.extend(_inline(edition, child))
        run.append(plain(child.tail))
    found.extend(_line_of(run))
    return tuple(found)


def _inline(edition: Edition, child: etree._Element) -> tuple[Any, ...]:
    found = edition.inlines.get(child.tag, inlines.other)(edition, child)
    return found if isinstance(found, tuple) else (found,)


def _is_blank(run: list[Any]) -> bool:
    return all(isinstance(part, str) and (not part or part.isspace()) for part in run)


def _line_of(run: list[Any]) -> list[Any]:
    return [] if _is_blank(run) else [nd.Line(content=joined(run))]


def anything(edition: Edition, element: etree._Element) -> tuple[Any, ...]:
    """What a foreign element holds."""
    parts: list[Any] = [plain(element.text)]
    for child in element:
        parts.extend(_block(edition, child) if child.tag in _BLOCK_ONLY else _inline(edition, child))
        parts.append(plain(child.tail))
    return joined(parts)


class Beginning:
    """Number and marking at the beginning of an element, and what is left of it after them."""

    def __init__(self, edition: Edition, element: etree._Element, *, may_number: bool = True) -> None:
        self.fields: Fields = {}
        self.before = element.text
        self.children = list(element)
        if may_number and self._next_is("label") and self.children[0].get("type") == "number":
            label = self._take()
            attributes = attributes_of(label)
            del attributes["type"]
            self.label: etree._Element | None = label
            self.label_attributes = attributes
        else:
            self.label = None
        if self._next_is("seg") and _is_marking(self.children[0]):
            self.fields["marking"] = inlines.segment(edition, self._take())
        if len(self.children) < len(element) and (self.before or "")[:1].isspace():
            self.before = (self.before or "")[1:]

    def _next_is(self, tag: str) -> bool:
        return bool(self.children) and (not self.before or self.before.isspace()) and self.children[0].tag == TEI + tag

    def _take(self) -> etree._Element:
        taken = self.children.pop(0)
        self.before = taken.tail
        return taken

    def number(self, edition: Edition, attributes: dict[str, str]) -> nd.Label | None:
        """The number; its value in normal form stands in `@n` of the paragraph or item."""
        if self.label is None:
            return None
        fields: Fields = {"content": content(edition, self.label)}
        if "n" in attributes:
            fields["value"] = plain(attributes.pop("n"))
        return edition.node(nd.Label, self.label_attributes, fields)


def _is_marking(element: etree._Element) -> bool:
    function = element.get("function")
    return function == "marking" or (function is None and element.get("type") == _MARK)


def _paragraph(edition: Edition, element: etree._Element) -> nd.Paragraph:
    beginning = Beginning(edition, element)
    attributes = attributes_of(element)
    fields = beginning.fields
    number = beginning.number(edition, attributes)
    if number is not None:
        fields["number"] = number
    fields["content"] = mixed(edition, beginning.before, beginning.children)
    return edition.node(nd.Paragraph, attributes, fields)


def heading(edition: Edition, element: etree._Element) -> nd.Heading:
    """A heading, where TEI has one or where it is a block with another name."""
    beginning = Beginning(edition, element, may_number=False)
    fields = beginning.fields
    fields["content"] = mixed(edition, beginning.before, beginning.children)
    attributes = attributes_of(element)
    role, style = FORMS[nd.Heading].attributes
    if element.tag == f"{TEI}ab":
        del attributes["type"]
        role = role._replace(name="subtype")
    edition.attribute(attributes, role, fields)
    edition.attribute(attributes, style, fields)
    return edition.node(nd.Heading, attributes, fields)


def _ab(edition: Edition, element: etree._Element) -> Any:
    read = _AB.get(element.get("type", ""), line)
    return read(edition, element)


def line(edition: Edition, element: etree._Element) -> nd.Line:
    """A line; its types say its role."""
    attributes = attributes_of(element)
    fields: Fields = {"content": content(edition, element)}
    type = attributes.pop("type", None)
    if type is not None:
        both = vocabulary.LINE_ROLES.get((type, attributes.get("subtype")))
        if both is not None:
            attributes.pop("subtype", None)
        fields["role"] = both or plain(type)
    return edition.node(nd.Line, attributes, fields)


def _preformatted(edition: Edition, element: etree._Element) -> nd.Preformatted:
    attributes = attributes_of(element)
    del attributes["type"]
    return edition.node(nd.Preformatted, attributes, {"content": content(edition, element)})


def _division(edition: Edition, element: etree._Element) -> Any:
    if element.get("type") == CONTINUATION:
        return blocks(edition, element)
    fields: Fields = {"blocks": blocks(edition, element)}
    edition.layout(element, fields)
    return formed(edition, element, nd.Section, fields)


def _floating(edition: Edition, element: etree._Element) -> Any:
    """What a floating text wraps, or the quotation that it is; one that is more than its body is kept by its name."""
    if [child.tag for child in element] != [f"{TEI}body"]:
        return inlines.other(edition, element)
    edition.only(element, element[0])
    held = blocks(edition, element[0])
    attributes = attributes_of(element)
    if attributes.get("type") == WRAPPER:
        return held
    return edition.node(nd.Quotation, attributes, {"blocks": held, "whole": True})


def _quote(edition: Edition, element: etree._Element) -> nd.Quotation:
    fields: Fields = {"blocks": special(edition, element.text, list(element))}
    edition.layout(element, fields)
    return edition.node(nd.Quotation, attributes_of(element), fields)


def note(edition: Edition, element: etree._Element) -> nd.Note:
    """A note."""
    fields: Fields = {"blocks": special(edition, element.text, list(element))}
    found: nd.Note = formed(edition, element, nd.Note, fields)
    change = edition.changes.get(found.attrs.get("tei:change", ""))
    if change is None:
        return found
    said = {name: value for name, value in zip((BY, DATE), change[:2], strict=True) if value is not None}
    rest = {name: value for name, value in found.attrs.items() if name != "tei:change"}
    return msgspec.structs.replace(found, attrs=rest | said)


def note_block(edition: Edition, element: etree._Element) -> Any:
    """A note among blocks: some are lines of the telegram."""
    role = element.get("type", "")
    if vocabulary.NOTE_LINES.get(role) != element.get("place", ""):
        return note(edition, element)
    attributes = attributes_of(element)
    del attributes["type"], attributes["place"]
    return edition.node(nd.Line, attributes, {"role": role, "content": content(edition, element)})


def _list(edition: Edition, element: etree._Element) -> nd.List:
    found: nd.List = _contained(
        edition, element, nd.List, _members(edition, element, "items", {"item": _item}, "heading")
    )
    return found


def _table(edition: Edition, element: etree._Element) -> nd.Table:
    fields = _members(edition, element, "rows", {"row": _row}, "caption")
    edition.layout(element, fields)
    return edition.node(nd.Table, attributes_of(element), fields)


def _row(edition: Edition, element: etree._Element) -> Any:
    return _contained(edition, element, nd.Row, _members(edition, element, "cells", {"cell": _cell}))


def _cell(edition: Edition, element: etree._Element) -> Any:
    fields: Fields = {"blocks": special(edition, element.text, list(element))}
    return _contained(edition, element, nd.Cell, fields)


def _item(edition: Edition, element: etree._Element) -> nd.Item:
    beginning = Beginning(edition, element)
    attributes = attributes_of(element)
    fields = beginning.fields
    label = beginning.number(edition, attributes)
    if label is not None:
        fields["label"] = label
    fields["blocks"] = special(edition, beginning.before, beginning.children)
    edition.layout(element, fields)
    return edition.node(nd.Item, attributes, fields)


def _figure(edition: Edition, element: etree._Element) -> nd.Figure:
    fields = _members(edition, element, "images", {"graphic": inlines.image}, "caption")
    edition.layout(element, fields)
    return edition.node(nd.Figure, attributes_of(element), fields)


def _verse(edition: Edition, element: etree._Element) -> nd.Verse:
    fields = _members(edition, element, "lines", {"l": inlines.with_content(nd.VerseLine), "lg": _verse})
    edition.layout(element, fields)
    return edition.node(nd.Verse, attributes_of(element), fields)


def _contained(edition: Edition, element: etree._Element, kind: type[Node], fields: Fields) -> Any:
    edition.layout(element, fields)
    return formed(edition, element, kind, fields)


def _members(
    edition: Edition, element: etree._Element, field: str, readers: Mapping[str, Read], head: str | None = None
) -> Fields:
    """The members of a list, table or the like, without those that only fill a place; `head`: the field of its head."""
    fields: Fields = {}
    members = []
    read = []
    for child in element:
        tag = local(child)
        if tag in readers:
            read.append(child)
            if child.get("rend") != EMPTY:
                members.append(readers[tag](edition, child))
        elif tag == "head" and head is not None and head not in fields:
            read.append(child)
            fields[head] = heading(edition, child)
    edition.only(element, *read)
    return {field: tuple(members), **fields}


def _opener(edition: Edition, element: etree._Element) -> Any:
    kind = nd.Opener if element.tag == f"{TEI}opener" else nd.Closer
    parts: list[Any] = _loose(element.text)
    for child in element:
        read = PARTS.get(child.tag)
        if read is None:
            parts.append(nd.Line(content=mixed(edition, None, [child])))
        else:
            parts.append(read(edition, child))
            parts.extend(_loose(child.tail))
    fields: Fields = {"parts": tuple(parts)}
    edition.layout(element, fields)
    return edition.node(kind, attributes_of(element), fields)


def _milestone_of_opener(edition: Edition, element: etree._Element) -> Any:
    """Where a part begins; one that is kept by its name needs a line to stand in."""
    found = inlines.INLINES[element.tag](edition, element)
    return nd.Line(content=(found,)) if isinstance(found, nd.Element) else found


INLINES: Final[Mapping[Any, Read]] = {**inlines.INLINES, f"{TEI}note": note}
"""How each element of running text is read."""
PARTS: Final[Mapping[Any, Read]] = {
    f"{TEI}seg": line,
    f"{TEI}note": note_block,
    f"{TEI}dateline": inlines.with_content(nd.Dateline),
    f"{TEI}salute": inlines.with_content(nd.Salute),
    f"{TEI}signed": inlines.with_content(nd.Signed),
    **{f"{TEI}{tag}": inlines.INLINES[f"{TEI}{tag}"] for tag in ("fw", "pb")},
    f"{TEI}milestone": _milestone_of_opener,
}
"""How each part of an opener or closer is read."""
_AB: Final[Mapping[str, Read]] = {
    HEADING: heading,
    PREFORMATTED: _preformatted,
    ELEMENT: inlines.foreign,
    EMPTY: lambda edition, element: (),
}
BLOCKS: Final[Mapping[Any, Read]] = {
    **{tag: inlines.INLINES[tag] for tag in (f"{TEI}pb", f"{TEI}milestone", f"{TEI}fw", f"{TEI}anchor")},
    etree.Comment: inlines.INLINES[etree.Comment],
    etree.PI: inlines.INLINES[etree.PI],
    f"{TEI}note": note_block,
    f"{TEI}div": _division,
    f"{TEI}head": heading,
    f"{TEI}p": _paragraph,
    f"{TEI}ab": _ab,
    f"{TEI}list": _list,
    f"{TEI}table": _table,
    f"{TEI}figure": _figure,
    f"{TEI}quote": _quote,
    f"{TEI}floatingText": _floating,
    f"{TEI}lg": _verse,
    f"{TEI}opener": _opener,
    f"{TEI}closer": _opener,
}
"""How each element of a division is read."""
_ANYWHERE: Final = frozenset(
    (*(f"{TEI}{tag}" for tag in ("pb", "milestone", "fw", "anchor", "note")), etree.Comment, etree.PI)
)
_BLOCK_ONLY: Final = frozenset(BLOCKS) - _ANYWHERE
