"""What people decided about a record, kept in `NAME.edits.json` beside it and applied at every conversion.

An edit is anchored to the id of a node and to words that it quotes. Where a better reader has given the node another
id, it goes to the one block that has the words; where no place fits any more, it is told and left undone, so that
somebody looks. It is never dropped from the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from converters.errors import InputError
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node
from converters.model.normal import NotNormal
from converters.model.walk import joined, plain_text, transform, walk
from converters.report import Report

ENDING = ".edits.json"
Part = Literal["front", "body", "back"]


class Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="do"):
    """A decision: at which node (its id), by whom (initials), why."""

    node: str | None = None
    by: str | None = None
    why: str | None = None


class Accept(Edit, frozen=True, kw_only=True, tag="accept"):
    """A repair is right. `quote`: what stands in the record there."""

    quote: str


class Refuse(Edit, frozen=True, kw_only=True, tag="refuse"):
    """A repair is wrong: what stands in the record is the text. `quote`: what stands there."""

    quote: str


class Correct(Edit, frozen=True, kw_only=True, tag="correct"):
    """A reading is an error of the record: both readings are kept, as a choice."""

    quote: str
    text: str


class Change(Edit, frozen=True, kw_only=True, tag="change"):
    """The text says something else: the words quoted are replaced. `before`: what stands before them, to be sure."""

    quote: str
    text: str
    before: str = ""


class Annotate(Edit, frozen=True, kw_only=True, tag="note"):
    """A note of an editor after the words quoted, with its status (`open`, `done`)."""

    quote: str
    text: str
    status: str | None = None


class Replace(Edit, frozen=True, kw_only=True, tag="replace"):
    """A block becomes other blocks, or none. `quote`: its whole text."""

    quote: str
    blocks: nd.Blocks


class Insert(Edit, frozen=True, kw_only=True, tag="insert"):
    """Blocks that are new, after the one with the id `node`; `quote` is the text of that."""

    quote: str
    blocks: nd.Blocks


class Rewrite(Edit, frozen=True, kw_only=True, tag="rewrite"):
    """A whole part of the document becomes other blocks. `quote`: the text that it has."""

    part: Part
    quote: str
    blocks: nd.Blocks


class Describe(Edit, frozen=True, kw_only=True, tag="describe"):
    """One field of the metadata becomes another value, as JSON has it. `was`: the value it has."""

    field: str
    was: Any = None
    now: Any = None


AnyEdit = Accept | Refuse | Correct | Change | Annotate | Replace | Insert | Rewrite | Describe


class Edits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The edits of one record, in the order in which they are applied."""

    record: str | None = None
    edits: tuple[AnyEdit, ...] = ()


class Unfit(Exception):
    """An edit that has no place any more."""


def decode(data: bytes, path: str) -> Edits:
    """The edits in a file. Raises InputError with the place that is wrong."""
    try:
        return msgspec.json.decode(data, type=Edits)
    except (msgspec.DecodeError, NotNormal) as error:
        raise InputError(f"is not a file of edits: {error}", remedy="see docs/collections.md", file=path) from error


