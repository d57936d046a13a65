"""Changes that Word tracked: kept with who and when, or accepted or rejected as Word would."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from converters.cli.main import run as run_command
from converters.formats.format import ReadOptions, Track
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import content_text, plain_text, walk
from converters.report import Report
from tests.docx.helpers import VISIBLE, by_id, part, read_back, with_part, written
from tests.docx.revising import (
    BY,
    MAIN,
    WHEN,
    WHO,
    Edit,
    all_runs,
    deleted,
    inserted,
    mark,
    on_paragraph,
    on_run,
    run,
    with_marked_end,
)
from tests.docx.telegram import ID, TELEGRAM
from tests.docx.test_edit_table import RECORD, difference

REPLACED = on_run(" in the talks.", lambda look: run(" in the ") + deleted("talks") + inserted("tides") + run("."))
PART_OF_A_NAME = on_run("Ilse Maren", lambda look: deleted("Ilse", look) + inserted("Else", look) + run(" Maren", look))
RUNS: dict[str, tuple[Edit, list[tuple[str, str]], list[tuple[str, str]]]] = {
    "a word replaced": (REPLACED, [("", "<del>"), ("", "</del><add>tides</add>")], [("talks", "tides")]),
    "letters put into a word": (
        on_run(" in the talks.", lambda look: run(" in the tal") + inserted("ly") + run("ks.")),
        [("talks", "tal<add>ly</add>ks")],
        [("talks", "tallyks")],
    ),
    "part of a name": (PART_OF_A_NAME, [("", "<del>"), ("", "</del><add>Else</add>")], [("Ilse", "Else")]),
    "a whole name and words behind it": (
        lambda data: on_run(", spoke on ", lambda look: deleted(", spoke") + run(" on "))(
            on_run("Ilse Maren", lambda look: deleted("Ilse Maren", look))(data)
        ),
        [("", "<del>"), ("", "</del>")],
        [('<persName ref="#a1">Ilse Maren</persName>, spoke ', "")],
    ),
    "the sign of a page": (
        on_run("[p. 2]", lambda look: deleted("[p. 2]", look)),
        [("", "<del>"), ("", "</del>")],
        [('<pb n="2" ed="transmission"/>', "")],
    ),
    "words put in that were taken out again": (
        on_run(" in the talks.", lambda look: run(" in the talks") + f"<w:ins w:id='9' {BY}>{deleted(' now')}</w:ins>"),
        [(".", "<add><del> now</del></add>")],
        [(".", "")],
    ),
    "words in a note": (
        on_run(
            "Of the harbour.", lambda look: run("Of the ") + inserted("old ") + run("harbour."), "word/footnotes.xml"
        ),
        [("", "<add>old </add>")],
        [("", "old ")],
    ),
    "words in a heading": (
        on_run("Summary", lambda look: run("Summary", look) + inserted(" and view", look)),
        [("", "<add> and view</add>")],
        [("", " and view")],
    ),
}
"""An edit, what differs in the TEI where it is kept, and where it is accepted."""


PROPOSED = {nd.STATUS: nd.PROPOSED}


def read(data: bytes, track: Track = "keep", report: Report | None = None) -> Document:
    return read_back(data, report, ReadOptions(track=track))


def shown(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A difference without who and when, which stand in the header once."""
    plain = [(old, re.sub(r' change="#[^"]*"', "", new)) for old, new in found]
    return [(old, new) for old, new in plain if "<listChange>" not in new]


def revisions(document: Document) -> list[tuple[type[Node], str, str | None, str | None]]:
    return [
        (type(node), content_text(node.content), node.agent, node.date)
        for node in walk(document)
        if isinstance(node, nd.Addition | nd.Deletion) and node.agent is not None
    ]


@pytest.mark.parametrize("name", RUNS)
def test_a_kept_change_is_an_addition_or_deletion_and_nothing_else_differs(name: str) -> None:
    edit, kept, _ = RUNS[name]
    assert shown(difference(RECORD, read(edit(written(RECORD))))) == kept


@pytest.mark.parametrize("name", RUNS)
def test_an_accepted_change_is_as_if_it_had_been_typed(name: str) -> None:
    edit, _, accepted = RUNS[name]
    assert difference(RECORD, read(edit(written(RECORD)), "accept")) == accepted


