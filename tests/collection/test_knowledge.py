"""What a collection knows of its records: profile, overrides, authority lists, relations, selections."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import converters
from converters.collection.authorities import Answer, Authorities, Entity, read_lists
from converters.collection.edits import Correct, Edits, encode
from converters.errors import InputError
from tests.collection.runs import EXAMPLES, contents, run

SECTIONS, COPY = "telegram-two-sections.txt", "telegram-markdown-copy.txt"
PROFILE = """\
title = "Telegrams of Orrin Vale"
publisher = "The Invented Archive"
editors = ["Ada Thornbury"]

[licence]
text = "Creative Commons Attribution 4.0"
target = "https://creativecommons.org/licenses/by/4.0/"

[rights]
text = "No known rights in the source."

[access]
text = "Open."

[holding]
repository = "The Invented Archive"
levels = [
  { level = "fonds", title = "Posts abroad", code = "IA 1", dates = "1970/2010" },
  { level = "file", title = "Bees", code = "IA 1/7", dates = "2006" },
]

[address]
base = "https://archive.example/"
pattern = "records/{mrn}"
"""
LIST = """\
id,kind,label,variants,from,to,wikidata
orrin,post,Embassy in Orrin Vale,AMEMBASSY ORRIN VALE,,,Q100
state,post,Department of State,SECSTATE WASHDC,1960,2010,Q200
state2,post,Department of State (new),SECSTATE WASHDC,2011,,Q201
bay1,post,Consulate at Kestrel Bay,AMCONSUL KESTREL BAY,,,
bay2,post,Mission to Kestrel Bay,AMCONSUL KESTREL BAY,,,
prel,tag,Political relations,PREL,,,Q300
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (SECTIONS, COPY):
        (folder / name).write_bytes((EXAMPLES / name).read_bytes())
    return folder


def convert(records: Path, *more: str, formats: str = "json", out: str = "out") -> Path:
    done = run("convert", "in", "-t", formats, "-o", out, *more, folder=records.parent)
    assert done.returncode == 0, done.stderr
    return records.parent / out


def metadata(out: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / name).with_suffix(".json").read_bytes())["metadata"]
    return found


