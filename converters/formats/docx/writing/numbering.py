"""Lists: one definition for each style of list, and one numbering that begins anew for each list of a document."""

from __future__ import annotations

from typing import NamedTuple

from converters.formats.docx.ooxml import HEADER, W

LEVELS = 9
STEP = 397
"""How far one level of a list stands in, in twips (7 mm)."""
_FORMATS = {
    "plain": ("none", ""),
    "dash": ("bullet", "–"),
    "bullet": ("bullet", "•"),
    "decimal": ("decimal", "%{}."),
    "lower-alpha": ("lowerLetter", "%{}."),
    "upper-alpha": ("upperLetter", "%{}."),
    "lower-roman": ("lowerRoman", "%{}."),
    "upper-roman": ("upperRoman", "%{}."),
}
STYLES = tuple(_FORMATS)
"""Styles of lists, in the order of their definitions."""


def _definition(number: int, format: str, text: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'<w:suff w:val="{"nothing" if format == "none" else "tab"}"/><w:lvlText w:val="{text.format(level + 1)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def definitions(first: int) -> str:
    """One definition for each style of list, numbered from `first`."""
    return "".join(_definition(first + place, *_FORMATS[style]) for place, style in enumerate(STYLES))


class Lists(NamedTuple):
    """Where the lists of a document begin: the first numbers of a definition and of a list, and the XML before them."""

    definition: int
    number: int
    beginning: bytes


END = "</w:numbering>"
OWN_LISTS = Lists(0, 1, f'{HEADER}<w:numbering xmlns:w="{W}">{definitions(0)}'.encode())


class Numbering:
    """The lists of one document."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._made: list[str] = []

    def add(self, style: str, level: int) -> int:
        """A new list that counts from 1 at a level; gives its number."""
        number = self._lists.number + len(self._made)
        self._made.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self._lists.definition + STYLES.index(style)}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        return number

    def sheet_end(self) -> bytes:
        """The end of the part of numberings, after the fixed definitions."""
        return ("".join(self._made) + END).encode()
