"""The TAGS line: subjects in the Department's own code (Traffic Analysis by Geography and Subject).

The line stays as it is; the subjects say what is meant, each once.
"""

from __future__ import annotations

import functools
import re

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.model.metadata import Subject
from converters.model.nodes import Content, Inline, Name, Segment, Surplus, Term
from converters.model.walk import joined

SCHEME = "tags"
_KEYWORD = re.compile(r"[A-Z]{3,5}(?:\s*[:,])?", re.I)
_TOKEN = re.compile(
    r"(?P<open>\[)(?P<linked>[^\[\]\n]{1,60})(?P<close>\](?:\([^()\s]{0,200}\))?)"
    r"|\((?P<person>[^()\n]{1,80})\)"
    r"|(?P<word>[^\s,;/()\[\]]+)"
)
_END = re.compile(r"\s{3,}(?:SECRET|CONFIDENTIAL|UNCLAS|LIMITED OFFICIAL|PAGE \d)|\s+PAGE \d\d\s", re.I)
"""What stands after the tags on their line: the debris of a page end."""
_GEO = re.compile(r"[A-Z]{2}")
_PROGRAM = re.compile(r"K[A-Z]{2,4}")
_SUBJECT = re.compile(r"[A-Z]{4}")
_FREE_WORD = re.compile(r"[A-Z'-]{6,}")
_PIECE = 4
"""Letters of the tags that are written without a blank between them; a region has half as many."""


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
        said = words.upper()
        self.between(start)
        self.parts.append(Term(scheme=SCHEME, type=type_of(said), content=(words,)))
        for meant in facts.tag_lists().slips.get(said, (said,)):
            span = self.flow.span(start, end)
            self.subjects.append(Subject(term=meant, scheme=SCHEME, type=type_of(meant), span=span))
        self.spans.append((start, end))
        self.position = end

    def surplus(self, start: int, end: int) -> None:
        self.between(start)
        span = self.flow.span(start, end)
        self.parts.append(Surplus(reason="markdown-link", content=(self.flow.text[start:end],), span=span))
        self.position = end

    def person(self, start: int, end: int, name: str) -> None:
        """A person that the tag before names; `name` is the surname, a comma, and what stands before it in speech."""
        self.between(start)
        self.parts.append(Name(type="person", content=(self.flow.text[start:end],)))
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
        if before in facts.tag_lists().phrases:
            return False
        return self.position == end and self.flow.text[end:start] == " " and _is_free(before.split()[-1])


def _is_free(word: str) -> bool:
    return len(word) > 4 and type_of(word) == "unknown"


def parse(flow: Flow) -> tuple[Content, tuple[Subject, ...]]:
    """The line: its text with a `Term` for each tag, and the subjects."""
    keyword = _KEYWORD.match(flow.text)
    found = _Found(flow, keyword.end() if keyword else 0)
    if keyword:
        found.parts.append(Segment(role="keyword", content=(keyword[0],)))
    debris = _END.search(flow.text, found.position)
    end = debris.start() if debris else len(flow.text)
    token = _TOKEN.search(flow.text, found.position, end)
    while token is not None:
        _take(found, token, end)
        token = _TOKEN.search(flow.text, max(found.position, token.end()), end)
    found.between(len(flow.text))
    subjects: dict[str, Subject] = {}
    for subject in found.subjects:
        subjects.setdefault(subject.term, subject)
    return joined(found.parts), tuple(subjects.values())


def _take(found: _Found, token: re.Match[str], end: int) -> None:
    """Take what begins at a token: a linked tag, a person, a phrase, tags without a blank between them, a tag."""
    if token["linked"] is not None:
        found.surplus(*token.span("open"))
        found.term(*token.span("linked"))
        found.surplus(*token.span("close"))
    elif token["person"] is not None:
        found.person(*token.span("person"), token["person"])
    else:
        _take_word(found, token, end)


def _take_word(found: _Found, token: re.Match[str], end: int) -> None:
    text, start, word = found.flow.text, token.start(), token["word"].upper()
    phrase = _phrase(text, start, end)
    given = _TOKEN.match(text, token.end() + 1, end) if text[token.end() : token.end() + 1] == " " else None
    pieces = glued(word)
    if phrase is not None:
        found.term(start, start + len(phrase))
    elif word in facts.tag_lists().captions:
        return
    elif given is not None and _is_surname(word) and (given["word"] or "").upper() in facts.tag_lists().given_names:
        found.person(start, given.end(), f"{text[start : token.end()]}, {given['word']}")
    elif pieces:
        for piece in pieces:
            found.term(start, start + len(piece))
            start += len(piece)
    elif found.goes_on(start, word):
        begin = found.spans[-1][0]
        _undo_last(found, begin)
        found.term(begin, token.end())
    else:
        found.term(start, token.end())


def _phrase(text: str, start: int, end: int) -> str | None:
    """The term of several words that begins at a place, if a list has one."""
    ahead = text[start : min(end, start + 40)].upper()
    for phrase in facts.tag_lists().phrases:
        if ahead.startswith(phrase) and not ahead[len(phrase) : len(phrase) + 1].isalnum():
            return phrase
    return None


def _is_surname(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and not _is_listed(word)


def _is_listed(word: str) -> bool:
    return word in facts.tag_lists().subjects or type_of(word) in ("organisation", "program")


@functools.lru_cache(maxsize=1024)
def glued(word: str) -> tuple[str, ...]:
    """The tags in a word of several without a blank between them (`EINDETRD`, `ETRDPGOVVX`); empty where it is none.

    All of its pieces are listed subjects or programmes, and a region may stand first or last.
    """
    if len(word) <= _PIECE or len(word) % 2 or not word.isalpha() or type_of(word) == "organisation":
        return ()
    for lead in (0, 2) if len(word) % _PIECE else (0,):
        rest = word[lead:]
        pieces = [rest[at : at + _PIECE] for at in range(0, len(rest), _PIECE)]
        listed = [piece in facts.tag_lists().subjects for piece in pieces]
        fits = [known or _PROGRAM.fullmatch(piece) is not None for known, piece in zip(listed, pieces, strict=True)]
        region = not lead and len(pieces[-1]) == 2
        if any(listed) and all(fits[:-1] if region else fits):
            return (word[:lead], *pieces) if lead else tuple(pieces)
    return ()


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
