"""Recover a document from what is visible in a Word file: its text, styles, notes, tables and bookmarks."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import msgspec
from lxml import etree

from converters.errors import InputError
from converters.formats.docx import anchors
from converters.formats.docx.anchors import Anchor
from converters.formats.docx.form import USUAL, Form, read_form
from converters.formats.docx.kinds import LEAF_LABELS
from converters.formats.docx.ooxml import w
from converters.formats.docx.reading import foreign, furniture, oddities
from converters.formats.docx.reading.asides import without_mark
from converters.formats.docx.reading.bookmarks import tell_dangling
from converters.formats.docx.reading.comments import Reading, is_choice, reading_of
from converters.formats.docx.reading.foreign_leaves import ForeignLeafReader
from converters.formats.docx.reading.foreign_story import ForeignStory
from converters.formats.docx.reading.foreign_styles import LATIN, ForeignSheet
from converters.formats.docx.reading.inline import InlineReader
from converters.formats.docx.reading.leaves import Leaf, LeafReader
from converters.formats.docx.reading.metadata import METADATA_LABEL, MetadataReader, is_metadata
from converters.formats.docx.reading.package import Package
from converters.formats.docx.reading.pieces import (
    Box,
    CommentMark,
    Grid,
    NoteMark,
    Para,
    Point,
    StoryParts,
    Stretch,
    Text,
)
from converters.formats.docx.reading.properties import with_properties
from converters.formats.docx.reading.remarks import Thread, remark, threads
from converters.formats.docx.reading.repairs import open_repairs
from converters.formats.docx.reading.runs import COMMENT, Runs
from converters.formats.docx.reading.sheet import Sheet
from converters.formats.docx.reading.story import StoryReader
from converters.formats.docx.reading.structure import Leaves, Structure, parts_of
from converters.formats.docx.reading.told import Told
from converters.formats.docx.reading.tracking import change_of, resolve
from converters.formats.format import Track
from converters.model import normal
from converters.model.document import Document
from converters.model.metadata import Title
from converters.model.nodes import Block, Note, Table
from converters.report import Report


class Recovered(NamedTuple):
    """A document as it is visible, its leaves in order, and the anchor of each node by its identity.

    `elements` are the stretches of the text that stand in foreign elements.
    """

    document: Document
    leaves: list[Leaf]
    tables: list[tuple[Table, Grid]]
    anchors: dict[int, Anchor]
    own: bool
    elements: list[Stretch]


class _Recovery:
    """Recovers one document."""

    def __init__(self, package: Package, ids: dict[str, str], track: Track, report: Report) -> None:
        self.package = package
        self.track = track
        self.report = report
        self.told = Told()
        self.sheet = _sheet(package, self._related_root("styles"))
        self.choices: dict[str, Reading] = {}
        self._remarks: dict[str, etree._Element] = {}
        self._threads: dict[str, Thread] = {}
        self.inlines = InlineReader(ids, self.choices, self._note)
        self.leaf_reader: Leaves = LeafReader(self.inlines, report)
        self.leaves: list[Leaf] = []
        self.tables: list[tuple[Table, Grid]] = []
        self._notes: dict[tuple[str, str], etree._Element] = {}
        self._note_runs: dict[str, Runs] = {}
        self._read_notes()
        choices = self._read_choices()
        self._main_runs = self._runs(package.main, choices)
        self._root = package.xml(package.main)
        open_repairs(self._root, self.sheet)
        self._foreign: ForeignStory | None = None

    def _resolve_metadata(self, body: etree._Element) -> None:
        """Metadata are values that hold no additions: what was tracked in the table or a title is accepted and told."""
        if self.track != "keep":
            return
        for table in body.iterchildren(w("tbl")):
            style = next(table.iter(w("pStyle")), None)
            if style is not None and self._label(style) == METADATA_LABEL:
                resolve(table, "accept", self.report, "table of metadata")
        changes = list(body.iter(w("ins"), w("del"), w("moveTo"), w("moveFrom")))
        for paragraph in dict.fromkeys(one for change in changes for one in change.iterancestors(w("p"))):
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            known = LEAF_LABELS.get(self._label(style)) if style is not None else None
            if known is not None and known.rule.kind is Title:
                resolve(paragraph, "accept", self.report, "title")

    def _label(self, style: etree._Element) -> str:
        """What a paragraph is by its style, in small letters; nothing if that is no style of the file."""
        chain = self.sheet.chain(style.get(w("val"), ""))
        return chain[-1].label.casefold() if chain else ""

    def _related_root(self, type: str) -> etree._Element | None:
        """The root of a part beside the text; None where there is none, or it is damaged."""
        name = self.package.related(self.package.main, type)
        return self.package.xml_if_sound(name) if name is not None else None

    def _runs(self, part: str, choices: frozenset[str] = frozenset()) -> Runs:
        return Runs(self.package, part, self.sheet, choices, self.report, self.told)

    def _read_foreign(self) -> ForeignStory | None:
        """What only a file that is not ours needs: how it counts, what its bookmarks name."""
        if not isinstance(self.sheet, ForeignSheet):
            return None
        known = ForeignStory(self.sheet, self._related_root("numbering"), [self._root, *self._notes.values()])
        self.inlines.bookmarks = known.bookmarks.ids
        self.leaf_reader = ForeignLeafReader(self.inlines)
        return known

    def _read_story(self, element: etree._Element, runs: Runs) -> StoryParts:
        return StoryReader(self.sheet, runs, self._foreign).read(element)

    def _read_notes(self) -> None:
        for series in ("footnote", "endnote"):
            name, root = self.package.related(self.package.main, f"{series}s"), self._related_root(f"{series}s")
            if name is None or root is None:
                continue
            self._note_runs[series] = self._runs(name)
            open_repairs(root, self.sheet)
            resolve(root, self.track, self.report, name)
            for note in root.iterchildren(w(series)):
                key = series, note.get(w("id"), "")
                if key in self._notes:
                    self.report.warn(
                        "unread", "two notes have one number: the first is read", place=f"{name}, {key[1]}"
                    )
                self._notes.setdefault(key, note)

    def _read_choices(self) -> frozenset[str]:
        name, root = self.package.related(self.package.main, "comments"), self._related_root("comments")
        if name is None or root is None:
            return frozenset()
        runs = self._runs(name)
        self._note_runs[COMMENT] = runs
        self._threads = threads(self._related_root("commentsExtended"))
        resolve(root, "reject" if self.track == "reject" else "accept", self.report, name)
        for comment in root.iterchildren(w("comment")):
            if not is_choice(comment):
                self._remarks[comment.get(w("id"), "")] = comment
            else:
                story = StoryReader(self.sheet, runs).read(comment)
                paras = [item for item in story.items if isinstance(item, Para)]
                self.choices[comment.get(w("id"), "")] = reading_of(paras, self.inlines.content)
        return frozenset(self.choices)

    def _note(self, mark: NoteMark | CommentMark | Box) -> Note | None:
        """The note that a mark, a comment or a text box stands for; each is read once."""
        if isinstance(mark, CommentMark):
            return self._remark(mark.number)
        if isinstance(mark, Box):
            blocks = self.blocks(self._read_story(mark.element, self._main_runs))
            return Note(blocks=blocks, place="inline", type="text-box")
        element = self._notes.pop((mark.series, mark.number), None)
        if element is None:
            self.report.warn("unread", "a mark without its note", place=f"{mark.series} {mark.number}")
            return None
        story = self._read_story(element, self._note_runs[mark.series])
        anchor = next(
            (one.anchor for group in story.stretches.values() for one in group if one.anchor.kind == "note"), None
        )
        _take_mark(story, mark, is_ours=anchor is not None)
        blocks = self.blocks(story)
        note = Note(blocks=blocks, place="end" if mark.series == "endnote" else "foot", n=mark.mark)
        if anchor is None:
            return note
        return cast(Note, self.inlines.identified(msgspec.structs.replace(note, **anchor.fields), anchor))

    def _remark(self, number: str) -> Note | None:
        """The comment of an editor as a note."""
        comment = self._remarks.pop(number, None)
        if comment is None:
            self.report.warn("unread", "a mark without its comment", place=f"comment {number}")
            return None
        entries = self._structure(self._read_story(comment, self._note_runs[COMMENT])).entries()
        return remark(comment, foreign.flat(entries), self._threads)

    def _tell_remarks(self) -> None:
        """Comments that stand where no note can stand."""
        for number, comment in self._remarks.items():
            text = " ".join("".join(one.text or "" for one in comment.iter(w("t"))).split())
            by = change_of(comment).author or "somebody"
            self.report.warn(
                "unread", f"a comment by {by} stands where no note can: “{text}”", place=f"comment {number}"
            )

    def blocks(self, story: StoryParts) -> tuple[Block, ...]:
        """The blocks of a story that is not the main one."""
        structure = self._structure(story)
        entries = structure.entries()
        for leaf in structure.leaves:
            leaf.note = len(self._notes)
        self.leaves += structure.leaves
        self.tables += structure.tables
        return foreign.flat(entries) if self._foreign is not None else foreign.with_quotations(entries)

    def _structure(self, story: StoryParts) -> Structure:
        return Structure(story, self.leaf_reader, self.inlines, foreign.flat if self._foreign is not None else None)

    def _body(self) -> etree._Element:
        if self._root.tag != w("document"):
            name = etree.QName(self._root).localname
            raise InputError(
                f"holds no text of Word but <{name}>", place=self.package.main, remedy="give a Word document (.docx)"
            )
        body = self._root.find(w("body"))
        if body is None:
            self.report.warn("unread", "the document has no body, and so no text", place=self.package.main)
            return etree.SubElement(self._root, w("body"))
        return body

    def _tell_unused_notes(self) -> None:
        """Notes that no mark refers to: their words are nowhere on a page."""
        for series, number in self._notes:
            note = self._notes[series, number]
            if note.get(w("type"), "normal") == "normal" and any(
                (text.text or "").strip() for text in note.iter(w("t"))
            ):
                self.report.warn("unread", "a note without its mark is left out", place=f"{series} {number}")

    def document(self) -> Recovered:
        """The whole document."""
        body = self._body()
        self._resolve_metadata(body)
        resolve(body, self.track, self.report, self.package.main)
        self._foreign = self._read_foreign()
        story = self._read_story(body, self._main_runs)
        head = next((item for item in story.items if isinstance(item, Grid) and is_metadata(item)), None)
        items = [item for item in story.items if item is not head]
        structure = self._structure(StoryParts(items, story.stretches))
        entries = structure.entries()
        self._tell_remarks()
        self.leaves = structure.leaves + self.leaves
        self.tables = structure.tables + self.tables
        titles = [entry.block for entry in entries if isinstance(entry, Leaf) and isinstance(entry.block, Title)]
        rest = [entry for entry in entries if not (isinstance(entry, Leaf) and isinstance(entry.block, Title))]
        own = bool(story.stretches) or head is not None or _has_table(self.package)
        metadata = MetadataReader(self.inlines.identified, self.report).read(head, titles)
        anchor, found = parts_of(rest)
        setups = [] if own else furniture.setups(body, self.package, self._part_leaves, self.told)
        fields: dict[str, Any] = {
            name: foreign.with_quotations(inner)
            if own
            else foreign.structured(inner, setups if name == anchors.BODY else ())
            for name, inner in found.items()
        }
        if not own:
            metadata = with_properties(self.package, metadata)
            fields["attrs"] = setups[0].attributes if setups else {}
        if isinstance(self.sheet, ForeignSheet):
            fields["lang"] = self.sheet.languages.get(LATIN)
            self._tell_unused_notes()
        document = Document(metadata=metadata, **fields)
        if self._foreign is not None:
            tell_dangling(document, self.report)
        self.told.flush(self.report)
        oddities.tell(self.package, self.report)
        if anchor is not None:
            document = self.inlines.identified(msgspec.structs.replace(document, **anchor.fields), anchor)
        return Recovered(document, self.leaves, self.tables, self.inlines.anchors, own, story.elements())

    def _part_leaves(self, name: str) -> list[Leaf]:
        """The paragraphs of a running head or foot."""
        root = self.package.xml_if_sound(name)
        if root is None:
            return []
        structure = self._structure(self._read_story(root, self._runs(name)))
        structure.entries()
        return structure.leaves


def _sheet(package: Package, root: etree._Element | None) -> Sheet:
    """The styles of a file: ours, or those of others, whose names and looks say other things."""
    sheet = Sheet(root, house_labels(package))
    return sheet if _has_table(package) or sheet.is_ours() else ForeignSheet(root)


def _take_mark(story: StoryParts, mark: NoteMark, *, is_ours: bool) -> None:
    """Take out the mark of a note and the blank between it and the text; Word's own blank has no style."""
    first = next((item for item in story.items if isinstance(item, Para)), None)
    if first is None:
        return
    first.pieces = without_mark(first.pieces, f"{mark.mark or ''} ")
    place = next((number for number, piece in enumerate(first.pieces) if not isinstance(piece, Point)), None)
    piece = first.pieces[place] if place is not None and not is_ours else None
    if place is not None and isinstance(piece, Text) and piece.text[:1] in (" ", "\t"):
        first.pieces[place] = piece._replace(text=piece.text[1:])


