"""The one escape for what XML cannot hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from converters.model.escape import escape, unescape
from tests.strategies import odd_text

look_alikes = st.lists(st.sampled_from(["_", "x", "0001", "005F", "FFFE", "\x01", "\ufffe", "_x0001_", "a"])).map(
    "".join
)


@given(odd_text() | look_alikes)
def test_every_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(odd_text() | look_alikes)
def test_xml_holds_what_is_escaped(text: str) -> None:
    element = etree.Element("a")
    element.text = escape(text)
    assert etree.fromstring(etree.tostring(element, encoding="UTF-8")).text in (escape(text), None)


@pytest.mark.parametrize("text", ["plain", "snake_case", "_x_", "_x0041_", "tab\tline\n", "é😀"])
def test_text_that_xml_can_hold_stays_as_it_is(text: str) -> None:
    assert escape(text) == text
    assert unescape(text) == text


def test_a_control_character_is_written_as_word_writes_it() -> None:
    assert escape("a\x0bb") == "a_x000B_b"


def test_what_looks_like_an_escape_is_told_from_one() -> None:
    assert escape("_x000B_") == "_x005F_x000B_"