@pytest.mark.parametrize("name", [name for name in RUNS if "again" not in name])
def test_a_rejected_change_leaves_the_record_as_it_was(name: str) -> None:
    assert read(RUNS[name][0](written(RECORD)), "reject") == RECORD


def test_a_kept_change_says_who_made_it_and_when() -> None:
    assert revisions(read(REPLACED(written(TELEGRAM)))) == [
        (nd.Deletion, "talks", WHO, WHEN),
        (nd.Addition, "tides", WHO, WHEN),
    ]


def test_a_kept_change_is_proposed_and_leaves_no_other_trace_of_how_it_was_read() -> None:
    document = read(REPLACED(written(TELEGRAM)))
    changes = [node for node in walk(document) if isinstance(node, nd.Addition | nd.Deletion)]
    assert [node.attrs for node in changes] == [{nd.STATUS: nd.PROPOSED}, {nd.STATUS: nd.PROPOSED}]


@pytest.mark.parametrize("who", ["", 'w:author=""'])
def test_a_change_of_nobody_known_is_a_change_all_the_same(who: str) -> None:
    edit = on_run(" in the talks.", lambda look: run(" in the ") + deleted("talks").replace(BY, who) + run("."))
    document = read(edit(written(RECORD)))
    assert shown(difference(RECORD, document)) == [("", "<del>"), ("", "</del>")]


def test_a_file_that_carries_nothing_shows_the_same_changes() -> None:
    assert revisions(read_back(REPLACED(written(TELEGRAM)), None, VISIBLE)) == [
        (nd.Deletion, "talks", WHO, WHEN),
        (nd.Addition, "tides", WHO, WHEN),
    ]


def test_each_change_is_told_with_who_and_when() -> None:
    report = Report("docx")
    read(REPLACED(written(TELEGRAM)), "keep", report)
    assert [message.text for message in report.messages if message.code == "disagrees"] == [
        f"taken out by {WHO} ({WHEN}), tracked: “talks”",
        f"put in by {WHO} ({WHEN}), tracked: “tides”",
    ]


@pytest.mark.parametrize("track", ["accept", "reject"])
def test_what_was_accepted_or_rejected_is_counted_by_person(track: Track) -> None:
    report = Report("docx")
    read(REPLACED(written(TELEGRAM)), track, report)
    told = [message.text for message in report.messages if message.code == "tracked"]
    assert told == [f"the tracked changes are {track}ed: 2 by {WHO}"]


# --- paragraphs ---

NEW_PARAGRAPH = on_paragraph("The repaired", lambda xml: f"<w:p>{mark('ins')}{inserted('Typed anew.')}</w:p>{xml}")
GONE_PARAGRAPH = on_paragraph("A pause", lambda xml: all_runs(with_marked_end(xml, "del"), "del"))
SPLIT = on_run(
    " in the talks.",
    lambda look: f'{run(" in ")}</w:p><w:p><w:pPr><w:pStyle w:val="RecordParagraph"/></w:pPr>{run("the talks.")}',
)
TRACKED_SPLIT: Edit = lambda data: on_paragraph("A pause", lambda xml: with_marked_end(xml, "ins"))(SPLIT(data))  # noqa: E731
TRACKED_MERGE = on_paragraph("A pause", lambda xml: with_marked_end(xml, "del"))


def paragraphs(document: Document) -> list[str]:
    return [content_text(node.content) for node in walk(document) if isinstance(node, nd.Paragraph)]


def test_a_paragraph_put_in_is_a_paragraph_that_is_all_addition() -> None:
    document = read(NEW_PARAGRAPH(written(TELEGRAM)))
    added = next(node for node in walk(document) if isinstance(node, nd.Paragraph) and "Typed" in plain_text(node))
    assert added == nd.Paragraph(content=(nd.Addition(content=("Typed anew.",), agent=WHO, date=WHEN, attrs=PROPOSED),))


def test_a_paragraph_put_in_and_accepted_is_a_paragraph() -> None:
    document = read(NEW_PARAGRAPH(written(RECORD)), "accept")
    assert difference(RECORD, document) == [("", "<p>Typed anew.</p> ")]


