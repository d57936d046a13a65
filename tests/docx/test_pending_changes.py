"""Additions and deletions that an editor proposed go out as tracked changes again: a review goes on in Word."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from converters.formats.docx.writer import write
from converters.formats.format import REPAIRS, ReadOptions, Repairs, Track, WriteOptions
from converters.formats.json.reader import read as read_json
from converters.formats.json.writer import write as write_json
from converters.formats.tei.reader import read as read_tei
from converters.formats.tei.writer import write as write_tei
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, joined, plain_text
from converters.report import Report
from tests.docx.helpers import VISIBLE, part, read_back, visible, with_part, written
from tests.docx.office import SETTLEMENTS, edited_in_office
from tests.docx.resave import resaved
from tests.docx.revising import BY, MAIN, WHEN, WHO, all_settled, deleted, inserted, on_run, run
from tests.docx.telegram import TELEGRAM
from tests.docx.test_edit_table import difference
from tests.docx.test_tracked_changes import GONE_PARAGRAPH, NEW_PARAGRAPH, PART_OF_A_NAME, tracked_row
from tests.docx.test_valid import checker, findings, schema, schema_errors

__all__ = ["checker", "schema"]
PROPOSED = {nd.STATUS: nd.PROPOSED}


def added(*content: Any, **fields: Any) -> nd.Addition:
    return nd.Addition(**{"content": content, "agent": WHO, "date": WHEN, "attrs": PROPOSED, **fields})


def struck(*content: Any, **fields: Any) -> nd.Deletion:
    return nd.Deletion(**{"content": content, "agent": WHO, "date": WHEN, "attrs": PROPOSED, **fields})


def para(*content: Any) -> nd.Paragraph:
    return nd.Paragraph(content=content)


def sentence(*content: Any) -> Document:
    return Document(id="r", body=(nd.Paragraph(id="p1", content=content),))


def table(*rows: tuple[Any, ...]) -> nd.Table:
    cells = (tuple(nd.Cell(blocks=(para(part),)) for part in row) for row in rows)
    return nd.Table(rows=tuple(nd.Row(cells=row) for row in cells))


def reviewed(data: bytes) -> bytes:
    """A record after an editor's review, everything tracked: in the text, a name, a heading, a note, a row."""
    edits = (
        NEW_PARAGRAPH,
        GONE_PARAGRAPH,
        PART_OF_A_NAME,
        tracked_row("del"),
        on_run("Summary", lambda look: run("Summary", look) + inserted(" and view", look)),
        on_run("Of the harbour.", lambda _: run("Of the ") + inserted("old ") + run("harbour."), "word/footnotes.xml"),
    )
    return functools.reduce(lambda before, edit: edit(before), edits, data)


@functools.cache
def review() -> Document:
    return read_back(reviewed(written(TELEGRAM)))


def settled(data: bytes, track: Track, *, carried: bool = True) -> Document:
    return read_back(data, None, ReadOptions(track=track, carried=carried))


# --- there and back ---


def through_tei(document: Document) -> Document:
    return read_tei(write_tei(document, WriteOptions(), Report()), ReadOptions(), Report())


def through_json(document: Document) -> Document:
    return read_json(write_json(document, WriteOptions(), Report()), ReadOptions(), Report())


@pytest.mark.parametrize("way", [through_tei, through_json])
def test_a_review_goes_through_other_formats_and_is_as_pending_as_before(way: Callable[[Document], Document]) -> None:
    came = way(review())
    assert came == review()
    assert part(written(came), MAIN) == part(written(review()), MAIN)
    assert read_back(written(came)) == review()


def test_tei_says_of_a_change_that_it_is_proposed_and_of_a_fact_of_the_source_nothing() -> None:
    fact = nd.Addition(content=("c",), agent=WHO, date=WHEN)
    xml = write_tei(sentence("a ", added("b"), fact), WriteOptions(), Report()).decode()
    said = f'<name>{WHO}</name><date when="2024-03-02T10:00:00Z">{WHEN}</date></change>'
    assert re.findall(r'<change xml:id="[^"]*"( status="proposed")?>(.*)', xml) == [
        (' status="proposed"', said),
        ("", said),
    ]
    assert (
        read_tei(xml.replace(' status="proposed"', "").encode(), ReadOptions(), Report()).body
        == sentence("a ", nd.Addition(content=("b",), agent=WHO, date=WHEN), fact).body
    )


