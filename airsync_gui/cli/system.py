"""``airsync-gui doctor``: what is installed, which keyring, can Airtable be reached."""

from __future__ import annotations

import click

from airsync_gui.app import App
from airsync_gui.cli.common import account_of, account_option, app_command, json_option
from airsync_gui.cli.output import print_items
from airsync_gui.diagnostics import as_lines, findings


@click.command()
@account_option
@json_option
@app_command
def doctor(app: App, account: str | None, as_json: bool) -> int:
    """What to send with a problem report. It changes nothing and holds no secret."""
    found = findings(app, account_of(account))
    if as_json:
        print_items([{"id": each.name, "ok": each.ok, "found": each.found} for each in found])
    else:
        for each in as_lines(found):
            click.echo(each)
    return 0 if all(each.ok for each in found) else 1
