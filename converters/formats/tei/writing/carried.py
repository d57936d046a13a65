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
LONGEST = 4_000_000
"""Characters of one `xenoData`; parsers stop at 10 million."""


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
    """The original itself: text as text, bytes in base64, in pieces that every parser takes."""
    first: Attributes = {XML_ID: source_id(draft)}
    for subtype, whole in (("text", source.text), ("base64", _base64(source.data))):
        if whole is None:
            continue
        for start in range(0, len(whole) or 1, LONGEST):
            element = draft.leaf(header, "xenoData", None, {"type": TYPE, "subtype": subtype, **first})
            _set_text(element, whole[start : start + LONGEST])
            first = {}
    if first:
        draft.leaf(header, "xenoData", None, {"type": TYPE, "subtype": "none", **first})


def _base64(data: bytes | None) -> str | None:
    return base64.b64encode(data).decode() if data is not None else None


def _set_text(element: etree._Element, text: str) -> None:
    """The whole original at once: lxml refuses what must be escaped, so that nothing is looked at twice."""
    try:
        element.text = escape(text) if "_x" in text else text
    except ValueError:
        element.text = escape(text)
