"""Every screen in a language of brackets: what stands outside of them could not be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from airsync_gui import wording
from airsync_gui.jobs.controller import Controller
from tests.ui.scenes import SCENES, scene
from tests.ui.unsaid import Bracketed, unsaid

pytestmark = [pytest.mark.serial, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

SAID_BY_SAMPLES = re.compile(
    r"""
    CSV\ ·\ TSV                              # names of formats and products
    | ^(?:Deutsch|English)$                  # languages call themselves
    | pat…$                                  # what a token looks like
    | ^Conflicts$                            # the manual is English
    | Traceback | a\ page\ of\ 100           # what stands in a log
    | \d{3}\ .*(?:PATCH|GET)\ | ·\ (?:write|read)\ records$   # what the service says of requests, …
    | Airtable\ answered\ with | does\ not\ permit            # … of errors,
    | Every\ 15\ min | is\ not\ changed | is\ settled | stays\ and\ gets   # … of plans and schedules
    | rice,\ smoked\ tofu                    # a value that was merged
    | \ →\ .*\ ·\ .*\ →\                     # values before and after, by the names of their fields
    """,
    re.VERBOSE,
)
"""The samples stand for the service, which says such sentences itself."""


@pytest.fixture
def bracketed() -> Iterator[None]:
    wording.speak(Bracketed())
    yield
    wording.speak(wording.English())


@pytest.mark.parametrize("name", SCENES)
def test_a_screen_says_nothing_that_can_not_be_translated(name: str, bracketed: None, qtbot: QtBot) -> None:
    with scene(name) as screen:
        found = unsaid(screen, _controller(screen).service)
    assert [text for text in found if not SAID_BY_SAMPLES.search(text)] == []


def _controller(screen: QWidget) -> Controller:
    """That of the window that a screen belongs to."""
    at: QWidget | None = screen
    while at is not None:
        if isinstance(found := getattr(at, "controller", None), Controller):
            return found
        at = at.parentWidget()
    raise AssertionError("no window")
