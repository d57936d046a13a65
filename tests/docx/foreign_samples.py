"""One file of others for each feature, by hand: what goes through every format and every program."""

from __future__ import annotations

from collections.abc import Mapping

from tests.docx.handmade import (
    PICTURE,
    box,
    docx,
    drawing,
    field,
    item,
    levels,
    p,
    r,
    root,
    style,
    tbl,
    tc,
    tr,
)

_HEADINGS = style("h", "Überschrift 1") + style("k", "Mein Kapitel", based="h2") + style("h2", "heading 2")
_CAPTION = style("c", "Beschriftung")
_NOTES = "".join(
    f'<w:footnote w:id="{n}">{p("<w:r><w:footnoteRef/></w:r>", f" Note {n}.")}{more}</w:footnote>'
    for n, more in ((1, item("listed") + tbl(tr("noted cell"))), (2, ""))
)
_ENDNOTES = f'<w:endnote w:id="1">{p("At the end.")}</w:endnote>'
_MARK = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
_CHANGE = 'w:id="9" w:author="A. Editor" w:date="2020-01-02T00:00:00Z"'
_TEXT = "<m:r><m:t>{}</m:t></m:r>"
_FRACTION = f"<m:f><m:num>{_TEXT.format('-b±c')}</m:num><m:den>{_TEXT.format('2a')}</m:den></m:f>"
_SUM = (
    f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{_TEXT.format("i=1")}</m:sub>'
    f"<m:sup>{_TEXT.format('n')}</m:sup><m:e>{_TEXT.format('x')}</m:e></m:nary>"
)
_CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    + p("Contents", style="toc")
    + p(field("TOC \\o", f'<w:hyperlink w:anchor="_Toc1">{r("One")}<w:r><w:tab/></w:r>{r("1")}</w:hyperlink>'))
    + "</w:sdtContent></w:sdt>"
    + p('<w:bookmarkStart w:id="1" w:name="_Toc1"/>', "One", '<w:bookmarkEnd w:id="1"/>', style="h")
)
_IMAGE = {"relations": [("i1", "image", "media/a.png")], "others": {"word/media/a.png": PICTURE}}
_HEAD, _A4 = '<w:headerReference w:type="default" r:id="h1"/>', '<w:pgSz w:w="11906" w:h="16838"/>'
_CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="post"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'

