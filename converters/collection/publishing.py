"""Make products of a collection: each record is read once, by as many processes as there are, for all products."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from converters.collection import items, lock, storage
from converters.collection.conversion import Conversion
from converters.collection.engines import Engine
from converters.collection.items import Item
from converters.collection.outcome import Failure, Outcome
from converters.collection.planning import Output, Plan, Task
from converters.collection.products.product import Collection, Maker, Product, Record
from converters.collection.profile import Kept, Profiles, Text
from converters.collection.withholding import private
from converters.collection.withholding.withholding import Withholding
from converters.errors import OutputError

_ENDING = ".json"
_NO_LABELS: Mapping[str, str] = {}


class Taken(NamedTuple):
    """What was taken from one record for each product, in their order; nothing where it could not be read."""

    outcome: Outcome
    parts: tuple[Any, ...] = ()


class _Taking:
    """The work on one record."""

    def __init__(self, conversion: Conversion, makers: tuple[Maker, ...]) -> None:
        self._conversion = conversion
        self._makers = makers

    def __call__(self, item: Item) -> Taken:
        outcome, document = self._conversion.document(item)
        if document is None:
            return Taken(outcome)
        record = Record(item.outputs[0].path.removesuffix(_ENDING), document)
        try:
            return Taken(outcome, tuple(maker.taken(record) for maker in self._makers))
        except Exception as error:  # one bad record never stops the rest
            return Taken(self._conversion.failed(item, error))

    def lost(self, item: Item, why: Exception) -> Taken:
        """A record that cost its worker."""
        return Taken(Outcome(input=item.label, failures=(Failure.of(why, item.label),)))


def publish(
    plan: Plan,
    conversion: Conversion,
    engine: Engine,
    products: tuple[Product, ...],
    about: Collection,
    *,
    wanted: Callable[[str], bool] = lambda label: True,
    withholding: Withholding | None = None,
) -> Iterator[Outcome]:
    """What became of each record that is wanted; when the last one is done, the products are there, whole.

    Raises OutputError where the folder cannot be written in, or another run is at work in it, UsageError where it holds
    anything and something is withheld: what is there may show it.
    """
    assert plan.folder is not None  # noqa: S101 - products go into a folder
    if withholding is not None:
        private.check_empty(plan.folder)
    storage.make_folder(plan.folder)
    tasks = (Task(input=one, outputs=(Output(format="json", path=one.stem + _ENDING),)) for one in plan.inputs)
    expanded = items.expand(tasks, conversion.read_as, limits=conversion.limits)
    found = (item for item in expanded if wanted(item.label))
    with contextlib.ExitStack() as stack:
        stack.enter_context(lock.locked(plan.folder))
        try:
            makers = tuple(product.maker() for product in products)
            collectors = [stack.enter_context(maker.collecting(Path(plan.folder), about)) for maker in makers]
            preload = tuple(product.maker_at.partition(":")[0] for product in products)
            job = _Taking(conversion, makers)
            for taken in engine.results(job, found, inputs=len(plan.inputs), preload=preload):
                for add, part in zip(collectors, taken.parts, strict=False):
                    add(part)
                yield taken.outcome if withholding is None else withholding.public(taken.outcome)
            stack.close()
            if about.report.messages:
                yield Outcome(input=str(plan.folder), messages=tuple(about.report.messages))
        except OSError as error:
            remedy = "check the folder, its permissions and the space left"
            raise OutputError(f"cannot be written: {error.strerror}", remedy=remedy, file=plan.folder) from error


def about(
    known: Profiles | None,
    labels: Mapping[str, str] = _NO_LABELS,
    *,
    theme: str | None = None,
    paper: str | None = None,
) -> Collection:
    """What a profile says of the collection as a whole; `labels` are the names of authority lists by their ids."""
    if known is None:
        return Collection(labels=labels, theme=theme, paper=paper)
    common = known.common
    licence = common.licence
    return Collection(
        title=common.title or Collection().title,
        publisher=common.publisher or "",
        editors=common.editors,
        licence="" if licence is None else licence.text,
        licence_url="" if licence is None else licence.target or "",
        url="" if common.address is None else common.address.base,
        date=common.date or "",
        rights=_said(common.rights),
        access=_said(common.access),
        holding=_kept(common.holding),
        labels=labels,
        volume=common.volume,
        theme=theme,
        paper=paper,
    )


def _said(text: Text | None) -> str:
    return "" if text is None else ", ".join(filter(None, (text.text, text.target)))


def _kept(holding: Kept | None) -> str:
    if holding is None:
        return ""
    levels = (", ".join(filter(None, (one.title, one.code))) or one.level for one in holding.levels)
    return ", ".join((holding.repository, *levels))
