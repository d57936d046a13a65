"""Fifty rules over the examples and the collected telegrams: nothing that is withheld is anywhere in what is made."""

from __future__ import annotations

import csv
import itertools
import shutil
from pathlib import Path

import pytest

import converters
from converters.collection.withholding.letters import plain
from converters.model.walk import plain_text, walk
from tests.collection.runs import EXAMPLES, contents, run
from tests.collection.withholding.leaks import leaks
from tests.corpora import cable_files, example_files, sample

FORMATS = "tei,json,docx,pdf"
PRODUCTS = "csv,parquet,text,network,cmif,corpus.tei,volume.pdf"
RULES = 50
PROFILE = 'title = "Some records"\npublisher = "The Invented Archive"\ndate = "2026-11-24"\n'
HEAD = 'reviewer = "R. Reviewer"\ndate = 2026-11-24\n'
FIXED = """
[[protected]]
code = "25X1-human"
[[paragraph]]
marking = ["S//NF", "S/NF"]
code = "1.4(d)"
[[paragraph]]
marking = ["SBU"]
code = "(b)(5)"
[[pattern]]
pattern = '\\b[\\w.+-]+@[\\w-]+\\.[a-z]{2,4}\\b'
code = "(b)(6)"
label = "addresses of mail"
[[pattern]]
pattern = '\\b\\d{3}[- ]\\d{4}\\b'
code = "(b)(6)"
label = "telephone numbers"
[[pattern]]
pattern = '(?i)\\bembassy of [a-z]+'
code = "1.4(b)"
[[name]]
name = "Orrin Vale"
person = false
code = "1.4(b)"
[[name]]
name = "Núria Quintero-Weiss"
variants = ["Núria Weiss"]
code = "(b)(6)"
[[name]]
name = "João Álvares"
code = "(b)(6)"
[[name]]
name = "Inés Quiñones"
code = "(b)(6)"
"""


