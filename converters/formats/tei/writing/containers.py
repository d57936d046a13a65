"""Blocks that hold blocks, and where each kind may stand: the content models of TEI as a few rules.

Three sorts of place: a division (`div`, `body`), which asks for headings first, then text, then divisions, then
closers; one that holds text and most blocks (`item`, `cell`, `note`, `quote`); and running text (`seg`, `ab`), which
holds lists, tables and quotations but no paragraphs. A block that has no place is wrapped, and the reader unwraps it.
"""

from __future__ import annotations

from lxml import etree

from converters.formats.tei import vocabulary
from converters.formats.tei.names import CONTINUATION, ELEMENT, EMPTY, TEI, WRAPPER
from converters.formats.tei.writing import blocks, inlines
from converters.formats.tei.writing.blocks import (
    Level,
    Write,
    below,
    heading,
    indent,
    laid_out,
    leave_on,
    line,
    numbered,
)
from converters.formats.tei.writing.draft import Attributes, Draft, Inlines
from converters.formats.tei.writing.inlines import content, formed, place
from converters.model import nodes as nd

GLOBAL = (nd.PageBreak, nd.Milestone, nd.Furniture, nd.Note, nd.Comment, nd.Instruction, nd.Figure)
"""Kinds that may stand anywhere (model.global)."""
UNMISTAKABLE = frozenset({nd.Paragraph, nd.Line, nd.List, nd.Table, nd.Quotation, nd.Verse, nd.Preformatted})
"""Kinds whose elements are never taken for a part of the text before them."""


def _table(draft: Draft, parent: etree._Element, node: nd.Table, level: Level) -> etree._Element:
    element = draft.element(parent, "table", node, {})
    if node.caption is not None:
        heading(draft, element, node.caption)
    for row in node.rows:
        _row(draft, element, row, below(level))
    if not node.rows:
        etree.SubElement(etree.SubElement(element, f"{TEI}row", {"rend": EMPTY}), f"{TEI}cell")
    return laid_out(draft, element, node, level)


def _row(draft: Draft, parent: etree._Element, node: nd.Row, level: Level) -> etree._Element:
    element = formed(draft, parent, node)
    for cell in node.cells:
        special(draft, formed(draft, element, cell), cell, below(level))
    if not node.cells:
        etree.SubElement(element, f"{TEI}cell", {"rend": EMPTY})
    return laid_out(draft, element, node, level)


def _list(draft: Draft, parent: etree._Element, node: nd.List, level: Level) -> etree._Element:
    element = formed(draft, parent, node)
    if node.heading is not None:
        heading(draft, element, node.heading)
    for item in node.items:
        _item(draft, element, item, below(level))
    if not node.items:
        etree.SubElement(element, f"{TEI}item", {"rend": EMPTY})
    return laid_out(draft, element, node, level)


def _item(draft: Draft, parent: etree._Element, node: nd.Item, level: Level) -> etree._Element:
    attributes: Attributes = {}
    if node.label is not None and node.label.value is not None:
        attributes["n"] = draft.text(node.label.value)
    element = draft.element(parent, "item", node, attributes)
    return special(draft, element, node, level, numbered(draft, element, node.label, node.marking))


def _figure(draft: Draft, parent: etree._Element, node: nd.Figure, level: Level) -> etree._Element:
    element = draft.element(parent, "figure", node, {})
    if node.caption is not None:
        heading(draft, element, node.caption)
    for image in node.images:
        inlines.image(draft, element, image)
    return laid_out(draft, element, node, level)


def _verse(draft: Draft, parent: etree._Element, node: nd.Verse, level: Level) -> etree._Element:
    element = draft.element(parent, "lg", node, {})
    for part in node.lines:
        if isinstance(part, nd.Verse):
            _verse(draft, element, part, below(level))
        else:
            content(draft, formed(draft, element, part), part.content)
    if not node.lines:
        etree.SubElement(element, f"{TEI}l", {"rend": EMPTY})
    return laid_out(draft, element, node, level)


def _note(draft: Draft, parent: etree._Element, node: nd.Note, level: Level) -> etree._Element:
    element = formed(draft, parent, node)
    if vocabulary.NOTE_LINES.get(node.type or "") == node.place:
        del element.attrib["place"]
        leave_on(draft, element, node, "place", node.place)
    special_blocks(draft, element, node.blocks, None, bare=True)
    return element