def test_each_change_of_the_review_is_one_that_word_can_accept_or_reject() -> None:
    data = written(review())
    xml = part(data, MAIN) + part(data, "word/footnotes.xml")
    found = re.findall(rf'<w:(ins|del) w:id="\d+" {BY}>(.*?)</w:\1>', xml)
    words = [(tag, "".join(re.findall(r"<w:(?:t|delText) [^>]*>([^<]*)<", inside))) for tag, inside in found]
    assert [one for one in words if one[1].strip()] == [
        ("ins", " and view"),
        ("del", "Ilse"),
        ("ins", "Else"),
        ("del", "2."),
        ("del", "(C)"),
        ("del", "A pause [p. 2]  in the talks."),
        ("ins", "Typed anew."),
        ("del", "Exampleville"),
        ("del", "3"),
        ("ins", "old "),
    ]


def test_the_page_alone_says_that_changes_are_proposed() -> None:
    document = sentence("a ", added("b"), struck("c", id="d1"), " d")
    assert visible(written(document)) == document


def test_every_change_has_a_number_of_its_own() -> None:
    document = sentence(*(kind(f"{number} ") for number in range(300) for kind in (added, struck)))
    numbers = re.findall(r'<w:(?:ins|del|bookmarkStart) w:id="(\d+)"', part(written(document), MAIN))
    assert len(numbers) > 600
    assert len(set(numbers)) == len(numbers)


def test_an_addition_of_the_source_is_shown_and_cannot_be_rejected() -> None:
    fact = nd.Addition(content=("above",), agent="the scribe", date="1850-03-02", place="above")
    document = sentence("a ", fact, nd.Deletion(content=("struck",), agent=WHO, date=WHEN))
    assert not re.search("<w:(ins|del)[ />]", part(written(document), MAIN))
    assert visible(written(document)) == document


ANYBODY: dict[str, dict[str, Any]] = {
    "signs of XML": {"agent": 'O’Hara & <Sons>, "K."; Ltd.'},
    "another script": {"agent": "Γιώργος 王"},
    "a line end": {"agent": "Ann\nBerg"},
    "blanks around": {"agent": " Ann "},
    "nobody": {"agent": None},
    "an empty name": {"agent": ""},
    "a long name": {"agent": "x" * 300},
    "no date": {"date": None},
    "a day": {"date": "2024-03-02"},
    "a year": {"date": "1850"},
    "a zone": {"date": "2024-03-02T23:30+05:30"},
    "no zone": {"date": "2024-03-02T10:00"},
    "seconds": {"date": "2024-03-02T10:00:07Z"},
    "a day that is none": {"date": "2024-02-31T10:00Z"},
    "before all time": {"date": "0001-01-01T00:30+01:00"},
    "a language": {"lang": "fr"},
    "a place": {"place": "above"},
    "attributes": {"attrs": {**PROPOSED, "rend": "red & [bold]"}},
}


@pytest.mark.validator
@pytest.mark.parametrize("name", ANYBODY)
def test_who_and_when_come_back_whatever_they_are(name: str, package: Callable[[str], None]) -> None:
    package("openxml_audit")
    document = sentence("a ", added("b", **ANYBODY[name]), " c")
    report = Report("docx")
    data = written(document, report)
    assert report.lossy == (name == "a long name"), "the name of its style would be too long as well"
    assert report.lossy or visible(data) == document
    assert findings(data) == []


def test_a_change_without_a_time_to_the_minute_has_none_in_word() -> None:
    xml = part(written(sentence(added("b", date="2024-03-02"))), MAIN)
    assert f'w:author="{WHO}">' in xml
    assert "w:date" not in xml


def test_a_time_of_another_zone_is_the_same_instant_in_word() -> None:
    xml = part(written(sentence(added("b", date="2024-03-02T23:30+05:30"))), MAIN)
    assert 'w:date="2024-03-02T18:00:00Z"' in xml


# --- where tracked changes can stand ---

