"""Faces in a PDF file: composite fonts (ISO 32000-1, 9.7) whose character codes are the file's own.

Every pair of a glyph and the text it stands for gets a code of its own, in order of first use. So one glyph can stand
for several characters (a blank and a no-break blank), a ligature for several at once, and ToUnicode is always exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import uharfbuzz as hb  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument

from converters.formats.pdf.objects import Stream, add, reference
from converters.formats.pdf.shaping import UNMAPPABLE, Face, Glyphs

Strokes = tuple[tuple[int, str], ...]
"""Glyphs as operands of TJ: pieces with their distance from the baseline in thousandths of an em."""

_SYMBOLIC = 4
_STAND_INS = dict.fromkeys(map(ord, UNMAPPABLE), "\u200b")
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


class EmbeddedFace:
    """One face in one file."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._codes: dict[tuple[int, str], int] = {}
        self._strokes: dict[Glyphs, Strokes] = {}

    def strokes(self, glyphs: Glyphs) -> Strokes:
        """The glyphs as operands of TJ."""
        found = self._strokes.get(glyphs)
        if found is None:
            found = self._strokes[glyphs] = self._compose(glyphs)
        return found

    def _compose(self, glyphs: Glyphs) -> Strokes:
        pieces: list[tuple[int, list[str]]] = []
        shift = 0
        for glyph in glyphs.glyphs:
            if not pieces or pieces[-1][0] != glyph.dy:
                pieces.append((glyph.dy, []))
            operands = pieces[-1][1]
            shift += glyph.dx
            if shift:
                operands.append(str(-shift))
            code = f"{self._code(glyph.gid, glyph.text):04X}"
            if operands and operands[-1].endswith(">"):
                operands[-1] = operands[-1][:-1] + code + ">"
            else:
                operands.append(f"<{code}>")
            shift = glyph.advance - self.face.advance(glyph.gid) - glyph.dx
        if shift and pieces:
            pieces[-1][1].append(str(-shift))
        return tuple((dy, "".join(operands)) for dy, operands in pieces)

    def _code(self, gid: int, text: str) -> int:
        return self._codes.setdefault((gid, text), len(self._codes) + 1)

    # --- the objects of the font ---

    def write(self, document: PDFDocument) -> int:
        """Write the font; the number of its object is given back."""
        program, places = _subset(self.face, {gid for gid, _ in self._codes})
        tag = _tag(program)
        name = f"/{tag}+{self.face.name}"
        mapping = b"".join(places[gid].to_bytes(2, "big") for gid, _ in self._codes)
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": reference(add(document, self._descriptor(document, name, program))),
                "CIDToGIDMap": reference(add(document, Stream(b"\0\0" + mapping))),
                "DW": 0,
                "W": f"[1 [{' '.join(str(self.face.advance(gid)) for gid, _ in self._codes)}]]",
            }
        )
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": f"[{reference(add(document, descendant))}]",
                "ToUnicode": reference(add(document, Stream(self._to_unicode()))),
            }
        )
        return add(document, font)

    def _descriptor(self, document: PDFDocument, name: str, program: bytes) -> PDFDictionary:
        head = bytes(self.face.hb_face.reference_table("head").data)
        box = [int.from_bytes(head[at : at + 2], "big", signed=True) for at in range(36, 44, 2)]
        scale = 1000 / self.face.hb_face.upem
        stream = Stream(program, {"Length1": len(program)})
        return PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": f"[{' '.join(str(round(edge * scale)) for edge in box)}]",
                "ItalicAngle": -12 if "Italic" in self.face.name else 0,
                "Ascent": self.face.ascender,
                "Descent": self.face.descender,
                "CapHeight": 714,
                "StemV": 80,
                "FontFile2": reference(add(document, stream)),
            }
        )

    def _to_unicode(self) -> bytes:
        entries = [f"<{code:04X}> <{_in_utf_16(text)}>" for (_, text), code in self._codes.items()]
        blocks = (entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK))
        text = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _TO_UNICODE.format(blocks=text).encode()


def _in_utf_16(text: str) -> str:
    """A text for ToUnicode. Where it cannot hold a character, `ActualText` says it and something stands in for it."""
    return text.translate(_STAND_INS).encode("utf-16-be").hex().upper()


def _subset(face: Face, gids: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """A TrueType font with no more than some glyphs, and their new numbers."""
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
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _tag(program: bytes) -> str:
    """The six letters that mark a subset (9.6.4), the same for the same glyphs."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
