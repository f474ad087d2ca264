"""Airtable's JSON where it is no text for anybody but JavaScript."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.airtable.answers import NO_JSON, from_json


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (rb'{"a":"x\ud83d"}', {"a": "x\ufffd"}),
        (rb'{"a":"\uDE00 y"}', {"a": "\ufffd y"}),
        (rb'["\ud83d\ude00\ud83d", "\ud83d\ud83d\ude00"]', ["😀\ufffd", "\ufffd😀"]),
        (rb'["\\ud83d", "\\\ud83d"]', ["\\ud83d", "\\\ufffd"]),
        (b'["\xed\xa0\xbd", "\xff"]', ["\ufffd\ufffd\ufffd", "\ufffd"]),
        (b"1.10", Decimal("1.10")),
        (b"[1e308, -1e-308]", [Decimal("1e308"), Decimal("-1e-308")]),
        (b"[1e999999999, -1e-999999999, 0e999999999]", ["1e999999999", "-1e-999999999", Decimal("0e999999999")]),
        (b"1e99999999999999999999", "1e99999999999999999999"),
    ],
)
def test_half_a_character_is_marked_and_all_else_stays(body: bytes, value: Any) -> None:
    assert from_json(body, object) == value


@pytest.mark.parametrize("body", [b"", b"{", b'"\\ud83d', b"\xff", b"[" * 100_000, b'{"a": }'])
def test_what_is_no_json_stays_none(body: bytes) -> None:
    with pytest.raises(NO_JSON):
        from_json(body, object)


@given(st.text(st.characters(), max_size=20))
def test_every_text_that_javascript_could_send_is_read(text: str) -> None:
    found = from_json(json.dumps({"a": text}).encode(), dict)
    assert found == {"a": json.loads(json.dumps(text)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")}


def test_what_a_type_is_is_worked_out_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    one = msgspec.defstruct("One", [("a", int)])
    more = msgspec.defstruct("More", [("a", one)])
    make, both = msgspec.json.Decoder, threading.Barrier(2)
    met: list[bool] = []

    def made(*arguments: Any, **options: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both.wait(0.1)
            met.append(True)
        return make(*arguments, **options)

    monkeypatch.setattr(msgspec.json, "Decoder", made)
    bodies = ((b'{"a": 1}', one), (b'{"a": {"a": 1}}', more))
    threads = [threading.Thread(target=from_json, args=each) for each in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not met, "msgspec would end the process"
