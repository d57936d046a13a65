"""Repairs in Word: as comments, as tracked changes or not at all, they are the same choices when the file is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from lxml import etree

from converters import pipeline
from converters.errors import UsageError
from converters.formats.docx.writer import write
from converters.formats.format import REPAIRS, Repairs, WriteOptions
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.report import Report
from tests.docx.helpers import of_the_page, part, read_back, visible, with_part
from tests.docx.resave import resaved
from tests.docx.telegram import REPAIRED, TELEGRAM
from tests.docx.test_valid import checker, findings, schema, schema_errors
from tests.strategies import documents

__all__ = ["checker", "schema"]
MAIN = "word/document.xml"
ways = pytest.mark.parametrize("repairs", REPAIRS)


def written(document: Document, repairs: Repairs, report: Report | None = None, epoch: int | None = None) -> bytes:
    return write(document, WriteOptions(repairs=repairs, epoch=epoch), report or Report("docx"))


def sentence(*content: str | nd.Inline) -> Document:
    return Document(id="c1", body=(nd.Paragraph(id="p1", content=content),))


SIMPLE = sentence("He was ", nd.Choice(original=("teh",), proposed=("the",), reason="typing"), " first.")
LONG = sentence(nd.Choice(original=("so many words that no name of a style can hold them " * 2,), proposed=("few",)))


def accepted(xml: str) -> str:
    """As Word leaves it when all changes were accepted."""
    return re.sub(r"<w:del .*?</w:del>|</?w:ins\b[^>]*>", "", xml)


def refused(xml: str) -> str:
    xml = re.sub(r"<w:ins .*?</w:ins>|</?w:del\b[^>]*>", "", xml)
    return xml.replace("w:delText", "w:t")


@ways
def test_the_telegram_comes_back_whole_and_from_the_page_alone(repairs: Repairs) -> None:
    report = Report("docx")
    data = written(TELEGRAM, repairs, report)
    assert not report.lossy
    assert read_back(data) == TELEGRAM
    assert visible(data) == of_the_page(TELEGRAM)


@pytest.mark.parametrize("repairs", ["tracked", "plain"])
def test_any_document_comes_back_in_any_form(repairs: Repairs) -> None:
    @given(documents())
    def holds(document: Document) -> None:
        assert read_back(written(document, repairs)) == document
        bare: Document = of_the_page(document)
        report = Report("docx")
        data = written(bare, repairs, report)
        if not report.lossy:
            assert visible(data) == bare

    holds()


@ways
def test_an_untouched_file_is_known_as_such(repairs: Repairs) -> None:
    report = Report("docx")
    read_back(written(TELEGRAM, repairs), report)
    assert [message.text for message in report.messages] == [
        "the file carries the document, and its pages are as they were written"
    ]


def test_a_tracked_repair_takes_out_what_stood_there_and_puts_in_what_is_proposed() -> None:
    xml = part(written(SIMPLE, "tracked"), MAIN)
    found = re.findall(r"<w:(del|ins) w:id=\"\d+\" w:author=\"([^\"]*)\">.*?<w:(?:delText|t)[^>]*>([^<]*)<", xml)
    assert found == [("del", "dragoman", "teh"), ("ins", "dragoman", "the")]
    assert "comment" not in xml


def test_a_plain_repair_shows_the_proposal_alone() -> None:
    xml = part(written(SIMPLE, "plain"), MAIN)
    assert "teh" not in xml
    assert "w:ins" not in xml


def test_the_time_of_a_tracked_repair_is_that_of_the_outputs() -> None:
    assert 'w:date="1970-01-02T00:00:00Z"' in part(written(SIMPLE, "tracked", epoch=86400), MAIN)


def test_without_one_it_is_the_day_of_the_last_revision() -> None:
    revisions = tuple(md.Revision(text="x", date=date) for date in ("2001-02-03", "2002-03-04", "2002/2003"))
    document = Document(metadata=Metadata(revisions=revisions), body=SIMPLE.body)
    assert 'w:date="2002-03-04T00:00:00Z"' in part(written(document, "tracked"), MAIN)


def test_a_repair_that_an_editor_accepted_is_no_edit() -> None:
    report = Report("docx")
    data = with_part(written(TELEGRAM, "tracked"), MAIN, accepted)
    assert read_back(data, report) == TELEGRAM
    assert not report.lossy
    assert visible(data) == of_the_page(TELEGRAM)


def test_a_repair_that_an_editor_refused_is_gone_and_told() -> None:
    report = Report("docx")
    after = read_back(with_part(written(SIMPLE, "tracked"), MAIN, refused), report)
    assert after.body == (nd.Paragraph(id="p1", content=("He was teh first.",)),)
    assert len(list(report.at("warning"))) == 1


def test_a_proposal_that_an_editor_changed_is_still_a_repair() -> None:
    data = with_part(written(SIMPLE, "tracked"), MAIN, lambda xml: xml.replace(">the<", ">that<"))
    choice = nd.Choice(original=("teh",), proposed=("that",), reason="typing")
    assert read_back(data) == sentence("He was ", choice, " first.")


def test_a_reading_too_long_for_the_name_of_a_style_is_tracked_all_the_same() -> None:
    report = Report("docx")
    assert visible(written(LONG, "tracked", report)) == LONG
    assert not report.lossy


def test_a_reading_too_long_for_the_name_of_a_style_is_told_where_nothing_shows_it() -> None:
    report = Report("docx")
    data = written(LONG, "plain", report)
    assert [message.code for message in report.at("warning")] == ["approximated"]
    assert read_back(data) == LONG


@pytest.mark.parametrize(
    "choice",
    [
        nd.Choice(original=(), proposed=("put in",)),
        nd.Choice(original=("taken out",), proposed=()),
        nd.Choice(original=("a",), proposed=(nd.Reference(target="#p1", content=("b",)),)),
    ],
    ids=["nothing stood there", "nothing is proposed", "a link"],
)
def test_what_no_tracked_change_can_hold_or_tell_has_a_comment(choice: nd.Choice) -> None:
    data = written(sentence("x ", choice, " y"), "tracked")
    assert "w:commentReference" in part(data, MAIN)
    assert visible(data) == sentence("x ", choice, " y")


def test_a_repair_in_a_note_can_be_tracked() -> None:
    note = nd.Note(place="foot", blocks=(REPAIRED,))
    document = sentence("x", note)
    data = written(document, "tracked")
    assert "w:del " in part(data, "word/footnotes.xml")
    assert visible(data) == document


def test_a_change_by_somebody_else_in_a_repair_is_theirs() -> None:
    theirs = '<w:ins w:id="99" w:author="Somebody" w:date="2020-01-02T00:00:00Z"><w:r><w:t> very</w:t></w:r></w:ins>'
    data = with_part(written(SIMPLE, "tracked"), MAIN, lambda xml: xml.replace("</w:ins>", f"</w:ins>{theirs}"))
    kinds = [type(part) for part in read_back(data).body[0].content]  # type: ignore[union-attr]
    assert kinds == [str, nd.Choice, nd.Addition, str]


@pytest.mark.shared
@pytest.mark.parametrize("repairs", ["tracked", "plain"])
def test_any_document_is_valid_in_any_form(repairs: Repairs, schema: etree.XMLSchema, checker: ModuleType) -> None:
    @given(documents())
    def holds(document: Document) -> None:
        assert schema_errors(written(document, repairs), schema, checker) == []

    holds()


@pytest.mark.validator
@ways
def test_the_telegram_is_clean_for_the_validator(repairs: Repairs, package: Callable[[str], None]) -> None:
    package("openxml_audit")
    assert findings(written(TELEGRAM, repairs)) == []


@pytest.mark.validator
def test_tracked_repairs_survive_being_saved_by_libreoffice(program: Callable[[str], str], tmp_path: Path) -> None:
    files = {"telegram": written(TELEGRAM, "tracked"), "long": written(LONG, "tracked")}
    saved = resaved(program("soffice"), files, "docx", tmp_path)
    for name, document in (("telegram", TELEGRAM), ("long", LONG)):
        report = Report("docx")
        assert read_back(saved[name], report) == document
        assert not report.lossy
        assert visible(saved[name]).body == of_the_page(document).body


def test_a_way_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="repairs cannot be shown as 'loud'"):
        pipeline.write_options(repairs="loud")
