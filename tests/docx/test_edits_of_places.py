"""A paragraph moved among foreign elements, which no page shows: it stands where the page has it, in that element."""

from __future__ import annotations

import pytest
from lxml import etree

from converters import pipeline
from tests.docx.editing import cut_and_pasted_behind, moved_behind, typed_before
from tests.docx.helpers import read_back, written

SCENE = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A scene</title></titleStmt>
<publicationStmt><publisher>Nobody</publisher></publicationStmt><sourceDesc><bibl>By heart</bibl></sourceDesc>
</fileDesc></teiHeader>
<text><body><div><p>It is noon.</p>
<sp><speaker>MILLER</speaker><p>Good day.</p><stage>The wheel turns.</stage></sp>
<sp><speaker>BAKER</speaker><p>Good night.</p><p>I rest.</p></sp>
<ab type="song">La la</ab><p>Seven sacks.</p>
<figure><head>Wheel</head><p>It is broken.</p></figure><p>Curtain.</p></div></body></text></TEI>"""
LINES = {
    "It is noon.": "div",
    "MILLER": "sp 1",
    "Good day.": "sp 1",
    "The wheel turns.": "sp 1",
    "BAKER": "sp 2",
    "Good night.": "sp 2",
    "I rest.": "sp 2",
    "La la": "div",
    "Seven sacks.": "div",
    "Wheel": "figure",
    "It is broken.": "figure",
    "Curtain.": "div",
}
"""The paragraphs of the page, and what each stands in."""


def places(tei: bytes) -> dict[str, str]:
    """What each paragraph stands in, in their order: the element around the one that holds its text."""
    root = etree.fromstring(tei)
    body = next(root.iter("{*}body"))
    speeches = list(root.iter("{*}sp"))
    found = {}
    for element in body.iter():
        if (element.text or "").strip():
            inside = list(element.iterancestors("{*}sp", "{*}figure", "{*}div", "{*}body", "{*}text"))
            name = etree.QName(inside[0]).localname
            found[element.text or ""] = f"sp {speeches.index(inside[0]) + 1}" if name == "sp" else name
    return found


def moved(text: str, other: str) -> dict[str, str]:
    edit = cut_and_pasted_behind(text, other)
    return places(pipeline.write_bytes(read_back(edit(written(pipeline.read_bytes(SCENE)))), "tei"))


def test_the_places_are_those_of_the_scene() -> None:
    assert list(places(SCENE).items()) == list(LINES.items())


@pytest.mark.parametrize("text", LINES)
def test_a_paragraph_moved_among_the_parts_of_one_element_is_one_of_them_and_all_others_stay(text: str) -> None:
    others = [line for line in LINES if line != text]
    for place, other in enumerate(others[:-1]):
        if LINES[other] != LINES[others[place + 1]]:
            continue
        found = moved(text, other)
        assert list(found) == [*others[: place + 1], text, *others[place + 1 :]]
        assert found == {**LINES, text: LINES[other]}


@pytest.mark.parametrize(
    ("text", "other", "where"),
    [
        ("It is noon.", "The wheel turns.", "div"),
        ("Curtain.", "I rest.", "div"),
        ("Good day.", "The wheel turns.", "sp 1"),
        ("Good night.", "The wheel turns.", "sp 2"),
        ("Seven sacks.", "It is broken.", "div"),
        ("I rest.", "Curtain.", "div"),
    ],
)
def test_a_paragraph_moved_to_the_end_of_an_element_is_in_what_it_was_in_if_that_is_there(
    text: str, other: str, where: str
) -> None:
    found = moved(text, other)
    assert found == {**LINES, text: where}
    assert list(found).index(text) == list(found).index(other) + 1


HEAD = b"<sourceDesc><bibl>By heart</bibl></sourceDesc>"


@pytest.mark.parametrize(
    "head", [HEAD, b"<sourceDesc><p>By heart</p><p>By ear</p></sourceDesc>"], ids=["line", "blocks"]
)
def test_what_is_put_before_all_text_is_in_the_text_and_not_in_the_header(head: bytes) -> None:
    record = pipeline.read_bytes(SCENE.replace(HEAD, head))
    for edit, text in (
        (typed_before("It is noon.", "Hush!"), "Hush!"),
        (moved_behind("I rest.", "By heart" if head == HEAD else "By ear"), "I rest."),
    ):
        tei = etree.fromstring(pipeline.write_bytes(read_back(edit(written(record))), "tei"))
        first = next(one for one in next(tei.iter("{*}div")))
        assert first.text == text
