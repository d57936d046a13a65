"""What an editor added to an edition of ours and the model does not hold: told, because it would be lost.

Where the file was touched, the document that was read is composed again, and all but the text itself, of which nothing
is passed over, is compared. What only the file has is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from converters.formats.tei import residue
from converters.formats.tei.names import PROGRAM, SHARED, TEI, XML_ID, XML_LANG
from converters.formats.tei.places import Places, name_of
from converters.formats.tei.reading.elements import own_texts
from converters.formats.tei.stamp import is_untouched
from converters.formats.tei.writing import carried
from converters.formats.tei.writing.edition import compose
from converters.model.document import Document
from converters.report import Report

_PARTS: Final = (f"{TEI}teiHeader", f"{TEI}standOff", f"{TEI}text")
_READ_WHOLE: Final = (f"{TEI}front", f"{TEI}body", f"{TEI}back")
"""What is in them is in the document, whatever it is."""
_APPLICATION: Final = f"{TEI}teiHeader/{TEI}encodingDesc/{TEI}appInfo/{TEI}application[@ident='{PROGRAM}']"
_STAMPED: Final = f"{TEI}application"
_ENCODING: Final = f"{TEI}encodingDesc"
_XENO_DATA: Final = f"{TEI}xenoData"
_ROOT_ATTRIBUTES: Final = frozenset({XML_ID, XML_LANG, "version", "type", "subtype"})
_OWN_DATA: Final = (residue.TYPE, carried.TYPE)
_COPY: Final = (f"{TEI}date", f"{TEI}correspAction")
"""The date of sending in `correspDesc` is a copy, which is compared where it is read."""
_OWN: Final = frozenset({XML_ID, "version"})
"""Attributes that may be others when an edition is composed again."""
Key = tuple[object, ...]


def account(root: etree._Element, data: bytes, document: Document, report: Report) -> None:
    """Tell what stands in a file, but for its text, and would not stand there again."""
    if is_untouched(data) and _is_framed_as_usual(root):
        return
    again = etree.fromstring(compose(document, Report(), root.get("subtype")), etree.XMLParser(huge_tree=True))
    same_version = _version(root) == _version(again)
    kept = Counter(_key(element) for element in _accountable(again))
    told: set[etree._Element] = set()
    frame = (root, root.find(f"{TEI}text"))
    places = Places()
    for element in _accountable(root):
        key = _key(element)
        if kept[key] > 0:
            kept[key] -= 1
        elif element.getparent() in told:
            told.add(element)
        elif same_version or not any(one.tag == _ENCODING for one in element.iterancestors()):
            if element not in frame:
                told.add(element)
            report.warn(
                "unread",
                f"{name_of(element.tag)} says what the document model does not hold; it would not be written again",
                place=places.of(element),
            )


def _is_framed_as_usual(root: etree._Element) -> bool:
    """Whether nothing stands beside the root, the parts of the file and those of its text, which no stamp covers."""
    if root.getprevious() is not None or root.getnext() is not None or not _ROOT_ATTRIBUTES.issuperset(root.keys()):
        return False
    text = root[-1]
    return (
        not text.attrib
        and _are_once(root, _PARTS)
        and _are_once(text, _READ_WHOLE)
        and not any(part.attrib for part in text)
        and not _own_words(root)
        and not _own_words(text)
    )


def _are_once(element: etree._Element, names: tuple[str, ...]) -> bool:
    tags = [child.tag for child in element]
    return len(set(tags)) == len(tags) and all(tag in names for tag in tags)


def _own_words(element: etree._Element) -> str:
    """The words that stand in an element itself, with one blank between them."""
    return " ".join(" ".join(own_texts(element)).split())


def _version(root: etree._Element) -> str | None:
    application = root.find(_APPLICATION)
    return application.get("version") if application is not None else None


def _accountable(root: etree._Element) -> Iterator[etree._Element]:
    """The elements, comments and instructions of a file that are no text and no copy of what stands elsewhere in it."""
    yield from (one for one in root.itersiblings(preceding=True) if not isinstance(one.tag, str))
    stack = [root]
    while stack:
        element = stack.pop()
        if _is_own_data(element) or _is_copy(element) or _is_shared(element):
            continue
        yield element
        if element.tag not in _READ_WHOLE:
            stack += reversed(element)
    yield from (one for one in root.itersiblings() if not isinstance(one.tag, str))


def _is_own_data(element: etree._Element) -> bool:
    return element.tag == _XENO_DATA and element.get("type") in _OWN_DATA


def _is_copy(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and (element.tag, parent.tag) == _COPY


def _is_shared(element: etree._Element) -> bool:
    """Whether an element describes what the editions of a corpus share: it says what any of them says of it."""
    return (element.get(XML_ID) or "").startswith(SHARED)


def _key(element: etree._Element) -> Key:
    """What an element says by itself: where it is, its attributes, its own words. Ids that we make may be others."""
    if element.tag == _STAMPED:
        return (element.tag,)
    attributes = frozenset(
        (name, "#" if str(value).startswith("#") else value)
        for name, value in element.attrib.items()
        if name not in _OWN and not (name == "ref" and str(value).startswith("#"))
    )
    words = "" if element.tag in _READ_WHOLE else _own_words(element)
    way = tuple(str(one.tag) for one in element.iterancestors())
    return element.tag, way, attributes, words
