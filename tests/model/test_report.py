"""The ledger."""

from __future__ import annotations

import json

from converters.model import nodes as nd
from converters.model.node import Span
from converters.report import Report

LINE = nd.Line(id="l1", span=Span(3, 9), content=("words",))


def test_a_message_names_the_node_its_kind_and_its_place() -> None:
    report = Report("docx")
    report.warn("approximated", "shown as text", LINE)
    assert json.loads(report.to_json()) == [
        {
            "code": "approximated",
            "level": "warning",
            "text": "shown as text",
            "format": "docx",
            "kind": "line",
            "node": "l1",
            "span": [3, 9],
        }
    ]


def test_news_is_no_loss_and_a_warning_is() -> None:
    report = Report()
    report.info("carried", "all of it")
    assert not report.lossy
    report.warn("dropped", "a comment")
    assert report.lossy


def test_messages_are_counted_by_code() -> None:
    report = Report()
    for code in ("dropped", "approximated", "dropped"):
        report.warn(code, "")
    assert report.counts() == {"approximated": 1, "dropped": 2}


def test_a_message_reads_as_a_line() -> None:
    report = Report()
    report.warn("dropped", "a comment", place="page 2")
    assert str(report.messages[0]) == "warning: dropped: a comment [page 2]"
