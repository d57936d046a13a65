"""Where inputs and outputs lie: in files of this machine, or at a URL that `fsspec` knows (`s3:`, `memory:`).

Files of this machine are written whole or not at all; so are objects of a store.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from converters import pipeline
from converters.errors import InputError, OutputError, UsageError
from converters.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_url(path: str) -> bool:
    """Whether a path is a URL that is not one of a file of this machine."""
    return _URL.match(path) is not None and not path.lower().startswith("file://")


def local(path: str) -> str:
    """The path of a file of this machine, where a `file:` URL names it; anything else as it is."""
    return unquote(urlsplit(path).path) if path.lower().startswith("file://") else path


def load(path: str, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file. Raises InputError."""
    if not is_url(path):
        return pipeline.load(path, limits)
    try:
        with opened(path) as file:
            return pipeline.load_stream(file, path, limits)
    except OSError as error:
        raise _unread(error, path) from error


def opened(path: str) -> BinaryIO:
    """A file, open to be read. Raises InputError."""
    if not is_url(path):
        return pipeline.opened(path)
    system, inside = _opened(path)
    try:
        return cast("BinaryIO", system.open(inside, "rb"))
    except FileNotFoundError as error:
        raise InputError("no such file", remedy="check the address", file=path) from error
    except OSError as error:
        raise _unread(error, path) from error


def _unread(error: OSError, path: str) -> InputError:
    return InputError(f"cannot be read: {error}", remedy="check the address and your rights", file=path)


def save(path: str, data: bytes) -> None:
    """Put bytes into a file, whole or not at all, with the folders that it needs. Raises OutputError."""
    if not is_url(path):
        pipeline.save(path, data, folders=True)
        return
    system, inside = _opened(path)
    try:
        system.makedirs(inside.rpartition("/")[0], exist_ok=True)
        system.pipe_file(inside, data)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error}", remedy="check the address and your rights", file=path
        ) from error


def make_folder(path: str) -> None:
    """Make a folder of this machine, with those above it. Raises OutputError."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made: {error.strerror}", remedy="check the path and its permissions", file=path
        ) from error


def size(path: str) -> int | None:
    """How many bytes a file has; None where there is no such file."""
    try:
        if not is_url(path):
            return Path(path).stat().st_size
        system, inside = _opened(path)
        return int(system.size(inside))
    except (OSError, ValueError):
        return None


def digest(path: str) -> str | None:
    """The SHA-256 of a file; None where it cannot be read."""
    try:
        if is_url(path):
            return hashlib.sha256(load(path)).hexdigest()
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, InputError):
        return None


def is_folder(path: str) -> bool:
    """Whether there is a folder at a URL."""
    system, inside = _opened(path)
    return bool(system.isdir(inside))


def files_below(folder: str) -> Iterator[tuple[str, str]]:
    """The URLs of the files below a folder at a URL, and their paths under it, in the order of their names."""
    system, inside = _opened(folder)
    root = inside.rstrip("/") + "/"
    for path in sorted(system.find(inside)):
        below = path.removeprefix(root)
        if not any(part.startswith(".") for part in below.split("/")):
            yield system.unstrip_protocol(path), below


def _opened(path: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a URL, and the path in it. Raises UsageError where there is none for it."""
    try:
        import fsspec
    except ImportError as error:
        raise UsageError("addresses of other machines need fsspec", remedy="pip install 'dragoman[dask]'") from error
    try:
        system, inside = fsspec.core.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{path} cannot be opened: {error}", remedy="check the address, and install what it needs"
        ) from error
    return system, inside
