"""What a collection knows of its records, put into each after it was read: decisions, profile, authorities, relations.

Every question that a record asks of the collection is noted with its answer. A record is out of date only when one of
its own answers changes, so that one corrected line of an authority list is one line's worth of work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import msgspec

from converters.collection import edits, naming, profile, storage
from converters.collection.authorities import Answer, Authorities
from converters.collection.items import Item
from converters.collection.outcome import Lookup
from converters.collection.profile import Profiles
from converters.collection.survey import Records
from converters.errors import InputError
from converters.formats import registry
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import RelatedRecord
from converters.model.node import Node
from converters.model.walk import transform
from converters.report import Report

EDITS, PROFILE, AUTHORITY, RECORD = "edits", "profile", "authority", "record"
"""The lists that a record asks."""
_SCHEME = "mrn:"
_BETWEEN = "\t"
_Answers = Mapping[str, Callable[[str], str | None]]


class Enrichment(msgspec.Struct, frozen=True, kw_only=True):
    """What a collection knows of its records; nothing of it by itself."""

    profiles: Profiles | None = None
    authorities: Authorities | None = None
    records: Records | None = None

    def kinds(self) -> tuple[bool, ...]:
        """Which kinds of knowledge there are; what they say is noted record by record."""
        return self.profiles is not None, self.authorities is not None, self.records is not None

    def holds(self, item: Item, lookups: tuple[Lookup, ...]) -> bool:
        """Whether every question that a record asked has the same answer as then."""
        answers = self._answers(item)
        return all(one.list in answers and answers[one.list](one.key) == one.answer for one in lookups)

    def apply(self, document: Document, item: Item, report: Report) -> tuple[Document, tuple[Lookup, ...]]:
        """The document with what is known of it, and what it asked. Raises InputError where its edits are not right."""
        asking = _Asking(self._answers(item))
        if asking(EDITS, "") is not None:
            path = sidecar(item)
            document = edits.edited(document, edits.decode(storage.load(path), path).edits, report)
        if self.profiles is not None:
            document = self._described(document, asking, report)
        if self.authorities is not None:
            document = naming.named(document, asking.authority)
        if self.records is not None:
            document = self._related(document, item, asking)
        return document, asking.lookups()

    def _answers(self, item: Item) -> _Answers:
        return {
            EDITS: lambda _: _digest(item),
            PROFILE: self._profile,
            AUTHORITY: self._authority,
            RECORD: self._record,
        }

    def _profile(self, key: str) -> str | None:
        """What the profile says of the record of a number or an id; None where it has no row."""
        if self.profiles is None:
            return None
        one = self.profiles.common if not key else self.profiles.of(key) if key in self.profiles.rows else None
        return None if one is None else hashlib.sha256(msgspec.json.encode(one)).hexdigest()

    def _authority(self, key: str) -> str | None:
        if self.authorities is None:
            return None
        kind, date, name = key.split(_BETWEEN, 2)
        return msgspec.json.encode(self.authorities.answer(kind, name, date or None)).decode()

    def _record(self, key: str) -> str | None:
        if self.records is None:
            return None
        copies = self.records.copies(key)
        return msgspec.json.encode(copies).decode() if copies else None

    def _described(self, document: Document, asking: _Asking, report: Report) -> Document:
        assert self.profiles is not None  # noqa: S101 - the caller has looked
        asking(PROFILE, "")
        keys = [key for key in (document.metadata.identifier("mrn"), document.id) if key is not None]
        own = next((key for key in keys if asking(PROFILE, key) is not None), None)
        return profile.described(document, self.profiles.of(own), report, prevails=own is not None)

    def _related(self, document: Document, item: Item, asking: _Asking) -> Document:
        """The document with its copies among the related records, and the addresses of the records it refers to."""
        assert self.records is not None  # noqa: S101 - the caller has looked
        known = document.metadata
        mrn = known.identifier("mrn")
        if mrn is not None and asking(RECORD, mrn) is not None:
            own = next((one for one in self.records.copies(mrn) if one.label == item.label), None)
            others = [one for one in self.records.copies(mrn) if one.label != item.label]
            copies = tuple(
                RelatedRecord(
                    text=one.label,
                    type="copy",
                    target=_SCHEME + mrn,
                    note="same text" if own is not None and own.text == one.text else "other text",
                )
                for one in others
            )
            known = msgspec.structs.replace(known, references=(*known.references, *copies))
            document = msgspec.structs.replace(document, metadata=known)
        return transform(document, lambda node: self._linked(node, asking))

    def _linked(self, node: Node, asking: _Asking) -> Node:
        """A reference to a record of the collection, with the address of that record, where records have addresses."""
        if not isinstance(node, nd.Reference) or not node.target.startswith(_SCHEME):
            return node
        mrn = node.target.removeprefix(_SCHEME)
        if asking(RECORD, mrn) is None or self.profiles is None:
            return node
        address = self.profiles.common.address
        found = address.of(mrn=mrn, id=f"c{mrn}") if address is not None else None
        return node if found is None else msgspec.structs.replace(node, target=found)


class _Asking:
    """The questions of one record and the answers that it got."""

    def __init__(self, answers: _Answers) -> None:
        self._answers = answers
        self._asked: dict[tuple[str, str], str | None] = {}

    def __call__(self, list: str, key: str) -> str | None:
        if (list, key) not in self._asked:
            self._asked[list, key] = self._answers[list](key)
        return self._asked[list, key]

    def authority(self, kind: str, name: str, date: str | None) -> Answer:
        """What the lists say of a name."""
        answer = self(AUTHORITY, _BETWEEN.join((kind, date or "", name)))
        return Answer() if answer is None else msgspec.json.decode(answer, type=Answer)

    def lookups(self) -> tuple[Lookup, ...]:
        """All of them."""
        return tuple(Lookup(list, key, answer) for (list, key), answer in self._asked.items())


def sidecar(item: Item) -> str:
    """The path of the edits beside an input: `a.edits.json` for `a.txt`; for a record of many, with its number."""
    path = item.path
    stem = path[: len(path) - len(registry.ending(path))]
    number = f".{item.label.rpartition('#')[2]}" if item.one_of_many else ""
    return f"{stem}{number}{edits.ENDING}"


def _digest(item: Item) -> str | None:
    if item.name is None:
        return None
    path = sidecar(item)
    if storage.size(path) is None:
        return None
    found = storage.digest(path)
    if found is None:
        raise InputError("cannot be read", remedy="check its permissions", file=path)
    return found


def overridden(lookups: tuple[Lookup, ...]) -> str | None:
    """The number or id under which the overrides of the profile have a row about a record."""
    return next((one.key for one in lookups if one.list == PROFILE and one.key and one.answer is not None), None)


def unmatched(lookups: tuple[Lookup, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """The names that the lists do not know, or know several of: kind, name, ids of the candidates."""
    found = []
    for one in lookups:
        if one.list == AUTHORITY and one.answer is not None:
            answer = msgspec.json.decode(one.answer, type=Answer)
            if not answer.identifiers:
                kind, _, name = one.key.split(_BETWEEN, 2)
                found.append((kind, name, answer.candidates))
    return found
