"""``airsync-gui token``: the access token, in and out of the system's keyring."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from airsync_gui.app import DEFAULT_ACCOUNT, App
from airsync_gui.cli.common import app_command
from airsync_gui.cli.output import print_json

account_option = click.option("--account", default=DEFAULT_ACCOUNT, show_default=True, help="Which account it is for.")

ROTATE_AFTER_DAYS = 90
"""A stored token's age at which replacing it is suggested."""


@click.group()
def token() -> None:
    """The Airtable access token, kept in the system's keyring and nowhere else."""


@token.command("set")
@account_option
@app_command
def set_token(app: App, account: str) -> None:
    """Store a personal access token; it is asked for, or read from standard input.

    It needs the scopes data.records:read, data.records:write and schema.bases:read, and access to the bases to sync.
    """
    from airsync_gui.credentials import Token

    given = app.given_token
    if given is None:
        if sys.stdin.isatty():
            given = Token(click.prompt("Access token", hide_input=True))
        else:
            given = Token(sys.stdin.readline())
    app.secrets.store(account, app.endpoint.host, given)
    app.settings.note_token(account, app.endpoint.host, stored=True)
    click.echo(f"Stored {given} for the account “{account}” at {app.endpoint.host}, in {app.secrets.backend_name()}.")


@token.command("test")
@account_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@app_command
def test_token(app: App, account: str, as_json: bool) -> None:
    """Ask Airtable whether the token is good, and which bases it sees."""
    shown = app.token_of(account)
    metadata = app.metadata(account)
    owner = metadata.whoami()
    bases = metadata.bases()
    if as_json:
        items = [{"id": base.id, "name": base.name, "permission_level": base.permission_level} for base in bases]
        print_json({"token": str(shown), "host": app.endpoint.host, "user": owner.id, "items": items})
        return
    click.echo(f"{app.endpoint.host} accepts {shown}. It sees {len(bases)} base{'s' if len(bases) != 1 else ''}:")
    for base in bases:
        click.echo(f"  {base.name}  ({base.id}, {base.permission_level})")
    _suggest_rotation(app, account)


def _suggest_rotation(app: App, account: str) -> None:
    if app.given_token is None and app.settings.has_token(account, app.endpoint.host):
        age = datetime.now(UTC) - app.secrets.stored_at(account, app.endpoint.host)
        if age.days >= ROTATE_AFTER_DAYS:
            click.echo(f"It was stored {age.days} days ago: consider a new one (airsync-gui token set).")


@token.command("forget")
@account_option
@app_command
def forget_token(app: App, account: str) -> None:
    """Remove the token from the keyring; pairs and state stay."""
    was_there = app.secrets.forget(account, app.endpoint.host)
    app.settings.note_token(account, app.endpoint.host, stored=False)
    found = "Removed the token" if was_there else "There was no token"
    click.echo(f"{found} for the account “{account}” at {app.endpoint.host}.")
