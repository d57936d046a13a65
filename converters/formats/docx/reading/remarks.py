"""Comments of editors: notes in the margin, with who wrote them and when, behind the words that they are about."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from converters.formats.docx.ooxml import W14, W15, w
from converters.formats.docx.reading.tracking import change_of
from converters.model.nodes import Blocks, Note

TYPE = "editorial"
"""The type of a note that is the remark of an editor."""
BY, DATE, STATUS, REPLY = "by", "date", "status", "reply"
"""Attributes of such a note: who wrote it, when, whether it is done, and that it answers the one before it."""


class Thread(NamedTuple):
    """What is said of a comment beside it: whether it answers another, and whether that is settled."""

    answers: bool
    done: bool


def threads(root: etree._Element | None) -> dict[str, Thread]:
    """What `commentsExtended` says, by the number of the last paragraph of a comment ([MS-DOCX] 2.5.4)."""
    if root is None:
        return {}
    return {
        one.get(f"{{{W15}}}paraId", ""): Thread(
            one.get(f"{{{W15}}}paraIdParent") is not None, one.get(f"{{{W15}}}done", "0") in ("1", "true")
        )
        for one in root.iterchildren(f"{{{W15}}}commentEx")
    }


def remark(comment: etree._Element, blocks: Blocks, known: dict[str, Thread]) -> Note:
    """The note that a comment is."""
    author, date = change_of(comment)
    last = [paragraph.get(f"{{{W14}}}paraId", "") for paragraph in comment.iter(w("p"))][-1:]
    thread = known.get("".join(last), Thread(answers=False, done=False))
    said = {BY: author, DATE: date, STATUS: "done" if thread.done else "", REPLY: "true" if thread.answers else ""}
    return Note(blocks=blocks, place="margin", type=TYPE, attrs={name: value for name, value in said.items() if value})
