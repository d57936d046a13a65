"""A TEI edition edited in Word keeps its white space, comments and instructions where they were, to the character."""

from __future__ import annotations

import pytest

from converters import pipeline
from tests.docx.editing import (
    Edit,
    in_turn,
    item_behind,
    item_on_level,
    moved_behind,
    other_picture,
    typed_before,
    without_paragraph,
    words,
)
from tests.docx.helpers import read_back, written
from tests.docx.test_edit_table_of_structure import DOT, DOT_URI
from tests.samples import PIXEL

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    "<publicationStmt><p>Unpublished.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc>"
    "</teiHeader><text><body>"
)
FOOTER = "</body></text></TEI>\n"
UNEVEN = "<div>\n <head>North</head>\n\n\n  <p>one</p>\n   <!-- a --><?b c?><p>two</p>\n      <p>three</p>\n</div>"
TIGHT = "<div><head>North</head><!-- a --><p>one</p><!-- b --><p>two</p></div>"


def after(edit: Edit, division: str) -> str:
    """A division of TEI after an edit of the Word file that was made of it."""
    document = read_back(edit(written(pipeline.read_bytes(f"{HEADER}{division}{FOOTER}".encode()))))
    tei = pipeline.write_bytes(document, "tei").decode()
    assert FOOTER in tei
    return tei.partition("<body>")[2].removesuffix(FOOTER)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda data: data, UNEVEN),
        (words(">one<", ">1<"), UNEVEN.replace("one", "1")),
        (without_paragraph("one"), UNEVEN.replace("\n\n\n  <p>one</p>", "")),
        (
            without_paragraph("two"),
            "<div>\n <head>North</head>\n\n\n  <p>one</p>\n   <!-- a --><?b c?>\n      <p>three</p>\n</div>",
        ),
        (typed_before("two", "new"), UNEVEN.replace("</p>\n   <!--", "</p>\n <p>new</p>\n   <!--")),
        (
            moved_behind("one", "three"),
            "<div>\n <head>North</head>\n   <!-- a --><?b c?><p>two</p>\n      <p>three</p>\n\n\n  <p>one</p>\n</div>",
        ),
    ],
)
def test_uneven_white_space_stays_as_it_was(edit: Edit, expected: str) -> None:
    assert after(edit, UNEVEN) == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (typed_before("two", "new"), TIGHT.replace("<!-- b -->", "<p>new</p><!-- b -->")),
        (without_paragraph("one"), "<div><head>North</head><!-- a --><!-- b --><p>two</p></div>"),
        (
            in_turn(without_paragraph("one"), without_paragraph("two")),
            "<div><head>North</head><!-- a --><!-- b --></div>",
        ),
    ],
)
def test_a_division_without_white_space_gets_none(edit: Edit, expected: str) -> None:
    assert after(edit, TIGHT) == expected


LISTED = (
    "<list>\n <head>All</head>\n\n <item>red</item>\n  <!-- a --><item>green</item>\n"
    "   <!-- b --><item>blue</item>\n</list>"
)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            item_behind("red", "new"),
            LISTED.replace("red</item>", "red</item>\n <item>new</item>"),
        ),
        (
            without_paragraph("green"),
            "<list>\n <head>All</head>\n\n <item>red</item>\n   <!-- b --><item>blue</item>\n  <!-- a -->\n</list>",
        ),
        (
            in_turn(without_paragraph("green"), without_paragraph("blue")),
            "<list>\n <head>All</head>\n\n <item>red</item>\n  <!-- a -->\n   <!-- b -->\n</list>",
        ),
        (
            moved_behind("red", "blue"),
            "<list>\n <head>All</head>\n  <!-- a --><item>green</item>\n   <!-- b --><item>blue</item>\n"
            " <item>red</item>\n</list>",
        ),
    ],
)
def test_a_comment_in_a_list_stays_before_its_item_or_stands_at_the_end_without_it(edit: Edit, expected: str) -> None:
    assert after(edit, LISTED) == expected


def test_an_item_that_takes_another_into_it_stays_where_it_stands() -> None:
    assert after(item_on_level("green", 1), LISTED) == (
        "<list>\n <head>All</head>\n\n <item>red<list><item>green</item></list></item>\n"
        "   <!-- b --><item>blue</item>\n  <!-- a -->\n</list>"
    )


CROWDED = "<list><item>red</item><!-- a --><item>green</item><!-- b --><item>blue</item></list>"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (item_behind("red", "new"), CROWDED.replace("red</item>", "red</item><item>new</item>")),
        (
            in_turn(without_paragraph("green"), without_paragraph("blue")),
            "<list><item>red</item><!-- a --><!-- b --></list>",
        ),
    ],
)
def test_a_list_without_white_space_gets_none(edit: Edit, expected: str) -> None:
    assert after(edit, CROWDED) == expected


PICTURED = '<figure>\n <head>Dot</head>\n   <!-- a --><graphic url="{}"/>\n</figure>'


def test_another_picture_stands_where_the_former_stood() -> None:
    assert after(other_picture(DOT), PICTURED.format(PIXEL)) == PICTURED.format(DOT_URI)
