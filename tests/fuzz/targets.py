"""What is fuzzed: each reader with the examples as its corpus, and what must hold of whatever it is given."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

import msgspec
import pikepdf

from converters import pipeline
from converters.errors import DragomanError
from converters.formats import registry
from converters.formats.tei.writer import is_foreign
from converters.model.document import Document
from converters.report import Report
from tests.corpora import example_files
from tests.docx.foreign_samples import SAMPLES
from tests.fuzz.mutations import (
    Within,
    packed,
    unpacked,
    within_json,
    within_lines,
    within_package,
    within_words,
    within_xml,
)

WRITTEN = ("json", "tei", "docx", "pdf")
WRITTEN_ONCE_IN = 64
"""Of so many documents that are read, one is written in each format and read back."""


class Target(NamedTuple):
    """A reader: the format that is named to it (None: detected), its corpus, how a file of it is taken apart."""

    format: str | None
    corpus: Callable[[], list[bytes]]
    within: Within | None = None


def check(format: str | None, data: bytes) -> None:
    """Read bytes: that gives a document that comes back the same, or an error in one line."""
    for document in _documents(format, data):
        _comes_back(document, zlib.crc32(data))


def _documents(format: str | None, data: bytes) -> list[Document]:
    try:
        if format is not None:
            return [pipeline.read_bytes(data, format=format, name="fuzzed")]
        chosen = registry.detect(data, "fuzzed", Report())
        records = chosen.records(data)
        pieces = [data] if records is None else [*records]
        return [pipeline.read_bytes(piece, format=chosen.name, name="fuzzed") for piece in pieces[:20]]
    except DragomanError as error:
        told = str(error)
    assert told
    assert "\n" not in told
    return []


def _comes_back(document: Document, drawn: int) -> None:
    for format in ("json",) if drawn % WRITTEN_ONCE_IN else WRITTEN:
        again = pipeline.read_bytes(pipeline.write_bytes(document, format), format=format)
        if format == "tei" and is_foreign(document):
            again = msgspec.structs.replace(again, source=document.source)  # TEI of others carries no original
        assert again == document, format


def _telegrams() -> list[bytes]:
    return [file.read_bytes() for file in example_files() if file.suffix == ".txt"]


def _written(format: str) -> list[bytes]:
    return [pipeline.write_bytes(pipeline.read(file), format) for file in example_files()]


def _strangers_tei() -> list[bytes]:
    """Editions without the stamp and the carried original, as others write them."""
    bare = [pipeline.write_bytes(pipeline.read(file), "tei", source=False) for file in example_files()]
    return [*_written("tei"), *(data.replace(b'ident="dragoman"', b'ident="other"') for data in bare)]


def _stored_packages() -> list[bytes]:
    return [packed(unpacked(data)) for data in _written("docx")]


def _packages_of_others() -> list[bytes]:
    return [packed(unpacked(data)) for data in SAMPLES.values()]


def _plain_pdfs() -> list[bytes]:
    """PDFs with nothing compressed, so that a changed byte is a changed word."""
    return [_uncompressed(data) for data in _written("pdf")]


def _uncompressed(data: bytes) -> bytes:
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(
            plain,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            static_id=True,
        )
    return plain.getvalue()


def _any_file() -> list[bytes]:
    telegrams = _telegrams()
    table = b'"1","12/28/1966 18:48","66EXAMPLEVILLE1","Embassy Exampleville","CONFIDENTIAL","","FM A","1. Text."\n'
    page = b"<html><body><pre>" + telegrams[0].replace(b"&", b"&amp;") + b"</pre></body></html>"
    return [*telegrams, b"\nNNNN\n".join(telegrams), table * 2, page, *_written("json"), *_written("tei")]


TARGETS: dict[str, Target] = {
    "cable": Target("cable", _telegrams, within_lines),
    "tei": Target("tei", _strangers_tei, within_xml),
    "json": Target("json", lambda: _written("json"), within_json),
    "docx": Target("docx", lambda: [*_stored_packages(), *_packages_of_others()], within_package),
    "edited": Target("docx", _stored_packages, within_words),
    "pdf": Target("pdf", _plain_pdfs),
    "any": Target(None, _any_file, within_lines),
}
"""What can be fuzzed, by name."""
