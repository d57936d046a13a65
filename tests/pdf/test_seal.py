"""The seal of a file tells whether a byte of it was changed since it was written."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import seal, writer
from converters.formats.pdf.reader import read, read_compared
from converters.formats.pdf.validator import validate
from converters.model.codec import encode
from converters.model.document import Document, Source
from converters.model.nodes import Paragraph
from converters.report import Report
from tests.pdf.strangers import opened, saved

DOCUMENT = Document(
    body=(Paragraph(id="p1", content=("The vote was held in june.",)),),
    source=Source.of_text(b"the source", "ascii", "text/plain"),
)
OTHER = Document(body=(Paragraph(id="p1", content=("The vote was put off.",)),))


def written(document: Document = DOCUMENT) -> bytes:
    return writer.write(document, WriteOptions(), Report())


FILE = written()


def test_a_file_has_its_seal_as_it_is_written() -> None:
    assert seal.is_whole(FILE)


def test_the_seal_is_the_identifier_of_the_file() -> None:
    with opened(FILE) as pdf:
        first, second = (bytes(part) for part in pdf.trailer.ID)
    assert first == second
    assert len(first) == 16


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_file_in_which_any_byte_is_another_has_no_seal(at: int, difference: int) -> None:
    changed = bytearray(FILE)
    changed[at] ^= difference
    assert not seal.is_whole(bytes(changed))


@pytest.mark.parametrize("more", [b"\n", b"%", b"startxref\n9\n%%EOF\n"])
def test_a_file_with_more_at_its_end_or_beginning_has_no_seal(more: bytes) -> None:
    assert not seal.is_whole(FILE + more)
    assert not seal.is_whole(more + FILE)


@pytest.mark.parametrize("length", [0, 1, 20, 60, len(FILE) // 2, len(FILE) - 1])
def test_a_file_that_was_cut_off_has_no_seal(length: int) -> None:
    assert not seal.is_whole(FILE[:length])


def test_what_another_program_saved_again_has_no_seal_and_is_compared() -> None:
    with opened(FILE) as pdf:
        again = saved(pdf)
    report = Report()
    assert not seal.is_whole(again)
    assert read(again, ReadOptions(), report) == DOCUMENT
    assert [message.text for message in report.messages] == ["the PDF carries its document, and its pages say the same"]


def test_an_identifier_that_is_no_digest_is_no_seal() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        assert not seal.is_whole(saved(pdf))


# --- whoever means to deceive can seal what he likes ---


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A file with its seal that carries another document than it shows."""
    monkeypatch.setattr(writer, "encode", lambda document: encode(OTHER))
    return written()


def test_the_pages_of_a_sealed_file_can_be_asked_all_the_same(lying: bytes) -> None:
    assert seal.is_whole(lying)
    assert read_compared(lying, Report()).body == DOCUMENT.body


def test_the_validator_finds_a_carried_document_that_the_pages_do_not_say(lying: bytes) -> None:
    report = Report()
    validate(lying, report)
    found = [message.text for message in report.at("error") if message.code == "disagrees"]
    assert found
    assert "put off" in found[0]
