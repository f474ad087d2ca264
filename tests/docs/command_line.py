"""The part of the page "Command line" that is made from the program itself: ``python -m tests.docs.command_line``.

Run it after an option came or went; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from airsync_gui.cli import program
from tests.docs.pages import DOCS

PAGE = DOCS / "command-line.md"
MARK = "<!-- From here on made from the program: python -m tests.docs.command_line -->\n"
EVERYWHERE = frozenset({"--token-stdin", "--help"})
"""Told once, above."""
LIKE = "airsync-gui pair add"
"""The command whose options others share."""
PIPE = "\\|"
"""As it stands in a table."""


def commands(command: click.Command = program, path: str = "airsync-gui") -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, groups before what is in them; without the program itself."""
    if command is not program:
        yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, f"{path} {name}")


def options(command: click.Command) -> dict[str, click.Option]:
    """What is told of a command's options: as they are typed → the option."""
    found = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    return {_typed(each): each for each in found if not EVERYWHERE & {*each.opts}}


def _typed(option: click.Option) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return names
    value = "|".join(option.type.choices) if isinstance(option.type, click.Choice) else option.metavar
    return f"{names} {value or str(option.type.name).split()[0].upper()}"


def made() -> str:
    """All commands with their options, as Markdown."""
    shared = options(dict(commands())[LIKE])
    return "\n".join(line for name, command in commands() for line in _section(name, command, shared))


def _section(name: str, command: click.Command, shared: dict[str, click.Option]) -> Iterator[str]:
    yield from ("##" + "#" * (name.count(" ") - 1) + f" {name}", "")
    if not isinstance(command, click.Group):
        yield from (f"`{' '.join([name, *_arguments(command)])}`", "")
    for paragraph in (command.help or "").split("\n\n"):
        if paragraph.strip() and not paragraph.startswith("\b"):
            yield from (" ".join(paragraph.split()), "")
    told = options(command)
    same = [typed for typed in told if name != LIKE and typed in shared and shared[typed].help == told[typed].help]
    own = [typed for typed in told if typed not in same or len(same) == 1]
    if own:
        yield from ("| option | |", "|---|---|", *(_row(typed, told[typed]) for typed in own), "")
    if len(same) > 1:
        yield from (
            f"And, as for `{LIKE}`: {', '.join(f'`{option}`' for each in same for option in told[each].opts)}.",
            "",
        )


def _arguments(command: click.Command) -> list[str]:
    context = click.Context(command)
    return [each.make_metavar(context) for each in command.params if isinstance(each, click.Argument)]


def _row(typed: str, option: click.Option) -> str:
    return f"| `{typed.replace('|', PIPE)}` | {_words(option)} |"


def _words(option: click.Option) -> str:
    words = (option.help or "").rstrip(".") + "."
    default = f" `{option.default}` if not given." if option.show_default else ""
    return f"{words}{default}{' Required.' if option.required else ''}"


def main() -> None:
    """Write the page's made part anew."""
    by_hand = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{by_hand}{MARK}\n{made()}", encoding="utf-8")


if __name__ == "__main__":
    main()
