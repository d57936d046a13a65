"""A run over a collection: one at a time in a folder, with its manifest and what it has to say in the end."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from converters import pipeline
from converters.collection import items, lock, storage
from converters.collection.conversion import Conversion, Wishes
from converters.collection.engines import Engine
from converters.collection.items import Item
from converters.collection.manifest import Manifest
from converters.collection.outcome import Outcome
from converters.collection.planning import Plan
from converters.collection.survey import Identity, Records, Selection, identity
from converters.collection.unmatched import Unmatched
from converters.collection.withholding import private
from converters.collection.withholding.withholding import Withholding

_PRELOADED = "converters.collection.running"
Piece = tuple[Item, Outcome | None]
"""An item, and what an earlier run made of it."""


def run(
    plan: Plan,
    conversion: Conversion,
    engine: Engine,
    opened: items.Opened = items.opened,
    *,
    wanted: Callable[[str], bool] = lambda label: True,
    unmatched: Unmatched | None = None,
    withholding: Withholding | None = None,
) -> Iterator[Outcome]:
    """What became of each input that is wanted (by its label), in order.

    Where a collection goes below a folder, a manifest is kept there, and what an earlier run left as it should be
    stays; `unmatched` is told what each record asked in vain. With withholding, what is kept there tells only what may
    be seen, and the rest is kept beside it. Raises OutputError where the folder cannot be worked in.
    """
    found = (
        item for item in items.expand(plan.tasks(), conversion.read_as, opened, conversion.limits) if wanted(item.label)
    )
    first = next(found, None)
    if first is None:
        return
    with contextlib.ExitStack() as stack:
        manifest = None
        if plan.folder is not None and (plan.several or first.one_of_many):
            manifest = _opened(stack, plan.folder, withholding)
        pieces = (
            (item, manifest.known(item.label) if manifest is not None else None)
            for item in itertools.chain((first,), found)
        )
        folders: set[str] = set()
        preload = (_PRELOADED, *(one.writer_at.partition(":")[0] for one in plan.formats if one.writer_at))
        for outcome in engine.results(_Converting(conversion), pieces, inputs=len(plan.inputs), preload=preload):
            if manifest is not None:
                manifest.add(outcome)
                folders.update(os.path.dirname(one.path) for one in outcome.outputs)  # noqa: PTH120 - a URL too
            if unmatched is not None:
                unmatched.add(outcome)
            yield outcome if withholding is None else withholding.public(outcome)
        _sweep(folders)
        if manifest is not None and plan.folder is not None:
            _conclude(plan.folder, manifest, unmatched, withholding)


def _conclude(folder: str, manifest: Manifest, unmatched: Unmatched | None, withholding: Withholding | None) -> None:
    """Write what is told of the whole, where it belongs."""
    if withholding is not None:
        private.publish(folder, manifest, withholding)
    if unmatched is not None:
        unmatched.save(folder if withholding is None else private.place_of(folder))


def survey(
    plan: Plan, wishes: Wishes, engine: Engine, opened: items.Opened = items.opened
) -> list[tuple[str, Identity | None]]:
    """The label of each input with what tells the record; None where it cannot be read, which a run will tell."""
    found = items.expand(plan.tasks(), wishes.read_as, opened, wishes.reading.limits)
    job = _Identifying(Conversion(wishes))
    return list(engine.results(job, found, inputs=len(plan.inputs), preload=(_PRELOADED,)))


def records(surveyed: list[tuple[str, Identity | None]]) -> Records:
    """The records that a survey found."""
    return Records((label, one) for label, one in surveyed if one is not None)


def refused(surveyed: list[tuple[str, Identity | None]], selection: Selection) -> frozenset[str]:
    """The labels of the records that are not wanted; what could not be read is not refused, so that it is told."""
    return frozenset(label for label, one in surveyed if one is not None and not selection.takes(label, one))


class _Converting:
    """A conversion of what is sent in one piece."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion

    def __call__(self, piece: Piece) -> Outcome:
        return self._conversion(*piece)

    def lost(self, piece: Piece, why: Exception) -> Outcome:
        """The outcome of a piece that cost its worker."""
        return self._conversion.failed(piece[0], why)


class _Identifying:
    """The identity of an item."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion

    def __call__(self, item: Item) -> tuple[str, Identity | None]:
        _, document = self._conversion.document(item)
        return item.label, None if document is None else identity(document)

    def lost(self, item: Item, why: Exception) -> tuple[str, Identity | None]:
        """A record that cost its worker has none."""
        return item.label, None


def _opened(stack: contextlib.ExitStack, folder: str, withholding: Withholding | None) -> Manifest:
    if withholding is not None:
        private.check_local(folder)
    if not storage.is_url(folder):
        storage.make_folder(folder)
        stack.enter_context(lock.locked(folder))
    found = Manifest(folder) if withholding is None else private.manifest(folder, withholding)
    return stack.enter_context(found)


def _sweep(folders: set[str]) -> None:
    """Remove what killed processes have left of files in folders where something was written."""
    for folder in folders:
        with contextlib.suppress(OSError, ValueError):
            for left in Path(folder or ".").glob(f".*{pipeline.PART}"):
                left.unlink()
