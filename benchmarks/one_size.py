"""`python -m benchmarks.one_size FORMAT BYTES`: what one record of that size costs, there and back, as JSON.

Seconds are those of the processor, so that the load of the machine counts as little as it can. A record that would
need more memory than `MEMORY` ends with `OVER_MEMORY`.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path

from benchmarks.records import TEXT, long_document
from converters import pipeline
from converters.model.document import Document

MEMORY = 4 * 1024**3
"""Bytes that a process may take."""
ENOUGH = 0.2
"""Seconds after which no other round is begun."""
OVER_MEMORY = 3
"""The exit code of a process that would need more."""


def main() -> int:
    """Write a record and read it back."""
    format, size = sys.argv[1], int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        document = long_document(max(1, size // (len(TEXT) * 9)))
        once(long_document(1), format)
        seconds = least(document, format)
    except MemoryError:
        return OVER_MEMORY
    print(json.dumps({"seconds": round(seconds, 6), "megabytes": round(highest(), 1)}))
    return 0


def least(document: Document, format: str) -> float:
    """The least seconds of some rounds: of one, where that takes long."""
    begun = time.process_time()
    taken: list[float] = []
    while not taken or time.process_time() - begun < ENOUGH:
        start = time.process_time()
        once(document, format)
        taken.append(time.process_time() - start)
    return min(taken)


def once(document: Document, format: str) -> None:
    """There and back."""
    pipeline.read_bytes(pipeline.write_bytes(document, format), format=format)


def highest() -> float:
    """Megabytes of memory of this process at the highest (Linux: proc(5), VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found is not None else float("nan")


if __name__ == "__main__":
    sys.exit(main())
