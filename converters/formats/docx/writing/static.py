"""Parts that are the same in every document, deflated once."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType

from converters.formats.docx import parts
from converters.formats.docx.ooxml import CONTENT_TYPES, HEADER, R_TYPES, RELATIONSHIPS, R, W, quoted
from converters.formats.docx.wording import words_of
from converters.formats.docx.writing.drawing_theme import theme_xml
from converters.formats.docx.writing.looks import MONO, SERIF
from converters.formats.docx.writing.package import Part, deflate
from converters.formats.docx.writing.picture_types import TYPES

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OVERRIDES = {
    parts.DOCUMENT: f"{_WML}.document.main+xml",
    parts.STYLES: f"{_WML}.styles+xml",
    parts.NUMBERING: f"{_WML}.numbering+xml",
    parts.SETTINGS: f"{_WML}.settings+xml",
    parts.FONTS: f"{_WML}.fontTable+xml",
    parts.THEME: f"{_OFFICE}.theme+xml",
    parts.FOOTNOTES: f"{_WML}.footnotes+xml",
    parts.ENDNOTES: f"{_WML}.endnotes+xml",
    parts.COMMENTS: f"{_WML}.comments+xml",
    parts.RUNNING_HEAD: f"{_WML}.header+xml",
    parts.RUNNING_FOOT: f"{_WML}.footer+xml",
    parts.CORE: f"{_PACKAGE}.core-properties+xml",
    parts.APP: f"{_OFFICE}.extended-properties+xml",
    parts.CARRIED_PROPERTIES: f"{_OFFICE}.customXmlProperties+xml",
    parts.ANCHORS_PROPERTIES: f"{_OFFICE}.customXmlProperties+xml",
}


def content_types(more: Mapping[str, str], without: Container[str]) -> str:
    """The types of all parts: ours but those in `without`, and more by their names."""
    return _content_types({name: type for name, type in _OVERRIDES.items() if name not in without} | dict(more))


def _content_types(overrides: Mapping[str, str]) -> str:
    defaults = {"rels": f"{_PACKAGE}.relationships+xml", "xml": "application/xml"}
    defaults |= {ending: type for type, ending in TYPES.items()}
    return (
        f'{HEADER}<Types xmlns="{CONTENT_TYPES}">'
        + "".join(f'<Default Extension="{ending}" ContentType="{type}"/>' for ending, type in defaults.items())
        + "".join(
            f'<Override PartName="/{quoted(name)}" ContentType="{quoted(type)}"/>' for name, type in overrides.items()
        )
        + "</Types>"
    )


_NOT_OF_BOOKS = frozenset(
    {
        *(parts.ENDNOTES, parts.COMMENTS, parts.RUNNING_HEAD, parts.RUNNING_FOOT),
        *(parts.CARRIED_PROPERTIES, parts.ANCHORS_PROPERTIES),
    }
)


def book_content_types(heads: Iterable[str]) -> str:
    """The types of the parts of a book, which has running heads (`header1.xml`) and feet of these names."""
    own = {name: type for name, type in _OVERRIDES.items() if name not in _NOT_OF_BOOKS}
    own |= {f"word/{name}": f"{_WML}.{name[:6]}+xml" for name in heads}
    return _content_types(own)


def package_relationships() -> str:
    """The relationships of the package."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{R_TYPES}/officeDocument" Target="{parts.DOCUMENT}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="{parts.CORE}"/>'
        f'<Relationship Id="rId3" Type="{R_TYPES}/extended-properties" Target="{parts.APP}"/></Relationships>'
    )


_RELATIONS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
    ("rId5", "footnotes", "footnotes.xml"),
    ("rId6", "endnotes", "endnotes.xml"),
    ("rId7", "comments", "comments.xml"),
    ("rId8", "header", "header1.xml"),
    ("rId9", "footer", "footer1.xml"),
    ("rId10", "customXml", "../customXml/item1.xml"),
    ("rId11", "customXml", "../customXml/item2.xml"),
    ("rId12", "theme", "theme/theme1.xml"),
)
_OF_BOOKS = frozenset({"styles", "numbering", "settings", "fontTable", "footnotes", "theme"})


def _relations(types: frozenset[str] | None) -> str:
    return "".join(
        f'<Relationship Id="{own}" Type="{R_TYPES}/{type}" Target="{target}"/>'
        for own, type, target in _RELATIONS
        if types is None or type in types
    )


def relations_without(*types: str) -> str:
    """The relationships that the part of the document has in every file, but for some types."""
    return _relations(frozenset(type for _, type, _ in _RELATIONS if type not in types))


