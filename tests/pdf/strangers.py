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


def opened(data: bytes) -> pikepdf.Pdf:
    """A file to change."""
    return pikepdf.open(io.BytesIO(data))
