"""A document as JSON, and back. JSON is the model: there is nothing that it leaves out."""

from __future__ import annotations

import msgspec

from converters.model.document import MODEL_VERSION, Document

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Document)


class CodecError(ValueError):
    """JSON that is not a document of this version; the message says where (as a JSON path) and why."""


class _Version(msgspec.Struct):
    version: str = "none"


def encode(document: Document) -> bytes:
    """The document as compact UTF-8 JSON. Equal documents with equal order of attributes give equal bytes."""
    return _encoder.encode(document)


def decode(data: bytes | str) -> Document:
    """The document in JSON. Raises CodecError where it is not JSON, not of this model's version or not normal."""
    try:
        version = msgspec.json.decode(data, type=_Version).version
        if version != MODEL_VERSION:
            raise CodecError(f"it says version {version!r} of the model; this program reads {MODEL_VERSION!r}")
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CodecError(str(error)) from error
