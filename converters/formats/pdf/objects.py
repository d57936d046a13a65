"""PDF objects as bytes, in the slots that reportlab has for them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFStream

LEVEL = 3
"""How hard streams are compressed: two thirds of the time of zlib's usual level 6, for files 7 % larger."""
_ESCAPES = {"\\": "\\\\", "(": "\\(", ")": "\\)"}
_TO_ESCAPE = re.compile(r"[\\()]")
_BYTES_TO_ESCAPE = re.compile(rb"[\\()\r\n]")
_BYTE_ESCAPES = {b"\\": rb"\\", b"(": rb"\(", b")": rb"\)", b"\r": rb"\r", b"\n": rb"\n"}


def text_string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): plain where it is printable ASCII, else UTF-16 with its mark, in hex."""
    if text.isascii() and text.isprintable():
        return f"({_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def byte_string(data: bytes) -> bytes:
    """A byte string (7.9.2.4), such as an element's identifier."""
    return b"(" + _BYTES_TO_ESCAPE.sub(lambda found: _BYTE_ESCAPES[found[0]], data) + b")"


def number(value: float) -> str:
    """A number with at most three decimals, as short as can be."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class Raw(PDFObject):
    """An indirect object whose bytes are asked for when the file is put together, when all numbers are known."""

    __RefOnly__ = 1

    def __init__(self, compose: Callable[[], bytes]) -> None:
        self.compose = compose

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the object."""
        return self.compose()


class Stream(PDFStream):
    """A stream with the line end before `endstream` that PDF/A asks (ISO 19005-3, 6.1.7.1) and reportlab omits.

    `entries` are those of its dictionary but for filter and length; content that is not to be compressed, or has been,
    brings its own filter.
    """

    def __init__(self, content: bytes, entries: str = "", *, compress: bool = True) -> None:
        super().__init__(content=content)
        if compress:
            content = zlib.compress(content, LEVEL)
            entries += " /Filter /FlateDecode"
        self._written = b"<< %s /Length %d >>\nstream\n%s\nendstream\n" % (entries.encode(), len(content), content)

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the stream object."""
        return self._written


def raw(text: str) -> Raw:
    """An indirect object whose text is known."""
    return Raw(text.encode)


def add(document: PDFDocument, item: PDFObject) -> int:
    """Make an object one of the file's own; its number is given back.

    What reportlab's `Reference` does for an object that is new, of which a structure tree has hundreds.
    """
    count: int = document.objectcounter + 1
    name = f"R{count}"
    document.objectcounter = count
    document.idToObjectNumberAndVersion[name] = (count, 0)
    document.numberToId[count] = name
    document.idToObject[name] = item
    item.__InternalName__ = name  # type: ignore[attr-defined]
    return count


def reference(object_number: int) -> str:
    """How another object names it."""
    return f"{object_number} 0 R"
