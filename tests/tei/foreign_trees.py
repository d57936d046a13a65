"""Draw TEI as strangers write it: any element anywhere, any attribute, blanks, comments, prefixes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Drawn = st.SearchStrategy[Any]
TYPED = (
    *("div", "div2", "head", "p", "quote", "list", "item", "table", "row", "cell", "figure", "graphic", "lg", "l"),
    *("opener", "closer", "dateline", "salute", "signed", "note", "hi", "emph", "persName", "placeName", "orgName"),
    *("name", "date", "term", "ref", "seg", "choice", "sic", "corr", "orig", "reg", "abbr", "expan", "gap", "unclear"),
    *("supplied", "surplus", "add", "del", "foreign", "lb", "pb", "milestone", "fw"),
)
"""Elements that are nodes of the model where their surroundings let them."""
OTHERS = (
    *("text", "front", "body", "back", "group", "floatingText", "teiHeader", "TEI", "facsimile", "surface", "zone"),
    *("sourceDoc", "line", "app", "lem", "rdg", "sp", "speaker", "stage", "castList", "entry", "form", "sense", "cit"),
    *(
        "bibl",
        "title",
        "author",
        "ab",
        "label",
        "desc",
        "subst",
        "space",
        "g",
        "w",
        "c",
        "standOff",
        "person",
        "figDesc",
    ),
    *(
        "formula",
        "egXML",
        "xenoData",
        "rs",
        "num",
        "idno",
        "trailer",
        "postscript",
        "address",
        "addrLine",
        "cb",
        "span",
    ),
)
ATTRIBUTES = (
    *("type", "n", "rend", "rendition", "style", "place", "cert", "resp", "reason", "agent", "extent", "target", "url"),
    *("when", "notBefore", "ref", "corresp", "role", "cols", "rows", "unit", "ed", "facs", "break", "layout", "below"),
    *("xml:lang", "xml:space", "xml:id", "xml:base", "x:a", "y:a", "z:b"),
)
VALUES = (
    *("", "a", "a b", " a ", "italic", "italics", "bold", "1", "01", "2", "0", "high", "foot", "bottom", "no", "label"),
    *(
        "1803-04-26",
        "1803-04-26T10:00:00Z",
        "2007-13",
        "header",
        "pageNum",
        "bullet",
        "en",
        "not a language",
        "é",
        "&#10;",
    ),
    *("&lt;&quot;", "_x0001_", "#id", "|", "&#x1F600;", "preserve", "\n \t"),
)
TEXTS = (
    *("", " ", "\n      ", "\t", "Words", " words ", "a\n    b", "&amp;", "&lt;", "&#13;", "]]&gt;", "é", "&#x1F600;"),
    *(
        "_x0001_",
        "<![CDATA[<a> & b]]>",
        "|",
        "\u00a0",
        "\u2028",
        "-----",
        "1. ",
        "(C)",
        "\u200f",
        "<!-- c -->",
        "<!---->",
    ),
    *("<!--\n-->", "<?pi data?>", "<?pi?>", "<?xml-model  href='a'  ?>"),
)
PREFIXED = ("{}", "{}", "{}", "{}", "{}", "t:{}", "x:{}", "y:{}")
"""How a name is written: nearly always without a prefix."""
DECLARED = (
    "",
    "",
    "",
    "",
    "",
    ' xmlns:x="urn:other"',
    ' xmlns=""',
    ' xmlns="http://www.tei-c.org/ns/1.0"',
    ' xmlns:y="urn:x"',
)
START = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:t="http://www.tei-c.org/ns/1.0" xmlns:x="urn:x" xmlns:y="urn:y" '
    'xmlns:z="urn:y">'
)
PROLOGS = (
    "",
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?xml-model href="a.rng"?>\n<!-- before -->\n',
    '<!DOCTYPE TEI SYSTEM "tei.dtd">\n',
    '<!DOCTYPE TEI PUBLIC "-//X//Y" "tei.dtd" [<!ELEMENT TEI ANY><!-- in --><?pi in?>\n<!ATTLIST p n CDATA "7">]>\n',
    "\ufeff",
)
EPILOGS = ("", "\n", "\n<!-- after -->\n<?pi after?>")


@st.composite
def _element(draw: st.DrawFn, inner: Drawn) -> str:
    name = draw(st.sampled_from(PREFIXED)).format(draw(st.sampled_from(TYPED) | st.sampled_from(OTHERS)))
    said = draw(st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=3))
    if "x:a" in said:
        said.pop("y:a", None)  # where both prefixes are of one name space, the file would be no XML
    attributes = "".join(f' {key}="{value}"' for key, value in said.items())
    declared = draw(st.sampled_from(DECLARED))
    content = draw(inner)
    start = name + declared + attributes
    return f"<{start}>{content}</{name}>" if content else f"<{start}/>"


def contents() -> Drawn:
    """Mixed content of any depth."""
    text = st.sampled_from(TEXTS)
    leaf = st.lists(text, max_size=2).map("".join)
    return st.recursive(leaf, lambda inner: st.lists(text | _element(inner) | _element(inner), max_size=5).map("".join))


@st.composite
def trees(draw: st.DrawFn) -> bytes:
    """A whole file in UTF-8."""
    held = draw(contents())
    text = f"{draw(st.sampled_from(PROLOGS))}{START}{held}</TEI>{draw(st.sampled_from(EPILOGS))}"
    return text.encode()
