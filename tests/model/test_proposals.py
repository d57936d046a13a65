"""What stands as long as nobody has accepted what is only proposed."""

from __future__ import annotations

from converters.model import nodes as nd
from converters.model.proposals import standing

PROPOSED = {nd.STATUS: nd.PROPOSED}


def test_a_text_stands_without_proposed_additions_and_with_the_words_of_proposed_deletions() -> None:
    name = nd.Name(content=("Ann", nd.Addition(content=(" Berg",), attrs=PROPOSED)), type="person")
    text = nd.Paragraph(content=("by ", nd.Deletion(content=("old ", name), attrs=PROPOSED), " here"))
    assert standing(text).content == ("by old ", nd.Name(content=("Ann",), type="person"), " here")


def test_additions_and_deletions_of_the_source_stand() -> None:
    text = nd.Paragraph(content=(nd.Deletion(content=("old",)), nd.Addition(content=("new",))))
    assert standing(text) is text
