"""Write a document as PDF: pages to print, archival (PDF/A-3a) and accessible (PDF/UA-1).

The parts of the engine, from the text to the page: `inlines`, `blocks`, `lists`, `tables`, `notes`, `figures` and
`summary` say what each kind of node looks like and make its element of the structure tree (`tags`); `tokens` and
`lines` break paragraphs into lines (`paragraphs`), shaped in the faces of `fonts`; `pager` fills pages (`page`) with
them; `assembly` puts the file together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from converters.formats.format import WriteOptions
from converters.formats.pdf import ahead, structure, themes
from converters.formats.pdf.ahead import Planned
from converters.formats.pdf.as_sent import SentLines
from converters.formats.pdf.assembly import Assembly, Opened
from converters.formats.pdf.bidi import runs_left
from converters.formats.pdf.blocks import set_blocks
from converters.formats.pdf.conformance import Attachment, Facts
from converters.formats.pdf.contents import Contents
from converters.formats.pdf.description import facts_of, language_of
from converters.formats.pdf.faces import Faces
from converters.formats.pdf.fonts import main_face
from converters.formats.pdf.inlines import set_inline
from converters.formats.pdf.job import Job, NoteMarks
from converters.formats.pdf.margin import with_room_for_numbers
from converters.formats.pdf.page import Page
from converters.formats.pdf.pager import Pager
from converters.formats.pdf.running import Running, notes_title
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.summary import set_summary
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.together import following
from converters.formats.pdf.wording import ENGLISH, Wording, primary, wording
from converters.model.codec import encode
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Note
from converters.model.walk import walk
from converters.report import Report

_PARTS = ((structure.FRONT, "front"), (structure.BODY, "body"), (structure.BACK, "back"))
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


class Taker(Protocol):
    """What takes the pages of a document, each when it is full."""

    def take(self, page: Page) -> None:
        """Take the next page."""


TakerT = TypeVar("TakerT", bound=Taker)
Begin = Callable[[Job, Faces], TakerT]
"""What begins to take the pages of a job, which are drawn with some faces."""


class Pages(NamedTuple):
    """A document on its pages, with all that is drawn on them, before a file is put together."""

    job: Job
    faces: Faces
    pages: list[Page]

    def take(self, page: Page) -> None:
        """Keep a page."""
        page.pack()
        self.pages.append(page)


def write(document: Document, options: WriteOptions, report: Report) -> bytes:
    """The document as PDF, with its canonical JSON and its source attached; losses are told in the report.

    The JSON is made first: that refuses what is nested too deeply, before anything follows the nesting.
    """
    theme = themes.theme(options.theme or themes.DEFAULT, options.paper)

    def opened() -> Begin[Assembly]:
        file = Opened(_facts(document, options, theme), _attachments(document))
        return lambda job, faces: Assembly(file, job, faces, Running(job, document))

    return _set_as_foreseen(document, report, theme, opened).finish()


def set_pages(document: Document, report: Report, theme: Theme | None = None) -> Pages:
    """Set a document and keep its pages, to look at what is drawn on them."""
    return _set_as_foreseen(document, report, theme or themes.theme(), lambda: lambda job, faces: Pages(job, faces, []))


def _set_as_foreseen(document: Document, report: Report, theme: Theme, opened: Callable[[], Begin[TakerT]]) -> TakerT:
    """Set a document: its structure tree, and its pages with all that is drawn on them.

    A table of contents tells what comes behind it. Where that was not foreseen, all is set once more.
    """
    begin = opened()
    lines = ahead.planned(document) if theme.contents_from else []
    job = _job(document, Report(report.format), theme)
    taker, contents = _set(document, job, lines, begin)
    found = ahead.found(job.outline)
    if found != lines and 0 < theme.contents_from <= max(len(lines), len(found)):
        job = _job(document, Report(report.format), theme)
        taker, contents = _set(document, job, found, opened())
    if contents is not None:
        contents.number(entry for entry in job.outline if entry.level)
    report.extend(job.report)
    return taker


def _job(document: Document, report: Report, theme: Theme) -> Job:
    language = language_of(document)
    spoken = wording(theme.words, language)
    if theme.numbers == "margin" and runs_left(language):
        theme = with_room_for_numbers(theme)
    nodes = list(walk(document))
    job = Job(
        theme=theme,
        report=report,
        set_blocks=set_blocks,
        set_inline=set_inline,
        language=language,
        wording=spoken,
        speaks_alike=_is_english(spoken, language, nodes),
        sent=_sent(document, theme),
        ids=frozenset(node.id for node in nodes if node.id is not None),
        marks=NoteMarks(frozenset(node.n for node in nodes if isinstance(node, Note) and node.n is not None)),
    )
    root = job.tree.root
    root.id, root.lang, root.properties = document.id, document.lang, structure.properties(document)
    if document.source is not None:
        root.properties += tuple(structure.source_properties(document.source))
    return job


def _set(
    document: Document, job: Job, lines: Sequence[Planned], begin: Begin[TakerT]
) -> tuple[TakerT, Contents | None]:
    """Fill pages with a document, and a table of contents of these lines if they are many, without numbers."""
    faces = Faces(main_face(job.theme.setting("paragraph").style))
    taker = begin(job, faces)
    pager = Pager(job.theme.sheet, faces, taker.take)
    pager.fill(set_summary(job, document))
    contents = _contents(job, lines)
    if contents is not None:
        pager.fill(contents.slabs())
    for part in _parts(job, document):
        pager.fill(part)
    if job.endnotes:
        pager.fill(_endnotes(job))
    pager.finish()
    return taker, contents


def _is_english(spoken: Wording, language: str | None, nodes: Iterable[Node]) -> bool:
    """Whether a document, all within it, and the words of its edition are English."""
    languages = {node.lang for node in nodes} - {None, ENGLISH}
    return not languages and primary(language) == ENGLISH == spoken.language


def _parts(job: Job, document: Document) -> Iterator[Iterator[Slab]]:
    """The slabs of front, body and back."""
    for name, field in _PARTS:
        blocks = getattr(document, field)
        if blocks:
            yield set_blocks(job, blocks, job.tree.root.child(name), job.text_column)


def _contents(job: Job, lines: Sequence[Planned]) -> Contents | None:
    """The table of contents of a document with so many headings that it needs one."""
    if not 0 < job.theme.contents_from <= len(lines):
        return None
    first = next(kid for kid in job.tree.root.kids if isinstance(kid, Element))
    return Contents(job, lines, first)


def _endnotes(job: Job) -> Iterator[Slab]:
    """The notes at the end, with those that stand in them; in the structure each stands where its mark does."""
    yield notes_title(job)
    whole: Element | None = None
    for element, slabs in job.endnotes:
        yield from following(whole, slabs())
        whole = element


def _facts(document: Document, options: WriteOptions, theme: Theme) -> Facts:
    return facts_of(document)._replace(
        epoch=options.epoch,
        theme=theme.name if theme.name in themes.BUILT_IN else None,
        paper=theme.paper,
    )


def _sent(document: Document, theme: Theme) -> SentLines | None:
    """Where lines ended as sent, where the theme asks and the source can tell."""
    text = document.source.text if document.source is not None else None
    return SentLines(text) if theme.lines == "sent" and text is not None else None


def _attachments(document: Document) -> list[Attachment]:
    """The canonical JSON, and the original where the document has it."""
    found = [
        Attachment(
            structure.DOCUMENT_FILE,
            structure.DOCUMENT_MEDIA_TYPE,
            structure.DOCUMENT_RELATIONSHIP,
            "the document as data, complete",
            encode(document),
        )
    ]
    source = document.source
    if source is not None:
        media_type = source.media_type.partition(";")[0].strip()
        media_type = media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"
        name = structure.source_file(source)
        found.append(
            Attachment(name, media_type, structure.SOURCE_RELATIONSHIP, "the original record", source.original())
        )
    return found
