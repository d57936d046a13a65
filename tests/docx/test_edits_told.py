"""What a reader tells of an edit made in Word: in plain words, and with the block that it happened in."""

from __future__ import annotations

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.docx.editing import Edit, in_turn, look, note_in, opened, other_picture, words
from tests.docx.helpers import read_back, written
from tests.docx.revising import BY, on_run, run
from tests.docx.telegram import ID, TELEGRAM
from tests.docx.test_edit_table import RECORD
from tests.docx.test_edit_table import TABLE as EDITS
from tests.docx.test_edit_table_of_structure import DOT
from tests.docx.test_edit_table_of_structure import TABLE as EDITS_OF_STRUCTURE
from tests.samples import PIXEL

ALL: dict[str, tuple[Document, Edit]] = {
    **{name: (RECORD, edit) for name, (edit, _) in EDITS.items()},
    **{name: (record, edit) for name, (record, edit, _) in EDITS_OF_STRUCTURE.items()},
}
"""Every edit of both tables, with the record that it is made in."""
TOLD: dict[str, list[str]] = {
    "a word in plain text": ["“pause in the talks.” is now “pause in the tides.” [p2]"],
    "a word put in": ["“pause in the talks.” is now “pause in the long talks.” [p2]"],
    "a word taken out": ["“A pause in the talks.” is now “A pause in talks.” [p2]"],
    "the end of a sentence": ["“pause in the talks.” is now “pause in the talks!” [p2]"],
    "a word before a page break": ["“2. (C) A pause in the talks.” is now “2. (C) A break in the talks.” [p2]"],
    "a word in a name": [
        "“(C) The Minister, Ilse Maren, spoke on” is now “(C) The Minister, Else Maren, spoke on” [p1]"
    ],
    "the whole of a name": [
        "“(C) The Minister, Ilse Maren, spoke on March” is now “(C) The Minister, Olga Berg, spoke on March” [p1]"
    ],
    "words added to a name": [
        "“The Minister, Ilse Maren, spoke on March” is now “The Minister, Ilse Maren-Holm, spoke on March” [p1]"
    ],
    "a word before a name": [
        "“1. (C) The Minister, Ilse Maren, spoke” is now “1. (C) The Chancellor, Ilse Maren, spoke” [p1]"
    ],
    "a word between two names": [
        "“Minister, Ilse Maren, spoke on March 22.” is now “Minister, Ilse Maren, sang on March 22.” [p1]"
    ],
    "words before a note": ["“Ilse Maren, spoke on March 22.” is now “Ilse Maren, spoke loudly on March 22.” [p1]"],
    "a date in its words": ["“spoke on March 22.” is now “spoke on March 24.” [p1]"],
    "a word in an emphasised name": [
        "“The envoy Anders Falk-Olsen too went to” is now “The envoy Anders Falk-Nilsen too went to” [p4]"
    ],
    "a word in emphasis beside a name": [
        "“envoy Anders Falk-Olsen too went to Marlow” is now “envoy Anders Falk-Olsen also went to Marlow” [p4]"
    ],
    "a word in a paragraph with a hidden comment": [
        "“Anders Falk-Olsen too went to Marlow on” is now “Anders Falk-Olsen too sailed to Marlow on” [p4]"
    ],
    "a name before a hidden comment": ["“too went to Marlow on March 23” is now “too went to Harlow on March 23” [p4]"],
    "a correction read otherwise": [
        "“March 23 with the keys, a bluered” is now “March 23 with thy keys, a bluered” [p4]"
    ],
    "a word after a correction": ["“23 with the keys, a bluered hat” is now “23 with the locks, a bluered hat” [p4]"],
    "the words of an addition": [
        "“the keys, a bluered hat and XXXX;” is now “the keys, a bluegreen hat and XXXX;” [p4]"
    ],
    "the words of a deletion": ["“the keys, a bluered hat and XXXX;” is now “the keys, a blackred hat and XXXX;” [p4]"],
    "a word after a redaction": [
        "“bluered hat and XXXX; ten miles and” is now “bluered hat and XXXX, and ten miles and” [p4]"
    ],
    "words that stand in a foreign element": [
        "“hat and XXXX; ten miles and bon” is now “hat and XXXX; six miles and bon” [p4]"
    ],
    "words in another language": ["“ten miles and bon voyage.” is now “ten miles and bonne route.” [p4]"],
    "a subject": ["“SUBJECT: THE HARBOUR” is now “SUBJECT: THE QUAY” [subject]"],
    "a heading": ["“Summary” is now “Overview”"],
    "a caption of a table": ["“Posts and counts” is now “Posts with counts”"],
    "a caption of a picture": ["“The dot” is now “The spot”"],
    "a cell of a table": ["“3” is now “4”"],
    "a head cell of a table": ["“Count” is now “Number”"],
    "an item of a list": ["“two” is now “second”"],
    "a signature": ["“MAREN” is now “BERG”"],
    "a classification line": ["“A L EXAMPLEVILLE 000012” is now “A L EXAMPLEVILLE 000013”"],
    "a caption line": ["“SIPDIS” is now “NODIS”"],
    "a tag": ["“PREL tags” is now “PGOV tags” [metadata, subjects]"],
    "a note": ["“Of the harbour.” is now “Of the old harbour.” [n1p]"],
    "a paragraph taken out": ["taken out: “2. (C) A pause in the talks.” [p2]"],
    "a paragraph typed before another": ["put in: “Typed anew.”"],
    "a paragraph moved behind another": ["moved: “3. (C) The repaired paragraph.” [p3]"],
    "two paragraphs merged": [
        "“pause in the talks.” is now “pause in the talks.3. (C) The repaired paragraph.” [p2]",
        "taken out: “3. (C) The repaired paragraph.” [p3]",
    ],
    "a row taken out": ["“Post Count Exampleville 3 Posts and counts” is now “Post Count Posts and counts” [t1]"],
    "an addressee": ["“SECSTATE WASHDC IMMEDIATE 12” is now “AMEMBASSY MARLOW IMMEDIATE 12” [metadata, deliveries]"],
    "the title": ["“THE HARBOUR” is now “THE QUAY” [metadata, titles]"],
    "a word made bold": ["“2. (C) A pause in the talks.” is marked otherwise: now bold [p2]"],
    "emphasis taken off a word": [
        "“4. The envoy Anders Falk-Olsen too went to Marlow on March 23 with the keys, a b…” is marked otherwise: "
        "in other places [p4]"
    ],
    "two words in two places of a paragraph": [
        "“too went to Marlow on March 23 with the keys, a bluered hat” is now "
        "“too went to Harlow on March 23 with the locks, a bluered hat” [p4]"
    ],
    "two paragraphs at once": [
        "“2. (C) A pause in the talks.” is now “2. (C) A break in the talks.” [p2]",
        "“too went to Marlow on March 23” is now “too went to Harlow on March 23” [p4]",
    ],
    "all bookmarks lost, and a word changed": [
        "“(C) The Minister, Ilse Maren, spoke on” is now “(C) The Minister, Else Maren, spoke on” [p1]"
    ],
    "a footnote in the middle of a sentence": ["a note put in: “Asked twice.” [p2]"],
    "an endnote": ["a note put in: “Asked twice.” [p2]"],
    "a note deleted": [
        "the mark of a note taken out of “1. (C) The Minister, Ilse Maren, spoke on March 22.” [p1]",
        "taken out: “Of the harbour.” [n1p]",
    ],
    "a note and the text around its mark": [
        "“Of the harbour.” is now “Of the quay.” [n1p]",
        "“Minister, Ilse Maren, spoke on March 22.” is now “Minister, Ilse Maren, sang on March 22.” [p1]",
    ],
    "a note, where all bookmarks are lost": [
        "“Of the harbour.” is now “Of the quay.” [n1p]",
        "“Minister, Ilse Maren, spoke on March 22.” is now “Minister, Ilse Maren, sang on March 22.” [p1]",
    ],
    "a paragraph split": ["“(C) A pause in the talks.” is now “(C) A pause” [p2]", "put in: “in the talks.”"],
    "a paragraph emptied": ["taken out: “2. (C) A pause in the talks.” [p2]"],
    "a paragraph in the style of a quotation": ["“3. (C) The repaired paragraph.” is a quotation [p3]"],
    "two paragraphs in the style of a quotation": [
        "“2. (C) A pause in the talks.” is a quotation [p2]",
        "“3. (C) The repaired paragraph.” is a quotation [p3]",
    ],
    "text pasted without anchors": ["put in: “First.”", "put in: “Second.”"],
    "a paragraph copied, its anchors with it": ["put in: “2. (C) A pause in the talks.”"],
    "two paragraphs swapped": ["moved: “3. (C) The repaired paragraph.” [p3]"],
    "two paragraphs swapped, all bookmarks lost": ["moved: “3. (C) The repaired paragraph.” [p3]"],
    "a paragraph changed and moved": [
        "“2. (C) A pause in the talks.” is now “2. (C) A break in the talks.” [p2]",
        "moved: “3. (C) The repaired paragraph.” [p3]",
    ],
    "find and replace in the whole document": [
        "“Of the harbour.” is now “Of ye harbour.” [n1p]",
        "“A pause in the talks.” is now “A pause in ye talks.” [p2]",
    ],
    "quotation marks that Word made curly": [
        "“hat and XXXX; ten miles and bon voyage.” is now “hat and XXXX; “ten miles” and bon voyage.” [p4]"
    ],
    "a heading retitled": ["“Comment” is now “Remark”"],
    "a heading retitled and demoted": ["“Comment” is lower in the outline", "“Comment” is now “Remark”"],
    "two headings demoted": ["“Comment” is lower in the outline", "“Outlook” is lower in the outline"],
    "a heading promoted": ["“Comment” is higher in the outline"],
    "an item of a list added": ["put in: “grey”"],
    "an item of a list taken out": ["taken out: “green”"],
    "an item of a list indented": ["“green” is lower in the outline"],
    "two items of a list indented": ["“green” is lower in the outline", "“blue” is lower in the outline"],
    "an item of a list moved up": ["moved: “blue”"],
    "an item of a list moved to the end": ["moved: “red”"],
    "a row added": [
        "“Count Exampleville 3 Posts and counts” is now “Count Exampleville 3 Marlow 7 Posts and counts” [t1]"
    ],
    "a column added": [
        "“Post Count Exampleville 3 Posts and counts” is now "
        "“Post Count Year Exampleville 3 2007 Posts and counts” [t1]"
    ],
    "a column taken out": ["“Post Count Exampleville 3 Posts and” is now “Count 3 Posts and” [t1]"],
    "a picture replaced": ["“[picture: A dot]” is another picture now, or several: “[picture: A dot]”"],
    "a picture taken out": ["taken out: “[picture: A dot]”"],
    "the name of a recipient": [
        "“SECSTATE WASHDC IMMEDIATE 12” is now “AMEMBASSY MARLOW IMMEDIATE 12” [metadata, deliveries]"
    ],
    "a recipient as a new row": [
        "“SECSTATE WASHDC IMMEDIATE 12” is now “SECSTATE WASHDC IMMEDIATE 12; AMEMBASSY MARLOW” [metadata, deliveries]"
    ],
    "a recipient for information": [
        "“SECSTATE WASHDC IMMEDIATE 12” is now “SECSTATE WASHDC IMMEDIATE 12; AMEMBASSY MARLOW” [metadata, deliveries]"
    ],
    "a date": [
        "“sent 221405Z MAR 07 2007-03-22T14:05Z” is now “sent 231405Z MAR 07 2007-03-23T14:05Z” [metadata, dates]"
    ],
    "a date as a new row": [
        "“sent 221405Z MAR 07 2007-03-22T14:05Z” is now "
        "“sent 221405Z MAR 07 2007-03-22T14:05Z; received 2007-03-24 2007-03-24” [metadata, dates]"
    ],
    "a date taken out": ["“sent 221405Z MAR 07 2007-03-22T14:05Z” is now “” [metadata, dates]"],
    "a classification": [
        "“CONFIDENTIAL C O N F I D E N T I A L” is now “SECRET S E C R E T” [metadata, classification]"
    ],
    "a classification typed anew": [
        "“CONFIDENTIAL C O N F I D E N T I A L” is now “SECRET” [metadata, classification]"
    ],
    "a subject as a new row": ["“PREL tags” is now “PREL tags; HARBOURS other” [metadata, subjects]"],
    "a TAG in the table of metadata": ["“PREL tags” is now “PGOV tags” [metadata, subjects]"],
    "a TAG typed behind another": ["“PREL tags” is now “PREL tags; PGOV tags” [metadata, subjects]"],
    "the title of a record": ["“THE HARBOUR” is now “THE QUAY” [metadata, titles]"],
}
"""An edit, and what is told of it; in brackets the block (without the name of the record) or the field of metadata."""


