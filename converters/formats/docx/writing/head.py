"""The head of the document: its titles, and its metadata as a table that people read."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Container
from typing import Any, Final, NamedTuple, cast

import msgspec

from converters.formats.docx import kinds
from converters.formats.docx.fields import (
    HOLDERS,
    PATHS,
    PREFIX,
    SHOWN,
    VALUE,
    Field,
    Row,
    row_for,
    values_of,
)
from converters.formats.docx.marks import Mark
from converters.formats.docx.writing.build import Scope
from converters.formats.docx.writing.inlines import Inlines
from converters.formats.docx.writing.paragraphs import Paragraphs
from converters.formats.docx.writing.runs import Style, text_run
from converters.formats.docx.writing.template import Template
from converters.model.metadata import Metadata, Title
from converters.model.node import Node

_LABEL_WIDTH: Final = 2100
"""The width of the first column, in twips."""
_COMMON: Final = frozenset({"id", "lang", "attrs", "span"})


def write_head(self: Paragraphs, metadata: Metadata) -> None:
    """Titles and table, as far as there are any."""
    for title in metadata.titles:
        _title(self, title)
    rows = list(_rows(metadata))
    if rows:
        _table(self, rows)


def _title(self: Paragraphs, title: Title) -> None:
    style = self.open(title, kinds.mark_of(kinds.LEAVES[Title], title), Scope())
    if title.text:
        self.story.out.append(text_run(title.text, style))
    self.story.end_paragraph()


def _rows(metadata: Metadata) -> list[tuple[Row, list[Any]]]:
    """The rows of the table: each a label and its values, in the order of the metadata."""
    rows: list[tuple[Row, list[Any]]] = []
    for path in PATHS:
        values = values_of(metadata, path)
        if path in HOLDERS and values and _shown_by_its_parts(values[0], path):
            continue
        rows += [(row, list(group)) for row, group in itertools.groupby(values, functools.partial(row_for, path))]
    return rows


def _shown_by_its_parts(holder: Node, path: str) -> bool:
    """Whether the parts of a value, which have rows of their own, say that it is there."""
    if SHOWN[type(holder)] or holder.id is not None or holder.lang is not None or holder.attrs:
        return False
    return any(values_of(holder, part) for part in _parts_with_rows(path))


@functools.cache
def _parts_with_rows(path: str) -> tuple[str, ...]:
    return tuple(other.removeprefix(f"{path}.") for other in PATHS if other.startswith(f"{path}."))


def _table(self: Paragraphs, rows: list[tuple[Row, list[Any]]]) -> None:
    out = self.story.out
    frame = _frame(self.build.template)
    out.append(frame.table)
    for row, values in rows:
        out.append(f"{frame.label}{row.label}{frame.to_value}")
        for group in [values] if row.between is not None else [[value] for value in values]:
            out.append(frame.value)
            _values(self.inlines, row, group)
            self.story.end_paragraph()
        out.append("</w:tc></w:tr>")
    out.append("</w:tbl>")
    self.story.filler(properties='<w:spacing w:before="0" w:after="160" w:line="120" w:lineRule="exact"/>')


def _values(self: Inlines, row: Row, values: list[Any]) -> None:
    style = self.build.root(None)
    form = _form_of_row(row) if row.kind is not None else None
    for number, value in enumerate(values):
        if number:
            self.story.out.append(text_run(row.between or "", style))
        if form is None:
            self.story.out.append(text_run(value, style.child(_VALUE)))
        else:
            _value(self, value, style, form)


def _value(self: Inlines, node: Node, style: Style, form: _Form) -> None:
    """One value: each field in a style of its name, what is not shown in the style of the value itself."""
    mark = form.mark(node)
    _, inner = self.marked(node, mark, style, ())
    out = self.story.out
    before = len(out)
    for field, default, label in form.shown:
        value = getattr(node, field.name)
        if value is None or value == () or value == default:
            continue
        opening = (field.glue if len(out) > before else "") + field.open
        if opening:
            out.append(text_run(opening, inner))
        for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
            if number:
                out.append(text_run(field.between, inner))
            if isinstance(one, Node):
                _value(self, one, inner, _form(type(one), field))
            else:
                out.append(text_run(str(one), inner.child(label)))
        if field.close:
            out.append(text_run(field.close, inner))
    if len(out) == before:
        out.append(text_run("", inner))


class _Form:
    """How a kind of value is written in one place of the table: the fields that are shown, those that its style says.

    `shown` are the fields with their defaults and their marks.
    """

    def __init__(self, kind: type[Node], at: Field, fixed: Container[str], path: str) -> None:
        defaults = kinds.defaults_of(kind)
        self.shown = tuple(
            (field, defaults[field.name], Mark(field.name))
            for field in SHOWN[kind]
            if field.name not in fixed and field.name not in at.hides
        )
        hidden = [(name, at.usual.get(name, default)) for name, default in _hidden(kind, path) if name not in fixed]
        self._hidden = tuple(hidden)
        self._label = at.name
        self._told = at.hides
        self._values = operator.attrgetter("lang", *(name for name, _ in hidden), *at.hides, "lang")

    def mark(self, node: Node) -> Mark:
        """The mark of a value: the simple fields that are neither shown nor known from the row."""
        mark = _mark(self, self._values(node))
        return Mark(mark.label, (*mark.params, *kinds.attribute_params(node))) if node.attrs else mark

    def of(self, values: tuple[Any, ...]) -> Mark:
        """The mark for the language and these values."""
        lang, *rest = values
        hidden = zip(self._hidden, rest, strict=False)
        params = [_param(name, value) for (name, usual), value in hidden if value != usual]
        params += zip(self._told, rest[len(self._hidden) :], strict=False)
        if lang is not None:
            params.append(("lang", lang))
        return Mark(self._label, tuple(params))


@functools.lru_cache(maxsize=4096)
def _mark(form: _Form, values: tuple[Any, ...]) -> Mark:
    return form.of(values)


@functools.cache
def _form(kind: type[Node], at: Field) -> _Form:
    return _Form(kind, at, (), "")


@functools.cache
def _form_of_row(row: Row) -> _Form:
    kind = cast("type[Node]", row.kind)
    return _Form(kind, Field(PREFIX + _tag(kind), usual=row.usual), row.fixed, row.path)


def _param(name: str, value: str | tuple[str, ...] | None) -> tuple[str, str | None]:
    if value is None or value == ():
        return f"no-{name}", None
    return name, value if isinstance(value, str) else " ".join(value)


def _hidden(kind: type[Node], path: str) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind that are not shown, with their defaults."""
    shown = {field.name for field in SHOWN[kind]} | _COMMON | set(_parts_with_rows(path) if path else ())
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind) if field.name not in shown)


def _tag(kind: type[Node]) -> str:
    return str(kind.__struct_config__.tag)


_VALUE: Final = Mark(VALUE)


class _Frame(NamedTuple):
    """The XML between the texts of the table."""

    table: str
    label: str
    to_value: str
    value: str


@functools.lru_cache(maxsize=16)
def _frame(template: Template) -> _Frame:
    ids = template.sheet.ids
    width = max(template.text_width, 2 * _LABEL_WIDTH)
    values = width - _LABEL_WIDTH
    return _Frame(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ids["Metadata Table"]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0080" w:firstRow="0" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LABEL_WIDTH}"/><w:gridCol w:w="{values}"/></w:tblGrid>',
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{_LABEL_WIDTH}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{ids["Metadata Label"]}"/></w:pPr><w:r><w:t>',
        f'</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="{values}" w:type="dxa"/></w:tcPr>',
        f'<w:p><w:pPr><w:pStyle w:val="{ids["Metadata Value"]}"/></w:pPr>',
    )
