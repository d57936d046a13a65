"""Check a PDF: its syntax, what every edition of ours has, what it carries, and PDF/A-3a and PDF/UA-1 by veraPDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
from lxml import etree

from converters.errors import InputError
from converters.formats.pdf import verapdf
from converters.formats.pdf.opening import opened
from converters.formats.pdf.reader import read_compared
from converters.formats.pdf.xmp import DC, RDF, packet
from converters.model.escape import unescape
from converters.report import Report

_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_CONTEXT = 160
"""How much of veraPDF's place in the file is told: its end, which says most."""


def validate(data: bytes, report: Report) -> None:
    """Tell every finding as an error; where veraPDF is not installed, what would have to be."""
    try:
        with opened(data, report) as pdf:
            for problem in pdf.check_pdf_syntax():
                report.error("syntax", " ".join(problem.split()))
            for name, check in _CHECKS.items():
                for problem in check(pdf):
                    report.error(name, problem)
        _check_carried(data, report)
    except InputError as error:
        report.error("damaged", str(error))
        return
    _check_standards(data, report)


def _check_carried(data: bytes, report: Report) -> None:
    """What the file carries is what its pages say, also where the file is as it was written."""
    ledger = Report()
    read_compared(data, ledger)
    for message in ledger.messages:
        if message.code == "disagrees":
            report.error(message.code, message.text, place=message.place)


def _check_standards(data: bytes, report: Report) -> None:
    try:
        for standard in verapdf.PROFILES:
            for found in verapdf.findings(data, standard):
                times = f" ({found.times} times)" if found.times > 1 else ""
                text = f"{standard} {found.clause}-{found.test}: {' '.join(found.message.split())}{times}"
                report.error("conformance", text, place=found.context[-_CONTEXT:] or None)
    except verapdf.Unavailable as reason:
        report.warn("unchecked", f"PDF/A and PDF/UA were not checked by veraPDF: {reason}")


# --- what every edition has ---


def _has_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "the PDF has no structure tree"
    marked = pdf.Root.get("/MarkInfo")
    if not isinstance(marked, pikepdf.Dictionary) or not bool(marked.get("/Marked", False)):
        yield "the PDF does not say that it is tagged"


def _has_language(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not str(pdf.Root.get("/Lang", "")):
        yield "the PDF does not say its language"


def _has_title(pdf: pikepdf.Pdf) -> Iterator[str]:
    """A title, the same in the XMP packet as in the information dictionary."""
    named = str(pdf.docinfo.get("/Title", ""))
    root = packet(pdf)
    item = root.find(f".//{DC}title/{RDF}Alt/{RDF}li") if root is not None else None
    if item is None or not item.text:
        yield "the XMP packet has no title"
    elif named and unescape(item.text) != named:
        yield f"the title is {named!r} in the information dictionary and {item.text!r} in the XMP packet"


def _says_conformance(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = packet(pdf)
    if root is None:
        yield "the PDF has no XMP packet that can be read"
        return
    if _property(root, f"{_PDFA}part") != "3" or _property(root, f"{_PDFA}conformance") != "A":
        yield "the XMP packet does not say PDF/A-3a"
    if _property(root, f"{_PDFUA}part") != "1":
        yield "the XMP packet does not say PDF/UA-1"


def _property(root: etree._Element, name: str) -> str | None:
    """A simple property, written as an element or as an attribute (ISO 16684-1, 7.9.2.2)."""
    for description in root.iter(f"{RDF}Description"):
        found = description.get(name) or description.findtext(name)
        if found is not None:
            return found.strip()
    return None


_CHECKS: dict[str, Callable[[pikepdf.Pdf], Iterator[str]]] = {
    "untagged": _has_structure,
    "language": _has_language,
    "title": _has_title,
    "metadata": _says_conformance,
}
