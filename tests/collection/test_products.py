"""What is made of a collection as a whole, opened by the programs that will open it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import networkx
import pandas
import pytest
from lxml import etree

import converters
from converters import pipeline
from converters.collection.products.days import span
from converters.collection.products.product import PRODUCTS, Record
from converters.collection.products.reading import text_of
from converters.collection.products.rows import TABLES, rows
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Dating, Declassification, DeclassificationAction, Metadata, Title
from tests.collection.runs import EXAMPLES, collection, contents, run

ALL = ",".join(product.name for product in PRODUCTS)
TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    (folder / "collection.toml").write_text('title = "Bees & Harbours"\n[address]\nbase = "https://archive.example/"\n')
    words = ("publish", EXAMPLES, "-t", ALL, "-o", "out", "--collection", "collection.toml")
    done = run(*words, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def table(published: Path, name: str) -> pandas.DataFrame:
    return pandas.read_csv(published / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_same_in_csv_and_in_parquet(published: Path, name: str) -> None:
    in_csv = table(published, name)
    in_parquet = pandas.read_parquet(published / "parquet" / f"{name}.parquet").astype(object)
    in_parquet = in_parquet.where(in_parquet.notna(), "").map(
        lambda value: f"{value:.0f}" if isinstance(value, float) else str(value)
    )
    unmarked = in_csv.map(lambda value: value.removeprefix("'") if value[:2] in ("'=", "'+", "'-", "'@") else value)
    pandas.testing.assert_frame_equal(unmarked, in_parquet, check_dtype=False, check_column_type=False)


def test_every_column_is_described(published: Path) -> None:
    package = json.loads((published / "csv/datapackage.json").read_bytes())
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table(published, resource["name"]).columns)
        assert all(field["description"] for field in fields)


def test_a_record_has_its_date_as_written_and_as_understood(published: Path) -> None:
    records = table(published, "records").set_index("record")
    row = records.loc["telegram-two-sections"]
    assert (row.sent, row.sent_edtf) == ("201507Z OCT 08", "2008-10-20T15:07Z")
    assert (row.sent_start, row.sent_end, row.sent_precision) == ("2008-10-20", "2008-10-20", "minute")


def test_nothing_is_called_declassified_that_nobody_declassified(published: Path) -> None:
    """One of the examples has an action with its authority and date; the telegrams have instructions only."""
    records = table(published, "records")
    told = records[records.declassified_by != ""]
    assert list(told.declassified_by) == ["Council of the port"]
    assert list(told.record) == ["convention"]


def test_repairs_are_listed_with_their_places(published: Path) -> None:
    repairs = table(published, "repairs")
    row = repairs[repairs.node == "c06ORRINVALE918-p5-number"].iloc[0]
    assert (row.original, row.proposed, row.reason) == ("15.", "5.", "pilcrow-read-as-digit")
    source = (EXAMPLES / "telegram-markdown-copy.txt").read_text("utf-8")
    assert source[int(row.start) : int(row.end)] == "15."


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1"])
def test_a_cell_is_no_formula(tmp_path: Path, title: str) -> None:
    document = Document(metadata=Metadata(titles=(Title(text=title),)), body=(nd.Paragraph(content=("A.",)),))
    (tmp_path / "in").mkdir()
    converters.write(document, tmp_path / "in/a.json")
    assert run("publish", "in", "-t", "csv,text", "-o", "out", folder=tmp_path).returncode == 0
    assert table(tmp_path / "out", "records").title[0] == f"'{title}"
    assert pandas.read_csv(tmp_path / "out/text/metadata.csv").title[0] == f"'{title}"


def test_the_network_opens_and_its_edges_are_deliveries(published: Path) -> None:
    network = networkx.read_gexf(published / "network.gexf")
    names = {number: data["label"] for number, data in network.nodes(data=True)}
    edges = {(names[source], names[target], data["record"]) for source, target, data in network.edges(data=True)}
    assert ("AMEMBASSY EXAMPLEVILLE", "SECSTATE WASHDC", "telegram-two-sections") in edges
    assert len(network.edges) == len(table(published, "deliveries"))


def test_an_edge_has_its_days_and_the_precedence_that_holds(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes((EXAMPLES / "telegram-two-sections.txt").read_bytes())
    letter = converters.read(EXAMPLES / "letter.json")
    dates = (Dating(role="written", text="June 1911", edtf="1911-06"),)
    known = msgspec.structs.replace(letter.metadata, dates=dates)
    converters.write(msgspec.structs.replace(letter, metadata=known), tmp_path / "in/b.json")
    assert run("publish", "in", "-t", "network,csv", "-o", "out", folder=tmp_path).returncode == 0
    root = etree.parse(tmp_path / "out/network.gexf").getroot()
    edges = list(root.iter("{*}edge"))
    assert {(one.get("start"), one.get("end")) for one in edges} == {
        ("2008-10-20", "2008-10-20"),
        ("1911-06-01", "1911-06-30"),
    }
    deliveries = table(tmp_path / "out", "deliveries").set_index("name")
    assert list(deliveries.loc["AMCONSUL KESTREL BAY", ["precedence", "effective"]]) == ["", "ROUTINE"]
    assert list(deliveries.loc["SECSTATE WASHDC", ["precedence", "effective"]]) == ["PRIORITY", "PRIORITY"]


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (DeclassificationAction(authority="A", date="2020-01-02", extent="full"), "A"),
        (DeclassificationAction(authority="A", date="2020-01-02", extent="part"), "A"),
        (DeclassificationAction(authority="A", date="2020-01-02"), "A"),
        (DeclassificationAction(authority="A", date="2020-01-02", extent="denied"), ""),
        (DeclassificationAction(authority="A"), ""),
    ],
)
def test_only_an_action_with_authority_and_date_that_is_no_denial_declassifies(
    tmp_path: Path, action: DeclassificationAction, told: str
) -> None:
    known = Metadata(declassification=Declassification(actions=(action,)))
    (tmp_path / "in").mkdir()
    converters.write(Document(metadata=known, body=(nd.Paragraph(content=("A.",)),)), tmp_path / "in/a.json")
    assert run("publish", "in", "-t", "csv", "-o", "out", folder=tmp_path).returncode == 0
    assert list(table(tmp_path / "out", "records").declassified_by) == [told]


def test_the_index_of_correspondence_keeps_the_rules_of_its_schema(tmp_path: Path) -> None:
    """What the schema of the format asks for beyond TEI: order and number of elements, needed attributes."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes((EXAMPLES / "telegram-two-sections.txt").read_bytes())
    (tmp_path / "collection.toml").write_text(
        'title = "T"\npublisher = "P"\neditors = ["E"]\ndate = "2026-11-24"\n[licence]\ntext = "CC BY 4.0"\n'
        'target = "https://creativecommons.org/licenses/by/4.0/"\n[address]\nbase = "https://archive.example/"\n'
    )
    words = ("publish", "in", "-t", "cmif", "-o", "out", "--collection", "collection.toml")
    done = run(*words, folder=tmp_path)
    assert "incomplete" not in done.stderr
    root = etree.parse(tmp_path / "out/cmif.xml").getroot()
    file = root.find(f"{TEI}teiHeader/{TEI}fileDesc")
    assert file is not None
    parts = [[one.tag.removeprefix(TEI) for one in part] for part in file]
    assert parts == [["title", "editor"], ["publisher", "idno", "date", "availability"], ["bibl"]]
    assert [one.get("target") for one in file.iter(f"{TEI}licence")] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert [one.get("type") for one in file.iter(f"{TEI}idno", f"{TEI}bibl")] == ["url", "online"]
    [described] = root.iter(f"{TEI}correspDesc")
    assert described.get("key") == "08EXAMPLEVILLE412"
    assert described.get("ref") == "https://archive.example/c08EXAMPLEVILLE412"
    assert {one.tag.removeprefix(TEI) for action in described for one in action} == {"orgName", "placeName", "date"}
    without = run("publish", "in", "-t", "cmif", "-o", "out2", folder=tmp_path)
    assert "cmif.xml lacks editors, publisher, address, date, licence, the licence's address" in without.stderr


