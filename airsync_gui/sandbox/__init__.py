"""A stand-in for Airtable's Web API, to try things and to test against, with no account and no network.

It keeps to what is known of the real service: https://airtable.com/developers/web/api/introduction for what is
documented, recorded traffic for the rest; where nobody knows, there is a switch (:mod:`.switches`). It shares no code
with the program that it stands in for Airtable to, so that a mistake in one can't hide in the other.

    sandbox = sample_sandbox(rate_limit=False)
    client = httpx.Client(transport=httpx.WSGITransport(create_app(sandbox)), base_url="http://sandbox")

Data live in memory and die with the process.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from airsync_gui.sandbox.access import SANDBOX_TOKEN, Token
    from airsync_gui.sandbox.app import create_app
    from airsync_gui.sandbox.clock import Clock, ManualClock, SystemClock
    from airsync_gui.sandbox.door import BaseHandle, TableHandle
    from airsync_gui.sandbox.faults import Faults, Trigger
    from airsync_gui.sandbox.sample import sample_sandbox
    from airsync_gui.sandbox.sandbox import RequestLog, Sandbox, Seen
    from airsync_gui.sandbox.server import Server, serve
    from airsync_gui.sandbox.switches import Switches

__all__ = [
    "SANDBOX_TOKEN",
    "BaseHandle",
    "Clock",
    "Faults",
    "ManualClock",
    "RequestLog",
    "Sandbox",
    "Seen",
    "Server",
    "Switches",
    "SystemClock",
    "TableHandle",
    "Token",
    "Trigger",
    "create_app",
    "sample_sandbox",
    "serve",
]

_HOMES = {
    "access": ("SANDBOX_TOKEN", "Token"),
    "app": ("create_app",),
    "clock": ("Clock", "ManualClock", "SystemClock"),
    "door": ("BaseHandle", "TableHandle"),
    "faults": ("Faults", "Trigger"),
    "sample": ("sample_sandbox",),
    "sandbox": ("RequestLog", "Sandbox", "Seen"),
    "server": ("Server", "serve"),
    "switches": ("Switches",),
}


def __getattr__(name: str) -> Any:
    """What is above, imported when it is asked for: a client that wants the token alone needs no web server."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
