"""Themes: files that a user copies and changes, checked, with clear errors."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from converters import pipeline
from converters.cli.main import run
from converters.errors import UsageError
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import themes
from converters.model.document import Document, Source
from converters.model.node import Span
from converters.model.nodes import Choice, Paragraph
from converters.report import Report
from tests.pdf.records import telegram


def file_of(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_copied_theme_is_the_theme(tmp_path: Path) -> None:
    for name in themes.BUILT_IN:
        copied = themes.theme(file_of(tmp_path, themes.text(name)))
        assert copied._replace(name=name) == themes.theme(name)


def test_the_edition_says_all_that_a_theme_can_say() -> None:
    tables = tomllib.loads(themes.text("edition"))
    for name in themes.BUILT_IN:
        assert tomllib.loads(themes.text(name)).get("settings", {}).keys() <= tables["settings"].keys()


def test_a_theme_of_two_lines_differs_from_its_base_in_what_they_say(tmp_path: Path) -> None:
    mine = themes.theme(file_of(tmp_path, 'base = "telegram"\npage = { paper = "Letter" }'))
    assert mine.settings == themes.theme("telegram", "Letter").settings
    assert (mine.paper, mine.sheet.width) == ("Letter", 612.0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("page = {", "mine.toml: the theme is no TOML"),
        ("[page]\npaper = 'A5'", "mine.toml: page.paper: invalid enum value 'A5'"),
        ("[page]\npapre = 'A4'", "mine.toml: page: object contains unknown field `papre`"),
        ("[settings]\nparagraf = { size = 9 }", "mine.toml: settings.paragraf: there is no such setting"),
        ("[settings]\nparagraph = { size = 'big' }", "mine.toml: settings.paragraph.size: expected `float`, got `str`"),
        ("[settings]\nparagraph = { size = 2 }", "mine.toml: settings.paragraph.size: expected `float` >= 4.0"),
        ("[settings]\nparagraph = 7", "mine.toml: settings.paragraph: expected `object`, got `int`"),
        ("[settings]\nparagraph = { size = 20 }", "mine.toml: settings.paragraph.leading: lines 14.2 points apart"),
        ("[settings]\nnote = { colour = 'red' }", "mine.toml: settings.note.colour: expected `str` matching"),
        ("[page]\nleft = 350", "mine.toml: page: the margins leave 147 by 658 points of A4"),
        (
            "[text]\nparagraph-numbers = 'left'",
            "mine.toml: text.paragraph-numbers: invalid enum value 'left'",
        ),
        (
            "[page]\nright = 40\nbinding = 9\n[text]\nparagraph-numbers = 'margin'",
            "mine.toml: page.right: the outer margin is 30 points too narrow on A4 for numbers of paragraphs",
        ),
        ("base = 'mine.toml'", "base: a base is the name of a theme, and no theme is its own base"),
        ("base = 7", "mine.toml: base: a base is the name of a theme"),
    ],
)
def test_what_is_wrong_with_a_theme_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        themes.theme(file_of(tmp_path, text))
    assert told in str(error.value)


@pytest.mark.parametrize("name", ["nothing", "nothing.toml", ".", "/"])
def test_a_theme_that_is_not_there_is_told(name: str) -> None:
    with pytest.raises(UsageError):
        themes.theme(name)


def test_the_command_lists_themes_and_refuses_others_before_it_begins(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record.json"
    record.write_bytes(pipeline.write_bytes(telegram(), "json"))
    assert run(["themes"]) == 0
    listed = capfd.readouterr().out
    assert all(name in listed for name in (*themes.BUILT_IN, *themes.PAPERS))
    assert run(["convert", str(record), "-t", "pdf", "-o", str(tmp_path / "out.pdf"), "--theme", "baroque"]) == 2
    assert "choose one of edition, telegram, large-print" in capfd.readouterr().err
    assert not (tmp_path / "out.pdf").exists()
    assert run(["themes", "edition"]) == 0
    mine = tmp_path / "mine.toml"
    mine.write_text(capfd.readouterr().out, "utf-8")
    called = ["convert", str(record), "-t", "pdf", "-o", str(tmp_path / "out.pdf")]
    assert run([*called, "--theme", str(mine), "--paper", "6x9"]) == 0
    assert (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", themes.BUILT_IN)
@pytest.mark.parametrize("carried", [True, False], ids=["carried", "recovered"])
def test_a_document_comes_back_from_any_theme(name: str, carried: bool) -> None:
    document = telegram()
    data = pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=name, paper="Letter"))
    report = Report()
    assert pipeline.read_bytes(data, options=ReadOptions(carried=carried), report=report) == document
    assert list(report.at("warning")) == []


SENT = "1. (U) Lines end where\nthey ended as they were sent,\n\n   each with a   read1ng\nthat stood so."


def test_a_typescript_has_the_lines_and_the_readings_as_sent(pdftotext: Callable[..., str]) -> None:
    reading = Choice(original=("read1ng",), proposed=("reading",), type="sic-corr")
    before = "1. (U) Lines end where they ended as they were sent, each with a "
    paragraph = Paragraph(span=Span(0, len(SENT)), content=(before, reading, " that stood so."))
    document = Document(body=(paragraph,), source=Source.of_text(SENT.encode(), "utf-8", "text/plain"))
    data = pipeline.write_bytes(document, "pdf", options=WriteOptions(theme="telegram"))
    lines = [line.strip() for line in pdftotext(data).splitlines()]
    first = lines.index("1. (U) Lines end where")
    assert lines[first + 1] == "they ended as they were sent,"
    assert lines[first + 2].startswith("each with a read1ng")
    assert lines[first + 3] == "that stood so."


def test_a_typescript_whose_source_says_otherwise_fills_its_lines(pdftotext: Callable[..., str]) -> None:
    paragraph = Paragraph(span=Span(0, 20), content=("Other words than the source has.",))
    document = Document(body=(paragraph,), source=Source.of_text(SENT.encode(), "utf-8", "text/plain"))
    data = pipeline.write_bytes(document, "pdf", options=WriteOptions(theme="telegram"))
    assert "Other words than the source has." in pdftotext(data)
