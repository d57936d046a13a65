"""Tracked changes (ECMA-376 Part 1, 17.13.5): all accepted, all rejected, or made ready to be kept.

Accepting and rejecting is done on the XML, as Word would do it, so that the rest of the reader sees a file that nobody
tracked. To keep them, moves, rows and cells become what they are to a reader of the text: words put in and taken out.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from converters.formats.docx.ooxml import unquoted, w
from converters.formats.format import Track
from converters.report import Report

_INSERTED = (w("ins"), w("moveTo"))
_DELETED = (w("del"), w("moveFrom"))
_CONTENT = frozenset((*_INSERTED, *_DELETED))
_FORMER = {
    w(f"{name}Change"): w(name)
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
}
"""The former look of something, and the element that it is the former state of."""
_CELL_INSERTED, _CELL_DELETED = w("cellIns"), w("cellDel")
_RANGES = tuple(
    w(f"{name}{end}")
    for name in (
        *("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange"),
        *("customXmlMoveFromRange", "customXmlMoveToRange"),
    )
    for end in ("Start", "End")
)
_ALL = (*_CONTENT, *_FORMER, _CELL_INSERTED, _CELL_DELETED)
_KEPT_OF_FORMER = {
    w("pPr"): (w("rPr"), w("sectPr")),
    w("rPr"): (*_INSERTED, *_DELETED),
    w("trPr"): (*_INSERTED, *_DELETED),
    w("tcPr"): (_CELL_INSERTED, _CELL_DELETED),
}
"""What is no look and stands among the properties all the same."""
_DELETED_WORDS = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_MARKS = (w("bookmarkStart"), w("bookmarkEnd"), w("commentRangeStart"), w("commentRangeEnd"))


class Change(NamedTuple):
    """Who changed something, and when, as the file says."""

    author: str
    date: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.author or "somebody", self.date and f"({self.date})")))


def change_of(element: etree._Element) -> Change:
    """Who made a tracked change, and when."""
    date = unquoted(element.get(w("date"), ""))
    known = _WHOLE_MINUTE.sub(r"\1", date) if _DATE.match(date) else ""
    return Change(unquoted(element.get(w("author"), "")), known)


_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T|$)", re.ASCII)
"""LibreOffice writes months and days of zero where it knows no date."""


_WHOLE_MINUTE = re.compile(r"(T\d\d:\d\d):00(?=Z|[+-]|$)")
"""Word counts in minutes; EDTF writes an instant to the minute without seconds."""


def resolve(root: etree._Element, track: Track, report: Report, place: str) -> None:
    """Accept or reject all tracked changes below an element, or make them ready to be kept, and tell what was done."""
    tracked = list(root.iterdescendants(*_ALL))
    if not tracked:
        return
    for element in list(root.iterdescendants(*_RANGES)):
        _take_out(element)
    if track == "keep":
        _keep(tracked, report, place)
        return
    told = Counter(change_of(element).author for element in tracked)
    _settle(root, tracked, accept=track == "accept")
    by = ", ".join(f"{count} by {author or 'somebody'}" for author, count in sorted(told.items()))
    report.info("tracked", f"the tracked changes are {track}ed: {by}", place=place)


# --- accepted or rejected ---


def _settle(root: etree._Element, tracked: Iterable[etree._Element], *, accept: bool) -> None:
    stays, goes = (_INSERTED, _DELETED) if accept else (_DELETED, _INSERTED)
    cell_goes = _CELL_DELETED if accept else _CELL_INSERTED
    joined: dict[etree._Element, None] = {}
    for element in tracked:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in _FORMER:
            _settle_look(element, parent, accept=accept)
        elif parent.tag == w("trPr"):
            _settle_part(element, w("tr"), goes=element.tag in goes)
        elif element.tag in (_CELL_INSERTED, _CELL_DELETED):
            _settle_part(element, w("tc"), goes=element.tag == cell_goes)
        elif parent.tag == w("rPr"):
            _take_out(element)
            if element.tag in goes:
                joined[_ancestor(parent, w("p"))] = None
        elif element.tag in stays:
            _unwrap(element, parent)
        else:
            _take_out(element)
    if not accept:
        for words in list(root.iter(*_DELETED_WORDS)):
            words.tag = _DELETED_WORDS[str(words.tag)]
    for paragraph in reversed(joined):
        _join(paragraph)


def _settle_look(element: etree._Element, properties: etree._Element, *, accept: bool) -> None:
    """The former look is forgotten, or is the look again."""
    properties.remove(element)
    former = element.find(_FORMER[str(element.tag)])
    if accept or former is None:
        return
    kept = _KEPT_OF_FORMER.get(str(properties.tag), ())
    for child in list(properties):
        if child.tag not in kept:
            properties.remove(child)
    properties[:] = [*former, *properties] if properties.tag == w("pPr") else [*properties, *former]


def _settle_part(element: etree._Element, tag: str, *, goes: bool) -> None:
    """A row or a cell stays or goes; a table goes with its last row."""
    part = _ancestor(element, tag)
    _take_out(element)
    if not goes:
        return
    around = part.getparent()
    _take_out(part)
    if around is not None and around.tag == w("tbl") and around.find(f".//{w('tr')}") is None:
        _take_out(around)


def _join(paragraph: etree._Element) -> None:
    """Its end is taken out: it goes on with the paragraph that follows; an empty one is gone."""
    crossing = _crossing(paragraph)
    if not _holds_something(paragraph):
        for child in list(paragraph):
            if child.tag in _MARKS and child not in crossing:
                paragraph.remove(child)
    following = next((one for one in paragraph.itersiblings() if one.tag not in _MARKS), None)
    if following is None or following.tag != w("p"):
        return
    if _holds_something(paragraph):
        for child in list(following):
            if child.tag != w("pPr"):
                paragraph.append(child)
        _take_out(following)
        return
    start = 1 if following.find(w("pPr")) is not None else 0
    following[start:start] = crossing
    _take_out(paragraph)


def _crossing(paragraph: etree._Element) -> list[etree._Element]:
    """Marks in a paragraph whose other end stands elsewhere."""
    marks = list(paragraph.iter(*_MARKS))
    counted = Counter(mark.get(w("id")) for mark in marks)
    return [mark for mark in marks if counted[mark.get(w("id"))] == 1]


def _holds_something(paragraph: etree._Element) -> bool:
    return any(child.tag not in _MARKS and child.tag != w("pPr") for child in paragraph)


# --- kept ---


def _keep(tracked: Iterable[etree._Element], report: Report, place: str) -> None:
    for element in tracked:
        parent = next(element.iterancestors())
        change = change_of(element)
        if element.tag in _FORMER:
            parent.remove(element)
            report.warn("approximated", f"{change} changed the look of something: it stands as changed", place=place)
        elif parent.tag == w("trPr"):
            _wrap(element, w("tr"), w("ins") if element.tag in _INSERTED else w("del"))
        elif element.tag in (_CELL_INSERTED, _CELL_DELETED):
            _wrap(element, w("tc"), w("ins") if element.tag == _CELL_INSERTED else w("del"))
        elif parent.tag == w("rPr"):
            _tell_mark(element, change, report, place)
        else:
            element.tag = w("ins") if element.tag in _INSERTED else w("del")


def _tell_mark(element: etree._Element, change: Change, report: Report, place: str) -> None:
    """The end of a paragraph was tracked: that shows where all words beside it were too, and is told elsewhere."""
    paragraph = _ancestor(element, w("p"))
    beside = (paragraph, next(paragraph.itersiblings(w("p")), paragraph))
    if any(all(run_is_tracked(run) for run in one.iter(w("r"))) for one in beside):
        return
    done = "put in" if element.tag in _INSERTED else "taken out"
    report.warn(
        "approximated",
        f"the end of a paragraph was {done} by {change}: paragraphs stand as the page has them",
        place=place,
    )


def run_is_tracked(run: etree._Element) -> bool:
    """Whether a run was put in or taken out."""
    return any(outer.tag in _CONTENT for outer in run.iterancestors())


def _wrap(element: etree._Element, tag: str, change: str) -> None:
    """A row or cell that was put in or taken out: so were its words."""
    part = _ancestor(element, tag)
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    _take_out(element)
    for run in list(part.iter(w("r"))):
        if not run_is_tracked(run):
            wrapper = etree.Element(change, attributes)
            run.addprevious(wrapper)
            wrapper.append(run)


# --- trees ---


def _ancestor(element: etree._Element, tag: str) -> etree._Element:
    return next(itertools.chain(element.iterancestors(tag), (element,)))


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element, parent: etree._Element) -> None:
    place = parent.index(element)
    parent[place : place + 1] = list(element)
