"""Lists: items with their own labels, or with marks after the list's style."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converters.formats.pdf.figures import set_caption
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.lines import Line
from converters.formats.pdf.paragraphs import set_line, take_marks
from converters.formats.pdf.pieces import Piece, Text
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.slabs import LineSlab, Slab
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Setting
from converters.formats.pdf.together import bound, following, is_edge
from converters.model.nodes import Item, List
from converters.model.numerals import in_letters, roman

_GAP = 6.0
_WIDEST_LABEL = 0.25
"""The share of a column that labels may take; a wider one stands on a line of its own."""


_MARKS: dict[str, Callable[[int], str]] = {
    "plain": lambda number: "",
    "dash": lambda number: "\u2013",
    "bullet": lambda number: "\u2022",
    "decimal": lambda number: f"{number}.",
    "lower-alpha": lambda number: f"{in_letters(number)}.",
    "upper-alpha": lambda number: f"{in_letters(number).upper()}.",
    "lower-roman": lambda number: f"{roman(number)}.",
    "upper-roman": lambda number: f"{roman(number).upper()}.",
}
_NUMBERING = {
    "plain": "None",
    "dash": "Disc",
    "bullet": "Disc",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
"""The standard attribute `ListNumbering` (ISO 32000-1, 14.8.5.5)."""


def set_list(job: Job, node: List, element: Element, column: Column) -> Iterator[Slab]:
    """The slabs of a list."""
    child = element.of(node)
    child.attributes += (f"<< /O /List /ListNumbering /{_NUMBERING[node.style]} >>",)
    if node.heading is not None:
        yield from set_caption(job, node.heading, child, column, "caption", "heading")
    setting = _item_setting(job, column)
    elements = [child.of(item) for item in node.items]
    labels = [
        _label(job, node, item, number, elements[number - 1], setting) for number, item in enumerate(node.items, 1)
    ]
    base = int(job.runs_left(child))
    lines = [set_line(job, pieces, 0.0, base=base) for pieces in labels]
    most = column.width * _WIDEST_LABEL
    widest = max((line.width + _GAP for line in lines if 0 < line.width + _GAP <= most), default=0.0)
    step = max(widest, min(job.theme.step, most))
    whole: Element | None = None
    for number, (item, item_element, line) in enumerate(zip(node.items, elements, lines, strict=True)):
        slabs = following(whole, _item(job, item, item_element, line, column, step, setting))
        yield from bound(slabs) if is_edge(number, len(lines)) else slabs
        whole = item_element


def _item_setting(job: Job, column: Column) -> Setting:
    return job.setting(column.body)._replace(before=3.0)


def _label(job: Job, node: List, item: Item, number: int, element: Element, setting: Setting) -> list[Piece]:
    """What stands before an item: its own label, or the mark of the list's style."""
    if item.label is not None:
        setter = Setter(job)
        child = element.of(item.label, "ItemLabel", "label")
        setter.content(item.label.content, child, setting.style)
        return setter.flow.pieces
    mark = _MARKS[node.style](number)
    return [Text(mark, setting.style, element.child("ItemMark").generated())] if mark else []


def _item(
    job: Job, item: Item, element: Element, label: Line, column: Column, step: float, setting: Setting
) -> Iterator[Slab]:
    body = element.child("ItemBody")
    is_left = job.runs_left(element)
    inner = column.inset(0.0, step) if is_left else column.inset(step)
    edge = column.x + column.width - label.width if is_left else column.x
    if inner.line == "line":
        inner = inner._replace(line="item-line")
    if item.marking is not None:
        setter = Setter(job)
        setter.node(item.marking, body, setting.style, "marking")
        setter.generated(" ", setting.style, body)
        inner = inner._replace(lead=tuple(setter.flow.pieces))
    slabs = job.set_blocks(job, item.blocks, body, inner)
    first = next(slabs, None)
    has_label = bool(label.tokens)
    fits = label.width + _GAP * 0.5 <= step
    if has_label and (first is None or not fits or not isinstance(first, LineSlab) or not first.height):
        alone = LineSlab(
            height=setting.leading, before=3.0, keep=first is not None, line=label, x=edge, size=setting.style.size
        )
        take_marks(job, alone, label)
        yield alone
        has_label = False
    if first is not None:
        if has_label and isinstance(first, LineSlab):
            first.put_beside(edge, label)
            take_marks(job, first, label)
        first.before = min(first.before, 3.0)
        yield first
    yield from slabs
