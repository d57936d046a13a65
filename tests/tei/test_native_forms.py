"""Each part of a telegram stands in the TEI form that scholars expect, and comes back from it."""

from __future__ import annotations

import pytest
from lxml import etree

from converters.formats.tei.validator import validate
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.metadata import (
    Agent,
    Classification,
    Dating,
    Delivery,
    Identifier,
    Marking,
    Metadata,
    RelatedRecord,
    Rights,
    Statement,
    Subject,
    Title,
)
from converters.model.node import Node, Span
from converters.report import Report
from tests.samples import SAMPLES
from tests.tei.helpers import found, one, paragraph, read_back, reread, text, tree, written

POST = Agent(
    name="AMEMBASSY EXAMPLEVILLE",
    type="post",
    roles=("sender",),
    identifiers=(Identifier(scheme="routing-indicator", value="RUEHEX"),),
    place="Exampleville",
)
TELEGRAM = Document(
    id="c07EXAMPLE1",
    metadata=Metadata(
        type="telegram",
        titles=(Title(text="AN INVENTED SUBJECT"),),
        identifiers=(Identifier(scheme="mrn", value="07EXAMPLE1"),),
        agents=(POST,),
        deliveries=(
            Delivery(to=Agent(name="SECSTATE WASHDC", type="post"), precedence="NIACT IMMEDIATE", number="6090"),
            Delivery(to=Agent(name="AMEMBASSY OTHERTOWN", type="post"), type="info"),
        ),
        dates=(Dating(role="sent", text="220816Z MAR 07", edtf="2007-03-22T08:16Z", precision="minute", zone="Z"),),
        subjects=(Subject(term="PREL", scheme="tags", type="subject"),),
        references=(RelatedRecord(text="STATE 15220", label="A", target="mrn:07STATE15220"),),
        classification=Classification(level="SECRET", text="S E C R E T", captions=(Marking(text="SIPDIS", count=2),)),
    ),
    body=(paragraph("The text."),),
)


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_every_kind_of_node_needs_no_residue_but_markup_of_strangers(kind: type[Node]) -> None:
    assert (b'type="residue"' in written(SAMPLES[kind])) == (kind is nd.Element)


def test_a_numbered_and_marked_paragraph_has_label_and_portion_mark() -> None:
    number = nd.Label(value="5", content=("5.",))
    marking = nd.Segment(role="portion-mark", value="C", content=("(C)",))
    root = tree(text(nd.Paragraph(number=number, marking=marking, content=("Words.",))))
    element = one(root, "//t:body//t:p[@n='5']")
    assert "".join(map(str, element.itertext())) == "5. (C) Words."
    assert one(element, "t:label[@type='number']").text == "5."
    category = one(root, f"//t:category[@xml:id='{one(element, 't:seg').get('ana', '')[1:]}']")
    assert category.get("n") == "C"


def test_a_repaired_reading_says_what_stood_there_how_sure_it_is_and_why() -> None:
    choice = nd.Choice(original=("15.",), proposed=("5.",), reason="pilcrow-read-as-digit", certainty="high")
    root = tree(text(paragraph(choice)))
    assert one(root, "//t:choice/t:sic").text == "15."
    assert one(root, "//t:choice/t:corr[@cert='high']").text == "5."
    reason = one(root, f"//t:category[@xml:id='{one(root, '//t:choice').get('ana', '')[1:]}']/t:catDesc")
    assert reason.text == "pilcrow read as digit"


def test_a_node_points_to_its_place_in_the_source_that_the_edition_carries() -> None:
    original = b"The text.\r\nMore."
    document = Document(
        id="c07EXAMPLE1",
        body=(nd.Paragraph(content=("The text.",), span=Span(0, 9)),),
        source=Source.of_text(original, "utf-8", "text/plain"),
    )
    root = tree(document)
    assert one(root, "//t:body/t:p").get("source") == "src:0,9"
    assert one(root, "//t:xenoData[@type='source']").text == "The text.\r\nMore."
    assert "#char=$1,$2" in one(root, "//t:prefixDef[@ident='src']").get("replacementPattern", "")
    assert read_back(written(document)) == document


def test_precedence_belongs_to_the_delivery_and_is_a_category() -> None:
    root = tree(TELEGRAM)
    action = one(root, "//t:correspAction[@type='received'][@subtype='action'][t:orgName='SECSTATE WASHDC']")
    assert one(root, f"//t:category[@xml:id='{action.get('ana', '')[1:]}']").get("n") == "NIACT IMMEDIATE"
    assert one(action, "t:orgName").get("n") == "6090"
    assert one(root, "//t:correspAction[@subtype='info']").get("ana") is None


