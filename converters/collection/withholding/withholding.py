"""What is withheld from a collection: applied to every record before anything is made of it.

A record with a place that nobody has decided, or without one that somebody accepted, is not written at all. After the
places are gone the record is searched again; where anything would still be seen, it is not written either.
"""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

import msgspec

from converters import __version__
from converters.collection.discovery import Input
from converters.collection.outcome import Failure, Outcome
from converters.collection.withholding.finding import Finder
from converters.collection.withholding.flows import flows
from converters.collection.withholding.letters import plain
from converters.collection.withholding.places import Place
from converters.collection.withholding.redaction import WORD, without
from converters.collection.withholding.remarks import remarked
from converters.collection.withholding.review import Decision, Reviewed
from converters.collection.withholding.rules import Rules
from converters.collection.withholding.sheet import withdrawal_sheet
from converters.errors import InputError
from converters.model.document import Document
from converters.model.nodes import Image
from converters.model.walk import walk
from converters.report import Message, Report

_AGAIN = "list the places again with --list-withheld, and decide them"
_TELLING = 4
"""Letters from which on a withheld text is looked for in messages."""
_TOLD_APART = 40
"""Letters from which on a withheld paragraph is looked for in what is left."""
_SEEN = ("stretch", "ids")
_REMARKS = ("revision", "extra: name")
_BLOCKS = ("paragraph:", "node:")
_PICTURE = "data:image/"
_HIDDEN = "what this message says is withheld"
Entities = dict[str, tuple[str, ...]]


