"""A format as others may write one: the words of a record in capitals, one block a line."""

from converters import Document, Format, ReadOptions, Report, WriteOptions
from converters.model.nodes import Paragraph
from converters.model.walk import plain_text

MARK = "SHOUT!"


def sniff(head: bytes) -> bool:
    """Whether a file begins with the mark of this format."""
    return head.startswith(MARK.encode())


def write(document: Document, options: WriteOptions, report: Report) -> bytes:
    """The words in capitals; everything else is lost, and told."""
    report.warn("approximated", "all but the words is lost", document)
    lines = (" ".join(plain_text(block).split()).upper() for block in document.body)
    return "\n".join((MARK, *lines, "")).encode()


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """A paragraph for each line."""
    _, *lines = data.decode().splitlines()
    return Document(body=tuple(Paragraph(content=(line,)) for line in lines if line))


FORMAT = Format(
    name="shout",
    title="a record in capitals",
    endings=(".shout",),
    media_type="text/x-shout",
    binary=False,
    sniff=sniff,
    reader_at="dragoman_shout:read",
    writer_at="dragoman_shout:write",
)
