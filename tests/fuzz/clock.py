"""How long an input takes, by the processor's clock: a machine with other work to do makes no input slow."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

_NOTEWORTHY = 1.0
"""Seconds from which on the slowest input is told and kept."""


class TooLong(BaseException):
    """An input took more than its seconds. No reader catches this by the way."""


def timed(check: Callable[[bytes], None], most: float, kept: Path) -> Callable[[bytes], None]:
    """A check that ends with TooLong after `most` seconds of the processor; the slowest input so far is kept in a file.

    What never comes back from a library is left to the fuzzer's own clock.
    """
    signal.signal(signal.SIGPROF, _stop)
    slowest = _NOTEWORTHY

    def check_timed(data: bytes) -> None:
        nonlocal slowest
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, most)
        try:
            check(data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        taken = time.process_time() - begun
        if taken > slowest:
            slowest = taken
            kept.write_bytes(data)
            print(f"Slowest input: {taken:.1f} s of the processor for {len(data)} bytes, in {kept}", file=sys.stderr)

    return check_timed


def _stop(signal: int, frame: object) -> NoReturn:
    raise TooLong