LINK = nd.Reference(target="http://example.org/", content=("link",))
PLACES: dict[str, Document] = {
    "around a link": sentence(struck("a ", LINK, " b")),
    "in a link": sentence(nd.Reference(target="#p1", content=("a ", added("b"), " c"))),
    "a link alone": sentence(added(LINK), " b"),
    "in emphasis and around it": sentence(nd.Emphasis(content=("a", added(nd.Emphasis(content=("b",)))), style="bold")),
    "with a note": sentence("a", added(" b", nd.Note(blocks=(para("of ", struck("it")),))), "."),
    "a note taken out": sentence("a", struck(nd.Note(blocks=(para("it"),))), "."),
    "with a break, a page and a gap": sentence(struck("a", nd.LineBreak(), nd.PageBreak(n="2"), nd.Gap(reason="x"))),
    "with a repair": sentence(added("a ", nd.Choice(original=("teh",), proposed=("the",)), " b")),
    "in a repair": sentence(nd.Choice(original=("teh",), proposed=("the", added("n")))),
    "taken out of what was put in": sentence(added("a ", struck("b", agent="Bo"), " c")),
    "put into what was taken out": sentence(struck("a ", added("b", agent="Bo"), " c")),
    "taken back by the same person": sentence(added("a ", struck("b"), " c")),
    "put into what was put in": sentence(added("a ", added("b", agent="Bo"), " c")),
    "side by side": sentence(added("a"), added("b", agent="Bo"), added("c"), added("d"), struck("e"), struck("f")),
    "empty": sentence("a", added(), struck(), struck("b"), struck()),
    "an empty name": sentence(struck(nd.Name(content=(), type="person"))),
    "whole paragraphs": Document(
        body=(para("a"), para(added("b")), para(struck("c"), struck("d", agent="Bo")), para("e"))
    ),
    "a numbered paragraph": Document(
        body=(nd.Paragraph(number=nd.Label(content=(struck("1."),), value="1"), content=(struck("a"),)), para("b"))
    ),
    "rows": Document(body=(table(("a", "b"), (added("c"), added("d")), (struck("e"), struck("f"))), para("g"))),
    "cells": Document(body=(table(("a", added("b")), ("c", struck("d"))), para("g"))),
    "one in another in a cell": Document(body=(table(("c", struck("d", added("e", agent="Bo")))), para("g"))),
    "a table of one row": Document(body=(table((struck("a"),)),)),
    "items": Document(
        body=(
            nd.List(
                style="bullet",
                items=(nd.Item(blocks=(nd.Line(content=(added("a"),)),)), nd.Item(blocks=(para(struck("b")),))),
            ),
            nd.List(items=(nd.Item(label=nd.Label(content=("a.",), value="a"), blocks=(para(struck("b")),)),)),
        )
    ),
    "preformatted": Document(body=(nd.Preformatted(content=("a\n", added("b\n  c"), "\n")),)),
    "from right to left": sentence(added("שלום a שלום"), struck("b مرحبا")),
    "a heading": Document(body=(nd.Section(blocks=(nd.Heading(content=("A", added(" b"))), para("c"))),)),
}


@pytest.mark.parametrize("repairs", REPAIRS)
@pytest.mark.parametrize("name", PLACES)
def test_a_change_anywhere_comes_back_from_the_page_alone(name: str, repairs: Repairs) -> None:
    report = Report("docx")
    data = write(PLACES[name], WriteOptions(repairs=repairs), report)
    assert read_back(data) == PLACES[name]
    assert report.lossy or visible(data) == PLACES[name]


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.parametrize("name", PLACES)
def test_a_change_anywhere_is_valid(
    name: str, schema: etree.XMLSchema, checker: ModuleType, package: Callable[[str], None]
) -> None:
    package("openxml_audit")
    data = written(PLACES[name])
    assert schema_errors(data, schema, checker) == []
    assert findings(data) == []


@pytest.mark.parametrize("name", ["put into what was put in", "taken back by the same person"])
def test_a_proposal_within_another_that_word_cannot_hold_is_shown_and_told(name: str) -> None:
    report = Report("docx")
    data = write(PLACES[name], WriteOptions(), report)
    assert [(message.code, message.level, message.kind) for message in report.messages] == [
        ("shown", "info", "addition" if "into" in name else "deletion")
    ]
    inside = settled(data, "accept").body[0]
    assert [type(part) for part in inside.content] == [str, type(PLACES[name].body[0].content[0].content[1]), str]  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_a_proposal_in_a_document_of_another_language_is_one(lang: str) -> None:
    document = Document(lang=lang, body=(para("a ", added("b"), struck("c", nd.Emphasis(content=("d",))), "."),))
    assert visible(written(document)) == document
    assert settled(written(document), "reject").body == (para("a c", nd.Emphasis(content=("d",)), "."),)


