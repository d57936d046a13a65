"""Diplomatic telegrams as transmitted, in plain text."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file is text; the reader takes any."""
    return bool(head.strip()) and (b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")))


FORMAT = Format(
    name="cable",
    title="telegram as transmitted",
    endings=(".txt", ".csv", ".html", ".htm"),
    media_type="text/plain",
    binary=False,
    sniff=sniff,
    reader_at="converters.formats.cable.reader:read",
    records_at="converters.formats.cable.records:records",
)
