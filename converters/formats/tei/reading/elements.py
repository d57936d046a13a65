"""Elements of an edition: what they say, and where they are found."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from lxml import etree

from converters.formats.tei.names import TEI
from converters.model.escape import unescape


def found(parent: etree._Element | None, path: str) -> list[etree._Element]:
    """The TEI elements at a path of names."""
    level = [parent] if parent is not None else []
    for tag in _tags(path):
        level = [child for element in level for child in element.iterchildren(tag)]
    return level


@functools.cache
def _tags(path: str) -> tuple[str, ...]:
    return tuple(TEI + name for name in path.split("/"))


def first(parent: etree._Element | None, path: str) -> etree._Element | None:
    """The first TEI element at a path of names."""
    return next(iter(found(parent, path)), None)


def typed(elements: Iterable[etree._Element], type: str) -> list[etree._Element]:
    """Those of a type."""
    return [element for element in elements if element.get("type") == type]


def text_of(elements: Iterable[etree._Element]) -> str | None:
    """The text of the first of some elements."""
    element = next(iter(elements), None)
    return plain(element.text) if element is not None else None


def plain(text: str | None) -> str:
    """The text of an element or attribute, unescaped."""
    if text is None:
        return ""
    return unescape(text) if "_x" in text else text


def all_words(element: etree._Element) -> str:
    """The text in an element and in all below it. Each stretch is unescaped by itself, as it was escaped."""
    return "".join(plain(str(stretch)) for stretch in element.itertext())


def own_texts(element: etree._Element) -> Iterator[str]:
    """The texts that stand in an element itself, between its children."""
    return (text for text in (element.text, *(child.tail for child in element)) if text)


def local(element: etree._Element) -> str:
    """The name of a TEI element without its name space; of others the whole name, of comments nothing."""
    tag = element.tag
    return tag.removeprefix(TEI) if isinstance(tag, str) else ""


def attributes_of(element: etree._Element) -> dict[str, str]:
    """The attributes of an element, to take from."""
    return dict(element.items())  # type: ignore[arg-type]