def test_a_profile_is_in_every_record_of_every_format(records: Path) -> None:
    (records.parent / "collection.toml").write_text(PROFILE)
    out = convert(records, "--collection", "collection.toml", formats="tei,json,docx,pdf")
    known = metadata(out, SECTIONS)
    assert known["rights"]["licence"]["target"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [level["code"] for level in known["holding"]["levels"]] == ["IA 1", "IA 1/7"]
    assert {
        "kind": "identifier",
        "scheme": "url",
        "value": "https://archive.example/records/08EXAMPLEVILLE412",
    } in known["identifiers"]
    stem = out / SECTIONS.removesuffix(".txt")
    documents = [converters.read(f"{stem}{ending}") for ending in (".tei.xml", ".json", ".docx", ".pdf")]
    assert all(document.metadata == documents[0].metadata for document in documents)


def test_a_row_of_the_overrides_is_about_one_record(records: Path) -> None:
    (records.parent / "collection.toml").write_text(f'overrides = "rows.csv"\n{PROFILE}')
    (records.parent / "rows.csv").write_text(
        "record,access.text,holding.levels.file.code\n06ORRINVALE918,Closed.,IA 9\n"
    )
    out = convert(records, "--collection", "collection.toml")
    assert metadata(out, COPY)["rights"]["access"]["text"] == "Closed."
    assert metadata(out, COPY)["holding"]["levels"][1]["code"] == "IA 9"
    assert metadata(out, SECTIONS)["rights"]["access"]["text"] == "Open."


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("record,colour\n06ORRINVALE918,red\n", "rows.csv: line 2"),
        ("record,access.text\n06ORRINVALE918,A\n06ORRINVALE918,B\n", "is about 06ORRINVALE918 again"),
        ("record,access.text\n,A\n", "has no value for 'record'"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(records: Path, rows: str, told: str) -> None:
    (records.parent / "collection.toml").write_text('overrides = "rows.csv"\n')
    (records.parent / "rows.csv").write_text(rows)
    done = run("convert", "in", "-t", "json", "-o", "out", "--collection", "collection.toml", folder=records.parent)
    assert done.returncode == 1
    assert told in done.stderr
    assert not (records.parent / "out").exists()


def test_a_row_about_no_record_is_told(records: Path) -> None:
    (records.parent / "collection.toml").write_text('overrides = "rows.csv"\n')
    (records.parent / "rows.csv").write_text("record,access.text\n99NOWHERE1,A\n")
    done = run("convert", "in", "-t", "json", "-o", "out", "--collection", "collection.toml", folder=records.parent)
    assert "the overrides are about 99NOWHERE1, but no record has that number or id" in done.stderr


def test_a_key_that_no_profile_has_is_told(records: Path) -> None:
    (records.parent / "collection.toml").write_text('colour = "red"\n')
    done = run("convert", "in", "-t", "json", "-o", "out", "--collection", "collection.toml", folder=records.parent)
    assert done.returncode == 1
    assert "collection.toml: is not a collection profile: Object contains unknown field `colour`" in done.stderr


def test_names_get_identifiers_by_exact_variant_and_date(records: Path) -> None:
    (records.parent / "list.csv").write_text(LIST)
    out = convert(records, "--authority", "list.csv", formats="tei,json")
    known = metadata(out, SECTIONS)
    state = known["deliveries"][0]["to"]["identifiers"]
    assert [(one["scheme"], one["value"]) for one in state][1:] == [("authority", "state"), ("wikidata", "Q200")]
    assert (
        next(one["ref"] for one in known["subjects"] if one["term"] == "PREL") == "http://www.wikidata.org/entity/Q300"
    )
    edition = (out / SECTIONS).with_suffix(".tei.xml").read_text("utf-8")
    assert 'ref="http://www.wikidata.org/entity/Q200"' in edition
    assert '<idno type="wikidata">Q200</idno>' in edition


def test_what_is_unknown_or_ambiguous_is_listed_and_never_guessed(records: Path) -> None:
    (records.parent / "list.csv").write_text(LIST)
    out = convert(records, "--authority", "list.csv")
    bay = next(one for one in metadata(out, SECTIONS)["deliveries"] if "KESTREL" in one["to"]["name"])
    assert [one["scheme"] for one in bay["to"]["identifiers"]] == ["routing-indicator"]
    with (out / "unmatched.csv").open(newline="") as file:
        rows = {(row["kind"], row["name"]): (row["why"], row["candidates"]) for row in csv.DictReader(file)}
    assert rows["post", "AMCONSUL KESTREL BAY"] == ("ambiguous", "bay1|bay2")
    assert rows["post", "USMISSION EVERMERE"] == ("unknown", "")
    assert ("post", "SECSTATE WASHDC") not in rows


def test_one_corrected_line_of_a_list_changes_the_records_that_name_it_and_no_other(records: Path) -> None:
    (records.parent / "list.csv").write_text(LIST)
    (records / COPY).with_suffix(".edits.json").write_bytes(
        encode(Edits(edits=(Correct(node="c06ORRINVALE918-p3", quote="upper valley", text="Upper Valley", by="AT"),)))
    )
    out = convert(records, "--authority", "list.csv")
    before = contents(out)
    (records.parent / "list.csv").write_text(LIST.replace("Q100", "Q111"))
    done = run("convert", "in", "-t", "json", "-o", "out", "--authority", "list.csv", folder=records.parent)
    assert "1 converted, 0 failed, 1 unchanged" in done.stderr
    after = contents(out)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["manifest.jsonl", "telegram-markdown-copy.json"]
    assert b'"proposed":["Upper Valley"]' in after["telegram-markdown-copy.json"]
    (records.parent / "was.json").write_bytes(before["telegram-markdown-copy.json"])
    told = run("diff", "was.json", str(out / "telegram-markdown-copy.json"), "--json", folder=records.parent).stdout
    assert {(one["was"], one["now"]) for one in json.loads(told)} == {
        ("Q100", "Q111"),
        ("http://www.wikidata.org/entity/Q100", "http://www.wikidata.org/entity/Q111"),
    }


def test_a_list_may_be_tei(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listOrg><org xml:id="orrin" type="post" from="1990">'
        '<orgName>Embassy</orgName><orgName type="variant">AMEMBASSY ORRIN VALE</orgName>'
        '<idno type="GND">123-4</idno></org></listOrg></standOff></TEI>'
    )
    lists = read_lists([str(tmp_path / "list.xml")])
    assert lists.answer("post", "Amembassy  Orrin Vale", "2006").identifiers == (
        ("authority", "orrin"),
        ("gnd", "123-4"),
    )
    assert lists.answer("post", "AMEMBASSY ORRIN VALE", "1989-12-31") == Answer()


def test_a_post_is_not_a_place() -> None:
    lists = Authorities([Entity(id="orrin", kind="place", names=("ORRIN VALE",))])
    assert lists.answer("post", "ORRIN VALE", None) == Answer()
    assert lists.answer("place", "Orrin Vale", None).identifiers


def test_an_undated_name_is_only_matched_where_dates_do_not_matter() -> None:
    lists = Authorities(
        [Entity(id="a", kind="post", names=("A",), start="1990"), Entity(id="b", kind="post", names=("B",))]
    )
    assert lists.answer("post", "A", None) == Answer()
    assert lists.answer("post", "B", None).identifiers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,kind\na,post\n", "has no column 'label'"),
        ("id,kind,label,colour\na,post,A,red\n", "has the unknown column 'colour'"),
        ("id,kind,label\na,bee,A\n", "line 2: there is no kind 'bee'"),
        ("id,kind,label\na,post,A\na,post,B\n", "line 3: has the id 'a' twice"),
        ("id,kind,label\na,post\n", "line 2: has not 3 values"),
    ],
)
def test_a_wrong_list_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(InputError) as caught:
        read_lists([str(tmp_path / "list.csv")])
    assert told in str(caught.value)


