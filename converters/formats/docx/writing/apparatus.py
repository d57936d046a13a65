"""Choices: the proposed reading stands in the text; what the source says, in a comment or a tracked change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from converters.formats.docx import kinds
from converters.formats.docx.apparatus import AGENT, CERTAINTY, REASON, SOURCE, TITLES
from converters.formats.docx.form import EDITOR
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import quoted
from converters.formats.docx.writing.build import Story
from converters.formats.docx.writing.runs import Style, deleted, text_run
from converters.formats.format import Repairs
from converters.model.node import Node
from converters.model.nodes import (
    Addition,
    Choice,
    Content,
    Date,
    Deletion,
    Emphasis,
    Foreign,
    Formula,
    Furniture,
    Gap,
    LineBreak,
    Milestone,
    Name,
    PageBreak,
    Segment,
    Supplied,
    Surplus,
    Term,
    Unclear,
    is_proposed,
)
from converters.model.walk import walk

if TYPE_CHECKING:
    from converters.formats.docx.writing.inlines import Inlines

ASIDE: Final = Mark("aside")
ORIGINAL: Final = Mark("original")
PROPOSED: Final = Mark("proposed")
_REFERENCE: Final = Mark("annotation reference")
_IN_SOURCE: Final = Mark(kinds.IN_SOURCE)
_RUNS: Final = (
    *(Addition, Date, Deletion, Emphasis, Foreign, Formula, Furniture, Gap, LineBreak, Milestone, Name, PageBreak),
    *(Segment, Supplied, Surplus, Term, Unclear),
)
"""Kinds that are runs and nothing else: a tracked change holds no links (ECMA-376 Part 1, 17.13.5.14 and 18)."""
_LONGEST: Final = 60
"""How many characters a reading may have so that the name of a style can hold it."""


def write(self: Inlines, node: Choice, style: Style, before: Chain) -> Chain:
    """A choice as the document is to show it, where it can be shown so; else with a comment, else in the line."""
    way = _WAYS[self.build.form.repairs]
    if way is not None:
        mark = _emendation(node)
        tracked = not self.story.changes and _can_be_tracked(node)
        if style.child(mark).whole and (way is _plain or tracked):
            return way(self, node, mark, style, before)
    return (_with_comment if self.story.comments else _in_line)(self, node, style, before)


def _emendation(node: Choice) -> Mark:
    """The mark of a choice without a comment. It holds what the source has where that is a word or two."""
    mark = kinds.mark_of(kinds.EMENDATION, node)
    was = _words(node.original)
    return mark if was is None else Mark(mark.label, (*mark.params, (kinds.WAS, was)))


def _words(content: Content) -> str | None:
    if len(content) > 1 or any(not isinstance(part, str) for part in content):
        return None
    text = "".join(map(str, content))
    return text if len(quote(text)) <= _LONGEST else None


def _can_be_tracked(node: Choice) -> bool:
    """Whether a tracked change can hold both readings, and can be told from a refused or an accepted one."""
    if not node.original or not node.proposed:
        return False
    inside = (part for part in (*node.original, *node.proposed) if isinstance(part, Node))
    return all(isinstance(one, _RUNS) and not is_proposed(one) for part in inside for one in walk(part))


def _tracked(self: Inlines, node: Choice, mark: Mark, style: Style, before: Chain) -> Chain:
    """What the source has is taken out, what is proposed put in: Word lets an editor accept or refuse it."""
    mark, inner = self.marked(node, mark, style, before)
    out = self.story.out
    out.append(_change(self, "del", node))
    start = len(out)
    self.content(node.original, inner.child(_IN_SOURCE))
    out[start:] = map(deleted, out[start:])
    out.append(f"</w:del>{_change(self, 'ins', node)}")
    self.content(node.proposed, inner)
    out.append("</w:ins>")
    return (mark,)


def _change(self: Inlines, tag: str, node: Choice) -> str:
    time = self.build.form.time
    date = f' w:date="{quoted(time)}"' if time is not None else ""
    return f'<w:{tag} w:id="{self.build.next_serial()}" w:author="{quoted(node.agent or EDITOR)}"{date}>'


def _plain(self: Inlines, node: Choice, mark: Mark, style: Style, before: Chain) -> Chain:
    """The proposed reading alone; the name of its style says what the source has."""
    if _words(node.original) is None:
        self.build.approximate(node, "what the source has is not shown: it is more than a word or two")
    mark, inner = self.marked(node, mark, style, before)
    self.content(node.proposed, inner)
    return (mark,)


_Way = Callable[["Inlines", Choice, Mark, Style, Chain], Chain]
_WAYS: Final[Mapping[Repairs, _Way | None]] = {"comment": None, "tracked": _tracked, "plain": _plain}


def _with_comment(self: Inlines, node: Choice, style: Style, before: Chain) -> Chain:
    """The proposed reading with a comment on it that says what stands in the source, why, how sure, and by whom."""
    number = _add_comment(self, node)
    out = self.story.out
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[Choice], node), style, before)
    out.append(f'<w:commentRangeStart w:id="{number}"/>')
    self.content(node.proposed, inner)
    out.append(f'<w:commentRangeEnd w:id="{number}"/>')
    out.append(f'{style.child(_REFERENCE).open}<w:commentReference w:id="{number}"/></w:r>')
    return (mark,)


def _add_comment(self: Inlines, node: Choice) -> int:
    build = self.build
    number = len(build.comments)
    story = Story(build, build.comment_relations, notes=False, comments=False, tracked=False)
    build.comments.append(story.out)
    author = node.agent or EDITOR
    story.out.append(f'<w:comment w:id="{number}" w:author="{quoted(author)}" w:initials="{quoted(author[0])}">')
    inlines = self.on(story)
    _paragraph(inlines, TITLES[node.type], (), reference=True)
    _paragraph(inlines, SOURCE, node.original)
    for label, value in ((REASON, node.reason), (CERTAINTY, node.certainty), (AGENT, node.agent)):
        if value is not None:
            _paragraph(inlines, label, (value,) if value else ())
    story.out.append("</w:comment>")
    return number


def _paragraph(inlines: Inlines, label: str, content: Content, *, reference: bool = False) -> None:
    story = inlines.story
    plain = inlines.build.root(None)
    story.out.append(f'<w:p><w:pPr><w:pStyle w:val="{inlines.build.style_ids["annotation text"]}"/></w:pPr>')
    if reference:
        story.out.append(f"{plain.child(_REFERENCE).open}<w:annotationRef/></w:r>")
    story.out.append(text_run(label, plain.child(ASIDE)))
    inlines.content(content, plain)
    story.end_paragraph()


def _in_line(self: Inlines, node: Choice, style: Style, before: Chain) -> Chain:
    """Both readings in the line, where no comment can stand (in notes and comments)."""
    mark, inner = self.marked(node, kinds.mark_of(kinds.CHOICE_IN_LINE, node), style, before)
    self.content(node.proposed, inner.child(PROPOSED))
    self.story.out.append(text_run(" [in the source: ", inner.child(ASIDE)))
    self.content(node.original, inner.child(ORIGINAL))
    self.story.out.append(text_run("]", inner.child(ASIDE)))
    return (mark,)
