"""Who does the work of a run: this process, processes of this machine, or a Dask cluster of many machines.

What starts processes is imported where some are needed: one record is done sooner than that is.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import msgspec

from converters.errors import UsageError

FEW = 16
"""As many inputs are worth processes of their own, which take a moment to start."""
_AHEAD = 8
"""How many pieces each thread of a cluster may have waiting."""


class Job(Protocol):
    """Work on one piece, as a value that can be sent to another process."""

    def __call__(self, piece: Any, /) -> Any: ...

    def lost(self, piece: Any, why: Exception, /) -> Any:
        """What becomes of a piece that cost its worker."""


class Engine(Protocol):
    """Does a job on every piece and gives the results in their order."""

    def results(self, job: Job, pieces: Iterator[Any], *, inputs: int, preload: Sequence[str]) -> Iterator[Any]: ...


class Local(msgspec.Struct, frozen=True, kw_only=True):
    """So many processes of this machine, within limits; None: one for each core, where there are many inputs."""

    jobs: int | None = None
    seconds: float | None = None
    memory: int | None = None

    def results(self, job: Job, pieces: Iterator[Any], *, inputs: int, preload: Sequence[str]) -> Iterator[Any]:
        """The results in order; `preload` are modules that the processes need."""
        count = self.jobs if self.jobs is not None else cores() if inputs >= FEW else 0
        if not count:
            return map(job, pieces)
        from converters.collection import workers

        limits = workers.Limits(self.seconds, self.memory)
        return workers.run(job, pieces, job.lost, workers=count, limits=limits, preload=preload)


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """A Dask cluster that is there already, at the address of its scheduler; it sees to workers that go away."""

    scheduler: str

    def results(self, job: Job, pieces: Iterator[Any], *, inputs: int, preload: Sequence[str]) -> Iterator[Any]:
        """The results in order. Raises UsageError where there is no cluster at the address."""
        with contextlib.closing(self._client()) as client:
            shared = client.scatter(job, broadcast=True, hash=False)
            ahead = _AHEAD * max(sum(client.nthreads().values()), 1)
            waiting: deque[tuple[Any, Any]] = deque()
            for piece in pieces:
                waiting.append((piece, client.submit(_apply, shared, piece, pure=False, retries=2)))
                if len(waiting) >= ahead:
                    yield _result(job, *waiting.popleft())
            while waiting:
                yield _result(job, *waiting.popleft())

    def _client(self) -> Any:
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("--engine dask needs Dask", remedy="pip install 'dragoman[dask]'") from error
        try:
            return Client(self.scheduler, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError) as error:
            remedy = "check the address and that the scheduler runs"
            raise UsageError(f"there is no Dask cluster at {self.scheduler}", remedy=remedy) from error


def _apply(job: Job, piece: Any) -> Any:
    return job(piece)


def _result(job: Job, piece: Any, future: Any) -> Any:
    """What the cluster made of a piece; a piece that takes its workers down again and again is lost."""
    error = future.exception()
    if error is None:
        return future.result()
    from converters.collection.workers import Lost

    kind = f"{type(error).__name__}: {error}"
    return job.lost(piece, Lost(f"could not be worked on by the cluster ({kind})", remedy="look at its workers"))


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
