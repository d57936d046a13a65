"""The normal form of a document, checked when one is made.

Mixed text has no empty strings and no two strings side by side; ids are XML names, unique in the document; languages
are BCP 47 tags; words of a vocabulary (roles, schemes) hold no blanks; no text has a lone surrogate.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import msgspec

from converters.model.node import Node, Span
from converters.model.nodes import Comment, Element, Instruction

if TYPE_CHECKING:
    from converters.model.document import Document

_ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_WORDS = ("role", "roles", "type", "scheme", "unit", "reason", "edtf")
"""Fields that hold words of a vocabulary."""
_MARKUP = (Element, Comment, Instruction)
Test = Callable[[Any], "str | None"]
"""Gives what is wrong with a value, or None."""


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
        values, tests = _plan(type(node))
        for value, test in zip(values(node), tests):  # noqa: B905 - they are made together
            if value is None:
                continue
            if test is None:
                stack.append(value)
                continue
            problem = test(value)
            if problem is not None:
                raise NotNormal(f"{_name(node)}: {_field(node, test)}: {problem}")
            if test is _mixed_problem:
                stack += [part for part in value if type(part) is not str]
        if isinstance(node, Node):
            _check_common(node, ids)
        if isinstance(node, _MARKUP):
            _check_markup(node)


def _field(node: msgspec.Struct, test: Test) -> str:
    """The first field of a node that does not pass a test."""
    names = (field.name for field in msgspec.structs.fields(node) if _test_of(field) is test)
    return next(name for name in names if getattr(node, name) is not None and test(getattr(node, name)))


def _check_common(node: Node, ids: set[str]) -> None:
    if node.id is not None:
        if not is_name(node.id):
            raise NotNormal(f"{_name(node)}: id: not an XML name")
        if node.id in ids:
            raise NotNormal(f"{_name(node)}: id: stands twice in the document")
        ids.add(node.id)
    if node.lang is not None and not LANGUAGE.fullmatch(node.lang):
        raise NotNormal(f"{_name(node)}: lang: {node.lang!r} is not a BCP 47 language tag")
    if not node.attrs:
        return
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
        if type(part) is not str:
            after_string = False
            continue
        if after_string:
            return "two strings stand side by side"
        if not part:
            return "holds an empty string"
        if not part.isascii() and _text_problem(part) is not None:
            return _text_problem(part)
        after_string = True
    return None


@functools.cache
def _plan(kind: type[msgspec.Struct]) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Test | None, ...]]:
    """How to get the fields of a kind that need a look, and the test of each; None for a single node below."""
    fields = [(field.name, _test_of(field)) for field in msgspec.structs.fields(kind)]
    looked_at = [(name, test) for name, test in fields if test is not _passed]
    names = [name for name, _ in looked_at]
    if len(names) == 1:
        only = operator.attrgetter(names[0])
        return (lambda node: (only(node),)), (looked_at[0][1],)
    return (operator.attrgetter(*names) if names else lambda node: ()), tuple(test for _, test in looked_at)


def _test_of(field: msgspec.structs.FieldInfo) -> Test | None:
    if field.name in _COMMON:
        return _passed
    if _literals(field.type):
        return _one_of(_literals(field.type))
    if field.name in _BY_NAME:
        return _BY_NAME[field.name]
    structs, text, several = _shape(field.type)
    if structs:
        return _mixed_problem if several else None
    if text:
        return _strings_problem if several else _text_problem
    return _count_problem if field.type is int else _passed


def _passed(_: Any) -> None:
    """The test of what needs none."""


def _literals(annotation: Any) -> frozenset[str]:
    """The values that a field of fixed values may have."""
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation))
    return frozenset[str]().union(*(_literals(part) for part in get_args(annotation)))


@functools.cache
def _one_of(values: frozenset[str]) -> Test:
    return lambda value: None if value in values else f"{value!r} is none of {', '.join(sorted(values))}"


def _span_problem(span: Span) -> str | None:
    return None if 0 <= span.start <= span.end else f"{span.start} to {span.end} is no stretch of a text"


def _count_problem(count: int) -> str | None:
    return None if count >= 1 else f"{count} is less than one"


def _languages_problem(languages: tuple[str, ...]) -> str | None:
    return next((f"{one!r} is not a BCP 47 language tag" for one in languages if not LANGUAGE.fullmatch(one)), None)


def _namespaces_problem(namespaces: dict[str, str]) -> str | None:
    for prefix, uri in namespaces.items():
        if prefix and not is_name(prefix):
            return f"{prefix!r} is not a prefix"
        if _text_problem(uri):
            return _text_problem(uri)
    return None


_COMMON = frozenset({"id", "lang", "attrs", "version", "source"})
_BY_NAME: dict[str, Test] = {
    **dict.fromkeys(_WORDS, _word_problem),
    "sections": _count_problem,
    "span": _span_problem,
    "languages": _languages_problem,
    "namespaces": _namespaces_problem,
}
"""Tests of fields that mean the same wherever they stand."""


def _shape(annotation: Any) -> tuple[bool, bool, bool]:
    """Whether a field holds structs, whether it holds strings, and whether it holds several."""
    if annotation is str:
        return False, True, False
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return True, False, False
    parts = [_shape(part) for part in get_args(annotation)]
    several = get_origin(annotation) is tuple or any(part[2] for part in parts)
    return any(part[0] for part in parts), any(part[1] for part in parts), several
