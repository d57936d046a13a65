"""Mixed text as runs: each kind of inline node puts its mark on the runs of its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from converters.formats.docx import formulas, kinds
from converters.formats.docx.marks import AGAIN, Chain, Mark
from converters.formats.docx.writing import apparatus, links, notes, pictures, revisions
from converters.formats.docx.writing.build import Build, Story
from converters.formats.docx.writing.runs import (
    Style,
    element_run,
    flowing_run,
    preformatted_run,
    text_run,
)
from converters.model.node import Node
from converters.model.nodes import (
    Addition,
    Choice,
    Comment,
    Content,
    Date,
    Deletion,
    Element,
    Emphasis,
    Foreign,
    Formula,
    Furniture,
    Gap,
    Image,
    Instruction,
    LineBreak,
    Milestone,
    Name,
    Note,
    PageBreak,
    Reference,
    Segment,
    Supplied,
    Surplus,
    Term,
    Unclear,
    is_proposed,
)
from converters.model.walk import plain_text


class Inlines:
    """Writes mixed text into one story. `line_ends`: a line end in the text is a line end on the page."""

    def __init__(self, build: Build, story: Story, *, line_ends: bool = False) -> None:
        self.build = build
        self.story = story
        self._text = preformatted_run if line_ends else flowing_run if build.flowing else text_run

    def on(self, story: Story) -> Inlines:
        """A writer of mixed text into another story of the same document."""
        return Inlines(self.build, story)

    def content(self, parts: Content | tuple[Any, ...], style: Style, before: Chain = ()) -> Chain:
        """Write mixed text. An empty one leaves an empty run, so that whose it is can be seen.

        `before` are the marks of what stands, or may come to stand, directly before it; gives those for what follows.
        """
        out = self.story.out
        if not parts and style.marks:
            out.append(text_run("", style))
        for part in parts:
            if isinstance(part, str):
                out.append(self._text(part, style))
                before = ()
            else:
                before = _WRITERS.get(type(part), _block)(self, part, style, before)
        return before

    def marked(self, node: Node, mark: Mark, style: Style, before: Chain) -> tuple[Mark, Style]:
        """The mark of a node, told apart from equal ones before it, and the runs inside; its anchor is written."""
        if mark in before:
            mark = mark.told_apart(before)
        inner = style.child(mark)
        if not inner.whole and style.whole:
            self.build.approximate(node, "its style cannot say all of it: too deep, or too many styles")
        if node.id is not None or _begins_with_its_like(node):
            self.story.out.append(self.build.point(node))
        return mark, inner


def _begins_with_its_like(node: Any) -> bool:
    """Whether another of its kind that has an id begins where it begins, so that the id could be taken for its own."""
    first = node
    while True:
        content = getattr(first, "content", ()) or getattr(first, "proposed", ())
        first = content[0] if content else None
        if not isinstance(first, Node):
            return False
        if type(first) is type(node) and first.id is not None:
            return True


ASIDE: Final = Mark("aside")
"""The mark of what is shown for the eye only, and passed over when the file is read."""
Handler = Callable[[Inlines, Any, Style, Chain], Chain]
"""Writes a node behind others with these marks; gives the marks of what the next one stands behind."""


def _wrapped(self: Inlines, node: Any, style: Style, before: Chain) -> Chain:
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[type(node)], node), style, before)
    self.content(node.content, inner)
    return (mark,)


def _revised(self: Inlines, node: Addition | Deletion, style: Style, before: Chain) -> Chain:
    """A tracked change where it may still be accepted or rejected; shown where it is a fact of the source."""
    tracked = revisions.begin(self.build, self.story, node, style) if node.attrs else None
    if tracked is None and is_proposed(node):
        self.build.report.info("shown", "a proposal that no tracked change can hold here is shown as it is", node)
    start = len(self.story.out)
    mark = tracked or kinds.mark_of(kinds.INLINE[type(node)], node)
    otherwise = _OTHERWISE.get(mark.label)
    if any(one.label == otherwise and (AGAIN, None) not in one.params for one in before):
        mark = mark.with_flag(AGAIN)
    mark, inner = self.marked(node, mark, style, before)
    if tracked is None:
        self.content(node.content, inner)
        return (mark,)
    last = self.content(node.content, inner, before)
    revisions.end(self.build, self.story, start)
    return (*before, *last, mark)[-_NEAR:]


_NEAR: Final = 8
"""How many marks behind tracked changes are kept: whichever are settled, these may come to stand side by side."""
_OTHERWISE: Final = {**kinds.PENDING_LABELS, **{shown: label for label, shown in kinds.PENDING_LABELS.items()}}
"""How an addition or deletion is marked where it is shown, and where it is tracked: when read, both are one."""


def _gap(self: Inlines, node: Gap, style: Style, before: Chain) -> Chain:
    """A gap without words of its own shows a sign."""
    mark = kinds.mark_of(kinds.INLINE[Gap], node)
    mark, inner = self.marked(node, mark if node.content else mark.with_flag("sign"), style, before)
    self.content(node.content or (kinds.GAP_SIGN,), inner)
    return (mark,)


def _element(self: Inlines, node: Element, style: Style, before: Chain) -> Chain:
    """The text of a foreign element stands in the line as if it had no markup."""
    self.build.approximate(node, f"the text of the element {node.name} is shown, its markup is not")
    anchor = self.build.id_point(node)
    if anchor:
        self.story.out.append(anchor)
    return self.content(node.content, style, before)


def _formula(self: Inlines, node: Formula, style: Style, before: Chain) -> Chain:
    """An equation of Word as one, where nothing is around it that only the style of a run could say; else its line."""
    equation = formulas.native(node) if not style.marks else None
    if equation is not None:
        self.story.out.append(f"{self.build.id_point(node) or ''}{equation}")
        return ()
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[Formula], node), style, before)
    self.story.out.append(text_run(node.text, inner))
    return (mark,)


def _reference(self: Inlines, node: Reference, style: Style, before: Chain) -> Chain:
    mark = kinds.mark_of(kinds.INLINE[Reference], node)
    linked = links.can_link(node.target) and not any(outer.label == mark.label for outer in style.marks)
    if not linked:
        mark = Mark(mark.label, (*mark.params, ("target", node.target)))
    mark, inner = self.marked(node, mark, style, before)
    if linked:
        links.begin(self.build, self.story, node.target)
    self.content(node.content, inner)
    if linked:
        links.end(self.build, self.story)
    return (mark,)


def _line_break(self: Inlines, node: LineBreak, style: Style, before: Chain) -> Chain:
    _, inner = self.marked(node, kinds.mark_of(kinds.INLINE[LineBreak], node), style, ())
    self.story.out.append(element_run("<w:br/>", inner))
    return ()


def page_break_text(node: PageBreak) -> str:
    """What shows where a page of the source begins."""
    return "[page]" if node.n is None else f"[p. {node.n}]"


def milestone_text(node: Milestone) -> str:
    """What shows where another part of the source begins."""
    return f"[{node.unit}]" if node.n is None else f"[{node.unit} {node.n}]"


def _page_break(self: Inlines, node: PageBreak, style: Style, before: Chain) -> Chain:
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[PageBreak], node), style, before)
    blank = text_run(" ", inner.child(ASIDE))
    self.story.out.append(f"{blank}{text_run(page_break_text(node), inner)}{blank}")
    return (mark,)


def _furniture(self: Inlines, node: Furniture, style: Style, before: Chain) -> Chain:
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[Furniture], node), style, before)
    self.content(node.content, inner)
    self.story.out.append(text_run(" ", inner.child(ASIDE)))
    return (mark,)


def _milestone(self: Inlines, node: Milestone, style: Style, before: Chain) -> Chain:
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[Milestone], node), style, before)
    self.story.out.append(text_run(milestone_text(node), inner))
    return (mark,)


def _choice(self: Inlines, node: Choice, style: Style, before: Chain) -> Chain:
    return apparatus.write(self, node, style, before)


def _note(self: Inlines, node: Note, style: Style, before: Chain) -> Chain:
    if not self.story.notes:
        return notes.in_line(self, node, style, before)
    notes.reference(self.build, self.story, node, style)
    return ()


def _image(self: Inlines, node: Image, style: Style, before: Chain) -> Chain:
    return pictures.write(self, node, style, before)


def _markup(self: Inlines, node: Comment | Instruction, style: Style, before: Chain) -> Chain:
    self.build.drop(node, "markup of the source is not part of the text")
    return before


def _block(self: Inlines, node: Any, style: Style, before: Chain) -> Chain:
    """A block where only a line of text can stand: its text."""
    self.build.approximate(node, "a block inside a line of text: its text is shown, its shape is not")
    text = plain_text(node)
    if text:
        self.story.out.append(text_run(text, style))
    return ()


_WRITERS: Final[Mapping[type[Node], Handler]] = {
    **cast(
        "dict[type[Node], Handler]",
        dict.fromkeys(
            (
                Emphasis,
                Name,
                Date,
                Term,
                Segment,
                Unclear,
                Supplied,
                Surplus,
                Foreign,
            ),
            _wrapped,
        ),
    ),
    Addition: _revised,
    Deletion: _revised,
    Gap: _gap,
    Element: _element,
    Formula: _formula,
    Furniture: _furniture,
    Reference: _reference,
    Choice: _choice,
    Image: _image,
    LineBreak: _line_break,
    PageBreak: _page_break,
    Milestone: _milestone,
    Note: _note,
    Comment: _markup,
    Instruction: _markup,
}
