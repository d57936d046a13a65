"""All parts of the Word file for a document, before they are packed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from converters.formats.docx import anchors, parts
from converters.formats.docx.element_lines import ElementLine
from converters.formats.docx.form import USUAL, Form
from converters.formats.docx.ooxml import HEADER, RELATIONSHIPS, WP, R, W
from converters.formats.docx.wording import words_of
from converters.formats.docx.writing import containers, notes, paragraphs, tables
from converters.formats.docx.writing.build import Build, Scope, Story
from converters.formats.docx.writing.contents import contents
from converters.formats.docx.writing.head import write_head
from converters.formats.docx.writing.paragraphs import BlockHandler, Paragraphs
from converters.formats.docx.writing.properties import main_language, running_head
from converters.formats.docx.writing.template import Template, own_template
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import (
    Closer,
    Comment,
    Dateline,
    Element,
    Figure,
    Furniture,
    Heading,
    Instruction,
    Line,
    List,
    Milestone,
    Note,
    Opener,
    PageBreak,
    Paragraph,
    Preformatted,
    Quotation,
    Salute,
    Section,
    Signed,
    Table,
    Verse,
    VerseLine,
)
from converters.report import Report

_BLOCKS: Final[Mapping[type[Node], BlockHandler]] = {
    Paragraph: paragraphs.paragraph,
    Heading: paragraphs.heading,
    Line: paragraphs.plain,
    VerseLine: paragraphs.plain,
    Dateline: paragraphs.plain,
    Salute: paragraphs.plain,
    Signed: paragraphs.plain,
    Furniture: paragraphs.plain,
    Preformatted: paragraphs.preformatted,
    PageBreak: paragraphs.page_break,
    Milestone: paragraphs.milestone,
    Note: paragraphs.note,
    Comment: paragraphs.markup,
    Instruction: paragraphs.markup,
    Section: containers.section,
    Opener: containers.opener_or_closer,
    Closer: containers.opener_or_closer,
    Quotation: containers.quotation,
    Verse: containers.verse,
    Figure: containers.figure,
    List: containers.list_,
    Element: containers.element,
    ElementLine: containers.element_line,
    Table: tables.table,
}
"""How each kind of block is written."""


class Composed(NamedTuple):
    """The parts that differ from document to document, and what they were made with.

    `whole` are parts as they are; `ends` are those that go on from a fixed beginning.
    """

    whole: dict[str, bytes]
    ends: dict[str, bytes]
    build: Build


def compose(document: Document, report: Report, form: Form = USUAL, template: Template | None = None) -> Composed:
    """The parts that show a document, in a template or ours; each approximation and omission is told."""
    template = template or own_template(main_language(document))
    build = Build(
        report, write_blocks, template, form, flowing=any(isinstance(block, Element) for block in document.body)
    )
    body = _body(build, document)
    build.resolve_links()
    relations = f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{template.relations}'
    whole = {
        parts.DOCUMENT: f"{_DOCUMENT}{''.join(body.out)}{template.section}</w:body></w:document>".encode(),
        parts.DOCUMENT_RELATIONS: f"{relations}{build.relations.elements()}</Relationships>".encode(),
        parts.FOOTNOTES: notes.part(build, "footnote"),
        parts.FOOTNOTES_RELATIONS: build.note_relations["footnote"].part(),
        parts.ENDNOTES: notes.part(build, "endnote"),
        parts.ENDNOTES_RELATIONS: build.note_relations["endnote"].part(),
        parts.COMMENTS: _comments(build),
        parts.COMMENTS_RELATIONS: build.comment_relations.part(),
        parts.ANCHORS: anchors.table_xml(build.ids, form, template.house_names).encode(),
    }
    if template.running_head:
        whole[parts.RUNNING_HEAD] = running_head(document.metadata)
    whole |= {f"word/{name}": data for name, data in build.media.items()}
    ends = {parts.STYLES: build.styles.sheet_end(), parts.NUMBERING: build.numbering.sheet_end()}
    return Composed(whole, ends, build)


def write_blocks(build: Build, story: Story, blocks: Iterable[Node], scope: Scope) -> None:
    """Write blocks into a story."""
    Paragraphs(build, story, _BLOCKS).write(blocks, scope)


def _body(build: Build, document: Document) -> Story:
    story = Story(build, build.relations, notes=True, comments=True)
    writer = Paragraphs(build, story, _BLOCKS)
    write_head(writer, document.metadata)
    place = len(story.out)
    story.out.append("")

    def inside() -> None:
        for name in anchors.PARTS:
            blocks = getattr(document, name)
            if blocks:
                _part(writer, name, blocks)

    if document.id is not None or document.lang is not None or document.attrs:
        writer.stretch(document, inside)
    else:
        inside()
    if len(story.out) == 1:
        story.filler()
    words = words_of(main_language(document))
    story.out[place] = contents(build.outline, words.contents, build.styles.needed)
    return story


def _part(writer: Paragraphs, name: str, blocks: Iterable[Node]) -> None:
    writer.between(writer.build.part(name), lambda: writer.write(blocks, Scope()))


def _comments(build: Build) -> bytes:
    inside = "".join("".join(comment) for comment in build.comments)
    return f'{HEADER}<w:comments xmlns:w="{W}" xmlns:r="{R}">{inside}</w:comments>'.encode()


_DOCUMENT: Final = f'{HEADER}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}"><w:body>'
