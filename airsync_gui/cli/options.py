"""Options that many commands share, and what they say. Nothing here is slow to import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from airsync_gui.app import App

token_option = click.option(
    "--token-stdin", is_flag=True, help="Read an access token from standard input, for this command only."
)
account_option = click.option(
    "--account", metavar="NAME", help="Which stored token to use, where there are several (“default” if not given)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def verbatim(text: str) -> str:
    """Help whose lines stay as they are; paragraphs are apart by blank lines."""
    return "\n\n".join(f"\b\n{paragraph}" for paragraph in text.strip("\n").split("\n\n"))


@dataclass
class Context:
    """What the options before the command say; those that may stand on either side of it are read from both.

    Attributes:
        make_app: builds the App; None for the real one. Only who calls the program from Python can set it.
    """

    profile: Path | None = None
    account: str | None = None
    token_stdin: bool = False
    make_app: Callable[..., App] | None = None
