"""The table of formats: built-in ones by name, others through the entry points `converters.formats`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from converters.errors import InputError, UsageError
from converters.formats.format import Format
from converters.report import Report

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILT_IN = {
    "json": "converters.formats.json:FORMAT",
    "tei": "converters.formats.tei:FORMAT",
    "docx": "converters.formats.docx:FORMAT",
    "pdf": "converters.formats.pdf:FORMAT",
    "cable": "converters.formats.cable:FORMAT",
}
"""The order is that of detection: the cable reader takes any text, so it is asked last."""
ENTRY_POINTS = "converters.formats"
SNIFFED = 4096


@functools.cache
def _loaders() -> dict[str, Callable[[], Format]]:
    """How each format is had. Raises UsageError where two have the same name."""
    from importlib.metadata import entry_points

    loaders: dict[str, Callable[[], Format]] = {name: functools.partial(_built_in, at) for name, at in BUILT_IN.items()}
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.name, point.value)):
        if point.name in loaders:
            raise UsageError(
                f"the package {point.dist.name if point.dist else point.value} offers a format named {point.name!r}, "
                "and there is one already",
                remedy="remove one of them",
            )
        loaders[point.name] = functools.partial(_plugged_in, point)
    return loaders


def _built_in(at: str) -> Format:
    module, _, name = at.partition(":")
    found: Format = getattr(importlib.import_module(module), name)
    return found


def _plugged_in(point: EntryPoint) -> Format:
    try:
        found = point.load()
    except Exception as error:
        raise UsageError(f"the format {point.name!r} cannot be loaded from {point.value}: {error}") from error
    if not isinstance(found, Format):
        raise UsageError(f"{point.value} is not a converters.Format", remedy="its author must mend the entry point")
    return found


def formats() -> tuple[Format, ...]:
    """All formats, built-in ones first."""
    return tuple(load() for load in _loaders().values())


def by_name(name: str) -> Format:
    """The format of that name. Raises UsageError where there is none."""
    loader = _loaders().get(name)
    if loader is None:
        raise UsageError(f"there is no format {name!r}", remedy=f"use one of: {', '.join(_loaders())}")
    return loader()


def by_ending(file_name: str) -> Format | None:
    """The format with the longest ending that a file name has."""
    matches = [(len(ending), one) for one in formats() for ending in one.endings if file_name.lower().endswith(ending)]
    return max(matches, key=lambda match: match[0])[1] if matches else None


def detect(data: bytes, file_name: str | None, report: Report) -> Format:
    """The format of a file, by its content first, then by its ending; a guess is told.

    Raises InputError where nothing fits.
    """
    head = data[:SNIFFED]
    named = by_ending(file_name) if file_name else None
    if named is not None and named.reader_at and named.sniff(head):
        return named
    found = next((one for one in formats() if one.reader_at and one.sniff(head)), None)
    if found is None:
        raise InputError(
            "the file is of no known format" if head else "the file is empty",
            remedy="name its format with --from" if head else "give a file that holds a record",
        )
    if named is not None:
        report.warn("guess", f"the ending says {named.name}, the content says {found.name}: read as {found.name}")
    elif file_name:
        report.info("guess", f"no format has that ending: read as {found.name} by its content")
    return found
