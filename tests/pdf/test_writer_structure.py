"""The structure tree says all that a document is: without the carried copy it gives the same document back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from converters import pipeline
from converters.formats.pdf import structure
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.node import Node
from tests.pdf.records import oddities, telegram
from tests.pdf.tagged import Tagged, TaggedPdf, rebuilt
from tests.samples import SAMPLES
from tests.strategies import documents


def assert_told(document: Document) -> None:
    before = msgspec.structs.replace(document, source=None)
    after = rebuilt(pipeline.write_bytes(document, "pdf"))
    assert after == before, "\n".join(map(str, differences(before, after)))


@given(documents())
def test_the_structure_tree_tells_every_document_that_the_model_can_hold(document: Document) -> None:
    assert_told(document)


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_the_structure_tree_tells_each_kind_of_node(kind: type[Node]) -> None:
    assert_told(SAMPLES[kind])


@pytest.mark.parametrize("document", [telegram(), telegram(40), oddities()], ids=["telegram", "long", "oddities"])
def test_the_structure_tree_tells_a_record_over_several_pages(document: Document) -> None:
    assert_told(document)


def test_every_type_is_of_the_standard_or_mapped_to_it_and_no_standard_type_is_mapped() -> None:
    standard = set(structure.STANDARD_TYPE.values())
    assert set(structure.ROLE_MAP.values()) <= standard
    assert not standard & structure.ROLE_MAP.keys()


def elements(document: Document) -> list[Tagged]:
    return list(TaggedPdf(pipeline.write_bytes(document, "pdf")).root.walk())


def test_headings_skip_no_level_however_deep_their_sections_are() -> None:
    levels = [int(one.type[-1]) for one in elements(telegram()) if one.type.startswith("Heading")]
    assert levels == [2, 3, 3]


def test_every_note_has_an_identifier_and_the_documents_own_are_kept() -> None:
    found = elements(telegram())
    notes = [one for one in found if one.type in ("Note", structure.APPARATUS)]
    assert len(notes) == 2
    assert all(one.id for one in notes)
    assert "c07EXAMPLE1960-p1" in {one.id for one in found}


def test_words_of_the_writer_are_no_text_of_the_document() -> None:
    paragraph = next(one for one in elements(telegram()) if one.id == "c07EXAMPLE1960-p1")
    label, marking, text = paragraph.kids
    assert isinstance(label, Tagged)
    assert isinstance(marking, Tagged)
    assert (label.properties["field"], marking.properties["field"]) == ("number", "marking")
    assert isinstance(text, str)
    assert not text.startswith(" ")
