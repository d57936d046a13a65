"""The withdrawal sheet: what stands in the place of a record that is withheld in full."""

from __future__ import annotations

from collections.abc import Iterator

from converters.collection.withholding.places import Place
from converters.collection.withholding.redaction import gap
from converters.collection.withholding.rules import DocumentRule
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Delivery, Metadata, Rights, Statement, Title

TITLE = "Withdrawal sheet"
_NUMBERS = frozenset({"mrn", "document-number", "url", "doi"})


def withdrawal_sheet(document: Document, rule: DocumentRule, place: Place) -> Document:
    """The sheet of a record from which what is withheld elsewhere is already gone; it tells what the rule keeps."""
    known = document.metadata
    keep = rule.keep
    metadata = Metadata(
        titles=known.titles if "title" in keep else (Title(text=TITLE),),
        identifiers=tuple(one for one in known.identifiers if one.scheme in _NUMBERS) if "number" in keep else (),
        type=known.type if "type" in keep else None,
        agents=tuple(one for one in known.agents if "sender" in one.roles) if "from" in keep else (),
        deliveries=tuple(Delivery(to=one.to, type=one.type) for one in known.deliveries) if "to" in keep else (),
        dates=tuple(one for one in known.dates if one.role in ("sent", "written")) if "date" in keep else (),
        classification=known.classification if "classification" in keep else None,
        languages=known.languages,
        holding=known.holding,
        rights=Rights(access=Statement(text=f"Withheld in full under {place.code}.")),
    )
    rows = tuple(_row(name, value) for name, value in _told(metadata, place) if value)
    body = (nd.Heading(content=(TITLE,)), _notice(place), nd.Table(rows=rows))
    return Document(id=document.id, lang="en", metadata=metadata, body=body)


def _notice(place: Place) -> nd.Paragraph:
    return nd.Paragraph(content=("This record is withheld in full: ", gap(place.code, "the whole record"), "."))


def _told(known: Metadata, place: Place) -> Iterator[tuple[str, str]]:
    date = known.date("sent") or known.date("written")
    sender = known.agent("sender")
    yield "Record type", known.type or ""
    yield "Number", known.identifier("mrn") or known.identifier("document-number") or ""
    yield "Date", "" if date is None else (date.edtf or "")[:10] or date.text or ""
    yield "From", "" if sender is None else sender.name
    yield "To", "; ".join(delivery.to.name for delivery in known.deliveries)
    yield "Exemption", place.code
    yield "Reviewer", place.reviewer
    yield "Date of review", place.date


def _row(name: str, value: str) -> nd.Row:
    header = nd.Cell(header=True, blocks=(nd.Line(content=(name,)),))
    return nd.Row(cells=(header, nd.Cell(blocks=(nd.Line(content=(value,)),))))
