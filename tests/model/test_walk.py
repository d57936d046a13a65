"""Visiting and rebuilding trees."""

from __future__ import annotations

from hypothesis import given

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import content_text, joined, node_kinds, plain_text, strings, transform, walk
from tests.samples import SAMPLES
from tests.strategies import documents

TEXT = Document(
    body=(
        nd.Paragraph(
            id="p1",
            number=nd.Label(content=(nd.Surplus(content=("¶",)), "1."), value="1"),
            content=(
                "One ",
                nd.Emphasis(content=("two",)),
                nd.Note(blocks=(nd.Paragraph(content=("aside",)),)),
                " three",
            ),
        ),
    )
)


def test_nodes_come_in_document_order_parents_first() -> None:
    assert [type(node).__name__ for node in walk(TEXT)] == [
        *("Document", "Paragraph", "Emphasis", "Note", "Paragraph", "Label", "Surplus"),
    ]


def test_all_strings_are_given_and_no_attribute() -> None:
    assert list(strings(TEXT)) == ["One ", "two", "aside", " three", "¶", "1."]


def test_the_reading_text_has_what_is_proposed_and_neither_notes_nor_surplus() -> None:
    choice = nd.Choice(original=("teh",), proposed=("the",))
    assert content_text(("See ", choice, nd.Note(blocks=()), nd.Surplus(content=("¶",)), " end")) == "See the end"


def test_a_line_break_inside_a_word_is_no_blank() -> None:
    assert content_text(("ori", nd.LineBreak(joins=True), "ginal", nd.LineBreak(), "text")) == "original\ntext"


@given(documents())
def test_changing_nothing_gives_the_very_same_document(document: Document) -> None:
    assert transform(document, lambda node: node) is document


def test_what_is_taken_out_leaves_its_neighbours_joined() -> None:
    without = transform(TEXT, lambda node: None if isinstance(node, nd.Note | nd.Emphasis) else node)
    assert without.body[0].content == ("One  three",)  # type: ignore[union-attr]


def test_a_node_may_become_several() -> None:
    def opened(node: Node) -> Node | tuple[Node | str, ...]:
        return ("<", *node.content, ">") if isinstance(node, nd.Emphasis) else node

    assert transform(TEXT, opened).body[0].content[0] == "One <two>"  # type: ignore[union-attr]


def test_joining_drops_the_empty_and_joins_neighbours() -> None:
    comment = nd.Comment(text="x")
    assert joined(["", "a", "b", comment, "", comment, "c"]) == ("ab", comment, comment, "c")


def test_there_is_a_sample_of_every_kind_in_which_it_stands() -> None:
    assert set(SAMPLES) == set(node_kinds())
    for kind, sample in SAMPLES.items():
        if kind.__module__ == "converters.model.nodes":
            assert any(type(node) is kind for node in walk(sample)), kind


def test_plain_text_of_a_document_is_that_of_its_paragraphs() -> None:
    assert plain_text(TEXT) == "One two three1."
