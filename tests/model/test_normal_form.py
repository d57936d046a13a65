"""What a document must be, checked when one is made."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.metadata import Metadata
from converters.model.node import Span
from converters.model.normal import DEEPEST, NotNormal, is_name
from tests.strategies import documents


def paragraph(*content: Any) -> nd.Paragraph:
    return nd.Paragraph(content=content)


def body(*blocks: nd.Block) -> Document:
    return Document(body=blocks)


@given(documents())
def test_every_drawn_document_is_in_normal_form(document: Document) -> None:
    assert document == Document(**{name: getattr(document, name) for name in document.__struct_fields__})


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ((paragraph("a", "b"),), "Paragraph: content: two strings stand side by side"),
        ((paragraph(""),), "Paragraph: content: holds an empty string"),
        ((paragraph("\ud800"),), "Paragraph: content: holds a lone surrogate"),
        ((nd.Paragraph(id="1a", content=()),), "Paragraph 1a: id: not an XML name"),
        ((nd.Paragraph(id="a", content=()), nd.Line(id="a", content=())), "a: id: stands twice"),
        ((nd.Paragraph(lang="en_US", content=()),), "lang: 'en_US' is not a BCP 47 language tag"),
        ((nd.Paragraph(attrs={"": "x"}, content=()),), "attrs: an attribute has no name"),
        ((nd.Line(role="two words", content=()),), "Line: role: 'two words' is not one word"),
        ((nd.Line(role="", content=()),), "Line: role: '' is not one word"),
        ((nd.Line(span=Span(3, 2), content=()),), "Line: span: 3 to 2 is no stretch of a text"),
        ((nd.Comment(text="a--b"),), "Comment: text: two hyphens"),
        ((nd.Instruction(target="XML"),), "Instruction: target: 'XML'"),
        ((nd.Instruction(target="a", text="?>"),), "Instruction: text: cannot stand"),
        ((nd.Element(name="{urn:x}"),), "'{urn:x}' is not a name in Clark notation"),
        ((nd.Element(name="a", attrs={"b c": ""}),), "'b c' is not a name in Clark notation"),
        ((nd.Element(name="a", namespaces={"1": "urn:x"}),), "Element: namespaces: '1' is not a prefix"),
        ((nd.Table(rows=(nd.Row(cells=(nd.Cell(blocks=(), columns=0),)),)),), "Cell: columns: 0 is less than one"),
        ((nd.List(items=(), style="wavy"),), "List: style: 'wavy' is none of"),  # type: ignore[arg-type]
    ],
)
def test_a_break_of_the_normal_form_is_told_with_its_node_and_field(blocks: tuple[nd.Block, ...], problem: str) -> None:
    with pytest.raises(NotNormal) as told:
        body(*blocks)
    assert problem in str(told.value)


def test_metadata_is_checked_too() -> None:
    with pytest.raises(NotNormal, match="Identifier: scheme: 'a b' is not one word"):
        Document(metadata=Metadata(identifiers=(md.Identifier(scheme="a b", value=""),)))
    with pytest.raises(NotNormal, match="Metadata: languages: 'english language'"):
        Document(metadata=Metadata(languages=("english language",)))


def test_an_id_in_the_metadata_and_one_in_the_text_must_differ() -> None:
    with pytest.raises(NotNormal, match="stands twice"):
        Document(metadata=Metadata(titles=(md.Title(id="a", text=""),)), body=(nd.Paragraph(id="a", content=()),))


def test_an_id_of_a_statement_of_rights_and_one_in_the_text_must_differ() -> None:
    statement = md.Statement(id="a", text="")
    for rights in (md.Rights(licence=statement), md.Rights(source=statement), md.Rights(access=statement)):
        with pytest.raises(NotNormal, match="stands twice"):
            Document(metadata=Metadata(rights=rights), body=(nd.Paragraph(id="a", content=()),))


def test_what_is_said_of_the_original_is_checked_too() -> None:
    with pytest.raises(NotNormal, match="Source: media_type: holds a lone surrogate"):
        Document(source=Source(media_type="\ud800", sha256="", data=b""))


def test_a_problem_deep_below_an_inline_is_found() -> None:
    with pytest.raises(NotNormal, match="side by side"):
        body(paragraph(nd.Note(blocks=(paragraph(nd.Emphasis(content=("a", "b"))),))))


def test_nodes_that_are_nested_too_deeply_are_refused_however_deep_they_are() -> None:
    block: nd.Block = paragraph("Deep.")
    for _ in range(20_000):
        block = nd.Section(blocks=(block,))
    with pytest.raises(NotNormal, match=f"Section: is nested too deeply: there may be {DEEPEST} levels"):
        body(block)


@pytest.mark.parametrize("name", ["a", "_a-1.b", "é", "日本", "c07EXAMPLE1960-p5"])
def test_an_xml_name_is_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "1", "-a", "a b", "a:b", "·", "a\n"])
def test_what_xml_does_not_take_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_one_level_more_than_there_may_be_is_refused() -> None:
    block: nd.Block = paragraph()
    for _ in range(DEEPEST - 1):
        block = nd.Section(blocks=(block,))
    assert body(block)
    with pytest.raises(NotNormal, match="nested too deeply"):
        body(nd.Section(blocks=(block,)))
