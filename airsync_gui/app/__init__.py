"""The only place that builds the real objects and hands them to one another.

Both faces, the window and the command line, work through :class:`App`. It is made in layers, a file each, each over the
one before: the profile, its tokens, the connections, a pair's tables, the month's calls, and the work. Slow imports
(httpx, keyring, tomlkit) happen when they are first needed.
"""

from __future__ import annotations

from airsync_gui.app.profile import LOOPBACK, SystemClock
from airsync_gui.app.tokens import DEFAULT_ACCOUNT
from airsync_gui.app.work import Work

__all__ = ["DEFAULT_ACCOUNT", "LOOPBACK", "App", "SystemClock"]


class App(Work):
    """One profile with all that there is to do with it."""
