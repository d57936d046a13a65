"""Values for which TEI has no form: the edition is valid all the same, and they come back as they were."""

from __future__ import annotations

import pytest

from converters.formats.tei.validator import validate
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.report import Report
from tests.tei.helpers import paragraph, read_back, text, written

SENDER = md.Agent(name="AMEMBASSY EXAMPLEVILLE", type="post", roles=("sender",))
AUTHORITY = md.Agent(name="Ada Thornbury", type="person", roles=("sender", "classification-authority"))


def inline(node: nd.Inline) -> Document:
    return text(paragraph("Before ", node, " after."))


def known(**fields: object) -> Document:
    return Document(id="c07EXAMPLE1", metadata=Metadata(**fields), body=(paragraph("Text."),))  # type: ignore[arg-type]


ODD: dict[str, Document] = {
    "a role that is no name": inline(nd.Segment(content=("x",), role="★")),
    "a role that means something to the edition": inline(nd.Segment(content=("x",), role="element")),
    "a date that is no date": inline(nd.Date(content=("spring",), edtf="★1990")),
    "a stretch of time": inline(nd.Date(content=("then",), edtf="1990/1991-05")),
    "a day that is not in the calendar": inline(nd.Date(content=("then",), edtf="1990-02-30")),
    "a reading by somebody without a pointer": inline(
        nd.Choice(original=("teh",), proposed=("the",), agent="Ada Thornbury")
    ),
    "a reading by somebody with a pointer": inline(
        nd.Choice(original=("teh",), proposed=("the",), agent="https://example.org/ada")
    ),
    "a marking that is only text": text(
        paragraph(nd.Segment(content=("(C)",), role="portion-mark", value="C"), " is a letter.")
    ),
    "a term with a pointer in a list": inline(nd.Term(content=("tide",), scheme="tags", ref="https://example.org/")),
    "a term of many words in a list": inline(nd.Term(content=("the tide of " * 4,), scheme="tags")),
    "an agent whose role is no name": known(agents=(SENDER, md.Agent(name="A", type="person", roles=("★",)))),
    "a scheme that is no name": known(
        agents=(md.Agent(name="A", type="person", identifiers=(md.Identifier(scheme="★", value="1"),)),)
    ),
    "a date of the record that is no date": known(dates=(md.Dating(role="sent", text="in spring", edtf="★1990"),)),
    "a transmission without the id that the record has": known(
        identifiers=(md.Identifier(scheme="transmission", value="VZCZCXRO1111"),),
        transmission=md.Transmission(routing=("RUEHEX",)),
    ),
    "a classification by nobody, sent by one who may classify": known(
        agents=(AUTHORITY,), classification=md.Classification(level="CONFIDENTIAL")
    ),
    "a classification that says no level": known(classification=md.Classification(reasons=("1.4(b)",))),
}


@pytest.mark.parametrize("document", ODD.values(), ids=ODD)
def test_an_odd_value_comes_back_from_a_valid_edition(document: Document) -> None:
    edition = written(document)
    report = Report("tei")
    validate(edition, report)
    assert [str(message) for message in report.at("error")] == []
    assert read_back(edition) == document
