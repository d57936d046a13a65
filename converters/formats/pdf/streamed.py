"""A file that is written as its objects are made, so that a record or a book of any length takes little memory.

Objects that are no streams are packed into object streams, and a cross-reference stream ends the file (ISO 32000-1,
7.5.7 and 7.5.8). The structure tree of a record has more objects than the rest of it; packed, they take a tenth of the
room. What is kept is where each object stands, seven bytes for each, and a digest of all that was written, which
becomes the file's identifier: its seal.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import BinaryIO

from converters.errors import OutputError
from converters.formats.pdf import seal
from converters.formats.pdf.filing import Packed, object_stream, stream

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED = 200
"""How many objects share a stream."""
_FREE, _PLAIN, _IN_STREAM = 0, 1, 2
"""The kinds of entries of a cross-reference stream (7.5.8.3)."""
_entry = struct.Struct(">BIH")
_place, _WIDTH = _entry.pack_into, _entry.size
"""Puts an entry into the cross-references: what kind of object, where it or its stream is, and which of that it is."""
MOST = 2**32 - 1
"""The farthest place in the file of an object: the cross-references give each four bytes."""


class StreamedFile:
    """The objects of one file, each written when it is known."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self._last = 0
        self._places = bytearray(_WIDTH)
        _place(self._places, 0, _FREE, 0, 65535)
        self._packed: list[Packed] = []
        self._digest = hashlib.sha256()
        self._write(_HEADER)

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers, of objects that are put in their place later."""
        first = self._last + 1
        self._last += count
        self._places += bytes(_WIDTH * count)
        return first

    def put(self, number: int, text: str) -> None:
        """Put an object in its place; its text stands for bytes as ISO 8859-1."""
        self._packed.append((number, text))
        if len(self._packed) >= _PACKED:
            self._pack()

    def put_all(self, objects: Sequence[Packed]) -> None:
        """Put objects in their places."""
        self._packed += objects
        if len(self._packed) >= _PACKED:
            self._pack()

    def add(self, text: str) -> int:
        """A new object; its number is given back."""
        number = self.reserve()
        self.put(number, text)
        return number

    def add_stream(self, written: bytes) -> int:
        """A new stream, as `stream` made it; its number is given back."""
        number = self.reserve()
        self.put_stream(number, written)
        return number

    def put_stream(self, number: int, written: bytes) -> None:
        """Put a stream in its place, as `stream` made it. Raises OutputError where the file has grown too large."""
        if self._at > MOST:
            raise OutputError("the PDF would be larger than 4 GB", remedy="split it")
        _place(self._places, _WIDTH * number, _PLAIN, self._at, 0)
        self._write(b"%d 0 obj\n%bendobj\n" % (number, written))

    def finish(self, root: int, info: int) -> None:
        """Write what ends the file; `root` and `info` are the catalogue and the information dictionary."""
        self._pack()
        begin = self._at
        number = self.reserve()
        _place(self._places, _WIDTH * number, _PLAIN, begin, 0)
        entries = f"{seal.OPEN} /Type /XRef /Size {self._last + 1} /W [1 4 2] /Root {root} 0 R /Info {info} 0 R"
        end = b"%d 0 obj\n%bendobj\nstartxref\n%d\n%%%%EOF\n" % (number, stream(bytes(self._places), entries), begin)
        self._digest.update(end)
        self._file.write(seal.sealed(end, self._digest.hexdigest()))

    def _pack(self) -> None:
        waiting, self._packed = self._packed, []
        for start in range(0, len(waiting), _PACKED):
            part = waiting[start : start + _PACKED]
            holder = self.reserve()
            for index, (number, _) in enumerate(part):
                _place(self._places, _WIDTH * number, _IN_STREAM, holder, index)
            self.put_stream(holder, object_stream(part))

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._at += len(data)
