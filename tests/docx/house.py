"""Templates of invented houses, for the tests of `--reference-doc`."""

from __future__ import annotations

import base64
import io
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.samples import PIXEL

WIDTH = Mm(110)
"""The width of the text on the house's page."""


def house() -> bytes:
    """A press with small pages, a crest in its heads, numbered headings and styles with names and ids of its own."""
    made = docx.Document()
    _page(made)
    styles = made.styles
    styles["Normal"].font.name = "Garamond"
    heading = styles["Heading 1"]
    heading.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    _number_by(made, heading)
    text = styles.add_style("Body Text of the House", WD_STYLE_TYPE.PARAGRAPH)
    _called(text, name="Body Text of the House", id="Haustext", aliases="Record Paragraph,Grundtext")
    text.font.size = Pt(9)
    person = styles.add_style("Personenname", WD_STYLE_TYPE.CHARACTER)
    person.font.small_caps = True
    made.add_paragraph("What is written in a template is no part of a document.")
    return _saved(made)


def plain_house() -> bytes:
    """A file as python-docx makes it."""
    return _saved(docx.Document())


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(150), Mm(220)
    section.left_margin = section.right_margin = Mm(20)
    section.different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True
    section.header.paragraphs[0].text = "The Invented Press"
    section.even_page_header.paragraphs[0].text = "Even pages"
    run = section.first_page_header.paragraphs[0].add_run()
    run.add_picture(io.BytesIO(base64.b64decode(PIXEL.partition(",")[2])), width=Mm(10))
    section.footer.paragraphs[0].text = "Printed nowhere"


def _number_by(made: Any, heading: Any) -> None:
    """Number the headings by a list of the house."""
    part = made.part.numbering_part.element
    number = part.add_num(0).numId
    properties = heading.element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = number


def _called(style: Any, *, name: str, id: str, aliases: str) -> None:
    style.element.set(qn("w:styleId"), id)
    style.name = name
    element = OxmlElement("w:aliases")
    element.set(qn("w:val"), aliases)
    style.element.find(qn("w:name")).addnext(element)


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
