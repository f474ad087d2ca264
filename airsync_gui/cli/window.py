"""``airsync-gui`` without a command: the window, or words about why there is none."""

from __future__ import annotations

from pathlib import Path

import click

from airsync_gui import screen


def open_window(profile: Path | None, *, demo: bool, headless: bool, background: bool = False) -> int:
    """Show the window until it is closed; where there is no screen, say so, and tell the demo in words.

    Returns:
        The program's exit code.
    """
    why = None if headless else screen.problem()
    if why is None and not headless:
        from airsync_gui.desktop import run_window

        return run_window(profile, demo=demo, background=background)
    if why is not None:
        click.echo(why, err=True)
    if not demo:
        click.echo("AirSync's commands need no screen; airsync-gui --help lists them.", err=True)
        return 1
    from airsync_gui.demo.story import main

    return main()
