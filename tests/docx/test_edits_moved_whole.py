"""What is moved in Word as one thing comes back as one, once: a table, a figure, a caption, a heading with its note."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from docx.oxml.ns import qn
from lxml import etree

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text
from tests.docx.editing import Edit, in_turn, moved_behind, opened, paragraph, without_bookmarks
from tests.docx.helpers import after, read_back, visible, written

RECORD = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Counts</title></titleStmt>
<publicationStmt><publisher>Nobody</publisher></publicationStmt><sourceDesc><bibl>By heart</bibl></sourceDesc>
</fileDesc></teiHeader><text><body><div><head>Sacks<note>From <rs>memory</rs> alone.</note></head>
<p>Before.<note>By <rs>day</rs>.</note></p>
<table><head>By month</head><row role="label"><cell>Month</cell><cell>Sacks</cell></row>
<row n="5"><cell><rs>May</rs></cell><cell>seven</cell></row></table>
<p>Behind.</p><list><item n="1">rye <rs>bread</rs></item><item>oats</item></list><p>One.</p><p>Two.</p><p>Three.</p>
<p>Four.</p><p>Five.</p><p>Six.</p><p>The end.</p></div></body></text></TEI>"""


def tei_after(edit: Edit) -> etree._Element:
    return etree.fromstring(pipeline.write_bytes(read_back(edit(written(pipeline.read_bytes(RECORD)))), "tei"))


def names(tei: etree._Element) -> Counter[str]:
    return Counter(etree.QName(one).localname for one in tei.iter("*"))


def words(tei: etree._Element) -> Counter[str]:
    return Counter(" ".join(map(str, tei.itertext())).split())


def table_behind(text: str) -> Edit:
    return opened(lambda document: paragraph(document, text)._p.addnext(document.tables[-1]._tbl))


def both_behind(text: str) -> Edit:
    """A table with the caption before it."""

    def change(document: Any) -> None:
        place, caption = paragraph(document, text)._p, paragraph(document, "By month")._p
        place.addnext(document.tables[-1]._tbl)
        place.addnext(caption)

    return opened(change)


