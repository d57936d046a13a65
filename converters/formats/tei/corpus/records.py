"""Take a corpus that this program made apart: each edition as the bytes of a TEI file of its own, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import BinaryIO

from lxml import etree

from converters.formats.tei.corpus.lifting import HERE, TARGET
from converters.formats.tei.corpus.pointers import POINTERS, rename
from converters.formats.tei.corpus.shared import SORTS
from converters.formats.tei.names import PROGRAM, RECORD_PREFIX, SHARED, TEI, XML_ID
from converters.formats.tei.reader import is_ours
from converters.formats.tei.reading.elements import attributes_of
from converters.formats.tei.reading.parse import parse
from converters.limits import Limits, OverLimit

_ROOT = b"<teiCorpus"
_HEAD = 4096
_FILES = "c$1.tei.xml#c$1"
_ENCODING = f"{TEI}teiHeader/{TEI}encodingDesc"


def records(file: BinaryIO, head: bytes, limits: Limits) -> bytes | Iterator[bytes]:
    """The editions of an open corpus, one after the other; the bytes of a file that is none.

    `head` is what has been read of it already. Raises OverLimit where the file has more bytes than it may.
    """
    data = head + file.read(limits.file + 1)
    if len(data) > limits.file:
        raise OverLimit("file", f"has more than {limits.file} bytes")
    found = editions(data)
    return data if found is None else found


def editions(data: bytes) -> Iterator[bytes] | None:
    """The editions of a corpus; None where a file is none, or one of others, which is one document."""
    if _ROOT not in data[:_HEAD] or PROGRAM.encode() not in data:
        return None
    root = parse(data).getroot()
    return (_serialised(one) for one in members(root)) if is_corpus(root) else None


def is_corpus(root: etree._Element) -> bool:
    """Whether a root is that of a corpus that this program made."""
    application = root.find(f"{_ENCODING}/{TEI}appInfo/{TEI}application[@ident='{PROGRAM}']")
    return root.tag == f"{TEI}teiCorpus" and application is not None


def members(root: etree._Element) -> Iterator[etree._Element]:
    """Each edition of a corpus as a root of its own, with what it needs of the head."""
    shared = {str(one.get(XML_ID)): one for one in _shared(root)}
    for element in root:
        if isinstance(element.tag, str) and element.getprevious() is not None and _is_record(element):
            yield _alone(element, shared)


def _is_record(element: etree._Element) -> bool:
    before = element.getprevious()
    return isinstance(before, etree._ProcessingInstruction) and before.target == TARGET


def _shared(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iterfind(f"{_ENCODING}/{TEI}classDecl/{TEI}taxonomy")
    yield from root.iterfind(f"{_ENCODING}/{TEI}classDecl/{TEI}taxonomy/{TEI}category")
    for sort, name in SORTS.items():
        yield from root.iterfind(f"{TEI}standOff/{TEI}{name}/{TEI}{sort}")


def _alone(element: etree._Element, shared: dict[str, etree._Element]) -> etree._Element:
    root = deepcopy(element)
    root.tail = None
    etree.cleanup_namespaces(root)
    prefix = _prefix(element)
    if prefix:
        rename(root, lambda id: id.removeprefix(prefix))
    if is_ours(root):
        needed = [shared[id] for id in _needed(root) if id in shared]
        _add_classes(root, needed)
        _add_entities(root, needed, shared)
        for one in root.iterfind(f"{_ENCODING}/{TEI}listPrefixDef/{TEI}prefixDef[@ident='{RECORD_PREFIX}']"):
            if one.get("replacementPattern") == HERE:
                one.set("replacementPattern", _FILES)
    return root


def _prefix(element: etree._Element) -> str:
    before = element.getprevious()
    said = (before.text or "") if before is not None else ""
    return said.partition(" prefix=")[2]


def _needed(root: etree._Element) -> dict[str, None]:
    """The ids of the head that an edition points to, in order."""
    words = (
        word[1:]
        for element in root.iter("*")
        for name in POINTERS
        if (value := element.get(name)) is not None and f"#{SHARED}" in value
        for word in value.split()
    )
    return dict.fromkeys(words)


def _add_classes(root: etree._Element, needed: list[etree._Element]) -> None:
    """Give an edition the taxonomies that it points to, with those of their categories that it uses."""
    taxonomies: dict[str, etree._Element] = {}
    for one in needed:
        if one.tag in (f"{TEI}taxonomy", f"{TEI}category"):
            original = one if one.tag == f"{TEI}taxonomy" else one.getparent()
            assert original is not None  # noqa: S101 - a category stands in a taxonomy
            id = str(original.get(XML_ID))
            if id not in taxonomies:
                taxonomies[id] = etree.Element(original.tag, attributes_of(original))
                taxonomies[id].extend(deepcopy(part) for part in original.iterchildren(f"{TEI}desc"))
            if one is not original:
                taxonomies[id].append(deepcopy(one))
    encoding = root.find(_ENCODING)
    program = root.find(f"{_ENCODING}/{TEI}appInfo")
    if taxonomies and encoding is not None and program is not None:
        declared = etree.Element(f"{TEI}classDecl")
        declared.extend(taxonomies.values())
        encoding.insert(encoding.index(program), declared)


def _add_entities(root: etree._Element, needed: list[etree._Element], shared: dict[str, etree._Element]) -> None:
    """Give an edition the persons, organisations and places that it points to."""
    found = {str(one.get(XML_ID)): one for one in needed if one.tag.removeprefix(TEI) in SORTS}
    for one in tuple(found.values()):
        for place in one.iterchildren(f"{TEI}placeName"):
            id = place.get("ref", "").removeprefix("#")
            if id in shared:
                found.setdefault(id, shared[id])
    lists = []
    for sort, name in SORTS.items():
        ordered = [deepcopy(one) for one in found.values() if one.tag == f"{TEI}{sort}"]
        if ordered:
            lists.append(etree.Element(f"{TEI}{name}"))
            lists[-1].extend(ordered)
    if not lists:
        return
    stand_off = root.find(f"{TEI}standOff")
    if stand_off is None:
        stand_off = etree.Element(f"{TEI}standOff")
        root.insert(1, stand_off)
    for at, listed in enumerate(lists):
        stand_off.insert(at, listed)


def _serialised(root: etree._Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(etree.tostring(root, encoding="utf-8")) + b"\n"
