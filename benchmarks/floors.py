"""The least that the same output can cost: the libraries alone, without a thought about what it means."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

import msgspec
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from converters.model.codec import encode
from converters.model.document import Document
from converters.model.walk import strings

LINE = 90


def floors(document: Document, written: Mapping[str, bytes]) -> dict[str, Callable[[], object]]:
    """For each step that has one, the work of its floor."""
    decoder = msgspec.json.Decoder()
    return {
        "write tei": tree_floor(written["tei"]),
        "read tei": lambda: etree.fromstring(written["tei"]),
        "write json": lambda: encode(document),
        "read json": lambda: decoder.decode(written["json"]),
        "write docx": zip_floor(written["docx"]),
        "read docx": lambda: [_members(written["docx"])],
        "write pdf": lambda: canvas(document),
    }


def tree_floor(tei: bytes) -> Callable[[], bytes]:
    """Build the same tree with lxml, element by element, and serialise it."""
    rows = list(_rows(etree.fromstring(tei)))

    def build() -> bytes:
        made: list[etree._Element] = []
        for parent, tag, attributes, text, tail in rows:
            element = etree.SubElement(made[parent], tag, attributes) if made else etree.Element(tag, attributes)
            element.text, element.tail = text, tail
            made.append(element)
        return etree.tostring(made[0], encoding="UTF-8", xml_declaration=True)

    return build


def _rows(root: etree._Element) -> list[tuple[int, str, dict[str, str], str | None, str | None]]:
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    at = {element: number for number, element in enumerate(elements)}
    rows = []
    for element in elements:
        parent = element.getparent()
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        rows.append((at[parent] if parent is not None else 0, str(element.tag), attributes, element.text, element.tail))
    return rows


def _members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zip_floor(docx: bytes) -> Callable[[], bytes]:
    """Store the same parts, all but the two that change with the document already deflated."""
    parts = _members(docx)
    changing = sorted(parts, key=lambda name: len(parts[name]))[-2:]
    ready = {name: zlib.compress(content) for name, content in parts.items() if name not in changing}

    def store() -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
            for name, content in ready.items():
                package.writestr(name, content)
            for name in changing:
                package.writestr(name, parts[name], zipfile.ZIP_DEFLATED)
        return file.getvalue()

    return store


def canvas(document: Document) -> bytes:
    """Draw the same words with reportlab's canvas: no shaping, no tags, no embedded font."""
    file = io.BytesIO()
    drawn = Canvas(file, invariant=1)
    text = " ".join(" ".join(strings(document)).split())
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)]
    for at, line in enumerate(lines):
        if at and at % 50 == 0:
            drawn.showPage()
        drawn.drawString(60, 780 - 14 * (at % 50), line)
    drawn.save()
    return file.getvalue()
