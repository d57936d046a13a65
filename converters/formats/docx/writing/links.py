"""Links: to a place in the document by its bookmark, out of it by a relationship."""

from __future__ import annotations

import re

from converters.formats.docx.writing import revisions
from converters.formats.docx.writing.build import Build, Story
from converters.formats.docx.writing.runs import HYPERLINK_END, external_opening

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
"""What can be the target of a relationship as it stands: an absolute URI (RFC 3986)."""
MAX_TARGET = 2000


def can_link(target: str) -> bool:
    """Whether Word can follow a link to this target and give the target back unchanged."""
    if target.startswith("#"):
        return len(target) > 1
    return len(target) <= MAX_TARGET and _URI.fullmatch(target) is not None


def begin(build: Build, story: Story, target: str) -> None:
    """Write the tag that begins a link."""
    if story.changes:
        revisions.close(story)
    if target.startswith("#"):
        build.link_to(target[1:], story)
    else:
        story.out.append(external_opening(story.relations.add("hyperlink", target, external=True)))
    if story.changes:
        revisions.reopen(build, story)


def end(build: Build, story: Story) -> None:
    """Write the tag that ends it."""
    if story.changes:
        revisions.close(story)
    story.out.append(HYPERLINK_END)
    if story.changes:
        revisions.reopen(build, story)
