"""Do what was planned with one input; what is wrong with it is told and stops nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from converters import __version__, pipeline
from converters.collection import storage
from converters.collection.enrichment import Enrichment
from converters.collection.items import Item
from converters.collection.outcome import Failure, Lookup, Outcome, Written
from converters.collection.planning import Output
from converters.collection.withholding.withholding import Withholding
from converters.formats import registry
from converters.formats.format import ReadOptions, WriteOptions
from converters.limits import DEFAULT
from converters.model.document import Document
from converters.report import Report

Save = Callable[[Output, bytes], None]
NOTHING_KNOWN = Enrichment()


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How to convert. `read_as` None: the content of each input decides. `source`: outputs carry the original.

    `split`: which documents of a volume become files of their own, as `div[@type='document']`; `gather`: the parts of
    a volume are put into it again. `force`: also what an earlier run has done.
    """

    read_as: str | None = None
    reading: ReadOptions = ReadOptions()
    writing: WriteOptions = WriteOptions()
    source: bool = True
    split: str | None = None
    gather: bool = False
    force: bool = False

    def fingerprint(self, known: tuple[bool, ...] = ()) -> str:
        """The SHA-256 of all that decides the outputs beside the input: these wishes, the theme, the version.

        `known`: which kinds of things the collection knows; what they say is looked at for each record. Raises
        InputError where the file of a theme cannot be read.
        """
        reading = msgspec.structs.replace(self.reading, limits=DEFAULT)
        decisive = msgspec.structs.replace(self, force=False, reading=reading)
        theme = self.writing.theme
        look = pipeline.load(theme) if theme is not None and Path(theme).is_file() else b""
        return hashlib.sha256(msgspec.json.encode((__version__, decisive, known)) + look).hexdigest()


def save(output: Output, data: bytes) -> None:
    """Put an output where it belongs, with the folders that it needs. Raises OutputError."""
    storage.save(output.path, data)


