"""The customisation: ODD, RELAX NG and Schematron say the same, and each rule finds what it is for."""

from __future__ import annotations

import copy
import itertools
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from converters import pipeline
from converters.formats.tei import odd
from converters.formats.tei.names import TEI_NS, XML_ID
from converters.formats.tei.schema_files import CUSTOMISATION, ODD, RULES, schema
from converters.formats.tei.schematron import findings
from converters.formats.tei.validator import validate
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent, Classification, Dating, Identifier, Metadata, RelatedRecord, Subject
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.tei.helpers import found, one, paragraph, read_back, text, tree, written

RNG = "{http://relaxng.org/ns/structure/1.0}"
CUSTOM = etree.fromstring(schema(ODD))
GRAMMAR = etree.fromstring(schema(CUSTOMISATION))
DEFINED = {str(define.get("name")): define for define in GRAMMAR.iter(f"{RNG}define")}
COMMON = {str(one.get("ident")) for one in found(CUSTOM, "//t:classSpec//t:attDef")}
Words = dict[str, set[str]]


def attributes(pattern: etree._Element) -> Words:
    """The attributes of a pattern, each with its values; `*` where any value of a type is taken."""
    result: Words = {}
    for part in pattern:
        if part.tag == f"{RNG}attribute":
            open_ended = any(one.tag in (f"{RNG}text", f"{RNG}data", f"{RNG}ref") for one in part.iter())
            values = {str(value.text) for value in part.iter(f"{RNG}value")} | ({"*"} if open_ended else set())
            result.setdefault(str(part.get("name")), set()).update(values)
        elif part.tag == f"{RNG}ref":
            merge(result, attributes(DEFINED[str(part.get("name"))]))
        elif part.tag != f"{RNG}element":
            merge(result, attributes(part))
    return result


def merge(into: Words, more: Words) -> None:
    for name, values in more.items():
        into.setdefault(name, set()).update(values)


def of_grammar() -> dict[str, Words]:
    """The elements of the RELAX NG schema, wherever they stand, with all their attributes."""
    result: dict[str, Words] = {}
    for element in GRAMMAR.iter(f"{RNG}element"):
        merge(result.setdefault(str(element.get("name")), {}), attributes(element))
    return result


def test_the_odd_and_the_relax_ng_name_the_same_elements_and_attributes() -> None:
    said, checked = odd.elements(CUSTOM), of_grammar()
    assert set(said) == set(checked)
    for name, words in checked.items():
        assert set(words) - COMMON == set(said[name].attributes), name


def test_closed_lists_are_the_same_in_both() -> None:
    for name, words in of_grammar().items():
        for attribute, values in words.items():
            if attribute in COMMON:
                continue
            closed = set(odd.elements(CUSTOM)[name].attributes.get(attribute, ()))
            assert closed == (set() if "*" in values else values), f"{name}/@{attribute}"


def test_every_element_and_attribute_is_explained_and_listed_in_its_module() -> None:
    included = {module.get("key"): (module.get("include") or "").split() for module in found(CUSTOM, "//t:moduleRef")}
    for spec in found(CUSTOM, "//t:elementSpec"):
        assert spec.get("ident") in included[spec.get("module")]
        assert (one(spec, "t:desc").text or "").endswith(".")
        assert all(len(one(attribute, "t:desc").text or "") > 1 for attribute in found(spec, "t:attList/t:attDef"))


@pytest.mark.parametrize("name", [name for name, said in odd.elements(CUSTOM).items() if said.examples])
def test_an_example_of_the_odd_is_valid_where_the_element_may_stand(name: str) -> None:
    grammar = copy.deepcopy(GRAMMAR)
    start = grammar.find(f"{RNG}start")
    assert start is not None
    start[:] = []
    choice = etree.SubElement(start, f"{RNG}choice")
    for element in GRAMMAR.iter(f"{RNG}element"):
        if element.get("name") == name:
            choice.append(copy.deepcopy(element))
    relax_ng = etree.RelaxNG(grammar)
    for example in odd.elements(CUSTOM)[name].examples:
        shown = etree.tostring(example, with_tail=False).replace(b"http://www.tei-c.org/ns/Examples", TEI_NS.encode())
        relax_ng.assertValid(etree.fromstring(shown))


def test_the_schematron_file_is_the_one_that_the_odd_makes() -> None:
    assert schema(RULES) == odd.schematron(CUSTOM)


@pytest.mark.shared
def test_the_odd_is_valid_tei(tei_all: etree.RelaxNG) -> None:
    tei_all.assertValid(CUSTOM)


