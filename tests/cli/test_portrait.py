"""What `dragoman inspect` shows a person of a record: each fact that is known on a line, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters import pipeline
from converters.cli.main import run
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata

FULL = Metadata(
    titles=(md.Title(text="The Harbour"),),
    identifiers=(md.Identifier(scheme="mrn", value="07A1"),),
    agents=(
        md.Agent(name="AMEMBASSY MARLOW", type="post", roles=("sender",), place="Marlow"),
        md.Agent(name="Ilse Maren", type="person", roles=("signatory", "drafter"), office="POL"),
        md.Agent(name="Nobody", type="person"),
    ),
    deliveries=(
        md.Delivery(
            to=md.Agent(
                name="SECSTATE", type="organisation", identifiers=(md.Identifier(scheme="rin", value="RUEHC"),)
            ),
            precedence="IMMEDIATE",
            number="12",
            attention=("J-3", "J-5"),
            exempted=(md.Agent(name="OSLO", type="post"),),
        ),
        md.Delivery(to=md.Agent(name="ROME", type="post"), type="info"),
    ),
    dates=(
        md.Dating(role="sent", text="22 MAR 07", edtf="2007-03-22", calendar="julian", certainty="low"),
        md.Dating(role="received", edtf="2007-03-23"),
    ),
    classification=md.Classification(
        level="SECRET",
        captions=(md.Marking(text="NODIS"), md.Marking(text="EXDIS", count=3)),
        authority=md.Agent(name="Bo Lind", type="person"),
        reasons=("1.4(b)", "1.4(d)"),
    ),
    declassification=md.Declassification(
        instruction=md.DeclassificationInstruction(deadline="2017-03-22", order="12958"),
        actions=(md.DeclassificationAction(extent="part", authority="A. T.", date="2009", review="2010"),),
    ),
    subjects=(
        md.Subject(term="PREL", scheme="tags"),
        md.Subject(term="PGOV", scheme="tags", type="subject", persons=("Maren",)),
        md.Subject(term="Harbours", scheme="own"),
    ),
    references=(
        md.RelatedRecord(text="MARLOW 7", label="A", target="#x"),
        md.RelatedRecord(text="OSLO 9"),
    ),
    holding=md.Holding(
        repository="Old Archive",
        levels=(
            md.HierarchyLevel(level="series", title="Cables"),
            md.HierarchyLevel(level="box", code="7"),
            md.HierarchyLevel(level="item"),
        ),
    ),
    rights=md.Rights(
        licence=md.Statement(text="CC0"), source=md.Statement(text="none known"), access=md.Statement(text="open")
    ),
    completeness="extract",
    languages=("en", "fr"),
)


def shown(metadata: Metadata, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """What is shown, by the name of the fact."""
    file = folder / "record.json"
    file.write_bytes(pipeline.write_bytes(Document(id="r", metadata=metadata, body=(nd.Line(content=("x",)),)), "json"))
    assert run(["inspect", str(file)]) == 0
    found: dict[str, list[str]] = {}
    for line in capsys.readouterr().out.splitlines():
        name, _, value = line.partition("  ")
        found.setdefault(name, []).append(value.strip())
    return found


EXPECTED = {
    "Title": ["The Harbour"],
    "From": ["AMEMBASSY MARLOW (Marlow)"],
    "To": ["SECSTATE (rin RUEHC)//J-3//J-5 IMMEDIATE 12 except OSLO"],
    "Info": ["ROME"],
    "Sent": ["2007-03-22 (22 MAR 07), julian, certainty low"],
    "Received": ["2007-03-23"],
    "Classification": ["SECRET"],
    "Captions": ["NODIS, EXDIS (stands 3 times)"],
    "Classified by": ["Bo Lind"],
    "Reasons": ["1.4(b), 1.4(d)"],
    "To be declassified": ["2017-03-22 (E.O. 12958)"],
    "Declassified": ["part, by A. T., 2009, 2010"],
    "Signatory, drafter": ["Ilse Maren (POL)"],
    "Agent": ["Nobody"],
    "mrn": ["07A1"],
    "TAGS": ["PREL, PGOV (subject; Maren)"],
    "OWN": ["Harbours"],
    "Reference": ["A. MARLOW 7 = #x", "OSLO 9"],
    "Kept at": ["Old Archive, Cables, 7, item"],
    "Licence": ["CC0"],
    "Rights in the source": ["none known"],
    "Access": ["open"],
    "Completeness": ["extract"],
    "Languages": ["en, fr"],
}


def test_every_fact_is_shown_under_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(FULL, tmp_path, capsys) == EXPECTED


def test_a_record_of_which_nothing_is_known_shows_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(Metadata(), tmp_path, capsys) == {}


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (Metadata(classification=md.Classification(text="S E C R E T")), {"Classification": ["S E C R E T"]}),
        (Metadata(classification=md.Classification(captions=(md.Marking(text="NODIS"),))), {"Captions": ["NODIS"]}),
        (
            Metadata(declassification=md.Declassification(instruction=md.DeclassificationInstruction(text="OADR"))),
            {"To be declassified": ["OADR"]},
        ),
        (
            Metadata(declassification=md.Declassification(instruction=md.DeclassificationInstruction())),
            {"To be declassified": ["no date"]},
        ),
        (
            Metadata(declassification=md.Declassification(actions=(md.DeclassificationAction(authority="A. T."),))),
            {"Declassified": ["by A. T."]},
        ),
        (Metadata(rights=md.Rights(access=md.Statement(text="open"))), {"Access": ["open"]}),
        (Metadata(holding=md.Holding(repository="Old Archive")), {"Kept at": ["Old Archive"]}),
        (Metadata(completeness="complete"), {}),
        (Metadata(dates=(md.Dating(role="sent", text="in May"),)), {"Sent": ["(in May)"]}),
    ],
)
def test_of_a_fact_what_is_known_is_shown(
    metadata: Metadata, expected: dict[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(metadata, tmp_path, capsys) == expected
