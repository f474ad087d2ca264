"""A keyring that is none: what somebody may have chosen for other programs."""

from __future__ import annotations

import os
from pathlib import Path

from keyring.backend import KeyringBackend


class PlainFile(KeyringBackend):
    """Writes every secret into the file that PLAIN_FILE names, and claims to be the best there is."""

    priority = 100.0

    def get_password(self, service: str, username: str) -> str | None:
        return Path(os.environ["PLAIN_FILE"]).read_text(encoding="utf-8") or None

    def set_password(self, service: str, username: str, password: str) -> None:
        Path(os.environ["PLAIN_FILE"]).write_text(password, encoding="utf-8")
