"""Pictures in Word files: those that Word can hold are there, for all others words stand, and a link where it leads."""

from __future__ import annotations

import io

import docx
import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.docx.helpers import read_back, written
from tests.samples import PIXEL


def with_picture(target: str, alt: str | None = "A grey dot") -> Document:
    return Document(id="c1", body=(nd.Paragraph(content=("Before ", nd.Image(target=target, alt=alt), " after.")),))


def shown(document: Document) -> tuple[str, int, list[str]]:
    """The words of the paragraph in Word, how many pictures are there, and where links lead."""
    opened = docx.Document(io.BytesIO(written(document)))
    (paragraph,) = (one for one in opened.paragraphs if "Before" in one.text)
    return paragraph.text, len(opened.inline_shapes), [link.address for link in paragraph.hyperlinks]


def test_a_picture_that_word_can_hold_is_there() -> None:
    assert shown(with_picture(PIXEL)) == ("Before  after.", 1, [])


NOT_HELD = {
    "of a kind that Word does not know": PIXEL.replace("image/png", "image/x-invented"),
    "not in base64": "data:image/svg+xml,<svg/>",
    "in base64 that nobody writes": PIXEL[:-3] + "D" + PIXEL[-2:] if PIXEL.endswith("==") else PIXEL + "=",
    "whose data are no picture": "data:image/png;base64,AAAA",
    "of no size": "data:image/gif;base64,R0lGODlhAAAAAAAAACw=",
}


@pytest.mark.parametrize("target", NOT_HELD.values(), ids=NOT_HELD)
def test_for_data_that_word_cannot_hold_words_stand_and_that_is_told(target: str) -> None:
    document = with_picture(target)
    assert shown(document)[:2] == ("Before [picture: A grey dot] after.", 0)
    report = Report()
    data = written(document, report)
    assert "words stand for them" in " ".join(message.text for message in report.at("warning"))
    assert read_back(data) == document


@pytest.mark.parametrize(
    ("target", "links"),
    [("https://example.org/a.png", ["https://example.org/a.png"]), ("no address", [])],
)
def test_a_picture_that_is_elsewhere_is_a_link_where_its_address_leads_somewhere(target: str, links: list[str]) -> None:
    document = with_picture(target, alt=None)
    assert shown(document) == ("Before [picture] after.", 0, links)
    assert read_back(written(document)) == document


def test_a_picture_elsewhere_within_a_link_leaves_that_link_alone() -> None:
    picture = nd.Image(target="https://example.org/a.png", alt="A dot")
    link = nd.Reference(target="https://example.org/page", content=("See ", picture))
    document = Document(id="c1", body=(nd.Paragraph(content=("Before ", link, ".")),))
    assert shown(document)[2] == ["https://example.org/page"]
    assert read_back(written(document)) == document
