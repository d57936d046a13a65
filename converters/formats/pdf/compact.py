"""Fonts in the Compact Font Format in a PDF file: the program by itself, and the way from codes to its characters."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from converters.formats.pdf.cmaps import cmap

_NAME = "Dragoman-Codes-H"
_SYSTEM = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
_HEAD = f"""{_SYSTEM} def
/CMapName /{_NAME} def
/CMapType 1 def
/WMode 0 def"""


def compact_program(font: bytes) -> tuple[bytes, Sequence[int]]:
    """The program of an OpenType font by itself, and the CID of each of its glyphs (Adobe Technote 5176, 13)."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    opened = TTFont(io.BytesIO(font), lazy=True)
    charset = opened["CFF "].cff[0].charset
    return opened.reader["CFF "], [int(name[3:]) if name.startswith("cid") else 0 for name in charset]


def character_map(cids: Mapping[int, int]) -> bytes:
    """An encoding (ISO 32000-1, 9.7.5.4): which CID each code of two bytes means."""
    return cmap(_HEAD, "cidchar", [f"<{code:04X}> {cid}" for code, cid in sorted(cids.items())])


def character_map_entries() -> str:
    """What the dictionary of its stream says of it."""
    return f"/Type /CMap /CMapName /{_NAME} {_SYSTEM} /WMode 0"
