"""What changed between two documents of a record, as decisions: few, and leading from one to the other."""

from __future__ import annotations

import msgspec
import pytest

from converters.collection.decisions import decisions
from converters.collection.edits import AnyEdit, Change, Describe, Insert, Replace, Rewrite, edited
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.report import Report


def para(id: str | None, *content: str | nd.Inline) -> nd.Paragraph:
    return nd.Paragraph(id=id, content=content)


A, B, C = para("a", "The envoy spoke."), para("b", "The rain fell."), para("c", "The keys were lost.")
NAMED = para("n", "So said ", nd.Name(type="person", content=("Bo",)), " today.")
ANONYMOUS = para(None, "Nobody knows this.")


def record(*body: nd.Block, front: nd.Blocks = (), back: nd.Blocks = ()) -> Document:
    return Document(id="r", front=front, body=body, back=back)


def section(*blocks: nd.Block, id: str | None = None, role: str | None = "text") -> nd.Section:
    return nd.Section(id=id, role=role, blocks=blocks)


def between(before: Document, after: Document) -> list[AnyEdit]:
    """The edits, which must lead from one document to the other without a word."""
    found = list(decisions(before, after, "AT").edits)
    report = Report()
    assert edited(before, found, report) == after
    assert report.messages == []
    assert all(one.by == "AT" for one in found)
    return found


PAIRS: dict[str, tuple[Document, Document, list[type]]] = {
    "nothing": (record(A), record(A), []),
    "a word": (record(A, B), record(A, para("b", "The snow fell.")), [Change]),
    "words in two places": (record(A), record(para("a", "An envoy sang.")), [Change, Change]),
    "a word beside a name": (record(NAMED), record(para("n", "So sang ", *NAMED.content[1:])), [Change]),
    "a name": (
        record(NAMED),
        record(para("n", "So said ", nd.Name(type="person", content=("Bea",)), " today.")),
        [Replace],
    ),
    "markup around words": (
        record(A),
        record(para("a", "The ", nd.Emphasis(style="bold", content=("envoy",)), " spoke.")),
        [Replace],
    ),
    "a paragraph put in": (record(A, C), record(A, B, C), [Insert]),
    "two paragraphs put in": (record(A), record(A, B, C), [Insert]),
    "a paragraph put in before all": (record(B), record(A, B), [Rewrite]),
    "a paragraph put in behind one without an id": (record(ANONYMOUS), record(ANONYMOUS, A), [Rewrite]),
    "a paragraph taken out": (record(A, B, C), record(A, C), [Replace]),
    "two paragraphs in the place of one": (record(A, B), record(A, C, para("d", "More.")), [Replace]),
    "one paragraph in the place of two": (record(A, B, C), record(A, para("d", "More.")), [Replace, Replace]),
    "a paragraph without an id": (record(ANONYMOUS), record(para(None, "Somebody knows.")), [Rewrite]),
    "a paragraph without an id, taken out": (record(A, ANONYMOUS), record(A), [Rewrite]),
    "a paragraph in a section": (record(section(A, B)), record(section(A, B, C)), [Insert]),
    "a paragraph without an id in a section with one": (
        record(section(ANONYMOUS, id="s")),
        record(section(para(None, "Somebody knows."), id="s")),
        [Replace],
    ),
    "a paragraph without an id in a section without one": (
        record(section(ANONYMOUS)),
        record(section(para(None, "Somebody knows."))),
        [Rewrite],
    ),
    "the role of a section": (record(section(A, id="s")), record(section(A, id="s", role="summary")), [Replace]),
    "the role and the text of a section": (
        record(section(A, B, id="s")),
        record(section(A, id="s", role="summary")),
        [Replace],
    ),
    "the front matter": (record(A, front=(B,)), record(A, front=(para("b", "The hail fell."),)), [Change]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_edits_between_two_documents_are_few_and_lead_from_one_to_the_other(name: str) -> None:
    before, after, expected = PAIRS[name]
    assert [type(one) for one in between(before, after)] == expected


def test_a_paragraph_that_moved_to_another_part_is_taken_out_before_it_is_put_in() -> None:
    found = between(record(A, B, back=(C,)), record(A, C, back=(B,)))
    assert [(type(one), getattr(one, "part", None)) for one in found] == [
        (Rewrite, "body"),
        (Rewrite, "back"),
        (Rewrite, "body"),
        (Rewrite, "back"),
    ]


def test_metadata_that_changed_are_described() -> None:
    before = msgspec.structs.replace(record(A), metadata=Metadata(titles=(md.Title(text="The Harbour"),)))
    after = msgspec.structs.replace(
        record(A), metadata=Metadata(titles=(md.Title(text="The Quay"),), languages=("en",))
    )
    found = between(before, after)
    assert [(type(one), getattr(one, "field", None)) for one in found] == [
        (Describe, "titles"),
        (Describe, "languages"),
    ]


def test_a_changed_word_is_said_with_the_words_around_it() -> None:
    (found,) = between(record(B), record(para("b", "The snow fell.")))
    assert isinstance(found, Change)
    assert "rain" in found.quote
    assert found.node == "b"
