"""Tables of foreign documents: those of TEI that are rows of cells are tables on the page and in the structure tree."""

from __future__ import annotations

from collections.abc import Iterator

from converters.formats.pdf.foreign import tei_name
from converters.formats.pdf.grid import CellView, RowView
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.paragraphs import set_text
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.tables import Types, set_rows
from converters.formats.pdf.tags import Element
from converters.model import nodes

TYPES = Types("ElementRow", "ElementCell", "ElementHeader")


def is_table(node: nodes.Element) -> bool:
    """Whether an element is a table that can be set as one: rows of cells, below its headings, and blanks between."""
    if tei_name(node) != "table":
        return False
    names = [tei_name(part) for part in node.content if isinstance(part, nodes.Element)]
    rows = [part for part in node.content if isinstance(part, nodes.Element) and tei_name(part) == "row"]
    heads = names[: len(names) - len(rows)]
    return (
        bool(rows)
        and set(heads) <= {"head"}
        and set(names[len(heads) :]) == {"row"}
        and _has_only(node, ("row", "head"))
        and all(_has_only(row, ("cell",)) and len(row.content) > 0 for row in rows)
    )


def _has_only(node: nodes.Element, names: tuple[str, ...]) -> bool:
    """Whether an element holds nothing but elements of some names, and blanks."""
    return all(
        part.isspace() if isinstance(part, str) else isinstance(part, nodes.Element) and tei_name(part) in names
        for part in node.content
    )


def set_foreign_table(job: Job, node: nodes.Element, element: Element, column: Column) -> Iterator[Slab]:
    """The slabs of a table of TEI."""
    child = element.of(node, "ElementTable")
    setting = job.setting("caption")
    setter = Setter(job)
    rows: list[RowView] = []
    blanks = ""
    for part in node.content:
        if isinstance(part, str):
            blanks += part
        elif isinstance(part, nodes.Element) and tei_name(part) == "head":
            setter.flow.text(blanks, setting.style, child.text())
            setter.content(part.content, child.of(part, "ElementBlock"), setting.style)
            blanks = ""
        elif isinstance(part, nodes.Element):
            rows.append(_row(part, blanks))
            blanks = ""
    rows[-1] = rows[-1]._replace(after=blanks)
    yield from set_text(job, setter.flow.pieces, setting, column)
    yield from set_rows(job, rows, child, column, TYPES)


def _row(node: nodes.Element, before: str) -> RowView:
    cells: list[CellView] = []
    gaps = [""]
    for part in node.content:
        if isinstance(part, str):
            gaps[-1] += part
        elif isinstance(part, nodes.Element):
            cells.append(_cell(part))
            gaps.append("")
    return RowView(node, cells, node.attrs.get("role") == "label", gaps, before)


def _cell(node: nodes.Element) -> CellView:
    return CellView(
        node,
        node.content,
        _count(node.attrs.get("rows")),
        _count(node.attrs.get("cols")),
        node.attrs.get("role") == "label",
    )


def _count(text: str | None) -> int:
    """A number of rows or columns; one where it is none."""
    return max(1, int(text)) if text is not None and text.isascii() and text.isdigit() and len(text) < 4 else 1
