"""What the codes of a font in a PDF stand for, and how wide they are (ISO 32000-1, 9.6, 9.7 and 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import pikepdf
from fontTools import agl  # type: ignore[import-untyped]

from converters.formats.pdf.bidi import needs_levels
from converters.formats.pdf.opening import UNREADABLE

UNKNOWN = "\ufffd"
"""Stands for a code whose text nothing says."""
_MAX_RANGE = 65536
_MAX_CODES = 200_000
"""More codes than any font has: a stranger's table ends there."""
_DEFAULT_WIDTH = 500.0

_SECTION = re.compile(rb"begin(bfchar|bfrange)((?:(?!begin).)*?)end\1", re.DOTALL)
"""A section ends before the next begins: a search for its end would take the square of the time where none has one."""
_CID_SECTION = re.compile(rb"begin(cidchar|cidrange)((?:(?!begin).)*?)end\1", re.DOTALL)
_CID_ENTRY = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*(?:<([0-9A-Fa-f]{1,8})>)?\s*(\d{1,6})")
_CODE_SPACE = re.compile(rb"begincodespacerange\s{0,99}<([0-9A-Fa-f\s]{1,99})>")
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_UNICODE_CMAPS = re.compile(r"/(?:Uni\w+-(?:UCS2|UTF16)\b)")
_BOLD, _ITALIC = re.compile("bold|black|heavy"), re.compile("italic|oblique")
_BOLD_WEIGHT = 600
_SLANTED, _FORCE_BOLD = 1 << 6, 1 << 18
"""Flags of a font descriptor (9.8.2)."""
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "ſt", "st"), strict=True))
"""The letters of glyphs that join several: which glyph a page shows is no matter of its text."""
_PYTHON_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_BULLETS = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""The codes that WinAnsiEncoding leaves free all show a bullet (annex D.2, its notes)."""


class Font:
    """How to read text that is shown in one font.

    `size` is the number of bytes in a code, `texts` what codes stand for, `widths` their widths in thousandths of the
    font size.
    """

    def __init__(self, size: int, texts: Mapping[int, str], widths: Mapping[int, float], width: float) -> None:
        self.size = size
        self._texts = texts
        self._widths = widths
        self._width = width
        self.bold = self.italic = False
        self.has_ligatures = any(len(text) > 1 and needs_levels(text) for text in texts.values())
        """Whether a glyph stands for several letters that run from right to left."""

    def read(self, shown: bytes) -> tuple[str, float, int]:
        """The text of shown codes, their width together in thousandths of the size, and how many there are."""
        size = self.size
        codes = (
            shown if size == 1 else [int.from_bytes(shown[at : at + size], "big") for at in range(0, len(shown), size)]
        )
        text = "".join([self._texts.get(code, UNKNOWN) for code in codes])
        return text, sum([self._widths.get(code, self._width) for code in codes]), len(codes)

    def glyphs(self, shown: bytes) -> tuple[str, ...]:
        """What each glyph stands for."""
        codes = (int.from_bytes(shown[at : at + self.size], "big") for at in range(0, len(shown), self.size))
        return tuple([self._texts.get(code, UNKNOWN) for code in codes])


NO_FONT = Font(1, {code: bytes([code]).decode("latin-1") for code in range(256)}, {}, _DEFAULT_WIDTH)
"""Reads text that is shown in a font that is not there."""


def font_of(dictionary: pikepdf.Object) -> Font:
    """The reading of a font; a damaged one is read as far as it goes."""
    try:
        is_composite = dictionary.get("/Subtype") == "/Type0"
        font = _composite(dictionary) if is_composite else _simple(dictionary)
        font.bold, font.italic = _look(dictionary.DescendantFonts[0] if is_composite else dictionary)
    except UNREADABLE:
        return NO_FONT
    return font


def _look(dictionary: pikepdf.Object) -> tuple[bool, bool]:
    """Whether a font is bold and whether it is italic, by its name and its descriptor (9.8.1)."""
    name = str(dictionary.get("/BaseFont", "")).lower()
    descriptor = dictionary.get("/FontDescriptor")
    known = descriptor if isinstance(descriptor, pikepdf.Dictionary) else pikepdf.Dictionary()
    flags = int(known.get("/Flags", 0))
    weight = float(known.get("/FontWeight", 400))
    bold = bool(_BOLD.search(name)) or weight >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD)
    return bold, bool(_ITALIC.search(name)) or bool(flags & _SLANTED)


# --- simple fonts (9.6) ---


def _simple(dictionary: pikepdf.Object) -> Font:
    texts = dict(_encoding(dictionary.get("/Encoding")))
    mapping = dictionary.get("/ToUnicode")
    if isinstance(mapping, pikepdf.Stream):
        texts.update(_to_unicode(mapping.read_bytes())[1])
    first = int(dictionary.get("/FirstChar", 0))
    widths = {first + at: float(width) for at, width in enumerate(dictionary.get("/Widths", []))}
    return Font(1, texts, widths, _DEFAULT_WIDTH)


def _encoding(encoding: Any) -> Iterator[tuple[int, str]]:
    """The texts of the codes of a simple font (9.6.6), Standard encoding taken for its like in Windows."""
    base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    named = _PYTHON_ENCODINGS.get(str(base), "cp1252")
    for code in range(32, 256):
        is_bullet = code in _BULLETS and named == "cp1252"
        yield code, "\u2022" if is_bullet else bytes([code]).decode(named, "replace")
    if isinstance(encoding, pikepdf.Dictionary):
        code = 0
        for entry in encoding.get("/Differences", []):
            if isinstance(entry, pikepdf.Name):
                yield code, agl.toUnicode(str(entry)[1:]).translate(_LIGATURES) or UNKNOWN
                code += 1
            else:
                code = int(entry)


# --- composite fonts (9.7) ---


def _composite(dictionary: pikepdf.Object) -> Font:
    size = 2
    texts: dict[int, str] = {}
    mapping = dictionary.get("/ToUnicode")
    if isinstance(mapping, pikepdf.Stream):
        size, texts = _to_unicode(mapping.read_bytes())
    elif _UNICODE_CMAPS.match(str(dictionary.get("/Encoding", ""))):
        texts = {code: chr(code) for code in range(65536) if not 0xD800 <= code <= 0xDFFF}
    descendant = dictionary.DescendantFonts[0]
    widths = dict(islice(_cid_widths(descendant.get("/W", [])), _MAX_CODES))
    encoding = dictionary.get("/Encoding")
    if isinstance(encoding, pikepdf.Stream):
        cids = islice(_cids(encoding.read_bytes()), _MAX_CODES)
        widths = {code: widths[cid] for code, cid in cids if cid in widths}
    return Font(size, texts, widths, float(descendant.get("/DW", 1000)))


def _cid_widths(entries: Any) -> Iterator[tuple[int, float]]:
    """The widths of glyphs (9.7.4.3): `first [w …]`, or `first last w`."""
    waiting: list[int] = []
    for entry in entries:
        if isinstance(entry, pikepdf.Array):
            if waiting:
                yield from ((waiting[0] + at, float(width)) for at, width in enumerate(entry))
            waiting = []
        elif len(waiting) == 2:
            yield from (
                (code, float(entry)) for code in range(waiting[0], min(waiting[1], waiting[0] + _MAX_RANGE) + 1)
            )
            waiting = []
        else:
            waiting.append(int(entry))


def _cids(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Which character (CID) each code means, in an encoding that the file holds (9.7.5.4)."""
    for kind, body in _CID_SECTION.findall(cmap):
        for first, last, cid in _CID_ENTRY.findall(body):
            start = int(first, 16)
            end = int(last, 16) if kind == b"cidrange" and last else start
            yield from ((start + at, int(cid) + at) for at in range(min(end - start + 1, _MAX_RANGE)))