class Conversion:
    """The work on one input, as a value that can be sent to another process."""

    def __init__(
        self,
        wishes: Wishes,
        save: Save = save,
        enrichment: Enrichment = NOTHING_KNOWN,
        withholding: Withholding | None = None,
    ) -> None:
        self._wishes = wishes
        self._save = save
        self._enrichment = enrichment
        self._withholding = withholding
        self._fingerprint = wishes.fingerprint(enrichment.kinds())
        self.limits = wishes.reading.limits
        """How much an input may ask for."""
        self.read_as = wishes.read_as
        """The format of the inputs, where it was named."""

    def __call__(self, item: Item, known: Outcome | None = None) -> Outcome:
        """What became of the input. `known` is what an earlier run left: where it still holds, nothing is done."""
        report = Report()
        if item.problem is not None:
            return self.failed(item, item.problem)
        try:
            data = item.data if item.data is not None else storage.load(item.path, self.limits)
            digest = hashlib.sha256(data).hexdigest()
            current = known if known is not None and self._is_current(known, item, digest) else None
        except Exception as error:  # one bad input never stops the rest
            return self.failed(item, error)
        if current is not None and not self._wishes.force and _is_done(current, item.outputs):
            return msgspec.structs.replace(current, unchanged=True)
        found = msgspec.structs.replace(self._convert(item, data, report), sha256=digest, fingerprint=self._fingerprint)
        return found if current is None else _with_others(found, current)

    def document(self, item: Item) -> tuple[Outcome, Document | None]:
        """The document of an input with what the collection knows of it; None where it cannot be read."""
        report = Report()
        if item.problem is not None:
            return self.failed(item, item.problem), None
        try:
            data = item.data if item.data is not None else storage.load(item.path, self.limits)
            format, document, lookups = self._read(item, data, report)
        except Exception as error:  # one bad input never stops the rest
            return self.failed(item, error), None
        return _outcome(item, format, report, lookups=lookups), document

    def _read(self, item: Item, data: bytes, report: Report) -> tuple[str, Document, tuple[Lookup, ...]]:
        format = self._wishes.read_as or registry.detect(data, item.name, report).name
        document = pipeline.read_bytes(
            data, format=format, name=item.label, options=self._wishes.reading, report=report
        )
        document, lookups = self._enrichment.apply(document, item, report)
        if self._withholding is not None:
            document = self._withholding.apply(document, item.label, report, file=item.path)
        return format, document, lookups

    def failed(self, item: Item, error: Exception) -> Outcome:
        """The outcome of an input that was not converted."""
        return Outcome(
            input=item.label,
            version=__version__,
            fingerprint=self._fingerprint,
            failures=(Failure.of(error, item.label),),
        )

    def _is_current(self, known: Outcome, item: Item, digest: str) -> bool:
        """Whether an earlier outcome is of these bytes, these options, and what the collection says today."""
        return (
            known.sha256 == digest
            and known.fingerprint == self._fingerprint
            and not known.failures
            and self._enrichment.holds(item, known.lookups)
        )

    def _convert(self, item: Item, data: bytes, report: Report) -> Outcome:
        format = self._wishes.read_as
        try:
            format, document, lookups = self._read(item, data, report)
            writings = tuple(_writings(document, item, self._wishes, report))
        except Exception as error:  # one bad input never stops the rest
            return _outcome(item, format, report, failures=(Failure.of(error, item.label),))
        written = tuple(self._write(one, output, item.label, report) for one, output in writings)
        return _outcome(
            item,
            format,
            report,
            lookups=lookups,
            outputs=tuple(one for one in written if isinstance(one, Written)),
            failures=tuple(one for one in written if isinstance(one, Failure)),
        )

    def _write(self, document: Document, output: Output, label: str, report: Report) -> Written | Failure:
        """Write one output; what was written, or why it could not be."""
        try:
            data = pipeline.write_bytes(
                document, output.format, options=self._wishes.writing, report=report, source=self._wishes.source
            )
            self._save(output, data)
        except BrokenPipeError:
            raise  # nobody reads standard output any more
        except Exception as error:  # one bad output never stops the rest
            return Failure.of(error, label)
        return Written(format=output.format, path=output.path, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _outcome(
    item: Item,
    format: str | None,
    report: Report,
    *,
    outputs: tuple[Written, ...] = (),
    failures: tuple[Failure, ...] = (),
    lookups: tuple[Lookup, ...] = (),
) -> Outcome:
    told = tuple(report.messages)
    return Outcome(
        input=item.label,
        version=__version__,
        format=format,
        outputs=outputs,
        messages=told,
        failures=failures,
        lookups=lookups,
    )


def _writings(document: Document, item: Item, wishes: Wishes, report: Report) -> Iterable[tuple[Document, Output]]:
    """What is written where: the document itself, or the parts of a volume."""
    if wishes.gather or wishes.split is not None:
        from converters.collection import parts

        if wishes.gather:
            document = parts.gather(document, item.path, report)
        if wishes.split is not None:
            return tuple(parts.split(document, wishes.split, item.outputs))
    return [(document, output) for output in item.outputs]


def _is_done(known: Outcome, outputs: tuple[Output, ...]) -> bool:
    """Whether an earlier run made every format that is asked for, and all of those files are as they were."""
    wanted = {output.format for output in outputs}
    written = [one for one in known.outputs if one.format in wanted]
    return wanted == {one.format for one in written} and all(map(is_intact, written))


def is_intact(written: Written) -> bool:
    """Whether a file is what was written."""
    return storage.size(written.path) == written.size and storage.digest(written.path) == written.sha256


def _with_others(found: Outcome, known: Outcome) -> Outcome:
    """An outcome, with what an earlier run made of the same input in other formats."""
    made = {one.format for one in found.outputs}
    others = tuple(one for one in known.outputs if one.format not in made)
    formats = {one.format for one in others}
    told = tuple(one for one in known.messages if one.format in formats and one.format != found.format)
    return msgspec.structs.replace(found, outputs=(*found.outputs, *others), messages=(*found.messages, *told))
