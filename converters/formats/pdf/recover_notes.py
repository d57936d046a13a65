"""Notes of a tagged PDF at the marks that call them, where its tags have the two apart.

Word processors tag the mark in the text as a link within the file, and the note as a block somewhere on the page that
begins with the same mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from converters.model.node import Node
from converters.model.nodes import Note, Paragraph, Reference, Section
from converters.model.walk import content_text, joined, transform, walk

_BEGINNING = re.compile(r"\s*([\w*\u2020\u2021\u00a7()\[\]]{1,6})[.)]?\s+")


def hung(body: tuple[Any, ...], marks: Sequence[Reference]) -> tuple[Any, ...]:
    """A body with each note in place of its mark; marks without a note are nothing but their text."""
    if not marks:
        return body
    pairs = dict(_pairs(body, marks))
    taken = {id(note) for note in pairs.values()}
    known = {mark.target for mark in marks}

    def change(node: Node) -> Node | tuple[Any, ...] | None:
        if isinstance(node, Reference) and node.target in known:
            note = pairs.get(node.target)
            return _marked(note) if note is not None else node.content
        return None if id(node) in taken else node

    return transform(Section(blocks=body), change).blocks


def _pairs(body: tuple[Any, ...], marks: Sequence[Reference]) -> Iterator[tuple[str, Note]]:
    """The target of each mark with its note: the next one that begins with that mark."""
    waiting = [note for block in body for note in walk(block) if isinstance(note, Note)]
    for mark in marks:
        text = content_text(mark.content).strip()
        note = next((one for one in waiting if _mark_of(one) == text), None)
        if note is not None:
            waiting.remove(note)
            yield mark.target, note


def _mark_of(note: Note) -> str | None:
    """The mark with which a note begins, where it has no label of its own."""
    if note.n is not None:
        return note.n
    found = _BEGINNING.match(_first_words(note))
    return found[1] if found is not None else None


def _first_words(note: Note) -> str:
    first = note.blocks[0]
    words = first.content[0] if isinstance(first, Paragraph) and first.content else ""
    return words if isinstance(words, str) else ""


def _marked(note: Note) -> Note:
    """A note whose mark is no longer part of its text."""
    found = _BEGINNING.match(_first_words(note))
    first = note.blocks[0]
    if note.n is not None or found is None or not isinstance(first, Paragraph):
        return note
    content = joined((_first_words(note)[found.end() :], *first.content[1:]))
    blocks = (structs.replace(first, content=content), *note.blocks[1:])
    return structs.replace(note, n=found[1], blocks=blocks)
