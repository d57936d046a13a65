"""Text as XML, for files that are written line by line: what XML cannot hold is escaped (`converters.model.escape`)."""

from __future__ import annotations

from xml.sax import saxutils

from converters.model.escape import escape


def content(text: str) -> str:
    """A text as content."""
    return saxutils.escape(escape(text))


def attribute(text: str) -> str:
    """A text as the value of an attribute, in double quotes."""
    return saxutils.quoteattr(escape(text), {'"': "&quot;"})


def in_line(text: str) -> str:
    """A text with one blank for each stretch of white space."""
    return " ".join(text.split())
