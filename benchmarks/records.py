"""What is timed: one telegram, the telegrams and TEI files of the reference material, a book of five hundred pages."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
import pikepdf

from benchmarks import ROOT, peers
from benchmarks.floors import floors
from benchmarks.peers import Peers
from benchmarks.timing import Figure, Step, measured
from converters import pipeline
from converters.model import nodes as nd
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.metadata import Metadata, Title
from converters.model.walk import plain_text

SHARED = ROOT.parent / "shared/corpora"
FORMATS = ("json", "tei", "docx", "pdf")
QUICKLY_CHECKED = ("json", "tei")
"""What we check ourselves; the others are checked by programs of others, which take what they take."""
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
TARGET_TIMES_FLOOR = {"read json": 1.2}
"""The same as times the floor. The rest of `read json` is the check of the normal form, which takes as long again."""
COLD_TARGETS = {"--version": 80.0, "text to tei": 150.0, "text to docx": 200.0, "text to pdf": 300.0}
TEXT = (
    "The council of pilots met again on the morning of the third day and heard the harbour master, who said that the "
    "tide tables of the last year could not be found, and that the new ones would be printed as soon as somebody had "
    "decided who was to pay for them. Nobody asked who had lost the old ones. The minister thanked all who had come."
)
PAGES, PARAGRAPHS_A_PAGE = 500, 9
T = TypeVar("T")


class Records(NamedTuple):
    """Records that are timed together: their files in the format that they came in, or none, and what was read.

    `per` is what the times of all are divided by.
    """

    name: str
    came_as: str
    files: Sequence[bytes]
    documents: Sequence[Document]
    per: int


def one_record(file: Path) -> Records:
    """One telegram."""
    return _read(file.name, "cable", [file], 1)


def telegrams() -> Records:
    """All telegrams of the reference material."""
    files = sorted((SHARED / "cables").glob("*.txt"))
    return _read(f"{len(files)} telegrams, each", "cable", files, len(files))


def editions() -> Records:
    """TEI that others made."""
    files = sorted((SHARED / "tei").rglob("*.xml"))
    return _read(f"{len(files)} TEI files, each", "tei", files, len(files))


def book() -> Records:
    """A document of five hundred pages, a page."""
    return Records(f"{PAGES} pages, each", "", [], [long_document(PAGES)], PAGES)


def _read(name: str, format: str, paths: Sequence[Path], per: int) -> Records:
    files = [path.read_bytes() for path in paths]
    return Records(name, format, files, [pipeline.read_bytes(data, format=format) for data in files], per)


def warm(records: Records, others: Peers, targets: Mapping[str, float], checked: Sequence[str]) -> Iterator[Figure]:
    """Every step in one process, beside the least that the same bytes can cost, and beside peers that stay.

    Where records came as text, peers stand beside our whole way from it; else beside our writing. `checked` are the
    formats that are validated.
    """
    written = {name: [pipeline.write_bytes(one, name) for one in records.documents] for name in FORMATS}
    least = _floors(records.documents, written)
    known = others.of(records.documents)

    def figure(name: str, step: Step, peers: Mapping[str, Step] | None = None) -> Figure:
        found = measured(
            records.name, name, step, floor=least.get(name), peers=peers, target=targets.get(name), per=records.per
        )
        if targets and name in TARGET_TIMES_FLOOR and found.floor is not None:
            return msgspec.structs.replace(found, target=TARGET_TIMES_FLOOR[name] * found.floor)
        return found

    if records.came_as == "cable":
        yield figure("read cable", _each(records.files, _reading("cable")))
    for name in FORMATS:
        beside = {} if records.came_as == "cable" else known.get(name, {})
        yield figure(f"write {name}", _each(records.documents, _writing(name)), beside)
        yield figure(f"read {name}", _each(written[name], _reading(name)))
        if name in checked:
            yield figure(f"validate {name}", _each(written[name], _checking(name)))
    again = [_saved_again(data) for data in written["pdf"]]
    yield figure("read pdf saved again", _each(again, _reading("pdf")))
    pairs = [
        (one, pipeline.read_bytes(data, format="json"))
        for one, data in zip(records.documents, written["json"], strict=True)
    ]
    yield figure("diff", _each(pairs, lambda pair: list(differences(*pair))))
    if records.came_as == "cable":
        for name in known:
            yield figure(f"text to {name}", _each(records.files, _converting(name)), known[name])
        yield figure("text to all four", _each(records.files, _converting(*FORMATS)))


def _saved_again(pdf: bytes) -> bytes:
    """A PDF as another program leaves it that changed nothing: its seal is broken, and its pages are compared."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(file)
    return file.getvalue()


def _floors(documents: Sequence[Document], written: Mapping[str, Sequence[bytes]]) -> dict[str, Step]:
    """The floors of each step, of all documents together."""
    each = [floors(one, {name: written[name][number] for name in written}) for number, one in enumerate(documents)]
    return {name: _each([one[name] for one in each], lambda step: step()) for name in each[0]}


def _each(items: Sequence[T], work: Callable[[T], object]) -> Step:
    def every() -> None:
        for item in items:
            work(item)

    return every


def _reading(name: str) -> Callable[[bytes], object]:
    return lambda data: pipeline.read_bytes(data, format=name)


def _writing(name: str) -> Callable[[Document], object]:
    return lambda document: pipeline.write_bytes(document, name)


def _checking(name: str) -> Callable[[bytes], object]:
    return lambda data: pipeline.validate_bytes(data, format=name)


def _converting(*formats: str) -> Callable[[bytes], object]:
    def convert(data: bytes) -> None:
        document = pipeline.read_bytes(data, format="cable")
        for name in formats:
            pipeline.write_bytes(document, name)

    return convert


def cold(file: Path) -> Iterator[Figure]:
    """The command as whole processes, beside a Python that does nothing and programs that do the same.

    All run from bytecode that is there already, as that of an installed package is.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        text, word = work / "record.txt", work / "record.docx"
        text.write_text(plain_text(pipeline.read(file)), "utf-8")
        pipeline.convert(file, word)
        command = [sys.executable, "-m", "converters"]
        calls = {"--version": [*command, "--version"]}
        for name in ("tei", "docx", "pdf"):
            calls[f"text to {name}"] = [*command, "convert", str(file), "-t", name]
        others = {f"text to {name}": theirs for name, theirs in peers.processes(text, word, work).items()}
        for step, call in calls.items():
            yield measured(
                "whole processes",
                step,
                _process(call),
                floor=_process([sys.executable, "-c", "pass"]),
                peers={name: _process(theirs) for name, theirs in others.get(step, {}).items()},
                target=COLD_TARGETS[step],
            )


def _process(call: Sequence[str | Path]) -> Step:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(ROOT / "build/bytecode")
    return lambda: subprocess.run(call, check=True, capture_output=True, cwd=ROOT, env=environment)


def long_document(pages: int) -> Document:
    """A document of about that many pages: numbered paragraphs under a heading every ten."""
    blocks: list[nd.Block] = []
    for at in range(1, pages * PARAGRAPHS_A_PAGE + 1):
        if at % 10 == 1:
            blocks.append(nd.Heading(id=f"h{at}", content=(f"Sitting {at // 10 + 1}",)))
        label = nd.Label(content=(f"{at}.",), value=str(at))
        blocks.append(nd.Paragraph(id=f"p{at}", number=label, content=(f"({at}) {TEXT}",)))
    return Document(id="book", lang="en", metadata=Metadata(titles=(Title(text="A long record"),)), body=tuple(blocks))
