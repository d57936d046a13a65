"""The forms of names, patterns, and the places where only a part of what a node says is withheld."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

import converters
from converters.collection.withholding import review
from converters.collection.withholding.finding import Finder
from converters.collection.withholding.rules import Name, NodeRule, Pattern, Rules
from converters.errors import InputError
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.walk import plain_text
from converters.report import Report
from tests.collection.runs import run
from tests.collection.withholding.test_withholding import (
    GUISES,
    RULE,
    convert,
    decided,
    folder,
    paragraph,
    withheld,
)
from tests.samples import PIXEL

__all__ = ["folder"]
SAID: dict[str, Any] = {"code": "(b)(6)", "reviewer": "Ada Thornbury", "date": "2026-11-24"}

FORMS: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "an umlaut in two letters": ({"name": "Jörg Müller"}, "Joerg Mueller, or Mueller.", ["Joerg Mueller", "Mueller"]),
    "a rule with the surname first": (
        {"name": "Müller, Jörg"},
        "Jörg Müller and J. Müller.",
        ["Jörg Müller", "J. Müller"],
    ),
    "a name that is no person's": (
        {"name": "Marlow Harbour Trust", "person": False},
        "The Marlow Harbour Trust, a trust.",
        ["Marlow Harbour Trust"],
    ),
    "a surname that many have": (
        {"name": "Núria Quintero", "surname": False},
        "Quintero spoke; N. Quintero and N.Q. and Núria Quintero did.",
        ["N. Quintero", "N.Q", "Núria Quintero"],
    ),
    "initials that are a word": (
        {"name": "Ulla Stern", "initials": False},
        "The U.S. and Stern, not U. Strand.",
        ["Stern"],
    ),
    "a single word": ({"name": "Quintero"}, "Quintero said so.", ["Quintero"]),
    "an accent of its own at the end": ({"name": "Ana José"}, "Met Ana Jose\u0301.", ["Ana Jose\u0301"]),
}


@pytest.mark.parametrize(("rule", "text", "found"), FORMS.values(), ids=FORMS)
def test_a_name_has_the_forms_that_its_rule_allows(rule: dict[str, Any], text: str, found: list[str]) -> None:
    assert Finder(Rules(name=(Name(**rule, **SAID),)), (), {}).said(text) == found


def pattern(text: str) -> Rules:
    return Rules(pattern=(Pattern(pattern=text, **SAID),))


def test_a_pattern_is_found_in_text_ids_and_the_names_of_files() -> None:
    rules = pattern(r"\d{3}-?\d{4}")
    document = Document(id="c5550199", body=(nd.Paragraph(content=("Call 555-0199.",)),))
    places = Finder(rules, (), {}).places(document, "a.txt", "notes 555-0100.txt")
    assert [(one.kind, one.text) for one in places] == [
        ("ids", "5550199"),
        ("stretch", "555-0199"),
        ("file name", "555-0100"),
    ]
    assert plain_text(withheld(document, rules).body[0]) == "Call [(b)(6)]."


def test_a_place_where_a_pattern_fits_nothing_is_none() -> None:
    found = Finder(pattern(r"\b|\d{3}-\d{4}"), (), {})
    document = Document(id="c1", body=(nd.Paragraph(content=("Call 1 today.",)),))
    assert found.places(document, "a.txt", "a file.txt") == []


LEFT: dict[str, tuple[Document, str]] = {
    "a picture as plain text": (
        paragraph("Seen: ", nd.Image(target="data:image/svg+xml,<svg>Quintero</svg>", alt="A")),
        "Seen: ",
    ),
    "a name divided by a line break": (
        paragraph("Met Quin-", nd.LineBreak(joins=True), "tero-Weiss."),
        "Met [(b)(6)].",
    ),
    "a name over two lines": (paragraph("Met Núria", nd.LineBreak(), "Weiss."), "Met [(b)(6)]\n."),
    "who proposed a reading": (
        paragraph(nd.Choice(original=("teh",), proposed=("the",), agent="Núria Weiss"), " tides"),
        "the tides",
    ),
    "the name of an element": (paragraph(nd.Element(name="{urn:x}Quintero", content=("A.",))), "A."),
    "two ids": (
        Document(
            id="c1",
            body=(nd.Paragraph(id="xQuintero", content=("A.",)), nd.Paragraph(id="xWeiss", content=("B.",))),
        ),
        "A.",
    ),
}


@pytest.mark.parametrize(("document", "left"), LEFT.values(), ids=LEFT)
def test_what_is_withheld_goes_and_the_words_around_it_stay(document: Document, left: str, tmp_path: Path) -> None:
    found = withheld(document)
    assert plain_text(found.body[0]) == left
    converters.write(found, tmp_path / "a.json")
    said = (tmp_path / "a.json").read_text("utf-8")
    assert [word for word in ("Quin", "tero", "Weiss", "Núria") if word in said] == []


def test_ids_that_would_become_the_same_stay_apart() -> None:
    found = withheld(LEFT["two ids"][0])
    assert [block.id for block in found.body] == ["xwithheld", "xwithheld.2"]


def test_an_entry_of_the_metadata_is_gone_by_its_id() -> None:
    known = Metadata(
        agents=(md.Agent(id="x", type="person", name="Ilse Maren"), md.Agent(id="y", type="person", name="Otto Brandt"))
    )
    document = Document(id="c1", metadata=known, body=(nd.Paragraph(content=("A.",)),))
    found = withheld(document, Rules(node=(NodeRule(id=("x",), **SAID),)))
    assert [one.name for one in found.metadata.agents] == ["Otto Brandt"]


def test_pictures_that_nobody_can_search_are_told(tmp_path: Path) -> None:
    from converters.collection.withholding.review import Decision, Reviewed
    from converters.collection.withholding.withholding import Withholding

    document = paragraph("Met Núria Weiss.", nd.Image(target=PIXEL, alt="A dot"))
    rules = Rules(name=(RULE,))
    decisions = {
        one.key: Decision(accepted=True, record="a.txt", id="c1", rule=one.rule, text=one.text, **SAID)
        for one in Finder(rules, (), {}).places(document, "a.txt", "a.txt")
    }
    report = Report()
    Withholding(rules, Reviewed(decisions=decisions, names=())).apply(document, "a.txt", report)
    assert [message.code for message in report.at("warning")] == ["unsearched"]


WRONG = {
    "a column that is missing": (
        lambda row: {name: row[name] for name in row if name != "code"},
        "has no column 'code'",
    ),
    "a word that decides nothing": (lambda row: {**row, "decision": "perhaps"}, "has the decision 'perhaps'"),
    "a decision without its reviewer": (
        lambda row: {**row, "decision": "accept", "reviewer": ""},
        "has no code, reviewer or date",
    ),
}


@pytest.mark.parametrize(("change", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_queue_is_told_with_its_line(change: Any, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "review.csv"
    places = tuple(Finder(Rules(name=(RULE,)), (), {}).places(GUISES["as it is"], "a.txt", "a.txt"))
    review.write(str(file), [review.Listed(record="a.txt", id="c1", places=places)])
    with file.open(newline="") as given:
        rows = [change(row) for row in csv.DictReader(given)]
    with file.open("w", newline="") as taken:
        writer = csv.DictWriter(taken, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(InputError, match=problem) as refused:
        review.read(str(file))
    assert refused.value.place is not None
    assert refused.value.place.startswith("line ")


def test_two_files_that_would_be_called_the_same_stay_apart(folder: Path) -> None:
    for name in ("Quintero", "Weiss"):
        shutil.copy(folder / "in/telegram-redacted.txt", folder / f"in/mail of {name}.txt")
    decided(folder)
    assert convert(folder, "--reviewed", "review.csv", formats="json")[0] == 0
    assert [file.name for file in sorted((folder / "out").glob("mail*"))] == [
        "mail of withheld-2.json",
        "mail of withheld.json",
    ]


@pytest.mark.parametrize(
    ("words", "problem"),
    [((), "carries an original that shows what is withheld"), (("--no-source",), "shows what is withheld")],
)
def test_a_bag_is_refused_whose_output_was_made_without_the_rules(
    words: tuple[str, ...], problem: str, folder: Path
) -> None:
    decided(folder)
    assert convert(folder, "--reviewed", "review.csv", formats="json")[0] == 0
    plain = run(
        "convert", "in/telegram-redacted.txt", "-t", "json", "-o", "out/telegram-redacted.json", *words, folder=folder
    )
    assert plain.returncode == 0, plain.stderr
    under_rules = ("--withhold", "rules.toml", "--reviewed", "review.csv")
    done = run("bag", "out", "-o", "bag", *under_rules, folder=folder, SOURCE_DATE_EPOCH="1780000000")
    assert done.returncode == 1
    assert f"out/telegram-redacted.json: {problem}" in done.stderr
    assert not (folder / "bag").exists()


def test_withholding_needs_a_folder_of_this_machine(folder: Path) -> None:
    decided(folder)
    code, told = convert(folder, "--reviewed", "review.csv", out="memory://out", formats="json")
    assert code == 2
    assert "--withhold needs a folder of this machine; name one with -o" in told


def test_places_of_a_collection_are_listed_before_products_are_made(folder: Path) -> None:
    words = ("--withhold", "rules.toml", "--list-withheld", "review.csv")
    done = run("publish", "in", "none.txt", "-t", "csv", "-o", "data", *words, folder=folder)
    assert done.returncode == 1
    assert "none.txt" in done.stderr
    assert "places in review.csv, 0 of them decided" in done.stderr
    assert not (folder / "data").exists()
