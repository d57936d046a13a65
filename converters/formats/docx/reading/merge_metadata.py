"""Put what the table of metadata says otherwise into the carried metadata."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from converters.formats.docx.reading.compare import key_of
from converters.model.metadata import Metadata
from converters.report import Report

_SHOWN = 80
"""How many characters of a value a message quotes."""


def merged_metadata(carried: Metadata, before: Metadata, after: Metadata, report: Report) -> Metadata:
    """The carried metadata with the values that the table says otherwise."""
    changed: dict[str, Any] = {}
    for name in carried.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if key_of(old) == key_of(new):
            continue
        changed[name] = _values(getattr(carried, name), old, new)
        report.warn(
            "disagrees",
            f"{_said(old)} is now {_said(new)}",
            place=f"metadata, {name}",
        )
    return msgspec.structs.replace(carried, **changed) if changed else carried


def _values(carried: Any, before: Any, after: Any) -> Any:
    """The new values; those that the carried document has already are taken from it."""
    if not isinstance(after, tuple) or len(carried) != len(before):
        return after
    known = {repr(key_of(old)): own for old, own in zip(before, carried, strict=True)}
    return tuple(known.get(repr(key_of(value)), value) for value in after)


def _said(value: Any) -> str:
    """A value of the metadata in words."""
    values = value if isinstance(value, tuple) else (value,)
    text = "; ".join(" ".join(_strings(one)) for one in values)
    return f"“{text[:_SHOWN]}”"


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in {"id", "lang", "type"}:
                yield from _strings(getattr(value, name))
