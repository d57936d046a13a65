"""A folder of outputs as a bag to be kept (BagIt 1.0, RFC 8493), described as an RO-Crate, with a PREMIS log.

The bag holds everything that lies in the folder, its manifest too. What was done to each record, by which version, is
told in `data/premis.xml`; `data/ro-crate-metadata.json` says what the whole is. All checksums are SHA-512.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from converters import __version__, pipeline
from converters.collection import premis
from converters.collection.discovery import files_below
from converters.collection.manifest import NAME as MANIFEST
from converters.collection.manifest import entries
from converters.collection.outcome import Outcome
from converters.collection.products.product import Collection
from converters.collection.withholding.checking import check
from converters.collection.withholding.withholding import Withholding
from converters.errors import InputError, OutputError, UsageError
from converters.formats import registry

_ALGORITHM = "sha512"
_CRATE = "ro-crate-metadata.json"
_LOG = "premis.xml"


class Kept(NamedTuple):
    """A file of the payload: its path in the bag, its bytes, their SHA-512."""

    path: str
    size: int
    digest: str


def bag(
    folder: str,
    target: str,
    about: Collection,
    identifier: str | None = None,
    withholding: Withholding | None = None,
) -> int:
    """Make a bag of a folder of outputs; how many files it holds. `identifier`: the archive's own for the whole.

    With `withholding` the outputs are searched first. Raises InputError where they show what is withheld, or where the
    folder has no manifest, UsageError where the bag would not be complete or has no date,
    OutputError where it cannot be written. What is not complete is not left behind.
    """
    place = Path(target)
    if place.exists():
        raise UsageError(f"{target} is there already", remedy="name a folder that is not")
    if not about.date:
        raise UsageError("a bag needs a date", remedy="put date into the profile, or set SOURCE_DATE_EPOCH")
    if place.resolve().is_relative_to(Path(folder).resolve()):
        raise UsageError(f"{target} lies in the folder that is to be kept", remedy="name a place outside of it")
    outcomes = tuple(entries(folder))
    if withholding is not None:
        check(outcomes, _files(Path(folder)), withholding)
    making = place.with_name(f".{place.name}{pipeline.PART}")
    try:
        shutil.rmtree(making, ignore_errors=True)
        (making / "data").mkdir(parents=True)
        payload = _filled(Path(folder), making, outcomes, about)
        _tagged(making, payload, about, identifier)
        making.rename(place)
    except OSError as error:
        remedy = "check the folder, its permissions and the space left"
        raise OutputError(f"cannot be written: {error.strerror}", remedy=remedy, file=target) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return len(payload)


def _filled(folder: Path, making: Path, outcomes: tuple[Outcome, ...], about: Collection) -> list[Kept]:
    """Copy the payload and write what describes it."""
    data = making / "data"
    for file in _files(folder):
        copy = data / file.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    with (data / _LOG).open("wb") as log:
        log.writelines(premis.log(folder, outcomes, about.date))
    files = [file.relative_to(data).as_posix() for file in _files(data)]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": list(_graph(files, about))}
    (data / _CRATE).write_bytes(msgspec.json.format(msgspec.json.encode(crate), indent=2) + b"\n")
    return [_kept(file, making) for file in _files(data)]


def _files(folder: Path) -> list[Path]:
    """The files below a folder, hidden ones and links left out. Raises InputError where a folder is closed to us."""
    problems: list[InputError] = []
    found = list(files_below(folder, problems))
    if problems:
        raise problems[0]
    return found


def _kept(file: Path, making: Path) -> Kept:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, _ALGORITHM).hexdigest()
    return Kept(file.relative_to(making).as_posix(), file.stat().st_size, digest)


def _graph(files: list[str], about: Collection) -> Iterator[dict[str, Any]]:
    """The entities of the crate (RO-Crate 1.1): the description, the whole, its files, who made it."""
    program = f"#dragoman-{__version__}"
    yield {
        "@id": _CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    whole: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": f"{about.title}: editions of archival records, with the log of how they were made.",
        "datePublished": about.date,
        "hasPart": [{"@id": quote(file)} for file in files],
    }
    if about.publisher:
        whole["publisher"] = {"@id": "#publisher"}
        yield {"@id": "#publisher", "@type": "Organization", "name": about.publisher}
    if about.licence:
        licence = about.licence_url or "#licence"
        whole["license"] = {"@id": licence}
        yield {"@id": licence, "@type": "CreativeWork", "name": about.licence}
    yield whole
    for file in files:
        known = registry.by_ending(file) if registry.ending(file) else None
        media = "application/x-ndjson" if file == MANIFEST else known.media_type if known else None
        yield {"@id": quote(file), "@type": "File", **({"encodingFormat": media} if media else {})}
    yield {"@id": program, "@type": "SoftwareApplication", "name": "dragoman", "softwareVersion": __version__}
    yield {
        "@id": "#conversion",
        "@type": "CreateAction",
        "name": "Conversion of the records",
        "instrument": {"@id": program},
        "result": {"@id": "./"},
    }


def _tagged(making: Path, payload: list[Kept], about: Collection, identifier: str | None) -> None:
    """The tag files: what this is, who is responsible, the checksums of the payload and of the tag files themselves."""
    info = {
        "Source-Organization": about.publisher,
        "External-Identifier": identifier or about.url,
        "External-Description": about.title,
        "Bagging-Date": about.date,
        "Bag-Software-Agent": f"dragoman {__version__}",
        "Payload-Oxum": f"{sum(kept.size for kept in payload)}.{len(payload)}",
    }
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in info.items() if value),
        f"manifest-{_ALGORITHM}.txt": "".join(map(_line, payload)),
    }
    for name, text in tags.items():
        (making / name).write_bytes(text.encode())
    own = "".join(_line(_kept(making / name, making)) for name in sorted(tags))
    (making / f"tagmanifest-{_ALGORITHM}.txt").write_bytes(own.encode())


def _line(kept: Kept) -> str:
    """A line of a manifest; line ends and percent signs in a path are escaped (RFC 8493, 2.1.3)."""
    path = kept.path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
    return f"{kept.digest}  {path}\n"
