"""The table of contents of a long document: a field that Word can renew, with a link to each heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from converters.formats.docx.ooxml import quoted
from converters.formats.docx.writing.runs import HYPERLINK_END, hyperlink_opening

LEAST = 12
"""How many headings a document has at least whose contents are shown."""
DEEPEST = 3
"""The lowest level that is shown."""


class Entry(NamedTuple):
    """A heading: its level, the name of its bookmark, its text."""

    level: int
    anchor: str
    text: str


def contents(entries: Sequence[Entry], title: str, style: Callable[[str], str]) -> str:
    """The table (ECMA-376 Part 1, 17.16.5.68), or nothing for a short document; `style` gives the ids of styles.

    Page numbers come when it is renewed.
    """
    shown = [entry for entry in entries if entry.level <= DEEPEST and entry.text]
    if len(shown) < LEAST:
        return ""
    rows = [_row(entry, style(f"toc {entry.level}")) for entry in shown]
    rows[0] = rows[0].replace("<w:hyperlink", f"{_BEGIN}<w:hyperlink", 1)
    rows[-1] = rows[-1].removesuffix("</w:p>") + f"{_END}</w:p>"
    head = f'<w:p><w:pPr><w:pStyle w:val="{style("TOC Heading")}"/></w:pPr>{_run(title)}</w:p>'
    return f"{_FRAME}{head}{''.join(rows)}</w:sdtContent></w:sdt>"


def _row(entry: Entry, style: str) -> str:
    link = f"{hyperlink_opening(entry.anchor)}{_run(entry.text)}{HYPERLINK_END}"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{link}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{quoted(text)}</w:t></w:r>'


_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{DEEPEST}" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_FRAME = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)
