"""The faces of one file, and the words that were drawn with each."""

from __future__ import annotations

from typing import Final

from converters.formats.pdf.embedding import EmbeddedFace
from converters.formats.pdf.lines import Line
from converters.formats.pdf.shaping import Face, Glyphs

_FORGET: Final = 100
"""After how many pages the words that were drawn are forgotten."""


class Faces:
    """The faces that a file uses, in order of first use."""

    def __init__(self, first: Face) -> None:
        self._embedded: dict[Face, EmbeddedFace] = {}
        self._drawn: set[Glyphs | None] = set()
        self._pages = 0
        self.first = self.of(first)

    def of(self, face: Face) -> EmbeddedFace:
        """The face in this file."""
        found = self._embedded.get(face)
        if found is None:
            found = self._embedded[face] = EmbeddedFace(face, f"F{len(self._embedded) + 1}")
        return found

    def use(self, line: Line) -> None:
        """Note the words of a line as drawn."""
        self._drawn.update([token.glyphs for token in line.tokens])

    def all(self) -> list[EmbeddedFace]:
        """All of them, with what is drawn with each."""
        for glyphs in self._drawn:
            if glyphs is not None:
                self._embedded[glyphs.face].used.add(glyphs)
        return list(self._embedded.values())

    def end_page(self) -> None:
        """Keep now and then of the words that were drawn no more than which glyphs they need: a book has many words."""
        self._pages += 1
        if self._pages % _FORGET:
            return
        for face in self.all():
            face.forget_words()
        self._drawn.clear()
