"""Is every character of a source accounted for by the nodes of its document, and nothing else?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from converters.model.document import Document
from converters.model.node import Container, Node, Placed, Span
from converters.model.nodes import Choice, Heading, Supplied
from converters.model.walk import child_fields, walk

RULE_CHARACTERS = frozenset("-=*_~‐–— ")
BYTE_ORDER_MARK = "\ufeff"


def text_nodes(document: Document) -> Iterator[Node]:
    """All nodes of the text; the metadata are left out."""
    for block in (*document.front, *document.body, *document.back):
        yield from walk(block)


def uncovered(document: Document) -> str:
    """The characters of the source, other than blanks, that no node with text of its own stands for."""
    text = source_text(document)
    covered = bytearray(len(text))
    for node in text_nodes(document):
        if isinstance(node, Placed) and not isinstance(node, Container) and node.span is not None:
            covered[node.span.start : node.span.end] = b"\1" * (node.span.end - node.span.start)
    return "".join(
        character
        for character, known in zip(text, covered, strict=True)
        if not known and not character.isspace() and character != BYTE_ORDER_MARK
    )


def source_text(document: Document) -> str:
    assert document.source is not None
    assert document.source.text is not None
    return document.source.text


def printed(node: Node) -> Iterator[str]:
    """The strings of a node as the source has them: of a choice what stood there, of what is supplied nothing."""
    if isinstance(node, Supplied):
        return
    names = ("original",) if isinstance(node, Choice) else child_fields(type(node))
    for name in names:
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, str):
                yield part
            elif isinstance(part, Node):
                yield from printed(part)


def rules(document: Document) -> Counter[str]:
    """The characters of rules that headings stand for with their span, not with their text."""
    text = source_text(document)
    found: Counter[str] = Counter()
    for node in text_nodes(document):
        if isinstance(node, Heading) and node.span is not None:
            here = characters(text[node.span.start : node.span.end])
            here.subtract(characters("".join(printed(node))))
            found += +here
    return found


def characters(text: str) -> Counter[str]:
    """How often each character stands in a text, blanks left out."""
    return Counter("".join(text.split()).replace(BYTE_ORDER_MARK, ""))


def difference(document: Document) -> tuple[Counter[str], Counter[str]]:
    """The characters that the document lacks, and those that it has too many of."""
    blocks = (*document.front, *document.body, *document.back)
    there = characters("".join(text for block in blocks for text in printed(block))) + rules(document)
    source = characters(source_text(document))
    return source - there, there - source


def overlaps(document: Document) -> list[tuple[Span, Span]]:
    """Pairs of neighbouring blocks that share a place."""
    found: list[tuple[Span, Span]] = []
    for node in text_nodes(document):
        for name in ("blocks", "parts", "items"):
            spans = [
                child.span for child in getattr(node, name, ()) if isinstance(child, Placed) and child.span is not None
            ]
            found += [(one, two) for one, two in pairwise(spans) if two.start < one.end]
    return found