def test_a_paragraph_put_in_and_rejected_is_not_there() -> None:
    assert read(NEW_PARAGRAPH(written(RECORD)), "reject") == RECORD


def test_a_paragraph_taken_out_stays_as_deletion() -> None:
    document = read(GONE_PARAGRAPH(written(TELEGRAM)))
    paragraph = by_id(document, f"{ID}-p2")
    assert isinstance(paragraph, nd.Paragraph)
    assert [type(part) for part in paragraph.content] == [nd.Deletion]
    assert plain_text(paragraph) == plain_text(by_id(TELEGRAM, f"{ID}-p2"))
    assert document.source == TELEGRAM.source


def test_a_paragraph_taken_out_and_accepted_is_gone_and_so_is_the_original_that_holds_it() -> None:
    document = read(GONE_PARAGRAPH(written(TELEGRAM)), "accept")
    assert not any(node.id == f"{ID}-p2" for node in walk(document))
    assert document.source is None


def test_a_paragraph_taken_out_and_rejected_is_the_same() -> None:
    assert read(GONE_PARAGRAPH(written(TELEGRAM)), "reject") == TELEGRAM


def test_the_first_paragraph_of_a_section_taken_out_leaves_the_section_whole() -> None:
    heading = on_paragraph("Summary", lambda xml: all_runs(with_marked_end(xml, "del"), "del"))
    document = read(heading(written(RECORD)), "accept")
    assert difference(RECORD, document) == [('<head rend="underline">Summary</head> ', "")]


def test_a_split_is_kept_as_the_page_has_it_and_told() -> None:
    report = Report("docx")
    document = read(TRACKED_SPLIT(written(TELEGRAM)), "keep", report)
    assert paragraphs(document)[2:4] == ["A pause in ", "the talks."]
    assert [message.text for message in report.messages if message.code == "approximated"] == [
        f"the end of a paragraph was put in by {WHO} ({WHEN}): paragraphs stand as the page has them"
    ]


def test_a_rejected_split_is_one_paragraph() -> None:
    assert read(TRACKED_SPLIT(written(TELEGRAM)), "reject") == TELEGRAM


def test_an_accepted_merge_is_one_paragraph_and_a_rejected_one_is_none() -> None:
    data = TRACKED_MERGE(written(TELEGRAM))
    assert any("talks.3. (C) The repaired" in text for text in paragraphs(read(data, "accept")))
    assert read(data, "reject") == TELEGRAM


# --- moves, looks, rows, metadata ---


def moved(data: bytes) -> bytes:
    """The paragraph of the pause is moved behind the one after it, tracked as a move."""
    kept: list[str] = []

    def leave(xml: str) -> str:
        kept.append(re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml))
        return in_a_range(all_runs(with_marked_end(xml, "moveFrom"), "moveFrom"), "moveFrom")

    def arrive(xml: str) -> str:
        return xml + in_a_range(all_runs(with_marked_end(kept[0], "moveTo"), "moveTo"), "moveTo")

    return on_paragraph("The repaired", arrive)(on_paragraph("A pause", leave)(data))


def in_a_range(paragraph: str, move: str) -> str:
    """The XML of a paragraph, with the marks of where a move begins and ends, between which Word shows the move."""
    start, end = f'<w:{move}RangeStart w:id="910" w:name="move1" {BY}/>', f'<w:{move}RangeEnd w:id="910"/>'
    return paragraph.replace("</w:pPr>", f"</w:pPr>{start}", 1).replace("</w:p>", f"{end}</w:p>")


def test_a_move_that_is_kept_is_a_deletion_and_an_addition() -> None:
    found = revisions(read(moved(written(TELEGRAM))))
    pause = "A pause in the talks."
    assert [(kind, text) for kind, text, _, _ in found if "pause" in text] == [
        (nd.Deletion, pause),
        (nd.Addition, pause),
    ]


def test_a_move_that_is_accepted_moves_the_paragraph() -> None:
    texts = paragraphs(read(moved(written(TELEGRAM)), "accept"))
    assert texts.index("The repaired paragraph.") + 1 == texts.index("A pause in the talks.")
    assert texts.count("A pause in the talks.") == 1