def rules(files: list[Path]) -> str:
    """Fifty rules: the fixed ones, a node and two records of the collection, and the people that its records name."""
    documents = [converters.read(file) for file in files]
    people = sorted({agent.name for one in documents for agent in one.metadata.agents if agent.type == "person"})
    people = [name for name in people if len(plain(name)) >= 5 and "'" not in name and '"' not in name]
    denied = [one.id for one in documents[:: max(1, len(documents) // 2)] if one.id][:2]
    node = next(node.id for node in walk(documents[1]) if node.id and len(plain_text(node)) > 40)
    more = [f'[[document]]\nid = ["{id}"]\ncode = "1.4(c)"\n' for id in denied]
    more.append(f'[[node]]\nid = ["{node}"]\ncode = "1.4(b)"\n')
    left = RULES - FIXED.count("[[") - len(more)
    named = people[:: max(1, len(people) // left)][:left]
    more += [f'[[name]]\nname = "{name}"\ncode = "(b)({number % 9 + 1})"\n' for number, name in enumerate(named)]
    more += [
        f'[[name]]\nname = "Nobody {chr(65 + number) * 7}"\ncode = "(b)(6)"\n' for number in range(left - len(named))
    ]
    assert (FIXED + "".join(more)).count("[[") == RULES
    return HEAD + FIXED + "".join(more)


def decide(review: Path) -> tuple[list[dict[str, str]], set[str]]:
    """Refuse every fifth place, accept the others; the rows, and the texts that no refused place has anywhere."""
    with review.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["decision"] = "refuse" if number % 5 == 4 and row["rule"][:8] not in ("document", "node: c0") else "accept"
    with review.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    refused = [plain(row["text"]) for row in rows if row["decision"] == "refuse"]
    wanted = {row["text"] for row in rows if row["decision"] == "accept" and row["where"] != "whole record"}
    return rows, {text for text in wanted if len(plain(text)) >= 4 and not any(plain(text) in one for one in refused)}


@pytest.fixture(scope="module")
def withheld(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, shared: Path
) -> tuple[Path, list[dict[str, str]], set[str]]:
    folder = tmp_path_factory.mktemp("withheld")
    (folder / "in").mkdir()
    chosen = sample(cable_files(shared), request, 4)
    files = [Path(shutil.copy(file, folder / "in")) for file in (*chosen, *example_files())]
    (folder / "rules.toml").write_text(rules(files), "utf-8")
    (folder / "collection.toml").write_text(PROFILE)
    common: tuple[str, ...] = ("--withhold", "rules.toml", "--collection", "collection.toml")
    done = run("convert", "in", "-t", FORMATS, "-o", "out", *common, "--list-withheld", "review.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    assert not (folder / "out").exists()
    rows, secrets = decide(folder / "review.csv")
    common = (*common, "--reviewed", "review.csv")
    for words in (("convert", "in", "-t", FORMATS, "-o", "out"), ("publish", "in", "-t", PRODUCTS, "-o", "products")):
        done = run(*words, *common, "--json", folder=folder)
        assert done.returncode == 0, done.stderr + done.stdout[:2000]
        (folder / "told").mkdir(exist_ok=True)
        (folder / "told" / f"{words[0]}.txt").write_text(done.stdout + done.stderr)
    done = run("bag", "out", "-o", "bag", "--collection", "collection.toml", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder, rows, secrets


@pytest.mark.shared
def test_nothing_withheld_and_no_checksum_of_it_is_anywhere_in_what_is_made(
    withheld: tuple[Path, list[dict[str, str]], set[str]],
) -> None:
    folder, rows, secrets = withheld
    touched = {Path(row["record"]).name for row in rows if row["decision"] == "accept"}
    originals = {file.read_bytes() for file in (folder / "in").iterdir() if file.name in touched}
    assert len(secrets) > 10
    for name, data in contents(folder / "out").items():
        file = folder / "bag/data" / name
        assert file.read_bytes() == data
        file.unlink()  # it is searched where it was made
    found = [leaks(folder / name, secrets, originals) for name in ("out", "products", "bag", "told")]
    assert list(itertools.chain(*found)) == []


@pytest.mark.shared
def test_every_accepted_place_is_done_and_every_refused_one_untouched(
    withheld: tuple[Path, list[dict[str, str]], set[str]],
) -> None:
    """The texts of the places around each: a refused one stands as before, an accepted one is a gap."""
    folder, rows, _ = withheld
    for file in sorted((folder / "in").iterdir()):
        mine = [row for row in rows if Path(row["record"]).name == file.name]
        if not mine or any(row["where"] == "whole record" for row in mine):
            continue
        before, after = (converters.read(one) for one in (file, next((folder / "out").glob(f"{file.stem}.json"))))
        was, now = ("\n".join(map(plain_text, one.body)) for one in (before, after))
        refused = [plain(row["text"]) for row in mine if row["decision"] == "refuse"]
        for row in mine:
            if row["rule"].startswith("name") and ":" not in row["where"]:
                counts = was.count(row["text"]), now.count(row["text"])
                if not any(plain(row["text"]) in one for one in refused):
                    assert counts[1] == 0, (file.name, row["text"])
                if all(other["decision"] == "refuse" for other in mine if _overlap(row, other)):
                    assert counts[0] == counts[1], (file.name, row["text"])


def _overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two places may have words in common: whole paragraphs, or texts that hold each other."""
    left, right = plain(one["text"]), plain(other["text"])
    return left in right or right in left


def test_the_leak_search_finds_what_is_hidden(tmp_path: Path) -> None:
    """A secret in each guise is found, so that a search that finds none means something."""
    converters.convert(EXAMPLES / "telegram-redacted.txt", tmp_path / "a.pdf")
    converters.convert(EXAMPLES / "telegram-redacted.txt", tmp_path / "a.docx")
    found = {
        where for where, _ in leaks(tmp_path, {"Núria Weiss"}, {(EXAMPLES / "telegram-redacted.txt").read_bytes()})
    }
    assert "a.pdf (as read)" in found
    assert any(where.startswith("a.docx!word/document.xml") for where in found)
    assert any(where.startswith("a.docx!customXml") for where in found)
    assert any(where.startswith("a.pdf!") for where in found)