# --- each rule, on a telegram that is broken in one place ---

FROM = nd.Line(role="from", content=("FM ", nd.Name(type="post", content=("AMEMBASSY EXAMPLEVILLE",))))
FRONT = (
    nd.Section(
        role="transmission",
        blocks=(
            nd.Line(role="station", content=("DE RUEHXV #0412 ", nd.Segment(role="filing-time", content=("0810816",)))),
            nd.Line(role="date-time-group", content=(nd.Date(edtf="2007-03-22T08:16Z", content=("220816Z MAR 07",)),)),
            FROM,
        ),
    ),
)


def numbered(number: str, mark: str = "C") -> nd.Paragraph:
    marking = nd.Segment(role="portion-mark", value=mark, content=(f"({mark})",))
    return nd.Paragraph(number=nd.Label(value=number, content=(f"{number}.",)), marking=marking, content=("Words.",))


TELEGRAM = Document(
    id="c07EXAMPLEVILLE412",
    metadata=Metadata(
        type="telegram",
        agents=(
            Agent(
                name="AMEMBASSY EXAMPLEVILLE",
                type="post",
                roles=("sender",),
                place="Exampleville",
                identifiers=(Identifier(scheme="routing-indicator", value="RUEHXV"),),
            ),
        ),
        dates=(Dating(role="sent", text="220816Z MAR 07", edtf="2007-03-22T08:16Z"),),
        subjects=(Subject(term="PREL", scheme="tags", type="subject"),),
        references=(RelatedRecord(text="STATE 15220", target="mrn:07STATE15220"),),
        classification=Classification(level="CONFIDENTIAL", text="C O N F I D E N T I A L"),
    ),
    front=FRONT,
    body=(nd.Section(role="telegram", blocks=(numbered("1"), numbered("2"), numbered("3"))),),
)


def broken(rule: str, root: etree._Element) -> None:
    found_by = [finding.rule for finding in findings(etree.fromstring(etree.tostring(root)))]
    assert found_by == [rule]


def test_a_sound_telegram_breaks_no_rule() -> None:
    assert list(findings(tree(TELEGRAM))) == []


def test_a_date_in_the_header_that_the_date_time_line_does_not_have_is_found() -> None:
    root = tree(TELEGRAM)
    one(root, "//t:front//t:date").set("when", "2007-03-22T09:16:00Z")
    broken("dtg-agrees", root)


def test_a_day_of_the_year_that_is_not_that_of_the_date_is_found() -> None:
    root = tree(TELEGRAM)
    one(root, "//t:seg[@type='filing-time']").text = "0820816"
    broken("filing-day", root)


def test_the_day_of_the_year_counts_the_leap_day() -> None:
    root = tree(TELEGRAM)
    for date in found(root, "//t:date[@when]"):
        date.set("when", "2008-03-22T08:16:00Z")
    broken("filing-day", root)
    one(root, "//t:seg[@type='filing-time']").text = "0820816"
    assert list(findings(root)) == []


def test_a_number_that_does_not_follow_is_found() -> None:
    root = tree(TELEGRAM)
    one(root, "//t:p[@n='3']").set("n", "4")
    broken("numbering", root)


def test_two_senders_are_found() -> None:
    root = tree(TELEGRAM)
    action = one(root, "//t:correspAction")
    action.addnext(copy.deepcopy(action))
    broken("one-sender", root)


def test_a_sender_in_the_machine_header_alone_is_found() -> None:
    root = tree(TELEGRAM)
    action = one(root, "//t:correspAction")
    action.getparent().remove(action)  # type: ignore[union-attr]
    broken("one-sender", root)


def test_a_sender_that_nothing_describes_is_found() -> None:
    root = tree(TELEGRAM)
    one(root, "//t:correspAction/t:orgName").set("ref", "#nobody")
    broken("known-agents", root)


def test_a_portion_above_the_whole_is_found() -> None:
    root = tree(TELEGRAM)
    for category in found(root, "//t:category[@n='C']"):
        category.set("n", "TS/NF")
    assert {finding.rule for finding in findings(root)} == {"portion-level"}


@pytest.mark.parametrize("debris", ["¶2. Words", "a\n-----\nb", "EXAMPLEVIL 00000412  002 OF 002"])
def test_debris_in_the_text_of_the_reading_profile_is_found(debris: str) -> None:
    root = tree(TELEGRAM)
    one(root, "//t:p[@n='3']/t:seg").tail = debris
    assert list(findings(root)) == []
    root.set("subtype", "reading")
    broken("clean-reading", root)