def test_a_move_that_is_rejected_changes_nothing() -> None:
    assert read(moved(written(TELEGRAM)), "reject") == TELEGRAM


BOLDED = on_run(
    " in the talks.",
    lambda look: (
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="905" {BY}><w:rPr/></w:rPrChange></w:rPr>'
        '<w:t xml:space="preserve"> in the talks.</w:t></w:r>'
    ),
)


def test_a_tracked_change_of_look_is_taken_as_it_shows_and_told() -> None:
    report = Report("docx")
    document = read(BOLDED(written(RECORD)), "keep", report)
    assert difference(RECORD, document) == [("", '<hi rend="bold">'), ("", "</hi>")]
    assert [message.text for message in report.messages if message.code == "approximated"] == [
        f"{WHO} ({WHEN}) changed the look of something: it stands as changed"
    ]


def test_a_tracked_change_of_look_stays_where_it_is_accepted() -> None:
    report = Report("docx")
    document = read(BOLDED(written(RECORD)), "accept", report)
    assert difference(RECORD, document) == [("", '<hi rend="bold">'), ("", "</hi>")]
    assert [message.code for message in report.messages if "look" in message.text] == []


def test_of_two_former_looks_the_first_one_counts() -> None:
    earlier = f'<w:rPrChange w:id="911" {BY}><w:rPr><w:i/></w:rPr></w:rPrChange>'
    twice = with_part(
        BOLDED(written(RECORD)), MAIN, lambda xml: xml.replace("</w:rPrChange>", f"</w:rPrChange>{earlier}")
    )
    assert read(twice, "reject") == RECORD


def test_a_tracked_change_of_look_is_undone_where_it_is_rejected() -> None:
    assert read(BOLDED(written(RECORD)), "reject") == RECORD


def test_a_tracked_change_of_style_is_undone_where_it_is_rejected() -> None:
    former = f'<w:pPrChange w:id="906" {BY}><w:pPr><w:pStyle w:val="RecordParagraph"/></w:pPr></w:pPrChange>'
    restyled = on_paragraph(
        "A pause",
        lambda xml: re.sub(r"<w:pPr>.*?</w:pPr>", f'<w:pPr><w:pStyle w:val="Quote"/>{former}</w:pPr>', xml, count=1),
    )
    assert read(restyled(written(TELEGRAM)), "reject") == TELEGRAM


def test_an_undone_change_of_style_leaves_what_else_was_tracked_of_the_paragraph() -> None:
    former = f'<w:pPrChange w:id="906" {BY}><w:pPr><w:pStyle w:val="RecordParagraph"/></w:pPr></w:pPrChange>'
    restyled = on_paragraph("A pause", lambda xml: xml.replace("</w:rPr></w:pPr>", f"</w:rPr>{former}</w:pPr>", 1))
    data = restyled(TRACKED_SPLIT(written(TELEGRAM)))
    assert former in part(data, MAIN)
    assert read(data, "reject") == TELEGRAM


def in_text(pattern: str, change: str | Callable[[re.Match[str]], str], count: int = 0) -> Edit:
    """Change what a pattern finds in the main part."""
    return lambda data: with_part(data, MAIN, lambda xml: re.sub(pattern, change, xml, count=count, flags=re.DOTALL))


def tracked_row(change: str) -> Edit:
    """The row of a post, tracked as put in or taken out, as Word marks rows."""
    return in_text(
        r"<w:tr>(?:(?!</w:tr>).)*Exampleville</w:t>.*?</w:tr>",
        lambda found: found[0].replace("<w:tr>", f'<w:tr><w:trPr><w:{change} w:id="907" {BY}/></w:trPr>', 1),
        count=1,
    )


def test_the_words_of_a_row_taken_out_are_deletions() -> None:
    document = read(tracked_row("del")(written(TELEGRAM)))
    assert [(kind, text) for kind, text, _, _ in revisions(document)] == [
        (nd.Deletion, "Exampleville"),
        (nd.Deletion, "3"),
    ]


