"""The store keeps secrets per account and host, in a back end that is safe, and never waits for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest
import time_machine
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from airsync_gui import messages
from airsync_gui.credentials import Secret, SecretStore, Token, backends
from airsync_gui.credentials.backends import vetted
from airsync_gui.errors import KeyRejected, KeyringUnavailable, NoKey, UsageError
from tests.fakes.keyring import Chain, MemoryKeyring, RaisingKeyring, SilentKeyring, acting_as
from tests.fakes.reports import crash_report

HOST = "api.airtable.com"
TOKEN = Token("patAbCdEfGhIjKlMn." + "0123456789abcdef" * 4)
MAC = ("keyring.backends.macOS", "Keyring")


SECRET_PART = "0123456789abcdef"


def secure() -> MemoryKeyring:
    keyring: MemoryKeyring = acting_as(MemoryKeyring, *MAC)
    return keyring


def plain_text() -> KeyringBackend:
    keyring: KeyringBackend = acting_as(MemoryKeyring, "keyrings.alt.file", "PlaintextKeyring", priority=0.5)
    return keyring


def store_in(backend: KeyringBackend) -> SecretStore[Token]:
    return SecretStore(Token, backend=backend, call_limit_s=20)


# --- keeping -----------------------------------------------------------------------------------------------------


def test_a_stored_token_is_loaded_and_forgotten() -> None:
    store = store_in(secure())
    store.store("default", HOST, TOKEN)
    assert store.load("default", HOST) == TOKEN
    assert store.forget("default", HOST) is True
    assert store.forget("default", HOST) is False
    with pytest.raises(NoKey) as caught:
        store.load("default", HOST)
    assert (caught.value.account, caught.value.host) == ("default", HOST)


def test_a_token_belongs_to_its_account_and_host() -> None:
    store = store_in(secure())
    store.store("default", HOST, TOKEN)
    for account, host in [("other", HOST), ("default", "127.0.0.1:8080"), ("default", "evil.example")]:
        with pytest.raises(NoKey):
            store.load(account, host)
    assert store.load("default", "API.Airtable.com ") == TOKEN


def test_the_entry_tells_when_it_was_stored_and_replacing_it_renews_that() -> None:
    backend = secure()
    store = store_in(backend)
    with time_machine.travel(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), tick=False):
        store.store("default", HOST, TOKEN)
    assert store.stored_at("default", HOST) == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 4, 2, tzinfo=UTC), tick=False):
        store.store("default", HOST, Token("patBbCdEfGhIjKlMn.ffff"))
    assert store.stored_at("default", HOST) == datetime(2026, 4, 2, tzinfo=UTC)
    ((service, user),) = backend.entries
    assert (service, user) == ("airsync-gui", f"default@{HOST}")


def test_other_secrets_have_a_service_of_their_own() -> None:
    backend = secure()
    passwords = SecretStore(Secret, service="airsync-gui-database", backend=backend)
    passwords.store("postgres", "localhost:5432", Secret("pä ss\n"))
    assert passwords.load("postgres", "localhost:5432").reveal() == "pä ss\n"
    with pytest.raises(NoKey):
        store_in(backend).load("postgres", "localhost:5432")


@pytest.mark.parametrize(
    "entry",
    [
        "patAbCdEfGhIjKlMn.hidden",
        "{}",
        "[]",
        '{"secret": "hidden"}',
        '{"secret": 5, "stored_at": "2026-01-01"}',
        '{"secret": "hidden", "stored_at": "yesterday"}',
        '{"secret": "hidden hidden", "stored_at": "2026-01-01"}',
    ],
)
def test_an_entry_that_is_not_ours_is_a_rejected_key_and_not_shown(entry: str) -> None:
    backend = secure()
    backend.entries["airsync-gui", f"default@{HOST}"] = entry
    with pytest.raises(KeyRejected) as caught:
        store_in(backend).load("default", HOST)
    assert caught.value.host == HOST
    assert "hidden" not in repr(caught.value)
    assert caught.value.__context__ is None, "the cause would hold the entry's text"
    assert "hidden" not in crash_report(caught.value)


@pytest.mark.parametrize(("account", "host"), [("", HOST), ("a", ""), ("a", "b@c"), ("a", "https://b"), ("a", "b c")])
def test_a_name_that_could_mean_another_entry_is_refused(account: str, host: str) -> None:
    with pytest.raises(UsageError):
        store_in(secure()).load(account, host)


# --- choosing ----------------------------------------------------------------------------------------------------


def test_every_back_end_of_the_list_is_taken_and_the_best_of_several() -> None:
    for module, name in backends.ALLOWED:
        backend = acting_as(MemoryKeyring, module, name)
        assert vetted([backend]) is backend
    best = acting_as(MemoryKeyring, "keyring.backends.kwallet", "DBusKeyring", priority=5.1)
    assert vetted([secure(), best, plain_text()]) is best


@pytest.mark.parametrize(
    ("candidates", "why"),
    [
        ([], "missing"),
        ([fail.Keyring()], "missing"),
        ([null.Keyring()], "missing"),
        ([acting_as(MemoryKeyring, *MAC, priority=0.9)], "missing"),
        ([plain_text()], "insecure"),
        ([fail.Keyring(), plain_text()], "insecure"),
        ([MemoryKeyring()], "insecure"),
        ([acting_as(MemoryKeyring, "keyring.backends.macOS", "Other")], "insecure"),
        ([acting_as(MemoryKeyring, "not.keyring.backends.macOS", "Keyring")], "insecure"),
        ([Chain()], "missing"),
        ([Chain(fail.Keyring())], "missing"),
        ([Chain(secure(), plain_text())], "insecure"),
        ([Chain(Chain(secure(), plain_text()), secure())], "insecure"),
    ],
)
def test_what_does_not_protect_a_secret_is_refused(candidates: list[KeyringBackend], why: str) -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        vetted(candidates)
    assert caught.value.why == why
    assert caught.value.remedy
    assert bool(caught.value.backend) is (why == "insecure")


def test_of_a_clean_chain_the_allowed_member_is_used() -> None:
    good = secure()
    assert vetted([Chain(fail.Keyring(), good)]) is good


def test_a_refused_chain_is_named_and_gets_nothing() -> None:
    good, bad = secure(), plain_text()
    with pytest.raises(KeyringUnavailable) as caught:
        store_in(Chain(good, bad)).store("default", HOST, TOKEN)
    assert "keyrings.alt.file.PlaintextKeyring" in caught.value.backend
    assert not good.entries
    assert isinstance(bad, MemoryKeyring)
    assert not bad.entries


def test_importing_the_module_does_not_import_keyring() -> None:
    code = "import sys, airsync_gui.credentials; sys.exit(any(m in sys.modules for m in ('keyring', 'secretstorage')))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


# --- failing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (KeyringLocked("locked"), "locked"),
        (InitError("prompt dismissed"), "missing"),
        (NoKeyringError("none"), "missing"),
        (TimeoutError(), "timeout"),
        (OSError("bus gone"), "failed"),
        (ValueError(f"could not store {TOKEN.reveal()}"), "failed"),
    ],
)
def test_what_a_back_end_raises_becomes_ours(error: Exception, why: str) -> None:
    store = store_in(acting_as(RaisingKeyring, *MAC, error))
    for call in (store.load, store.forget, store.stored_at):
        with pytest.raises(KeyringUnavailable) as caught:
            call("default", HOST)
        assert caught.value.why == why
        assert caught.value.backend == "keyring.backends.macOS.Keyring"
        assert caught.value.detail is None or type(error).__name__ in caught.value.detail
        assert caught.value.__context__ is None
        assert SECRET_PART not in str(caught.value) + crash_report(caught.value)


@pytest.mark.parametrize(
    "error", [KeyringLocked("x"), OSError("bus gone"), TimeoutError(), ValueError(f"no room for {TOKEN.reveal()}")]
)
def test_what_goes_wrong_while_it_is_stored_shows_no_secret_even_with_all_variables(error: Exception) -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        store_in(acting_as(RaisingKeyring, *MAC, error)).store("default", HOST, TOKEN)
    assert SECRET_PART not in crash_report(caught.value)


def test_who_did_not_want_a_keyring_made_is_not_told_to_install_one() -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        store_in(acting_as(RaisingKeyring, *MAC, InitError("Prompt dismissed"))).store("default", HOST, TOKEN)
    assert "choose a password" in messages.describe(caught.value).remedy


def test_a_back_end_that_never_answers_is_given_up() -> None:
    backend = acting_as(SilentKeyring, *MAC)
    store = SecretStore(Token, backend=backend, unlock_limit_s=0.1, call_limit_s=0.1)
    started = time.monotonic()
    with pytest.raises(KeyringUnavailable) as caught:
        store.load("default", HOST)
    backend.released.set()
    assert caught.value.why == "timeout"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("answer", ["none in time", "never"])
def test_a_prompt_to_unlock_that_nobody_answers_is_given_up(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def prompt(backend: KeyringBackend, limit_s: float) -> None:
        if answer == "never":  # the limit that was passed on did not hold either
            released.wait()
        raise TimeoutError

    monkeypatch.setattr(backends, "unlock", prompt)
    store = SecretStore(Token, backend=secure(), unlock_limit_s=0.1, call_limit_s=0.1)
    with pytest.raises(KeyringUnavailable) as caught:
        store.load("default", HOST)
    released.set()
    assert caught.value.why == "locked"


def test_a_call_that_hangs_does_not_keep_the_program_from_ending() -> None:
    code = """
from airsync_gui.credentials import SecretStore, Token
from airsync_gui.errors import KeyringUnavailable
from tests.fakes.keyring import SilentKeyring, acting_as
store = SecretStore(Token, backend=acting_as(SilentKeyring, "keyring.backends.macOS", "Keyring"),
                    unlock_limit_s=0.1, call_limit_s=0.1)
try:
    store.load("default", "host")
except KeyringUnavailable as error:
    print(error.why)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "timeout"


def test_calls_run_on_a_thread_of_their_own() -> None:
    class Noting(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            threads.append(threading.current_thread())
            return super().get_password(service, username)

    threads: list[threading.Thread] = []
    with pytest.raises(NoKey):
        store_in(acting_as(Noting, *MAC)).load("default", HOST)
    assert threads
    assert threading.main_thread() not in threads
