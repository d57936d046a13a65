"""Text into glyphs, by HarfBuzz: kerning, ligatures, marks, joined and reordered scripts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

UNMAPPABLE = frozenset("\0\ufeff\ufffe")
"""Characters that no ToUnicode map may hold (ISO 19005-3, 6.2.11.7.2)."""
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_CACHED_WORDS = 60_000
_LONGEST_CACHED = 80

Strokes = tuple[tuple[int, str], ...]
"""Glyphs as operands of TJ: pieces with their distance from the baseline in thousandths of an em."""


class Glyph(NamedTuple):
    """A glyph in its place: number in the face, the text it stands for, advance and offsets in thousandths of an em."""

    gid: int
    text: str
    advance: int
    dx: int
    dy: int


@dataclass(frozen=True, eq=False, slots=True)
class Glyphs:
    """A word as glyphs of a face, in the order in which they are drawn from left to right; itself a key.

    `exact`: each glyph says its own part of the text, so that the text can be read off the glyphs. `strokes`: the
    operands that draw it in every file, where all its glyphs stand for what they stand for by nature.
    """

    face: Face
    text: str
    glyphs: tuple[Glyph, ...]
    width: int
    exact: bool
    strokes: Strokes | None = None
    operand: str | None = None
    """The whole of `strokes`, where all glyphs stand on the baseline."""


class Face:
    """A face: a font file, at a place on its axes of variation, with a cache of the words it has shaped."""

    def __init__(self, name: str, path: Path, axes: dict[str, float]) -> None:
        self.name = name
        self.axes = axes
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self.hb_face)
        if axes:
            self._font.set_variations(axes)
        self._scale: float = 1000 / self.hb_face.upem
        self.codes = frozenset(self.hb_face.unicodes)
        self.glyph_count: int = self.hb_face.glyph_count
        extents = self._font.get_font_extents("ltr")
        self.ascender = self._em(extents.ascender)
        self.descender = self._em(extents.descender)
        head = bytes(self.hb_face.reference_table("head").data)
        self.box = [self._em(int.from_bytes(head[at : at + 2], "big", signed=True)) for at in range(36, 44, 2)]
        self._advances: dict[int, int] = {}
        self._words: dict[tuple[str, bool], Glyphs] = {}
        self.natural: dict[int, str] = {}
        """The text that a glyph stands for by nature: its first character, or the letters of a ligature."""
        self._learn_natural()

    def _learn_natural(self) -> None:
        for code in sorted(self.codes, reverse=True):
            self.natural[self._font.get_nominal_glyph(code)] = chr(code)
        for letters in _LIGATURES:
            glyphs = self._shape(letters, right_to_left=False).glyphs if self.has(letters) else ()
            if len(glyphs) == 1:
                self.natural[glyphs[0].gid] = letters

    def _em(self, units: float) -> int:
        return round(units * self._scale)

    def has(self, text: str) -> bool:
        """Whether the face has a glyph for each character."""
        return self.codes.issuperset(map(ord, text))

    def advance(self, gid: int) -> int:
        """The width of a glyph by itself, in thousandths of an em."""
        found = self._advances.get(gid)
        if found is None:
            found = self._advances[gid] = self._em(self._font.get_glyph_h_advance(gid))
        return found

    def shape(self, text: str, right_to_left: bool = False) -> Glyphs:
        """The glyphs of a stretch of text in one script and direction."""
        found = self._words.get((text, right_to_left))
        if found is None:
            found = self._shape(text, right_to_left)
            if len(self._words) >= _CACHED_WORDS:
                self._words.clear()
            if len(text) <= _LONGEST_CACHED:
                self._words[text, right_to_left] = found
        return found

    def _shape(self, text: str, right_to_left: bool) -> Glyphs:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self._font, buffer, {})
        infos = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
        starts = sorted({cluster for _, cluster in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        glyphs = tuple(
            Glyph(
                gid,
                text[cluster : ends[cluster]],
                self._em(place.x_advance),
                self._em(place.x_offset),
                self._em(place.y_offset),
            )
            for (gid, cluster), place in zip(infos, buffer.glyph_positions, strict=True)
        )
        exact = not right_to_left and len(starts) == len(glyphs) and UNMAPPABLE.isdisjoint(text)
        strokes = None
        if exact and all(self.natural.get(glyph.gid) == glyph.text for glyph in glyphs):
            strokes = self.compose(glyphs, [glyph.gid for glyph in glyphs])
        operand = strokes[0][1] if strokes is not None and len(strokes) == 1 and not strokes[0][0] else None
        return Glyphs(self, text, glyphs, sum(glyph.advance for glyph in glyphs), exact, strokes, operand)

    def shape_as(self, shown: str, text: str) -> Glyphs:
        """The glyphs of one text that stand, character by character, for another of the same length."""
        glyphs = self._shape(shown, right_to_left=False)
        if len(glyphs.glyphs) != len(text) or not glyphs.exact:
            return replace(glyphs, text=text, exact=False, strokes=None, operand=None)
        standing = tuple(glyph._replace(text=char) for glyph, char in zip(glyphs.glyphs, text, strict=True))
        return replace(glyphs, text=text, glyphs=standing, strokes=None, operand=None)

    def compose(self, glyphs: tuple[Glyph, ...], codes: list[int]) -> Strokes:
        """Glyphs as operands of TJ, under the codes that they have in a file."""
        pieces: list[tuple[int, list[str]]] = []
        shift = 0
        for glyph, code in zip(glyphs, codes, strict=True):
            if not pieces or pieces[-1][0] != glyph.dy:
                pieces.append((glyph.dy, []))
            operands = pieces[-1][1]
            shift += glyph.dx
            if shift:
                operands.append(str(-shift))
            if operands and operands[-1].endswith(">"):
                operands[-1] = f"{operands[-1][:-1]}{code:04X}>"
            else:
                operands.append(f"<{code:04X}>")
            shift = glyph.advance - self.advance(glyph.gid) - glyph.dx
        if shift and pieces:
            pieces[-1][1].append(str(-shift))
        return tuple((dy, "".join(operands)) for dy, operands in pieces)
