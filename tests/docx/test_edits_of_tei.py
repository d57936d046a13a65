"""A record of TEI that others wrote, edited in Word: the canonical XML differs in that place alone."""

from __future__ import annotations

import difflib
import re

import pytest
from lxml import etree

from converters import pipeline
from converters.model import nodes as nd
from converters.model.codec import decode, encode
from converters.model.walk import walk
from converters.report import Report
from tests.docx.editing import Edit, in_turn, moved_behind, note_in, typed_before, without_paragraph, words
from tests.docx.helpers import read_back, written
from tests.docx.revising import WHEN, WHO, all_runs, deleted, inserted, mark, on_paragraph, on_run, run
from tests.docx.test_comments import on_words, said, with_comments

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<?house style="plain"?>
<tei:TEI xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:own="urn:example:own">
  <tei:teiHeader>
    <tei:fileDesc>
      <tei:titleStmt><tei:title>Letters of the Miller</tei:title></tei:titleStmt>
      <tei:publicationStmt><tei:p>Unpublished.</tei:p></tei:publicationStmt>
      <tei:sourceDesc><tei:p>Invented.</tei:p></tei:sourceDesc>
    </tei:fileDesc>
  </tei:teiHeader>
  <tei:text>
    <tei:body>
      <!-- the only letter -->
      <tei:div type="letter" own:shelf="7">
        <tei:head>To the Baker</tei:head>
        <tei:p xml:id="a" rend="first">The <tei:rs type="thing" key="k1">wheel</tei:rs> has
          <tei:hi rend="sc">stopped</tei:hi> since <tei:date when="1788-05-01">May Day</tei:date>.</tei:p>
        <tei:p xml:id="b">Send <tei:app><tei:lem wit="#A">flour</tei:lem><tei:rdg wit="#B">flower</tei:rdg></tei:app>
          and <tei:measure quantity="3" unit="sack">three sacks</tei:measure> of bran.</tei:p>
        <tei:p xml:id="c">The river <!-- sic --> is low.</tei:p>
        <tei:list><tei:item>rye</tei:item><tei:item>wheat</tei:item></tei:list>
      </tei:div>
    </tei:body>
  </tei:text>
