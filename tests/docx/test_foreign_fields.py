"""Fields of others: results are text, links and cross references are references, contents are told apart."""

from __future__ import annotations

import pytest

from converters.formats.docx.reading.fieldcodes import parse
from converters.model import nodes as nd
from converters.model.walk import plain_text
from tests.docx.handmade import blocks, content, docx, field, opened, p, r, told

BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TARGET = '<w:bookmarkStart w:id="1" w:name="_Ref7"/><w:bookmarkEnd w:id="1"/>'


def simple(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{r(result)}</w:fldSimple>'


@pytest.mark.parametrize(
    ("code", "name", "arguments", "switches"),
    [
        (
            ' HYPERLINK "http://x.org/a b" \\l "part" \\o "tip" ',
            "HYPERLINK",
            ("http://x.org/a b",),
            {"l": "part", "o": "tip"},
        ),
        ("REF _Ref1 \\h \\* MERGEFORMAT", "REF", ("_Ref1",), {"h": "", "*": "MERGEFORMAT"}),
        ('HYPERLINK "C:\\\\a\\\\b.doc"', "HYPERLINK", ("C:\\a\\b.doc",), {}),
        ("HYPERLINK \\n http://x.org", "HYPERLINK", ("http://x.org",), {"n": ""}),
        ('toc \\o "1-3" \\h', "TOC", (), {"o": "1-3", "h": ""}),
        ("", "", (), {}),
        ('"', "", (), {}),
    ],
)
def test_a_code_is_a_name_arguments_and_switches(
    code: str, name: str, arguments: tuple[str, ...], switches: dict[str, str]
) -> None:
    found = parse(code)
    assert (found.name, found.arguments, dict(found.switches)) == (name, arguments, switches)


@pytest.mark.parametrize(
    "code", ["PAGE", "NUMPAGES", "DATE \\@ d", "TIME", "SEQ Figure", "AUTHOR", "FORMTEXT", "QUOTE"]
)
@pytest.mark.parametrize("make", [field, simple])
def test_the_last_result_of_a_field_is_text(code: str, make: object) -> None:
    made = simple(code, "result") if make is simple else field(code, "result")
    assert content(p("a ", made, " b")) == ("a result b",)
    assert any(code.split()[0] in text for text in told(p(made)))


def test_a_link_has_its_place_inside_too() -> None:
    assert content(p(field('HYPERLINK "http://example.org/" \\l "q" \\o "tip"', "there"))) == (
        nd.Reference(content=("there",), target="http://example.org/#q"),
    )


@pytest.mark.parametrize(("code", "type"), [("REF", None), ("PAGEREF", "page"), ("NOTEREF", "note")])
def test_a_cross_reference_points_to_the_paragraph_of_its_bookmark(code: str, type: str | None) -> None:
    first, second = blocks(p("see ", field(f"{code} _Ref7 \\h", "it")) + p(TARGET, "Target"))
    assert isinstance(first, nd.Paragraph)
    assert first.content == ("see ", nd.Reference(content=("it",), target="#_Ref7", type=type))
    assert second.id == "_Ref7"


def test_a_link_to_a_bookmark_points_to_its_paragraph() -> None:
    first, second = blocks(
        p(f'<w:hyperlink w:anchor="a b">{r("go")}</w:hyperlink>') + p('<w:bookmarkStart w:id="1" w:name="a b"/>', "x")
    )
    assert isinstance(first, nd.Paragraph)
    assert first.content == (nd.Reference(content=("go",), target="#a-b"),)
    assert second.id == "a-b"


def test_a_bookmark_between_paragraphs_names_the_next_one_and_a_hidden_one_nobody() -> None:
    hidden = '<w:bookmarkStart w:id="2" w:name="_Hidden"/>'
    first, second = blocks(p(hidden, "a") + '<w:bookmarkStart w:id="1" w:name="here"/>' + p("b"))
    assert (first.id, second.id) == (None, "here")


def test_bookmarks_of_one_name_and_several_in_one_paragraph_give_one_id_each() -> None:
    start = '<w:bookmarkStart w:id="1" w:name="{}"/>'
    document = opened(
        docx(p(start.format("x"), start.format("y"), "a") + p(start.format("x"), "b") + p(start.format("X"), "c"))
    )
    assert [block.id for block in document.body] == ["x", None, "X"]


def test_a_reference_to_nothing_keeps_its_text_and_target() -> None:
    assert content(p(field("REF gone", "text"))) == (nd.Reference(content=("text",), target="#gone"),)


def test_a_reference_to_nothing_is_told_and_one_to_something_is_not() -> None:
    assert any("not there" in text for text in told(p(field("REF gone", "text"))))
    assert not any("not there" in text for text in told(p(field("REF _Ref7", "text"), TARGET)))


def test_what_a_field_in_a_code_gives_is_not_shown() -> None:
    inner = field("PAGE", "1")
    assert plain_text(blocks(p(field(f'IF </w:instrText></w:r>{inner}<w:r><w:instrText> = 1 "a" "b"', "a")))[0]) == "a"


def test_a_field_in_a_result_is_read() -> None:
    assert content(p(field("QUOTE", r("page "), field("PAGE", "3")))) == ("page 3",)


def test_a_field_over_paragraphs_marks_each_of_them() -> None:
    found = blocks(p(BEGIN.format('HYPERLINK "u:x"'), "one") + p("two", END, " out"))
    assert found == (
        nd.Paragraph(content=(nd.Reference(content=("one",), target="u:x"),)),
        nd.Paragraph(content=(nd.Reference(content=("two",), target="u:x"), " out")),
    )


@pytest.mark.parametrize("type", ["begin", "separate", "end"])
def test_a_sign_of_a_field_without_its_like_hides_nothing(type: str) -> None:
    body = p("a", f'<w:r><w:fldChar w:fldCharType="{type}"/></w:r>', "b") + p("c")
    assert [plain_text(block) for block in blocks(body)] == ["ab", "c"]
    assert any("without its like" in text for text in told(body))


def test_a_field_that_our_tables_do_not_know_keeps_its_code() -> None:
    assert content(p(field("ADDIN CITE x", "(Surname 2001)"))) == (
        nd.Segment(content=("(Surname 2001)",), role="field", attrs={"docx:field": "ADDIN CITE x"}),
    )


def test_a_field_that_would_fetch_something_is_told() -> None:
    assert any("INCLUDETEXT" in text for text in told(p(field('INCLUDETEXT "file.docx"', "kept"))))


@pytest.mark.parametrize(
    ("code", "text"), [("SYMBOL 167", "§"), ("SYMBOL 0x3b1", "α"), ("MACROBUTTON Name Click here", "Click here")]
)
def test_a_field_without_a_result_shows_what_its_code_says(code: str, text: str) -> None:
    assert content(p(field(code), " ")) == (f"{text} ",)


@pytest.mark.parametrize(("state", "sign"), [("<w:checked/>", "☒"), ('<w:default w:val="0"/>', "☐"), ("", "☐")])
def test_a_box_of_a_form_is_ticked_or_not(state: str, sign: str) -> None:
    box = field("FORMCHECKBOX").replace(
        '"begin"/>', f'"begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar>'
    )
    assert content(p(box, " yes")) == (f"{sign} yes",)


def test_an_entry_of_an_index_shows_nothing_and_is_told() -> None:
    assert content(p("a", field('XE "word"'), "b")) == ("ab",)
    assert any("XE" in text for text in told(p("a", field('XE "word"'))))


# --- contents ---


def entry(text: str, page: str) -> str:
    page_number = field("PAGEREF _Toc1 \\h", page)
    return f'<w:hyperlink w:anchor="_Toc1">{r(text)}<w:r><w:tab/></w:r>{page_number}</w:hyperlink>'


def test_a_table_of_contents_is_a_list_with_that_role_and_references() -> None:
    begin, end = BEGIN.format("TOC \\o"), END
    heading = p('<w:bookmarkStart w:id="1" w:name="_Toc1"/>', "One", properties='<w:outlineLvl w:val="0"/>')
    contents, section = blocks(p(begin, entry("One", "1")) + p(entry("Two", "2")) + p(end) + heading)
    assert isinstance(contents, nd.List)
    assert contents.role == "contents"
    assert [plain_text(item) for item in contents.items] == ["One\t1", "Two\t2"]
    (line,) = contents.items[0].blocks
    assert isinstance(line, nd.Line)
    assert [part.target for part in line.content if isinstance(part, nd.Reference)] == ["#_Toc1", "#_Toc1"]
    assert section == nd.Section(blocks=(nd.Heading(content=("One",), id="_Toc1"),))


def test_contents_in_a_building_block_have_their_heading() -> None:
    heading = p("Inhalt", properties='<w:outlineLvl w:val="0"/>')
    block = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{heading}{p(field('TOC', 'One 1'))}</w:sdtContent></w:sdt>"
    )
    contents, after = blocks(block + p("Text"))
    assert isinstance(contents, nd.List)
    assert contents.heading == nd.Heading(content=("Inhalt",))
    assert [plain_text(item) for item in contents.items] == ["One 1"]
    assert after == nd.Paragraph(content=("Text",))
