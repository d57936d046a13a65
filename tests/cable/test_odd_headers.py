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


@pytest.mark.parametrize("last", ["RHXFIUU/HQ EXAMPLE FLEET//POLAD/J5//", "RHXFIUU/HQ EXAMPLE FLEET"])
def test_a_classification_line_may_be_glued_to_the_last_addressee(last: str) -> None:
    between = TELEGRAM[TELEGRAM.index(LAST) : TELEGRAM.index("C O N F I D")]
    document = read(between, last)
    known = document.metadata.classification
    assert known is not None
    assert (known.level, known.sections) == ("CONFIDENTIAL", 2)
    assert document.metadata.deliveries[-1].to.name == "HQ EXAMPLE FLEET"
    assert uncovered(document) == ""


def test_a_classification_line_may_be_glued_to_the_notice_of_an_extract() -> None:
    notice = "This record is a partial extract of the original cable."
    text = f"{notice}UNCLAS SECTION 01 OF 02 MARLOW 000918\n\nSUBJECT: TIDES\n\n1. (U) Calm.\n"
    document = pipeline.read_bytes(text.encode(), format="cable")
    assert document.metadata.completeness == "extract"
    assert document.metadata.identifier("message-number") == "MARLOW 000918"
    assert header(document) == [("notice", notice)]


def test_a_doubled_first_letter_is_not_cut_off_the_classification_line() -> None:
    document = read("C O N F I D E N T I A L SECTION", "SS E C R E T SECTION")
    known = document.metadata.classification
    assert known is not None
    assert (known.level, known.text) == ("SECRET", "SS E C R E T SECTION 01 OF 02 EXAMPLEVILLE 000412")


def test_addressees_that_were_run_together_are_several() -> None:
    document = read(LAST, "RUEHXX/AMEMBASSY ALPHA 0021 RUEHYY/AMEMBASSY BETA PRIORITY 0033 RUEHZL/GAMMA COLLECTIVE\n")
    last = document.metadata.deliveries[-3:]
    assert [(one.to.name, one.precedence, one.number) for one in last] == [
        ("AMEMBASSY ALPHA", None, "0021"),
        ("AMEMBASSY BETA", "PRIORITY", "0033"),
        ("GAMMA COLLECTIVE", None, None),
    ]
    assert uncovered(document) == ""


def test_info_addressees_may_stand_on_the_line_of_the_action_addressee() -> None:
    line = "TO RUEHC/SECSTATE WASHDC PRIORITY 3318\n"
    document = read(line, line.replace("\n", " INFO RUEHXX/AMEMBASSY ALPHA 0021\n"))
    assert [(one.type, one.to.name) for one in document.metadata.deliveries[:2]] == [
        ("action", "SECSTATE WASHDC"),
        ("info", "AMEMBASSY ALPHA"),
    ]


def test_a_misspelled_precedence_is_the_one_that_is_meant() -> None:
    document = read("EXAMPLE FLEET//POLAD/J5//", "EXAMPLE FLEET PIORITY 0123")
    last = document.metadata.deliveries[-1]
    assert (last.precedence, last.number) == ("PRIORITY", "0123")
    assert ("info", "RHXFIUU/HQ EXAMPLE FLEET PIORITY 0123") in header(document)


def test_a_copy_of_the_post_names_who_drafted_and_cleared() -> None:
    copy = "APPROVED: AMB:ATHORNBURY\nDRAFTED: POL:IMAREN\nCLEARED: A/DCM:OLIND; ECON:JPELL\n"
    document = read("VZCZCXRO4417\n", f"{copy}VZCZCXRO4417\n")
    assert [
        (one.roles[0], one.office, one.name) for one in document.metadata.agents if one.office and one.name.isupper()
    ] == [
        ("approver", "AMB", "ATHORNBURY"),
        ("drafter", "POL", "IMAREN"),
        ("clearance", "A/DCM", "OLIND"),
        ("clearance", "ECON", "JPELL"),
    ]
    assert uncovered(document) == ""


def test_an_addressee_with_its_indicator_is_not_left_out_by_the_collective_before_it() -> None:
    document = read(LAST, f"{LAST}XMT AMEMBASSY MARLOW\nAMEMBASSY MARLOW\nRUEHXX/AMEMBASSY ALPHA\n")
    fleet, alpha = document.metadata.deliveries[-2:]
    assert [one.name for one in fleet.exempted] == ["AMEMBASSY MARLOW"]
    assert (alpha.to.name, alpha.type) == ("AMEMBASSY ALPHA", "info")


def test_words_for_the_attention_of_an_office_are_no_addressees() -> None:
    line = "RUEHXX/HQ EXAMPLE FLEET AND ALL OF ITS OFFICES//POLAD RADAR/J5 RUEHYY/J6//"
    last = read(LAST, f"{line}\n").metadata.deliveries[-1]
    assert (last.to.name, last.attention) == (
        "HQ EXAMPLE FLEET AND ALL OF ITS OFFICES",
        ("POLAD RADAR", "J5 RUEHYY", "J6"),
    )


def test_a_country_behind_a_stroke_is_no_routing_indicator() -> None:
    line = "RUEHXX/HQ EXAMPLE FLEET AND ALL OF ITS OFFICES IN RUSSIA/EAST AND RWANDA/WEST"
    assert read(LAST, f"{line}\n").metadata.deliveries[-1].to.name == line.removeprefix("RUEHXX/")


def test_a_level_in_the_name_of_an_addressee_is_no_classification_line() -> None:
    document = read(LAST, f"{LAST}RUEHXX/SECRET SERVICE MARLOW 0012\n")
    assert document.metadata.deliveries[-1].to.name == "SECRET SERVICE MARLOW"
    known = document.metadata.classification
    assert known is not None
    assert known.level == "CONFIDENTIAL"
