"""The parts are put together: which token, which endpoint, which locks."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.airtable.limiter import base_key, token_key
from airsync_gui.app import LOOPBACK, App
from airsync_gui.credentials import SecretStore, Token
from airsync_gui.errors import Cancelled, KeyringUnavailable, NoKey, StateError, UsageError
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.paths import Paths
from airsync_gui.sandbox.access import SANDBOX_TOKEN
from airsync_gui.sync.pairs import Pair
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.keyring import MemoryKeyring, acting_as

OWN = Token("patOwnOwnOwnOwnOw.0123456789abcdef")
GIVEN = Token("patGivenGivenGive.0123456789abcdef")
SANDBOX = "http://127.0.0.1:8080"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path / "profile")


@pytest.fixture
def secrets() -> SecretStore[Token]:
    return SecretStore(Token, backend=acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring"))


def pair(endpoint: str, source: str = "/nowhere/p.csv") -> Pair:
    return Pair(
        id="1",
        name="P",
        source=source,
        base_id="appA",
        table_id="tblA",
        columns={"f": "c"},
        key=("f",),
        endpoint=endpoint,
    )


def stored(app: App, host: str, account: str = "default") -> None:
    app.secrets.store(account, host, OWN)
    app.settings.note_token(account, host, stored=True)


def test_a_given_token_goes_before_all(paths: Paths, secrets: SecretStore[Token]) -> None:
    app = App(paths, token=GIVEN, secrets=secrets)
    stored(app, "api.airtable.com")
    assert app.token_of("default") is GIVEN
    assert app.token_of("work") is GIVEN


def test_a_token_belongs_to_its_account_and_host(
    paths: Paths, secrets: SecretStore[Token], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(paths, secrets=secrets)
    stored(app, "api.airtable.com")
    assert app.token_of("default") == OWN
    with pytest.raises(NoKey):
        app.token_of("work")
    monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", "https://elsewhere.example")
    with pytest.raises(NoKey):
        App(paths, secrets=secrets).token_of("default")


@pytest.mark.parametrize(
    ("line", "spacing_s"), [("", 1 / 5), ("requests_per_second = 2", 1 / 2), ("token_requests_per_second = 1", 1)]
)
def test_the_rate_is_a_setting(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, spacing_s: float
) -> None:
    monkeypatch.setenv("AIRSYNC_RUNTIME", str(tmp_path / "run"))
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text(line)
    clock = FakeClock()
    app = App(paths)
    monkeypatch.setattr(app, "clock", clock)
    limiter = app.limiter
    keys = base_key("host", "appA"), token_key("host", "pat.secret")
    first = limiter.wait_turn(keys, FakeCancel(clock))
    limiter.answered(first)
    second = limiter.wait_turn(keys, FakeCancel(clock))
    assert 0.9 * spacing_s <= second.at - first.at < 1.5 * spacing_s


def test_another_rate_holds_from_the_next_request_on(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AIRSYNC_RUNTIME", str(tmp_path / "run"))
    clock = FakeClock()
    app = App(paths)
    monkeypatch.setattr(app, "clock", clock)
    limiter, keys = app.limiter, (base_key("host", "appA"),)
    limiter.answered(limiter.wait_turn(keys, FakeCancel(clock)))
    app.settings.set_rates(1, None)
    app.take_up_rates()
    first = limiter.wait_turn(keys, FakeCancel(clock))
    limiter.answered(first)
    assert limiter.wait_turn(keys, FakeCancel(clock)).at - first.at >= 1


def test_a_sandbox_needs_neither_token_nor_keyring(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", SANDBOX)

    def broken(*_args: Any) -> Any:
        raise KeyringUnavailable(why="missing")

    monkeypatch.setattr(SecretStore, "_with_backend", broken)
    app = App(paths)
    assert app.token_of("default").reveal() == SANDBOX_TOKEN
    app = App(paths)
    app.settings.note_token("default", "127.0.0.1:8080", stored=True)
    assert app.token_of("default").reveal() == SANDBOX_TOKEN


def test_a_sandbox_takes_a_token_of_its_own(
    paths: Paths, secrets: SecretStore[Token], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", SANDBOX)
    app = App(paths, secrets=secrets)
    stored(app, "127.0.0.1:8080")
    assert app.token_of("default") == OWN


def test_the_sandboxs_token_is_never_sent_to_airtable(paths: Paths, secrets: SecretStore[Token]) -> None:
    with pytest.raises(NoKey):
        App(paths, secrets=secrets).token_of("default")


@pytest.mark.parametrize(
    ("of_pair", "variable", "fits"),
    [
        ("api.airtable.com", None, True),
        ("api.airtable.com", "https://api.airtable.com/", True),
        ("api.airtable.com", "https://proxy.example", False),
        ("api.airtable.com", SANDBOX, False),
        (LOOPBACK, SANDBOX, True),
        (LOOPBACK, "http://localhost:9", True),
        (LOOPBACK, "https://127.0.0.1:9", True),
        (LOOPBACK, None, False),
        (LOOPBACK, "https://proxy.example", False),
        ("proxy.example", "https://proxy.example", True),
        ("proxy.example", None, False),
    ],
)
def test_a_pair_goes_to_its_own_endpoint_only(
    paths: Paths, of_pair: str, variable: str | None, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable:
        monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", variable)
    monkeypatch.setattr("airsync_gui.airtable.client.AirtableClient.send", None)
    app = App(paths, token=GIVEN)
    if fits:
        app.check_endpoint(pair(of_pair))
    else:
        for work in (app.check_endpoint, app.schema, app.airtable_table, app.tools):
            with pytest.raises(UsageError, match="Nothing was sent"):
                work(pair(of_pair))
    app.close()


def test_a_flag_wakes_whoever_waits() -> None:
    flag = CancelFlag()
    flag.check()
    flag.wait(0)
    threading.Timer(0.05, flag.set).start()
    with pytest.raises(Cancelled):
        flag.wait(30)
    with pytest.raises(Cancelled):
        flag.check()


def test_folders_that_can_not_be_made_are_told(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    app = App(Paths.under(tmp_path / "file" / "profile"))
    with pytest.raises(StateError, match="can't be made"):
        _ = app.database
    monkeypatch.setenv("AIRSYNC_RUNTIME", str(tmp_path / "file" / "runtime"))
    with pytest.raises(StateError, match="folder for locks"), App(paths).holding(pair("api.airtable.com")):
        pass


def test_an_app_that_did_nothing_leaves_nothing(paths: Paths) -> None:
    app = App(paths)
    assert app.settings.pairs() == []
    app.close()
    assert not paths.config.exists()
