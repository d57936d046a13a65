"""The strategies draw all that a document can hold, so that a property over them leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node, Span
from converters.model.walk import children, node_kinds
from tests.strategies import documents, documents_with, of

SHALLOW = 1
drawing = settings(
    max_examples=90, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def structs(document: Document) -> Iterator[msgspec.Struct]:
    """A document and all below it, the metadata values too."""
    stack: list[msgspec.Struct] = [document, document.metadata]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))


def said(node: msgspec.Struct) -> set[str]:
    """The fields of a node that hold something other than their default."""
    return {
        field.name
        for field in msgspec.structs.fields(node)
        if field.required or getattr(node, field.name) not in (field.default, (), {}, None)
    }


@pytest.mark.parametrize("kind", [*node_kinds(), Metadata], ids=lambda kind: kind.__name__)
def test_every_field_of_a_kind_is_drawn(kind: type[msgspec.Struct]) -> None:
    """Ids excepted, which are given to the whole tree: see below."""
    found: set[str] = set()

    @seed(1)
    @drawing
    @given(of(kind, SHALLOW))
    def draw(node: msgspec.Struct) -> None:
        found.update(said(node))

    draw()
    assert found | {"id"} == {field.name for field in msgspec.structs.fields(kind)} | {"id"}


@pytest.mark.parametrize("kind", node_kinds(), ids=lambda kind: kind.__name__)
def test_a_kind_stands_in_the_documents_that_are_drawn_for_it(kind: type[Node]) -> None:
    @settings(max_examples=3)
    @given(documents_with(kind))
    def draw(document: Document) -> None:
        assert any(type(node) is kind for node in structs(document))

    draw()


@settings(max_examples=20)
@given(documents())
def test_ids_are_drawn_unique(document: Document) -> None:
    ids = [node.id for node in structs(document) if isinstance(node, Node) and node.id is not None]
    assert len(ids) == len(set(ids))


def test_a_field_that_holds_its_default_does_not_count_as_drawn() -> None:
    assert said(Span(0, 0)) == {"start", "end"}
    assert said(Metadata()) == set()
