"""What an editor added to the header of an edition of ours and the model does not hold: told, because it would be lost.

Where the header was touched, the document that was read is composed again, and the two headers are compared. What only
the file has is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from converters.formats.tei.names import PROGRAM, SHARED, TEI, XML_ID
from converters.formats.tei.places import Places, name_of
from converters.formats.tei.stamp import is_untouched
from converters.formats.tei.writing.edition import compose
from converters.model.document import Document
from converters.report import Report

_PARTS = (f"{TEI}teiHeader", f"{TEI}standOff")
_APPLICATION = f"{TEI}teiHeader/{TEI}encodingDesc/{TEI}appInfo/{TEI}application[@ident='{PROGRAM}']"
_STAMPED = f"{TEI}application"
_ENCODING = f"{TEI}encodingDesc"
_XENO_DATA = f"{TEI}xenoData"
_COPY = (f"{TEI}date", f"{TEI}correspAction")
"""The date of sending in `correspDesc` is a copy, which is compared where it is read."""
_OWN = frozenset({XML_ID, "version"})
"""Attributes that may be others when an edition is composed again."""
Key = tuple[object, ...]


def account(root: etree._Element, data: bytes, document: Document, report: Report) -> None:
    """Tell what stands in header or `standOff` of a file and would not stand there again."""
    if is_untouched(data):
        return
    again = etree.fromstring(compose(document, Report(), root.get("subtype")), etree.XMLParser(huge_tree=True))
    same_version = _version(root) == _version(again)
    kept = Counter(_key(element) for element in _elements(again))
    told: set[etree._Element] = set()
    places = Places()
    for element in _elements(root):
        key = _key(element)
        if kept[key] > 0:
            kept[key] -= 1
        elif element.getparent() in told:
            told.add(element)
        elif same_version or not any(one.tag == _ENCODING for one in element.iterancestors()):
            told.add(element)
            report.warn(
                "unread",
                f"{name_of(element.tag)} says what the document model does not hold; it would not be written again",
                place=places.of(element),
            )


def _version(root: etree._Element) -> str | None:
    application = root.find(_APPLICATION)
    return application.get("version") if application is not None else None


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    for part in root:
        if part.tag in _PARTS:
            for element in part.iter("*"):
                parent = element.getparent()
                is_copy = parent is not None and (element.tag, parent.tag) == _COPY
                if element.tag != _XENO_DATA and not is_copy and not _is_shared(element):
                    yield element


def _is_shared(element: etree._Element) -> bool:
    """Whether an element describes what the editions of a corpus share: it says what any of them says of it."""
    parent = element.getparent()
    return any((one.get(XML_ID) or "").startswith(SHARED) for one in (element, parent) if one is not None)


def _key(element: etree._Element) -> Key:
    """What an element says by itself: where it is, its attributes, its own words. Ids that we make may be others."""
    if element.tag == _STAMPED:
        return (element.tag,)
    attributes = frozenset(
        (name, "#" if str(value).startswith("#") else value)
        for name, value in element.attrib.items()
        if name not in _OWN and not (name == "ref" and str(value).startswith("#"))
    )
    words = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    way = tuple(str(one.tag) for one in element.iterancestors())
    return element.tag, way, attributes, words
