"""The parts of the package that this writer makes, in their order, and the carried document in one of them."""

from __future__ import annotations

from lxml import etree

from converters.formats.docx.ooxml import HEADER, text_of, unquoted
from converters.model.codec import encode
from converters.model.document import MODEL_VERSION, Document

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONS = "_rels/.rels"
DOCUMENT = "word/document.xml"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
SETTINGS = "word/settings.xml"
FONTS = "word/fontTable.xml"
THEME = "word/theme/theme1.xml"
FOOTNOTES = "word/footnotes.xml"
FOOTNOTES_RELATIONS = "word/_rels/footnotes.xml.rels"
ENDNOTES = "word/endnotes.xml"
ENDNOTES_RELATIONS = "word/_rels/endnotes.xml.rels"
COMMENTS = "word/comments.xml"
COMMENTS_RELATIONS = "word/_rels/comments.xml.rels"
RUNNING_HEAD = "word/header1.xml"
RUNNING_FOOT = "word/footer1.xml"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CARRIED = "customXml/item1.xml"
CARRIED_PROPERTIES = "customXml/itemProps1.xml"
CARRIED_RELATIONS = "customXml/_rels/item1.xml.rels"
ANCHORS = "customXml/item2.xml"
ANCHORS_PROPERTIES = "customXml/itemProps2.xml"
ANCHORS_RELATIONS = "customXml/_rels/item2.xml.rels"

ORDER = (
    CONTENT_TYPES,
    PACKAGE_RELATIONS,
    DOCUMENT,
    DOCUMENT_RELATIONS,
    STYLES,
    NUMBERING,
    SETTINGS,
    FONTS,
    THEME,
    FOOTNOTES,
    FOOTNOTES_RELATIONS,
    ENDNOTES,
    ENDNOTES_RELATIONS,
    COMMENTS,
    COMMENTS_RELATIONS,
    RUNNING_HEAD,
    RUNNING_FOOT,
    CORE,
    APP,
    CARRIED,
    CARRIED_PROPERTIES,
    CARRIED_RELATIONS,
    ANCHORS,
    ANCHORS_PROPERTIES,
    ANCHORS_RELATIONS,
)
"""The order of the parts in the file; pictures come last."""

CARRIED_NAMESPACE = f"urn:dragoman:document:{MODEL_VERSION}"
ANCHORS_NAMESPACE = "urn:dragoman:anchors:1.0"
_CARRIED_ROOT = "document"


def carried_xml(document: Document) -> bytes:
    """The part that carries the whole document: its JSON as the text of one element."""
    json = encode(document)
    if any(rare in json for rare in _RARE):
        json = text_of(json.decode()).encode()
    else:
        json = json.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return b"%s%s%s" % (_CARRIED_START, json, _CARRIED_END)


_CARRIED_START = f'{HEADER}<{_CARRIED_ROOT} xmlns="{CARRIED_NAMESPACE}">'.encode()
_CARRIED_END = f"</{_CARRIED_ROOT}>".encode()
_RARE = (b"_x", b"\xef")
"""What begins whatever JSON can hold and XML cannot as it stands: what looks like an escape, U+FFFE and U+FFFF."""


def carried_json(root: etree._Element) -> str | None:
    """The JSON in that part, or None where the part is another."""
    name = etree.QName(root)
    if name.localname != _CARRIED_ROOT or not (name.namespace or "").startswith("urn:dragoman:document:"):
        return None
    return unquoted("".join(str(text) for text in root.itertext()))
