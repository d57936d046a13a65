"""What an editor did, in plain words: what stood there, what stands there now, and who did it where that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from converters.formats.docx.reading.revisions import Revised, is_tracked_node, tracked_in
from converters.model.alignment import Aligned
from converters.model.node import Container, Node
from converters.model.nodes import Addition, Deletion, Emphasis, Note, is_proposed
from converters.model.walk import children, content_text, plain_text, walk
from converters.report import kind_name

_SHOWN = 80
"""How many characters of a text a message quotes."""
_AROUND = 3
"""How many unchanged words stand on each side of changed ones."""
_MOST = 12
"""How many changes of one block are told one by one."""


def quoted(block: Any) -> str:
    """The beginning of what a block, or the pictures of a figure, says."""
    return _in_quotes(_words(block))


def changes(old: Any, new: Any) -> Iterator[str]:
    """Each difference between what stood in a block and what stands there."""
    typed = _typed(_words(old), _words(new, without_added=True))
    found = [*_tracked(new), *_settled(old, new), *typed, *_remarks(old, new)]
    if not found:
        found = [_pictures(old, new) if isinstance(new, tuple) else _markup(old, new)]
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield f"{len(found) - _MOST} more changes in {quoted(old)}"


def _tracked(new: Any) -> Iterator[str]:
    for change in tracked_in(new):
        done = "put in" if isinstance(change, Addition) else "taken out"
        yield f"{done} by {_by(change)}, tracked: {_thing(change)}"


def _settled(old: Any, new: Any) -> Iterator[str]:
    """Proposals that are no longer there: whether they were accepted or rejected, the words around show."""
    left = Counter(map(_proposal, _proposals(new)))
    for proposal, count in (Counter(map(_proposal, _proposals(old))) - left).items():
        yield from [f"settled: {proposal}"] * count


def _proposals(block: Any) -> Iterator[Revised]:
    """The additions and deletions in a block that are proposed; those in its notes are told with these."""
    for one in block if isinstance(block, tuple) else (block,):
        if isinstance(one, Addition | Deletion) and is_proposed(one):
            yield one
        inner = children(one) if isinstance(one, Node) else ()
        yield from _proposals(tuple(part for part in inner if not isinstance(part, Note)))


def _proposal(change: Revised) -> str:
    return f"the {kind_name(type(change))} of {_thing(change)} that {_by(change)} proposed"


def _thing(change: Revised) -> str:
    words = _spaced(content_text(change.content)).split()
    kinds = (kind_name(type(one)).replace("-", " ") for one in change.content if isinstance(one, Node))
    return _in_quotes(words) if words else f"a {', '.join(kinds)}"


def _by(change: Revised) -> str:
    return " ".join(filter(None, (change.agent or "somebody", change.date and f"({change.date})")))


def _typed(was: list[str], now: list[str]) -> Iterator[str]:
    """Changed words, with those around them."""
    matcher = Aligned(was, now)
    for group in matcher.get_grouped_opcodes(_AROUND):
        (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
        yield f"{_in_quotes(was[i1:i2])} is now {_in_quotes(now[j1:j2])}"


def _remarks(old: Any, new: Any) -> Iterator[str]:
    """Notes that came with their marks; the blocks of those that went are told by themselves."""
    was, now = Counter(map(said, _notes(old))), Counter(map(said, _notes(new)))
    if sum(now.values()) > sum(was.values()):
        yield from (f"a note put in: {text}" for text in now - was)
    elif sum(now.values()) < sum(was.values()):
        yield f"the mark of a note taken out of {quoted(old)}"


def _notes(block: Any) -> Iterator[Note]:
    for one in block if isinstance(block, tuple) else (block,):
        yield from (node for node in walk(one) if isinstance(node, Note))


def said(note: Note) -> str:
    """What a note says, in quotation marks, and who wrote it."""
    by = f" by {note.attrs['by']}" if "by" in note.attrs else ""
    return _in_quotes([word for block in note.blocks for word in _words(block)]) + by


def _pictures(old: Any, new: Any) -> str:
    return f"{quoted(old)} is another picture now, or several: {quoted(new)}"


def _markup(old: Any, new: Any) -> str:
    """The words are the same: what they are marked as is not, or the white space between them."""
    was, now = _marks(old), _marks(new)
    if was == now and plain_text(old) != plain_text(new):
        return f"{quoted(new)} is spaced otherwise"
    lost, found = ", ".join(sorted((was - now).elements())), ", ".join(sorted((now - was).elements()))
    told = "; ".join(filter(None, (lost and f"no longer {lost}", found and f"now {found}")))
    return f"{quoted(new)} is marked otherwise: {told or 'in other places'}"


def _marks(block: Node) -> Counter[str]:
    found: Counter[str] = Counter()
    for node in walk(block):
        style = node.style if isinstance(node, Emphasis) else None
        found[style or kind_name(type(node)).replace("-", " ")] += 1
    return found


def _words(block: Any, *, without_added: bool = False) -> list[str]:
    """The words of a block as they are read: its number and its marking come first; a picture by its description."""
    if isinstance(block, tuple):
        return [word for image in block for word in f"[picture: {image.alt or 'no description'}]".split()]
    slots = (getattr(block, name, None) for name in _SLOTS)
    parts = [*filter(None, slots), *(children(block) if isinstance(block, Container) else (block,))]
    return [
        word
        for part in parts
        for word in (
            _words(part, without_added=without_added)
            if isinstance(part, Container)
            else "".join(_text(part, without_added)).split()
        )
    ]


_SLOTS = ("number", "label", "marking")


def _text(node: Node, without_added: bool) -> Iterator[str]:
    if without_added and is_tracked_node(node) and isinstance(node, Addition):
        return
    content: tuple[Any, ...] = getattr(node, "content", ())
    if not content:
        yield plain_text(node)
        return
    for part in content:
        if isinstance(part, str):
            yield part
        else:
            yield from _text(part, without_added)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _in_quotes(words: list[str]) -> str:
    text = " ".join(words)
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
