"""Equations: the notation of Office (OMML, ECMA-376 Part 1, 22.1) as MathML Core and as one line of signs.

The line is what every format shows; OMML and MathML are kept beside it, as attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

import msgspec
from lxml import etree

from converters.formats.docx.ooxml import M, unquoted, w
from converters.model.nodes import Formula

OMML, MATHML = "omml", "mathml"
"""Keys of the attributes that keep both notations."""
_MATHML = "http://www.w3.org/1998/Math/MathML"


class Both(NamedTuple):
    """A part of a formula in MathML and as signs in a line. `single`: the line needs no brackets around it."""

    mathml: str
    line: str
    single: bool = False


_NOTHING = Both("<mrow></mrow>", "", True)


def formula(element: etree._Element) -> Formula:
    """The formula of an `m:oMath` or `m:oMathPara`."""
    blocks = [element] if element.tag == _m("oMath") else list(element.iterchildren(_m("oMath")))
    read = [_inside(block) for block in blocks]
    inner = read[0].mathml if len(read) == 1 else _tag("mtable", *(_cells([one.mathml]) for one in read))
    display = ' display="block"' if element.tag == _m("oMathPara") else ""
    mathml = f'<math xmlns="{_MATHML}"{display}>{inner}</math>'
    omml = etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False).decode()
    return Formula(text="\n".join(one.line for one in read), attrs={MATHML: mathml, OMML: omml})


def native(node: Formula) -> str | None:
    """The OMML of a formula, where it says all that the node says and nothing that points elsewhere; else None."""
    omml = node.attrs.get(OMML)
    if omml is None:
        return None
    try:
        element = etree.fromstring(omml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return None
    is_plain = all(one.tag in _LOOKS or str(one.tag).startswith(f"{{{M}}}") for one in element.iter("*"))
    is_formula = element.tag in (_m("oMath"), _m("oMathPara"))
    return omml if is_formula and is_plain and formula(element) == msgspec.structs.replace(node, id=None) else None


_LOOKS = frozenset(map(w, ("rPr", "rFonts", "b", "i", "bCs", "iCs", "color", "sz", "szCs", "lang")))
"""What Word says of the look of the signs in a formula."""


def _m(name: str) -> str:
    return f"{{{M}}}{name}"


def _tag(name: str, *inner: str, **attributes: str) -> str:
    said = "".join(f' {key}="{escape(value, _QUOTED)}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inner)}</{name}>"


_QUOTED = {'"': "&quot;"}


def _cells(cells: list[str]) -> str:
    return _tag("mtr", *(_tag("mtd", cell) for cell in cells))


# --- what stands in a row ---


def _inside(parent: etree._Element | None) -> Both:
    """All that stands in an element, as one row."""
    parts = list(_parts(parent)) if parent is not None else []
    if len(parts) == 1:
        return parts[0]
    return Both(_tag("mrow", *(part.mathml for part in parts)), "".join(part.line for part in parts), not parts)


def _parts(parent: etree._Element) -> list[Both]:
    parts: list[Both] = []
    for element in parent:
        tag = str(element.tag)
        if tag == _m("r"):
            parts += _run(element)
        elif tag in _BUILT:
            parts.append(_BUILT[tag](element))
        elif tag == w("r"):
            parts += [_text(text) for text in _words(element)]
        elif not tag.endswith("Pr"):
            parts += _parts(element)
    return parts


def _words(run: etree._Element) -> list[str]:
    texts = (unquoted(text.text or "") for text in run.iter(_m("t"), w("t"), w("delText")))
    return [text for text in texts if text]


def _run(run: etree._Element) -> list[Both]:
    is_text = run.find(f"{_m('rPr')}/{_m('nor')}") is not None
    upright = run.find(f"{_m('rPr')}/{_m('sty')}[@{_m('val')}='p']") is not None
    return [part for text in _words(run) for part in ([_text(text)] if is_text else _signs(text, upright))]


def _text(text: str) -> Both:
    return Both(_tag("mtext", escape(text)), text)


def _signs(text: str, upright: bool) -> list[Both]:
    """Numbers, names and operators of a run; letters that are upright are one name (`sin`)."""
    signs: list[Both] = []
    position = 0
    while position < len(text):
        end = position + 1
        sign = text[position]
        if sign.isdigit():
            while end < len(text) and (
                text[end].isdigit() or (text[end] in ".," and text[end + 1 : end + 2].isdigit())
            ):
                end += 1
            signs.append(Both(_tag("mn", text[position:end]), text[position:end], True))
        elif sign.isalpha():
            while upright and end < len(text) and text[end].isalpha():
                end += 1
            name = text[position:end]
            plain = {"mathvariant": "normal"} if upright and len(name) == 1 else {}
            signs.append(Both(_tag("mi", escape(name), **plain), name, len(name) == 1))
        elif sign.isspace():
            signs.append(Both(_tag("mtext", escape(sign)), sign, True))
        else:
            signs.append(Both(_tag("mo", escape(sign)), sign, True))
        position = end
    return signs


# --- what is built of parts ---


def _part(element: etree._Element, name: str) -> Both:
    found = element.find(_m(name))
    return _inside(found) if found is not None else _NOTHING


def _value(element: etree._Element, path: str, default: str) -> str:
    """What a property says; one that stands there without a value is empty or on."""
    found = element.find("/".join(_m(step) for step in path.split("/")))
    return found.get(_m("val"), "") if found is not None else default


def _is_on(element: etree._Element, path: str) -> bool:
    return _value(element, path, "0") not in ("0", "off", "false")


def _bracketed(part: Both) -> str:
    return part.line if part.single or len(part.line) <= 1 else f"({part.line})"


def _fraction(element: etree._Element) -> Both:
    above, below = _part(element, "num"), _part(element, "den")
    bar = {"linethickness": "0"} if _value(element, "fPr/type", "bar") == "noBar" else {}
    return Both(_tag("mfrac", above.mathml, below.mathml, **bar), f"{_bracketed(above)}/{_bracketed(below)}")


def _scripts(names: tuple[str, ...], tag: str, signs: tuple[str, ...]) -> Callable[[etree._Element], Both]:
    def build(element: etree._Element) -> Both:
        base = _part(element, "e")
        around = [_part(element, name) for name in names]
        line = _bracketed(base) + "".join(
            sign + _bracketed(part) for sign, part in zip(signs, around, strict=True) if part.line
        )
        return Both(_tag(tag, base.mathml, *(part.mathml for part in around)), line)

    return build


def _before(element: etree._Element) -> Both:
    base, below, above = _part(element, "e"), _part(element, "sub"), _part(element, "sup")
    mathml = _tag("mmultiscripts", base.mathml, "<mprescripts/>", below.mathml, above.mathml)
    line = f"_{_bracketed(below)}" if below.line else ""
    line += f"^{_bracketed(above)}" if above.line else ""
    return Both(mathml, f"{line} {_bracketed(base)}")


def _radical(element: etree._Element) -> Both:
    inside, degree = _part(element, "e"), _part(element, "deg")
    if not degree.line or _is_on(element, "radPr/degHide"):
        return Both(_tag("msqrt", inside.mathml), f"√{_bracketed(inside)}")
    return Both(_tag("mroot", inside.mathml, degree.mathml), f"√({degree.line}&{inside.line})")


def _many(element: etree._Element) -> Both:
    """A sum, product, integral, with its limits."""
    sign = _value(element, "naryPr/chr", "∫")
    below, above, inside = _part(element, "sub"), _part(element, "sup"), _part(element, "e")
    beside = _value(element, "naryPr/limLoc", "subSup" if sign in "∫∬∭∮∯∰" else "undOvr") == "subSup"
    head = _limited(_tag("mo", escape(sign)), below, above, ("msub", "msup", "msubsup") if beside else _UNDER_OVER)
    line = sign + (f"_{_bracketed(below)}" if below.line else "") + (f"^{_bracketed(above)}" if above.line else "")
    return Both(
        _tag("mrow", head, inside.mathml), f"{line} {inside.line}" if below.line or above.line else line + inside.line
    )


_UNDER_OVER = ("munder", "mover", "munderover")


def _limited(head: str, below: Both, above: Both, tags: tuple[str, str, str]) -> str:
    if below.line and above.line:
        return _tag(tags[2], head, below.mathml, above.mathml)
    if below.line:
        return _tag(tags[0], head, below.mathml)
    return _tag(tags[1], head, above.mathml) if above.line else head


def _delimited(element: etree._Element) -> Both:
    begin, end = _value(element, "dPr/begChr", "("), _value(element, "dPr/endChr", ")")
    between = _value(element, "dPr/sepChr", "|")
    parts = [_inside(part) for part in element.iterchildren(_m("e"))]
    inner = _fence(between).join(part.mathml for part in parts)
    line = f"{begin}{between.join(part.line for part in parts)}{end}"
    return Both(_tag("mrow", _fence(begin), inner, _fence(end)), line, True)


def _fence(sign: str) -> str:
    return _tag("mo", escape(sign), fence="true") if sign else ""


def _function(element: etree._Element) -> Both:
    name, inside = _part(element, "fName"), _part(element, "e")
    said = inside.line if inside.line[:1] in "([{" else f" {inside.line}"
    return Both(_tag("mrow", name.mathml, "<mo>\u2061</mo>", inside.mathml), name.line + said)


def _limit(tag: str, sign: str) -> Callable[[etree._Element], Both]:
    def build(element: etree._Element) -> Both:
        base, limit = _part(element, "e"), _part(element, "lim")
        return Both(_tag(tag, base.mathml, limit.mathml), f"{base.line}{sign}{_bracketed(limit)}")

    return build


def _accent(element: etree._Element) -> Both:
    base, sign = _part(element, "e"), _value(element, "accPr/chr", "\u0302")
    mathml = _tag("mover", base.mathml, _tag("mo", escape(_SPACING.get(sign, sign))), accent="true")
    return Both(mathml, _bracketed(base) + sign, True)


_SPACING = {"\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "¯", "\u0307": "˙", "\u0308": "¨", "\u20d7": "→"}
"""Combining accents as signs that stand alone, as MathML Core has them."""


def _bar(element: etree._Element) -> Both:
    base = _part(element, "e")
    tag, sign, line = ("mover", "¯", _OVERLINE) if _value(element, "barPr/pos", "bot") == "top" else _UNDERLINED
    return Both(_tag(tag, base.mathml, _tag("mo", sign)), _bracketed(base) + line, True)


_OVERLINE = "\u0305"
_UNDERLINED = ("munder", "_", "\u0332")


def _group(element: etree._Element) -> Both:
    base, sign = _part(element, "e"), _value(element, "groupChrPr/chr", "\u23df")
    over = _value(element, "groupChrPr/pos", "bot") == "top"
    return Both(_tag("mover" if over else "munder", base.mathml, _tag("mo", escape(sign))), f"{sign}{_bracketed(base)}")


def _matrix(element: etree._Element) -> Both:
    rows = [[_inside(cell) for cell in row.iterchildren(_m("e"))] for row in element.iterchildren(_m("mr"))]
    line = "; ".join(", ".join(cell.line for cell in row) for row in rows)
    return Both(_tag("mtable", *(_cells([cell.mathml for cell in row]) for row in rows)), f"[{line}]", True)


def _lines(element: etree._Element) -> Both:
    rows = [_inside(row) for row in element.iterchildren(_m("e"))]
    return Both(_tag("mtable", *(_cells([row.mathml]) for row in rows)), "; ".join(row.line for row in rows))


def _wrapped(tag: str, **attributes: str) -> Callable[[etree._Element], Both]:
    def build(element: etree._Element) -> Both:
        inside = _part(element, "e")
        return Both(_tag(tag, inside.mathml, **attributes), inside.line, inside.single)

    return build


_BUILT: Mapping[str, Callable[[etree._Element], Both]] = {
    _m("f"): _fraction,
    _m("sSub"): _scripts(("sub",), "msub", ("_",)),
    _m("sSup"): _scripts(("sup",), "msup", ("^",)),
    _m("sSubSup"): _scripts(("sub", "sup"), "msubsup", ("_", "^")),
    _m("sPre"): _before,
    _m("rad"): _radical,
    _m("nary"): _many,
    _m("d"): _delimited,
    _m("func"): _function,
    _m("limLow"): _limit("munder", "_"),
    _m("limUpp"): _limit("mover", "^"),
    _m("acc"): _accent,
    _m("bar"): _bar,
    _m("groupChr"): _group,
    _m("m"): _matrix,
    _m("eqArr"): _lines,
    _m("borderBox"): _wrapped("mrow"),
    _m("box"): _wrapped("mrow"),
    _m("phant"): _wrapped("mphantom"),
}