def test_a_tag_that_leads_nowhere_is_found_unless_it_is_unknown() -> None:
    root = tree(TELEGRAM)
    term = one(root, "//t:keywords/t:term[.='PREL']")
    term.set("ref", "#nothing")
    broken("known-tags", root)
    term.set("type", "unknown")
    assert list(findings(root)) == []


FIFTH = "//t:p[@n='5']"


def test_the_writer_remarks_where_a_record_itself_breaks_a_rule() -> None:
    body = (numbered("1"), numbered("5", "TS"))
    other_day = Dating(role="sent", text="230816Z MAR 07", edtf="2007-03-23T08:16Z")
    known = msgspec.structs.replace(TELEGRAM.metadata, dates=(other_day,))
    line = msgspec.structs.replace(FRONT[0], blocks=(FRONT[0].blocks[0], FROM))
    document = msgspec.structs.replace(TELEGRAM, metadata=known, front=(line,), body=body)
    root = tree(document)
    assert list(findings(root)) == []
    remarks = {note.get("subtype"): note.get("target") for note in found(root, "//t:listAnnotation/t:note")}
    assert set(remarks) == {"numbering", "portion-mark", "filing-day"}
    assert remarks["numbering"] == f"#{one(root, FIFTH).get(XML_ID)}"
    assert read_back(written(document)) == document


def test_the_writer_remarks_an_item_that_is_marked_higher_than_the_record() -> None:
    marking = nd.Segment(role="portion-mark", value="TS", content=("(TS)",))
    items = nd.List(items=(nd.Item(marking=marking, blocks=(paragraph("a"),)),))
    document = msgspec.structs.replace(TELEGRAM, body=(items,))
    root = tree(document)
    (remark,) = found(root, "//t:listAnnotation/t:note[@subtype='portion-mark']")
    assert remark.get("target") == f"#{one(root, '//t:item').get(XML_ID)}"
    assert read_back(written(document)) == document


def test_a_record_without_text_is_valid_since_something_fills_its_place() -> None:
    report = Report("tei")
    validate(written(Document()), report)
    assert report.messages == []
    assert one(tree(Document()), "//t:body/t:ab").get("type") == "empty"


PARTS = {
    "head": "<head>h</head>",
    "opener": "<opener/>",
    "pb": "<pb/>",
    "figure": "<figure/>",
    "p": "<p>x</p>",
    "div": "<div/>",
    "closer": "<closer/>",
    "note": "<note place='foot'/>",
}


def holding(holder: str, names: tuple[str, ...]) -> etree._Element:
    """An edition whose body, or a division in it, holds some elements."""
    inner = "".join([PARTS[name] for name in names])
    around = inner if holder == "body" else f"<div>{inner}</div>"
    return etree.fromstring(written(text(paragraph("x"))).replace(b"<p>x</p>", around.encode()))


@pytest.mark.parametrize("holder", ["body", "div"])
def test_a_body_or_a_division_that_is_valid_here_is_valid_for_the_whole_of_tei(
    holder: str, tei_all: etree.RelaxNG
) -> None:
    ours = etree.RelaxNG(GRAMMAR)
    taken = [
        names
        for count in range(4)
        for names in itertools.product(PARTS, repeat=count)
        if ours.validate(holding(holder, names))
    ]
    assert len(taken) > 100
    assert [names for names in taken if not tei_all.validate(holding(holder, names))] == []


@pytest.mark.parametrize("names", [(), ("head",), ("pb", "note"), ("figure",), ("opener", "closer")])
def test_a_body_without_a_block_is_not_complete(names: tuple[str, ...]) -> None:
    report = Report("tei")
    validate(etree.tostring(holding("body", names)), report)
    assert [message.code for message in report.messages] == ["schema"]
    assert "body" in report.messages[0].text


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (nd.Heading(content=("Tides",)),),
        (nd.Opener(parts=()), nd.Closer(parts=())),
        (nd.PageBreak(n="2"),),
        (nd.Note(blocks=()), nd.Closer(parts=())),
        (nd.Figure(images=()),),
        (nd.Quotation(blocks=(), whole=True),),
    ],
    ids=lambda blocks: "-".join([type(block).__name__ for block in blocks]) or "nothing",
)
def test_text_without_a_block_is_written_so_that_it_is_complete(
    blocks: tuple[nd.Block, ...], tei_all: etree.RelaxNG
) -> None:
    for body in (blocks, (nd.Section(blocks=blocks),), (nd.Quotation(blocks=blocks, whole=True),)):
        document = text(*body)
        report = Report("tei")
        validate(written(document), report)
        assert report.messages == []
        tei_all.assertValid(tree(document))
        assert read_back(written(document)) == document


