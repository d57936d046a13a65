"""What one document collects while it is written: styles, anchors, notes, comments, links, pictures, lists."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, NamedTuple, Protocol

from converters.formats.docx.anchors import name_for, shown_fields
from converters.formats.docx.form import Form
from converters.formats.docx.ooxml import HEADER, R_TYPES, RELATIONSHIPS, quoted
from converters.formats.docx.writing.contents import Entry
from converters.formats.docx.writing.numbering import Numbering
from converters.formats.docx.writing.runs import Style, hyperlink_opening, root
from converters.formats.docx.writing.sheet import Styles
from converters.formats.docx.writing.template import Template
from converters.model.node import Node
from converters.report import Report

PARAGRAPH_END: Final = "</w:p>"


class Relations:
    """The relationships of one part to links and pictures."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._known: dict[tuple[str, str, bool], str] = {}

    def add(self, type: str, target: str, *, external: bool) -> str:
        """The id of a relationship; the same target has one."""
        key = (type, target, external)
        if key not in self._known:
            self._known[key] = f"rId{self._first + len(self._known)}"
        return self._known[key]

    def elements(self) -> str:
        """The relationships, in the order in which they were needed."""
        return "".join(
            f'<Relationship Id="{own}" Type="{R_TYPES}/{type}" Target="{quoted(target)}"'
            f"{' TargetMode=' + chr(34) + 'External' + chr(34) if external else ''}/>"
            for (type, target, external), own in self._known.items()
        )

    def part(self) -> bytes:
        """A part of relationships that holds these alone."""
        return f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{self.elements()}</Relationships>'.encode()


class Tracked(NamedTuple):
    """A tracked change: the name of its element, who made it, and when (xsd:dateTime)."""

    tag: str
    author: str
    date: str | None


class Story:
    """A stretch of paragraphs in a part: the text, a note, a comment.

    `pending` are bookmarks that begin with the next paragraph, `lead` is what stands first in it (the mark of a note).
    `changes` are the tracked changes that are open, from the outermost to the innermost; `cells` counts the cells of
    tables that are. Where no changes are `tracked`, they are shown.
    """

    def __init__(
        self, build: Build, relations: Relations, *, notes: bool, comments: bool, tracked: bool = True
    ) -> None:
        self._style_ids = build.style_ids
        self.out: list[str] = []
        self.relations = relations
        self.notes = notes
        self.comments = comments
        self.tracked = tracked
        self.changes: tuple[Tracked, ...] = ()
        self.cells = 0
        self.pending: list[str] = []
        self.lead = ""
        self._last_end = -1

    def end_paragraph(self) -> None:
        """Close the paragraph that is open."""
        self._last_end = len(self.out)
        self.out.append(PARAGRAPH_END)

    def before_last_end(self, element: str) -> None:
        """Put an element at the end of the paragraph that was closed last."""
        self.out[self._last_end] = element + self.out[self._last_end]

    def filler(self, style: str = "Filler", properties: str = "", inside: str = "") -> None:
        """A paragraph without text of the record: it holds what else would have no place."""
        self.out.append(
            f'<w:p><w:pPr><w:pStyle w:val="{self._style_ids[style]}"/>{properties}</w:pPr>{self.take_pending()}{inside}'
        )
        self.end_paragraph()

    def take_pending(self) -> str:
        """What must stand at the start of a paragraph that begins now."""
        if not self.pending and not self.lead:
            return ""
        start = "".join(self.pending) + self.lead
        self.pending = []
        self.lead = ""
        return start


class Scope(NamedTuple):
    """What a block inherits from the blocks around it.

    `depth` counts sections, `level` lists; `indent` is in twips; `lang` the language where it is not the document's
    own; `note` the series of notes (`footnote`, `endnote`) that the block stands in.
    """

    depth: int = 0
    level: int = 0
    indent: int = 0
    lang: str | None = None
    note: str | None = None
    align: str | None = None

    def within(self, node: Node) -> Scope:
        """The same inside of a node, which may be in another language."""
        return self if node.lang is None else self._replace(lang=node.lang)


class BlockWriter(Protocol):
    """Writes blocks into a story."""

    def __call__(self, build: Build, story: Story, blocks: Iterable[Node], scope: Scope) -> None: ...


class _Fixup(NamedTuple):
    out: list[str]
    position: int
    id: str


