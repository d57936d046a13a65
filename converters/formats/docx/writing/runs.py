"""Runs of text: a chain of marks becomes a style, text becomes w:t, w:tab and w:br."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import on_one_line, quoted, text_of
from converters.formats.docx.writing.sheet import Made, Sheet, Styles, character
from converters.formats.docx.writing.styles import language, run_elements

_SPECIAL: Final = re.compile(r"[&<>\t\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff_]")
_STRONG: Final = (
    "\u0590-\u05ff\u0600-\u07bf\u07c0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_HAS_RTL: Final = re.compile(f"[{_STRONG}]")
_RTL: Final = re.compile(f"([{_STRONG}](?:[^A-Za-z\u00c0-\u024f\u0370-\u052f]*[{_STRONG}])*)")
"""Letters written from right to left, with what stands between them."""
END: Final = "</w:t></w:r>"
_TEXT: Final = '<w:t xml:space="preserve">'


class Style:
    """The marks of a run, what begins a run with them, and the marks that nest in them.

    `whole` is False where the style says less than the marks do.
    """

    __slots__ = ("_children", "_inherited", "_styles", "marks", "open", "open_rtl", "whole")

    def __init__(self, styles: Styles, marks: Chain = (), inherited: str = "") -> None:
        self._styles = styles
        self._inherited = inherited
        self._children: dict[Mark, Style] = {}
        self.marks = marks
        look = _look(styles.sheet, marks, inherited)
        self.open, self.open_rtl, self.whole = look.open, look.open_rtl, look.made.whole
        if not styles.admit(look.made):
            self.open, self.open_rtl = _openings(look.made.based, look.lang)
            self.whole = False

    def child(self, mark: Mark) -> Style:
        """The same marks and one more inside."""
        found = self._children.get(mark)
        if found is None:
            found = self._children[mark] = Style(self._styles, (*self.marks, mark), self._inherited)
        return found


class _Look(NamedTuple):
    """How runs with some marks begin, and the style that they have."""

    made: Made
    lang: str
    open: str
    open_rtl: str


@functools.lru_cache(maxsize=8192)
def _look(sheet: Sheet, marks: Chain, inherited: str) -> _Look:
    made = character(sheet, marks) if marks else Made("")
    lang = "" if any(key == "lang" for mark in marks for key, _ in mark.params) else inherited
    return _Look(made, lang, *_openings(made.id, lang))


def _openings(style: str, lang: str) -> tuple[str, str]:
    own = f'<w:rStyle w:val="{style}"/>' if style else ""
    plain = f"<w:r><w:rPr>{own}{lang}</w:rPr>" if own or lang else "<w:r>"
    return plain, f"<w:r><w:rPr>{own}<w:rtl/>{lang}</w:rPr>"


def root(styles: Styles, lang: str | None) -> Style:
    """Runs without marks, in a language that what is around them has, or in the document's own (None)."""
    return Style(styles, (), run_elements(language(lang)) if lang else "")


def text_run(text: str, style: Style) -> str:
    """Runs for a text; the blanks in it stand as they stand."""
    if _SPECIAL.search(text) is None and (text.isascii() or _HAS_RTL.search(text) is None):
        return f"{style.open}{_TEXT}{text}{END}"
    return _runs(text, style, _plain)


def flowing_run(text: str, style: Style) -> str:
    """The same for text of XML: a line end and the indentation after it are one blank, as on a page."""
    return text_run(on_one_line(text) if "\n" in text else text, style)


def preformatted_run(text: str, style: Style) -> str:
    """The same for text whose line ends are line ends on the page."""
    return _runs(text, style, _with_breaks)


def element_run(element: str, style: Style) -> str:
    """A run that holds an element instead of text."""
    return f"{style.open}{element}</w:r>"


def deleted(xml: str) -> str:
    """Runs as they stand in a deletion that is tracked."""
    return xml.replace(_TEXT, '<w:delText xml:space="preserve">').replace("</w:t>", "</w:delText>")


def text_elements(text: str) -> str:
    """What stands in a run for a text, whatever its direction."""
    return _plain(text)


def _runs(text: str, style: Style, inside: Callable[[str], str]) -> str:
    if text.isascii() or _HAS_RTL.search(text) is None:
        return f"{style.open}{inside(text)}</w:r>"
    stretches = _RTL.split(text)
    return "".join(
        f"{style.open_rtl if number % 2 else style.open}{inside(stretch)}</w:r>"
        for number, stretch in enumerate(stretches)
        if stretch
    )


def _plain(text: str) -> str:
    return "<w:tab/>".join(_text_element(part) for part in text.split("\t")) if "\t" in text else _text_element(text)


def _with_breaks(text: str) -> str:
    return "<w:br/>".join(_plain(part) for part in text.split("\n"))


def _text_element(text: str) -> str:
    """w:t; an empty one is kept, because it says that there is a text and that it is empty."""
    return f"{_TEXT}{text_of(text)}</w:t>"


def hyperlink_opening(anchor: str) -> str:
    """The tag that begins a link inside the document, to a bookmark."""
    return f'<w:hyperlink w:anchor="{quoted(anchor)}" w:history="1">'


def external_opening(relationship: str) -> str:
    """The tag that begins a link out of the document."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">'


HYPERLINK_END: Final = "</w:hyperlink>"
