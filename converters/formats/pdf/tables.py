"""Tables: columns as wide as their words ask, cells of any content, rows that go on to the next page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from converters.formats.pdf.figures import set_caption
from converters.formats.pdf.fonts import main_face
from converters.formats.pdf.grid import CellView, Placed, RowView, leading_heads, lines
from converters.formats.pdf.job import Align, Column, Job
from converters.formats.pdf.paragraphs import set_text
from converters.formats.pdf.pieces import Piece, Text
from converters.formats.pdf.slabs import AsideSlab, Slab
from converters.formats.pdf.tags import Element
from converters.formats.pdf.together import is_edge
from converters.model.nodes import Cell, Table
from converters.model.walk import plain_text

if TYPE_CHECKING:
    from converters.formats.pdf.page import Page

_PADDING = 4.0
"""The room above and below what is in a cell."""
_GUTTER = 6.0
"""The room at its sides."""
_NARROWEST, _LONGEST_WORD = 14.0, 130.0
"""What a column must have at least, and what a single word can ask of it."""
_ROOMIEST = 1.3
"""How many times its wish a column gets at most where there is room."""
_SPLIT_FROM = 160.0
"""A row that is lower than this goes to the next page as a whole."""
_BELOW = 5.0
"""The room below a table."""
_LOW = 32.0
"""A row that is lower than this does not stand alone at the end or the beginning of a page."""
_THIN, _THICK = 0.35, 0.8


class Types(NamedTuple):
    """The structure types of rows and cells, where they are not named after the kind of the node."""

    row: str | None = None
    cell: str | None = None
    header: str = "HeaderCell"


class Rule(NamedTuple):
    """A horizontal rule: how far below the top of its strip, from where to where, and its weight."""

    y: float
    left: float
    right: float
    weight: float


class RowSlab(Slab):
    """Rows of a table that hang together by cells over several of them: slabs, each with its place in the strip."""

    parts: list[tuple[float, float, Slab]] = []
    rules: list[Rule] = []

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw all cells, then the rules."""
        for x, y, slab in self.parts:
            slab.draw(page, left + x, top - y)
        for rule in self.rules:
            page.rule(left + rule.left, top - rule.y, left + rule.right, top - rule.y, rule.weight)

    def split(self, room: float) -> tuple[Slab, Slab] | None:
        """What fits a height, and the rest moved up to its top."""
        if self.height < _SPLIT_FROM:
            return None
        upper = [part for part in self.parts if part[1] + part[2].height <= room]
        lower = [part for part in self.parts if part[1] + part[2].height > room]
        if not upper or not lower:
            return None
        cut = min(y for _, y, _ in lower)
        head = RowSlab(height=room, before=self.before, parts=upper, repeat=self.repeat, follows=self.follows)
        head.rules = [rule for rule in self.rules if rule.y <= room]
        tail = RowSlab(height=self.height - cut, keep=self.keep, repeat=self.repeat)
        tail.parts = [(x, max(0.0, y - cut), slab) for x, y, slab in lower]
        tail.rules = [rule._replace(y=max(0.0, rule.y - cut)) for rule in self.rules if rule.y > room]
        tail.height = max([self.height - cut, *(y + slab.height + _PADDING for _, y, slab in tail.parts)])
        head.notes = [note for _, _, slab in upper for note in slab.notes]
        tail.notes = [note for _, _, slab in lower for note in slab.notes]
        head.height_beside = sum([slab.height_beside for _, _, slab in upper])
        tail.height_beside = sum([slab.height_beside for _, _, slab in lower])
        return head, tail


def set_table(job: Job, node: Table, element: Element, column: Column) -> Iterator[Slab]:
    """The slabs of a table. The rows that name the columns are repeated on each page."""
    child = element.of(node)
    if node.caption is not None:
        yield from set_caption(job, node.caption, child, column, "caption", "caption")
    yield from set_rows(job, rows_of(node), child, column, Types())


def rows_of(node: Table) -> list[RowView]:
    """The rows of a table of the model."""
    return [RowView(row, [_view(cell) for cell in row.cells], row.header) for row in node.rows]


def _view(cell: Cell) -> CellView:
    return CellView(cell, cell.blocks, cell.rows, cell.columns, cell.header, cell.align)


