"""Read the runs of a paragraph into pieces: text with its marks, breaks, pictures, notes, links."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Callable, Mapping

from lxml import etree

from converters.formats.docx.kinds import CHOICE_IN_LINE, IN_SOURCE, INLINE, INLINE_LABELS, SLOT_LABELS
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import WP, A, M, r, unquoted, w
from converters.formats.docx.reading.package import Package, Relationship
from converters.formats.docx.reading.pieces import (
    TRACKED,
    Break,
    CommentMark,
    Formula,
    NoteMark,
    Para,
    Picture,
    Text,
    is_tracked,
)
from converters.formats.docx.reading.sheet import Sheet, look_of, marks_of
from converters.formats.docx.reading.tracking import change_of
from converters.model.nodes import Choice, Image, LineBreak, Milestone, PageBreak
from converters.model.nodes import Formula as FormulaNode
from converters.report import Report

Bookmarks = Mapping[str, Callable[[etree._Element, Para], None]]

HYPERLINK = "Hyperlink"
COMMENT, TARGET = "comment", "target"
"""Parameters that only the reader knows: the number of a comment, the target of a link."""
_OWN_MARKS = frozenset(
    {"footnote reference", "endnote reference", "annotation reference", "note mark", "note in line"}
    | {"aside", "original", "proposed", IN_SOURCE}
)
_REFERENCE_STYLES = frozenset(
    {"footnote reference", "endnote reference", "annotation reference", "footnote anchor", "endnote anchor"}
    | {"footnote characters", "endnote characters"}
)
_TRANSPARENT = frozenset(map(w, ("smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo")))
_TRACKED = {w("ins"): "Addition", w("del"): "Deletion"}
_CHARACTERS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("softHyphen"): "\u00ad",
    w("noBreakHyphen"): "\u2011",
    w("cr"): "\n",
}
_SILENT = (
    frozenset(
        map(
            w, ("rPr", "pPr", "proofErr", "lastRenderedPageBreak", "fldChar", "instrText", "annotationRef", "separator")
        )
    )
    | frozenset(
        map(
            w,
            (
                "footnoteRef",
                "endnoteRef",
                "continuationSeparator",
                "permStart",
                "permEnd",
                "sdtPr",
                "sdtEndPr",
                "delInstrText",
            ),
        )
    )
    | frozenset(map(w, ("bookmarkStart", "bookmarkEnd")))
)
_IMAGE_TYPES = {
    ".png": "image/png",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".tiff": "image/tiff",
    ".tif": "image/tiff",
}
_COMMENTED = (INLINE[Choice], CHOICE_IN_LINE)
_CHOICES = frozenset(label for label, known in INLINE_LABELS.items() if known.rule in _COMMENTED)


class Runs:
    """Reads runs of one part. `choices` are the numbers of the comments that stand for choices."""

    def __init__(self, package: Package, part: str, sheet: Sheet, choices: frozenset[str], report: Report) -> None:
        self._package = package
        self._part = part
        self._relations: dict[str, Relationship] = package.relationships(part)
        self._sheet = sheet
        self._choices = choices
        self._report = report
        self._open_comments: list[str] = []
        self._shown_comments: set[str] = set()
        self._told: set[str] = set()
        self._fields: list[str] = []

    def read(self, element: etree._Element, para: Para, bookmarks: Bookmarks) -> None:
        """The pieces of a paragraph, put into `para`."""
        self._children(element, para, (), bookmarks)

    def _children(self, parent: etree._Element, para: Para, outer: Chain, bookmarks: Bookmarks) -> None:
        for element in parent:
            tag = element.tag
            if tag == w("r"):
                self._run(element, para, outer)
            elif tag in bookmarks:
                bookmarks[tag](element, para)
            elif tag == w("hyperlink"):
                self._children(element, para, (*outer, Mark(HYPERLINK, ((TARGET, self._target(element)),))), bookmarks)
            elif tag in _TRACKED:
                self._children(element, para, (*outer, _tracked(element, _TRACKED[tag])), bookmarks)
            elif tag in _TRANSPARENT:
                self._children(element, para, outer, bookmarks)
            elif tag == w("commentRangeStart"):
                self._open_comments.append(element.get(w("id"), ""))
            elif tag == w("commentRangeEnd"):
                self._end_comment(element.get(w("id"), ""))
            elif tag in (f"{{{M}}}oMath", f"{{{M}}}oMathPara"):
                para.pieces.append(Formula(etree.tostring(element, with_tail=False, encoding="unicode"), outer))
            elif tag not in _SILENT and isinstance(tag, str):
                self._unread(tag)

    def _end_comment(self, number: str) -> None:
        if number in self._open_comments:
            self._open_comments.remove(number)

    def _run(self, run: etree._Element, para: Para, outer: Chain) -> None:
        chain = self._chain(run.find(w("rPr")), outer, para.style_id)
        text: list[str] = []
        for element in run:
            tag = str(element.tag)
            if tag in (w("t"), w("delText")):
                text.append(unquoted(element.text or ""))
            elif tag in _CHARACTERS:
                text.append(_CHARACTERS[tag])
            elif tag == w("fldChar"):
                self._field(element, run)
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                _end(text, para, chain)
                self._note(element, run, para, chain)
                return
            elif tag not in _SILENT:
                _end(text, para, chain)
                self._object(element, tag, para, chain)
        _end(text, para, chain, empty=run.find(w("t")) is not None)

    def _object(self, element: etree._Element, tag: str, para: Para, chain: Chain) -> None:
        if tag == w("br"):
            if element.get(w("type"), "textWrapping") == "textWrapping":
                para.pieces.append(Break(chain))
            return
        if tag == w("drawing"):
            self._drawing(element, para, chain)
        elif tag == w("commentReference"):
            self._comment(element.get(w("id"), ""), para, chain)
        elif tag == w("sym"):
            para.pieces.append(Text(_symbol(element), chain))
        else:
            self._unread(tag)

    def _chain(self, properties: etree._Element | None, outer: Chain, paragraph_style: str | None) -> Chain:
        """The marks of a run: those of its style's name, and the emphasis that it has beyond its styles."""
        own: Chain = ()
        style = properties.find(w("rStyle")) if properties is not None else None
        name = style.get(w("val")) if style is not None else None
        if name is not None:
            own = self._sheet.chain(name)
            if not all(mark.label.casefold() in _KNOWN for mark in own if not mark.label.startswith("Metadata ")):
                own = own if own[0].label.startswith("Metadata ") else marks_of(self._sheet.look(name))
        direct = look_of(properties)
        if direct:
            styled = self._sheet.look(paragraph_style) | self._sheet.look(name)
            added = {label: on for label, on in direct.items() if not styled.get(label)}
            own = (*own, *(mark for mark in marks_of(added) if mark not in own))
        return self._bound(_within(outer, own))

    def _bound(self, chain: Chain) -> Chain:
        """The chain with each choice bound to the comment that says what the source has."""
        waiting = [number for number in self._open_comments if number in self._choices]
        if not waiting:
            return chain
        bound: list[Mark] = []
        for mark in chain:
            if waiting and mark.label.casefold() in _CHOICES:
                number = waiting.pop(0)
                self._shown_comments.add(number)
                mark = Mark(mark.label, (*mark.params, (COMMENT, number)))
            bound.append(mark)
        return tuple(bound)

    def _comment(self, number: str, para: Para, chain: Chain) -> None:
        self._end_comment(number)
        if number in self._choices:
            if number not in self._shown_comments:
                para.pieces.append(CommentMark(number, _without_references(chain)))
        else:
            self._report.warn("unread", "a comment is not read", place=f"{self._part}, comment {number}")

    def _note(self, element: etree._Element, run: etree._Element, para: Para, chain: Chain) -> None:
        series = "footnote" if element.tag == w("footnoteReference") else "endnote"
        custom = element.get(w("customMarkFollows"), "0") in ("1", "true", "on")
        mark = "".join(unquoted(text.text or "") for text in run.iterchildren(w("t"))) if custom else None
        para.pieces.append(NoteMark(series, element.get(w("id"), ""), mark, _without_references(chain)))

    def _target(self, element: etree._Element) -> str:
        anchor = element.get(w("anchor"))
        relation = self._relations.get(element.get(r("id"), ""))
        if relation is None:
            return f"#{unquoted(anchor or '')}"
        return f"{relation.target}#{anchor}" if anchor else relation.target

    def _drawing(self, element: etree._Element, para: Para, chain: Chain) -> None:
        blip = element.find(f".//{{{A}}}blip")
        described = element.find(f".//{{{WP}}}docPr")
        alt = described.get("descr") if described is not None else None
        relation = self._relations.get(blip.get(r("embed"), blip.get(r("link"), ""))) if blip is not None else None
        target = self._picture(relation) if relation is not None else None
        if target is None:
            self._unread(w("drawing"))
            return
        para.pieces.append(Picture(target, unquoted(alt) if alt is not None else None, chain))

    def _picture(self, relation: Relationship) -> str | None:
        if relation.external:
            return relation.target
        type = _IMAGE_TYPES.get(posixpath.splitext(relation.target)[1].lower())
        if type is None or relation.target not in self._package.names:
            return None
        return f"data:{type};base64,{base64.b64encode(self._package.read(relation.target)).decode()}"

    def _field(self, element: etree._Element, run: etree._Element) -> None:
        """Fields show their last result, which is read as text; what they would do is not."""
        if element.get(w("fldCharType")) == "begin":
            self._unread(w("fldChar"))

    def _unread(self, tag: str) -> None:
        """Tell once in each part what is not understood."""
        name = tag.rpartition("}")[2]
        if name not in self._told:
            self._told.add(name)
            self._report.warn("unread", f"{name}: not understood; its text, if any, is read", place=self._part)


