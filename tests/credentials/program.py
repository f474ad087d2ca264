"""A profile whose pair is with an Airtable elsewhere: a sandbox behind TLS, reached through a proxy on this computer.

A sandbox on this computer would do without the keyring, so the real program is to believe that this is none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from airsync_gui.sandbox import serve
from tests.cli.desk import Desk, child_environment, club
from tests.credentials.desktop import Desktop
from tests.fakes.keyring import MemoryKeyring, acting_as
from tests.fakes.tls import Authority, TlsServer

HOST = "api.airtable.test"
PROGRAM = (sys.executable, "-m", "airsync_gui")


def program(*args: str) -> list[str]:
    """``airsync-gui ARGS`` as a command."""
    return [*PROGRAM, *args]


@contextmanager
def at_work(folder: Path, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A pair in step, its token in the desktop's keyring; what runs on the desktop works in this profile.

    What the desk's own commands do is done in this process, with a keyring in memory.
    """
    folder.mkdir()
    authority = Authority(folder / "authority")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    with serve(sandbox := club()) as server, TlsServer(authority.context(HOST), behind=server.port) as door:
        settings = {
            "AIRTABLE_ENDPOINT_URL": f"https://{HOST}", "HTTPS_PROXY": f"http://127.0.0.1:{door.port}",
            "SSL_CERT_FILE": str(authority.file), "AIRSYNC_PROFILE": str(folder / "profile"),
            "AIRSYNC_RUNTIME": str(folder / "runtime"),
        }  # fmt: skip
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        keyring = acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring")
        desk = Desk(folder, sandbox, server, keyring, monkeypatch)
        token = sandbox.add_token()
        assert desk("token", "set", stdin=token).code == 0
        desk.in_step(rows=(("Ada", 36, "London"), ("Ben", 41, "Rome")))
        desktop.keep(token, HOST)
        desktop.environment |= {**child_environment(desk), **desktop.environment, **settings}
        yield desk
