"""The original, carried in a `xenoData`, and a `bibl` that says what it is."""

from __future__ import annotations

import base64

from lxml import etree

from converters.formats.tei.names import TEI, XML_ID
from converters.formats.tei.values import words
from converters.formats.tei.writing.draft import Attributes, Draft
from converters.model.document import Source
from converters.model.escape import escape

TYPE = "source"


def source_id(draft: Draft) -> str:
    """The id of the element that holds the original."""
    return f"{draft.base}source"


def describe(draft: Draft, parent: etree._Element, source: Source) -> None:
    """Media type, checksum, encoding and line ends of the original."""
    element = etree.SubElement(parent, f"{TEI}bibl", {"type": TYPE})
    attributes: Attributes = {"target": f"#{source_id(draft)}"}
    media_type = words(source.media_type)
    if media_type is not None:
        attributes["mimeType"] = media_type
    etree.SubElement(element, f"{TEI}ptr", attributes)
    if media_type is None:
        draft.leaf(element, "seg", source.media_type, {"type": "media-type"})
    draft.leaf(element, "idno", source.sha256, {"type": "sha256"})
    for field in ("encoding", "newline"):
        value = getattr(source, field)
        if value is not None:
            draft.leaf(element, "seg", value, {"type": field})


def carry(draft: Draft, header: etree._Element, source: Source) -> None:
    """The original itself: text as text, bytes in base64."""
    attributes: Attributes = {"type": TYPE, "subtype": "text", XML_ID: source_id(draft)}
    if source.text is not None:
        _set_text(draft.leaf(header, "xenoData", None, attributes), source.text)
        attributes = {"type": TYPE}
    if source.data is not None:
        draft.leaf(header, "xenoData", base64.b64encode(source.data).decode(), {**attributes, "subtype": "base64"})
    if source.text is None and source.data is None:
        draft.leaf(header, "xenoData", None, {**attributes, "subtype": "none"})


def _set_text(element: etree._Element, text: str) -> None:
    """The whole original at once: lxml refuses what must be escaped, so that nothing is looked at twice."""
    try:
        element.text = escape(text) if "_x" in text else text
    except ValueError:
        element.text = escape(text)
