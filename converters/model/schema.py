"""The JSON Schema of the model (2020-12), made from the types.

`python -m converters.model.schema FOLDER` writes it there as `document.schema.json`, and its digest beside the version
of the model into `versions.json`.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import msgspec

from converters.model.document import MODEL_VERSION, Document
from converters.model.nodes import Block, Inline, OpenerPart

SCHEMA_ID = f"urn:dragoman:document:{MODEL_VERSION}"
_UNIONS: dict[str, Any] = {"Inline": Inline, "Block": Block, "OpenerPart": OpenerPart}


def document_schema() -> dict[str, Any]:
    """The schema that every document's JSON is valid against."""
    (root, *unions), definitions = msgspec.json.schema_components(
        [Document, *_UNIONS.values()], ref_template="#/$defs/{name}"
    )
    named = dict(zip(_UNIONS, unions, strict=True))
    definitions["Document"]["required"] = ["kind", "version"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": f"dragoman document, version {MODEL_VERSION}",
        **root,
        "$defs": {**{name: _with_names(part, named) for name, part in definitions.items()}, **named},
    }


def document_schema_json() -> bytes:
    """The schema as it stands in `schemas/document.schema.json`."""
    return msgspec.json.format(msgspec.json.encode(document_schema(), order="deterministic"), indent=2) + b"\n"


def _with_names(part: Any, named: dict[str, Any]) -> Any:
    """The part with each union that has a name replaced by a reference to it, alone or among other choices."""
    if isinstance(part, list):
        return [_with_names(entry, named) for entry in part]
    if not isinstance(part, dict):
        return part
    for name, union in named.items():
        reference = {"$ref": f"#/$defs/{name}"}
        if part == union:
            return reference
        others = [choice for choice in part.get("anyOf", ()) if choice not in union["anyOf"]]
        if len(part.get("anyOf", ())) == len(others) + len(union["anyOf"]):
            return {"anyOf": [*(_with_names(choice, named) for choice in others), reference]}
    return {key: _with_names(value, named) for key, value in part.items()}


def publish(folder: Path) -> None:
    """Write the schema into a folder, and record its digest under the version of the model."""
    schema = document_schema_json()
    record = folder / "versions.json"
    versions = msgspec.json.decode(record.read_bytes(), type=dict[str, str]) if record.exists() else {}
    versions[MODEL_VERSION] = hashlib.sha256(schema).hexdigest()
    (folder / "document.schema.json").write_bytes(schema)
    record.write_bytes(msgspec.json.format(msgspec.json.encode(versions, order="sorted"), indent=2) + b"\n")


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