def told(record: Document, edit: Edit) -> list[str]:
    report = Report("docx")
    read_back(edit(written(record)), report)
    found = [str(message) for message in report.messages if message.code == "disagrees"]
    return [one.removeprefix("warning: disagrees: ").replace(f"{ID}-", "") for one in found]


def test_every_edit_of_the_tables_has_its_words() -> None:
    assert TOLD.keys() == ALL.keys()


@pytest.mark.parametrize("name", ALL)
def test_an_edit_is_told_in_words_and_where_it_is(name: str) -> None:
    assert told(*ALL[name]) == TOLD[name]


def test_what_is_told_names_the_kind_of_the_block() -> None:
    report = Report("docx")
    read_back(words("A pause", "A break")(written(TELEGRAM)), report)
    assert [one.kind for one in report.messages if one.code == "disagrees"] == ["paragraph"]


# --- the look of words ---


def paragraph(*content: str | nd.Inline, number: nd.Label | None = None) -> Document:
    return Document(id="r", body=(nd.Paragraph(id="p", content=content, number=number),))


def bold(text: str) -> nd.Emphasis:
    return nd.Emphasis(style="bold", content=(text,))


MARKED = paragraph("One ", bold("two"), " three ", nd.Emphasis(style="italic", content=("four",)), " five.")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (look("two", bold=False), "no longer bold"),
        (look(" five.", underline=True), "now underline"),
        (look("four", italic=False, bold=True), "no longer italic; now bold"),
        (in_turn(look("two", bold=False), look("four", italic=False)), "no longer bold, italic"),
        (in_turn(look("One ", small_caps=True), look(" five.", underline=True)), "now small-caps, underline"),
        (in_turn(look("two", bold=False), look(" five.", bold=True)), "in other places"),
    ],
)
def test_words_that_look_otherwise_are_told_with_their_look(edit: Edit, expected: str) -> None:
    assert told(MARKED, edit) == [f"“One two three four five.” is marked otherwise: {expected} [p]"]