def _quotation(draft: Draft, parent: etree._Element, node: nd.Quotation, level: Level) -> etree._Element:
    if not node.whole:
        return special(draft, draft.element(parent, "quote", node, {}), node, level)
    element = draft.element(parent, "floatingText", node, {})
    body = etree.SubElement(element, f"{TEI}body")
    division(draft, body, node.blocks, below(level), needs_text=True)
    if node.layout is not None:
        leave_on(draft, element, node, "layout", node.layout)
    else:
        indent(body, below(level))
        indent(element, level)
    return element


def special(
    draft: Draft,
    element: etree._Element,
    node: nd.Item | nd.Cell | nd.Quotation,
    level: Level,
    last: etree._Element | None = None,
) -> etree._Element:
    """Blocks in an element that may hold text too (macro.specialPara): one line stands there without an element."""
    mixed = special_blocks(draft, element, node.blocks, level, last, bare=node.layout is None)
    if node.layout is not None or not (mixed or last is not None):
        laid_out(draft, element, node, level)
    return element


def special_blocks(
    draft: Draft,
    element: etree._Element,
    parts: nd.Blocks,
    level: Level,
    last: etree._Element | None = None,
    *,
    bare: bool,
) -> bool:
    """The same for an element that is there; says whether text stands in it."""
    bare = bare and bool(parts) and _bare(parts)
    if bare:
        first = parts[0]
        assert isinstance(first, nd.Line)  # noqa: S101 - _bare has seen it
        content(draft, element, first.content, last, " " if last is not None else "")
    elif last is not None and parts:
        last.tail = " "
    for block in parts[1:] if bare else parts:
        COMMON[type(block)](draft, element, block, None if bare else below(level))
    return bare


def _bare(parts: nd.Blocks) -> bool:
    """Whether the first block is a line that is nothing but text, and what follows cannot be taken for a part of it."""
    first = parts[0]
    if not isinstance(first, nd.Line) or not first.content or first != nd.Line(content=first.content):
        return False
    beginning = first.content[0]
    return (
        isinstance(beginning, str)
        and not beginning.isspace()
        and all(type(block) in UNMISTAKABLE and not _is_note(block) for block in parts[1:])
    )


def _is_note(part: nd.Block) -> bool:
    return isinstance(part, nd.Line) and part.role in vocabulary.NOTE_LINES


def wrapped(draft: Draft, parent: etree._Element, node: nd.Block, level: Level) -> etree._Element:
    """A block in a place where TEI has nothing for it: in a floating text, which the reader takes away."""
    element = etree.SubElement(parent, f"{TEI}floatingText", {"type": WRAPPER})
    body = etree.SubElement(element, f"{TEI}body")
    division(draft, body, (node,), below(level), needs_text=True)
    indent(body, below(level))
    indent(element, level)
    return element


def section(draft: Draft, parent: etree._Element, node: nd.Section, level: Level) -> etree._Element:
    """A division of the text."""
    element = formed(draft, parent, node)
    division(draft, element, node.blocks, level)
    return laid_out(draft, element, node, level)


def division(draft: Draft, parent: etree._Element, parts: nd.Blocks, level: Level, *, needs_text: bool = False) -> None:
    """Blocks in a division: what may stand at the top, text, divisions with what stands between them, closers.

    `needs_text`: TEI does not let this element be without text or division.
    """
    end = len(parts)
    while end and isinstance(parts[end - 1], (nd.Closer, *GLOBAL)):
        end -= 1
    has_closer = any(isinstance(part, nd.Closer) for part in parts[end:])
    start = _top(draft, parent, parts[:end], below(level))
    has_text = False
    while start < end and not isinstance(parts[start], nd.Section):
        has_text = True
        COMMON[type(parts[start])](draft, parent, parts[start], below(level))
        start += 1
    divisions(draft, parent, parts[start:end], level)
    if not has_text and start == end and (has_closer or needs_text):
        etree.SubElement(parent, f"{TEI}ab", {"type": EMPTY})
    for part in parts[end:]:
        BOTTOM[type(part)](draft, parent, part, below(level))


def _top(draft: Draft, parent: etree._Element, parts: nd.Blocks, level: Level) -> int:
    """Headings and openers at the beginning; says how many blocks that were."""
    for index, part in enumerate(parts):
        if isinstance(part, nd.Heading):
            heading(draft, parent, part)
        elif isinstance(part, nd.Opener):
            opener(draft, parent, part, level)
        elif isinstance(part, GLOBAL) or _is_note(part):
            COMMON[type(part)](draft, parent, part, level)
        else:
            return index
    return len(parts)


