"""Look at outputs that are there already: whether they show what is withheld. Nothing is changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from converters import pipeline
from converters.collection.outcome import Outcome
from converters.collection.withholding.withholding import Withholding
from converters.errors import InputError

_REMEDY = "convert again with --withhold, into a new folder"


def check(outcomes: Iterable[Outcome], files: Iterable[Path], withholding: Withholding) -> None:
    """Raise InputError at the first file that shows what is withheld, or tells the checksum of an original.

    Outputs are read back into documents and searched as records are; other files are searched as text.
    """
    outputs: set[Path] = set()
    for outcome in outcomes:
        if outcome.sha256 is not None or outcome.lookups:
            raise InputError("tells checksums of originals", remedy=_REMEDY, file="manifest.jsonl")
        for written in outcome.outputs:
            outputs.add(Path(written.path))
            _check_output(written.path, outcome.input, withholding)
    for file in files:
        if file not in outputs:
            _check_text(file, withholding)


def _check_output(path: str, label: str, withholding: Withholding) -> None:
    document = pipeline.read(path)
    if document.source is not None and withholding.left_in_text(_said(document.source.original()), label):
        raise InputError("carries an original that shows what is withheld", remedy=_REMEDY, file=path)
    left = withholding.left(document, label, document.id)
    if left:
        raise InputError(f"shows what is withheld ({left[0]})", remedy=_REMEDY, file=path)


def _check_text(file: Path, withholding: Withholding) -> None:
    try:
        text = _said(file.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", remedy="check its permissions", file=str(file)) from error
    if withholding.left_in_text(text, str(file)):
        raise InputError("shows what is withheld", remedy=_REMEDY, file=str(file))


def _said(data: bytes) -> str:
    return data.decode("utf-8", "replace")