def test_words_that_were_taken_out_with_their_row_are_deleted_once() -> None:
    row = tracked_row("del")(written(TELEGRAM))
    document = read(on_run("Exampleville", lambda look: deleted("Exampleville", look))(row))
    assert [(kind, text) for kind, text, _, _ in revisions(document)] == [
        (nd.Deletion, "Exampleville"),
        (nd.Deletion, "3"),
    ]


@pytest.mark.parametrize("track", ["accept", "reject"])
def test_a_change_of_a_row_that_stands_in_no_row_changes_nothing(track: Track) -> None:
    stray = on_paragraph("A pause", lambda xml: f'<w:trPr><w:del w:id="912" {BY}/></w:trPr>{xml}')
    assert read(stray(written(RECORD)), track) == RECORD


def test_a_row_put_in_goes_whatever_the_order_of_its_properties() -> None:
    look = f'<w:trPrChange w:id="913" {BY}><w:trPr/></w:trPrChange>'
    data = with_part(
        tracked_row("ins")(written(RECORD)), MAIN, lambda xml: xml.replace("<w:trPr><w:ins ", f"<w:trPr>{look}<w:ins ")
    )
    assert look in part(data, MAIN)
    assert read(data, "reject") == read(tracked_row("ins")(written(RECORD)), "reject")


@pytest.mark.parametrize(("change", "track"), [("del", "accept"), ("ins", "reject")])
def test_a_row_goes_with_its_change(change: str, track: Track) -> None:
    document = read(tracked_row(change)(written(RECORD)), track)
    assert difference(RECORD, document) == [("<row> <cell>Exampleville</cell> <cell>3</cell> </row> ", "")]


@pytest.mark.parametrize(("change", "track"), [("del", "reject"), ("ins", "accept")])
def test_a_row_stays_with_its_change(change: str, track: Track) -> None:
    assert read(tracked_row(change)(written(RECORD)), track) == RECORD


def all_rows_tracked(change: str) -> Edit:
    """All rows of the table of posts, tracked."""
    return in_text(
        r"<w:tbl>(?:(?!</w:tbl>).)*Exampleville</w:t>.*?</w:tbl>",
        lambda found: re.sub(
            r"<w:tr>(<w:trPr>)?",
            lambda row: f'<w:tr><w:trPr><w:{change} w:id="908" {BY}/>' + ("" if row[1] else "</w:trPr>"),
            found[0],
        ),
        count=1,
    )


@pytest.mark.parametrize(("change", "track"), [("del", "accept"), ("ins", "reject")])
def test_a_table_goes_with_its_last_row(change: str, track: Track) -> None:
    document = read(all_rows_tracked(change)(written(TELEGRAM)), track)
    assert any(isinstance(node, nd.Table) for node in walk(TELEGRAM))
    assert not any(isinstance(node, nd.Table) for node in walk(document))


def tracked_cell(change: str) -> Edit:
    """The last cell of each row of the table of posts, tracked as Word marks cells."""
    return in_text(
        r"(<w:tcPr>(?:(?!</w:tcPr>).)*)(</w:tcPr>(?:(?!</w:tc>).)*>(?:Count|3)</w:t>)",
        rf'\g<1><w:{change} w:id="909" {BY}/>\g<2>',
    )


@pytest.mark.parametrize(("change", "track"), [("cellDel", "accept"), ("cellIns", "reject")])
def test_a_cell_goes_with_its_change(change: str, track: Track) -> None:
    document = read(tracked_cell(change)(written(TELEGRAM)), track)
    (table,) = (node for node in walk(document) if isinstance(node, nd.Table))
    assert [[plain_text(cell) for cell in row.cells] for row in table.rows] == [["Post"], ["Exampleville"]]


@pytest.mark.parametrize(("change", "track"), [("cellDel", "reject"), ("cellIns", "accept")])
def test_a_cell_stays_with_its_change(change: str, track: Track) -> None:
    assert read(tracked_cell(change)(written(TELEGRAM)), track) == TELEGRAM


@pytest.mark.parametrize(("change", "kind"), [("cellDel", nd.Deletion), ("cellIns", nd.Addition)])
def test_the_words_of_a_cell_that_is_tracked_are_tracked(change: str, kind: type[Node]) -> None:
    assert [(one, text) for one, text, _, _ in revisions(read(tracked_cell(change)(written(TELEGRAM))))] == [
        (kind, "Count"),
        (kind, "3"),
    ]


