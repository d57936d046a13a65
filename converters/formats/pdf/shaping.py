"""Text into glyphs, by HarfBuzz: kerning, ligatures, marks, joined and reordered scripts."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

UNMAPPABLE: Final = frozenset("\0\ufeff\ufffe")
"""Characters that no ToUnicode map may hold (ISO 19005-3, 6.2.11.7.2)."""
_LIGATURES: Final = ("ff", "fi", "fl", "ffi", "ffl")
_CONTROLS: Final = frozenset((*range(0x20), *range(0x7F, 0xA0)))
"""Control characters: fonts that have glyphs for them show nothing."""
_CACHED_WORDS: Final = 60_000
LONGEST_CACHED: Final = 80


class Stroke(NamedTuple):
    """Glyphs as operands of TJ: pieces with their distance from the baseline in thousandths of an em.

    `actual`: what they stand for, where ToUnicode cannot say it; nothing, for the marks of a letter that says it all.
    """

    pieces: tuple[tuple[int, str], ...]
    actual: str | None = None


class Glyph(NamedTuple):
    """A glyph in its place: number in the face, the text it stands for, advance and offsets in thousandths of an em.

    `cluster` is where its text begins in the word. Where several glyphs stand for the same text together, one of them
    has it all, and the others have none.
    """

    gid: int
    text: str
    cluster: int
    advance: int
    dx: int
    dy: int


@dataclass(frozen=True, eq=False, slots=True)
class Glyphs:
    """A word as glyphs of a face, from left to right; itself a key.

    The glyphs are drawn in the order of the text, `backwards` where it runs from right to left. `operand`: what draws
    the word in every file, where all its glyphs stand on the baseline for what they stand for by nature; such a word
    has only their numbers, `gids`, and no `glyphs`.
    """

    face: Face
    text: str
    width: int
    gids: tuple[int, ...]
    glyphs: tuple[Glyph, ...] = ()
    backwards: bool = False
    operand: str | None = None

    def text_of(self, cluster: list[int]) -> str:
        """The text that some glyphs stand for together."""
        return "".join(self.glyphs[at].text for at in cluster)


class Face:
    """A face: a font file, at a place on its axes of variation, with a cache of the words it has shaped."""

    def __init__(self, name: str, path: Path, axes: dict[str, float]) -> None:
        self.name = name
        self.axes = axes
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self.hb_face)
        if axes:
            self._font.set_variations(axes)
        self.is_compact = "CFF " in self.hb_face.table_tags
        """Whether its outlines are those of a Compact Font Format, and not of TrueType."""
        self._scale: float = 1000 / self.hb_face.upem
        self.codes = frozenset(code for code in self.hb_face.unicodes if code not in _CONTROLS)
        self.glyph_count: int = self.hb_face.glyph_count
        extents = self._font.get_font_extents("ltr")
        self.ascender = self._em(extents.ascender)
        self.descender = self._em(extents.descender)
        head = bytes(self.hb_face.reference_table("head").data)
        self.box = [self._em(int.from_bytes(head[at : at + 2], "big", signed=True)) for at in range(36, 44, 2)]
        self._advances: dict[int, int] = {}
        self._words: dict[str, Glyphs] = {}
        self._words_to_left: dict[str, Glyphs] = {}
        self._stand_ins: dict[tuple[str, str], Glyphs | None] = {}
        self.natural: dict[int, str] = {}
        """The text that a glyph stands for by nature: its first character, or the letters of a ligature."""
        self._learn_natural()

    def _learn_natural(self) -> None:
        for code in sorted(self.codes, key=_naturalness, reverse=True):
            self.natural[self._font.get_nominal_glyph(code)] = chr(code)
        for letters in _LIGATURES:
            gids = self._shape(letters, right_to_left=False).gids if self.has(letters) else ()
            if len(gids) == 1:
                self.natural[gids[0]] = letters

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
        known = self._words_to_left if right_to_left else self._words
        found = known.get(text)
        if found is None:
            found = self._shape(text, right_to_left)
            if len(known) >= _CACHED_WORDS:
                known.clear()
            if len(text) <= LONGEST_CACHED:
                known[text] = found
        return found

    def measure(self, text: str, right_to_left: bool = False) -> tuple[int, int]:
        """The width of a stretch of text, in thousandths of an em, and how many glyphs it has."""
        _, positions = self._positioned(text, right_to_left)
        scale = self._scale
        return sum([round(place.x_advance * scale) for place in positions]), len(positions)

    def _positioned(self, text: str, right_to_left: bool) -> tuple[Sequence[Any], Sequence[Any]]:
        """What HarfBuzz makes of a text: glyphs, and where they stand."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self._font, buffer, {})
        return buffer.glyph_infos, buffer.glyph_positions

    def _shape(self, text: str, right_to_left: bool) -> Glyphs:
        infos, positions = self._positioned(text, right_to_left)
        plain = None if right_to_left else self._plain(text, infos, positions)
        if plain is not None:
            return plain
        clusters = [info.cluster for info in infos]
        advances = [self._em(place.x_advance) for place in positions]
        texts = _texts(text, clusters, advances)
        glyphs = tuple(
            Glyph(info.codepoint, said, info.cluster, advance, self._em(place.x_offset), self._em(place.y_offset))
            for info, place, said, advance in zip(infos, positions, texts, advances, strict=True)
        )
        gids = tuple(info.codepoint for info in infos)
        return Glyphs(self, text, sum(advances), gids, glyphs, right_to_left)

    def _plain(self, text: str, infos: Sequence[Any], positions: Sequence[Any]) -> Glyphs | None:
        """A word each of whose glyphs stands on the baseline, for what it stands for by nature; None for others."""
        natural, scale = self.natural, self._scale
        ends = [info.cluster for info in infos[1:]]
        ends.append(len(text))
        gids: list[int] = []
        codes: list[str] = []
        width = 0
        for info, place, end in zip(infos, positions, ends, strict=True):
            gid = info.codepoint
            if natural.get(gid) != text[info.cluster : end] or place.x_offset or place.y_offset:
                return None
            advance = place.x_advance if scale == 1 else round(place.x_advance * scale)
            kerning = self.advance(gid) - advance
            codes.append(f"{gid:04X}>{kerning}<" if kerning else f"{gid:04X}")
            gids.append(gid)
            width += advance
        operand = f"<{''.join(codes)}>".removesuffix("<>")
        return Glyphs(self, text, width, tuple(gids), operand=operand)

    def shape_as(self, shown: str, text: str) -> Glyphs | None:
        """The glyphs of one text that stand, character by character, for another of the same length."""
        key = (shown, text)
        with contextlib.suppress(KeyError):
            return self._stand_ins[key]
        found = self._shaped_as(shown, text)
        if len(self._stand_ins) >= _CACHED_WORDS:
            self._stand_ins.clear()
        self._stand_ins[key] = found
        return found

    def _shaped_as(self, shown: str, text: str) -> Glyphs | None:
        infos, positions = self._positioned(shown, right_to_left=False)
        shaped = self._plain(shown, infos, positions)
        if shaped is None or len(shaped.gids) != len(text):
            return None
        advances = [self._em(place.x_advance) for place in positions]
        glyphs = tuple(
            Glyph(gid, char, at, advance, 0, 0)
            for at, (gid, char, advance) in enumerate(zip(shaped.gids, text, advances, strict=True))
        )
        return Glyphs(self, text, sum(advances), shaped.gids, glyphs)

    def compose(self, shaped: Glyphs, codes: list[int]) -> tuple[Stroke, ...]:
        """What draws glyphs in the order of their text, under the codes that they have in a file."""
        pen = _Pen(self, shaped, codes)
        for cluster in _clusters(shaped):
            letters = [at for at in cluster if shaped.glyphs[at].advance] or cluster[:1]
            text = shaped.text_of(cluster)
            pen.draw(letters, None if len(letters) == 1 and UNMAPPABLE.isdisjoint(text) else text)
            marks = [at for at in cluster if at not in letters]
            if marks:
                pen.draw(marks, "")
        return pen.finish()


