"""Which elements of foreign TEI are nodes of the model, and how: one table for both directions.

An element becomes a node only where the node gives the very same element back: its attributes, its parts, every blank.
All others stay elements by their names. What a node has no field for stays in its `attrs`: as `tei:name`, in a name
space as `{name space}name`; under `tei` the name of the element, where it is not the usual one of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from converters.formats.tei.foreign.content import (
    BELOW,
    BLOCK,
    INLINE,
    Blocks,
    Content,
    Described,
    Members,
    Mixed,
    Nothing,
    Pair,
    Parts,
    Words,
)
from converters.formats.tei.foreign.fields import Field, day, give, number, one_of, take, text, word, words
from converters.formats.tei.foreign.layout import LAYOUT
from converters.formats.tei.names import TEI, XML_ID, XML_LANG
from converters.model import nodes as nd
from converters.model.node import Container, Node
from converters.model.normal import LANGUAGE, is_name
from converters.model.walk import joined

TAG = "tei"
_PREFIX = "tei:"
_HOLDS = INLINE | BLOCK
_OWN = frozenset({LAYOUT, BELOW})


class Unfolded(NamedTuple):
    """An element: its name, its attributes in Clark notation and its parts."""

    name: str
    attributes: dict[str, str]
    parts: Parts


class Form(NamedTuple):
    """How a kind of node is an element.

    `fixed`: values of fields that this element has and others of the kind not. `beginning`: fields with nodes that no
    element is read as; somebody put them there, and they are written before the rest.
    """

    kind: type[Any]
    tag: str
    content: Content
    fields: tuple[Field, ...] = ()
    required: str | None = None
    fixed: Mapping[str, Any] = {}
    beginning: tuple[str, ...] = ()


_STYLES = {
    **dict.fromkeys(("italic", "italics", "i", "it"), "italic"),
    **dict.fromkeys(("bold", "b", "strong"), "bold"),
    **dict.fromkeys(("underline", "underlined", "u"), "underline"),
    **dict.fromkeys(("small-caps", "smallcaps", "smallCaps", "sc"), "small-caps"),
    **dict.fromkeys(("superscript", "super", "sup"), "superscript"),
    **dict.fromkeys(("subscript", "sub"), "subscript"),
    **dict.fromkeys(("strikethrough", "strike"), "strikethrough"),
    **dict.fromkeys(("letter-spaced", "letterspaced", "spaced", "spaced-out"), "letter-spaced"),
    **dict.fromkeys(("monospace", "typewriter", "tt"), "monospace"),
}
_BULLETS = {
    **dict.fromkeys(("bullet", "bulleted"), "bullet"),
    **dict.fromkeys(("decimal", "numbered", "ordered"), "decimal"),
    **{same: same for same in ("dash", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")},
}
_NOTATIONS = {
    **dict.fromkeys(("tex", "TeX", "TEX", "latex", "LaTeX"), "tex"),
    **dict.fromkeys(("mathml", "MathML"), "mathml"),
    "omml": "omml",
}
_FURNITURE = {
    "header": "header",
    "footer": "footer",
    "pageNum": "page-number",
    "catch": "catchword",
    "sig": "signature-mark",
}
_HEADINGS = ("underline", "overline", "box", "inline", "capitals", "plain")
_PLACES = {
    **dict.fromkeys(("foot", "bottom"), "foot"),
    "end": "end",
    **dict.fromkeys(("margin", "left", "right"), "margin"),
    "inline": "inline",
}
_ALIGNED = ("left", "right", "center", "justify")
_CERTAINTY = words("certainty", "cert", "high", "medium", "low")
_JOINS = one_of("joins", "break", {"no": True}, False)
_HEADER = one_of("header", "role", {"label": True}, False)
_NUMBER, _TYPE, _REASON, _AGENT = text("n", "n"), word("type", "type"), word("reason", "reason"), text("agent", "resp")
_ROLE = word("role", "type")
_OF_LETTER = frozenset({nd.Dateline, nd.Salute, nd.Signed, nd.Note, nd.Furniture, nd.PageBreak, nd.Milestone})
_MIXED, _NOTHING, _SPECIAL = Mixed(), Nothing(), Blocks(text=True)

FORMS: tuple[Form, ...] = (
    *(Form(nd.Section, tag, Blocks(), (_ROLE, _NUMBER)) for tag in ("div", *(f"div{level}" for level in range(1, 8)))),
    Form(nd.Heading, "head", _MIXED, (_ROLE, words("style", "rend", *_HEADINGS)), beginning=("marking",)),
    Form(nd.Paragraph, "p", _MIXED, beginning=("number", "marking")),
    Form(nd.Quotation, "quote", Blocks(needed=True)),
    Form(
        nd.List,
        "list",
        Members("items", frozenset({nd.Item}), "heading"),
        (_ROLE, one_of("style", "rend", _BULLETS, "plain")),
    ),
    Form(nd.Item, "item", _SPECIAL, beginning=("label", "marking")),
    Form(nd.Table, "table", Members("rows", frozenset({nd.Row}), "caption")),
    Form(nd.Row, "row", Members("cells", frozenset({nd.Cell})), (_HEADER,)),
    Form(
        nd.Cell,
        "cell",
        _SPECIAL,
        (_HEADER, number("columns", "cols"), number("rows", "rows"), words("align", "rend", *_ALIGNED)),
    ),
    Form(nd.Figure, "figure", Members("images", frozenset({nd.Image}), "caption")),
    Form(nd.Verse, "lg", Members("lines", frozenset({nd.VerseLine, nd.Verse}))),
    Form(nd.VerseLine, "l", _MIXED, (_NUMBER,)),
    Form(nd.Opener, "opener", Blocks("parts", _OF_LETTER, text=True)),
    Form(nd.Closer, "closer", Blocks("parts", _OF_LETTER, text=True)),
    Form(nd.Dateline, "dateline", _MIXED),
    Form(nd.Salute, "salute", _MIXED),
    Form(nd.Signed, "signed", _MIXED),
    Form(nd.Note, "note", _SPECIAL, (one_of("place", "place", _PLACES, "foot"), _NUMBER, _TYPE)),
    Form(nd.Emphasis, "hi", _MIXED, (one_of("style", "rend", _STYLES),)),
    Form(nd.Emphasis, "emph", _MIXED, (one_of("style", "rend", _STYLES),)),
    Form(nd.Name, "persName", _MIXED, (text("ref", "ref"),), fixed={"type": "person"}),
    Form(nd.Name, "placeName", _MIXED, (text("ref", "ref"),), fixed={"type": "place"}),
    Form(nd.Name, "orgName", _MIXED, (text("ref", "ref"),), fixed={"type": "organisation"}),
    Form(nd.Name, "name", _MIXED, (text("ref", "ref"),), fixed={"type": "other"}),
    Form(nd.Date, "date", _MIXED, (day("edtf", "when"),)),
    Form(nd.Term, "term", _MIXED, (_TYPE, text("ref", "ref"))),
    Form(nd.Reference, "ref", _MIXED, (text("target", "target"), _TYPE), required="target"),
    Form(nd.Segment, "seg", _MIXED, (_ROLE, text("value", "n")), required="role"),
    Form(nd.Choice, "choice", Pair()),
    Form(nd.Gap, "gap", Described("content", plain=False), (_REASON, word("agent", "agent"), text("extent", "extent"))),
    Form(nd.Unclear, "unclear", _MIXED, (_REASON, _CERTAINTY)),
    Form(nd.Supplied, "supplied", _MIXED, (_REASON, _CERTAINTY, _AGENT)),
    Form(nd.Surplus, "surplus", _MIXED, (_REASON,)),
    Form(nd.Addition, "add", _MIXED, (text("place", "place"),)),
    Form(nd.Deletion, "del", _MIXED),
    Form(nd.Foreign, "foreign", _MIXED),
    Form(
        nd.Image,
        "graphic",
        Described("alt", plain=True),
        (text("target", "url"), *(text(one, one) for one in ("width", "height"))),
        "target",
    ),
    Form(nd.Formula, "formula", Words("text"), (one_of("notation", "notation", _NOTATIONS, "text"),)),
    Form(nd.LineBreak, "lb", _NOTHING, (_NUMBER, _JOINS)),
    Form(nd.PageBreak, "pb", _NOTHING, (_NUMBER, text("edition", "ed"), text("facsimile", "facs"), _JOINS)),
    Form(nd.Milestone, "milestone", _NOTHING, (word("unit", "unit"), _NUMBER, text("edition", "ed")), required="unit"),
    Form(nd.Furniture, "fw", _MIXED, (one_of("role", "type", _FURNITURE, "other"),)),
)
_BY_NAME = {TEI + form.tag: form for form in FORMS}
_WRITTEN_ONLY = (
    Form(nd.Line, "ab", _MIXED, (_ROLE,)),
    Form(nd.Preformatted, "ab", _MIXED),
    Form(nd.Label, "label", _MIXED, (text("value", "n"),)),
)
"""How nodes are written that no element is read as: somebody put them there."""
_BY_KIND: dict[type, Form] = {form.kind: form for form in (*reversed(FORMS), *_WRITTEN_ONLY)}
_NAMES = {form.fixed["type"]: form for form in FORMS if form.fixed}


def fold(name: str, attributes: dict[str, str], parts: Parts, *, unique: bool = True) -> Node | None:
    """The node that an element is, or None where it must stay an element. `unique`: its id stands only here."""
    form = _BY_NAME.get(name)
    if form is None:
        return None
    parts = _fitting(parts, form.content.accepted)
    values = form.content.take(parts)
    if values is None:
        return None
    left = dict(attributes)
    fields = {**identity(left, unique=unique), **take(form.fields, left), **form.fixed, **values}
    if form.required is not None and form.required not in fields:
        return None
    leftovers = {key if key.startswith("{") else _PREFIX + key: value for key, value in left.items()}
    if BELOW in fields:
        leftovers[BELOW] = fields.pop(BELOW)
    if "layout" in fields and not issubclass(form.kind, Container):
        leftovers[LAYOUT] = "|".join(fields.pop("layout"))
    if not form.fixed and _BY_KIND[form.kind] is not form:
        leftovers[TAG] = form.tag
    node: Node = form.kind(attrs=leftovers, **fields)
    return node if unfold(node) == (name, attributes, parts) else None


def _fitting(parts: Parts, accepted: frozenset[type]) -> Parts:
    """The parts, with nodes that may not stand among them as elements."""
    if all(type(part) is str or type(part) in accepted for part in parts):
        return parts
    return tuple([part if type(part) is str or type(part) in accepted else as_element(part) for part in parts])  # type: ignore[arg-type]


def identity(attributes: dict[str, str], *, unique: bool) -> dict[str, Any]:
    """Id and language, taken away from the attributes as far as the model can hold them."""
    fields: dict[str, Any] = {}
    id, lang = attributes.get(XML_ID), attributes.get(XML_LANG)
    if id is not None and unique and is_name(id):
        fields["id"] = attributes.pop(XML_ID)
    if lang is not None and LANGUAGE.fullmatch(lang):
        fields["lang"] = attributes.pop(XML_LANG)
    return fields


def unfold(node: Node) -> Unfolded:
    """The element that a node is."""
    if isinstance(node, nd.Element):
        return Unfolded(node.name, _with_identity(node, dict(node.attrs)), node.content)
    form = form_of(node)
    attributes = {
        key.removeprefix(_PREFIX): value
        for key, value in node.attrs.items()
        if key.startswith(("{", _PREFIX)) and key not in _OWN
    }
    give(form.fields, node, attributes)
    parts = form.content.give(node)
    if form.beginning:
        parts = _begun(node, form.beginning, parts)
    return Unfolded(TEI + form.tag, _with_identity(node, attributes), parts)


def _begun(node: Node, fields: tuple[str, ...], parts: Parts) -> Parts:
    """The parts after the nodes of some fields, with blanks between them."""
    before: list[Any] = []
    for field in fields:
        one = getattr(node, field)
        before += () if one is None else (one, " ")
    return joined([*(before if parts else before[:-1]), *parts]) if before else parts


def form_of(node: Node) -> Form:
    """The form of a node that is no element, comment or instruction."""
    if isinstance(node, nd.Name):
        return _NAMES.get(node.type, _NAMES["organisation"])
    named = _BY_NAME.get(TEI + node.attrs[TAG]) if TAG in node.attrs else None
    if named is not None and named.kind is type(node):
        return named
    return _BY_KIND[type(node)]


def written_fields(kind: type[Node]) -> frozenset[str]:
    """The fields of a kind of node that its element says."""
    form = _BY_KIND[kind]
    return frozenset((*form.content.held, *form.beginning, *form.fixed, *(field.field for field in form.fields)))


def _with_identity(node: Node, attributes: dict[str, str]) -> dict[str, str]:
    if node.id is not None:
        attributes[XML_ID] = node.id
    if node.lang is not None:
        attributes[XML_LANG] = node.lang
    return attributes


def as_element(node: Node) -> nd.Element:
    """A node as an element by its name, and what is in it as far as an element cannot hold it."""
    if isinstance(node, nd.Element):
        return node
    name, attributes, parts = unfold(node)
    return element(name, attributes, parts, {}, unique=node.id is not None)


def element(
    name: str, attributes: dict[str, str], parts: Parts, namespaces: dict[str, str], *, unique: bool
) -> nd.Element:
    """An element by its name."""
    left = dict(attributes)
    known = identity(left, unique=unique)
    held = tuple([part if isinstance(part, str) or type(part) in _HOLDS else as_element(part) for part in parts])
    return nd.Element(name=name, attrs=left, content=held, namespaces=namespaces, **known)  # type: ignore[arg-type]
