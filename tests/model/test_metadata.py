"""What is asked of metadata by a word: the first thing that answers to it, or nothing."""

from __future__ import annotations

from converters.model.metadata import Agent, Dating, Identifier, Metadata, Title

KNOWN = Metadata(
    titles=(Title(text="First"), Title(text="Second", type="short")),
    identifiers=(Identifier(scheme="mrn", value="07MARLOW1"), Identifier(scheme="mrn", value="07MARLOW2")),
    dates=(Dating(role="written", edtf="2007"), Dating(role="sent", edtf="2008")),
    agents=(Agent(name="A", type="person", roles=("drafter",)), Agent(name="B", type="post", roles=("sender", "x"))),
)


def test_the_title_is_the_first_one() -> None:
    assert KNOWN.title == "First"
    assert Metadata().title is None


def test_an_identifier_is_the_first_of_its_scheme() -> None:
    assert KNOWN.identifier("mrn") == "07MARLOW1"
    assert KNOWN.identifier("doi") is None


def test_a_date_is_the_one_with_its_role() -> None:
    assert KNOWN.date("sent") == KNOWN.dates[1]
    assert KNOWN.date("received") is None


def test_an_agent_is_the_first_with_a_role_among_others() -> None:
    assert KNOWN.agent("sender") == KNOWN.agents[1]
    assert KNOWN.agent("signer") is None
