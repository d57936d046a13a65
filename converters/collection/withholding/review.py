"""The queue of places for a person to accept or refuse: a CSV that nobody else should see.

One row is one place. `decision` is filled in with `accept` or `refuse`; code, reviewer, date and note may be changed. A
second queue keeps what was decided, by the key of each place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from converters import pipeline
from converters.collection import sheet
from converters.collection.withholding.places import Place
from converters.errors import InputError, UsageError

COLUMNS = (
    "key",
    "decision",
    "record",
    "id",
    "where",
    "rule",
    "text",
    "context",
    "name",
    "code",
    "reviewer",
    "date",
    "note",
)
_PERSONS = ("decision", "code", "reviewer", "date", "note")
"""The columns that belong to the person."""
_WORDS = {"accept": True, "refuse": False}
_REMEDY = "list the places again with --list-withheld"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about a place."""

    accepted: bool
    record: str
    id: str
    rule: str
    text: str
    code: str
    reviewer: str
    date: str


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """All decisions by the keys of their places, and the names that records ask to protect."""

    decisions: dict[str, Decision]
    names: tuple[str, ...]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """The places of a record, of that label and document id."""

    record: str
    id: str
    places: tuple[Place, ...]


def write(path: str, listed: Iterable[Listed]) -> tuple[int, int]:
    """Write a queue; how many places it has, and how many of them are decided. Raises InputError, OutputError.

    Rows of the file that is there keep what a person wrote; those of records that were not read now stay whole.
    """
    old = {row["key"]: row for _, row in _rows(path)} if Path(path).exists() else {}
    rows: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    for record in listed:
        seen.add(record.record)
        for place in record.places:
            row = _row(record, place)
            kept = old.get(place.key, {})
            rows.setdefault(place.key, {**row, **{name: kept[name] for name in _PERSONS if kept.get(name)}})
    rows |= {key: row for key, row in old.items() if key not in rows and row["record"] not in seen}
    lines = (sheet.line(COLUMNS), *(sheet.line([row[name] for name in COLUMNS]) for row in rows.values()))
    pipeline.save(path, b"".join(lines), folders=True)
    Path(path).chmod(0o600)
    return len(rows), sum(1 for row in rows.values() if row["decision"])


def _row(record: Listed, place: Place) -> dict[str, str]:
    told = {name: str(getattr(place, name, "")) for name in COLUMNS}
    return {**told, "record": record.record, "id": record.id, "decision": "", "note": ""}


def _rows(path: str) -> Iterable[tuple[str, dict[str, str]]]:
    columns, rows = sheet.table(path)
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise InputError(f"has no column {missing[0]!r}", place="line 1", remedy=_REMEDY, file=path)
    for place, row in rows:
        yield place, {name: sheet.unguarded(value) for name, value in row.items()}


def read(path: str) -> Reviewed:
    """The decisions of a queue. Raises UsageError where places are not decided, InputError where one is wrong."""
    found: dict[str, Decision] = {}
    names: set[str] = set()
    open_places: list[str] = []
    for place, row in _rows(path):
        said: Literal["accept", "refuse", ""] | str = row["decision"].casefold()
        if not said:
            open_places.append(place)
            continue
        if said not in _WORDS:
            remedy = "write accept or refuse"
            raise InputError(f"has the decision {row['decision']!r}", place=place, remedy=remedy, file=path)
        if not (row["code"] and row["reviewer"] and row["date"]):
            raise InputError("has no code, reviewer or date", place=place, remedy="fill it in", file=path)
        if row["rule"] == "protected" and row["name"]:
            names.add(row["name"])
        found[row["key"]] = Decision(
            accepted=_WORDS[said], **{name: row[name] for name in Decision.__struct_fields__ if name != "accepted"}
        )
    if open_places:
        count = "1 place" if len(open_places) == 1 else f"{len(open_places)} places"
        raise UsageError(
            f"{path} has {count} that nobody has decided, the first in {open_places[0]}",
            remedy="write accept or refuse into the column decision",
        )
    return Reviewed(decisions=found, names=tuple(sorted(names)))


def of_record(decisions: Mapping[str, Decision], file: str, id: str) -> dict[str, Decision]:
    """The decisions about a record, by the name of its file and its id."""
    return {key: one for key, one in decisions.items() if one.id == id and Path(one.record).name == file}
