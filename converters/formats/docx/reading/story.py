"""Read the XML of a story (the text, a note, a comment) into paragraphs, grids and stretches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from converters.formats.docx import anchors
from converters.formats.docx.anchors import Anchor
from converters.formats.docx.marks import Chain
from converters.formats.docx.ooxml import w
from converters.formats.docx.reading.foreign_story import ForeignStory, joined_across, table_attributes, with_skipped
from converters.formats.docx.reading.pieces import Grid, GridCell, GridRow, Item, Para, Point, StoryParts, Stretch
from converters.formats.docx.reading.runs import Runs
from converters.formats.docx.reading.sheet import Sheet, numbering_of

_GRID_KINDS = frozenset({"table", "row", "cell"})
_STRETCHES = (frozenset(anchors.CONTAINERS) | frozenset(anchors.PARTS)) - _GRID_KINDS
_BLOCK_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")))
_SILENT = frozenset(
    map(w, ("sectPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "proofErr", "permStart", "permEnd"))
) | frozenset(map(w, ("commentRangeStart", "commentRangeEnd", "pPr", "moveFromRangeStart", "moveFromRangeEnd")))
"""What stands between paragraphs and says nothing of the text, or is read elsewhere."""
_ALIGNMENTS = {"right": "right", "end": "right", "center": "center", "both": "justify", "left": "left"}


class StoryReader:
    """Reads one story of a part."""

    def __init__(self, sheet: Sheet, runs: Runs, foreign: ForeignStory | None = None) -> None:
        self._sheet = sheet
        self._runs = runs
        self._foreign = foreign
        self._cells = 0
        self._position = 0
        self._open: dict[str, tuple[Anchor, int]] = {}
        self._stretches: dict[str, Stretch] = {}
        self._by_id: dict[str, Anchor] = {}

    def read(self, parent: etree._Element) -> StoryParts:
        """What stands in an element that holds paragraphs and tables."""
        self._runs.enter(parent)
        items = self._items(parent)
        starts: dict[int, list[Stretch]] = {}
        for stretch in sorted(self._stretches.values(), key=lambda one: one.anchor.serial):
            starts.setdefault(stretch.first, []).append(stretch)
        return StoryParts(items, starts)

    def _items(self, parent: etree._Element) -> list[Item]:
        items: list[Item] = []
        for element in _blocks(parent):
            tag = str(element.tag)
            if tag == w("p"):
                items.append(self._paragraph(element))
            elif tag == w("tbl"):
                items.append(self._grid(element))
            elif tag == w("bookmarkStart"):
                self._begin(element, None)
            elif tag == w("bookmarkEnd"):
                self._finish(element, None)
            elif tag not in _SILENT:
                self._runs.overlooked(element, self._position)
                items += self._items(element)
        return items

    # --- paragraphs ---

    def _paragraph(self, element: etree._Element) -> Para:
        properties = element.find(w("pPr"))
        style = properties.find(w("pStyle")) if properties is not None else None
        own = style.get(w("val")) if style is not None else self._sheet.default
        para = Para(
            self._position,
            self._sheet.chain(own) if own is not None else (),
            own,
            numbering=numbering_of(properties) or self._sheet.numbering(own),
            outline=_outline(properties, self._sheet, own),
            align=_align(properties),
        )
        bookmarks: Mapping[str, Callable[[etree._Element, Para], None]] = {
            w("bookmarkStart"): self._begin,
            w("bookmarkEnd"): self._finish,
        }
        self._runs.read(element, para, bookmarks)
        if self._foreign is not None:
            self._foreign.learn(para, element, in_cell=self._cells > 0)
        self._position += 1
        return para

    def _begin(self, element: etree._Element, para: Para | None) -> None:
        anchor = anchors.parse(element.get(w("name"), ""))
        if anchor is None:
            return
        self._by_id[element.get(w("id"), "")] = anchor
        if anchor.kind in _STRETCHES:
            known = self._stretches.get(anchor.name)
            if known is None:
                self._stretches[anchor.name] = Stretch(anchor, self._position, self._position)
            else:
                known.last = self._position
        elif para is not None:
            if anchor.kind in _GRID_KINDS:
                para.points.append(anchor)
            else:
                para.pieces.append(Point(anchor))

    def _finish(self, element: etree._Element, para: Para | None) -> None:
        """Where a stretch ends: in this paragraph, or before it where none of its text comes first."""
        anchor = self._by_id.get(element.get(w("id"), ""))
        stretch = self._stretches.get(anchor.name) if anchor is not None else None
        if stretch is None:
            return
        last = self._position
        before_text = para is None or (not _has_text(para) and _text_follows(element))
        stretch.last = max(stretch.first, last - 1 if before_text else last)

    # --- tables ---

    def _grid(self, element: etree._Element) -> Grid:
        first = self._position
        style = element.find(f"{w('tblPr')}/{w('tblStyle')}")
        rows = [self._row(row) for row in _below(element, w("tr"))]
        if _count_merged(rows, keep=self._foreign is not None):
            self._runs.covered_words()
        name = self._sheet.name(style.get(w("val"))) if style is not None else ""
        grid = Grid(rows, name, first, max(first, self._position - 1))
        if self._foreign is not None:
            grid.attrs = table_attributes(element)
        return grid

    def _row(self, element: etree._Element) -> GridRow:
        header = element.find(f"{w('trPr')}/{w('tblHeader')}")
        cells = joined_across((cell, self._cell(cell)) for cell in _below(element, w("tc")))
        if self._foreign is not None:
            cells = with_skipped(element, cells)
        return GridRow(cells, header is not None and header.get(w("val"), "1") not in ("0", "false", "off"))

    def _cell(self, element: etree._Element) -> GridCell:
        properties = element.find(w("tcPr"))
        span = properties.find(w("gridSpan")) if properties is not None else None
        merge = properties.find(w("vMerge")) if properties is not None else None
        text = span.get(w("val"), "1") if span is not None else "1"
        columns = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
        continues = merge is not None and merge.get(w("val"), "continue") == "continue"
        self._cells += 1
        items = self._items(element)
        self._cells -= 1
        return GridCell(items, max(1, columns), continues=continues)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The elements of a story, those in content controls and the like among them."""
    for element in parent.iterchildren("*"):
        if element.tag in _BLOCK_WRAPPERS:
            yield from _blocks(element)
        else:
            yield element