# --- tracked changes ---


def tracked(inside: str, by: str) -> Edit:
    return on_run(" three", lambda look: f'{run(" three", look)}<w:ins w:id="7" {by}>{inside}</w:ins>')


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (tracked(run(" and"), BY), "put in by Ann Berg (2024-03-02T10:00Z), tracked: “and” [p]"),
        (tracked(run(" and"), 'w:author="Ann Berg"'), "put in by Ann Berg, tracked: “and” [p]"),
        (tracked(run(" and"), ""), "put in by somebody, tracked: “and” [p]"),
        (tracked(run(" and  so   on"), ""), "put in by somebody, tracked: “and so on” [p]"),
        (tracked("<w:r><w:br/></w:r>", ""), "put in by somebody, tracked: a line break [p]"),
        (
            tracked("<w:r><w:br/></w:r><w:r><w:br/></w:r>", ""),
            "put in by somebody, tracked: a line break, line break [p]",
        ),
    ],
)
def test_a_tracked_change_is_told_with_who_made_it_as_far_as_word_says(edit: Edit, expected: str) -> None:
    assert told(paragraph("One two", nd.Name(type="place", content=(" three",)), " four."), edit) == [expected]


# --- how much is told ---


def test_a_long_passage_is_told_by_its_beginning() -> None:
    record = paragraph("word " * 30 + "end")
    (said,) = told(
        record, opened(lambda document: document.paragraphs[0]._p.getparent().remove(document.paragraphs[0]._p))
    )
    assert said == f"taken out: “{('word ' * 30)[:80]}…” [p]"


