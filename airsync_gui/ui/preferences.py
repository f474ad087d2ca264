"""What was set for all pairs, taken up by the running window."""

from __future__ import annotations

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.ui.language import choose_language
from airsync_gui.ui.look import choose_colors


def take_up(controller: Controller, known: Preferences) -> None:
    """Do from now on as was set; what is so already goes on undisturbed."""
    controller.scheduler.keep_to(known.schedule)
    choose_colors(known.colors)
    choose_language(known.language)
    controller.preferences_changed.emit(known)
