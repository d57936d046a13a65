"""What is withheld: how it is found, how a person decides, and what is left of it."""

from __future__ import annotations

import base64
import csv
import json
import stat
import time
from pathlib import Path

import pytest

import converters
from converters.collection.withholding import review
from converters.collection.withholding.extent import block_extent, extent
from converters.collection.withholding.finding import Finder
from converters.collection.withholding.protection import asked
from converters.collection.withholding.review import Decision, Listed, Reviewed
from converters.collection.withholding.rules import Name, Rules, read_rules
from converters.collection.withholding.withholding import Withholding
from converters.errors import InputError
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Placed, Span
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.collection.runs import EXAMPLES, contents, run
from tests.collection.withholding.leaks import leaks

HEAD = 'reviewer = "Ada Thornbury"\ndate = 2026-11-24\n'
NAME = '[[name]]\nname = "Núria Quintero-Weiss"\nvariants = ["Núria Weiss"]\ncode = "(b)(6)"\n'
RULE = Name(name="Núria Quintero-Weiss", code="(b)(6)", reviewer="Ada Thornbury", date="2026-11-24")
SECRETS = {"Quintero", "Weiss", "Núria"}
REDACTED = EXAMPLES / "telegram-redacted.txt"


def paragraph(*content: str | nd.Inline) -> Document:
    return Document(id="c1", body=(nd.Paragraph(content=content),))


def withheld(document: Document, rules: Rules | None = None) -> Document:
    """The document with everything accepted that is found."""
    rules = rules or Rules(name=(RULE,))
    finder = Finder(rules, (), {})
    places = finder.places(document, "a.txt", "a.txt")
    decisions = {
        one.key: Decision(
            accepted=True,
            record="a.txt",
            id=document.id or "",
            **{name: getattr(one, name) for name in ("rule", "text", "code", "reviewer", "date")},
        )
        for one in places
    }
    return Withholding(rules, Reviewed(decisions=decisions, names=())).apply(document, "a.txt", Report())


GUISES = {
    "as it is": paragraph("Met Núria Quintero-Weiss there."),
    "in capitals without accents": paragraph("MET NURIA QUINTERO-WEISS THERE."),
    "with combining characters": paragraph("Met Nu\u0301ria Quintero-Weiss there."),
    "the surname alone": paragraph("Quintero-Weiss said so."),
    "a part of the surname": paragraph("Quintero said so, and WEISS."),
    "the surname first": paragraph("Quintero-Weiss, Núria: present."),
    "with initials": paragraph("N. Quintero-Weiss said so."),
    "initials alone": paragraph("So said N.Q."),
    "possessive": paragraph("Quintero-Weiss's car and Quintero-Weiss’ house"),
    "divided at a line end": paragraph("Met Quin-\ntero-Weiss there."),
    "letter-spaced": paragraph("Met Q U I N T E R O - W E I S S there."),
    "split over inline nodes": paragraph("Met Quin", nd.Emphasis(content=("tero-We",)), "iss there."),
    "with a page break inside": paragraph(
        "Met Núria Quintero-",
        nd.PageBreak(n="2"),
        nd.Furniture(content=("EXAMPLEVILLE 00000412 002 OF 002",), role="debris"),
        "Weiss there.",
    ),
    "in a name with an address": paragraph(
        "Met ", nd.Name(content=("Quintero-Weiss",), type="person", ref="http://example.org/n/1"), " there."
    ),
    "in what a damaged reading means": paragraph(
        "Met ", nd.Choice(original=("Qu1ntero-We1ss",), proposed=("Quintero-Weiss",)), " there."
    ),
    "in a note": paragraph("Met her.", nd.Note(blocks=(nd.Paragraph(content=("That is Núria Weiss.",)),))),
    "in an attribute": Document(id="c1", body=(nd.Paragraph(content=("A.",), attrs={"key": "Quintero-Weiss, Núria"}),)),
    "in an address with percent signs": paragraph(
        nd.Reference(content=("her page",), target="http://example.org/N%C3%BAria%20Quintero-Weiss")
    ),
    "in the text of a picture": paragraph(
        nd.Image(target="data:image/svg+xml;base64," + base64.b64encode(b"<svg>Quintero</svg>").decode(), alt="A")
    ),
    "in metadata": Document(
        id="c1",
        metadata=Metadata(
            titles=(md.Title(text="TALKS WITH QUINTERO-WEISS"),),
            agents=(md.Agent(name="Núria Quintero-Weiss", type="person", place="São Galeno"),),
            subjects=(md.Subject(term="OVIP", scheme="tags", persons=("QUINTERO-WEISS, NURIA",)),),
            references=(md.RelatedRecord(text="QUINTERO-WEISS E-MAIL", target="mailto:quintero@example.org"),),
        ),
        body=(nd.Paragraph(content=("A.",)),),
    ),
    "in ids, with what points at them": Document(
        id="cQUINTEROWEISS1",
        body=(
            nd.Paragraph(id="cQUINTEROWEISS1-p1", content=("A.",)),
            nd.Paragraph(content=("See ", nd.Reference(content=("above",), target="#cQUINTEROWEISS1-p1"), ".")),
        ),
    ),
    "in markup of the source": Document(
        id="c1",
        body=(nd.Paragraph(content=("A.", nd.Comment(text=" Quintero-Weiss "), nd.Formula(text="Quintero"))),),
    ),
    "across two blocks": Document(
        id="c1", body=(nd.Line(content=("Classified by Núria Quintero-",)), nd.Line(content=("Weiss",)))
    ),
    "with a blank lost": paragraph("AmbassadorQuinteroWeiss said so."),
}


