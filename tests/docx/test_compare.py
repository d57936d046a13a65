"""Which nodes say the same on a page, whatever another program changed when it saved the file."""

from __future__ import annotations

from converters.formats.docx.reading.compare import key_of
from converters.model import nodes as nd


def test_a_choice_says_what_stood_there_and_what_is_proposed() -> None:
    choice = nd.Choice(original=("15.",), proposed=("5.",))
    assert key_of(choice) != key_of(nd.Choice(original=("16.",), proposed=("5.",)))
    assert key_of(choice) != key_of(nd.Choice(original=("15.",), proposed=("6.",)))


def test_a_choice_says_the_same_without_the_markup_of_what_stood_there() -> None:
    marked = nd.Choice(original=(nd.Emphasis(style="bold", content=("15.",)),), proposed=("5.",))
    assert key_of(marked) == key_of(nd.Choice(original=("15.",), proposed=("5.",)))


def test_blanks_mean_something_in_preformatted_text_alone() -> None:
    assert key_of(nd.Preformatted(content=("a  b",))) != key_of(nd.Preformatted(content=("a b",)))
    assert key_of(nd.Preformatted(content=("a b",))) != key_of(nd.Paragraph(content=("a b",)))
    assert key_of(nd.Preformatted(content=("a\nb",))) == key_of(nd.Preformatted(content=("a b",)))


def test_a_picture_says_its_target_and_its_words() -> None:
    assert key_of(nd.Image(target="a", alt="")) == key_of(nd.Image(target="a"))
    assert key_of(nd.Image(target="a")) != key_of(nd.Image(target="a", alt="b"))
    assert key_of(nd.Image(target="a")) != key_of(nd.Image(target="b"))
