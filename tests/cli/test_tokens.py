"""``token``: stored, tested, forgotten; from a prompt or standard input; before or after the command."""

from __future__ import annotations

import tomllib
from typing import Any

import click
import pytest

from airsync_gui.credentials import SecretStore, Token
from airsync_gui.errors import KeyringUnavailable
from tests.cli.desk import Desk
from tests.fakes.keyring import RaisingKeyring, acting_as


def own(desk: Desk, **limits: Any) -> str:
    """A token that the sandbox knows beside its own."""
    return desk.sandbox.add_token(**limits)


def test_a_token_is_stored_tried_and_forgotten_and_never_shown(desk: Desk) -> None:
    secret = own(desk)
    stored = desk("token", "set", stdin=secret + "\n")
    assert stored.code == 0
    assert secret[:17] in stored.out
    assert secret not in stored.out
    host = desk.server.url.removeprefix("http://")
    assert list(desk.keyring.entries) == [("airsync-gui", f"default@{host}")]
    settings = tomllib.loads((desk.profile / "settings.toml").read_text())
    assert settings["tokens"] == [{"account": "default", "host": host}]
    tested = desk("token", "test")
    assert tested.code == 0
    assert "It sees 1 base:\n  Club  (app" in tested.out
    told = desk("token", "test", "--json").json
    assert set(told) == {"token", "host", "user", "items"}
    assert [set(item) for item in told["items"]] == [{"id", "name", "permission_level"}]
    assert "Removed the token" in desk("token", "forget").out
    assert desk.keyring.entries == {}
    assert tomllib.loads((desk.profile / "settings.toml").read_text()) == {"version": 1}
    assert "There was no token" in desk("token", "forget").out


@pytest.mark.parametrize(
    "args",
    [
        ("--account", "work", "token", "set"),
        ("token", "set", "--account", "work"),
        ("token", "set", "--account", "work", "--token-stdin"),
        ("--token-stdin", "--account", "work", "token", "set"),
    ],
)
def test_account_and_token_stdin_may_stand_on_either_side(desk: Desk, args: tuple[str, ...]) -> None:
    secret = own(desk)
    assert desk(*args, stdin=secret + "\n").code == 0
    ((_, user),) = desk.keyring.entries
    assert user.startswith("work@")
    assert desk("--account", "work", "token", "test").code == 0
    assert desk("token", "test", "--account", "work").code == 0


@pytest.mark.parametrize("args", [("--token-stdin", "sync"), ("sync", "--token-stdin")])
def test_a_token_for_one_command_only(desk: Desk, args: tuple[str, ...]) -> None:
    desk.in_step()
    secret = own(desk)
    seen: list[int] = []
    desk.sandbox.before_request.append(lambda _method, _path: seen.append(1))
    assert desk(*args, stdin=secret + "\n").code == 0
    assert seen
    assert desk.keyring.entries == {}
    desk.sandbox.faults.revocations.next = 1
    assert desk(*args, stdin=secret + "\n").code == 5
    assert desk("sync").code == 0  # the sandbox's own token is another one


def test_an_account_says_nothing_to_a_sync(desk: Desk) -> None:
    desk.in_step()
    done = desk("--account", "work", "sync")
    assert done.code == 2
    assert "pair set NAME --account" in done.sentence


def test_a_pair_uses_its_accounts_token(desk: Desk) -> None:
    desk("token", "set", "--account", "work", stdin=own(desk, bases=set()) + "\n")
    desk.in_step()
    assert desk("pair", "set", "People", "--account", "work").code == 0
    assert desk("pair", "list", "--json").items[0]["account"] == "work"
    done = desk("sync", "--full")
    assert done.code == 5
    assert "Not permitted" in done.err


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("", "it is blank"),
        ("\n", "it is blank"),
        ("pat a\n", "white space"),
        ("pat\x07a\n", "control character"),
        ("pät\n", "not ASCII"),
        (b"\xff\xfe\xfa\n", "not text"),
    ],
)
@pytest.mark.parametrize("args", [("token", "set"), ("token", "test", "--token-stdin")])
def test_what_can_not_be_a_token_is_refused(desk: Desk, args: tuple[str, ...], given: str | bytes, fault: str) -> None:
    done = desk(*args, stdin=given)
    assert done.code == 5
    assert "This can't be an access token: " in done.sentence
    assert fault in done.sentence
    assert "Airtable does not accept" not in done.sentence, "nobody asked it"
    assert desk.keyring.entries == {}
    assert len(desk.sandbox.requests) == 0


