"""The command line: the same engine as the window's, without Qt; and, without a command, the window.

Each command's module is imported when that command is called, so that help and completion answer at once.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from airsync_gui import __version__
from airsync_gui.cli.options import Context, account_option, token_option

COMMANDS = {
    "token": ("tokens", "Store, test or forget the Airtable access token."),
    "password": ("passwords", "Store or forget the password of a database server."),
    "pair": ("pairs", "Set up what is kept in step with what: add, list, show, set, …"),
    "sync": ("sync", "Bring pairs in step, or see what that would do (--dry-run)."),
    "status": ("status", "Each pair: is it in step, when was its last run, what waits."),
    "health": ("health", "Requests to Airtable: are they well, how many, how is it read."),
    "queue": ("queue", "What waits to be sent, was refused, or is held; retry, edit or drop it."),
    "conflicts": ("conflicts", "Records that both sides changed, for you to settle."),
    "resolve": ("resolve", "Settle a conflict, or several alike."),
    "duplicates": ("duplicates", "Records that stand more than once: list them, merge them."),
    "history": ("history", "Every run, and what each did."),
    "explain": ("explain", "Why one record looks as it does: each side, each run, each rule."),
    "undo": ("undo", "Put back what a run, or one change of it, wrote."),
    "plan": ("plan", "How many calls a month Airtable allows, and how many were made."),
    "schema": ("schema", "What changed in Airtable's fields since a pair was set up."),
    "openclaw": ("openclaw", "List the tables in an OpenClaw workspace; tell its agent about AirSync."),
    "sandbox": ("sandbox", "Run a stand-in for Airtable on this computer, to try things."),
    "doctor": ("system", "Check the installation; what to send with a problem report."),
}
"""Command → the module it is in, and its line in the list, in the order in which a person meets them."""
NEW_OBJECTS = 50_000
"""So many before Python looks for cycles among them: after 700, as it does by itself, that is 5 % of a large sync."""


class Program(click.Group):
    """Knows its commands by name and imports each when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"airsync_gui.cli.{COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what click says of its arguments repeats no token that was typed in a wrong place."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            from airsync_gui import logs

            told = error.format_message()
            if (redacted := logs.redact(told)) == told:
                raise
            raise click.UsageError(redacted, error.ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="airsync-gui")
@click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep settings, state and logs in this folder (also AIRSYNC_PROFILE).",
)
@account_option
@token_option
@click.option("--demo", is_flag=True, help="Show AirSync on a sample, with a sandbox for Airtable; nothing is kept.")
@click.option("--headless", is_flag=True, help="With --demo: tell it in this terminal.")
@click.option("--background", is_flag=True, help="Begin without a window, in the desktop's tray.")
@click.pass_context
def program(
    ctx: click.Context,
    profile: Path | None,
    account: str | None,
    token_stdin: bool,
    demo: bool,
    headless: bool,
    background: bool,
) -> None:
    """Keep local tables and Airtable tables in two-way sync.

    Without a command it opens its window. "airsync-gui COMMAND --help" tells more about a command.
    """
    ctx.obj = ctx.obj or Context()
    ctx.obj.profile, ctx.obj.account, ctx.obj.token_stdin = profile, account, token_stdin
    _check_options(ctx, demo, headless, background)
    if ctx.invoked_subcommand is None:
        from airsync_gui.cli.window import open_window

        sys.exit(open_window(profile, demo=demo, headless=headless, background=background))


def _check_options(ctx: click.Context, demo: bool, headless: bool, background: bool) -> None:
    """An option that would change nothing is a misunderstanding."""
    if headless and not demo:
        raise click.UsageError("--headless goes with --demo.")
    if ctx.invoked_subcommand is not None and demo:
        raise click.UsageError("--demo goes with no command.")
    if background and (demo or ctx.invoked_subcommand is not None):
        raise click.UsageError("--background goes with neither a command nor --demo.")
    if ctx.invoked_subcommand is None and (ctx.obj.account is not None or ctx.obj.token_stdin):
        raise click.UsageError("--account and --token-stdin go with a command.")
    if demo and ctx.obj.profile is not None:
        raise click.UsageError("--demo has a profile of its own: --profile does not go with it.")


def main() -> None:
    """The entry point of ``airsync-gui``."""
    gc.set_threshold(NEW_OBJECTS)
    atexit.register(gc.freeze)  # else it looks at all objects once more, before they go anyway
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A name that this terminal has no letters for is shown with escapes, and ends nothing.
            stream.reconfigure(errors="backslashreplace")
    program(prog_name="airsync-gui")
