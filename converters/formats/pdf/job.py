"""What all parts of the engine share while one document is set: its theme, its tree, its notes and its ledger."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from converters.formats.pdf import bidi, cjk, structure
from converters.formats.pdf.as_sent import SentLines
from converters.formats.pdf.hyphenation import SHORTEST, divisions
from converters.formats.pdf.images import Pictures
from converters.formats.pdf.pieces import Piece
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.structure import HEADINGS, MAX_HEADING
from converters.formats.pdf.tags import Element, Slot, Tree, language_at
from converters.formats.pdf.theme import Setting, Style, Theme
from converters.formats.pdf.wording import Own, Wording, primary, spelt
from converters.model.node import Node, Span
from converters.model.numerals import in_letters
from converters.report import Report

if TYPE_CHECKING:
    from converters.formats.pdf.setter import Setter
    from converters.formats.pdf.token import Token

Align = Literal["justify", "left", "right", "center"]


class Column(NamedTuple):
    """Where blocks are set: how far from the left edge, how wide, in which settings.

    `lead` is what stands before the first words: the label of a note, the marking of an item. `depth` counts the
    sections around; `text`: what stands here is running text, though it may begin with an element; `is_counted`: its
    lines have numbers where the theme asks for them.
    """

    width: float
    x: float = 0.0
    body: str = "paragraph"
    line: str = "line"
    align: Align | None = None
    lead: tuple[Piece, ...] = ()
    depth: int = 1
    text: bool = False
    is_counted: bool = False

    def inset(self, left: float, right: float = 0.0) -> Column:
        """A column within this one; it is never narrower than a third of it."""
        taken = min(left + right, self.width * 2 / 3)
        share = taken / (left + right) if left + right else 0.0
        return self._replace(width=self.width - taken, x=self.x + left * share)


class Entry(NamedTuple):
    """A line of the outline: how deep it stands, its words and the element it leads to."""

    level: int
    title: str
    element: Element


@dataclass(slots=True)
class Headings:
    """The levels of the headings, none of which may be skipped (PDF/UA-1, 7.4.2). The title has the first."""

    depths: list[int] = field(default_factory=list)

    def type(self, depth: int) -> str:
        """The structure type of the next heading: one level below the last that stood in fewer sections."""
        while self.depths and self.depths[-1] >= depth:
            self.depths.pop()
        self.depths.append(depth)
        return HEADINGS[min(len(self.depths) + 1, MAX_HEADING) - 1]


@dataclass(slots=True)
class NoteMarks:
    """The marks of the notes: numbers for notes that have none printed, letters for the apparatus.

    `taken` are the marks that notes have by themselves.
    """

    taken: frozenset[str] = frozenset()
    numbers: int = 0
    letters: int = 0

    def number(self) -> str:
        """The next number."""
        while True:
            self.numbers += 1
            if str(self.numbers) not in self.taken:
                return str(self.numbers)

    def letter(self) -> str:
        """The next letter: a to z, then aa to zz and so on."""
        while True:
            self.letters += 1
            mark = in_letters(self.letters)
            if mark not in self.taken:
                return mark


SetBlocks = Callable[["Job", Sequence[Node | str], Element, Column], Iterator[Slab]]
SetInline = Callable[["Setter", Node, Element, Style, "str | None"], None]


@dataclass(slots=True)
class Job:
    """One document on its way to its pages.

    `set_blocks` and `set_inline` set what stands in notes and cells; they are given here because blocks hold notes, and
    notes hold blocks.
    """

    theme: Theme
    report: Report
    set_blocks: SetBlocks
    set_inline: SetInline
    ids: frozenset[str]
    language: str | None = None
    wording: Wording = field(default_factory=Wording)
    speaks_alike: bool = False
    """Whether all of the document and the edition is English, so that no words need to say their language."""
    sent: SentLines | None = None
    elsewhere: Container[str] = frozenset()
    """The ids that links may lead to in other texts of the same book."""
    tree: Tree = field(default_factory=Tree)
    pictures: Pictures = field(default_factory=Pictures)
    headings: Headings = field(default_factory=Headings)
    marks: NoteMarks = field(default_factory=NoteMarks)
    outline: list[Entry] = field(default_factory=list)
    endnotes: list[tuple[Element, Callable[[], list[Slab]]]] = field(default_factory=list)
    """The notes that stand at the end, and what sets each of them there."""
    _spoken: tuple[Slot | None, str | None] = (None, None)
    """The last place in which a word was to be divided, and its language."""
    _missing: set[str] = field(default_factory=set)

    def setting(self, name: str) -> Setting:
        """A setting of the theme."""
        return self.theme.settings[name]

    @property
    def text_column(self) -> Column:
        """The whole width, for the text itself."""
        return self.page_column._replace(is_counted=True)

    @property
    def page_column(self) -> Column:
        """The whole width of the text."""
        return Column(self.theme.sheet.measure)

    def runs_left(self, element: Element) -> bool:
        """Whether the language of a place is written from right to left."""
        return bidi.runs_left(language_at(element) or self.language)

    def lines(self, pieces: Sequence[Piece], span: Span | None) -> Sequence[Piece]:
        """The pieces of a block, with its lines as they were sent where the theme asks for that."""
        return self.sent.broken(pieces, span) if self.sent is not None else pieces

    def divide(self, token: Token) -> tuple[int, ...]:
        """Before which characters a word may be divided, in the language in which it stands."""
        glyphs, slot = token.glyphs, token.run.slot
        if glyphs is None or len(glyphs.text) < SHORTEST or token.operand is None or slot is None:
            return ()
        if slot is not self._spoken[0]:
            self._spoken = slot, language_at(slot.element) or self.language
        language = self._spoken[1]
        return divisions(glyphs.text, language) if language is not None else ()

    def outline_entry(self, level: int, title: str, element: Element) -> None:
        """Add a line to the outline."""
        element.is_goal = True
        self.outline.append(Entry(level, title, element))

    def put_at_end(self, element: Element, slabs: Callable[[], list[Slab]]) -> None:
        """Let a note stand at the end; it is set when all else is."""
        element.is_late = True
        self.endnotes.append((element, slabs))

    def say(self, own: Own, element: Element) -> tuple[str, Slot]:
        """Words of the edition, and their place below an element: tagged with their language where it has another."""
        if self.speaks_alike:
            return spelt(own), element.generated()
        text, language = self.wording.said(own)
        return text, self.place_of(language if language != self.spoken_at(element) else None, element)

    def spoken_at(self, element: Element) -> str:
        """The language of a place, without regions."""
        return primary(language_at(element) or self.language)

    def place_of(self, language: str | None, element: Element) -> Slot:
        """A place for words of the edition; `language`: theirs, where it is not that of the element."""
        if language is None:
            return element.generated()
        child = element.child(structure.OWN_WORDS)
        child.lang = language
        return child.generated()

    def missing(self, char: str, slot: Slot | None) -> None:
        """Tell, once for each character, that no face has it."""
        if char in self._missing:
            return
        self._missing.add(char)
        more = f" (`pip install 'dragoman[{cjk.EXTRA}]'` has one)" if cjk.is_without_face(char) else ""
        self.report.warn(
            "approximated",
            f"no face has a glyph for U+{ord(char):04X}: its code point is shown in its place{more}",
            place=_place_of(slot.element if slot is not None else None),
        )


def _place_of(element: Element | None) -> str | None:
    """The nearest id above a place."""
    while element is not None and element.id is None:
        element = element.parent
    return element.id if element is not None else None
