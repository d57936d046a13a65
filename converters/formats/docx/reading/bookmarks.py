"""Bookmarks of others: ids of the paragraphs that they begin in, and targets of links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from converters.formats.docx import anchors
from converters.formats.docx.ooxml import unquoted, w
from converters.model.document import Document
from converters.model.nodes import Reference
from converters.model.normal import is_name
from converters.model.walk import walk
from converters.report import Report

_NO_NAME = re.compile(r"[^\w.-]")
_WORDS = re.compile(r"[^\s\"\\]+")
_LAST_PLACE = "_goback"
"""Where Word was edited last: no place of the text."""


class Bookmarks:
    """The ids of the bookmarks in some parts, and of the paragraphs that they begin in.

    A bookmark whose name begins with an underscore is hidden, and one that nothing refers to gives no id.
    """

    def __init__(self, roots: Iterable[etree._Element] = ()) -> None:
        self.ids: dict[str, str] = {}
        self._paragraphs: dict[etree._Element, str] = {}
        parts = list(roots)
        wanted = set[str]().union(*map(_referred_to, parts))
        used: set[str] = set()
        for start in (start for root in parts for start in root.iter(w("bookmarkStart"))):
            name = unquoted(start.get(w("name"), ""))
            is_hidden = name.startswith("_") and name not in wanted
            if not name or is_hidden or name.casefold() == _LAST_PLACE or anchors.parse(name) is not None:
                continue
            paragraph = _paragraph_of(start)
            if paragraph is None or name in self.ids:
                continue
            known = self._paragraphs.get(paragraph)
            if known is None:
                known = self._paragraphs[paragraph] = _free(_as_name(name), used)
            self.ids[name] = known

    def of(self, paragraph: etree._Element) -> str | None:
        """The id of a paragraph."""
        return self._paragraphs.get(paragraph)


def tell_dangling(document: Document, report: Report) -> None:
    """Tell of references to places of the file that are not there."""
    nodes = list(walk(document))
    ids = {f"#{node.id}" for node in nodes if node.id is not None}
    targets = (node.target for node in nodes if isinstance(node, Reference) and node.target.startswith("#"))
    for target in sorted({target for target in targets if target not in ids}):
        report.warn("unread", "a reference to a bookmark that is not there", place=target)


def _referred_to(root: etree._Element) -> set[str]:
    """Words that could be names of bookmarks, in the links and fields of a part."""
    found = {unquoted(link.get(w("anchor"), "")) for link in root.iter(w("hyperlink"))}
    for code in root.iter(w("instrText")):
        found.update(_WORDS.findall(code.text or ""))
    for field in root.iter(w("fldSimple")):
        found.update(_WORDS.findall(field.get(w("instr"), "")))
    return found


def _paragraph_of(start: etree._Element) -> etree._Element | None:
    """The paragraph that a bookmark begins in; between paragraphs, the next one."""
    around = next(start.iterancestors(w("p")), None)
    return around if around is not None else next(_paragraphs_after(start), None)


def _paragraphs_after(start: etree._Element) -> Iterator[etree._Element]:
    for place in (start, *start.iterancestors()):
        for following in place.itersiblings():
            yield from following.iter(w("p"))


def _as_name(text: str) -> str:
    """A name that XML takes as an id."""
    name = _NO_NAME.sub("-", text)
    return name if is_name(name) else f"b-{name}" if is_name(f"b-{name}") else "bookmark"


def _free(name: str, used: set[str]) -> str:
    free, number = name, 2
    while free in used:
        free, number = f"{name}-{number}", number + 1
    used.add(free)
    return free
