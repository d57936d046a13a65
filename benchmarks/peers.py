"""What others need for the same words: each as a whole process, in turn with ours.

They are installed as packages into an environment of their own, which is made when it is first needed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from benchmarks.records import ROOT
from benchmarks.timing import Figure, Step, in_turn
from converters import pipeline
from converters.model.walk import plain_text

ENVIRONMENT = ROOT / "build/peers"
PACKAGES = ("pypandoc_binary", "python-docx", "typst")
NAIVE_DOCX = """
import sys, docx
document = docx.Document()
for paragraph in open(sys.argv[1], encoding="utf-8").read().split("\\n\\n"):
    document.add_paragraph(paragraph)
document.save(sys.argv[2])
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"


def beside_us(record: Path) -> list[Figure]:
    """Each peer that is here, beside the same conversion by us."""
    python = environment()
    pandoc = subprocess.run([python, "-c", PANDOC], check=True, capture_output=True, text=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        text, marked, word = work / "record.txt", work / "record.typ", work / "record.docx"
        text.write_text(plain_text(pipeline.read(record)), "utf-8")
        marked.write_text("".join(f"\\{one}" if one in "#$*_`<>@[]\\\\" else one for one in text.read_text("utf-8")))
        pipeline.convert(record, word)
        calls: dict[tuple[str, str], list[str | Path]] = {
            ("tei", "pandoc"): [pandoc, "-f", "markdown", "-t", "tei", "-s", text, "-o", work / "p.xml"],
            ("docx", "pandoc"): [pandoc, "-f", "markdown", "-t", "docx", text, "-o", work / "p.docx"],
            ("docx", "python-docx, plain paragraphs"): [python, "-c", NAIVE_DOCX, text, work / "n.docx"],
            ("pdf", "Typst"): [python, "-c", TYPST, marked, work / "t.pdf"],
        }
        office = shutil.which("soffice")
        if office is not None:
            to_pdf: list[str | Path] = [office, "--headless", "--convert-to", "pdf", "--outdir", work, word]
            calls["pdf", "LibreOffice, from our DOCX"] = to_pdf
        return [_figure(record, format, name, call, work) for (format, name), call in calls.items()]


def environment() -> Path:
    """The Python of the environment that has the peers."""
    python = ENVIRONMENT / "bin/python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def _figure(record: Path, format: str, name: str, call: list[str | Path], work: Path) -> Figure:
    ours: list[str | Path] = [
        sys.executable,
        "-m",
        "converters",
        "convert",
        record,
        "-t",
        format,
        "-o",
        work / f"ours.{format}",
    ]
    medians = in_turn((_process(call), _process(ours)), seconds=2)
    return Figure(f"text to {format}", name, medians[0], medians[1])


def _process(call: list[str | Path]) -> Step:
    return lambda: subprocess.run(call, check=True, capture_output=True)
