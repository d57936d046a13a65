"""What a node says that its element in foreign TEI does not: somebody put it there who edits in another format."""

from __future__ import annotations

import functools
from typing import Any

import msgspec

from converters.formats.tei.foreign.forms import TAG, form_of, written_fields
from converters.formats.tei.foreign.layout import is_layout
from converters.model import nodes as nd
from converters.model.node import Node

_OF_ALL = frozenset(("id", "lang", "attrs", "layout"))
_OF_THE_SOURCE = frozenset(("span",))
"""Fields that mean nothing without the carried original, which foreign TEI has not."""
_KEPT = ("{", TAG)
"""What attributes begin with that are attributes of the element."""


def unsaid(node: Node) -> list[str]:
    """Each field that the element of a node does not say, with its value, and each attribute, in their order."""
    if isinstance(node, nd.Comment | nd.Instruction):
        return _of_markup(node)
    form = form_of(node)
    found = []
    for name, default in _beside(type(node)):
        value = getattr(node, name)
        if value != default:
            found.append(name if value is True else f"{name} {value}")
    for field in form.fields:
        value = getattr(node, field.field)
        if value is not None and value != field.default and field.encode(value) is None:
            found.append(f"{field.field} {value}")
    for name, value in form.fixed.items():
        if getattr(node, name) != value:
            found.append(f"{name} {getattr(node, name)}")
    if node.attrs:
        found += [f"{key} {value}" for key, value in node.attrs.items() if not key.startswith(_KEPT)]
    layout = getattr(node, "layout", None)
    if layout is not None and not all(map(is_layout, layout)):
        found.append("layout")
    return found


def _of_markup(node: nd.Comment | nd.Instruction) -> list[str]:
    """What a comment or an instruction says beside its text."""
    found = [f"{name} {value}" for name, value in (("id", node.id), ("lang", node.lang)) if value is not None]
    found += [f"{key} {value}" for key, value in node.attrs.items()]
    return [*found, "carriage returns"] if "\r" in (node.text or "") else found


@functools.cache
def _beside(kind: type[Node]) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind that its form has no place for, with their defaults."""
    written = written_fields(kind) | _OF_ALL | _OF_THE_SOURCE
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind) if field.name not in written)
