"""The support matrix is complete and true: each writer shows of each kind of node what it declares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from converters import pipeline
from converters.formats import registry
from converters.formats.format import ReadOptions
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node
from converters.model.walk import children, node_kinds, walk
from converters.report import Message, Report, Support, SupportMatrix, kind_name
from tests.samples import SAMPLES

WRITERS = tuple(one.name for one in registry.formats() if one.writer_at)
VISIBLE = ReadOptions(carried=False)


def matrix(format: str) -> SupportMatrix:
    support = registry.by_name(format).support()
    assert support is not None
    return support


def declared(level: Support) -> list[tuple[str, type[Node]]]:
    return [(format, kind) for format in WRITERS for kind, found in matrix(format).items() if found == level]


def nodes_of(document: Document, kind: type[Node]) -> list[Node]:
    """All nodes of a kind in the text and the metadata, in order."""
    return [node for node in (*walk(document), *_values(document.metadata)) if type(node) is kind]


def _values(known: Metadata | Node) -> Iterator[Node]:
    for value in children(known):
        yield value
        yield from _values(value)


def losses(format: str, kind: type[Node]) -> list[Message]:
    report = Report()
    pipeline.write_bytes(SAMPLES[kind], format, report=report)
    return [message for message in report.messages if message.kind == kind_name(kind) and message.level == "warning"]


def recovered(format: str, kind: type[Node]) -> Document:
    """The sample as one who has nothing but the visible output reads it."""
    return pipeline.read_bytes(pipeline.write_bytes(SAMPLES[kind], format), format=format, options=VISIBLE)


@pytest.mark.parametrize("format", WRITERS)
def test_each_writer_declares_every_kind_of_node(format: str) -> None:
    assert set(matrix(format)) == set(node_kinds())


@pytest.mark.parametrize(("format", "kind"), declared("full"))
def test_what_is_declared_full_comes_back_from_what_is_visible_and_no_loss_is_told(
    format: str, kind: type[Node]
) -> None:
    assert nodes_of(recovered(format, kind), kind) == nodes_of(SAMPLES[kind], kind)
    assert not losses(format, kind)


@pytest.mark.parametrize(("format", "kind"), declared("approximate"))
def test_what_is_declared_approximate_is_told_and_does_not_wholly_come_back(format: str, kind: type[Node]) -> None:
    assert {message.code for message in losses(format, kind)} == {"approximated"}
    assert nodes_of(recovered(format, kind), kind) != nodes_of(SAMPLES[kind], kind)


@pytest.mark.parametrize(("format", "kind"), declared("dropped"))
def test_what_is_declared_dropped_is_told_and_is_not_there(format: str, kind: type[Node]) -> None:
    assert {message.code for message in losses(format, kind)} == {"dropped"}
    assert not nodes_of(recovered(format, kind), kind)
