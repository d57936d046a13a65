"""What is timed: one telegram, the telegrams and TEI files of the reference material, a book of five hundred pages."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pikepdf

from benchmarks.floors import floors
from benchmarks.timing import Figure, Step, beside, in_turn
from converters import pipeline
from converters.model import nodes as nd
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.metadata import Metadata, Title

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared/corpora"
FORMATS = ("json", "tei", "docx", "pdf")
TARGETS = {
    "read cable": 1.5,
    "write tei": 0.25,
    "write json": 0.03,
    "write docx": 1.0,
    "write pdf": 5.0,
    "text to all four": 8.0,
    "read tei": 1.0,
    "read docx": 2.0,
    "read pdf": 3.0,
}
"""Milliseconds for the record of the commission, in one process and warm."""
COLD_TARGETS = {"--version": 80.0, "text to tei": 150.0, "text to docx": 200.0, "text to pdf": 300.0}
TEXT = (
    "The council of pilots met again on the morning of the third day and heard the harbour master, who said that the "
    "tide tables of the last year could not be found, and that the new ones would be printed as soon as somebody had "
    "decided who was to pay for them. Nobody asked who had lost the old ones. The minister thanked all who had come."
)
PAGES, PARAGRAPHS_A_PAGE = 500, 9


def one_record(file: Path) -> list[Figure]:
    """Every step for one telegram, beside the least that the same bytes can cost."""
    data = file.read_bytes()
    document = pipeline.read_bytes(data, name=file.name)
    written = {name: pipeline.write_bytes(document, name) for name in FORMATS}
    least = floors(document, written)

    def all_four() -> None:
        read = pipeline.read_bytes(data, name=file.name)
        for name in FORMATS:
            pipeline.write_bytes(read, name)

    steps: dict[str, Step] = {"read cable": lambda: pipeline.read_bytes(data, name=file.name)}
    for name in FORMATS:
        steps[f"write {name}"] = _write(document, name)
        steps[f"read {name}"] = _read(written[name], name)
        steps[f"validate {name}"] = _validate(written[name], name)
    again = pipeline.read_bytes(written["json"], format="json")
    steps["read pdf saved again"] = _read(_saved_again(written["pdf"]), "pdf")
    steps["diff"] = lambda: list(differences(document, again))
    steps["text to all four"] = all_four
    return [beside(file.name, name, step, least.get(name), TARGETS.get(name)) for name, step in steps.items()]


def _write(document: Document, name: str) -> Step:
    return lambda: pipeline.write_bytes(document, name)


def _read(data: bytes, name: str) -> Step:
    return lambda: pipeline.read_bytes(data, format=name)


def _validate(data: bytes, name: str) -> Step:
    return lambda: pipeline.validate_bytes(data, format=name)


def _saved_again(pdf: bytes) -> bytes:
    """A PDF as another program leaves it that changed nothing: its seal is broken, and its pages are compared."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(file)
    return file.getvalue()


def cold(file: Path) -> list[Figure]:
    """The command as whole processes, beside a Python that does nothing."""
    command = [sys.executable, "-m", "converters"]
    calls = {"--version": [*command, "--version"]}
    for name in ("tei", "docx", "pdf"):
        calls[f"text to {name}"] = [*command, "convert", str(file), "-t", name]
    nothing = _process([sys.executable, "-c", "pass"])
    return [beside("cold start", step, _process(call), nothing, COLD_TARGETS[step]) for step, call in calls.items()]


def _process(call: list[str]) -> Step:
    return lambda: subprocess.run(call, check=True, capture_output=True, cwd=ROOT)


def telegrams() -> list[Figure]:
    """Reading and writing all telegrams of the reference material, a record."""
    files = sorted((SHARED / "cables").glob("*.txt"))
    texts = [(file.name, file.read_bytes()) for file in files]
    read = [pipeline.read_bytes(data, name=name) for name, data in texts]
    group = f"{len(files)} telegrams, each"
    return [
        _each(group, "read cable", texts, lambda one: pipeline.read_bytes(one[1], name=one[0])),
        *[_each(group, f"write {name}", read, _writer(name)) for name in FORMATS],
    ]


def editions() -> list[Figure]:
    """Reading TEI that others made, and writing it again, a file."""
    files = [file.read_bytes() for file in sorted((SHARED / "tei").rglob("*.xml"))]
    read = [pipeline.read_bytes(data, format="tei") for data in files]
    group = f"{len(files)} TEI files, each"
    return [
        _each(group, "read tei", files, lambda data: pipeline.read_bytes(data, format="tei")),
        *[_each(group, f"write {name}", read, _writer(name)) for name in FORMATS],
    ]


def _writer(name: str) -> Callable[[Document], object]:
    return lambda document: pipeline.write_bytes(document, name)


T = TypeVar("T")


def _each(group: str, name: str, items: Sequence[T], work: Callable[[T], object]) -> Figure:
    """The time of one item: the median of rounds over all of them."""
    if not items:
        return Figure(group, name, 0.0)

    def every() -> None:
        for item in items:
            work(item)

    return Figure(group, name, in_turn((every,), seconds=0, least=3)[0] / len(items))


def book() -> list[Figure]:
    """A document of five hundred pages, a page."""
    document = long_document(PAGES)
    group = f"{PAGES} pages, each"
    figures = []
    for name in FORMATS:
        data = pipeline.write_bytes(document, name)
        for step, work in ((f"write {name}", _write(document, name)), (f"read {name}", _read(data, name))):
            figures.append(Figure(group, step, in_turn((work,), seconds=0, least=1)[0] / PAGES))
    return figures


def long_document(pages: int) -> Document:
    """A document of about that many pages: numbered paragraphs under a heading every ten."""
    blocks: list[nd.Block] = []
    for at in range(1, pages * PARAGRAPHS_A_PAGE + 1):
        if at % 10 == 1:
            blocks.append(nd.Heading(id=f"h{at}", content=(f"Sitting {at // 10 + 1}",)))
        label = nd.Label(content=(f"{at}.",), value=str(at))
        blocks.append(nd.Paragraph(id=f"p{at}", number=label, content=(f"({at}) {TEXT}",)))
    return Document(id="book", lang="en", metadata=Metadata(titles=(Title(text="A long record"),)), body=tuple(blocks))
