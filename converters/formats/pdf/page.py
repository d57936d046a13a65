"""One page: its content stream as it is drawn, with every sequence of marked content counted (ISO 32000-1, 14.6)."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from msgspec import structs

from converters.formats.pdf.faces import Faces
from converters.formats.pdf.fonts import main_face
from converters.formats.pdf.images import Picture
from converters.formats.pdf.lines import Line
from converters.formats.pdf.margin import Margin, side_gap
from converters.formats.pdf.objects import corners, number, text_string
from converters.formats.pdf.pieces import Foot, Inset, Link, Side, Text
from converters.formats.pdf.shaping import Face, Stroke
from converters.formats.pdf.tags import Element, Mark, Slot
from converters.formats.pdf.theme import BLACK, Colour, Sheet, Style
from converters.formats.pdf.token import BLANK, Token

_BAR_DEPTH: Final = 0.28
_BAR_HEIGHT: Final = 1.2
"""A redaction's bar, in ems: how far below the baseline it begins, and how high it is."""

_MARK_DEPTH: Final = 2.2
_MARK_HEIGHT: Final = 8.0
"""The stroke where a page of the source begins, in points."""


class Box(msgspec.Struct, frozen=True, gc=False):
    """What was drawn where: left, bottom, right and top edge, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    what: str


class LinkArea(msgspec.Struct):
    """The part of a page that a link covers."""

    page: int
    box: Box
    link: Link


class _Spot:
    """Where a token of a line is drawn."""

    __slots__ = ("baseline", "begin", "line", "place")

    def __init__(self, line: Line, place: int, begin: float, baseline: float) -> None:
        self.line = line
        self.place = place
        self.begin = begin
        self.baseline = baseline

    @property
    def x(self) -> float:
        """The left edge of the token."""
        line, place = self.line, self.place
        if line.places is not None:
            return self.begin + line.places[place]
        before = line.tokens[:place]
        blanks = len([token for token in before if token.kind == BLANK]) if line.extra else 0
        return self.begin + sum([token.width for token in before]) + blanks * line.extra


class Page:
    """A page under way."""

    def __init__(self, index: int, sheet: Sheet, faces: Faces) -> None:
        self.index = index
        self.sheet = sheet
        self.left = sheet.begin(index)
        """The left edge of the text."""
        self.parents: list[Element] = []
        self.links: list[LinkArea] = []
        self.margin = Margin()
        """What stands in the outer margin."""
        self.counted: list[float] = []
        """The baselines of the lines of the text itself."""
        self.whole: list[Element] = []
        """Elements of which nothing stands on later pages, nor of those before them below the same parents."""
        self.is_awaited = False
        """Whether something is drawn on it when all other pages are full."""
        self._faces = faces
        self._extents = array("d")
        """Of each box that was drawn its edges, and 1 where it is a picture: a book has many, and few ask for them."""
        self._ops: list[str] = []
        self._grounds: list[str] = []
        self._rules: list[str] = []
        self._slot: Slot | None = None
        self._run: Text | None = None
        """The text whose plain words can be drawn as they are: its slot is open, its style is set."""
        self._in_text = False
        self._is_aside = False
        self._operands: list[str] = []
        self._style = Style()
        self._face: Face | None = None
        self._current = faces.first
        self._is_main = False
        """Whether the face set is the one that the style asks for, and not one that stands in for it."""
        self._rise = 0.0

    # --- text ---

    def line(self, line: Line, left: float, baseline: float) -> None:
        """Draw a line of text from an edge of its frame."""
        begin = left + line.shift
        extra, places = line.extra, line.places
        self._enter_text()
        if places is None:
            self._move(begin, baseline)
        append = self._operands.append
        widening = f"{-extra * 1000 / self._style.size:.0f}" if extra else ""
        size = self._style.size if line.tokens and line.tokens[0].run is self._run else 0.0
        for place, token in enumerate(line.tokens):
            if token.run is self._run and token.operand is not None and places is None:
                append(token.operand)
                if extra and token.kind == BLANK:
                    append(widening)
            else:
                if places is not None:
                    self._flush()
                    self._move(begin + places[place], baseline)
                self._draw(token, _Spot(line, place, begin, baseline))
                size = max(size, token.run.style.size)
                widening = f"{-extra * 1000 / self._style.size:.0f}" if extra else ""
        self._flush()
        self._faces.use(line)
        self._extents.extend((begin, baseline - size * 0.2, begin + line.width, baseline + size * 0.8, 0.0))

    def _draw(self, token: Token, spot: _Spot) -> None:
        """Draw a token with all that goes with it. Plain words of the same text may follow without."""
        run, style = token.run, token.run.style
        wider = spot.line.extra if token.kind == BLANK else 0.0
        if run.slot is not self._slot and token.operand is not None:
            self._mark(run.slot, spot.baseline + style.size)
        if token.mark is not None:
            self._draw_mark(token.mark, spot.x, spot.baseline)
        elif token.operand is not None and token.glyphs is not None:
            if style is not self._style or token.glyphs.face is not self._face:
                self._set(style, token.glyphs.face)
            self._lift(style.rise)
            self._operands.append(token.operand)
            if wider:
                self._operands.append(f"{-wider * 1000 / style.size:.0f}")
        else:
            self._show(token, spot.baseline + style.size, wider)
        if run.link is not None or style.underline or style.strike or style.bar:
            x = spot.x
            self._dress(token, x, spot.baseline, x + token.width + wider)
        is_open = run.slot is self._slot or self._is_aside
        is_set = style is self._style and self._is_main and self._rise == style.rise
        self._run = run if is_open and is_set else None

    def _show(self, token: Token, top: float, extra: float) -> None:
        """Draw a word of any kind; what stands for other text than its glyphs say is marked content by itself."""
        glyphs, style, slot = token.glyphs, token.run.style, token.run.slot
        if token.actual is not None:
            self._mark(slot, top, token.actual)
        if glyphs is not None:
            if style is not self._style or glyphs.face is not self._face:
                self._set(style, glyphs.face)
            for stroke in self._current.strokes(glyphs):
                said = stroke.actual if token.actual is None else None
                if said is not None or slot is not self._slot:
                    self._mark(slot, top, said)
                self._stroke(stroke, style)
                if said is not None:
                    self._unmark()
            if extra:
                self._operands.append(f"{-extra * 1000 / style.size:.0f}")
        if token.actual is not None:
            self._unmark()

    def _stroke(self, stroke: Stroke, style: Style) -> None:
        for rise, operand in stroke.pieces:
            if rise or self._rise != style.rise:
                self._lift(style.rise + rise * style.size / 1000)
            self._operands.append(operand)

    def _enter_text(self) -> None:
        if not self._in_text:
            self._ops.append("BT")
            self._in_text = True

    def _leave_text(self) -> None:
        self._unmark()
        self._run = None
        if self._in_text:
            self._ops.append("ET")
            self._in_text = False

    def _move(self, x: float, y: float) -> None:
        self._ops.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def _mark(self, slot: Slot | None, top: float, actual: str | None = None) -> None:
        """Begin marked content of a slot, after ending what came before. `actual`: the text that it stands for.

        It has no other marked content within it: some readers lose what follows that. What is drawn for the page alone
        has none.
        """
        if slot is None or self._is_aside:
            return
        self._unmark()
        self._slot = slot
        said = f" /ActualText {text_string(actual)}" if actual is not None else ""
        self._ops.append(f"/{slot.tag} <</MCID {len(self.parents)}{said}>> BDC")
        slot.marks.append(Mark(self.index, len(self.parents), top))
        self.parents.append(slot.element)

    def _unmark(self) -> None:
        self._flush()
        if self._slot is not None:
            self._ops.append("EMC")
            self._slot = None

    def _flush(self) -> None:
        if self._operands:
            self._ops.append(f"[{''.join(self._operands)}] TJ")
            self._operands.clear()

    def _set(self, style: Style, face: Face) -> None:
        """Change font, colour and spacing where they differ."""
        self._flush()
        if face is not self._face or style.size != self._style.size:
            self._current = self._faces.of(face)
            self._ops.append(f"/{self._current.resource} {number(style.size)} Tf")
        if style.colour != self._style.colour:
            self._ops.append(_filling(style.colour))
        if style.spacing != self._style.spacing:
            self._ops.append(f"{number(style.spacing)} Tc")
        self._style, self._face = style, face
        self._is_main = face is main_face(style)

    def _lift(self, rise: float) -> None:
        if self._rise != rise:
            self._flush()
            self._rise = rise
            self._ops.append(f"{number(rise)} Ts")

    # --- what goes with text ---

    def _dress(self, token: Token, x: float, baseline: float, right: float) -> None:
        style, link = token.run.style, token.run.link
        if style.bar:
            box = (x, baseline - _BAR_DEPTH * style.size, right - x, _BAR_HEIGHT * style.size)
            self._grounds.append(f"{_filling(BLACK)} {' '.join(map(number, box))} re f")
        if style.underline:
            self._underline(x, baseline - 0.14 * style.size, right, 0.05 * style.size, style.colour)
        if style.strike:
            self._underline(x, baseline + 0.26 * style.size, right, 0.05 * style.size, style.colour)
        if link is not None and not self._is_aside:
            self._cover(link, Box(x, baseline - 0.25 * style.size, right, baseline + 0.85 * style.size, "link"))

    def _underline(self, x: float, y: float, right: float, weight: float, colour: Colour) -> None:
        self.rule(x, y, right, y, weight, colour)

    def _cover(self, link: Link, box: Box) -> None:
        """Note that a link covers a box, together with what it covers on the same line already."""
        if self.links and self.links[-1].link is link:
            last = self.links[-1].box
            if abs(last.bottom - box.bottom) < 1.0 and box.left - last.right < 1.0:
                self.links[-1].box = structs.replace(last, right=max(last.right, box.right))
                return
        self.links.append(LinkArea(self.index, box, link))

    def settle(self) -> None:
        """Draw what stands in the outer margin, now that all of it is known."""
        sheet = self.sheet
        gap = side_gap(sheet)
        for strip, top in self.margin.placed(sheet.height - sheet.top, sheet.bottom):
            breadth = max([slab.breadth for slab in strip])
            is_left = sheet.is_mirrored(self.index)
            left = self.left - gap - breadth if is_left else self.left + sheet.measure + gap
            for slab in strip:
                slab.draw(self, left, top)
                top -= slab.height

    # --- pictures and rules ---

    def _draw_mark(self, mark: Inset | Foot | Side, x: float, baseline: float) -> None:
        """A picture among the words, or the stroke where a page of the source begins."""
        if isinstance(mark, Inset):
            self.picture(mark.picture, mark.slot, x, baseline)
            self._enter_text()
            self._move(x + mark.picture.width, baseline)
        elif isinstance(mark, Side) and mark.rule:
            self.rule(x - 1.0, baseline - _MARK_DEPTH, x - 1.0, baseline + _MARK_HEIGHT, 0.5)

    def picture(self, picture: Picture, slot: Slot, left: float, bottom: float) -> None:
        """Draw a picture from its lower left corner."""
        self._leave_text()
        if not self._is_aside:
            self._mark(slot, bottom + picture.height)
            box = corners(left, bottom, left + picture.width, bottom + picture.height)
            slot.element.attributes += (f"<< /O /Layout /BBox {box} >>",)
        matrix = f"{number(picture.width)} 0 0 {number(picture.height)} {number(left)} {number(bottom)} cm"
        self._ops.append(f"q {matrix} /{picture.resource} Do Q")
        self._leave_text()
        self._extents.extend((left, bottom, left + picture.width, bottom + picture.height, 1.0))

    def rule(self, x: float, y: float, right: float, top: float, weight: float, colour: Colour | None = None) -> None:
        """Draw a straight rule, which is no part of the text."""
        path = f"{number(x)} {number(y)} m {number(right)} {number(top)} l S"
        self._rules.append(f"{_stroking(colour or self.sheet.rules)} {number(weight)} w {path}")

    # --- the whole ---

    @property
    def boxes(self) -> list[Box]:
        """What was drawn where, in order."""
        drawn = self._extents
        edges = zip(drawn[0::5], drawn[1::5], drawn[2::5], drawn[3::5], drawn[4::5], strict=True)
        return [
            Box(left, bottom, right, top, "picture" if is_picture else "line")
            for left, bottom, right, top, is_picture in edges
        ]

    def pack(self) -> None:
        """Hold what is drawn as one text, while the page is kept."""
        if self._ops:
            self._ops = ["\n".join(self._ops)]

    @contextmanager
    def aside(self, subtype: str | None = None) -> Iterator[None]:
        """What is drawn meanwhile belongs to the page and not to the document: an artifact (14.8.2.2)."""
        self._leave_text()
        self._ops.append(f"/Artifact <</Type /Pagination{f' /Subtype /{subtype}' if subtype else ''}>> BDC")
        self._is_aside = True
        yield
        self._leave_text()
        self._is_aside = False
        self._ops.append("EMC")

    def content(self, running: Iterable[tuple[str | None, Line, float, float]]) -> bytes:
        """The content stream, with running lines: their kind, the line and where it stands.

        It leaves the graphics state as it was: a page may have more streams than one (7.8.2).
        """
        self._leave_text()
        text, self._ops = self._ops, []
        for kind, line, left, baseline in running:
            with self.aside(kind):
                self.line(line, left, baseline)
        parts = ["q", *_artifact(self._grounds), *text, *_artifact(self._rules), *self._ops, "Q"]
        return "\n".join(parts).encode("ascii")


def _artifact(operations: list[str]) -> list[str]:
    return ["q /Artifact <</Type /Layout>> BDC", *operations, "EMC Q"] if operations else []


@functools.cache
def _filling(colour: Colour) -> str:
    red, green, blue = colour
    return f"{number(red)} g" if red == green == blue else f"{number(red)} {number(green)} {number(blue)} rg"


@functools.cache
def _stroking(colour: Colour) -> str:
    red, green, blue = colour
    return f"{number(red)} G" if red == green == blue else f"{number(red)} {number(green)} {number(blue)} RG"
