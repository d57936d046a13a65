"""Blocks into slabs: what each kind of block looks like, and its element in the structure tree."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from converters.formats.pdf.ahead import foreign_type, level_of, title_of
from converters.formats.pdf.figures import set_figure
from converters.formats.pdf.foreign import look_of, runs
from converters.formats.pdf.foreign_tables import is_table, set_foreign_table
from converters.formats.pdf.inlines import milestone_words, page_words
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.lists import set_list
from converters.formats.pdf.notes import fits_margin, margin_note, set_note_blocks
from converters.formats.pdf.paragraphs import flow_text, natural_width, set_text
from converters.formats.pdf.pieces import Piece, Side
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.side_numbers import set_beside, stands_beside
from converters.formats.pdf.slabs import RuleSlab, Slab
from converters.formats.pdf.tables import set_table
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Setting, Style
from converters.formats.pdf.together import bound, following, is_bound, is_edge
from converters.formats.pdf.wording import Own
from converters.model import nodes
from converters.model.node import Node

_SMALLEST: Final = 6.4
"""Preformatted text is set smaller where its lines are too long, down to this size."""
_GAP: Final = " "
_STANZA_GAP: Final = 6.0
_FIFTH: Final = re.compile("[0-9]{0,5}[05]")
"""Verse lines have their number beside them at every fifth."""


def set_blocks(job: Job, blocks: Sequence[Node | str], element: Element, column: Column) -> Iterator[Slab]:
    """The slabs of blocks one below the other. What stands among words is set with them, as one paragraph."""
    among_words = column.text or any(isinstance(block, str) and not block.isspace() for block in blocks)
    lead = column.lead
    plain = column._replace(lead=(), text=False) if lead or column.text else column
    run: list[Node | str] = []
    whole: Element | None = None
    for place, block in enumerate(blocks):
        if not among_words and _is_beside(job, block):
            if run:
                yield from following(whole, _flow(job, run, element, plain._replace(lead=lead)))
                run, lead, whole = [], (), element.last_child()
            lead = (*lead, _beside(job, block, element))
            continue
        handler = None if isinstance(block, str) or (among_words and runs(block)) else _HANDLERS.get(type(block))
        if handler is None:
            run.append(block)
            continue
        if run:
            yield from following(whole, _flow(job, run, element, plain._replace(lead=lead)))
            run, lead, whole = [], (), element.last_child()
        if lead and type(block) not in _LED:
            yield from set_text(job, lead, job.setting(column.line)._replace(keep=True), plain)
            lead = ()
        slabs = handler(job, block, element, plain._replace(lead=lead) if lead else plain)
        yield from following(whole, bound(slabs) if is_bound(blocks, place) else slabs)
        lead, whole = (), element.last_child()
    if run or lead:
        yield from following(whole, _flow(job, run, element, plain._replace(lead=lead)))


def _is_beside(job: Job, block: Node | str) -> bool:
    """Whether a block stands in the margin beside the next one."""
    if isinstance(block, nodes.Note):
        return block.place == "margin" and fits_margin(job, block.blocks)
    return isinstance(block, nodes.PageBreak)


def _beside(job: Job, block: Any, element: Element) -> Side:
    if isinstance(block, nodes.Note):
        return margin_note(job, block.blocks, element.of(block), block.n)
    return Side(*job.say(page_words(block), element.of(block, "PageBreakBlock")))


def _flow(job: Job, run: Sequence[Node | str], element: Element, column: Column) -> Iterator[Slab]:
    """Inline content between blocks, as a paragraph that is no node."""
    setter = Setter(job)
    setter.flow.pieces.extend(column.lead)
    setting = job.setting(column.body)
    if run:
        setter.content(run, element.child("Flow"), setting.style)
    yield from flow_text(job, setter.flow.pieces, setting, column)


Handler = Callable[[Job, Any, Element, Column], Iterator[Slab]]

# --- paragraphs and lines ---


def _paragraph(job: Job, node: nodes.Paragraph, element: Element, column: Column) -> Iterator[Slab]:
    setting = job.setting(column.body)
    child = element.of(node)
    setter = Setter(job)
    setter.flow.pieces.extend(column.lead)
    gap: Piece | None = None
    if node.number is not None:
        setter.node(node.number, child, setting.style, "number")
        setter.generated(_GAP, setting.style, child)
        gap = setter.flow.pieces[-1]
    if node.marking is not None:
        setter.node(node.marking, child, setting.style, "marking")
        setter.generated(_GAP, setting.style, child)
    setter.content(node.content, child, setting.style)
    pieces = job.lines(setter.flow.pieces, node.span)
    if gap is not None and stands_beside(job, column):
        number = slice(len(column.lead), pieces.index(gap) + 1)
        yield from set_beside(job, pieces, number, setting, column)
    else:
        yield from flow_text(job, pieces, setting, column)


def _line(job: Job, node: nodes.Line, element: Element, column: Column) -> Iterator[Slab]:
    named = f"line-{node.role}"
    setting = job.setting(named if column.line == "line" and named in job.theme.settings else column.line)
    yield from _text(job, node, element, column, setting)


def _in_setting(name: str) -> Handler:
    def handle(job: Job, node: Any, element: Element, column: Column) -> Iterator[Slab]:
        yield from _text(job, node, element, column, job.setting(name))

    return handle


def _text(
    job: Job, node: Any, element: Element, column: Column, setting: Setting, type: str | None = None
) -> Iterator[Slab]:
    """A block that is nothing but mixed text."""
    setter = Setter(job)
    setter.flow.pieces.extend(column.lead)
    setter.content(node.content, element.of(node, type), setting.style)
    yield from flow_text(job, job.lines(setter.flow.pieces, node.span), setting, column)


def _preformatted(job: Job, node: nodes.Preformatted, element: Element, column: Column) -> Iterator[Slab]:
    setting = job.setting("preformatted")
    setter = Setter(job)
    child = element.of(node)
    setter.flow.pieces.extend(column.lead)
    start = len(setter.flow.pieces)
    setter.content(node.content, child, setting.style)
    widest = natural_width(job, setter.flow.pieces, preserve=True)
    if widest > column.width:
        _shrink(setter.flow.pieces[start:], max(column.width / widest, _SMALLEST / setting.style.size))
    yield from flow_text(job, setter.flow.pieces, setting, column)


def _shrink(pieces: Sequence[Piece], scale: float) -> None:
    for piece in pieces:
        style = getattr(piece, "style", None)
        if isinstance(style, Style):
            piece.style = style._replace(size=style.size * scale)  # type: ignore[union-attr]


def _verse(job: Job, node: nodes.Verse, element: Element, column: Column) -> Iterator[Slab]:
    child = element.of(node)
    inner = column.inset(job.theme.step)
    for number, line in enumerate(node.lines):
        whole = child.last_child()
        if isinstance(line, nodes.Verse):
            yield from following(whole, _verse(job, line, child, column))
            continue
        slabs = list(_verse_line(job, line, child, inner._replace(lead=column.lead if not number else ())))
        if slabs and not number:
            slabs[0].before = slabs[0].before or _STANZA_GAP
        yield from following(whole, bound(slabs) if is_edge(number, len(node.lines)) else slabs)


def _verse_line(job: Job, node: nodes.VerseLine, element: Element, column: Column) -> Iterator[Slab]:
    """A line of verse, all of it on one page, with its number beside it where it is a multiple of five."""
    setting = job.setting("verse-line")
    setter = Setter(job)
    setter.flow.pieces.extend(column.lead)
    child = element.of(node)
    if node.n is not None and _FIFTH.fullmatch(node.n):
        setter.flow.pieces.append(Side(node.n, child.generated()))
    setter.content(node.content, child, setting.style)
    slabs = set_text(job, job.lines(setter.flow.pieces, node.span), setting, column)
    for slab in slabs[:-1]:
        slab.keep = True
    yield from slabs


# --- headings and sections ---


def _heading(job: Job, node: nodes.Heading, element: Element, column: Column) -> Iterator[Slab]:
    type = job.headings.type(column.depth)
    setting = job.setting(f"heading-{type[-1]}")
    child = element.of(node, type)
    setter = Setter(job)
    setter.flow.pieces.extend(column.lead)
    if node.marking is not None:
        setter.node(node.marking, child, setting.style, "marking")
        setter.generated(_GAP, setting.style, child)
    setter.content(node.content, child, setting.style)
    title = title_of(node)
    if title:
        job.outline_entry(level_of(type), title, child)
    yield from set_text(job, job.lines(setter.flow.pieces, node.span), setting, column)


def _section(job: Job, node: nodes.Section, element: Element, column: Column) -> Iterator[Slab]:
    inner = column._replace(depth=column.depth + 1)
    if node.role != "transmission":
        yield from set_blocks(job, node.blocks, element.of(node), inner)
        return
    inner = inner._replace(line="line-transmission")
    yield RuleSlab(height=8.0, before=14.0, keep=True, width=column.width, x=column.x)
    yield from set_blocks(job, node.blocks, element.of(node), inner)
    yield RuleSlab(height=8.0, width=column.width, x=column.x)


def _container(name: str, inset: float = 0.0) -> Handler:
    def handle(job: Job, node: Any, element: Element, column: Column) -> Iterator[Slab]:
        inner = column.inset(inset * job.theme.step, inset * job.theme.step) if inset else column
        yield from set_blocks(job, getattr(node, name), element.of(node), inner)

    return handle


def _quotation(job: Job, node: nodes.Quotation, element: Element, column: Column) -> Iterator[Slab]:
    inner = column.inset(job.theme.step, job.theme.step)
    body = "quotation" if column.body == "paragraph" else column.body
    yield from set_blocks(job, node.blocks, element.of(node), inner._replace(body=body))


# --- marks between blocks ---


def _mark(words: Callable[[Any], Own], type: str) -> Handler:
    """A mark of the source that stands between blocks: words of the writer in the middle of a line."""

    def handle(job: Job, node: Any, element: Element, column: Column) -> Iterator[Slab]:
        setting = job.setting("milestone")
        setter = Setter(job)
        setter.say(("\u2014 ", words(node), " \u2014"), setting.style, element.of(node, type))
        yield from set_text(job, setter.flow.pieces, setting, column)

    return handle


def _furniture(job: Job, node: nodes.Furniture, element: Element, column: Column) -> Iterator[Slab]:
    yield from _text(job, node, element, column, job.setting("furniture"), "FurnitureBlock")


def _unseen(type: str) -> Handler:
    """Comments and instructions of the markup stand in the tree, not on the page."""

    def handle(job: Job, node: Any, element: Element, column: Column) -> Iterator[Slab]:
        element.of(node, type)
        yield from ()

    return handle


def _note(job: Job, node: nodes.Note, element: Element, column: Column) -> Iterator[Slab]:
    """A note that stands between blocks: a small paragraph there, or at the end."""
    child = element.of(node)
    mark = node.n or job.marks.number()
    if node.place == "end":
        job.put_at_end(child, functools.partial(set_note_blocks, job, node, child, mark))
        return
    slabs = set_note_blocks(job, node, child, mark)
    for slab in slabs:
        slab.before = slab.before or (6.0 if slab is slabs[0] else 0.0)
        yield slab


def _element(job: Job, node: nodes.Element, element: Element, column: Column) -> Iterator[Slab]:
    if is_table(node):
        yield from set_foreign_table(job, node, element, column)
        return
    look = look_of(node)
    child = element.of(node, "ElementBlock")
    inner = column._replace(text=look.text, depth=column.depth + look.deeper)
    if look.inset:
        inner = inner.inset(job.theme.step)
    if look.setting == "heading":
        type = foreign_type(column.depth)
        job.outline_entry(level_of(type), title_of(node), child)
        inner = inner._replace(body=f"heading-{type[-1]}")
    elif look.setting is not None:
        inner = inner._replace(body=look.setting)
    yield from set_blocks(job, node.content, child, inner)


_HANDLERS: Final[dict[type[Node], Handler]] = {
    nodes.Section: _section,
    nodes.Heading: _heading,
    nodes.Paragraph: _paragraph,
    nodes.Line: _line,
    nodes.List: set_list,
    nodes.Table: set_table,
    nodes.Figure: set_figure,
    nodes.Quotation: _quotation,
    nodes.Verse: _verse,
    nodes.VerseLine: _verse_line,
    nodes.Preformatted: _preformatted,
    nodes.Dateline: _in_setting("dateline"),
    nodes.Salute: _in_setting("salute"),
    nodes.Signed: _in_setting("signed"),
    nodes.Opener: _container("parts"),
    nodes.Closer: _container("parts"),
    nodes.Milestone: _mark(milestone_words, "MilestoneBlock"),
    nodes.Furniture: _furniture,
    nodes.Note: _note,
    nodes.Comment: _unseen("CommentBlock"),
    nodes.Instruction: _unseen("InstructionBlock"),
    nodes.Element: _element,
}

_LED: Final = frozenset(
    {
        nodes.Section,
        nodes.Heading,
        nodes.Paragraph,
        nodes.Line,
        nodes.Preformatted,
        nodes.Quotation,
        nodes.Dateline,
        nodes.Salute,
        nodes.Signed,
        nodes.Opener,
        nodes.Closer,
        nodes.Element,
    }
)
"""Blocks that let what leads them stand before their first words; before others it has a line of its own."""
