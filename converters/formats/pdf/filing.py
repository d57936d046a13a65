"""reportlab's document, put into a file the compact way: object streams and a cross-reference stream (PDF 1.5).

The structure tree of a record has more objects than the rest of it; in object streams (ISO 32000-1, 7.5.7) they take a
tenth of the room.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.pdfdoc import format as format_object

from converters.formats.pdf.objects import LEVEL, Raw

_PACKED = 200
"""How many objects share a stream."""
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_FREE, _PLAIN, _IN_STREAM = 0, 1, 2


class RecordDocument(PDFDocument):
    """A document whose objects that are no streams are packed into streams."""

    info: Any
    _catalog: Any
    identity = b""
    """The file identifier (14.4)."""

    def format(self) -> bytes:
        """The bytes of the file."""
        plain, packed = self._objects()
        file = bytearray(_HEADER)
        places: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 65535)}
        last = len(self.numberToId)
        for start in range(0, len(packed), _PACKED):
            part = packed[start : start + _PACKED]
            last += 1
            places.update({number: (_IN_STREAM, last, index) for index, (number, _) in enumerate(part)})
            plain.append((last, _object_stream(part)))
        for number, content in plain:
            places[number] = (_PLAIN, len(file), 0)
            file += b"%d 0 obj\n" % number + content + b"endobj\n"
        begin = len(file)
        places[last + 1] = (_PLAIN, begin, 0)
        file += b"%d 0 obj\n" % (last + 1) + self._cross_references(places) + b"endobj\n"
        return bytes(file + b"startxref\n%d\n%%%%EOF\n" % begin)

    def _objects(self) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes]]]:
        """All objects with their numbers: streams, then others. Formatting one may add more."""
        plain: list[tuple[int, bytes]] = []
        packed: list[tuple[int, bytes]] = []
        number = 0
        while (number := number + 1) in self.numberToId:
            item = self.idToObject[self.numberToId[number]]
            content = item.compose() if isinstance(item, Raw) else format_object(item, self, toplevel=1)
            (plain if isinstance(item, PDFStream) else packed).append((number, content))
        return plain, packed

    def _cross_references(self, places: dict[int, tuple[int, int, int]]) -> bytes:
        """The cross-reference stream (7.5.8), which is the trailer too."""
        rows = (places[number] for number in sorted(places))
        table = b"".join(
            kind.to_bytes(1, "big") + at.to_bytes(4, "big") + index.to_bytes(2, "big") for kind, at, index in rows
        )
        root, info = (self.idToObjectNumberAndVersion[one.__InternalName__][0] for one in (self._catalog, self.info))
        identity = self.identity.hex().upper().encode()
        entries = b"/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R" % (len(places), root, info)
        return _stream(entries + b" /ID [<" + identity + b"> <" + identity + b">]", table)


def _object_stream(part: Sequence[tuple[int, bytes]]) -> bytes:
    offsets: list[bytes] = []
    at = 0
    for number, content in part:
        offsets.append(b"%d %d" % (number, at))
        at += len(content) + 1
    head = b" ".join(offsets) + b"\n"
    body = b"\n".join(content for _, content in part)
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(part), len(head)), head + body)


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, LEVEL)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\n" % (entries, len(packed), packed)
