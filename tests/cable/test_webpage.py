"""A page of a web archive with a telegram in `pre`: the telegram is read, what the page says of it is its claim."""

from __future__ import annotations

import html

import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Placed
from converters.model.walk import walk
from tests.corpora import ROOT

TELEGRAM = (ROOT / "examples/telegram-redacted.txt").read_text("utf-8")
PAGE = f"""<!DOCTYPE html>
<html><head><title>Telegram of the archive</title><meta name="collection" content="Invented records"></head>
<body><script src="https://example.org/never-fetched.js"></script>
<table><tr><th>Reference</th><th>Created</th></tr><tr><td>08EXAMPLE1</td><td>2008-01-02 06:12</td></tr></table>
<pre>{html.escape(TELEGRAM)}</pre></body></html>
"""


@pytest.fixture
def shown() -> Document:
    return pipeline.read_bytes(PAGE.encode(), name="page.html")


def test_the_telegram_says_the_same_as_in_plain_text(shown: Document) -> None:
    plain = pipeline.read_bytes(TELEGRAM.encode(), name="record.txt")
    assert shown.metadata.title == plain.metadata.title
    assert [one.name for one in shown.metadata.agents] == [one.name for one in plain.metadata.agents]
    assert _paragraphs(shown) == _paragraphs(plain)


def _paragraphs(document: Document) -> list[str | None]:
    return [node.number.value for node in walk(document) if isinstance(node, nd.Paragraph) and node.number]


def test_what_the_page_says_is_kept_as_its_claim(shown: Document) -> None:
    claims = {extra.name: extra.value for extra in shown.metadata.extras}
    assert claims == {
        "title": "Telegram of the archive",
        "collection": "Invented records",
        "Reference": "08EXAMPLE1",
        "Created": "2008-01-02 06:12",
    }


def test_the_page_itself_is_the_original(shown: Document) -> None:
    assert shown.source is not None
    assert shown.source.original() == PAGE.encode()
    assert shown.source.media_type == "text/html"


def test_no_node_points_into_the_markup(shown: Document) -> None:
    assert all(node.span is None for node in walk(shown) if isinstance(node, Placed))


@pytest.mark.parametrize("format", ["tei", "json", "docx", "pdf"])
def test_a_page_survives_every_format(shown: Document, format: str) -> None:
    assert pipeline.read_bytes(pipeline.write_bytes(shown, format), format=format) == shown


def test_a_page_in_xml_is_a_page_too(shown: Document) -> None:
    as_xml = pipeline.read_bytes(b'<?xml version="1.0" encoding="utf-8"?>\n' + PAGE.encode(), name="page.html")
    assert as_xml.metadata == shown.metadata
    assert as_xml.body == shown.body
