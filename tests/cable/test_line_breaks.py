"""Where the lines of a paragraph break says nothing: the same text, wrapped anew, has the same parts."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, walk
from tests.cable.test_counts import HEAD

WORDS = (
    *("The", "board", "of", "the", "harbour", "sat", "until", "midnight", "and", "heard", "pilots,", "tugs;"),
    *("MARLOW", "NATO", "UNESCO", "END", "BT", "EXEMPT", "SUMMARY", "U.S.", "Mr.", "No.", "Lind", "left.", "said"),
    *("“Calm.”", "(NATO)", "XXXXXXXXXXXX", "2.5", "12", "Million", "Qatar", "-British", "---and", "Note", "Comment"),
    *("http://www.marlow.gov/tides", "2008-06-01", "#0918", "CONFIDENTIAL", "YEAR", "REF", "PAGE"),
)
"""What has a meaning at the beginning of some line, or on a line of its own."""
TITLES = ("WHAT THE PILOTS WANT", "Tugs and Tides", "Comment")

paragraphs = st.lists(st.sampled_from(WORDS), min_size=5, max_size=60).map(
    lambda words: f"The {' '.join(words)} sailed."
)


@given(
    st.lists(paragraphs, min_size=1, max_size=4) | st.lists(paragraphs.map(str.upper), min_size=1, max_size=4),
    st.integers(45, 75),
)
def test_paragraphs_that_are_wrapped_anew_are_the_same(texts: list[str], width: int) -> None:
    numbered = [f"{number}. (C) {text}" for number, text in enumerate(texts, 1)]
    wrapped = ["\n".join(textwrap.wrap(text, width, break_on_hyphens=False)) for text in numbered]
    titled = [part for index, text in enumerate(wrapped) for part in (TITLES[index % len(TITLES)], text)]
    document = pipeline.read_bytes((HEAD + "\n\n".join(titled) + "\n\nKEYES\n").encode(), format="cable")
    assert headings(document) == [TITLES[index % len(TITLES)] for index in range(len(texts))]
    assert [content_text(node.content) for node in walk(document) if isinstance(node, nd.Paragraph)] == texts
    signer = document.metadata.agent("signer")
    assert signer is not None
    assert signer.name == "KEYES"


def headings(document: Document) -> list[str]:
    return [content_text(node.content) for node in walk(document) if isinstance(node, nd.Heading) and node.role is None]