MOVES: dict[str, Edit] = {
    "a table": table_behind("Six."),
    "a table with its caption": both_behind("Six."),
    "a heading with a note": moved_behind("Sacks", "Six."),
    "paragraphs past a table": in_turn(moved_behind("Behind.", "Before."), moved_behind("Six.", "Sacks")),
    "an item": moved_behind("oats", "rye"),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_is_moved_in_an_edition_is_there_once_with_all_its_markup(name: str) -> None:
    tei, was = tei_after(MOVES[name]), etree.fromstring(RECORD)
    assert names(tei) == names(was)
    assert words(tei) == words(was)


def test_a_table_that_is_moved_with_its_caption_has_it() -> None:
    table = next(tei_after(both_behind("Six.")).iter("{*}table"))
    assert [etree.QName(one).localname for one in table] == ["head", "row", "row"]
    following = [one.text for one in table.itersiblings("{*}p")]
    assert following == ["The end."]


def test_an_item_that_is_moved_out_of_its_list_is_in_a_list_where_it_is_put() -> None:
    tei = tei_after(moved_behind("oats", "Six."))
    assert words(tei) == words(etree.fromstring(RECORD))
    second = list(tei.iter("{*}list"))[1]
    assert "".join(map(str, second.itertext())).split() == ["oats"]
    assert [one.text for one in second.itersiblings("{*}p")] == ["The end."]


FIGURE = nd.Figure(
    id="f",
    images=(nd.Image(target="crane.png", alt="A crane"),),
    caption=nd.Heading(id="c", content=("The ", nd.Name(type="place", content=("quay",)))),
)
PARAGRAPHS = tuple(nd.Paragraph(id=f"p{number}", content=(f"No. {number}.",)) for number in range(6))


def figure_behind(text: str, *, with_caption: bool) -> Edit:
    def change(document: Any) -> None:
        place, caption = paragraph(document, text)._p, paragraph(document, "The quay")._p
        figure = caption.getprevious()
        if with_caption:
            place.addnext(caption)
        place.addnext(figure)

    return opened(change)


def test_a_picture_that_is_moved_with_its_caption_has_it_once() -> None:
    edit = figure_behind("No. 4.", with_caption=True)
    assert after(edit, FIGURE, *PARAGRAPHS) == (*PARAGRAPHS[:5], FIGURE, *PARAGRAPHS[5:])


def test_a_picture_that_is_moved_without_its_caption_leaves_it_where_it_is() -> None:
    blocks = after(figure_behind("No. 4.", with_caption=False), FIGURE, *PARAGRAPHS)
    assert [plain_text(block) for block in blocks].count("The quay") == 1
    assert sum(isinstance(block, nd.Figure) for block in blocks) == 1


def without_row_but_words_behind_the_caption(document: Any) -> None:
    row = document.tables[-1].rows[-1]._tr
    paragraph(document, "Of sacks")._p.addnext(next(row.iter(qn("w:p"))))
    row.getparent().remove(row)


def without_picture_but_words_behind_the_caption(document: Any) -> None:
    caption = paragraph(document, "Of sacks")._p
    previous = caption.getprevious()
    caption.addnext(paragraph(document, "Behind.")._p)
    previous.getparent().remove(previous)


@pytest.mark.parametrize(
    ("held", "change", "left"),
    [
        (
            nd.Table(rows=tuple(nd.Row(cells=(nd.Cell(blocks=(one,)),)) for one in PARAGRAPHS[:2])),
            without_row_but_words_behind_the_caption,
            ["Of sacks", "No. 1.", "No. 0.", "Behind."],
        ),
        (
            nd.Figure(images=FIGURE.images),
            without_picture_but_words_behind_the_caption,
            ["Of sacks", "Behind."],
        ),
    ],
)
def test_words_moved_beside_a_caption_outlive_the_picture_or_the_row(
    held: nd.Table | nd.Figure, change: Callable[[Any], None], left: list[str]
) -> None:
    captioned = msgspec.structs.replace(held, id="t", caption=nd.Heading(id="c", content=("Of sacks",)))
    blocks = after(opened(change), captioned, nd.Paragraph(content=("Behind.",)))
    assert [plain_text(block) for block in blocks] == left


def _cell(text: str) -> nd.Cell:
    return nd.Cell(blocks=(nd.Paragraph(content=(text,)),))


def test_a_caption_that_becomes_a_heading_stays_when_a_row_is_put_in() -> None:
    rows = tuple(nd.Row(cells=(_cell(text),)) for text in ("rye", "oats"))
    table = nd.Table(id="t", caption=nd.Heading(id="c", content=("Of sacks",)), rows=rows)
    heading = nd.Heading(id="h", content=("Counts",))

    def change(document: Any) -> None:
        caption = paragraph(document, "Of sacks")
        caption.style = paragraph(document, "Counts").style
        row = document.tables[-1].rows[-1]._tr
        row.addnext(without_bookmarks(copy.deepcopy(row)))

    data = opened(change)(written(Document(body=(heading, table))))
    found = read_back(data).body
    assert [plain_text(block) for block in _leaves(found)] == ["Counts", "Of sacks", "rye", "oats", "oats"]


def _leaves(blocks: Any) -> list[Any]:
    inside: dict[type, Callable[[Any], Any]] = {
        nd.Section: lambda node: node.blocks,
        nd.Table: lambda node: [cell for row in node.rows for cell in row.cells],
    }
    return [
        leaf for block in blocks for leaf in (_leaves(inside[type(block)](block)) if type(block) in inside else [block])
    ]


# --- from the page alone, where the ends of what is moved into stand elsewhere ---

CRANE = nd.Figure(images=(nd.Image(target="crane.png", alt="A crane"),), caption=nd.Heading(content=("A crane.",)))
LINES = tuple(nd.Line(content=(text,)) for text in ("1 May", "Behind.", "The end."))
RECORD_OF_CRANE = Document(front=LINES[:1], body=(CRANE, *LINES[1:]))
AMONG = {
    "between a picture and its caption": opened(
        lambda document: paragraph(document, "A crane.")._p.addprevious(paragraph(document, "Behind.")._p)
    ),
    "a caption behind other text": moved_behind("A crane.", "Behind."),
    "from the front into the body": moved_behind("1 May", "Behind."),
    "from the front between a picture and its caption": opened(
        lambda document: paragraph(document, "A crane.")._p.addprevious(paragraph(document, "1 May")._p)
    ),
}


@pytest.mark.parametrize("edit", AMONG.values(), ids=AMONG)
def test_the_page_alone_says_all_words_wherever_a_paragraph_is_moved(edit: Edit) -> None:
    found = visible(edit(written(RECORD_OF_CRANE)))
    blocks = [block for name in ("front", "body", "back") for block in getattr(found, name)]
    (figure,) = (block for block in blocks if isinstance(block, nd.Figure))
    assert figure == CRANE
    assert sorted(plain_text(block) for block in blocks if block is not figure) == ["1 May", "Behind.", "The end."]


def test_a_numbered_paragraph_that_is_moved_among_lines_keeps_number_and_marking_as_words_of_the_page() -> None:
    opener = nd.Opener(parts=(nd.Line(content=("1 May",)), nd.Line(content=("To the miller",))))
    number, marking = nd.Label(content=("6.",)), nd.Segment(content=("(U)",), role="portion-mark")
    numbered = nd.Paragraph(number=number, marking=marking, content=("Words.",))
    data = moved_behind("Words.", "1 May")(written(Document(body=(opener, numbered, nd.Line(content=("End.",))))))
    assert "6. (U) Words." in [plain_text(part) for part in visible(data).body[0].parts]  # type: ignore[union-attr]
