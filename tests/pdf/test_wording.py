"""The words of the edition itself: in the language that a theme asks for, and tagged with their own."""

from __future__ import annotations

import ast
import io
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

import converters.formats.pdf
from converters import pipeline
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import structure, themes, wording
from converters.formats.pdf.paragraphs import natural_width
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.wording import Language, Own, Wording
from converters.formats.pdf.writer import set_pages
from converters.model import metadata as md
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.nodes import Choice, Foreign, PageBreak, Paragraph
from converters.report import Report
from tests.corpora import example_files
from tests.pdf.boxes import faults
from tests.pdf.records import telegram
from tests.pdf.tagged import rebuilt

HOME = Path(converters.formats.pdf.__file__).parent
TABLES = {language: tomllib.loads((HOME / f"words/{language}.toml").read_text("utf-8")) for language in wording.TABLES}
_EXAMPLES = {file.name: file for file in example_files()}


def theme_in(folder: Path, choice: str) -> str:
    """A user's theme that asks for the words of a language."""
    file = folder / f"{choice}.toml"
    file.write_text(f'base = "edition"\ntext = {{ words = "{choice}" }}', "utf-8")
    return str(file)


def written(document: Document, theme: str | None = None) -> bytes:
    return pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=theme))


def languages_of_own_words(data: bytes) -> set[str]:
    """The languages of what is tagged as words of the edition in another language than those around them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(one.Lang)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{structure.OWN_WORDS}"
        }


DATED = Metadata(
    titles=(md.Title(text="Ein erfundener Brief"),),
    dates=(md.Dating(role="written", text="3. Juni 1911", precision="day", evidence="internal"),),
)
READING = Choice(original=("Komissar",), proposed=("Kommissar",), reason="misspelling", certainty="high")
LETTER = Document(
    lang="de",
    metadata=DATED,
    body=(Paragraph(content=("Der ", READING, " kam", PageBreak(n="2"), "spät.")),),
)


def test_english_words_in_a_document_of_another_language_are_tagged_as_english() -> None:
    data = written(LETTER)
    assert languages_of_own_words(data) == {"en"}
    assert rebuilt(data) == LETTER
    assert pipeline.read_bytes(data, options=ReadOptions(carried=False)) == LETTER


def test_english_words_in_an_english_document_need_no_tags_of_their_own() -> None:
    assert languages_of_own_words(written(telegram())) == set()


def test_what_stands_in_a_passage_of_another_language_is_tagged_there() -> None:
    quoted = Foreign(lang="la", content=("sic", PageBreak(n="3"), "transit"))
    document = Document(lang="en-GB", body=(Paragraph(content=("He wrote: ", quoted)),))
    assert languages_of_own_words(written(document)) == {"en"}


@pytest.mark.parametrize(("choice", "language"), [("de", None), ("document", None), ("fr", "fr")])
def test_a_theme_says_in_which_language_the_edition_speaks(
    choice: str, language: str | None, tmp_path: Path, pdftotext: Callable[..., str]
) -> None:
    data = written(LETTER, theme_in(tmp_path, choice))
    assert languages_of_own_words(data) == ({language} if language else set())
    assert rebuilt(data) == LETTER
    found = " ".join(pdftotext(data).split())
    assert ("Seite 1 von 1" in found) == (choice != "fr")
    assert ("page 1 sur 1" in found) == (choice == "fr")
    assert "certainty" not in found


def test_a_document_in_a_language_without_a_table_has_english_words(tmp_path: Path) -> None:
    danish = Document(lang="da", body=LETTER.body)
    assert languages_of_own_words(written(danish, theme_in(tmp_path, "document"))) == {"en"}


def test_what_a_table_has_not_is_said_in_english() -> None:
    german = wording.wording("de", None)
    assert german.said(Own("p. {}", ("{4}",))) == ("S. {4}", "de")
    assert german.said(Own("gnawed by mice")) == ("gnawed by mice", "en")
    assert german.said(Own("a {brace}")) == ("a {brace}", "en")
    assert Wording().said(Own("p. {}", ("4",))) == ("p. 4", "en")


@pytest.mark.validator
@pytest.mark.shared
@pytest.mark.parametrize("name", ["letter.json", "convention.json"])
@pytest.mark.parametrize("choice", ["en", "document", "es"])
def test_words_in_any_language_are_archival_and_accessible(
    name: str, choice: str, tmp_path: Path, verapdf: Callable[[bytes, str], dict[str, str]]
) -> None:
    document = pipeline.read(_EXAMPLES[name])
    data = written(document, theme_in(tmp_path, choice))
    assert verapdf(data, "3a") == {}
    assert verapdf(data, "ua1") == {}
    assert rebuilt(data) == document


# --- the tables ---


def own_words() -> Iterator[str]:
    """The words that the engine says, as its code has them."""
    for file in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Own", "_named"):
                yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


def test_the_tables_say_the_same_things_with_the_same_values() -> None:
    for table in TABLES.values():
        assert table.keys() == TABLES["de"].keys()
        assert {key for key, text in table.items() if key.count("{}") != text.count("{}") or not text.strip()} == set()


def test_the_tables_have_all_that_the_engine_says() -> None:
    said = set(own_words())
    assert len(said) > 20
    assert said <= TABLES["de"].keys()


@pytest.mark.parametrize("language", wording.TABLES)
@pytest.mark.parametrize("name", ["telegram-two-sections.txt", "telegram-markdown-copy.txt", "telegram-redacted.txt"])
def test_a_telegram_leaves_no_english_word_of_the_edition(language: Language, name: str, tmp_path: Path) -> None:
    document = pipeline.read(_EXAMPLES[name])
    assert languages_of_own_words(written(document, theme_in(tmp_path, language))) == {language}


@pytest.mark.parametrize("language", wording.TABLES)
def test_the_names_of_rows_break_no_word(language: Language) -> None:
    job = set_pages(LETTER, Report(), themes.theme()).job
    setting = job.setting("fact-name")
    names = [text for key, text in TABLES[language].items() if key[0].isupper() and key not in ("Contents", "Notes")]
    for word in " ".join(names[: names.index(TABLES[language]["TELEGRAM"])]).split():
        assert natural_width(job, [Text(word, setting.style, None)], preserve=False) <= 84.0, word


@pytest.mark.parametrize("language", wording.TABLES)
def test_pages_in_any_language_are_sound(language: Language) -> None:
    theme = themes.theme("large-print", "6x9")._replace(words=language)
    assert faults(telegram(6), theme) == []
