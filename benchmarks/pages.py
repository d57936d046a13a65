"""How much memory a page of a long PDF takes while it is written: `python -m benchmarks pages`.

Each record is written in a process of its own (`python -m benchmarks.pages NUMBER headings|plain`), after a short one.
What counts is by how much the process is larger at its highest than before, with the file itself and without it
(Linux: proc(5), VmHWM, which `clear_refs` resets).
"""

from __future__ import annotations

import gc
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec
import pikepdf

from benchmarks import ROOT
from benchmarks.records import long_document
from converters import pipeline
from converters.model.document import Document
from converters.model.nodes import Heading

SIZES = (200, 1000, 2000)
"""About so many pages each; those of a record with headings and a table of contents are some more."""
KINDS = ("headings", "plain")


class Grown(NamedTuple):
    """By how many bytes a process grew, how many of them are the file, and how many pages that has."""

    grown: int
    file: int
    pages: int


def measure() -> None:
    """Tell of each size what a page took, and what each page took beyond the size before."""
    for kind in KINDS:
        before = Grown(0, 0, 0)
        for size in SIZES:
            call = [sys.executable, "-m", "benchmarks.pages", str(size), kind]
            done = subprocess.run(call, check=True, capture_output=True, text=True, cwd=ROOT)
            found = Grown(*json.loads(done.stdout))
            print(f"{kind}, {found.pages} pages: {_each(found)}; beyond the last {_each(_beyond(found, before))}")
            before = found


def _beyond(found: Grown, before: Grown) -> Grown:
    return Grown(*(more - less for more, less in zip(found, before, strict=True)))


def _each(found: Grown) -> str:
    rest = found.grown - found.file
    return f"{found.grown / found.pages / 1024:.1f} KB a page, without the file {rest / found.pages / 1024:.1f}"


def grown(document: Document) -> Grown:
    """Write a record as PDF, and see what that took."""
    pipeline.write_bytes(long_document(1), "pdf")
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    begun = _status("VmRSS")
    data = pipeline.write_bytes(document, "pdf")
    most = _status("VmHWM")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Grown(most - begun, len(data), len(pdf.pages))


def _status(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found is not None else 0


def main() -> None:
    """Write one record."""
    document = long_document(int(sys.argv[1]))
    if sys.argv[2] == "plain":
        body = tuple(block for block in document.body if not isinstance(block, Heading))
        document = msgspec.structs.replace(document, body=body)
    print(json.dumps(grown(document)))


if __name__ == "__main__":
    main()
