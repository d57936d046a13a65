"""One run at a time in a folder: a lock that the system takes back when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from converters.errors import OutputError


@contextlib.contextmanager
def locked(folder: str) -> Iterator[None]:
    """Hold the lock of a folder. Raises OutputError where another run has it.

    The lock is on the folder itself (flock), so that no file of it is left. Where a system has no such locks (Windows,
    some network drives), there is none.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                "another run is at work in it", remedy="wait for its end, or name another folder with -o", file=folder
            ) from error
        except OSError:
            pass  # a drive without locks
        yield
    finally:
        os.close(handle)
