"""The table of formats: who may add to it, what is refused, and how a file's format is known."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from converters.errors import InputError, UsageError
from converters.formats import registry
from converters.report import Report
from tests.packaging.conftest import PLUGIN

MODULE = (PLUGIN / "src/dragoman_shout/__init__.py").read_text("utf-8")


def package(folder: Path, module: str = MODULE, name: str = "shout", value: str = "dragoman_shout:FORMAT") -> Path:
    """A folder of packages as an installer leaves it, with one that offers a format."""
    module_name = value.partition(":")[0]
    record = folder / f"{module_name}-1.0.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module_name.replace('_', '-')}\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text(f"[converters.formats]\n{name} = {value}\n")
    (folder / f"{module_name}.py").write_text(module, "utf-8")
    return folder


def archive(folder: Path, file: Path) -> Path:
    """The packages of a folder in one archive."""
    with zipfile.ZipFile(file, "w") as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, path.relative_to(folder))
    return file


def dragoman(words: Sequence[str], *places: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command, with places where packages lie before all others."""
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places))}
    command = [sys.executable, "-m", "converters", *words]
    return subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True)


def test_a_package_in_a_folder_of_the_import_path_adds_its_format(tmp_path: Path) -> None:
    (tmp_path / "record.shout").write_text("SHOUT!\nHELLO\n")
    done = dragoman(["convert", "record.shout", "-t", "shout"], package(tmp_path / "packages"), cwd=tmp_path)
    assert done.stdout == "SHOUT!\nHELLO\n"
    assert "all but the words is lost" in done.stderr


def test_a_package_in_an_archive_adds_its_format(tmp_path: Path) -> None:
    packed = archive(package(tmp_path / "packages"), tmp_path / "packages.zip")
    told = dragoman(["formats"], packed, tmp_path / "not there", cwd=tmp_path)
    assert "shout" in told.stdout


@pytest.mark.parametrize(
    ("module", "name", "reason"),
    [
        ("raise OSError('no disk')", "shout", "cannot be loaded: OSError: no disk"),
        ("FORMAT = 'shout'", "shout", "offers dragoman_shout:FORMAT, which is not a converters.Format"),
        (MODULE, "whisper", "offers 'shout' under the name 'whisper'"),
        (MODULE, "json", "offers a format named 'json', and so does another"),
    ],
    ids=["raises", "is no format", "has another name", "is taken"],
)
def test_what_a_package_offers_wrongly_is_left_out_and_told(
    module: str, name: str, reason: str, tmp_path: Path
) -> None:
    told = dragoman(["formats"], package(tmp_path / "packages", module, name), cwd=tmp_path)
    assert told.returncode == 0
    assert f"the package dragoman-shout {reason}" in " ".join(told.stderr.split())
    assert "shout" not in told.stdout


def test_of_two_packages_with_one_name_neither_is_taken_and_who_asks_for_it_learns_why(tmp_path: Path) -> None:
    one = package(tmp_path / "one")
    other = package(tmp_path / "other", value="dragoman_cry:FORMAT")
    (tmp_path / "record.json").write_text("{}")
    told = dragoman(["convert", "record.json", "-t", "shout"], one, other, cwd=tmp_path)
    assert told.returncode == 2
    assert "the format 'shout' cannot be used" in told.stderr
    assert "and so does another" in told.stderr


def test_a_format_that_fails_to_look_at_a_file_does_not_keep_the_others_from_reading_it(
    root: Path, tmp_path: Path
) -> None:
    failing = MODULE.replace("return head.startswith(MARK.encode())", "raise ValueError('too shy')")
    letter = str(root / "examples/letter.json")
    done = dragoman(["convert", letter, "-t", "tei", "-o", "o.xml"], package(tmp_path / "p", failing), cwd=tmp_path)
    assert done.returncode == 0
    assert "the format shout could not look at the content: ValueError: too shy" in " ".join(done.stderr.split())
    assert (tmp_path / "o.xml").is_file()


def test_who_asks_for_a_format_that_nobody_offers_learns_which_there_are() -> None:
    with pytest.raises(UsageError, match="there is no format 'telex'") as refused:
        registry.by_name("telex")
    assert refused.value.remedy == "use one of: json, tei, docx, pdf, cable"


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"", "record.txt", "the file is empty"),
        (b"\x00\x01\x02", "record.json", "the ending says json, but the content is not of that format"),
        (b"[1, 2]", "record.json", "the ending says json, but the content is not of that format"),
        (b"<list><item/></list>", "record.xml", "the ending says tei, but the content is not of that format"),
        (b" \n", "record.txt", "holds nothing but blanks"),
        (b"\x00\x01\x02", "record.bin", "of no known format"),
        (b"\x00\x01\x02", None, "of no known format"),
    ],
)
def test_a_file_of_no_known_format_is_refused_with_what_is_known_of_it(
    data: bytes, name: str | None, problem: str
) -> None:
    with pytest.raises(InputError, match=problem) as refused:
        registry.detect(data, name, Report())
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("letter.json", []),
        ("letter.docx", ["the ending says docx, the content says json: read as json"]),
        ("letter.old", ["no format has that ending: read as json by its content"]),
        (None, []),
    ],
)
def test_the_content_tells_the_format_and_an_ending_that_says_otherwise_is_told(
    name: str | None, told: list[str], root: Path
) -> None:
    report = Report()
    assert registry.detect((root / "examples/letter.json").read_bytes(), name, report).name == "json"
    assert [message.text for message in report.messages] == told
