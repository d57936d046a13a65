"""Check JSON against the document schema, with every place that differs."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import msgspec

from converters.model.codec import CodecError, decode, parsed
from converters.model.schema import document_schema
from converters.report import Report

if TYPE_CHECKING:
    from jsonschema import ValidationError


_SHOWN = 60
"""How many characters of a value a message quotes."""


def validate(data: bytes, report: Report) -> None:
    """Tell each difference from the schema, and then each break of the normal form that no schema can say."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    try:
        instance = parsed(text)
    except CodecError as error:
        report.error("not-json", str(error))
        return
    differences = [] if _compiled().is_valid(instance) else _differences(instance)
    for problem, place in differences:
        report.error("schema", problem, place=place)
    if not differences:
        try:
            decode(text)
        except CodecError as error:
            report.error("normal-form", str(error))


@functools.cache
def _compiled() -> jsonschema_rs.Draft202012Validator:
    """What says quickly whether anything differs."""
    return jsonschema_rs.Draft202012Validator(document_schema())


def _differences(instance: Any) -> list[tuple[str, str]]:
    """What differs and where, in the words of `jsonschema`, which takes a thousand times as long to find it."""
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(document_schema()).iter_errors(instance)
    found = [innermost for error in errors for innermost in _innermost(error)]
    return [(_said(one), one.json_path) for one in sorted(found, key=lambda one: one.json_path)]


def _innermost(error: ValidationError) -> Iterator[ValidationError]:
    """The errors in the one schema of several that is meant, which `kind` tells; the error itself where none is."""
    branches: dict[Any, list[ValidationError]] = {}
    for below in error.context or ():
        branches.setdefault(below.schema_path[0], []).append(below)
    meant = [errors for errors in branches.values() if not any(map(_is_of_another_kind, errors))]
    if len(meant) != 1:
        yield error
        return
    for below in meant[0]:
        yield from _innermost(below)


def _is_of_another_kind(error: ValidationError) -> bool:
    """Whether a value is of another type than a schema wants, or a node of another kind."""
    place = list(error.relative_path)
    return (error.validator in ("type", "enum") and not place) or place == ["kind"]


def _said(error: ValidationError) -> str:
    if error.validator != "anyOf":
        return error.message
    kind = error.instance.get("kind") if isinstance(error.instance, dict) else None
    if isinstance(kind, str):
        return f"nothing of the kind {kind!r} can stand here"
    value = msgspec.json.encode(error.instance).decode()
    return f"{value if len(value) <= _SHOWN else value[:_SHOWN] + '…'} cannot stand here"
