"""Open the package of a stranger (ECMA-376 Part 2).

A zip file with limits, parts in XML without entities, relationships never followed out of it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from converters.errors import InputError
from converters.formats.docx.ooxml import RELATIONSHIPS
from converters.formats.docx.reading import markup
from converters.limits import DEFAULT, Limits, OverLimit

_SMALL = 1024 * 1024
"""Parts below this size may be deflated as well as they can be: a few megabytes hurt nobody."""
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "is encrypted, or a Word file of the old kind (.doc)",
        "save it as .docx without a password",
    ),
    (b"{\\rtf", "is a file in Rich Text Format", "save it as .docx"),
    (b"<?xml", "is XML and no package: a Word file of 2003, or a flat one", "save it as .docx"),
)
"""Files of other kinds that are called Word files, by how they begin."""
_ENCRYPTED = 0x1
_OFFICE_DOCUMENT = "/relationships/officeDocument"


class Relationship(NamedTuple):
    """A relationship: the last word of its type, and its target: the name of a part, or a URI if `external`."""

    type: str
    target: str
    external: bool


class Package:
    """The parts of a Word file. Raises InputError where the file is none, or is over a limit."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self._zip = _open(data)
        self._limits = limits
        self.names = frozenset(_checked_names(self._zip, limits))
        self._read = 0
        self._relations: dict[str, dict[str, Relationship]] = {}
        self.problems: dict[str, str] = {}
        """What is wrong with parts that the text can be read without, by their names."""
        self.main = self._main_part()

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            info = self._zip.getinfo(name)
            self._read += info.file_size
            self._check_size(info)
            return self._zip.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise InputError(f"is damaged: {error}", place=name, remedy="take another copy of the file") from error

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        limits = self._limits
        if info.file_size > limits.part:
            raise OverLimit("part", f"has more than {limits.part} bytes", place=info.filename)
        if self._read > limits.unpacked:
            raise OverLimit("unpacked", f"holds more than {limits.unpacked} bytes", place=info.filename)
        if info.file_size > _SMALL and info.file_size > limits.ratio * max(1, info.compress_size):
            problem = f"unpacks to more than {limits.ratio} times its size (a zip bomb?)"
            raise OverLimit("ratio", problem, place=info.filename)

    def xml(self, name: str) -> etree._Element:
        """The root of a part in XML."""
        return parse_xml(self.read(name), name)

    def xml_if_sound(self, name: str) -> etree._Element | None:
        """The root of a part that the text can be read without; a damaged one is noted. Raises OverLimit."""
        try:
            return self.xml(name)
        except OverLimit:
            raise
        except InputError as error:
            self.problems[name] = error.problem
            return None

    def relationships(self, name: str) -> dict[str, Relationship]:
        """The relationships of a part, by their ids; none where the part beside it is missing or damaged."""
        found = self._relations.get(name)
        if found is None:
            found = self._relations[name] = self._read_relationships(name)
        return found

    def _read_relationships(self, name: str) -> dict[str, Relationship]:
        folder, base = posixpath.split(name)
        beside = posixpath.join(folder, "_rels", f"{base}.rels")
        if beside not in self.names:
            return {}
        root = self.xml_if_sound(beside)
        found: dict[str, Relationship] = {}
        rows = root.iterchildren(f"{{{RELATIONSHIPS}}}Relationship") if root is not None else ()
        for element in rows:
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                target = _part_name(folder, target)
            found[element.get("Id", "")] = Relationship(element.get("Type", "").rpartition("/")[2], target, external)
        return found

    def related(self, name: str, type: str) -> str | None:
        """The name of the first part that a part is related to by a type, if the package has it."""
        return next(
            (one.target for one in self.relationships(name).values() if one.type == type and one.target in self.names),
            None,
        )

    def _main_part(self) -> str:
        if "_rels/.rels" not in self.names and "word/document.xml" not in self.names:
            raise InputError("a zip file, but no Word document", remedy="give a .docx file")
        main = self.related("", "officeDocument") if "_rels/.rels" in self.names else None
        if main is None and "word/document.xml" in self.names:
            main = "word/document.xml"
        if main is None:
            raise InputError("the part that holds the text is missing", remedy="take another copy of the file")
        return main


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of a part. Raises InputError where it is not well-formed or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in (error.msg or ""):
            raise InputError("is nested too deeply", place=name, remedy="do not trust it") from error
        raise InputError(
            f"is not well-formed: {error.msg}", place=name, remedy="open it in Word and save it anew"
        ) from error
    if b"<!DOCTYPE" in data[:4096] or root.getroottree().docinfo.internalDTD is not None:
        raise InputError("declares a document type, which no Word file does", place=name, remedy="do not trust it")
    if markup.is_strict(data):
        root = markup.as_usual(root, parser)
    if markup.has_alternatives(data):
        markup.choose(root)
    return root


def _open(data: bytes) -> zipfile.ZipFile:
    for start, problem, remedy in _OTHERS:
        if data.startswith(start):
            raise InputError(problem, remedy=remedy)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise InputError(f"is no Word file: {error}", remedy="give a .docx file") from error


def _checked_names(opened: zipfile.ZipFile, limits: Limits) -> list[str]:
    infos = opened.infolist()
    if len(infos) > limits.parts:
        raise OverLimit("parts", f"has more than {limits.parts} parts")
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise OverLimit("unpacked", f"holds more than {limits.unpacked} bytes")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise InputError("has two parts of one name", remedy="open it in Word and save it anew")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise InputError("is encrypted", remedy="save it without a password")
    return names


def _part_name(folder: str, target: str) -> str:
    """The part that a target means, seen from a folder; one that leads out of the package is no part."""
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return path.lstrip("/")
