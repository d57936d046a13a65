"""Marks inside running text: redactions, begin and end markers, words that protect a source, stray pilcrows, damage.

One pattern finds all; each hit has a maker in the table below.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.formats.format import ReadOptions
from converters.model.nodes import Choice, Content, Gap, Inline, Segment, Surplus
from converters.model.walk import joined

_SENTENCE_ENDS = frozenset(".!?:;)]\"”'’-")
_OPENERS = frozenset("([")

_Maker = Callable[[Flow, "re.Match[str]", ReadOptions], "Inline | None"]


@functools.cache
def _pattern() -> re.Pattern[str]:
    parts = "|".join(part.replace(" ", r"\s+") for part in facts.marker_parts())
    several = rf"(?:{parts})s?(?:(?:\s+and\s+|/)(?:{parts})s?)?(?![A-Za-z])"
    return re.compile(
        r"(?P<redaction>X{5,}|x{5,}|\[[^\[\]\n]{0,60}?\b(?:[Rr]emoved|REMOVED|[Rr]edacted|REDACTED)\b[^\[\]\n]{0,40}\])"
        r"|(?P<protection>\((?:(?:[Pp]lease|PLEASE|[Ss]trictly|STRICTLY|[Pp]ls) +)?"
        r"(?:[Pp]rotect|PROTECT)\b[^()\n]{0,30}\))"
        rf"|(?P<end>\b(?:[Ee]nd|END)\s+(?:of\s+|OF\s+)?(?i:{several})(?:\s?[.:])?)"
        rf"|(?P<begin>\b(?:[Bb]egin|BEGIN)\s+(?i:{several})(?:\s?[.:])?)"
        rf"|(?P<aside>(?<=[(\[])(?:[Cc]omment|COMMENT|[Nn]ote|NOTE)s?\s?:)"
        r"|(?P<pilcrow>¶)"
        r"|(?P<apostrophe>(?<=[A-Za-z]),(?=s\b))"
    )


def _redaction(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline:
    return Gap(
        reason="redacted", agent="publisher", extent="unknown", content=(match[0],), span=flow.span(*match.span())
    )


def _protection(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline:
    return Segment(role="source-protection", content=(match[0],))


def _end(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """Only where a sentence ended before it: `at the end of the summary` is no marker."""
    before = _before(flow.text, match.start())
    if before and before not in _SENTENCE_ENDS and not match[0].isupper():
        return None
    return Segment(role="end-marker", value=marker_value(match[0]), content=(match[0],))


def _begin(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    before = _before(flow.text, match.start())
    if before and before not in _SENTENCE_ENDS and before not in _OPENERS and not match[0].isupper():
        return None
    return Segment(role="begin-marker", value=marker_value(match[0]), content=(match[0],))


def _aside(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline:
    return Segment(role="begin-marker", value=marker_value(match[0]), content=(match[0],))


def _pilcrow(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline:
    return Surplus(reason="publisher", content=("¶",), span=flow.span(*match.span()))


def _apostrophe(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """`the ministry,s`: a letter before, a lone s after."""
    if not options.repair:
        return None
    return Choice(
        original=(",",),
        proposed=("'",),
        reason="apostrophe-read-as-comma",
        certainty="high",
        span=flow.span(*match.span()),
    )


_MAKERS: dict[str, _Maker] = {
    "redaction": _redaction,
    "protection": _protection,
    "end": _end,
    "begin": _begin,
    "aside": _aside,
    "pilcrow": _pilcrow,
    "apostrophe": _apostrophe,
}


def _before(text: str, position: int) -> str:
    """The last character before a position that is no blank; nothing at the beginning."""
    return text[max(position - 40, 0) : position].rstrip()[-1:]


def marker_value(marker: str) -> str:
    """What a marker begins or ends, in normal form: `summary and comment`."""
    words = marker.lower().strip(" .:").split()
    skipped = [word for number, word in enumerate(words) if not (number == 0 and word in ("begin", "end"))]
    return " ".join(skipped[1:] if skipped[:1] == ["of"] else skipped)


def content_of(flow: Flow, options: ReadOptions, start: int = 0) -> Content:
    """The text of a flow from a position on, with its marks as nodes and its insets where they stand."""
    text = flow.text
    found: list[tuple[int, int, Inline]] = []
    for match in _pattern().finditer(text, start):
        node = _MAKERS[match.lastgroup or ""](flow, match, options)
        if node is not None:
            found.append((match.start(), match.end(), node))
    if not found and not flow.insets:
        return (text[start:],) if len(text) > start else ()
    return _woven(flow, found, start)


def _woven(flow: Flow, found: list[tuple[int, int, Inline]], start: int) -> Content:
    """Text, marks and insets in order. An inset inside a mark stands after it."""
    events = [(position, position, nodes) for position, nodes in flow.insets if position >= start]
    events += [(begin, end, (node,)) for begin, end, node in found]
    events.sort(key=lambda event: (event[0], event[1]))
    parts: list[Inline | str] = []
    position = start
    for begin, end, nodes in events:
        if begin > position:
            parts.append(flow.text[position:begin])
        parts.extend(nodes)
        position = max(position, end)
    parts.append(flow.text[position:])
    return joined(parts)