ACCEPTED = {
    "around a link": [],
    "in a link": ["a b c"],
    "a link alone": ["link b"],
    "with a note": ["a b."],
    "a note taken out": ["a."],
    "taken out of what was put in": ["a  c"],
    "taken back by the same person": ["a b c"],
    "put into what was taken out": [],
    "put into what was put in": ["a b c"],
    "side by side": ["abcd"],
    "whole paragraphs": ["a", "b", "e"],
    "a numbered paragraph": ["b"],
    "rows": ["a", "b", "c", "d", "g"],
    "cells": ["a", "b", "c", "g"],
    "items": ["a"],
}
REJECTED = {
    "around a link": ["a link b"],
    "in a link": ["a  c"],
    "a link alone": [" b"],
    "with a note": ["a."],
    "a note taken out": ["a."],
    "taken out of what was put in": [],
    "taken back by the same person": [],
    "put into what was taken out": ["a  c"],
    "put into what was put in": [],
    "side by side": ["ef"],
    "whole paragraphs": ["a", "cd", "e"],
    "a numbered paragraph": ["a", "b"],
    "rows": ["a", "b", "e", "f", "g"],
    "cells": ["a", "c", "d", "g"],
    "items": ["b", "b"],
}


def texts(document: Document) -> list[str]:
    """What the paragraphs and lines say that say anything."""
    found = (node for node in every_block(document.body) if isinstance(node, nd.Paragraph | nd.Line))
    return [text for node in found if (text := content_text(node.content)).strip()]


def every_block(blocks: Any) -> Any:
    for block in blocks:
        yield block
        for name in ("blocks", "items", "rows", "cells"):
            inside = getattr(block, name, ())
            yield from every_block(inside if isinstance(inside, tuple) else ())


@pytest.mark.parametrize("carried", [True, False])
@pytest.mark.parametrize(("track", "expected"), [("accept", ACCEPTED), ("reject", REJECTED)])
def test_all_accepted_or_rejected_while_reading_are_so(
    track: Track, expected: dict[str, list[str]], carried: bool
) -> None:
    found = {name: texts(settled(written(PLACES[name]), track, carried=carried)) for name in expected}
    assert found == expected


def test_accepting_all_while_reading_is_told_and_leaves_no_proposal() -> None:
    report = Report("docx")
    data = written(sentence("a ", added("b"), struck("c")))
    document = read_back(data, report, ReadOptions(track="accept"))
    assert document == sentence("a b")
    assert "the tracked changes are accepted: 2 by Ann Berg" in [message.text for message in report.messages]


# --- what an editor does with them in Word ---


def accepted(xml: str) -> str:
    """As Word leaves a change that was accepted: the first one of the part."""
    return re.sub(r"<w:(ins|del) [^>]*>(.*?)</w:\1>", lambda one: one[2] if one[1] == "ins" else "", xml, count=1)


def rejected(xml: str) -> str:
    return re.sub(
        r"<w:(ins|del) [^>]*>(.*?)</w:\1>",
        lambda one: one[2].replace("delText", "t") if one[1] == "del" else "",
        xml,
        count=1,
    )


NAMED = nd.Name(content=("Ilse",), type="person", ref="#i", id="n1")


@pytest.mark.parametrize(
    ("change", "done", "left"),
    [
        (added(" b ", NAMED), accepted, (" b ", NAMED)),
        (added(" b ", NAMED), rejected, ()),
        (struck(" b ", NAMED), accepted, ()),
        (struck(" b ", NAMED), rejected, (" b ", NAMED)),
    ],
)
def test_one_change_is_settled_and_all_other_markup_is_kept(
    change: Any, done: Callable[[str], str], left: tuple[Any, ...]
) -> None:
    other = nd.Emphasis(content=("c", struck("d", agent="Bo")), style="bold", attrs={"rend": "x"})
    data = with_part(written(sentence("a", change, other, "e")), MAIN, done)
    assert read_back(data) == sentence(*joined(("a", *left, other, "e")))


@pytest.mark.parametrize("done", [accepted, rejected])
def test_a_settled_change_is_told(done: Callable[[str], str]) -> None:
    report = Report("docx")
    read_back(with_part(written(sentence("a ", added("b"))), MAIN, done), report)
    told = [message.text for message in report.at("warning")]
    assert told[0] == f"settled: the addition of “b” that {WHO} ({WHEN}) proposed"
    assert len(told) == (1 if done is accepted else 2)


LIKE: dict[str, Any] = {
    "a gap": nd.Gap(reason="illegible"),
    "a gap with words": nd.Gap(reason="illegible", content=("lost",)),
    "a name": nd.Name(content=("Ann",), type="person"),
    "a page": nd.PageBreak(),
    "a milestone": nd.Milestone(unit="part"),
    "a formula": nd.Formula(text="x"),
    "a link": nd.Reference(content=("here",), target="http://example.org/"),
    "a picture": nd.Image(target="crane.png", alt="A crane"),
    "a choice": nd.Choice(original=("teh",), proposed=("the",)),
    "an addition of the source": nd.Addition(content=("q",)),
}


