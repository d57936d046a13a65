"""What a person took out of the page must not live on in the original that is carried along."""

from __future__ import annotations

from typing import Any

import msgspec

from converters.formats.docx.reading.align import Alignment
from converters.model.alignment import Aligned
from converters.model.document import Document
from converters.model.nodes import Image
from converters.model.proposals import standing
from converters.model.walk import content_text, walk
from converters.report import Report


def without_withheld_source(carried: Document, alignment: Alignment, report: Report) -> Document:
    """The document without its original, told, where the page lacks a passage that the original still holds.

    A block that is gone, or one that only lost words, was taken out; words put in the place of others are a correction,
    and the original stays as the evidence for it. What moved is still there. What an editor proposed to add is in no
    original that is text, so that refusing it takes nothing out.
    """
    if carried.source is None:
        return carried
    added = carried.source.text is None
    moved = {id(arrival.moved) for arrival in alignment.new if arrival.moved is not None}
    gone = any(id(unit) not in moved and _words(unit.block, added=added) for unit in alignment.gone)
    shorter = any(
        old.key != new.key and _only_lost(_words(old.block, added=added), _words(new.block, added=added))
        for old, new in alignment.pairs
    )
    if not gone and not shorter:
        return carried
    report.warn(
        "dropped", "a passage was taken out of the page, so the original, which still holds it, is left out", carried
    )
    return msgspec.structs.replace(carried, source=None)


def _words(block: Any, *, added: bool) -> list[str]:
    """The words of a block, or of the pictures of a figure, with proposed additions or not; a picture is one word."""
    nodes = block if isinstance(block, tuple) else (block,)
    if not added:
        nodes = tuple(map(standing, nodes))
    pictures = (one.target for node in nodes for one in walk(node) if isinstance(one, Image))
    return [*content_text(nodes).split(), *pictures]


def _only_lost(was: list[str], now: list[str]) -> bool:
    """Whether words are missing and none came."""
    if len(now) >= len(was):
        return False
    actions = {action for action, *_ in Aligned(was, now).get_opcodes()}
    return actions <= {"equal", "delete"}
