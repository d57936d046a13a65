"""Classified By: who set the classification, in what office, and why."""

from __future__ import annotations

import re

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.formats.cable.lines import SourceLine
from converters.formats.cable.slips import one_slip_apart
from converters.model.metadata import Agent
from converters.model.nodes import Content, Inline, Name, Segment
from converters.model.walk import joined

_AGAIN = r"(?:\((?:U|C|S|SBU)\)|\d\.|CLASS?I?FIED BY\b:?)\s*"
_KEYWORD = re.compile(rf"(?:\((?:U|SBU)\)\s*)?(?:CLASS?I?FIED\s*(?:BY\b)?|DERIVED FROM\b)\s*:?\s*(?:{_AGAIN})*", re.I)
_REASONS = re.compile(
    r"[\s,;:.(-]*\b(?:(?:F[O0]?R|DUE TO|PER|UNDER(?= 1))\s+)?(?:THE\s+)?"
    r"(?:REA ?S(?:[O0]N)?S?(?:\(S\))?\b|E\.?O\.? ?\d{5}|1[.,/] ?[45]\b)",
    re.I,
)
_CODE = re.compile(r"1[.,/] ?[45]\s*(?:SECTION\s*)?((?:[()\s,/&]|AN ?D\b|[A-H](?![A-Z]))*)", re.I)
_LETTER = re.compile(r"(?<![A-Z])[A-H](?![A-Z])", re.I)
_WORD = re.compile(r"[^\s,;]+")
_LONGEST = 600
_LONGEST_NAME = 6
_SHORTEST_MISSPELLED = 6
_NUMBERED = re.compile(r"[A-Z]{1,6}/[A-Z/]{1,12}|(?:POL|ECON|CON|EST|LAB|LEG|EMB)[A-Z]*(?:OFF|COUNS?)\.?", re.I)
_NAME_WORD = re.compile(r"[A-Z][\w.'’-]*|[0-9]\.|[a-z]{1,3}")
_INITIALS = re.compile(r"(?:[A-Z]\.)+", re.I)
_IN_TEXT = re.compile(
    r"¶?\s?1\.\s*(?:\([A-Z/]{1,5}\)\s*)?(?:[A-Z ]{1,30}- ENTIRE TEXT\.\s*)?(?=CLASS?I?FIED BY\b)", re.I
)
_FIRST_LINES = 6
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "le", "van", "von", "y", "e"}
)
_AFTER_COMMA = re.compile(r"\s*,?\s*(?:JR|SR|I{2,3})\b\.?(?=\s|$)", re.I)
_NOT_IN_NAMES = frozenset({"FOR", "F0R", "DUE", "PER", "AND", "BY"})
"""Words that end a name."""


def parse(flow: Flow) -> tuple[Content, Agent | None, tuple[str, ...]]:
    """The line: its text, the authority (None where no person is named), and the reasons (`1.4(b)`).

    `DERIVED FROM:` names a guide or another record, nobody.
    """
    text = flow.text
    keyword = _KEYWORD.match(text)
    start = keyword.end() if keyword else 0
    reasons = _REASONS.search(text, start, start + _LONGEST)
    end = reasons.start() if reasons else min(len(text), start + _LONGEST)
    derived = keyword is not None and keyword[0].upper().startswith("DERIVED")
    name, office = (None, None) if derived else _person_and_office(text, start, end)
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


def in_text(lines: list[SourceLine]) -> Flow | None:
    """The statement where the first paragraph of the text makes it, as telegrams of the 1990s do; None without one."""
    for at, line in enumerate(lines[:_FIRST_LINES]):
        found = _IN_TEXT.match(line.text)
        if found is not None:
            rest = lines[at + 1 : at + _FIRST_LINES]
            more = next((number for number, other in enumerate(rest) if other.blanks), len(rest))
            return Flow([line.part(found.end()), *rest[:more]])
    return None


_Place = tuple[int, int]


def _agent(flow: Flow, name: _Place | None, office: _Place | None) -> Agent | None:
    if name is None:
        return None
    return Agent(
        name=_mended(flow.text[name[0] : name[1]]),
        type="person",
        roles=("classification-authority",),
        office=flow.text[office[0] : office[1]] if office else None,
        span=flow.span(*name),
    )


