"""Make a file of edits from two documents: what somebody changed between them, as decisions that can be repeated.

What comes out gives the second document again when it is applied to the first; where only words changed, it says the
words and not the whole block, so that it still fits when the record is read better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from converters.collection.edits import (
    AnyEdit,
    Change,
    Describe,
    Edits,
    Insert,
    Part,
    Replace,
    Rewrite,
    edited,
    fields,
    part_text,
)
from converters.model import nodes as nd
from converters.model.alignment import Aligned
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.walk import plain_text
from converters.report import Report

_PARTS: tuple[Part, ...] = ("front", "body", "back")
_CONTEXT = 24
"""Characters before a changed word that are quoted with it."""


def decisions(before: Document, after: Document, by: str | None = None) -> Edits:
    """The edits that lead from one document of a record to another; `by`: the initials of who made them.

    The original that a document carries, its id and its language are not of that kind.
    """
    found: list[AnyEdit] = list(_described(before.metadata, after.metadata, by))
    for part in _PARTS:
        found += _of_part(before, after, part, by)
    if not _lead(before, after, found):
        found = _all_anew(before, after, by)
    return Edits(record=before.id, edits=tuple(found))


def _lead(before: Document, after: Document, found: list[AnyEdit]) -> bool:
    """Whether edits lead from one document to the other."""
    report = Report()
    made = edited(before, found, report)
    same = (made.metadata, made.front, made.body, made.back) == (after.metadata, after.front, after.body, after.back)
    return same and not report.messages


def _all_anew(before: Document, after: Document, by: str | None) -> list[AnyEdit]:
    """All that changed is taken out first and then put in: an id has moved from one part to another."""
    described = list(_described(before.metadata, after.metadata, by))
    out: list[AnyEdit] = [Describe(field=one.field, was=one.was, by=by) for one in described]
    into: list[AnyEdit] = [Describe(field=one.field, now=one.now, by=by) for one in described]
    for part in _PARTS:
        if getattr(before, part) != getattr(after, part):
            out.append(Rewrite(part=part, quote=part_text(before, part), blocks=(), by=by))
            into.append(Rewrite(part=part, quote="", blocks=getattr(after, part), by=by))
    return [*out, *into]


def _described(before: Metadata, after: Metadata, by: str | None) -> Iterator[Describe]:
    was, now = fields(before), fields(after)
    for field in Metadata.__struct_fields__:
        if was.get(field) != now.get(field):
            yield Describe(field=field, was=was.get(field), now=now.get(field), by=by)


def _of_part(before: Document, after: Document, part: Part, by: str | None) -> list[AnyEdit]:
    """The edits of one part; the whole part where single blocks would not lead there."""
    was, now = getattr(before, part), getattr(after, part)
    if was == now:
        return []
    found = _of_blocks(was, now, by)
    if found is not None:
        report = Report()
        if getattr(edited(before, found, report), part) == now and not report.messages:
            return found
    return [Rewrite(part=part, quote=part_text(before, part), blocks=now, by=by)]


def _of_blocks(was: nd.Blocks, now: nd.Blocks, by: str | None) -> list[AnyEdit] | None:
    """The edits that lead from some blocks to others; None where a block has no id to say which."""
    found: list[AnyEdit] = []
    matcher = Aligned(list(map(_key, was)), list(map(_key, now)))
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(was[left:left_end], now[right:right_end], strict=True):
                inside = _of_block(one, other, by)
                if inside is None:
                    return None
                found += inside
        elif left == left_end:
            if not left or was[left - 1].id is None:
                return None
            anchor = was[left - 1]
            found.append(Insert(node=anchor.id, quote=plain_text(now[right - 1]), blocks=now[right:right_end], by=by))
        else:
            replaced = _replacing(was[left:left_end], now[right:right_end], by)
            if replaced is None:
                return None
            found += replaced
    return found


def _key(block: nd.Block) -> str:
    """How a block is known again: by its kind and id, a section without one by its role, else by all it says."""
    kind = block.__struct_config__.tag
    if block.id is not None:
        return f"{kind} #{block.id}"
    return f"{kind} {block.role} {block.n}" if isinstance(block, nd.Section) else msgspec.json.encode(block).decode()


def _of_block(was: nd.Block, now: nd.Block, by: str | None) -> list[AnyEdit] | None:
    if was == now:
        return []
    if isinstance(was, nd.Section) and isinstance(now, nd.Section):
        inside = _of_blocks(was.blocks, now.blocks, by)
        if inside is not None and msgspec.structs.replace(was, blocks=now.blocks) == now:
            return inside
    words = _words(was, now, by)
    return words if words is not None else _replacing((was,), (now,), by)


def _replacing(was: nd.Blocks, now: nd.Blocks, by: str | None) -> list[AnyEdit] | None:
    """The first block becomes the new ones, the others none."""
    if any(block.id is None for block in was):
        return None
    return [
        Replace(node=block.id, quote=plain_text(block), blocks=() if number else now, by=by)
        for number, block in enumerate(was)
    ]


def _words(was: Any, now: Any, by: str | None) -> list[AnyEdit] | None:
    """The words that changed, where nothing but text did; None where more did."""
    old, new = getattr(was, "content", None), getattr(now, "content", None)
    if was.id is None or not old or not new or len(old) != len(new):
        return None
    if msgspec.structs.replace(was, content=new) != now:
        return None
    found: list[AnyEdit] = []
    for left, right in zip(old, new, strict=True):
        if left == right:
            continue
        if not isinstance(left, str) or not isinstance(right, str):
            return None
        found += [_change(was.id, *one, by) for one in _differing(left, right)]
    return found if edited(Document(body=(was,)), found, Report()).body == (now,) else None


def _differing(left: str, right: str) -> Iterator[tuple[str, str, str]]:
    """What stands before each changed stretch in the text that is changed so far, what it was, what it is."""
    old, new = _split(left), _split(right)
    done = ""
    for tag, start, end, begin, until in Aligned(old, new).get_opcodes():
        was, now = "".join(old[start:end]), "".join(new[begin:until])
        if tag != "equal":
            yield done, was, now
        done += now


def _split(text: str) -> list[str]:
    """Words, each with the blanks after it."""
    found: list[str] = []
    for word in text.split(" "):
        found.append(f"{word} ")
    found[-1] = found[-1][:-1]
    return found


def _change(id: str, done: str, was: str, now: str, by: str | None) -> Change:
    before = done if len(done) <= _CONTEXT else done[done.rfind(" ", 0, len(done) - _CONTEXT) + 1 :]
    return Change(node=id, quote=was, text=now, before=before, by=by)
