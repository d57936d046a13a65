"""Diplomatic telegrams as transmitted, in plain text."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file is text; the reader takes any."""
    if b"\0" not in head:
        return bool(head.strip())
    from converters.formats.cable.decoding import MARKS, unmarked_utf_16

    return head.startswith(tuple(MARKS)) or unmarked_utf_16(head) is not None


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
