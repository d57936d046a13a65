"""The table of formats: built-in ones by name, others through the entry points `converters.formats`.

A plug-in that cannot be loaded, or that takes a name which is taken, is left out and told by `refused`; the other
formats do not suffer from it.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from converters.errors import InputError, UsageError
from converters.formats.format import Format
from converters.model.document import Document
from converters.model.metadata import Metadata
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
FALLBACK = "cable"
"""The format that takes any text: it is asked last, when no other knows the content."""
ENTRY_POINTS = "converters.formats"
SNIFFED = 4096
_PACKAGE_RECORDS = (".dist-info", ".egg-info")


class _Table(msgspec.Struct, frozen=True):
    formats: dict[str, Format]
    refused: dict[str, str]


@functools.cache
def _table() -> _Table:
    """All formats that can be had, in the order in which they are listed, and why others cannot."""
    points = _points()
    offers = Counter((*BUILT_IN, *(point.name for point in points)))
    found = {name: _built_in(name) for name in BUILT_IN}
    refused: dict[str, str] = {}
    for point in points:
        if offers[point.name] > 1:
            refused[_label(point)] = f"{_owner(point)} offers a format named {point.name!r}, and so does another"
            continue
        loaded = _plugged_in(point)
        if isinstance(loaded, Format):
            found[point.name] = loaded
        else:
            refused[_label(point)] = loaded
    return _Table(found, refused)


def _points() -> list[EntryPoint]:
    """The entry points of plug-ins; `importlib.metadata` is slow to import, and only asked where there are some."""
    if not any(map(_offers_formats, sys.path)):
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.name, point.value))


def _offers_formats(place: str) -> bool:
    """Whether a package in a place of the import path may have entry points of ours."""
    folder = Path(place or ".")
    if not folder.is_dir():
        return folder.is_file()  # an archive of packages: only importlib can look inside
    records = (record for record in folder.iterdir() if record.name.endswith(_PACKAGE_RECORDS))
    declared = (record / "entry_points.txt" for record in records)
    return any(ENTRY_POINTS.encode() in file.read_bytes() for file in declared if file.is_file())


@functools.cache
def _built_in(name: str) -> Format:
    module, _, attribute = BUILT_IN[name].partition(":")
    found: Format = getattr(importlib.import_module(module), attribute)
    return found


def _plugged_in(point: EntryPoint) -> Format | str:
    """The format of an entry point, or why there is none."""
    try:
        found = point.load()
    except Exception as error:  # whatever a stranger's module raises when it is imported
        return f"{_owner(point)} cannot be loaded: {type(error).__name__}: {error}"
    if not isinstance(found, Format):
        return f"{_owner(point)} offers {point.value}, which is not a converters.Format"
    if found.name != point.name:
        return f"{_owner(point)} offers {found.name!r} under the name {point.name!r}"
    return found


def _owner(point: EntryPoint) -> str:
    return f"the package {point.dist.name}" if point.dist else point.value


def _label(point: EntryPoint) -> str:
    return f"{point.name} ({point.dist.name if point.dist else point.value})"


def formats() -> tuple[Format, ...]:
    """All formats that can be used, built-in ones first."""
    return tuple(_table().formats.values())


def refused() -> Mapping[str, str]:
    """The plug-ins that were left out, by name and package, each with the reason."""
    return MappingProxyType(_table().refused)


def by_name(name: str) -> Format:
    """The format of that name. Raises UsageError where there is none, or it comes from a plug-in that was left out."""
    if name in BUILT_IN:
        return _built_in(name)
    found = _table().formats.get(name)
    if found is not None:
        return found
    reasons = [reason for label, reason in _table().refused.items() if label.startswith(f"{name} (")]
    if reasons:
        raise UsageError(f"the format {name!r} cannot be used: {reasons[0]}", remedy="mend or remove that package")
    raise UsageError(f"there is no format {name!r}", remedy=f"use one of: {', '.join(_table().formats)}")


def said(document: Document) -> Metadata | None:
    """What a document says as metadata in elements of a format that has such; None where it has none of them."""
    return next((found for found in (one.said(document) for one in formats()) if found is not None), None)


def ending(file_name: str) -> str:
    """The longest ending of any format that a file name has, as the format spells it; empty where it has none."""
    matches = [one for known in formats() for one in known.endings if file_name.lower().endswith(one)]
    return max(matches, key=len, default="")


def by_ending(file_name: str) -> Format | None:
    """The format with the longest ending that a file name has; of two with the same, the one listed first."""
    longest = ending(file_name)
    return next((known for known in formats() if longest in known.endings), None)


def check_name(path: str, written: Format, remedy: str = "") -> None:
    """Raise UsageError where a file of one format would be called like one of another; other endings are free.

    `remedy` is what else could be done about it than to give it the ending of its format.
    """
    found = ending(path)
    if not found or found in written.endings:
        return
    named = path[: -len(found)] + written.endings[0]
    others = " or ".join(one.name for one in formats() if found in one.endings)
    raise UsageError(
        f"{path} is the name of a {others} file, but {written.name} is to be written",
        remedy=f"call it {named}{remedy}",
    )


def detect(data: bytes, file_name: str | None, report: Report) -> Format:
    """The format of a file, by its content first, then by its ending; a guess is told.

    Raises InputError where nothing fits.
    """
    head = data[:SNIFFED]
    named = by_ending(file_name) if file_name else None
    found = _by_content(head, named, report)
    if found is None:
        raise _unknown(head, named)
    if named is not None and found is not named:
        report.warn("guess", f"the ending says {named.name}, the content says {found.name}: read as {found.name}")
    elif named is None and file_name:
        report.info("guess", f"no format has that ending: read as {found.name} by its content")
    return found


def _by_content(head: bytes, named: Format | None, report: Report) -> Format | None:
    """The readable format that knows the content; of several the one that the ending names, else the first.

    Text that none knows is a telegram, but not where its ending says that it is to be another kind of text.
    """
    known = [one for one in formats() if one.reader_at and one.name != FALLBACK and _knows(one, head, report)]
    if named in known:
        return named
    if known:
        return known[0]
    fallback = _built_in(FALLBACK)
    is_other = named is not None and named is not fallback and not named.binary
    return fallback if not is_other and fallback.sniff(head) else None


def _knows(one: Format, head: bytes, report: Report) -> bool:
    try:
        return one.sniff(head)
    except Exception as error:  # a plug-in that fails must not keep the others from reading the file
        report.warn("plug-in", f"the format {one.name} could not look at the content: {type(error).__name__}: {error}")
        return False


def _unknown(head: bytes, named: Format | None) -> InputError:
    if not head:
        return InputError("the file is empty", remedy="give a file that holds a record")
    if not head.strip():
        return InputError("holds nothing but blanks", remedy="give a file that holds a record")
    if named is not None:
        return InputError(
            f"the ending says {named.name}, but the content is not of that format, nor of any other known here",
            remedy="check that the file is whole, or name its format with --from",
        )
    return InputError("the file is of no known format", remedy="name its format with --from")
