"""How new values look in front matter: in the style of what stood there, else of the same name in other notes."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from airsync_gui.local.note_text import plain_raw
from airsync_gui.local.typed_values import Nested, Number, Raw, Scalar

_UNPRINTABLE = re.compile("[^\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")

_OLD_WORDS = ("yes", "no", "on", "off", "y", "n")
"""True or false to YAML 1.1, which many programs still read."""


class YamlStyle(Struct, frozen=True):
    """How the values of one name are written.

    Attributes:
        quote: what stands around a text: ``"``, ``'``, ``|`` for lines below, or nothing.
        flow: whether a list stands on one line; None where that is not known.
        indent: of a list's members below their name.
        old_words: whether the words that YAML 1.1 takes for true or false stand without quotes.
    """

    quote: str = ""
    flow: bool | None = None
    indent: str = "  "
    old_words: bool = False


def style_of(node: Any, before: YamlStyle) -> YamlStyle:
    """The style of a value; ``before`` for what it does not show."""
    if node.id == "sequence":
        flow = bool(node.flow_style) if node.value else before.flow
        indent = " " * node.start_mark.column if node.value and not node.flow_style else before.indent
        quotes = {item.style or "" for item in node.value if item.id == "scalar"}
        return YamlStyle(quotes.pop() if len(quotes) == 1 else before.quote, flow, indent)
    if node.id == "scalar" and (node.style or isinstance(plain_raw(node.value), str)):
        old_words = not node.style and _is_old_word(node.value)
        return YamlStyle("|" if node.style == ">" else node.style or "", before.flow, before.indent, old_words)
    return before


def shown_raw(raw: Raw, style: YamlStyle, indent: str = "", line_end: str = "\n") -> str:
    """A value as it stands behind its name and colon, with the blank or the line break before it.

    Args:
        indent: what the name is indented by.
    """
    if isinstance(raw, tuple):
        if raw and not style.flow:
            lead = f"{line_end}{style.indent if len(style.indent) >= len(indent) else indent}- "
            return "".join(lead + scalar(item, style.quote) for item in raw)
        return f" [{', '.join(scalar(item, style.quote, in_flow=True) for item in raw)}]"
    if style.old_words and isinstance(raw, str) and _is_old_word(raw):
        return f" {raw}"
    if isinstance(raw, str) and style.quote == "|" and _may_be_lines(raw):
        inner = f"{line_end}{indent}  "
        lines = raw.removesuffix("\n").split("\n")
        body = "".join(inner + line if line else line_end for line in lines)
        return (" |" if raw.endswith("\n") else " |-") + body
    text = scalar(raw, style.quote)
    return f" {text}" if text else ""


def _may_be_lines(text: str) -> bool:
    """Whether a text can stand in lines of its own: nothing in it that would be lost or read as indentation."""
    return (
        "\n" in text
        and not text.startswith((" ", "\n", "\t"))
        and not text.endswith("\n\n")
        and _UNPRINTABLE.search(text.replace("\n", "")) is None
    )


def scalar(raw: Scalar | Nested, quote: str, *, in_flow: bool = False) -> str:
    """One value on one line."""
    if raw is None:
        return "null" if in_flow else ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, Number):
        return raw.text
    text = str(raw)
    if quote == "'" and _UNPRINTABLE.search(text) is None:
        return "'" + text.replace("'", "''") + "'"
    if quote not in ("'", '"') and _is_plain(text, in_flow=in_flow):
        return text
    return '"' + _UNPRINTABLE.sub(_escape, text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def plain_name(name: str) -> str:
    """A name: without quotes where it can be, also where an old YAML takes it for a word (``n``)."""
    return name if name in _OLD_WORDS else scalar(name, "")


def _is_old_word(text: str) -> bool:
    return text.lower() in _OLD_WORDS


def _escape(found: re.Match[str]) -> str:
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
    code = ord(found[0])
    return short.get(found[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether a text needs no quotes: it is read again as itself, by every version of YAML."""
    if not text or text != text.strip() or _UNPRINTABLE.search(text) or not isinstance(plain_raw(text), str):
        return False
    if _is_old_word(text) or text in (".nan", "---", "..."):
        return False
    if text[0] in "!&*-?:,[]{}#|>@`\"'%=<~" or ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (in_flow and any(sign in text for sign in ",[]{}"))
