"""Write, look, change, read."""

from __future__ import annotations

from lxml import etree

from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.tei.names import TEI_NS
from converters.formats.tei.reader import read
from converters.formats.tei.writer import write
from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report

NAMESPACES = {"t": TEI_NS}


def written(document: Document, report: Report | None = None) -> bytes:
    """The document as TEI."""
    return write(document, WriteOptions(), report or Report("tei"))


def read_back(data: bytes, report: Report | None = None) -> Document:
    """The document in TEI."""
    return read(data, ReadOptions(), report or Report("tei"))


def tree(document: Document) -> etree._Element:
    """The root of the document's edition."""
    return etree.fromstring(written(document))


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path, with the prefix `t` for TEI."""
    result = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(result, list)
    return [element for element in result if isinstance(element, etree._Element)]


def one(root: etree._Element, path: str) -> etree._Element:
    """The only element at a path."""
    elements = found(root, path)
    assert len(elements) == 1, f"{len(elements)} elements at {path}"
    return elements[0]


def reread(root: etree._Element) -> Document:
    """The document in a tree that was changed."""
    return read_back(etree.tostring(root))


def text(*blocks: nd.Block) -> Document:
    """A document of some blocks."""
    return Document(id="c07EXAMPLE1", body=blocks)


def paragraph(*content: str | nd.Inline) -> nd.Paragraph:
    """A paragraph of some content."""
    return nd.Paragraph(content=content)


def canonical(data: bytes) -> bytes:
    """Canonical XML with comments."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, collect_ids=False)
    return etree.tostring(etree.fromstring(data, parser).getroottree(), method="c14n", with_comments=True)
