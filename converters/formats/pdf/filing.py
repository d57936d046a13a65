"""The objects of a file: those that are no streams packed into one, streams, and what takes them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from reportlab.pdfbase.pdfdoc import PDFDictionary

_QUICK, _HARD = 1, 9
"""How hard streams are compressed (zlib's level): what is in one file only quickly, what many files share hard."""

Packed = tuple[int, str]
"""An object that is no stream: its number, and its bytes as ISO 8859-1."""


class Objects(Protocol):
    """What takes the objects of a file, each when it is known."""

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers, of objects that are put in their place later."""

    def put(self, number: int, text: str) -> None:
        """Put an object in its place; its text stands for bytes as ISO 8859-1."""

    def put_all(self, objects: Sequence[Packed]) -> None:
        """Put objects in their places."""

    def add(self, text: str) -> int:
        """A new object; its number is given back."""

    def add_stream(self, written: bytes) -> int:
        """A new stream, as `stream` made it; its number is given back."""

    def put_stream(self, number: int, written: bytes) -> None:
        """Put a stream in its place, as `stream` made it."""


def dictionary(entries: Mapping[str, str]) -> str:
    """A dictionary of the file itself, as reportlab writes it, in the order of its names."""
    return PDFDictionary(dict(entries)).format(None).decode("latin-1")


def object_stream(part: Sequence[Packed]) -> bytes:
    """Objects that are no streams, packed into one (7.5.7)."""
    starts = accumulate((len(text) + 1 for _, text in part), initial=0)
    head = " ".join([f"{number} {start}" for (number, _), start in zip(part, starts, strict=False)])
    body = "\n".join([text for _, text in part])
    return stream(f"{head}\n{body}".encode("latin-1"), f"/Type /ObjStm /N {len(part)} /First {len(head) + 1}")


def stream(content: bytes, entries: str = "", *, compress: bool = True, shared: bool = False) -> bytes:
    """A stream object, with the line end before `endstream` that PDF/A asks (ISO 19005-3, 6.1.7.1).

    `entries` are those of its dictionary but for filter and length; content that is not to be compressed, or has been,
    brings its own filter. `shared`: it is made once, for many files.
    """
    if compress:
        content = zlib.compress(content, _HARD if shared else _QUICK)
        entries += " /Filter /FlateDecode"
    return b"<< %b /Length %d >>\nstream\n%b\nendstream\n" % (entries.encode("ascii"), len(content), content)
