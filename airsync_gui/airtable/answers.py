r"""Airtable's JSON as a type, with halves of characters made whole.

Airtable's texts are JavaScript's, which may hold one half of a surrogate pair: ``LEFT({Note}, 5)`` leaves one where it
cuts an emoji. It is sent as an escape (``\ud83d``), which is no text for anybody else.
"""

from __future__ import annotations

import re
import threading
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What :func:`from_json` raises where there is no such thing in the body."""

MOST_DIGITS = 400
"""A JavaScript number has at most 309 before its point; written out, some more would fill the memory."""

_ESCAPE = re.compile(
    rb"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)


def from_json(body: bytes, answer_type: type[T]) -> T:
    """The body read as this type, all fractions as Decimal; half a character becomes U+FFFD.

    A number that none of Airtable's can be (``1e999999999``) becomes its text.

    Raises:
        any of :data:`NO_JSON`.
    """
    decoder: msgspec.json.Decoder[T] = _decoder(answer_type)  # type: ignore[arg-type] # a type has a hash
    try:
        return decoder.decode(body)
    except NO_JSON:
        mended = _ESCAPE.sub(_whole, body).decode("utf-8", "replace").encode()
        if mended == body:
            raise
        return decoder.decode(mended)


_working_out = threading.Lock()


@lru_cache
def _decoder(answer_type: Any) -> msgspec.json.Decoder[Any]:
    """By one thread at a time: two that meet a type for the first time end the process (msgspec 0.22)."""
    with _working_out:
        return msgspec.json.Decoder(answer_type, float_hook=_number)


def _number(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent that even Decimal does not know
        return text
    return text if number and abs(number.adjusted()) > MOST_DIGITS else number


def _whole(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if escape[2] else escape[0]
