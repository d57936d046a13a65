"""TEI P5 XML: our own edition of a record, and what others wrote."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file begins like XML with a TEI root."""
    return b"<TEI" in head or b"<teiCorpus" in head or b":TEI" in head


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
)
