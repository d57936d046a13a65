"""Who the records of a collection are: what they are selected by, and which of them are the same telegram."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from converters.collection.authorities import plain
from converters.model.document import Document
from converters.model.walk import plain_text


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What tells a record: its id, message number and date of sending (EDTF), senders, TAGS, and its text's SHA-256.

    The text is that of the body without its blanks, since a relay breaks lines as it likes.
    """

    id: str | None = None
    mrn: str | None = None
    sent: str | None = None
    senders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""


def identity(document: Document) -> Identity:
    """The identity of a document."""
    known = document.metadata
    sent = known.date("sent")
    body = "".join("".join(plain_text(block).split()) for block in document.body)
    return Identity(
        id=document.id,
        mrn=known.identifier("mrn"),
        sent=sent.edtf if sent is not None else None,
        senders=tuple(agent.name for agent in known.agents if "sender" in agent.roles),
        tags=tuple(subject.term for subject in known.subjects if subject.scheme == "tags"),
        text=hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(),
    )


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which records are wanted; what is empty asks for nothing.

    `names`: labels, file names, ids or message numbers. `first` and `last`: days or parts of one (`2006`, `2006-05`),
    both included. `senders`: words in the name of the sender. `tags`: any of them.
    """

    names: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    senders: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()

    @property
    def wants_all(self) -> bool:
        """Whether nothing is asked for."""
        return self == Selection()

    def takes(self, label: str, one: Identity) -> bool:
        """Whether a record is wanted."""
        return (
            (not self.names or not self.names.isdisjoint((label, label.rpartition("/")[2], one.id, one.mrn)))
            and self._dated(one.sent)
            and (not self.senders or any(_holds(name, word) for name in one.senders for word in self.senders))
            and (not self.tags or not self.tags.isdisjoint(one.tags))
        )

    def _dated(self, sent: str | None) -> bool:
        if self.first is None and self.last is None:
            return True
        if sent is None:
            return False
        after = self.first is None or sent[: len(self.first)] >= self.first
        return after and (self.last is None or sent[: len(self.last)] <= self.last)


def _holds(name: str, word: str) -> bool:
    return plain(word) in plain(name)


class Copy(msgspec.Struct, frozen=True):
    """Another record with the same number: where it is, and whether it has the same text."""

    label: str
    text: str


class Records:
    """The records of a collection by their message numbers."""

    def __init__(self, found: Iterable[tuple[str, Identity]]) -> None:
        self._copies: dict[str, list[Copy]] = {}
        for label, one in found:
            if one.mrn is not None:
                self._copies.setdefault(one.mrn, []).append(Copy(label, one.text))

    def copies(self, mrn: str) -> tuple[Copy, ...]:
        """Every record that has a number, in the order of the inputs."""
        return tuple(self._copies.get(mrn, ()))
