"""Machine headers that lost something: each line keeps its part, and only what it says is told of the record."""

from __future__ import annotations

import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent
from converters.model.walk import plain_text
from tests.cable.accounting import uncovered
from tests.corpora import ROOT

TELEGRAM = (ROOT / "examples/telegram-two-sections.txt").read_text("utf-8")
FROM = "FM AMEMBASSY EXAMPLEVILLE\n"
LAST = "RHXFIUU/HQ EXAMPLE FLEET//POLAD/J5//\n"
TIME = "P R 201507Z OCT 08\n"
LONG = "AMCONSUL KESTREL BAY " * 30


def read(old: str, new: str) -> Document:
    """The telegram with a line of its header changed."""
    assert TELEGRAM.count(old) == 1
    return pipeline.read_bytes(TELEGRAM.replace(old, new).encode(), name="a.txt")


def header(document: Document) -> list[tuple[str | None, str]]:
    section = document.front[0]
    assert isinstance(section, nd.Section)
    return [(line.role, plain_text(line)) for line in section.blocks if isinstance(line, nd.Line)]


ODD: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a sender that was lost": (FROM, "FM \n", [("from", "FM")]),
    "an addressee that was lost": (LAST, f"INFO \n{LAST}", [("info", "INFO"), ("info", LAST.strip())]),
    "an addressee of no known form": (LAST, f"RUEHXX/{LONG}\n", [("info", f"RUEHXX/{LONG}".strip())]),
    "posts that are left out before anybody is addressed": (
        FROM,
        f"{FROM}XMT AMEMBASSY MARLOW\n",
        [("exempted", "XMT AMEMBASSY MARLOW")],
    ),
    "posts that are left out, on two lines": (
        LAST,
        "XMT AMEMBASSY MARLOW,\nAMCONSUL KESTREL BAY,,USMISSION EVERMERE\n",
        [("exempted", "XMT AMEMBASSY MARLOW,"), ("exempted", "AMCONSUL KESTREL BAY,,USMISSION EVERMERE")],
    ),
    "a drafter without an office": (FROM, f"DRAFTED BY NOBODY\n{FROM}", [("drafting", "DRAFTED BY NOBODY")]),
    "a clearance below the drafter": (
        FROM,
        f"DRAFTED BY EX/LIT:ATHORNBURY\nEX/PORTS: I. MAREN\n{FROM}",
        [("drafting", "DRAFTED BY EX/LIT:ATHORNBURY"), ("drafting", "EX/PORTS: I. MAREN")],
    ),
    "an hour that is none": (TIME, "P R 209907Z OCT 08\n", [("date-time-group", "P R 209907Z OCT 08")]),
    "a month that is none": (TIME, "P R 201507Z OCK 08\n", [("date-time-group", "P R 201507Z OCK 08")]),
}


@pytest.mark.parametrize(("old", "new", "lines"), ODD.values(), ids=ODD)
def test_an_odd_line_keeps_its_part_and_every_character(old: str, new: str, lines: list[tuple[str, str]]) -> None:
    document = read(old, new)
    found = [(role, text.strip()) for role, text in header(document)]
    assert [line for line in lines if line not in found] == []
    assert uncovered(document) == ""


def test_a_sender_that_was_lost_is_nobody() -> None:
    assert read(*ODD["a sender that was lost"][:2]).metadata.agent("sender") is None


def test_an_addressee_of_no_known_form_is_named_by_the_whole_line() -> None:
    last = read(*ODD["an addressee of no known form"][:2]).metadata.deliveries[-1]
    assert (last.to.name.strip(), last.precedence, last.number) == (f"RUEHXX/{LONG}".strip(), None, None)


def test_posts_that_are_left_out_belong_to_the_addressee_before_each_once() -> None:
    document = read(LAST, "XMT AMEMBASSY MARLOW,\nXMT AMEMBASSY MARLOW,,AMCONSUL KESTREL BAY\n")
    last = document.metadata.deliveries[-1]
    assert [one.name for one in last.exempted] == ["AMEMBASSY MARLOW", "AMCONSUL KESTREL BAY"]


def test_who_drafted_and_cleared_is_told_with_the_office() -> None:
    known = read(*ODD["a clearance below the drafter"][:2]).metadata.agents
    said = {(one.name, one.office, one.roles) for one in known if isinstance(one, Agent)}
    assert {("ATHORNBURY", "EX/LIT", ("drafter",)), ("I. MAREN", "EX/PORTS", ("clearance",))} <= said
    assert not [one for one in read(*ODD["a drafter without an office"][:2]).metadata.agents if "drafter" in one.roles]


@pytest.mark.parametrize("name", ["an hour that is none", "a month that is none"])
def test_a_time_that_cannot_be_is_no_date_of_the_record(name: str) -> None:
    known = read(*ODD[name][:2]).metadata.dates
    assert [one.edtf for one in known if one.role == "sent" and one.edtf is not None] == []
