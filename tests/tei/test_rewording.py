"""A text with markup gets other words: it says exactly those, and what was not changed stays as it was."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from converters.formats.tei.foreign.header import text_of
from converters.formats.tei.foreign.rewording import reworded
from converters.model import nodes as nd
from converters.model.walk import joined, walk

WORDS = st.lists(st.sampled_from(["old", "mill", "on", "the", "Orrin", ",", "?"]), max_size=6).map(" ".join)
STRINGS = st.lists(st.sampled_from(["old", "mill", " ", "  ", "\n ", "on", "-"]), min_size=1, max_size=4).map("".join)


def _elements(inside: st.SearchStrategy[nd.Element]) -> st.SearchStrategy[nd.Element]:
    parts = st.one_of(STRINGS, inside, st.just(nd.Comment(text="sic")))
    return st.lists(parts, max_size=4).map(lambda content: nd.Element(name="hi", content=joined(content)))


ELEMENTS = st.recursive(STRINGS.map(lambda text: nd.Element(name="seg", content=(text,))), _elements, max_leaves=6)


@given(ELEMENTS, WORDS)
def test_a_text_says_the_words_that_were_wanted(element: nd.Element, wanted: str) -> None:
    assert text_of(reworded(element, wanted)) == wanted


@given(ELEMENTS)
def test_a_text_that_gets_the_words_that_it_has_stays_as_it_was(element: nd.Element) -> None:
    if text_of(element):
        assert reworded(element, text_of(element)) == element


@given(ELEMENTS, st.sampled_from(["A", "A B"]))
def test_markup_around_words_that_stay_is_kept(element: nd.Element, more: str) -> None:
    if text_of(element):
        after = reworded(element, f"{text_of(element)} {more}")
        assert sum(1 for _ in walk(after)) == sum(1 for _ in walk(element))
