"""Faces in a PDF file: composite fonts (ISO 32000-1, 9.7) whose character codes are the file's own.

A glyph that stands for what it stands for by nature has its number in the face as its code, so words are composed
once in a process. Where it stands for something else (a blank for a no-break blank), the pair gets a code of its own,
in order of first use, beyond the numbers of the face. So ToUnicode is always exact.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfdoc import PDFDocument

from converters.formats.pdf.objects import LEVEL, Stream, add, raw, reference
from converters.formats.pdf.shaping import UNMAPPABLE, Face, Glyph, Glyphs, Stroke

_SYMBOLIC = 4
_STAND_IN = "\u200b"
_STAND_INS = dict.fromkeys(map(ord, UNMAPPABLE), _STAND_IN)
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "MATH", "kern")
_OTHER_TABLES = ("name", "post", "OS/2", "cmap", "gasp", "STAT", "meta", "DSIG")
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_BLOCK = 100
_TYPOGRAPHIC = frozenset("\u00a7\u00b6\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026")
_MOST = 0.4


class EmbeddedFace:
    """One face in one file. `used` are the words that are drawn with it."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self.used: set[Glyphs] = set()
        self._composed: dict[Glyphs, tuple[Stroke, ...]] = {}
        self._natural: set[int] = set()
        self._others: dict[tuple[int, str], int] = {}

    def strokes(self, glyphs: Glyphs) -> tuple[Stroke, ...]:
        """What draws a word in this file."""
        found = self._composed.get(glyphs)
        if found is None:
            if glyphs.operand is not None:
                found = (Stroke(((0, glyphs.operand),)),)
            else:
                found = self.face.compose(glyphs, [self._code(one) for one in glyphs.glyphs])
            self._composed[glyphs] = found
        return found

    def _code(self, glyph: Glyph) -> int:
        if self.face.natural.get(glyph.gid) == glyph.text:
            self._natural.add(glyph.gid)
            return glyph.gid
        return self._others.setdefault((glyph.gid, glyph.text), self.face.glyph_count + len(self._others))

    def _codes(self) -> dict[int, tuple[int, str]]:
        """The glyph and the text of each code, in order."""
        gids = self._natural.union(*(glyphs.gids for glyphs in self.used if glyphs.operand is not None))
        natural = {gid: (gid, self.face.natural[gid]) for gid in sorted(gids)}
        return natural | {code: pair for pair, code in self._others.items()}

    # --- the objects of the font ---

    def write(self, document: PDFDocument) -> int:
        """Write the font; the number of its object is given back."""
        codes = self._codes()
        program = _program(self.face, frozenset(gid for gid, _ in codes.values()))
        name = f"/{program.tag}+{self.face.name}"
        mapping = bytearray(2 * (max(codes) + 1))
        for code, (gid, _) in codes.items():
            mapping[2 * code : 2 * code + 2] = program.places[gid].to_bytes(2, "big")
        descriptor = add(document, raw(self._descriptor(document, name, program)))
        places = add(document, Stream(bytes(mapping)))
        descendant = add(
            document,
            raw(
                f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} "
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                f"/FontDescriptor {reference(descriptor)} /CIDToGIDMap {reference(places)} "
                f"/DW 0 /W {self._widths(codes)} >>"
            ),
        )
        to_unicode = add(document, Stream(_to_unicode(codes)))
        font = (
            f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H "
            f"/DescendantFonts [{reference(descendant)}] /ToUnicode {reference(to_unicode)} >>"
        )
        return add(document, raw(font))

    def _descriptor(self, document: PDFDocument, name: str, program: _Program) -> str:
        box = " ".join(map(str, self.face.box))
        stream = Stream(program.packed, f"/Length1 {program.length} /Filter /FlateDecode", compress=False)
        return (
            f"<< /Type /FontDescriptor /FontName {name} /Flags {_SYMBOLIC} /FontBBox [{box}] "
            f"/ItalicAngle {-12 if 'Italic' in self.face.name else 0} /Ascent {self.face.ascender} "
            f"/Descent {self.face.descender} /CapHeight 714 /StemV 80 /FontFile2 {reference(add(document, stream))} >>"
        )

    def _widths(self, codes: dict[int, tuple[int, str]]) -> str:
        """The widths of the glyphs (9.7.4.3), in stretches of codes that follow one another."""
        parts: list[str] = []
        last = -1
        for code, (gid, _) in codes.items():
            parts.append(f" {self.face.advance(gid)}" if code == last + 1 else f"]{code}[{self.face.advance(gid)}")
            last = code
        return f"[{''.join(parts)[1:]}]]"


def _to_unicode(codes: dict[int, tuple[int, str]]) -> bytes:
    """The text that each code stands for (9.10.3)."""
    entries = [f"<{code:04X}> <{_in_utf_16(text)}>" for code, (_, text) in codes.items()]
    blocks = (entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK))
    text = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _TO_UNICODE.format(blocks=text).encode()


def _in_utf_16(text: str) -> str:
    """A text for ToUnicode. Where it cannot hold it, `ActualText` says it, and a blank of no width stands in for it."""
    return (text or _STAND_IN).translate(_STAND_INS).encode("utf-16-be").hex().upper()


class _Program(NamedTuple):
    """A TrueType font with no more than some glyphs: its bytes, compressed, and the new numbers of the glyphs."""

    packed: bytes
    length: int
    places: dict[int, int]
    tag: str


def _program(face: Face, gids: frozenset[int]) -> _Program:
    """The font with some glyphs. Where these are most of the plain letters, it has all of those, made once."""
    plain = _plain_gids(face)
    return _plain_program(face) if len(gids) > len(plain) * _MOST and gids <= plain else _subset(face, gids)


@functools.cache
def _plain_program(face: Face) -> _Program:
    return _subset(face, _plain_gids(face))


@functools.cache
def _plain_gids(face: Face) -> frozenset[int]:
    return frozenset(gid for gid, text in face.natural.items() if text.isascii() or text in _TYPOGRAPHIC)


def _subset(face: Face, gids: Iterable[int]) -> _Program:
    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    for gid in sorted(gids):
        wanted.glyph_set.add(gid)
    for tag in (*_LAYOUT_TABLES, *_OTHER_TABLES):
        wanted.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    for axis, value in face.axes.items():
        wanted.pin_axis_location(face.hb_face, axis, value)
    plan = hb.SubsetPlan(face.hb_face, wanted)
    program = bytes(plan.execute().blob.data)
    return _Program(zlib.compress(program, LEVEL), len(program), dict(plan.old_to_new_glyph_mapping), _tag(program))


def _tag(program: bytes) -> str:
    """The six letters that mark a subset (9.6.4), the same for the same glyphs."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
