"""More of the table of edits: notes, paragraphs, lists, tables, pictures, metadata, and what is no edit at all."""

from __future__ import annotations

import base64

import msgspec
import pytest

from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from tests.docx.editing import (
    FOOTNOTES,
    Edit,
    bare,
    bare_everywhere,
    cell,
    column_behind,
    copied_behind,
    emptied,
    in_cell,
    in_smart_tags,
    in_style_of_word,
    in_turn,
    item_behind,
    item_on_level,
    metadata_row,
    moved_behind,
    noise,
    note_in,
    one_after_another,
    opened,
    other_picture,
    replaced_everywhere,
    restyled,
    row_behind,
    runs_split,
    split_before_last_run,
    typed_before,
    typed_behind,
    without_column,
    without_metadata_row,
    without_note,
    without_paragraph,
    without_picture,
    words,
)
from tests.docx.helpers import read_back, written
from tests.docx.telegram import BODY, ID
from tests.docx.test_edit_table import RECORD, difference
from tests.docx.test_edit_table import TABLE as OTHERS
from tests.samples import PIXEL

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
DOT_URI = f"data:image/png;base64,{base64.b64encode(DOT).decode()}"


def _section(name: str, *paragraphs: str) -> nd.Section:
    blocks = tuple(
        nd.Paragraph(id=f"{ID}-{name.lower()}{number}", content=(text,)) for number, text in enumerate(paragraphs)
    )
    return nd.Section(id=f"{ID}-{name.lower()}", blocks=(nd.Heading(content=(name,)), *blocks))


def _items(*texts: str) -> tuple[nd.Item, ...]:
    return tuple(nd.Item(id=f"{ID}-{text}", blocks=(nd.Line(content=(text,)),)) for text in texts)


LISTED = nd.List(id=f"{ID}-list", style="dash", items=_items("red", "green", "blue"))
OUTLINED = msgspec.structs.replace(
    RECORD,
    metadata=msgspec.structs.replace(
        RECORD.metadata,
        dates=(md.Dating(role="sent", text="221405Z MAR 07", edtf="2007-03-22T14:05Z"),),
        classification=md.Classification(level="CONFIDENTIAL", text="C O N F I D E N T I A L"),
    ),
    body=(
        msgspec.structs.replace(
            BODY,
            blocks=(
                *BODY.blocks[:2],
                _section("Views", "The first view."),
                _section("Comment", "A comment on it."),
                _section("Outlook", "It will rain."),
                LISTED,
                BODY.blocks[-1],
            ),
        ),
    ),
)
"""A record with sections side by side, a list of three items, a date and a classification."""


def test_the_outlined_record_itself_comes_back_as_it_went() -> None:
    assert read_back(written(OUTLINED)) == OUTLINED


NOTHING: dict[str, Edit] = {
    "marks of revisions, spelling and layout": noise,
    "runs split": runs_split,
    "smart tags": in_smart_tags,
    "an empty paragraph": typed_before("The repaired", "", "Normal"),
    "an empty paragraph at the start": typed_before("THE HARBOUR", "", "Normal"),
    "a paragraph of one blank": typed_before("The repaired", " ", "Normal"),
    "all bookmarks lost": bare,
    "all bookmarks lost, those in notes too": bare_everywhere,
    "saved by another program": opened(lambda document: None),
}
"""What programs and the return key do: no edits."""


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_edit_changes_nothing(name: str) -> None:
    assert read_back(NOTHING[name](written(RECORD))) == RECORD


