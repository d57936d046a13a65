"""Whether two blocks say the same, whatever another program changed when it saved the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from converters.formats.docx.kinds import INLINE
from converters.formats.docx.ooxml import on_one_line
from converters.model.node import Node
from converters.model.nodes import Choice, Comment, Element, Formula, Gap, Image, Instruction, Note, Preformatted
from converters.model.walk import content_text

ASIDE = frozenset({"id", "attrs", "span", "layout", "namespaces"})
"""What the words of a page do not say of a node."""
_BLANKS = str.maketrans({"\n": " ", "\r": " ", "\u2028": " ", "\x85": " "})
Key = Any
"""Something that is equal for blocks that say the same; never shown."""


def key_of(value: Any) -> Key:
    """What a node or field says."""
    if isinstance(value, str):
        return (on_one_line(value) if "\n" in value else value).translate(_BLANKS)
    if isinstance(value, tuple):
        return tuple(_joined(map(key_of, value)))
    if isinstance(value, Node):
        special = _SPECIAL.get(type(value))
        return special(value) if special is not None else _plain(value)
    return value


def _joined(parts: Iterator[Key]) -> Iterator[Key]:
    """Parts without those that show nothing; strings that come to stand side by side are one."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif part is not None:
            if text:
                yield text
            text = ""
            yield part
    if text:
        yield text


def _plain(node: Node) -> Key:
    """The kind and the fields; None for what holds nothing."""
    fields = tuple(
        (name, key_of(value))
        for name in node.__struct_fields__
        if name not in ASIDE and (value := getattr(node, name)) not in (None, ())
    )
    if type(node) in _INLINE_CONTENT and not any(name == "content" and value for name, value in fields):
        return None
    return (type(node).__name__, *fields)


def _choice(node: Choice) -> Key:
    """A choice by what it proposes and by the words of its source: other programs drop the marks in a comment."""
    return ("Choice", key_of(tuple(_shown(node.proposed))), key_of(content_text(node.original)))


def _shown(parts: Iterable[Any]) -> Iterator[Any]:
    """Mixed text as a page shows it: of foreign elements what they hold, and nothing of what is hidden."""
    for part in parts:
        if isinstance(part, Element):
            yield from _shown(part.content)
        elif not isinstance(part, Comment | Instruction):
            content = getattr(part, "content", ())
            shown = tuple(_shown(content))
            yield part if shown == content else msgspec.structs.replace(part, content=shown)


def _preformatted(node: Preformatted) -> Key:
    """Text whose blanks mean something, with all of them."""
    parts = [part.translate(_BLANKS) if isinstance(part, str) else key_of(part) for part in node.content]
    return ("Preformatted", *_joined(iter(parts)))


def _note(node: Note) -> Key:
    """A note by its mark: its blocks are compared by themselves."""
    return ("Note", node.place == "end")


def _image(node: Image) -> Key:
    return ("Image", node.target, node.alt or None)


def _formula(node: Formula) -> Key:
    return ("Formula", key_of(node.text)) if node.text else None


_SPECIAL: Mapping[type[Node], Callable[[Any], Key]] = {
    Choice: _choice,
    Note: _note,
    Preformatted: _preformatted,
    Image: _image,
    Formula: _formula,
}


_INLINE_CONTENT = frozenset(
    kind for kind in INLINE if kind is not Gap and "content" in {field.name for field in msgspec.structs.fields(kind)}
)
"""The kinds that show nothing but what they hold; a gap without words shows a sign."""
