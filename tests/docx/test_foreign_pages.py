"""What files of others say of their pages and of themselves: sections, running heads, properties, the strict form."""

from __future__ import annotations

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.docx.handmade import blocks, docx, field, opened, p, relationships, root, style, tbl, told, tr
from tests.docx.helpers import packed, parts

A4 = '<w:pgSz w:w="11906" w:h="16838"/>'


def headed(references: str, body: str = p("Text."), **texts: str) -> bytes:
    """A file of one section with running heads by their names."""
    return docx(
        f"{body}<w:sectPr>{references}</w:sectPr>",
        relations=[(name, "header" if "ead" in name else "footer", f"{name}.xml") for name in texts],
        others={f"word/{name}.xml": root("hdr", inside) for name, inside in texts.items()},
    )


def furniture(document: Document) -> list[tuple[str, str, dict[str, str]]]:
    return [
        (block.role, "".join(map(str, block.content)), block.attrs)
        for block in document.body
        if isinstance(block, nd.Furniture)
    ]


def test_the_size_of_the_page_and_its_columns_are_attributes_of_the_document() -> None:
    document = opened(docx(f'{p("x")}<w:sectPr>{A4}<w:cols w:num="2"/></w:sectPr>'))
    assert document.attrs == {"docx:page-width": "210mm", "docx:page-height": "297mm", "docx:columns": "2"}


def test_a_new_section_is_a_milestone_with_what_it_says_of_its_pages() -> None:
    first = p("One", properties=f"<w:sectPr>{A4}</w:sectPr>")
    wide = '<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    document = opened(docx(first + p("Two") + wide))
    _, milestone, _ = document.body
    assert isinstance(milestone, nd.Milestone)
    assert (milestone.unit, milestone.n) == ("section", "2")
    assert milestone.attrs["docx:orientation"] == "landscape"
    assert document.attrs["docx:page-width"] == "210mm"


def test_running_heads_are_furniture_at_the_start_of_their_section_once() -> None:
    references = '<w:headerReference w:type="default" r:id="head"/><w:footerReference w:type="default" r:id="foot"/>'
    document = opened(headed(references, head=p("Head"), foot=p(field("PAGE", "7"))))
    assert furniture(document) == [("header", "Head", {}), ("page-number", "7", {})]
    assert document.body[-1] == nd.Paragraph(content=("Text.",))


@pytest.mark.parametrize(("switch", "shown"), [("<w:titlePg/>", True), ("", False), ('<w:titlePg w:val="0"/>', False)])
def test_the_head_of_the_first_page_is_there_where_the_first_page_has_one(switch: str, shown: bool) -> None:
    data = headed(f'<w:headerReference w:type="first" r:id="head"/>{switch}', head=p("First"))
    report = Report("docx")
    found = furniture(opened(data, report))
    assert found == ([("header", "First", {"docx:pages": "first"})] if shown else [])
    assert any("running head" in message.text for message in report.messages)


@pytest.mark.parametrize(("setting", "shown"), [("<w:evenAndOddHeaders/>", 2), ("", 1)])
def test_the_head_of_even_pages_is_there_where_both_sides_differ(setting: str, shown: int) -> None:
    references = '<w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="even" r:id="h2"/>'
    document = opened(
        docx(
            f"{p('x')}<w:sectPr>{references}</w:sectPr>",
            parts={"settings": setting},
            relations=[("h1", "header", "h1.xml"), ("h2", "header", "h2.xml")],
            others={"word/h1.xml": root("hdr", p("Odd")), "word/h2.xml": root("hdr", p("Even"))},
        )
    )
    assert furniture(document) == [("header", "Odd", {}), ("header", "Even", {"docx:pages": "even"})][:shown]


def test_a_table_in_a_running_head_is_read_cell_by_cell() -> None:
    document = opened(headed('<w:headerReference w:type="default" r:id="head"/>', head=tbl(tr("a", "b"))))
    assert [text for _, text, _ in furniture(document)] == ["a", "b"]


def test_a_running_head_that_is_damaged_is_told_and_the_text_read() -> None:
    data = headed('<w:headerReference w:type="default" r:id="head"/>', head=p("Head"))
    broken = packed({**parts(data), "word/head.xml": b"<broken"})
    report = Report("docx")
    assert opened(broken, report).body == (nd.Paragraph(content=("Text.",)),)
    assert any(message.place == "word/head.xml" for message in report.at("warning"))


