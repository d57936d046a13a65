"""Which files are inputs, which records are wanted, in what order they stand, and what is said of each."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

import converters
from converters.collection.authorities import read_lists
from converters.collection.discovery import discover
from converters.collection.products import cmif
from converters.collection.products.days import span
from converters.collection.products.product import Record
from converters.collection.products.rows import Correspondents, rows
from converters.collection.profile import Address
from converters.collection.survey import Identity, Selection
from converters.collection.volume.order import said, sort_key
from converters.collection.volume.settings import VolumeSettings
from converters.model.document import Document
from converters.model.metadata import Agent, Delivery, Extra, Identifier, Metadata
from tests.collection.runs import EXAMPLES, run


def names(*wanted: Path | str, links: bool = False) -> list[str]:
    return [one.below for one in discover(map(str, wanted), links=links).inputs]


def test_hidden_files_and_links_in_a_folder_are_passed_over_but_links_where_they_are_asked_for(tmp_path: Path) -> None:
    for name in ("a.json", ".b.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "c.json").symlink_to(tmp_path / "a.json")
    assert names(tmp_path) == ["a.json"]
    assert names(tmp_path, links=True) == ["a.json", "c.json"]
    assert names(tmp_path / "*.json") == ["a.json"]
    assert names(tmp_path / "*.json", links=True) == ["a.json", "c.json"]


def test_a_pattern_that_nothing_fits_is_a_problem(tmp_path: Path) -> None:
    found = discover([str(tmp_path / "*.json")])
    assert found.inputs == ()
    assert [problem.problem for problem in found.problems] == ["no file has such a name"]


def test_files_at_an_address_are_found_as_in_a_folder() -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    for path in ("/choosing/a.json", "/choosing/below/b.json", "/choosing/.c.json", "/choosing/.d/e.json"):
        system.pipe(path, b"{}")
    assert names("memory://choosing") == ["a.json", "below/b.json"]
    assert names("memory://choosing/below/b.json") == ["b.json"]


@pytest.mark.parametrize(
    ("sent", "first", "last", "wanted"),
    [
        ("2006-05-27T12:05Z", "2006-05", "2006-05", True),
        ("2006-05-27T12:05Z", "2006-05-28", None, False),
        ("2006-05-27T12:05Z", None, "2006-05-26", False),
        (None, "2006", None, False),
        (None, None, None, True),
    ],
)
def test_a_record_is_wanted_by_its_date_of_sending_where_it_says_one(
    sent: str | None, first: str | None, last: str | None, wanted: bool
) -> None:
    assert Selection(first=first, last=last).takes("a.txt", Identity(sent=sent)) == wanted


@pytest.mark.parametrize(
    ("pattern", "id", "mrn", "address"),
    [
        ("{id}", "c1", None, "https://example.org/c1"),
        ("{mrn}/{id}", "c1", "07EXAMPLE1", "https://example.org/07EXAMPLE1/c1"),
        ("{mrn}/{id}", "c1", None, None),
        ("{id}", None, "07EXAMPLE1", None),
    ],
)
def test_a_record_has_an_address_where_it_has_what_the_pattern_needs(
    pattern: str, id: str | None, mrn: str | None, address: str | None
) -> None:
    assert Address(base="https://example.org/", pattern=pattern).of(id=id, mrn=mrn) == address


@pytest.mark.parametrize(
    ("column", "told"),
    [("holding.levels.item.title", None), ("holding.levels.file", "there is no such column")],
)
def test_a_row_can_add_a_level_of_the_holding_but_not_be_all_of_them(
    column: str, told: str | None, tmp_path: Path
) -> None:
    (tmp_path / "collection.toml").write_text(
        'overrides = "rows.csv"\n[holding]\nrepository = "The Invented Archive"\n'
        'levels = [{ level = "fonds", title = "Posts abroad" }]\n'
    )
    (tmp_path / "rows.csv").write_text(f"record,{column}\n06ORRINVALE918,On bees\n")
    record = EXAMPLES / "telegram-markdown-copy.txt"
    done = run("convert", record, "-t", "json", "-o", "a.json", "--collection", "collection.toml", folder=tmp_path)
    if told is not None:
        assert done.returncode == 1
        assert told in done.stderr
        return
    holding = converters.read(tmp_path / "a.json").metadata.holding
    assert holding is not None
    assert [(one.level, one.title) for one in holding.levels] == [("fonds", "Posts abroad"), ("item", "On bees")]


def test_an_entry_of_a_list_without_an_id_or_a_label_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,kind,label\na,post,A\n,post,B\n")
    with pytest.raises(converters.InputError, match="line 3: has no id or no label"):
        read_lists([str(tmp_path / "list.csv")])


def test_entries_of_a_list_in_tei_without_an_id_or_a_name_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPlace><place xml:id="a"><placeName>Marlow</placeName>'
        '</place><place xml:id="b"/><place><placeName>Kestrel Bay</placeName></place></listPlace></standOff></TEI>'
    )
    lists = read_lists([str(tmp_path / "list.xml")])
    assert [bool(lists.answer("place", name, None).identifiers) for name in ("Marlow", "Kestrel Bay")] == [True, False]


def test_who_is_left_out_of_a_delivery_is_a_correspondent_of_its_own_kind() -> None:
    posts = Agent(name="LITTORAL STATES COLLECTIVE", type="organisation")
    without = Agent(name="AMEMBASSY MARLOW", type="post")
    known = Metadata(deliveries=(Delivery(to=posts, type="info", exempted=(without,)),))
    found = [row for _, row in rows(Record("a", Document(metadata=known))) if isinstance(row, Correspondents)]
    assert [(row.role, row.name) for row in found] == [
        ("info", "LITTORAL STATES COLLECTIVE"),
        ("exempted", "AMEMBASSY MARLOW"),
    ]


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2008-10-20", '<date when="2008-10-20"/>'),
        ("2008-10", '<date when="2008-10"/>'),
        ("2008", '<date when="2008"/>'),
        ("2008-10-20/2008-10-22", '<date notBefore="2008-10-20" notAfter="2008-10-22"/>'),
        (None, ""),
    ],
)
def test_a_date_of_the_index_of_correspondence_is_as_exact_as_that_of_the_record(edtf: str | None, date: str) -> None:
    assert cmif._day(edtf, *span(edtf)) == date


def record(name: str, box: str | None = None) -> Document:
    extras = (Extra(name="Box", value=box),) if box is not None else ()
    return Document(metadata=Metadata(identifiers=(Identifier(scheme="reel", value=name),), extras=extras))


@pytest.mark.parametrize("key", ["Box", "reel"])
def test_records_can_be_sorted_by_a_fact_or_an_identifier_of_theirs_figures_by_their_value(key: str) -> None:
    settings = VolumeSettings(sort_key=key)
    keys = [sort_key(record(name, name), settings) for name in ("a 10", "A 9", "b 1")]
    assert keys[1] < keys[0] < keys[2]  # type: ignore[operator]
    assert sort_key(Document(), settings) is None


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (VolumeSettings(order="input"), "The 3 records stand in the order in which they are kept."),
        (
            VolumeSettings(order="input", sort_key="Box"),
            "The 3 records stand in the order of their Box. Those that do not say it (1 of them) stand after the "
            "others, in the order in which they came.",
        ),
    ],
)
def test_the_front_matter_says_in_what_order_the_records_stand(settings: VolumeSettings, sentence: str) -> None:
    assert said(settings, 3, 1) == sentence


def test_a_volume_of_records_in_the_order_in_which_they_came_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('title = "Bees"\n[volume]\norder = "input"\n')
    records = [EXAMPLES / name for name in ("telegram-two-sections.txt", "telegram-markdown-copy.txt")]
    asked = ("-t", "volume.docx", "-o", "out", "--collection", "collection.toml")
    done = run("publish", *records, *asked, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    text = "".join(one.text for one in docx.Document(str(tmp_path / "out/volume.docx")).paragraphs)
    assert "The 2 records stand in the order in which they are kept." in text


def test_an_input_that_failed_is_a_finding_of_the_check_of_its_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.json").write_bytes((EXAMPLES / "letter.json").read_bytes())
    (tmp_path / "in/b.json").write_text("{")
    assert run("convert", "in", "-t", "tei", "-o", "out", folder=tmp_path).returncode == 1
    done = run("verify", "out", folder=tmp_path)
    assert done.returncode == 1
    assert "b.json: was not converted" in done.stderr
    assert "1 intact, 1 failed" in done.stderr
