"""The normal form of a document, checked when one is made.

Mixed text has no empty strings and no two strings side by side; ids are XML names, unique in the document; languages
are BCP 47 tags; words of a vocabulary (roles, schemes) hold no blanks; no text has a lone surrogate. Nodes are nested
at most `DEEPEST` levels deep.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args, get_origin

import msgspec

from converters.model.node import Node, Placed
from converters.model.nodes import Comment, Element, Instruction

if TYPE_CHECKING:
    from converters.model.document import Document

_ASCII_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_WORDS: Final = ("role", "roles", "type", "scheme", "unit", "reason", "edtf")
"""Fields that hold words of a vocabulary."""
DEEPEST: Final = 100
"""Levels of nodes below a document: more than records have, and few enough that all that follows them can be simple."""
_KNOWN: Final = 10_000
"""So many words of each kind of node are known at most."""
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


@functools.lru_cache(maxsize=4096)
def _is_qualified_name(text: str) -> bool:
    space, brace, local = text.rpartition("}")
    return is_name(local) and (
        not brace or (space.startswith("{") and len(space) > 1 and not set(space[1:]) & set("{} "))
    )


def check(document: Document) -> None:
    """Raise NotNormal at a node that breaks the normal form."""
    ids: set[str] = set()
    level: list[Any] = [document]
    for _ in range(DEEPEST + 1):
        level = _check_level(level, ids)
        if not level:
            return
    raise NotNormal(f"{_name(level[0])}: is nested too deeply: there may be {DEEPEST} levels")


def field_problem(kind: type[msgspec.Struct], name: str, value: Any) -> str | None:
    """What is wrong with the words of a vocabulary in a field of a kind of node, or None."""
    test = _tests_of(kind).get(name)
    return test(value) if test is not None and value is not None else None


@functools.cache
def _tests_of(kind: type[msgspec.Struct]) -> dict[str, Test]:
    return dict(_vocabulary_of(kind))


def _check_level(level: list[Any], ids: set[str]) -> list[Any]:
    """Check some nodes; those directly below them come back."""
    found: list[Any] = []
    for node in level:
        words, known, texts, mixed, single, rest = _look_at(node.__class__)
        if words(node) not in known:
            _learn(node)
        for name, test in texts:
            text = getattr(node, name)
            if text is not None and not (text.__class__ is str and text.isascii()):
                _raise(node, name, test(text))
        for name in mixed:
            last: Any = None
            for part in getattr(node, name) or ():
                if part.__class__ is not str:
                    found.append(part)
                elif type(last) is str or not part or not part.isascii():
                    _raise(node, name, _mixed_problem(last, part))
                last = part
        for name in single:
            below = getattr(node, name)
            if below is not None:
                found.append(below)
        rest(node, ids)
    return found


def _check_other(node: Any, ids: set[str]) -> None:
    """What is no node has nothing that all nodes have."""


def _check_node(node: Node, ids: set[str]) -> None:
    if node.id is not None:
        _check_id(node.id, node, ids)
    if node.attrs:
        _check_attrs(node)


def _check_placed(node: Placed, ids: set[str]) -> None:
    span = node.span
    if span is not None and not 0 <= span.start <= span.end:
        _raise(node, "span", f"{span.start} to {span.end} is no stretch of a text")
    if node.id is not None:
        _check_id(node.id, node, ids)
    if node.attrs:
        _check_attrs(node)


def _check_element(node: Element, ids: set[str]) -> None:
    _check_placed(node, ids)
    for name in (node.name, *node.attrs):
        if not _is_qualified_name(name):
            raise NotNormal(f"{_name(node)}: {name!r} is not a name in Clark notation")


def _check_comment(node: Comment, ids: set[str]) -> None:
    _check_node(node, ids)
    if "--" in node.text or node.text.endswith("-"):
        _raise(node, "text", "two hyphens cannot stand in an XML comment, nor one at its end")


def _check_instruction(node: Instruction, ids: set[str]) -> None:
    _check_node(node, ids)
    if not is_name(node.target) or node.target.lower() == "xml":
        _raise(node, "target", f"{node.target!r} is not a target of an instruction")
    if node.text is not None and (node.text != node.text.lstrip() or not node.text or "?>" in node.text):
        _raise(node, "text", "cannot stand in a processing instruction")


def _learn(node: Any) -> None:
    """Test the words of a node, and know them from now on: there are few, and they stand on many nodes."""
    look = _look_at(node.__class__)
    for name, test in _vocabulary_of(node.__class__):
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


def _check_id(name: str, node: Node, ids: set[str]) -> None:
    if not is_name(name):
        _raise(node, "id", "not an XML name")
    if name in ids:
        _raise(node, "id", "stands twice in the document")
    ids.add(name)


def _check_attrs(node: Node) -> None:
    for key, value in node.attrs.items():
        problem = _text_problem(key) or _text_problem(value)
        _raise(node, "attrs", problem if key else "an attribute has no name")


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
    """How to look at the nodes of a kind.

    `words` gives what a node has in the fields of `_vocabulary_of` together, and `known` is what passed their tests
    before. `texts` are the fields that may hold any text, with their tests; `mixed` those that hold nodes and texts,
    and `single` those that hold one node. `rest` checks what all nodes of such kinds have.
    """

    words: Callable[[Any], Any]
    known: set[Any]
    texts: tuple[tuple[str, Test], ...]
    mixed: tuple[str, ...]
    single: tuple[str, ...]
    rest: Callable[[Any, set[str]], None]


@functools.cache
def _look_at(kind: type[msgspec.Struct]) -> _Look:
    texts: list[tuple[str, Test]] = []
    mixed: list[str] = []
    single: list[str] = []
    names = [name for name, _ in _vocabulary_of(kind)]
    for field in msgspec.structs.fields(kind):
        if field.name in _APART or field.name in names:
            continue
        structs, text, several = _shape(field.type)
        if structs:
            (mixed if several else single).append(field.name)
        elif field.name == "namespaces":
            texts.append((field.name, _namespaces_problem))
        elif text:
            texts.append((field.name, _strings_problem if several else _text_problem))
    words = operator.attrgetter(*names) if names else lambda node: None
    rest = next(check for check, kinds in _RESTS if issubclass(kind, kinds))
    return _Look(words, set(), tuple(texts), tuple(mixed), tuple(single), rest)


_RESTS: Final[tuple[tuple[Callable[[Any, set[str]], None], Any], ...]] = (
    (_check_element, Element),
    (_check_comment, Comment),
    (_check_instruction, Instruction),
    (_check_placed, Placed),
    (_check_node, Node),
    (_check_other, msgspec.Struct),
)


@functools.cache
def _vocabulary_of(kind: type[msgspec.Struct]) -> tuple[tuple[str, Test], ...]:
    """The fields that hold words of a vocabulary, fixed values, languages or a count, with their tests."""
    fields = [(field.name, _vocabulary_test(field)) for field in msgspec.structs.fields(kind)]
    return tuple((name, test) for name, test in fields if test is not None and name not in _APART)


def _vocabulary_test(field: msgspec.structs.FieldInfo) -> Test | None:
    """The test of a field that holds words of a vocabulary, fixed values, languages or a count; None for others."""
    fixed = _literals(field.type)
    if fixed:
        return _one_of(fixed)
    return _BY_NAME.get(field.name, _count_problem if field.type is int else None)


@functools.cache
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


_APART: Final = frozenset({"id", "attrs", "span"})
"""Fields that are looked at by themselves, or need no look."""
_BY_NAME: Final[dict[str, Test]] = {
    **dict.fromkeys(_WORDS, _word_problem),
    "sections": _count_problem,
    "lang": _languages_problem,
    "languages": _languages_problem,
}
"""Tests of fields that mean the same wherever they stand."""


@functools.cache
def _shape(annotation: Any) -> tuple[bool, bool, bool]:
    """Whether a field holds structs, whether it holds strings, and whether it holds several."""
    if annotation is str:
        return False, True, False
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return True, False, False
    parts = [_shape(part) for part in get_args(annotation)]
    several = get_origin(annotation) is tuple or any(part[2] for part in parts)
    return any(part[0] for part in parts), any(part[1] for part in parts), several
