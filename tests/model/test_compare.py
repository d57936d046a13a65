"""Differences between documents: none where they are equal, all where they are not, each with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from hypothesis import given

from converters.model.codec import decode, encode
from converters.model.compare import Difference, differences, only_in_source
from converters.model.document import Document, Source
from converters.model.metadata import Metadata, Title
from converters.model.nodes import Emphasis, Heading, Paragraph, Section, Table
from tests.strategies import documents


def _document(*words: str, ids: bool = True) -> Document:
    return Document(body=tuple(Paragraph(id=f"p{word}" if ids else None, content=(word,)) for word in words))


def _changes(found: tuple[Difference, ...]) -> list[tuple[str, str]]:
    return [(one.change, one.path) for one in found]


@given(documents())
def test_a_document_does_not_differ_from_itself_read_anew(document: Document) -> None:
    assert differences(document, decode(encode(document))) == ()


@given(documents(), documents())
def test_two_documents_differ_where_they_are_not_equal_and_every_path_leads_there(was: Document, now: Document) -> None:
    found = differences(was, now)
    assert bool(found) == (was != now)
    for one in found:
        side, value = (now, one.now) if one.change == "added" else (was, one.was)
        assert _at(msgspec.to_builtins(side), one.path) in (value, None)
        assert str(one).startswith(one.path)
        assert msgspec.json.decode(msgspec.json.encode(one))["path"] == one.path


def _at(value: Any, path: str) -> Any:
    """What a path leads to in a document's JSON; None where JSON leaves the value out, being the default."""
    for step in _steps(path):
        if isinstance(step, int):
            value = value[step]
        else:
            value = value.get(step)
            if value is None:
                return None
    return value


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    rest = path.removeprefix("$")
    while rest:
        if rest.startswith("["):
            step, end = json.JSONDecoder().raw_decode(rest[1:])
            steps.append(step)
            rest = rest[end + 2 :]
        else:
            name = rest[1:].partition(".")[0].partition("[")[0]
            steps.append(name)
            rest = rest[1 + len(name) :]
    return steps


def test_a_paragraph_put_in_does_not_make_all_that_follow_look_changed() -> None:
    found = differences(_document(*"abcd"), _document(*"axbcd"))
    assert _changes(found) == [("added", "$.body[1]")]


def test_paragraphs_without_ids_are_known_again_by_what_they_say() -> None:
    found = differences(_document(*"abcd", ids=False), _document(*"acd", ids=False))
    assert _changes(found) == [("removed", "$.body[1]")]


def test_a_changed_paragraph_among_others_put_in_is_compared_by_its_id() -> None:
    was = _document("one", "two")
    now = Document(body=(Paragraph(id="pnew", content=("new",)), Paragraph(id="ptwo", content=("2",))))
    assert ("changed", "$.body[1].content[0]") in _changes(differences(was, now))


def test_a_changed_look_of_words_is_told_with_the_paragraph_it_stands_in() -> None:
    was = Document(body=(Paragraph(id="p", content=("see ", Emphasis(content=("here",), style="bold"))),))
    now = Document(body=(Paragraph(id="p", content=("see ", Emphasis(content=("here",), style="italic"))),))
    (one,) = differences(was, now)
    assert (one.kind, one.id, one.was, one.now) == ("emphasis", None, "bold", "italic")


def test_metadata_is_compared_too() -> None:
    was, now = (Document(metadata=Metadata(titles=(Title(text=text),))) for text in ("A", "B"))
    assert _changes(differences(was, now)) == [("changed", "$.metadata.titles[0].text")]


def test_where_only_the_source_differs_that_can_be_told() -> None:
    was = Document(source=Source.of_text(b"a", "utf-8", "text/plain"))
    assert only_in_source(differences(was, Document()))
    assert not only_in_source(differences(was, _document("a")))
    assert not only_in_source(())


def test_where_both_carry_a_source_its_fields_are_told_and_known_to_be_of_it() -> None:
    was, now = (Document(source=Source.of_text(data, "utf-8", "text/plain")) for data in (b"a", b"b"))
    found = differences(was, now)
    assert _changes(found) == [("changed", "$.source.sha256"), ("changed", "$.source.text")]
    assert only_in_source(found)


def test_leftovers_are_compared_by_their_names() -> None:
    was = Document(body=(Paragraph(id="p", content=("x",), attrs={"same": "1", "old": "2", "other": "3"}),))
    now = Document(body=(Paragraph(id="p", content=("x",), attrs={"same": "1", "new": "4", "other": "5"}),))
    found = differences(was, now)
    assert [(one.change, one.path, one.was, one.now) for one in found] == [
        ("removed", '$.body[0].attrs["old"]', "2", None),
        ("changed", '$.body[0].attrs["other"]', "3", "5"),
        ("added", '$.body[0].attrs["new"]', None, "4"),
    ]
    assert {(one.kind, one.id) for one in found} == {("paragraph", "p")}


