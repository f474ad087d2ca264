"""The panels by name, each with its title, and its code read when it is first wanted.

The window is painted before that; :func:`read_code` then reads the rest on the pool, so that the first look at a panel
is as quick as the second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.panel import Panel
from airsync_gui.wording import noop

PANELS: Mapping[str, str] = {
    "overview": noop("Overview"),
    "queue": noop("Queue"),
    "conflicts": noop("Conflicts"),
    "health": noop("Health"),
    "history": noop("History"),
    "schema": noop("Schema"),
}
"""Name → title, in the order of their tabs."""

MakePanel = Callable[[Controller], Panel]


def _overview() -> MakePanel:
    from airsync_gui.ui.overview_panel import OverviewPanel

    return OverviewPanel


def _queue() -> MakePanel:
    from airsync_gui.ui.queue_panel import QueuePanel

    return QueuePanel


def _conflicts() -> MakePanel:
    from airsync_gui.ui.conflicts_panel import ConflictsPanel

    return ConflictsPanel


def _health() -> MakePanel:
    from airsync_gui.ui.health_panel import HealthPanel

    return HealthPanel


def _history() -> MakePanel:
    from airsync_gui.ui.history_panel import HistoryPanel

    return HistoryPanel


def _schema() -> MakePanel:
    from airsync_gui.ui.schema_panel import SchemaPanel

    return SchemaPanel


_READ: Mapping[str, Callable[[], MakePanel]] = {
    "overview": _overview,
    "queue": _queue,
    "conflicts": _conflicts,
    "health": _health,
    "history": _history,
    "schema": _schema,
}


def make_panel(name: str, controller: Controller) -> Panel:
    """A new panel."""
    return _READ[name]()(controller)


def read_code() -> None:
    """Import every screen's code, and the engine's; makes nothing, so that any thread may do it."""
    for read in _READ.values():
        read()
    import airsync_gui.sync.run
    import airsync_gui.ui.conflict_dialog
    import airsync_gui.ui.duplicates_dialog
    import airsync_gui.ui.explain_dialog
    import airsync_gui.ui.preview_page  # noqa: F401 - to have it
