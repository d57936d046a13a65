"""Edits with tracked changes, put into the XML of a Word file as Word writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

from converters.formats.docx.ooxml import W
from tests.docx.helpers import with_part

MAIN = "word/document.xml"
WHO, WHEN = "Ann Berg", "2024-03-02T10:00Z"
BY = f'w:author="{WHO}" w:date="2024-03-02T10:00:00Z"'
Edit = Callable[[bytes], bytes]


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def inserted(text: str, properties: str = "") -> str:
    return f'<w:ins w:id="900" {BY}>{run(text, properties)}</w:ins>'


def deleted(text: str, properties: str = "") -> str:
    return f'<w:del w:id="901" {BY}>{run(text, properties, "delText")}</w:del>'


def mark(change: str) -> str:
    """Properties of a paragraph whose end was put in (`ins`) or taken out (`del`)."""
    return f'<w:pPr><w:pStyle w:val="RecordParagraph"/><w:rPr><w:{change} w:id="902" {BY}/></w:rPr></w:pPr>'


def on_run(text: str, new: Callable[[str], str], part: str = MAIN) -> Edit:
    """Put something else in the place of the run that says a text; `new` gets the properties of that run."""
    pattern = re.compile(
        r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">' + re.escape(text) + "</w:t></w:r>"
    )
    return lambda data: with_part(data, part, lambda xml: pattern.sub(lambda found: new(found[1] or ""), xml, count=1))


def on_paragraph(text: str, change: Callable[[str], str], part: str = MAIN) -> Edit:
    """Change the XML of the paragraph that holds a text."""
    pattern = re.compile(r"<w:p>(?:(?!</w:p>).)*?" + re.escape(text) + r".*?</w:p>", re.DOTALL)
    return lambda data: with_part(data, part, lambda xml: pattern.sub(lambda found: change(found[0]), xml, count=1))


def with_marked_end(paragraph: str, change: str) -> str:
    """The XML of a paragraph whose end is tracked."""
    return paragraph.replace("</w:pPr>", f'<w:rPr><w:{change} w:id="903" {BY}/></w:rPr></w:pPr>', 1)


def all_runs(paragraph: str, change: str) -> str:
    """The XML of a paragraph all of whose runs are tracked."""
    tag = "delText" if change in ("del", "moveFrom") else "t"
    runs = re.sub(r"<w:r>.*?</w:r>", lambda found: f'<w:{change} w:id="904" {BY}>{found[0]}</w:{change}>', paragraph)
    return re.sub(r"(</?w:)t\b", rf"\g<1>{tag}", runs)


def all_settled(*, accept: bool) -> Edit:
    """All tracked changes accepted in Word, or all rejected; for those that stand neither in others nor at an end."""
    stays = "ins" if accept else "del"
    change = re.compile(r"<w:(ins|del) [^>]*>(.*?)</w:\1>")

    def settle(found: re.Match[str]) -> str:
        return found[2].replace("w:delText", "w:t") if found[1] == stays else ""

    return lambda data: with_part(data, MAIN, lambda xml: change.sub(settle, xml))


NAMESPACE = f'xmlns:w="{W}"'