def divisions(draft: Draft, parent: etree._Element, parts: nd.Blocks, level: Level) -> None:
    """Divisions; other blocks between them stand in divisions of their own, which the reader takes away."""
    run: list[nd.Block] = []
    for part in parts:
        if isinstance(part, nd.Section):
            _continuation(draft, parent, tuple(run), level)
            run = []
            section(draft, parent, part, below(level))
        elif not run and isinstance(part, GLOBAL):
            COMMON[type(part)](draft, parent, part, below(level))
        else:
            run.append(part)
    _continuation(draft, parent, tuple(run), level)


def _continuation(draft: Draft, parent: etree._Element, parts: nd.Blocks, level: Level) -> None:
    if parts:
        element = etree.SubElement(parent, f"{TEI}div", {"type": CONTINUATION})
        division(draft, element, parts, below(level))
        indent(element, below(level))


def opener(
    draft: Draft, parent: etree._Element, node: nd.Opener | nd.Closer, level: Level, tag: str = "opener"
) -> etree._Element:
    """What stands before or after the text of a letter or telegram."""
    element = draft.element(parent, tag, node, {})
    for part in node.parts:
        if isinstance(part, nd.Line):
            line(draft, element, part, "seg")
        else:
            PARTS[type(part)](draft, element, part)
    return laid_out(draft, element, node, level)


def closer(draft: Draft, parent: etree._Element, node: nd.Closer, level: Level) -> etree._Element:
    """What stands after the text."""
    return opener(draft, parent, node, level, "closer")


def _note_inline(draft: Draft, parent: etree._Element, node: nd.Note) -> etree._Element:
    return _note(draft, parent, node, None)


def _element(draft: Draft, parent: etree._Element, node: nd.Element, tag: str = "seg") -> etree._Element:
    """Foreign markup: its text stands here, its name, attributes and namespaces in the residue."""
    attributes: Attributes = {"type": ELEMENT}
    draft.leave(node, attributes, "name", node.name)
    if node.namespaces:
        draft.leave(node, attributes, "namespaces", node.namespaces)
    element = draft.element(parent, tag, node, attributes)
    last: etree._Element | None = None
    for part in node.content:
        if isinstance(part, str):
            place(element, last, draft.text(part))
        elif type(part) in draft.inlines:
            last = draft.inlines[type(part)](draft, element, part)
        else:
            last = RUNNING[type(part)](draft, element, part, None)
    return element


def _element_block(draft: Draft, parent: etree._Element, node: nd.Element, level: Level) -> etree._Element:
    return _element(draft, parent, node, "ab")


def _inline(draft: Draft, parent: etree._Element, node: nd.Inline, level: Level) -> etree._Element:
    return draft.inlines[type(node)](draft, parent, node)


def _with_text(draft: Draft, parent: etree._Element, node: nd.Dateline | nd.Salute | nd.Signed) -> etree._Element:
    element = formed(draft, parent, node)
    content(draft, element, node.content)
    return element


INLINES: Inlines = {
    **inlines.INLINES,
    nd.Note: _note_inline,
    nd.Element: _element,
}
"""How each kind of inline node is written."""
PARTS: Inlines = {**INLINES, nd.Dateline: _with_text, nd.Salute: _with_text, nd.Signed: _with_text}
"""How each part of an opener or closer is written."""

COMMON: dict[type, Write] = {
    **dict.fromkeys(GLOBAL, _inline),
    nd.Figure: _figure,
    nd.Section: wrapped,
    nd.Heading: blocks.odd_heading,
    nd.Paragraph: blocks.paragraph,
    nd.Line: blocks.line_block,
    nd.List: _list,
    nd.Table: _table,
    nd.Quotation: _quotation,
    nd.Verse: _verse,
    nd.Preformatted: blocks.preformatted,
    nd.Opener: wrapped,
    nd.Closer: wrapped,
    nd.Element: _element_block,
}
"""How a block is written in a division, after its beginning, and in an item, a cell, a note or a quotation."""
BOTTOM: dict[type, Write] = {**COMMON, nd.Closer: closer}
"""How a block is written at the end of a division."""
RUNNING: dict[type, Write] = {
    **COMMON,
    nd.Heading: wrapped,
    nd.Paragraph: wrapped,
    nd.Line: wrapped,
    nd.Preformatted: wrapped,
}
"""How a block is written in running text."""
