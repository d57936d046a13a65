"""TEI that others made comes back whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from lxml import etree

from converters import pipeline
from converters.errors import InputError
from converters.formats.tei.foreign.reading import PREFIXES
from converters.model import nodes as nd
from converters.model.codec import decode, encode
from converters.model.document import Document
from converters.model.metadata import Identifier, Metadata, Title
from converters.model.node import Node
from converters.model.normal import DEEPEST
from converters.model.walk import NodeT, transform, walk
from converters.report import Report
from tests.corpora import sample
from tests.tei.foreign_trees import trees
from tests.tei.helpers import canonical, found, read_back, written

FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="x.rng"?>
<!-- before -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:x="urn:example" xml:id="root">
  <teiHeader><fileDesc><titleStmt><title>A letter
     of mine</title></titleStmt></fileDesc>
    <profileDesc><langUsage><language ident="fr">French</language></langUsage></profileDesc></teiHeader>
  <text><body><x:odd x:a="1"> <hi>a</hi> <hi>b</hi>&#13;</x:odd><!-- in --><?pi data?>
  <p xml:lang="fr">_x0001_ \xc3\xa9</p><s:svg xmlns:s="urn:svg" s:w="2"/></body></text>
</TEI>
<!-- after -->
"""


def nodes_alone(document: Document) -> Document:
    """The document from its JSON, without the source."""
    return msgspec.structs.replace(decode(encode(document)), source=None)


def test_foreign_tei_is_the_same_xml_again_from_its_nodes_alone() -> None:
    report = Report("tei")
    assert canonical(written(nodes_alone(read_back(FOREIGN)), report)) == canonical(FOREIGN)
    assert not report.messages


def test_foreign_tei_is_one_element_with_title_language_and_source() -> None:
    document = read_back(FOREIGN)
    assert [type(block) for block in document.body] == [nd.Instruction, nd.Comment, nd.Element, nd.Comment]
    assert document.metadata.title == "A letter of mine"
    assert document.metadata.languages == ("fr",)
    assert document.source is not None
    assert document.source.original() == FOREIGN
    assert document.body[2].id == "root"


def test_foreign_tei_is_read_the_same_again() -> None:
    document = read_back(FOREIGN)
    again = read_back(written(document))
    assert msgspec.structs.replace(again, source=document.source) == document


@given(trees())
def test_whatever_strangers_write_comes_back_the_same(data: bytes) -> None:
    expected = canonical(data)
    document = read_back(data)
    assert canonical(written(document)) == expected
    assert canonical(written(nodes_alone(document))) == expected
    assert nodes_alone(read_back(written(document))) == nodes_alone(document)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_whatever_strangers_write_comes_back_through_word_and_pdf(format: str) -> None:
    @given(trees())
    @settings(max_examples=10)
    def holds(data: bytes) -> None:
        through = pipeline.read_bytes(pipeline.write_bytes(read_back(data), format), format=format)
        assert canonical(written(through)) == canonical(data)

    holds()


# --- what is a node of the model ---

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE TEI SYSTEM "letter.dtd">
<TEI xmlns="http://www.tei-c.org/ns/1.0">
   <teiHeader>
      <fileDesc>
         <titleStmt><title>To the
            harbour master</title><author>Ilse Maren</author></titleStmt>
         <publicationStmt><idno type="call-number">HM 12</idno>
            <availability><licence target="https://example.org/l">Free</licence></availability></publicationStmt>
      </fileDesc>
      <profileDesc>
         <correspDesc>
            <correspAction type="sent"><persName ref="#ilse">Ilse Maren</persName><placeName>Exampleville</placeName>
               <date when="1861-05-03"/></correspAction>
            <correspAction type="received"><persName>Oskar Lind</persName></correspAction>
         </correspDesc>
         <langUsage><language ident="de">German</language></langUsage>
      </profileDesc>
   </teiHeader>
   <text>
      <body>
         <div type="letter" n="1" rend="wide">
            <opener><dateline>Exampleville, <date when="1861-05-03">3 May</date></dateline>
               <salute>Sir,</salute></opener>
            <p xml:id="p1" rend="indent">Dues are <hi rend="italics">frozen</hi><note n="1" place="bottom">Until
               the law is in force.</note> for <persName key="x">Oskar</persName>.</p>
            <list rend="numbered"><!-- two --><item>First</item>
               <item><p>Second</p></item></list>
            <table><head>Tugs</head><row role="label"><cell cols="2">Port</cell></row></table>
            <lg><l>A tide table</l><l n="2">without a tide</l></lg>
            <figure><graphic url="harbour.png"/><head>The harbour</head></figure>
            <p>She <choice><sic>whent</sic><corr cert="high">went</corr></choice><lb break="no"/> home.
               <list><item>in a paragraph</item></list></p>
            <sp who="#a"><speaker>LIND</speaker><l>No.</l></sp>
            <app><lem wit="#A">tide</lem><rdg wit="#B">time</rdg></app>
            <closer><signed>I. M.</signed></closer>
         </div>
      </body>
   </text>