def test_a_prompt_hides_what_is_typed_and_can_be_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = own(desk)
    asked: list[dict[str, Any]] = []

    def prompt(_text: str, **options: Any) -> str:
        asked.append(options)
        return secret

    def leave(_text: str, **_options: Any) -> str:
        raise click.Abort

    monkeypatch.setattr("airsync_gui.cli.common.sys", _Terminal())
    monkeypatch.setattr(click, "prompt", prompt)
    assert desk("token", "set").code == 0
    assert asked[0]["hide_input"] is True
    assert len(desk.keyring.entries) == 1
    monkeypatch.setattr(click, "prompt", leave)
    assert desk("token", "set").code == 130


class _Terminal:
    """Stands in for ``sys``, with somebody sitting before it."""

    class stdin:  # noqa: N801 - as in sys
        @staticmethod
        def isatty() -> bool:
            return True

    @staticmethod
    def exit(code: int) -> None:
        raise SystemExit(code)


@pytest.mark.parametrize("why", ["missing", "insecure", "locked", "timeout", "failed"])
def test_without_a_good_keyring_nothing_is_stored(desk: Desk, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> Any:
        raise KeyringUnavailable(why=why, backend="some.Keyring", remedy=None)

    monkeypatch.setattr(SecretStore, "_with_backend", refuse)
    done = desk("token", "set", stdin=own(desk) + "\n")
    assert done.code == 5
    assert "No secure keyring: " in done.sentence
    assert "--token-stdin" in done.sentence
    assert not (desk.profile / "settings.toml").exists()
    # a real pair can't be reached, and nothing is sent
    done = desk("token", "test", env={"AIRTABLE_ENDPOINT_URL": "https://example.invalid"})
    assert done.code == 5
    assert "keyring" in done.sentence


def test_a_keyring_that_breaks_says_so_without_its_own_words(desk: Desk) -> None:
    secret = own(desk)
    broken = RuntimeError(f"could not store {secret}")
    desk.keyring = acting_as(RaisingKeyring, "keyring.backends.macOS", "Keyring", broken)
    done = desk("token", "set", stdin=secret + "\n")
    assert done.code == 5
    assert secret.split(".")[1] not in done.err


def test_a_token_is_bound_to_its_host(desk: Desk) -> None:
    desk("token", "set", stdin=own(desk) + "\n")
    done = desk("token", "test", env={"AIRTABLE_ENDPOINT_URL": "https://elsewhere.invalid"})
    assert done.code == 5
    assert "No access token is stored for the account “default” at elsewhere.invalid" in done.sentence
    assert "airsync-gui token set" in done.sentence


def test_settings_that_can_not_be_noted_in_are_told_before_anything_is_stored(desk: Desk) -> None:
    desk.profile.mkdir()
    (desk.profile / "settings.toml").write_text("pairs = [")
    done = desk("token", "set", stdin=own(desk) + "\n")
    assert done.code == 1
    assert "settings.toml" in done.sentence
    assert desk.keyring.entries == {}


def test_an_old_token_is_suggested_to_be_replaced(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk("token", "set", stdin=own(desk) + "\n")
    ((key, entry),) = desk.keyring.entries.items()
    desk.keyring.entries[key] = entry.replace(entry[entry.index("20") : entry.index("20") + 4], "2020")
    assert "consider a new one" in desk("token", "test").out


def test_a_new_token_in_place_of_the_old_one_keeps_pairs_and_state(desk: Desk) -> None:
    old, new = own(desk), own(desk)
    assert desk("token", "set", stdin=old).code == 0
    desk.conflict()
    settings = (desk.profile / "settings.toml").read_text()
    kept = ("pair list --json", "history --json", "conflicts --json", "queue --json", "pair export")
    before = [desk(*command.split()).out for command in kept]
    desk.sandbox.tokens[old].revoked = True
    assert desk("sync").code == 5
    assert desk("token", "set", stdin=new).code == 0
    assert len(desk.keyring.entries) == 1
    assert (desk.profile / "settings.toml").read_text() == settings
    after = [desk(*command.split()).out for command in kept]
    assert [after[0], *after[2:]] == [before[0], *before[2:]]
    desk.replace("41", "42")
    desk.sandbox.requests.clear()
    done = desk("sync", "--json")
    assert done.code == 3  # the conflict, as before
    assert desk.airtable()["Ben"]["Age"] == 42
    assert len(desk.airtable()) == 2
    assert not [each for each in desk.sandbox.requests if "listRecords" in each.path], "it knew what it had"


def test_the_keyrings_entry_holds_what_was_given(desk: Desk) -> None:
    secret = own(desk)
    desk("token", "set", stdin=f"  {secret}  \r\nsecond line\n")
    store = SecretStore(Token, backend=desk.keyring)
    assert store.load("default", desk.server.url.removeprefix("http://")).reveal() == secret
