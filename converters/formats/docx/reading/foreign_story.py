"""What the paragraphs and tables of a file that we did not write say beside their text."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from converters.formats.docx.ooxml import unquoted, w
from converters.formats.docx.reading.bookmarks import Bookmarks
from converters.formats.docx.reading.counters import Counters, read_definitions
from converters.formats.docx.reading.foreign_styles import CSS, STYLE, ForeignSheet
from converters.formats.docx.reading.pieces import GridCell, Para
from converters.formats.docx.reading.sheet import OFF

_GALLERIES = {"Table of Contents": "contents", "Bibliographies": "bibliography"}
"""Building blocks that a program fills, and what they are."""


class ForeignStory:
    """Knows what all stories of one file share: its styles, its bookmarks, how it counts."""

    def __init__(self, sheet: ForeignSheet, numbering: etree._Element | None, roots: Iterable[etree._Element]) -> None:
        parts = list(roots)
        definitions = read_definitions(numbering)
        self.sheet = sheet
        self.bookmarks = Bookmarks(parts)
        self._counters = Counters(definitions)
        self._linked = {
            (number, level.style): place
            for number, definition in definitions.items()
            for place, level in definition.levels.items()
            if level.style
        }
        self._derived = dict(_derived(parts))

    def learn(self, para: Para, element: etree._Element, *, in_cell: bool) -> None:
        """Put into a paragraph what its properties say."""
        properties = element.find(w("pPr"))
        known = para.known
        known.id = self.bookmarks.of(element)
        known.derived = known.derived or self._derived.get(element)
        para.numbering = self._place_in_list(properties, para.style_id)
        if para.numbering is not None and para.numbering[0] != "0":
            known.number = self._counters.next(*para.numbering)
        own = self.sheet.own_name(para.style_id)
        css = _css(properties, None if in_cell else para.align)
        known.attrs = {**({STYLE: own} if own else {}), **({CSS: css} if css else {})}
        if properties is not None:
            known.breaks = _is_on(properties, "pageBreakBefore")
            known.ends_section = properties.find(w("sectPr")) is not None
            frame = properties.find(w("framePr"))
            known.drops = frame is not None and frame.get(w("dropCap"), "none") != "none"

    def _place_in_list(self, properties: etree._Element | None, style: str | None) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, or those of its style, whose level the list says (17.9.23)."""
        found = properties.find(w("numPr")) if properties is not None else None
        number = found.find(w("numId")) if found is not None else None
        level = found.find(w("ilvl")) if found is not None else None
        by_style = self._by_style(style)
        name = number.get(w("val"), "0") if number is not None else by_style[0] if by_style is not None else None
        if name is None:
            return None
        if level is not None and level.get(w("val"), "").isdigit():
            return name, int(level.get(w("val"), "0")[:4])
        return name, by_style[1] if by_style is not None and by_style[0] == name else 0

    def _by_style(self, style: str | None) -> tuple[str, int] | None:
        for id in self.sheet.line_of(style):
            numbering = self.sheet.own_numbering(id)
            if numbering is not None:
                return numbering[0], self._linked.get((numbering[0], id), numbering[1])
        return None


def _derived(parts: Iterable[etree._Element]) -> Iterable[tuple[etree._Element, str]]:
    """The paragraphs in building blocks that a program fills."""
    for root in parts:
        for gallery in root.iter(w("docPartGallery")):
            kind = _GALLERIES.get(gallery.get(w("val"), ""))
            control = next(gallery.iterancestors(w("sdt")), None)
            if kind is not None and control is not None:
                yield from ((paragraph, kind) for paragraph in control.iter(w("p")))


def _is_on(properties: etree._Element, name: str) -> bool:
    found = properties.find(w(name))
    return found is not None and found.get(w("val"), "1") not in OFF


def _css(properties: etree._Element | None, align: str | None) -> str:
    """Direction and alignment of a paragraph, where they are not what anybody would expect."""
    rules: list[str] = []
    if properties is not None and _is_on(properties, "bidi"):
        rules.append("direction: rtl")
    if align in ("center", "right"):
        rules.append(f"text-align: {align}")
    return "; ".join(rules)


# --- tables ---


def table_attributes(table: etree._Element) -> dict[str, str]:
    """The words for a table that nobody sees, and its direction."""
    properties = table.find(w("tblPr"))
    found: dict[str, str] = {}
    if properties is None:
        return found
    for name, key in (("tblCaption", "docx:title"), ("tblDescription", "docx:alt")):
        said = properties.find(w(name))
        if said is not None and said.get(w("val")):
            found[key] = unquoted(said.get(w("val"), ""))
    if _is_on(properties, "bidiVisual"):
        found["docx:direction"] = "rtl"
    return found


def with_skipped(row: etree._Element, cells: list[GridCell]) -> list[GridCell]:
    """The cells of a row with empty ones for the columns that it skips (17.4.15, 17.4.14)."""
    return [*_skipped(row, "gridBefore"), *cells, *_skipped(row, "gridAfter")]


def _skipped(row: etree._Element, name: str) -> list[GridCell]:
    found = row.find(f"{w('trPr')}/{w(name)}")
    text = found.get(w("val"), "") if found is not None else ""
    columns = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return [GridCell([], columns)] if columns else []


def joined_across(row: Iterable[tuple[etree._Element, GridCell]]) -> list[GridCell]:
    """The cells of a row, those that only go on with the cell before them (17.4.22) as part of it."""
    cells: list[GridCell] = []
    for element, cell in row:
        merge = element.find(f"{w('tcPr')}/{w('hMerge')}")
        if cells and merge is not None and merge.get(w("val"), "continue") == "continue":
            cells[-1].columns += cell.columns
            cells[-1].items += cell.items
        else:
            cells.append(cell)
    return cells