class Build:
    """Everything that is collected for one document. `write_blocks` is how the blocks of a note are written.

    `flowing`: the document came from XML, where a line end in text is a blank.
    """

    def __init__(
        self,
        report: Report,
        write_blocks: BlockWriter,
        template: Template,
        form: Form,
        *,
        flowing: bool,
    ) -> None:
        self.report = report
        self.template = template
        self.style_ids = template.sheet.ids
        self.form = form
        self.flowing = flowing
        self.write_blocks = write_blocks
        self.styles = Styles(template.sheet)
        self.numbering = Numbering(template.lists)
        self.relations = Relations(first=20)
        self.note_relations = {"footnote": Relations(first=1), "endnote": Relations(first=1)}
        self.notes: dict[str, list[list[str]]] = {"footnote": [], "endnote": []}
        self.comments: list[list[str]] = []
        self.comment_relations = Relations(first=1)
        self.media: dict[str, bytes] = {}
        self.pictures: dict[tuple[str, bytes], str] = {}
        """The name of each picture in `media`, by its type and data."""
        self.ids: list[tuple[str, str]] = []
        self.nodes: dict[str, Node] = {}
        """The node that each anchor stands for, by the plain name of the anchor."""
        self.outline: list[Entry] = []
        """The headings of the main text."""
        self.anchor = ""
        """The name of the point that was made last."""
        self._anchors: dict[str, str] = {}
        self._fixups: list[_Fixup] = []
        self._roots: dict[str | None, Style] = {}
        self._serial = 0
        self._pictures = template.first_drawing - 1

    def level(self, depth: int) -> int:
        """The level of a heading of the main text in so many sections: no level is skipped on the way down."""
        before = self.outline[-1].level if self.outline else 0
        return min(max(depth, 1), before + 1)

    def next_picture(self) -> int:
        """The number of a drawing, unique in the document."""
        self._pictures += 1
        return self._pictures

    def next_serial(self) -> int:
        """The number of a bookmark or a tracked change, unique in the document."""
        self._serial += 1
        return self._serial

    def root(self, lang: str | None) -> Style:
        """Runs without marks in a language."""
        found = self._roots.get(lang)
        if found is None:
            found = self._roots[lang] = root(self.styles, lang)
        return found

    # --- anchors ---

    def point(self, node: Node) -> str:
        """A bookmark at one place, for a node that begins here."""
        self._serial += 1
        own = self._serial
        name = self.anchor = name_for(type(node), own)
        self.nodes[name] = node
        if node.id is not None:
            self._register(node.id, name, name)
        return f'<w:bookmarkStart w:id="{own}" w:name="{name}"/><w:bookmarkEnd w:id="{own}"/>'

    def id_point(self, node: Node) -> str:
        """The same for a node that needs one only where it has an id."""
        return self.point(node) if node.id is not None else ""

    def stretch_point(self, node: Node) -> str:
        """A bookmark at one place, for a table, a row or a cell: it says what a stretch would say."""
        return "".join(self.stretch(node))

    def stretch(self, node: Node, without: Container[str] = ()) -> tuple[str, str]:
        """The beginning and the end of a bookmark around the blocks of a node; `without` are fields shown elsewhere."""
        self._serial += 1
        own = self._serial
        name, left = shown_fields(node, own, without)
        self.nodes[name_for(type(node), own)] = node
        if left:
            self.approximate(node, f"not shown: {', '.join(left)}")
        if node.attrs:
            self.approximate(node, f"attributes of the source not shown: {', '.join(sorted(node.attrs))}")
        if node.id is not None:
            self._register(node.id, name_for(type(node), own), name)
        return f'<w:bookmarkStart w:id="{own}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{own}"/>'

    def bounds(self, node: Node) -> tuple[str, str]:
        """The beginning and the end of a bookmark around what stands in a node and is shown without it."""
        self._serial += 1
        name = name_for(type(node), self._serial)
        self.nodes[name] = node
        return f'<w:bookmarkStart w:id="{self._serial}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{self._serial}"/>'

    def part(self, name: str) -> tuple[str, str]:
        """The same for the front, the body and the back of a document."""
        self._serial += 1
        return (
            f'<w:bookmarkStart w:id="{self._serial}" w:name="_{name}_{self._serial}"/>',
            f'<w:bookmarkEnd w:id="{self._serial}"/>',
        )

    def _register(self, known: str, plain: str, name: str) -> None:
        self.ids.append((plain, known))
        self._anchors[known] = name

    # --- links ---

    def link_to(self, known: str, story: Story) -> None:
        """Begin a link to a node of the document that may come only later."""
        self._fixups.append(_Fixup(story.out, len(story.out), known))
        story.out.append("")

    def resolve_links(self) -> None:
        """Point each link at its bookmark; one whose node has none points at the id itself."""
        for out, position, known in self._fixups:
            out[position] = hyperlink_opening(self._anchors.get(known, known))
        self._fixups.clear()

    # --- the ledger ---

    def approximate(self, node: Node, what: str) -> None:
        """Tell that a node is shown, not wholly."""
        self.report.warn("approximated", what, node)

    def drop(self, node: Node, what: str) -> None:
        """Tell that a node is not shown."""
        self.report.warn("dropped", what, node)


def joined(parts: Iterable[str]) -> bytes:
    """Strings as the bytes of a part."""
    return "".join(parts).encode()
