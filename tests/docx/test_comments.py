"""Comments that editors write in Word are notes in the margin; those that stand for choices stay what they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from converters.formats.docx.ooxml import W14, W15
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, plain_text, walk
from converters.report import Report
from tests.docx.helpers import packed, parts, read_back, visible, with_part, written
from tests.docx.revising import MAIN, on_run, run
from tests.docx.telegram import ID, TELEGRAM
from tests.docx.test_edit_table import RECORD, difference

COMMENTS = "word/comments.xml"
START, END = '<w:commentRangeStart w:id="{0}"/>', '<w:commentRangeEnd w:id="{0}"/>'
REFERENCE = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{0}"/></w:r>'


def said(number: int, text: str, author: str = "Ann Berg", id: str = "0A0B0C0D") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2024-03-02T10:05:00Z" w:initials="AB">'
        f'<w:p xmlns:w14="{W14}" w14:paraId="{id}"><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:comment>"
    )


def with_comments(data: bytes, *comments: str) -> bytes:
    return with_part(data, COMMENTS, lambda xml: xml.replace("</w:comments>", "".join(comments) + "</w:comments>"))


def on_words(words: str, number: int) -> Callable[[str], str]:
    return lambda look: START.format(number) + run(words, look) + END.format(number) + REFERENCE.format(number)


def commented(data: bytes) -> bytes:
    return on_run(" in the talks.", on_words(" in the talks.", 70))(with_comments(data, said(70, "Which talks?")))


def note(text: str, **attrs: str) -> nd.Note:
    about = {"by": "Ann Berg", "date": "2024-03-02T10:05Z", **attrs}
    return nd.Note(place="margin", type="editorial", blocks=(nd.Paragraph(content=(text,)),), attrs=about)


def remarks(document: Document) -> list[nd.Note]:
    return [node for node in walk(document) if isinstance(node, nd.Note) and node.type == "editorial"]


def test_a_comment_is_a_note_behind_its_words_and_nothing_else_differs() -> None:
    document = read_back(commented(written(RECORD)))
    assert remarks(document) == [note("Which talks?")]
    in_text = [pair for pair in difference(RECORD, document) if "listChange" not in pair[1]]
    pointer = re.compile(r' change="#[^"]*"')
    assert [(old, re.sub(pointer, "", new)) for old, new in in_text] == [
        ("", '<note place="margin" type="editorial"><p>Which talks?</p></note>')
    ]
    paragraph = next(node for node in walk(document) if node.id == f"{ID}-p2")
    assert isinstance(paragraph, nd.Paragraph)
    assert paragraph.content[-2:] == (" in the talks.", note("Which talks?"))


def test_a_comment_is_told_with_who_wrote_it() -> None:
    report = Report("docx")
    read_back(commented(written(TELEGRAM)), report)
    assert [message.text for message in report.messages if message.code == "disagrees"] == [
        "a note put in: “Which talks?” by Ann Berg"
    ]


def test_a_comment_in_the_middle_of_a_name_leaves_the_name_whole() -> None:
    data = with_comments(written(TELEGRAM), said(70, "Spelling?"))
    document = read_back(
        on_run(
            "Ilse Maren",
            lambda look: (
                START.format(70) + run("Ilse", look) + END.format(70) + REFERENCE.format(70) + run(" Maren", look)
            ),
        )(data)
    )
    names = [node for node in walk(document) if isinstance(node, nd.Name) and node.ref == "#a1"]
    assert [content_text(name.content) for name in names] == ["Ilse Maren"]
    assert names[0].content == ("Ilse", note("Spelling?"), " Maren")


def test_an_answer_to_a_comment_says_that_it_is_one() -> None:
    data = with_comments(written(TELEGRAM), said(70, "Which talks?"), said(71, "Those of May.", "Bo Lind", "0A0B0C0E"))
    data = on_run(" in the talks.", lambda look: on_words(" in the talks.", 70)(look) + REFERENCE.format(71))(data)
    extended = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0A0B0C0D" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0A0B0C0E" w15:paraIdParent="0A0B0C0D" w15:done="1"/></w15:commentsEx>'
    )
    related = (
        '<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
        'Target="commentsExtended.xml"/></Relationships>'
    )
    data = with_part(data, "word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", related))
    data = packed({**parts(data), "word/commentsExtended.xml": extended.encode()})
    assert remarks(read_back(data)) == [
        note("Which talks?", status="done"),
        note("Those of May.", by="Bo Lind", status="done", reply="true"),
    ]


def test_the_comments_on_choices_are_still_choices() -> None:
    document = read_back(commented(written(TELEGRAM)))
    assert [node for node in walk(document) if isinstance(node, nd.Choice)] == [
        node for node in walk(TELEGRAM) if isinstance(node, nd.Choice)
    ]


def test_a_comment_in_a_file_that_carries_nothing_is_a_note_too() -> None:
    assert remarks(visible(commented(written(TELEGRAM)))) == [note("Which talks?")]


def test_a_note_that_was_a_comment_comes_back_once_when_the_file_is_written_again() -> None:
    document = read_back(commented(written(TELEGRAM)))
    assert read_back(written(document)) == document


def test_a_comment_where_no_note_can_stand_is_told_with_its_words() -> None:
    data = with_comments(written(TELEGRAM), said(70, "A post?"))
    data = on_run("SECSTATE WASHDC", on_words("SECSTATE WASHDC", 70))(data)
    report = Report("docx")
    document = read_back(data, report)
    assert document == TELEGRAM
    assert [message.text for message in report.messages if message.code == "unread"] == [
        "a comment by Ann Berg stands where no note can: “A post?”"
    ]


def test_a_comment_says_in_tei_who_wrote_it_and_when() -> None:
    from converters import pipeline

    document = read_back(commented(written(TELEGRAM)))
    tei = pipeline.write_bytes(document, "tei").decode()
    assert '<note place="margin" type="editorial" change="#' in tei
    assert "<name>Ann Berg</name>" in tei
    assert pipeline.read_bytes(tei.encode()) == document
    assert plain_text(document) == plain_text(TELEGRAM)


def test_the_fixture_comments_on_words_that_are_there() -> None:
    assert MAIN in parts(commented(written(TELEGRAM)))