def italic(*content: Any) -> nd.Emphasis:
    return nd.Emphasis(content=content, style="italic")


BESIDE: dict[str, tuple[bool, Callable[[Any], tuple[Any, ...]], Callable[[Any], tuple[Any, ...]]]] = {
    "with an addition between them": (False, lambda one: (one, added("b"), one), lambda one: (one, one)),
    "with a deletion between them": (True, lambda one: (one, struck("b"), one), lambda one: (one, one)),
    "with two changes between them": (False, lambda one: (one, added(one), added(one), one), lambda one: (one, one)),
    "one of them added": (True, lambda one: (one, added(one), " c"), lambda one: (one, one, " c")),
    "each added by somebody else": (True, lambda one: (added(one), added(one, agent="Bo")), lambda one: (one, one)),
    "one of three deleted": (False, lambda one: (one, struck(one), one), lambda one: (one, one, one)),
    "in emphasis": (True, lambda one: (italic(one), added(italic(one))), lambda one: (italic(one), italic(one))),
}
"""Two nodes that are alike: whether all changes are accepted, what stands there, and what is left of it."""


@pytest.mark.parametrize("kind", LIKE)
@pytest.mark.parametrize("place", BESIDE)
def test_nodes_that_are_alike_do_not_run_together_when_a_change_beside_them_is_settled(kind: str, place: str) -> None:
    accept, pending, left = BESIDE[place]
    data = written(sentence("a ", *pending(LIKE[kind])))
    assert read_back(data) == sentence("a ", *pending(LIKE[kind]))
    settled = all_settled(accept=accept)(data)
    assert read_back(settled) == sentence("a ", *left(LIKE[kind]))
    assert visible(settled).body == sentence("a ", *left(LIKE[kind])).body


def test_many_changes_side_by_side_need_few_styles() -> None:
    few, many = (
        written(sentence(*[added(LIKE["a name"], agent=str(n % 2)) for n in range(count)])) for count in (20, 200)
    )
    assert part(few, "word/styles.xml") == part(many, "word/styles.xml")


def test_a_refused_addition_leaves_the_original_of_the_record_in_place() -> None:
    document = msgspec.structs.replace(sentence("a ", added("b"), " c"), source=TELEGRAM.source)
    refused = read_back(with_part(written(document), MAIN, rejected))
    assert refused == msgspec.structs.replace(sentence("a  c"), source=TELEGRAM.source)


def test_a_second_editor_takes_part_of_an_addition_out() -> None:
    both = (
        "<w:ins w:id='9' w:author='Bo'>",
        "<w:del w:id='9' w:author='Bo' w:date='2024-03-03T10:00:00Z'>",
    )
    data = on_run("b c", lambda look: run("b", look) + both[1] + run(" c", look, "delText") + "</w:del>")(
        written(sentence("a ", added("b c"), " d"))
    )
    bo = nd.Deletion(content=(" c",), agent="Bo", date="2024-03-03T10:00Z", attrs=PROPOSED)
    assert read_back(data) == sentence("a ", added("b", bo), " d")


def test_words_typed_into_an_addition_of_somebody_else_are_by_who_typed_them() -> None:
    close, by = "</w:ins>", "<w:ins w:id='9' w:author='Bo' w:date='2024-03-03T10:00:00Z'>"
    again = f'<w:ins w:id="8" {BY}>'
    data = on_run("b c", lambda look: run("b", look) + close + by + run(" x", look) + close + again + run(" c", look))(
        written(sentence("a ", added("b c"), " d"))
    )
    found = read_back(data)
    (paragraph,) = found.body
    assert plain_text(paragraph) == "a b x c d"
    assert {part.agent for part in paragraph.content if isinstance(part, nd.Addition)} == {WHO, "Bo"}  # type: ignore[union-attr]


def test_a_change_of_a_new_review_stands_beside_those_of_the_last() -> None:
    first = msgspec.structs.replace(review(), body=(*review().body, para("More of it.")))
    data = on_run("More of it.", lambda _: run("More ") + deleted("of ") + run("it."))(written(first))
    change = nd.Deletion(content=("of ",), agent=WHO, date=WHEN, attrs=PROPOSED)
    expected = (*review().body, para("More ", change, "it."))
    assert read_back(data).body == expected


