"""All records as one teiCorpus: valid, what they share once, and every record the same document as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import converters
from converters import pipeline
from converters.formats.tei.corpus.lifting import lifted, with_prefix
from converters.formats.tei.corpus.records import editions
from converters.formats.tei.corpus.shared import as_name
from converters.formats.tei.names import TEI, XML_ID
from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.collection.runs import EXAMPLES, collection, contents, run
from tests.corpora import cable_files, example_files, sample

PROFILE = """\
title = "Bees & Harbours"
publisher = "The Invented Archive"
date = "2026-11-24"
editors = ["Ada Thornbury"]
[licence]
text = "CC BY 4.0"
target = "https://creativecommons.org/licenses/by/4.0/"
[address]
base = "https://archive.example/"
"""
LIST = """\
id,kind,label,variants,from,to,wikidata
orrin,post,Embassy in Orrin Vale,AMEMBASSY ORRIN VALE,,,Q100
state,post,Department of State,SECSTATE WASHDC,1900,,Q200
"""
FOREIGN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<p xml:id="p1">One.</p><p><ref target="#p1">Above</ref>.</p></body></text></TEI>
"""


def corpus(folder: Path, *more: str) -> Path:
    """The corpus of the records in `in`."""
    done = run("publish", "in", "-t", "corpus.tei", "-o", "out", *more, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "out/corpus.tei.xml"


def read_back(file: Path) -> list[Document]:
    """The documents in a corpus; nothing is told to be lost."""
    report = Report()
    found = editions(file.read_bytes())
    assert found is not None
    documents = [pipeline.read_bytes(one, format="tei", report=report) for one in found]
    assert [message for message in report.messages if message.code == "unread"] == []
    return documents


def put(folder: Path, files: list[Path]) -> None:
    (folder / "in").mkdir()
    for file in files:
        (folder / "in" / file.name).write_bytes(file.read_bytes())


@pytest.mark.shared
def test_the_records_come_back_and_the_corpus_is_valid_against_both_schemas(
    tmp_path: Path, shared: Path, request: pytest.FixtureRequest
) -> None:
    files = [*sample(cable_files(shared), request, 10), *example_files()]
    put(tmp_path, files)
    (tmp_path / "collection.toml").write_text(PROFILE)
    (tmp_path / "list.csv").write_text(LIST)
    known = ("--collection", "collection.toml", "--authority", "list.csv")
    file = corpus(tmp_path, *known)
    assert run("convert", "in", "-t", "json", "-o", "json", *known, folder=tmp_path).returncode == 0
    wanted = [converters.read(one) for one in sorted((tmp_path / "json").glob("*.json"))]
    assert read_back(file) == wanted
    root = etree.parse(file)
    etree.RelaxNG(etree.parse(shared / "schemas/tei_all.rng")).assertValid(root)
    assert [str(message) for message in pipeline.validate(file).at("error")] == []


def test_what_records_share_stands_once(tmp_path: Path) -> None:
    put(tmp_path, example_files())
    (tmp_path / "list.csv").write_text(LIST)
    root = etree.parse(corpus(tmp_path, "--authority", "list.csv")).getroot()
    assert {one.get("n") for one in root.iterfind(f"{TEI}teiHeader//{TEI}taxonomy")} >= {"tags", "classification"}
    assert root.findall(f"{TEI}TEI//{TEI}taxonomy") == []
    assert [one.findtext(f"{TEI}idno[@type='wikidata']") for one in root.iter(f"{TEI}org")].count("Q200") == 1
    assert root.findall(f"{TEI}TEI//{TEI}listOrg") == []
    state = root.find(f"{TEI}standOff/{TEI}listOrg/{TEI}org[@{XML_ID}='corpus.org.id-state']")
    assert state is not None
    pointers = [one for one in root.iter(f"{TEI}orgName") if one.get("ref") == "#corpus.org.id-state"]
    assert len({one.getroottree().getpath(one).split("/")[2] for one in pointers}) > 1


def test_ids_are_unique_even_of_records_with_the_same_id_and_of_others_tei(tmp_path: Path) -> None:
    put(tmp_path, [EXAMPLES / "telegram-redacted.txt", EXAMPLES / "letter.json"])
    (tmp_path / "in/copy.txt").write_bytes((EXAMPLES / "telegram-redacted.txt").read_bytes())
    for name in ("a", "b"):
        (tmp_path / f"in/{name}.xml").write_text(FOREIGN)
    file = corpus(tmp_path)
    ids = [one.get(XML_ID) for one in etree.parse(file).getroot().iter("*") if one.get(XML_ID)]
    assert len(ids) == len(set(ids))
    assert not [message for message in pipeline.validate(file).at("error") if message.code in ("id", "pointer")]
    found = read_back(file)
    foreign = [converters.read(tmp_path / f"in/{name}.xml") for name in ("a", "b")]
    assert [one.body for one in found[:2]] == [one.body for one in foreign]
    assert found[2] == found[4] == converters.read(EXAMPLES / "telegram-redacted.txt")
    assert found[3] == converters.read(EXAMPLES / "letter.json")


def test_a_corpus_is_an_input_of_many_records(tmp_path: Path) -> None:
    put(tmp_path, example_files())
    corpus(tmp_path)
    done = run("convert", "out/corpus.tei.xml", "-t", "json", "-o", "apart/", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    apart = [converters.read(one) for one in sorted((tmp_path / "apart").rglob("*.json"))]
    assert apart == [converters.read(one) for one in example_files()]


def test_a_corpus_of_others_is_one_document(tmp_path: Path) -> None:
    header = FOREIGN[FOREIGN.index("<teiHeader>") : FOREIGN.index("<text>")]
    text = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}{FOREIGN}<!-- dragoman --></teiCorpus>'
    (tmp_path / "a.xml").write_text(text)
    assert editions((tmp_path / "a.xml").read_bytes()) is None
    assert converters.read(tmp_path / "a.xml").body


def test_the_same_records_make_the_same_corpus_with_two_processes(tmp_path: Path) -> None:
    collection(tmp_path / "in", 20)
    for jobs in ("1", "2"):
        done = run("publish", "in", "-t", "corpus.tei", "-o", f"out{jobs}", "--jobs", jobs, folder=tmp_path)
        assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")


def test_names_for_ids_are_another_for_each_text() -> None:
    texts = ["A B", "A_B", "A-B", "AB", "A  B", "Ä", "_c4_"]
    assert len({as_name(text) for text in texts}) == len(texts)


def test_a_prefix_reaches_ids_pointers_and_what_tei_does_not_hold() -> None:
    document = Document(
        id="c1",
        body=(
            nd.Paragraph(id="c1-p1", content=("A.",), attrs={"mine": "kept"}),
            nd.Paragraph(content=(nd.Reference(content=("up",), target="#c1-p1"),)),
        ),
    )
    member = with_prefix(lifted(pipeline.write_bytes(document, "tei"), "some/record"))
    assert b'xml:id="_some_2f_record.c1-p1"' in member.data
    assert b'target="#_some_2f_record.c1-p1"' in member.data
    assert b'"_some_2f_record.c1-p1":' in member.data
