"""Formats that others write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packaging.conftest import PLUGIN, Environment, built

ROOT = Path(__file__).resolve().parents[2]


def plugin(folder: Path, **changes: str) -> Path:
    """The wheel of the example plug-in, its project file changed word by word."""
    project = folder / "plugin"
    shutil.copytree(PLUGIN, project)
    settings = project / "pyproject.toml"
    text = settings.read_text()
    for old, new in changes.items():
        text = text.replace(old, new)
    settings.write_text(text)
    return built(project, folder / "built")


@pytest.mark.xdist_group("packaging")
def test_an_installed_plug_in_is_a_format_like_any_other(environment: Environment, tmp_path: Path) -> None:
    environment.install(plugin(tmp_path))
    record = str(ROOT / "examples/telegram-markdown-copy.txt")
    done = environment.dragoman(["convert", record, "-t", "shout", "-o", "record.shout"], tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "record.shout").read_text("utf-8")
    assert text.startswith("SHOUT!\n")
    assert text == text.upper()

    back = environment.dragoman(["convert", "record.shout", "-t", "json", "-o", "record.json"], tmp_path)
    assert back.returncode == 0, back.stderr
    assert "shout" in environment.dragoman(["formats"], tmp_path).stdout


@pytest.mark.xdist_group("packaging")
def test_what_a_plug_in_loses_is_in_the_ledger(environment: Environment, tmp_path: Path) -> None:
    environment.install(plugin(tmp_path))
    record = str(ROOT / "examples/telegram-markdown-copy.txt")
    done = environment.dragoman(["convert", record, "-t", "shout", "--fail-on-loss", "-o", "record.shout"], tmp_path)
    assert done.returncode == 3
    assert "all but the words is lost" in done.stderr


@pytest.mark.xdist_group("packaging")
def test_a_plug_in_with_the_name_of_another_format_is_refused_and_harms_nothing(
    environment: Environment, tmp_path: Path
) -> None:
    environment.install(plugin(tmp_path, shout="json", dragoman_json="dragoman_shout"))
    record = str(ROOT / "examples/telegram-markdown-copy.txt")
    done = environment.dragoman(["convert", record, "-t", "tei", "-o", "record.tei.xml"], tmp_path)
    assert done.returncode == 0, done.stderr
    told = environment.dragoman(["formats"], tmp_path)
    assert "json" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.xdist_group("packaging")
def test_a_plug_in_that_cannot_be_loaded_is_told_and_harms_nothing(environment: Environment, tmp_path: Path) -> None:
    environment.install(plugin(tmp_path, FORMAT="NOTHING"))
    record = str(ROOT / "examples/telegram-markdown-copy.txt")
    assert environment.dragoman(["convert", record, "-t", "json", "-o", "r.json"], tmp_path).returncode == 0
    asked = environment.dragoman(["convert", record, "-t", "shout", "-o", "r.shout"], tmp_path)
    assert asked.returncode == 2
    assert "shout" in asked.stderr
    assert "Traceback" not in asked.stderr