@pytest.mark.parametrize("guise", GUISES)
def test_a_name_is_found_in_every_guise_and_is_in_no_format_afterwards(guise: str, tmp_path: Path) -> None:
    document = withheld(GUISES[guise])
    for ending in ("json", "tei.xml", "docx", "pdf"):
        converters.write(document, tmp_path / f"a.{ending}")
    assert leaks(tmp_path, SECRETS, set()) == []
    assert "withheld" in {one.name for one in document.metadata.extras}


def test_what_stands_around_a_name_stays() -> None:
    document = withheld(GUISES["split over inline nodes"])
    assert plain_text(document.body[0]) == "Met [(b)(6)] there."
    gap = next(node for node in walk(document) if isinstance(node, nd.Gap))
    assert (gap.reason, gap.extent, gap.agent) == ("redacted", "less than one line", "reviewer")


@pytest.mark.parametrize("name", ["Quintero", "Quintero-Weiss", "Weiss"])
def test_columns_do_not_tell_how_long_a_name_was(name: str) -> None:
    rows = f"{name:<20}12\n{'Holm':<20}7\n"
    document = withheld(Document(id="c1", body=(nd.Preformatted(content=(rows,)),)))
    assert plain_text(document.body[0]) == f"[(b)(6)]  12\n{'Holm':<20}7\n"


def test_decisions_about_a_record_that_cannot_be_read_now_stay(folder: Path) -> None:
    decided(folder)
    before = (folder / "review.csv").read_bytes().count(b"telegram-redacted.txt")
    (folder / "in/telegram-redacted.txt").write_bytes(b"\0\1")
    assert convert(folder, "--list-withheld", "review.csv")[0] == 1
    assert (folder / "review.csv").read_bytes().count(b"telegram-redacted.txt") == before > 0


def test_other_words_are_no_names() -> None:
    document = paragraph("The weissbier in Queretaro, and NQ 12 of the northern quarter.")
    finder = Finder(Rules(name=(Name(name="Núria Quer", code="x", reviewer="x", date="2026"),)), (), {})
    assert finder.places(document, "a.txt", "a.txt") == []


def test_pointers_to_a_renamed_id_still_lead_there() -> None:
    document = withheld(GUISES["in ids, with what points at them"])
    reference = next(node for node in walk(document) if isinstance(node, nd.Reference))
    assert reference.target.removeprefix("#") == document.body[0].id == "cwithheld1-p1"


def test_positions_the_original_and_checksums_go_with_the_words() -> None:
    source = converters.read(REDACTED)
    rules = Rules(name=(RULE,))
    document = withheld(source, rules)
    assert document.source is None
    assert not any(isinstance(node, Placed) and node.span for node in walk(document))
    assert any(isinstance(node, Placed) and node.span for node in walk(source))


def test_a_record_in_which_nothing_is_withheld_stays_as_it_is() -> None:
    document = converters.read(EXAMPLES / "letter.json")
    assert withheld(document) == document


@pytest.mark.parametrize("length", [1, 5, 30, 59])
def test_the_extent_of_a_few_words_is_the_same_whatever_their_length(length: int) -> None:
    assert extent(length) == "less than one line"


