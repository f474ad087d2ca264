"""The command line: the same engine as the window's, without Qt."""

from __future__ import annotations

from pathlib import Path

import click

from airsync_gui import __version__, logs
from airsync_gui.cli import listings, pairs, queue, resolve, sandbox, sync, system, tokens
from airsync_gui.cli.common import Context, token_option


class Program(click.Group):
    """Lists its commands in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order they were added, not by alphabet."""
        return list(self.commands)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="airsync-gui")
@click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep settings, state and logs in this folder (also AIRSYNC_PROFILE).",
)
@token_option
@click.pass_context
def program(ctx: click.Context, profile: Path | None, token_stdin: bool) -> None:
    """Keep local tables and Airtable tables in two-way sync."""
    ctx.obj = Context(profile)
    ctx.obj.token_stdin = token_stdin


program.add_command(tokens.token)
program.add_command(pairs.pair)
program.add_command(sync.sync)
program.add_command(listings.status)
program.add_command(queue.queue)
program.add_command(listings.conflicts)
program.add_command(resolve.resolve)
program.add_command(listings.history)
program.add_command(listings.schema)
program.add_command(sandbox.sandbox)
program.add_command(system.doctor)


def main() -> None:
    """The entry point of ``airsync-gui``."""
    logs.watch_for_bugs()
    program(prog_name="airsync-gui")