def recover(package: Package, report: Report, track: Track = "keep") -> Recovered:
    """The document that is visible in a Word file. Raises InputError where it cannot be one."""
    try:
        return _Recovery(package, read_ids(package), track, report).document()
    except normal.NotNormal as error:
        raise InputError(
            f"its styles, bookmarks or nesting say what no document can hold: {error}",
            place=package.main,
            remedy="clear the styles in that place, or flatten it",
        ) from error


def _has_table(package: Package) -> bool:
    return _anchors_root(package) is not None


def form_of(package: Package) -> Form:
    """The form that a file of ours says it has."""
    root = _anchors_root(package)
    return read_form({str(name): str(value) for name, value in root.attrib.items()}) if root is not None else USUAL


def house_labels(package: Package) -> dict[str, str]:
    """From the names of a house's styles, in small letters, to the labels of ours that they stand for."""
    root = _anchors_root(package)
    return anchors.read_house(root) if root is not None else {}


def _anchors_root(package: Package) -> etree._Element | None:
    return next((root for _, root in custom_parts(package, Report()) if root.tag == _ANCHORS), None)


def read_ids(package: Package) -> dict[str, str]:
    """The ids of anchors, from the part that holds them; what is no id, or stands there twice, is left out."""
    root = _anchors_root(package)
    table = anchors.read_table(root) if root is not None else {}
    seen: set[str] = set()
    ids: dict[str, str] = {}
    for anchor, known in table.items():
        if normal.is_name(known) and known not in seen:
            ids[anchor] = known
            seen.add(known)
    return ids


def custom_parts(package: Package, report: Report) -> list[tuple[str, etree._Element]]:
    """The custom XML parts that the main part is related to; one that is damaged is told and passed over."""
    found: list[tuple[str, etree._Element]] = []
    for one in package.relationships(package.main).values():
        if one.type != "customXml" or one.target not in package.names:
            continue
        try:
            found.append((one.target, package.xml(one.target)))
        except InputError as error:
            report.warn("unread", error.problem, place=one.target)
    return found


_ANCHORS = f"{{{anchors.NAMESPACE}}}anchors"
