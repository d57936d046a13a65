"""The first run: read every record, find the places, and write the queue; nothing else is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from converters.collection import items
from converters.collection.conversion import Conversion
from converters.collection.engines import Engine
from converters.collection.items import Item
from converters.collection.outcome import Failure, Outcome
from converters.collection.planning import Plan
from converters.collection.withholding.places import Place
from converters.collection.withholding.review import Listed, Reviewed
from converters.collection.withholding.rules import Rules
from converters.collection.withholding.withholding import Entities, Withholding

_PRELOADED = "converters.collection.withholding.listing"


class Found(NamedTuple):
    """What was found in a record: its outcome, its id, the names that it asks to protect, or its places."""

    outcome: Outcome
    id: str = ""
    names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


class _Searching:
    """The search in one record; first for the names that records ask to protect, then for all places."""

    def __init__(self, conversion: Conversion, withholding: Withholding, *, names: bool) -> None:
        self._conversion = conversion
        self._withholding = withholding
        self._names = names

    def __call__(self, item: Item) -> Found:
        outcome, document = self._conversion.document(item)
        if document is None:
            return Found(outcome)
        finder = self._withholding.finder
        if self._names:
            return Found(outcome, names=tuple(finder.protected(document)))
        return Found(outcome, document.id or "", places=tuple(finder.places(document, item.label, item.path)))

    def lost(self, item: Item, why: Exception) -> Found:
        """A record that cost its worker."""
        return Found(Outcome(input=item.label, failures=(Failure.of(why, item.label),)))


def listed(
    plan: Plan,
    conversion: Conversion,
    engine: Engine,
    rules: Rules,
    entities: Entities,
    *,
    wanted: Callable[[str], bool] = lambda label: True,
    opened: items.Opened = items.opened,
) -> Iterator[tuple[Outcome, Listed]]:
    """The places of each record. `conversion` is one that withholds nothing."""

    def search(names: tuple[str, ...], *, first: bool) -> Iterator[Found]:
        withholding = Withholding(rules, Reviewed(decisions={}, names=names), entities)
        found = (
            item
            for item in items.expand(plan.tasks(), conversion.read_as, opened, conversion.limits)
            if wanted(item.label)
        )
        job = _Searching(conversion, withholding, names=first)
        return engine.results(job, found, inputs=len(plan.inputs), preload=(_PRELOADED,))

    names: set[str] = set()
    if rules.protected:
        for one in search((), first=True):
            names.update(one.names)
    for one in search(tuple(sorted(names)), first=False):
        bare = msgspec.structs.replace(one.outcome, lookups=())
        yield bare, Listed(record=one.outcome.input, id=one.id, places=one.places)
