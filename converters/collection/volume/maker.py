"""The volumes as products of a collection: records are put aside as they come, and set when all are there."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from converters import pipeline
from converters.collection.products.product import Add, Collection, Record
from converters.collection.volume import spool
from converters.collection.volume.front import Front
from converters.collection.volume.register import Register
from converters.collection.volume.spool import Spool

if TYPE_CHECKING:
    from converters.formats.docx.writing.book import Sheet


class _Volume:
    """A volume in one file."""

    name: str

    def taken(self, record: Record) -> bytes:
        """The document of a record, as JSON."""
        return spool.taken(record)

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Put the records aside, then make the volume of them in their order."""
        settings = about.volume
        with tempfile.TemporaryFile(dir=folder) as file, pipeline.replacing(folder / self.name) as out:
            records = Spool(file, settings)
            self.check(about)
            yield records.add
            records.sort()
            register = Register(about.labels, settings.abbreviations)
            self.write(out, folder, records, Front(about, settings), register, about)

    def check(self, about: Collection) -> None:
        """Raise UsageError where what is asked for cannot be done."""

    def write(
        self, file: BinaryIO, folder: Path, records: Spool, front: Front, register: Register, about: Collection
    ) -> None:
        """Write the volume."""
        raise NotImplementedError


class VolumePdf(_Volume):
    """`volume.pdf`."""

    name = "volume.pdf"

    def check(self, about: Collection) -> None:
        """Raise UsageError where there is no such theme or paper."""
        from converters.formats.pdf import themes

        themes.theme(about.theme or themes.FOR_VOLUMES[0], about.paper)

    def write(
        self, file: BinaryIO, folder: Path, records: Spool, front: Front, register: Register, about: Collection
    ) -> None:
        """Set the pages."""
        from converters.collection.volume.printing import write_pdf
        from converters.formats.pdf import themes

        theme = themes.theme(about.theme or themes.FOR_VOLUMES[0], about.paper)
        write_pdf(file, records, front, register, theme, about.report)


class VolumeDocx(_Volume):
    """`volume.docx`."""

    name = "volume.docx"

    def check(self, about: Collection) -> None:
        """Raise UsageError where there is no such paper."""
        _sheet(about)

    def write(
        self, file: BinaryIO, folder: Path, records: Spool, front: Front, register: Register, about: Collection
    ) -> None:
        """Write the sections."""
        from converters.collection.volume.word import write_docx

        write_docx(file, folder, records, front, register, _sheet(about), about.report)


def _sheet(about: Collection) -> Sheet:
    """The page of the Word file: that of the theme for volumes, on the paper that is asked for."""
    from converters.formats.docx.writing.book import Sheet
    from converters.formats.pdf import themes

    page = themes.theme(themes.FOR_VOLUMES[0], about.paper).sheet
    return Sheet(page.width, page.height, page.left + page.binding, page.right, page.top, page.bottom)