DOCUMENT_RELATIONS = _relations(None)
"""The relationships that the part of the document has in every file."""
BOOK_RELATIONS = _relations(_OF_BOOKS)
"""Those that it has in a book, beside the ones to its running heads."""


def settings(house: Mapping[str, str] = MappingProxyType({}), *, is_book: bool = False) -> str:
    """The settings, with those of a house by name.

    Pages of a book are mirrored, and its fields are worked out when it is opened.
    """
    mirrored = house.get("mirrorMargins", "<w:mirrorMargins/>" if is_book else "")
    tab_stop = house.get("defaultTabStop", '<w:defaultTabStop w:val="709"/>')
    hyphens = house.get("autoHyphenation", "") + house.get("hyphenationZone", "")
    even = house.get("evenAndOddHeaders", "<w:evenAndOddHeaders/>" if is_book else "")
    endnotes = "" if is_book else '<w:endnotePr><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
    update = '<w:updateFields w:val="true"/>' if is_book else ""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", "15"),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
            ("doNotFlipMirrorIndents", "1"),
        )
    )
    return (
        f'{HEADER}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>{mirrored}{tab_stop}{hyphens}'
        f'{even}<w:characterSpacingControl w:val="doNotCompress"/>{update}'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"{endnotes}"
        f"<w:compat>{compat}</w:compat>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def fonts() -> str:
    """The table of fonts, with what stands in for each."""

    def font(name: str, other: str, family: str, pitch: str) -> str:
        return (
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/>'
            f'<w:pitch w:val="{pitch}"/></w:font>'
        )

    fonts = (
        font(SERIF, "Caladea", "roman", "variable"),
        font(MONO, "Inconsolata", "modern", "fixed"),
        font("Times New Roman", "Liberation Serif", "roman", "variable"),
        font("Courier New", "Liberation Mono", "modern", "fixed"),
    )
    return f'{HEADER}<w:fonts xmlns:w="{W}">{"".join(fonts)}</w:fonts>'


def _running_foot(lang: str | None) -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{quoted(words)}</w:t></w:r>' if words else ""

    before, between, after = words_of(lang).foot.split("{}")
    return (
        f'{HEADER}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{text(before)}{field('PAGE')}{text(between)}{field('NUMPAGES')}{text(after)}</w:p></w:ftr>"
    )


def app() -> str:
    """The extended properties."""
    return (
        f'{HEADER}<Properties xmlns="{_PROPERTIES}"><Application>dragoman</Application>'
        "<DocSecurity>0</DocSecurity></Properties>"
    )


_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def _item_properties(item: str, namespace: str) -> str:
    return (
        f'{HEADER}<ds:datastoreItem ds:itemID="{item}" xmlns:ds="{_DATA}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _item_relationships(properties: str) -> str:
    return (
        f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{R_TYPES}/customXmlProps" '
        f'Target="{properties}"/></Relationships>'
    )


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId8"/><w:footerReference w:type="default" r:id="rId9"/>'
    '<w:footerReference w:type="first" r:id="rId9"/><w:footnotePr><w:numFmt w:val="decimal"/></w:footnotePr>'
    '<w:endnotePr><w:numFmt w:val="lowerRoman"/></w:endnotePr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
"""The page: A4 with margins of 25 mm; the first one has no running head."""


TEXT_WIDTH = 9070
"""The width of the text on it, in twips (160 mm)."""


@functools.lru_cache(maxsize=64)
def fixed_parts(lang: str | None) -> dict[str, Part]:
    """The parts by name, for documents in a language."""
    texts = {
        parts.CONTENT_TYPES: _content_types(_OVERRIDES),
        parts.PACKAGE_RELATIONS: package_relationships(),
        parts.SETTINGS: settings(),
        parts.FONTS: fonts(),
        parts.THEME: theme_xml(),
        parts.RUNNING_FOOT: _running_foot(lang),
        parts.APP: app(),
        parts.CARRIED_PROPERTIES: _item_properties("{6F1D1F5A-7D0B-4C0E-9C39-0D7A3B0A1C01}", parts.CARRIED_NAMESPACE),
        parts.CARRIED_RELATIONS: _item_relationships("itemProps1.xml"),
        parts.ANCHORS_PROPERTIES: _item_properties("{6F1D1F5A-7D0B-4C0E-9C39-0D7A3B0A1C02}", parts.ANCHORS_NAMESPACE),
        parts.ANCHORS_RELATIONS: _item_relationships("itemProps2.xml"),
    }
    return {name: deflate(name, text.encode()) for name, text in texts.items()}
