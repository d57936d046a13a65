"""The file put together: pages, fonts, structure tree, outline, links, catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDocument

from converters.formats.pdf.conformance import (
    Attachment,
    Facts,
    information,
    write_attachments,
    write_metadata,
    write_output_intent,
)
from converters.formats.pdf.filing import Literal, RecordDocument
from converters.formats.pdf.job import Job
from converters.formats.pdf.objects import number, reference, text_string
from converters.formats.pdf.outline import destination, write_outline
from converters.formats.pdf.page import Faces, LinkArea, Page
from converters.formats.pdf.tags import Annotation, Element
from converters.formats.pdf.tagwriting import write_tree

_CATALOGUE_KEYS = ("AF", "OutputIntents")
_PRINT = 4
"""The annotation flag that PDF/A asks (ISO 32000-1, 12.5.3)."""


class _Link(NamedTuple):
    """A link annotation: its key in the parent tree, the number of its object and its element."""

    key: int
    number: int
    element: Element


class Assembly:
    """One file under way."""

    def __init__(self, job: Job, faces: Faces, facts: Facts) -> None:
        self.document = RecordDocument()
        self.job = job
        self.faces = faces
        self.facts = facts
        self._elements = job.tree.elements()

    def write(self, pages: Sequence[Page], contents: Sequence[bytes], attachments: Sequence[Attachment]) -> bytes:
        """The bytes of the file; `contents` are the streams that draw the pages, compressed."""
        root = self.document.reserve(len(pages) + 1)
        numbers = range(root + 1, root + 1 + len(pages))
        links = self._write_links(pages, numbers)
        self._write_pages(root, pages, contents, links)
        parents: list[tuple[int, list[Element] | Element]] = [(page.index, page.parents) for page in pages]
        parents.extend((link.key, link.element) for found in links for link in found)
        tree = write_tree(self.document, self._elements, numbers, parents)
        self._write_outline(numbers)
        self._write_catalogue(root, tree, attachments)
        return bytes(self.document.GetPDFData(None))

    # --- pages ---

    def _write_pages(
        self, root: int, pages: Sequence[Page], contents: Sequence[bytes], links: Sequence[Sequence[_Link]]
    ) -> None:
        """Write the tree of pages (7.7.3): all have one parent, which has their size, and the same resources."""
        document, sheet = self.document, self.job.theme.sheet
        kids = " ".join([reference(root + 1 + page.index) for page in pages])
        box = f"[0 0 {number(sheet.width)} {number(sheet.height)}]"
        document.put(root, f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox {box} >>")
        resources = document.add(self._resources())
        for page, content, found in zip(pages, contents, links, strict=True):
            drawn = document.add_stream(content)
            text = (
                f"<< /Type /Page /Parent {root} 0 R /Resources {resources} 0 R /Contents {drawn} 0 R "
                f"/StructParents {page.index} /Tabs /S"
            )
            if found:
                text += f" /Annots [{' '.join([reference(link.number) for link in found])}]"
            document.put(root + 1 + page.index, f"{text} >>")

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

    def _write_links(self, pages: Sequence[Page], numbers: Sequence[int]) -> list[list[_Link]]:
        """Write the link annotations of each page (12.5.6.5)."""
        places = {element.id: element for element in self._elements if element.id is not None}
        key = len(pages)
        links: list[list[_Link]] = []
        for page in pages:
            links.append([])
            for area in page.links:
                goal = self._goal(area, places, numbers)
                if goal is not None:
                    made = self.document.add(link_annotation(area, goal, key))
                    area.link.element.kids.append(Annotation(made, page.index))
                    links[-1].append(_Link(key, made, area.link.element))
                    key += 1
        return links

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

    def _write_catalogue(self, pages: int, tree: int, attachments: Sequence[Attachment]) -> None:
        catalogue = self.document.Catalog
        _extend(catalogue, _CATALOGUE_KEYS)
        catalogue.Pages = reference(pages)
        catalogue.Lang = text_string(self.facts.language)
        catalogue.Metadata = reference(write_metadata(self.document, self.facts))
        catalogue.OutputIntents = write_output_intent(self.document)
        catalogue.AF, catalogue.Names = write_attachments(self.document, attachments, self.facts.epoch)
        catalogue.StructTreeRoot = reference(tree)
        catalogue.MarkInfo = "<< /Marked true /UserProperties true >>"
        catalogue.ViewerPreferences = "<< /DisplayDocTitle true >>"
        entries = " ".join([f"/{name} {value}" for name, value in information(self.facts).items()])
        self.document.info = Literal(f"<< {entries} >>")


class _NoOutlines:
    """Stands where reportlab's document expects its own outline: ours is written by itself."""

    ready = 1

    def prepare(self, document: PDFDocument, canvas: object) -> None:
        """Do nothing."""


def _extend(item: PDFCatalog, keys: tuple[str, ...]) -> None:
    """Let an object have entries that reportlab does not know."""
    item.__NoDefault__ = [*item.__NoDefault__, *keys]


def link_annotation(area: LinkArea, goal: str, key: int) -> str:
    """A link (12.5.6.5) that leads to `goal`; `key` is its own in the parent tree."""
    box = area.box
    corners = " ".join(map(number, (box.left, box.bottom, box.right, box.top)))
    words = " ".join((area.link.words or area.link.uri or "link").split())[:200]
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F {_PRINT} "
        f"/Contents {text_string(words)} /StructParent {key} {goal} >>"
    )
