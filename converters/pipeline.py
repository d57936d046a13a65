"""One document: detect its format, read it, check it, write it whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import msgspec

from converters.errors import DragomanError, InputError, OutputError, UsageError
from converters.formats import registry
from converters.formats.format import Format, ReadOptions, WriteOptions
from converters.model.document import Document
from converters.report import Report

DEFAULT_READ = ReadOptions()
MAX_BYTES = 512 * 1024 * 1024


def load(path: str | Path) -> bytes:
    """The bytes of a file. Raises InputError where there is none, or it cannot be read, or is too large."""
    file = Path(path)
    try:
        if file.is_dir():
            raise InputError("is a folder", remedy="name a file in it", file=str(path))
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"has {size} bytes, more than {MAX_BYTES}", remedy="split it into its records first", file=str(path)
            )
        return file.read_bytes()
    except FileNotFoundError as error:
        raise InputError("no such file", remedy="check the path", file=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", remedy="check its permissions", file=str(path)) from error


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
        ledger = Report(chosen.name)
        document = reader(data, options, ledger)
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
    return read_bytes(load(path), format=format, name=str(path), options=options, report=report)


def validate_bytes(data: bytes, *, format: str | None = None, name: str | None = None, report: Report) -> None:
    """Tell the report every finding of the format's validator about the bytes of a file.

    Raises InputError where the bytes are of no known format, UsageError where the format has no rules to check.
    """
    chosen = registry.by_name(format) if format else registry.detect(data, name, report)
    validator = chosen.validator()
    if validator is None:
        raise UsageError(f"{chosen.name} has no rules to check", remedy="convert it, and validate what comes out")
    ledger = Report(chosen.name)
    validator(data, ledger)
    report.extend(ledger)


def write_bytes(
    document: Document,
    format: str,
    *,
    options: WriteOptions | None = None,
    report: Report | None = None,
    source: bool = True,
) -> bytes:
    """The document in a format, as bytes. Without `source` the original is not carried along.

    Raises UsageError where the format cannot be written.
    """
    chosen = registry.by_name(format)
    writer = chosen.writer()
    if writer is None:
        raise UsageError(f"{chosen.name} can be read, not written", remedy="choose another format with --to")
    ledger = Report(chosen.name)
    carried = document if source or document.source is None else msgspec.structs.replace(document, source=None)
    data = writer(carried, options if options is not None else write_options(), ledger)
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
    source: str | Path, target: str | Path, *, read_as: str | None = None, write_as: str | None = None
) -> Report:
    """Read one file and write another; the ledger of both comes back."""
    report = Report()
    document = read(source, format=read_as, report=report)
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

    Raises OutputError.
    """
    target = Path(path)
    temporary: str | None = None
    try:
        if folders:
            target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(target))
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(
            f"cannot be written: {error.strerror}",
            remedy="check the folder, its permissions and the space left",
            file=str(path),
        ) from error


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets here."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_options() -> WriteOptions:
    """The options that the environment asks for: SOURCE_DATE_EPOCH is the time of the outputs."""
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return WriteOptions()
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"SOURCE_DATE_EPOCH is {text!r}", remedy="set it to whole seconds since 1970, or unset it")
    return WriteOptions(epoch=int(text))
