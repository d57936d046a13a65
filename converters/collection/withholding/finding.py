"""Find in a document what the rules mean."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec

from converters.collection.withholding import protection
from converters.collection.withholding.flows import Flow, Path, Piece, flows
from converters.collection.withholding.letters import Letters, letters, plain
from converters.collection.withholding.names import Variant, matches, variants
from converters.collection.withholding.places import Place, in_flow, keyed, place
from converters.collection.withholding.rules import DocumentRule, Rules, compiled
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import content_text, plain_text, walk

FILE_NAME = "file name"
_READABLE = ("svg", "xml", "text/", "json")
"""Media types of data whose text is searched."""
_LINKS = frozenset({"target", "ref", "attrs"})
Named = tuple[Any, str, tuple[Variant, ...]]
"""A rule, the name that it means, and its variants."""


class Finder:
    """Finds places. `names`: those that records ask to protect; `entities`: the names of entities by their ids."""

    def __init__(self, rules: Rules, names: Iterable[str], entities: dict[str, tuple[str, ...]]) -> None:
        self._rules = rules
        self._patterns = [(rule, compiled(rule.pattern)) for rule in rules.pattern]
        self._named = [*self._of_rules(entities), *self._of_records(names, entities)]

    def _of_rules(self, entities: dict[str, tuple[str, ...]]) -> Iterator[Named]:
        for rule in self._rules.name:
            known = entities.get(rule.id or "", ()) or _same(rule.name, entities)
            said = tuple(dict.fromkeys((*filter(None, (rule.name,)), *rule.variants, *known)))
            found = variants(said, person=rule.person, surname=rule.surname, initials=rule.initials)
            yield rule, rule.name or rule.id or "", found

    def _of_records(self, names: Iterable[str], entities: dict[str, tuple[str, ...]]) -> Iterator[Named]:
        for rule in self._rules.protected:
            for name in sorted(set(names)):
                yield rule, name, variants((name, *_same(name, entities)))

    def protected(self, document: Document) -> list[str]:
        """The names that a record asks to protect."""
        found = (one.name for flow in flows(document) if flow.kind == "text" for one in protection.asked(flow.text))
        return sorted(set(filter(None, found))) if self._rules.protected else []

    def denied(self, document: Document) -> DocumentRule | None:
        """The rule that withholds a record as a whole."""
        known = {document.id, *(one.value for one in document.metadata.identifiers)}
        return next((rule for rule in self._rules.document if not known.isdisjoint(rule.id)), None)

    def places(self, document: Document, label: str, file: str) -> list[Place]:
        """All places of a record, with their keys; a whole record first, those in the path of its file last."""
        found = [*self._whole(document), *self._ids(document), *self._blocks(document), *self._stretches(document)]
        return [*keyed(found, (PurePath(label).name, document.id or "")), *self.file_name(file)]

    def file_name(self, path: str) -> list[Place]:
        """The places in the name of a file and of the folders that it lies in."""
        return keyed(_once(self._said(path, FILE_NAME)), (FILE_NAME,))

    def said(self, text: str) -> list[str]:
        """What a text says of what the rules mean."""
        flow = Flow((Piece(None, text),), "text", "")
        return [one.text for one in self._in_flow(flow, letters(text))]

    def says(self, text: str) -> bool:
        """Whether a text says anything that a rule means."""
        return bool(self.said(text))

    def _whole(self, document: Document) -> Iterator[Place]:
        rule = self.denied(document)
        if rule is not None:
            yield place(rule, "document", "whole record", document.id or document.metadata.title or "")

    def _said(self, text: str, kind: Any) -> Iterator[Place]:
        said = letters(text)
        for rule, name, forms in self._named:
            for form in forms:
                for start, end in matches(form, text, said):
                    yield place(rule, kind, kind, text[start:end], before=text[:start], after=text[end:], name=name)
        for rule, pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if start < end:
                    yield place(rule, kind, kind, text[start:end], before=text[:start], after=text[end:])

    def _ids(self, document: Document) -> Iterator[Place]:
        """One place for all ids of a record that say the same."""
        seen: set[tuple[str, str]] = set()
        for node in walk(document):
            for one in self._said(node.id, "ids") if node.id else ():
                key = (one.rule, plain(one.text))
                if key not in seen:
                    seen.add(key)
                    yield msgspec.structs.replace(one, before="", after="")

    def _blocks(self, document: Document) -> Iterator[Place]:
        markings = {plain(one): rule for rule in self._rules.paragraph for one in rule.marking}
        ids = {one: rule for rule in self._rules.node for one in rule.id}
        if not markings and not ids:
            return
        for node, path in _nodes(document):
            marking = getattr(node, "marking", None)
            said = None if marking is None else marking.value or plain_text(marking)
            for rule in (markings.get(plain(said)) if said else None, ids.get(node.id or "")):
                if rule is not None and path:
                    kind = str(node.__struct_config__.tag)
                    yield place(rule, "block", f"{kind} {node.id or ''}".strip(), _text(node), path=path)

    def _stretches(self, document: Document) -> Iterator[Place]:
        ids = {node.id for node in walk(document) if node.id}
        seen: set[tuple[str, tuple[tuple[Path, int, int], ...]]] = set()
        for flow in flows(document):
            if flow.kind in _LINKS and _leads_inside(flow.text, ids):
                continue
            for one in self._in_flow(flow, letters(flow.text)):
                if (one.rule, one.stretches) not in seen and one.stretches:
                    seen.add((one.rule, one.stretches))
                    yield (
                        one
                        if one.field
                        else msgspec.structs.replace(one, where=_nearest(document, one.stretches[0][0]))
                    )

    def _in_flow(self, flow: Flow, said: Letters) -> Iterator[Place]:
        """The places of a flow in their order; of two forms of one name in one place, the longer one."""
        text = flow.text
        found = [*self._named_in(flow, text, said), *self._matched_in(flow, text)]
        if flow.kind == "text":
            found += self._asked_in(flow, text)
        elif "%" in text or "&" in text or text.startswith("data:"):
            found += self._hidden_in(flow, text)
        yield from (one for _, _, one in sorted(found, key=lambda part: part[:2]))

    def _named_in(self, flow: Flow, text: str, said: Letters) -> Iterator[tuple[int, int, Place]]:
        for rule, name, forms in self._named:
            spans = {(match.start, match.end) for form in forms for match in matches(form, text, said)}
            for start, end in _longest(spans):
                yield start, end, in_flow(rule, flow, start, end, name)

    def _matched_in(self, flow: Flow, text: str) -> Iterator[tuple[int, int, Place]]:
        for rule, pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if start < end:
                    yield start, end, in_flow(rule, flow, start, end)

    def _asked_in(self, flow: Flow, text: str) -> Iterator[tuple[int, int, Place]]:
        """Whom a record asks to protect, where it does; other mentions are names by then."""
        known = {name for _, name, _ in self._named}
        for rule in self._rules.protected:
            for one in protection.asked(text):
                if one.name not in known:
                    yield one.start, one.end, in_flow(rule, flow, one.start, one.end, one.name)

    def _hidden_in(self, flow: Flow, text: str) -> Iterator[tuple[int, int, Place]]:
        """A value that says it in another guise: with percent signs, as markup, or as text that it holds."""
        for shown in {*_guises(text)} - {text}:
            for one in self._said(shown, "stretch"):
                yield 0, len(text), in_flow(_AsFound(one), flow, 0, len(text), one.name)


def _guises(text: str) -> Iterator[str]:
    yield unquote(text)
    yield html.unescape(text)
    head, comma, data = text.partition(",")
    if comma and head.startswith("data:") and any(kind in head for kind in _READABLE):
        if not head.endswith(";base64"):
            yield html.unescape(unquote(data))
            return
        try:
            yield html.unescape(base64.b64decode(data).decode("utf-8", "replace"))
        except ValueError:
            return


class _AsFound(NamedTuple):
    """The rule of a place that was found."""

    place: Place

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return self.place.rule

    def __getattr__(self, name: str) -> str:
        return str(getattr(self.place, name))


def _nearest(document: Document, path: Path) -> str:
    """The nearest node with an id on the way to a string."""
    node: Any = document
    found = ""
    for step in path[:-1]:
        node = getattr(node, step) if isinstance(step, str) else node[step]
        if isinstance(node, Node) and node.id:
            found = f"{node.__struct_config__.tag} {node.id}"
    return found or "document"


def _same(name: str | None, entities: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All names of the entities that have a name."""
    wanted = plain(name or "")
    return tuple(other for said in entities.values() if wanted in map(plain, said) for other in said) if wanted else ()


