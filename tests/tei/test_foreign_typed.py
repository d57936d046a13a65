"""Which elements of strangers are nodes of the model, which stay elements, and how what is put in is written."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings

from converters.errors import InputError
from converters.formats.tei.foreign import writing
from converters.formats.tei.names import TEI
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Rights, Statement
from converters.model.node import Node
from converters.model.walk import NodeT, transform, walk
from converters.report import Report, kind_name
from tests.strategies import of
from tests.tei.helpers import canonical, found, paragraph, read_back, tree, written


def foreign(body: str, header: str = "", before: str = "") -> bytes:
    """A file with a body."""
    return (
        f'{before}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>'
        f"<text><body>{body}</body></text></TEI>"
    ).encode()


def read(body: str) -> Document:
    """The document in a file, which comes back from it the same."""
    document = read_back(foreign(body))
    assert canonical(written(document)) == canonical(foreign(body))
    return document


def the(kind: type[NodeT], body: str) -> NodeT:
    """The only node of a kind."""
    (node,) = (node for node in walk(read(body)) if isinstance(node, kind))
    return node


# --- nodes ---


def test_comments_and_instructions_between_the_items_of_a_list_are_its_layout() -> None:
    node = the(nd.List, '<list><!-- a --><item>b</item><?page break="2"?><item>c</item><?end?></list>')
    assert node.layout == ("<!-- a -->", '<?page break="2"?>', "<?end?>")


def test_comments_between_the_parts_of_an_opener_are_its_layout() -> None:
    node = the(nd.Opener, "<opener><!-- a --><salute>Sir,</salute></opener>")
    assert (node.layout, node.parts) == (("<!-- a -->", ""), (nd.Salute(content=("Sir,",)),))


def test_a_date_is_understood_and_nothing_of_it_left_over() -> None:
    node = the(nd.Date, '<p><date when="1861-05-03">May</date></p>')
    assert (node.edtf, node.attrs) == ("1861-05-03", {})


def test_an_item_outside_of_a_list_is_an_element_among_the_words() -> None:
    content = the(nd.Paragraph, "<p>a <item>b</item> c</p>").content
    assert [type(part) for part in content] == [str, nd.Element, str]


def test_a_quotation_of_paragraphs_is_one_and_a_quotation_in_running_text_an_element() -> None:
    assert the(nd.Quotation, "<quote><p>a</p></quote>").blocks == (paragraph("a"),)
    assert the(nd.Paragraph, "<p><quote>a</quote></p>").content[0] == nd.Element(
        name="{http://www.tei-c.org/ns/1.0}quote", content=("a",)
    )


@pytest.mark.parametrize("certainty", ["high", "medium", "low"])
def test_a_proposed_reading_says_who_proposed_it_and_how_sure_it_is(certainty: str) -> None:
    node = the(nd.Choice, f'<p><choice><sic>a</sic><corr resp="#me" cert="{certainty}">b</corr></choice></p>')
    assert (node.original, node.proposed, node.agent, node.certainty) == (("a",), ("b",), "#me", certainty)


@pytest.mark.parametrize("reading", ['xml:id="a"', 'xml:lang="fr"', 'n="1"', 'xmlns:x="urn:x"'])
def test_a_choice_whose_reading_says_more_stays_an_element(reading: str) -> None:
    body = f"<p><choice><sic {reading}>a</sic><corr>b</corr></choice></p>"
    assert not [node for node in walk(read(body)) if isinstance(node, nd.Choice)]


def test_running_text_of_an_item_is_one_line_that_may_begin_with_markup() -> None:
    node = the(nd.Item, "<list><item><rs>The ship</rs> sailed <rs>home</rs></item></list>")
    assert [type(block) for block in node.blocks] == [nd.Line]


@pytest.mark.parametrize(("said", "columns"), [("2", 2), ("two", 1), ("0", 1), ("²", 1), ("99999", 1), ("", 1)])
def test_a_number_that_is_none_stays_an_attribute(said: str, columns: int) -> None:
    assert the(nd.Cell, f'<table><row><cell cols="{said}">a</cell></row></table>').columns == columns


def test_a_value_that_is_no_word_stays_an_attribute() -> None:
    node = the(nd.Section, '<div type="a letter"><p>b</p></div>')
    assert (node.role, node.attrs) == (None, {"tei:type": "a letter"})


# --- put in ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (nd.Line(content=("new",)), "<item>new</item>"),
        (nd.Line(content=("new",), id="l1"), '<item><ab xml:id="l1">new</ab></item>'),
        (nd.Line(content=("new",), lang="fr"), '<item><ab xml:lang="fr">new</ab></item>'),
        (nd.Line(content=("new",), role="x"), '<item><ab type="x">new</ab></item>'),
        (nd.Line(content=("new",), attrs={"tei:rend": "x"}), '<item><ab rend="x">new</ab></item>'),
    ],
)
def test_a_line_is_bare_text_unless_it_says_more(line: nd.Line, expected: str) -> None:
    def change(node: Node) -> Node:
        return msgspec.structs.replace(node, blocks=(line,)) if isinstance(node, nd.Item) else node

    changed = transform(read("<list><item>old</item></list>"), change)
    assert canonical(written(changed)) == canonical(foreign(f"<list>{expected}</list>"))


def with_list(change: Callable[[nd.List], nd.List]) -> bytes:
    """A file whose list was changed."""
    body = "<list>\n   <item>a</item>\n  <item>b</item>\n</list>"
    return written(transform(read(body), lambda node: change(node) if isinstance(node, nd.List) else node))


ITEM = nd.Item(blocks=(nd.Line(content=("new",)),))


def test_an_item_that_was_put_in_stands_on_a_line_like_the_others() -> None:
    changed = with_list(lambda node: msgspec.structs.replace(node, items=(*node.items, ITEM)))
    assert b"<list>\n   <item>a</item>\n  <item>b</item>\n  <item>new</item>\n</list>" in changed


def test_an_item_that_was_taken_out_leaves_no_empty_line() -> None:
    changed = with_list(lambda node: msgspec.structs.replace(node, items=node.items[:1]))
    assert b"<list>\n   <item>a</item>\n</list>" in changed


def test_items_of_a_list_without_any_layout_stand_beside_each_other() -> None:
    changed = with_list(lambda node: msgspec.structs.replace(node, items=(*node.items, ITEM), layout=None))
    assert b"<list><item>a</item><item>b</item><item>new</item></list>" in changed


def test_a_formula_that_was_put_in_is_written_in_its_notation() -> None:
    _, tei = put_in(nd.Formula(text="a^2", notation="tex"))
    assert b'<formula notation="tex">a^2</formula>' in tei


def test_a_formula_in_an_edition_is_one_of_its_notation_and_one_with_elements_in_it_stays_an_element() -> None:
    assert the(nd.Formula, '<p><formula notation="TeX">a^2</formula></p>').notation == "tex"
    assert the(nd.Formula, "<p><formula>a²</formula></p>").notation == "text"
    assert not [node for node in walk(read("<p><formula><hi>a</hi></formula></p>")) if isinstance(node, nd.Formula)]


def test_numbers_markings_and_labels_that_were_put_in_are_written_before_the_words() -> None:
    marking = nd.Segment(role="portion-mark", content=("(C)",))
    number = nd.Label(content=("4.",), value="4")
    item = nd.Item(label=nd.Label(content=("(a)",)), blocks=(nd.Line(content=("first",)),))
    paragraph = nd.Paragraph(number=number, marking=marking, content=("Words.",))
    assert b'<p><label n="4">4.</label> <seg type="portion-mark">(C)</seg> Words.</p>' in put_in(paragraph)[1]
    assert b'<p><label n="4">4.</label></p>' in put_in(nd.Paragraph(number=number, content=()))[1]
    assert b"<list><item><label>(a)</label> first</item></list>" in put_in(nd.List(items=(item,)))[1]


def test_words_for_a_picture_and_for_a_gap_that_were_put_in_are_its_description_and_come_back() -> None:
    parts = nd.Image(target="a.png", alt="A quay"), nd.Gap(content=("XXX",), reason="withheld")
    report, tei = put_in(nd.Paragraph(content=parts))
    assert b'<graphic url="a.png"><desc>A quay</desc></graphic><gap reason="withheld"><desc>XXX</desc></gap>' in tei
    assert not report.messages
    assert next(node for node in walk(read_back(tei)) if isinstance(node, nd.Paragraph)).content == parts


def test_a_gap_with_more_than_one_description_stays_an_element() -> None:
    body = "<p><gap><desc>XXX</desc><desc>YYY</desc></gap></p>"
    assert not [node for node in walk(read(body)) if isinstance(node, nd.Gap)]


def test_words_that_somebody_put_into_the_layout_are_told() -> None:
    closer = nd.Closer(parts=(nd.Signed(content=("A",)),), layout=(" <!-- kept --> ", " lost "))
    report, tei = put_in(closer)
    assert b"<closer> <!-- kept --> <signed>A</signed></closer>" in tei
    assert [message.text for message in report.messages] == ["foreign TEI does not say of it: layout"]


def test_two_lines_that_were_put_in_do_not_run_into_one() -> None:
    lines = tuple(nd.Line(content=(words,)) for words in ("Your servant", "A. Berg"))
    assert b"<closer>Your servant<lb/>A. Berg</closer>" in put_in(nd.Closer(parts=lines))[1]


def put_in(node: Any) -> tuple[Report, bytes]:
    """The ledger and the file where a node was put into an edition, in a paragraph if it must be."""
    block = node if isinstance(node, get_args(nd.Block)) else nd.Paragraph(content=("a ", node, " b"))
    document = transform(
        read("<p>a</p>"),
        lambda one: (
            msgspec.structs.replace(one, content=(block,)) if getattr(one, "name", None) == TEI + "body" else one
        ),
    )
    report = Report("tei")
    return report, written(document, report)


def is_body(node: Node) -> bool:
    return isinstance(node, nd.Element) and node.name == TEI + "body"


@pytest.mark.parametrize("kind", [*get_args(nd.Block), *get_args(nd.Inline)[1:]], ids=kind_name)
def test_what_is_put_in_is_written_or_told_to_the_last_field(kind: type[Node]) -> None:
    @settings(max_examples=max(10, settings().max_examples // 4))
    @given(of(kind, 1))
    def holds(node: Node) -> None:
        report, tei = put_in(node)
        if any("XML cannot hold" in message.text for message in report.messages):
            return
        told = [message.text for message in report.messages]
        known = " ".join(" ".join([html.unescape(tei.decode()), *told]).split())
        for inner in walk(node):
            for words in plain_fields(inner):
                assert " ".join(words.split()) in known

    holds()


IN_OTHER_WORDS = {("edtf", nd.Date), ("name", nd.Element)}


def plain_fields(node: Node) -> Iterator[str]:
    """The strings of a node that it has in fields of its own and in its text."""
    for field in msgspec.structs.fields(node):
        value = getattr(node, field.name)
        if field.name in ("content", "original", "proposed"):
            yield from (part for part in value if isinstance(part, str))
        elif field.name == "attrs":
            yield from value.values()
        elif field.type in (str, str | None) and value and (field.name, type(node)) not in IN_OTHER_WORDS:
            yield value


# --- the header ---


def test_a_sender_needs_no_place() -> None:
    sent = '<correspAction type="sent"><persName>Ilse Maren</persName></correspAction>'
    data = foreign("<p>a</p>", f"<profileDesc><correspDesc>{sent}</correspDesc></profileDesc>")
    (agent,) = read_back(data).metadata.agents
    assert (agent.name, agent.place) == ("Ilse Maren", None)


def test_authors_and_editors_are_agents_of_that_role() -> None:
    said = "<fileDesc><titleStmt><author>A</author><editor>B</editor></titleStmt></fileDesc>"
    agents = read_back(foreign("<p>a</p>", said)).metadata.agents
    assert [(one.name, one.roles) for one in agents] == [("A", ("author",)), ("B", ("editor",))]


def test_a_number_whose_type_is_no_word_is_of_another_scheme() -> None:
    said = '<fileDesc><publicationStmt><idno type="call number">7</idno></publicationStmt></fileDesc>'
    (one,) = read_back(foreign("<p>a</p>", said)).metadata.identifiers
    assert (one.scheme, one.value) == ("other", "7")


def created(date: str) -> bytes:
    return foreign("<p>a</p>", f"<profileDesc><creation>{date}</creation></profileDesc>")


def test_the_date_of_creation_is_when_it_was_written() -> None:
    (date,) = read_back(created('<date when="1861-05-03">in May</date>')).metadata.dates
    assert (date.role, date.edtf, date.text) == ("written", "1861-05-03", "in May")


def test_a_date_that_is_none_is_not_understood() -> None:
    (date,) = read_back(created('<date when="in May"/>')).metadata.dates
    assert (date.edtf, date.text) == (None, None)


def test_changed_words_of_a_date_are_written_in_their_place() -> None:
    document = read_back(created('<date when="1861-05-03">in May</date>'))
    (date,) = document.metadata.dates
    known = msgspec.structs.replace(document.metadata, dates=(msgspec.structs.replace(date, text="in spring"),))
    expected = created('<date when="1861-05-03">in spring</date>')
    assert canonical(written(msgspec.structs.replace(document, metadata=known))) == canonical(expected)


def licensed(target: str) -> bytes:
    licence = f'<availability><licence target="{target}">Free</licence></availability>'
    return foreign("<p>a</p>", f"<fileDesc><publicationStmt>{licence}</publicationStmt></fileDesc>")


def test_a_changed_target_of_the_licence_is_written_in_its_place() -> None:
    document = read_back(licensed("https://example.org/a"))
    licence = Statement(text="Free", target="https://example.org/b")
    known = msgspec.structs.replace(document.metadata, rights=Rights(licence=licence))
    changed = written(msgspec.structs.replace(document, metadata=known))
    assert canonical(changed) == canonical(licensed("https://example.org/b"))


def test_a_title_that_was_taken_out_of_the_metadata_stays_and_is_told() -> None:
    data = foreign("<p>a</p>", "<fileDesc><titleStmt><title>A</title><title>B</title></titleStmt></fileDesc>")
    document = read_back(data)
    known = msgspec.structs.replace(document.metadata, titles=document.metadata.titles[:1])
    report = Report("tei")
    assert canonical(written(msgspec.structs.replace(document, metadata=known), report)) == canonical(data)
    assert [message.code for message in report.messages] == ["dropped"]


# --- around the root ---


def test_a_file_that_is_written_in_pieces_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHUNK", 2)
    read("<p>One</p><p>Two</p><p>Three</p>")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE TEI SYSTEM "letter.dtd">',
        '<!DOCTYPE TEI PUBLIC "-//X//Y" "letter.dtd">',
        "<!DOCTYPE TEI>",
        '<!DOCTYPE TEI SYSTEM "letter.dtd" [<!ATTLIST p n CDATA "7">]>',
    ],
)
def test_a_document_type_of_any_form_is_written_again(doctype: str) -> None:
    assert doctype.encode() in written(read_back(foreign("<p>a</p>", before=doctype)))


@pytest.mark.parametrize("change", [{"id": "a"}, {"lang": "fr"}, {"attrs": {"x": "y"}}])
def test_what_the_document_says_beside_its_root_is_told_as_lost(change: dict[str, object]) -> None:
    document = read_back(foreign("<p>a</p>"))
    report = Report("tei")
    written(msgspec.structs.replace(document, **change), report)
    assert [(message.level, message.code) for message in report.messages] == [("warning", "dropped")]


def test_a_character_that_xml_cannot_hold_is_told_with_its_node_wherever_it_stands() -> None:
    odd = nd.Element(id="a", name="{urn:x}b", attrs={"c": "\x01"}, namespaces={"n": "urn:\x01"})
    document = transform(read("<p>a</p>"), lambda node: odd if isinstance(node, nd.Paragraph) else node)
    report = Report("tei")
    assert found(tree(document), "//*[@c='_x0001_']")
    written(document, report)
    assert [(message.code, message.node) for message in report.messages] == [("approximated", "a")] * 2


def test_an_attribute_that_stands_twice_under_two_prefixes_is_refused_with_its_place() -> None:
    data = foreign('\n<p xmlns:a="urn:x" xmlns:b="urn:x" a:c="1" b:c="2"/>')
    with pytest.raises(InputError, match=r"line 2, column 1: .*p has one attribute twice.*take one of them out"):
        read_back(data)


def test_an_entity_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"line 2, column .*declares the entity 'a'"):
        read_back(foreign("<p>&a;</p>", before='<!DOCTYPE TEI [\n<!ENTITY a "b">]>'))


def test_a_prefix_that_nothing_declares_is_refused_with_its_place() -> None:
    data = foreign("\n<p><x:y/></p>")
    with pytest.raises(InputError, match="line 2, column 4: not well-formed XML: the prefix 'x' is not declared"):
        read_back(data)