def set_rows(job: Job, views: Sequence[RowView], child: Element, column: Column, types: Types) -> Iterator[Slab]:
    """The slabs of the rows of a table."""
    heads = min(leading_heads(views), 1)
    widths, count = _foreseen(job, views, column.width)
    slabs = _rows(job, views, child, column._replace(is_counted=False), widths, types)
    repeat: Slab | None = None
    for number, slab in enumerate(slabs):
        if not number:
            repeat = AsideSlab(height=slab.height, inner=slab) if heads and count > 1 else None
            slab.before = 8.0
            slab.rules.insert(0, slab.rules[-1]._replace(y=0.0, weight=_THICK))
            slab.keep = count > 1
        elif repeat is not None:
            slab.repeat = repeat
        if number + 1 == count:
            slab.height += _BELOW
        if is_edge(number - heads, count - heads) and slab.height < _LOW * job.theme.scale:
            slab.keep = True
        yield slab


# --- widths ---


def _foreseen(job: Job, rows: Sequence[RowView], available: float) -> tuple[list[float], int]:
    """The width of each column, and how many groups of rows hang together."""
    least: list[float] = []
    wanted: list[float] = []
    count = 0
    for group in _groups(lines(rows), leading_heads(rows)):
        count += 1
        for place in chain.from_iterable(group):
            more = [_NARROWEST] * (place.column + place.columns - len(least))
            least += more
            wanted += more
            if place.cell is not None and place.columns == 1:
                word, line = _needs(job, place.cell)
                least[place.column] = max(least[place.column], word + 2 * _GUTTER)
                wanted[place.column] = max(wanted[place.column], line + 2 * _GUTTER)
    return _widths(least or [_NARROWEST], wanted or [_NARROWEST], available), count


def _widths(least: list[float], wanted: list[float], available: float) -> list[float]:
    """The width of each column: what its words need, and a share of the rest after what its lines would like."""
    if sum(least) >= available:
        return [available * width / sum(least) for width in least]
    if sum(wanted) <= available:
        share = available / sum(wanted)
        return [width * min(share, _ROOMIEST) for width in wanted]
    return _shared(least, wanted, available - sum(least))


def _shared(least: list[float], wanted: list[float], rest: float) -> list[float]:
    """Widths that fill small wishes wholly and share what is then left among the others."""
    widths = list(least)
    open_columns = sorted(range(len(least)), key=lambda column: wanted[column] - least[column])
    while open_columns:
        first = open_columns[0]
        wish = wanted[first] - least[first]
        if wish > rest / len(open_columns):
            break
        widths[first] += wish
        rest -= wish
        open_columns.pop(0)
    wishes = {column: (wanted[column] - least[column]) ** 0.7 for column in open_columns}
    for column, wish in wishes.items():
        widths[column] += rest * wish / sum(wishes.values())
    return widths


def _needs(job: Job, cell: CellView) -> tuple[float, float]:
    """The widths of the longest word and of the longest line of a cell, as if all were set in one style."""
    style = job.setting("cell-head" if cell.header else "cell").style
    shape = main_face(style).shape
    word = line = 0.0
    for block in cell.content:
        for part in (block if isinstance(block, str) else plain_text(block)).splitlines():
            widths = [shape(one).width * style.size / 1000 for one in part.split()]
            word = max([word, *widths])
            line = max(line, sum(widths) + len(widths) * style.size * 0.26)
    return min(word + 1.0, _LONGEST_WORD), line + 1.0


# --- rows ---


def _rows(
    job: Job,
    rows: Sequence[RowView],
    element: Element,
    column: Column,
    widths: list[float],
    types: Types,
) -> Iterator[RowSlab]:
    """The slabs of the rows that hang together, each made when it is asked for."""
    is_left = job.runs_left(element)
    edges = _edges(widths, column, is_left=is_left)
    align: Align | None = "right" if is_left else None
    heads = leading_heads(rows)
    last = 0
    for group in _groups(lines(rows, len(widths)), heads):
        first, last = last, last + len(group)
        whole = element.last_child()
        cells: list[tuple[Placed, list[Slab]]] = []
        for row, line in zip(rows[first:last], group, strict=True):
            columns = [
                Column(max(abs(edges[one.column + one.columns] - edges[one.column]) - 2 * _GUTTER, 4.0), align=align)
                for one in line
            ]
            cells += _row(job, row, list(zip(line, columns, strict=True)), element, column, types)
        slab = _group(cells, _heights(cells, first, last), first, last, edges)
        slab.follows = whole
        ends = last in (len(rows), heads)
        slab.rules.append(Rule(slab.height, min(edges), max(edges), _THICK if ends else _THIN))
        yield slab


