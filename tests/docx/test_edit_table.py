"""A table of edits made in Word, each with what becomes different in the TEI: that edit, and nothing else."""

from __future__ import annotations

import difflib
import re

import msgspec
import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from tests.docx.editing import (
    Edit,
    bare,
    in_turn,
    look,
    merged_with_next,
    moved_behind,
    opened,
    typed_before,
    typed_cell,
    without_paragraph,
    without_row,
    words,
)
from tests.docx.helpers import read_back, written
from tests.docx.telegram import BODY, ID, TELEGRAM

ENVOY = nd.Name(type="person", ref="#a2", content=("Anders Falk-Olsen",))
RICH = nd.Paragraph(
    id=f"{ID}-p4",
    number=nd.Label(value="4", content=("4.",)),
    content=(
        "The envoy ",
        nd.Emphasis(
            style="italic", content=(nd.Name(type="person", ref="#a2", content=("Anders Falk-Olsen",)), " too")
        ),
        " went to ",
        nd.Name(type="place", content=("Marlow",)),
        nd.Comment(text=" checked "),
        " on ",
        nd.Date(edtf="2007-03-23", content=("March 23",)),
        " with ",
        nd.Choice(original=("teh",), proposed=("the",), reason="typing", certainty="high"),
        " keys, a ",
        nd.Deletion(content=("blue",)),
        nd.Addition(content=("red",)),
        " hat and ",
        nd.Gap(reason="redacted", content=("XXXX",)),
        "; ",
        nd.Element(name="{http://www.tei-c.org/ns/1.0}measure", content=("ten miles",)),
        " and ",
        nd.Foreign(lang="fr", content=("bon voyage",)),
        ".",
    ),
)
RECORD = msgspec.structs.replace(
    TELEGRAM,
    source=None,
    body=(msgspec.structs.replace(BODY, blocks=(*BODY.blocks[:-1], RICH, BODY.blocks[-1])),),
)
"""The telegram with one more paragraph, in which most kinds of markup stand."""
NOTES = "word/footnotes.xml"
PAUSE = (
    '<p n="2" xml:id="c07EXAMPLEVILLE12-p2"><label type="number">2.</label> '
    '<seg ana="#c07EXAMPLEVILLE12.classification-C" type="portion-mark">(C)</seg> '
    'A pause<pb n="2" ed="transmission"/> in the talks'
)
"""The second paragraph of the telegram in TEI, without its end."""
TABLE: dict[str, tuple[Edit, list[tuple[str, str]]]] = {
    "a word in plain text": (words(" in the talks.", " in the tides."), [("talks", "tides")]),
    "a word put in": (words(" in the talks.", " in the long talks."), [("", "long ")]),
    "a word taken out": (words(" in the talks.", " in talks."), [("the ", "")]),
    "the end of a sentence": (words(" in the talks.", " in the talks!"), [(".", "!")]),
    "a word before a page break": (words("A pause", "A break"), [("pause", "break")]),
    "a word in a name": (words("Ilse Maren", "Else Maren"), [("Ilse", "Else")]),
    "the whole of a name": (words("Ilse Maren", "Olga Berg"), [("Ilse", "Olga"), ("Maren", "Berg")]),
    "words added to a name": (words("Ilse Maren", "Ilse Maren-Holm"), [("", "-Holm")]),
    "a word before a name": (words("The Minister, ", "The Chancellor, "), [("Minister", "Chancellor")]),
    "a word between two names": (words(", spoke on ", ", sang on "), [("spoke", "sang")]),
    "words before a note": (words(", spoke on ", ", spoke loudly on "), [("", "loudly ")]),
    "a date in its words": (words("March 22", "March 24"), [("22", "24")]),
    "a word in an emphasised name": (words("Anders Falk-Olsen", "Anders Falk-Nilsen"), [("Olsen", "Nilsen")]),
    "a word in emphasis beside a name": (words(" too", " also"), [("too", "also")]),
    "a word in a paragraph with a hidden comment": (words(" went to ", " sailed to "), [("went", "sailed")]),
    "a name before a hidden comment": (words("Marlow", "Harlow"), [("Marlow", "Harlow"), ("Marlow", "Harlow")]),
    "a correction read otherwise": (words(">the<", ">thy<"), [("the", "thy")]),
    "a word after a correction": (words(" keys, a ", " locks, a "), [("keys", "locks")]),
    "the words of an addition": (words(">red<", ">green<"), [("red", "green")]),
    "the words of a deletion": (words(">blue<", ">black<"), [("blue", "black")]),
    "a word after a redaction": (words("; ", ", and "), [(";", ", and")]),
    "words that stand in a foreign element": (words("ten miles", "six miles"), [("ten", "six")]),
    "words in another language": (words("bon voyage", "bonne route"), [("bon", "bonne"), ("voyage", "route")]),
    "a subject": (words("SUBJECT: THE HARBOUR", "SUBJECT: THE QUAY"), [("HARBOUR", "QUAY")]),
    "a heading": (words("Summary", "Overview"), [("Summary", "Overview")]),
    "a caption of a table": (words("Posts and counts", "Posts with counts"), [("and", "with")]),
    "a caption of a picture": (words("The dot", "The spot"), [("dot", "spot")]),
    "a cell of a table": (typed_cell(1, 1, "4"), [("3", "4")]),
    "a head cell of a table": (typed_cell(0, 1, "Number"), [("Count", "Number")]),
    "an item of a list": (words(">two<", ">second<"), [("two", "second")]),
    "a signature": (words(">MAREN<", ">BERG<"), [("MAREN", "BERG")]),
    "a classification line": (words("EXAMPLEVILLE 000012", "EXAMPLEVILLE 000013"), [("000012", "000013")]),
    "a caption line": (words("SIPDIS", "NODIS"), [("SIPDIS", "NODIS")]),
    "a tag": (
        words(">PREL<", ">PGOV<"),
        [
            ("", '<category xml:id="c07EXAMPLEVILLE12.tags-PGOV" n="PGOV"> <catDesc>PGOV</catDesc> </category> '),
            (
                '<term type="subject" ref="#c07EXAMPLEVILLE12.tags-PREL">PREL',
                '<term type="subject" ref="#c07EXAMPLEVILLE12.tags-PGOV">PGOV',
            ),
        ],
    ),
    "a note": (words("Of the harbour.", "Of the old harbour.", NOTES), [("", "old ")]),
    "a paragraph taken out": (
        without_paragraph("A pause"),
        [
            (
                f"{PAUSE}.</p> ",
                "",
            )
        ],
    ),
    "a paragraph typed before another": (typed_before("The repaired", "Typed anew."), [("", "<p>Typed anew.</p> ")]),
    "a paragraph moved behind another": (
        moved_behind("A pause", "The repaired"),
        [
            (
                f"{PAUSE}.</p> ",
                "",
            ),
            (
                "",
                f".</p> {PAUSE}",
            ),
        ],
    ),
    "two paragraphs merged": (
        merged_with_next("A pause", "The repaired"),
        [
            ('</p> <p n="3" xml:id="c07EXAMPLEVILLE12-p3"><label type="number">', ""),
            ("</label>", ""),
            ('<seg ana="#c07EXAMPLEVILLE12.classification-C" type="portion-mark">', ""),
            ("</seg>", ""),
        ],
    ),
    "a row taken out": (without_row(1), [("<row> <cell>Exampleville</cell> <cell>3</cell> </row> ", "")]),
    "an addressee": (
        words("SECSTATE WASHDC", "AMEMBASSY MARLOW"),
        [("SECSTATE", "AMEMBASSY"), ("WASHDC", "MARLOW"), ("SECSTATE", "AMEMBASSY"), ("WASHDC", "MARLOW")],
    ),
    "the title": (
        opened(lambda document: setattr(document.paragraphs[0].runs[0], "text", "THE QUAY")),
        [("HARBOUR", "QUAY")],
    ),
    "a word made bold": (look(" in the talks.", bold=True), [("", '<hi rend="bold">'), ("", "</hi>")]),
    "emphasis taken off a word": (look(" too", italic=False), [("", "</hi>"), ("</hi>", "")]),
    "two words in two places of a paragraph": (
        in_turn(words("Marlow", "Harlow"), words(" keys, a ", " locks, a ")),
        [("Marlow", "Harlow"), ("Marlow", "Harlow"), ("keys", "locks")],
    ),
    "two paragraphs at once": (
        in_turn(words("A pause", "A break"), words("Marlow", "Harlow")),
        [("Marlow", "Harlow"), ("pause", "break"), ("Marlow", "Harlow")],
    ),
    "all bookmarks lost, and a word changed": (in_turn(bare, words("Ilse Maren", "Else Maren")), [("Ilse", "Else")]),
}
"""What is done in Word, and the words and tags of the TEI that were there before and are there after."""


