"""JSON: the model itself, checked against `schemas/document.schema.json`."""

from converters.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file begins like an object in JSON."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


FORMAT = Format(
    name="json",
    title="JSON of the document model",
    endings=(".json",),
    media_type="application/json",
    binary=False,
    sniff=sniff,
    reader_at="converters.formats.json.reader:read",
    writer_at="converters.formats.json.writer:write",
    validator_at="converters.formats.json.validator:validate",
    support_at="converters.formats.json.writer:SUPPORT",
)
