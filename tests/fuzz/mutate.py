"""Odd inputs made of good ones: bytes that flip, vanish, repeat or come from elsewhere, and JSON of the wrong shape."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

LONGEST = 200_000
"""No input is longer than this many bytes."""

ODD_BYTES: Sequence[bytes] = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80",
    "\u202e".encode(), "\u2066".encode(), "\u200b".encode(), "\u2028".encode(), "\x85".encode(), "😀".encode(),
    b"e\xcc\x81",
    b"\r", b"\n", b"\r\n", b"\x0b", b"\x1b[31m", b'"', b"'", b"\\", b"\\u", b"\\ud83d", b"{", b"}", b"[", b"]", b",",
    b":", b";", b"\t", b"#", b"&", b"*", b"!", b"%", b"@", b"|", b">", b"<", b"---\n", b"...", b"=", b"~", b"..", b"/",
    b"-", b"+", b".", b"e", b"_", b"0", b"1e999999999", b"-1e-999999999", b"9" * 400, b"9" * 5000, b"0x1F",
    "٣".encode(), "²".encode(), b"NaN", b"Infinity", b"null", b"true", b"nan", b"inf", b"0000-00-00",
    b"9999-12-31T23:59:59.999999-23:59", b"0001-01-01T00:00:00+23:59", b"2026-02-30", b"24:00", b"T", b"Z",
    b"&amp;", b"&#0;", b"&#x110000;", b"&lol;", b"<!DOCTYPE", b"]]>", b"=1+1", b"sep=;\n", b"{{", b"%00",
    b"%ff", b"//", b"C:\\", b"CON", b"\\\\", b"?", b"$ref", b"__class__", b"{0.__class__}",
)  # fmt: skip
_NESTS = ((b"[", b"]"), (b"{", b"}"), (b'{"a":', b"}"), (b"- ", b""), (b"a: {", b"}"), (b"(", b")"), (b"<a>", b"</a>"))
Change = Callable[[Random, bytes, Sequence[bytes]], bytes]


def mutated(dice: Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds after a few changes; now and then as it is."""
    data = dice.choice(seeds)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 2, 3, 5, 8))):
        data = dice.choice(_CHANGES)(dice, data, seeds)
    if dice.random() < 0.003:
        data = _nested(dice, data)
    return data[:LONGEST]


def _flip(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    if not data:
        return data
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << dice.randrange(8))]) + data[place + 1 :]


