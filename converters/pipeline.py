"""One document: detect its format, read it, check it, write it whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from converters.errors import DragomanError, InputError, OutputError, UsageError
from converters.formats import registry
from converters.formats.format import REPAIRS, Format, ReadOptions, WriteOptions
from converters.limits import DEFAULT, Limits, OverLimit
from converters.model.document import Document
from converters.report import Report

DEFAULT_READ = ReadOptions()
PROFILES = ("reading", "diplomatic", "frus")
"""The profiles of a TEI edition."""
PART = ".part"
"""The ending of a file that is being written; it begins with a dot."""


def load(path: str | Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file. Raises InputError where there is none, or it cannot be read, or is too large."""
    with opened(path) as file:
        return load_stream(file, str(path), limits)


def opened(path: str | Path) -> BinaryIO:
    """A file, open to be read. Raises InputError where there is none, or it cannot be opened."""
    try:
        return Path(path).open("rb")
    except FileNotFoundError as error:
        raise InputError("no such file", remedy="check the path", file=str(path)) from error
    except IsADirectoryError as error:
        raise InputError("is a folder", remedy="name a file in it", file=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", remedy="check its permissions", file=str(path)) from error
    except ValueError as error:
        raise InputError("is not the name of a file", remedy="check the path", file=repr(str(path))) from error


def load_stream(stream: BinaryIO, name: str, limits: Limits = DEFAULT) -> bytes:
    """All bytes of an open stream, which is called `name`. Raises InputError where there are too many."""
    try:
        data = stream.read(limits.file + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", remedy="check its permissions", file=name) from error
    if len(data) > limits.file:
        raise OverLimit("file", f"has more than {limits.file} bytes", file=name)
    return data


def read_bytes(
    data: bytes,
    *,
    format: str | None = None,
    name: str | None = None,
    options: ReadOptions = DEFAULT_READ,
    report: Report | None = None,
) -> Document:
    """The document in the bytes of a file.

    `format` names the format; without it the content decides, then the ending of `name`. Raises InputError.
    """
    report = report if report is not None else Report()
    try:
        chosen = registry.by_name(format) if format else registry.detect(data, name, report)
        reader = chosen.reader()
        if reader is None:
            raise UsageError(f"{chosen.name} can be written, not read", remedy="convert from another format")
        if chosen.records(data, options.limits) is not None:
            raise InputError("holds many records", remedy="convert it into a folder, and read one of those")
        ledger = Report(chosen.name)
        document = reader(data, msgspec.structs.replace(options, said=registry.said), ledger)
        if document.source is not None and not document.source.is_whole():
            ledger.warn("damaged-source", "the original that it carries does not have its checksum: it was changed")
    except DragomanError as error:
        error.file = error.file or name
        raise
    except RecursionError as error:
        raise InputError("is nested too deeply", remedy="flatten it", file=name) from error
    report.extend(ledger)
    return document


def read(
    path: str | Path, *, format: str | None = None, options: ReadOptions = DEFAULT_READ, report: Report | None = None
) -> Document:
    """The document in a file. Raises InputError."""
    data = load(path, options.limits)
    return read_bytes(data, format=format, name=str(path), options=options, report=report)


def validate_bytes(
    data: bytes, *, format: str | None = None, name: str | None = None, report: Report | None = None
) -> Report:
    """The findings of a format's validator about the bytes of a file, as errors in the report that comes back.

    A format without rules is only read, and a warning says so. Raises InputError where the bytes are of no known
    format, cannot be read by a format that has no rules, or are nested too deeply for their validator.
    """
    report = report if report is not None else Report()
    chosen = registry.by_name(format) if format else registry.detect(data, name, report)
    validator = chosen.validator()
    if validator is None:
        read_bytes(data, format=chosen.name, name=name, report=report)
        report.warn("unchecked", f"{chosen.name} has no rules to check against: it was only read")
        return report
    ledger = Report(chosen.name)
    try:
        validator(data, ledger)
    except RecursionError as error:
        raise InputError("is nested too deeply", remedy="flatten it", file=name) from error
    report.extend(ledger)
    return report


def validate(path: str | Path, *, format: str | None = None) -> Report:
    """The findings about a file, as `validate_bytes` gives them."""
    return validate_bytes(load(path), format=format, name=str(path))


def write_bytes(
    document: Document,
    format: str,
    *,
    options: WriteOptions | None = None,
    report: Report | None = None,
    source: bool = True,
) -> bytes:
    """The document in a format, as bytes. Without `source` the original is not carried along.

    Raises UsageError where the format cannot be written, OutputError where the document cannot be held by it.
    """
    chosen = registry.by_name(format)
    writer = chosen.writer()
    if writer is None:
        raise UsageError(f"{chosen.name} can be read, not written", remedy="choose another format with --to")
    ledger = Report(chosen.name)
    carried = document if source or document.source is None else msgspec.structs.replace(document, source=None)
    try:
        data = writer(carried, options if options is not None else write_options(), ledger)
    except RecursionError as error:
        raise OutputError(
            f"the document is nested too deeply for {chosen.name}", remedy="flatten it, or write it as json"
        ) from error
    if report is not None:
        report.extend(ledger)
    return data


def write(
    document: Document,
    path: str | Path,
    *,
    format: str | None = None,
    options: WriteOptions | None = None,
    source: bool = True,
) -> Report:
    """Write a document to a file, whole or not at all; without `format` the ending of the path decides.

    Raises UsageError where no format has that ending, OutputError where the file cannot be written.
    """
    report = Report()
    data = write_bytes(document, format or _format_of(path).name, options=options, report=report, source=source)
    save(path, data)
    return report


def convert(
    source: str | Path,
    target: str | Path,
    *,
    read_as: str | None = None,
    write_as: str | None = None,
    reading: ReadOptions = DEFAULT_READ,
) -> Report:
    """Read one file and write another; the ledger of both comes back."""
    report = Report()
    document = read(source, format=read_as, options=reading, report=report)
    report.extend(write(document, target, format=write_as))
    return report


def _format_of(path: str | Path) -> Format:
    found = registry.by_ending(str(path))
    if found is None:
        raise UsageError(
            f"no format has the ending of {path}", remedy="name the format, or use .tei.xml, .json, .docx or .pdf"
        )
    return found


def save(path: str | Path, data: bytes, *, folders: bool = False) -> None:
    """Put bytes into a file so that it is there whole or not at all; with `folders`, make those it needs.

    What is no file (a pipe, a device) is written to as it stands. Raises OutputError.
    """
    target = Path(path)
    try:
        if folders:
            target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            with replacing(target) as file:
                file.write(data)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}",
            remedy="check the folder, its permissions and the space left",
            file=str(path),
        ) from error


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `target` when all is written, so that nobody sees a part of it."""
    import tempfile  # here, since it is slow to import and reading needs none

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=PART)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets here."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_options(
    *,
    theme: str | None = None,
    paper: str | None = None,
    profile: str | None = None,
    repairs: str | None = None,
    reference: str | Path | None = None,
) -> WriteOptions:
    """The options that the environment and a user ask for: SOURCE_DATE_EPOCH is the time of the outputs.

    Raises UsageError where there is no such theme, paper, profile or way to show repairs, or the file of a theme is not
    right; InputError where the Word file that is to be the template is none.
    """
    if theme is not None or paper is not None:
        from converters.formats.pdf import themes

        themes.theme(theme or themes.DEFAULT, paper)
    if profile is not None and profile not in PROFILES:
        raise UsageError(f"there is no profile {profile!r}", remedy=f"use one of: {', '.join(PROFILES)}")
    shown = next((one for one in REPAIRS if one == (repairs or REPAIRS[0])), None)
    if shown is None:
        raise UsageError(f"repairs cannot be shown as {repairs!r}", remedy=f"use one of: {', '.join(REPAIRS)}")
    text = os.environ.get("SOURCE_DATE_EPOCH") or None
    if text is not None and not (text.isascii() and text.isdigit()):
        raise UsageError(f"SOURCE_DATE_EPOCH is {text!r}", remedy="set it to whole seconds since 1970, or unset it")
    epoch = int(text) if text is not None else None
    template = _template(reference) if reference is not None else None
    return WriteOptions(epoch=epoch, theme=theme, paper=paper, profile=profile, repairs=shown, reference=template)


def _template(path: str | Path) -> bytes:
    from converters.formats.docx.writing.reference import check

    data = load(path)
    try:
        check(data)
    except InputError as error:
        error.file = str(path)
        raise
    return data
