"""What all tests share: the reference material, the real validators, and the rule that CI skips neither."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.corpora import SEED
from tests.goldens import Golden

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
IN_CI = os.environ.get("CI") == "true"
PROGRAMS = {
    "jing": "jing",
    "soffice": "libreoffice-writer-nogui",
    "java": "default-jre-headless",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
}
"""The programs that tests call, and the Debian package of each."""
SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that has `uno`, which is in no package index."""
PACKAGES = {
    "openxml_audit": "openxml-audit",
    "opendataloader_pdf": "opendataloader-pdf",
    "jpype": "JPype1",
    "atheris": "atheris",
}
"""The Python packages that tests call, and their names on the package index."""

settings.register_profile("default", deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
settings.register_profile("thorough", deadline=None, max_examples=1000, suppress_health_check=list(HealthCheck))
settings.register_profile(
    "mutants",
    settings.get_profile("default"),
    derandomize=True,
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
)
"""A mutant is killed by the first document that fails: nobody reads it, so it is not made smaller."""
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
"""CI judges a change, so it draws the same documents each time; `make sweep` and every run by hand draw new ones."""
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if IN_CI else "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sweep", action="store_true", help="every record of the corpora, not a sample")
    parser.addoption("--sample-seed", type=int, default=None, help="which sample of the corpora (printed by each run)")
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew (refused in CI)")


def pytest_configure(config: pytest.Config) -> None:
    if IN_CI and config.getoption("--update-golden"):
        raise pytest.UsageError("--update-golden is refused in CI: goldens are compared by a person")
    given = config.getoption("--sample-seed")
    workers = getattr(config, "workerinput", None)
    config.stash[SEED] = workers["sample_seed"] if workers else int(time.time()) if given is None else given


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Every worker draws the same sample."""
    node.workerinput["sample_seed"] = node.config.stash[SEED]


def pytest_report_header(config: pytest.Config) -> str:
    return f"sample of the corpora: --sample-seed={config.stash[SEED]}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """What outputs are compared with."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the project."""
    if not SHARED.is_dir():
        pytest.skip("the reference material ../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Gives the path of a program, or skips and names the package that has it."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed: apt install {PROGRAMS[name]} (or make validators)")
        return found

    return find


@pytest.fixture(scope="session")
def office(program: Callable[[str], str]) -> str:
    """The path of LibreOffice, where the system's Python can speak with it; skips and names what is missing."""
    found = program("soffice")
    speaks = [SYSTEM_PYTHON, "-c", "import uno"]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(speaks, capture_output=True, check=False).returncode:
        pytest.skip("python3-uno is not installed: apt install python3-uno (or make validators)")
    return found


@pytest.fixture(scope="session")
def package() -> Callable[[str], None]:
    """Skips where a Python package is missing, and names it."""

    def require(name: str) -> None:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed: pip install {PACKAGES[name]} (or make validators)")

    return require


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that needs the reference material or a validator must run."""
    report = yield
    must_run = any(item.get_closest_marker(name) for name in ("shared", "validator"))
    if IN_CI and must_run and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line on what did not run and what it takes."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        told = "; ".join(f"{count} because {reason}" for reason, count in sorted(reasons.items()))
        terminalreporter.write_line(f"tests that did not run: {told}")
