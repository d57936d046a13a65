"""Word: a file that an editor works in, and gets back."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file is a zip package."""
    return head.startswith(b"PK\x03\x04")


FORMAT = Format(
    name="docx",
    title="Word document",
    endings=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    binary=True,
    sniff=sniff,
    reader_at="converters.formats.docx.reader:read",
    writer_at="converters.formats.docx.writer:write",
    validator_at="converters.formats.docx.validator:validate",
    support_at="converters.formats.docx.support:SUPPORT",
)
