"""Lines: where they end, what they hold, and in which order words of other directions stand in them."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import pairwise
from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.formats.pdf import bidi
from converters.formats.pdf.divided import cut, head, parts_of
from converters.formats.pdf.hyphenation import divisions
from converters.formats.pdf.lines import break_lines, place
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.tags import Slot, Tree
from converters.formats.pdf.theme import Style
from converters.formats.pdf.token import BLANK, Token
from converters.formats.pdf.tokens import tokenise
from tests.pdf.records import words


def tokens_of(text: str, preserve: bool = False) -> list[Token]:
    slot = Slot(Tree().root, "Span")
    return tokenise([Text(text, Style(), slot)], preserve, lambda char, slot: None)


def said(tokens: list[Token]) -> str:
    return "".join(token.actual or (token.glyphs.text if token.glyphs is not None else "") for token in tokens)


@given(
    st.text(st.sampled_from("abc -/\t\n\u00a0é\u200bשअ\U0001f600"), max_size=80), st.booleans(), st.integers(20, 200)
)
def test_lines_hold_the_whole_text_in_order(text: str, justify: bool, width: int) -> None:
    lines = list(break_lines(tokens_of(text), width, width, justify))
    assert "".join(map(said, lines)) == text


@given(st.text(st.sampled_from("abcdefg -/"), min_size=1, max_size=300), st.integers(30, 200))
def test_no_line_is_wider_than_its_frame_but_for_what_blanks_can_give(text: str, width: int) -> None:
    lines = list(break_lines(tokens_of(text), width, width, justify=True))
    for number, line in enumerate(lines):
        placed = place(line, width, "justify", 0, last=number == len(lines) - 1)
        assert placed.width <= width + 0.01


@pytest.mark.parametrize("letters", ["m", "il", "ab-", "a\u0301b", "\u05d0\u05d1"])
def test_a_word_that_no_line_has_room_for_is_cut_into_lines_that_are_full(letters: str) -> None:
    word = letters * 3000
    lines = list(break_lines(tokens_of(word), 300, 300, justify=False))
    assert "".join(map(said, lines)) == word
    widths = [sum(token.width for token in line) for line in lines]
    assert max(widths) <= 300
    assert min(widths[:-1]) > 150


class Sliced(str):
    """A text that counts the characters of all that is taken out of it."""

    taken = 0

    def __getitem__(self, place: SupportsIndex | slice) -> str:
        found = super().__getitem__(place)
        Sliced.taken += len(found)
        return found


def test_a_long_word_is_cut_with_few_looks_at_each_of_its_letters() -> None:
    (token,) = tokens_of("abc" * 20_000)
    assert token.glyphs is not None
    word = Sliced(token.glyphs.text)
    token.glyphs = replace(token.glyphs, text=word)
    assert "".join(map(said, ([part] for part in cut(token, 300.0)))) == word
    assert Sliced.taken < 8 * len(word)


def test_words_that_were_set_leave_little_behind_however_long_they_are() -> None:
    tokens_of("abc" * 10_000)
    tracemalloc.start()
    try:
        for letters in ("def", "ghi", "jkl"):
            tokens_of(letters * 10_000)
        assert tracemalloc.get_traced_memory()[0] < 50_000
    finally:
        tracemalloc.stop()


def test_a_line_ends_in_a_real_blank_where_words_are_parted() -> None:
    lines = list(break_lines(tokens_of(words(3)), 200, 200, justify=True))
    assert len(lines) > 3
    assert all(line[-1].kind == BLANK for line in lines[:-1])


def test_the_whole_paragraph_decides_where_its_lines_end() -> None:
    lines = list(break_lines(tokens_of(words(6)), 380, 380, justify=True))
    loosest = max((380 - sum(token.width for token in line)) / len(line) for line in lines[:-1])
    assert loosest < 1.5


def test_stretches_of_blanks_are_drawn_as_one_and_stand_for_themselves() -> None:
    one, blank, two = tokens_of("one \n\t two")
    assert blank.width == pytest.approx(tokens_of("one two")[1].width)
    assert blank.actual == " \n\t "
    assert said([one, blank, two]) == "one \n\t two"


def test_preserved_tabs_go_on_to_the_next_column_of_eight() -> None:
    blank = tokens_of(" ", preserve=True)[0].width
    tab = next(token for token in tokens_of("abc\td", preserve=True) if token.actual == "\t")
    assert tab.width == pytest.approx(5 * blank)


def test_words_from_right_to_left_stand_in_visual_order() -> None:
    base, levels = bidi.levels("abc שלום עולם def")
    assert base == 0
    assert levels[:4] == [0, 0, 0, 0]
    assert levels[4:13] == [1] * 9
    assert bidi.visual_order([0, 1, 1, 1, 0]) == [0, 3, 2, 1, 4]
    assert bidi.visual_order([1, 1, 2, 1]) == [3, 2, 1, 0]


@given(st.text(max_size=40))
def test_every_text_has_a_level_for_each_character(text: str) -> None:
    _, levels = bidi.levels(text)
    assert len(levels) == len(text)
    assert sorted(bidi.visual_order(levels)) == list(range(len(text)))


@pytest.mark.parametrize(
    ("word", "language", "parts"),
    [
        ("consultations,", "en", "con-sulta-tions,"),
        ("Donaudampfschiff", "de-AT", "Do-nau-dampf-schiff"),
        ("KOSOVAR", "en", "KOSOVAR"),
        ("word", "en", "word"),
        ("consultations", "tlh", "consultations"),
        ("x8consultations", "en", "x8consultations"),
    ],
)
def test_words_are_divided_after_the_patterns_of_their_language(word: str, language: str, parts: str) -> None:
    places = (0, *divisions(word, language), len(word))
    assert "-".join(word[start:end] for start, end in pairwise(places)) == parts


def divided_lines(text: str, width: float) -> list[list[Token]]:
    tokens = tokens_of(text)
    return list(break_lines(tokens, width, width, True, lambda token: divisions(said([token]), "en")))


@given(st.lists(st.sampled_from(("international", "consultations", "of", "a", "delegation-", "representatives,"))))
def test_divided_words_are_whole_in_the_text_and_their_lines_fit(chosen: list[str]) -> None:
    text = " ".join(chosen)
    lines = divided_lines(text, 90.0)
    spoken = [token.actual if token.actual is not None else said([token]) for line in lines for token in line]
    assert "".join(spoken) == text
    for line in lines:
        assert place(line, 90.0, "left", 0, last=True).width <= 90.0 * 1.05


@pytest.mark.parametrize(
    "word", ["Tyranny", "AVARICIOUS", "worthy", "preyed", "Volatile", "privacy", "over-awed", "kW"]
)
def test_a_part_of_a_word_is_as_wide_as_was_reckoned_when_its_line_was_filled(word: str) -> None:
    (token,) = tokens_of(word)[:1]
    assert token.glyphs is not None
    places = tuple(range(1, len(token.glyphs.text)))
    reckoned = [width + hyphen for _, width, hyphen in parts_of(token, places)]
    assert reckoned == pytest.approx([head(token, place).width for place in places], abs=0.011)


def test_words_are_divided_only_where_lines_would_be_loose() -> None:
    text = words(3)
    narrow, wide = divided_lines(text, 130.0), divided_lines(text, 2000.0)
    assert any(line[-1].actual for line in narrow[:-1])
    assert not any(token.actual for line in wide for token in line)