def _longest(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches without those that lie in another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


def _once(places: Iterator[Place]) -> list[Place]:
    """One place for each rule and what it says; of two that lie in each other, both, since either may be refused."""
    return list({(one.rule, plain(one.text)): one for one in places}.values())


def _leads_inside(text: str, ids: set[str]) -> bool:
    """Whether a value says nothing but ids of the document."""
    words = text.split()[-1:] if " " in text else text.split()
    return bool(words) and all(word.removeprefix("#") in ids for word in words)


def _nodes(document: Document) -> Iterator[tuple[Node, Path]]:
    """All nodes with their paths, those of the metadata too."""
    stack: list[tuple[Any, Path]] = [(document, ())]
    while stack:
        value, path = stack.pop()
        if isinstance(value, msgspec.Struct):
            if isinstance(value, Node):
                yield value, path
            inside = [(getattr(value, name), (*path, name)) for name in value.__struct_fields__ if name != "span"]
        elif isinstance(value, tuple):
            inside = [(one, (*path, place)) for place, one in enumerate(value)]
        else:
            continue
        stack.extend(reversed([one for one in inside if isinstance(one[0], msgspec.Struct | tuple)]))


def _text(node: Node) -> str:
    """What a node says, for a person to read."""
    content = getattr(node, "content", None)
    said = " ".join((content_text(content) if isinstance(content, tuple) else plain_text(node)).split())
    return said or " ".join(str(getattr(node, name)) for name in ("name", "text", "value") if getattr(node, name, None))