def _naturalness(code: int) -> tuple[bool, int]:
    """What orders the characters that share a glyph: the first comes first, but for radicals, which are ideographs."""
    return 0x2E80 <= code < 0x2FE0, code


def _texts(text: str, clusters: list[int], advances: list[int]) -> list[str]:
    """The text that each glyph stands for, given where the text of each begins and how wide each is."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    if len(starts) == len(clusters):
        return [text[start : ends[start]] for start in clusters]
    bearers: dict[int, int] = {}
    for at, start in enumerate(clusters):
        if start not in bearers or (advances[at] and not advances[bearers[start]]):
            bearers[start] = at
    return [text[start : ends[start]] if bearers[start] == at else "" for at, start in enumerate(clusters)]


def _clusters(shaped: Glyphs) -> list[list[int]]:
    """The places of the glyphs that stand for the same part of the text, in the order of the text."""
    clusters: list[list[int]] = []
    last = -1
    for at, glyph in enumerate(shaped.glyphs):
        if glyph.cluster != last:
            clusters.append([])
            last = glyph.cluster
        clusters[-1].append(at)
    return clusters[::-1] if shaped.backwards else clusters


class _Pen:
    """Draws the glyphs of a word one after the other, moving to where each stands."""

    def __init__(self, face: Face, shaped: Glyphs, codes: list[int]) -> None:
        self._face = face
        self._shaped = shaped
        self._codes = codes
        self._starts = [0, *accumulate(glyph.advance for glyph in shaped.glyphs)]
        self._strokes: list[Stroke] = []
        self._pieces: list[tuple[int, list[str]]] = []
        self._at = 0

    def draw(self, places: list[int], actual: str | None) -> None:
        """Draw some glyphs, which stand for `actual` where they do not say themselves what they stand for."""
        if actual is not None:
            self._lift(None)
        for at in places:
            self._draw(at)
        if actual is not None:
            self._lift(actual)

    def _draw(self, at: int) -> None:
        glyph = self._shaped.glyphs[at]
        if not self._pieces or self._pieces[-1][0] != glyph.dy:
            self._pieces.append((glyph.dy, []))
        operands = self._pieces[-1][1]
        self._move(self._starts[at] + glyph.dx, operands)
        if operands and operands[-1].endswith(">"):
            operands[-1] = f"{operands[-1][:-1]}{self._codes[at]:04X}>"
        else:
            operands.append(f"<{self._codes[at]:04X}>")
        self._at += self._face.advance(glyph.gid)

    def _move(self, to: int, operands: list[str]) -> None:
        if to != self._at:
            operands.append(str(self._at - to))
            self._at = to

    def _lift(self, actual: str | None) -> None:
        if self._pieces:
            pieces = tuple((dy, "".join(operands)) for dy, operands in self._pieces)
            self._strokes.append(Stroke(pieces, actual))
            self._pieces = []

    def finish(self) -> tuple[Stroke, ...]:
        """Move to the end of the word, and give all that was drawn."""
        if self._at != self._shaped.width:
            if not self._pieces:
                self._pieces.append((0, []))
            self._move(self._shaped.width, self._pieces[-1][1])
        self._lift(None)
        return tuple(self._strokes)