class Withholding:
    """Rules with the decisions of a person. A value that can be sent to another process."""

    def __init__(self, rules: Rules, reviewed: Reviewed, entities: Entities | None = None) -> None:
        self._rules = rules
        self._reviewed = reviewed
        self._entities = entities or {}

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name.startswith("_") and name != "_about"}

    @functools.cached_property
    def finder(self) -> Finder:
        """What finds the places; made in each process for itself."""
        return Finder(self._rules, self._reviewed.names, self._entities)

    @functools.cached_property
    def _about(self) -> dict[tuple[str, str], dict[str, Decision]]:
        """The decisions by the name of the file and the id of the record."""
        found: dict[tuple[str, str], dict[str, Decision]] = {}
        for key, one in self._reviewed.decisions.items():
            found.setdefault((PurePath(one.record).name, one.id), {})[key] = one
        return found

    def fingerprint(self) -> str:
        """The SHA-256 of rules, decisions, lists and version: private, since it is made of what is withheld."""
        decisions = sorted((key, one) for key, one in self._reviewed.decisions.items())
        known = (__version__, self._rules, decisions, self._reviewed.names, sorted(self._entities.items()))
        return hashlib.sha256(msgspec.json.encode(known)).hexdigest()

    def apply(self, document: Document, label: str, report: Report, *, file: str | None = None) -> Document:
        """The record without what is withheld, with remarks that say so. `file`: the path that it was read from.

        Raises InputError where a place is not decided, an accepted one is not there, or one would still be seen.
        """
        places = self.finder.places(document, label, file or label)
        whole = self._whole(places)
        if whole is not None:
            places = [one for one in places if one is whole or _is_about(one)]
        self._check_decided(places)
        taken = [self._decided(one) for one in places if self._reviewed.decisions[one.key].accepted]
        if whole is None:
            self._check_found(document, label, {one.key for one in taken})
        if not taken:
            return document
        found = without(document, taken)
        if whole is not None:
            found = self._sheet(document, found, self._decided(whole))
        left = self.left(found, label, document.id)
        if left:
            said = "1 withheld place" if len(left) == 1 else f"{len(left)} withheld places"
            raise InputError(f"would still show {said} ({left[0]})", remedy=_AGAIN)
        told = taken if whole is None else [self._decided(whole)]
        found = remarked(found, told, "in part" if whole is None else "in full")
        report.messages[:] = [self._clean(message, taken) for message in report.messages]
        for code, count in sorted(Counter(one.code for one in told).items()):
            report.info("withheld", f"{count} withheld under {code}" if whole is None else f"withheld in full: {code}")
        if any(isinstance(node, Image) and node.target.startswith(_PICTURE) for node in walk(found)):
            report.warn("unsearched", "holds pictures, which are not read: withhold by id what must not be seen")
        return found

    def _whole(self, places: list[Place]) -> Place | None:
        """The place of a record that is withheld in full."""
        return next((one for one in places if one.kind == "document" and self._is_accepted(one.key)), None)

    def _is_accepted(self, key: str) -> bool:
        decision = self._reviewed.decisions.get(key)
        return decision is not None and decision.accepted

    def _check_decided(self, places: list[Place]) -> None:
        open_places = [one for one in places if one.key not in self._reviewed.decisions]
        if open_places:
            said = "1 place" if len(open_places) == 1 else f"{len(open_places)} places"
            raise InputError(f"has {said} that nobody has decided", remedy=_AGAIN)

    def _check_found(self, document: Document, label: str, taken: set[str]) -> None:
        about = self._about.get((PurePath(label).name, document.id or ""), {})
        lost = [key for key, one in about.items() if one.accepted and key not in taken]
        if lost:
            said = "1 accepted place is" if len(lost) == 1 else f"{len(lost)} accepted places are"
            raise InputError(f"{said} not there any more", remedy=_AGAIN)

    def _decided(self, one: Place) -> Place:
        """A place with code, reviewer and day as they were decided."""
        decision = self._reviewed.decisions[one.key]
        return msgspec.structs.replace(one, code=decision.code, reviewer=decision.reviewer, date=decision.date)

    def _sheet(self, original: Document, found: Document, whole: Place) -> Document:
        rule = self.finder.denied(original)
        assert rule is not None  # noqa: S101 - the place is one of that rule
        return withdrawal_sheet(found, rule, whole)

    def left(self, document: Document, label: str, id: str | None) -> list[str]:
        """Where an output of a record shows what it should not: texts that were not refused there.

        `id`: the one that the record had before anything was withheld; what is about no known record is judged by all
        decisions.
        """
        about = self._about.get((PurePath(label).name, id or ""), self._reviewed.decisions).values()
        refused = {plain(one.text) for one in about if not one.accepted}
        codes = [plain(one.code) for one in self._reviewed.decisions.values()]
        found = [
            one.where
            for one in self.finder.places(document, label, "")
            if one.kind in _SEEN and not one.where.startswith(_REMARKS)
            if not any(plain(one.text) in text for text in refused)
            if not any(plain(one.text) in code for code in codes)
        ]
        blocks = {plain(one.text) for one in about if one.accepted and one.rule.startswith(_BLOCKS)}
        long = [text for text in blocks if len(text) >= _TOLD_APART]
        said = [(flow.owner, plain(flow.text)) for flow in flows(document)] if long else []
        return [*found, *(owner for owner, text in said if any(one in text for one in long))]

    def left_in_text(self, text: str, label: str) -> bool:
        """Whether a text that is no record shows what was not refused."""
        refused = {plain(one.text) for one in self._reviewed.decisions.values() if not one.accepted}
        found = self.finder.said(text)
        return any(not any(plain(one) in other for other in refused) for one in found)

    def _clean(self, message: Message, taken: list[Place]) -> Message:
        """A message that tells nothing of what is withheld, and no position."""
        secrets = {plain(one.text) for one in taken}
        node = None if self._tells(message.node or "", secrets) else message.node
        text = _HIDDEN if self._tells(message.text, secrets) else message.text
        return msgspec.structs.replace(message, span=None, place=None, node=node, text=text)

    def _tells(self, text: str, secrets: set[str]) -> bool:
        said = plain(text)
        return any(len(one) >= _TELLING and one in said for one in secrets) or self.finder.says(text)

    def public(self, outcome: Outcome) -> Outcome:
        """What may be told of a record: no checksum of the original, no question that it asked, no name of a file."""
        return msgspec.structs.replace(
            outcome,
            input=self.shown(outcome.input),
            sha256=None,
            fingerprint=None,
            lookups=(),
            failures=tuple(map(self._shown_failure, outcome.failures)),
        )

    def _shown_failure(self, failure: Failure) -> Failure:
        problem = _HIDDEN if self.finder.says(failure.problem) else failure.problem
        place = None if failure.place and self.finder.says(failure.place) else failure.place
        return Failure(file=self.shown(failure.file), problem=problem, place=place, remedy=failure.remedy)

    def shown(self, label: str) -> str:
        """A label or path without what is withheld in it."""
        places = self.finder.file_name(label)
        refused = [one for one in places if one.key in self._reviewed.decisions and not self._is_accepted(one.key)]
        texts = {one.text for one in places} - {one.text for one in refused}
        for text in sorted(texts, key=len, reverse=True):
            label = label.replace(text, WORD)
        return label

    def inputs(self, found: Iterable[Input]) -> Iterator[Input]:
        """The inputs, whose outputs are called without what is withheld in their names."""
        taken: set[str] = set()
        for one in found:
            below = self.shown_below(one)
            if below != one.below:
                below = _free(below, taken)
            taken.add(below)
            yield one if below == one.below else msgspec.structs.replace(one, below=below)

    def shown_below(self, one: Input) -> str:
        """The path of an input under its folder without what is withheld in it."""
        below = one.below
        for text in sorted({place.text for place in self.finder.file_name(one.path)}, key=len, reverse=True):
            if self.shown(one.path) != one.path:
                below = below.replace(text, WORD)
        return below


def _is_about(one: Place) -> bool:
    """Whether a place may still be seen when the record is withheld in full: in its metadata, ids, and file name."""
    return one.kind in ("ids", "file name") or any(path[:1] == ("metadata",) for path, _, _ in one.stretches)


def _free(path: str, taken: set[str]) -> str:
    number, found = 1, path
    stem, dot, ending = path.partition(".")
    while found in taken:
        number += 1
        found = f"{stem}-{number}{dot}{ending}"
    return found