def test_repairs_as_tracked_changes_and_proposals_stand_side_by_side() -> None:
    repair = nd.Choice(original=("teh",), proposed=("the",), agent=WHO)
    document = sentence(added(repair), " a ", repair, struck("b"), " c")
    data = write(document, WriteOptions(repairs="tracked"), Report("docx"))
    assert visible(data) == document
    assert read_back(data) == document


# --- laws ---

_WORDS = st.sampled_from(["a", "word ", " ", "b c", "שלום", "x & <y>"])
_WHO = st.sampled_from([None, "Ann", 'Bo "x" & <y>,;', " "])
_WHEN = st.sampled_from([None, WHEN, "2024-03-02T10:00:30+02:00", "2024-03-02T10:00", "1850"])


def _proposed(kind: type[Any], content: Any, agent: str | None, date: str | None) -> Any:
    return kind(content=content, agent=agent, date=date, attrs=PROPOSED)


def _row(*cells: Any) -> nd.Table:
    return nd.Table(rows=(nd.Row(cells=tuple(nd.Cell(blocks=(para(*one),)) for one in cells)),))


def _inline(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    content = st.lists(inner | _WORDS, max_size=3).map(joined)
    some = st.lists(inner | _WORDS, min_size=1, max_size=3).map(joined)
    proposed = st.builds(_proposed, st.sampled_from([nd.Addition, nd.Deletion]), content, _WHO, _WHEN)
    return st.one_of(
        proposed,
        proposed,
        st.builds(nd.Emphasis, content=content, style=st.sampled_from([None, "bold", "italic"])),
        st.builds(lambda content: nd.Reference(content=content, target="http://example.org/"), some),
        st.builds(lambda content: nd.Name(content=content, type="person"), content),
        st.builds(lambda content: nd.Note(blocks=(para(*content),)), content),
        st.builds(lambda one, other: nd.Choice(original=one, proposed=other), some, some),
        st.just(nd.LineBreak()),
    )


_CONTENT = st.lists(st.recursive(_WORDS, _inline, max_leaves=8), max_size=4).map(joined)
_BLOCK = st.one_of(
    st.builds(lambda content: para(*content), _CONTENT),
    st.builds(lambda content: nd.Line(content=content), _CONTENT),
    st.builds(lambda content: nd.Heading(content=content), _CONTENT),
    st.builds(lambda one, other: nd.Paragraph(content=one, number=nd.Label(content=other)), _CONTENT, _CONTENT),
    st.builds(_row, _CONTENT, _CONTENT),
)
REVIEWS = st.lists(_BLOCK, min_size=1, max_size=4).map(lambda blocks: Document(body=tuple(blocks)))


@given(REVIEWS, st.sampled_from(REPAIRS))
def test_any_review_comes_back_from_the_page_alone(document: Document, repairs: Repairs) -> None:
    report = Report("docx")
    data = write(document, WriteOptions(repairs=repairs), report)
    assert read_back(data) == document
    assert report.lossy or visible(data) == document


@pytest.mark.shared
def test_any_review_is_valid(schema: etree.XMLSchema, checker: ModuleType) -> None:
    @given(REVIEWS, st.sampled_from(REPAIRS))
    def holds(document: Document, repairs: Repairs) -> None:
        data = write(document, WriteOptions(repairs=repairs), Report("docx"))
        assert schema_errors(data, schema, checker) == []

    holds()


# --- LibreOffice ---


@pytest.mark.validator
def test_a_review_survives_being_saved_by_libreoffice(program: Callable[[str], str], tmp_path: Path) -> None:
    documents = PLACES | {"review": review()}
    files = {name: written(document) for name, document in documents.items()}
    saved = resaved(program("soffice"), files, "docx", tmp_path)
    changed = {name for name, document in documents.items() if read_back(saved[name]) != document}
    assert changed == {"an empty name", "one in another in a cell"}, "it leaves these two out"


@pytest.mark.validator
def test_all_changes_can_be_accepted_and_rejected_in_libreoffice(office: str, tmp_path: Path) -> None:
    data = write(review(), WriteOptions(repairs="plain"), Report("docx"))
    saved = edited_in_office(office, data, list(SETTLEMENTS), tmp_path)
    assert read_back(saved["all changes rejected"]) == TELEGRAM
    found = settled(data, "accept")
    assert read_back(saved["all changes accepted"]) == found
    assert read_back(saved["all changes accepted"], None, VISIBLE).body == visible(written(found)).body
    assert difference(TELEGRAM, found) != []
