"""What others need for the same words.

They are installed as packages into an environment of their own, which is made when it is first needed. Where that is
fair, a peer is a process that stays and is told what to make: then it is as warm as we are, and what it takes to start
does not count. Each begins with the plain text of a record and makes its file in memory.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from benchmarks import ROOT
from benchmarks.timing import Step
from converters.model.document import Document
from converters.model.walk import plain_text

ENVIRONMENT = ROOT / "build/peers"
PACKAGES = ("pypandoc_binary", "python-docx", "typst")
PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"
PACKAGES_AT_WORK = """
import io, sys, docx, typst
def word(path):
    document, file = docx.Document(), io.BytesIO()
    for paragraph in open(path, encoding="utf-8").read().split("\\n\\n"):
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()
make = {"docx": word, "pdf": lambda path: typst.compile(path + ".typ")}
for line in sys.stdin:
    format, _, path = line.rstrip("\\n").partition(" ")
    print(len(make[format](path)), flush=True)
"""
PANDOC_AT_WORK = """
for line in io.lines() do
  local format, path = line:match("(%S+) (.+)")
  local file = assert(io.open(path))
  local text = file:read("a")
  file:close()
  io.write(#pandoc.write(pandoc.read(text, "markdown"), format), "\\n")
  io.flush()
end
"""
MARKUP = str.maketrans({char: f"\\{char}" for char in "#$*_`<>@[]\\=-+/~'\""})
"""What means something to Typst."""


def environment() -> Path:
    """The Python of the environment that has the peers."""
    python = ENVIRONMENT / "bin/python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def pandoc() -> Path:
    """The program."""
    return Path(
        subprocess.run([environment(), "-c", PANDOC], check=True, capture_output=True, text=True).stdout.strip()
    )


class Staying:
    """A program that stays, and says how many bytes it made of a file when it is told to."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def make(self, format: str, files: Sequence[Path]) -> Step:
        """The work of making a format of each of some files."""
        return lambda: [self._made(format, file) for file in files]

    def _made(self, format: str, file: Path) -> int:
        told, answers = self._process.stdin, self._process.stdout
        assert told is not None
        assert answers is not None
        told.write(f"{format} {file}\n")
        told.flush()
        return int(answers.readline())

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


class Peers:
    """The peers that stay, and a folder with what they are given."""

    def __init__(self, folder: Path, pandoc: Staying, packages: Staying) -> None:
        self._folder, self._pandoc, self._packages = folder, pandoc, packages
        self._numbers = count()

    def of(self, documents: Sequence[Document]) -> dict[str, dict[str, Step]]:
        """For each format, what each peer does with the words of some documents."""
        files = [self._file(document) for document in documents]
        return {
            "tei": {"pandoc": self._pandoc.make("tei", files)},
            "docx": {"pandoc": self._pandoc.make("docx", files), "python-docx": self._packages.make("docx", files)},
            "pdf": {"Typst": self._packages.make("pdf", files)},
        }

    def _file(self, document: Document) -> Path:
        path = self._folder / f"{next(self._numbers)}.txt"
        text = plain_text(document)
        path.write_text(text, "utf-8")
        Path(f"{path}.typ").write_text(text.translate(MARKUP), "utf-8")
        return path


@contextlib.contextmanager
def staying() -> Iterator[Peers]:
    """The peers that stay while they are asked."""
    with tempfile.TemporaryDirectory() as work, contextlib.ExitStack() as running:
        script = Path(work) / "pandoc.lua"
        script.write_text(PANDOC_AT_WORK)
        program = running.enter_context(contextlib.closing(Staying((pandoc(), "lua", script))))
        packages = running.enter_context(contextlib.closing(Staying((environment(), "-c", PACKAGES_AT_WORK))))
        yield Peers(Path(work), program, packages)


def processes(text: Path, word: Path, out: Path) -> Mapping[str, Mapping[str, Sequence[str | Path]]]:
    """For each format, the peers that are whole programs, as calls; LibreOffice begins with our DOCX."""
    program = pandoc()
    calls: dict[str, dict[str, Sequence[str | Path]]] = {
        "tei": {"pandoc": [program, "-f", "markdown", "-t", "tei", "-s", text, "-o", out / "pandoc.xml"]},
        "docx": {"pandoc": [program, "-f", "markdown", "-t", "docx", text, "-o", out / "pandoc.docx"]},
        "pdf": {},
    }
    office = shutil.which("soffice")
    if office is not None:
        calls["pdf"]["LibreOffice, from our DOCX"] = [
            *(office, "--headless", "--convert-to", "pdf", "--outdir", out, word)
        ]
    return calls
