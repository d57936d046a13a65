"""Parse XML from strangers: no DTD is loaded, no entity expanded, nothing fetched, and there are limits."""

from __future__ import annotations

from typing import Final

from lxml import etree

from converters.errors import InputError

DEEPEST: Final = 2000
"""Levels of elements; the parser itself stops at 2048, and at 256 where it is not told that a file is large."""
_LIMITS: Final = ("depth", "huge", "too long", "too big", "limit")


def parse(data: bytes) -> etree._ElementTree:
    """The tree of a well-formed file. Raises InputError with line and column where it is not one, or not safe.

    The limits of the parser against expanded entities are only lifted where there is no document type declaration.
    """
    try:
        root = etree.fromstring(data, _parser(huge=False))
    except etree.XMLSyntaxError as error:
        if not _is_over_a_limit(error) or b"<!DOCTYPE" in data or not data.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
            raise _refusal(error) from error
        root = _large(data)
    except ValueError as error:
        raise InputError(f"cannot be parsed: {error}", remedy="save it as UTF-8 with an XML declaration") from error
    tree = root.getroottree()
    _refuse_entities(tree)
    return tree


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=huge,
        remove_blank_text=False,
        collect_ids=False,
    )


def _large(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _parser(huge=True))
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error


def _is_over_a_limit(error: etree.XMLSyntaxError) -> bool:
    return any(word in str(error.msg).lower() for word in _LIMITS)


def _refusal(error: etree.XMLSyntaxError) -> InputError:
    line, column = error.position
    problem = str(error.msg or "not well-formed").rpartition(", line ")[0] or str(error.msg)
    place = f"line {line}, column {column}"
    if "depth" in problem.lower():
        return InputError(f"elements are nested more than {DEEPEST} levels deep", place=place, remedy="flatten it")
    if "huge" in problem.lower() or "too long" in problem.lower():
        return InputError(f"over a limit of the parser: {problem}", place=place, remedy="split the file")
    return InputError(f"not well-formed XML: {problem}", place=place, remedy="mend it in an XML editor")


def _refuse_entities(tree: etree._ElementTree) -> None:
    declared = tree.docinfo.internalDTD
    entity = next(iter(declared.iterentities()), None) if declared is not None else None  # type: ignore[attr-defined]
    if entity is not None:
        raise InputError(
            f"declares the entity {entity.name!r}; entities are not expanded",
            place="document type declaration",
            remedy="write the characters themselves and take the declaration out",
        )
