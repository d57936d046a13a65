"""TEI that others made comes back whole."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from converters.model import nodes as nd
from converters.model.codec import decode, encode
from converters.model.metadata import Title
from converters.report import Report
from tests.corpora import sample
from tests.tei.helpers import canonical, read_back, written

FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="x.rng"?>
<!-- before -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:x="urn:example" xml:id="root">
  <teiHeader><fileDesc><titleStmt><title>A letter
     of mine</title></titleStmt></fileDesc>
    <profileDesc><langUsage><language ident="fr">French</language></langUsage></profileDesc></teiHeader>
  <text><body><x:odd x:a="1"> <hi>a</hi> <hi>b</hi>&#13;</x:odd><!-- in --><?pi data?>
  <p xml:lang="fr">_x0001_ \xc3\xa9</p><s:svg xmlns:s="urn:svg" s:w="2"/></body></text>
</TEI>
<!-- after -->
"""


def test_foreign_tei_is_the_same_xml_again_from_its_nodes_alone() -> None:
    document = msgspec.structs.replace(decode(encode(read_back(FOREIGN))), source=None)
    report = Report("tei")
    assert canonical(written(document, report)) == canonical(FOREIGN)
    assert not report.messages


def test_foreign_tei_is_one_element_with_title_language_and_source() -> None:
    document = read_back(FOREIGN)
    assert [type(block) for block in document.body] == [nd.Instruction, nd.Comment, nd.Element, nd.Comment]
    assert document.metadata.title == "A letter of mine"
    assert document.metadata.languages == ("fr",)
    assert document.source is not None
    assert document.source.original() == FOREIGN
    assert document.body[2].id == "root"


def test_foreign_tei_is_read_the_same_again() -> None:
    document = read_back(FOREIGN)
    again = read_back(written(document))
    assert msgspec.structs.replace(again, source=document.source) == document


def test_metadata_that_were_changed_beside_foreign_tei_are_told() -> None:
    document = read_back(FOREIGN)
    known = msgspec.structs.replace(document.metadata, titles=(Title(text="Another"),))
    report = Report("tei")
    written(msgspec.structs.replace(document, metadata=known), report)
    assert [message.code for message in report.messages] == ["dropped"]


@pytest.mark.shared
@pytest.mark.sweep
def test_editions_of_others_are_canonically_equal(shared: Path, request: pytest.FixtureRequest) -> None:
    files = sorted((shared / "corpora/tei").rglob("*.xml"))
    assert files
    for file in sample(files, request, 25):
        data = file.read_bytes()
        document = read_back(data)
        assert canonical(written(document)) == canonical(data), file.name
        stripped = msgspec.structs.replace(decode(encode(document)), source=None)
        assert canonical(written(stripped)) == canonical(data), file.name
