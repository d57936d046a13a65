"""The seal of a file: its identifier (ISO 32000-1, 14.4) is a digest of all its other bytes.

A file that has its seal is as it was written: its pages, its tags and what it carries belong together, and none of them
need be looked at to know it. Whatever program saves the file again, to change it or not, gives it another identifier or
other bytes, and so breaks the seal; then the pages are compared. The seal tells what was changed from what was not. It
is no signature: who means to deceive can seal what he likes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

_LENGTH = 16
"""The bytes of an identifier."""
_BLANK = b"0" * (2 * _LENGTH)
OPEN = f"/ID [<{_BLANK.decode()}> <{_BLANK.decode()}>]"
"""The identifier of a file that is not sealed yet; there is nothing before it in the last dictionary."""
_SEALED = re.compile(rb"\d+ 0 obj\n<< /ID \[<([0-9A-F]{%d})> <(\1)>\]" % len(_BLANK))
_END = re.compile(rb"startxref\n(\d{1,19})\n%%EOF\n\Z")
_TAIL = 64
"""So many bytes at its end say where the last object of a file is."""


def sealed(end: bytes, digest: str) -> bytes:
    """The end of a file with its seal put in place.

    It begins with the last object, which has the identifier; `digest` is that of all the file, in hexadecimal figures.
    """
    return end.replace(_BLANK, _identifier(digest), 2)


def is_whole(data: bytes) -> bool:
    """Whether a file has its seal: not a byte of it was changed since our writer made it."""
    end = _END.search(data, max(0, len(data) - _TAIL))
    found = _SEALED.match(data, int(end[1])) if end is not None else None
    return found is not None and _digest(data, (found.start(1), found.start(2))) == found[1]


def _digest(file: bytes, places: Sequence[int]) -> bytes:
    """The digest of a file as it is without its seal."""
    digest = hashlib.sha256()
    start = 0
    with memoryview(file) as view:
        for at in places:
            digest.update(view[start:at])
            digest.update(_BLANK)
            start = at + len(_BLANK)
        digest.update(view[start:])
    return _identifier(digest.hexdigest())


def _identifier(digest: str) -> bytes:
    return digest[: len(_BLANK)].upper().encode("ascii")