def _mended(name: str) -> str:
    """A name with the pieces of a word joined that a line end has cut (`Thornbu` and `ry`)."""
    words = name.split()
    kept = words[:1]
    for word in words[1:]:
        if word.islower() and word not in _PARTICLES and kept[-1][-1:].islower():
            kept[-1] += word
        else:
            kept.append(word)
    return " ".join(kept)


def _person_and_office(text: str, start: int, end: int) -> tuple[_Place | None, _Place | None]:
    """Where the name stands and where the office, which may come first or follow after a comma."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    for phrase in _phrases(text, words):
        offices = [at for at, place in enumerate(phrase) if _is_office(text[place[0] : place[1]])]
        lead = offices[-1] + 1 if offices else 0
        if lead < len(phrase) and _is_stray_letter(text, phrase[lead]):
            lead += 1
        last = lead
        while last < len(phrase) and last - lead < _LONGEST_NAME and _NAME_WORD.fullmatch(_bare(text, phrase[last])):
            last += 1
        if last > lead:
            name = (phrase[lead][0], _name_end(text, phrase[last - 1], end))
            return name, _office_place(text, phrase[: max(offices, default=-1) + 1], words, name)
    return None, None


def _phrases(text: str, words: list[_Place]) -> list[list[_Place]]:
    """Words as the commas, semicolons and full stops divide them; what ends a name divides too."""
    phrases: list[list[_Place]] = [[]]
    for place in words:
        word = text[place[0] : place[1]]
        if word.upper() in _NOT_IN_NAMES and phrases[-1] and not _is_office(text[slice(*phrases[-1][-1])]):
            phrases.append([])
            continue
        phrases[-1].append(place)
        comma = text[place[1] : place[1] + 1] in (",", ";") and word.lower() != "d"
        if comma or (_ends_with_stop(word) and not _is_office(word)):
            phrases.append([])
    return [phrase for phrase in phrases if phrase]


def _office_place(text: str, lead: list[_Place], words: list[_Place], name: _Place) -> _Place | None:
    if lead:
        return lead[0][0], _without_stop(text, lead[-1])
    after = [place for place in words if place[0] > name[1]]
    return (after[0][0], _without_stop(text, after[-1])) if after else None


def _is_office(word: str) -> bool:
    bare = word.strip("().:").upper().replace("0", "O")
    letters = "".join(filter(str.isalpha, bare))
    if word == "a" or (word.isupper() and "." in word and len(letters) == 2 and letters not in ("AI", "US")):
        return False
    known = facts.office_words()
    if not letters or letters in known or "/" in bare or _NUMBERED.fullmatch(bare) is not None:
        return not (bare[:-1].isdigit() or (len(letters) == 1 and word.endswith("."))) or "/" in bare
    if "-" in bare and bare.partition("-")[0] in known:
        return True
    return len(letters) >= _SHORTEST_MISSPELLED and any(one_slip_apart(letters, title) for title in facts.titles())


def _is_stray_letter(text: str, place: _Place) -> bool:
    """One letter without a full stop, cut off from the word before it."""
    return place[1] - place[0] == 1 and text[place[0]].isupper() and text[place[1] : place[1] + 1] == " "


def _bare(text: str, place: _Place) -> str:
    return text[place[0] : place[1]].strip("():")


def _name_end(text: str, last: _Place, end: int) -> int:
    """The end of a name: `Jr.` belongs to it, a full stop only after an initial."""
    suffix = _AFTER_COMMA.match(text, last[1], end + 1)
    return suffix.end() if suffix else _without_stop(text, last)


def _without_stop(text: str, place: _Place) -> int:
    """The end of a word without a full stop, unless the stop belongs to an initial."""
    return place[1] - 1 if _ends_with_stop(text[place[0] : place[1]]) else place[1]


def _ends_with_stop(word: str) -> bool:
    return word.endswith((".", ":")) and len(word) > 3 and _INITIALS.fullmatch(word) is None


def _reasons(text: str) -> tuple[str, ...]:
    """The reasons as `1.4(b)`, from `1.4 (b/d)`, `1.4 (B) AND (D)`, `1.5(D)`."""
    found: list[str] = []
    for match in _CODE.finditer(text[:_LONGEST]):
        paragraph = "1." + next(digit for digit in match[0][2:] if digit.isdigit())
        letters = [letter.lower() for letter in _LETTER.findall(match[1])]
        found += [f"{paragraph}({letter})" for letter in letters] or [paragraph]
    return tuple(dict.fromkeys(found))
