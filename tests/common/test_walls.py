"""Who may import whom: read from the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "converters"
FORMATS = sorted(
    folder.name for folder in (PACKAGE / "formats").iterdir() if (folder / "__init__.py").exists() and folder.is_dir()
)
OPEN_TO_FORMATS = (
    "converters.__version__",
    "converters.model",
    "converters.report",
    "converters.errors",
    "converters.limits",
    "converters.formats.format",
)


def imported(file: Path) -> set[str]:
    """The modules of this package that a file imports, late imports too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide who imports whom"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in names if name.split(".")[0] == "converters" and name != "converters"}


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def test_the_model_imports_no_other_part() -> None:
    for file in (PACKAGE / "model").glob("*.py"):
        assert all(within(name, ("converters.model",)) for name in imported(file)), file


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_imports_the_model_the_ledger_and_itself(format: str) -> None:
    own = f"converters.formats.{format}"
    for file in (PACKAGE / "formats" / format).rglob("*.py"):
        strangers = {
            name
            for name in imported(file)
            if not within(name, (*OPEN_TO_FORMATS, own)) and name != "converters.formats"
        }
        assert not strangers, f"{file.relative_to(ROOT)} imports {strangers}"


def test_only_the_command_imports_the_command() -> None:
    for file in PACKAGE.rglob("*.py"):
        if "cli" not in file.parts and file.name != "__main__.py":
            assert not any(within(name, ("converters.cli",)) for name in imported(file)), file


def test_a_late_import_by_name_leads_only_to_the_formats_own_folder() -> None:
    from converters.formats import registry

    for one in registry.formats():
        for at in (one.reader_at, one.writer_at, one.validator_at, one.support_at):
            assert at is None or at.startswith(f"converters.formats.{one.name}."), at