def test_the_last_paragraph_of_a_cell_has_nothing_to_go_on_with() -> None:
    data = on_paragraph("Exampleville", lambda xml: with_marked_end(xml, "del"))(written(RECORD))
    assert "<w:del " in part(data, MAIN)
    assert read(data, "accept") == RECORD


def test_an_end_that_was_moved_away_and_taken_out_joins_one_paragraph() -> None:
    both = on_paragraph("A pause", lambda xml: with_marked_end(with_marked_end(xml, "del"), "moveFrom"))
    assert paragraphs(read(both(written(RECORD)), "accept")) == paragraphs(
        read(TRACKED_MERGE(written(RECORD)), "accept")
    )


def test_changes_of_nobody_known_are_counted_as_those_of_somebody() -> None:
    edit = on_run(" in the talks.", lambda look: run(" in the ") + deleted("talks").replace(BY, "") + run("."))
    report = Report("docx")
    read(edit(written(TELEGRAM)), "accept", report)
    told = [message.text for message in report.messages if message.code == "tracked"]
    assert told == ["the tracked changes are accepted: 1 by somebody"]


CELL = on_run("SECSTATE WASHDC", lambda look: deleted("SECSTATE WASHDC", look) + inserted("AMEMBASSY MARLOW", look))


def test_tracked_changes_in_the_table_of_metadata_are_accepted_and_told() -> None:
    report = Report("docx")
    document = read(CELL(written(TELEGRAM)), "keep", report)
    assert document.metadata.deliveries[0].to.name == "AMEMBASSY MARLOW"
    told = [message for message in report.messages if message.code == "tracked"]
    assert [(message.text, message.place) for message in told] == [
        (f"the tracked changes are accepted: 2 by {WHO}", "table of metadata")
    ]


def test_tracked_changes_in_the_table_of_metadata_can_be_rejected() -> None:
    assert read(CELL(written(TELEGRAM)), "reject") == TELEGRAM


def test_a_tracked_title_is_read_as_it_shows() -> None:
    title = on_run("THE HARBOUR", lambda look: deleted("THE HARBOUR", look) + inserted("THE QUAY", look))
    assert read(title(written(TELEGRAM))).metadata.title == "THE QUAY"
    assert read(title(written(TELEGRAM)), "reject") == TELEGRAM


def test_a_tracked_title_is_accepted_as_metadata_are_and_that_is_told() -> None:
    report = Report("docx")
    title = on_run("THE HARBOUR", lambda look: run("THE HARBOUR", look) + inserted(" TODAY ", look))
    assert read_back(title(written(TELEGRAM)), report).metadata.title == "THE HARBOUR TODAY"
    assert "info: tracked: the tracked changes are accepted: 1 by Ann Berg [title]" in map(str, report.messages)


def test_a_title_whose_words_are_all_taken_out_is_none() -> None:
    report = Report("docx")
    title = on_run("THE HARBOUR", lambda look: run("", look))
    assert read_back(title(written(TELEGRAM)), report).metadata.titles == ()
    assert "“THE HARBOUR” is now “”" in [message.text for message in report.at("warning")]


def test_the_edits_of_a_table_of_edits_are_in_the_xml_at_all() -> None:
    for edit in (NEW_PARAGRAPH, GONE_PARAGRAPH, TRACKED_SPLIT, TRACKED_MERGE, moved, BOLDED, CELL):
        assert BY in part(edit(written(TELEGRAM)), MAIN)


def test_the_command_takes_track(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before.docx", tmp_path / "after.docx"
    before.write_bytes(written(TELEGRAM))
    after.write_bytes(REPLACED(written(TELEGRAM)))
    diff = ["diff", str(before), str(after), "--track"]
    assert run_command([*diff, "reject"]) == 0
    assert run_command([*diff, "accept"]) == 1
    assert "tides" in capsys.readouterr().out
    assert run_command([*diff, "keep"]) == 1
    assert "addition" in capsys.readouterr().out