def _below(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (element for element in _blocks(parent) if element.tag == tag)


def _count_merged(rows: list[GridRow], *, keep: bool) -> bool:
    """Give each cell the number of rows that it covers, from the cells below that only go on with it.

    `keep`: words that stand in those, which Word does not show, are kept in the cell above; whether there were any
    comes back.
    """
    kept = False
    above: dict[int, GridCell] = {}
    for row in rows:
        column = 0
        now: dict[int, GridCell] = {}
        for cell in row.cells:
            if cell.continues and column in above:
                above[column].rows += 1
                if keep:
                    covered = [one for one in cell.items if isinstance(one, Grid) or _has_text(one)]
                    above[column].items += covered
                    cell.items = []
                    kept = kept or bool(covered)
                now[column] = above[column]
            else:
                cell.continues = False
                now[column] = cell
            column += cell.columns
        above = now
    return kept


def _outline(properties: etree._Element | None, sheet: Sheet, style: str | None) -> int | None:
    own = properties.find(w("outlineLvl")) if properties is not None else None
    if own is None:
        return sheet.outline(style)
    text = own.get(w("val"), "")
    return int(text) if text in tuple("012345678") else None


def _align(properties: etree._Element | None) -> str | None:
    found = properties.find(w("jc")) if properties is not None else None
    return _ALIGNMENTS.get(found.get(w("val"), "")) if found is not None else None


def _has_text(para: Para) -> bool:
    return any(not isinstance(piece, Point) for piece in para.pieces)


def _text_follows(element: etree._Element) -> bool:
    return any(
        following.tag != w("bookmarkStart") and following.tag != w("bookmarkEnd")
        for following in element.itersiblings()
    )


def chain_of(para: Para) -> Chain:
    """The marks of a paragraph's style without what says that it stands in a note."""
    return para.style[1:] if len(para.style) > 1 and para.style[0].label == "Note" else para.style