def test_longer_extents_are_rounded_up() -> None:
    assert [extent(60 * lines) for lines in (1, 2, 3, 6, 11, 40, 90)] == [
        f"up to {lines} lines" for lines in (2, 2, 5, 10, 20, 50, 100)
    ]
    assert block_extent(3) == "up to 5 lines"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("He met Núria Weiss (strictly protect) today.", "Núria Weiss"),
        ("He met Núria Weiss (please protect) today.", "Núria Weiss"),
        ("He met Núria Weiss (protect) today.", "Núria Weiss"),
        ("He met Senator João de la Cruz (STRICTLY PROTECT) today.", "João de la Cruz"),
        ("He met Núria Weiss [please\nstrictly protect] today.", "Núria Weiss"),
        ("He met Núria Weiss (strickly protct) today.", "Núria Weiss"),
        ("He met Núria Weiss (pro tect) today.", "Núria Weiss"),
        ("He met Núria Weiss (protect source) today.", "Núria Weiss"),
        ("He met Núria Weiss -- strictly protect -- today.", "Núria Weiss"),
        ("He met Núria Weiss, please protect, today.", "Núria Weiss"),
        ("WE MET JUAN PEREZ (STRICTLY PROTECT) THERE.", "JUAN PEREZ"),
        ("Núria Weiss (protect) met him.", "Núria Weiss"),
    ],
)
def test_whom_a_record_asks_to_protect(text: str, meant: str) -> None:
    assert [one.name for one in asked(text)] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "They want to protect the harbour.",
        "Anna Holm (project) said so.",
        "Anna Holm (protests) said so.",
        "XXXXXXXXXXXX (strictly protect) said so.",
        "[25X1-human] (strictly protect) said so.",
        "SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY.",
    ],
)
def test_what_asks_for_no_protection(text: str) -> None:
    assert list(asked(text)) == []


def test_without_a_name_the_sentence_is_meant() -> None:
    text = "Rain fell. The mayor’s cousin (please protect) said no. Snow fell."
    [found] = asked(text)
    assert text[found.start : found.end] == "The mayor’s cousin (please protect) said no"


def test_a_number_before_the_words_is_no_name() -> None:
    text = "Rain fell. Case 14 (please protect) was heard. Snow fell."
    assert [text[found.start : found.end] for found in asked(text)] == ["Case 14 (please protect) was heard"]


def rules_file(folder: Path, text: str) -> str:
    (folder / "rules.toml").write_text(HEAD + text, "utf-8")
    return str(folder / "rules.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no rule"),
        ('[[name]]\nname = "A B"\n', "missing required field `code`"),
        ('[[name]]\ncode = "x"\n', "a name without one"),
        ('[[pattern]]\ncode = "x"\npattern = "(a"\n', "which is not one"),
        ('[[pattern]]\ncode = "x"\npattern = "(?=a)b"\n', "which is not one"),
        ('[[pattern]]\ncode = "x"\npattern = "a*"\n', "fits nothing at all"),
        ('[[colour]]\ncode = "x"\n', "unknown field `colour`"),
        (NAME + NAME, "two rules about"),
    ],
)
def test_a_wrong_rule_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        read_rules(rules_file(tmp_path, text))
    assert told in str(raised.value)


def test_a_pattern_takes_time_in_proportion_whatever_it_is(tmp_path: Path) -> None:
    """Elsewhere this pattern takes longer than the world is old."""
    rules = read_rules(rules_file(tmp_path, '[[pattern]]\ncode = "x"\npattern = "(a+)+$"\n'))
    before = time.process_time()
    Finder(rules, (), {}).places(paragraph("a" * 20_000 + "b"), "a.txt", "a.txt")
    assert time.process_time() - before < 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("telegram-redacted.txt", "telegram-two-sections.txt"):
        (tmp_path / "in" / name).write_bytes((EXAMPLES / name).read_bytes())
    rules_file(tmp_path, NAME + '[[document]]\nid = ["08EXAMPLEVILLE412"]\ncode = "1.4(c)"\n')
    return tmp_path


def convert(folder: Path, *more: str, out: str = "out", formats: str = "tei,json,docx,pdf") -> tuple[int, str]:
    done = run("convert", "in", "-t", formats, "-o", out, "--withhold", "rules.toml", *more, folder=folder)
    return done.returncode, done.stderr


