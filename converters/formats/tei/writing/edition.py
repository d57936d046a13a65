"""The whole edition: header and text of one TEI document."""

from __future__ import annotations

from lxml import etree

from converters.formats.tei import residue
from converters.formats.tei.names import TEI, TEI_MAP, TEI_VERSION, XML_ID, XML_LANG
from converters.formats.tei.values import word
from converters.formats.tei.writing import carried, encoding, filedesc, profile
from converters.formats.tei.writing.blocks import indent
from converters.formats.tei.writing.containers import INLINES, division, divisions
from converters.formats.tei.writing.draft import Attributes, Draft
from converters.model.document import Document

_NAMES = (
    *("adminInfo", "additional", "appInfo", "application", "availability", "bibl", "calendar", "calendarDesc"),
    *("category", "classDecl", "correspAction", "correspContext", "correspDesc", "creation", "encodingDesc", "extent"),
    *("fileDesc", "keywords", "langUsage", "listChange", "listPrefixDef", "msDesc", "msIdentifier", "notesStmt"),
    *("prefixDef", "profileDesc", "publicationStmt", "recordHist", "respStmt", "revisionDesc", "sourceDesc"),
    *("taxonomy", "teiHeader", "textClass", "titleStmt"),
)
_ELEMENT_ONLY = frozenset(TEI + name for name in _NAMES)
"""Elements of the header that hold no text in our editions."""


def compose(document: Document) -> etree._Element:
    """The root of the edition of a document."""
    draft = Draft(document, INLINES)
    attributes = _root_attributes(draft, document)
    root = etree.Element(f"{TEI}TEI", attributes, nsmap=TEI_MAP)
    header = etree.SubElement(root, f"{TEI}teiHeader")
    _text(draft, root, document)
    filedesc.write(draft, header, document)
    description = etree.SubElement(header, f"{TEI}encodingDesc")
    profile.write(draft, header, document.metadata)
    if document.source is not None:
        carried.carry(draft, header, document.source)
    profile.revisions(draft, header, document.metadata)
    encoding.write(draft, description)
    _leave_residue(draft, header)
    _indent(header, 1)
    indent(root, 0)
    return root


def _root_attributes(draft: Draft, document: Document) -> Attributes:
    attributes: Attributes = {"version": TEI_VERSION}
    if document.id is not None:
        attributes[XML_ID] = document.id
    if document.lang is not None:
        attributes[XML_LANG] = document.lang
    if document.metadata.type is not None:
        type = word(document.metadata.type)
        if type is None:
            draft.leave(document, attributes, "type", document.metadata.type)
        else:
            attributes["type"] = type
    if document.attrs:
        draft.leave(document, attributes, "attrs", document.attrs)
    return attributes


def _text(draft: Draft, root: etree._Element, document: Document) -> None:
    text = etree.SubElement(root, f"{TEI}text")
    if document.front:
        front = etree.SubElement(text, f"{TEI}front")
        divisions(draft, front, document.front, 2)
        indent(front, 2)
    body = etree.SubElement(text, f"{TEI}body")
    division(draft, body, document.body, 2, needs_text=True)
    indent(body, 2)
    if document.back:
        back = etree.SubElement(text, f"{TEI}back")
        divisions(draft, back, document.back, 2)
        indent(back, 2)
    indent(text, 1)


def _leave_residue(draft: Draft, header: etree._Element) -> None:
    """The residue, before the changes, where TEI wants what is not TEI."""
    if not draft.residue:
        return
    element = etree.Element(f"{TEI}xenoData", {"type": residue.TYPE, "subtype": residue.SUBTYPE})
    element.text = draft.text(residue.encode(draft.residue))
    last = header[-1]
    if last.tag == f"{TEI}revisionDesc":
        last.addprevious(element)
    else:
        header.append(element)


def _indent(element: etree._Element, level: int) -> None:
    """Indent the header, except where the text of an element may be mixed."""
    if element.tag not in _ELEMENT_ONLY or element.text is not None:
        return
    for child in element:
        if len(child):
            _indent(child, level + 1)
    indent(element, level)
