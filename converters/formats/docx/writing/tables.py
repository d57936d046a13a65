"""Tables: header rows, spans and captions (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

from converters.formats.docx import kinds
from converters.formats.docx.writing import revisions
from converters.formats.docx.writing.build import Scope
from converters.formats.docx.writing.grid import MAX_COLUMNS, Place, lay_out
from converters.formats.docx.writing.paragraphs import Paragraphs, any_heading
from converters.formats.docx.writing.styles import is_rtl
from converters.model.nodes import Cell, Row, Table

_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EEF0F4"/>'


def table(self: Paragraphs, node: Table, scope: Scope) -> None:
    """A table, its caption above it and a paragraph without text below: Word joins tables that touch."""
    inner = scope.within(node)._replace(align=None)
    self.settle(inner)
    out = self.story.out
    if node.caption is not None:
        any_heading(self, node.caption, kinds.mark_of(kinds.TABLE_CAPTION, node.caption), inner)
    grid = lay_out(node, self.build.approximate)
    width = self.build.template.text_width
    widths = grid.column_widths(max(width - scope.indent, width // 2))
    out.append(_opening(self.build.style_ids["Record Table"], node, widths, inner))
    self.story.pending.append(self.build.stretch_point(node))
    for row, places in zip(node.rows, grid.rows, strict=True):
        _row(self, row, places, widths, inner)
    if not node.rows:
        _filler_row(self, widths)
    out.append("</w:tbl>")
    self.story.filler()


def _opening(style: str, node: Table, widths: list[int], scope: Scope) -> str:
    bidi = "<w:bidiVisual/>" if is_rtl(scope.lang) else ""
    indent = f'<w:tblInd w:w="{scope.indent}" w:type="dxa"/>' if scope.indent else ""
    first = int(bool(node.rows) and node.rows[0].header)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{bidi}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0620" if first else "0600"}" w:firstRow="{first}"'
        ' w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _row(self: Paragraphs, row: Row, places: list[Place], widths: list[int], scope: Scope) -> None:
    header = "<w:tblHeader/>" if row.header else ""
    properties = header + revisions.of_row(self.build, self.story, row, self.build.root(scope.lang))
    self.story.out.append(f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>")
    if row.id is not None or row.lang is not None or row.attrs:
        self.story.pending.append(self.build.stretch_point(row))
    inner = scope.within(row)
    column = 0
    for place in places:
        _cell(self, row, place, sum(widths[column : column + place.columns]), inner)
        column += place.columns
    self.story.out.append("</w:tr>")


def _cell(self: Paragraphs, row: Row, place: Place, width: int, scope: Scope) -> None:
    cell = place.cell
    span = f'<w:gridSpan w:val="{place.columns}"/>' if place.columns > 1 else ""
    merge = '<w:vMerge w:val="restart"/>' if place.begins else "<w:vMerge/>" if place.continues else ""
    shade = _SHADE if cell is not None and (cell.header or row.header) else ""
    out = self.story.out
    out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}</w:tcPr>')
    start = len(out)
    self.story.cells += 1
    if cell is not None:
        _blocks(self, cell, scope)
    for other in place.more:
        self.build.approximate(other, f"Word has no more than {MAX_COLUMNS} columns: it stands in the cell before")
        _blocks(self, other, scope)
    if len(out) == start:
        self.story.filler("Filler" if cell is not None or place.continues else "Filler Cell")
    self.story.cells -= 1
    out.append("</w:tc>")


def _blocks(self: Paragraphs, cell: Cell, scope: Scope) -> None:
    if cell.id or cell.lang or cell.attrs or cell.header or cell.align:
        self.story.pending.append(self.build.stretch_point(cell))
    self.write(cell.blocks, scope.within(cell)._replace(align=cell.align, indent=0, level=0))


def _filler_row(self: Paragraphs, widths: list[int]) -> None:
    """A row for a table that has none: Word does not open one without."""
    self.story.out.append(f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/></w:tcPr>')
    self.story.filler("Filler Row")
    self.story.out.append("</w:tc></w:tr>")