def decided(folder: Path, *refused: str) -> None:
    """List the places and accept all but those with these texts."""
    assert convert(folder, "--list-withheld", "review.csv")[0] == 0
    with (folder / "review.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "review.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "decision": "refuse" if row["text"] in refused else "accept"} for row in rows)


def test_the_first_run_writes_the_queue_and_nothing_else(folder: Path) -> None:
    assert convert(folder, "--list-withheld", "review.csv")[0] == 0
    assert not (folder / "out").exists()
    assert stat.S_IMODE((folder / "review.csv").stat().st_mode) == 0o600
    with (folder / "review.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["decision"] for row in rows} == {""}
    assert any("Principal Officer ⟦Núria Weiss⟧ for reasons" in row["context"] for row in rows)
    assert {row["where"] for row in rows if row["rule"].startswith("document")} == {"whole record"}


def test_a_second_queue_keeps_the_decisions(folder: Path) -> None:
    decided(folder, "WEISS")
    before = (folder / "review.csv").read_bytes()
    code, told = convert(folder, "--list-withheld", "review.csv")
    assert code == 0
    with (folder / "review.csv").open(newline="") as file:
        decisions = [row["decision"] for row in csv.DictReader(file)]
    assert "refuse" in decisions
    assert "" not in decisions
    assert len(before.splitlines()) == len(decisions) + 1
    assert f"{len(decisions)} of them decided" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--withhold needs a person between two runs"),
        (("--list-withheld", "a.csv", "--reviewed", "b.csv"), "--withhold needs a person between two runs"),
    ],
)
def test_nothing_is_written_without_a_review(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, said = convert(folder, *words)
    assert code == 2
    assert told in said
    assert not (folder / "out").exists()


def test_places_that_nobody_decided_stop_the_run(folder: Path) -> None:
    convert(folder, "--list-withheld", "review.csv")
    code, told = convert(folder, "--reviewed", "review.csv")
    assert code == 2
    assert "that nobody has decided" in told
    assert not (folder / "out").exists()


def test_a_record_with_a_new_place_is_not_written(folder: Path) -> None:
    decided(folder)
    file = folder / "in/telegram-redacted.txt"
    file.write_text(file.read_text("utf-8").replace("asked where, he said:", "asked where, Quintero said:"), "utf-8")
    code, told = convert(folder, "--reviewed", "review.csv")
    assert code == 1
    assert "telegram-redacted.txt: has 1 place that nobody has decided" in told
    assert not list((folder / "out").glob("telegram-redacted*"))


def test_a_record_without_a_place_that_was_accepted_is_not_written(folder: Path) -> None:
    decided(folder)
    file = folder / "in/telegram-redacted.txt"
    file.write_text(file.read_text("utf-8").replace("\nWEISS", "\nWOLF"), "utf-8")
    code, told = convert(folder, "--reviewed", "review.csv")
    assert code == 1
    assert "there any more" in told


def test_what_is_refused_stays(folder: Path) -> None:
    decided(folder, "QUINTERO-WEISS")
    assert convert(folder, "--reviewed", "review.csv")[0] == 0
    document = converters.read(folder / "out/telegram-redacted.json")
    assert [one.text for one in document.metadata.references][-1] == "QUINTERO-WEISS E-MAIL OF FEBRUARY 2"
    assert "Núria" not in plain_text(document)


def test_a_record_withheld_in_full_becomes_a_withdrawal_sheet_in_every_format(folder: Path) -> None:
    decided(folder)
    assert convert(folder, "--reviewed", "review.csv")[0] == 0
    documents = [converters.read(folder / f"out/telegram-two-sections{one}") for one in (".json", ".pdf", ".docx")]
    assert documents[0] == documents[1] == documents[2]
    known = documents[0].metadata
    assert known.title == "Withdrawal sheet"
    assert [one.text for one in known.revisions] == ["Withheld in full under 1.4(c). The original is not carried."]
    said = plain_text(documents[0])
    for told in ("08EXAMPLEVILLE412", "2008-10-20", "AMEMBASSY EXAMPLEVILLE", "1.4(c)", "Ada Thornbury", "2026-11-24"):
        assert told in said
    assert "HARBOUR" not in said.upper()


def test_the_tables_tell_what_is_withheld_and_nothing_of_it(folder: Path) -> None:
    decided(folder)
    words = ("--withhold", "rules.toml", "--reviewed", "review.csv")
    done = run("publish", "in", "-t", "csv,text,network,cmif", "-o", "data", *words, folder=folder)
    assert done.returncode == 0, done.stderr
    with (folder / "data/csv/records.csv").open(newline="") as file:
        rows = {row["record"]: row for row in csv.DictReader(file)}
    assert (rows["telegram-redacted"]["withheld"], rows["telegram-redacted"]["exemptions"]) == ("in part", "(b)(6)")
    assert rows["telegram-two-sections"]["withheld"] == "in full"
    assert {row["source_sha256"] for row in rows.values()} == {""}
    originals = {file.read_bytes() for file in (folder / "in").iterdir()}
    assert leaks(folder / "data", SECRETS, originals) == []


def test_a_name_in_the_name_of_a_file_goes_too(folder: Path) -> None:
    (folder / "in/telegram-redacted.txt").rename(folder / "in/mail of Quintero-Weiss.txt")
    decided(folder)
    code, told = convert(folder, "--reviewed", "review.csv", "--report", "report.json")
    assert code == 0, told
    assert sorted(file.name for file in (folder / "out").glob("*.pdf")) == [
        "mail of withheld.pdf",
        "telegram-two-sections.pdf",
    ]
    (folder / "told").mkdir()
    (folder / "report.json").rename(folder / "told/report.json")
    (folder / "told/told.txt").write_text(told)
    originals = {file.read_bytes() for file in (folder / "in").iterdir()}
    assert leaks(folder / "out", SECRETS, originals) + leaks(folder / "told", SECRETS, originals) == []


def test_what_is_needed_to_go_on_is_kept_apart_and_for_nobody_else(folder: Path) -> None:
    decided(folder)
    assert convert(folder, "--reviewed", "review.csv")[0] == 0
    public = [json.loads(line) for line in (folder / "out/manifest.jsonl").read_text().splitlines()]
    assert {(one["sha256"], one["fingerprint"], tuple(one["lookups"])) for one in public} == {(None, None, ())}
    assert "sha256" in (folder / "out.private/manifest.jsonl").read_text()
    assert stat.S_IMODE((folder / "out.private").stat().st_mode) == 0o700
    before = contents(folder / "out")
    _, told = convert(folder, "--reviewed", "review.csv")
    assert "0 converted, 0 failed, 2 unchanged" in told
    assert contents(folder / "out") == before


def test_outputs_of_other_decisions_do_not_stay(folder: Path) -> None:
    decided(folder, "QUINTERO-WEISS")
    convert(folder, "--reviewed", "review.csv")
    decided(folder)
    assert convert(folder, "--reviewed", "review.csv", formats="json")[0] == 0
    assert sorted(contents(folder / "out")) == [
        "manifest.jsonl",
        "telegram-redacted.json",
        "telegram-two-sections.json",
    ]
    assert leaks(folder / "out", SECRETS, set()) == []


def test_a_folder_with_outputs_that_were_made_without_rules_is_refused(folder: Path) -> None:
    run("convert", "in", "-t", "json", "-o", "out", folder=folder)
    decided(folder)
    for words in (("convert", "-t", "json"), ("publish", "-t", "csv")):
        more = ("in", *words[1:], "-o", "out", "--withhold", "rules.toml", "--reviewed", "review.csv")
        done = run(words[0], *more, folder=folder)
        assert done.returncode == 2
        assert "holds files that were not made under these rules" in done.stderr


def test_a_bag_is_searched_before_it_is_packed(folder: Path) -> None:
    decided(folder)
    (folder / "collection.toml").write_text('title = "T"\ndate = "2026-11-24"\n')
    words = ("--collection", "collection.toml", "--withhold", "rules.toml", "--reviewed", "review.csv")
    assert convert(folder, "--reviewed", "review.csv")[0] == 0
    done = run("bag", "out", "-o", "bag", *words, folder=folder)
    assert done.returncode == 0, done.stderr
    originals = {file.read_bytes() for file in (folder / "in").iterdir()}
    assert leaks(folder / "bag", SECRETS, originals) == []
    assert "<eventType>redaction</eventType>" in (folder / "bag/data/premis.xml").read_text()
    run("convert", "in", "-t", "json", "-o", "plain", folder=folder)
    done = run("bag", "plain", "-o", "bag2", *words, folder=folder)
    assert done.returncode == 1
    assert "tells checksums of originals" in done.stderr
    assert not (folder / "bag2").exists()
    (folder / "out/readme.txt").write_text("Ask Núria Weiss.\n")
    done = run("bag", "out", "-o", "bag2", *words, folder=folder)
    assert "readme.txt: shows what is withheld" in done.stderr


def test_the_places_of_records_that_were_not_read_stay_in_the_queue(tmp_path: Path) -> None:
    document = GUISES["as it is"]
    places = tuple(Finder(Rules(name=(RULE,)), (), {}).places(document, "a.txt", "a.txt"))
    path = str(tmp_path / "review.csv")
    assert review.write(path, [Listed(record="a.txt", id="c1", places=places)]) == (1, 0)
    assert review.write(path, [Listed(record="b.txt", id="c2", places=())]) == (1, 0)
    assert review.write(path, [Listed(record="a.txt", id="c1", places=())]) == (0, 0)


def test_a_whole_node_becomes_a_gap_and_a_title_that_says_it_again_goes(tmp_path: Path) -> None:
    heading = nd.Heading(
        content=("WHO PAYS FOR THE COFFEE",), marking=nd.Segment(content=("(S)",), role="portion-mark")
    )
    document = Document(
        id="c1",
        metadata=Metadata(titles=(md.Title(text="WHO PAYS FOR THE COFFEE"),)),
        body=(heading, nd.Paragraph(id="p1", content=("A.",), span=Span(3, 5))),
    )
    rules = read_rules(rules_file(tmp_path, '[[paragraph]]\nmarking = ["S"]\ncode = "1.4(d)"\n'))
    found = withheld(document, rules)
    assert found.metadata.title == "[1.4(d)]"
    assert "COFFEE" not in plain_text(found)
    assert plain_text(found.body[1]) == "A."


SAID = "Who pays for the coffee."
LINE = nd.Line(content=(SAID,))
WITHHELD_BY_ID: dict[str, tuple[nd.Block, str]] = {
    "a paragraph": (nd.Paragraph(id="x", content=(SAID,)), "paragraph"),
    "a line": (nd.Line(id="x", role="caption", content=(SAID,)), "line"),
    "a section": (nd.Section(id="x", role="text", blocks=(LINE, LINE), layout=("", "", "")), "section"),
    "a list": (nd.List(id="x", items=(nd.Item(blocks=(LINE,)),)), "paragraph"),
    "a table": (nd.Table(id="x", rows=(nd.Row(cells=(nd.Cell(blocks=(LINE,)),)),)), "paragraph"),
    "a quotation": (nd.Quotation(id="x", blocks=(LINE,)), "paragraph"),
    "an item": (nd.List(items=(nd.Item(id="x", blocks=(LINE,)), nd.Item(blocks=(LINE,)))), "item"),
    "a cell": (nd.Table(rows=(nd.Row(cells=(nd.Cell(id="x", blocks=(LINE,)),)),)), "cell"),
    "a note": (nd.Paragraph(content=("A.", nd.Note(id="x", blocks=(LINE,)))), "note"),
    "words in a paragraph": (nd.Paragraph(content=("A.", nd.Emphasis(id="x", content=(SAID,)))), "gap"),
}
"""What has the id of a rule, and the kind of what stands in its place."""


@pytest.mark.parametrize("name", WITHHELD_BY_ID)
def test_a_node_of_any_kind_is_withheld_by_its_id_and_a_gap_says_so(name: str, tmp_path: Path) -> None:
    block, kind = WITHHELD_BY_ID[name]
    rules = read_rules(rules_file(tmp_path, '[[node]]\nid = ["x"]\ncode = "1.4(d)"\n'))
    found = withheld(Document(id="c1", body=(block, nd.Paragraph(id="p1", content=("A.",)))), rules)
    kept = [node for node in walk(found) if isinstance(node, nd.Line) and plain_text(node) == SAID]
    assert len(kept) == (name == "an item")
    (left,) = (node for node in walk(found) if isinstance(node, nd.Gap))
    assert (left.reason, plain_text(left)) == ("redacted", "[1.4(d)]")
    around = next(
        node for node in walk(found) if any(one is left for one in walk(node)) and node.__struct_config__.tag == kind
    )
    assert around.id in ("x", None)
    assert plain_text(found.body[-1]) == "A."
