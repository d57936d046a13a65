"""The styles and numberings of a Word file, as far as a reader of its text needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from converters.formats.docx import wording
from converters.formats.docx.marks import Chain, Mark, parse
from converters.formats.docx.ooxml import unquoted, w

_LONGEST_LINE = 30
"""How many styles a style may be based on, one after another; more is a circle."""

_BODY_LEVEL = 9
"""The level of what is no heading (ECMA-376 Part 1, 17.3.1.20)."""

_TOGGLES = {
    w("b"): "Bold",
    w("i"): "Italic",
    w("smallCaps"): "Small Capitals",
    w("strike"): "Struck Through",
}
OFF = frozenset({"0", "false", "off", "none"})
"""The words for what is switched off (ECMA-376 Part 1, 22.9.2.7)."""
Look = dict[str, bool]
"""Emphasis that is on or off, by the labels of our styles."""
_VERTICAL = {"superscript": "Superscript", "subscript": "Subscript"}


class Style(NamedTuple):
    """A style: its name, what it is based on, its level in the outline, its numbering, and how its text looks.

    `custom`: an author or another program made it, and it is none of Word's own.
    """

    name: str
    based: str | None
    outline: int | None
    numbering: tuple[str, int] | None
    look: Look
    custom: bool


def _translated(names: frozenset[str]) -> Mapping[str, str]:
    """The labels of names in other languages, if a sheet is one of ours in such a language."""
    if _OURS in names:
        return {}
    known = wording.labels()
    return known if any(known.get(name.casefold()) == _OURS for name in names) else {}


_OURS = "Filler Cell"
"""A style that every sheet of ours has, and no other."""


class Sheet:
    """The styles by id."""

    def __init__(self, root: etree._Element | None, labels: Mapping[str, str] | None = None) -> None:
        """Of the part of styles. `labels` are those of names, in small letters, that the file gives to our styles."""
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, Chain] = {}
        self.default: str | None = None
        for element in root.iterchildren(w("style")) if root is not None else ():
            own = element.get(w("styleId"), "")
            self._styles[own] = _style(element)
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true"):
                self.default = own
        self._names = frozenset(style.name for style in self._styles.values())
        self._translated = _translated(self._names)
        self._labels = {**self._translated, **(labels or {})}

    def is_ours(self) -> bool:
        """Whether we made the sheet, in whatever language."""
        return _OURS in self._names or bool(self._translated)

    def name(self, style: str | None) -> str:
        """The name of a style; of an unknown one, its id."""
        if style is None:
            return ""
        found = self._styles.get(style)
        return found.name if found is not None else style

    def chain(self, style: str) -> Chain:
        """The marks that the name of a style says."""
        found = self._chains.get(style)
        if found is None:
            found = self._chains[style] = tuple(map(self._labelled, parse(self.name(style))))
        return found

    def _labelled(self, mark: Mark) -> Mark:
        """A mark by its label, where the file calls it by another name."""
        label = self._labels.get(mark.label.casefold())
        return mark if label is None else Mark(label, mark.params)

    def lineage(self, style: str | None) -> list[Style]:
        """A style and those that it is based on."""
        line: list[Style] = []
        while style is not None and style in self._styles and len(line) < _LONGEST_LINE:
            line.append(self._styles[style])
            style = line[-1].based
        return line

    def outline(self, style: str | None) -> int | None:
        """The level of a paragraph style in the outline, counted from 0; None where it is text of the body."""
        found = next((one.outline for one in self.lineage(style) if one.outline is not None), None)
        return found if found is not None and found < _BODY_LEVEL else None

    def numbering(self, style: str | None) -> tuple[str, int] | None:
        """The numbering of a paragraph style: its number and level."""
        return next((one.numbering for one in self.lineage(style) if one.numbering is not None), None)

    def look(self, style: str | None) -> Look:
        """How the text of a style looks: emphasis that is on or off."""
        look: Look = {}
        for one in reversed(self.lineage(style)):
            look |= one.look
        return look


def _style(element: etree._Element) -> Style:
    name = element.find(w("name"))
    based = element.find(w("basedOn"))
    outline = element.find(f"{w('pPr')}/{w('outlineLvl')}")
    return Style(
        unquoted(name.get(w("val"), "")) if name is not None else "",
        based.get(w("val")) if based is not None else None,
        _number(outline),
        numbering_of(element.find(w("pPr"))),
        look_of(element.find(w("rPr"))),
        element.get(w("customStyle"), "0") not in OFF,
    )


def _number(element: etree._Element | None) -> int | None:
    text = element.get(w("val"), "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def numbering_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """The number and level of the list that properties of a paragraph name."""
    found = properties.find(w("numPr")) if properties is not None else None
    if found is None:
        return None
    number = found.find(w("numId"))
    if number is None:
        return None
    return number.get(w("val"), "0"), _number(found.find(w("ilvl"))) or 0


def look_of(properties: etree._Element | None) -> Look:
    """The emphasis that properties of a run set or clear, by the labels of our styles."""
    look: Look = {}
    if properties is None:
        return look
    for element in properties:
        label = _TOGGLES.get(str(element.tag))
        value = element.get(w("val"), "1")
        if label is not None:
            look[label] = value not in OFF
        elif element.tag == w("u"):
            look["Underlined"] = value not in OFF
        elif element.tag == w("vertAlign"):
            look |= {label: value == height for height, label in _VERTICAL.items()}
    return look


def marks_of(look: Look) -> Chain:
    """Emphasis as marks, always in the same order."""
    return tuple(Mark(label) for label in sorted(look) if look[label])
