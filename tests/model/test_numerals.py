"""Numbers as letters and as Roman figures."""

from __future__ import annotations

import pytest

from converters.model.numerals import in_letters, roman


@pytest.mark.parametrize(
    ("number", "figures"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (90, "xc"), (444, "cdxliv"), (1994, "mcmxciv")],
)
def test_roman_figures_count_as_the_romans_did(number: int, figures: str) -> None:
    assert roman(number) == figures


@pytest.mark.parametrize(("number", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")])
def test_letters_go_on_with_two_after_z(number: int, letters: str) -> None:
    assert in_letters(number) == letters
