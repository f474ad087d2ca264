"""Every command that a page shows is run, in the page's order, and what the page shows below it is what is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from airsync_gui.sandbox import serve
from tests.cli.desk import Desk
from tests.docs.pages import ROOT, Block, Order, Page, pages
from tests.docs.shapes import shape_difference
from tests.docs.terminal import Terminal, sample, typed
from tests.fakes.keyring import MemoryKeyring, acting_as

NOT_RUN = "not run: "
SHAPE = "shape of "
MOST_NOT_RUN = 16
REASONS = frozenset(
    {
        "installs packages",
        "opens a window",
        "goes on until it is stopped",
        "needs a database server",
        "needs a keyring and a person",
        "starts programs of its own",
        "takes minutes",
    }
)
LANGUAGES = frozenset({"console", "text", "json", "toml", "python", "csv", "markdown"})
WITH_COMMANDS = [page for page in pages() if any(block.language in ("console", "json") for block in page.blocks())]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    home = tmp_path / "home"
    home.mkdir()
    with serve(sandbox := sample()) as server:
        for name in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(name, str(home))
        monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", server.url)
        monkeypatch.setenv("AIRSYNC_RUNTIME", str(tmp_path / "runtime"))
        monkeypatch.chdir(home)
        keyring = acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring")
        yield Terminal(Desk(tmp_path, sandbox, server, keyring, monkeypatch), home)


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.name)
def test_a_pages_commands_do_what_it_shows(page: Page, terminal: Terminal) -> None:
    for part in page.parts():
        try:
            _follow(part, terminal)
        except AssertionError as error:
            raise AssertionError(f"{page.name}, line {part.line}: {error}") from None


def _follow(part: Block | Order, terminal: Terminal) -> None:
    if isinstance(part, Order):
        terminal.obey(part)
    elif part.language == "console" and not part.info.startswith(NOT_RUN):
        terminal.run(part)
    elif part.language == "json" and part.info.startswith(SHAPE):
        shown = json.loads("\n".join(part.lines))
        real = json.loads(terminal.type(part.info.removeprefix(SHAPE)).splitlines()[0])
        assert not (difference := shape_difference(shown, real)), difference
        terminal.learn(shown, real)


def test_what_is_not_run_says_why_and_is_little() -> None:
    left_out = [block for page in pages() for block in page.blocks("console") if block.info.startswith(NOT_RUN)]
    assert {block.info.removeprefix(NOT_RUN) for block in left_out} <= REASONS
    commands = [each.command for block in left_out for each in typed(block)]
    assert len(commands) <= MOST_NOT_RUN, commands


def test_every_block_says_what_it_is_and_commands_stand_in_blocks_that_are_run() -> None:
    blocks = [(page.name, block) for page in pages() for block in page.blocks()]
    assert [(name, block.line) for name, block in blocks if block.language not in LANGUAGES] == []
    others = [(name, block.line) for name, block in blocks if block.language == "text"]
    told = {(name, block.line) for name, block in blocks if any(li.startswith("airsync-gui ") for li in block.lines)}
    assert sorted(told & set(others)) == []


@pytest.mark.parametrize("page", [page for page in pages() if page.blocks("python")], ids=lambda page: page.name)
def test_code_that_is_shown_stands_where_the_page_says(page: Page) -> None:
    for block in page.blocks("python"):
        file = ROOT / block.info.removeprefix("from ")
        assert "\n".join(block.lines) in file.read_text(encoding="utf-8"), f"line {block.line}"


def test_shapes_are_told_apart() -> None:
    shown = {"items": [{"id": "a", "n": 1, "at": None}]}
    assert shape_difference(shown, {"items": [{"id": "b", "n": 2.5, "at": "now"}]}) == ""
    assert "lacks ['more']" in shape_difference(shown, {"items": [], "more": 1})
    assert "$.items[0].n" in shape_difference(shown, {"items": [{"id": "a", "n": "1", "at": None}]})
    assert "there are none" in shape_difference(shown, {"items": []})