def test_a_retransmission_is_related_and_both_stay(records: Path) -> None:
    text = (records / COPY).read_bytes()
    (records / "again.txt").write_bytes(text)
    (records / "corrected.txt").write_bytes(text.replace(b"fear cheap honey", b"fear dear honey"))
    out = convert(records, "--link")
    copies = [one for one in metadata(out, COPY)["references"] if one.get("type") == "copy"]
    assert [(one["text"], one["note"]) for one in copies] == [
        ("in/again.txt", "same text"),
        ("in/corrected.txt", "other text"),
    ]
    assert not [one for one in metadata(out, SECTIONS)["references"] if one.get("type") == "copy"]


def test_a_reference_to_a_record_of_the_collection_leads_to_its_address(records: Path) -> None:
    (records.parent / "collection.toml").write_text(PROFILE)
    cited = (records / SECTIONS).read_text().replace("000412", "000398").replace("#0412", "#0398")
    (records / "cited.txt").write_text(cited)
    out = convert(records, "--collection", "collection.toml", formats="tei,json")
    edition = (out / SECTIONS).with_suffix(".tei.xml").read_text("utf-8")
    assert '<ref target="https://archive.example/records/08EXAMPLEVILLE398" type="telegram">' in edition
    assert 'target="mrn:07MARLOW1120"' in edition


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--dates", "2008"), [SECTIONS]),
        (("--dates", "../2007-12-31"), [COPY]),
        (("--sender", "exampleville"), [SECTIONS]),
        (("--tag", "eagr", "--tag", "kprt"), [COPY, SECTIONS]),
        (("--tag", "KPRT"), [SECTIONS]),
        (("--only", "list.txt"), [COPY]),
    ],
)
def test_records_are_selected_by_what_they_say(records: Path, words: tuple[str, ...], names: list[str]) -> None:
    (records.parent / "list.txt").write_text("# a list\n06ORRINVALE918\n")
    out = convert(records, *words)
    assert sorted(file.stem for file in out.glob("*.json")) == sorted(name.removesuffix(".txt") for name in names)


def test_what_cannot_be_read_is_told_whatever_is_selected(records: Path) -> None:
    (records / "bad.txt").write_bytes(b"\0\1")
    done = run("convert", "in", "-t", "json", "-o", "out", "--dates", "2008", folder=records.parent)
    assert "in/bad.txt: " in done.stderr
    assert "1 converted, 1 failed, 1 not wanted" in done.stderr
