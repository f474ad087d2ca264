"""``airsync-gui sandbox``: the stand-in for Airtable by itself, for trying scripts and pairs against."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Which port to listen on (0: any free one).")
@click.option("--no-rate-limit", is_flag=True, help="Answer as fast as it can.")
@click.option(
    "--switch", multiple=True, metavar="NAME=VALUE", help="Set a doubtful behaviour; a wrong name lists them."
)
@click.option("--delay-ms", type=click.IntRange(0), default=0, help="Wait so long before each answer.")
@click.option("--with-parent", is_flag=True, hidden=True)
def sandbox(port: int, no_rate_limit: bool, switch: tuple[str, ...], delay_ms: int, with_parent: bool) -> None:
    """Run the built-in sandbox Airtable on this computer, until stopped.

    It holds a sample base, forgets everything when it ends, and listens to this computer only. Point AirSync (or any
    Airtable client) at it with AIRTABLE_ENDPOINT_URL.
    """
    from airsync_gui.sandbox.__main__ import main

    flags = [flag for flag, on in (("--no-rate-limit", no_rate_limit), ("--with-parent", with_parent)) if on]
    switches = [f"--switch={setting}" for setting in switch]
    sys.exit(main(["--port", str(port), "--delay-ms", str(delay_ms), *switches, *flags]))
