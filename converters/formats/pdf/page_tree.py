"""The pages of a file as PDF objects: their tree, and what they draw with (ISO 32000-1, 7.7.3 and 7.8.3)."""

from __future__ import annotations

from converters.formats.pdf.faces import Faces
from converters.formats.pdf.filing import Objects
from converters.formats.pdf.images import Pictures
from converters.formats.pdf.objects import reference

_BRANCH = 64
"""How many pages share a node of the tree."""


class PageTree:
    """Pages that follow one another, each written when it is full; `parent` is the root of the tree."""

    def __init__(self, file: Objects, parent: int) -> None:
        self.numbers: list[int] = []
        """The numbers of the pages' objects."""
        self.nodes: list[int] = []
        """The nodes of the tree that the pages hang on."""
        self._file = file
        self._parent = parent

    def reach(self, count: int) -> None:
        """Give numbers to so many pages."""
        while len(self.numbers) < count:
            if len(self.numbers) % _BRANCH == 0:
                self.nodes.append(self._file.reserve())
            self.numbers.append(self._file.reserve())

    def put(self, index: int, entries: str) -> None:
        """Write a page with some entries."""
        node = self.nodes[index // _BRANCH]
        self._file.put(self.numbers[index], f"<< /Type /Page /Parent {node} 0 R /Tabs /S {entries} >>")

    def finish(self) -> None:
        """Write the nodes, when there are no more pages."""
        for number, node in enumerate(self.nodes):
            kids = self.numbers[number * _BRANCH : (number + 1) * _BRANCH]
            self._file.put(
                node,
                f"<< /Type /Pages /Parent {self._parent} 0 R /Count {len(kids)} "
                f"/Kids [{' '.join(map(reference, kids))}] >>",
            )


def resources(file: Objects, faces: Faces, pictures: Pictures) -> str:
    """Write fonts and pictures; the resources of all pages are given back."""
    fonts = {face.resource: face.write(file) for face in faces.all()}
    images = pictures.write(file)
    named = (
        f"/{kind} << {' '.join(f'/{name} {reference(made)}' for name, made in group.items())} >>"
        for kind, group in (("Font", fonts), ("XObject", images))
        if group
    )
    return f"<< {' '.join(named)} >>"
