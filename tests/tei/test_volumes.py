"""A volume is taken apart into its documents and put together again, canonically the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from converters import pipeline
from converters.cli import main
from converters.errors import UsageError
from converters.formats.tei.foreign.parts import selector
from tests.tei.helpers import canonical

VOLUME = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:f="urn:example:f" xml:id="v1">
   <teiHeader><fileDesc><titleStmt><title>A volume</title></titleStmt></fileDesc></teiHeader>
   <text>
      <front><div type="preface"><p>Before.</p></div></front>
      <body>
         <div type="compilation" xmlns:g="urn:example:g">
            <head>Harbours</head>
            <div type="document" n="1" xml:id="d1" f:day="1861-05-03"><head>1. One</head><p>First <g:x/> text.</p></div>
            <!-- between -->
            <div type="document" n="2" xml:id="d2"><p>Second.<note n="1">Not found.</note></p></div>
            <div type="note"><p>None of them.</p></div>
            <div type="document"><p>Without an id.</p></div>
         </div>
      </body>
   </text>
</TEI>
"""
WANTED = "div[@type='document']"


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    file = tmp_path / "volume.xml"
    file.write_text(VOLUME)
    return file


def run(*arguments: object) -> int:
    return main.run([str(one) for one in arguments])


def test_a_volume_is_split_into_its_documents_in_each_format_and_gathered_the_same(
    volume: Path, tmp_path: Path
) -> None:
    assert run("convert", volume, "-t", "tei,docx", "--split", WANTED, "-o", tmp_path / "out") == 0
    names = sorted(str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*.*"))
    parts = ["d1", "d2", "part3"]
    assert names == sorted(
        [*(f"volume/{part}{ending}" for part in parts for ending in (".docx", ".tei.xml")), "volume.tei.xml"]
    )
    whole = tmp_path / "whole.xml"
    assert run("convert", tmp_path / "out/volume.tei.xml", "-t", "tei", "--gather", "-o", whole) == 0
    assert canonical(whole.read_bytes()) == canonical(VOLUME.encode())


def test_a_part_is_a_file_of_its_own_with_the_header_of_the_volume(volume: Path, tmp_path: Path) -> None:
    run("convert", volume, "-t", "tei", "--split", WANTED, "-o", tmp_path / "out/")
    part = tmp_path / "out/volume/d1.tei.xml"
    assert pipeline.read(part).metadata.title == "A volume"
    root = etree.parse(part).getroot()
    assert root.find(".//{urn:example:g}x") is not None
    assert "First" in "".join(map(str, root.itertext()))


def test_a_part_that_was_changed_is_gathered_as_changed(volume: Path, tmp_path: Path) -> None:
    run("convert", volume, "-t", "tei", "--split", WANTED, "-o", tmp_path / "out/")
    part = tmp_path / "out/volume/d2.tei.xml"
    part.write_text(part.read_text().replace("Second.", "Changed."))
    whole = tmp_path / "whole.xml"
    run("convert", tmp_path / "out/volume.tei.xml", "-t", "tei", "--gather", "-o", whole)
    assert canonical(whole.read_bytes()) == canonical(VOLUME.replace("Second.", "Changed.").encode())


def test_what_stands_before_and_after_a_volume_stays_there(volume: Path, tmp_path: Path) -> None:
    around = VOLUME.replace("<TEI", '<?xml-model href="a.rng"?><!-- before --><TEI', 1) + "<!-- after -->"
    volume.write_text(around)
    assert run("convert", volume, "-t", "tei", "--split", WANTED, "-o", tmp_path / "out/") == 0
    whole = tmp_path / "whole.xml"
    assert run("convert", tmp_path / "out/volume.tei.xml", "-t", "tei", "--gather", "-o", whole) == 0
    assert canonical(whole.read_bytes()) == canonical(around.encode())


def test_parts_of_one_name_are_told_apart_in_any_case_of_its_letters(volume: Path, tmp_path: Path) -> None:
    volume.write_text(
        VOLUME.replace('xml:id="d2"', 'xml:id="D1"').replace('type="document">', 'type="document" n="d1">')
    )
    assert run("convert", volume, "-t", "tei", "--split", WANTED, "-o", tmp_path / "out/") == 0
    assert sorted(file.name for file in (tmp_path / "out/volume").iterdir()) == [
        "D1-2.tei.xml",
        "d1-3.tei.xml",
        "d1.tei.xml",
    ]


def test_a_part_outside_the_folder_is_refused(volume: Path, tmp_path: Path) -> None:
    volume.write_text(VOLUME.replace("<!-- between -->", "<?dragoman-part ../secret.xml?>"))
    (tmp_path.parent / "secret.xml").write_text(VOLUME)
    assert run("convert", volume, "-t", "tei", "--gather", "-o", tmp_path / "whole.xml") == 1
    assert not (tmp_path / "whole.xml").exists()


def test_a_volume_without_such_parts_is_told(volume: Path, tmp_path: Path) -> None:
    assert run("convert", volume, "-t", "tei", "--split", "div[@type='letter']", "-o", tmp_path / "out/") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["", "//div", "div[", "div[@type]", "div[@type=document]", "*"])
def test_what_does_not_say_which_parts_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="split off; write it like"):
        selector(text)


def test_parts_cannot_go_to_standard_output(volume: Path) -> None:
    assert run("convert", volume, "-t", "tei", "--split", WANTED) == 2
