"""The zip file: plain, ordered, without a clock."""

from __future__ import annotations

import io
import time
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from converters.formats.docx import parts
from converters.formats.docx.writing.package import assemble, begin, deflate, finish
from converters.model import nodes as nd
from converters.model.document import Document
from tests.docx.helpers import written
from tests.docx.telegram import TELEGRAM


@given(st.binary(max_size=5000), st.binary(max_size=5000))
def test_a_part_that_goes_on_from_a_prepared_beginning_is_whole(beginning: bytes, end: bytes) -> None:
    data = assemble([deflate("a.xml", end), finish("b.xml", begin(beginning), end)])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.read("a.xml") == end
        assert package.read("b.xml") == beginning + end


def test_the_parts_stand_in_their_order_with_the_same_date() -> None:
    with zipfile.ZipFile(io.BytesIO(written(TELEGRAM))) as package:
        names = package.namelist()
        assert names[: len(parts.ORDER)] == list(parts.ORDER)
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_the_same_picture_is_stored_once() -> None:
    with zipfile.ZipFile(io.BytesIO(written(TELEGRAM))) as package:
        assert [name for name in package.namelist() if "media" in name] == ["word/media/image1.png"]


def test_the_cost_of_a_paragraph_does_not_grow_with_their_number() -> None:
    short, long = (seconds(document_of(count)) for count in (1000, 10_000))
    assert long < 20 * short


def document_of(count: int) -> Document:
    place = nd.Name(type="place", content=("Exampleville",))
    return Document(body=tuple(nd.Paragraph(id=f"p{n}", content=("In ", place, f" {n}.")) for n in range(count)))


def seconds(document: Document) -> float:
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        written(document)
        times.append(time.process_time() - start)
    return min(times)
