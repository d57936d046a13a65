"""A stamp on the header of an edition, by which a reader sees at once that nobody changed it by hand.

`application/@n` is the CRC-32 of all that stands before the text, with zeros in the place of the stamp.
"""

from __future__ import annotations

import zlib

from converters.formats.tei.names import PROGRAM

EMPTY = "00000000"
_APPLICATION = f'<application ident="{PROGRAM}" n="'
_HEADER, _TEXT = "<teiHeader>", "<text>"


def stamped(before: bytes) -> bytes:
    """What stands before the text of an edition, from its header on, with its stamp in the place left empty for it."""
    empty = _APPLICATION + EMPTY
    return before.replace(empty.encode(), (_APPLICATION + _sum(before)).encode(), 1)


def is_untouched(data: bytes) -> bool:
    """Whether the header of an edition is what the program wrote."""
    start, end = data.find(_HEADER.encode()), data.find(_TEXT.encode())
    at = data.find(_APPLICATION.encode(), max(start, 0), max(end, 0))
    if start < 0 or at < 0:
        return False
    at += len(_APPLICATION)
    until = at + len(EMPTY)
    return data[at:until] == _sum(data[start:at] + EMPTY.encode() + data[until:end]).encode()


def _sum(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"