# --- properties ---

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def with_properties(core: str = "", custom: str = "", program: str = "") -> Document:
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    data = docx(p("Text."))
    contents = parts(data)
    rows = [
        ("main", "officeDocument", "word/document.xml"),
        ("core", "metadata/core-properties", "docProps/core.xml"),
        ("custom", "custom-properties", "docProps/custom.xml"),
        ("app", "extended-properties", "docProps/app.xml"),
    ]
    contents["_rels/.rels"] = relationships(rows)
    contents["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
    ).encode()
    contents["docProps/custom.xml"] = (
        f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">{custom}</Properties>'
    ).encode()
    contents["docProps/app.xml"] = f'<Properties xmlns="{office}/extended-properties">{program}</Properties>'.encode()
    return opened(packed(contents))


def test_the_core_properties_are_metadata() -> None:
    known = with_properties(
        "<dc:title>A record</dc:title><dc:creator>A. Writer</dc:creator><dc:subject>Bees</dc:subject>"
        "<cp:keywords>honey; trade, talks</cp:keywords><dc:language>en</dc:language><dc:identifier>x-1</dc:identifier>"
        "<dcterms:created>2001-02-03T04:05:06Z</dcterms:created><dcterms:modified>2002-02-03T04:05:06Z</dcterms:modified>"
        "<cp:lastModifiedBy>B. Editor</cp:lastModifiedBy><dc:description>Of a letter</dc:description>"
    ).metadata
    assert known.title == "A record"
    assert [(agent.name, agent.roles) for agent in known.agents] == [("A. Writer", ("author",))]
    assert [(subject.term, subject.scheme) for subject in known.subjects] == [
        ("Bees", "subject"),
        ("honey", "keyword"),
        ("trade", "keyword"),
        ("talks", "keyword"),
    ]
    assert (known.languages, known.identifier("other")) == (("en",), "x-1")
    assert [(dating.role, dating.edtf) for dating in known.dates] == [("other", "2001-02-03T04:05:06Z")]
    assert [(one.date, one.agent) for one in known.revisions] == [("2002-02-03T04:05:06Z", "B. Editor")]
    assert [(extra.name, extra.value) for extra in known.extras] == [("description", "Of a letter")]


def test_properties_of_an_author_and_the_program_are_kept_by_their_names() -> None:
    known = with_properties(
        custom='<property pid="2" name="Box"><vt:lpwstr>12 b</vt:lpwstr></property>',
        program="<Application>A Program</Application><Company>An Archive</Company><Words>7</Words>",
    ).metadata
    assert [(extra.name, extra.value) for extra in known.extras] == [
        ("program", "A Program"),
        ("company", "An Archive"),
        ("Box", "12 b"),
    ]


@pytest.mark.parametrize("core", ["<dcterms:created>yesterday</dcterms:created>", "<dc:language>?</dc:language>"])
def test_properties_that_say_nothing_are_passed_over(core: str) -> None:
    known = with_properties(core).metadata
    assert (known.dates, known.languages) == ((), ())


# --- the strict form ---


def test_the_strict_form_is_read_as_the_usual_one() -> None:
    body = p("One", style="h") + p("Text") + tbl(tr("x"))
    usual = docx(
        body + '<w:sectPr><w:pgSz w:w="595.3pt" w:h="841.9pt"/></w:sectPr>', parts={"styles": style("h", "heading 1")}
    )
    pairs = (
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
        (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
    )
    contents = parts(usual)
    for name in contents:
        for old, new in pairs:
            contents[name] = contents[name].replace(old, new)
    strict, loose = opened(packed(contents)), opened(usual)
    assert strict.body == loose.body
    assert strict.attrs == {"docx:page-width": "210mm", "docx:page-height": "297mm"}


def test_what_is_told_says_where_and_how_often() -> None:
    body = p("a") + p("b", "<w:r><w:pgNum/></w:r>") + p("<w:r><w:pgNum/></w:r>")
    report = Report("docx")
    blocks(body, report)
    (message,) = report.at("warning")
    assert message.place == "word/document.xml, paragraph 2"
    assert message.text.endswith("(2 times)")
    assert told(p("nothing strange")) == ["the document is recovered from what is visible"]
