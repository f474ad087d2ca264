"""``airsync-gui password``: passwords of database servers, in and out of the system's keyring."""

from __future__ import annotations

import sys

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command
from airsync_gui.cli.options import verbatim
from airsync_gui.credentials import Secret
from airsync_gui.errors import UsageError
from airsync_gui.local.server_names import ServerAddress, parse_server, scheme_of
from airsync_gui.messages import plain


@click.group()
def password() -> None:
    """Passwords of database servers, kept in the system's keyring and nowhere else."""


EXAMPLES = """
Examples:
  airsync-gui password set postgresql://ada@db.example.org/club
  pass db/club | airsync-gui password set Members

On a computer without a keyring, PostgreSQL's ~/.pgpass and PGPASSWORD and MySQL's ~/.my.cnf are read as ever.
"""


@password.command("set", epilog=verbatim(EXAMPLES))
@click.argument("server", metavar="SERVER")
@app_command
def set_password(app: App, server: str) -> None:
    """Store the password for SERVER: postgresql://user@host/database, mysql://user@host/database, or a pair's name.

    It is asked for, or read from standard input, tried, and stored if the server takes it.
    """
    address = _address(app, server)
    source = address.url
    app.passwords.offer_for(address, _read_password(address))
    app.tables_in(source)
    app.passwords.keep(source)
    where = f"{address.place}, in {app.secrets.backend_name()}"
    click.echo(f"Stored the password of {plain(address.user)} for {plain(where)}.")


@password.command("forget")
@click.argument("server", metavar="SERVER")
@app_command
def forget_password(app: App, server: str) -> None:
    """Remove the password for SERVER from the keyring; pairs and state stay."""
    address = _address(app, server)
    found = "Removed the password" if app.passwords.forget(address) else "There was no password"
    click.echo(f"{found} of {plain(address.user)} for {plain(address.place)}.")


def _address(app: App, server: str) -> ServerAddress:
    source = server if scheme_of(server) else app.settings.pair(server).source
    if not scheme_of(source):
        raise UsageError(detail=f"The pair {server} is not of a database server, so it has no password.")
    address, _, given = parse_server(source)
    if given is not None:
        raise UsageError(
            detail="Leave the password out of the address: on a command line others can see it. It is asked for."
        )
    if not address.user:
        raise UsageError(detail=f"Say whose password it is: {address.kind}://user@{address.place}/{address.database}.")
    return address


def _read_password(address: ServerAddress) -> Secret:
    if sys.stdin is not None and sys.stdin.isatty():
        return Secret(click.prompt(f"Password of {plain(address.user)} at {address.place}", hide_input=True, err=True))
    try:
        text = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    except UnicodeDecodeError:
        text = ""  # told below, without the bytes
    if not text:
        raise UsageError(detail="No password came on standard input: it is the first line of it.")
    return Secret(text)
