"""Addresses that a viewer can open: the URIs of links out of a document (ISO 32000-1, 12.6.4.7)."""

from __future__ import annotations

import re
from urllib.parse import quote

_URI = re.compile(r"(?:https?|ftp|mailto|doi|urn):\S+", re.IGNORECASE)
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_RESOLVERS = {"doi": "https://doi.org/", "wikidata": "https://www.wikidata.org/entity/", "orcid": "https://orcid.org/"}
_PERSISTENT = re.compile(r"[A-Za-z0-9][\w./:;()<>+-]*", re.ASCII)


def web_address(target: str) -> str | None:
    """A target as a URI in ASCII, or None where it leads nowhere that a viewer knows."""
    return quote(target, safe=_SAFE) if _URI.fullmatch(target) else None


def address_of(scheme: str, value: str) -> str | None:
    """Where an identifier leads: one that is an address itself, or one of a scheme that has a resolver."""
    resolver = _RESOLVERS.get(scheme.lower())
    if resolver is not None and _PERSISTENT.fullmatch(value):
        return resolver + quote(value, safe=_SAFE)
    return web_address(value)