def test_the_date_time_group_is_an_instant_with_the_zone_where_it_stands() -> None:
    date = one(tree(TELEGRAM), "//t:creation/t:date[@type='dtg']")
    assert date.get("when") == "2007-03-22T08:16:00Z"
    assert "".join(map(str, date.itertext())) == "220816Z MAR 07"


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        ("//t:titleStmt/t:title", "ANOTHER SUBJECT", lambda known: known.title),
        ("//t:publicationStmt/t:idno", "07EXAMPLE2", lambda known: known.identifier("mrn")),
        ("//t:correspAction[@type='sent']/t:orgName", "AMCONSUL ELSEWHERE", lambda known: known.agents[0].name),
        ("//t:correspAction[@subtype='info']/t:orgName", "AMCONSUL X", lambda known: known.deliveries[1].to.name),
        ("//t:keywords/t:term[.='PREL']", "PGOV", lambda known: known.subjects[0].term),
        ("//t:keywords/t:term[.='SIPDIS']", "NODIS", lambda known: known.classification.captions[0].text),
        ("//t:correspContext/t:ref", "STATE 999", lambda known: known.references[0].text),
    ],
)
def test_what_an_editor_changes_in_the_header_is_what_the_model_says(path: str, change: str, expected: object) -> None:
    root = tree(TELEGRAM)
    one(root, path).text = change
    assert callable(expected)
    assert expected(reread(root).metadata) == change


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ({"when": "2007-03-23T09:00:00Z"}, "2007-03-23T09:00Z"),
        ({"from": "2007-03-23", "to": "2007-03-24"}, "2007-03-23/2007-03-24"),
        ({"when-custom": "2007-03-2X"}, "2007-03-2X"),
    ],
)
def test_a_changed_date_is_read_and_its_copy_that_does_not_agree_is_told(said: dict[str, str], edtf: str) -> None:
    root = tree(TELEGRAM)
    date, copy = one(root, "//t:creation/t:date"), one(root, "//t:correspAction[@type='sent']/t:date")
    for element in (date, copy):
        del element.attrib["when"]
    for name, value in said.items():
        date.set(name, value)
    report = Report("tei")
    document = read_back(etree.tostring(root), report)
    assert document.metadata.dates[0].edtf == edtf
    assert [message.code for message in report.messages] == ["disagrees"]


def test_an_element_that_an_editor_adds_is_kept_by_its_name() -> None:
    root = tree(text(paragraph("Words of a ship.")))
    element = one(root, "//t:body/t:p")
    element.text = "Words of "
    added = etree.SubElement(element, "{http://www.tei-c.org/ns/1.0}rs", {"type": "ship"})
    added.text = "a ship"
    document = reread(root)
    assert document.body == (
        paragraph(
            "Words of ",
            nd.Element(name="{http://www.tei-c.org/ns/1.0}rs", attrs={"type": "ship"}, content=("a ship",)),
        ),
    )
    assert "a ship" in "".join(map(str, one(tree(document), "//t:body/t:p").itertext()))


def test_an_attribute_that_an_editor_adds_is_written_again() -> None:
    root = tree(text(nd.Section(blocks=(paragraph("Words."),))))
    one(root, "//t:body/t:div").set("facs", "page1.png")
    assert one(tree(reread(root)), "//t:body/t:div").get("facs") == "page1.png"


def test_blocks_after_a_division_stand_in_a_division_that_the_reader_takes_away() -> None:
    document = text(nd.Section(role="summary", blocks=(paragraph("One."),)), paragraph("Two."))
    root = tree(document)
    assert one(root, "//t:body/t:div[@type='continuation']/t:p").text == "Two."
    assert reread(root) == document


def test_a_role_that_means_something_else_in_the_edition_is_not_mistaken() -> None:
    document = text(nd.Section(role="continuation", blocks=(nd.Line(role="dtg", content=("a",)),)))
    assert read_back(written(document)) == document


def test_an_item_of_one_line_is_plain_text_after_its_label() -> None:
    item = nd.Item(label=nd.Label(content=("--",)), blocks=(nd.Line(content=("First.",)),))
    root = tree(text(nd.List(style="dash", items=(item,))))
    assert "".join(map(str, one(root, "//t:list[@rend='dash']/t:item").itertext())) == "-- First."


