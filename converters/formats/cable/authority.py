"""Classified By: who set the classification, in what office, and why."""

from __future__ import annotations

import re

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.model.metadata import Agent
from converters.model.nodes import Content, Inline, Name, Segment
from converters.model.walk import joined

_KEYWORD = re.compile(
    r"(?:\((?:U|SBU)\)\s*)?(?:CLASS?IFIED\s*(?:BY\b)?|DERIVED FROM\b)\s*:?(?:\s*CLASS?IFIED BY\b:?)?\s*", re.I
)
_REASONS = re.compile(
    r"[\s,;:.(-]*\b(?:F(?:O)?R\s+)?(?:THE\s+)?(?:REAS(?:ON)?S?(?:\(S\))?\b|E\.O\. ?\d{5}|1[./] ?[45]\b)", re.I
)
_CODE = re.compile(r"1[./] ?[45]\s*(?:SECTION\s*)?((?:[()\s,/&]|AND\b|[A-H](?![A-Z]))*)", re.I)
_LETTER = re.compile(r"(?<![A-Z])[A-H](?![A-Z])", re.I)
_WORD = re.compile(r"[^\s,;]+")
_LONGEST = 600
_LONGEST_NAME = 6
_NUMBERED = re.compile(r"[A-Z]{1,6}/[A-Z/]{1,12}|[A-Z]+(?:OFF|COUNS?)\.?", re.I)
_NAME_WORD = re.compile(r"[A-Z][\w.'’-]*|[0-9]\.|[a-z]{2,3}")


def parse(flow: Flow) -> tuple[Content, Agent | None, tuple[str, ...]]:
    """The line: its text, the authority (None where no person is named), and the reasons (`1.4(b)`)."""
    text = flow.text
    keyword = _KEYWORD.match(text)
    start = keyword.end() if keyword else 0
    reasons = _REASONS.search(text, start, start + _LONGEST)
    end = reasons.start() if reasons else min(len(text), start + _LONGEST)
    name, office = _person_and_office(text, start, end)
    parts: list[Inline | str] = []
    position = 0
    if keyword:
        label = keyword[0].rstrip()
        parts.append(Segment(role="keyword", content=(label,)))
        position = len(label)
    for part, kind in sorted((one, kind) for one, kind in ((name, "person"), (office, "office")) if one):
        parts.append(text[position : part[0]])
        words = text[part[0] : part[1]]
        parts.append(
            Name(type="person", content=(words,)) if kind == "person" else Name(type="office", content=(words,))
        )
        position = part[1]
    parts.append(text[position:])
    return joined(parts), _agent(flow, name, office), _reasons(text[reasons.start() :] if reasons else "")


_Place = tuple[int, int]


def _agent(flow: Flow, name: _Place | None, office: _Place | None) -> Agent | None:
    if name is None:
        return None
    return Agent(
        name=flow.text[name[0] : name[1]],
        type="person",
        roles=("classification-authority",),
        office=flow.text[office[0] : office[1]] if office else None,
        span=flow.span(*name),
    )


def _person_and_office(text: str, start: int, end: int) -> tuple[_Place | None, _Place | None]:
    """Where the name stands and where the office, which may come first or follow after a comma."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    lead = 0
    while lead < len(words) and _is_office(text[words[lead][0] : words[lead][1]]):
        lead += 1
    last = lead
    while last < len(words) and last - lead < _LONGEST_NAME and _NAME_WORD.fullmatch(_bare(text, words[last])):
        last += 1
        if text[words[last - 1][1] : words[last - 1][1] + 1] in (",", ";"):
            break
    if last == lead:
        return None, None
    name = (words[lead][0], _without_stop(text, words[last - 1]))
    if lead:
        return name, (words[0][0], _without_stop(text, words[lead - 1]))
    after = [place for place in words if place[0] > name[1]]
    return name, ((after[0][0], _without_stop(text, after[-1])) if after else None)


def _is_office(word: str) -> bool:
    bare = word.strip("().:").upper().replace("’", "'")
    return (
        not bare
        or bare in facts.office_words()
        or bare.replace(".", "") in facts.office_words()
        or "/" in bare
        or _NUMBERED.fullmatch(bare) is not None
    )


def _bare(text: str, place: _Place) -> str:
    return text[place[0] : place[1]].strip("():")


def _without_stop(text: str, place: _Place) -> int:
    """The end of a word without a full stop, unless the stop belongs to an initial."""
    word = text[place[0] : place[1]]
    return place[1] - 1 if word.endswith((".", ":")) and len(word) > 3 else place[1]


def _reasons(text: str) -> tuple[str, ...]:
    """The reasons as `1.4(b)`, from `1.4 (b/d)`, `1.4 (B) AND (D)`, `1.5(D)`."""
    found: list[str] = []
    for match in _CODE.finditer(text[:_LONGEST]):
        paragraph = "1." + next(digit for digit in match[0][2:] if digit.isdigit())
        letters = [letter.lower() for letter in _LETTER.findall(match[1])]
        found += [f"{paragraph}({letter})" for letter in letters] or [paragraph]
    return tuple(dict.fromkeys(found))
