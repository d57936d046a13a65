"""What an editor changes in Word comes back, and what was left alone keeps its full markup."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, plain_text, walk
from converters.report import Report
from tests.docx.helpers import by_id, edited, packed, part, parts, read_back, with_part, written
from tests.docx.telegram import BODY, ID, REPAIRED, TELEGRAM

DOCUMENT = "word/document.xml"


def merged(data: bytes) -> tuple[Document, list[str]]:
    """The document of a changed file, and what the reader said of the changes."""
    report = Report("docx")
    document = read_back(data, report)
    return document, [message.text for message in report.messages if message.code == "disagrees"]


def paragraph_with(opened: Any, text: str) -> Any:
    return next(paragraph for paragraph in opened.paragraphs if text in paragraph.text)


def replace_text(opened: Any, old: str, new: str) -> None:
    for run in paragraph_with(opened, old).runs:
        if old in run.text:
            run.text = run.text.replace(old, new)


def without(known: str) -> nd.Section:
    return msgspec.structs.replace(BODY, blocks=tuple(block for block in BODY.blocks if block.id != known))


def test_saving_with_python_docx_changes_nothing() -> None:
    document, told = merged(edited(written(TELEGRAM), lambda opened: None))
    assert (document, told) == (TELEGRAM, [])


def test_a_changed_word_comes_back_in_its_paragraph_and_nothing_else_changes() -> None:
    document, told = merged(edited(written(TELEGRAM), lambda opened: replace_text(opened, "talks", "tide")))
    changed = by_id(document, f"{ID}-p2")
    assert plain_text(changed) == "A pause in the tide.2.(C)"
    assert any(isinstance(node, nd.PageBreak) and node.n == "2" for node in walk(changed))
    restored = msgspec.structs.replace(
        document.body[0],
        blocks=tuple(
            by_id(TELEGRAM, f"{ID}-p2") if block.id == f"{ID}-p2" else block
            for block in document.body[0].blocks  # type: ignore[union-attr]
        ),
    )
    assert restored == BODY
    assert len(told) == 1
    assert "talks" in told[0]
    assert "tide" in told[0]


def test_a_word_changed_inside_a_name_stays_that_name() -> None:
    document, _ = merged(edited(written(TELEGRAM), lambda opened: replace_text(opened, "Ilse Maren", "Else Maren")))
    names = [node for node in walk(document) if isinstance(node, nd.Name) and node.type == "person"]
    assert [(name.ref, content_text(name.content)) for name in names] == [("#a1", "Else Maren")]


def test_an_edited_paragraph_keeps_its_note_with_its_id() -> None:
    document, _ = merged(edited(written(TELEGRAM), lambda opened: replace_text(opened, "spoke on", "sang on")))
    assert by_id(document, f"{ID}-n1") == by_id(TELEGRAM, f"{ID}-n1")


def test_a_changed_note_comes_back() -> None:
    data = with_part(written(TELEGRAM), "word/footnotes.xml", lambda xml: xml.replace("harbour", "quay"))
    document, told = merged(data)
    assert plain_text(by_id(document, f"{ID}-n1p")) == "Of the quay."
    assert len(told) == 1


def test_a_deleted_paragraph_is_gone() -> None:
    def delete(opened: Any) -> None:
        element = paragraph_with(opened, "A pause")._element
        element.getparent().remove(element)

    document, told = merged(edited(written(TELEGRAM), delete))
    assert document.body[0] == without(f"{ID}-p2")
    assert len(told) == 1


def test_a_new_paragraph_stands_in_its_place() -> None:
    def insert(opened: Any) -> None:
        paragraph_with(opened, "The repaired").insert_paragraph_before("Typed anew.", style="Record Paragraph")

    document, told = merged(edited(written(TELEGRAM), insert))
    blocks = document.body[0].blocks  # type: ignore[union-attr]
    place = next(number for number, block in enumerate(blocks) if block.id == f"{ID}-p3")
    assert blocks[place - 1] == nd.Paragraph(content=("Typed anew.",))
    assert (*blocks[: place - 1], *blocks[place:]) == BODY.blocks
    assert len(told) == 1


def test_a_moved_paragraph_moves_with_its_markup() -> None:
    def move(opened: Any) -> None:
        element = paragraph_with(opened, "A pause")._element
        paragraph_with(opened, "The repaired")._element.addnext(element)

    document, _ = merged(edited(written(TELEGRAM), move))
    ids = [block.id for block in document.body[0].blocks if block.id]  # type: ignore[union-attr]
    assert ids.index(f"{ID}-p3") + 1 == ids.index(f"{ID}-p2")
    assert by_id(document, f"{ID}-p2") == by_id(TELEGRAM, f"{ID}-p2")


def test_a_new_row_makes_a_new_row() -> None:
    def add(opened: Any) -> None:
        table = opened.tables[1]
        cells = table.add_row().cells
        cells[0].text, cells[1].text = "Marlow", "7"

    document, told = merged(edited(written(TELEGRAM), add))
    table = by_id(document, f"{ID}-t1")
    assert isinstance(table, nd.Table)
    assert [plain_text(row) for row in table.rows] == ["PostCount", "Exampleville3", "Marlow7"]
    assert table.caption == nd.Heading(content=("Posts and counts",))
    assert len(told) == 1


def test_a_deleted_table_is_gone() -> None:
    def delete(opened: Any) -> None:
        element = opened.tables[1]._element
        element.getparent().remove(element)

    document, _ = merged(edited(written(TELEGRAM), delete))
    assert not any(isinstance(node, nd.Table) for node in walk(document))


def test_a_new_item_of_a_list_is_an_item() -> None:
    def add(opened: Any) -> None:
        import copy

        first = paragraph_with(opened, "one")._element
        new = copy.deepcopy(first)
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for mark in new.findall(f".//{{{first.nsmap['w']}}}{tag}"):
                mark.getparent().remove(mark)
        new.findall(f".//{{{first.nsmap['w']}}}t")[0].text = "one and a half"
        first.addnext(new)

    document, _ = merged(edited(written(TELEGRAM), add))
    lists = [node for node in walk(document) if isinstance(node, nd.List)]
    assert [[plain_text(item) for item in one.items] for one in lists] == [["one", "one and a half", "two"]]


def test_a_changed_cell_of_the_metadata_changes_the_metadata() -> None:
    data = with_part(written(TELEGRAM), DOCUMENT, lambda xml: xml.replace("SECSTATE WASHDC", "AMEMBASSY MARLOW"))
    document, told = merged(data)
    assert document.metadata.deliveries[0].to.name == "AMEMBASSY MARLOW"
    assert document.metadata.deliveries[0].precedence == "IMMEDIATE"
    assert document.body == TELEGRAM.body
    assert len(told) == 1


def test_an_addressee_typed_into_the_table_is_an_addressee() -> None:
    def add(opened: Any) -> None:
        row = next(row for row in opened.tables[0].rows if row.cells[0].text == "To")
        row.cells[1].add_paragraph("AMEMBASSY MARLOW")

    document, _ = merged(edited(written(TELEGRAM), add))
    assert [delivery.to.name for delivery in document.metadata.deliveries] == ["SECSTATE WASHDC", "AMEMBASSY MARLOW"]
    assert document.metadata.deliveries[0] == TELEGRAM.metadata.deliveries[0]


def test_a_changed_title_changes_the_title() -> None:
    def retitle(opened: Any) -> None:
        opened.paragraphs[0].runs[0].text = "THE QUAY"

    document, _ = merged(edited(written(TELEGRAM), retitle))
    assert document.metadata.title == "THE QUAY"


def test_without_any_bookmark_unchanged_text_keeps_its_markup() -> None:
    data = with_part(written(TELEGRAM), DOCUMENT, lambda xml: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml))
    document, _ = merged(data)
    assert by_id(document, f"{ID}-p3") == REPAIRED
    assert by_id(document, f"{ID}-p2") == by_id(TELEGRAM, f"{ID}-p2")


def test_a_copied_paragraph_has_no_id_of_the_first() -> None:
    def copy_paragraph(opened: Any) -> None:
        import copy

        element = paragraph_with(opened, "A pause")._element
        element.addnext(copy.deepcopy(element))

    document, _ = merged(edited(written(TELEGRAM), copy_paragraph))
    assert [node.id for node in walk(document) if "A pause" in plain_text(node) and isinstance(node, nd.Paragraph)] == [
        f"{ID}-p2",
        None,
    ]


def test_text_taken_out_of_the_page_is_out_of_the_document() -> None:
    data = with_part(written(TELEGRAM), DOCUMENT, lambda xml: xml.replace("Ilse Maren", "X"))
    document, _ = merged(data)
    assert "Ilse Maren" not in "".join(map(plain_text, document.body))


@pytest.mark.parametrize(
    ("style", "cleared"),
    [
        ("bold", '<w:b w:val="0"/>'),
        ("small-caps", '<w:smallCaps w:val="false"/>'),
        ("underline", '<w:u w:val="none"/>'),
        ("superscript", '<w:vertAlign w:val="baseline"/>'),
        ("subscript", '<w:vertAlign w:val="baseline"/>'),
    ],
)
def test_emphasis_that_word_clears_on_a_run_is_gone(style: Any, cleared: str) -> None:
    emphasis = nd.Emphasis(style=style, content=("two",))
    record = Document(id="r", body=(nd.Paragraph(id="p", content=("One ", emphasis, " three.")),))
    clear = re.compile(r'(<w:rStyle w:val="[^"]*"/>)(</w:rPr><w:t xml:space="preserve">two<)')
    data = with_part(written(record), DOCUMENT, lambda xml: clear.sub(rf"\1{cleared}\2", xml))
    assert merged(data)[0].body == (nd.Paragraph(id="p", content=("One two three.",)),)


def test_the_running_head_is_not_part_of_the_text() -> None:
    data = with_part(written(TELEGRAM), "word/header1.xml", lambda xml: xml.replace("HARBOUR", "PORT"))
    assert merged(data) == (TELEGRAM, [])


def test_a_carried_document_of_another_version_is_told_and_the_page_is_read() -> None:
    data = with_part(
        written(TELEGRAM), "customXml/item1.xml", lambda xml: xml.replace('"version":"1.0"', '"version":"9"')
    )
    report = Report("docx")
    document = read_back(data, report)
    assert document.body == TELEGRAM.body
    assert [message.code for message in report.messages] == ["unread", "recovered"]


def test_a_damaged_carried_copy_is_told_and_the_page_is_read() -> None:
    data = with_part(written(TELEGRAM), "customXml/item1.xml", lambda xml: xml[:-5])
    report = Report("docx")
    assert read_back(data, report).body == TELEGRAM.body
    assert [message.code for message in report.messages] == ["unread", "recovered"]


@pytest.mark.parametrize("name", ["customXml/item1.xml", "customXml/item2.xml"])
def test_a_file_that_lost_a_custom_part_is_still_read(name: str) -> None:
    contents = parts(written(TELEGRAM))
    del contents[name]
    document = read_back(packed(contents))
    assert [plain_text(block) for block in document.body] == [plain_text(block) for block in TELEGRAM.body]


def test_the_comment_on_a_repair_says_what_the_source_has() -> None:
    comments = part(written(TELEGRAM), "word/comments.xml")
    for words in ("In the source: ", "13.", "pilcrow-read-as-digit", "high"):
        assert words in comments


def test_words_typed_in_the_style_of_a_sign_for_the_eye_are_words() -> None:
    """LibreOffice gives what is typed the look of what stands before it: here the blank behind the sign of a page."""
    behind = '</w:t></w:r><w:r><w:t xml:space="preserve"> in the talks'
    data = with_part(written(TELEGRAM), DOCUMENT, lambda xml: xml.replace(f"> {behind}", f"> again{behind}"))
    changed = by_id(merged(data)[0], f"{ID}-p2")
    assert isinstance(changed, nd.Paragraph)
    assert changed.content == ("A pause", nd.PageBreak(n="2", edition="transmission"), "again in the talks.")


def test_words_typed_in_the_style_of_the_mark_of_a_note_are_words() -> None:
    data = with_part(written(TELEGRAM), "word/footnotes.xml", lambda xml: xml.replace("> </w:t>", "> Just </w:t>", 1))
    assert plain_text(by_id(merged(data)[0], f"{ID}-n1p")) == "Just Of the harbour."


def test_a_paragraph_typed_into_a_document_without_text_is_its_text() -> None:
    data = edited(written(Document(id="c07EXAMPLE1")), lambda opened: opened.add_paragraph("New."))
    assert merged(data)[0].body == (nd.Paragraph(content=("New.",)),)
