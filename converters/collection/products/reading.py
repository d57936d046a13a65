"""The text of a record to be read and counted: what its author wrote, once.

Left out are the machine header, the lines before and after the text (addresses, captions, TAGS, subject, references,
signature), numbers and portion markings of paragraphs, words that only mark a beginning or an end (END SUMMARY), notes,
page debris, a copy of what stood before; of two readings the proposed one stands. The summary is a part of the text and
stands where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, plain_text

_REPETITION = "repetition"
_MARKS = frozenset({"portion-mark", "begin-marker", "end-marker"})


def paragraphs_of(document: Document) -> Iterator[tuple[nd.Paragraph, nd.Section | None]]:
    """Every paragraph of the body, with the section that it stands in."""
    yield from _paragraphs(document.body, None)


def _paragraphs(blocks: nd.Blocks, section: nd.Section | None) -> Iterator[tuple[nd.Paragraph, nd.Section | None]]:
    for block in blocks:
        if isinstance(block, nd.Paragraph):
            yield block, section
        elif isinstance(block, nd.Section):
            yield from _paragraphs(block.blocks, block)
        elif isinstance(block, nd.Quotation):
            yield from _paragraphs(block.blocks, section)
        elif isinstance(block, nd.List):
            for item in block.items:
                yield from _paragraphs(item.blocks, section)


def text_of(document: Document) -> str:
    """The reading text: one line for each block, an empty line between them."""
    return "".join(f"{line}\n\n" for line in _lines(document.body) if line)[:-1]


def words_of(document: Document) -> list[str]:
    """The words of the reading text, as they stand between blanks."""
    return text_of(document).split()


def _lines(blocks: nd.Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, nd.Paragraph) or (isinstance(block, nd.Heading) and block.role != "subject"):
            yield said(block.content)
        elif isinstance(block, nd.Section | nd.Quotation):
            if not (isinstance(block, nd.Section) and block.role == _REPETITION):
                yield from _lines(block.blocks)
        elif isinstance(block, nd.List):
            for item in block.items:
                yield from _lines(item.blocks) if len(item.blocks) > 1 else (_item(item),)
        elif isinstance(block, nd.Table):
            yield from ("\t".join(" ".join(plain_text(cell).split()) for cell in row.cells) for row in block.rows)
        elif isinstance(block, nd.Preformatted | nd.Verse | nd.Element):
            yield plain_text(block).strip("\n")
        elif isinstance(block, nd.Line) and block.role is None:
            yield said(block.content)


def said(content: nd.Content) -> str:
    """Mixed text in one line, without its marks."""
    kept = (part for part in content if not (isinstance(part, nd.Segment) and part.role in _MARKS))
    return " ".join(content_text(kept).split())


def _item(item: nd.Item) -> str:
    return " ".join(" ".join(_lines(item.blocks)).split())
