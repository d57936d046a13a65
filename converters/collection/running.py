"""A run over a collection: one at a time in a folder, on so many workers, with its manifest."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from converters import pipeline
from converters.collection import items, lock, storage, workers
from converters.collection.conversion import Conversion
from converters.collection.items import Item
from converters.collection.manifest import Manifest
from converters.collection.outcome import Outcome
from converters.collection.planning import Plan
from converters.collection.workers import Limits, Lost

FEW = 16
"""As many inputs are worth processes of their own, which take a moment to start."""
Piece = tuple[Item, Outcome | None]
"""An item, and what an earlier run made of it."""


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """Who does the work: so many processes (None: one for each core where there are many inputs), within limits."""

    jobs: int | None = None
    seconds: float | None = None
    memory: int | None = None

    def workers(self, inputs: int) -> int:
        """How many processes do the work on so many inputs; 0 for this one."""
        if self.jobs is not None:
            return self.jobs
        return cores() if inputs >= FEW else 0


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(plan: Plan, conversion: Conversion, engine: Engine, load: items.Load = items.load) -> Iterator[Outcome]:
    """What became of each input, in order. Raises OutputError where the folder cannot be worked in.

    Where a collection goes below a folder, a manifest is kept there, and what an earlier run left as it should be
    stays.
    """
    found = items.expand(plan.tasks(), conversion.read_as, load)
    first = next(found, None)
    if first is None:
        return
    found = itertools.chain((first,), found)
    with contextlib.ExitStack() as stack:
        manifest = None
        if plan.folder is not None and (plan.several or first.one_of_many):
            manifest = _opened(stack, plan.folder)
        pieces = ((item, manifest.known(item.label) if manifest is not None else None) for item in found)
        folders: set[str] = set()
        for outcome in _done(pieces, conversion, engine, len(plan.inputs), plan):
            if manifest is not None:
                manifest.add(outcome)
                folders.update(os.path.dirname(one.path) for one in outcome.outputs)  # noqa: PTH120 - a URL too
            yield outcome
        _sweep(folders)


def _opened(stack: contextlib.ExitStack, folder: str) -> Manifest:
    if not storage.is_url(folder):
        storage.make_folder(folder)
        stack.enter_context(lock.locked(folder))
    return stack.enter_context(Manifest(folder))


def _done(
    pieces: Iterator[Piece], conversion: Conversion, engine: Engine, inputs: int, plan: Plan
) -> Iterator[Outcome]:
    count = engine.workers(inputs)
    if not count:
        yield from (conversion(*piece) for piece in pieces)
        return
    at = [one.writer_at for one in plan.formats]
    preload = ("converters.collection.running", *(module.partition(":")[0] for module in at if module))
    job, limits = _Apply(conversion), Limits(engine.seconds, engine.memory)
    yield from workers.run(job, pieces, job.lost, workers=count, limits=limits, preload=preload)


class _Apply:
    """A conversion of what is sent in one piece."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion

    def __call__(self, piece: Piece) -> Outcome:
        return self._conversion(*piece)

    def lost(self, piece: Piece, why: Lost) -> Outcome:
        """The outcome of a piece that cost its worker."""
        return self._conversion.failed(piece[0], why)


def _sweep(folders: set[str]) -> None:
    """Remove what killed processes have left of files in folders where something was written."""
    for folder in folders:
        with contextlib.suppress(OSError, ValueError):
            for left in Path(folder or ".").glob(f".*{pipeline.PART}"):
                left.unlink()
