"""The normal form of a document, checked when one is made.

Mixed text has no empty strings and no two strings side by side; ids are XML names, unique in the document; languages
are BCP 47 tags; words of a vocabulary (roles, schemes) hold no blanks; no text has a lone surrogate.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args, get_origin

import msgspec

from converters.model.node import Node
from converters.model.nodes import Comment, Element, Instruction

if TYPE_CHECKING:
    from converters.model.document import Document

_ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_WORDS = frozenset({"role", "roles", "type", "scheme", "unit", "reason", "edtf"})
"""Fields that hold words of a vocabulary."""


class NotNormal(ValueError):
    """A document that is not in normal form; the message says which node and why."""


def is_name(text: str) -> bool:
    """Whether a text is an NCName (Namespaces in XML 1.0, production 4)."""
    return _ASCII_NAME.fullmatch(text) is not None or (
        not text.isascii() and _unicode_name().fullmatch(text) is not None
    )


@functools.cache
def _unicode_name() -> re.Pattern[str]:
    start = (
        "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
        "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    )
    return re.compile(f"[{start}][{start}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")


def _is_qualified_name(text: str) -> bool:
    space, brace, local = text.rpartition("}")
    return is_name(local) and (
        not brace or (space.startswith("{") and len(space) > 1 and not set(space[1:]) & set("{} "))
    )


def check(document: Document) -> None:
    """Raise NotNormal at the first node that breaks the normal form."""
    ids: set[str] = set()
    stack: list[msgspec.Struct] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, Node):
            _check_common(node, ids)
        for name, test in _plan(type(node)):
            value = getattr(node, name)
            if value is None or value == ():
                continue
            if test is None:
                stack.append(value)
                continue
            problem = test(value)
            if problem:
                raise NotNormal(f"{_name(node)}: {name}: {problem}")
            if type(value) is tuple:
                stack.extend(part for part in value if not isinstance(part, str))
        if isinstance(node, Element | Comment | Instruction):
            _check_markup(node)


def _check_common(node: Node, ids: set[str]) -> None:
    if node.id is not None:
        if not is_name(node.id):
            raise NotNormal(f"{_name(node)}: id: not an XML name")
        if node.id in ids:
            raise NotNormal(f"{_name(node)}: id: stands twice in the document")
        ids.add(node.id)
    if node.lang is not None and not LANGUAGE.fullmatch(node.lang):
        raise NotNormal(f"{_name(node)}: lang: {node.lang!r} is not a BCP 47 language tag")
    for key, value in node.attrs.items():
        problem = _text_problem(key) or _text_problem(value) or (None if key else "an attribute has no name")
        if problem:
            raise NotNormal(f"{_name(node)}: attrs: {problem}")


def _check_markup(node: Element | Comment | Instruction) -> None:
    if isinstance(node, Comment):
        if "--" in node.text or node.text.endswith("-"):
            raise NotNormal(f"{_name(node)}: text: two hyphens cannot stand in an XML comment, nor one at its end")
    elif isinstance(node, Instruction):
        if not is_name(node.target) or node.target.lower() == "xml":
            raise NotNormal(f"{_name(node)}: target: {node.target!r} is not a target of an instruction")
        if node.text is not None and (node.text != node.text.lstrip() or not node.text or "?>" in node.text):
            raise NotNormal(f"{_name(node)}: text: cannot stand in a processing instruction")
    else:
        for name in (node.name, *node.attrs):
            if not _is_qualified_name(name):
                raise NotNormal(f"{_name(node)}: {name!r} is not a name in Clark notation")


def _name(node: msgspec.Struct) -> str:
    label = type(node).__name__
    known = getattr(node, "id", None)
    return f"{label} {known}" if known else label


def _text_problem(value: str) -> str | None:
    if value.isascii():
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return "holds a lone surrogate"
    return None


def _word_problem(value: str | tuple[str, ...]) -> str | None:
    for word in (value,) if isinstance(value, str) else value:
        if not word.isprintable() or not word or " " in word:
            return f"{word!r} is not one word"
    return None


def _strings_problem(value: tuple[str, ...]) -> str | None:
    return next(filter(None, map(_text_problem, value)), None)


def _mixed_problem(value: tuple[str | Node, ...]) -> str | None:
    after_string = False
    for part in value:
        is_string = isinstance(part, str)
        if isinstance(part, str):
            if after_string:
                return "two strings stand side by side"
            if not part:
                return "holds an empty string"
            problem = _text_problem(part)
            if problem:
                return problem
        after_string = is_string
    return None


Test = Callable[[Any], "str | None"]


@functools.cache
def _plan(kind: type[msgspec.Struct]) -> tuple[tuple[str, Test | None], ...]:
    """For each field of a kind that needs a look: its test, or None for a single node below."""
    plan: list[tuple[str, Test | None]] = []
    for field in msgspec.structs.fields(kind):
        if field.name in _COMMON or kind.__name__ == "Source":
            continue
        structs, text, several = _shape(field.type)
        if structs:
            plan.append((field.name, _mixed_problem if several else None))
        elif field.name in _WORDS:
            plan.append((field.name, _word_problem))
        elif text:
            plan.append((field.name, _strings_problem if several else _text_problem))
    return tuple(plan)


_COMMON = frozenset({"id", "lang", "attrs", "span", "version", "namespaces"})


def _shape(annotation: Any) -> tuple[bool, bool, bool]:
    """Whether a field holds structs, whether it holds strings, and whether it holds several."""
    if annotation is str:
        return False, True, False
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return True, False, False
    parts = [_shape(part) for part in get_args(annotation)]
    several = get_origin(annotation) is tuple or any(part[2] for part in parts)
    return any(part[0] for part in parts), any(part[1] for part in parts), several
