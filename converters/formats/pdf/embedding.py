"""Faces in a PDF file: composite fonts (ISO 32000-1, 9.7) whose character codes are the file's own.

A glyph that stands for what it stands for by nature has its number in the face as its code, so words are composed
once in a process. Where it stands for something else (a blank for a no-break blank), the pair gets a code of its own,
in order of first use, beyond the numbers of the face. So ToUnicode is always exact.
"""

from __future__ import annotations

import functools
import hashlib
import string
from collections.abc import Iterable
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

from converters.formats.pdf.cmaps import cmap
from converters.formats.pdf.compact import character_map, character_map_entries, compact_program
from converters.formats.pdf.filing import Objects, stream
from converters.formats.pdf.objects import reference
from converters.formats.pdf.shaping import UNMAPPABLE, Face, Glyph, Glyphs, Stroke

_SYMBOLIC = 4
_STAND_IN = "\u200b"
_STAND_INS = dict.fromkeys(map(ord, UNMAPPABLE), _STAND_IN)
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "MATH", "kern")
_OTHER_TABLES = ("name", "post", "OS/2", "cmap", "gasp", "STAT", "meta", "DSIG")
_TO_UNICODE = """/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def"""
_GROUPS = (
    (*string.ascii_lowercase, " ", ",", ".", "-", "ff", "fi", "fl", "ffi", "ffl"),
    (*string.ascii_uppercase,),
    (*string.digits, *string.punctuation, *"\u00a7\u00b6\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"),
)
_MOST = 0.4
"""The share of a group beyond which the whole of it is embedded: so most files of a process share their fonts."""
_CACHED = 256


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

    def forget_words(self) -> None:
        """Keep of the words that are drawn no more than their glyphs."""
        self._natural.update(*[glyphs.gids for glyphs in self.used if glyphs.operand is not None])
        self.used.clear()
        self._composed.clear()

    def _code(self, glyph: Glyph) -> int:
        if self.face.natural.get(glyph.gid) == glyph.text:
            self._natural.add(glyph.gid)
            return glyph.gid
        return self._others.setdefault((glyph.gid, glyph.text), self.face.glyph_count + len(self._others))

    # --- the objects of the font ---

    def write(self, document: Objects) -> int:
        """Write the font; the number of its object is given back."""
        font = _font(self.face, self._glyphs(), tuple(self._others.items()))
        program = document.add_stream(font.program)
        file = "FontFile3" if self.face.is_compact else "FontFile2"
        descriptor = document.add(f"{font.descriptor} /{file} {program} 0 R >>")
        places = reference(document.add_stream(font.places))
        by_code, by_glyph = (places, "") if self.face.is_compact else ("/Identity-H", f" /CIDToGIDMap {places}")
        descendant = document.add(f"{font.descendant} /FontDescriptor {reference(descriptor)}{by_glyph} >>")
        to_unicode = document.add_stream(font.to_unicode)
        return document.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont {font.name} /Encoding {by_code} "
            f"/DescendantFonts [{reference(descendant)}] /ToUnicode {reference(to_unicode)} >>"
        )

    def _glyphs(self) -> frozenset[int]:
        """The glyphs drawn for what they stand for by nature. A group that is used much is there as a whole."""
        used = self._natural.union(*[glyphs.gids for glyphs in self.used if glyphs.operand is not None])
        whole = [group for group in _groups(self.face) if len(group & used) > len(group) * _MOST]
        return frozenset(used.union(*whole))


class _Font(NamedTuple):
    """A font with some glyphs: its objects, which are the same in each file but for the numbers of other objects.

    `places` leads from codes to glyphs: as a map of glyph numbers, or, in a compact font, of its own characters.
    """

    name: str
    program: bytes
    places: bytes
    to_unicode: bytes
    descriptor: str
    descendant: str


@functools.lru_cache(maxsize=_CACHED)
def _font(face: Face, natural: frozenset[int], others: tuple[tuple[tuple[int, str], int], ...]) -> _Font:
    """A font with glyphs that stand for what they stand for by nature, and others under codes of their own."""
    codes = {gid: (gid, face.natural[gid]) for gid in sorted(natural)} | {code: pair for pair, code in others}
    program = _program(face, frozenset(gid for gid, _ in codes.values()))
    make = _compact if face.is_compact else _true_type
    return make(face, program, codes)


