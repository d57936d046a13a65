"""The XMP packet of a file (ISO 32000-1, 14.3.2; ISO 16684-1), read as a stranger's XML."""

from __future__ import annotations

import pikepdf
from lxml import etree

from converters.formats.pdf.opening import UNREADABLE

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
_MAX_PACKET = 4 * 1024 * 1024


def packet(pdf: pikepdf.Pdf) -> etree._Element | None:
    """The root of the packet; None where there is none, or none that is well-formed XML of a sensible size."""
    try:
        data = pdf.Root.Metadata.read_bytes()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(data, parser) if len(data) <= _MAX_PACKET else None
    except (*UNREADABLE, etree.XMLSyntaxError):
        return None