SAMPLES: Mapping[str, bytes] = {
    "headings": docx(
        p("One", style="h")
        + p("Text.")
        + p("Below", style="k")
        + p("More.")
        + p("Two", properties='<w:outlineLvl w:val="0"/>'),
        parts={"styles": _HEADINGS},
    ),
    "formatting": docx(
        p(
            r("bold ", "<w:b/>"),
            r("both ", "<w:b/><w:i/>"),
            r("under ", '<w:u w:val="single"/>'),
            r("small ", "<w:smallCaps/>"),
            r("red ", '<w:color w:val="FF0000"/>'),
            r("marked ", '<w:highlight w:val="yellow"/>'),
            "H",
            r("2", '<w:vertAlign w:val="subscript"/>'),
            r("hidden ", "<w:vanish/>"),
            r("ship", '<w:rStyle w:val="x"/>'),
        ),
        parts={"styles": style("x", "Ship", type="character", inside="<w:rPr><w:i/></w:rPr>")},
    ),
    "lists": docx(
        item("first")
        + item("below", 1)
        + item("below too", 1)
        + item("second")
        + p("Between.")
        + item("third")
        + item("dot", number="2"),
        parts={"numbering": levels(("decimal", "%1."), ("lowerLetter", "(%2)")) + levels(("bullet", "•"), number="2")},
    ),
    "tables": docx(
        p("Tabelle 1", style="c")
        + tbl(
            tr("Post", "Count", "Note", properties="<w:tblHeader/>"),
            tr(tc("wide", properties='<w:gridSpan w:val="2"/>'), "x"),
            tr(tc("high", properties='<w:vMerge w:val="restart"/>'), "b", tc(tbl(tr("inner")), p("after"))),
            tr(tc(properties="<w:vMerge/>"), "d", "e"),
        ),
        parts={"styles": _CAPTION},
    ),
    "notes": docx(
        p("one", _MARK.format(1), " two", _MARK.format(2), " three")
        + p("four", '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        parts={"footnotes": _NOTES, "endnotes": _ENDNOTES, "numbering": levels(("decimal", "%1."))},
    ),
    "changes": docx(
        p(
            "kept ",
            f"<w:ins {_CHANGE}>{r('new ')}</w:ins>",
            f"<w:del {_CHANGE}><w:r><w:delText>old </w:delText></w:r></w:del>",
            "end",
        )
    ),
    "fields": docx(
        p(
            "see ",
            field('HYPERLINK "http://example.org/" \\l "q"', "there"),
            " on page ",
            field("PAGEREF _Ref1 \\h", "4"),
            " of ",
            field("NUMPAGES", "9"),
            ", ",
            field("DATE", "1 May"),
        )
        + p('<w:bookmarkStart w:id="1" w:name="_Ref1"/>', "Target", '<w:bookmarkEnd w:id="1"/>')
    ),
    "contents": docx(_CONTENTS + p("Text."), parts={"styles": _HEADINGS + style("toc", "TOC Heading")}),
    "controls": docx(
        _CONTROL.format(p("block ", _CONTROL.format(r("line"))))
        + tbl(_CONTROL.format(tr("row", _CONTROL.format(tc("cell")))))
    ),
    "boxes": docx(p("before ", box("in the box", p("and more")), " after") + p(box("alone"))),
    "pictures": docx(
        p(drawing("i1", "A dot")) + p("Figure 1", style="c") + p("in ", drawing("i1", "Again", kind="anchor"), " line"),
        parts={"styles": _CAPTION},
        **_IMAGE,  # type: ignore[arg-type]
    ),
    "equations": docx(
        p("x = ", f"<m:oMath>{_FRACTION}</m:oMath>") + p(f"<m:oMathPara><m:oMath>{_SUM}</m:oMath></m:oMathPara>")
    ),
    "right to left": docx(
        p(r("שלום עולם", '<w:rtl/><w:lang w:bidi="he-IL"/>'), properties="<w:bidi/>")
        + tbl(tr("a", tc(p(r("ב", "<w:rtl/>")))), properties="<w:bidiVisual/>")
    ),
    "sections": docx(
        p(
            "One",
            properties=f"<w:sectPr>{_HEAD}{_A4}</w:sectPr>",
        )
        + p("Two", '<w:r><w:br w:type="page"/></w:r>', "Three")
        + '<w:sectPr><w:cols w:num="2"/></w:sectPr>',
        relations=[("h1", "header", "header1.xml")],
        others={"word/header1.xml": root("hdr", p("Running head ", field("PAGE", "1")))},
    ),
    "characters": docx(
        p(
            "a",
            '<w:r><w:tab/><w:noBreakHyphen/><w:sym w:font="Symbol" w:char="F061"/><w:br/></w:r>',
            f"<w:smartTag>{r('smart')}</w:smartTag><w:customXml>{r(' custom')}</w:customXml>",
            f"<w:r><w:ruby><w:rt>{r('kana')}</w:rt><w:rubyBase>{r('kanji')}</w:rubyBase></w:ruby></w:r>",
        )
    ),
    "quotation and listing": docx(
        p("Quoted.", style="q") + p("if x:", style="s") + p("    y", style="s"),
        parts={"styles": style("q", "Zitat") + style("s", "Source Code")},
    ),
    "letter": docx(
        p("1. Mai", style="d") + p("Lieber Freund,", style="a") + p("Text.") + p("B. Beispiel", style="u"),
        parts={"styles": style("d", "Datum") + style("a", "Anrede") + style("u", "Unterschrift")},
    ),
}
