"""Check JSON against the document schema, with every place that differs."""

from __future__ import annotations

import functools
from typing import Any

import jsonschema_rs

from converters.model.codec import CodecError, decode, parsed
from converters.model.schema import document_schema
from converters.report import Report


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

    found = Draft202012Validator(document_schema()).iter_errors(instance)
    return [(one.message, one.json_path) for one in sorted(found, key=lambda one: one.json_path)]
