"""Write, change and read Word files in the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec

from converters.formats import registry
from converters.formats.docx.reader import read
from converters.formats.docx.writer import write
from converters.formats.format import ReadOptions, WriteOptions
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Block
from converters.model.walk import walk
from converters.report import Report

VISIBLE = ReadOptions(carried=False)
_NOT_OF_THE_PAGE = ("span", "layout", "namespaces", "source")


def written(document: Document, report: Report | None = None) -> bytes:
    return write(document, WriteOptions(), report or Report("docx"))


def read_back(data: bytes, report: Report | None = None, options: ReadOptions | None = None) -> Document:
    asked = msgspec.structs.replace(options or ReadOptions(), said=registry.said)
    return read(data, asked, report or Report("docx"))


def visible(data: bytes, report: Report | None = None) -> Document:
    return read_back(data, report, VISIBLE)


def after(edit: Callable[[bytes], bytes], *blocks: Block) -> tuple[Block, ...]:
    """The blocks of a document after an edit; without one it comes back as it went."""
    record = Document(id="r", body=blocks)
    data = written(record)
    assert read_back(data) == record
    return read_back(edit(data)).body


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one part changed; the change must change something."""
    contents = parts(data)
    changed = change(contents[name].decode())
    assert changed != contents[name].decode()
    return packed({**contents, name: changed.encode()})


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The file as python-docx saves it after a change."""
    import docx

    opened = docx.Document(io.BytesIO(data))
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def by_id(document: Document, known: str) -> Node:
    return next(node for node in walk(document) if node.id == known)


def of_the_page(value: Any) -> Any:
    """A document without what a page cannot show: places in a source and the layout of its markup."""
    if isinstance(value, tuple):
        return tuple(map(of_the_page, value))
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: of_the_page(getattr(value, name)) for name in value.__struct_fields__ if name not in _ASIDE}
    cleared: dict[str, Any] = {
        name: {} if name == "namespaces" else None for name in value.__struct_fields__ if name in _ASIDE
    }
    if not isinstance(value, Document) and "source" in cleared:
        cleared["source"] = of_the_page(getattr(value, "source"))  # noqa: B009
    return msgspec.structs.replace(value, **fields, **cleared)


_ASIDE = frozenset(_NOT_OF_THE_PAGE)
