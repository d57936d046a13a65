"""Blocks that hold blocks, and where each kind may stand: the content models of TEI as a few rules.

Three sorts of place: a division (`div`, `body`), which asks for headings first, then text, then divisions, then
closers; one that holds text and most blocks (`item`, `cell`, `note`, `quote`); and running text (`seg`, `ab`), which
holds lists, tables and quotations but no paragraphs. A block that has no place is wrapped, and the reader unwraps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from converters.formats.tei import vocabulary
from converters.formats.tei.kinds import BY, DATE, FORMS
from converters.formats.tei.names import CONTINUATION, ELEMENT, EMPTY, WRAPPER
from converters.formats.tei.writing import blocks, inlines
from converters.formats.tei.writing.blocks import Write, heading, laid_out, line, numbered
from converters.formats.tei.writing.draft import Draft, Inlines
from converters.formats.tei.writing.inlines import content, form_attributes, with_content
from converters.formats.tei.writing.markup import Attributes, Level, below, group, lines, tagged
from converters.model import nodes as nd
from converters.model.node import Container

GLOBAL: Final = frozenset({nd.PageBreak, nd.Milestone, nd.Furniture, nd.Note, nd.Comment, nd.Instruction, nd.Figure})
"""Kinds that may stand anywhere (model.global)."""
_CLOSING: Final = GLOBAL | {nd.Closer}
UNMISTAKABLE: Final = frozenset({nd.Paragraph, nd.Line, nd.List, nd.Table, nd.Quotation, nd.Verse, nd.Preformatted})
"""Kinds whose elements are never taken for a part of the text before them."""


def _placeholder(tag: str) -> str:
    """An element that only fills a place which TEI does not let be empty."""
    return f'<{tag} rend="{EMPTY}"/>'


def _contained(
    draft: Draft, tag: str, node: Container, attributes: Attributes, children: list[str], level: Level
) -> str:
    """The element of a container, with the white space between its children."""
    inner = laid_out(draft, node, attributes, children, level)
    return draft.element(tag, node, attributes, inner)


def _table(draft: Draft, node: nd.Table, level: Level) -> str:
    children = [] if node.caption is None else [heading(draft, node.caption)]
    children += [_row(draft, row, below(level)) for row in node.rows]
    if not node.rows:
        children.append(f'<row rend="{EMPTY}"><cell/></row>')
    return _contained(draft, "table", node, {}, children, level)


def _row(draft: Draft, node: nd.Row, level: Level) -> str:
    attributes = form_attributes(draft, node)
    children = [_cell(draft, cell, below(level)) for cell in node.cells] or [_placeholder("cell")]
    return _contained(draft, "row", node, attributes, children, level)


def _cell(draft: Draft, node: nd.Cell, level: Level) -> str:
    return _special(draft, "cell", node, form_attributes(draft, node), level)


def _list(draft: Draft, node: nd.List, level: Level) -> str:
    attributes = form_attributes(draft, node)
    children = [] if node.heading is None else [heading(draft, node.heading)]
    children += [_item(draft, item, below(level)) for item in node.items]
    if not node.items:
        children.append(_placeholder("item"))
    return _contained(draft, "list", node, attributes, children, level)


def _item(draft: Draft, node: nd.Item, level: Level) -> str:
    attributes: Attributes = {}
    if node.label is not None and node.label.value is not None:
        attributes["n"] = draft.held(node.label.value)
    blocks.remark_level(draft, node, attributes)
    return _special(draft, "item", node, attributes, level, numbered(draft, node.label, node.marking))


def _figure(draft: Draft, node: nd.Figure, level: Level) -> str:
    children = [] if node.caption is None else [heading(draft, node.caption)]
    children += [inlines.image(draft, image) for image in node.images]
    return _contained(draft, "figure", node, {}, children, level)


def _verse(draft: Draft, node: nd.Verse, level: Level) -> str:
    children = [
        _verse(draft, part, below(level)) if isinstance(part, nd.Verse) else with_content(draft, part)
        for part in node.lines
    ]
    return _contained(draft, "lg", node, {}, children or [_placeholder("l")], level)


def _note(draft: Draft, node: nd.Note, level: Level) -> str:
    attributes = form_attributes(draft, node)
    if vocabulary.NOTE_LINES.get(node.type or "") == node.place:
        del attributes["place"]
        draft.leave(node, attributes, "place", node.place)
    if node.attrs.get(BY):
        attributes["change"] = draft.change(node.attrs[BY], node.attrs.get(DATE))
        rest = {key: value for key, value in node.attrs.items() if key not in (BY, DATE)}
        node = msgspec.structs.replace(node, attrs=rest)
    return draft.element(FORMS[nd.Note].tag, node, attributes, _mixed(draft, node.blocks, None))


def _quotation(draft: Draft, node: nd.Quotation, level: Level) -> str:
    """A quotation; its paragraphs do not count among those of the record."""
    draft.remarks.quoted += 1
    written = _quoted(draft, node, level)
    draft.remarks.quoted -= 1
    return written


def _quoted(draft: Draft, node: nd.Quotation, level: Level) -> str:
    if not node.whole:
        return _special(draft, "quote", node, {}, level)
    attributes: Attributes = {}
    body = group("body", division(draft, node.blocks, below(level), needs_text=True), below(level))
    if node.layout is not None:
        draft.leave(node, attributes, "layout", node.layout)
        return draft.element("floatingText", node, attributes, body)
    return draft.element("floatingText", node, attributes, lines([body], level))


def _special(
    draft: Draft,
    tag: str,
    node: nd.Item | nd.Cell | nd.Quotation,
    attributes: Attributes,
    level: Level,
    head: Sequence[str] = (),
) -> str:
    """Blocks in an element that may hold text too (macro.specialPara), after the elements of its head."""
    if node.layout is not None:
        children = [*head, *[COMMON[type(block)](draft, block, below(level)) for block in node.blocks]]
        return _contained(draft, tag, node, attributes, children, level)
    return draft.element(tag, node, attributes, _mixed(draft, node.blocks, level, head))


def _mixed(draft: Draft, parts: nd.Blocks, level: Level, head: Sequence[str] = ()) -> str:
    """Blocks after a head: a first line that is nothing but text stands there without an element."""
    if parts and _bare(parts):
        first = parts[0]
        assert isinstance(first, nd.Line)  # noqa: S101 - _bare has seen it
        rest = [COMMON[type(block)](draft, block, None) for block in parts[1:]]
        return " ".join((*head, content(draft, first.content))) + "".join(rest)
    children = [COMMON[type(block)](draft, block, below(level)) for block in parts]
    return " ".join((*head, "".join(children))) if head and children else lines([*head, *children], level)


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


def wrapped(draft: Draft, node: nd.Block, level: Level) -> str:
    """A block in a place where TEI has nothing for it: in a floating text, which the reader takes away."""
    draft.remarks.quoted += 1
    body = group("body", division(draft, (node,), below(level), needs_text=True), below(level))
    draft.remarks.quoted -= 1
    return group("floatingText", (body,), level, {"type": WRAPPER})


def section(draft: Draft, node: nd.Section, level: Level) -> str:
    """A division of the text."""
    attributes = form_attributes(draft, node)
    return _contained(draft, "div", node, attributes, division(draft, node.blocks, level), level)


def division(draft: Draft, parts: nd.Blocks, level: Level, *, needs_text: bool = False) -> list[str]:
    """Blocks in a division at `level`: what may stand at the top, text, divisions with what is between them, closers.

    `needs_text`: TEI does not let this element be without text or division.
    """
    end = len(parts)
    while end and type(parts[end - 1]) in _CLOSING:
        end -= 1
    has_closer = any(isinstance(part, nd.Closer) for part in parts[end:])
    found = _top(draft, parts[:end], below(level))
    start = begun = len(found)
    while start < end and not isinstance(parts[start], nd.Section):
        found.append(COMMON[type(parts[start])](draft, parts[start], below(level)))
        start += 1
    if begun == end and (has_closer or needs_text):
        found.append(tagged("ab", "", {"type": EMPTY}))
    found += divisions(draft, parts[start:end], level)
    found += [BOTTOM[type(part)](draft, part, below(level)) for part in parts[end:]]
    return found


def _top(draft: Draft, parts: nd.Blocks, level: Level) -> list[str]:
    """Headings and openers at the beginning."""
    found = []
    for part in parts:
        if isinstance(part, nd.Heading):
            found.append(heading(draft, part))
        elif isinstance(part, nd.Opener):
            found.append(opener(draft, part, level))
        elif type(part) in GLOBAL or _is_note(part):
            found.append(COMMON[type(part)](draft, part, level))
        else:
            break
    return found


def divisions(draft: Draft, parts: nd.Blocks, level: Level) -> list[str]:
    """Divisions; other blocks between them stand in divisions of their own, which the reader takes away."""
    found: list[str] = []
    run: list[nd.Block] = []
    for part in parts:
        if isinstance(part, nd.Section):
            found += _continuation(draft, tuple(run), below(level))
            run = []
            found.append(section(draft, part, below(level)))
        elif not run and type(part) in GLOBAL:
            found.append(COMMON[type(part)](draft, part, below(level)))
        else:
            run.append(part)
    return found + _continuation(draft, tuple(run), below(level))


def _continuation(draft: Draft, parts: nd.Blocks, level: Level) -> list[str]:
    return [group("div", division(draft, parts, level), level, {"type": CONTINUATION})] if parts else []


def opener(draft: Draft, node: nd.Opener | nd.Closer, level: Level, tag: str = "opener") -> str:
    """What stands before or after the text of a letter or telegram."""
    children = [
        line(draft, part, level, "seg") if isinstance(part, nd.Line) else PARTS[type(part)](draft, part)
        for part in node.parts
    ]
    return _contained(draft, tag, node, {}, children, level)


def closer(draft: Draft, node: nd.Closer, level: Level) -> str:
    """What stands after the text."""
    return opener(draft, node, level, "closer")


def _note_inline(draft: Draft, node: nd.Note) -> str:
    return _note(draft, node, None)


def _element(draft: Draft, node: nd.Element, tag: str = "seg") -> str:
    """Foreign markup: its text stands here, its name, attributes and namespaces in the residue."""
    attributes: Attributes = {"type": ELEMENT}
    draft.leave(node, attributes, "name", node.name)
    if node.namespaces:
        draft.leave(node, attributes, "namespaces", node.namespaces)
    inner = []
    for part in node.content:
        if isinstance(part, str):
            inner.append(draft.text(part))
        elif type(part) in draft.inlines:
            inner.append(draft.inlines[type(part)](draft, part))
        else:
            inner.append(RUNNING[type(part)](draft, part, None))
    return draft.element(tag, node, attributes, "".join(inner))


def _element_block(draft: Draft, node: nd.Element, level: Level) -> str:
    return _element(draft, node, "ab")


def _inline(draft: Draft, node: nd.Inline, level: Level) -> str:
    return draft.inlines[type(node)](draft, node)


INLINES: Final[Inlines] = {
    **inlines.INLINES,
    nd.Note: _note_inline,
    nd.Element: _element,
}
"""How each kind of inline node is written."""
PARTS: Final[Inlines] = {**INLINES, nd.Dateline: with_content, nd.Salute: with_content, nd.Signed: with_content}
"""How each part of an opener or closer is written."""

COMMON: Final[dict[type, Write]] = {
    **dict.fromkeys(GLOBAL, _inline),
    nd.Figure: _figure,
    nd.Section: wrapped,
    nd.Heading: blocks.odd_heading,
    nd.Paragraph: blocks.paragraph,
    nd.Line: blocks.line,
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
BOTTOM: Final[dict[type, Write]] = {**COMMON, nd.Closer: closer}
"""How a block is written at the end of a division."""
RUNNING: Final[dict[type, Write]] = {
    **COMMON,
    nd.Heading: wrapped,
    nd.Paragraph: wrapped,
    nd.Line: wrapped,
    nd.Preformatted: wrapped,
}
"""How a block is written in running text."""