</tei:TEI>
"""
B = (
    '<tei:p xml:id="b">Send <tei:app><tei:lem wit="#A">flour</tei:lem><tei:rdg wit="#B">flower</tei:rdg></tei:app> '
    'and <tei:measure quantity="3" unit="sack">three sacks</tei:measure> of bran.</tei:p> '
)
C = '<tei:p xml:id="c">The river <!-- sic --> is low.</tei:p> '
BOLD = "<w:rPr><w:b/></w:rPr>"
TABLE: dict[str, tuple[Edit, list[tuple[str, str]]]] = {
    "nothing": (lambda data: data, []),
    "a word in plain text": (words(" is low.", " is high."), [("low", "high")]),
    "a word in markup that the model does not know": (words(">wheel<", ">millstone<"), [("wheel", "millstone")]),
    "a word beside a line end of the markup": (words("stopped", "halted"), [("stopped", "halted")]),
    "the words of a measure": (words("three sacks", "four sacks"), [("three", "four")]),
    "a word of a measure made bold": (
        on_run("three sacks", lambda look: run("three ", look) + run("sacks", BOLD)),
        [("", '<tei:hi rend="bold">'), ("", "</tei:hi>")],
    ),
    "a bold word put into a measure": (
        on_run(
            "three sacks",
            lambda look: run("three ", look) + run("full ", BOLD) + run("sacks", look),
        ),
        [("", '<tei:hi rend="bold">full </tei:hi>')],
    ),
    "the last word of a measure typed over in bold": (
        on_run("three sacks", lambda look: run("three ", look) + run("bags", BOLD)),
        [("sacks", '<tei:hi rend="bold">bags</tei:hi>')],
    ),
    "a bold word put in behind a measure": (
        on_run("three sacks", lambda look: run("three sacks", look) + run(" full", BOLD)),
        [("", '<tei:hi rend="bold"> full</tei:hi>')],
    ),
    "a word in capitals that is one of two elements side by side": (
        in_turn(words(">flour<", ">FLOUR<"), words(">flower<", ">FLOWER<")),
        [("flour", "FLOUR"), ("flower", "FLOWER")],
    ),
    "a heading": (words("To the Baker", "To the Brewer"), [("Baker", "Brewer")]),
    "an item": (words(">rye<", ">oats<"), [("rye", "oats")]),
    "a title in the header": (words("Letters of the Miller", "Papers of the Miller"), [("Letters", "Papers")]),
    "words of the header that no table shows": (words("Invented.", "Forged."), [("Invented", "Forged")]),
    "a title in the header as it stands in the text": (
        words("Letters of the Miller", "Papers of the Miller", last=True),
        [("Letters", "Papers")],
    ),
    "a paragraph taken out": (without_paragraph("of bran"), [(B, "")]),
    "a paragraph moved": (moved_behind("of bran", "The river"), [("", C), (C, "")]),
    "a paragraph typed": (typed_before("The river", "It rains."), [("", "<tei:p>It rains.</tei:p> ")]),
    "a note": (
        note_in(" is low.", " low.", "Since June."),
        [("", "<tei:note><tei:p>Since June.</tei:p></tei:note>")],
    ),
    "a tracked change": (
        on_run(" is low.", lambda look: run(" is ") + deleted("low") + inserted("high") + run(".")),
        [("", "<tei:del>"), ("", "</tei:del><tei:add>high</tei:add>")],
    ),
}


def tokens(tei: bytes) -> list[str]:
    canonical = etree.tostring(etree.fromstring(tei), method="c14n").decode()
    return re.findall(r"<[^>]+>|\w+|\s+|[^<\s\w]", re.sub(r"\s+", " ", canonical))


def difference(old: bytes, new: bytes) -> list[tuple[str, str]]:
    before, after = tokens(old), tokens(new)
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [("".join(before[a:b]), "".join(after[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


RECORD = pipeline.read_bytes(TEI.encode())


@pytest.mark.parametrize("name", TABLE)
def test_an_edit_is_all_that_differs_in_the_canonical_tei(name: str) -> None:
    edit, expected = TABLE[name]
    document = read_back(edit(written(RECORD)))
    assert difference(TEI.encode(), pipeline.write_bytes(document, "tei")) == expected


def test_who_changed_something_in_tei_of_others_is_told_where_it_is_not_written() -> None:
    document = read_back(TABLE["a tracked change"][0](written(RECORD)))
    report = Report("tei")
    pipeline.write_bytes(document, "tei", report=report)
    assert [message.text for message in report.messages] == [
        f"foreign TEI does not say of it: agent {WHO}, date {WHEN}, status proposed"
    ] * 2


@pytest.mark.parametrize(
    "edit",
    [
        on_paragraph("The wheel turns.", lambda old: f"{old}<w:p>{mark('ins')}{inserted('Typed.')}</w:p>"),
        on_paragraph("Good day.", lambda old: all_runs(old, "del")),
        on_paragraph("La la", lambda old: all_runs(old, "del")),
    ],
)
def test_a_whole_paragraph_tracked_among_elements_of_others_holds_its_change_and_comes_back(edit: Edit) -> None:
    document = read_back(edit(written(pipeline.read_bytes(SCENE))))
    assert sum(isinstance(node, nd.Addition | nd.Deletion) for node in walk(document.body[0])) == 1
    assert decode(encode(document)) == document
    assert read_back(written(document)) == document
    tei = etree.fromstring(pipeline.write_bytes(document, "tei"))
    (change,) = tei.iter("{*}add", "{*}del")
    assert etree.QName(next(change.iterancestors())).localname in ("p", "ab")


def test_a_comment_in_tei_of_others_is_a_note_and_who_wrote_it_is_told() -> None:
    commented = with_comments(written(RECORD), said(70, "Which river?"))
    document = read_back(on_run(" is low.", on_words(" is low.", 70))(commented))
    report = Report("tei")
    tei = pipeline.write_bytes(document, "tei", report=report)
    assert difference(TEI.encode(), tei) == [
        ("", '<tei:note place="margin" type="editorial"><tei:p>Which river?</tei:p></tei:note>')
    ]
    assert [message.text for message in report.messages] == [
        "foreign TEI does not say of it: by Ann Berg, date 2024-03-02T10:05Z"
    ]


SCENE = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A scene</title></titleStmt>
<publicationStmt><publisher>Nobody</publisher></publicationStmt><sourceDesc><bibl>By heart</bibl></sourceDesc>
</fileDesc></teiHeader>
<text><body><sp who="#m"><speaker>MILLER</speaker><p>Good day.</p><stage>The wheel turns.</stage></sp>
<ab type="song">La la</ab><p>Seven<space unit="words"/> sacks <anchor xml:id="k"/>of <orig>flowr</orig>.</p>
<p><seg>Two <orig>sakes of rey</orig></seg>.</p>
</body></text></TEI>"""
BESIDE_BLOCKS: dict[str, tuple[Edit, list[tuple[str, str]]]] = {
    "a word beside a paragraph": (words("MILLER", "BAKER"), [("MILLER", "BAKER")]),
    "a word behind a paragraph": (words("wheel turns", "wheel stops"), [("turns", "stops")]),
    "a word of an element that holds nothing else": (words("La la", "La lu"), [("la", "lu")]),
    "a word of the header": (words("By heart", "By ear"), [("heart", "ear")]),
    "a word beside elements that show nothing": (words("sacks", "bags"), [("sacks", "bags")]),
    "a word of markup that no page shows in a stretch that is shown": (words("sakes", "sacs"), [("sakes", "sacs")]),
    "words beside a paragraph taken out": (
        without_paragraph("The wheel turns."),
        [("<stage>The wheel turns.</stage>", "")],
    ),
    "an element that holds nothing else taken out": (
        without_paragraph("La la"),
        [('<ab type="song">La la</ab>', "")],
    ),
    "a paragraph typed before words beside a paragraph": (
        typed_before("The wheel turns.", "It rains!"),
        [("", "</p><p>It rains!")],
    ),
}


