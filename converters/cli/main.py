"""The command `dragoman`: its subcommands, its errors and its exit codes."""

from __future__ import annotations

import importlib
import os
import sys

import click

from converters import __version__
from converters.errors import DragomanError, ExitCode

COMMANDS = {
    "convert": "Convert records to TEI, JSON, Word or PDF.",
    "validate": "Check files against the rules of their formats.",
    "publish": "Make tables, a network, texts or an index of a collection.",
    "bag": "Pack the outputs of a run into a bag to be kept.",
    "verify": "Check the outputs of a run against its manifest.",
    "inspect": "Show what was understood of a record.",
    "diff": "Compare two documents in the model, whatever their formats.",
    "edits": "Make a file of what somebody changed in a record.",
    "source": "Give the original back, byte by byte.",
    "formats": "List the formats and what each shows.",
    "themes": "List the themes of print, or show one to be copied and changed.",
}
"""The subcommands, each in a module of its name, and one line for the overview (which imports none of them)."""


TRACEBACK = "DRAGOMAN_TRACEBACK"
"""The variable of the environment that shows where the program itself failed."""


class LateGroup(click.Group):
    """A group that imports a subcommand when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"converters.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dragoman")
def dragoman() -> None:
    """Archival records to TEI, JSON, Word and archival PDF, and back without a loss.

    Exit status: 0 done; 1 some inputs failed, the others are done; 2 the call makes no sense; 3 a loss or a warning,
    with --fail-on-loss or --strict; 130 interrupted.
    """


def main() -> None:
    """Run the command and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """The exit code of the command with these words; what it has to say goes to the standard streams."""
    try:
        result = dragoman.main(words, prog_name="dragoman", standalone_mode=False)
        sys.stdout.flush()
        return int(result or ExitCode.DONE)
    except DragomanError as error:
        return _stop(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(f"{error.format_message()}\n")
        return ExitCode.USAGE
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "dragoman"
        return _stop(f"{error.format_message().rstrip('.')}. See `{path} --help`.", ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _stop("interrupted", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone: nothing more can be said, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        kind = f"{type(error).__name__}: {error}"
        return _stop(f"the program failed ({kind}); report it, {TRACEBACK}=1 shows where", ExitCode.FAILED)


def _stop(problem: str, code: ExitCode) -> int:
    from converters.cli.streams import say

    say(" ".join(problem.split()))
    return code
