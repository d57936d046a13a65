"""What a profile says of the volume that is made of its records: the table `[volume]` of `collection.toml`."""

from __future__ import annotations

from typing import Literal

import msgspec

Order = Literal["sent", "received", "number", "title", "input"]
Start = Literal["run-on", "page", "recto"]


class VolumeSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab"
):
    """How a volume is made.

    `order`: by the date of sending or receipt, by message number, by title, or as the inputs came. `sort_key` is the
    name of a fact or the scheme of an identifier that the records have, and prevails over `order`. `start`: a record
    follows the last one on its page, begins a page, or begins a right-hand page. `preface` is text, with empty lines
    between its paragraphs; `abbreviations` are those that the list has beside the ones that the records expand.
    """

    order: Order = "sent"
    sort_key: str | None = None
    start: Start = "run-on"
    short_title: str | None = None
    subtitle: str | None = None
    place: str | None = None
    isbn: str | None = None
    preface: str | None = None
    abbreviations: dict[str, str] = {}
