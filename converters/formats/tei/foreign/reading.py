"""Read TEI that others made, element by element as it is parsed: no tree is built beside the document.

Nothing is fetched, no entity is expanded, no default of a document type is made up that the file itself does not say.
"""

from __future__ import annotations

import codecs
import re
from typing import Any
from xml.parsers import expat

from converters.errors import InputError
from converters.formats.tei.foreign import forms, header
from converters.formats.tei.foreign.content import Part
from converters.formats.tei.foreign.prefixes import NAMES, OUTSIDE, Scope, of_attribute, of_element, qualified
from converters.formats.tei.names import ROOTS, TEI, XML_ID
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.normal import DEEPEST
from converters.model.walk import joined

MEDIA_TYPE = "application/tei+xml"
DOCTYPE = "tei:doctype"
STANDALONE = "tei:standalone"
"""Keys of `attrs` of a document: its document type declaration, and what its XML declaration says of others."""
PREFIXES = 1000
"""The most prefixes that an element may know: each element that declares one has a table of all."""
HEADER = f"{TEI}teiHeader"
"""The header stays elements; what is typed of it is in the metadata."""
LARGE = 8_000_000
"""An original of more bytes is kept as bytes, which are there already."""
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BYTE_ORDERS = (
    *((mark, "utf-32") for mark in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    *((mark, "utf-16") for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
)
_NATIVE = frozenset({"utf-8", "iso8859-1", "ascii"})


def read(data: bytes) -> Document:
    """The document whose body is the root, with the comments and instructions before and after it.

    Raises InputError, with line and column, where the file is not well-formed, is not TEI, declares entities or is
    nested too deeply.
    """
    handed, recoded = _decoded(data)
    parser = expat.ParserCreate(recoded)
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.specified_attributes = True
    reading = _Reading(parser, handed, recoded)
    try:
        parser.Parse(handed, True)
    except expat.ExpatError as error:
        raise InputError(
            f"not well-formed XML: {expat.ErrorString(error.code)}",
            place=f"line {error.lineno}, column {error.offset + 1}",
            remedy="mend it in an XML editor",
        ) from error
    body = tuple(reading.top)
    root = next(part for part in body if isinstance(part, nd.Element))
    return Document(
        attrs=reading.attrs,
        metadata=header.metadata(root),
        body=body,  # type: ignore[arg-type]
        source=_source(data, reading.encoding),
    )


def _decoded(data: bytes) -> tuple[bytes, str | None]:
    """The bytes to parse and their encoding, which is told only where the parser cannot find or read it by itself."""
    known = next((name for mark, name in _BYTE_ORDERS if data.startswith(mark)), None)
    declared = _DECLARED.match(data[:200])
    name = known or (declared[1].decode() if declared is not None else None)
    if name is None:
        return data, None
    try:
        if known is None and _is_simple(name):
            return data, None
        return data.decode(name).encode(), "utf-8"
    except LookupError as error:
        raise InputError(
            f"is in the encoding {name!r}, which is not known", remedy="save it as UTF-8 with an XML declaration"
        ) from error
    except UnicodeError as error:
        raise InputError(f"is not in the encoding {name!r} that it declares", remedy="save it as UTF-8") from error


def _is_simple(name: str) -> bool:
    """Whether the parser knows an encoding, or each byte of it is a character."""
    codec = codecs.lookup(name).name
    if codec in _NATIVE:
        return True
    try:
        return len(bytes(range(256)).decode(codec, "replace")) == 256 and not codec.startswith("utf")
    except UnicodeError:
        return False


def _source(data: bytes, encoding: str | None) -> Source:
    """The file, as text where its encoding says so exactly and it is not large."""
    if len(data) > LARGE:
        return Source.of_bytes(data, MEDIA_TYPE)
    name = encoding or ("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "UTF-8")
    try:
        source = Source.of_text(data, name, MEDIA_TYPE)
        return source if source.original() == data else Source.of_bytes(data, MEDIA_TYPE)
    except (LookupError, UnicodeError):
        return Source.of_bytes(data, MEDIA_TYPE)


class _Open:
    """An element that is not closed yet."""

    __slots__ = ("attributes", "name", "namespaces", "parts", "scope", "unique")

    def __init__(
        self, name: str, attributes: dict[str, str], namespaces: dict[str, str], scope: Scope, unique: bool
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.namespaces = namespaces
        self.scope = scope
        self.unique = unique
        self.parts: list[Part] = []


class _Reading:
    """The document as far as it has been parsed."""

    def __init__(self, parser: expat.XMLParserType, data: bytes, recoded: str | None) -> None:
        self.top: list[Part] = []
        self.attrs: dict[str, str] = {}
        self.encoding: str | None = None
        self._parser = parser
        self._data = data
        self._recoded = recoded
        self._open: list[_Open] = []
        self._ids: set[str] = set()
        self._clark: dict[tuple[str, str], str] = {}
        self._header: _Open | None = None
        self._doctype: tuple[str, str | None, str | None, int | None] | None = None
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._start_doctype
        parser.EndDoctypeDeclHandler = self._end_doctype
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction

    def _place(self) -> str:
        return f"line {self._parser.CurrentLineNumber}, column {self._parser.CurrentColumnNumber + 1}"

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = encoding
        if standalone >= 0:
            self.attrs[STANDALONE] = "yes" if standalone else "no"

    def _start_doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        self._doctype = (name, system, public, self._parser.CurrentByteIndex if internal else None)

    def _end_doctype(self) -> None:
        assert self._doctype is not None  # noqa: S101 - the parser began it
        name, system, public, start = self._doctype
        said = f' PUBLIC "{public}" "{system}"' if public else f' SYSTEM "{system}"' if system else ""
        if start is not None:  # there is an internal subset, and the parser stood at its bracket
            end = self._data.index(b">", self._parser.CurrentByteIndex)
            said += " " + self._data[start:end].decode(self._recoded or self.encoding or "utf-8", "replace").strip()
        self.attrs[DOCTYPE] = name + said
        self._doctype = None

    def _entity(self, name: str, *_: Any) -> None:
        raise InputError(
            f"declares the entity {name!r}; entities are not expanded",
            place=self._place(),
            remedy="write the characters themselves and take the declaration out",
        )

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise InputError(
                f"not well-formed XML: the entity {name!r} is not declared in the file",
                place=self._place(),
                remedy="write the characters themselves",
            )

    def _start(self, raw: str, ordered: list[str]) -> None:
        outer = self._open[-1].scope if self._open else OUTSIDE
        said = dict(zip(ordered[::2], ordered[1::2], strict=True)) if ordered else {}
        declared = {}
        if "xmlns" in said or any(name.startswith("xmlns:") for name in said):
            for name in tuple(said):
                if name == "xmlns" or name.startswith("xmlns:"):
                    declared[name[6:]] = said.pop(name)
        namespaces = {prefix: uri for prefix, uri in declared.items() if outer.get(prefix, "") != uri}
        scope = self._scope(outer, namespaces) if namespaces else outer
        name = self._name(scope, raw, of_element)
        if not self._open:
            self._check_root(name)
        elif len(self._open) >= DEEPEST:
            raise InputError(
                f"elements are nested more than {DEEPEST} levels deep", place=self._place(), remedy="flatten it"
            )
        attributes = {self._name(scope, key, of_attribute): value for key, value in said.items()} if said else said
        if len(attributes) < len(said):
            raise InputError(
                f"not well-formed XML: {raw} has one attribute twice, under two prefixes",
                place=self._place(),
                remedy="take one of them out",
            )
        written = self._odd_names(scope, raw, name, said, attributes)
        if written:
            attributes[NAMES] = written
        id = attributes.get(XML_ID)
        unique = id is not None and id not in self._ids
        if id is not None and unique:
            self._ids.add(id)
        opened = _Open(name, attributes, namespaces, scope, unique)
        self._open.append(opened)
        if self._header is None and name == HEADER:
            self._header = opened

    def _scope(self, outer: Scope, namespaces: Scope) -> Scope:
        """The prefixes that an element knows from outside, and its own."""
        scope = {**outer, **namespaces}
        if len(scope) > PREFIXES:
            raise InputError(
                f"more than {PREFIXES} prefixes of name spaces are declared",
                place=self._place(),
                remedy="take some out",
            )
        return scope

    def _name(self, scope: Scope, raw: str, usual: Any) -> str:
        """A name in Clark notation."""
        prefix, _, local = raw.rpartition(":")
        if prefix and prefix not in scope:
            raise InputError(
                f"not well-formed XML: the prefix {prefix!r} is not declared",
                place=self._place(),
                remedy="declare it on the root",
            )
        space = scope.get(prefix, "") if prefix or usual is of_element else ""
        if not space:
            return local
        known = self._clark.get((space, local))
        if known is None:
            known = self._clark[(space, local)] = f"{{{space}}}{local}"
        return known

    @staticmethod
    def _odd_names(scope: Scope, raw: str, name: str, said: dict[str, str], attributes: dict[str, str]) -> str:
        """The names as written, where the usual prefixes are others; empty where they are the usual ones."""
        if ":" not in raw and not any(":" in key for key in said):
            return ""
        odd = []
        for key, clark in zip(said, attributes, strict=True):
            if ":" in key and _usual(scope, clark, of_attribute) != key:
                odd.append(key)
        return " ".join((raw, *odd)) if odd or _usual(scope, name, of_element) != raw else ""

    def _check_root(self, name: str) -> None:
        if name not in ROOTS:
            space, _, local = name.rpartition("}")
            where = f"in the name space {space[1:]}" if space else "in no name space"
            raise InputError(f"is XML but not TEI: its root is {local} {where}", remedy="give a TEI P5 file")

    def _end(self, raw: str) -> None:
        done = self._open.pop()
        parts = joined(done.parts)
        node = None
        if self._header is None and not done.namespaces and NAMES not in done.attributes:
            node = forms.fold(done.name, done.attributes, parts, unique=done.unique)
        if node is None:
            node = forms.element(done.name, done.attributes, parts, done.namespaces, unique=done.unique)
        if done is self._header:
            self._header = None
        self._add(node)

    def _add(self, part: Part) -> None:
        (self._open[-1].parts if self._open else self.top).append(part)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def _comment(self, text: str) -> None:
        if not self._in_doctype():
            self._add(nd.Comment(text=text))

    def _instruction(self, target: str, text: str) -> None:
        if not self._in_doctype():
            self._add(nd.Instruction(target=target, text=text or None))

    def _in_doctype(self) -> bool:
        return self._doctype is not None


def _usual(scope: Scope, name: str, usual: Any) -> str:
    space, _, local = name.rpartition("}")
    prefix = usual(scope, space[1:])
    return qualified(prefix or "", local)
