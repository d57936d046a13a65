"""`python -m benchmarks.one_size FORMAT BYTES`: seconds and memory for one record of that size, as JSON."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from benchmarks.records import TEXT, long_document
from converters import pipeline
from converters.model.document import Document


def main() -> None:
    """Write a record and read it back."""
    format, size = sys.argv[1], int(sys.argv[2])
    document = long_document(max(1, size // (len(TEXT) * 9)))
    once(long_document(1), format)
    start = time.perf_counter()
    once(document, format)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": round(seconds, 4), "megabytes": round(highest(), 1)}))


def once(document: Document, format: str) -> None:
    """There and back."""
    pipeline.read_bytes(pipeline.write_bytes(document, format), format=format)


def highest() -> float:
    """Megabytes of memory of this process at the highest (Linux: proc(5), VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


main()
