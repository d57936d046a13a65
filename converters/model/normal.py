"""The normal form of a document, checked when one is made.

Mixed text has no empty strings and no two strings side by side; ids are XML names, unique in the document; languages
are BCP 47 tags; words of a vocabulary (roles, schemes) hold no blanks; no text has a lone surrogate.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from converters.model.node import Node, Placed
from converters.model.nodes import Comment, Element, Instruction

if TYPE_CHECKING:
    from converters.model.document import Document

_ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_WORDS = ("role", "roles", "type", "scheme", "unit", "reason", "edtf")
"""Fields that hold words of a vocabulary."""
_KNOWN = 10_000
"""So many words of each kind of node are known at most."""
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
    """Raise NotNormal at a node that breaks the normal form."""
    ids: set[str] = set()
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        look = _look_at(node.__class__)
        if look.words(node) not in look.known:
            _learn(node, look)
        for name, test in look.texts:
            text = getattr(node, name)
            if text is not None and not (text.__class__ is str and text.isascii()):
                _raise(node, name, test(text))
        for name in look.mixed:
            last: Any = None
            for part in getattr(node, name) or ():
                if part.__class__ is not str:
                    stack.append(part)
                elif type(last) is str or not part or not part.isascii():
                    _raise(node, name, _mixed_problem(last, part))
                last = part
        for name in look.single:
            below = getattr(node, name)
            if below is not None:
                stack.append(below)
        if look.is_node:
            _check_node(node, look, ids)


def _check_node(node: Any, look: _Look, ids: set[str]) -> None:
    if node.id is not None:
        _check_id(node, ids)
    if node.attrs:
        _check_attrs(node)
    if look.is_placed and node.span is not None:
        start, end = node.span.start, node.span.end
        if not 0 <= start <= end:
            _raise(node, "span", f"{start} to {end} is no stretch of a text")
    if look.is_markup:
        _check_markup(node)


def _learn(node: Any, look: _Look) -> None:
    """Test the words of a node, and know them from now on: there are few, and they stand on many nodes."""
    for name, test in look.vocabulary:
        value = getattr(node, name)
        if value is not None:
            _raise(node, name, test(value))
    if len(look.known) >= _KNOWN:
        look.known.clear()
    look.known.add(look.words(node))


def _raise(node: Any, name: str, problem: str | None) -> None:
    """Raise NotNormal where there is a problem with a field."""
    if problem is not None:
        raise NotNormal(f"{_name(node)}: {name}: {problem}")


def _mixed_problem(before: str | Node | None, text: str) -> str | None:
    """What is wrong with a string of mixed text, given what stands before it."""
    if isinstance(before, str):
        return "two strings stand side by side"
    return _text_problem(text) if text else "holds an empty string"


def _check_id(node: Node, ids: set[str]) -> None:
    if node.id is None or not is_name(node.id):
        _raise(node, "id", "not an XML name")
    elif node.id in ids:
        _raise(node, "id", "stands twice in the document")
    else:
        ids.add(node.id)


def _check_attrs(node: Node) -> None:
    for key, value in node.attrs.items():
        problem = _text_problem(key) or _text_problem(value)
        _raise(node, "attrs", problem if key else "an attribute has no name")


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


class _Look(NamedTuple):
    """What to look at in the nodes of a kind: fields with their tests, and fields that hold nodes.

    `vocabulary` are the fields with words of a vocabulary, fixed values, languages, counts and places; `words` gives
    what they hold together, and `known` is what passed their tests before. `texts` may hold any text.
    """

    words: Callable[[Any], Any]
    known: set[Any]
    vocabulary: tuple[tuple[str, Test], ...]
    texts: tuple[tuple[str, Test], ...]
    mixed: tuple[str, ...]
    single: tuple[str, ...]
    is_node: bool
    is_placed: bool
    is_markup: bool


@functools.cache
def _look_at(kind: type[msgspec.Struct]) -> _Look:
    vocabulary: list[tuple[str, Test]] = []
    texts: list[tuple[str, Test]] = []
    mixed: list[str] = []
    single: list[str] = []
    for field in msgspec.structs.fields(kind):
        test = _vocabulary_test(field)
        structs, text, several = _shape(field.type)
        if field.name in _APART:
            continue
        if test is not None:
            vocabulary.append((field.name, test))
        elif structs:
            (mixed if several else single).append(field.name)
        elif field.name == "namespaces":
            texts.append((field.name, _namespaces_problem))
        elif text:
            texts.append((field.name, _strings_problem if several else _text_problem))
    names = [name for name, _ in vocabulary]
    return _Look(
        words=operator.attrgetter(*names) if names else lambda node: None,
        known=set(),
        vocabulary=tuple(vocabulary),
        texts=tuple(texts),
        mixed=tuple(mixed),
        single=tuple(single),
        is_node=issubclass(kind, Node),
        is_placed=issubclass(kind, Placed),
        is_markup=issubclass(kind, _MARKUP),
    )


def _vocabulary_test(field: msgspec.structs.FieldInfo) -> Test | None:
    """The test of a field that holds words of a vocabulary, fixed values, languages or a count; None for others."""
    fixed = _literals(field.type)
    if fixed:
        return _one_of(fixed)
    return _BY_NAME.get(field.name, _count_problem if field.type is int else None)


def _literals(annotation: Any) -> frozenset[str]:
    """The values that a field of fixed values may have."""
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation))
    return frozenset[str]().union(*(_literals(part) for part in get_args(annotation)))


@functools.cache
def _one_of(values: frozenset[str]) -> Test:
    return lambda value: None if value in values else f"{value!r} is none of {', '.join(sorted(values))}"


def _count_problem(count: int) -> str | None:
    return None if count >= 1 else f"{count} is less than one"


def _languages_problem(value: str | tuple[str, ...]) -> str | None:
    languages = (value,) if isinstance(value, str) else value
    return next((f"{one!r} is not a BCP 47 language tag" for one in languages if not LANGUAGE.fullmatch(one)), None)


def _namespaces_problem(namespaces: dict[str, str]) -> str | None:
    for prefix, uri in namespaces.items():
        if prefix and not is_name(prefix):
            return f"{prefix!r} is not a prefix"
        if _text_problem(uri):
            return _text_problem(uri)
    return None


_APART = frozenset({"id", "attrs", "span", "version", "source"})
"""Fields that are looked at by themselves, or need no look."""
_BY_NAME: dict[str, Test] = {
    **dict.fromkeys(_WORDS, _word_problem),
    "sections": _count_problem,
    "lang": _languages_problem,
    "languages": _languages_problem,
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
