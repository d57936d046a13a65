"""One file with many records: each becomes a document of its own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from converters import pipeline
from converters.cli.main import dragoman
from converters.errors import ExitCode, InputError
from converters.formats import registry
from converters.formats.cable import records
from converters.limits import Limits, OverLimit
from tests.corpora import ROOT

EXAMPLES = [ROOT / "examples" / name for name in ("telegram-two-sections.txt", "telegram-redacted.txt")]
ROW = (
    *("1", "10/20/2008 15:07", "08EXAMPLEVILLE412", "Embassy Exampleville", "CONFIDENTIAL//NOFORN", "07MARLOW1120"),
    "P R 201507Z OCT 08\nFM AMEMBASSY EXAMPLEVILLE\nTO RUEHC/SECSTATE WASHDC PRIORITY 3318",
    'C O N F I D E N T I A L EXAMPLEVILLE 000412\n\nSUBJECT: TIDES\n\n1. (C) He said "no tide\\".\n\nTHORNBURY\n',
)
"""A row of the table of an archive."""


def table(*rows: tuple[str, ...]) -> bytes:
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\", lineterminator="\n").writerows(rows)
    return held.getvalue().encode()


def texts(data: bytes) -> list[bytes]:
    return list(registry.by_name("cable").records(data) or ())


def test_text_is_cut_after_the_end_mark_of_each_message() -> None:
    first, second = (file.read_bytes().rstrip() + b"\n" for file in EXAMPLES)
    joined = first + b"\nNNNN\n\n" + second + b"\nNNNN\n"
    assert b"".join(texts(joined)) == joined, "nothing is lost between them"
    names = [pipeline.read_bytes(text, format="cable").id for text in texts(joined)]
    assert names == [pipeline.read(file).id for file in EXAMPLES]


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*.txt")), ids=lambda file: file.stem)
def test_one_telegram_is_one_record(file: Path) -> None:
    assert texts(file.read_bytes()) == []


def test_each_row_of_a_table_is_a_record_with_the_number_that_the_archive_gave_it() -> None:
    other = ("2", "10/21/2008 10:00", "08MARLOW918", "Embassy Marlow", "UNCLASSIFIED", "", "", "1. (U) A text.\n")
    first, second = (pipeline.read_bytes(text, format="cable") for text in texts(table(ROW, other)))
    assert first.metadata.identifier("mrn") == "08EXAMPLEVILLE412"
    assert first.source is not None
    assert 'He said "no tide\\".' in (first.source.text or "")
    assert second.source is not None
    assert (second.source.text or "").startswith("08MARLOW918\n")


class Counted(io.BytesIO):
    """An open file that tells how many bytes were read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data

    def readline(self, size: int | None = -1) -> bytes:
        data = super().readline(size)
        self.taken += len(data)
        return data


TEXT = EXAMPLES[0].read_bytes().rstrip() + b"\n\nNNNN\n"


@pytest.mark.parametrize(("one", "count"), [(table(ROW), 10_000), (TEXT, 1_500)], ids=["table", "text"])
def test_a_large_file_is_read_only_as_far_as_the_record_that_is_asked_for(one: bytes, count: int) -> None:
    file = Counted(one * count)
    found = registry.by_name("cable").records_in(file, b"")
    assert not isinstance(found, bytes)
    assert next(found)
    assert file.taken < len(one) * count / 2
    assert sum(1 for _ in found) == count - 1


def test_wherever_a_file_is_read_to_its_records_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = TEXT + b"\n \n" + EXAMPLES[1].read_bytes() + b"\nNNNN\r\n" + TEXT
    whole = texts(data)
    assert len(whole) == 3
    monkeypatch.setattr(records, "_AHEAD", 100)
    for size in (1, 7, 100):
        monkeypatch.setattr(records, "_PIECE", size)
        file = io.BytesIO(data)
        found = registry.by_name("cable").records_in(file, file.read(5))
        assert not isinstance(found, bytes)
        assert list(found) == whole


@pytest.mark.parametrize("data", [table(ROW), TEXT * 3], ids=["table", "text"])
def test_a_limit_holds_for_each_record_not_for_the_file(data: bytes) -> None:
    cable = registry.by_name("cable")
    assert cable.records(data * 40, Limits(file=5000)) is not None
    with pytest.raises(OverLimit, match="holds a record of more than 100 bytes"):
        list(cable.records(data * 40, Limits(file=100)) or ())


def test_reading_such_a_file_as_one_record_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="holds many records"):
        pipeline.read_bytes(table(ROW), format="cable")


def test_convert_writes_each_record_into_a_folder_that_is_called_as_the_file(tmp_path: Path) -> None:
    (tmp_path / "cables.csv").write_bytes(table(ROW, ROW))
    out = tmp_path / "out"
    ran = CliRunner().invoke(
        dragoman, ["convert", str(tmp_path / "cables.csv"), "-t", "json,tei", "-o", str(out)], standalone_mode=False
    )
    assert ran.return_value == ExitCode.DONE, ran.output
    written = sorted(str(file.relative_to(out)) for file in out.rglob("*.*") if file.is_file())
    records = ["cables/00001.json", "cables/00001.tei.xml", "cables/00002.json", "cables/00002.tei.xml"]
    assert written == [*records, "manifest.jsonl"]


def test_one_file_named_for_many_records_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "cables.csv").write_bytes(table(ROW, ROW))
    target = tmp_path / "one.json"
    ran = CliRunner().invoke(
        dragoman, ["convert", str(tmp_path / "cables.csv"), "-t", "json", "-o", str(target)], standalone_mode=False
    )
    assert ran.return_value == ExitCode.FAILED
    assert "holds many records" in ran.output
    assert not target.exists()
