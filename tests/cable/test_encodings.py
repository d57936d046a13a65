"""A record reads the same in whatever encoding it was saved, and its bytes come back."""

from __future__ import annotations

import pytest

from converters import pipeline
from converters.errors import InputError
from converters.report import Report
from tests.corpora import ROOT

TEXT = (ROOT / "examples/telegram-two-sections.txt").read_text("utf-8").replace("¶", "")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_read_does_not_hang_on_the_encoding(encoding: str) -> None:
    plain, other = (pipeline.read_bytes(TEXT.encode(one), name="a.txt") for one in ("utf-8", encoding))
    assert [one.text for one in other.metadata.titles] == [one.text for one in plain.metadata.titles]
    assert [one.to.name for one in other.metadata.deliveries] == [one.to.name for one in plain.metadata.deliveries]
    assert len(other.body) == len(plain.body)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("format", ["tei", "json", "docx", "pdf"])
def test_the_bytes_come_back_from_every_format(encoding: str, format: str) -> None:
    data = TEXT.encode(encoding)
    written = pipeline.write_bytes(pipeline.read_bytes(data, name="a.txt"), format)
    source = pipeline.read_bytes(written, format=format).source
    assert source is not None
    assert source.original() == data


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\xd8\x00\xd8", b"\xff\xfeA\x00\x00\x00"])
def test_what_begins_as_utf_16_and_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"UTF-16|zero characters"):
        pipeline.read_bytes(data, format="cable")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_a_guess_that_is_told(encoding: str) -> None:
    report = Report()
    pipeline.read_bytes(TEXT.encode(encoding), name="a.txt", report=report)
    assert f"read as {encoding}, which may be wrong" in str(next(report.at("warning")))


@pytest.mark.parametrize("data", [b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \r\n".encode("utf-16-be")])
@pytest.mark.parametrize("format", ["cable", None])
def test_a_file_of_blanks_or_of_a_mark_alone_holds_no_record(data: bytes, format: str | None) -> None:
    with pytest.raises(InputError, match="holds nothing but blanks"):
        pipeline.read_bytes(data, name="a.txt", format=format)


@pytest.mark.parametrize("data", [b"A\0B", bytes(range(256)), b"A\0B\0C\0\0D"])
def test_bytes_with_some_zeros_are_no_text(data: bytes) -> None:
    with pytest.raises(InputError, match="is not plain text: it holds zero bytes"):
        pipeline.read_bytes(data, format="cable")
