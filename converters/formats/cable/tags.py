"""The TAGS line: subjects in the Department's own code (Traffic Analysis by Geography and Subject)."""

from __future__ import annotations

import re

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.model.metadata import Subject
from converters.model.nodes import Content, Inline, Name, Segment, Surplus, Term
from converters.model.walk import joined

SCHEME = "tags"
_KEYWORD = re.compile(r"[A-Z]{3,5}(?:\s*:)?", re.I)
_TOKEN = re.compile(
    r"(?P<open>\[)(?P<linked>[^\[\]\n]{1,60})(?P<close>\](?:\([^()\s]{0,200}\))?)"
    r"|\((?P<person>[^()\n]{1,80})\)"
    r"|(?P<word>[^\s,;/()\[\]]+)"
)
_GEO = re.compile(r"[A-Z]{2}")
_PROGRAM = re.compile(r"K[A-Z]{2,4}")
_SUBJECT = re.compile(r"[A-Z]{4}")
_FREE_WORD = re.compile(r"[A-Z'-]{6,}")


class _Found:
    """The terms of a line as they are met."""

    def __init__(self, flow: Flow, start: int) -> None:
        self.flow = flow
        self.position = start
        self.parts: list[Inline | str] = []
        self.subjects: list[Subject] = []
        self.spans: list[tuple[int, int]] = []

    def between(self, position: int) -> None:
        self.parts.append(self.flow.text[self.position : position])
        self.position = position

    def term(self, start: int, end: int) -> None:
        words = self.flow.text[start:end]
        self.between(start)
        kind = type_of(words.upper())
        self.parts.append(Term(scheme=SCHEME, type=kind, content=(words,)))
        self.subjects.append(Subject(term=words.upper(), scheme=SCHEME, type=kind, span=self.flow.span(start, end)))
        self.spans.append((start, end))
        self.position = end

    def surplus(self, start: int, end: int) -> None:
        self.between(start)
        span = self.flow.span(start, end)
        self.parts.append(Surplus(reason="markdown-link", content=(self.flow.text[start:end],), span=span))
        self.position = end

    def person(self, start: int, end: int) -> None:
        name = self.flow.text[start:end]
        self.between(start)
        self.parts.append(Name(type="person", content=(name,)))
        self.position = end
        if self.subjects:
            before = self.subjects[-1]
            self.subjects[-1] = Subject(
                term=before.term,
                scheme=SCHEME,
                type=before.type,
                persons=(*before.persons, name),
                span=before.span,
            )

    def goes_on(self, start: int, word: str) -> bool:
        """Whether a word belongs to the words before it: `ORGANIZED CRIME`, with nothing but a blank between."""
        if not self.spans or _FREE_WORD.fullmatch(word.upper()) is None:
            return False
        begin, end = self.spans[-1]
        before = self.flow.text[begin:end].upper()
        return self.position == end and self.flow.text[end:start] == " " and _is_free(before.split()[-1])


def _is_free(word: str) -> bool:
    return len(word) > 4 and type_of(word) == "unknown"


def parse(flow: Flow) -> tuple[Content, tuple[Subject, ...]]:
    """The line: its text with a `Term` for each tag, and the subjects."""
    keyword = _KEYWORD.match(flow.text)
    found = _Found(flow, keyword.end() if keyword else 0)
    if keyword:
        found.parts.append(Segment(role="keyword", content=(keyword[0],)))
    for token in _TOKEN.finditer(flow.text, found.position):
        if token["linked"] is not None:
            found.surplus(*token.span("open"))
            found.term(*token.span("linked"))
            found.surplus(*token.span("close"))
        elif token["person"] is not None:
            found.person(*token.span("person"))
        elif found.goes_on(token.start(), token["word"]):
            start = found.spans[-1][0]
            _undo_last(found, start)
            found.term(start, token.end())
        else:
            found.term(*token.span("word"))
    found.between(len(flow.text))
    return joined(found.parts), tuple(found.subjects)


def _undo_last(found: _Found, start: int) -> None:
    found.parts.pop()
    found.subjects.pop()
    found.spans.pop()
    found.position = start


def type_of(term: str) -> str:
    """The kind of a tag in capitals: `geo`, `program`, `subject`, `organisation`, `unknown`."""
    if term in facts.organisation_tags():
        return "organisation"
    if _GEO.fullmatch(term):
        return "geo"
    if _PROGRAM.fullmatch(term):
        return "program"
    return "subject" if _SUBJECT.fullmatch(term) else "unknown"
