"""The original, byte by byte."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.model.document import Source, newline_style


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@given(text=st.text(st.characters(max_codepoint=0x7F)))
def test_the_bytes_of_a_text_come_back(encoding: str, text: str) -> None:
    original = text.encode(encoding)
    source = Source.of_text(original, encoding, "text/plain")
    assert source.original() == original
    assert source.sha256 == hashlib.sha256(original).hexdigest()


def test_a_byte_order_mark_is_kept() -> None:
    original = b"\xef\xbb\xbfVZCZC\r\n"
    source = Source.of_text(original, "utf-8", "text/plain")
    assert source.original() == original
    assert source.newline == "crlf"


@given(st.binary())
def test_other_bytes_come_back(original: bytes) -> None:
    assert Source.of_bytes(original, "application/octet-stream").original() == original


def test_bytes_in_another_encoding_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        Source.of_text(b"\xff", "utf-8", "text/plain")


@pytest.mark.parametrize(
    ("text", "style"),
    [("", "none"), ("a\nb", "lf"), ("a\r\nb", "crlf"), ("a\rb", "cr"), ("a\r\nb\n", "mixed"), ("a\r\nb\r", "mixed")],
)
def test_line_ends_are_told(text: str, style: str) -> None:
    assert newline_style(text) == style


def test_an_original_is_whole_as_long_as_it_has_its_checksum() -> None:
    source = Source.of_text(b"CONFIDENTIAL", "utf-8", "text/plain")
    assert source.is_whole()
    assert not msgspec.structs.replace(source, text="UNCLASSIFIED").is_whole()