_DERIVED = re.compile(r'(?<=<application ident="dragoman") n="\w+"|\s*<listAnnotation>.*?</listAnnotation>', re.DOTALL)


def tei_tokens(document: Document) -> list[str]:
    """The TEI in tags and words, without what the writer derives from the whole: a checksum, notes on the numbering."""
    tei = re.sub(r"\s+", " ", re.sub(_DERIVED, "", pipeline.write_bytes(document, "tei").decode()))
    return re.findall(r"<[^>]+>|\w+|\s+|[^<\s\w]", tei)


def difference(before: Document, after: Document) -> list[tuple[str, str]]:
    old, new = tei_tokens(before), tei_tokens(after)
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (re.sub(r"\s+", " ", "".join(old[a:b])), re.sub(r"\s+", " ", "".join(new[c:d])))
        for tag, a, b, c, d in codes
        if tag != "equal"
    ]


def test_the_record_itself_comes_back_as_it_went() -> None:
    assert read_back(written(RECORD)) == RECORD


@pytest.mark.parametrize("name", TABLE)
def test_an_edit_is_all_that_differs(name: str) -> None:
    edit, expected = TABLE[name]
    assert difference(RECORD, read_back(edit(written(RECORD)))) == expected


def test_the_table_has_forty_edits() -> None:
    assert len(TABLE) >= 40
