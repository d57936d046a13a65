"""Parts of a volume: documents that are split off into files of their own, and gathered again where they stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from converters.errors import InputError, UsageError
from converters.formats.tei.foreign import forms, header
from converters.formats.tei.names import ROOTS, TEI
from converters.formats.tei.writer import is_foreign
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import transform

TARGET = "dragoman-part"
"""Target of the processing instruction that stands in a volume where a part was split off; its text is the file."""
_SELECTOR = re.compile(r"([A-Za-z][\w.-]*)((?:\[@[\w:.-]+=(?:'[^']*'|\"[^\"]*\")\])*)")
_CONDITION = re.compile(r"\[@([\w:.-]+)=(?:'([^']*)'|\"([^\"]*)\")\]")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class Selector(NamedTuple):
    """Which elements are split off: a name, and the attributes that they must have."""

    name: str
    attributes: tuple[tuple[str, str], ...]

    def takes(self, node: Node) -> bool:
        """Whether a node is such an element."""
        if isinstance(node, nd.Comment | nd.Instruction):
            return False
        unfolded = forms.unfold(node)
        return unfolded.name == TEI + self.name and all(
            unfolded.attributes.get(name) == value for name, value in self.attributes
        )


class Part(NamedTuple):
    """A part: a name for its file, and the document."""

    name: str
    document: Document


def selector(text: str) -> Selector:
    """The selector that a text like `div[@type='document']` is. Raises UsageError where it is none."""
    found = _SELECTOR.fullmatch(text.strip())
    if found is None:
        raise UsageError(
            f"{text!r} does not say which elements to split off", remedy="write it like div[@type='document']"
        )
    conditions = tuple((name, one or other) for name, one, other in _CONDITION.findall(found[2]))
    return Selector(found[1], conditions)


def split(document: Document, wanted: Selector, place: Callable[[str], str]) -> tuple[Document, tuple[Part, ...]]:
    """The volume without its parts, and the parts.

    `place` gives the path of the file of a part from the volume, by its name. Raises InputError where the document is
    no TEI of others.
    """
    root = next((part for part in document.body if isinstance(part, nd.Element) and part.name in ROOTS), None)
    if root is None or not is_foreign(document):
        raise InputError("is no volume of TEI that parts could be split off", remedy="give a TEI file of a volume")
    splitting = _Splitting(document, root, wanted, place)
    body = tuple(splitting.without(part) if part is root else part for part in document.body)
    return msgspec.structs.replace(document, body=body, source=None), tuple(splitting.parts)


class _Splitting:
    """The parts that were split off so far."""

    def __init__(self, document: Document, root: nd.Element, wanted: Selector, place: Callable[[str], str]) -> None:
        self.parts: list[Part] = []
        self._document = document
        self._wanted = wanted
        self._place = place
        self._header = tuple(
            part for part in root.content if isinstance(part, nd.Element) and part.name == f"{TEI}teiHeader"
        )[:1]
        self._names: set[str] = set()

    def without(self, node: nd.Element, spaces: dict[str, str] | None = None) -> nd.Element:
        """An element with instructions in the place of its parts. `spaces`: prefixes that were declared around it."""
        declared = {**(spaces or {}), **node.namespaces}
        content = tuple(part if isinstance(part, str) else self._one(part, declared) for part in node.content)
        return msgspec.structs.replace(node, content=content)

    def _one(self, node: Node, declared: dict[str, str]) -> nd.Inline | nd.Block:
        if self._wanted.takes(node):
            return self._split_off(node, declared)
        if isinstance(node, nd.Element):
            return self.without(node, declared)
        if isinstance(node, nd.Section):
            blocks = tuple(self._one(block, declared) for block in node.blocks)
            return msgspec.structs.replace(node, blocks=blocks)
        return node  # type: ignore[return-value]

    def _split_off(self, node: Node, declared: dict[str, str]) -> nd.Instruction:
        name = self._name(node)
        body = nd.Element(name=f"{TEI}body", content=(node,))  # type: ignore[arg-type]
        text = nd.Element(name=f"{TEI}text", content=(body,))
        root = nd.Element(name=f"{TEI}TEI", namespaces=declared, content=(*self._header, text))
        document = Document(metadata=header.metadata(root), body=(root,))
        self.parts.append(Part(name, document))
        return nd.Instruction(target=TARGET, text=self._place(name))

    def _name(self, node: Node) -> str:
        """A name that no other part has: the id, the number, or a count."""
        wanted = _NOT_IN_NAME.sub("-", node.id or getattr(node, "n", None) or f"part{len(self.parts) + 1}").strip("-.")
        name, number = wanted or "part", 1
        while name.lower() in self._names:
            number += 1
            name = f"{wanted}-{number}"
        self._names.add(name.lower())
        return name


def gather(document: Document, load: Callable[[str], Document]) -> Document:
    """The volume with its parts in their places again. `load` reads the part in a file that the volume names."""

    def change(node: Node) -> Node | tuple[Node | str, ...]:
        if isinstance(node, nd.Instruction) and node.target == TARGET and node.text:
            return tuple(_held(load(node.text), node.text))
        return node

    return transform(document, change)


def _held(part: Document, file: str) -> Iterator[Node | str]:
    """What stands in the body of a part."""
    root = next((one for one in part.body if isinstance(one, nd.Element) and one.name in ROOTS), None)
    for text in root.content if root is not None else ():
        for body in text.content if isinstance(text, nd.Element) and text.name == f"{TEI}text" else ():
            if isinstance(body, nd.Element) and body.name == f"{TEI}body":
                yield from (one for one in body.content if not isinstance(one, str))
                return
    raise InputError("has no text and body that could be gathered", remedy="check the part", file=file)
