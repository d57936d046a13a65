"""A package of parts as a zip file with the same bytes every time (ECMA-376 Part 2; APPNOTE.TXT 6.3).

Entries have a fixed date and a fixed order. Parts that are the same in every document are deflated once, and a part
that begins the same (the styles) goes on from a deflated beginning.
"""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Iterable
from typing import Final, NamedTuple

from converters.errors import OutputError

LEVEL: Final = 1
"""How hard zlib tries: beyond this it takes twice the time for some four per cent."""
_SMALL: Final = 1500
_DATE: Final = 0x0021
"""1 January 1980, the first day that a zip file can name."""
_DEFLATED: Final = 8
_VERSION: Final = 20
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<4sHHHHIIH")
_LIMIT: Final = 0xFFFFFFFF


class Part(NamedTuple):
    """A part, deflated: its name, raw deflate stream, checksum and size before."""

    name: str
    stream: bytes
    crc: int
    size: int


class Beginning(NamedTuple):
    """The deflated beginning of a part, to which an end can be added."""

    stream: bytes
    crc: int
    size: int


def deflate(name: str, data: bytes) -> Part:
    """A part of its bytes."""
    return Part(name, _small_stream(data) if len(data) < _SMALL else _stream(data), zlib.crc32(data), len(data))


def _stream(data: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


_small_stream = functools.lru_cache(maxsize=256)(_stream)
"""Small parts are often the same: a part of notes without notes, relationships to nothing."""


def begin(data: bytes) -> Beginning:
    """The beginning of a part, deflated up to the limit of a byte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Beginning(packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(data), len(data))


def finish(name: str, start: Beginning, data: bytes) -> Part:
    """The part that begins so and ends with `data`."""
    end = deflate(name, data)
    return Part(name, start.stream + end.stream, zlib.crc32(data, start.crc), start.size + end.size)


def assemble(parts: Iterable[Part]) -> bytes:
    """The zip file of the parts. Raises OutputError where it would be larger than a plain zip file can be."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode("ascii")
        shape = (_VERSION, 0, _DEFLATED, 0, _DATE, part.crc, len(part.stream), part.size, len(name), 0)
        if part.size > _LIMIT or offset + len(part.stream) > _LIMIT - 1024:
            raise OutputError("the Word file would be larger than 4 GB", remedy="split the record")
        chunks += (_LOCAL.pack(b"PK\x03\x04", *shape), name, part.stream)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, *shape, 0, 0, 0, 0, offset) + name)
        offset += _LOCAL.size + len(name) + len(part.stream)
    central = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*chunks, central, end))
