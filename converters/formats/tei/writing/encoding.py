"""`encodingDesc`: what was done to the text, what its pointers mean, which words its lists hold, who made it."""

from __future__ import annotations

import functools
from typing import Final

from converters import __version__
from converters.formats.tei import vocabulary
from converters.formats.tei.names import PROGRAM, RECORD_PREFIX, SPAN_PREFIX
from converters.formats.tei.stamp import EMPTY
from converters.formats.tei.writing.carried import source_id
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.markup import ID, Level, below, escaped, group, tagged

_PROJECT: Final = (
    "Electronic edition of an archival record, composed from a document model that every statement comes back to."
)
_PRACTICE: Final[tuple[tuple[str, dict[str, str], str], ...]] = (
    (
        "correction",
        {"method": "markup"},
        "Damaged readings stand in choice: sic holds what stands there, corr what is proposed; cert says how sure that "
        "is, and ana why.",
    ),
    (
        "normalization",
        {"method": "markup"},
        "Line ends inside paragraphs are not kept; machine headers, tables and preformatted text keep theirs. Rules "
        "that set off a heading are its rend.",
    ),
    (
        "hyphenation",
        {"eol": "none"},
        'Words that a page or line divides are joined; where the line end is kept, lb has break="no".',
    ),
    (
        "segmentation",
        {},
        "Numbers of paragraphs are label, portion markings seg; page breaks and their debris are pb and fw, and the "
        "text runs on without them. source says where in the original an element stood.",
    ),
)


def write(draft: Draft, level: Level) -> str:
    """The description of the encoding, when all that it describes has been written."""
    inner = below(level)
    parts = [*_practice(inner), *_prefixes(draft, inner)]
    if draft.categories:
        parts.append(group("classDecl", _taxonomies(draft, below(inner)), inner))
    parts.append(_application(inner))
    return group("encodingDesc", parts, level)


@functools.cache
def _practice(level: Level) -> tuple[str, str]:
    """The statements that are the same in every edition."""
    inner = below(level)
    statements = [group(tag, (tagged("p", escaped(words)),), inner, attributes) for tag, attributes, words in _PRACTICE]
    project = group("projectDesc", (tagged("p", escaped(_PROJECT)),), level)
    return project, group("editorialDecl", statements, level)


@functools.cache
def _application(level: Level) -> str:
    """The program that wrote the edition."""
    attributes = {"ident": PROGRAM, "n": EMPTY, "version": __version__}
    return group("appInfo", (group("application", (tagged("label", PROGRAM),), below(level), attributes),), level)


def _prefixes(draft: Draft, level: Level) -> list[str]:
    """What `src:` and `mrn:` pointers mean."""
    definitions: list[tuple[str, str, str, str]] = []
    if draft.uses_spans:
        place = (
            f"Characters of the original, counted as RFC 5147 counts; it is carried in the element {source_id(draft)}."
        )
        definitions.append((SPAN_PREFIX, "(-?[0-9]+),(-?[0-9]+)", f"{source_id(draft)}.txt#char=$1,$2", place))
    if draft.uses_records:
        definitions.append((RECORD_PREFIX, "(.+)", "c$1.tei.xml#c$1", "The edition of the record with that number."))
    listed = [
        group(
            "prefixDef",
            (draft.leaf("p", words),),
            below(level),
            {"ident": ident, "matchPattern": pattern, "replacementPattern": replacement},
        )
        for ident, pattern, replacement, words in definitions
    ]
    return [group("listPrefixDef", listed, level)] if listed else []


def _taxonomies(draft: Draft, level: Level) -> list[str]:
    """The lists that the edition points to, with those of their words that it uses."""
    found = []
    for name, categories in draft.categories.items():
        parts = [draft.leaf("desc", vocabulary.TAXONOMIES.get(name, name))]
        parts += [_category(draft, name, value, id, below(level)) for value, id in categories.items()]
        found.append(group("taxonomy", parts, level, {ID: draft.taxonomy_id(name), "n": draft.held(name)}))
    return found


def _category(draft: Draft, taxonomy: str, value: str, id: str, level: Level) -> str:
    words = value.replace("-", " ") if taxonomy == "repair" else value
    meaning = draft.leaf("catDesc", vocabulary.CATEGORIES.get((taxonomy, value), words))
    return group("category", (meaning,), level, {ID: id, "n": draft.held(value)})
