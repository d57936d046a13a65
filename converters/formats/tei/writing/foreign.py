"""TEI that others made: the elements that the document holds, as the XML that they came from."""

from __future__ import annotations

from typing import Any

from lxml import etree

from converters.formats.tei.names import XML_ID, XML_LANG
from converters.formats.tei.reading import foreign as reading
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.escape import escape, forbidden
from converters.report import Report


def compose(document: Document, report: Report) -> bytes:
    """The XML, without a declaration. What the document says beside it is told as lost."""
    parts: list[bytes] = []
    for part in document.body:
        if isinstance(part, nd.Element):
            root = _element(None, part, report)
            parts.append(etree.tostring(root, encoding="UTF-8", xml_declaration=False))
            if reading.metadata(root) != document.metadata:
                report.warn("dropped", "metadata changed beside foreign TEI are not written into its header")
        elif isinstance(part, nd.Comment | nd.Instruction):
            parts.append(etree.tostring(_markup(part), encoding="UTF-8", with_tail=False))
    if document.id is not None or document.lang is not None or document.attrs:
        report.warn("dropped", "id, language and attributes of the document have no place in foreign TEI")
    return b"\n".join(parts)


def _element(parent: etree._Element | None, node: nd.Element, report: Report) -> etree._Element:
    namespaces: Any = {prefix or None: uri for prefix, uri in node.namespaces.items()}
    made = (
        etree.Element(node.name, nsmap=namespaces)
        if parent is None
        else etree.SubElement(parent, node.name, nsmap=namespaces)
    )
    if node.id is not None:
        made.set(XML_ID, node.id)
    if node.lang is not None:
        made.set(XML_LANG, node.lang)
    for name, value in node.attrs.items():
        made.set(name, _text(value, node, report))
    last: etree._Element | None = None
    for part in node.content:
        if isinstance(part, str):
            if last is None:
                made.text = _text(part, node, report)
            else:
                last.tail = _text(part, node, report)
        elif isinstance(part, nd.Element):
            last = _element(made, part, report)
        elif isinstance(part, nd.Comment | nd.Instruction):
            last = _markup(part)
            made.append(last)
        else:
            report.warn("dropped", "a node of our model inside foreign TEI is not written", part)
    return made


def _markup(node: nd.Comment | nd.Instruction) -> etree._Element:
    if isinstance(node, nd.Comment):
        return etree.Comment(escape(node.text) if forbidden(node.text) else node.text)
    return etree.ProcessingInstruction(node.target, node.text)  # type: ignore[arg-type]


def _text(text: str, node: nd.Element, report: Report) -> str:
    """Foreign text goes as it is; what XML cannot hold did not come from XML, and is told."""
    try:
        etree.Element("x").text = text
    except ValueError:
        report.warn("approximated", "a character that XML cannot hold is written as an escape", node)
        return escape(text)
    return text
