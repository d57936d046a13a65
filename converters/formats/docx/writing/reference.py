"""The template of a house (`--reference-doc`): its styles, lists, page, heads and feet, with ours mapped onto them.

A style of ours is the house's where that has one of the same name, whatever its id, also by an alias or in another
language; it is added, in the looks of the house, where it has none.
"""

from __future__ import annotations

import copy
import functools
import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from converters.errors import InputError
from converters.formats.docx import parts
from converters.formats.docx.ooxml import CONTENT_TYPES, HEADER, R_TYPES, W, r, w
from converters.formats.docx.reading.package import Package
from converters.formats.docx.wording import names_of, words_of
from converters.formats.docx.writing import static
from converters.formats.docx.writing.looks import CONTENTS, PARAGRAPHS, TABLES
from converters.formats.docx.writing.numbering import Lists, definitions
from converters.formats.docx.writing.package import deflate
from converters.formats.docx.writing.sheet import LABELS, Sheet
from converters.formats.docx.writing.styles import MARKS, ROOTS, Definitions, language, style_id
from converters.formats.docx.writing.template import Template

_TYPES = {
    **dict.fromkeys((*PARAGRAPHS, *CONTENTS), "paragraph"),
    **dict.fromkeys(MARKS, "character"),
    **dict.fromkeys(TABLES, "table"),
    **dict(zip(ROOTS, ("paragraph", "character", "table", "numbering"), strict=True)),
}
_ALSO = {
    "Record Paragraph": ("Body Text", "Text Body", "First Paragraph"),
    "Preformatted": ("HTML Preformatted", "Plain Text", "Preformatted Text"),
    "Dateline": ("Date",),
    "Salute": ("Salutation",),
    "Signed": ("Signature",),
    "Bold": ("Strong",),
    "Record Table": ("Table Grid",),
}
"""Styles of Word that a house uses for what ours are for."""
_COPIED = {"theme": parts.THEME, "fontTable": parts.FONTS}
"""Parts that are taken over, by the type of their relationship, and what they are called in our files."""
_LEFT_OUT = ("sectPrChange", "printerSettings")
_HEADS = ("headerReference", "footerReference")
_SETTINGS = ("mirrorMargins", "defaultTabStop", "autoHyphenation", "hyphenationZone", "evenAndOddHeaders")
_SMALLEST, _LARGEST = 1440, 31680
"""How wide the text of a page can be, in twips."""


class _Style(NamedTuple):
    id: str
    type: str
    names: tuple[str, ...]
    default: bool


def check(data: bytes) -> None:
    """Raises InputError where the bytes are no template."""
    house_template(data, None)


@functools.lru_cache(maxsize=16)
def house_template(data: bytes, lang: str | None) -> Template:
    """The template in a Word file, for documents in a language. Raises InputError."""
    house = _House(Package(data))
    sheet, names = house.sheet(lang)
    heads = house.heads()
    lists = house.lists()
    own = {
        **house.copied,
        parts.SETTINGS: static.settings(house.settings()).encode(),
        parts.CONTENT_TYPES: static.content_types(house.types, without=_OWN_HEADS).encode(),
    }
    fixed = {name: part for name, part in static.fixed_parts(lang).items() if name not in _OWN_HEADS}
    return Template(
        sheet,
        lists,
        {**fixed, **{name: deflate(name, data) for name, data in own.items()}},
        relations=static.relations_without("header", "footer") + heads,
        section=house.section(),
        text_width=house.text_width(),
        running_head=False,
        pictures="media/record",
        first_drawing=1001,
        house_names=names,
    )


_OWN_HEADS = (parts.RUNNING_HEAD, parts.RUNNING_FOOT)


