"""Choices: the proposed reading stands in the text, what the source says stands in a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converters.formats.docx import kinds
from converters.formats.docx.apparatus import AGENT, CERTAINTY, REASON, SOURCE, TITLES
from converters.formats.docx.marks import Mark
from converters.formats.docx.ooxml import quoted
from converters.formats.docx.writing.build import Story
from converters.formats.docx.writing.runs import Style, text_run
from converters.model.nodes import Choice, Content

if TYPE_CHECKING:
    from converters.formats.docx.writing.inlines import Inlines

ASIDE, ORIGINAL, PROPOSED = Mark("aside"), Mark("original"), Mark("proposed")
_REFERENCE = Mark("annotation reference")
_EDITOR = "dragoman"
"""Whose comment it is where the choice names nobody: Word asks for an author."""


def with_comment(self: Inlines, node: Choice, style: Style, before: Mark | None) -> Mark | None:
    """The proposed reading with a comment on it that says what stands in the source, why, how sure, and by whom."""
    number = _add_comment(self, node)
    out = self.story.out
    mark, inner = self.marked(node, kinds.mark_of(kinds.INLINE[Choice], node), style, before)
    out.append(f'<w:commentRangeStart w:id="{number}"/>')
    self.content(node.proposed, inner)
    out.append(f'<w:commentRangeEnd w:id="{number}"/>')
    out.append(f'{style.child(_REFERENCE).open}<w:commentReference w:id="{number}"/></w:r>')
    return mark


def _add_comment(self: Inlines, node: Choice) -> int:
    build = self.build
    number = len(build.comments)
    story = Story(build.comment_relations, notes=False, comments=False)
    build.comments.append(story.out)
    author = node.agent or _EDITOR
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
    story.out.append('<w:p><w:pPr><w:pStyle w:val="AnnotationText"/></w:pPr>')
    if reference:
        story.out.append(f"{plain.child(_REFERENCE).open}<w:annotationRef/></w:r>")
    story.out.append(text_run(label, plain.child(ASIDE)))
    inlines.content(content, plain)
    story.end_paragraph()


def in_line(self: Inlines, node: Choice, style: Style, before: Mark | None) -> Mark | None:
    """Both readings in the line, where no comment can stand (in notes and comments)."""
    mark, inner = self.marked(node, kinds.mark_of(kinds.CHOICE_IN_LINE, node), style, before)
    self.content(node.proposed, inner.child(PROPOSED))
    self.story.out.append(text_run(" [in the source: ", inner.child(ASIDE)))
    self.content(node.original, inner.child(ORIGINAL))
    self.story.out.append(text_run("]", inner.child(ASIDE)))
    return mark
