"""What a run with withholding remembers: a manifest in a folder of its own beside the outputs, for nobody else to see.

`EDITION.private/` holds what is needed to go on: checksums of the originals, what each record asked of the collection,
and a checksum of rules and decisions. The manifest in `EDITION` tells outputs and messages alone. Outputs of other
rules never stay: when rules, decisions or the version change, what an earlier run made is removed first.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from converters import pipeline
from converters.collection import storage
from converters.collection.manifest import NAME, Manifest
from converters.collection.withholding.withholding import Withholding
from converters.errors import OutputError, UsageError

_STAMP = "rules.sha256"
_REMEDY = "check the folder, its permissions and the space left"


def place_of(folder: str) -> str:
    """The private folder of a folder of outputs."""
    return f"{folder.rstrip('/')}.private"


def check_empty(folder: str) -> None:
    """Raise UsageError where a folder holds anything: what was made without rules would stay there."""
    check_local(folder)
    path = Path(folder)
    if path.is_dir() and any(path.iterdir()):
        raise UsageError(
            f"{folder} holds files that were not made under these rules", remedy="name a folder that is empty or new"
        )


def check_local(folder: str) -> None:
    """Raise UsageError where a folder is not one of this machine."""
    if storage.is_url(folder):
        raise UsageError("--withhold needs a folder of this machine", remedy="name one with -o, and copy it")


def manifest(folder: str, withholding: Withholding) -> Manifest:
    """The private manifest of a folder that is there, without what other rules made. Raises UsageError, OutputError."""
    private = Path(place_of(folder))
    stamp = private / _STAMP
    if not stamp.exists():
        check_empty(folder)
    try:
        private.mkdir(mode=0o700, exist_ok=True)
        found = Manifest(folder, str(private))
        now = withholding.fingerprint()
        if not stamp.exists() or stamp.read_text("ascii") != now:
            _remove_outputs(Path(folder), found)
            pipeline.save(stamp, now.encode())
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", remedy=_REMEDY, file=str(private)) from error
    return found


def _remove_outputs(folder: Path, found: Manifest) -> None:
    for outcome in found.outcomes():
        for written in outcome.outputs:
            with contextlib.suppress(FileNotFoundError):
                (folder / written.path).unlink()
    with contextlib.suppress(FileNotFoundError):
        (folder / NAME).unlink()
    found.clear()


def publish(folder: str, found: Manifest, withholding: Withholding) -> None:
    """Write the manifest that everybody may see. Raises OutputError."""
    shown = sorted((withholding.public(outcome) for outcome in found.outcomes()), key=lambda one: one.input)
    pipeline.save(Path(folder) / NAME, b"".join(msgspec.json.encode(one) + b"\n" for one in shown))
