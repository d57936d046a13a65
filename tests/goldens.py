"""Golden files: what an output must be, kept as text that a person can read and compare with its source.

A missing golden fails, and so does one that no test asks for. `pytest --update-golden` writes them anew (never in CI);
what differs is saved in `tests/golden-mismatch/` for looking at.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from lxml import etree

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "golden"
MISMATCHES = HERE / "golden-mismatch"
LIBRARIES = ("fonttools", "pikepdf", "pillow", "reportlab", "uharfbuzz")
"""The libraries on which the bytes of a PDF depend, and its text does not."""
_OBJECT = re.compile(rb"^( *Object) \d+ \d+$", re.MULTILINE)
_UTF_16 = re.compile(rb"\(\xfe\xff((?:..)*?)\)", re.DOTALL)


class Golden:
    """Compares parts of an output with what is kept of it."""

    def __init__(self, update: bool) -> None:
        self._update = update

    def check(self, name: str, parts: Mapping[str, str]) -> None:
        """Compare the parts of one output, each a file in the folder of that name."""
        folder = FOLDER / name
        if self._update:
            self._write(folder, parts)
        kept = {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())} if folder.is_dir() else {}
        wrong = sorted(part for part in {*kept, *parts} if kept.get(part) != parts.get(part))
        if wrong:
            self._save(name, parts, wrong)
        assert kept, f"there is no golden {name}: look at the output, then run pytest --update-golden"
        assert not wrong, f"{name} differs in {', '.join(wrong)}: compare with tests/golden-mismatch/{name}"

    def _write(self, folder: Path, parts: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        for part, text in parts.items():
            (folder / part).write_bytes(text.encode())

    def _save(self, name: str, parts: Mapping[str, str], wrong: list[str]) -> None:
        folder = MISMATCHES / name
        folder.mkdir(parents=True, exist_ok=True)
        for part in wrong:
            if part in parts:
                (folder / part).write_bytes(parts[part].encode())


def tei_parts(data: bytes) -> dict[str, str]:
    """TEI as it is."""
    return {"edition.tei.xml": data.decode()}


def json_parts(data: bytes) -> dict[str, str]:
    """JSON, a line for each value."""
    return {"document.json": msgspec.json.format(data, indent=1).decode()}


def docx_parts(data: bytes) -> dict[str, str]:
    """The members of the package, then each XML part in canonical form, a line for each element."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        parts = {"members.txt": "".join(f"{name}\n" for name in names)}
        for name in names:
            flat = name.replace("/", "-")
            content = package.read(name)
            if name.endswith((".xml", ".rels")):
                parts[f"{flat}.txt"] = _canonical(content)
            else:
                parts[f"{flat}.sha256"] = hashlib.sha256(content).hexdigest() + "\n"
    return parts


def _canonical(content: bytes) -> str:
    text: str = etree.tostring(etree.fromstring(content), method="c14n").decode()
    return text.replace("><", ">\n<").replace("\r", "&#13;") + "\n"


def pdf_parts(data: bytes, pdftotext: str, pdfinfo: str) -> dict[str, str]:
    """The words as laid out, the structure tree with its words, the metadata, and the bytes by their digest."""
    versions = " ".join(f"{name}={importlib.metadata.version(name)}" for name in LIBRARIES)
    versions += f" zlib={zlib.ZLIB_RUNTIME_VERSION}"
    return {
        "pages.txt": _output([pdftotext, "-layout", "-enc", "UTF-8", "-", "-"], data),
        "structure.txt": _output([pdfinfo, "-struct-text", "-enc", "UTF-8", "-"], data, _readable),
        "metadata.xml": _output([pdfinfo, "-meta", "-enc", "UTF-8", "-"], data),
        "bytes.txt": f"{hashlib.sha256(data).hexdigest()}\n{versions}\n",
    }


def with_known_bytes(name: str, parts: dict[str, str]) -> dict[str, str]:
    """The parts of a PDF, its digest left as it is kept where that was made with other versions of the libraries."""
    kept = FOLDER / name / "bytes.txt"
    if kept.exists() and kept.read_text().splitlines()[1:] != parts["bytes.txt"].splitlines()[1:]:
        return {**parts, "bytes.txt": kept.read_text()}
    return parts


def _output(command: list[str], data: bytes, readable: Callable[[bytes], bytes] = bytes) -> str:
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return readable(done.stdout).decode().replace("\r", "")


def _readable(dump: bytes) -> bytes:
    """The dump of a structure tree without the numbers of its objects.

    Its UTF-16 strings, which pdfinfo prints byte by byte, are in UTF-8.
    """
    texts = _UTF_16.sub(lambda found: b"(" + found[1].decode("utf-16-be").encode() + b")", dump)
    return _OBJECT.sub(rb"\1", texts)
