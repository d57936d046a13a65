"""The file put together: each page as it is full, then fonts, the rest of the structure tree, outline, catalogue."""

from __future__ import annotations

import io
from array import array
from collections.abc import Sequence

from converters.formats.pdf.conformance import (
    Attachment,
    Facts,
    information,
    write_attachments,
    write_metadata,
    write_output_intent,
)
from converters.formats.pdf.faces import Faces
from converters.formats.pdf.filing import dictionary, stream
from converters.formats.pdf.job import Job
from converters.formats.pdf.links import Links
from converters.formats.pdf.objects import corners, reference, text_string
from converters.formats.pdf.outline import write_outline
from converters.formats.pdf.page import Page
from converters.formats.pdf.page_tree import PageTree, resources
from converters.formats.pdf.running import Running
from converters.formats.pdf.streamed import StreamedFile
from converters.formats.pdf.tagwriting import GrowingTree


class Opened:
    """A file that has what it carries, and nothing else yet."""

    def __init__(self, facts: Facts, attachments: Sequence[Attachment]) -> None:
        self.facts = facts
        self.buffer = io.BytesIO()
        self.file = StreamedFile(self.buffer)
        self.associated, self.names = write_attachments(self.file, attachments, facts.epoch)


class Assembly:
    """One file under way. What is kept of a page that was taken is where its objects stand in the file."""

    def __init__(self, opened: Opened, job: Job, faces: Faces, running: Running) -> None:
        self._opened = opened
        self._file = file = opened.file
        self._job = job
        self._faces = faces
        self._running = running
        self._root = file.reserve()
        self._resources = file.reserve()
        self._pages = PageTree(file, self._root)
        self._tree = GrowingTree(file, self._pages.numbers)
        self._links = Links(file, self._pages, self._tree)
        self._feet = array("Q")
        """The numbers of the streams that draw the feet of the pages, which say how many pages there are."""
        self._awaited: list[tuple[Page, str]] = []

    def take(self, page: Page) -> None:
        """Write a page that is full, and the elements that are whole with it; one that is awaited is kept."""
        self._pages.reach(page.index + 1)
        self._feet.append(self._file.reserve())
        links = self._links.of(page)
        if page.is_awaited:
            self._awaited.append((page, links))
        else:
            self._write_page(page, links)
        for element in page.whole:
            self._tree.close(element)
        self._faces.end_page()

    def finish(self) -> bytes:
        """The bytes of the file, when all pages are taken and all is drawn on them."""
        for page, links in self._awaited:
            self._write_page(page, links)
        self._links.finish(self._job.tree.root)
        tree = self._tree.finish(self._job.tree.root)
        self._write_feet()
        self._write_pages()
        catalogue, info = self._write_catalogue(tree), dictionary(information(self._opened.facts))
        self._file.finish(self._file.add(catalogue), self._file.add(info))
        return self._opened.buffer.getvalue()

    def _write_page(self, page: Page, links: str) -> None:
        key = self._tree.note_page(page.parents)
        drawn = self._file.add_stream(stream(page.content(self._running.lines(page))))
        self._pages.put(
            page.index,
            f"/Resources {self._resources} 0 R /Contents [{drawn} 0 R {self._feet[page.index]} 0 R] "
            f"/StructParents {key}{links}",
        )

    def _write_feet(self) -> None:
        """Write what stands at the foot of each page, now that it is known how many there are."""
        sheet, count = self._job.theme.sheet, len(self._feet)
        for index, number in enumerate(self._feet):
            page = Page(index, sheet, self._faces)
            self._file.put_stream(number, stream(page.content([self._running.foot(page, count)])))

    def _write_pages(self) -> None:
        """Write the tree of pages (7.7.3): all have the same size and the same resources."""
        self._pages.finish()
        sheet = self._job.theme.sheet
        kids, box = " ".join(map(reference, self._pages.nodes)), corners(0, 0, sheet.width, sheet.height)
        self._file.put(
            self._root, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages.numbers)} /MediaBox {box} >>"
        )
        self._file.put(self._resources, resources(self._file, self._faces, self._job.pictures))

    def _write_catalogue(self, tree: int) -> str:
        facts = self._opened.facts
        entries = {
            "Type": "/Catalog",
            "Pages": reference(self._root),
            "Lang": text_string(facts.language),
            "Metadata": reference(write_metadata(self._file, facts)),
            "OutputIntents": write_output_intent(self._file),
            "AF": self._opened.associated,
            "Names": self._opened.names,
            "StructTreeRoot": reference(tree),
            "MarkInfo": "<< /Marked true /UserProperties true >>",
            "ViewerPreferences": "<< /DisplayDocTitle true >>",
        }
        lines = [(entry, mark) for entry in self._job.outline if (mark := entry.element.first_mark()) is not None]
        if lines:
            outline = write_outline(self._file, lines, self._pages.numbers)
            entries |= {"Outlines": reference(outline), "PageMode": "/UseOutlines"}
        return dictionary(entries)
