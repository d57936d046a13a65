"""Each pass of the reader by itself: what it takes from the one before, and what it gives to the next."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from converters import pipeline
from converters.formats.cable import (
    blocks,
    body,
    checks,
    chunks,
    closing,
    columns,
    enclosures,
    fields,
    header,
    headings,
    headmatter,
    joining,
    lines,
    miscounts,
    numbering,
    sections,
    turns,
)
from converters.formats.cable.blocks import Workshop
from converters.formats.cable.checks import Said
from converters.formats.cable.chunks import Chunk
from converters.formats.cable.ids import Ids
from converters.formats.cable.lines import SourceLine
from converters.formats.cable.portions import portion_mark
from converters.formats.cable.turns import PageTurn
from converters.formats.format import ReadOptions
from converters.model import nodes as nd
from converters.model.node import Span
from converters.model.walk import walk
from converters.report import Report
from tests.cable.test_counts import HEAD, LONG

TELEGRAM = """\
R 011200Z JUN 08
FM AMEMBASSY MARLOW
TO SECSTATE WASHDC PRIORITY 0918

C O N F I D E N T I A L MARLOW 000918

SIPDIS

TAGS: PREL, MW
SUBJECT: TIDES

Summary
-------

1. (C) The board met and

MARLOW 00000918  002 OF 002

adjourned.  End summary.

