"""What is no text in files of others: notes, pictures, text boxes, charts, equations, content controls, symbols."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from lxml import etree

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from tests.docx.handmade import (
    NAMESPACES,
    PICTURE,
    blocks,
    box,
    content,
    docx,
    drawing,
    item,
    levels,
    opened,
    p,
    r,
    style,
    tbl,
    told,
    tr,
)
from tests.docx.helpers import part, visible, written
from tests.samples import PIXEL

IMAGE: dict[str, Any] = {"relations": [("i1", "image", "media/a.png")], "others": {"word/media/a.png": PICTURE}}
PIXEL_36 = nd.Image(target=PIXEL, alt="A dot", width="36mm", height="18mm")


def mark(series: str, number: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{series}Reference w:id="{number}"/></w:r>'


def note(series: str, number: int, inside: str) -> str:
    return f'<w:{series} w:id="{number}">{inside}</w:{series}>'


# --- notes ---


@pytest.mark.parametrize(("series", "place"), [("footnote", "foot"), ("endnote", "end")])
def test_a_note_stands_where_its_mark_stands(series: str, place: str) -> None:
    first = p(f"<w:r><w:{series}Ref/></w:r>", " Of a note.")
    found = content(p("a", mark(series, 2), "b"), parts={f"{series}s": note(series, 2, first + p("More."))})
    assert found == (
        "a",
        nd.Note(
            place=place,  # type: ignore[arg-type]
            blocks=(nd.Paragraph(content=("Of a note.",)), nd.Paragraph(content=("More.",))),
        ),
        "b",
    )


def test_a_note_can_hold_lists_and_tables() -> None:
    inside = p("See:") + item("one") + tbl(tr("x"))
    (_, found) = content(
        p("a", mark("footnote", 1)),
        parts={"footnotes": note("footnote", 1, inside), "numbering": levels(("decimal", "%1."))},
    )
    assert [type(block).__name__ for block in found.blocks] == ["Paragraph", "List", "Table"]


def test_a_note_with_a_mark_of_its_own_keeps_it() -> None:
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    (_, found) = content(p("a", custom), parts={"footnotes": note("footnote", 1, p("Text"))})
    assert found.n == "*"


def test_a_mark_without_its_note_is_told() -> None:
    assert any("mark without its note" in text for text in told(p("a", mark("footnote", 9))))


# --- pictures ---


@pytest.mark.parametrize("kind", ["inline", "anchor"])
def test_a_picture_alone_is_a_figure_with_its_size_and_the_words_for_it(kind: str) -> None:
    assert blocks(p(drawing("i1", "A dot", kind=kind)), **IMAGE) == (nd.Figure(images=(PIXEL_36,)),)


def test_a_picture_in_a_line_stands_there() -> None:
    assert content(p("a", drawing("i1", "A dot"), "b"), **IMAGE) == ("a", PIXEL_36, "b")


def test_the_caption_below_a_picture_is_its_own() -> None:
    (found,) = blocks(
        p(drawing("i1", "A dot")) + p("Figure 1", style="c"), parts={"styles": style("c", "Légende")}, **IMAGE
    )
    assert found == nd.Figure(images=(PIXEL_36,), caption=nd.Heading(content=("Figure 1",)))


def test_a_picture_of_the_old_kind_is_one() -> None:
    old = '<w:r><w:pict><v:shape alt="Old"><v:imagedata r:id="i1"/></v:shape></w:pict></w:r>'
    assert blocks(p(old), **IMAGE) == (nd.Figure(images=(nd.Image(target=PIXEL, alt="Old"),)),)


def test_a_picture_outside_the_file_is_named_and_never_fetched() -> None:
    outside = {"relations": [("i1", "image", "http://127.0.0.1:1/a.png")]}
    body = p("x", drawing("i1", "Far", link=True))
    assert content(body, **outside)[1].target == "http://127.0.0.1:1/a.png"
    assert any("never fetched" in text for text in told(body, **outside))


@pytest.mark.parametrize("relations", [[], [("i1", "image", "media/gone.png")], [("i1", "image", "media/a.xyz")]])
def test_a_picture_that_is_not_there_leaves_a_gap_with_the_words_for_it(relations: list[tuple[str, str, str]]) -> None:
    body = p("a", drawing("i1", "A dot"))
    assert content(body, relations=relations) == ("a", nd.Gap(reason="picture", attrs={"docx:alt": "A dot"}))
    assert any("picture" in text for text in told(body, relations=relations))


@pytest.mark.parametrize(("ending", "type"), [("emf", "image/emf"), ("svg", "image/svg+xml"), ("jpg", "image/jpeg")])
def test_a_picture_of_any_known_kind_is_kept(ending: str, type: str) -> None:
    (found,) = blocks(
        p(drawing("i1")), relations=[("i1", "image", f"media/a.{ending}")], others={f"word/media/a.{ending}": b"x"}
    )
    assert isinstance(found, nd.Figure)
    assert found.images[0].target == f"data:{type};base64,eA=="


def test_a_chart_is_told_and_leaves_a_gap() -> None:
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="C" descr="Rain"/><a:graphic><a:graphicData>'
        '<c:chart r:id="x"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    assert content(p("a", chart)) == ("a", nd.Gap(reason="chart", attrs={"docx:alt": "Rain"}))
    assert any("chart" in text for text in told(p(chart)))


def test_the_picture_of_an_embedded_object_is_kept_and_the_object_told() -> None:
    sheet = (
        '<w:r><w:object><v:shape alt="Sums"><v:imagedata r:id="i1"/></v:shape>'
        '<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    )
    assert blocks(p(sheet), **IMAGE) == (nd.Figure(images=(nd.Image(target=PIXEL, alt="Sums"),)),)
    assert any("embedded object" in text for text in told(p(sheet), **IMAGE))


def test_the_fallback_of_what_cannot_be_read_is() -> None:
    chart = '<mc:Choice Requires="cx1"><w:drawing><wp:inline/></w:drawing></mc:Choice>'
    old = '<mc:Fallback><w:pict><v:shape><v:imagedata r:id="i1"/></v:shape></w:pict></mc:Fallback>'
    (found,) = blocks(p(f"<w:r><mc:AlternateContent>{chart}{old}</mc:AlternateContent></w:r>"), **IMAGE)
    assert isinstance(found, nd.Figure)


def test_the_words_of_a_diagram_are_a_note_line_by_line() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    data = (
        f'<dgm:dataModel xmlns:dgm="{space}" xmlns:a="{NAMESPACES["a"]}">'
        f"<dgm:ptLst>{point.format('Head')}<dgm:pt/>{point.format('Below')}</dgm:ptLst></dgm:dataModel>"
    )
    drawn = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f'<dgm:relIds xmlns:dgm="{space}" r:dm="d1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    more: dict[str, Any] = {
        "relations": [("d1", "diagramData", "diagrams/data1.xml")],
        "others": {"word/diagrams/data1.xml": data.encode()},
    }
    assert content(p("a", drawn), **more) == (
        "a",
        nd.Note(
            place="inline",
            type="diagram",
            blocks=(nd.Paragraph(content=("Head", nd.LineBreak(), "Below")),),
        ),
    )
    assert any("diagram" in text for text in told(p(drawn), **more))
    assert content(p("a", drawn)) == ("a", nd.Gap(reason="diagram"))


# --- text boxes ---


def test_a_text_box_is_a_note_where_it_is_anchored_and_stands_there_once() -> None:
    assert content(p("a", box("b", p("c")), "d")) == (
        "a",
        nd.Note(place="inline", type="text-box", blocks=(nd.Paragraph(content=("b",)), nd.Paragraph(content=("c",)))),
        "d",
    )


def test_a_text_box_alone_stands_between_blocks() -> None:
    assert blocks(p(box("b"))) == (nd.Note(place="inline", type="text-box", blocks=(nd.Paragraph(content=("b",)),)),)


def test_a_text_box_of_the_old_kind_is_one_and_can_hold_a_table() -> None:
    inside = f"<w:txbxContent>{tbl(tr('x'))}</w:txbxContent>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
    (found,) = blocks(p(old))
    assert isinstance(found, nd.Note)
    assert isinstance(found.blocks[0], nd.Table)


def test_words_drawn_along_a_path_are_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="SECRET"/></v:shape></w:pict></w:r>'
    assert content(p("a ", art)) == ("a SECRET",)


# --- equations ---


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def mr(text: str, properties: str = "") -> str:
    return f"<m:r>{properties}<m:t>{text}</m:t></m:r>"


def e(inside: str, name: str = "e") -> str:
    return f"<m:{name}>{inside}</m:{name}>"


A, B, N = mr("a"), mr("b"), mr("n")
SIN = mr("sin", '<m:rPr><m:sty m:val="p"/></m:rPr>')
EQUATIONS = {
    "fraction": (
        f"<m:f>{e(A, 'num')}{e(mr('2b'), 'den')}</m:f>",
        "a/(2b)",
        "<mfrac><mi>a</mi><mrow><mn>2</mn><mi>b</mi></mrow></mfrac>",
    ),
    "below": (f"<m:sSub>{e(A)}{e(N, 'sub')}</m:sSub>", "a_n", "<msub><mi>a</mi><mi>n</mi></msub>"),
    "above": (f"<m:sSup>{e(A)}{e(mr('2'), 'sup')}</m:sSup>", "a^2", "<msup><mi>a</mi><mn>2</mn></msup>"),
    "both": (
        f"<m:sSubSup>{e(A)}{e(N, 'sub')}{e(B, 'sup')}</m:sSubSup>",
        "a_n^b",
        "<msubsup><mi>a</mi><mi>n</mi><mi>b</mi></msubsup>",
    ),
    "before": (
        f"<m:sPre>{e(N, 'sub')}{e(B, 'sup')}{e(A)}</m:sPre>",
        "_n^b a",
        "<mmultiscripts><mi>a</mi><mprescripts/><mi>n</mi><mi>b</mi></mmultiscripts>",
    ),
    "root": (
        f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>{e(A)}</m:rad>',
        "√a",
        "<msqrt><mi>a</mi></msqrt>",
    ),
    "third root": (f"<m:rad>{e(mr('3'), 'deg')}{e(A)}</m:rad>", "√(3&a)", "<mroot><mi>a</mi><mn>3</mn></mroot>"),
    "sum": (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{e(N, "sub")}{e(B, "sup")}{e(A)}</m:nary>',
        "∑_n^b a",
        "<mrow><munderover><mo>∑</mo><mi>n</mi><mi>b</mi></munderover><mi>a</mi></mrow>",
    ),
    "integral": (
        f"<m:nary>{e(N, 'sub')}{e(B, 'sup')}{e(A)}</m:nary>",
        "∫_n^b a",
        "<mrow><msubsup><mo>∫</mo><mi>n</mi><mi>b</mi></msubsup><mi>a</mi></mrow>",
    ),
    "brackets": (
        f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>{e(A)}{e(B)}</m:d>',
        "[a|b]",
        '<mrow><mo fence="true">[</mo><mi>a</mi><mo fence="true">|</mo><mi>b</mi><mo fence="true">]</mo></mrow>',
    ),
    "matrix": (
        f"<m:m><m:mr>{e(A)}{e(B)}</m:mr><m:mr>{e(N)}{e(mr('0'))}</m:mr></m:m>",
        "[a, b; n, 0]",
        "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>n</mi></mtd><mtd><mn>0</mn></mtd></mtr></mtable>",
    ),
    "function": (
        f"<m:func>{e(SIN, 'fName')}{e(A)}</m:func>",
        "sin a",
        "<mrow><mi>sin</mi><mo>\u2061</mo><mi>a</mi></mrow>",
    ),
    "accent": (
        f'<m:acc><m:accPr><m:chr m:val="\u20d7"/></m:accPr>{e(A)}</m:acc>',
        "a\u20d7",
        '<mover accent="true"><mi>a</mi><mo>→</mo></mover>',
    ),
    "bar": (
        f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{e(A)}</m:bar>',
        "a\u0305",
        "<mover><mi>a</mi><mo>¯</mo></mover>",
    ),
    "limit": (f"<m:limLow>{e(mr('x'))}{e(N, 'lim')}</m:limLow>", "x_n", "<munder><mi>x</mi><mi>n</mi></munder>"),
    "lines": (
        f"<m:eqArr>{e(A)}{e(B)}</m:eqArr>",
        "a; b",
        "<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>",
    ),
    "sum from": (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{e(N, "sub")}{e("", "sup")}{e(A)}</m:nary>',
        "∑_n a",
        "<mrow><munder><mo>∑</mo><mi>n</mi></munder><mi>a</mi></mrow>",
    ),
    "sum to": (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{e("", "sub")}{e(B, "sup")}{e(A)}</m:nary>',
        "∑^b a",
        "<mrow><mover><mo>∑</mo><mi>b</mi></mover><mi>a</mi></mrow>",
    ),
    "sum of all": (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{e("", "sub")}{e("", "sup")}{e(A)}</m:nary>',
        "∑a",
        "<mrow><mo>∑</mo><mi>a</mi></mrow>",
    ),
    "brace below": (f"<m:groupChr>{e(A)}</m:groupChr>", "\u23dfa", "<munder><mi>a</mi><mo>\u23df</mo></munder>"),
    "brace above": (
        '<m:groupChr><m:groupChrPr><m:chr m:val="\u23de"/><m:pos m:val="top"/></m:groupChrPr>' + e(A) + "</m:groupChr>",
        "\u23dea",
        "<mover><mi>a</mi><mo>\u23de</mo></mover>",
    ),
    "a blank": (mr("a b"), "a b", "<mrow><mi>a</mi><mtext> </mtext><mi>b</mi></mrow>"),
    "an upright letter": (
        mr("d", '<m:rPr><m:sty m:val="p"/></m:rPr>'),
        "d",
        '<mi mathvariant="normal">d</mi>',
    ),
    "signs": (mr("1.5≤x"), "1.5≤x", "<mrow><mn>1.5</mn><mo>≤</mo><mi>x</mi></mrow>"),
    "words": (mr("if ", "<m:rPr><m:nor/></m:rPr>"), "if ", "<mtext>if </mtext>"),
}


def words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


@pytest.mark.parametrize("name", EQUATIONS)
def test_an_equation_is_one_line_with_mathml_and_omml_beside_it(name: str) -> None:
    omml, line, mathml = EQUATIONS[name]
    (found,) = content(p("", math(omml)))
    assert isinstance(found, nd.Formula)
    assert (found.text, found.notation) == (line, "text")
    assert found.attrs["mathml"] == f'<math xmlns="http://www.w3.org/1998/Math/MathML">{mathml}</math>'
    kept = etree.fromstring(found.attrs["omml"])
    assert words(kept) == words(etree.fromstring(f"<x xmlns:m='u'>{omml}</x>"))
    etree.fromstring(found.attrs["mathml"])


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        (f"<w:r><w:t>b</w:t></w:r>{A}", "ba"),
        (f"<m:box>{e(A)}</m:box>", "a"),
        (f"<m:unknown><m:unknownPr>{B}</m:unknownPr>{e(A)}</m:unknown>", "a"),
        (f"<m:f>{e(A, 'num')}<m:den/></m:f>", "a/"),
    ],
)
def test_what_an_equation_holds_beside_is_read_for_its_words(inside: str, line: str) -> None:
    (found,) = content(p("", math(inside)))
    assert isinstance(found, nd.Formula)
    assert found.text == line
    etree.fromstring(found.attrs["mathml"])


def test_equations_on_lines_of_their_own_are_one_formula_with_several_lines() -> None:
    (found,) = content(p("", f"<m:oMathPara>{math(A)}{math(B)}</m:oMathPara>"))
    assert found.text == "a\nb"
    assert 'display="block"' in found.attrs["mathml"]


@pytest.mark.parametrize("name", EQUATIONS)
def test_an_equation_is_written_as_one_and_comes_back_from_what_is_visible(name: str) -> None:
    document = opened(docx(p("x = ", math(EQUATIONS[name][0]), ".")))
    data = written(document)
    assert "<m:oMath" in part(data, "word/document.xml")
    assert visible(data).body == document.body


def test_an_equation_with_an_id_keeps_it_in_word() -> None:
    (found,) = content(p("", math(A)))
    document = Document(body=(nd.Paragraph(content=(msgspec.structs.replace(found, id="eq-1"),)),))
    data = written(document)
    assert "<m:oMath" in part(data, "word/document.xml")
    assert visible(data) == document


@pytest.mark.parametrize("omml", ["<broken", "<a/>", '<m:oMath xmlns:m="urn:x"/>'])
def test_a_formula_that_only_says_that_it_is_one_of_word_stands_as_its_line(omml: str) -> None:
    node = nd.Formula(text="a", attrs={"omml": omml, "mathml": "<math/>"})
    data = written(Document(body=(nd.Paragraph(content=(node,)),)))
    assert "oMath" not in part(data, "word/document.xml").replace(omml, "")


# --- controls, characters, wrappers ---


def test_content_controls_of_each_level_are_read_in_their_place() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format(p("a", control.format(r("b")), "c") + control.format(p("d")))
    assert [plain_text(block) for block in blocks(body)] == ["abc", "d"]


def test_a_control_in_a_line_keeps_its_tag_and_title() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Post"/><w:tag w:val="post"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    )
    assert content(p("to ", control.format(r("Exampleville")))) == (
        "to ",
        nd.Segment(content=("Exampleville",), role="content-control", attrs={"docx:tag": "post", "docx:alias": "Post"}),
    )


@pytest.mark.parametrize("name", ["smartTag", "customXml", "dir", "bdo"])
def test_wrappers_around_runs_hide_nothing(name: str) -> None:
    assert content(p("a", f"<w:{name}>{r('b')}</w:{name}>", "c")) == ("abc",)


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("<w:tab/>", "\t"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ("<w:softHyphen/>", "\u00ad"),
        ("<w:cr/>", "\n"),
        ("<w:lastRenderedPageBreak/>", ""),
        ('<w:sym w:font="Symbol" w:char="F061"/>', "α"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Arial" w:char="00A7"/>', "§"),
    ],
)
def test_characters_that_are_elements_are_characters(sign: str, text: str) -> None:
    assert content(p("a", f"<w:r>{sign}</w:r>", "b")) == (f"a{text}b",)


def test_a_sign_of_an_unknown_font_is_told() -> None:
    body = p("a", '<w:r><w:sym w:font="House Ornaments" w:char="F041"/></w:r>')
    assert content(body) == ("a\ufffd",)
    assert any("House Ornaments" in text for text in told(body))


def test_letters_in_a_font_of_signs_are_what_they_show() -> None:
    assert content(p(r("\uf061\uf062", '<w:rFonts w:ascii="Symbol"/>'))) == ("αβ",)


def test_a_reading_beside_a_word_is_a_note_after_it() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('かんじ')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase></w:ruby></w:r>"
    assert content(p(ruby, "x")) == (
        "漢字",
        nd.Note(place="inline", type="ruby", blocks=(nd.Paragraph(content=("かんじ",)),)),
        "x",
    )


def test_breaks_of_lines_pages_and_columns_are_nodes() -> None:
    found = content(
        p(
            "a",
            "<w:r><w:br/></w:r>",
            "b",
            '<w:r><w:br w:type="page"/></w:r>',
            "c",
            '<w:r><w:br w:type="column"/></w:r>',
            "d",
        )
    )
    assert found == ("a", nd.LineBreak(), "b", nd.PageBreak(), "c", nd.Milestone(unit="column"), "d")


def test_a_page_break_alone_or_before_a_paragraph_stands_between_blocks() -> None:
    found = blocks(p("a") + p('<w:r><w:br w:type="page"/></w:r>') + p("b", properties="<w:pageBreakBefore/>"))
    assert [type(block).__name__ for block in found] == ["Paragraph", "PageBreak", "PageBreak", "Paragraph"]


@pytest.mark.parametrize("name", ["altChunk", "subDoc"])
def test_text_that_is_in_another_file_is_told(name: str) -> None:
    body = f'{p("a")}<w:{name} r:id="x"/>'
    assert any("other.html" in text for text in told(body, relations=[("x", "aFChunk", "other.html")]))


def test_blank_paragraphs_are_left_out() -> None:
    assert blocks(p("a") + p() + p("b")) == (nd.Paragraph(content=("a",)), nd.Paragraph(content=("b",)))


def images(document: Document) -> list[nd.Image]:
    return [node for node in walk(document) if isinstance(node, nd.Image)]


def test_one_picture_that_stands_twice_is_there_twice() -> None:
    assert len(images(opened(docx(p(drawing("i1")) + p("a", drawing("i1")), **IMAGE)))) == 2
