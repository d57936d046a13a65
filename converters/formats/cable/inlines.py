"""Marks inside running text: redactions, begin and end markers, words that protect a source, stray pilcrows, damage.

Each kind of mark is a row of one table: strings without which it cannot be there (looked for first, because that is
fast), a pattern, and a maker of its node.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable

import msgspec

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.formats.format import ReadOptions
from converters.model.nodes import Choice, Content, Gap, Inline, Segment, Surplus
from converters.model.walk import joined

_LONGEST_QUOTED = 120
_LONGEST_BRACKET = 400
_LONGEST_ASIDE = 4000
_SHORTEST_REPEATED = 12
_LONGEST_REPEATED = 100
_FEWEST_BLANKS = 2
"""A relay repeats a line, which has three words at least: `atari islands Qatari islands` are other words."""
_MISREAD_QUOTE = re.compile(rf"(?:(?<=[\s(])|\A)&(?=[A-Za-z][^&8\n]{{1,{_LONGEST_QUOTED}}}(?<=[A-Za-z.,!?])8(?![\w%]))")
_SENTENCE_ENDS = frozenset(".!?:;)]\"”'’-")
_OPENERS = frozenset("([")
_STOPS = frozenset('.!?)]"”')

_Maker = Callable[[Flow, "re.Match[str]", ReadOptions], "Inline | None"]


class _Mark(msgspec.Struct, frozen=True):
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    make: _Maker


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


def _aside(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """`(Note: …`; outside brackets and with a stop (`… in May. NOTE. The port …`) only where its end is marked too."""
    bracketed = flow.text[match.start() - 1 : match.start()] in _OPENERS
    if not bracketed and _before(flow.text, match.start()) not in _STOPS:
        return None
    if not (bracketed and match[0].endswith(":")) and not _ended_after(flow.text, match):
        return None
    return Segment(role="begin-marker", value=marker_value(match[0]), content=(match[0],))


def _ended_after(text: str, match: re.Match[str]) -> bool:
    """Whether an end marker of the same kind follows on a begin marker, and no other begin marker before it."""
    kind = match[1].lower()
    either = re.compile(
        rf"(?P<end>(?:[.!?:)\]\"”]\s*[Ee]nd|\bEND)\s+(?:of\s+|OF\s+)?(?i:{kind})s?\b)|\b(?i:{kind})s?\s?[:.](?=\s)"
    )
    next_one = either.search(text, match.end(), match.end() + _LONGEST_ASIDE)
    return next_one is not None and next_one["end"] is not None


def _repeated(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """`… to win the vote of the north Qto win the vote of the north`: a relay sent a line twice, with a Q before it."""
    begin = match.end()
    if flow.text[match.start() - 1 : match.start()] != " ":
        return None
    start = flow.text.rfind(
        flow.text[begin : begin + _SHORTEST_REPEATED], max(match.start() - _LONGEST_REPEATED, 0), begin - 1
    )
    again = flow.text[start : match.start() - 1].rstrip() if start >= 0 else ""
    if not options.repair or again.count(" ") < _FEWEST_BLANKS or not flow.text.startswith(again, begin):
        return None
    if start and not flow.text[start - 1].isspace():
        return None
    end = begin + len(again)
    return Surplus(
        reason="repeated-line", content=(flow.text[match.start() : end],), span=flow.span(match.start(), end)
    )


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


def _opening(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """The first mark of a quotation in `&Smart Border8`; the other is the evidence."""
    return _quotation_mark(flow, match, options)


def _closing(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """The last mark of a quotation in `&Smart Border8`; elsewhere 8 is a digit."""
    start = flow.text.rfind("&", max(0, match.start() - _LONGEST_QUOTED), match.start())
    opened = _MISREAD_QUOTE.match(flow.text, start) if start >= 0 else None
    if opened is None or flow.text.find("8", start) != match.start():
        return None
    return _quotation_mark(flow, match, options)


def _quotation_mark(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    if not options.repair:
        return None
    return Choice(
        original=(match[0],),
        proposed=('"',),
        reason="quotation-mark-misread",
        certainty="medium",
        span=flow.span(*match.span()),
    )


def _dash(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """` front ) and `: a bracket with blanks around it that nothing has opened."""
    before = flow.text[max(0, match.start() - _LONGEST_BRACKET) : match.start()]
    if not options.repair or before.count("(") > before.count(")"):
        return None
    return Choice(
        original=(")",),
        proposed=("-",),
        reason="dash-read-as-bracket",
        certainty="medium",
        span=flow.span(*match.span()),
    )


def _character(flow: Flow, match: re.Match[str], options: ReadOptions) -> Inline | None:
    """`&#8217;`: a character reference of a web page."""
    meant = html.unescape(match[0])
    if not options.repair or meant == match[0] or not meant.isprintable():
        return None
    return Choice(
        original=(match[0],),
        proposed=(meant,),
        reason="character-reference",
        certainty="high",
        span=flow.span(*match.span()),
    )


@functools.cache
def _marks() -> tuple[_Mark, ...]:
    parts = "|".join(part.replace(" ", r"\s+") for part in facts.marker_parts())
    several = rf"(?i:(?:{parts})s?(?:(?:\s+and\s+|/)(?:{parts})s?)?(?![A-Za-z]))(?:\s?[.:])?"
    protect = r"\((?:(?:please|strictly|pls) +)?protect\b[^()\n]{0,30}\)"
    removed = r"\[[^\[\]\n]{0,60}?\b(?:removed|redacted)\b[^\[\]\n]{0,40}\]"
    return (
        _Mark(("XXXXX", "xxxxx"), re.compile(r"X{5,}|x{5,}"), _redaction),
        _Mark(("xx", "XX"), re.compile(r"\A(?:x{2,4}|X{2,4})\Z"), _redaction),
        _Mark(("emoved", "EMOVED", "edacted", "EDACTED"), re.compile(removed, re.I), _redaction),
        _Mark(("rotect", "ROTECT"), re.compile(protect, re.I), _protection),
        _Mark(("End ", "END ", "end "), re.compile(rf"\b(?:[Ee]nd|END)\s+(?:of\s+|OF\s+)?{several}"), _end),
        _Mark(("egin ", "BEGIN "), re.compile(rf"\b(?:[Bb]egin|BEGIN)\s+{several}"), _begin),
        _Mark(
            ("Note", "NOTE", "(note", "omment", "OMMENT"),
            re.compile(r"(N(?:ote|OTE)|C(?:omment|OMMENT)|note|comment)[sS]?\s?[:.](?=\s)"),
            _aside,
        ),
        _Mark((" Q",), re.compile(r"Q(?=[a-z])"), _repeated),
        _Mark(("¶",), re.compile("¶"), _pilcrow),
        _Mark(("&",), _MISREAD_QUOTE, _opening),
        _Mark(("8",), re.compile(r"(?<=[A-Za-z.,!?])8(?![\w%])"), _closing),
        _Mark((" ) ",), re.compile(r"(?<=[a-z] )\)(?= [a-z])"), _dash),
        _Mark(("&",), re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-z]{2,8});"), _character),
        _Mark((",s",), re.compile(r"(?<=[A-Za-z]),(?=s\b)"), _apostrophe),
    )


def _before(text: str, position: int) -> str:
    """The last character before a position that is no blank; nothing at the beginning."""
    return text[max(position - 40, 0) : position].rstrip()[-1:]


def marker_value(marker: str) -> str:
    """What a marker begins or ends, in normal form: `summary and comment`."""
    words = marker.lower().strip(" .:").split()
    if words[0] in ("begin", "end"):
        words = words[1:]
    return " ".join(words[1:] if words[:1] == ["of"] else words)


def content_of(flow: Flow, options: ReadOptions, start: int = 0) -> Content:
    """The text of a flow from a position on, with its marks as nodes and its insets where they stand."""
    text = flow.text
    found: list[tuple[int, int, Inline]] = []
    for mark in _marks():
        for sign in mark.signs:
            if sign in text:
                break
        else:
            continue
        for match in mark.pattern.finditer(text, start):
            node = mark.make(flow, match, options)
            if node is not None:
                found.append((match.start(), _end_of(node, match), node))
    if not found and not flow.insets:
        return (text[start:],) if len(text) > start else ()
    return _woven(flow, found, start)


def _end_of(node: Inline, match: re.Match[str]) -> int:
    """Where the text ends that a node stands for; of what is surplus it may be more than its sign."""
    if isinstance(node, Surplus):
        return match.start() + len("".join(part for part in node.content if isinstance(part, str)))
    return match.end()


def _woven(flow: Flow, found: list[tuple[int, int, Inline]], start: int) -> Content:
    """Text, marks and insets in order. An inset inside a mark stands after it, a mark inside another is passed over."""
    events: list[tuple[int, int, tuple[Inline, ...]]] = [
        (position, position, nodes) for position, nodes in flow.insets if position >= start
    ]
    events += [(begin, end, (node,)) for begin, end, node in found]
    events.sort(key=lambda event: (event[0], event[1]))
    parts: list[Inline | str] = []
    position = start
    for begin, end, nodes in events:
        if begin < position and end > begin:
            continue
        if begin > position:
            parts.append(flow.text[position:begin])
        parts.extend(nodes)
        position = max(position, end)
    parts.append(flow.text[position:])
    return joined(parts)