def encode(edits: Edits) -> bytes:
    """The edits as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(edits), indent=2) + b"\n"


def edited(document: Document, edits: Iterable[AnyEdit], report: Report) -> Document:
    """The document with each edit applied that still fits; the others are told."""
    for edit in edits:
        try:
            document = _APPLY[type(edit)](document, edit)
        except (Unfit, NotNormal, msgspec.ValidationError) as error:
            by = f" by {edit.by}" if edit.by else ""
            report.warn(
                "edit-unfit", f"the edit {edit.__struct_config__.tag!r}{by} no longer fits: {error}", place=edit.node
            )
    return document


def _decided(document: Document, edit: Accept | Refuse) -> Document:
    found = [
        node
        for node in walk(document)
        if isinstance(node, nd.Choice) and _text(node.original) == edit.quote and edit.node in (None, node.id)
    ]
    if len(found) != 1:
        raise Unfit(f"{len(found)} repairs of {edit.quote!r} are there")

    def decide(node: Node) -> Node | tuple[Node | str, ...]:
        if node is not found[0]:
            return node
        if isinstance(edit, Refuse):
            return found[0].original
        return msgspec.structs.replace(found[0], certainty="high", agent=edit.by)

    return transform(document, decide)


def _corrected(document: Document, edit: Correct) -> Document:
    choice = nd.Choice(
        original=(edit.quote,), proposed=(edit.text,) if edit.text else (), reason=edit.why, agent=edit.by
    )
    return _at_words(document, edit.node, "", edit.quote, (choice,))


def _changed(document: Document, edit: Change) -> Document:
    return _at_words(document, edit.node, edit.before, edit.quote, (edit.text,))


def _annotated(document: Document, edit: Annotate) -> Document:
    about = {name: value for name, value in (("by", edit.by), ("status", edit.status)) if value}
    note = nd.Note(blocks=(nd.Line(content=(edit.text,)),), type="editorial", attrs=about)
    return _at_words(document, edit.node, "", edit.quote, (edit.quote, note))


def _at_words(document: Document, id: str | None, before: str, quote: str, new: tuple[Node | str, ...]) -> Document:
    """The document with words replaced that stand in one string: in the block of that id, else in the only one."""
    words = before + quote
    holders = [node for node in walk(document) if _strings_with(node, words)]
    own = [node for node in holders if node.id is not None and node.id == id]
    chosen = own or holders
    if len(chosen) != 1 or _strings_with(chosen[0], words) != 1:
        raise Unfit(f"{words!r} stands in {sum(_strings_with(node, words) for node in chosen)} places")
    parts: list[Node | str] = []
    for part in chosen[0].content:  # type: ignore[attr-defined]
        if isinstance(part, str) and words in part:
            left, _, right = part.partition(words)
            parts += [left + before, *new, right]
        else:
            parts.append(part)
    holder = msgspec.structs.replace(chosen[0], content=joined(parts))
    return transform(document, lambda node: holder if node is chosen[0] else node)


def _strings_with(node: Node, words: str) -> int:
    """How often words stand in the text of a node, not counting the nodes in it."""
    content = getattr(node, "content", ())
    return sum(part.count(words) for part in content if isinstance(part, str)) if words else 0


def _replaced(document: Document, edit: Replace | Insert) -> Document:
    found = [node for node in walk(document) if node.id is not None and node.id == edit.node]
    if len(found) != 1 or plain_text(found[0]) != edit.quote:
        raise Unfit(f"no block {edit.node} says what it said then")
    kept = (found[0],) if isinstance(edit, Insert) else ()
    return transform(document, lambda node: (*kept, *edit.blocks) if node is found[0] else node)


def _rewritten(document: Document, edit: Rewrite) -> Document:
    if part_text(document, edit.part) != edit.quote:
        raise Unfit(f"the {edit.part} does not say what it said then")
    return msgspec.structs.replace(document, **{edit.part: edit.blocks})


def part_text(document: Document, part: Part) -> str:
    """The text of a part of a document, a line for each block."""
    return "\n".join(plain_text(block) for block in getattr(document, part))


def _described(document: Document, edit: Describe) -> Document:
    known = fields(document.metadata)
    if edit.field not in Metadata.__struct_fields__ or known.get(edit.field) != edit.was:
        raise Unfit(f"the record's {edit.field} are not what they were then")
    known.pop(edit.field, None)
    changed = {**known, edit.field: edit.now} if edit.now is not None else known
    return msgspec.structs.replace(document, metadata=msgspec.convert(changed, Metadata))


def fields(known: Metadata) -> dict[str, Any]:
    """The metadata as JSON has them."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(known))
    return found


def _text(content: nd.Content) -> str:
    return "".join(part if isinstance(part, str) else plain_text(part) for part in content)


_APPLY: dict[type, Any] = {
    Accept: _decided,
    Refuse: _decided,
    Correct: _corrected,
    Change: _changed,
    Annotate: _annotated,
    Replace: _replaced,
    Insert: _replaced,
    Rewrite: _rewritten,
    Describe: _described,
}
"""How each kind of edit is applied."""