def test_words_around_a_change_are_three_on_each_side() -> None:
    assert told(paragraph("a b c d e f g h i"), words("a b c d e f", "a b c d X f")) == [
        "“b c d e f g h” is now “b c d X f g h” [p]"
    ]


def test_changes_that_stand_apart_are_told_one_by_one() -> None:
    text = "a b c d e f g h i j k l m n o"
    edit = words(text, text.replace("b", "B").replace("n", "N"))
    assert told(paragraph(text), edit) == ["“a b c d e” is now “a B c d e” [p]", "“k l m n o” is now “k l m N o” [p]"]


def test_a_word_changed_in_a_long_text_of_few_words_is_told_alone() -> None:
    text = "the cat and the dog and the bird sat on the mat and the bench " * 20
    (said,) = told(paragraph(text), words("the bird sat", "the fish sat"))
    assert said == "“dog and the bird sat on the” is now “dog and the fish sat on the” [p]"


def test_of_many_changes_in_one_paragraph_the_first_dozen_are_told_and_the_others_counted() -> None:
    text = " ".join(f"a{number} b c d e f g h" for number in range(14))
    said = told(paragraph(text), words(text, text.replace("a", "x")))
    assert said[:2] == ["“a0 b c d” is now “x0 b c d” [p]", "“f g h a1 b c d” is now “f g h x1 b c d” [p]"]
    assert said[11:] == [
        "“f g h a11 b c d” is now “f g h x11 b c d” [p]",
        f"2 more changes in “{text[:80]}…” [p]",
    ]


