"""A document as JSON, and back. JSON is the model: there is nothing that it leaves out."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from converters.model.document import MODEL_VERSION, Document


class CodecError(ValueError):
    """JSON that is not a document of this version; the message says where (as a JSON path) and why."""


class _Version(msgspec.Struct):
    version: str = "none"


_encoder = msgspec.json.Encoder()
_documents = msgspec.json.Decoder(Document)
_versions = msgspec.json.Decoder(_Version)
_anything = msgspec.json.Decoder()
_OF_THIS_VERSION = re.compile(
    rb'\{"kind":"document"(?:,"(?:id|lang)":"[^"\\]*")*,"version":"%s"[,}]' % re.escape(MODEL_VERSION.encode())
)
"""How the JSON begins that `encode` makes; of other JSON the version is looked for in a reading of its own."""
ReadT = TypeVar("ReadT")


def encode(document: Document) -> bytes:
    """The document as compact UTF-8 JSON. Equal documents with equal order of attributes give equal bytes."""
    return _encoder.encode(document)


def decode(data: bytes | str) -> Document:
    """The document in JSON. Raises CodecError where it is not JSON, not of this model's version or not normal."""
    text = data.encode(errors="surrogatepass") if isinstance(data, str) else data
    if not _OF_THIS_VERSION.match(text):
        version = _read(text, _versions).version
        if version != MODEL_VERSION:
            raise CodecError(f"it says version {version!r} of the model; this program reads {MODEL_VERSION!r}")
    return _read(text, _documents)


def parsed(data: bytes) -> Any:
    """What JSON says, whatever that is. Raises CodecError where it is not JSON."""
    return _read(data, _anything)


def _read(data: bytes, decoder: msgspec.json.Decoder[ReadT]) -> ReadT:
    try:
        return decoder.decode(data)
    except UnicodeDecodeError as error:
        raise CodecError(f"JSON is malformed: not UTF-8 (byte {_first_not_utf8(data)})") from error
    except msgspec.DecodeError as error:
        raise CodecError(str(error)) from error


def _first_not_utf8(data: bytes) -> int:
    """The error of a decoder counts within one string, so the whole is looked at."""
    try:
        return len(data.decode())
    except UnicodeDecodeError as error:
        return error.start
