"""Visit a tree of nodes, and build a changed one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import msgspec

from converters.model import metadata, nodes
from converters.model.node import Node
from converters.model.nodes import Choice, Comment, Formula, Furniture, Instruction, LineBreak, Note, Surplus

NodeT = TypeVar("NodeT", bound=msgspec.Struct)
Change = Callable[[Node], "Node | tuple[Node | str, ...] | None"]


@functools.cache
def child_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes or mixed text, in order."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if _holds_nodes(field.type))


def _holds_nodes(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return issubclass(annotation, Node)
    return any(_holds_nodes(part) for part in getattr(annotation, "__args__", ()))


def children(node: msgspec.Struct) -> Iterator[Node]:
    """The nodes directly below a node, in order; strings are passed over."""
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            for part in value:
                if isinstance(part, Node):
                    yield part
        elif value is not None:
            yield value


def walk(node: Node) -> Iterator[Node]:
    """The node itself and all nodes below it, parents first, in document order."""
    stack: list[Node] = [node]
    while stack:
        current = stack.pop()
        yield current
        for name in reversed(child_fields(type(current))):
            value = getattr(current, name)
            if type(value) is tuple:
                stack += [part for part in reversed(value) if type(part) is not str]
            elif value is not None:
                stack.append(value)


def strings(node: Node) -> Iterator[str]:
    """All strings of mixed text below a node, in order. Both sides of a choice are given, the original first."""
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            for part in value:
                if isinstance(part, str):
                    yield part
                else:
                    yield from strings(part)
        elif value is not None:
            yield from strings(value)


def transform(node: NodeT, change: Change) -> NodeT:
    """The same tree with every node below `node` put through `change`, children first.

    `change` gives back the node itself, another, several (strings too) or None to take it out. Mixed text stays in
    normal form: strings that come to stand side by side are joined. A field that holds one node must get one node.
    """
    changed: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if value is None:
            continue
        new = _transform_field(value, change)
        if new is not value:
            changed[name] = new
    return msgspec.structs.replace(node, **changed) if changed else node


def _transform_field(value: Any, change: Change) -> Any:
    if not isinstance(value, tuple):
        return change(transform(value, change))
    parts: list[Node | str] = []
    same = True
    for part in value:
        new = part if isinstance(part, str) else change(transform(part, change))
        same = same and new is part
        if isinstance(new, tuple):
            parts.extend(new)
        elif new is not None:
            parts.append(new)
    return value if same else joined(parts)


def joined(parts: Iterable[Node | str]) -> tuple[Any, ...]:
    """Mixed text in normal form: empty strings dropped, neighbouring strings made one."""
    result: list[Node | str] = []
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            if result and isinstance(result[-1], str):
                result[-1] += part
                continue
        result.append(part)
    return tuple(result)


def plain_text(node: Node) -> str:
    """All text of a node as one string: of a choice what is proposed, of notes, furniture and surplus nothing."""
    return "".join(_reading(node))


def content_text(content: Iterable[str | Node]) -> str:
    """The same for mixed text."""
    return "".join(part if isinstance(part, str) else plain_text(part) for part in content)


def _reading(node: Node) -> Iterator[str]:
    if isinstance(node, Note | Furniture | Surplus | Comment | Instruction):
        return
    if isinstance(node, LineBreak):
        yield "" if node.joins else "\n"
    if isinstance(node, Formula):
        yield node.text
    for name in _READ_FIELDS.get(type(node)) or child_fields(type(node)):
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, str):
                yield part
            elif part is not None:
                yield from _reading(part)


_READ_FIELDS: Final[dict[type, tuple[str, ...]]] = {Choice: ("proposed",)}


def node_kinds() -> tuple[type[Node], ...]:
    """All kinds of node that a support matrix must name: those of the text, then the metadata values."""
    return tuple(
        value
        for module in (nodes, metadata)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Node) and value.__module__ == module.__name__
    )
