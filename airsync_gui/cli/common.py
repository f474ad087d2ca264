"""What all commands do: build the App, hand it to the command, and tell errors as sentences and exit codes."""

from __future__ import annotations

import errno
import functools
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from airsync_gui import logs, messages
from airsync_gui.app import DEFAULT_ACCOUNT, App
from airsync_gui.cli.exit_codes import command_exit_code
from airsync_gui.cli.options import Context, account_option, json_option, token_option
from airsync_gui.cli.signals import stop_on_signals
from airsync_gui.credentials import Token
from airsync_gui.errors import AirSyncError, Cancelled, KeyRejected, UsageError
from airsync_gui.paths import Paths, private_folder
from airsync_gui.value_words import linked

if TYPE_CHECKING:
    from airsync_gui.sync.run import Consent

__all__ = [
    "account_of",
    "account_option",
    "app_command",
    "consent_of",
    "json_option",
    "read_token",
    "split_pair",
    "tell",
]

F = TypeVar("F", bound=Callable[..., Any])
log = logging.getLogger("airsync_gui.cli")


def app_command(function: F) -> F:
    """Run a command with an :class:`App`: the first argument; its errors become sentences and exit codes.

    The command takes ``--token-stdin`` too, so that it may stand on any command. It returns its exit code (None: 0).
    Where it has ``--account``, that too may stand before the command.
    """

    @token_option
    @click.pass_obj
    @functools.wraps(function)
    def wrapper(context: Context, /, *args: Any, token_stdin: bool, **kwargs: Any) -> None:
        def work(app: App) -> int | None:
            if "account" in kwargs:
                kwargs["account"] = kwargs["account"] or context.account
            elif context.account is not None:
                raise UsageError(
                    detail="--account does not go with this command: each pair has its own account "
                    "(airsync-gui pair set NAME --account …)."
                )
            code: int | None = function(app, *args, **kwargs)
            return code

        sys.exit(run_with_app(context, token_stdin, work))

    return cast(F, wrapper)


def account_of(account: str | None) -> str:
    """The account that was named, or the one that everybody has."""
    return account or DEFAULT_ACCOUNT


def run_with_app(context: Context, token_stdin: bool, work: Callable[[App], int | None]) -> int:
    """Do the work; whatever ends it early is told in one sentence on standard error."""
    app: App | None = None
    logs.watch_for_bugs()
    try:
        paths = Paths.of(context.profile)
        _start_logs(paths)
        token = read_token() if token_stdin or context.token_stdin else None
        app = (context.make_app or App)(paths, token=token)
        linked.learn_when_needed(app.link_names)
        with stop_on_signals(app.cancel):
            return work(app) or 0
    except (AirSyncError, KeyboardInterrupt) as error:
        tell(error)
        return command_exit_code(error)
    except click.Abort:
        tell(Cancelled())
        return command_exit_code(Cancelled())
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise  # click's own to tell
    except Exception as error:  # noqa: BLE001 - a bug: the log gets it whole, the person a sentence
        if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
            tell_full_output()
        else:
            tell_bug(error)
        return 1
    finally:
        linked.learn_when_needed(None)
        if app is not None:
            _close(app)
        with suppress(OSError):  # what a full disk did not take of the log is lost
            logs.shut_down()


def _start_logs(paths: Paths) -> None:
    """Without a place for logs the work still goes on: a full disk must not keep one from reading."""
    logging.raiseExceptions = False  # a log that fills the disk later says nothing either
    try:
        logs.set_up(private_folder(paths.logs))
    except OSError as error:
        click.echo(f"Note: no log is kept in {messages.plain(paths.logs)} ({error.strerror or error}).", err=True)


def _close(app: App) -> None:
    try:
        app.close()
    except AirSyncError as error:
        log.warning("closing: %s", messages.facts(error))


def tell(error: BaseException, pair: str = "") -> None:
    """An error as a person reads it, on one line of standard error; its facts go to the log.

    Args:
        pair: the name of the one that it ended the sync of, where there may be several.
    """
    message = messages.describe(error)
    log.info("told: %s", messages.facts(error) if isinstance(error, AirSyncError) else type(error).__name__)
    # What was typed stands in it, and may be a token in the wrong place: terminals are recorded, and shown to others.
    click.echo(logs.redact(f"{_of(pair)}{message.title}: {message}"), err=True)


def _of(pair: str) -> str:
    return f"{messages.plain(pair)}: " if pair else ""


def tell_full_output() -> None:
    """Standard output goes to a full disk: of all that is written, only it has nobody else to tell."""
    log.warning("standard output is on a full disk")
    click.echo(
        "Not all could be shown: standard output goes to a full disk. What was done is in the history.", err=True
    )
    # Python would try again to write what is left when the process ends, and end it with 120.
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def tell_bug(error: Exception, pair: str = "") -> None:
    """An error that is not ours: a sentence for the person, the traceback for the log."""
    log.critical("a bug", exc_info=error)
    message = messages.describe(error)
    where = f" It is in {logs.log_file()}." if logs.log_file() else ""
    click.echo(f"{_of(pair)}{message.title}: {message}{where}", err=True)


def read_token() -> Token:
    """A token from standard input: its first line, or (at a terminal) what is typed unseen.

    Raises:
        KeyRejected: it can't be a token.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        return Token(click.prompt("Access token", hide_input=True, err=True))
    try:
        return Token(sys.stdin.readline() if sys.stdin is not None else "")
    except UnicodeDecodeError:
        text_fault = "what came on standard input is not text"
    raise KeyRejected(detail=text_fault, unfit=True)  # outside the handler: the cause would carry the bytes


def consent_of(yes: bool, plan_id: str | None, *, dry_run: bool) -> Consent:
    """What ``--yes`` and ``--plan`` agree to. Raises UsageError where nothing is to be carried out."""
    from airsync_gui.sync.run import Consent

    if plan_id is not None and dry_run:
        raise UsageError(detail="--dry-run shows a plan, --plan carries one out: give one of them.")
    return Consent(yes, plan_id)


def split_pair(text: str, what: str) -> tuple[str, str]:
    """``A=B`` as two texts."""
    left, sign, right = text.partition("=")
    if not sign or not left or not right:
        raise UsageError(detail=f"“{messages.plain(text)}” is not {what}.")
    return left, right
