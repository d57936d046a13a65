"""Check JSON against the document schema, with every place that differs."""

from __future__ import annotations

import msgspec
from jsonschema import Draft202012Validator

from converters.model.codec import CodecError, decode
from converters.model.schema import document_schema
from converters.report import Report


def validate(data: bytes, report: Report) -> None:
    """Tell each difference from the schema, and then each break of the normal form that no schema can say."""
    try:
        instance = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        report.error("not-json", str(error))
        return
    errors = sorted(Draft202012Validator(document_schema()).iter_errors(instance), key=lambda one: one.json_path)
    for found in errors:
        report.error("schema", found.message, place=found.json_path)
    if not errors:
        try:
            decode(data.removeprefix(b"\xef\xbb\xbf"))
        except CodecError as error:
            report.error("normal-form", str(error))