Codes = dict[int, tuple[int, str]]
"""For each code the number of its glyph in the face, and the text that it stands for."""


def _true_type(face: Face, program: _Program, codes: Codes) -> _Font:
    """A font with outlines as TrueType has them; the codes are those of its characters, which lead to glyphs."""
    mapping = bytearray(2 * (max(codes, default=0) + 1))
    for code, (gid, _) in codes.items():
        mapping[2 * code : 2 * code + 2] = program.places[gid].to_bytes(2, "big")
    widths = {code: face.advance(gid) for code, (gid, _) in codes.items()}
    name = f"/{program.tag}+{face.name}"
    return _Font(
        name,
        stream(program.data, f"/Length1 {len(program.data)}", shared=True),
        stream(bytes(mapping), shared=True),
        stream(_to_unicode(codes), shared=True),
        _descriptor(face, name),
        _descendant("CIDFontType2", name, widths),
    )


def _compact(face: Face, program: _Program, codes: Codes) -> _Font:
    """A font with outlines as CFF has them (9.9, CIDFontType0C), whose glyphs have numbers of their own: CIDs."""
    data, charset = compact_program(program.data)
    cids = {code: charset[program.places[gid]] for code, (gid, _) in codes.items()}
    widths = {cids[code]: face.advance(gid) for code, (gid, _) in codes.items()}
    name = f"/{program.tag}+{face.name}"
    return _Font(
        name,
        stream(data, "/Subtype /CIDFontType0C", shared=True),
        stream(character_map(cids), character_map_entries(), shared=True),
        stream(_to_unicode(codes), shared=True),
        _descriptor(face, name),
        _descendant("CIDFontType0", name, dict(sorted(widths.items()))),
    )


def _descendant(subtype: str, name: str, widths: dict[int, int]) -> str:
    return (
        f"<< /Type /Font /Subtype /{subtype} /BaseFont {name} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/DW 0 /W {_widths(widths)}"
    )


def _descriptor(face: Face, name: str) -> str:
    box = " ".join(map(str, face.box))
    return (
        f"<< /Type /FontDescriptor /FontName {name} /Flags {_SYMBOLIC} /FontBBox [{box}] "
        f"/ItalicAngle {-12 if 'Italic' in face.name else 0} /Ascent {face.ascender} "
        f"/Descent {face.descender} /CapHeight 714 /StemV 80"
    )


def _widths(widths: dict[int, int]) -> str:
    """The widths of characters (9.7.4.3), in stretches of those that follow one another."""
    parts: list[str] = []
    last = -1
    for code, width in widths.items():
        parts.append(f" {width}" if code == last + 1 else f"]{code}[{width}")
        last = code
    return f"[{''.join(parts)[1:]}]]" if parts else "[]"


def _to_unicode(codes: Codes) -> bytes:
    """The text that each code stands for (9.10.3)."""
    return cmap(_TO_UNICODE, "bfchar", [f"<{code:04X}> <{_in_utf_16(text)}>" for code, (_, text) in codes.items()])


def _in_utf_16(text: str) -> str:
    """A text for ToUnicode. Where it cannot hold it, `ActualText` says it, and a blank of no width stands in for it."""
    return (text or _STAND_IN).translate(_STAND_INS).encode("utf-16-be").hex().upper()


class _Program(NamedTuple):
    """A TrueType font with no more than some glyphs: its bytes, and the new numbers of the glyphs."""

    data: bytes
    places: dict[int, int]
    tag: str


@functools.cache
def _groups(face: Face) -> tuple[frozenset[int], ...]:
    """Glyphs that are mostly used together: small letters, capitals, figures and marks."""
    texts = {text: gid for gid, text in face.natural.items()}
    return tuple(frozenset(texts[one] for one in group if one in texts) for group in _GROUPS)


def _program(face: Face, gids: Iterable[int]) -> _Program:
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
    return _Program(program, dict(plan.old_to_new_glyph_mapping), _tag(program))


def _tag(program: bytes) -> str:
    """The six letters that mark a subset (9.6.4), the same for the same glyphs."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
