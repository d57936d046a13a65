"""Edit Word files in LibreOffice, through its programming interface (UNO), as a person would with the keyboard.

This file has two sides. Imported by a test, `edited_in_office` starts LibreOffice and this file as a script. As a
script it runs on the Python that has `uno` (the system's own), and imports nothing of the project.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"
_PIPE = "dragoman-tests"
_ATTEMPTS = 4


def edited_in_office(soffice: str, data: bytes, names: list[str], folder: Path) -> dict[str, bytes]:
    """The file after each of the edits of these names, one edit in each, as LibreOffice saves it.

    LibreOffice is started anew for what is left where it ends before all is done, which it does now and then.
    """
    (folder / "source.docx").write_bytes(data)
    done: dict[str, bytes] = {}
    said = ""
    for attempt in range(_ATTEMPTS):
        left = [name for name in names if name not in done]
        if left:
            said = _session(soffice, left, folder, attempt)
            saved = {name: folder / f"{attempt}-{number}.docx" for number, name in enumerate(left)}
            done |= {name: path.read_bytes() for name, path in saved.items() if path.exists()}
    assert len(done) == len(names), said
    return done


def _session(soffice: str, names: list[str], folder: Path, attempt: int) -> str:
    """One life of LibreOffice; gives what the script said of what went wrong."""
    pipe = f"{_PIPE}-{folder.name}-{attempt}"
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={(folder / f'profile{attempt}').as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, __file__, pipe, str(folder), str(attempt), json.dumps(names)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGTERM)
        office.wait(timeout=60)
    return done.stderr


# --- the side of LibreOffice ---

Edit = Callable[[Any], None]
BREAK = 0  # com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK


def _portions(text: Any) -> Iterator[Any]:
    """The stretches of one look in a text, those in its tables among them."""
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.getCellNames():
                yield from _portions(block.getCellByName(name))
            continue
        portions = block.createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            if portion.TextPortionType == "Text":
                yield portion


def _texts(document: Any) -> Iterator[Any]:
    """The text and the notes."""
    yield document.getText()
    for notes in (document.getFootnotes(), document.getEndnotes()):
        yield from (notes.getByIndex(number) for number in range(notes.getCount()))


def _found(document: Any, words: str) -> Any:
    """The first place where words stand (the search of LibreOffice finds nothing in a document without a window)."""
    for text in _texts(document):
        for portion in _portions(text):
            place = portion.getString().find(words)
            if place >= 0:
                cursor = portion.getText().createTextCursorByRange(portion.getStart())
                cursor.goRight(place, False)
                cursor.goRight(len(words), True)
                return cursor
    raise LookupError(f"{words!r} is not there")


def _typed(words: str, new: str) -> Edit:
    """Select words and type."""
    return lambda document: _found(document, words).setString(new)


def _typed_after(words: str, new: str) -> Edit:
    """Put the cursor behind words and type."""

    def edit(document: Any) -> None:
        end = _found(document, words).getEnd()
        end.getText().insertString(end, new, False)

    return edit


def _split_before(words: str) -> Edit:
    def edit(document: Any) -> None:
        start = _found(document, words).getStart()
        start.getText().insertControlCharacter(start, BREAK, False)

    return edit


def _merged_behind(words: str) -> Edit:
    """The delete key at the end of a paragraph."""

    def edit(document: Any) -> None:
        found = _found(document, words)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString("")

    return edit


def _without_paragraph(words: str) -> Edit:
    """Select a paragraph with its end and delete it."""

    def edit(document: Any) -> None:
        found = _found(document, words)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.setString("")

    return edit


def _paragraph_behind(words: str, new: str) -> Edit:
    """The return key at the end of a paragraph, and typing."""

    def edit(document: Any) -> None:
        found = _found(document, words)
        text = found.getText()
        cursor = text.createTextCursorByRange(found)
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, BREAK, False)
        text.insertString(cursor, new, False)

    return edit


def _note(words: str, service: str, new: str) -> Edit:
    def edit(document: Any) -> None:
        note = document.createInstance(f"com.sun.star.text.{service}")
        end = _found(document, words).getEnd()
        end.getText().insertTextContent(end, note, False)
        note.setString(new)

    return edit


def _comment(words: str, new: str) -> Edit:
    def edit(document: Any) -> None:
        comment = document.createInstance("com.sun.star.text.textfield.Annotation")
        comment.Author, comment.Content = "Ann Berg", new
        found = _found(document, words)
        found.getText().insertTextContent(found, comment, True)

    return edit


def _row(document: Any) -> None:
    """A row at the end of the table of posts, with its cells filled in."""
    tables = document.getTextTables()
    table = next(
        one
        for one in (tables.getByIndex(number) for number in range(tables.getCount()))
        if one.getCellByName("A1").getString() == "Post"
    )
    table.getRows().insertByIndex(table.getRows().getCount(), 1)
    last = table.getRows().getCount()
    table.getCellByName(f"A{last}").setString("Marlow")
    table.getCellByName(f"B{last}").setString("7")


def _replaced_everywhere(old: str, new: str) -> Edit:
    def edit(document: Any) -> None:
        while True:
            try:
                _found(document, old).setString(new)
            except LookupError:
                return

    return edit


def _tracked(edit: Edit) -> Edit:
    def tracked(document: Any) -> None:
        document.RecordChanges = True
        edit(document)
        document.RecordChanges = False

    return tracked


def _bold(words: str) -> Edit:
    return lambda document: setattr(_found(document, words), "CharWeight", 150.0)


def _styled(words: str, style: str) -> Edit:
    return lambda document: setattr(_found(document, words), "ParaStyleName", style)


SETTLEMENTS = {
    "all changes accepted": ".uno:AcceptAllTrackedChanges",
    "all changes rejected": ".uno:RejectAllTrackedChanges",
}
"""What an editor does with all tracked changes: commands of the menu, which need a window, hidden or not."""
EDITS: Mapping[str, Edit] = {
    "nothing": lambda document: None,
    "letters in the middle of a word": _typed_after("tal", "ly"),
    "letters in a name": _typed("lse", "lsa"),
    "a word in an emphasised name": _typed("Olsen", "Nilsen"),
    "a paragraph split": _split_before(" in the talks"),
    "two paragraphs merged": _merged_behind("A pause"),
    "a paragraph deleted": _without_paragraph("A pause"),
    "a paragraph typed": _paragraph_behind("A pause", "Typed anew."),
    "a footnote added": _note("in the", "Footnote", "Asked twice."),
    "an endnote added": _note("in the", "Endnote", "Asked twice."),
    "a word in a note": _typed("Of the harbour", "Of the quay"),
    "a comment": _comment("talks", "Which talks?"),
    "a row added": _row,
    "an item added": _paragraph_behind("one", "half"),
    "a heading changed": _typed("Summary", "Overview"),
    "find and replace": _replaced_everywhere("the ", "ye "),
    "a recipient": _typed("SECSTATE WASHDC", "AMEMBASSY MARLOW"),
    "a word made bold": _bold("talks"),
    "a paragraph made a quotation": _styled("The repaired", "Quotations"),
    "a word replaced, tracked": _tracked(_typed("talks", "tides")),
    "words deleted, tracked": _tracked(_typed(" the talks", "")),
}
"""What is done, by names that the tests use."""


def _connected(pipe: str) -> Any:
    import uno  # type: ignore[import-not-found,unused-ignore]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not there yet: the office is starting
            time.sleep(0.2)
    raise TimeoutError("LibreOffice does not answer")


def _property(name: str, value: object) -> Any:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found,unused-ignore]

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _settled(context: Any, source: str, command: str) -> Any:
    """A file in a hidden window, after a command of the menu."""
    make = context.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(source, "_blank", 0, (_property("Hidden", True),))
    frame = document.getCurrentController().getFrame()
    make("com.sun.star.frame.DispatchHelper", context).executeDispatch(frame, command, "", 0, ())
    return document


def main(pipe: str, folder: str, attempt: str, names: str) -> None:
    """Do each edit on the source and save it under its number."""
    context = _connected(pipe)
    word = _property("FilterName", "MS Word 2007 XML")
    for number, name in enumerate(json.loads(names)):
        # Without a window: the packages without a user interface cannot draw comments, and end in a crash.
        document = context.ServiceManager.createInstanceWithContext("com.sun.star.text.TextDocument", context)
        source = Path(folder) / f"{attempt}-{number}-source.docx"
        shutil.copyfile(Path(folder) / "source.docx", source)
        if name in SETTLEMENTS:
            document.close(True)
            document = _settled(context, source.as_uri(), SETTLEMENTS[name])
        else:
            document.load((_property("URL", source.as_uri()), word))
            EDITS[name](document)
        document.storeToURL((Path(folder) / f"{attempt}-{number}.docx").as_uri(), (word,))
        document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
