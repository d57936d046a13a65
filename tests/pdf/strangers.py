"""PDFs as others make them, small: tagged ones from a list of elements, and untagged ones."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

Tagged = tuple[Any, ...]
"""A structure element: its type, its children (strings are text, drawn one below the other), its other entries."""


def tagged(*elements: Tagged, roles: dict[str, str] | None = None, language: str = "en") -> bytes:
    """A PDF of one page with a structure tree of standard types."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    maker = _Maker(pdf)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    top.K = Array([maker.element(one, top) for one in elements])
    root.K = top
    if roles:
        root.RoleMap = Dictionary({f"/{name}": Name(f"/{standard}") for name, standard in roles.items()})
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = language
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = pdf.make_stream(b"BT /F1 10 Tf 50 750 Td 14 TL\n" + b"\n".join(maker.drawn) + b"\nET")
    return saved(pdf)


class _Maker:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.drawn: list[bytes] = []
        self._count = 0

    def element(self, given: Tagged, parent: Any) -> Any:
        type, kids, *others = given
        entries = others[0] if others else {}
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{type}"), P=parent, Pg=self.pdf.pages[0].obj, **entries)
        )
        made.K = Array([self._text(type, kid) if isinstance(kid, str) else self.element(kid, made) for kid in kids])
        return made

    def _text(self, type: str, text: str) -> int:
        escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        self.drawn.append(b"/%s <</MCID %d>> BDC (%s) Tj T* EMC" % (type.encode(), self._count, escaped))
        self._count += 1
        return self._count - 1


def untagged(*pages: Sequence[tuple[float, float, str]]) -> bytes:
    """A PDF without tags: on each page texts at their places."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in pages:
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of an open file."""
    file = io.BytesIO()
    pdf.save(file, static_id=True, **options)
    return file.getvalue()


def content_of(page: pikepdf.Page) -> bytes:
    """What draws a page, from all of its streams."""
    page.contents_coalesce()
    return page.Contents.read_bytes()


def opened(data: bytes) -> pikepdf.Pdf:
    """A file to change."""
    return pikepdf.open(io.BytesIO(data))


def turned(text: str, degrees: float, x: float, y: float) -> bytes:
    """A PDF without tags that has an upright line, and a text that is turned."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(50, 700, "An upright line.")
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(degrees)
    for number, line in enumerate(text.split("|")):
        canvas.drawString(0, -14 * number, line)
    canvas.restoreState()
    canvas.drawString(50, 686, "It goes on.")
    canvas.save()
    return file.getvalue()


def in_faces(*stretches: tuple[str, str]) -> bytes:
    """A PDF without tags with one line, each stretch of which is in a font of its own."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    text = canvas.beginText(50, 700)
    for font, words in stretches:
        text.setFont(font, 12)
        text.textOut(words)
    canvas.drawText(text)
    canvas.save()
    return file.getvalue()


def as_it_looks(*texts: str) -> bytes:
    """A PDF without tags whose glyphs stand for letters, in the order in which they look: one text a line."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    letters = sorted(set("".join(texts)))
    pairs = "\n".join(f"<{code:02X}> <{char.encode('utf-16-be').hex()}>" for code, char in enumerate(letters))
    table = f"1 begincodespacerange <00> <FF> endcodespacerange {len(letters)} beginbfchar {pairs} endbfchar"
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        FirstChar=0,
        Widths=[500] * len(letters),
        ToUnicode=pdf.make_stream(table.encode()),
    )
    shown = "\n".join(f"<{bytes(map(letters.index, text)).hex()}> Tj T*" for text in texts)
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 10 Tf 50 700 Td 14 TL {shown} ET".encode())
    return saved(pdf)