def _replace(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    if not data:
        return data
    place = dice.randrange(len(data))
    return data[:place] + bytes([dice.randrange(256)]) + data[place + 1 :]


def _insert(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    place = dice.randint(0, len(data))
    return data[:place] + dice.choice(ODD_BYTES) + data[place:]


def _overwrite(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    place, odd = dice.randint(0, len(data)), dice.choice(ODD_BYTES)
    return data[:place] + odd + data[place + len(odd) :]


def _cut(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: dice.randint(0, len(data))]


def _without(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _part(dice, data)
    return data[:start] + data[end:]


def _repeat(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _part(dice, data)
    times = dice.choice((2, 2, 3, 10, 100)) if end - start < 100 else 2
    return data[:start] + data[start:end] * times + data[end:]


def _moved(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _part(dice, data)
    place = dice.randint(0, len(data))
    return data[:place] + data[start:end] + data[place:]


def _spliced(dice: Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = dice.choice(seeds)
    return data[: dice.randint(0, len(data))] + other[dice.randint(0, len(other)) :]


def _numbered(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A length, offset or count that is another one: four bytes of a binary format."""
    place = dice.randint(0, len(data))
    number = dice.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, dice.getrandbits(32)))
    return data[:place] + number.to_bytes(4, dice.choice(("big", "little"))) + data[place + 4 :]


_CHANGES: Sequence[Change] = (
    _flip, _flip, _replace, _insert, _insert, _insert, _overwrite, _cut, _without, _without, _repeat, _moved, _spliced,
    _numbered,
)  # fmt: skip


def _part(dice: Random, data: bytes) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + dice.choice((1, 2, 4, 8, 16, 64, 256)))


def _nested(dice: Random, data: bytes) -> bytes:
    opened, closed = dice.choice(_NESTS)
    depth = min(dice.choice((50, 500, 1_000, 5_000, 50_000)), LONGEST // 2 // len(opened))
    place = dice.choice((0, dice.randint(0, len(data))))
    return data[:place] + opened * depth + (closed * depth if dice.random() < 0.5 else b"") + data[place:]


# -- JSON -----------------------------------------------------------------------------------------------------------

_RAW = {
    "«huge»": "1e999999999",
    "«digits»": "9" * 5000,
    "«tiny»": "-1e-999999999",
    "«minus»": "-0",
    "«long»": "1." + "3" * 500,
}
"""What Python's own numbers can't hold, put in once the text is made."""
_DEEP = "«deep»"
ODD_VALUES: Sequence[Any] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**63) - 1, 1.5, 1e308, float("nan"), float("inf"), "", " ",
    "\0", "a",
    "\ud83d", "😀", "\u202egnp.exe", "x" * 5000, "NaN", "2026-01-02", "2026-13-45", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "2026-01-02T03:04:05.123456789Z", "../../etc/passwd", "recAAAAAAAAAAAAAA", "fld1",
    "=HYPERLINK(1)", "{0}", "%s", [], {}, [None], [[]], [{}], {"": None}, {"id": 1}, {"error": "#ERROR!"},
    {"specialValue": "NaN"}, {"state": "generated", "value": 5}, {"filename": {}}, {"name": [], "email": {}},
    {"result": 1}, {"result": {"type": []}}, {"choices": [1]}, {"choices": 5}, {"options": "x"}, {"n": "x"}, {"t": 5},
    {"d": ""}, [1, "a", None, {}], list(range(300)), {str(n): n for n in range(300)}, *_RAW, _DEEP,
)  # fmt: skip


def mutated_json(dice: Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds, which are JSON, with members of other types, missing, added, repeated; sometimes bytes too."""
    if dice.random() < 0.25:
        return mutated(dice, seeds)
    data = json.loads(dice.choice(seeds))
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        data = _changed(dice, data)
    text = json.dumps(data, ensure_ascii=dice.random() < 0.5)
    if "«" in text or "\\u00ab" in text:
        text = _with_raw(dice, text.replace("\\u00ab", "«").replace("\\u00bb", "»"))
    body = text.encode("utf-8", "surrogatepass")[:LONGEST]
    return body if dice.random() < 0.9 else mutated(dice, [body])


def _with_raw(dice: Random, text: str) -> str:
    for mark, raw in _RAW.items():
        text = text.replace(f'"{mark}"', raw)
    if _DEEP in text:
        depth = dice.choice((20, 100, 500, 2_000, 50_000))
        opened, closed = dice.choice((("[", "]"), ('{"a":', "}")))
        text = text.replace(f'"{_DEEP}"', opened * depth + "1" + closed * depth, 1)
    return text


def _odd(dice: Random) -> Any:
    return copy.deepcopy(dice.choice(ODD_VALUES))  # it may be changed again


def _changed(dice: Random, data: Any) -> Any:
    """Change it somewhere; the deeper the likelier."""
    if isinstance(data, dict) and data and dice.random() < 0.85:
        return _changed_object(dice, data)
    if isinstance(data, list) and data and dice.random() < 0.85:
        return _changed_list(dice, data)
    return _odd(dice)


def _changed_object(dice: Random, data: dict[str, Any]) -> dict[str, Any]:
    name = dice.choice(list(data))
    match dice.randrange(10):
        case 0:
            del data[name]
        case 1:
            data[dice.choice(("extra", "", "id", "error", "\ud83d", name.upper()))] = _odd(dice)
        case 2:
            data[name + dice.choice(("", " ", "2", "\0"))] = data.pop(name)
        case 3:
            data[name] = [data[name]] * dice.choice((1, 2, 2, 20))
        case _:
            data[name] = _changed(dice, data[name])
    return data


def _changed_list(dice: Random, data: list[Any]) -> list[Any]:
    place = dice.randrange(len(data))
    match dice.randrange(8):
        case 0:
            del data[place]
        case 1:
            data.insert(place, _odd(dice))
        case 2:
            data[place : place + 1] = [data[place]] * dice.choice((2, 2, 10, 50))
        case _:
            data[place] = _changed(dice, data[place])
    return data
