"""A secret does not show, whatever it is printed with."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import subprocess
import sys
import traceback
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.credentials import Secret, Token
from airsync_gui.credentials.secret import token_fault
from airsync_gui.errors import KeyRejected
from tests.fakes.reports import crash_report

TEXT = "patAbCdEfGhIjKlMn." + "0123456789abcdef" * 4
LABEL = "patAbCdEfGhIjKlMn.…"


def test_a_token_prints_as_its_id() -> None:
    token = Token(TEXT)
    shown = [str(token), repr(token), f"{token}", f"{token!r:>80}", "%s %r" % (token, [token]), ascii(token)]  # noqa: UP031
    for text in shown:
        assert "0123456789" not in text
    assert str(token) == LABEL
    assert f"{token:>25}" == LABEL.rjust(25)


@pytest.mark.parametrize(
    "text", ["oauthtoken0123456789", "pat.secretsecret", "patTooShort.secret", "patAbCdEfGhIjKlMn"]
)
def test_a_token_of_another_form_shows_nothing_of_itself(text: str) -> None:
    assert Token(text).label == "…"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=20))
def test_nothing_but_the_id_of_any_token_is_ever_shown(text: str) -> None:
    token = Token(text)
    assert token.reveal() == text
    assert token.label in ("…", text[:17] + ".…")


def test_a_token_is_not_pickled_nor_turned_into_json() -> None:
    token = Token(TEXT)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(token, protocol)
    with pytest.raises(TypeError):
        json.dumps(token)
    with pytest.raises(TypeError):
        vars(token)


def test_a_token_survives_being_copied_with_what_holds_it() -> None:
    @dataclass
    class Account:
        token: Token

    token = Token(TEXT)
    assert copy.copy(token) is token
    assert copy.deepcopy([token])[0] is token
    assert asdict(Account(token))["token"] is token


def test_equal_secrets_are_equal_and_hash_alike() -> None:
    assert Token(TEXT) == Token(TEXT + "\n")
    assert hash(Token(TEXT)) == hash(Token(TEXT))
    assert Token(TEXT) != Token(TEXT[:-1])
    assert Token(TEXT) != TEXT


def test_white_space_around_a_token_is_dropped_and_a_password_is_left_alone() -> None:
    assert Token(f"  {TEXT}\r\n").reveal() == TEXT
    assert Secret(" pässword\n").reveal() == " pässword\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "blank"),
        (" \n\t ", "blank"),
        ("patA.b\npatC.d", "more than one line"),
        ("patA b", "white space"),
        ("patA\tb", "white space"),
        ("patA\u00a0b", "white space"),
        ("patA\x00b", "control character"),
        ("patA\x7fb", "control character"),
        ("patÄ.b", "not ASCII"),
        ("pat…b", "not ASCII"),
    ],
)
def test_what_no_header_may_carry_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert reason in (token_fault(text) or "")
    with pytest.raises(KeyRejected) as caught:
        Token(text)
    assert reason in caught.value.detail


def test_a_refused_text_is_not_in_the_error() -> None:
    with pytest.raises(KeyRejected) as caught:
        Token("topsecret topsecret")
    assert "topsecret" not in "".join(traceback.format_exception_only(caught.value))


@pytest.mark.parametrize("refused", ["topsecret topsecret", "topsecret\ntopsecret", "topsecret\x00"])
def test_nor_is_it_among_the_variables_of_the_errors_frames(refused: str) -> None:
    with pytest.raises(KeyRejected) as caught:
        Token(refused)
    assert "topsecret" not in crash_report(caught.value)


def test_a_frame_that_holds_a_token_shows_its_label() -> None:
    """As reports with variables are made, by the standard library and by others who do it alike."""

    def work(token: Token) -> None:
        held = {"token": token, "all": [token], "pair": (token, Secret("pässword"))}
        raise ZeroDivisionError(f"{held} {token}")

    with pytest.raises(ZeroDivisionError) as caught:
        work(Token(TEXT))
    shown = crash_report(caught.value)
    assert f"'token': Token({LABEL})" in shown
    assert "0123456789" not in shown
    assert "pässword" not in shown


FAULT = f"""
import faulthandler, sys
from airsync_gui.credentials import Token
def work(token, text):
    faulthandler.dump_traceback(file=sys.stdout, all_threads=True)
work(Token({TEXT!r}), {TEXT!r})
"""


def test_what_is_dumped_of_a_dying_process_holds_no_values() -> None:
    done = subprocess.run([sys.executable, "-c", FAULT], capture_output=True, text=True, timeout=60, check=True)
    assert "in work" in done.stdout
    assert "0123456789" not in done.stdout


def test_logging_a_token_shows_its_label(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("airsync_gui.test").info("using %s of %r", Token(TEXT), {"token": Token(TEXT)})
    assert "0123456789" not in caplog.text
    assert LABEL in caplog.text