@pytest.mark.parametrize("name", BESIDE_BLOCKS)
def test_text_beside_blocks_is_edited_without_the_blocks_and_the_element_around_them(name: str) -> None:
    edit, expected = BESIDE_BLOCKS[name]
    document = read_back(edit(written(pipeline.read_bytes(SCENE))))
    assert difference(SCENE, pipeline.write_bytes(document, "tei")) == expected


def test_a_title_that_is_changed_in_the_text_of_the_header_is_the_title_of_the_record() -> None:
    report = Report("docx")
    document = read_back(words("Letters of the Miller", "Papers of the Miller", last=True)(written(RECORD)), report)
    told = [message.text for message in report.messages if message.place == "metadata, titles"]
    assert told == ["“Letters of the Miller” is now “Papers of the Miller”"]
    assert document.metadata.title == "Papers of the Miller"
    again = pipeline.read_bytes(pipeline.write_bytes(document, "tei"))
    assert again.metadata == document.metadata


def test_a_title_that_is_changed_in_the_table_and_otherwise_in_the_text_is_that_of_the_table() -> None:
    in_text = words("Letters of the Miller", "Papers of the Miller", last=True)
    document = read_back(in_text(words("Letters of the Miller", "Books of the Miller")(written(RECORD))))
    assert document.metadata.title == "Books of the Miller"


TITLE = "Letters of the <tei:hi>Old Miller</tei:hi> and <tei:name key='a'>Ann</tei:name><!-- his wife -->"
IN_TITLE: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a word beside markup": ("Letters of", "Papers of", [("Letters", "Papers")]),
    "a word in markup": ("Old", "Young", [("Old", "Young")]),
    "all words of markup": ("Old Miller", "Baker", [("Old Miller", "Baker")]),
    "words across markup": ("the Old Miller", "a Baker", [("the", "a"), ("Old Miller", "Baker")]),
    "a word put in before markup": ("the Old", "the very Old", [("", " very")]),
    "words behind all": ("Ann", "Ann, 1788", [("", ", 1788")]),
}


@pytest.mark.parametrize("name", IN_TITLE)
def test_a_title_with_markup_that_is_changed_in_word_keeps_it_where_its_words_are(name: str) -> None:
    old, new, expected = IN_TITLE[name]
    tei = TEI.replace("Letters of the Miller", TITLE)
    document = read_back(words(old, new)(written(pipeline.read_bytes(tei.encode()))))
    assert difference(tei.encode(), pipeline.write_bytes(document, "tei")) == expected


CHOICES = {
    "in the reading of the source": "<tei:sic><tei:rs>flowr</tei:rs></tei:sic><tei:corr>flower</tei:corr>",
    "in the reading that is proposed": "<tei:sic>flowr</tei:sic><tei:corr><tei:rs>flower</tei:rs></tei:corr>",
    "in both": "<tei:orig><tei:rs>flowr</tei:rs></tei:orig><tei:reg><tei:rs>flower</tei:rs></tei:reg>",
    "that shows nothing": "<tei:sic>fl<!-- o -->owr</tei:sic><tei:corr>flower<tei:anchor/></tei:corr>",
}


@pytest.mark.parametrize("name", CHOICES)
def test_readings_with_markup_that_no_page_shows_keep_it_when_a_word_beside_them_is_changed_or_one_of_theirs(
    name: str,
) -> None:
    tei = TEI.replace("The river", f"The <tei:choice>{CHOICES[name]}</tei:choice>")
    for old, new in ((" is low.", " is high."), ("flower", "flour")):
        document = read_back(words(old, new)(written(pipeline.read_bytes(tei.encode()))))
        was, now = old.strip(" is."), new.strip(" is.")
        assert difference(tei.encode(), pipeline.write_bytes(document, "tei")) == [(was, now)]
