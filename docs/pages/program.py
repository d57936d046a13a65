"""The pages that tell what the command takes and what each format shows."""

from __future__ import annotations

import click

from converters.cli.main import COMMANDS, LateGroup, dragoman
from converters.formats import registry
from converters.model.walk import node_kinds
from converters.report import kind_name
from docs.pages.shared import WIDTH, block


def command_page() -> str:
    """Every command with its options, as `--help` tells them."""
    widths = {"max_content_width": WIDTH, "terminal_width": WIDTH, **dragoman.context_settings}
    context = click.Context(dragoman, info_name="dragoman", **widths)
    parts = ["# The command\n", block(dragoman.get_help(context))]
    assert isinstance(dragoman, LateGroup)  # noqa: S101 - the table of commands is there
    for name in COMMANDS:
        command = dragoman.get_command(context, name)
        assert command is not None  # noqa: S101 - it is in the table
        inner = click.Context(command, info_name=name, parent=context, **widths)
        parts += [f"## dragoman {name}\n", block(command.get_help(inner))]
    return "\n".join(parts)


def matrix_page() -> str:
    """What each writer shows of each kind of node."""
    writers = [one for one in registry.formats() if one.writer_at]
    lines = [
        "# What each format shows\n",
        "`full`: one who has only what is visible in the output gets an equal node back. `approximate`: it is shown, "
        "but not wholly. `dropped`: it is not shown. Whatever is not `full` is told in the ledger as a warning, and "
        "still comes back from the document that the file carries. The tests try every cell.\n",
        "| kind of node | " + " | ".join(one.name for one in writers) + " |",
        "|---|" + "---|" * len(writers),
    ]
    for kind in node_kinds():
        levels = ((one.support() or {}).get(kind, "") for one in writers)
        lines.append(f"| {kind_name(kind)} | " + " | ".join(levels) + " |")
    return "\n".join(lines) + "\n"
