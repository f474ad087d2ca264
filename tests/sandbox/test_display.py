"""``cellFormat=string``: cells as people see them."""

from __future__ import annotations

from typing import Any

import pytest

from airsync_gui.sandbox.display import shown
from airsync_gui.sandbox.model import Base, Field

AMERICAN: dict[str, Any] = {
    "dateFormat": {"name": "us", "format": "M/D/YYYY"},
    "timeFormat": {"name": "12hour", "format": "h:mma"},
}
FRIENDLY: dict[str, Any] = {"dateFormat": {"name": "friendly", "format": "LL"}}


@pytest.mark.parametrize(
    ("kind", "options", "value", "expected"),
    [
        ("number", {"precision": 2}, 1200.5, "1200.50"),
        ("number", {"precision": 0}, 1e20, "100000000000000000000"),
        ("number", {"precision": 0}, 2.5, "3"),
        ("currency", {"precision": 2, "symbol": "€"}, -1200.5, "-€1,200.50"),
        ("percent", {"precision": 1}, 0.1234, "12.3%"),
        ("duration", {"durationFormat": "h:mm"}, 3725, "1:02"),
        ("duration", {"durationFormat": "h:mm:ss.SS"}, 3725.5, "1:02:05.50"),
        ("duration", {"durationFormat": "h:mm:ss"}, -61, "-0:01:01"),
        ("date", FRIENDLY, "2026-01-02", "January 2, 2026"),
        ("date", {"dateFormat": {"name": "european", "format": "D/M/YYYY"}}, "2026-01-02", "2/1/2026"),
        ("dateTime", AMERICAN, "2026-01-02T23:04:05.000Z", "1/3/2026 12:04am"),
        ("dateTime", {}, "2026-01-02T13:04:05.000Z", "2026-01-02 14:04"),
        (
            "createdTime",
            {"result": {"type": "dateTime", "options": AMERICAN}},
            "2026-01-02T12:04:05.000Z",
            "1/2/2026 1:04pm",
        ),
        ("formula", {"result": {"type": "currency", "options": {"precision": 2, "symbol": "$"}}}, 3, "$3.00"),
        ("formula", {"result": {"type": "number", "options": {"precision": 2}}}, {"error": "#ERROR!"}, ""),
        ("checkbox", {}, True, "checked"),
        ("multipleSelects", {}, ["a", "b"], "a, b"),
        ("number", {"precision": 0}, None, ""),
        ("dateTime", {}, "no date", "no date"),
    ],
)
def test_a_cell_is_shown_in_its_fields_format(kind: str, options: dict[str, Any], value: Any, expected: str) -> None:
    field = Field("fldAAAAAAAAAAAAAA", "F", kind, options)
    assert shown(Base("appAAAAAAAAAAAAAA", "B"), field, value, "Europe/Berlin") == expected
