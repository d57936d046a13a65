"""A document from the structure tree that our own writer makes: the way back of `structure`."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from converters.formats.pdf import structure
from converters.formats.pdf.places import Places
from converters.formats.pdf.structure_tree import Element
from converters.formats.pdf.text_state import Marked
from converters.model.codec import CodecError, decode, encode
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node
from converters.model.walk import child_fields, joined

_PARTS = {structure.FRONT: "front", structure.BODY: "body", structure.BACK: "back"}
_SIDES = {structure.ORIGINAL: "original", structure.PROPOSED: "proposed"}


class NotARecord(ValueError):
    """A structure tree that began like ours and is not: somebody changed it. The message says how."""


def is_record(tops: Sequence[Element]) -> bool:
    """Whether a structure tree is of the kind that our writer makes."""
    return (
        bool(tops) and tops[0].type == "Document" and any(kid.type == structure.METADATA for kid in tops[0].elements())
    )


def record_document(top: Element, places: Places) -> Document:
    """The document of a tree, without its source. Raises NotARecord where it is none in normal form."""
    try:
        document = _document(top, _Builder(places))
        decode(encode(document))
    except (msgspec.MsgspecError, CodecError, ValueError, TypeError) as error:
        raise NotARecord(str(error)) from error
    return document


def _document(top: Element, builder: _Builder) -> Document:
    fields: dict[str, Any] = structure.fields_of(Document, top.properties)
    for kid in top.elements():
        if kid.type in _PARTS:
            fields[_PARTS[kid.type]] = tuple(builder.nodes(kid))
        elif kid.type == structure.METADATA:
            fields["metadata"] = builder.metadata(kid)
    return Document(id=_id(top), lang=top.lang, **fields)


def source_facts(top: Element) -> dict[str, str]:
    """What a tree says of the attached source."""
    start = f"source{structure.KEYED}"
    return {name.removeprefix(start): str(value) for name, value in top.properties.items() if name.startswith(start)}


def text_of(marked: Marked) -> str:
    """The text of marked content where every blank is drawn."""
    return "".join([run.text for run in marked.runs])


def _id(element: Element) -> str | None:
    name = element.id.decode("utf-8", "replace") if element.id is not None else None
    return None if name is None or name.startswith(structure.GENERATED_ID) else name


class _Builder:
    def __init__(self, places: Places) -> None:
        self._places = places

    def metadata(self, element: Element) -> Metadata:
        """The metadata, from the elements of their kinds and the properties of all."""
        found: defaultdict[str, list[Node]] = defaultdict(list)
        for node in self.nodes(element):
            field = structure.METADATA_FIELD.get(type(node))
            if field is not None:
                found[field].append(node)
        values: dict[str, Any] = structure.fields_of(Metadata, element.properties)
        for name, nodes in found.items():
            values[name] = _value(_annotations(Metadata)[name], nodes)
        return Metadata(**values)

    def nodes(self, element: Element) -> Iterator[Node]:
        """The nodes below an element that is no node, looking through wrappers."""
        for kid in element.elements():
            if kid.type in structure.KIND_OF:
                yield self.node(kid)
            else:
                yield from self.nodes(kid)

    def node(self, element: Element) -> Node:
        """The node that an element stands for."""
        kind = structure.KIND_OF[element.type]
        text_field = structure.TEXT_FIELD.get(kind)
        found: defaultdict[str, list[Node | str]] = defaultdict(list)
        self._gather(element, kind, text_field or structure.main_field(kind), found)
        fields: dict[str, Any] = structure.fields_of(kind, element.properties)
        for name, annotation, required in _fields(kind):
            if name in fields:
                continue
            if name == text_field:
                text = "".join(part for part in found[name] if isinstance(part, str))
                fields[name] = text or ("" if required else None)
            elif name in found or (required and _is_several(annotation)):
                fields[name] = _value(annotation, found[name])
        if not _fits(fields.get("layout"), fields, kind):
            del fields["layout"]
        node = kind(id=_id(element), lang=element.lang, **fields)
        self._places.note(node, element.page)
        return node

    def _gather(
        self, element: Element, kind: type[Node], field: str | None, found: dict[str, list[Node | str]]
    ) -> None:
        """Sort what stands below an element into the fields of its node."""
        for kid in element.kids:
            if isinstance(kid, Marked):
                if kid.tag == structure.TEXT and field is not None:
                    found[field].append(text_of(kid))
            elif not isinstance(kid, Element):
                continue
            elif kid.type not in structure.KIND_OF:
                self._gather(kid, kind, _SIDES.get(kid.type, field), found)
            else:
                named = kid.properties.get(structure.FIELD)
                place = named if named in child_fields(kind) else field
                if isinstance(place, str):
                    found[place].append(self.node(kid))


def _fits(layout: tuple[str, ...] | None, fields: dict[str, Any], kind: type[Node]) -> bool:
    """Whether the white space between children is for as many as there are: somebody may have taken one out."""
    if layout is None:
        return True
    values = [fields.get(name) for name in child_fields(kind)]
    several = sum(len(value) for value in values if isinstance(value, tuple))
    return len(layout) - several - 1 in (0, sum(isinstance(value, Node) for value in values))


@functools.cache
def _annotations(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return get_type_hints(kind)


@functools.cache
def _fields(kind: type[Node]) -> tuple[tuple[str, Any, bool], ...]:
    """The fields that the children and the text of an element can fill: name, type, and whether there must be one."""
    filled = {*child_fields(kind), structure.TEXT_FIELD.get(kind)}
    known = _annotations(kind)
    return tuple(
        (one.name, known[one.name], one.required) for one in msgspec.structs.fields(kind) if one.name in filled
    )


def _is_several(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(get_origin(part) is tuple for part in get_args(annotation))


def _value(annotation: Any, parts: Sequence[Node | str]) -> Any:
    return joined(parts) if _is_several(annotation) else next(iter(parts), None)