TABLE: dict[str, tuple[Document, Edit, list[tuple[str, str]]]] = {
    "a footnote in the middle of a sentence": (
        RECORD,
        note_in(" in the talks.", " talks.", "Asked twice."),
        [("", '<note place="foot"><p>Asked twice.</p></note>')],
    ),
    "an endnote": (
        RECORD,
        note_in(" in the talks.", ".", "Asked twice.", "endnote"),
        [("", '<note place="end"><p>Asked twice.</p></note>')],
    ),
    "a note deleted": (
        RECORD,
        without_note(1),
        [((f'<note place="foot" n="1" xml:id="{ID}-n1"><p xml:id="{ID}-n1p">Of the harbour.</p></note>'), "")],
    ),
    "a note and the text around its mark": (
        RECORD,
        in_turn(words("Of the harbour.", "Of the quay.", FOOTNOTES), words(", spoke on ", ", sang on ")),
        [("spoke", "sang"), ("harbour", "quay")],
    ),
    "a note, where all bookmarks are lost": (
        RECORD,
        in_turn(
            bare_everywhere, words("Of the harbour.", "Of the quay.", FOOTNOTES), words(", spoke on ", ", sang on ")
        ),
        [("spoke", "sang"), ("harbour", "quay")],
    ),
    "a paragraph split": (
        RECORD,
        split_before_last_run("A pause"),
        [("", "</p> <p>")],
    ),
    "a paragraph emptied": (
        RECORD,
        emptied("A pause"),
        [
            (
                (
                    f'<p n="2" xml:id="{ID}-p2"><label type="number">2.</label> <seg '
                    f'ana="#{ID}.classification-C" type="portion-mark">(C)</seg> A pause<pb n="2" '
                    'ed="transmission"/> in the talks.</p> '
                ),
                "",
            )
        ],
    ),
    "a paragraph in the style of a quotation": (
        RECORD,
        in_style_of_word("The repaired", "Quote"),
        [("", "<quote> "), ("", " </quote>")],
    ),
    "two paragraphs in the style of a quotation": (
        RECORD,
        in_turn(in_style_of_word("A pause", "Quote"), restyled("The repaired", "Quote")),
        [("", "<quote> "), ("", " </quote>")],
    ),
    "text pasted without anchors": (
        RECORD,
        one_after_another(("First.", "Second."), "The repaired"),
        [("", "<p>First.</p> <p>Second.</p> ")],
    ),
    "a paragraph copied, its anchors with it": (
        RECORD,
        copied_behind("A pause", "The repaired"),
        [
            ("", '},"c07EXAMPLEVILLE12.x2":{"id":null'),
            (
                "",
                (
                    f'<p n="2" xml:id="{ID}.x1"><label type="number">2.</label> <seg '
                    f'ana="#{ID}.classification-C" type="portion-mark">(C)</seg> A pause<pb n="2" '
                    'ed="transmission"/> in the talks.</p> '
                ),
            ),
            (
                '<seg type="element" xml:id="c07EXAMPLEVILLE12.x1">',
                '<seg type="element" xml:id="c07EXAMPLEVILLE12.x2">',
            ),
        ],
    ),
    "two paragraphs swapped": (
        RECORD,
        moved_behind("A pause", "The repaired"),
        [
            (
                (
                    f'<p n="2" xml:id="{ID}-p2"><label type="number">2.</label> <seg '
                    f'ana="#{ID}.classification-C" type="portion-mark">(C)</seg> A pause<pb n="2" '
                    'ed="transmission"/> in the talks.</p> '
                ),
                "",
            ),
            (
                "",
                (
                    f'.</p> <p n="2" xml:id="{ID}-p2"><label type="number">2.</label> <seg '
                    f'ana="#{ID}.classification-C" type="portion-mark">(C)</seg> A pause<pb n="2" '
                    'ed="transmission"/> in the talks'
                ),
            ),
        ],
    ),
    "two paragraphs swapped, all bookmarks lost": (
        RECORD,
        in_turn(bare, moved_behind("A pause", "The repaired")),
        [
            (
                "",
                (
                    f'<p n="3" xml:id="{ID}-p3"><label type="number"><choice '
                    f'ana="#{ID}.repair-pilcrow-read-as-digit"><sic>13.</sic><corr '
                    f'cert="high">3.</corr></choice></label> <seg ana="#{ID}.classification-C" '
                    'type="portion-mark">(C)</seg> The repaired paragraph.</p> '
                ),
            ),
            (
                (
                    f'.</p> <p n="3" xml:id="{ID}-p3"><label type="number"><choice '
                    f'ana="#{ID}.repair-pilcrow-read-as-digit"><sic>13.</sic><corr '
                    f'cert="high">3.</corr></choice></label> <seg ana="#{ID}.classification-C" '
                    'type="portion-mark">(C)</seg> The repaired paragraph'
                ),
                "",
            ),
        ],
    ),
    "a paragraph changed and moved": (
        RECORD,
        in_turn(words("A pause", "A break"), moved_behind("A break", "The repaired")),
        [
            (
                (
                    f'<p n="2" xml:id="{ID}-p2"><label type="number">2.</label> <seg '
                    f'ana="#{ID}.classification-C" type="portion-mark">(C)</seg> A pause<pb n="2" '
                    'ed="transmission"/> in the talks.</p> '
                ),
                "",
            ),
            (
                "",
                (
                    f'.</p> <p n="2" xml:id="{ID}-p2"><label type="number">2.</label> <seg '
                    f'ana="#{ID}.classification-C" type="portion-mark">(C)</seg> A break<pb n="2" '
                    'ed="transmission"/> in the talks'
                ),
            ),
        ],
    ),
    "find and replace in the whole document": (
        RECORD,
        replaced_everywhere("the ", "ye "),
        [("the", "ye"), ("the", "ye")],
    ),
    "quotation marks that Word made curly": (
        RECORD,
        words("ten miles", "“ten miles”"),
        [("", "“"), ("", "”")],
    ),
    "a heading retitled": (
        OUTLINED,
        words(">Comment<", ">Remark<"),
        [("Comment", "Remark")],
    ),
    "a heading retitled and demoted": (
        OUTLINED,
        in_turn(words(">Comment<", ">Remark<"), restyled("Remark", "Heading 3")),
        [("</div> ", ""), ("Comment", "Remark"), ("", " </div>")],
    ),
    "two headings demoted": (
        OUTLINED,
        in_turn(restyled("Comment", "Heading 3"), restyled("Outlook", "Heading 3")),
        [("</div> ", ""), ("", " </div>")],
    ),
    "a heading promoted": (
        OUTLINED,
        restyled("Comment", "Heading 1"),
        [("", "</div> "), (" </div>", "")],
    ),
    "an item of a list added": (
        OUTLINED,
        item_behind("green", "grey"),
        [("", "<item>grey</item> ")],
    ),
    "an item of a list taken out": (
        OUTLINED,
        without_paragraph("green"),
        [('<item xml:id="c07EXAMPLEVILLE12-green">green</item> ', "")],
    ),
    "an item of a list indented": (
        OUTLINED,
        item_on_level("green", 1),
        [("</item> ", '<list rend="dash">'), ("", "</item></list>")],
    ),
    "two items of a list indented": (
        OUTLINED,
        in_turn(item_on_level("green", 1), item_on_level("blue", 1)),
        [("</item> ", '<list rend="dash">'), (" ", ""), ("", "</item></list>")],
    ),
    "an item of a list moved up": (
        OUTLINED,
        moved_behind("blue", "red"),
        [
            ("", '<item xml:id="c07EXAMPLEVILLE12-blue">blue</item> '),
            ('</item> <item xml:id="c07EXAMPLEVILLE12-blue">blue', ""),
        ],
    ),
    "an item of a list moved to the end": (
        OUTLINED,
        moved_behind("red", "blue"),
        [
            ('<item xml:id="c07EXAMPLEVILLE12-red">red</item> ', ""),
            ("", '</item> <item xml:id="c07EXAMPLEVILLE12-red">red'),
        ],
    ),
    "a row added": (
        RECORD,
        row_behind(1, "Marlow", "7"),
        [("", "<row> <cell>Marlow</cell> <cell>7</cell> </row> ")],
    ),
    "a column added": (
        RECORD,
        column_behind("Year", "2007"),
        [("", "<cell>Year</cell> "), ("", "</cell> <cell>2007")],
    ),
    "a column taken out": (
        RECORD,
        without_column(0),
        [("Post</cell> <cell>", ""), (" <cell>Exampleville</cell>", "")],
    ),
    "a picture replaced": (
        RECORD,
        other_picture(DOT),
        [(f'<graphic url="{PIXEL}">', f'<graphic url="{DOT_URI}">')],
    ),
    "a picture taken out": (
        RECORD,
        opened(without_picture),
        [
            ("<figure> <head>", '<ab type="heading">'),
            (f'</head> <graphic url="{PIXEL}"><desc>A dot</desc></graphic> </figure>', "</ab>"),
        ],
    ),
    "the name of a recipient": (
        OUTLINED,
        in_cell("To", "SECSTATE WASHDC", "AMEMBASSY MARLOW"),
        [("SECSTATE", "AMEMBASSY"), ("WASHDC", "MARLOW"), ("SECSTATE", "AMEMBASSY"), ("WASHDC", "MARLOW")],
    ),
    "a recipient as a new row": (
        OUTLINED,
        metadata_row("To", "AMEMBASSY MARLOW"),
        [
            (
                "",
                (
                    '<correspAction type="received" subtype="action"> <orgName type="post" '
                    f'ref="#{ID}.org3">AMEMBASSY MARLOW</orgName> </correspAction> '
                ),
            ),
            ("", f'MARLOW</orgName> </org> <org xml:id="{ID}.org4" type="post"> <orgName>AMEMBASSY '),
            (
                '<orgName type="post" ref="#c07EXAMPLEVILLE12.org3">',
                '<orgName type="post" ref="#c07EXAMPLEVILLE12.org4">',
            ),
        ],
    ),
    "a recipient for information": (
        OUTLINED,
        metadata_row("Info", "AMEMBASSY MARLOW"),
        [
            (
                "",
                (
                    '<correspAction type="received" subtype="info"> <orgName type="post" '
                    f'ref="#{ID}.org3">AMEMBASSY MARLOW</orgName> </correspAction> '
                ),
            ),
            ("", f'MARLOW</orgName> </org> <org xml:id="{ID}.org4" type="post"> <orgName>AMEMBASSY '),
            (
                '<orgName type="post" ref="#c07EXAMPLEVILLE12.org3">',
                '<orgName type="post" ref="#c07EXAMPLEVILLE12.org4">',
            ),
        ],
    ),
    "a date": (
        OUTLINED,
        in_turn(in_cell("Date", "221405Z", "231405Z"), in_cell("Date", "2007-03-22", "2007-03-23")),
        [
            (
                '<date type="sent" when="2007-03-22T14:05:00Z">221405Z',
                '<date type="sent" when="2007-03-23T14:05:00Z">231405Z',
            ),
            ('<date when="2007-03-22T14:05:00Z"/>', '<date when="2007-03-23T14:05:00Z"/>'),
        ],
    ),
    "a date as a new row": (
        OUTLINED,
        metadata_row("Received", "2007-03-24"),
        [("", '<date type="received" when="2007-03-24">2007-03-24</date> ')],
    ),
    "a date taken out": (
        OUTLINED,
        without_metadata_row("Date"),
        [
            (('<creation> <date type="sent" when="2007-03-22T14:05:00Z">221405Z MAR 07</date> </creation> '), ""),
            (' <date when="2007-03-22T14:05:00Z"/>', ""),
        ],
    ),
    "a classification": (
        OUTLINED,
        in_turn(
            in_cell("Classification", "CONFIDENTIAL", "SECRET"),
            in_cell("Classification", "C O N F I D E N T I A L", "S E C R E T"),
        ),
        [
            (
                f'<category xml:id="{ID}.classification-CONFIDENTIAL" n="CONFIDENTIAL">',
                '<category xml:id="c07EXAMPLEVILLE12.classification-SECRET" n="SECRET">',
            ),
            ("CONFIDENTIAL", "SECRET"),
            (
                '<term ref="#c07EXAMPLEVILLE12.classification-CONFIDENTIAL">C O N F I D',
                '<term ref="#c07EXAMPLEVILLE12.classification-SECRET">S',
            ),
            ("N", "C R E"),
            (" I A L", ""),
        ],
    ),
    "a classification typed anew": (
        OUTLINED,
        cell("Classification", "SECRET"),
        [
            (
                f'<category xml:id="{ID}.classification-CONFIDENTIAL" n="CONFIDENTIAL">',
                '<category xml:id="c07EXAMPLEVILLE12.classification-SECRET" n="SECRET">',
            ),
            ("CONFIDENTIAL", "SECRET"),
            (
                f'<term ref="#{ID}.classification-CONFIDENTIAL">C O N F I D E N T I A L</term>',
                '<term ref="#c07EXAMPLEVILLE12.classification-SECRET"/>',
            ),
        ],
    ),
    "a subject as a new row": (
        OUTLINED,
        metadata_row("Subject", "HARBOURS"),
        [
            (
                "",
                (
                    f'<taxonomy xml:id="{ID}.other" n="other"> <desc>other</desc> <category '
                    f'xml:id="{ID}.other-HARBOURS" n="HARBOURS"> <catDesc>HARBOURS</catDesc> </category> '
                    "</taxonomy> "
                ),
            ),
            ("", (f'</term> </keywords> <keywords scheme="#{ID}.other"> <term ref="#{ID}.other-HARBOURS">HARBOURS')),
        ],
    ),
    "a TAG in the table of metadata": (
        OUTLINED,
        in_cell("TAGS", "PREL", "PGOV"),
        [
            ("", f'<category xml:id="{ID}.tags-PGOV" n="PGOV"> <catDesc>PGOV</catDesc> </category> '),
            (
                '<term type="subject" ref="#c07EXAMPLEVILLE12.tags-PREL">PREL',
                '<term type="subject" ref="#c07EXAMPLEVILLE12.tags-PGOV">PGOV',
            ),
        ],
    ),
    "a TAG typed behind another": (
        OUTLINED,
        typed_behind("TAGS", ", PGOV"),
        [
            ("", f'<category xml:id="{ID}.tags-PGOV" n="PGOV"> <catDesc>PGOV</catDesc> </category> '),
            ("", '</term> <term ref="#c07EXAMPLEVILLE12.tags-PGOV">PGOV'),
        ],
    ),
    "the title of a record": (
        OUTLINED,
        words(">THE HARBOUR<", ">THE QUAY<"),
        [("HARBOUR", "QUAY")],
    ),
}
"""A record, what is done to it in Word, and the words and tags of the TEI before and after."""


@pytest.mark.parametrize("name", TABLE)
def test_an_edit_is_all_that_differs(name: str) -> None:
    record, edit, expected = TABLE[name]
    assert difference(record, read_back(edit(written(record)))) == expected


def test_both_tables_have_eighty_edits() -> None:
    assert len(TABLE) + len(NOTHING) + len(OTHERS) >= 80