def test_a_dozen_changes_are_all_told() -> None:
    text = " ".join(f"a{number} b c d e f g h" for number in range(12))
    assert len(told(paragraph(text), words(text, text.replace("a", "x")))) == 12


# --- more than words ---


def test_a_new_note_is_told_beside_one_that_was_there() -> None:
    note = nd.Note(id="n", blocks=(nd.Paragraph(id="np", content=("Of old.",)),))
    record = paragraph("One", note, " two.")
    assert told(record, note_in(" two.", " two.", "Of late.")) == ["a note put in: “Of late.” [p]"]


def figure(*images: nd.Image) -> Document:
    return Document(id="r", body=(nd.Figure(id="f", images=images),))


def test_a_picture_without_a_description_is_told_as_such() -> None:
    said = told(figure(nd.Image(target=PIXEL)), other_picture(DOT))
    assert said == ["“[picture: no description]” is another picture now, or several: “[picture: no description]” [f]"]


def test_a_description_typed_in_word_is_told() -> None:
    said = told(figure(nd.Image(target=PIXEL, alt="A dot")), words('descr="A dot"', 'descr="A spot"'))
    assert said == ["“[picture: A dot]” is now “[picture: A spot]” [f]"]


def preformatted(*content: str | nd.Inline) -> Document:
    return Document(id="r", body=(nd.Preformatted(id="p", content=content),))


def test_blanks_that_mean_something_are_told_where_they_change() -> None:
    assert told(preformatted("a  b c"), words("a  b c", "a b  c")) == ["“a b c” is spaced otherwise [p]"]


def test_blanks_that_mean_nothing_are_no_change() -> None:
    assert told(paragraph("a\n  b"), lambda data: data) == []


def test_a_word_marked_in_preformatted_text_is_told_as_marked() -> None:
    assert told(preformatted("a  ", bold("b")), look("b", bold=False)) == [
        "“a b” is marked otherwise: no longer bold [p]"
    ]


def test_a_kind_of_two_words_is_told_with_a_blank() -> None:
    record = paragraph("One ", nd.PageBreak(n="2"), "two.")
    edit = on_run("[p. 2]", lambda look: "")
    assert told(record, edit) == ["“One two.” is marked otherwise: no longer page break [p]"]
