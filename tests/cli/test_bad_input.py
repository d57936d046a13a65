"""Bad inputs: one line that names the file, what is wrong and the remedy; the right status; nothing half written."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_cases import EXAMPLES, run

LETTER = EXAMPLES / "letter.json"
BINARY = bytes(range(256)) * 40


def _missing(folder: Path) -> Path:
    return folder / "none.txt"


def _under_a_file(folder: Path) -> Path:
    (folder / "file").write_bytes(b"x")
    return folder / "file" / "record.txt"


def _looping(folder: Path) -> Path:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    return folder / "loop.txt"


def _holding(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _foreign_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        package.writestr("readme.txt", "not a Word file")
    return folder / "a.docx"


BAD: dict[str, Callable[[Path], Path]] = {
    "no such file": _missing,
    "a path through a file": _under_a_file,
    "a link to itself": _looping,
    "a name that is too long": lambda folder: folder / ("x" * 300),
    "empty text": _holding("a.txt", b""),
    "empty JSON": _holding("a.json", b""),
    "empty Word": _holding("a.docx", b""),
    "binary text": _holding("a.txt", BINARY),
    "binary without an ending": _holding("a", BINARY),
    "truncated JSON": _holding("a.json", LETTER.read_bytes()[:500]),
    "JSON of something else": _holding("a.json", b'{"name": "x"}'),
    "deeply nested JSON": _holding("a.json", b'{"body":' * 100_000),
    "a foreign zip": _foreign_zip,
    "a truncated zip": _holding("a.docx", b"PK\x03\x04" + BINARY[:100]),
    "a truncated PDF": _holding("a.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    "truncated TEI": _holding("a.xml", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'),
    "TEI with an entity bomb": _holding(
        "a.xml", b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><TEI>&b;</TEI>'
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_input_is_one_line_and_leaves_nothing_behind(kind: str, tmp_path: Path) -> None:
    bad = BAD[kind](tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    done = run(["convert", str(bad), "-t", "json", "-o", "out.json"], tmp_path)
    lines = done.stderr.decode().splitlines()
    failures = [line for line in lines if not line.startswith(("dragoman: warning:", "dragoman: info:"))]
    assert done.returncode == 1, lines
    assert len(failures) == 1, lines
    assert bad.name in failures[0]
    assert ";" in failures[0], f"no remedy in {failures[0]!r}"
    assert "program failed" not in failures[0]
    assert "Traceback" not in done.stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("format", ["tei", "docx", "pdf", "json"])
def test_a_wrong_format_named_is_one_line(format: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("R 010101Z JAN 01\nFM AMEMBASSY EXAMPLEVILLE\n")
    done = run(["convert", "a.txt", "-f", format, "-t", "json", "-o", "out.json"], tmp_path)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1, lines
    assert len(lines) == 1
    assert lines[0].startswith("dragoman: a.txt: ")
    assert "program failed" not in lines[0]
    assert not (tmp_path / "out.json").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(LETTER.read_bytes())
    (tmp_path / "a.json").chmod(0)
    done = run(["convert", "a.json", "-t", "json"], tmp_path)
    assert done.returncode == 1
    assert b"a.json: cannot be read" in done.stderr


def test_an_output_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    done = run(["convert", str(LETTER), "-t", "json", "-o", "out/x.json"], tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert b"out/x.json: cannot be written" in done.stderr


def test_an_output_that_is_a_device_is_written_to(tmp_path: Path) -> None:
    done = run(["convert", str(LETTER), "-t", "json", "-o", "/dev/null"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path("/dev/null").is_char_device()


def test_standard_input_that_is_no_record_is_called_by_its_name(tmp_path: Path) -> None:
    done = run(["inspect", "-"], tmp_path, stdin=BINARY)
    assert done.returncode == 1
    assert done.stderr.startswith(b"dragoman: standard input: ")


def test_a_failure_of_one_format_does_not_stop_another(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.json").mkdir()
    (tmp_path / "out" / "letter.json" / "x").touch()
    (tmp_path / "more.json").write_bytes(LETTER.read_bytes())
    done = run(["convert", str(LETTER), "more.json", "-t", "json", "-o", "out", "--report", "r.json"], tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "out" / "more.json").is_file()
    outcomes = json.loads((tmp_path / "r.json").read_bytes())["inputs"]
    assert [bool(outcome["failures"]) for outcome in outcomes] == [True, False]
