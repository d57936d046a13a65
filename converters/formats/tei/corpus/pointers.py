"""Ids and what points at them, in the tree of an edition: renamed together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from converters.formats.tei import residue
from converters.formats.tei.names import TEI, XML_ID

POINTERS = (
    *("ana", "calendar", "change", "copyOf", "corresp", "decls", "exclude", "facs", "from", "next", "prev", "ref"),
    *("rendition", "resp", "sameAs", "scheme", "select", "spanTo", "synch", "target", "to", "url", "who"),
    *("active", "passive"),
)
"""Attributes whose words are pointers (teidata.pointer)."""
_RESIDUE = f"{TEI}teiHeader/{TEI}xenoData[@type='{residue.TYPE}']"
_PREFIXES = f".//{TEI}prefixDef"
Rename = Callable[[str], str]


def point(root: etree._Element, new: Mapping[str, str]) -> None:
    """Let every pointer to an id lead to the new one."""
    for element in root.iter("*"):
        for name in POINTERS:
            value = element.get(name)
            if value is not None and "#" in value:
                words = (f"#{new[word[1:]]}" if word[1:] in new else word for word in value.split(" "))
                element.set(name, " ".join(words))


def rename(root: etree._Element, name: Rename) -> None:
    """Give every id of an edition another name, with what points at it: also the residue, and the original's place."""
    ids = ids_of(root)
    new = {id: name(id) for id in ids}
    for element in root.iter("*"):
        id = element.get(XML_ID)
        if id is not None:
            element.set(XML_ID, new[id])
    point(root, new)
    for found in root.iterfind(_RESIDUE):
        entries = residue.decode(found.text or "{}")
        found.text = residue.encode({new.get(id, id): entry for id, entry in entries.items()})
    for prefix in root.iterfind(_PREFIXES):
        pattern = prefix.get("replacementPattern", "")
        place, dot, rest = pattern.partition(".txt#")
        if dot and place in new:
            prefix.set("replacementPattern", f"{new[place]}{dot}{rest}")


def ids_of(root: etree._Element) -> list[str]:
    """All ids of a tree, in order."""
    return [id for element in root.iter("*") if (id := element.get(XML_ID)) is not None]
