"""Volumes: documents in them as files of their own, and back. The files lie in a folder with the volume's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from converters import pipeline
from converters.collection.discovery import STANDARD_STREAM
from converters.collection.planning import Output
from converters.errors import InputError, UsageError
from converters.formats import registry
from converters.formats.tei.foreign import parts
from converters.model.document import Document
from converters.report import Report

VOLUME = "tei"
"""The format that a volume without its parts is written in."""


def check(wanted: str, target: str | None) -> None:
    """Raise UsageError where a text does not say which parts to split off, or there is no place for several files."""
    parts.selector(wanted)
    if target is None or target == STANDARD_STREAM:
        raise UsageError("the parts of a volume cannot go to standard output", remedy="name a folder with -o")


def split(document: Document, wanted: str, outputs: tuple[Output, ...]) -> Iterator[tuple[Document, Output]]:
    """Every document to write, with its place: each part in each format, and the volume that names them.

    Raises InputError where the document is no volume, or has no such part.
    """
    stem = Path(_without_ending(outputs[0])).name
    ending = registry.by_name(VOLUME).endings[0]
    volume, found = parts.split(document, parts.selector(wanted), lambda name: f"{stem}/{name}{ending}")
    if not found:
        raise InputError("has no part that could be split off", remedy="look at the names and attributes in it")
    for output in outputs:
        folder = Path(_without_ending(output))
        for part in found:
            place = str(folder / (part.name + registry.by_name(output.format).endings[0]))
            yield part.document, Output(format=output.format, path=place)
        if output.format == VOLUME:
            yield volume, output


def _without_ending(output: Output) -> str:
    return output.path.removesuffix(registry.ending(output.path))


def gather(document: Document, path: str, report: Report) -> Document:
    """The volume in the file `path` with its parts. Raises InputError where one is not there, or not below it."""

    def load(name: str) -> Document:
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts or "\\" in name or ":" in name:
            raise InputError("names a part that does not lie below it", place=name, remedy="correct the instruction")
        return pipeline.read(Path(path).parent / inside, report=report)

    return parts.gather(document, load)
