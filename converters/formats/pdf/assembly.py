"""The file put together on reportlab's canvas: pages, fonts, structure tree, outline, links, catalogue."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDocument
from reportlab.pdfgen.canvas import Canvas

from converters.formats.pdf.conformance import (
    Attachment,
    Facts,
    information,
    write_attachments,
    write_metadata,
    write_output_intent,
)
from converters.formats.pdf.filing import RecordDocument
from converters.formats.pdf.job import Job
from converters.formats.pdf.objects import Raw, Stream, add, number, raw, reference, text_string
from converters.formats.pdf.outline import destination, write_outline
from converters.formats.pdf.page import Faces, LinkArea, Page
from converters.formats.pdf.tags import Annotation, Element
from converters.formats.pdf.tagwriting import write_tree

_CATALOGUE_KEYS = ("AF", "OutputIntents")
_PAGE_KEYS = ("StructParents", "Tabs")
_PRINT = 4
"""The annotation flag that PDF/A asks (ISO 32000-1, 12.5.3)."""


class RecordCanvas(Canvas):
    """reportlab's canvas with our document, and without the font that it would name, unembedded, on every page."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(io.BytesIO(), pagesize=(width, height), invariant=1, pageCompression=0)
        self.document = self._doc = RecordDocument(invariant=1)

    def _make_preamble(self) -> None:
        self._preamble = ""


class Assembly:
    """One file under way."""

    def __init__(self, job: Job, faces: Faces, facts: Facts) -> None:
        sheet = job.theme.sheet
        self.canvas = RecordCanvas(sheet.width, sheet.height)
        self.document: Any = self.canvas.document
        self.job = job
        self.faces = faces
        self.facts = facts

    def write(self, pages: Sequence[Page], contents: Sequence[bytes], attachments: Sequence[Attachment]) -> bytes:
        """The bytes of the file."""
        numbers = self._write_pages(pages, contents)
        parents: list[tuple[int, list[Element] | Element]] = [(page.index, page.parents) for page in pages]
        parents.extend(self._write_links(pages, numbers))
        tree = write_tree(self.document, self.job.tree, numbers, parents)
        self._write_outline(numbers)
        self._write_catalogue(tree, attachments)
        self.document.identity = self._identity(attachments, contents)
        return bytes(self.canvas.getpdfdata())  # type: ignore[no-untyped-call]

    # --- pages ---

    def _write_pages(self, pages: Sequence[Page], contents: Sequence[bytes]) -> list[int]:
        resources = add(self.document, raw(self._resources()))
        numbers: list[int] = []
        for page, content in zip(pages, contents, strict=True):
            self.canvas.addLiteral("")
            self.canvas.showPage()
            made = self.document.Pages.pages[-1]
            _extend(made, _PAGE_KEYS)
            made.Contents = Stream(content)
            made.Resources = reference(resources)
            made.StructParents = page.index
            made.Tabs = "/S"
            numbers.append(self.document.idToObjectNumberAndVersion[made.__InternalName__][0])
        return numbers

    def _resources(self) -> str:
        fonts = {face.resource: face.write(self.document) for face in self.faces.all()}
        images = self.job.pictures.write(self.document)
        named = (
            f"/{kind} << {' '.join(f'/{name} {reference(made)}' for name, made in group.items())} >>"
            for kind, group in (("Font", fonts), ("XObject", images))
            if group
        )
        return f"<< {' '.join(named)} >>"

    # --- links and outline ---

    def _write_links(self, pages: Sequence[Page], numbers: Sequence[int]) -> list[tuple[int, Element]]:
        """Write the link annotations (12.5.6.5); their entries in the parent tree are given back."""
        places = {element.id: element for element in self.job.tree.elements() if element.id is not None}
        entries: list[tuple[int, Element]] = []
        for page in pages:
            found: list[str] = []
            for area in page.links:
                goal = self._goal(area, places, numbers)
                if goal is None:
                    continue
                key = len(pages) + len(entries)
                made = add(self.document, raw(_annotation(area, goal, key)))
                area.link.element.kids.append(Annotation(made, page.index))
                entries.append((key, area.link.element))
                found.append(reference(made))
            if found:
                self.document.Pages.pages[page.index].Annots = raw(f"[{' '.join(found)}]")
        return entries

    def _goal(self, area: LinkArea, places: dict[str, Element], numbers: Sequence[int]) -> str | None:
        link = area.link
        if link.uri is not None:
            return f"/A << /S /URI /URI {text_string(link.uri)} >>"
        element = link.place if link.place is not None else places.get(link.target or "")
        mark = element.first_mark() if element is not None else None
        return f"/Dest {destination(mark, numbers)}" if mark is not None else None

    def _write_outline(self, numbers: Sequence[int]) -> None:
        """Write the outline (12.3.3) of all headings that are on a page."""
        self.document.Outlines = _NoOutlines()
        entries = [(entry, mark) for entry in self.job.outline if (mark := entry.element.first_mark()) is not None]
        if not entries:
            return
        root = write_outline(self.document, entries, numbers)
        self.document.Catalog.Outlines = reference(root)
        self.document.Catalog.PageMode = "/UseOutlines"

    # --- catalogue ---

    def _write_catalogue(self, tree: int, attachments: Sequence[Attachment]) -> None:
        catalogue = self.document.Catalog
        _extend(catalogue, _CATALOGUE_KEYS)
        catalogue.Lang = text_string(self.facts.language)
        catalogue.Metadata = reference(write_metadata(self.document, self.facts))
        catalogue.OutputIntents = write_output_intent(self.document)
        catalogue.AF, catalogue.Names = write_attachments(self.document, attachments, self.facts.epoch)
        catalogue.StructTreeRoot = reference(tree)
        catalogue.MarkInfo = "<< /Marked true /UserProperties true >>"
        catalogue.ViewerPreferences = "<< /DisplayDocTitle true >>"
        self.document.info = _Information(information(self.facts))

    def _identity(self, attachments: Sequence[Attachment], contents: Sequence[bytes]) -> bytes:
        """The file identifier (14.4): a digest of all that the file is made from."""
        digest = hashlib.sha256(repr(self.facts).encode())
        for part in (*(one.data for one in attachments), *contents):
            digest.update(hashlib.sha256(part).digest())
        return digest.digest()[:16]


class _NoOutlines:
    """Stands where reportlab's document expects its own outline: ours is written by itself."""

    ready = 1

    def prepare(self, document: PDFDocument, canvas: Canvas) -> None:
        """Do nothing."""


class _Information(Raw):
    """The information dictionary, as reportlab's document wants it."""

    invariant = 1

    def __init__(self, entries: dict[str, str]) -> None:
        super().__init__(f"<< {' '.join(f'/{name} {value}' for name, value in entries.items())} >>".encode)

    def digest(self, signature: object) -> None:
        """Add nothing to reportlab's own signature: the identifier is ours."""


def _extend(item: PDFCatalog, keys: tuple[str, ...]) -> None:
    """Let an object have entries that reportlab does not know."""
    item.__NoDefault__ = [*item.__NoDefault__, *keys]


def _annotation(area: LinkArea, goal: str, key: int) -> str:
    box = area.box
    corners = " ".join(map(number, (box.left, box.bottom, box.right, box.top)))
    words = " ".join((area.link.words or area.link.uri or "link").split())[:200]
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F {_PRINT} "
        f"/Contents {text_string(words)} /StructParent {key} {goal} >>"
    )