def test_the_index_of_correspondence_is_tei_and_holds_names_as_text(published: Path) -> None:
    assert not list(pipeline.validate(published / "cmif.xml").at("error"))
    root = etree.parse(published / "cmif.xml").getroot()
    described = root.findall(f".//{TEI}correspDesc")
    assert described
    for one in root.iter(f"{TEI}orgName", f"{TEI}persName", f"{TEI}placeName"):
        assert len(one) == 0
        assert set(one.attrib) <= {"ref"}
    days = {date.get("when") for date in root.iter(f"{TEI}date") if date.get("when")}
    assert "2008-10-20" in days


def test_a_text_holds_what_the_author_wrote_once() -> None:
    text = text_of(converters.read(EXAMPLES / "telegram-markdown-copy.txt"))
    assert text.startswith("Summary\n") or "Orrin Vale expects no agreement" in text.split("\n\n")[1]
    assert text.count("Orrin Vale expects no agreement on honey duties") == 1
    for left_out in ("(C)", "¶", "CONFIDENTIAL", "TAGS", "SUBJECT", "End Summary", "SIPDIS"):
        assert left_out not in text


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2008-10-20T15:07Z", ("2008-10-20", "2008-10-20")),
        ("2008-02", ("2008-02-01", "2008-02-29")),
        ("2008?", ("2008-01-01", "2008-12-31")),
        ("2008-05/2008-06-02", ("2008-05-01", "2008-06-02")),
        ("2008/..", ("2008-01-01", None)),
        ("198X", ("1980-01-01", "1989-12-31")),
        ("19XX", ("1900-01-01", "1999-12-31")),
        ("1985-XX", ("1985-01-01", "1985-12-31")),
        ("1984-02-XX", ("1984-02-01", "1984-02-29")),
        ("1985-XX-XX~", ("1985-01-01", "1985-12-31")),
        ("2008-21", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_date_covers_days(edtf: str | None, days: tuple[str | None, str | None]) -> None:
    assert span(edtf) == days


def test_products_are_the_same_bytes_with_two_processes(tmp_path: Path) -> None:
    collection(tmp_path / "in", 20)
    for jobs in ("1", "2"):
        done = run("publish", "in", "-t", ALL, "-o", f"out{jobs}", "--jobs", jobs, folder=tmp_path)
        assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")


def test_a_record_that_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    (tmp_path / "in/000/00000.txt").write_bytes(b"\0\1")
    done = run("publish", "in", "-t", "csv", "-o", "out", folder=tmp_path)
    assert done.returncode == 1
    assert "in/000/00000.txt: " in done.stderr
    assert list(table(tmp_path / "out", "records").record) == ["000/00001"]


def test_a_product_that_does_not_exist_is_told(tmp_path: Path) -> None:
    collection(tmp_path / "in", 1)
    done = run("publish", "in", "-t", "csv,sculpture", "-o", "out", folder=tmp_path)
    assert done.returncode == 2
    assert "there is no product 'sculpture'; use one of: csv, parquet" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.shared
def test_every_telegram_gives_rows_that_fit_their_tables(shared: Path) -> None:
    for file in sorted((shared / "corpora/cables").glob("*.txt"))[::8]:
        found = list(rows(Record(file.stem, converters.read(file))))
        assert next(table for table, _ in found) == "records"
        assert all(isinstance(row, TABLES[table]) for table, row in found)
