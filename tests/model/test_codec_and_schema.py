"""JSON is the model, and the schema says so."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import msgspec
import pytest
from hypothesis import given

from converters.model.codec import CodecError, decode, encode, parsed
from converters.model.document import MODEL_VERSION, Document
from converters.model.schema import document_schema, document_schema_json, publish
from tests.samples import SAMPLES
from tests.strategies import documents

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


@cache
def validator() -> Any:
    return jsonschema_rs.validator_for(document_schema())


@given(documents())
def test_a_document_comes_back_from_its_json(document: Document) -> None:
    assert decode(encode(document)) == document


@given(documents())
def test_a_document_read_from_its_json_gives_the_same_json_again(document: Document) -> None:
    assert encode(decode(encode(document))) == encode(document)


@given(documents())
def test_the_json_of_every_document_is_valid(document: Document) -> None:
    validator().validate(msgspec.json.decode(encode(document)))


def test_the_explaining_validator_agrees_on_every_sample() -> None:
    explaining = jsonschema.Draft202012Validator(document_schema())
    for sample in SAMPLES.values():
        assert list(explaining.iter_errors(json.loads(encode(sample)))) == []


def test_the_schema_is_one_of_its_own_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(document_schema())


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"kind": "document"},
        {"kind": "document", "version": "1.0", "unknown": 1},
        {"kind": "document", "version": "1.0", "body": [{"kind": "paragraph"}]},
        {"kind": "document", "version": "1.0", "body": [{"kind": "nothing", "content": []}]},
        {"kind": "document", "version": "1.0", "body": ["bare text"]},
    ],
)
def test_what_is_no_document_is_refused_by_the_codec_and_by_the_schema(wrong: object) -> None:
    assert not validator().is_valid(wrong)
    with pytest.raises(CodecError):
        decode(json.dumps(wrong))


def test_another_version_of_the_model_is_refused_in_words() -> None:
    with pytest.raises(CodecError, match=r"version '2\.0' of the model; this program reads '1\.0'"):
        decode(b'{"kind":"document","version":"2.0"}')


def test_an_error_says_where() -> None:
    with pytest.raises(CodecError, match=r"\$\.body\[0\]"):
        decode(b'{"kind":"document","version":"1.0","body":[{"kind":"paragraph"}]}')


NOT_JSON = {
    "nothing": b"",
    "words": b"dragoman",
    "half of it": b'{"kind":"document","version":"1.',
    "words behind it": b'{"kind":"document","version":"1.0"} and more',
    "UTF-16": '{"kind":"document","version":"1.0"}'.encode("utf-16"),
    "half a character": b'{"kind":"document","version":"1.0","id":"\\ud800"}',
    "a number that is none": b'{"kind":"document","version":NaN}',
}


@pytest.mark.parametrize("name", NOT_JSON)
def test_what_is_no_json_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(CodecError) as raised:
        decode(NOT_JSON[name])
    assert re.fullmatch(r"Input data was truncated|JSON is malformed: .+ \(byte \d+\)", str(raised.value))
    with pytest.raises(CodecError):
        parsed(NOT_JSON[name])


@pytest.mark.parametrize("data", [b'{"version":"1.0","id":"a\xffb"}', b'{"version":"1.0","id":"aa","lang":"aa\xff"}'])
def test_bytes_that_are_no_utf8_are_told_with_their_place_in_the_whole(data: bytes) -> None:
    for read in (decode, parsed):
        with pytest.raises(CodecError, match=rf"^JSON is malformed: not UTF-8 \(byte {data.index(255)}\)$"):
            read(data)


def test_half_a_character_in_a_string_of_python_is_no_utf8_either() -> None:
    with pytest.raises(CodecError, match=r"^JSON is malformed: not UTF-8 \(byte 26\)$"):
        decode('{"version":"1.0","lang":"a\ud800"}')


def test_json_of_anything_is_what_it_says() -> None:
    assert parsed('{"a": [1, "ä", null]}'.encode()) == {"a": [1, "ä", None]}


def test_the_json_of_a_document_reads_the_same_from_a_string() -> None:
    sample = next(iter(SAMPLES.values()))
    assert decode(encode(sample).decode()) == sample


def test_json_without_a_version_is_refused_in_words() -> None:
    with pytest.raises(CodecError, match=r"^it says version 'none' of the model; this program reads '1\.0'$"):
        decode(b'{"kind":"document"}')


def test_the_schema_file_is_that_of_the_types() -> None:
    assert (SCHEMAS / "document.schema.json").read_bytes() == document_schema_json(), "run `make schema`"


def test_a_schema_does_not_change_under_its_version() -> None:
    versions = json.loads((SCHEMAS / "versions.json").read_text())
    digest = hashlib.sha256((SCHEMAS / "document.schema.json").read_bytes()).hexdigest()
    assert versions[MODEL_VERSION] == digest, "the schema changed: give the model a new version, then run `make schema`"


def test_publishing_writes_the_schema_and_its_digest_under_the_version(tmp_path: Path) -> None:
    publish(tmp_path)
    for name in ("document.schema.json", "versions.json"):
        assert (tmp_path / name).read_bytes() == (SCHEMAS / name).read_bytes()


def test_publishing_keeps_the_digests_of_other_versions_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "versions.json").write_text('{"2.0": "later", "0.9": "earlier"}')
    publish(tmp_path)
    versions = json.loads((tmp_path / "versions.json").read_text())
    assert list(versions) == ["0.9", MODEL_VERSION, "2.0"]
    assert (versions["0.9"], versions["2.0"]) == ("earlier", "later")


def test_a_record_of_versions_that_is_none_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "versions.json").write_text('{"0.9": 9}')
    with pytest.raises(msgspec.ValidationError):
        publish(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["versions.json"]
