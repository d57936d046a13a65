"""Work in processes of their own: one that crashes, hangs or eats too much memory costs its piece, not the run.

A pool of the standard library breaks as a whole when one of its processes dies, and knows no limits for a piece.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from converters.errors import DragomanError

_AHEAD = 8
"""How many pieces each worker may be ahead of the first one that is not done."""


class Limits(NamedTuple):
    """What one piece may cost: seconds, and bytes of memory beyond those of an idle worker; None for any."""

    seconds: float | None = None
    memory: int | None = None


class Lost(DragomanError):
    """A piece that cost its worker."""


class _Worker:
    """One process, the connection to it, and what it is at: the number of the piece, and until when.

    It tells when it has come up; the time for its first piece counts from then on.
    """

    def __init__(self, context: Any, job: Callable[[Any], Any], limits: Limits) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, job, limits.memory), daemon=True)
        self.process.start()
        theirs.close()
        self.number: int | None = None
        self.until = float("inf")
        self.ready = False
        self._seconds = limits.seconds

    def take(self, number: int, piece: object) -> None:
        """Give it a piece."""
        self.number = number
        self.begin()
        with contextlib.suppress(OSError):  # it died while it was idle: its end is seen where results are
            self.connection.send(piece)

    def begin(self) -> None:
        """Let the time for its piece begin, where it has come up."""
        if self.ready and self._seconds is not None:
            self.until = time.monotonic() + self._seconds

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def run(
    job: Callable[[Any], Any],
    pieces: Iterable[Any],
    lost: Callable[[Any, Lost], Any],
    *,
    workers: int,
    limits: Limits,
    preload: Sequence[str] = (),
) -> Iterator[Any]:
    """What `job` makes of each piece, in order, by so many processes.

    `lost` says what becomes of a piece that cost one. `preload`: modules that all of them need. Pieces are taken as
    they are needed, so their number does not matter.
    """
    pool = _Pool(job, lost, workers, limits, preload)
    try:
        yield from pool.results(enumerate(pieces))
    finally:
        pool.stop()


class _Pool:
    def __init__(
        self,
        job: Callable[[Any], Any],
        lost: Callable[[Any, Lost], Any],
        workers: int,
        limits: Limits,
        preload: Sequence[str],
    ) -> None:
        self._context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":
            self._context.set_forkserver_preload(list(preload))
        self._job, self._lost, self._limits = job, lost, limits
        self._workers = [self._started() for _ in range(workers)]
        self._pieces: dict[int, Any] = {}
        self._done: dict[int, Any] = {}

    def results(self, pieces: Iterator[tuple[int, Any]]) -> Iterator[Any]:
        """The results in the order of the pieces; never more than so many pieces are in the air."""
        window = _AHEAD * len(self._workers)
        next_number, more = 0, True
        while True:
            for worker in self._workers:
                if not more or worker.number is not None or len(self._pieces) + len(self._done) >= window:
                    continue
                numbered = next(pieces, None)
                if numbered is None:
                    more = False
                else:
                    self._pieces[numbered[0]] = numbered[1]
                    worker.take(*numbered)
            while next_number in self._done:
                yield self._done.pop(next_number)
                next_number += 1
            if self._pieces:
                self._wait()
            elif not more and not self._done:
                return

    def _wait(self) -> None:
        """Take what comes next: a result, the end of a process, or the end of its time."""
        busy = {worker.connection: place for place, worker in enumerate(self._workers) if worker.number is not None}
        until = min(worker.until for worker in self._workers if worker.number is not None)
        left = None if until == float("inf") else max(0.0, until - time.monotonic())
        for connection in wait(list(busy), left):
            assert isinstance(connection, Connection)  # noqa: S101 - nothing else is waited for
            self._take_result(busy[connection])
        now = time.monotonic()
        for place, worker in enumerate(self._workers):
            if worker.number is not None and worker.until < now:
                self._replace(place, _too_long(self._limits.seconds))

    def _take_result(self, place: int) -> None:
        worker = self._workers[place]
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._replace(place, _broken(worker.process.exitcode))
            return
        if not worker.ready:
            worker.ready = True
            worker.begin()
            return
        assert worker.number is not None  # noqa: S101 - only who works answers
        del self._pieces[worker.number]
        self._done[worker.number] = result
        worker.number = None

    def _replace(self, place: int, why: Lost) -> None:
        """A new process in the place of one that its piece has cost."""
        worker = self._workers[place]
        worker.stop()
        assert worker.number is not None  # noqa: S101 - it worked on something
        self._done[worker.number] = self._lost(self._pieces.pop(worker.number), why)
        self._workers[place] = self._started()

    def _started(self) -> _Worker:
        return _Worker(self._context, self._job, self._limits)

    def stop(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.stop()


def _too_long(seconds: float | None) -> Lost:
    return Lost(f"took more than {seconds or 0:g} seconds", remedy="raise --timeout, or look at the file")


def _broken(code: int | None) -> Lost:
    ending = f"signal {-code}" if code is not None and code < 0 else f"status {code}"
    return Lost(f"ended the process that worked on it ({ending})", remedy="raise --memory, or report it with this file")


def _serve(connection: Connection, job: Callable[[Any], Any], memory: int | None) -> None:
    """Do pieces until nobody sends any more. An interruption is for the process that sends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory is not None:
        _limit_memory(memory)
    with contextlib.suppress(EOFError, OSError):
        connection.send("ready")
        while True:
            connection.send(job(connection.recv()))


def _limit_memory(more: int) -> None:
    """Let this process have so many bytes beyond those it has; where the system cannot, it has no limit."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (mapped + more, resource.RLIM_INFINITY))
