"""The file itself: its objects, those that are no streams packed into object streams, and its cross-references.

The structure tree of a record has more objects than the rest of it; in object streams (ISO 32000-1, 7.5.7, PDF 1.5)
they take a tenth of the room. reportlab keeps the numbers and the catalogue; all other objects are text that is put in
its place as it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Protocol

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
from reportlab.pdfbase.pdfdoc import format as format_object

from converters.formats.pdf import seal

_QUICK, _HARD = 1, 9
"""How hard streams are compressed (zlib's level): what is in one file only quickly, what many files share hard."""
PACKED = 200
"""How many objects share a stream."""
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
FREE, PLAIN, IN_STREAM = 0, 1, 2
"""The kinds of entries of a cross-reference stream (7.5.8.3)."""
place = struct.Struct(">BIH").pack
"""An entry of the cross-references: what kind of object, where it or its stream is, and which of the stream's it is."""

Packed = tuple[int, str]
"""An object that is no stream: its number, and its bytes as ISO 8859-1."""


class Objects(Protocol):
    """What takes the objects of a file: all at once, or each as it is made."""

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


class Literal(PDFObject):
    """An object of reportlab's whose text is known."""

    __RefOnly__ = 1
    invariant = 1

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the object."""
        return self._text.encode("latin-1")

    def digest(self, signature: object) -> None:
        """Add nothing to reportlab's own signature: the identifier is ours."""


class RecordDocument(PDFDocument):
    """The objects of one file under way."""

    Catalog: Any
    Outlines: Any
    info: Any
    _catalog: Any

    def __init__(self) -> None:
        super().__init__(invariant=1)
        self._packed: list[Packed] = []
        self._streams: list[tuple[int, bytes]] = []

    # --- objects ---

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers, of objects that are put in their place later."""
        first: int = self.objectcounter + 1
        self.objectcounter += count
        return first

    def put(self, number: int, text: str) -> None:
        """Put an object in its place; its text stands for bytes as ISO 8859-1."""
        self._packed.append((number, text))

    def put_all(self, objects: Sequence[Packed]) -> None:
        """Put objects in their places."""
        self._packed.extend(objects)

    def add(self, text: str) -> int:
        """A new object; its number is given back."""
        number = self.reserve()
        self._packed.append((number, text))
        return number

    def add_stream(self, written: bytes) -> int:
        """A new stream, as `stream` made it; its number is given back."""
        number = self.reserve()
        self._streams.append((number, written))
        return number

    # --- the file ---

    def format(self) -> bytes:
        """The bytes of the file, sealed."""
        packed = sorted(self._packed + self._of_reportlab())
        streams = list(self._streams)
        last: int = self.objectcounter
        places: list[bytes] = [place(FREE, 0, 65535)] * (last + 1)
        for start in range(0, len(packed), PACKED):
            part = packed[start : start + PACKED]
            last += 1
            for index, (number, _) in enumerate(part):
                places[number] = place(IN_STREAM, last, index)
            places.append(b"")
            streams.append((last, object_stream(part)))
        file = bytearray(HEADER)
        for number, content in streams:
            places[number] = place(PLAIN, len(file), 0)
            file += b"%d 0 obj\n%bendobj\n" % (number, content)
        begin = len(file)
        places.append(place(PLAIN, begin, 0))
        file += b"%d 0 obj\n%bendobj\n" % (last + 1, self._cross_references(places))
        return seal.sealed(file + b"startxref\n%d\n%%%%EOF\n" % begin, begin)

    def _of_reportlab(self) -> list[Packed]:
        """The objects that reportlab keeps. Formatting one may add more."""
        found: list[Packed] = []
        while len(found) < len(self.numberToId):
            for number, name in list(self.numberToId.items())[len(found) :]:
                found.append((number, format_object(self.idToObject[name], self, toplevel=1).decode("latin-1")))
        return found

    def _cross_references(self, places: Sequence[bytes]) -> bytes:
        """The cross-reference stream (7.5.8), which is the trailer too."""
        root, info = (self.idToObjectNumberAndVersion[one.__InternalName__][0] for one in (self._catalog, self.info))
        entries = f"{seal.OPEN} /Type /XRef /Size {len(places)} /W [1 4 2] /Root {root} 0 R /Info {info} 0 R"
        return stream(b"".join(places), entries)


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
