"""All records as one `corpus.tei.xml`: a `teiCorpus` whose head holds what its editions share."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from converters import pipeline
from converters.collection.products.product import Add, Collection, Record
from converters.formats.tei.corpus.head import END, About, Shared
from converters.formats.tei.corpus.lifting import Member, lifted, with_prefix

NAME = "corpus.tei.xml"


class Corpus:
    """Makes the corpus."""

    def taken(self, record: Record) -> Member:
        """The edition of a record, ready to stand in a corpus."""
        return lifted(pipeline.write_bytes(record.document, "tei", options=pipeline.write_options()), record.stem)

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Put the editions aside until all that they share is known; what is kept grows with names, not with them."""
        shared = Shared()
        bases: set[str] = set()
        with pipeline.replacing(folder / NAME) as file, tempfile.TemporaryFile() as members:

            def add(member: Member) -> None:
                if member.base is not None and member.base in bases:
                    member = with_prefix(member)
                elif member.base is not None:
                    bases.add(member.base)
                shared.add(member)
                members.write(member.data)

            yield add
            file.write(shared.head(_about(about)))
            members.seek(0)
            shutil.copyfileobj(members, file)
            file.write(END)


def _about(about: Collection) -> About:
    return About(
        title=about.title,
        publisher=about.publisher,
        editors=about.editors,
        licence=about.licence,
        licence_url=about.licence_url,
        url=about.url,
        date=about.date,
    )