_KNOWN = frozenset(INLINE_LABELS) | frozenset(SLOT_LABELS) | _OWN_MARKS | _REFERENCE_STYLES


def _end(text: list[str], para: Para, chain: Chain, *, empty: bool = False) -> None:
    """A piece of the text so far. An empty one counts where its marks say that there is something."""
    joined = "".join(text)
    if joined or (empty and chain):
        para.pieces.append(Text(joined, chain))
    text.clear()


def _within(outer: Chain, own: Chain) -> Chain:
    """The marks of a run within those of a link: the link's target goes to the mark that stands for it."""
    for mark in outer:
        if is_tracked(mark):
            within = next((n for n, one in enumerate(own) if _is_one_thing(one)), len(own))
            own = (*own[:within], mark, *own[within:])
            continue
        place = next((n for n, one in enumerate(own) if one.label == mark.label and mark.label == HYPERLINK), None)
        if place is not None:
            own = (*own[:place], Mark(HYPERLINK, (*own[place].params, *mark.params)), *own[place + 1 :])
        elif mark.label == HYPERLINK and any(one.label == "Picture Link" for one in own):
            continue
        else:
            own = (mark, *own)
    return own


def _is_one_thing(mark: Mark) -> bool:
    """Whether what has a mark is put in or taken out as a whole."""
    known = INLINE_LABELS.get(mark.label.casefold())
    return known is not None and (known.rule.kind in _ONE_THING or _SIGN in mark.params)


_ONE_THING = frozenset({FormulaNode, Image, LineBreak, Milestone, PageBreak})
_SIGN = ("sign", None)


def _tracked(element: etree._Element, label: str) -> Mark:
    author, date = change_of(element)
    said = (("agent", author), ("date", date), (TRACKED, label))
    return Mark(label, tuple((key, value) for key, value in said if value))


def _without_references(chain: Chain) -> Chain:
    return tuple(mark for mark in chain if mark.label.casefold() not in _REFERENCE_STYLES)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(w("char"), "FFFD"), 16)
    except ValueError:
        code = 0xFFFD
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else "\ufffd"
