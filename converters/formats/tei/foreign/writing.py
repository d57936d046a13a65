"""Write TEI that others made: the elements that the document holds, as the XML that they came from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from converters.formats.tei.foreign import forms, header
from converters.formats.tei.foreign.prefixes import NAMES, OUTSIDE, Scope, of_attribute, of_element, qualified, split
from converters.formats.tei.foreign.reading import DOCTYPE, STANDALONE
from converters.formats.tei.foreign.unsaid import unsaid
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.escape import escape
from converters.model.node import Node
from converters.report import Report

CHUNK = 1 << 16
"""Pieces that are encoded at a time."""
_TO_REFER = re.compile("[&<>\r]")
_TO_QUOTE = re.compile('[&<>"\t\n\r]')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_LITERAL = """(?:"[^"]*"|'[^']*')"""
_DOCTYPE = re.compile(
    rf"[^\s<>\[\]]+(?:\s+(?:SYSTEM\s+|PUBLIC\s+{_LITERAL}\s+){_LITERAL})?\s*(?:\[.*\]\s*)?", re.DOTALL
)


def compose(document: Document, report: Report) -> bytes:
    """The file in UTF-8. What the document says beside its root and its header is told as lost."""
    if document.id is not None or document.lang is not None or set(document.attrs) - {DOCTYPE, STANDALONE}:
        report.warn("dropped", "id, language and attributes of the document have no place in foreign TEI")
    body = tuple(
        header.changed(part, document.metadata, report) if isinstance(part, nd.Element) else part
        for part in document.body
    )
    out = io.BytesIO()
    pieces: list[str] = [_prolog(document, report)]
    for piece in _Writing(report).pieces(body):
        pieces.append(piece)
        if len(pieces) > CHUNK:
            out.write("".join(pieces).encode())
            pieces = []
    out.write("".join(pieces).encode())
    return out.getvalue()


def _prolog(document: Document, report: Report) -> str:
    standalone = document.attrs.get(STANDALONE)
    said = f' standalone="{standalone}"' if standalone in ("yes", "no") else ""
    doctype = document.attrs.get(DOCTYPE)
    declared = ""
    if doctype is not None and _DOCTYPE.fullmatch(doctype) and "<!ENTITY" not in doctype:
        declared = f"<!DOCTYPE {doctype}>\n"
    elif doctype is not None:
        report.warn("dropped", "the document type declaration is none that can be written")
    return f'<?xml version="1.0" encoding="UTF-8"{said}?>\n{declared}'


class _Writing:
    """The elements of a document, from the first tag to the last."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def pieces(self, top: tuple[Any, ...]) -> Iterator[str]:
        """The XML, piece by piece; the depth of a document does not matter."""
        stack: list[tuple[Iterator[Any], str, Scope]] = [(iter(_on_lines(top)), "", OUTSIDE)]
        while stack:
            parts, end, scope = stack[-1]
            for part in parts:
                if isinstance(part, str):
                    yield self._text(part)
                elif isinstance(part, nd.Comment):
                    self._tell_unsaid(part)
                    yield f"<!--{self._held(part.text, part)}-->"
                elif isinstance(part, nd.Instruction):
                    self._tell_unsaid(part)
                    yield f"<?{part.target} {self._held(part.text, part)}?>" if part.text else f"<?{part.target}?>"
                else:
                    tag, inside, held, inner = self._opened(part, scope)
                    if not held:
                        yield f"<{tag}/>"
                        continue
                    yield f"<{tag}>"
                    stack.append((iter(held), f"</{inside}>", inner))
                    break
            else:
                stack.pop()
                yield end

    def _opened(self, node: Node, scope: Scope) -> tuple[str, str, tuple[Any, ...], Scope]:
        """The start tag of a node, its name, its parts, and the prefixes inside."""
        self._tell_unsaid(node)
        name, attributes, parts = forms.unfold(node)
        declared = dict(node.namespaces) if isinstance(node, nd.Element) else {}
        inner: dict[str, str] = {**scope, **declared}
        written = dict.fromkeys((attributes.pop(NAMES, "") if NAMES in attributes else "").split())
        space, local = split(name)
        raw = next(iter(written), None)
        if raw is None or inner.get(raw.rpartition(":")[0], "") != space:
            prefix = of_element(inner, space)
            if prefix is None:
                prefix = "" if not space or not inner.get("") else self._new_prefix(inner)
                declared[prefix] = inner[prefix] = space
            raw = qualified(prefix, local)
        odd = {self._clark(inner, one): one for one in written}
        said = []
        for key, value in attributes.items():
            said.append(f'{odd.get(key) or self._attribute(key, inner, declared)}="{self._quoted(value, node)}"')
        spaces = [
            f'{"xmlns:" + prefix if prefix else "xmlns"}="{self._quoted(uri, node)}"'
            for prefix, uri in declared.items()
        ]
        return " ".join((raw, *spaces, *said)), raw, parts, inner if declared else scope

    def _tell_unsaid(self, node: Node) -> None:
        said = () if isinstance(node, nd.Element) else unsaid(node)
        if said:
            self._report.warn("approximated", f"foreign TEI does not say of it: {', '.join(said)}", node)

    def _attribute(self, name: str, inner: dict[str, str], declared: dict[str, str]) -> str:
        space, local = split(name)
        if not space:
            return local
        prefix = of_attribute(inner, space)
        if prefix is None:
            prefix = self._new_prefix(inner)
            declared[prefix] = inner[prefix] = space
        return qualified(prefix, local)

    @staticmethod
    def _clark(scope: Scope, raw: str) -> str:
        prefix, _, local = raw.rpartition(":")
        return f"{{{scope.get(prefix, '')}}}{local}" if prefix else local

    @staticmethod
    def _new_prefix(scope: Scope) -> str:
        return next(prefix for number in range(len(scope) + 1) if (prefix := f"ns{number}") not in scope)

    def _text(self, text: str) -> str:
        held = self._held(text, None)
        return held if _TO_REFER.search(held) is None else held.translate(_IN_TEXT)

    def _quoted(self, value: str, node: Node) -> str:
        held = self._held(value, node)
        return held if _TO_QUOTE.search(held) is None else held.translate(_REFERENCES)

    def _held(self, text: str, node: Node | None) -> str:
        """Foreign text goes as it is; what XML cannot hold did not come from XML, and is told."""
        if _FORBIDDEN.search(text) is None:
            return text
        self._report.warn("approximated", "a character that XML cannot hold is written as an escape", node)
        return escape(text)


def _on_lines(top: tuple[Any, ...]) -> Iterator[Any]:
    """What stands at the top, each on a line of its own."""
    for part in top:
        yield part
        yield "\n"
