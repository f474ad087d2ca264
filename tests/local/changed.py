"""What a write did to a file: it must be one changed value, and a failing test prints the difference."""

from __future__ import annotations

import difflib


def assert_only(before: bytes, after: bytes, old: str, new: str, encoding: str = "utf-8") -> None:
    """``after`` is ``before`` with the one ``old`` replaced by ``new``."""
    assert before.count(old.encode(encoding)) == 1, f"{old!r} must stand once in the sample"
    assert_same(before.replace(old.encode(encoding), new.encode(encoding)), after)


def assert_same(expected: bytes, found: bytes) -> None:
    """Byte for byte, with the difference where not."""
    if expected == found:
        return
    old, new = (data.decode("utf-8", "backslashreplace").splitlines(keepends=True) for data in (expected, found))
    shown = "".join(f"{line!r}\n" for line in difflib.unified_diff(old, new, "expected", "found"))
    raise AssertionError("the file is not what it should be:\n" + (shown or repr((expected, found))))
