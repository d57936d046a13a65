"""What a paragraph is made of before it is broken into lines: stretches of text, breaks, pictures and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.theme import Style

if TYPE_CHECKING:
    from converters.formats.pdf.images import Picture
    from converters.formats.pdf.slabs import Slab


@dataclass(eq=False, slots=True)
class Link:
    """A link under way: where it leads (a URI, the id of a node, or an element) and the element that it belongs to."""

    element: Element
    uri: str | None = None
    target: str | None = None
    place: Element | None = None
    words: str = ""


class Text(msgspec.Struct, eq=False, gc=False):
    """A stretch of text in one style, for one slot of the structure tree; its tokens refer to it.

    What stands for no text of the document (a blank at the end of a line) has no text here either, and what belongs
    nowhere has no slot.
    """

    text: str
    style: Style
    slot: Slot | None
    link: Link | None = None
    level: int = 0
    """The embedding level of the bidirectional algorithm (UAX #9); odd is from right to left."""
    is_mark: bool = False
    """The mark of a note: it stands after the word that it hangs on."""


@dataclass(slots=True)
class Break:
    """A line ends here. `slot` takes the blank that stands for it, where there is one."""

    style: Style
    slot: Slot | None = None


@dataclass(slots=True)
class Inset:
    """A picture among the words."""

    picture: Picture
    slot: Slot
    style: Style


@dataclass(slots=True)
class Foot:
    """A note hangs here; it belongs at the foot of the page on which this stands."""

    slabs: list[Slab]


@dataclass(slots=True)
class Side:
    """Words for the margin beside the line in which this stands. `rule`: a thin stroke marks the place itself.

    `blank` parts the words before and after it, where neither side has a blank by itself. `strip` is a note that is set
    already, in place of words.
    """

    text: str = ""
    slot: Slot | None = None
    rule: bool = False
    blank: Text | None = None
    strip: Sequence[Slab] = ()


Piece = Text | Break | Inset | Foot | Side


@dataclass(slots=True)
class Flow:
    """The pieces of one paragraph, as they are gathered."""

    pieces: list[Piece] = field(default_factory=list)
    link: Link | None = None

    def text(self, text: str, style: Style, slot: Slot) -> None:
        """Add text."""
        if text:
            self.pieces.append(Text(text, style, slot, self.link))
