"""Calls of the command that make no sense end with 2 and one line that says why; those that ask for JSON get it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

import converters
from converters.cli.main import run
from converters.formats.pdf.themes import PAPERS
from tests.cli.test_cases import EXAMPLES
from tests.pdf.strangers import untagged

NO_SENSE: dict[str, tuple[str, str]] = {
    "a command that is none": ("translate a.json", "No such command 'translate'"),
    "a ledger in the place of an input": (
        "convert a.json -t tei -o a.xml --report a.json",
        "an input or an output too",
    ),
    "a ledger in the place of an output": (
        "convert a.json -t tei -o a.xml --report a.xml",
        "an input or an output too",
    ),
    "a record and JSON on standard output": ("convert a.json -t tei --json", "cannot hold the record and --json"),
    "standard input twice": ("convert - -t tei -o out --link", "standard input can be read only once"),
    "an output without an ending that says a format": ("convert a.json -o out", "no format to write is named"),
    "an output with the ending of what is only read": ("convert a.json -o a.txt", "can be read, not written"),
    "a format that is only read": ("convert a.json -t cable -o a.txt", "can be read, not written"),
    "Word under the name of a PDF": (
        "convert a.json -t docx -o x.pdf",
        "x.pdf is the name of a pdf file, but docx is to be written; call it x.docx, or ask for pdf with --to",
    ),
    "a PDF under the name of TEI, in capitals": (
        "convert a.json -t pdf -o A.TEI.XML",
        "A.TEI.XML is the name of a tei file, but pdf is to be written; call it A.pdf, or ask for tei with --to",
    ),
    "TEI under the name of what cannot be written": (
        "convert a.json -t tei -o x.txt",
        "x.txt is the name of a cable file, but tei is to be written; call it x.tei.xml\n",
    ),
    "a ledger under the name of a PDF": (
        "convert a.json -t tei -o a.xml --report ledger.pdf",
        "ledger.pdf is the name of a pdf file, but json is to be written; call it ledger.json",
    ),
    "edits under the name of a Word file": (
        "edits a.json a.json -o a.docx",
        "a.docx is the name of a docx file, but json is to be written; call it a.json",
    ),
    "an original under the name of a PDF that it is not": (
        "source told.json -o told.pdf",
        "told.pdf is the name of a pdf file, but the original is none; call it as it was called, or make one with"
        " `dragoman convert --to pdf`",
    ),
    "a cluster without a place": ("convert a.json -t tei -o out --engine dask", "needs a cluster"),
    "a cluster with processes of its own": (
        "convert a.json -t tei -o out --engine dask --scheduler tcp://x:1 --jobs 2",
        "a cluster has its own workers and limits",
    ),
    "a cluster that is not asked for": (
        "convert a.json -t tei -o out --scheduler tcp://x:1",
        "--scheduler is for clusters",
    ),
    "a day that is none": ("convert a.json -t tei -o out --dates May", "--dates is 'May'"),
    "a limit that is none": ("convert a.json -t tei -o out --limit height=2", "there is no limit 'height'"),
    "a size that is none": ("convert a.json -t tei -o out --limit file=much", "'much' is not a size"),
    "a size of nothing": ("convert a.json -t tei -o out --limit file=0", "'0' is not a size"),
    "a theme that is none": ("convert a.json -t pdf -o a.pdf --theme gothic", "there is no theme 'gothic'"),
    "a paper that is none": ("convert a.json -t pdf -o a.pdf --paper A9", "there is no paper 'A9'"),
    "a theme that is too large": ("convert a.json -t pdf -o a.pdf --theme large.toml", "too large for a theme"),
    "a profile that is none": ("convert a.json -t tei -o a.xml --profile long", "no profile 'long'"),
    "decisions without rules": ("convert a.json -t tei -o out --reviewed r.csv", "no rules are named"),
    "a queue without rules": ("publish a.json -t csv -o out --list-withheld q.csv", "no rules are named"),
    "withholding while gathering": (
        "convert a.json -t tei -o out --gather --withhold rules.toml --list-withheld q.csv",
        "--gather cannot withhold",
    ),
    "a bag with rules and no decisions": (
        "bag out -o bag --withhold rules.toml",
        "--withhold and --reviewed go together",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a record."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES / "letter.json", "a.json")
    converters.convert(EXAMPLES / "telegram-markdown-copy.txt", "told.json")
    return tmp_path


@pytest.mark.parametrize(("words", "problem"), NO_SENSE.values(), ids=NO_SENSE)
def test_a_call_that_makes_no_sense_is_one_line_and_writes_nothing(
    words: str, problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "large.toml").write_text("# a theme\n" * 200_000)
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert run(words.split()) == 2
    told = capsys.readouterr()
    assert problem in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["a.xml", "a.tei", "record", "a.pdf.bak", "a.b/", "old.docx/"])
def test_a_name_that_belongs_to_the_format_or_to_none_is_taken_as_it_is(name: str, folder: Path) -> None:
    assert run(["convert", "a.json", "-t", "tei", "-o", name]) == 0
    assert (folder / (f"{name}a.tei.xml" if name.endswith("/") else name)).read_bytes().startswith(b"<?xml")


def test_a_list_of_wanted_records_that_names_none_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "wanted.txt").write_text("# none yet\n\n")
    assert run(["convert", "a.json", "-t", "tei", "-o", "out", "--only", "wanted.txt"]) == 1
    assert "wanted.txt: lists no record; write a name, number or id on each line" in capsys.readouterr().err


def test_a_time_for_outputs_that_is_none_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run(["convert", "a.json", "-t", "pdf", "-o", "a.pdf"]) == 2
    assert "SOURCE_DATE_EPOCH is 'yesterday'; set it to whole seconds since 1970" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["convert a.json none.txt -t tei -o out", "validate a.json none.txt"])
def test_an_input_that_is_not_there_is_told_and_the_others_are_done(
    words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words.split()) == 1
    told = capsys.readouterr().err
    assert "none.txt" in told
    assert "1 valid, 1 not" in told or (folder / "out/a.tei.xml").is_file()


def test_a_pattern_that_nothing_fits_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "a.json", "b*.json", "-t", "tei", "-o", "out"]) == 1
    assert "b*.json" in capsys.readouterr().err


def test_the_formats_are_told_as_a_table_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == ["json", "tei", "docx", "pdf", "cable"]
    assert run(["formats"]) == 0
    table = capsys.readouterr().out
    assert all(row["name"] in table and " ".join(row["endings"])[:4] in table for row in rows)
    kinds = {kind for row in rows for kind in row["support"]}
    assert [kind for kind in kinds if f"\n{kind} " not in table] == []


def test_the_themes_are_told_as_a_list_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["themes", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["paper"] for row in rows} <= set(PAPERS)
    assert run(["themes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [row["name"] for row in rows]
    assert lines[-1] == f"papers: {', '.join(PAPERS)}"


def test_what_a_check_of_a_run_finds_is_told_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy("a.json", "b.json")
    assert run(["convert", "a.json", "b.json", "-t", "tei", "-o", "out"]) == 0
    (folder / "out/a.tei.xml").unlink()
    capsys.readouterr()
    assert run(["verify", "out", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"intact": 1, "missing": 1}
    assert [(one["path"], one["state"]) for one in told["findings"]] == [("out/a.tei.xml", "missing")]


def test_edits_go_to_standard_output_or_are_added_to_a_file_that_is_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "a.json").read_text("utf-8")
    for name, word in (("b.json", "harbour"), ("c.json", "haven")):
        (folder / name).write_text(text.replace("archive", word, 1), "utf-8")
    assert text != (folder / "b.json").read_text("utf-8")
    assert run(["edits", "a.json", "b.json", "--by", "AB"]) == 0
    first = capsys.readouterr().out
    assert "harbour" in first
    (folder / "a.edits.json").write_text(first)
    assert run(["edits", "a.json", "c.json", "--by", "CD", "-o", "a.edits.json"]) == 0
    assert "1 edits, 1 there before" in capsys.readouterr().err
    assert run(["convert", "a.json", "-t", "json"]) == 0
    assert "haven" in capsys.readouterr().out


def test_an_original_that_is_no_text_never_goes_to_a_terminal(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "old.pdf").write_bytes(untagged([(72, 700, "A letter of others.")]))
    assert run(["convert", "old.pdf", "-t", "json", "-o", "old.json"]) == 0
    capsysbinary.readouterr()
    assert run(["source", "old.json"]) == 0
    assert capsysbinary.readouterr().out == (folder / "old.pdf").read_bytes()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["source", "old.json"]) == 2
    assert b"the original is binary and standard output is a terminal" in capsysbinary.readouterr().err
