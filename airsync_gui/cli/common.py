"""What all commands share: the profile, the token from standard input, errors as sentences, exit codes."""

from __future__ import annotations

import functools
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from airsync_gui import logs, messages
from airsync_gui.app import App
from airsync_gui.errors import AirSyncError, UsageError
from airsync_gui.paths import Paths

F = TypeVar("F", bound=Callable[..., Any])
log = logging.getLogger("airsync_gui.cli")

token_option = click.option(
    "--token-stdin", is_flag=True, help="Read an access token from standard input, for this command only."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


class Context:
    """What the options before (or after) the command say."""

    def __init__(self, profile: Path | None = None) -> None:
        self.profile = profile
        self.token_stdin = False


def app_command(function: F) -> F:
    """Run a command with an :class:`App`: the first argument; its errors become sentences and exit codes.

    The command takes ``--token-stdin`` too, so that it may stand on any command. It returns its exit code (None: 0).
    """

    @token_option
    @click.pass_obj
    @functools.wraps(function)
    def wrapper(context: Context, /, *args: Any, token_stdin: bool, **kwargs: Any) -> None:
        sys.exit(run_with_app(context, token_stdin, lambda app: function(app, *args, **kwargs)))

    return cast(F, wrapper)


def run_with_app(context: Context, token_stdin: bool, work: Callable[[App], int | None]) -> int:
    """Do the work; whatever ends it early is told in one sentence on standard error."""
    app: App | None = None
    try:
        paths = Paths.of(context.profile)
        _start_logs(paths)
        token = _token_from_stdin() if token_stdin or context.token_stdin else None
        app = App(paths, token=token)
        _stop_on_signals(app)
        return work(app) or 0
    except (AirSyncError, KeyboardInterrupt) as error:
        tell(error)
        return messages.exit_code(error)
    finally:
        if app is not None:
            _close(app)
        logs.shut_down()


def _start_logs(paths: Paths) -> None:
    """Without a place for logs the work still goes on: a full disk must not keep one from reading."""
    try:
        logs.set_up(paths.logs)
    except OSError as error:
        click.echo(f"Note: no log is kept ({error.strerror or error}).", err=True)


def _close(app: App) -> None:
    try:
        app.close()
    except AirSyncError as error:
        log.warning("closing: %s", error)


def tell(error: BaseException) -> None:
    """An error as a person reads it, on standard error; its facts go to the log."""
    message = messages.describe(error)
    log.info("ended by %s", type(error).__name__)
    click.echo(f"{message.title}: {message}", err=True)


def _token_from_stdin() -> Any:
    from airsync_gui.credentials import Token

    return Token(sys.stdin.readline())


def _stop_on_signals(app: App) -> None:
    """The first Ctrl-C (or SIGTERM) asks for an orderly end; a second one ends at once."""

    def ask(signum: int, _frame: object) -> None:
        app.cancel.set()
        signal.signal(signum, signal.SIG_DFL)

    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, ask)


def pairs_of(text: str, what: str) -> tuple[str, str]:
    """``A=B`` as two texts."""
    left, sign, right = text.partition("=")
    if not sign or not left or not right:
        raise UsageError(detail=f"“{text}” is not {what}.")
    return left, right
