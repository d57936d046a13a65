"""The first promise: `read(write(document, format)) == document`, in every format and along chains of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters import pipeline
from converters.formats import registry
from converters.model import nodes as nd
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.node import Node
from converters.model.normal import DEEPEST
from converters.model.walk import node_kinds
from converters.report import kind_name
from tests.corpora import cable_files, example_files, sample
from tests.strategies import documents, documents_with, of

BOTH_WAYS = tuple(one.name for one in registry.formats() if one.reader_at and one.writer_at)
CHAIN = ("tei", "docx", "pdf", "json")


def there_and_back(document: Document, format: str) -> Document:
    return pipeline.read_bytes(pipeline.write_bytes(document, format), format=format)


def assert_same(after: Document, before: Document) -> None:
    """Equal, or the differences in words that a person can read."""
    assert after == before, "\n".join(map(str, differences(before, after)))


def without_source(document: Document) -> Document:
    return msgspec.structs.replace(document, source=None)


@pytest.mark.parametrize("format", BOTH_WAYS)
def test_every_document_that_the_model_can_hold_comes_back(format: str) -> None:
    @given(documents())
    def holds(document: Document) -> None:
        assert_same(there_and_back(document, format), document)

    holds()


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("kind", node_kinds(), ids=kind_name)
def test_every_kind_of_node_comes_back_with_any_of_its_fields(kind: type[Node], format: str) -> None:
    @settings(max_examples=max(4, settings().max_examples // 10))
    @given(documents_with(kind))
    def holds(document: Document) -> None:
        assert_same(there_and_back(document, format), document)

    holds()


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("kind", [kind for kind in get_args(nd.Inline) if kind is not str], ids=kind_name)
def test_what_stands_first_after_a_blank_is_what_it_was(kind: type[Node], format: str) -> None:
    @settings(max_examples=max(4, settings().max_examples // 10))
    @given(of(kind, 1), st.sampled_from([(), (" ",), ("\n",), ("\u00a0",)]))
    def holds(first: nd.Inline, before: tuple[str, ...]) -> None:
        words = (*before, first, " words")
        item = nd.List(items=(nd.Item(blocks=(nd.Paragraph(content=words),)),))
        document = Document(body=(nd.Heading(content=words), nd.Paragraph(content=words), item))
        assert_same(there_and_back(document, format), document)

    holds()


def in_list(block: nd.Block) -> nd.Block:
    return nd.List(items=(nd.Item(blocks=(block,)),))


def in_section(block: nd.Block) -> nd.Block:
    return nd.Section(blocks=(block,))


def in_quotation(block: nd.Block) -> nd.Block:
    return nd.Quotation(blocks=(block,))


def in_emphasis(part: nd.Inline) -> nd.Inline:
    return nd.Emphasis(content=(part,))


def in_element(part: nd.Inline) -> nd.Inline:
    return nd.Element(name="a", content=(part,))


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize(("around", "levels"), [(in_list, 2), (in_section, 1), (in_quotation, 1)])
def test_blocks_nested_as_deeply_as_the_model_allows_come_back(
    around: Callable[[nd.Block], nd.Block], levels: int, format: str
) -> None:
    block: nd.Block = nd.Paragraph(content=("Deep.",))
    for _ in range((DEEPEST - 1) // levels):
        block = around(block)
    document = Document(body=(block,))
    assert there_and_back(document, format) == document


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("around", [in_emphasis, in_element])
def test_inlines_nested_as_deeply_as_the_model_allows_come_back(
    around: Callable[[nd.Inline], nd.Inline], format: str
) -> None:
    inline: nd.Inline = nd.LineBreak()
    for _ in range(DEEPEST - 2):
        inline = around(inline)
    document = Document(body=(nd.Paragraph(content=(inline,)),))
    assert there_and_back(document, format) == document


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_comes_back(file: Path, format: str) -> None:
    document = pipeline.read(file)
    assert_same(there_and_back(document, format), document)


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_comes_back_without_its_source_from_its_nodes_alone(file: Path, format: str) -> None:
    document = without_source(pipeline.read(file))
    assert_same(there_and_back(document, format), document)


@pytest.mark.parametrize("format", BOTH_WAYS)
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_output_gives_the_original_bytes_back(file: Path, format: str) -> None:
    document = pipeline.read(file)
    after = there_and_back(document, format)
    assert (after.source is None) == (document.source is None)
    if after.source is not None:
        assert after.source.original() == file.read_bytes()


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_comes_back_along_a_chain_of_formats(file: Path) -> None:
    document = pipeline.read(file)
    assert_same(along(document, CHAIN), document)


def along(document: Document, formats: Sequence[str]) -> Document:
    for format in formats:
        document = there_and_back(document, format)
    return document


@pytest.mark.shared
@pytest.mark.parametrize("format", BOTH_WAYS)
def test_the_record_of_the_commission_comes_back_with_its_exact_bytes(shared: Path, format: str) -> None:
    file = shared / "corpora/seed/cable.txt"
    document = pipeline.read(file)
    after = there_and_back(document, format)
    assert_same(after, document)
    assert after.source is not None
    assert after.source.original() == file.read_bytes()


@pytest.mark.shared
@pytest.mark.sweep
def test_the_real_telegrams_come_back_from_each_format_and_along_the_chain(
    shared: Path, request: pytest.FixtureRequest
) -> None:
    for file in sample(cable_files(shared), request, 8):
        document = pipeline.read(file)
        for format in BOTH_WAYS:
            assert_same(there_and_back(document, format), document)
        assert_same(along(document, CHAIN), document)
