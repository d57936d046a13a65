"""JSON files: how they are known, what a file says that is none of ours, and what its validator finds."""

from __future__ import annotations

import pytest

from converters import pipeline
from converters.errors import InputError
from converters.formats import registry
from converters.formats.json import sniff
from converters.model.walk import node_kinds
from converters.report import Report
from tests.samples import SAMPLES

DOCUMENT = next(iter(SAMPLES.values()))
HEAD = b'{"kind":"document","version":"1.0"'
MARK = b"\xef\xbb\xbf"


def findings(data: bytes) -> list[tuple[str, str, str | None]]:
    report = pipeline.validate_bytes(data, format="json")
    return [(message.code, message.text, message.place) for message in report.messages]


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as raised:
        pipeline.read_bytes(data, format="json")
    return raised.value


# --- reading and writing ---


def test_a_file_is_one_line() -> None:
    data = pipeline.write_bytes(DOCUMENT, "json")
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 1


def test_json_shows_every_kind_of_node_in_full() -> None:
    assert registry.by_name("json").support() == dict.fromkeys(node_kinds(), "full")


@pytest.mark.parametrize("before", [b"", MARK, b" \t\r\n", MARK + b"\n"])
def test_a_byte_order_mark_and_blanks_before_it_are_no_hindrance(before: bytes) -> None:
    data = before + pipeline.write_bytes(DOCUMENT, "json")
    assert sniff(data)
    assert pipeline.read_bytes(data) == DOCUMENT
    assert findings(data) == []


@pytest.mark.parametrize("data", [b"", b"[]", b"<TEI/>", b"telegram {", b"PK\x03\x04{"])
def test_what_begins_otherwise_is_no_json_of_ours(data: bytes) -> None:
    assert not sniff(data)


def test_a_refusal_says_what_is_wrong_where_and_what_to_do() -> None:
    error = refusal(HEAD + b',"body":[{"kind":"paragraph"}]}')
    assert error.place == "$.body[0]"
    assert error.remedy == "`dragoman validate` lists every place that differs from the schema"
    assert "not a dragoman document in JSON: Object missing required field `content`" in str(error)
    assert " - at " not in str(error)


def test_a_refusal_of_the_whole_has_no_place() -> None:
    error = refusal(b"[]")
    assert error.place is None
    assert "not a dragoman document in JSON: Expected `object`, got `array`" in str(error)


# --- validation ---


def test_a_document_of_ours_has_no_findings() -> None:
    assert findings(pipeline.write_bytes(DOCUMENT, "json")) == []


def test_what_is_no_json_is_one_finding() -> None:
    assert findings(b"{") == [("not-json", "Input data was truncated", None)]
    assert findings(HEAD + b',"id":"\xff"}') == [("not-json", "JSON is malformed: not UTF-8 (byte 41)", None)]


def test_every_place_that_differs_from_the_schema_is_a_finding_in_the_order_of_their_paths() -> None:
    data = HEAD + b',"front":[{"kind":"x"}],"body":[{"kind":"paragraph"},{"kind":"y"}]}'
    found = findings(data)
    assert [(code, place) for code, _, place in found] == [
        ("schema", "$.body[0]"),
        ("schema", "$.body[1]"),
        ("schema", "$.front[0]"),
    ]


@pytest.mark.parametrize(
    ("body", "place", "text"),
    [
        ('{"kind":"paragraph"}', "$.body[0]", "'content' is a required property"),
        ('{"kind":"y"}', "$.body[0]", "nothing of the kind 'y' can stand here"),
        ("7", "$.body[0]", "7 cannot stand here"),
        ('{"kind":"paragraph","content":["a",7]}', "$.body[0].content[1]", "7 cannot stand here"),
        (
            '{"kind":"paragraph","content":[{"kind":"emphasis","content":["b"],"look":"bold"}]}',
            "$.body[0].content[0]",
            "Additional properties are not allowed ('look' was unexpected)",
        ),
        (
            '{"kind":"section","blocks":[{"kind":"list","items":[{"kind":"item","blocks":[{"kind":"z"}]}]}]}',
            "$.body[0].blocks[0].items[0].blocks[0]",
            "nothing of the kind 'z' can stand here",
        ),
        (
            '{"kind":"section","blocks":[{"kind":"line","content":[],"lang":7}]}',
            "$.body[0].blocks[0].lang",
            "7 cannot stand here",
        ),
    ],
)
def test_what_differs_is_told_in_the_innermost_node_of_the_kind_that_is_meant(body: str, place: str, text: str) -> None:
    assert findings(HEAD + b',"body":[' + body.encode() + b"]}") == [("schema", text, place)]


def test_what_no_schema_can_say_is_a_finding_once_the_schema_is_met() -> None:
    twice = b'{"kind":"paragraph","id":"a","content":[]}'
    assert findings(HEAD + b',"body":[' + twice + b"," + twice + b"]}") == [
        ("normal-form", "Paragraph a: id: stands twice in the document", None)
    ]


def test_a_file_of_another_version_is_a_finding() -> None:
    ((code, text, place),) = findings(b'{"kind":"document","version":"2.0"}')
    assert (code, place) == ("schema", "$.version")
    assert text == "'2.0' is not one of ['1.0']"


@pytest.mark.parametrize("check", [pipeline.read_bytes, pipeline.validate_bytes])
def test_what_is_nested_without_end_is_refused_in_words(check: object) -> None:
    with pytest.raises(InputError, match=r"deep\.json: is nested too deeply; flatten it"):
        check(b'{"body":' * 100_000, format="json", name="deep.json")  # type: ignore[operator]


def test_findings_are_errors_of_the_format() -> None:
    report = Report()
    pipeline.validate_bytes(b"{", format="json", report=report)
    assert [(message.level, message.format) for message in report.messages] == [("error", "json")]
