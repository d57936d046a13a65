"""Word files that other programs made: their text, headings, lists, tables, notes, links and emphasis."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.docx.helpers import read_back, with_part, written
from tests.docx.resave import resaved
from tests.docx.telegram import TELEGRAM

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def made(fill: Callable[[Any], None]) -> bytes:
    """A file made with python-docx and its own template."""
    opened = docx.Document()
    fill(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def body(fill: Callable[[Any], None]) -> tuple[nd.Block, ...]:
    return read_back(made(fill)).body


def test_the_file_itself_is_the_source() -> None:
    data = made(lambda opened: opened.add_paragraph("Text."))
    document = read_back(data)
    assert document.source is not None
    assert document.source.original() == data
    assert document.source.media_type == MEDIA_TYPE


def test_headings_make_sections_within_sections() -> None:
    def fill(opened: Any) -> None:
        opened.add_paragraph("Before.")
        opened.add_heading("One", 1)
        opened.add_paragraph("Of one.")
        opened.add_heading("Below one", 2)
        opened.add_paragraph("Deeper.")
        opened.add_heading("Two", 1)

    assert body(fill) == (
        nd.Paragraph(content=("Before.",)),
        nd.Section(
            blocks=(
                nd.Heading(content=("One",)),
                nd.Paragraph(content=("Of one.",)),
                nd.Section(blocks=(nd.Heading(content=("Below one",)), nd.Paragraph(content=("Deeper.",)))),
            )
        ),
        nd.Section(blocks=(nd.Heading(content=("Two",)),)),
    )


def test_numbered_paragraphs_are_lists() -> None:
    def fill(opened: Any) -> None:
        opened.add_paragraph("First", style="List Bullet")
        opened.add_paragraph("Second", style="List Bullet")
        opened.add_paragraph("Counted", style="List Number")

    bullets, numbers = body(fill)
    assert isinstance(bullets, nd.List)
    assert isinstance(numbers, nd.List)
    assert (bullets.style, [plain_text(item) for item in bullets.items]) == ("bullet", ["First", "Second"])
    assert (numbers.style, [plain_text(item) for item in numbers.items]) == ("decimal", ["Counted"])


def test_emphasis_by_direct_formatting_is_emphasis() -> None:
    def fill(opened: Any) -> None:
        paragraph = opened.add_paragraph("Plain ")
        paragraph.add_run("bold").bold = True
        both = paragraph.add_run(" both")
        both.bold = both.italic = True

    assert body(fill) == (
        nd.Paragraph(
            content=(
                "Plain ",
                nd.Emphasis(style="bold", content=("bold", nd.Emphasis(style="italic", content=(" both",)))),
            )
        ),
    )


def test_a_table_keeps_its_merged_cells() -> None:
    def fill(opened: Any) -> None:
        table = opened.add_table(rows=3, cols=3)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = str(number)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "high"

    (table,) = body(fill)
    assert isinstance(table, nd.Table)
    shape = [[(plain_text(cell), cell.columns, cell.rows) for cell in row.cells] for row in table.rows]
    assert shape == [
        [("wide", 2, 1), ("2", 1, 1)],
        [("3", 1, 1), ("4", 1, 1), ("high", 1, 2)],
        [("6", 1, 1), ("7", 1, 1)],
    ]


def test_a_table_in_a_table_is_read() -> None:
    def fill(opened: Any) -> None:
        outer = opened.add_table(rows=1, cols=1)
        outer.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = "inside"

    (table,) = body(fill)
    assert plain_text(table) == "inside"
    assert sum(isinstance(node, nd.Table) for node in walk(table)) == 2


def test_a_link_is_a_reference() -> None:
    def fill(opened: Any) -> None:
        paragraph = opened.add_paragraph("See ")
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), opened.part.relate_to("http://example.org/a", _HYPERLINK, is_external=True))
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "there"
        run.append(text)
        link.append(run)
        paragraph._p.append(link)

    assert body(fill) == (
        nd.Paragraph(content=("See ", nd.Reference(target="http://example.org/a", content=("there",)))),
    )


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def test_tracked_changes_are_additions_and_deletions() -> None:
    def fill(opened: Any) -> None:
        paragraph = opened.add_paragraph("Kept ")
        for tag, text_tag, words in (("w:ins", "w:t", "new"), ("w:del", "w:delText", "old")):
            change = OxmlElement(tag)
            change.set(qn("w:author"), "A. Editor")
            change.set(qn("w:date"), "2020-01-02T00:00:00Z")
            run = OxmlElement("w:r")
            text = OxmlElement(text_tag)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph._p.append(change)

    agent, date = "A. Editor", "2020-01-02T00:00Z"
    assert body(fill) == (
        nd.Paragraph(
            content=(
                "Kept ",
                nd.Addition(content=("new",), agent=agent, date=date, attrs={nd.STATUS: nd.PROPOSED}),
                nd.Deletion(content=("old",), agent=agent, date=date, attrs={nd.STATUS: nd.PROPOSED}),
            )
        ),
    )


def test_what_is_not_understood_is_told_with_its_part() -> None:
    def fill(opened: Any) -> None:
        opened.add_paragraph("Before").add_run()._r.append(OxmlElement("w:pgNum"))

    report = Report("docx")
    read_back(made(fill), report)
    (message,) = report.at("warning")
    assert (message.code, message.place) == ("unread", "word/document.xml, paragraph 1")
    assert "pgNum" in message.text


def test_the_properties_name_title_and_author() -> None:
    def fill(opened: Any) -> None:
        opened.core_properties.title = "A record"
        opened.core_properties.author = "A. Writer"
        opened.add_paragraph("Text.")

    known = read_back(made(fill)).metadata
    assert known.title == "A record"
    assert [(agent.name, agent.roles) for agent in known.agents] == [("A. Writer", ("author",))]


def test_an_outside_picture_is_never_fetched_but_named() -> None:
    relation = (
        '<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="http://127.0.0.1:1/picture.png" TargetMode="External"/></Relationships>'
    )
    data = with_part(
        written(TELEGRAM), "word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", relation)
    )
    data = with_part(data, "word/document.xml", lambda xml: xml.replace('r:embed="rId20"', 'r:link="rId999"'))
    targets = {node.target for node in walk(read_back(data)) if isinstance(node, nd.Image)}
    assert targets == {"http://127.0.0.1:1/picture.png"}


@pytest.mark.validator
def test_a_file_of_libreoffice_is_read_with_headings_lists_and_tables(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    def fill(opened: Any) -> None:
        opened.add_heading("One", 1)
        opened.add_paragraph("Item", style="List Bullet")
        opened.add_table(rows=1, cols=1).cell(0, 0).text = "cell"

    document: Document = read_back(resaved(program("soffice"), {"a": made(fill)}, "docx", tmp_path)["a"])
    assert [type(node).__name__ for node in walk(document) if isinstance(node, nd.Section | nd.List | nd.Table)] == [
        "Section",
        "List",
        "Table",
    ]
    assert "".join(map(plain_text, document.body)) == "OneItemcell"
