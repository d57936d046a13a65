"""Look for what must not be seen: in every file below a folder, unpacked as far as anything can be, in every guise."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import re
import subprocess
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pikepdf

_DIGESTS = ("md5", "sha1", "sha256", "sha512")
_TAGS = re.compile(r"<[^>]*>")
_MARKS = re.compile("[\u0300-\u036f]")
_FONTS = (b"\0\1\0\0", b"OTTO", b"\1\0\4")
"""How fonts begin; the names in them are ASCII or UTF-16, and are read as those."""
_RUNS = re.compile(r"[a-z0-9+/_-]{22,600}")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything below a folder as folded text, with where it is from: names of files first."""
    for file in sorted(folder.rglob("*")):
        name = str(file.relative_to(folder))
        yield f"{name} (its name)", _folded(name)
        if file.is_file():
            for where, data in _unpacked(name, file.read_bytes()):
                yield from ((where, text) for text in _readings(data))
            if file.suffix == ".pdf":
                yield f"{name} (as read)", _folded(_run("pdftotext", "-q", str(file), "-"))
                yield f"{name} (structure)", _folded(_run("pdfinfo", "-struct-text", str(file)))
            if file.suffix == ".parquet":
                import pandas

                yield f"{name} (as read)", _folded(pandas.read_parquet(file).to_csv())


def _run(*words: str) -> str:
    return subprocess.run(words, capture_output=True, check=False, timeout=600).stdout.decode("utf-8", "replace")


def _unpacked(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and those of everything in them."""
    yield name, data
    if depth > 4:
        return
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for member in package.infolist():
                yield f"{name}!{member.filename}", member.filename.encode() + member.comment + member.extra
                yield from _unpacked(f"{name}!{member.filename}", package.read(member), depth + 1)
    elif data[:2] == b"\x1f\x8b":
        yield from _unpacked(f"{name}!", gzip.decompress(data), depth + 1)
    elif data[:5] == b"%PDF-":
        yield from _of_pdf(name, data, depth)
    for found in re.finditer(rb"[A-Za-z0-9+/]{80,}={0,2}", data):
        for text in _decoded(found[0]):
            yield f"{name}!base64", text


def _decoded(text: bytes) -> Iterator[bytes]:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return
    yield data
    try:
        yield zlib.decompress(data)
    except zlib.error:
        return


def _of_pdf(name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    """Every object of a PDF: streams unpacked, strings decoded, keys of dictionaries."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, one in enumerate(pdf.objects):
            where = f"{name}!{number}"
            yield where, "\n".join(_strings(one)).encode("utf-8", "surrogatepass")
            if isinstance(one, pikepdf.Stream):
                try:
                    yield from _unpacked(where, one.read_bytes(), depth + 1)
                except pikepdf.PdfError:
                    yield where, one.read_raw_bytes()


def _strings(one: object, depth: int = 0) -> Iterator[str]:
    if depth > 8:
        return
    if isinstance(one, pikepdf.String | pikepdf.Name):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for part in one:
            if not getattr(part, "is_indirect", False):
                yield from _strings(part, depth + 1)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in one.items():
            yield key
            if not getattr(part, "is_indirect", False):
                yield from _strings(part, depth + 1)


def _readings(data: bytes) -> Iterator[str]:
    """The bytes as text in each encoding, without escapes, and without markup."""
    text = data.decode("utf-8", "replace")
    yield _folded(text)
    if b"\0" in data:
        yield from (_folded(data.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be"))
    if "\ufffd" in text:
        if not data.startswith(_FONTS):
            yield _folded(data.decode("latin-1"))
        return
    if "<" in text or "&" in text:
        yield _folded(html.unescape(text))
        yield _folded(html.unescape(_TAGS.sub("", text)))
    if "\\u" in text:
        yield _folded(_JSON.sub(lambda found: chr(int(found[1], 16)), text))
    if "%" in text:
        yield _folded(unquote(text))
    for found in re.findall(r"<([0-9a-fA-F\s]{8,})>", text):
        bare = re.sub(r"\s", "", found)
        yield _folded(bytes.fromhex(bare[: len(bare) // 2 * 2]).decode("utf-16-be", "replace"))


def _folded(text: str) -> str:
    """A text without case, accents and kinds of blanks."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(text.casefold().split())


def digests(secret: str | bytes) -> Iterator[str]:
    """The checksums of a secret, as hexadecimal figures and in base64."""
    data = secret if isinstance(secret, bytes) else secret.encode()
    for name in _DIGESTS:
        digest = hashlib.new(name, data, usedforsecurity=False).digest()
        yield digest.hex()
        yield base64.b64encode(digest).decode().rstrip("=")
        yield base64.urlsafe_b64encode(digest).decode().rstrip("=")


def leaks(folder: Path, secrets: set[str], originals: set[bytes]) -> list[tuple[str, str]]:
    """Where a secret is found, or a checksum of one or of an original: none, where all is well.

    A word of less than six letters is looked for as a word: it is a part of too many others.
    """
    words = {_folded(secret): secret for secret in secrets}
    every: list[str | bytes] = [*secrets, *(secret.upper() for secret in secrets), *originals]
    sums = {_folded(digest): f"checksum of {one!r:.40}" for one in every for digest in digests(one)}
    lengths = sorted({len(one) for one in sums})
    found: list[tuple[str, str]] = []
    for where, text in texts(folder):
        found += [(where, secret) for word, secret in words.items() if word in text and _stands(word, text)]
        found += [(where, sums[one]) for run in _RUNS.findall(text) for one in _windows(run, lengths) if one in sums]
    return found


def _stands(word: str, text: str) -> bool:
    return len(word) >= 6 or re.search(rf"\b{re.escape(word)}\b", text) is not None


def _windows(run: str, lengths: list[int]) -> Iterator[str]:
    """Every stretch of a run of figures that is as long as a checksum."""
    for length in lengths:
        for start in range(len(run) - length + 1):
            yield run[start : start + length]
