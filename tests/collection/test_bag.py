"""The outputs of a run as a bag, opened by the programs that archives have."""

from __future__ import annotations

from pathlib import Path

import bagit
import pytest
from lxml import etree
from rocrate.rocrate import ROCrate

from tests.collection.runs import collection, contents, run

PREMIS = "{http://www.loc.gov/premis/v3}"
PROFILE = """\
title = "Telegrams of Orrin Vale"
publisher = "The Invented Archive"
date = "2026-11-24"
[licence]
text = "CC BY 4.0"
target = "https://creativecommons.org/licenses/by/4.0/"
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    collection(tmp_path / "in", 3)
    (tmp_path / "in/000/00001.txt").write_bytes(b"\0\1")
    (tmp_path / "collection.toml").write_text(PROFILE)
    run("convert", "in", "-t", "tei,pdf", "-o", "edition", folder=tmp_path)
    return tmp_path / "edition"


def bagged(edition: Path, name: str = "bag") -> Path:
    words = ("bag", "edition", "-o", name, "--collection", "collection.toml", "--identifier", "IA 1/7")
    done = run(*words, folder=edition.parent)
    assert done.returncode == 0, done.stderr
    return edition.parent / name


def test_the_bag_is_valid_as_version_1_0(edition: Path) -> None:
    bag = bagit.Bag(str(bagged(edition)))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.algorithms == ["sha512"]
    assert bag.info["Source-Organization"] == "The Invented Archive"
    assert bag.info["External-Identifier"] == "IA 1/7"


def test_the_bag_holds_every_output_as_it_is(edition: Path) -> None:
    data = contents(bagged(edition) / "data")
    assert {name: data[name] for name in contents(edition)} == contents(edition)


def test_a_changed_file_is_found(edition: Path) -> None:
    bag = bagged(edition)
    (bag / "data/000/00000.pdf").write_bytes(b"other")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_the_crate_opens_and_names_every_file(edition: Path) -> None:
    bag = bagged(edition)
    crate = ROCrate(str(bag / "data"))
    assert crate.name == "Telegrams of Orrin Vale"
    assert crate.root_dataset["license"].id == "https://creativecommons.org/licenses/by/4.0/"
    files = {one.id for one in crate.get_entities() if one.type == "File"}
    assert files == {name for name in contents(bag / "data") if name != "ro-crate-metadata.json"}


def test_the_log_says_what_was_done_to_each_record(edition: Path) -> None:
    root = etree.parse(bagged(edition) / "data/premis.xml").getroot()
    events = [
        (one.findtext(f"{PREMIS}eventType"), one.findtext(f".//{PREMIS}eventOutcome"))
        for one in root.iter(f"{PREMIS}event")
    ]
    assert events.count(("migration", "success")) == 4
    assert events.count(("migration", "failure")) == 1
    objects = {one.findtext(f".//{PREMIS}objectIdentifierValue") for one in root.iter(f"{PREMIS}object")}
    linked = {one.text for one in root.iter(f"{PREMIS}linkingObjectIdentifierValue")}
    assert linked <= objects
    assert {one.text for one in root.iter(f"{PREMIS}eventDateTime")} == {"2026-11-24"}


def test_the_log_names_the_version_that_converted_a_record(edition: Path) -> None:
    manifest = edition / "manifest.jsonl"
    old = manifest.read_text().replace('"version":"', '"version":"0.0.7-', 1)
    manifest.write_text(old)
    root = etree.parse(bagged(edition) / "data/premis.xml").getroot()
    versions = {one.text or "" for one in root.iter(f"{PREMIS}agentVersion")}
    assert len(versions) == 2
    assert any(version.startswith("0.0.7-") for version in versions)
    agents = {one.findtext(f".//{PREMIS}agentIdentifierValue") for one in root.iter(f"{PREMIS}agent")}
    assert {one.text for one in root.iter(f"{PREMIS}linkingAgentIdentifierValue")} == agents


def test_the_types_of_events_are_words_of_the_preservation_vocabulary(edition: Path) -> None:
    root = etree.parse(bagged(edition) / "data/premis.xml").getroot()
    known = {
        "message digest calculation",
        "metadata extraction",
        "migration",
        "normalization",
        "redaction",
        "validation",
    }
    assert {one.text for one in root.iter(f"{PREMIS}eventType")} <= known


def test_the_same_outputs_make_the_same_bag(edition: Path) -> None:
    assert contents(bagged(edition)) == contents(bagged(edition, "again"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("edition", "-o", "bag"), "a bag needs a date"),
        (("edition", "-o", "in", "--collection", "collection.toml"), "in is there already"),
        (("edition", "-o", "edition/bag", "--collection", "collection.toml"), "lies in the folder that is to be kept"),
        (("in", "-o", "bag", "--collection", "collection.toml"), "in/manifest.jsonl: no such file"),
    ],
)
def test_a_bag_that_cannot_be_is_told_and_nothing_is_left(edition: Path, words: tuple[str, ...], told: str) -> None:
    before = contents(edition.parent)
    done = run("bag", *words, folder=edition.parent)
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert contents(edition.parent) == before