class _House:
    """Reads a template. `copied` are the parts that are taken as they are, `types` the types of their contents."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations = package.relationships(package.main)
        styles = self._root("styles")
        if styles is None:
            raise InputError("has no styles", remedy="give a Word file that a house's documents are made from")
        self._styles = styles
        body = package.xml(package.main).find(w("body"))
        section = body.find(w("sectPr")) if body is not None else None
        if section is None:
            raise InputError("says nothing of its page", place=package.main, remedy="save it anew in Word")
        self._section = copy.deepcopy(section)
        for name in _LEFT_OUT:
            for element in self._section.findall(w(name)):
                self._section.remove(element)
        self.copied: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self._known_types = _known_types(package)
        for type, own in _COPIED.items():
            known = package.related(package.main, type)
            if known is not None:
                self._copy(known, own)

    def _root(self, type: str) -> etree._Element | None:
        name = self._package.related(self._package.main, type)
        return self._package.xml(name) if name is not None else None

    # --- styles ---

    def sheet(self, lang: str | None) -> tuple[Sheet, dict[str, str]]:
        """The sheet, and the names of the house's styles that stand for ours, by our labels."""
        found = list(_styles(self._styles))
        taken: dict[str, str] = {}
        names: dict[str, str] = {}
        for label in LABELS:
            style = next((style for style in _candidates(label, found) if style.id not in taken.values()), None)
            if style is not None:
                taken[label] = style.id
                if style.names[0] != label and label not in ROOTS:
                    names[label] = style.names[0]
        used = {style.id for style in found}
        ids = {label: taken.get(label) or _free(style_id(label), used) for label in LABELS}
        shown = words_of(lang).styles
        define = Definitions(ids, shown, bare=True)
        missing = [label for label in LABELS if label not in taken]
        added = "".join(ROOTS.get(label) or _definer(define, label)(label) for label in missing)
        return Sheet(ids, shown, _beginning(_in_language(self._styles, lang), added), bare=True), names

    # --- lists ---

    def lists(self) -> Lists:
        """The lists of the house, which its styles may name, and ours after them."""
        root = self._root("numbering")
        known = list(root) if root is not None else []
        pictures = [one for one in known if one.tag == w("numPicBullet")]
        abstract = [one for one in known if one.tag == w("abstractNum")]
        lists = [one for one in known if one.tag == w("num")]
        first = 1 + max((_number(one, "abstractNumId") for one in abstract), default=-1)
        name = self._package.related(self._package.main, "numbering")
        if pictures and name is not None:
            self._copy_needed(name, parts.NUMBERING)
        made = etree.fromstring(f'<w:numbering xmlns:w="{W}">{definitions(first)}</w:numbering>')
        children = [*pictures, *abstract, *made, *lists]
        number = 1 + max((_number(one, "numId") for one in lists), default=0)
        return Lists(first, number, _open_part("numbering", root, children))

    # --- the page ---

    def section(self) -> str:
        """The page with its heads and feet."""
        return etree.tostring(self._section, encoding="unicode", with_tail=False)

    def text_width(self) -> int:
        """The width of the text, in twips."""
        page, margins = self._section.find(w("pgSz")), self._section.find(w("pgMar"))
        if page is None or margins is None:
            return static.TEXT_WIDTH
        width = _number(page, "w") - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter")
        return min(max(width, _SMALLEST), _LARGEST)

    def heads(self) -> str:
        """The relationships to heads and feet, which are taken over; their references get new ids."""
        relations: list[str] = []
        for reference in list(self._section):
            if reference.tag not in map(w, _HEADS):
                continue
            known = self._relations.get(reference.get(r("id"), ""))
            if known is None or known.external or known.target not in self._package.names:
                self._section.remove(reference)
                continue
            own = f"house{len(relations) + 1}"
            reference.set(r("id"), own)
            self._copy(known.target, known.target)
            relations.append(f'<Relationship Id="{own}" Type="{R_TYPES}/{known.type}" Target="/{known.target}"/>')
        return "".join(relations)

    def settings(self) -> dict[str, str]:
        """The settings that the look of the pages needs, by name."""
        root = self._root("settings")
        found = {} if root is None else {name: root.find(w(name)) for name in _SETTINGS}
        return {
            name: etree.tostring(one, encoding="unicode", with_tail=False)
            for name, one in found.items()
            if one is not None
        }

    # --- parts ---

    def _copy(self, name: str, own: str) -> None:
        """Take a part over under a name, with what it is related to."""
        if own not in self.copied:
            self.copied[own] = self._package.read(name)
            type = self._known_types.get(name) or self._known_types.get(posixpath.splitext(name)[1].lower())
            if type is not None:
                self.types[own] = type
            self._copy_needed(name, own)

    def _copy_needed(self, name: str, own: str) -> None:
        beside = _beside(name)
        if beside not in self._package.names:
            return
        self.copied[_beside(own)] = self._package.read(beside)
        for relation in self._package.relationships(name).values():
            if not relation.external and relation.target in self._package.names:
                self._copy(relation.target, relation.target)


