"""The wheel holds all that the program needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import Environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.xdist_group("packaging")
def test_the_wheel_has_the_schemas_the_tables_and_the_mark_of_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "converters/py.typed",
        "converters/schemas/document.schema.json",
        "converters/schemas/dragoman.rng",
    } <= names
    tables = {file.name for file in (ROOT / "converters/formats/cable/tables").iterdir()}
    assert tables <= {Path(name).name for name in names if name.startswith("converters/formats/cable/tables/")}
    assert not any(name.startswith(("tests/", "benchmarks/", "examples/")) for name in names)


@pytest.mark.xdist_group("packaging")
def test_the_source_archive_can_be_built_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.iterdir())) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "schemas/document.schema.json",
        "converters/model/nodes.py",
    } <= names


@pytest.mark.xdist_group("packaging")
def test_the_installed_program_converts_and_validates_in_a_folder_of_its_own(
    environment: Environment, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    shutil.copy(ROOT / "examples/telegram-two-sections.txt", folder / "record.txt")
    where = environment.run("python", "-c", "import converters; print(converters.__file__)", cwd=folder).stdout.strip()
    assert Path(where).is_relative_to(environment.folder)

    done = environment.dragoman(["convert", "record.txt", "-t", "tei,json,docx,pdf", "-o", "out"], folder)
    assert done.returncode == 0, done.stderr
    made = sorted(file.name for file in (folder / "out").iterdir())
    assert made == ["record.docx", "record.json", "record.pdf", "record.tei.xml"]
    checked = environment.dragoman(["validate", "out/record.tei.xml", "out/record.json"], folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    for name in made:
        same = environment.dragoman(["diff", "record.txt", f"out/{name}"], folder)
        assert (same.returncode, same.stdout) == (0, ""), name
