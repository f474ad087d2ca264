"""What an access key looks like. Agents keep live keys in their notes; none of them is to reach Airtable from there.

The shapes are those that the issuers document for secret scanners, e.g.
https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns.
"""

from __future__ import annotations

import re
from typing import Final

_SHAPES: Final = (
    ("an Airtable token", r"pat[A-Za-z0-9]{14}\.[A-Za-z0-9]{40,}"),
    ("an OpenAI or Anthropic key", r"sk-[A-Za-z0-9_-]{20,}"),
    ("a GitHub token", r"(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})"),
    ("a GitLab token", r"glpat-[A-Za-z0-9_-]{20,}"),
    ("a Slack token", r"xox[abeprs]-[A-Za-z0-9-]{10,}"),
    ("an AWS key", r"A(?:KIA|SIA)[0-9A-Z]{16}"),
    ("a Google key", r"(?:AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20,})"),
    ("a Stripe key", r"[sr]k_(?:live|test)_[A-Za-z0-9]{20,}"),
    ("a Telegram bot token", r"[0-9]{8,10}:[A-Za-z0-9_-]{35}"),
    ("a Notion token", r"(?:secret|ntn)_[A-Za-z0-9]{40,}"),
    ("a Hugging Face token", r"hf_[A-Za-z0-9]{30,}"),
    ("an npm token", r"npm_[A-Za-z0-9]{36}"),
    ("a key of an AI service", r"(?:xai|gsk|pplx|tvly)[-_][A-Za-z0-9_-]{20,}"),
    ("a signed token", r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    ("a private key", r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"),
    ("a password in an address", r"[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,80}:[^\s/@]{3,80}@"),
    (
        "a password or key",
        r"(?:api[_ -]?key|access[_ -]?token|auth[_ -]?token|client[_ -]?secret|passwo?r?d|bearer)\W{1,4}"
        r"(?=[A-Za-z_./+=-]*[0-9])[A-Za-z0-9_./+=-]{16,}",
    ),
)
_ANY: Final = re.compile(
    "|".join(rf"(?P<s{number}>(?<![A-Za-z0-9]){shape})" for number, (_, shape) in enumerate(_SHAPES)), re.IGNORECASE
)
_CASED: Final = {number: re.compile(shape) for number, (_, shape) in enumerate(_SHAPES[:-2])}
"""The issuers' shapes by their exact letters: in small ones, AKIA… is a word like any other."""


def key_in(text: str) -> str | None:
    """What kind of key a text holds, in words; None where it holds none."""
    if len(text) < 12:
        return None
    for found in _ANY.finditer(text):
        number = int((found.lastgroup or "s0")[1:])
        if number not in _CASED or _CASED[number].match(found[0]):
            return _SHAPES[number][0]
    return None
