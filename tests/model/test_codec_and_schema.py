"""JSON is the model, and the schema says so."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import msgspec
import pytest
from hypothesis import given

from converters.model.codec import CodecError, decode, encode
from converters.model.document import MODEL_VERSION, Document
from converters.model.schema import document_schema, document_schema_json
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


def test_the_schema_file_is_that_of_the_types() -> None:
    assert (SCHEMAS / "document.schema.json").read_bytes() == document_schema_json(), "run `make schema`"


def test_a_schema_does_not_change_under_its_version() -> None:
    versions = json.loads((SCHEMAS / "versions.json").read_text())
    digest = hashlib.sha256((SCHEMAS / "document.schema.json").read_bytes()).hexdigest()
    assert versions[MODEL_VERSION] == digest, "the schema changed: give the model a new version, then run `make schema`"
