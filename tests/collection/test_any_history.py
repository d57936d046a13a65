"""Whatever befell a collection between runs: after a run every output is what its input gives, and nothing is half."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from click.testing import CliRunner
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from converters import pipeline
from converters.cli.main import dragoman
from converters.errors import ExitCode
from tests.collection.runs import TELEGRAMS

FORMATS = ("tei", "json")
ENDINGS = {"tei": ".tei.xml", "json": ".json"}
BAD = b"\x00\x01 no record at all"
MODELS = (*(file.read_bytes() for file in TELEGRAMS), BAD)
EXPECTED = [
    {format: pipeline.write_bytes(pipeline.read_bytes(model, format="cable"), format) for format in FORMATS}
    for model in MODELS[:-1]
]
names = strategies.sampled_from(("a", "b", "c", "below/d"))
models = strategies.integers(0, len(MODELS) - 1)


class AnyHistory(RuleBasedStateMachine):
    """A folder of records, the folder of their outputs, and all that can befall both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.inputs: dict[str, int] = {}
        self.formats: tuple[str, ...] = ()
        (self.folder / "in/below").mkdir(parents=True)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def outputs(self) -> list[Path]:
        found = (self.folder / "out").rglob("*")
        return sorted(file for file in found if file.is_file() and file.name.endswith(tuple(ENDINGS.values())))

    def command(self, *words: str) -> int:
        with contextlib.chdir(self.folder):
            return CliRunner().invoke(dragoman, [*words], standalone_mode=False).return_value or 0

    def convert(self, formats: tuple[str, ...]) -> int:
        return self.command("convert", "in", "-t", ",".join(formats), "-o", "out", "--jobs", "1")

    @rule(name=names, model=models)
    def an_input_comes_or_changes(self, name: str, model: int) -> None:
        (self.folder / f"in/{name}.txt").write_bytes(MODELS[model])
        self.inputs[name] = model

    @precondition(lambda self: self.inputs)
    @rule(data=strategies.data())
    def an_input_goes(self, data: strategies.DataObject) -> None:
        name = data.draw(strategies.sampled_from(sorted(self.inputs)))
        (self.folder / f"in/{name}.txt").unlink()
        del self.inputs[name]

    @precondition(lambda self: self.outputs)
    @rule(data=strategies.data(), how=strategies.sampled_from(("gone", "changed", "cut")))
    def an_output_is_damaged(self, data: strategies.DataObject, how: str) -> None:
        output = data.draw(strategies.sampled_from(self.outputs))
        whole = output.read_bytes()
        if how == "gone":
            output.unlink()
        else:
            output.write_bytes(whole[: len(whole) // 2] if how == "cut" else whole + b" ")

    @precondition(lambda self: (self.folder / "out/manifest.jsonl").exists())
    @rule(keep=strategies.integers(0, 100))
    def the_manifest_is_cut(self, keep: int) -> None:
        manifest = self.folder / "out/manifest.jsonl"
        whole = manifest.read_bytes()
        manifest.write_bytes(whole[: len(whole) * keep // 100])

    @precondition(lambda self: self.inputs)
    @rule(after=strategies.integers(0, 3), formats=strategies.sampled_from((FORMATS, FORMATS[:1])))
    def a_run_is_interrupted(self, after: int, formats: tuple[str, ...]) -> None:
        with interrupted_after(after), contextlib.suppress(KeyboardInterrupt):
            self.convert(formats)

    @precondition(lambda self: self.inputs)
    @rule(formats=strategies.sampled_from((FORMATS, FORMATS[:1], FORMATS[1:])))
    def a_run_ends(self, formats: tuple[str, ...]) -> None:
        status = self.convert(formats)
        bad = [name for name, model in self.inputs.items() if MODELS[model] == BAD]
        assert status == (ExitCode.FAILED if bad else ExitCode.DONE)
        for name, model in self.inputs.items():
            for format in formats if name not in bad else ():
                output = self.folder / f"out/{name}{ENDINGS[format]}"
                assert output.read_bytes() == EXPECTED[model][format]

    @invariant()
    def nothing_is_half_written(self) -> None:
        assert not [file for file in self.folder.rglob(f"*{pipeline.PART}") if file.is_file()]


@contextlib.contextmanager
def interrupted_after(count: int) -> Iterator[None]:
    """Somebody presses Ctrl-C when so many files were put in their places."""
    left = count
    replace = os.replace

    def counted(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        replace(path, target)
        return target

    with mock.patch.object(Path, "replace", counted):
        yield


AnyHistory.TestCase.settings = settings(stateful_step_count=12, max_examples=settings().max_examples // 2)
test_after_any_history_a_run_makes_everything_right = AnyHistory.TestCase