def test_a_difference_is_said_with_its_path_its_node_and_both_sides() -> None:
    changed, removed, added = differences(
        Document(body=(Paragraph(id="p", content=("old",)), Paragraph(id="q", content=("gone",)))),
        Document(lang="en", body=(Paragraph(id="p", content=("new",)),)),
    )[1:] + differences(Document(), Document(id="d"))
    assert str(changed) == '$.body[0].content[0] (paragraph p) changed\n    - "old"\n    + "new"'
    assert str(removed).startswith("$.body[1] (paragraph q) removed\n    - {")
    assert "\n    + " not in str(removed)
    assert str(added) == '$.id (document) added\n    + "d"'


def test_a_node_that_came_or_went_in_a_place_for_one_is_told_with_its_own_kind_and_id() -> None:
    caption = Heading(id="c", content=("Posts",))
    bare, headed = (Document(body=(Table(id="t", rows=(), caption=one),)) for one in (None, caption))
    for found, change in ((differences(bare, headed), "added"), (differences(headed, bare), "removed")):
        assert [(one.change, one.path, one.kind, one.id) for one in found] == [
            (change, "$.body[0].caption", "heading", "c")
        ]


def test_a_block_that_became_another_is_told_with_the_kind_and_id_that_it_had() -> None:
    (found,) = differences(
        Document(body=(Paragraph(id="p", content=()),)), Document(body=(Section(id="p", blocks=()),))
    )
    assert (found.change, found.kind, found.id) == ("changed", "paragraph", "p")


def test_words_that_came_are_told_as_text() -> None:
    (found,) = differences(
        Document(body=(Paragraph(id="p", content=()),)), Document(body=(Paragraph(id="p", content=("new",)),))
    )
    assert (found.change, found.path, found.kind, found.was, found.now) == (
        "added", "$.body[0].content[0]", "paragraph", None, "new"
    )  # fmt: skip


def test_several_changed_paragraphs_without_ids_are_compared_in_their_order() -> None:
    found = differences(_document(*"abcd", ids=False), _document(*"axyd", ids=False))
    assert _changes(found) == [("changed", "$.body[1].content[0]"), ("changed", "$.body[2].content[0]")]


def test_a_block_that_is_now_of_another_kind_has_changed_as_a_whole() -> None:
    now = Document(body=(Paragraph(content=("a",)), Section(blocks=(Paragraph(content=("s",)),))))
    found = differences(_document(*"ab", ids=False), now)
    assert _changes(found) == [("changed", "$.body[1]")]
    assert (found[0].was["kind"], found[0].now["kind"]) == ("paragraph", "section")


def test_a_single_changed_paragraph_without_an_id_is_looked_into() -> None:
    found = differences(_document(*"abc", ids=False), _document(*"axc", ids=False))
    assert _changes(found) == [("changed", "$.body[1].content[0]")]


def test_a_text_is_shown_from_where_it_parts_to_where_it_comes_together() -> None:
    shared = "0123456789" * 5
    (one,) = differences(_document(shared + "A" + shared, ids=False), _document(shared + "BC" + shared, ids=False))
    near = shared[-30:], shared[:30]
    assert str(one).splitlines()[1:] == [f'    - …"{near[0]}A{near[1]}"…', f'    + …"{near[0]}BC{near[1]}"…']


def test_a_text_that_only_grows_is_shown_to_its_end() -> None:
    (one,) = differences(_document("ab", ids=False), _document("abc", ids=False))
    assert str(one).splitlines()[1:] == ['    - "ab"', '    + "abc"']


def test_a_value_that_is_long_is_cut() -> None:
    (one,) = differences(Document(), _document("x" * 400, ids=False))
    assert str(one).endswith("x…")
    assert len(str(one).splitlines()[1]) == len("    + ") + 161


def test_a_long_text_is_shown_where_it_parts() -> None:
    was, now = _document("x" * 1000 + "a" + "y" * 1000, ids=False), _document("x" * 1000 + "b" + "y" * 1000, ids=False)
    text = str(differences(was, now)[0])
    assert f'- …"{"x" * 30}a{"y" * 30}"…' in text
    assert len(text) < 300


def long(texts: Iterable[str]) -> Document:
    return Document(body=(Section(blocks=tuple(Paragraph(content=(text,)) for text in texts)),))


def test_in_a_long_sequence_of_new_words_each_part_is_compared_with_the_one_in_its_place() -> None:
    found = differences(long(map(str, range(5000))), long(f"other {n}" for n in range(5000)))
    assert [one.change for one in found] == ["changed"] * 5000


def test_one_part_taken_out_of_a_long_sequence_is_one_difference() -> None:
    (found,) = differences(long(map(str, range(5000))), long(str(n) for n in range(5000) if n != 2500))
    assert (found.change, found.was["content"]) == ("removed", ("2500",))
