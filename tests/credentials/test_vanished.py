"""The keyring goes away while AirSync runs, alone or with its whole session, and comes back later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from airsync_gui.app import App
from airsync_gui.credentials import SecretStore, Token
from airsync_gui.errors import KeyringUnavailable
from airsync_gui.paths import Paths
from tests.cli.desk import Desk
from tests.credentials.desktop import Desktop, check_tools, in_session, results
from tests.credentials.in_session import ACCOUNT, HOST, TEXT
from tests.credentials.program import at_work, program

MISSING = (
    "There is no keyring on this computer that AirSync can use, so no token is stored. "
    "Install and start a keyring (GNOME Keyring, KWallet or KeePassXC)."
)
ROWS = 25
"""Three calls write them."""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """Without a screen: nobody can be asked."""
    check_tools()
    with Desktop(tmp_path / "desktop", screen=False) as ready:
        yield ready


@pytest.fixture
def desk(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with at_work(tmp_path / "work", desktop, monkeypatch) as ready:
        yield ready


def why(store: SecretStore[Token]) -> str:
    """What keeps the store from its secret."""
    with pytest.raises(KeyringUnavailable) as caught:
        store.load(ACCOUNT, HOST)
    return str(caught.value.why)


def test_a_store_meets_each_keyring_as_it_is_then(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and one store; before each call something else happened outside."""
    desktop.take_in(monkeypatch)
    desktop.keep(TEXT, HOST)
    store = SecretStore(Token, unlock_limit_s=20)
    assert store.load(ACCOUNT, HOST).reveal() == TEXT
    desktop.kill_keyring()
    assert why(store) == "locked"  # the bus started another, which knows no password
    desktop.kill_keyring()
    desktop.start_keyring()
    assert store.load(ACCOUNT, HOST).reveal() == TEXT
    desktop.kill_bus()
    assert why(store) == "missing"
    desktop.start_bus()
    desktop.start_keyring()
    assert store.load(ACCOUNT, HOST).reveal() == TEXT


def test_one_that_dies_while_it_asks_is_not_waited_for_longer_than_for_a_person(tmp_path: Path) -> None:
    check_tools()
    with Desktop(tmp_path / "desktop") as desktop:
        desktop.keep(TEXT, HOST)
        desktop.lock()
        asking = desktop.asking(in_session("load_shortly"))
        desktop.kill_keyring()
        (said,) = results(desktop.ended(asking))
        assert (said["why"], said["quick"]) == ("locked", True)
        desktop.start_keyring()
        assert results(desktop.run(in_session("load"))) == [TEXT]


def test_a_sync_whose_keyring_dies_in_the_middle_ends_well_and_the_next_one_says_what_is_missing(
    desktop: Desktop, desk: Desk
) -> None:
    desk.write(*((f"P{number}", number) for number in range(ROWS)))
    gone: list[str] = []

    def vanish(method: str, path: str) -> None:
        if method == "POST" and "listRecords" not in path and not gone:
            gone.append(path)
            desktop.kill_bus()

    desk.sandbox.before_request.append(vanish)
    synced = desktop.run(program("sync", "--yes"))
    assert gone
    assert synced.returncode == 0, synced
    assert len(desk.airtable()) == ROWS
    desk.replace("P7,7", "P7,70")
    table, asked = desk.airtable(), len(desk.sandbox.requests)
    synced = desktop.run(program("sync"))
    assert synced.returncode == 5
    assert MISSING in synced.stdout + synced.stderr
    tested = desktop.run(program("token", "test"))
    told = f"No secure keyring: {MISSING} For a single command, --token-stdin takes a token.\n"
    assert (tested.returncode, tested.stdout, tested.stderr) == (5, "", told)
    assert (desk.airtable(), len(desk.sandbox.requests)) == (table, asked)
    desktop.start_bus()
    desktop.start_keyring()
    synced = desktop.run(program("sync"))
    assert synced.returncode == 0, synced
    assert desk.airtable()["P7"]["Age"] == 70


def test_a_token_is_not_replaced_by_halves_where_the_keyring_went_away(
    desktop: Desktop, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.take_in(monkeypatch)
    app = App(Paths.under(desk.profile))
    old, new = app.token_of(ACCOUNT), Token(desk.sandbox.add_token())
    settings = app.paths.settings_file.read_text()
    desktop.kill_bus()
    with pytest.raises(KeyringUnavailable):
        app.keep_token(ACCOUNT, new)
    assert app.token_of(ACCOUNT) == old
    assert app.paths.settings_file.read_text() == settings
    desktop.start_bus()
    desktop.start_keyring()
    assert App(app.paths).token_of(ACCOUNT) == old
    app.keep_token(ACCOUNT, new)
    assert app.token_of(ACCOUNT) == App(app.paths).token_of(ACCOUNT) == new
    app.close()
