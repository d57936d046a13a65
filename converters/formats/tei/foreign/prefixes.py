"""Prefixes of name spaces: which one a name has, where the document does not say it by itself."""

from __future__ import annotations

from collections.abc import Mapping

from converters.formats.tei.names import XML_NS

Scope = Mapping[str, str]
"""Prefixes that are declared at a place, with their name spaces. The default is the empty one, which always is."""
OUTSIDE: Scope = {"": "", "xml": XML_NS}
NAMES = "{http://www.w3.org/2000/xmlns/}names"
"""Key of `attrs` of an element: its name as written and those of its attributes, where another prefix would serve."""


def split(name: str) -> tuple[str, str]:
    """Name space and local name of a name in Clark notation."""
    space, brace, local = name.rpartition("}")
    return (space[1:], local) if brace else ("", name)


def of_element(scope: Scope, space: str) -> str | None:
    """The prefix of an element: none if the default serves, else the first; None if the name space has no prefix."""
    if scope[""] == space:
        return ""
    return of_attribute(scope, space) if space else None


def of_attribute(scope: Scope, space: str) -> str | None:
    """The prefix of an attribute in a name space, which cannot be the default one."""
    return min((prefix for prefix, uri in scope.items() if uri == space and prefix), default=None)


def qualified(prefix: str, local: str) -> str:
    """A name as it stands in a tag."""
    return f"{prefix}:{local}" if prefix else local
