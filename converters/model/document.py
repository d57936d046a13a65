"""The document: metadata, text in three parts, and the source it was read from."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from converters.model import normal
from converters.model.metadata import Metadata
from converters.model.node import Node
from converters.model.nodes import Blocks

ModelVersion = Literal["1.0"]
MODEL_VERSION: ModelVersion = "1.0"


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The original, whole: either as text with its encoding, or as bytes.

    `text` is decoded with nothing else changed: `text.encode(encoding)` are the original bytes, a byte-order mark and
    line ends included. `newline` only tells which line ends there are. `sha256` is of the original bytes, in hex.
    """

    media_type: str
    sha256: str
    text: str | None = None
    encoding: str | None = None
    newline: Literal["lf", "crlf", "cr", "mixed", "none"] | None = None
    data: bytes | None = None

    def __post_init__(self) -> None:
        try:
            self.original()
        except (LookupError, UnicodeError) as error:
            raise normal.NotNormal(f"source: the text cannot be said in {self.encoding!r}: {error}") from error

    @classmethod
    def of_text(cls, original: bytes, encoding: str, media_type: str) -> Source:
        """The source of a text file. Raises UnicodeDecodeError where the bytes are not in that encoding."""
        text = original.decode(encoding)
        return cls(
            media_type=media_type,
            sha256=hashlib.sha256(original).hexdigest(),
            text=text,
            encoding=encoding,
            newline=newline_style(text),
        )

    @classmethod
    def of_bytes(cls, original: bytes, media_type: str) -> Source:
        """The source of a file that is not text."""
        return cls(media_type=media_type, sha256=hashlib.sha256(original).hexdigest(), data=original)

    def original(self) -> bytes:
        """The original bytes."""
        if self.data is not None:
            return self.data
        return (self.text or "").encode(self.encoding or "utf-8")

    def is_whole(self) -> bool:
        """Whether the original still has its checksum."""
        return hashlib.sha256(self.original()).hexdigest() == self.sha256


class Document(Node, frozen=True, kw_only=True, gc=False, tag="document"):
    """One record. Its parts are in the normal form that `converters.model.normal` checks at construction."""

    version: ModelVersion = msgspec.field(default_factory=lambda: MODEL_VERSION)
    metadata: Metadata = Metadata()
    front: Blocks = ()
    body: Blocks = ()
    back: Blocks = ()
    source: Source | None = None

    def __post_init__(self) -> None:
        normal.check(self)


def newline_style(text: str) -> Literal["lf", "crlf", "cr", "mixed", "none"]:
    """Which line ends a text has."""
    crlf = text.count("\r\n")
    found = {"crlf": crlf, "cr": text.count("\r") - crlf, "lf": text.count("\n") - crlf}
    styles: list[Literal["lf", "crlf", "cr"]] = [style for style in ("lf", "crlf", "cr") if found[style]]
    if not styles:
        return "none"
    return styles[0] if len(styles) == 1 else "mixed"
