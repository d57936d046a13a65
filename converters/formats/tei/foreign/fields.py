"""Fields of nodes in the attributes of foreign TEI.

Where a field says less than its attribute (`italics` is italic), the attribute also stays as it is among the leftovers;
it is written again as long as the field still says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from converters.formats.tei import dates


class Field(NamedTuple):
    """A field and its attribute. `decode` gives None for what the field cannot hold, `encode` for what TEI cannot."""

    field: str
    attribute: str
    decode: Callable[[str], Any]
    encode: Callable[[Any], str | None]
    default: Any = None


def _same(value: Any) -> str | None:
    return str(value)


def _word(raw: str) -> str | None:
    """One word of a vocabulary, as the normal form asks."""
    return raw if raw and raw.isprintable() and " " not in raw else None


def _number(raw: str) -> int | None:
    return max(int(raw), 1) if raw.isascii() and raw.isdigit() and len(raw) < 5 else None


def text(field: str, attribute: str) -> Field:
    """Any text."""
    return Field(field, attribute, _same, _same)


def word(field: str, attribute: str) -> Field:
    """One word."""
    return Field(field, attribute, _word, _same)


def number(field: str, attribute: str) -> Field:
    """A number from 1, which is the default."""
    return Field(field, attribute, _number, _same, 1)


def day(field: str, attribute: str) -> Field:
    """A date that XML Schema can write."""
    return Field(field, attribute, _edtf, lambda said: (dates.attributes(said) or {}).get(dates.WHEN))


def _edtf(raw: str) -> str | None:
    said = dates.edtf({dates.WHEN: raw})
    return said if said and _word(said) else None


def one_of(field: str, attribute: str, values: Mapping[str, Any], default: Any = None) -> Field:
    """One of some words, each with its value; of several words for a value the first is written."""
    back = {value: raw for raw, value in reversed(list(values.items()))}
    return Field(field, attribute, values.get, back.get, default)


def words(field: str, attribute: str, *values: str, default: str | None = None) -> Field:
    """One of some words, which are the values."""
    return one_of(field, attribute, {value: value for value in values}, default)


def take(fields: tuple[Field, ...], attributes: dict[str, str]) -> dict[str, Any]:
    """The fields that attributes say; the attributes that they say wholly are taken away."""
    found = {}
    for one in fields:
        raw = attributes.get(one.attribute)
        value = one.decode(raw) if raw is not None else None
        if value is None or value == one.default:
            continue
        found[one.field] = value
        if one.encode(value) == raw:
            del attributes[one.attribute]
    return found


def give(fields: tuple[Field, ...], node: Any, attributes: dict[str, str]) -> None:
    """Add the attributes of the fields of a node to its leftovers."""
    for one in fields:
        value = getattr(node, one.field)
        raw = attributes.get(one.attribute)
        left = one.decode(raw) if raw is not None else None
        if raw is not None and (value == left or (left is None and value == one.default)):
            continue
        encoded = one.encode(value) if value is not None and value != one.default else None
        if encoded is not None:
            attributes[one.attribute] = encoded
        elif left is not None:
            del attributes[one.attribute]
