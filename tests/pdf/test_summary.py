"""What is known about a record: at the top of its pages, at the head of each, and in the file's own description."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from lxml import etree

from converters import pipeline
from converters.model import metadata as md
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.nodes import Paragraph
from tests.pdf.placed import placed
from tests.pdf.records import words

DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
HELD = md.Holding(
    repository="An archive",
    levels=(md.HierarchyLevel(level="fonds", title="Papers", code="F 7"),),
    identifiers=(md.Identifier(scheme="shelfmark", value="F 7/3"),),
)
LICENCE = md.Statement(text="CC BY 4.0", target="https://creativecommons.org/licenses/by/4.0/")
KNOWN = Metadata(
    titles=(md.Title(text="The long title of an invented record"), md.Title(text="Invented record", type="short")),
    identifiers=(
        md.Identifier(scheme="mrn", value="07EXAMPLE1"),
        md.Identifier(scheme="doi", value="10.5555/example"),
        md.Identifier(scheme="note", value="no address"),
    ),
    type="telegram",
    agents=(
        md.Agent(name="AMEMBASSY EXAMPLEVILLE", type="post", roles=("sender",)),
        md.Agent(name="An institute", type="organisation", roles=("publisher",)),
    ),
    dates=(md.Dating(role="sent", text="220816Z MAR 07", edtf="2007-03-22T08:16Z"),),
    subjects=(md.Subject(term="PREL", scheme="tags"),),
    references=(md.RelatedRecord(text="STATE 15220", target="mrn:07STATE15220"),),
    languages=("en",),
    holding=HELD,
    rights=md.Rights(licence=LICENCE),
)
RECORD = Document(lang="en", metadata=KNOWN, body=(Paragraph(content=(words(60),)),))


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pipeline.write_bytes(document, "pdf")))


def values(packet: etree._Element, name: str) -> list[str]:
    """The texts of a property."""
    found = packet.find(f".//{name}")
    assert found is not None
    return [item.text or "" for item in found.iter(f"{RDF}li")] or [found.text or ""]


def test_the_packet_says_of_the_record_what_its_metadata_say() -> None:
    with opened(RECORD) as pdf:
        packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    assert {name: values(packet, DC + name) for name in _SAID} == _SAID
    assert values(packet, f"{XMP}Identifier") == ["mrn:07EXAMPLE1", "doi:10.5555/example", "note:no address"]


_SAID = {
    "title": ["The long title of an invented record"],
    "creator": ["AMEMBASSY EXAMPLEVILLE"],
    "identifier": ["mrn:07EXAMPLE1"],
    "date": ["2007-03-22T08:16Z"],
    "publisher": ["An institute"],
    "relation": ["mrn:07STATE15220"],
    "rights": ["CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"],
    "source": ["An archive, F 7 Papers, F 7/3"],
    "subject": ["PREL"],
    "type": ["telegram"],
    "language": ["en"],
}


@pytest.mark.parametrize("edtf", ["1911-06-07~", "1911-06?", "191X", "../1911", "1911-21"])
def test_a_date_that_xmp_does_not_know_is_not_in_the_packet(edtf: str) -> None:
    document = Document(metadata=Metadata(dates=(md.Dating(role="sent", edtf=edtf),)))
    with opened(document) as pdf:
        found = pdf.Root.Metadata.read_bytes()
    assert (b"dc:date" in found) == bool(re.fullmatch(r"\d{4}-\d\d", edtf))


@pytest.mark.validator
@pytest.mark.shared
def test_the_description_is_archival(verapdf: Callable[[bytes, str], dict[str, str]]) -> None:
    assert verapdf(pipeline.write_bytes(RECORD, "pdf"), "3a") == {}


def test_addresses_and_identifiers_that_lead_somewhere_are_links_with_words() -> None:
    with opened(RECORD) as pdf:
        links = {str(one.A.URI): str(one.Contents) for page in pdf.pages for one in page.get("/Annots", [])}
    assert links == {
        "https://creativecommons.org/licenses/by/4.0/": "https://creativecommons.org/licenses/by/4.0/",
        "https://doi.org/10.5555/example": "10.5555/example",
    }


def test_the_head_of_the_pages_has_the_short_title(pdftotext: Callable[..., str]) -> None:
    first, second, *_ = pdftotext(pipeline.write_bytes(RECORD, "pdf")).split("\f")
    assert "The long title" in first
    assert second.lstrip().startswith("Invented record")


def told(action: md.DeclassificationAction) -> str:
    document = Document(metadata=Metadata(declassification=md.Declassification(actions=(action,))))
    return " ".join("".join(one.text for one in placed(document)).split())


def test_a_record_is_called_declassified_only_by_an_authority_at_a_date() -> None:
    done = md.DeclassificationAction(authority="An office", date="2014-07-04", extent="full")
    undated = md.DeclassificationAction(authority="An office", extent="full")
    denied = md.DeclassificationAction(authority="An office", date="2014-07-04", extent="denied")
    ordered = md.DeclassificationInstruction(order="12958", deadline="2017-03-22", text="E.O. 12958: DECL: 03/22/2017")
    assert "declassified in full by An office, 2014-07-04" in told(done)
    assert "declassified" not in told(undated)
    assert "declassified" not in told(denied)
    document = Document(metadata=Metadata(declassification=md.Declassification(instruction=ordered)))
    assert "declassified" not in "".join(one.text for one in placed(document))