def _beside(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _known_types(package: Package) -> dict[str, str]:
    """The types of contents, by the names of parts, and by file endings with their dots."""
    found: dict[str, str] = {}
    for element in package.xml(parts.CONTENT_TYPES) if parts.CONTENT_TYPES in package.names else ():
        type = element.get("ContentType", "")
        if element.tag == f"{{{CONTENT_TYPES}}}Override":
            found[element.get("PartName", "").removeprefix("/")] = type
        elif element.tag == f"{{{CONTENT_TYPES}}}Default":
            found[f".{element.get('Extension', '').lower()}"] = type
    return found


# --- styles ---


def _styles(root: etree._Element) -> Iterator[_Style]:
    for element in root.iterchildren(w("style")):
        name, aliases = element.find(w("name")), element.find(w("aliases"))
        names = [name.get(w("val"), "")] if name is not None else []
        names += aliases.get(w("val"), "").split(",") if aliases is not None else []
        if names:
            own = element.get(w("styleId"), "")
            type, default = element.get(w("type"), "paragraph"), element.get(w("default")) in ("1", "true", "on")
            yield _Style(own, type, tuple(one.strip() for one in names), default)


def _candidates(label: str, styles: list[_Style]) -> Iterator[_Style]:
    """The house's styles that can stand for one of ours, the likeliest first."""
    type = _TYPES[label]
    of_type = [one for one in styles if one.type == type]
    if label in ROOTS:
        yield from (one for one in of_type if one.default)
    for name in (label, *names_of(label), *_ALSO.get(label, ())):
        yield from (one for one in of_type if _is(name, one.names))
    yield from (one for one in of_type if one.id == style_id(label))


def _is(name: str, names: Iterable[str]) -> bool:
    return any(name.casefold() == known.casefold() for known in names)


def _free(id: str, used: set[str]) -> str:
    while id in used:
        id += "0"
    return id


def _definer(define: Definitions, label: str) -> Callable[[str], str]:
    if label in PARAGRAPHS or label in CONTENTS:
        return define.paragraph
    return define.table if label in TABLES else define.character


def _in_language(root: etree._Element, lang: str | None) -> etree._Element:
    """The styles with the language of the document as that of all text."""
    root = copy.deepcopy(root)
    if lang is None:
        return root
    run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    if run is not None:
        known = run.find(w("lang"))
        made = etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:lang {language(lang)["lang"]}/></w:rPr>')[0]
        if known is not None:
            run.replace(known, made)
        else:
            run.append(made)
    return root


def _beginning(root: etree._Element, added: str) -> bytes:
    made = etree.fromstring(f'<w:styles xmlns:w="{W}">{added}</w:styles>')
    return _open_part("styles", root, [*root, *made])


def _open_part(name: str, root: etree._Element | None, children: Iterable[etree._Element]) -> bytes:
    """A part without its end tag, so that it can go on."""
    names = {} if root is None else {prefix: uri for prefix, uri in root.nsmap.items() if prefix and uri != W}
    part = etree.Element(w(name), nsmap={**names, "w": W})
    for key, value in root.attrib.items() if root is not None else ():
        part.set(key, value)
    part.extend(children)
    text = etree.tostring(part, encoding="unicode")
    return f"{HEADER}{text[: text.rindex('</')]}".encode()


def _number(element: etree._Element, name: str) -> int:
    text = element.get(w(name), "0")
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10 else 0
