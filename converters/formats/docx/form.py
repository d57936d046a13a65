"""How a Word file shows what can be shown in several ways. The file says it in the part of its anchors."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple

from converters.formats.docx.ooxml import quoted
from converters.formats.format import REPAIRS, Repairs, WriteOptions
from converters.model.document import Document

EDITOR = "dragoman"
"""Whose a comment or a tracked change is where the choice names nobody: Word asks for an author."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Form(NamedTuple):
    """How choices are shown, and the time that tracked changes have (RFC 3339), if any."""

    repairs: Repairs = "comment"
    time: str | None = None

    def attributes(self) -> str:
        """The form as XML attributes; nothing where it is the usual one."""
        said = {"repairs": self.repairs if self.repairs != "comment" else None, "time": self.time}
        return "".join(f' {name}="{quoted(value)}"' for name, value in said.items() if value is not None)


USUAL = Form()


def form_of(document: Document, options: WriteOptions) -> Form:
    """The form that is asked for. Its time is that of the outputs, else the day of the last revision."""
    if options.repairs != "tracked":
        return Form(options.repairs)
    if options.epoch is not None:
        stamp = datetime.datetime.fromtimestamp(options.epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Form("tracked", stamp)
    days = [revision.date for revision in document.metadata.revisions if _is_day(revision.date)]
    return Form("tracked", f"{days[-1]}T00:00:00Z" if days else None)


def _is_day(date: str | None) -> bool:
    if date is None or _DAY.fullmatch(date) is None:
        return False
    try:
        return bool(datetime.date.fromisoformat(date))
    except ValueError:
        return False


def read_form(attributes: Mapping[str, str]) -> Form:
    """The form that a file says it has; what it says wrongly is as if it said nothing."""
    named = next((one for one in REPAIRS if one == attributes.get("repairs")), USUAL.repairs)
    return Form(named, attributes.get("time"))
