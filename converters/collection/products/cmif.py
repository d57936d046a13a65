"""An index of the correspondence: `cmif.xml`, in the Correspondence Metadata Interchange Format (a subset of TEI).

Names and places hold text and `@ref` only, a record has its number as `@key` and its address as `@ref`, each addressee
is a name of its own, and a date is a day at most.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from converters import pipeline
from converters.collection import xml
from converters.collection.authorities import SCHEMES
from converters.collection.products.days import span
from converters.collection.products.product import Add, Collection, Record
from converters.model.metadata import Agent

_SOURCE = "records"
_TAGS = {"person": "persName", "place": "placeName"}
"""The elements of names; all others are organisations."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{title}</title>
{editors}      </titleStmt>
      <publicationStmt>
        <publisher>{publisher}</publisher>
        <idno type="url">{url}</idno>
        <date{when}/>
        <availability>
          <licence{licence_url}>{licence}</licence>
        </availability>
      </publicationStmt>
      <sourceDesc>
        <bibl type="online" xml:id="records">{title}</bibl>
      </sourceDesc>
    </fileDesc>
    <profileDesc>
"""
_END = """    </profileDesc>
  </teiHeader>
  <text>
    <body>
      <p/>
    </body>
  </text>
</TEI>
"""


class Cmif:
    """Makes the index."""

    def taken(self, record: Record) -> str:
        """The `correspDesc` of a record."""
        known = record.document.metadata
        address = known.identifier("url")
        mrn = known.identifier("mrn")
        sent = known.date("sent") or known.date("written")
        day, last = span(sent.edtf) if sent is not None else (None, None)
        senders = [agent for agent in known.agents if "sender" in agent.roles]
        actions = [
            _action("sent", senders, _day(sent.edtf if sent is not None else None, day, last)),
            _action("received", [delivery.to for delivery in known.deliveries], ""),
        ]
        if not any(actions):
            return ""
        named = (("key", mrn), ("ref", address))
        attributes = "".join(f" {name}={xml.attribute(value)}" for name, value in named if value)
        start = f'<correspDesc{attributes} source="#{_SOURCE}">'
        return f"      {start}\n{''.join(actions)}      </correspDesc>\n"

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Write each as it comes. What the format asks for and the profile does not say is told."""
        missing = [name for name, value in _asked(about) if not value]
        if missing:
            about.report.warn(
                "incomplete", f"cmif.xml lacks {', '.join(missing)}: put it into the profile (--collection)"
            )
        with pipeline.replacing(folder / "cmif.xml") as file:
            file.write(_head(about).encode())
            yield lambda taken: _write(file, taken)
            file.write(_END.encode())


def _asked(about: Collection) -> tuple[tuple[str, object], ...]:
    return (
        ("editors", about.editors),
        ("publisher", about.publisher),
        ("address", about.url),
        ("date", about.date),
        ("licence", about.licence),
        ("the licence's address", about.licence_url),
    )


def _write(file: BinaryIO, text: str) -> None:
    file.write(text.encode())


def _head(about: Collection) -> str:
    editors = "".join(f"        <editor>{_text(name)}</editor>\n" for name in about.editors)
    return _HEAD.format(
        title=_text(about.title),
        editors=editors or "        <editor/>\n",
        publisher=_text(about.publisher),
        url=_text(about.url),
        when=f" when={xml.attribute(about.date)}" if about.date else "",
        licence=_text(about.licence),
        licence_url=f" target={xml.attribute(about.licence_url)}" if about.licence_url else "",
    )


def _action(type: str, agents: list[Agent], day: str) -> str:
    named = [_name(agent) for agent in agents]
    places = dict.fromkeys(agent.place for agent in agents if agent.place) if type == "sent" else ()
    held = [*named, *(f"<placeName>{_text(place)}</placeName>" for place in places), *filter(None, (day,))]
    inner = "".join(f"          {one}\n" for one in held)
    return f'        <correspAction type="{type}">\n{inner}        </correspAction>\n' if held else ""


def _name(agent: Agent) -> str:
    tag = _TAGS.get(agent.type, "orgName")
    found = {one.scheme: one.value for one in agent.identifiers}
    ref = next((SCHEMES[scheme].format(found[scheme]) for scheme in SCHEMES if scheme in found), None)
    return f"<{tag}{f' ref={xml.attribute(ref)}' if ref else ''}>{_text(agent.name)}</{tag}>"


def _day(edtf: str | None, first: str | None, last: str | None) -> str:
    """The date of sending: a day, a month or a year as written, else the days between which it lies."""
    if edtf is None or first is None or last is None:
        return ""
    if first == last:
        return f'<date when="{first}"/>'
    return f'<date when="{edtf}"/>' if len(edtf) in (4, 7) else f'<date notBefore="{first}" notAfter="{last}"/>'


def _text(text: str) -> str:
    return xml.content(xml.in_line(text))