def _row(
    job: Job, row: RowView, line: Sequence[tuple[Placed, Column]], element: Element, column: Column, types: Types
) -> list[tuple[Placed, list[Slab]]]:
    """The cells of a row, each in its place; blanks of the markup stand in the last of them."""
    unseen = list(_gap(job, row.before, element))
    row_element = element.of(row.node, types.row)
    gaps = iter(row.gaps)
    cells: list[tuple[Placed, list[Slab]]] = []
    for place, own in line:
        if place.cell is not None:
            unseen.extend(_gap(job, next(gaps, ""), row_element))
        child = cell_element(place, row, row_element, types)
        cells.append((place, _cell(job, place, child, own, header=row.header)))
    unseen.extend(_gap(job, "".join(gaps), row_element))
    unseen.extend(_gap(job, row.after, element))
    if unseen and cells:
        cells[-1][1].extend(set_text(job, unseen, job.setting("cell"), column))
    return cells


def _edges(widths: list[float], column: Column, *, is_left: bool) -> list[float]:
    """Where columns begin and end, the first one first: on the right where the table runs from right to left."""
    if is_left:
        return [column.x + column.width - width for width in accumulate([0.0, *widths])]
    return [column.x + width for width in accumulate([0.0, *widths])]


def _gap(job: Job, text: str, element: Element) -> Iterator[Piece]:
    """Blanks of the markup, which are not seen but stand in the text."""
    if text:
        yield Text(text, job.setting("cell").style, element.text())


def cell_element(place: Placed, row: RowView, element: Element, types: Types) -> Element:
    """The element of a place in the grid, with what it spans as the grid has it."""
    if place.cell is None:
        return element.child("PadCell")
    header = place.cell.header or row.header
    child = element.of(place.cell.node, types.header if header else types.cell)
    scope = f" /Scope /{'Column' if row.header else 'Row'}" if header else ""
    spans = "".join(
        f" /{name} {value}" for name, value in (("ColSpan", place.columns), ("RowSpan", place.rows)) if value > 1
    )
    if scope or spans:
        child.attributes += (f"<< /O /Table{scope}{spans} >>",)
    return child


def _cell(job: Job, place: Placed, element: Element, column: Column, *, header: bool) -> list[Slab]:
    if place.cell is None:
        return []
    name = "cell-head" if header or place.cell.header else "cell"
    column = column._replace(body=name, line=name, align=place.cell.align or column.align)
    return list(job.set_blocks(job, place.cell.content, element, column))


def _height(slabs: Sequence[Slab]) -> float:
    return sum(slab.height + (slab.before if number else 0.0) for number, slab in enumerate(slabs)) + 2 * _PADDING


def _heights(cells: Sequence[tuple[Placed, list[Slab]]], first: int, last: int) -> list[float]:
    """The height of each row of a group; a cell over several rows gives what is left to the last of them."""
    heights = [2 * _PADDING] * (last - first)
    for place, slabs in cells:
        if place.rows == 1:
            heights[place.row - first] = max(heights[place.row - first], _height(slabs))
    for place, slabs in cells:
        if place.rows > 1:
            begin, end = place.row - first, place.row - first + place.rows
            heights[end - 1] += max(0.0, _height(slabs) - sum(heights[begin:end]))
    return heights


def _groups(places: Iterable[list[Placed]], heads: int) -> Iterator[list[list[Placed]]]:
    """Rows that cells over several rows tie together; the rows at the head are one group."""
    group: list[list[Placed]] = []
    reach = heads
    for number, line in enumerate(places, 1):
        group.append(line)
        reach = max([reach, number, *(place.row + place.rows for place in line)])
        if reach == number:
            yield group
            group = []


def _group(
    cells: Sequence[tuple[Placed, list[Slab]]],
    heights: list[float],
    first: int,
    last: int,
    edges: list[float],
) -> RowSlab:
    """The slab of a group of rows, given the height of each of them."""
    slab = RowSlab(height=sum(heights))
    for place, parts in cells:
        y = sum(heights[: place.row - first]) + _PADDING
        below = place.row + place.rows
        left, right = sorted((edges[place.column], edges[place.column + place.columns]))
        if below < last:
            slab.rules.append(Rule(sum(heights[: below - first]), left, right, _THIN))
        for number, part in enumerate(parts):
            y += part.before if number else 0.0
            slab.parts.append((left + _GUTTER, y, part))
            slab.notes = [*slab.notes, *part.notes]
            slab.height_beside += part.height_beside
            y += part.height
    return slab
