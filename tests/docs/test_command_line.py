"""The pages tell of every command and option there is, and of none that is not."""

from __future__ import annotations

import re

import pytest

from airsync_gui.cli import program
from tests.docs import command_line
from tests.docs.pages import DOCS, Page, pages
from tests.docs.test_commands import SHAPE

EVERY = dict(command_line.commands())


def test_the_made_part_is_as_the_program_says() -> None:
    _, mark, made = command_line.PAGE.read_text(encoding="utf-8").partition(command_line.MARK)
    assert mark
    assert made.strip() == command_line.made().strip(), "write it anew: python -m tests.docs.command_line"


def test_the_part_by_hand_tells_of_the_options_before_a_command() -> None:
    section = Page(command_line.PAGE).section("Options before the command")
    told = {
        name for row in re.findall(r"^\| `([^`]+)`", section, re.MULTILINE) for name in re.findall(r"--[\w-]+", row)
    }
    assert told == {name for option in program.params for name in option.opts} | {"--help"}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_names_only_commands_and_options_that_there_are(page: Page) -> None:
    prose = re.sub(r"<!--.*?-->", "", page.prose(), flags=re.DOTALL)
    spoken = [*re.findall(r"`(airsync-gui [^`]+)`", prose)]
    for text in spoken:
        assert text.startswith(("airsync-gui COMMAND", "airsync-gui …", "airsync-gui --")) or _command(text), text
    known = {
        name
        for command in EVERY.values()
        for option in command.params
        for name in (*option.opts, *option.secondary_opts)
    }
    known |= {name for option in program.params for name in option.opts} | {"--help"}
    if page.path.is_relative_to(DOCS):
        ours = {
            name
            for code in re.findall(r"`([^`]+)`", prose)
            if not code.startswith("packaging/dev")
            for name in re.findall(r"--[a-z-]+", code)
        }
        assert ours <= known


def _command(text: str) -> str:
    """The longest command that a text begins with."""
    words = text.split()
    return next((name for n in range(len(words), 1, -1) if (name := " ".join(words[:n])) in EVERY), "")


def test_every_json_has_its_shape_shown() -> None:
    blocks = Page(DOCS / "json-output.md").blocks("json")
    shown = {_command(block.info.removeprefix(SHAPE)) for block in blocks}
    shown |= {f"{name} list" for name in shown}  # a group lists without being told to
    wanted = {name for name, command in EVERY.items() if any("--json" in each.opts for each in command.params)}
    assert wanted - shown == set()