# --- ToUnicode (9.10.3) ---


def _to_unicode(cmap: bytes) -> tuple[int, dict[int, str]]:
    """The number of bytes in a code, and what each code stands for."""
    space = _CODE_SPACE.search(cmap)
    size = max(1, min(4, len(_hex(space[1])))) if space else 2
    return size, dict(islice(_mapped(cmap), _MAX_CODES))


def _mapped(cmap: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _SECTION.findall(cmap):
        values = list(_values(body))
        yield from _characters(values) if kind == b"bfchar" else _ranges(values)


def _values(body: bytes) -> Iterator[bytes | list[bytes]]:
    """The strings of a section, and its arrays of strings."""
    array: list[bytes] | None = None
    for text, opens, closes in _TOKEN.findall(body):
        if opens:
            array = []
        elif closes:
            if array is not None:
                yield array
            array = None
        elif array is not None:
            array.append(_hex(text))
        else:
            yield _hex(text)


def _characters(values: list[bytes | list[bytes]]) -> Iterator[tuple[int, str]]:
    for code, text in zip(values[::2], values[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(text, bytes):
            yield int.from_bytes(code, "big"), _text(text)


def _ranges(values: list[bytes | list[bytes]]) -> Iterator[tuple[int, str]]:
    for first, last, target in zip(values[::3], values[1::3], values[2::3], strict=False):
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            continue
        start = int.from_bytes(first, "big")
        count = min(int.from_bytes(last, "big") - start + 1, _MAX_RANGE)
        if isinstance(target, list):
            yield from ((start + at, _text(text)) for at, text in enumerate(target[: max(count, 0)]))
        elif target:
            end = int.from_bytes(target[-2:], "big")
            for at in range(count):
                yield start + at, _text(target[:-2] + ((end + at) & 0xFFFF).to_bytes(2, "big"))


def _hex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(target: bytes) -> str:
    return target.decode("utf-16-be", "replace") if len(target) > 1 else target.decode("latin-1")
