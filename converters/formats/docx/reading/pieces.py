"""What a Word file is made of, once its XML is read: paragraphs of pieces, and grids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from converters.formats.docx.anchors import ELEMENT, Anchor
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.reading.counters import Numbered


class Text(NamedTuple):
    """A stretch of text with its marks. `link` is the target of the link it stands in."""

    text: str
    chain: Chain


class Break(NamedTuple):
    """A line ends here."""

    chain: Chain


class Picture(NamedTuple):
    """A picture: its target (a `data:` URI or a URI outside), its alternative text."""

    target: str
    alt: str | None
    chain: Chain
    width: str | None = None
    height: str | None = None


class NoteMark(NamedTuple):
    """The mark of a note: the series, its number in the part of notes, its own mark if it has one."""

    series: str
    number: str
    mark: str | None
    chain: Chain


class CommentMark(NamedTuple):
    """Where a comment is anchored that no text is marked with."""

    number: str
    chain: Chain


class Formula(NamedTuple):
    """A formula in the notation of Office."""

    element: etree._Element
    chain: Chain


class Box(NamedTuple):
    """A text box: the element that holds its paragraphs."""

    element: etree._Element
    chain: Chain


class Point(NamedTuple):
    """A bookmark of ours between the pieces."""

    anchor: Anchor
    chain: Chain = ()


Piece = Text | Break | Picture | NoteMark | CommentMark | Formula | Box | Point


@dataclass(slots=True)
class Known:
    """What a paragraph says that is no text of it, in a file that we did not write.

    `id`: its first bookmark, as an id. `number`: what Word counts before it. `derived`: what a program made it for
    (`contents`). `sequence`: the series that it counts in (`Figure`). `breaks`: a page begins before it. `drops`: it is
    the large letter that the next paragraph begins with. `begins_note`: the mark of its note stands in it.
    """

    id: str | None = None
    attrs: dict[str, str] = field(default_factory=dict)
    derived: str | None = None
    sequence: str | None = None
    number: Numbered | None = None
    ends_section: bool = False
    breaks: bool = False
    drops: bool = False
    begins_note: bool = False


TRACKED = "@tracked"
"""The parameter, an attribute of the node, that tells a tracked change from an addition or deletion of the source."""


def is_tracked(mark: Mark) -> bool:
    """Whether a mark stands for a tracked change."""
    return any(key == TRACKED for key, _ in mark.params)


def is_deleted(piece: Piece) -> bool:
    """Whether a tracked change took a piece out."""
    return any(mark.label == "Deletion" and is_tracked(mark) for mark in piece.chain)


@dataclass(slots=True)
class Para:
    """A paragraph. `position` counts the paragraphs of a story; `style` are the marks of its style's name."""

    position: int
    style: Chain
    style_id: str | None
    pieces: list[Piece] = field(default_factory=list)
    numbering: tuple[str, int] | None = None
    outline: int | None = None
    align: str | None = None
    points: list[Anchor] = field(default_factory=list)
    """Anchors of tables, rows and cells that begin here."""
    known: Known = field(default_factory=Known)

    @property
    def first(self) -> int:
        """The position of its first paragraph."""
        return self.position

    last = first


@dataclass(slots=True)
class GridCell:
    """A cell: its paragraphs and tables, and what it spans."""

    items: list[Para | Grid]
    columns: int = 1
    rows: int = 1
    continues: bool = False


@dataclass(slots=True)
class GridRow:
    """A row of cells."""

    cells: list[GridCell]
    header: bool = False


@dataclass(slots=True)
class Grid:
    """A table. `first` and `last` are the positions of its paragraphs."""

    rows: list[GridRow]
    style: str
    first: int
    last: int
    attrs: dict[str, str] = field(default_factory=dict)


Item = Para | Grid


@dataclass(slots=True)
class Stretch:
    """A container: its anchor, and the positions of the first and last paragraph in it."""

    anchor: Anchor
    first: int
    last: int


@dataclass(slots=True)
class StoryParts:
    """A story as read: what it consists of, and the stretches that are marked in it."""

    items: list[Item]
    stretches: dict[int, list[Stretch]]
    """By the position of the first paragraph, in the order of their numbers."""

    def elements(self) -> list[Stretch]:
        """What stands in foreign elements, which hold it without being seen."""
        return [one for begun in self.stretches.values() for one in begun if one.anchor.kind == ELEMENT]
