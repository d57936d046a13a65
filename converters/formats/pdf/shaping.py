"""Text into glyphs, by HarfBuzz: kerning, ligatures, marks, joined and reordered scripts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

UNMAPPABLE = frozenset("\0\ufeff\ufffe")
"""Characters that no ToUnicode map may hold (ISO 19005-3, 6.2.11.7.2)."""
_CACHED_WORDS = 60_000


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

    `exact`: each glyph says its own part of the text, so that the text can be read off the glyphs.
    """

    face: Face
    text: str
    glyphs: tuple[Glyph, ...]
    width: int
    exact: bool


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
        extents = self._font.get_font_extents("ltr")
        self.ascender = self._em(extents.ascender)
        self.descender = self._em(extents.descender)
        self._words: dict[tuple[str, bool], Glyphs] = {}

    def _em(self, units: float) -> int:
        return round(units * self._scale)

    def has(self, text: str) -> bool:
        """Whether the face has a glyph for each character."""
        return self.codes.issuperset(map(ord, text))

    def advance(self, gid: int) -> int:
        """The width of a glyph by itself, in thousandths of an em."""
        return self._em(float(self._font.get_glyph_h_advance(gid)))

    def word(self, text: str) -> Glyphs | None:
        """The glyphs of a word written from left to right, or None where the face lacks a character of it."""
        found = self._words.get((text, False))
        if found is None and self.has(text):
            found = self.shape(text)
        return found

    def shape(self, text: str, right_to_left: bool = False) -> Glyphs:
        """The glyphs of a stretch of text in one script and direction."""
        found = self._words.get((text, right_to_left))
        if found is None:
            if len(self._words) >= _CACHED_WORDS:
                self._words.clear()
            found = self._words[text, right_to_left] = self._shape(text, right_to_left)
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
        return Glyphs(self, text, glyphs, sum(glyph.advance for glyph in glyphs), exact)

    def shape_as(self, shown: str, text: str) -> Glyphs:
        """The glyphs of one text that stand, character by character, for another of the same length."""
        glyphs = self._shape(shown, right_to_left=False)
        if len(glyphs.glyphs) != len(text) or not glyphs.exact:
            return replace(glyphs, text=text, exact=False)
        standing = tuple(glyph._replace(text=char) for glyph, char in zip(glyphs.glyphs, text, strict=True))
        return replace(glyphs, text=text, glyphs=standing)
