"""What the state file holds as JSON text: compact, with sorted keys, so that equal data give equal text."""

from __future__ import annotations

from typing import Any

import msgspec

from airsync_gui.sync.records import FieldId, Value, Values
from airsync_gui.sync.values import from_json, plain

_encode = msgspec.json.Encoder(order="sorted").encode
parse = msgspec.json.Decoder().decode
"""JSON text as data. Raises ValueError, RecursionError."""


def dump(data: Any) -> str:
    """Data as JSON text."""
    return "{}" if data == {} else _encode(data).decode()


def dump_values(values: Values) -> str:
    """Canonical values as JSON text that says their kinds."""
    return _encode(plain(values)).decode()


def load_values(text: str) -> dict[FieldId, Value]:
    """The inverse of :func:`dump_values`."""
    return {f: data if type(data) is str else from_json(data) for f, data in parse(text).items()}
