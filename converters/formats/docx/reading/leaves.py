"""A paragraph of Word becomes the block that its style names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from converters.formats.docx import kinds
from converters.formats.docx.anchors import Anchor
from converters.formats.docx.kinds import LEAF_LABELS, SLOT_LABELS, Known
from converters.formats.docx.marks import Mark
from converters.formats.docx.reading.inline import InlineReader, milestone_fields, page_break_number
from converters.formats.docx.reading.pieces import Para, Piece, Point, Text, is_deleted, is_tracked
from converters.formats.docx.reading.story import chain_of
from converters.model.metadata import Title
from converters.model.node import Node
from converters.model.nodes import (
    Content,
    Heading,
    Image,
    Label,
    Milestone,
    Note,
    PageBreak,
    Paragraph,
    Preformatted,
    Segment,
)
from converters.model.walk import content_text, joined, plain_text
from converters.report import Report

_CONTENTS = frozenset({"toc heading", "toc 1", "toc 2", "toc 3"})
"""Paragraphs of the table of contents, which says again what headings say."""
FILLERS = frozenset({"filler", "filler cell", "filler row"})
_LEVEL = re.compile(r"(heading|subject heading) \d", re.IGNORECASE)
_FOREIGN: Mapping[str, type[Node]] = {
    "footnote text": Paragraph,
    "endnote text": Paragraph,
    "quote": Paragraph,
    "intense quote": Paragraph,
    "caption": Heading,
}


@dataclass(slots=True, eq=False)
class Leaf:
    """A paragraph as a block: `block` is None where it only holds something else a place.

    `label` and `marking` are those of the item that begins with it, if it `begins_item`; `images` those of a figure.
    """

    para: Para
    block: Any = None
    anchor: Anchor | None = None
    label: Label | None = None
    marking: Segment | None = None
    images: tuple[Image, ...] | None = None
    caption: str | None = None
    begins_item: bool = False
    note: int | None = None
    """Which of the notes, in the order in which they were read, it stands in."""

    def spell_out(self) -> None:
        """Make label and marking words of the text: it begins no item that could have them."""
        slots = [slot for slot in (self.label, self.marking) if slot is not None]
        if slots and hasattr(self.block, "content"):
            before = [part for slot in slots for part in (*slot.content, " ")]
            self.block = msgspec.structs.replace(self.block, content=joined((*before, *self.block.content)))
            self.label = self.marking = None


def is_contents(leaf: Leaf) -> bool:
    """Whether a paragraph is one of the table of contents."""
    return _leaf_mark(leaf.para).label.casefold() in _CONTENTS


class LeafReader:
    """Makes leaves of paragraphs."""

    def __init__(self, inlines: InlineReader, report: Report) -> None:
        self._inlines = inlines
        self._report = report

    def read(self, para: Para) -> Leaf:
        """The block of a paragraph, with its number, marking and id."""
        leaf = Leaf(para)
        mark = _leaf_mark(para)
        name = mark.label.casefold()
        pieces = para.pieces
        anchor, pieces = _own_anchor(pieces)
        known = LEAF_LABELS.get(name)
        kind = known.rule.kind if known is not None else _foreign_kind(para, name)
        slots, pieces = self._slots(pieces, _OF_ITEMS | _SLOTS_OF.get(kind, frozenset()))
        leaf.anchor = anchor
        leaf.label = cast("Label | None", slots.get("item-label"))
        leaf.marking = cast("Segment | None", slots.get("item-marking"))
        if name in _CONTENTS:
            return leaf
        if name in FILLERS:
            block = self._block(Paragraph, {}, pieces, slots)
            leaf.block = block if plain_text(block).strip() or block.number or block.marking else None
        elif name == "figure":
            self._read_figure(leaf, self._inlines.content(pieces))
        elif name == "note host":
            content = self._inlines.content(pieces)
            notes = [part for part in content if isinstance(part, Note)]
            leaf.block = notes[0] if len(notes) == 1 and len(content) == 1 else Paragraph(content=content)
        else:
            fields = kinds.fields_of(known, mark) if known is not None else {}
            leaf.block = self._block(kind, fields, pieces, slots)
            leaf.caption = name if name in _CAPTIONS else None
        if leaf.block is not None and anchor is not None:
            leaf.block = self._inlines.identified(leaf.block, anchor)
        elif leaf.block is not None and para.known.id is not None:
            leaf.block = msgspec.structs.replace(leaf.block, id=para.known.id)
        return leaf

    def _read_figure(self, leaf: Leaf, content: Content) -> None:
        """The pictures of a figure, or a paragraph of words without any; words beside pictures are told."""
        images = tuple(part for part in content if isinstance(part, Image))
        words = content_text(tuple(part for part in content if not isinstance(part, Image))).strip()
        if words and not images:
            leaf.block = Paragraph(content=content)
            return
        leaf.images = images
        if words:
            self._report.warn("unread", f"“{words}” stands beside a picture, where only pictures can stand")

    def _block(self, kind: type[Node], fields: dict[str, Any], pieces: list[Piece], slots: Mapping[str, Node]) -> Any:
        sign = _SIGNS.get(kind)
        if sign is not None:
            shown = (piece for piece in pieces if isinstance(piece, Text) and not is_deleted(piece))
            return sign(fields, "".join(piece.text for piece in shown))
        fields["content"] = self._inlines.content(pieces, line_ends=kind is Preformatted)
        fields |= {key: slot for key, slot in slots.items() if key not in _OF_ITEMS}
        return cast(Any, kind)(**fields)

    def _slots(self, pieces: list[Piece], names: frozenset[str]) -> tuple[dict[str, Node], list[Piece]]:
        """What stands before the text: labels, numbers, markings, each with the blank after it.

        Those that are not among `names` are words of the text: its block has no place for them.
        """
        slots: dict[str, Node] = {}
        while True:
            start = next((place for place, piece in enumerate(pieces) if not isinstance(piece, Point)), None)
            if start is None or not pieces[start].chain:
                return slots, pieces
            mark = pieces[start].chain[0]
            known = SLOT_LABELS.get(mark.label.casefold())
            slot = _SLOT_NAMES.get(known.rule.label) if known is not None else None
            if known is None or slot not in names or slot in slots:
                return slots, pieces
            end = start
            while end < len(pieces) and (isinstance(pieces[end], Point) or pieces[end].chain[:1] == (mark,)):
                end += 1
            while end > start and isinstance(pieces[end - 1], Point):
                end -= 1
            slots[slot] = self._slot(known, pieces[:end], start)
            pieces = _without_blank(pieces[end:])

    def _slot(self, known: Known, pieces: list[Piece], start: int) -> Node:
        points = [piece for piece in pieces[:start] if isinstance(piece, Point)]
        tag = str(known.rule.kind.__struct_config__.tag)
        own = next((point for point in points if point.anchor.kind == tag), None)
        node = self._inlines.slot([*(point for point in points if point is not own), *pieces[start:]], known)
        return cast(Node, self._inlines.identified(node, own.anchor)) if own is not None else node


_SLOT_NAMES = {rule.label: slot for slot, rule in kinds.SLOTS.items()}
_OF_ITEMS = frozenset({"item-label", "item-marking"})
_SLOTS_OF: Mapping[type[Node], frozenset[str]] = {
    Paragraph: frozenset({"number", "marking"}),
    Heading: frozenset({"marking"}),
}
"""What a block has a field for of what may stand before its text."""
_CAPTIONS = frozenset(label.casefold() for label in kinds.HEADINGS) | {"caption"}


def _page_break(fields: dict[str, Any], text: str) -> PageBreak:
    return PageBreak(**fields, n=page_break_number(text))


def _milestone(fields: dict[str, Any], text: str) -> Milestone:
    return Milestone(**{**fields, **milestone_fields(text)})


def _title(fields: dict[str, Any], text: str) -> Title:
    return Title(**fields, text=text)


_SIGNS: Mapping[type[Node], Callable[[dict[str, Any], str], Node]] = {
    PageBreak: _page_break,
    Milestone: _milestone,
    Title: _title,
}
"""Kinds whose fields are in the text of their paragraph."""


def _leaf_mark(para: Para) -> Mark:
    """The mark that names the kind of a paragraph; the level of a heading is not part of it."""
    chain = chain_of(para)
    mark = chain[-1] if chain else Mark("")
    if _LEVEL.fullmatch(mark.label):
        return Mark(mark.label[:-2], mark.params)
    return mark


def _foreign_kind(para: Para, name: str) -> type[Node]:
    """The kind of a paragraph with a style that is not ours."""
    if para.outline is not None:
        return Heading
    return _FOREIGN.get(name, Paragraph)


def heading_level(para: Para) -> int | None:
    """The level of a heading in the outline, counted from 1."""
    chain = chain_of(para)
    if chain and _LEVEL.fullmatch(chain[-1].label):
        return int(chain[-1].label[-1])
    return para.outline + 1 if para.outline is not None else None


_LEAF_TAGS = frozenset(str(rule.kind.__struct_config__.tag) for rule in kinds.LEAVES.values()) | {"line"}


def _own_anchor(pieces: list[Piece]) -> tuple[Anchor | None, list[Piece]]:
    """The anchor of the paragraph itself: the one with the lowest number before its text."""
    points: list[Point] = []
    for piece in pieces:
        if not isinstance(piece, Point):
            break
        points.append(piece)
    own = min((point.anchor for point in points if point.anchor.kind in _LEAF_TAGS), key=_serial, default=None)
    rest = [piece for piece in pieces if not (isinstance(piece, Point) and piece.anchor is own)]
    return own, rest


def _serial(anchor: Anchor) -> int:
    return anchor.serial


def _without_blank(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the one blank after a number or marking."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Point):
            continue
        if isinstance(piece, Text) and all(map(is_tracked, piece.chain)) and piece.text[:1] in (" ", "\t"):
            rest = piece.text[1:]
            return [*pieces[:place], *([Text(rest, piece.chain)] if rest else []), *pieces[place + 1 :]]
        break
    return pieces


def restyled(block: Any, kind: type[Node]) -> Any:
    """A block as one of another kind, which alone can stand where an editor put it: number and marking become words."""
    slots = (getattr(block, name, None) for name in ("number", "marking"))
    before = [part for slot in slots if slot is not None for part in (*slot.content, " ")]
    content = joined((*before, *getattr(block, "content", ())))
    fields = {"id": block.id, "lang": block.lang}
    return cast(Any, kind)(content=content, **fields)
