"""What the fonts of other programs say of their codes: the text and the width of each (ISO 32000-1, 9.6, 9.7, 9.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from converters.formats.pdf.font_reading import UNKNOWN, font_of


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """A file to make streams in."""
    with pikepdf.new() as made:
        yield made


def simple(**entries: Any) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **entries)


def composite(descendant: dict[str, Any] | None = None, **entries: Any) -> Dictionary:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Invented, **(descendant or {}))
    return Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([inner]), **entries)


ENCODINGS: dict[str, tuple[Any, bytes, str]] = {
    "of Windows": (Name.WinAnsiEncoding, b"\x93caf\xe9\x94", "“café”"),
    "of old Macs": (Name.MacRomanEncoding, b"caf\x8e", "café"),
    "of Macs with differences from it": (
        Dictionary(BaseEncoding=Name.MacRomanEncoding, Differences=[65, Name.Aring]),
        b"A\x8e",
        "Åé",
    ),
    "of several stretches": (
        Dictionary(Differences=[1, Name.fi, Name.eacute, 65, Name.alpha]),
        b"\x01\x02AB",
        "fiéαB",
    ),
    "with the name of a code point": (Dictionary(Differences=[1, Name("/uni0416")]), b"\x01", "Ж"),
    "with a name that says nothing": (Dictionary(Differences=[1, Name("/g17")]), b"\x01", UNKNOWN),
}


@pytest.mark.parametrize(("encoding", "shown", "text"), ENCODINGS.values(), ids=ENCODINGS)
def test_a_simple_font_says_its_text_by_its_encoding(encoding: Any, shown: bytes, text: str) -> None:
    assert font_of(simple(Encoding=encoding)).read(shown)[0] == text


TABLES = {
    "of characters": (b"2 beginbfchar <0001> <0041> <0002> <0042> endbfchar", "AB\ufffd"),
    "of a range": (b"1 beginbfrange <0001> <0003> <0061> endbfrange", "abc"),
    "of a range with a text for each code": (
        b"1 beginbfrange <0001> <0002> [<00660069> <0078>] endbfrange",
        "fix\ufffd",
    ),
    "of a range with fewer texts than codes": (b"1 beginbfrange <0001> <0003> [<0078>] endbfrange", "x\ufffd\ufffd"),
    "of a range that ends before it begins": (b"1 beginbfrange <0003> <0001> <0061> endbfrange", "\ufffd\ufffd\ufffd"),
    "of a range to no text": (b"1 beginbfrange <0001> <0003> <> endbfrange", "\ufffd\ufffd\ufffd"),
    "of a character outside the basic plane": (b"1 beginbfchar <0001> <D83DDE00> endbfchar", "😀\ufffd\ufffd"),
    "of two sections": (
        b"1 beginbfchar <0001> <0041> endbfchar 1 beginbfrange <0002> <0003> <0061> endbfrange",
        "Aab",
    ),
    "with brackets that were never opened": (b"1 beginbfrange ] <0001> <0003> <0061> endbfrange", "abc"),
    "with an array where a code should be": (b"1 beginbfchar [<0001>] <0041> endbfchar", "\ufffd\ufffd\ufffd"),
    "with an array where a range should begin": (
        b"1 beginbfrange [<0001>] <0003> <0061> endbfrange",
        "\ufffd\ufffd\ufffd",
    ),
    "with a digit lost": (b"1 beginbfchar <0001> <004> endbfchar", "@\ufffd\ufffd"),
}
"""Tables of Unicode, and what they make of the codes 1, 2 and 3."""


@pytest.mark.parametrize(("table", "text"), TABLES.values(), ids=TABLES)
def test_a_table_of_unicode_says_what_the_codes_stand_for(pdf: pikepdf.Pdf, table: bytes, text: str) -> None:
    space = b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    font = font_of(composite(ToUnicode=pdf.make_stream(space + table)))
    assert font.read(b"\0\1\0\2\0\3")[0] == text


def test_codes_are_as_long_as_the_table_says(pdf: pikepdf.Pdf) -> None:
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <0058> endbfchar"
    assert font_of(composite(ToUnicode=pdf.make_stream(table))).read(b"AA") == ("XX", 2000.0, 2)


def test_a_table_of_unicode_comes_before_the_encoding_of_a_simple_font(pdf: pikepdf.Pdf) -> None:
    table = pdf.make_stream(b"1 beginbfchar <41> <0058> endbfchar")
    assert font_of(simple(Encoding=Name.WinAnsiEncoding, ToUnicode=table)).read(b"AB")[0] == "XB"


def test_codes_that_are_characters_by_themselves_need_no_table() -> None:
    shown = "茶会".encode("utf-16-be")
    assert font_of(composite(Encoding=Name("/UniJIS-UCS2-H"))).read(shown)[0] == "茶会"
    assert font_of(composite(Encoding=Name("/Identity-H"))).read(shown)[0] == UNKNOWN * 2


WIDTHS = {
    "none": ([], [777, 777, 777]),
    "one by one": ([1, [100, 200]], [100, 200, 777]),
    "the same for a range": ([1, 2, 300], [300, 300, 777]),
    "both": ([1, 1, 100, 2, [200, 300]], [100, 200, 300]),
    "a list that begins nowhere": ([[100, 200], 3, [300]], [777, 777, 300]),
    "a range without its width": ([1, 2], [777, 777, 777]),
}


@pytest.mark.parametrize(("entries", "widths"), WIDTHS.values(), ids=WIDTHS)
def test_glyphs_of_a_composite_font_are_as_wide_as_their_table_says(entries: list[Any], widths: list[int]) -> None:
    table = Array([Array(one) if isinstance(one, list) else one for one in entries])
    font = font_of(composite({"W": table, "DW": 777}))
    assert [font.read(bytes([0, code]))[1] for code in (1, 2, 3)] == widths


@pytest.mark.parametrize(
    "section", [b"1 begincidchar <0041> 1 endcidchar", b"1 begincidrange <0041> <0041> 1 endcidrange"]
)
def test_an_encoding_that_the_file_holds_says_whose_width_is_meant(pdf: pikepdf.Pdf, section: bytes) -> None:
    font = font_of(composite({"W": Array([1, Array([250])])}, Encoding=pdf.make_stream(section)))
    assert [font.read(shown)[1] for shown in (b"\0A", b"\0\1")] == [250, 1000]


def test_characters_of_a_simple_font_are_as_wide_as_their_list_says() -> None:
    font = font_of(simple(FirstChar=65, Widths=[600, 700]))
    assert font.read(b"AB")[1] == 1300


LOOKS = {
    "a plain name": ({"BaseFont": Name("/Invented")}, (False, False)),
    "a name that says bold": ({"BaseFont": Name("/Invented-Bold")}, (True, False)),
    "a name that says oblique": ({"BaseFont": Name("/Invented-Oblique")}, (False, True)),
    "a weight": ({"FontDescriptor": Dictionary(FontWeight=700)}, (True, False)),
    "flags": ({"FontDescriptor": Dictionary(Flags=(1 << 6) | (1 << 18))}, (True, True)),
}


@pytest.mark.parametrize(("entries", "look"), LOOKS.values(), ids=LOOKS)
def test_the_look_of_a_font_is_known_by_its_name_its_weight_or_its_flags(
    entries: dict[str, Any], look: tuple[bool, bool]
) -> None:
    font = font_of(Dictionary(Type=Name.Font, Subtype=Name.TrueType, **entries))
    assert (font.bold, font.italic) == look


def test_a_damaged_font_is_read_as_latin() -> None:
    assert font_of(Dictionary(Type=Name.Font, Subtype=Name.Type0)).read(b"caf\xe9")[0] == "café"
