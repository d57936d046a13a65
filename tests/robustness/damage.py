"""Ways to damage a file, each drawn by a random generator: what copying, mailing and repairing do to real ones."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]
_ODD_BYTES = b"\x00\xff\n\r\"<>&('"
_MARKUP = re.compile(rb"<[^<>]+>")
STEP = 64


def truncations(data: bytes) -> list[bytes]:
    """A file cut off at every 64th byte."""
    return [data[:end] for end in range(0, len(data), STEP)]


def flip_bits(data: bytes, draw: random.Random) -> bytes:
    """One to thirty bits turned over."""
    damaged = bytearray(data)
    for _ in range(draw.choice((1, 1, 1, 4, 30))):
        damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
    return bytes(damaged)


def put_odd_byte(data: bytes, draw: random.Random) -> bytes:
    """One byte replaced by one that means something."""
    at = draw.randrange(len(data))
    return data[:at] + bytes([draw.choice(_ODD_BYTES)]) + data[at + 1 :]


def take_out(data: bytes, draw: random.Random) -> bytes:
    """A stretch missing."""
    at = draw.randrange(len(data))
    return data[:at] + data[at + draw.randrange(1, 200) :]


def repeat(data: bytes, draw: random.Random) -> bytes:
    """A stretch standing twice."""
    at = draw.randrange(len(data))
    return data[:at] + data[at : at + draw.randrange(1, 400)] + data[at:]


def exchange(data: bytes, draw: random.Random) -> bytes:
    """Two stretches in each other's places."""
    first, second = sorted((draw.randrange(len(data)), draw.randrange(len(data))))
    length = min(50, second - first)
    return (
        data[:first]
        + data[second : second + length]
        + data[first + length : second]
        + data[first : first + length]
        + data[second + length :]
    )


def damage_part(data: bytes, draw: random.Random) -> bytes:
    """One part of a zip package missing, or one of its tags gone or in another's place; the package itself is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw.choice(sorted(parts))
    tags = [found.span() for found in _MARKUP.finditer(parts[name])]
    if tags and draw.random() < 0.9:
        start, end = draw.choice(tags)
        other = slice(*draw.choice(tags)) if draw.random() < 0.5 else slice(0)
        parts[name] = parts[name][:start] + parts[name][other] + parts[name][end:]
    else:
        del parts[name]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for kept, content in parts.items():
            package.writestr(kept, content)
    return packed.getvalue()


WAYS: tuple[Damage, ...] = (flip_bits, put_odd_byte, take_out, repeat, exchange)
