"""The window's view of the application: frozen values out, work in. No Qt, and no widget below it.

:class:`AppService` implements :class:`airsync_gui.jobs.service.Service` over :class:`airsync_gui.app.App`. Every method
blocks; threads may call several at once, for different pairs also runs.
"""

from __future__ import annotations

from airsync_gui.service.doing import DoingPart
from airsync_gui.service.mapping import MappingPart
from airsync_gui.service.rules import RulesPart
from airsync_gui.service.scheduling import SchedulingPart
from airsync_gui.service.seeing import SeeingPart
from airsync_gui.service.settings import SettingsPart
from airsync_gui.service.wizard import WizardPart

__all__ = ["AppService"]


class AppService(SeeingPart, DoingPart, MappingPart, RulesPart, SchedulingPart, SettingsPart, WizardPart):
    """Everything that the window can see and do, over one :class:`App`."""

    def close(self) -> None:
        """Keep what is still in memory; nothing may be asked afterwards."""
        self._app.close()
