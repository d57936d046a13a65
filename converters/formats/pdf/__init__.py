"""PDF: pages to print, archival (PDF/A-3a) and accessible (PDF/UA-1)."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file begins like a PDF."""
    return b"%PDF-" in head[:1024]


FORMAT = Format(
    name="pdf",
    title="PDF/A-3a and PDF/UA-1",
    endings=(".pdf",),
    media_type="application/pdf",
    binary=True,
    sniff=sniff,
    reader_at="converters.formats.pdf.reader:read",
    writer_at="converters.formats.pdf.writer:write",
    validator_at="converters.formats.pdf.validator:validate",
    support_at="converters.formats.pdf.support:SUPPORT",
)
