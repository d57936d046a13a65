"""What makes a file PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): metadata, colours, attachments, catalogue."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from PIL import ImageCms

from converters.formats.pdf.filing import Objects, stream
from converters.formats.pdf.objects import reference, text_string
from converters.model.escape import escape

PRODUCER = "dragoman"
THEME, PAPER = "Theme", "Paper"
"""Entries of the information dictionary that say how the pages were set."""


class Facts(NamedTuple):
    """What the file says of itself, in its XMP packet and its information dictionary alike."""

    title: str
    language: str
    authors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    date: str | None = None
    publishers: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    rights: str | None = None
    source: str | None = None
    type: str | None = None
    epoch: int | None = None
    theme: str | None = None
    paper: str | None = None
    archival: bool = True
    """Whether the file says that it is PDF/A-3a and PDF/UA-1."""


class Attachment(NamedTuple):
    """An associated file (ISO 19005-3, 6.8)."""

    name: str
    media_type: str
    relationship: str
    description: str
    data: bytes


_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{claims}<dc:format>application/pdf</dc:format>
{properties}
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
{extension}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


_CLAIMS = """<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
"""
_EXTENSION = """<pdfaExtension:schemas>
<rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property>
<rdf:Seq>
<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li>
</rdf:Seq>
</pdfaSchema:property>
</rdf:li>
</rdf:Bag>
</pdfaExtension:schemas>
"""


def packet(facts: Facts) -> bytes:
    """The XMP packet (ISO 16684-1), with the extension schema that PDF/A asks for PDF/UA's namespace."""
    properties = [
        _alternatives("title", facts.title),
        _list("language", "Bag", (facts.language,)),
        _list("creator", "Seq", facts.authors),
        _list("subject", "Bag", facts.subjects),
        _list("identifier", None, facts.identifiers[:1]),
        _list("date", "Seq", tuple(filter(None, (facts.date,)))),
        _list("publisher", "Bag", facts.publishers),
        _list("relation", "Bag", facts.relations),
        _list("source", None, tuple(filter(None, (facts.source,)))),
        _list("type", "Bag", tuple(filter(None, (facts.type,)))),
        _alternatives("rights", facts.rights),
        _list("Identifier", "Bag", facts.identifiers, prefix="xmp"),
    ]
    if facts.epoch is not None:
        stamp = datetime.fromtimestamp(facts.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        properties.append(f"<xmp:CreateDate>{stamp}</xmp:CreateDate>\n<xmp:ModifyDate>{stamp}</xmp:ModifyDate>")
    return _PACKET.format(
        properties="\n".join(filter(None, properties)),
        producer=PRODUCER,
        claims=_CLAIMS if facts.archival else "",
        extension=_EXTENSION if facts.archival else "",
    ).encode()


def _xml(text: str) -> str:
    return escape(text).translate(_ESCAPES)


def _list(name: str, kind: str | None, values: Sequence[str], prefix: str = "dc") -> str:
    if not values:
        return ""
    if kind is None:
        return f"<{prefix}:{name}>{_xml(values[0])}</{prefix}:{name}>"
    entries = "".join(f"<rdf:li>{_xml(value)}</rdf:li>" for value in values)
    return f"<{prefix}:{name}><rdf:{kind}>{entries}</rdf:{kind}></{prefix}:{name}>"


def _alternatives(name: str, text: str | None) -> str:
    """A text that may stand in several languages, and here in one (ISO 16684-1, 8.2.2.4)."""
    if not text:
        return ""
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{_xml(text)}</rdf:li></rdf:Alt></dc:{name}>'


def information(facts: Facts) -> dict[str, str]:
    """The information dictionary (ISO 32000-1, 14.3.3): the same as the packet."""
    entries = {"Title": text_string(facts.title), "Producer": text_string(PRODUCER), "Creator": text_string(PRODUCER)}
    if facts.authors:
        entries["Author"] = text_string("; ".join(facts.authors))
    if facts.subjects:
        entries["Keywords"] = text_string(", ".join(facts.subjects))
    if facts.epoch is not None:
        stamp = datetime.fromtimestamp(facts.epoch, UTC).strftime("(D:%Y%m%d%H%M%SZ)")
        entries |= {"CreationDate": stamp, "ModDate": stamp}
    for name, value in ((THEME, facts.theme), (PAPER, facts.paper)):
        if value is not None:
            entries[name] = text_string(value)
    return entries


def write_metadata(document: Objects, facts: Facts) -> int:
    """Write the XMP packet, uncompressed so that it can be found by looking."""
    return document.add_stream(stream(packet(facts), "/Type /Metadata /Subtype /XML", compress=False))


@functools.cache
def _profile() -> bytes:
    """An sRGB profile as a stream, with the time of its making (bytes 24 to 35, ICC.1 7.2.8) fixed."""
    made = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    date = b"".join(part.to_bytes(2, "big") for part in (2000, 1, 1, 0, 0, 0))
    return stream(made[:24] + date + made[36:], "/N 3", shared=True)


def write_output_intent(document: Objects) -> str:
    """Write the output intent (14.11.5): device colours are meant as sRGB."""
    profile = document.add_stream(_profile())
    return (
        "[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
        f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {reference(profile)} >>]"
    )


def write_attachments(document: Objects, attachments: Sequence[Attachment], epoch: int | None) -> tuple[str, str]:
    """Write associated files; the catalogue's entries `AF` and `Names` are given back."""
    numbers = {one.name: document.add(_specification(document, one, epoch)) for one in attachments}
    names = " ".join(f"{text_string(name)} {reference(numbers[name])}" for name in sorted(numbers))
    return f"[{' '.join(map(reference, numbers.values()))}]", f"<< /EmbeddedFiles << /Names [{names}] >> >>"


def _specification(document: Objects, one: Attachment, epoch: int | None) -> str:
    checksum = hashlib.md5(one.data, usedforsecurity=False).hexdigest().upper()
    date = "" if epoch is None else datetime.fromtimestamp(epoch, UTC).strftime(" /ModDate (D:%Y%m%d%H%M%SZ)")
    parameters = f"<< /Size {len(one.data)} /CheckSum <{checksum}>{date} >>"
    entries = f"/Type /EmbeddedFile /Subtype {_name(one.media_type)} /Params {parameters}"
    content = reference(document.add_stream(stream(one.data, entries)))
    name = text_string(one.name)
    return (
        f"<< /Type /Filespec /F {name} /UF {name} /AFRelationship /{one.relationship} "
        f"/Desc {text_string(one.description)} /EF << /F {content} /UF {content} >> >>"
    )


def _name(text: str) -> str:
    """A name object (7.3.5): all but letters, digits and a few marks by their codes."""
    return "/" + "".join(
        char
        if char.isascii() and (char.isalnum() or char in "-._+")
        else "".join(f"#{byte:02X}" for byte in char.encode())
        for char in text
    )
