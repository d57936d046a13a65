"""`encodingDesc`: what was done to the text, what its pointers mean, which words its lists hold, who made it."""

from __future__ import annotations

import copy
import functools
from importlib.metadata import PackageNotFoundError, version

from lxml import etree

from converters.formats.tei import vocabulary
from converters.formats.tei.names import PROGRAM, RECORD_PREFIX, SPAN_PREFIX, TEI, TEI_MAP, XML_ID
from converters.formats.tei.writing.blocks import indent
from converters.formats.tei.writing.carried import source_id
from converters.formats.tei.writing.draft import Draft

_PROJECT = (
    "Electronic edition of an archival record, composed from a document model that every statement comes back to."
)
_PRACTICE: tuple[tuple[str, dict[str, str], str], ...] = (
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


def write(draft: Draft, description: etree._Element) -> None:
    """Fill the description of the encoding, when all that it describes has been written."""
    description.extend(list(copy.deepcopy(_practice())))
    _prefixes(draft, description)
    if draft.categories:
        _taxonomies(draft, etree.SubElement(description, f"{TEI}classDecl"))
    application = etree.SubElement(
        etree.SubElement(description, f"{TEI}appInfo"),
        f"{TEI}application",
        {"ident": PROGRAM, "version": program_version()},
    )
    draft.leaf(application, "label", PROGRAM)


@functools.cache
def program_version() -> str:
    """The version of this program, as far as TEI can write it."""
    try:
        return version(PROGRAM).partition("+")[0]
    except PackageNotFoundError:
        return "0"


@functools.cache
def _practice() -> etree._Element:
    """The statements that are the same in every edition."""
    around = etree.Element(f"{TEI}encodingDesc", nsmap=TEI_MAP)
    project = etree.SubElement(around, f"{TEI}projectDesc")
    etree.SubElement(project, f"{TEI}p").text = _PROJECT
    declaration = etree.SubElement(around, f"{TEI}editorialDecl")
    for tag, attributes, words in _PRACTICE:
        statement = etree.SubElement(declaration, TEI + tag, attributes)
        etree.SubElement(statement, f"{TEI}p").text = words
        indent(statement, 4)
    indent(project, 3)
    indent(declaration, 3)
    indent(around, 2)
    return around


def _prefixes(draft: Draft, description: etree._Element) -> None:
    """What `src:` and `mrn:` pointers mean."""
    definitions: list[tuple[str, str, str, str]] = []
    if draft.uses_spans:
        place = (
            f"Characters of the original, counted as RFC 5147 counts; it is carried in the element {source_id(draft)}."
        )
        definitions.append((SPAN_PREFIX, "(-?[0-9]+),(-?[0-9]+)", f"{source_id(draft)}.txt#char=$1,$2", place))
    if draft.uses_records:
        definitions.append((RECORD_PREFIX, "(.+)", "c$1.tei.xml#c$1", "The edition of the record with that number."))
    if not definitions:
        return
    listed = etree.SubElement(description, f"{TEI}listPrefixDef")
    for ident, pattern, replacement, words in definitions:
        attributes = {"ident": ident, "matchPattern": pattern, "replacementPattern": replacement}
        draft.leaf(etree.SubElement(listed, f"{TEI}prefixDef", attributes), "p", words)


def _taxonomies(draft: Draft, declaration: etree._Element) -> None:
    """The lists that the edition points to, with those of their words that it uses."""
    for name in tuple(draft.categories):
        attributes = {XML_ID: draft.taxonomy_id(name), "n": draft.text(name)}
        taxonomy = etree.SubElement(declaration, f"{TEI}taxonomy", attributes)
        draft.leaf(taxonomy, "desc", vocabulary.TAXONOMIES.get(name, name))
        for value, id in draft.categories[name].items():
            category = etree.SubElement(taxonomy, f"{TEI}category", {XML_ID: id, "n": draft.text(value)})
            meaning = vocabulary.CATEGORIES.get((name, value), value.replace("-", " ") if name == "repair" else value)
            draft.leaf(category, "catDesc", meaning)
