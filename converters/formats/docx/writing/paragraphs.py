"""Paragraphs: each block that holds text is one in Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from converters.formats.docx import kinds
from converters.formats.docx.kinds import Rule
from converters.formats.docx.marks import Mark
from converters.formats.docx.writing import notes, revisions
from converters.formats.docx.writing.build import Build, Scope, Story
from converters.formats.docx.writing.contents import Entry
from converters.formats.docx.writing.inlines import Inlines, milestone_text, page_break_text
from converters.formats.docx.writing.numbering import STEP
from converters.formats.docx.writing.runs import Style, text_run
from converters.formats.docx.writing.styles import is_rtl
from converters.model.node import Node
from converters.model.nodes import (
    Content,
    Heading,
    Item,
    Label,
    Milestone,
    Note,
    PageBreak,
    Paragraph,
    Preformatted,
    Segment,
    is_proposed,
)
from converters.model.proposals import standing
from converters.model.walk import content_text

_DEEPEST: Final = 9
"""The lowest level of heading in Word."""
_JUSTIFICATION: Final = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_PARAGRAPH: Final = Mark("Record Paragraph")


class Paragraphs:
    """Writes blocks into one story. `table` says how each kind of block is written."""

    def __init__(self, build: Build, story: Story, table: Mapping[type[Node], BlockHandler]) -> None:
        self.build = build
        self.story = story
        self.inlines = Inlines(build, story)
        self.preformatted = Inlines(build, story, line_ends=True)
        self._table = table
        self._item: tuple[str, Item] | None = None

    def write(self, blocks: Iterable[Node], scope: Scope) -> None:
        """Write blocks one after another."""
        for block in blocks:
            self._table[type(block)](self, block, scope)

    def knows(self, node: object) -> bool:
        """Whether a node can stand among blocks."""
        return type(node) in self._table

    def stretch(self, node: Node, inside: Callable[[], None]) -> None:
        """Write a container: what `inside` writes stands between the two ends of its bookmark."""
        self.between(self.build.stretch(node), inside)

    def between(self, ends: tuple[str, str], inside: Callable[[], None]) -> None:
        """Write something between two ends; a container that shows nothing gets a paragraph to stand in."""
        start, end = ends
        self.story.pending.append(start)
        inside()
        if start in self.story.pending:
            self.story.filler()
        self.story.before_last_end(end)

    def bounded(self, node: Node, inside: Callable[[], None]) -> None:
        """Write what is no container on the page between two ends that say where it stands; not if it shows nothing."""
        start, end = self.build.bounds(node)
        self.story.pending.append(start)
        inside()
        if start in self.story.pending:
            self.story.pending.remove(start)
        else:
            self.story.before_last_end(end)

    def begin_item(self, numbering: str, item: Item) -> None:
        """An item begins: its numbering or its label and marking go to the paragraph that comes next."""
        self._item = (numbering, item)

    def settle(self, scope: Scope) -> None:
        """Give what waits for a paragraph one of its own, before something that is none, or at an end."""
        if self._item is None and not self.story.lead:
            return
        numbering, item = self._item or ("", None)
        self._item = None
        self._begin(self.build.style_ids["Filler"], numbering, scope, None)
        if item is not None:
            self._item_slots(item, self.build.root(scope.lang))
        self.story.end_paragraph()

    def _item_slots(self, item: Item, style: Style) -> None:
        self.slot(kinds.ITEM_LABEL, item.label, style)
        self.slot(kinds.ITEM_MARKING, item.marking, style)

    def _begin(self, style: str, numbering: str, scope: Scope, lang: str | None, end: str = "") -> None:
        layout = _layout(
            scope, bool(numbering), lang, in_list=bool(scope.level) and style == self.build.style_ids["Line"]
        )
        self.story.out.append(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{layout}{end}</w:pPr>{self.story.take_pending()}'
        )

    def open(self, node: Node, mark: Mark, scope: Scope, content: Content = ()) -> Style:
        """Begin the paragraph of a node, which will have this content; gives the runs for it."""
        name, whole = self._style(mark, scope)
        if not whole:
            self.build.approximate(node, "its style cannot say all of it: too many styles")
        numbering, item = self._item or ("", None)
        self._item = None
        style = self.build.root(node.lang or scope.lang)
        end = self._end_of(node, item, style) if content and not isinstance(content[0], str) else ""
        self._begin(name, numbering, scope, node.lang, end)
        self.story.out.append(self.build.point(node))
        if item is not None:
            self._item_slots(item, style)
        return style

    def _end_of(self, node: Any, item: Item | None, style: Style) -> str:
        """The properties of the end of a paragraph, where that is tracked with all that stands before it."""
        if not is_proposed(node.content[0]):
            return ""
        slots: list[Any] = [getattr(node, "number", None), getattr(node, "marking", None)]
        if item is not None:
            slots += (item.label, item.marking)
        before = (part for slot in slots if slot is not None for part in slot.content)
        return revisions.of_paragraph(self.build, self.story, (*before, *node.content), style)

    def _style(self, mark: Mark, scope: Scope) -> tuple[str, bool]:
        if scope.note is not None and mark == _PARAGRAPH:
            return self.build.style_ids[f"{scope.note} text"], True
        return self.build.styles.paragraph(mark, in_note=scope.note is not None)

    def leaf(self, node: Any, mark: Mark, scope: Scope) -> None:
        """A whole paragraph of mixed text."""
        self.inlines.content(node.content, self.open(node, mark, scope, node.content))
        self.story.end_paragraph()

    def slot(self, rule: Rule, node: Label | Segment | None, style: Style, after: str = " ") -> None:
        """The number or marking before a text, and the blank after it."""
        if node is None:
            return
        _, inner = self.inlines.marked(node, kinds.mark_of(rule, node), style, ())
        self.inlines.content(node.content, inner)
        blank = text_run(after, style)
        if node.content and not isinstance(node.content[0], str):
            blank = revisions.blank(self.build, self.story, node.content, blank, style)
        self.story.out.append(blank)


BlockHandler = Callable[[Paragraphs, Any, Scope], None]


def _layout(scope: Scope, numbered: bool, lang: str | None, *, in_list: bool) -> str:
    """Direction, space, indent and alignment of a paragraph, where its surroundings give them.

    Lines that are items stand close together, and apart from what follows their list.
    """
    if not (scope.indent or scope.lang or scope.align or numbered or lang):
        return ""
    bidi = "<w:bidi/>" if is_rtl(lang or scope.lang) else ""
    hanging = f' w:hanging="{STEP}"' if numbered else ""
    indent = f'<w:ind w:left="{scope.indent}"{hanging}/>' if scope.indent or numbered else ""
    align = f'<w:jc w:val="{_JUSTIFICATION[scope.align]}"/>' if scope.align else ""
    space, close = ('<w:spacing w:before="0" w:after="140"/>', "<w:contextualSpacing/>") if in_list else ("", "")
    return bidi + space + indent + close + align


def plain(self: Paragraphs, node: Any, scope: Scope) -> None:
    """A block that is mixed text and nothing else."""
    self.leaf(node, kinds.mark_of(kinds.LEAVES[type(node)], node), scope)


def paragraph(self: Paragraphs, node: Paragraph, scope: Scope) -> None:
    """A paragraph of the record, its number and its marking first."""
    style = self.open(node, kinds.mark_of(kinds.LEAVES[Paragraph], node), scope, node.content)
    self.slot(kinds.NUMBER, node.number, style)
    self.slot(kinds.MARKING, node.marking, style)
    self.inlines.content(node.content, style)
    self.story.end_paragraph()


def heading(self: Paragraphs, node: Heading, scope: Scope) -> None:
    """The heading of a section, on the level of that section."""
    mark = kinds.mark_of(kinds.HEADING, node)
    main = self.story.comments
    level = min(self.build.level(scope.depth) if main else max(scope.depth, 1), _DEEPEST)
    style = self.open(node, Mark(f"{mark.label} {level}", mark.params), scope, node.content)
    if main:
        text = " ".join(content_text(standing(node).content).split())
        self.build.outline.append(Entry(level, self.build.anchor, text))
    _heading_text(self, node, style)


def any_heading(self: Paragraphs, node: Heading, mark: Mark, scope: Scope) -> None:
    """The heading of anything, under a mark."""
    _heading_text(self, node, self.open(node, mark, scope, node.content))


def _heading_text(self: Paragraphs, node: Heading, style: Style) -> None:
    self.slot(kinds.MARKING, node.marking, style)
    self.inlines.content(node.content, style)
    self.story.end_paragraph()


def preformatted(self: Paragraphs, node: Preformatted, scope: Scope) -> None:
    """Text with its line ends and blanks."""
    style = self.open(node, kinds.mark_of(kinds.LEAVES[Preformatted], node), scope, node.content)
    self.preformatted.content(node.content, style)
    self.story.end_paragraph()


def page_break(self: Paragraphs, node: PageBreak, scope: Scope) -> None:
    """The sign of a page of the source, between blocks."""
    _sign(self, node, page_break_text(node), Mark("Page Break"), scope)


def milestone(self: Paragraphs, node: Milestone, scope: Scope) -> None:
    """The sign of another part of the source, between blocks."""
    _sign(self, node, milestone_text(node), Mark("Milestone"), scope)


def _sign(self: Paragraphs, node: PageBreak | Milestone, text: str, look: Mark, scope: Scope) -> None:
    style = self.open(node, kinds.mark_of(kinds.LEAVES[type(node)], node), scope)
    self.story.out.append(text_run(text, style.child(look)))
    self.story.end_paragraph()


def note(self: Paragraphs, node: Note, scope: Scope) -> None:
    """A note between blocks: its mark stands in a paragraph of its own."""
    self.settle(scope)
    self._begin(self.build.style_ids["Note Host"], "", scope, None)
    style = self.build.root(scope.lang)
    if self.story.notes:
        notes.reference(self.build, self.story, node, style)
    else:
        notes.in_line(self.inlines, node, style, ())
    self.story.end_paragraph()


def markup(self: Paragraphs, node: Node, scope: Scope) -> None:
    """Markup of the source is no part of the text."""
    self.build.drop(node, "markup of the source is not part of the text")