def test_a_layout_is_written_and_read() -> None:
    document = text(nd.Section(blocks=(paragraph("a"), paragraph("b")), layout=("", " ", "\n\n")))
    assert b'xml:space="preserve"><p>a</p> <p>b</p>\n\n</div>' in written(document)
    assert read_back(written(document)) == document


def test_controls_and_carriage_returns_cross() -> None:
    document = text(paragraph("a\x01b\rc_x0001_"), nd.Comment(text="a\r\nb\x02"))
    assert read_back(written(document)) == document
    assert found(tree(document), "//t:body/t:p")[0].text == "a_x0001_b\rc_x005F_x0001_"


def test_a_large_original_is_carried_in_pieces_that_parsers_take() -> None:
    original = b"0123456789abcde\n" * 1_000_000
    document = Document(id="c07EXAMPLE1", source=Source.of_text(original, "utf-8", "text/plain"))
    data = written(document)
    assert data.count(b'<xenoData type="source"') == 4
    assert read_back(data) == document


def test_an_edition_that_names_nobody_and_refers_to_nothing_has_nothing_beside_its_text() -> None:
    assert not found(tree(text(paragraph("Words."))), "//t:standOff")


@pytest.mark.parametrize("target", ["https://example.org/terms", "no pointer"])
def test_rights_in_the_source_and_access_say_where_they_are_stated(target: str) -> None:
    stated = Statement(text="Ask first", target=target)
    document = Document(metadata=Metadata(rights=Rights(source=stated, access=stated)))
    pointers = {one.get("corresp") for one in found(tree(document), "//t:availability/t:ab")}
    assert pointers == {target if ":" in target else None}
    assert read_back(written(document)) == document


@pytest.mark.parametrize("roles", [("sender", "classification-authority"), ("classification-authority",)])
@pytest.mark.parametrize("authority", [None, Agent(name="B", type="person")])
def test_one_who_may_classify_is_the_authority_only_where_the_classification_says_so(
    authority: Agent | None, roles: tuple[str, ...]
) -> None:
    sender = Agent(name="A", type="person", roles=roles)
    classification = Classification(level="SECRET", authority=authority)
    document = Document(metadata=Metadata(agents=(sender,), classification=classification))
    data = written(document)
    report = Report("tei")
    validate(data, report)
    assert report.messages == []
    assert read_back(data) == document


# --- what TEI has no word for ---


@pytest.mark.parametrize(
    "known",
    [
        Metadata(identifiers=(Identifier(scheme="編號", value="1"),)),
        Metadata(classification=Classification(text="")),
        Metadata(dates=(Dating(role="sent", text=""),)),
    ],
)
def test_a_scheme_in_another_script_and_words_that_are_empty_come_back(known: Metadata) -> None:
    document = Document(metadata=known)
    assert read_back(written(document)) == document


@pytest.mark.parametrize("facsimile", [None, "b.png"])
def test_an_attribute_of_strangers_is_not_taken_for_a_field(facsimile: str | None) -> None:
    document = text(paragraph("a", nd.PageBreak(facsimile=facsimile, attrs={"tei:facs": "a.png"})))
    assert read_back(written(document)) == document


def test_attributes_of_strangers_come_back_from_the_element_and_from_the_residue() -> None:
    document = text(nd.Section(attrs={"tei:facs": "a.png", "link": "b"}, blocks=(paragraph("a"),)))
    assert one(tree(document), "//t:body/t:div").get("facs") == "a.png"
    assert read_back(written(document)) == document


def test_words_that_look_like_a_marking_are_none() -> None:
    looks = nd.Segment(role="portion-mark", content=("(C)",))
    none = paragraph(looks, " is no marking"), paragraph(" ", looks, " is none")
    document = text(*none, nd.Paragraph(marking=looks, content=("Marked",)))
    assert read_back(written(document)) == document


def test_brackets_that_end_a_section_of_characters_are_escaped_where_nothing_else_needs_it() -> None:
    document = Document(body=(paragraph("a]]>b"),))
    assert read_back(written(document)) == document


def test_a_type_of_record_in_another_script_comes_back() -> None:
    document = Document(metadata=Metadata(type="電報"), body=(paragraph("a"),))
    assert tree(document).get("type") is None
    assert read_back(written(document)) == document


@pytest.mark.parametrize("roles", [("sender", "発信"), ("発信", "sender"), ("発信",), ()])
def test_roles_in_another_script_come_back_beside_the_role_that_the_place_says(roles: tuple[str, ...]) -> None:
    document = Document(metadata=Metadata(agents=(Agent(name="A", type="post", roles=roles),)))
    assert read_back(written(document)) == document
