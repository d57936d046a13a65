"""Two sequences side by side: as `difflib` aligns them where that is quick, and never for long."""

from __future__ import annotations

import difflib
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.model.alignment import Aligned

FEW = st.lists(st.sampled_from("abc"), max_size=30)


@given(FEW, FEW)
def test_what_is_equal_is_equal_and_all_is_there_once(was: list[str], now: list[str]) -> None:
    _is_sound(was, now)


def _is_sound(was: Sequence[str], now: Sequence[str]) -> None:
    end = begin = 0
    for tag, i1, i2, j1, j2 in Aligned(was, now).get_opcodes():
        assert (i1, j1) == (end, begin)
        assert (tag == "equal") == (was[i1:i2] == now[j1:j2])
        end, begin = i2, j2
    assert (end, begin) == (len(was), len(now))


def test_words_of_ordinary_paragraphs_are_aligned_no_worse_than_by_difflib() -> None:
    draw = random.Random(1)  # noqa: S311
    for _ in range(100):
        was = [draw.choice(("of", "the", "a", *map(str, range(80)))) for _ in range(200)]
        now = [word if draw.random() < 0.9 else "new" for word in was if draw.random() < 0.97]
        assert Aligned(was, now).ratio() >= difflib.SequenceMatcher(None, was, now, autojunk=False).ratio()


@pytest.mark.parametrize("changed", ["every third", "all but the ends", "in reverse"])
def test_long_sequences_of_few_words_take_no_time_to_speak_of(changed: str) -> None:
    """`difflib` would take hours for these."""
    was = ["a", "b", "a"] * 10_000
    now = {
        "every third": ["a", "c", "a"] * 10_000,
        "all but the ends": ["a", *"b" * 20_000, "a"],
        "in reverse": ["b", *reversed(was)],
    }
    _is_sound(was, now[changed])


def test_a_rare_word_is_found_among_many_of_one_kind() -> None:
    was = ["."] * 5000 + ["here"] + ["."] * 5000
    now = ["new", *["."] * 4000, "here", *["."] * 6000, "new"]
    blocks = Aligned(was, now).get_matching_blocks()
    assert any(block.a <= 5000 < block.a + block.size and block.a - block.b == 999 for block in blocks)
