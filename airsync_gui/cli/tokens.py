"""``airsync-gui token``: the access token, in and out of the system's keyring."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from airsync_gui.app import App
from airsync_gui.cli.common import account_of, account_option, app_command, json_option, read_token
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import print_json
from airsync_gui.messages import plain
from airsync_gui.value_words import many


@click.group()
def token() -> None:
    """The Airtable access token, kept in the system's keyring and nowhere else."""


EXAMPLES = """
Examples:
  airsync-gui token set
  pass airtable/work | airsync-gui token set --account work
"""


IMPORT_EXAMPLES = """
Examples:
  airsync-gui token import
  airsync-gui token import ~/scripts/airtable.key --remove
"""


@token.command("set", epilog=verbatim(EXAMPLES))
@account_option
@app_command
def set_token(app: App, account: str | None) -> None:
    """Store a personal access token; it is asked for, or read from standard input.

    Make one at https://airtable.com/create/tokens with the scopes data.records:read, data.records:write and
    schema.bases:read, and access to the bases to sync; with webhook:manage a sync with no news is a single call.
    """
    name = account_of(account)
    app.settings.read()  # a settings file that can't be noted in is told of before anything is asked for
    given = app.given_token or read_token()
    app.keep_token(name, given)
    where = f"at {app.endpoint.host}, in {app.secrets.backend_name()}"
    click.echo(f"Stored {given} for the account “{plain(name)}” {where}. Try it: airsync-gui token test")


@token.command("import", epilog=verbatim(IMPORT_EXAMPLES))
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--remove", is_flag=True, help="Remove the file once its token is in the keyring.")
@account_option
@app_command
def import_token(app: App, path: Path | None, remove: bool, account: str | None) -> int:
    """Bring the token of an older script's key file into the keyring.

    PATH is ~/.config/airtable/api_key if not given. A file that others may read is not taken.
    """
    from airsync_gui.key_file import read_key_file, usual_place

    name, file = account_of(account), path or usual_place()
    given = read_key_file(file)
    app.keep_token(name, given)
    where = f"at {app.endpoint.host}, in {app.secrets.backend_name()}"
    click.echo(f"Stored {given} for the account “{plain(name)}” {where}.")
    asked = not remove and sys.stdin is not None and sys.stdin.isatty()
    if remove or (asked and click.confirm(f"Remove {plain(file, 200)}? Nothing of AirSync's needs it any more.")):
        return _removed(file)
    if not asked:
        click.echo(f"{plain(file, 200)} still holds it in plain text: remove it when no other script needs it.")
    return 0


def _removed(file: Path) -> int:
    """Removes a key file whose token is in the keyring; the exit code."""
    from airsync_gui.key_file import remove_key_file

    try:
        remove_key_file(file)
    except OSError as error:
        why = error.strerror or type(error).__name__
        click.echo(f"{plain(file, 200)} still holds it in plain text and can't be removed: {why}.", err=True)
        return 1
    click.echo(f"Removed {plain(file, 200)}.")
    return 0


@token.command("test")
@account_option
@json_option
@app_command
def test_token(app: App, account: str | None, as_json: bool) -> None:
    """Ask Airtable whether the token is good, and which bases it sees."""
    name = account_of(account)
    shown = app.token_of(name)
    metadata = app.metadata(name)
    owner = metadata.whoami()
    bases = metadata.bases()
    if as_json:
        items = [{"id": base.id, "name": base.name, "permission_level": base.permission_level} for base in bases]
        print_json({"token": str(shown), "host": app.endpoint.host, "user": owner.id, "items": items})
        return
    click.echo(f"{app.endpoint.host} accepts {shown}. It sees {many(len(bases), 'base')}:")
    for base in bases:
        click.echo(f"  {plain(base.name)}  ({base.id}, {base.permission_level})")
    if not bases:
        click.echo("Give the token access to a base, in Airtable's builder hub.")
    _suggest_rotation(app, name)


def _suggest_rotation(app: App, account: str) -> None:
    from airsync_gui.health_limits import reached

    if app.given_token is None and app.settings.has_token(account, app.endpoint.host):
        age = app.clock.now() - app.secrets.stored_at(account, app.endpoint.host)
        if reached(age.days, app.settings.health_limits().token_days):
            click.echo(f"It was stored {age.days} days ago: consider a new one (airsync-gui token set).")


@token.command("forget")
@account_option
@app_command
def forget_token(app: App, account: str | None) -> None:
    """Remove the token from the keyring; pairs and state stay."""
    name = account_of(account)
    was_there = app.forget_token(name, app.endpoint.host)
    found = "Removed the token" if was_there else "There was no token"
    click.echo(f"{found} for the account “{plain(name)}” at {app.endpoint.host}.")