</TEI>
"""


def letter(change: tuple[str, str] = ("", "")) -> Document:
    return read_back(LETTER.replace(*change).encode() if change[0] else LETTER.encode())


def of_kind(document: Document, kind: type[NodeT]) -> list[NodeT]:
    return [node for node in walk(document) if isinstance(node, kind)]


def test_what_tei_and_the_model_both_know_are_nodes() -> None:
    document = letter()
    (section,) = of_kind(document, nd.Section)
    assert (section.role, section.n, section.attrs) == ("letter", "1", {"tei:rend": "wide"})
    kinds = [type(block) for block in section.blocks]
    assert kinds[:4] == [nd.Opener, nd.Paragraph, nd.List, nd.Table]
    assert kinds[4:] == [nd.Verse, nd.Figure, nd.Element, nd.Element, nd.Element, nd.Closer]
    first = section.blocks[1]
    assert isinstance(first, nd.Paragraph)
    assert (first.id, first.attrs) == ("p1", {"tei:rend": "indent"})
    assert [type(part) for part in first.content] == [str, nd.Emphasis, nd.Note, str, nd.Name, str]


def test_words_of_strangers_are_understood_and_kept() -> None:
    document = letter()
    (emphasis,) = of_kind(document, nd.Emphasis)
    assert (emphasis.style, emphasis.attrs) == ("italic", {"tei:rend": "italics"})
    (note,) = of_kind(document, nd.Note)
    assert (note.place, note.n, note.attrs) == ("foot", "1", {"tei:place": "bottom"})
    (choice,) = of_kind(document, nd.Choice)
    assert (choice.original, choice.proposed, choice.certainty) == (("whent",), ("went",), "high")
    assert of_kind(document, nd.List)[0].style == "decimal"
    assert of_kind(document, nd.Date)[0].edtf == "1861-05-03"


def test_the_header_says_what_the_metadata_say() -> None:
    known = letter().metadata
    assert known.title == "To the harbour master"
    assert [(one.name, one.roles, one.place) for one in known.agents] == [
        ("Ilse Maren", ("sender",), "Exampleville"),
        ("Ilse Maren", ("author",), None),
    ]
    assert [one.to.name for one in known.deliveries] == ["Oskar Lind"]
    assert [(one.role, one.edtf) for one in known.dates] == [("sent", "1861-05-03")]
    assert known.identifier("call-number") == "HM 12"
    assert known.languages == ("de",)
    assert known.rights is not None
    assert known.rights.licence is not None
    assert known.rights.licence.target == "https://example.org/l"


# --- what was changed changes, and nothing else ---


def retexted(document: Document, old: str, new: str) -> Document:
    """The document with a word of its text changed."""

    def change(node: Node) -> Node:
        content = getattr(node, "content", ())
        if not any(isinstance(part, str) and old in part for part in content):
            return node
        return msgspec.structs.replace(
            node, content=tuple(part.replace(old, new) if isinstance(part, str) else part for part in content)
        )

    return transform(document, change)


@pytest.mark.parametrize(
    ("old", "new"), [("frozen", "melted & gone"), ("Second", "Last"), ("without a tide", "with one"), ("No.", "Yes.")]
)
def test_a_changed_word_changes_in_its_place_alone(old: str, new: str) -> None:
    expected = LETTER.replace(old, new.replace("&", "&amp;"))
    assert canonical(written(retexted(letter(), old, new))) == canonical(expected.encode())


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda known: {"titles": (Title(text="To nobody"),)}, "To the\n            harbour master", "To nobody"),
        (
            lambda known: {"agents": (msgspec.structs.replace(known.agents[0], name="I. Maren"), known.agents[1])},
            '<persName ref="#ilse">Ilse Maren',
            '<persName ref="#ilse">I. Maren',
        ),
        (
            lambda known: {"dates": (msgspec.structs.replace(known.dates[0], edtf="1861-06-04"),)},
            '<date when="1861-05-03"/>',
            '<date when="1861-06-04"/>',
        ),
        (lambda known: {"languages": ("fr",)}, 'ident="de"', 'ident="fr"'),
        (lambda known: {"identifiers": (Identifier(scheme="call-number", value="X"),)}, "HM 12", "X"),
    ],
    ids=["title", "sender", "date", "language", "number"],
)
def test_a_changed_value_of_the_metadata_changes_the_header_in_its_place_alone(
    change: Callable[[Metadata], dict[str, Any]], old: str, new: str
) -> None:
    document = letter()
    known = msgspec.structs.replace(document.metadata, **change(document.metadata))
    report = Report("tei")
    data = written(msgspec.structs.replace(document, metadata=known), report)
    assert canonical(data) == canonical(LETTER.replace(old, new).encode())
    assert [(message.code, message.level) for message in report.messages] == [("disagrees", "info")]


def test_words_of_the_header_that_the_metadata_contradict_are_told_with_both() -> None:
    def reworded(node: Node) -> Node:
        words = node.content if isinstance(node, nd.Element) else ()
        return msgspec.structs.replace(node, content=("HM 13",)) if words == ("HM 12",) else node

    report = Report("tei")
    written(transform(letter(), reworded), report)
    assert [message.text for message in report.messages] == [
        "“HM 13” in the header is now “HM 12”, as the metadata say"
    ]


def test_metadata_that_the_header_does_not_take_are_told() -> None:
    document = letter()
    known = msgspec.structs.replace(document.metadata, completeness="extract")
    report = Report("tei")
    assert canonical(written(msgspec.structs.replace(document, metadata=known), report)) == canonical(LETTER.encode())
    assert [message.code for message in report.messages] == ["dropped"]


def test_a_paragraph_that_was_put_in_stands_like_the_others() -> None:
    document = letter()
    new = nd.Paragraph(content=("New.",))
    changed = transform(
        document,
        lambda node: (
            msgspec.structs.replace(node, blocks=(*node.blocks[:2], new, *node.blocks[2:]))
            if isinstance(node, nd.Section)
            else node
        ),
    )
    root = etree.fromstring(written(changed))
    assert [element.text for element in found(root, "//t:div/t:p")][1] == "New."
    assert len(found(root, "//t:div/*")) == 11


def test_a_word_that_was_changed_in_word_changes_in_its_place_alone() -> None:
    made = zipfile.ZipFile(io.BytesIO(pipeline.write_bytes(letter(), "docx")))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for part in made.infolist():
            data = made.read(part)
            is_page = part.filename == "word/document.xml"
            package.writestr(part, data.replace(b">Second<", b">Last<") if is_page else data)
    back = pipeline.read_bytes(changed.getvalue(), format="docx")
    assert canonical(written(back)) == canonical(LETTER.replace("Second", "Last").encode())


def test_lines_of_the_markup_are_no_gaps_in_the_words_of_a_word_file() -> None:
    page = zipfile.ZipFile(io.BytesIO(pipeline.write_bytes(letter(), "docx"))).read("word/footnotes.xml").decode()
    assert "Until the law is in force." in page


# --- prefixes, encodings, declarations ---


@pytest.mark.parametrize(
    "data",
    [
        LETTER.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
        LETTER.replace("Sir", "Größe").replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1"),
        LETTER.replace("Sir", "“Größe”").replace('encoding="UTF-8"', 'encoding="windows-1252"').encode("cp1252"),
        LETTER.replace("Sir", "日本").replace('encoding="UTF-8"', 'encoding="Shift_JIS"').encode("shift_jis"),
        LETTER.encode("utf-8-sig"),
        LETTER.replace("\n", "\r\n").encode(),
        LETTER.replace(' encoding="UTF-8"', ' encoding="UTF-8" standalone="yes"').encode(),
    ],
    ids=["utf-16", "latin-1", "cp1252", "shift-jis", "mark", "crlf", "standalone"],
)
def test_any_encoding_is_read_and_the_source_kept(data: bytes) -> None:
    document = read_back(data)
    assert canonical(written(document)) == canonical(data)
    assert document.source is not None
    assert document.source.original() == data


def test_the_document_type_is_written_again() -> None:
    assert b'<!DOCTYPE TEI SYSTEM "letter.dtd">' in written(nodes_alone(letter()))


def test_a_document_type_that_somebody_made_up_is_not_written() -> None:
    document = msgspec.structs.replace(letter(), attrs={"tei:doctype": "TEI [<!ENTITY a 'b'>]"})
    report = Report("tei")
    assert b"DOCTYPE" not in written(document, report)
    assert [message.code for message in report.messages] == ["dropped"]


def test_layout_that_somebody_made_up_cannot_add_elements() -> None:
    document = transform(
        letter(),
        lambda node: msgspec.structs.replace(node, layout=("<x/>",) * 3) if isinstance(node, nd.List) else node,
    )
    assert b"<x" not in written(document)


def test_both_prefixes_of_one_name_space_stay_where_they_are() -> None:
    data = (
        b'<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0" xmlns="http://www.tei-c.org/ns/1.0" xmlns:a="urn:a" '
        b'xmlns:b="urn:a"><text><t:p b:x="1"/><p a:x="1"/><z xmlns=""><y/></z></text></t:TEI>'
    )
    assert canonical(written(nodes_alone(read_back(data)))) == canonical(data)


def test_several_texts_a_corpus_and_a_facsimile_come_back() -> None:
    one = LETTER[LETTER.index("<TEI") :]
    facsimile = '<facsimile><surface ulx="0"><graphic url="a.png"/><zone points="0,0 1,1"/></surface></facsimile>'
    both = one.replace("<text>", facsimile + "<text>") + one.replace(
        "<text>", "<sourceDoc><line>a</line></sourceDoc><text>"
    )
    both = both.replace('xml:id="p1"', 'xml:id="p2"', 1)
    data = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{both}</teiCorpus>'.encode()
    assert canonical(written(nodes_alone(read_back(data)))) == canonical(data)


def nested(levels: int) -> bytes:
    """A root with elements in each other."""
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{"<ab>" * (levels - 1)}deep{"</ab>" * (levels - 1)}</TEI>'.encode()
    )


def test_elements_may_be_nested_as_deeply_as_the_model_allows() -> None:
    assert canonical(written(read_back(nested(DEEPEST)))) == canonical(nested(DEEPEST))


def test_elements_that_are_nested_more_deeply_are_refused_with_their_place() -> None:
    column = nested(DEEPEST + 1).rindex(b"<ab>") + 1
    with pytest.raises(InputError, match=f"line 1, column {column}: .* more than {DEEPEST} levels"):
        read_back(nested(DEEPEST + 1))


def test_more_prefixes_than_anybody_needs_are_refused() -> None:
    prefixes = " ".join(f'xmlns:p{number}="urn:{number}"' for number in range(PREFIXES + 1))
    with pytest.raises(InputError, match=f"more than {PREFIXES} prefixes"):
        read_back(f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {prefixes}/>'.encode())


@pytest.mark.shared
@pytest.mark.sweep
def test_editions_of_others_are_canonically_equal(shared: Path, request: pytest.FixtureRequest) -> None:
    files = sorted((shared / "corpora/tei").rglob("*.xml"))
    assert files
    for file in sample(files, request, 25):
        data = file.read_bytes()
        document = read_back(data)
        assert canonical(written(document)) == canonical(data), file.name
        assert canonical(written(nodes_alone(document))) == canonical(data), file.name


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_editions_of_others_come_back_through_word_and_pdf(
    shared: Path, request: pytest.FixtureRequest, format: str
) -> None:
    for file in sample(sorted((shared / "corpora/tei").rglob("*.xml")), request, 6):
        data = file.read_bytes()
        through = pipeline.read_bytes(pipeline.write_bytes(read_back(data), format), format=format)
        assert canonical(written(through)) == canonical(data), file.name
