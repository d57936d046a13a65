"""The text of content streams, with its marked content and its places (ISO 32000-1, 9.4 and 14.6).

Only what text needs is followed: the graphics and text state, text showing, marked content and form XObjects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf

from converters.formats.pdf.font_reading import NO_FONT, Font, font_of
from converters.formats.pdf.opening import UNREADABLE
from converters.formats.pdf.text_state import (
    UNIT,
    Contents,
    Frame,
    Marked,
    Run,
    State,
    matrix,
    times,
    turn_of,
    turned_back,
)
from converters.limits import DEFAULT, Limits, OverLimit
from converters.report import Report

MAX_FORMS = 50_000
"""How many form XObjects are drawn in all; those that follow are told and left out."""
_FORM_DEPTH = 12
"""How deep form XObjects may stand in one another."""
_MAX_STATES = 512
_WIDE_GAP = -180.0
"""A step between two strings, in thousandths of the size, that can stand for a blank."""


def read_contents(pdf: pikepdf.Pdf, report: Report, limits: Limits = DEFAULT) -> Contents:
    """What is shown on all pages. Raises InputError where there is more than can be read."""
    reader = _Reader(report, limits)
    for number, page in enumerate(pdf.pages, 1):
        reader.page(page, number)
    return reader.contents


class _Reader:
    """All pages of one file, read one after another."""

    def __init__(self, report: Report, limits: Limits) -> None:
        self.contents = Contents()
        self._report = report
        self._limits = limits
        self._room = limits.drawn
        self._forms = 0
        self._fonts: dict[tuple[int, int], Font] = {}
        self._place = ""
        self._begin(None)

    def _begin(self, page: pikepdf.Object | None) -> None:
        """The state at the beginning of a page."""
        self._state = State()
        self._states: list[State] = []
        self._frames: list[Frame] = []
        self._text = self._line = UNIT
        self._runs: list[Run] = []
        self._loose: list[Run] = []
        self._resources: Any = page.get("/Resources") if page is not None else None
        self._container = (0, 0)
        self._depth = 0

    def page(self, page: pikepdf.Page, number: int) -> None:
        """Read a page; one that is damaged is read as far as it goes, and told."""
        self._place = f"page {number}"
        self._begin(page.obj)
        self.contents.pages.append(self._runs)
        self.contents.loose.append(self._loose)
        try:
            self._spend(page.obj.get("/Contents"))
            self._read(page.obj, self._resources, 0)
        except UNREADABLE as error:
            self._report.warn("unread", f"the page can be read in part only: {error}", place=self._place)

    def _spend(self, contents: Any) -> None:
        """Count the bytes of a content stream, or of an array of them, before they are taken apart."""
        for stream in contents if isinstance(contents, pikepdf.Array) else (contents,):
            if not isinstance(stream, pikepdf.Stream):
                continue
            size = len(stream.read_bytes())
            self._room -= size
            if size > self._limits.page:
                raise OverLimit("page", f"draws with more than {self._limits.page} bytes at once", place=self._place)
            if self._room < 0:
                raise OverLimit("drawn", f"draws with more than {self._limits.drawn} bytes in all", place=self._place)

    def _read(self, drawn: pikepdf.Object, resources: Any, depth: int) -> None:
        """Follow the operators of a page or a form."""
        self._resources, self._container, self._depth = resources, drawn.objgen, depth
        for instruction in pikepdf.parse_content_stream(drawn, _FOLLOWED):
            try:
                _OPERATORS[str(instruction.operator)](self, instruction.operands)
            except UNREADABLE:
                continue  # an operator with operands that it cannot have is passed over, as viewers do

    # --- marked content (14.6) ---

    def begin(self, operands: Any) -> None:
        """BMC and BDC."""
        tag = str(operands[0])[1:]
        frame = Frame(artifact=tag == "Artifact")
        self._frames.append(frame)
        properties = self._properties(operands[1]) if len(operands) > 1 else None
        if properties is None:
            return
        number = properties.get("/MCID")
        if isinstance(number, int):
            frame.marked = self.contents.marked.setdefault((self._container, number), Marked(tag))
        actual = properties.get("/ActualText")
        if actual is not None and not self._is_said():
            frame.actual = str(actual)

    def _properties(self, given: Any) -> Any:
        if isinstance(given, pikepdf.Name) and self._resources is not None:
            given = self._resources.get("/Properties", pikepdf.Dictionary()).get(str(given))
        return given if isinstance(given, pikepdf.Dictionary) else None

    def end(self, operands: Any) -> None:
        """EMC."""
        if not self._frames:
            return
        frame = self._frames[-1]
        if frame.actual and frame.run is None:
            self._show(frame.actual, 0.0)
        self._frames.pop()

    def _is_said(self) -> bool:
        return any(frame.actual is not None for frame in self._frames)

    # --- states ---

    def save(self, operands: Any) -> None:
        """Operator q."""
        if len(self._states) < _MAX_STATES:
            self._states.append(replace(self._state))

    def restore(self, operands: Any) -> None:
        """Q."""
        if self._states:
            self._state = self._states.pop()

    def concatenate(self, operands: Any) -> None:
        """Operator cm."""
        self._state.matrix = times(matrix(operands), self._state.matrix)

    def font(self, operands: Any) -> None:
        """Tf."""
        self._state.size = float(operands[1])
        self._state.font = NO_FONT
        found = self._resources.Font[str(operands[0])]
        key = found.objgen
        if key == (0, 0):
            self._state.font = font_of(found)
            return
        if key not in self._fonts:
            self._fonts[key] = font_of(found)
        self._state.font = self._fonts[key]

    def set(self, name: str, value: float) -> None:
        """A parameter of the text state (9.3)."""
        setattr(self._state, name, value)

    # --- text objects and positions (9.4.1, 9.4.2) ---

    def begin_text(self, operands: Any) -> None:
        """BT."""
        self._text = self._line = UNIT

    def matrix(self, operands: Any) -> None:
        """Tm."""
        self._text = self._line = matrix(operands)

    def move(self, x: float, y: float) -> None:
        """Td, and what is made of it."""
        self._text = self._line = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def next_line(self, operands: Any = None) -> None:
        """T*."""
        self.move(0.0, -self._state.leading)

    def move_and_lead(self, operands: Any) -> None:
        """TD."""
        self._state.leading = -float(operands[1])
        self.move(float(operands[0]), float(operands[1]))

    # --- text showing (9.4.3) ---

    def show(self, operands: Any) -> None:
        """Tj."""
        self._string(bytes(operands[0]))

    def show_parts(self, operands: Any) -> None:
        """TJ: strings with steps between them; a wide step parts the run in two."""
        waiting, steps = b"", 0.0
        for part in operands[0]:
            if isinstance(part, pikepdf.String):
                waiting += bytes(part)
                continue
            step = float(part)
            steps += step
            if step < _WIDE_GAP:
                self._string(waiting, steps)
                waiting, steps = b"", 0.0
        self._string(waiting, steps)

    def show_on_next_line(self, operands: Any) -> None:
        """'."""
        self.next_line()
        self.show(operands)

    def show_spaced(self, operands: Any) -> None:
        """Operator "."""
        self._state.word, self._state.character = float(operands[0]), float(operands[1])
        self.show_on_next_line(operands[2:])

    def _string(self, shown: bytes, steps: float = 0.0) -> None:
        """Show a string, and go on by some steps, in thousandths of the size against the line."""
        state = self._state
        text, width, count = state.font.read(shown)
        blanks = shown.count(b" ") if state.font.size == 1 else 0
        length = (width * state.size / 1000 + state.character * count + state.word * blanks) * state.scale
        self._show(text, length, state.font.glyphs(shown) if state.font.has_ligatures else ())
        self._text = times((1.0, 0.0, 0.0, 1.0, length - steps * state.size / 1000 * state.scale, 0.0), self._text)

    def _show(self, text: str, length: float, glyphs: tuple[str, ...] = ()) -> None:
        """Put a run where the text stands, unless it is an artifact or said by `ActualText`."""
        marked: Marked | None = None
        said: Frame | None = None
        for frame in self._frames:
            if frame.artifact:
                return
            if said is None:
                marked = frame.marked or marked
                said = frame if frame.actual is not None else None
        placed = times(self._text, self._state.matrix)
        turn = 0
        if placed[1] or placed[0] < 0:
            turn = turn_of(placed)
            placed = turned_back(placed, turn)
        x, y = placed[4], placed[5]
        right = x + length * placed[0]
        if said is not None and said.run is not None:
            said.run.right = right
            return
        shown = said.actual if said is not None and said.actual is not None else text
        if not shown:
            return
        size, font = abs(self._state.size * (placed[3] or placed[1])), self._state.font
        run = Run(shown, x, y, right, size, turn, font.bold, font.italic, said is not None, glyphs)
        if said is not None:
            said.run = run
        self._runs.append(run)
        (marked.runs if marked is not None else self._loose).append(run)

    # --- form XObjects (8.10) ---

    def draw(self, operands: Any) -> None:
        """Do."""
        found = self._resources.XObject[str(operands[0])]
        if found.get("/Subtype") != "/Form" or self._depth >= _FORM_DEPTH:
            return
        self._forms += 1
        if self._forms > MAX_FORMS:
            if self._forms == MAX_FORMS + 1:
                self._report.warn(
                    "unread", f"more than {MAX_FORMS} forms are drawn: the rest is left out", place=self._place
                )
            return
        self._spend(found)
        outer = self._resources, self._container, self._depth
        state, text, line, frames = replace(self._state), self._text, self._line, len(self._frames)
        given = found.get("/Matrix")
        if given is not None:
            self._state.matrix = times(matrix(given), self._state.matrix)
        self._read(found, found.get("/Resources", self._resources), self._depth + 1)
        self._resources, self._container, self._depth = outer
        self._state, self._text, self._line = state, text, line
        del self._frames[frames:]


def _parameter(name: str, scale: float = 1.0) -> Callable[[_Reader, Any], None]:
    return lambda reader, operands: reader.set(name, float(operands[0]) * scale)


_OPERATORS: dict[str, Callable[[_Reader, Any], None]] = {
    "BMC": _Reader.begin,
    "BDC": _Reader.begin,
    "EMC": _Reader.end,
    "q": _Reader.save,
    "Q": _Reader.restore,
    "cm": _Reader.concatenate,
    "Tf": _Reader.font,
    "Tc": _parameter("character"),
    "Tw": _parameter("word"),
    "Tz": _parameter("scale", 0.01),
    "TL": _parameter("leading"),
    "Ts": _parameter("rise"),
    "BT": _Reader.begin_text,
    "Tm": _Reader.matrix,
    "Td": lambda reader, operands: reader.move(float(operands[0]), float(operands[1])),
    "TD": _Reader.move_and_lead,
    "T*": _Reader.next_line,
    "Tj": _Reader.show,
    "TJ": _Reader.show_parts,
    "'": _Reader.show_on_next_line,
    '"': _Reader.show_spaced,
    "Do": _Reader.draw,
}
_FOLLOWED = " ".join(_OPERATORS)