def test_paragraphs_of_a_quoted_document_do_not_count() -> None:
    quoted = nd.Quotation(whole=True, blocks=(numbered("1"), numbered("2")))
    root = tree(text(numbered("1"), quoted, numbered("2")))
    assert not found(root, "//t:listAnnotation")
    assert list(findings(root)) == []


def test_paragraphs_after_the_text_do_not_count() -> None:
    root = tree(Document(body=(numbered("1"), numbered("2")), back=(numbered("1"),)))
    assert not found(root, "//t:listAnnotation")


def test_what_stands_between_divisions_is_indented_like_them() -> None:
    figure = nd.Figure(images=(nd.Image(target="a.png"),))
    data = written(text(figure, nd.Section(blocks=(paragraph("a"),)), figure, nd.Section(blocks=(paragraph("b"),))))
    assert data.count(b'\n      <figure>\n        <graphic url="a.png"/>\n      </figure>\n') == 2


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_breaks_no_rule(file: Path) -> None:
    assert [finding.problem for finding in findings(tree(pipeline.read(file)))] == []


@pytest.mark.shared
@pytest.mark.sweep
def test_the_real_telegrams_break_no_rule(shared: Path, request: pytest.FixtureRequest) -> None:
    for file in sample(cable_files(shared), request, 30):
        report = Report("tei")
        validate(written(pipeline.read(file)), report)
        assert not report.messages, file.name


# --- the validator says what is wrong in plain words ---


@pytest.mark.parametrize(
    ("path", "change", "words", "place"),
    [
        ("//t:p[@n='2']", ("set", "rows", "2"), "p cannot have @rows; it may have", "/TEI/text/body/div/p[2]"),
        ("//t:p[@n='2']/t:label", ("set", "type", "x"), "@type of label says 'x'; it can say number", "/p[2]/label"),
        ("//t:p[@n='2']", ("add", "rs"), "rs is not an element of our editions, and cannot stand in p", "/p[2]/rs"),
        ("//t:p[@n='2']", ("add", "div"), "div cannot stand in p", "/TEI/text/body/div/p[2]"),
        (
            "//t:publicationStmt",
            ("empty",),
            "publicationStmt is not complete",
            "/TEI/teiHeader/fileDesc/publicationStmt",
        ),
        ("//t:opener|//t:body/t:div", ("text",), "div cannot hold text", "/TEI/text/body/div"),
    ],
)
def test_a_problem_is_told_in_plain_words_with_line_and_path(
    path: str, change: tuple[str, ...], words: str, place: str
) -> None:
    root = tree(TELEGRAM)
    element = one(root, path)
    if change[0] == "set":
        element.set(change[1], change[2])
    elif change[0] == "add":
        etree.SubElement(element, f"{{{TEI_NS}}}{change[1]}")
    elif change[0] == "empty":
        element[:] = []
    else:
        element[0].tail = "stray"
    report = Report("tei")
    validate(etree.tostring(root), report)
    assert [message.code for message in report.messages] == ["schema"]
    assert words in report.messages[0].text
    assert (report.messages[0].place or "").startswith("line ")
    assert (report.messages[0].place or "").endswith(place)


# --- what stands beside the text ---


def test_who_sent_is_described_once_and_pointed_to_from_header_and_text() -> None:
    root = tree(TELEGRAM)
    post = one(root, "//t:listOrg/t:org[@type='post']")
    pointer = f"#{post.get(XML_ID)}"
    assert {name.get("ref") for name in found(root, "//t:correspAction/t:orgName|//t:front//t:orgName")} == {pointer}
    assert one(post, "t:idno[@type='routing-indicator']").text == "RUEHXV"
    place = one(root, "//t:listPlace/t:place[t:placeName='Exampleville']")
    assert one(post, "t:placeName").get("ref") == f"#{place.get(XML_ID)}"


def test_a_reference_is_a_relation_between_records() -> None:
    relation = one(tree(TELEGRAM), "//t:listRelation/t:relation[@name='reftel']")
    assert (relation.get("active"), relation.get("passive")) == ("#c07EXAMPLEVILLE412", "mrn:07STATE15220")


def test_a_pointer_of_the_document_to_a_person_is_kept() -> None:
    document = text(paragraph(nd.Name(type="person", ref="https://example.org/ada", content=("Ada",))))
    assert one(tree(document), "//t:p/t:persName").get("ref") == "https://example.org/ada"
    assert read_back(written(document)) == document