3. (C) It will meet again.
THORNBURY
"""


def shop() -> Workshop:
    return Workshop(ReadOptions(), Report(), Ids("c08MARLOW918"))


def zones() -> fields.Zones:
    return fields.divide(lines.split(TELEGRAM))


def text_of(text: str) -> list[SourceLine]:
    return lines.split(text)


def kinds(found: Sequence[Chunk]) -> list[str]:
    return [chunk.kind for chunk in found]


def test_lines_are_those_that_say_something_with_their_places_and_the_blank_ones_counted() -> None:
    first, second = lines.split("\ufeff one \r\n\r\n\r\n  two")
    assert (first.text, first.span, first.blanks) == ("one", Span(2, 5), 0)
    assert (second.text, second.blanks, second.indent) == ("two", 2, 2)


def test_lines_are_divided_into_header_head_matter_and_text() -> None:
    found = zones()
    assert [line.text.split()[0] for line in found.header] == ["R", "FM", "TO"]
    assert [field.role for field in found.fields] == ["classification", "caption", "tags", "subject"]
    assert found.body[0].text == "Summary"


def test_the_header_is_read_into_lines_and_facts() -> None:
    section, said = header.read(zones().header)
    assert section is not None
    assert [line.role for line in section.blocks if isinstance(line, nd.Line)] == ["date-time-group", "from", "to"]
    assert said.sent is not None
    assert said.sent.precedences == ("R",)


def test_the_head_matter_is_read_into_blocks_and_facts() -> None:
    made, said = headmatter.read(zones().fields, 2008, Ids("c"))
    assert [type(block) for block in made] == [nd.Opener, nd.Heading]
    assert said.own.number == 918
    assert [subject.term for subject in said.subjects] == ["PREL", "MW"]
    assert said.title is not None
    assert said.title.text == "TIDES"


def test_captions_glued_to_the_number_are_captions() -> None:
    found = fields.divide(text_of(TELEGRAM.replace("MARLOW 000918\n", "MARLOW 000918 NOFORN SIPDIS\n"))).fields
    _, said = headmatter.read(found, 2008, Ids("c"))
    assert (said.own.number, said.captions) == (918, {"NOFORN": 1, "SIPDIS": 2})


def test_the_order_that_reasons_name_is_no_field_of_its_own() -> None:
    said = "Classified By: DCM Ada Thornbury; reasons: E.O. 12958 1.4 (b,d)"
    found = fields.divide(text_of(TELEGRAM.replace("TAGS:", said + "\nTAGS:"))).fields
    _, known = headmatter.read(found, 2008, Ids("c"))
    assert known.reasons == ("1.4(b)", "1.4(d)")
    assert known.instruction is None


def test_references_go_on_after_blank_lines_with_letters_or_telegrams() -> None:
    head = (
        "UNCLAS MARLOW 000918\n\nREF: A. PARIS 900\n\nB. a letter\n\n07 LONDON 12 (NOTAL)\n\nTIDES 2008\n\n1. Text.\n"
    )
    found = fields.divide(text_of(head))
    assert [len(field.lines) for field in found.fields if field.role == "references"] == [3]
    assert found.body[0].text == "TIDES 2008"


def test_a_number_that_a_line_end_cut_off_its_station_belongs_to_the_reference() -> None:
    head = "UNCLAS MARLOW 000012\n\nSUBJECT: WHEAT\n\nREF: REF (A) LONDON 12 (B) SECSTATE\n\n40404\n\n\u00b61. Text.\n"
    document = pipeline.read_bytes(head.encode(), format="cable")
    assert [(one.label, one.text) for one in document.metadata.references] == [
        ("A", "LONDON 12"),
        ("B", "SECSTATE 40404"),
    ]


def test_page_turns_are_gathered_out_of_the_lines() -> None:
    found = turns.gather(zones().body, "MARLOW")
    (turn,) = (line for line in found if isinstance(line, PageTurn))
    assert [type(node) for node in turn.nodes] == [nd.PageBreak, nd.Furniture]


def test_the_ending_is_taken_from_the_end() -> None:
    rest, ending = closing.split(turns.gather(zones().body, "MARLOW"))
    assert ending.signer is not None
    assert ending.signer.name == "THORNBURY"
    assert isinstance(rest[-1], SourceLine)
    assert rest[-1].text.startswith("3. (C)")


def test_numbers_are_judged_by_their_sequence() -> None:
    found = chunks.candidates(text_of("1. (C) One.\n\n2006. A year.\n\n2. (C) Two.\n"))
    assert [one.digits for one in found] == ["1", "2006", "2"]
    assert [number.value for number in numbering.judge(found).values()] == [1, 2]


def test_lines_are_cut_into_chunks() -> None:
    found = body.cut([*text_of("Title\n-----\n\n1. (C) One\nline.\n\n-- item\n\nText.\n")])
    assert kinds(found) == ["text", "rule", "paragraph", "item", "text"]
    assert len(found[2].lines) == 2


def test_aligned_lines_become_a_table() -> None:
    found = columns.find(body.cut([*text_of("a   1\nbb  2\nc   3\n\nText.\n")]))
    assert kinds(found) == ["table", "text"]


def test_headings_take_their_rules() -> None:
    found = headings.find(body.cut([*text_of("Title\n-----\n\n1. (C) One.\n")]))
    assert [(chunk.kind, chunk.style, len(chunk.rules)) for chunk in found] == [
        ("heading", "underline", 1),
        ("paragraph", None, 0),
    ]


def test_a_sentence_that_a_page_turn_cuts_is_joined() -> None:
    pieces = body.cut(turns.gather(zones().body, "MARLOW"))
    joined = joining.join(pieces, Ids("c"), Report(), repair=True)
    assert len(joined) == len(pieces) - 2
    assert any(chunk.insets for chunk in joined)


def test_what_is_not_of_the_count_is_told_apart() -> None:
    text = "1. (C) The text is as follows:\n\n1. Quoted.\n\n2. (C) Own.\n"
    found = enclosures.apart(body.cut([*text_of(text)]))
    assert [part.kind for part in found] == ["own", "quotation", "own"]


def test_slips_of_the_count_are_mended() -> None:
    found = body.cut([*text_of("1. (C) One.\n\n(C) Two.\n\n3. (C) Three.\n")])
    miscounts.mend(found)
    assert [number for number, _ in miscounts.own_numbers(found)] == [1, 2, 3]


def test_blocks_are_made_of_chunks() -> None:
    made = blocks.make(body.cut([*text_of("1. (C) One.\n\n-- a\n\n-- b\n\nText.\n")]), shop())
    assert [type(block) for block in made] == [nd.Paragraph, nd.List, nd.Paragraph]


def test_blocks_are_grouped_under_their_headings() -> None:
    made: list[nd.Block] = [
        nd.Paragraph(content=("One.",)),
        nd.Heading(content=("COMMENT",)),
        nd.Paragraph(content=("Two.",)),
    ]
    first, second = sections.group(made, Ids("c"))
    assert isinstance(first, nd.Paragraph)
    assert isinstance(second, nd.Section)
    assert (second.role, len(second.blocks)) == ("comment", 2)


def test_what_the_record_says_twice_is_compared() -> None:
    found = zones()
    _, said = header.read(found.header)
    _, head = headmatter.read(found.fields, 2008, Ids("c"))
    report = Report()
    checks.check(Said(said, head, [(1, Span(0, 2)), (3, Span(9, 11))]), report)
    (message,) = report.at("warning")
    assert (message.text, message.place) == ("paragraph 3 follows paragraph 1", "char=0,2 and char=9,11")


def segments(text: str) -> list[tuple[str, str | None]]:
    """The begin and end markers of a paragraph with this text."""
    document = pipeline.read_bytes(TELEGRAM.replace("It will meet again.", text).encode(), format="cable")
    last = [node for node in walk(document) if isinstance(node, nd.Paragraph)][-1]
    return [(part.role, part.value) for part in last.content if isinstance(part, nd.Segment)]


def test_an_aside_within_a_paragraph_begins_where_its_end_is_marked_too() -> None:
    marked = [("begin-marker", "note"), ("end-marker", "note")]
    assert segments("It met. NOTE: Tugs came. END NOTE. It left.") == marked
    assert segments("It met. (Note. Tugs came. End note.) It left.") == marked
    assert segments("It met. Note: Tugs came.") == []
    assert segments("It met. Note: Tugs came. The End Note was sent.") == []
    assert segments("It met. Note: Tugs came. It met again. (Note: Dues. End note.)") == marked
    assert segments("He had no comment. Comment. He left and wrote an end comment.") == []


def test_debris_may_name_the_station_by_its_last_word() -> None:
    found = turns.gather(text_of("The board met.\n\nDUBAI 00000013  002 OF 006\n\nIt left."), "RPO DUBAI")
    assert [isinstance(one, PageTurn) for one in found] == [False, True, False]


def test_the_words_on_a_corrected_copy_come_again_at_the_head_of_a_section() -> None:
    found = turns.gather(text_of("The board\n\nC O R R E C T E D C O P Y (ADDED TAGS)\n\nmet."), "MARLOW")
    assert [isinstance(one, PageTurn) for one in found] == [False, True, False]


def test_a_blank_line_may_stand_in_an_end_marker_and_before_a_bracket() -> None:
    assert [len(chunk.lines) for chunk in joined("1. (C) Summary: Calm. END\n\nSUMMARY.")] == [2]
    full = "1. (C) The board of the harbour of Marlow in the north"
    assert [len(chunk.lines) for chunk in joined(f"{full}\n\n(and the pilots) met.")] == [2]


def test_a_copy_that_has_lines_of_page_turns_lost_none_in_a_sentence() -> None:
    cut = f"1. (C) {LONG}The board\n\nleft."
    assert [node.attrs for node in lost(cut)] == [{"reason": "lost-page-break", "certainty": "medium"}]
    assert lost(f"{cut}\n\nMARLOW 00000918  002 OF 002\n\n2. (C) Tugs.") == []


def lost(text: str) -> list[nd.PageBreak]:
    """The page breaks that are taken for lost in a text."""
    document = pipeline.read_bytes((HEAD + text + "\n").encode(), format="cable")
    return [node for node in walk(document) if isinstance(node, nd.PageBreak) and node.attrs]


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) Ada Thornbury\n\n(head of delegation)",
        "1. (C) The board of the harbour of Marlow in the north\n\n(sbu) Tugs came.",
        "1. (C) The board of the harbour of Marlow in the north\n\n(s) Tugs came.",
    ],
    ids=["a remark below a name", "a mark", "a mark of one letter"],
)
def test_other_brackets_after_a_blank_line_begin_a_paragraph(text: str) -> None:
    assert [len(chunk.lines) for chunk in joined(text)] == [1, 1]


def joined(text: str) -> list[Chunk]:
    found = body.cut(list(text_of(text)))
    return joining.join(found, shop().ids, Report(), repair=True)


@pytest.mark.parametrize(
    "line",
    [
        "KESTREL BAY 00000013  002 OF 006",
        "MARLOW 00000918  002 OF 006 \\",
        "PAGE 03 RUEHXVA0170 S E C R E T",
        "UNCLASSIFIED     PTQ8341\nPAGE 02        MARLOW  00918  01 OF 03  182017Z",
    ],
    ids=["of another station", "with a stroke", "with a station's serial", "with a control number"],
)
def test_a_line_of_debris_is_a_page_turn_and_nothing_else(line: str) -> None:
    found = turns.gather(text_of(f"The board met.\n\n{line}\n\nIt left."), "MARLOW")
    assert [isinstance(one, PageTurn) for one in found] == [False, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "Corrected copy (sent to Lind) was read.",
        "CORRECTED COPY - OF THE LETTER",
        "PAGE 12 of the book by RUSSELL1234 was read.",
    ],
)
def test_words_of_the_text_are_no_page_turn(line: str) -> None:
    found = turns.gather(text_of(f"The board met.\n\n{line}\n\nIt left."), "MARLOW")
    assert [isinstance(one, PageTurn) for one in found] == [False, False, False]


def test_words_before_debris_of_the_own_station_are_text_though_in_capitals() -> None:
    first, turn, _ = turns.gather(text_of("THE BOARD OF MARLOW 00000918  002 OF 006\nIT LEFT."), "MARLOW")
    assert isinstance(first, SourceLine)
    assert first.text == "THE BOARD OF"
    assert isinstance(turn, PageTurn)


def test_a_mark_may_spell_out_its_level() -> None:
    assert portion_mark("(secret//rel kestrel) Tugs.") == (0, 21, "S/REL KESTREL")
    assert portion_mark("(Confidential) Tugs.") == (0, 14, "C")
    assert portion_mark("(Secretary) Tugs.") is None
