"""TEI P5 XML: our own edition of a record, and what others wrote."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file begins like XML, in UTF-8 or UTF-16: with a TEI root, or as XML alone does and no web page."""
    text = head.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0").replace(b"\0", b"")
    if text.startswith(b"<") and any(mark in text for mark in (b"<TEI", b"<teiCorpus", b":TEI", b":teiCorpus")):
        return True
    return text.startswith(b"<?xml") and b"<html" not in text.lower()


FORMAT = Format(
    name="tei",
    title="TEI P5 edition",
    endings=(".tei.xml", ".tei", ".xml"),
    media_type="application/tei+xml",
    binary=False,
    sniff=sniff,
    reader_at="converters.formats.tei.reader:read",
    writer_at="converters.formats.tei.writer:write",
    validator_at="converters.formats.tei.validator:validate",
    support_at="converters.formats.tei.support:SUPPORT",
    records_at="converters.formats.tei.corpus.records:records",
    said_at="converters.formats.tei.writer:said",
)
