"""The residue: what TEI has no valid place for, as JSON in one `xenoData`, keyed by the `xml:id` of an element.

An entry holds fields of the node as JSON has them; `"id": null` says that the node has no id and the `xml:id` was only
made for the entry. What an element says itself goes before what its entry says.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec

TYPE = "residue"
SUBTYPE = "dragoman-json"
Entry = dict[str, Any]


def encode(entries: Mapping[str, Entry]) -> str:
    """The residue as JSON."""
    return msgspec.json.encode(entries).decode()


def decode(text: str) -> dict[str, Entry]:
    """The entries. Raises msgspec.DecodeError where the text is no residue."""
    return msgspec.json.decode(text, type=dict[str, Entry])


def fields(kind: type[msgspec.Struct], entry: Entry) -> Entry:
    """The fields of an entry as a kind of node has them. Raises msgspec.ValidationError where they do not fit."""
    hints = _hints(kind)
    return {name: msgspec.convert(value, hints[name], strict=True) for name, value in entry.items() if name in hints}


@functools.cache
def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return get_type_hints(kind)
