"""Mixed text of an edition: a function for each element, in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import msgspec
from lxml import etree

from converters.formats.tei import dates, vocabulary
from converters.formats.tei.kinds import CERTAINTY, FORMS
from converters.formats.tei.names import ELEMENT, GAP, TEI, XML_ID
from converters.formats.tei.reading.edition import Edition, Fields, Read
from converters.formats.tei.reading.elements import all_words, attributes_of, first, plain
from converters.formats.tei.values import one_word, text, uri
from converters.model import nodes as nd
from converters.model.node import Node
from converters.model.walk import joined

_REF: Final = uri("ref", "ref")
_TYPE: Final = one_word("type", "type")
_VALUE: Final = text("value", "n")
_NOTATIONS: Final = frozenset({"tex", "mathml", "omml", "text"})


def content(edition: Edition, element: etree._Element) -> nd.Content:
    """The mixed text of an element."""
    return mixed(edition, element.text, element)


def mixed(edition: Edition, before: str | None, children: Iterable[etree._Element]) -> nd.Content:
    """Mixed text: what stands before some children, the children, and what stands after each."""
    parts: list[str | Node] = [plain(before)]
    for child in children:
        read = edition.inlines.get(child.tag, other)
        found = read(edition, child)
        if isinstance(found, tuple):
            parts.extend(found)
        else:
            parts.append(found)
        if child.tail:
            parts.append(plain(child.tail))
    return joined(parts)


def formed(edition: Edition, element: etree._Element, kind: type[Node], fields: Fields) -> Any:
    """A node whose attributes the table of forms says."""
    attributes = attributes_of(element)
    for form in FORMS[kind].attributes:
        edition.attribute(attributes, form, fields)
    return edition.node(kind, attributes, fields)


def _formed_as(kind: type[Node]) -> Read:
    """A reader of elements that hold nothing."""

    def read(edition: Edition, element: etree._Element) -> Any:
        edition.only(element)
        return formed(edition, element, kind, {})

    return read


def with_content(kind: type[Node]) -> Read:
    """A reader of elements that hold mixed text."""
    return lambda edition, element: formed(edition, element, kind, {"content": content(edition, element)})


def _emph(edition: Edition, element: etree._Element) -> nd.Emphasis:
    return edition.node(nd.Emphasis, attributes_of(element), {"content": content(edition, element)})


def _name(edition: Edition, element: etree._Element) -> nd.Name:
    attributes = attributes_of(element)
    fields: Fields = {"content": content(edition, element)}
    tag = str(element.tag).removeprefix(TEI)
    known = vocabulary.NAME_TYPES.get((tag, attributes.get("type")))
    if known is not None:
        attributes.pop("type", None)
    fields["type"] = known or vocabulary.NAME_TYPES[(tag, None)]
    edition.own_pointer(attributes)
    edition.attribute(attributes, _REF, fields)
    return edition.node(nd.Name, attributes, fields)


def edtf_of(attributes: dict[str, str], fields: Fields, field: str = "edtf") -> None:
    """Take what the attributes of a date say."""
    said = dates.edtf(attributes)
    if said is not None:
        fields[field] = said
        for name in dates.ATTRIBUTES:
            attributes.pop(name, None)


def _date(edition: Edition, element: etree._Element) -> nd.Date:
    attributes = attributes_of(element)
    fields: Fields = {"content": content(edition, element)}
    edtf_of(attributes, fields)
    return edition.node(nd.Date, attributes, fields)


def _term(edition: Edition, element: etree._Element) -> nd.Term:
    attributes = attributes_of(element)
    fields: Fields = {"content": content(edition, element)}
    edition.attribute(attributes, _TYPE, fields)
    category = edition.categories.get(attributes.get("ref", ""))
    if category is not None:
        del attributes["ref"]
        fields["scheme"] = vocabulary.scheme_of(category[0])
    scheme = edition.scheme(attributes.get("ana"))
    if scheme is not None:
        del attributes["ana"]
        fields["scheme"] = scheme
    edition.attribute(attributes, _REF, fields)
    return edition.node(nd.Term, attributes, fields)


def _reference(edition: Edition, element: etree._Element) -> nd.Reference:
    fields = _required(edition, element, "target", content=content(edition, element))
    return cast("nd.Reference", formed(edition, element, nd.Reference, fields))


def _required(edition: Edition, element: etree._Element, field: str, **fields: Any) -> Fields:
    """Fields with an empty one where neither the element nor its residue says it."""
    entry = edition.residue.get(element.get(XML_ID) or "", {})
    if element.get(field) is None and field not in entry:
        fields[field] = ""
    return fields


def segment(edition: Edition, element: etree._Element) -> Any:
    """A stretch of text, or what stands in its guise: foreign markup, a gap with more than text in it."""
    type = element.get("type")
    if type == ELEMENT:
        return foreign(edition, element)
    if type == GAP and len(element) and element[0].tag == f"{TEI}gap":
        return _gap(edition, element[0], mixed(edition, element[0].tail, list(element)[1:]))
    attributes = attributes_of(element)
    attributes.pop("function", None)
    fields: Fields = {"content": content(edition, element)}
    tag = str(element.tag).removeprefix(TEI)
    if type is not None:
        role = plain(attributes.pop("type"))
        fields["role"] = _role(tag, role)
    value = edition.value(attributes.get("ana"))
    if value is not None:
        fields["value"] = value
        del attributes["ana"]
    edition.attribute(attributes, _VALUE, fields)
    if "role" not in edition.residue.get(attributes.get(XML_ID, ""), {}):
        fields.setdefault("role", tag)
    return edition.node(nd.Segment, attributes, fields)


def _role(tag: str, type: str) -> str:
    if tag == "idno":
        return vocabulary.IDNO_ROLES.get(type, type)
    if tag == "gloss":
        return vocabulary.GLOSS_ROLES.get(type, type)
    return vocabulary.NUM_SEGMENT[0] if (tag, type) == ("num", vocabulary.NUM_SEGMENT[1]) else type


def _choice(edition: Edition, element: etree._Element) -> Any:
    children = [child for child in element if isinstance(child.tag, str)]
    tags = tuple(str(child.tag).removeprefix(TEI) for child in children)
    type = vocabulary.CHOICE_TYPES.get(tags) if len(tags) == 2 else None
    if type is None:
        return other(edition, element)
    original, proposed = children
    edition.only(element, original, proposed)
    fields: Fields = {
        "type": type,
        "original": content(edition, original),
        "proposed": content(edition, proposed),
    }
    attributes = attributes_of(element)
    reason = edition.value(attributes.get("ana"))
    if reason is not None:
        fields["reason"] = reason
        del attributes["ana"]
    said = attributes_of(proposed)
    edition.attribute(said, CERTAINTY, fields)
    edition.attribute(said, uri("agent", "resp"), fields)
    for reading, left in ((original, attributes_of(original)), (proposed, said)):
        for name in left:
            edition.unread_attribute(reading, name)
    return edition.node(nd.Choice, attributes, fields)


def _gap_alone(edition: Edition, element: etree._Element) -> nd.Gap:
    described = first(element, "desc")
    edition.only(element, described)
    return _gap(edition, element, content(edition, described) if described is not None else ())


def _gap(edition: Edition, element: etree._Element, instead: nd.Content) -> nd.Gap:
    return cast("nd.Gap", formed(edition, element, nd.Gap, {"content": instead}))


def _revised(kind: type[Node]) -> Read:
    def read(edition: Edition, element: etree._Element) -> Any:
        attributes = attributes_of(element)
        fields: Fields = {"content": content(edition, element)}
        change = edition.changes.get(attributes.get("change", ""))
        status = None
        if change is not None:
            fields["agent"], fields["date"], status = change
            del attributes["change"]
        for form in FORMS[kind].attributes:
            edition.attribute(attributes, form, fields)
        node = edition.node(kind, attributes, fields)
        if status != nd.PROPOSED:
            return node
        return msgspec.structs.replace(node, attrs={**node.attrs, nd.STATUS: nd.PROPOSED})

    return read


def _formula(edition: Edition, element: etree._Element) -> Any:
    attributes = attributes_of(element)
    if len(element) or attributes.get("notation") not in _NOTATIONS:
        return other(edition, element)
    fields: Fields = {"text": plain(element.text), "notation": attributes.pop("notation")}
    return edition.node(nd.Formula, attributes, fields)


def image(edition: Edition, element: etree._Element) -> nd.Image:
    """A picture, with the words for those who cannot see it."""
    attributes = attributes_of(element)
    fields: Fields = {}
    url = attributes.pop("url", "#")
    if url != "#" or "target" not in edition.residue.get(attributes.get(XML_ID, ""), {}):
        fields["target"] = plain(url)
    for name in ("width", "height"):
        if name in attributes:
            fields[name] = plain(attributes.pop(name))
    described = first(element, "desc")
    edition.only(element, described)
    if described is not None:
        fields["alt"] = all_words(described)
    return edition.node(nd.Image, attributes, fields)


def _furniture(edition: Edition, element: etree._Element) -> nd.Furniture:
    attributes = attributes_of(element)
    fields: Fields = {"content": content(edition, element)}
    known = vocabulary.FURNITURE_ROLES.get((attributes.get("type", ""), attributes.get("place")))
    if known is not None:
        attributes.pop("type")
        attributes.pop("place", None)
        fields["role"] = known
    return edition.node(nd.Furniture, attributes, fields)


def _milestone(edition: Edition, element: etree._Element) -> Node:
    """Where a part begins; one that does not say of what, in one word, is kept by its name."""
    entry = edition.residue.get(element.get(XML_ID) or "", {})
    if "unit" not in entry and len(element.get("unit", "").split()) != 1:
        return other(edition, element)
    edition.only(element)
    return cast("nd.Milestone", formed(edition, element, nd.Milestone, {}))


def _comment(edition: Edition, element: etree._Element) -> nd.Comment:
    fields: Fields = {"text": plain(element.text)}
    return cast("nd.Comment", _markup(edition, element, nd.Comment, fields))


def _instruction(edition: Edition, element: etree._Element) -> nd.Instruction:
    found = cast("etree._ProcessingInstruction", element)
    fields: Fields = {"target": found.target}
    if found.text:
        fields["text"] = plain(found.text)
    return cast("nd.Instruction", _markup(edition, element, nd.Instruction, fields))


def _markup(edition: Edition, element: etree._Element, kind: Any, fields: Fields) -> Any:
    """A comment or instruction, with what an anchor before it says. The residue holds a text with CR in it."""
    anchor = element.getprevious()
    if anchor is None or not _announces(anchor):
        return kind(**fields)
    attributes = attributes_of(anchor)
    del attributes["type"]
    entry = edition.residue.get(attributes.get(XML_ID, ""), {})
    if "text" in entry and entry["text"].replace("\r", "\n") == fields.get("text"):
        del fields["text"]
    return edition.node(kind, attributes, fields)


_ANNOUNCED: Final[dict[Any, str]] = {etree.Comment: "comment", etree.PI: "instruction"}


def _announces(anchor: etree._Element) -> bool:
    """Whether an anchor speaks for the comment or instruction after it."""
    after = anchor.getnext()
    return (
        anchor.tag == f"{TEI}anchor"
        and not (anchor.tail or "").strip()
        and after is not None
        and anchor.get("type", "") == _ANNOUNCED.get(after.tag)
    )


def _anchor(edition: Edition, element: etree._Element) -> Any:
    return () if _announces(element) else other(edition, element)


def foreign(edition: Edition, element: etree._Element) -> nd.Element:
    """Foreign markup that the residue knows: its text stands here."""
    attributes = attributes_of(element)
    if "name" not in edition.residue.get(attributes.get(XML_ID, ""), {}):
        return other(edition, element)
    del attributes["type"]
    return edition.node(nd.Element, attributes, {"content": edition.anything(element)})


def other(edition: Edition, element: etree._Element) -> nd.Element:
    """An element that the model has no kind for, kept by its name."""
    attributes = {name: plain(value) for name, value in attributes_of(element).items()}
    return nd.Element(
        id=attributes.pop(XML_ID, None), name=str(element.tag), attrs=attributes, content=edition.anything(element)
    )


INLINES: Final[Mapping[Any, Read]] = {
    f"{TEI}hi": with_content(nd.Emphasis),
    f"{TEI}emph": _emph,
    **{f"{TEI}{tag}": _name for tag in ("persName", "placeName", "orgName", "name")},
    f"{TEI}date": _date,
    f"{TEI}term": _term,
    f"{TEI}ref": _reference,
    **{f"{TEI}{tag}": segment for tag in ("seg", "idno", "num", "gloss")},
    f"{TEI}choice": _choice,
    f"{TEI}gap": _gap_alone,
    f"{TEI}unclear": with_content(nd.Unclear),
    f"{TEI}supplied": with_content(nd.Supplied),
    f"{TEI}surplus": with_content(nd.Surplus),
    f"{TEI}add": _revised(nd.Addition),
    f"{TEI}del": _revised(nd.Deletion),
    f"{TEI}foreign": with_content(nd.Foreign),
    f"{TEI}formula": _formula,
    f"{TEI}graphic": image,
    f"{TEI}lb": _formed_as(nd.LineBreak),
    f"{TEI}pb": _formed_as(nd.PageBreak),
    f"{TEI}milestone": _milestone,
    f"{TEI}fw": _furniture,
    f"{TEI}anchor": _anchor,
    etree.Comment: _comment,
    etree.PI: _instruction,
}
"""How each element of running text is read; `blocks` has those that hold blocks."""
