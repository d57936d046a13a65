"""A paragraph of others becomes the block that its style, in any language, or its level in the outline names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from converters.formats.docx.kinds import number_value
from converters.formats.docx.marks import Mark
from converters.formats.docx.reading.foreign_styles import FOREIGN
from converters.formats.docx.reading.inline import InlineReader
from converters.formats.docx.reading.leaves import Leaf, heading_level
from converters.formats.docx.reading.pieces import Para, Piece, Point, Text
from converters.formats.docx.reading.story import chain_of
from converters.model.metadata import Title
from converters.model.node import Node
from converters.model.nodes import (
    Content,
    Dateline,
    Heading,
    Image,
    Milestone,
    Note,
    PageBreak,
    Paragraph,
    Preformatted,
    Salute,
    Segment,
    Signed,
)
from converters.model.walk import content_text

_KINDS: Mapping[str, type[Node]] = {
    "caption": Heading,
    "source code": Preformatted,
    "preformatted": Preformatted,
    "salute": Salute,
    "signed": Signed,
    "dateline": Dateline,
}
_TITLES = {"title": "main", "subtitle": "sub"}
_ALONE: tuple[type[Node], ...] = (Note, PageBreak, Milestone)
"""Kinds that stand between blocks where nothing else is in their paragraph."""


class ForeignLeafReader:
    """Makes leaves of paragraphs. A title is one of the record as long as no text came before it."""

    def __init__(self, inlines: InlineReader) -> None:
        self._inlines = inlines
        self._has_begun = False

    def read(self, para: Para) -> Leaf:
        """The block of a paragraph, with its id, language and attributes."""
        leaf = Leaf(para)
        chain = chain_of(para)
        name = chain[-1].label.casefold() if chain else ""
        kind = Heading if heading_level(para) is not None else _KINDS.get(name, Paragraph)
        lang, pieces = _language(_without_gap(para.pieces) if para.known.begins_note else para.pieces)
        if kind is Preformatted:
            pieces = [_proportional(piece) for piece in pieces]
        content = self._inlines.content(pieces, line_ends=kind is Preformatted)
        if name in _TITLES and not self._has_begun and _is_text(content):
            leaf.block = Title(text=content_text(content), type=cast(Any, _TITLES[name]), id=para.known.id, lang=lang)
            return leaf
        if not content and not para.known.id:
            leaf.block = Paragraph(content=())
            return leaf
        self._has_begun = True
        images = _images(content)
        if images is not None:
            leaf.images = images
            return leaf
        leaf.caption = "caption" if name == "caption" and kind is Heading else None
        leaf.block = self._block(kind, para, content, lang)
        return leaf

    def _block(self, kind: type[Node], para: Para, content: Content, lang: str | None) -> Any:
        fields: dict[str, Any] = {"id": para.known.id, "lang": lang, "attrs": para.known.attrs}
        if len(content) == 1 and isinstance(content[0], _ALONE):
            return msgspec.structs.replace(content[0], id=para.known.id)
        if kind is Heading and para.known.number is not None and para.known.number.label.strip():
            content = (_number(para.known.number.label), " ", *content)
            if isinstance(content[2], str):
                content = (content[0], f" {content[2]}", *content[3:])
        return cast(Any, kind)(content=content, **fields)


def _number(label: str) -> Segment:
    """The number before a heading, which Word counts and the text does not hold."""
    segment = Segment(content=(label.strip(),), role="number")
    return msgspec.structs.replace(segment, value=number_value(cast(Any, segment)))


def _is_text(content: Content) -> bool:
    return bool(content_text(content).strip()) and all(
        isinstance(part, str) or _is_text(getattr(part, "content", ())) for part in content
    )


def _images(content: Content) -> tuple[Image, ...] | None:
    """The pictures of a paragraph that holds nothing else."""
    images = tuple(part for part in content if isinstance(part, Image))
    rest = [part for part in content if not isinstance(part, Image)]
    return images if images and all(isinstance(part, str) and not part.strip() for part in rest) else None


def _without_gap(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a note without the blanks between its mark and its text."""
    first = next((place for place, piece in enumerate(pieces) if not isinstance(piece, Point)), len(pieces))
    piece = pieces[first] if first < len(pieces) else None
    if not isinstance(piece, Text):
        return pieces
    text = piece.text.lstrip()
    return [*pieces[:first], *([piece._replace(text=text)] if text else []), *pieces[first + 1 :]]


def _language(pieces: list[Piece]) -> tuple[str | None, list[Piece]]:
    """The one language of all words of a paragraph, where it is not that of the file, and the pieces without it."""
    first = {piece.chain[:1] for piece in pieces if isinstance(piece, Text) and any(map(str.isalpha, piece.text))}
    mark = next(iter(first))[0] if len(first) == 1 and next(iter(first)) else None
    if mark is None or mark.label != FOREIGN:
        return None, pieces
    return dict(mark.params)["lang"], [_without(piece, mark) for piece in pieces]


def _proportional(piece: Piece) -> Piece:
    """A piece of a listing without what says that it is set like one."""
    return piece._replace(chain=tuple(mark for mark in piece.chain if mark != _TYPEWRITER))


_TYPEWRITER = Mark("Monospace")


def _without(piece: Piece, mark: Mark) -> Piece:
    if isinstance(piece, Point) or piece.chain[:1] != (mark,):
        return piece
    return piece._replace(chain=piece.chain[1:])
