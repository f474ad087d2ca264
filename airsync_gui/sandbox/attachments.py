"""Attachments as a reading has them: an id that stays, addresses that change with each read, pictures to look at.

https://airtable.com/developers/web/api/field-model#multipleattachment
"""

from __future__ import annotations

import itertools
import struct
import zlib
from contextvars import ContextVar
from typing import Any

PLACE = "/_attachments/"
NOWHERE = "https://attachments.sandbox.invalid"
"""Where nobody listens on a socket the host can't exist, so that nothing leaves the machine."""
SIZES = {"small": (48, 36), "large": (400, 300)}
_reads = itertools.count(1)

served_at: ContextVar[str] = ContextVar("served_at", default=NOWHERE)
"""Where the request under way reached the sandbox: ``http://127.0.0.1:PORT``."""


def read(stored: dict[str, Any]) -> dict[str, Any]:
    """One attachment of a cell, with addresses that are good for this read; images have thumbnails."""
    number = next(_reads)
    answer = {"id": stored["id"], "url": _url(number, stored["id"], stored["filename"])}
    answer |= {key: stored[key] for key in ("filename", "size", "type")}
    if stored["type"].startswith("image/"):
        answer["thumbnails"] = {
            name: {"url": _url(number, stored["id"], f"{name}.png"), "width": width, "height": height}
            for name, (width, height) in SIZES.items()
        }
    return answer


def _url(number: int, attachment_id: str, filename: str) -> str:
    return f"{served_at.get()}{PLACE}{number}/{attachment_id}/{filename}"


def picture(path: str) -> bytes | None:
    """The thumbnail at a path of this sandbox, as PNG; None for anything else: no file is kept here."""
    _number, _, place = path.removeprefix(PLACE).partition("/")
    attachment_id, _, filename = place.partition("/")
    size = SIZES.get(filename.removesuffix(".png"))
    return _png(*size, shade=zlib.crc32(attachment_id.encode())) if size else None


def _png(width: int, height: int, shade: int) -> bytes:
    """A slope from one colour to another. https://www.w3.org/TR/png/"""
    first, last = shade.to_bytes(4, "big")[:3], (~shade & 0xFFFFFFFF).to_bytes(4, "big")[:3]
    row = b"".join(
        bytes((a * (width - x) + b * x) // width for a, b in zip(first, last, strict=True)) for x in range(width)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + row) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
