"""Pages of web archives that hold a telegram in `pre`.

The text of the telegram is what the page shows there. What else the page says of it (title, `meta`, rows of a table) is
the archive's claim. Places are not told: the document's nodes would have to point into markup.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from converters.model.document import Document
from converters.model.metadata import Extra

_BEGINNINGS = ("<!doctype html", "<html", "<pre", "<body", "<head")
_LONGEST_CLAIM = 500
_MOST_CLAIMS = 60


class Page(NamedTuple):
    """The text of the telegram, and what the page claims of it."""

    text: str
    claims: tuple[Extra, ...]


def is_page(text: str) -> bool:
    """Whether a text is a web page, by its beginning."""
    beginning = text[:1000].lstrip("\ufeff \t\r\n")
    if beginning.startswith("<?xml"):
        beginning = beginning.partition("?>")[2].lstrip()
    return beginning[:14].lower().startswith(_BEGINNINGS)


def read(text: str) -> Page | None:
    """The telegram of a page; None where it has no `pre`. Nothing that the page refers to is fetched."""
    from lxml import etree, html

    try:
        root: Any = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except etree.ParserError:
        return None
    held = [str(pre.text_content()).strip("\r\n") for pre in root.iter("pre")]
    return Page("\n\n".join(held) + "\n", tuple(_claims(root))[:_MOST_CLAIMS]) if any(held) else None


def _claims(root: Any) -> list[Extra]:
    """The title, the `meta` elements and the rows of tables with two cells."""
    found = [("title", title.text_content()) for title in root.iter("title")]
    found += [(one.get("name", ""), one.get("content", "")) for one in root.iter("meta")]
    for table in root.iter("table"):
        rows = [
            [" ".join(str(cell.text_content()).split()) for cell in row if _is_cell(cell)] for row in table.iter("tr")
        ]
        if len(rows) == 2 and len(rows[0]) == len(rows[1]):
            found += list(zip(rows[0], rows[1], strict=True))
        else:
            found += [(row[0].rstrip(":"), row[1]) for row in rows if len(row) == 2]
    pairs = ((" ".join(name.split()), " ".join(value.split())) for name, value in found)
    return [Extra(name=name, value=value[:_LONGEST_CLAIM]) for name, value in dict.fromkeys(pairs) if name and value]


def _is_cell(element: Any) -> bool:
    return element.tag in ("td", "th")


def without_places(document: Document) -> Document:
    """The same document, its nodes without their places."""
    return msgspec.convert(_bare(msgspec.to_builtins(document)), Document)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(held) for key, held in value.items() if key != "span"}
    return [_bare(held) for held in value] if isinstance(value, list | tuple) else value
