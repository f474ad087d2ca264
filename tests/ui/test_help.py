"""F1 opens the page for where one is; the viewer shows pages, follows links, goes back, and opens nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui import wording
from airsync_gui.jobs.controller import Controller
from airsync_gui.paths import resources
from airsync_gui.ui import help as help_module
from airsync_gui.ui.help import CONTENTS, PLACES, anchor_of, read_page
from airsync_gui.ui.help_document import heading_at, title_of
from airsync_gui.ui.help_viewer import HelpViewer
from airsync_gui.ui.language import Translated
from airsync_gui.ui.look import look
from tests.docs import pages
from tests.ui import scenes
from tests.ui.looking import dress
from tests.ui.samples import window as samples
from tests.ui.scenes import Stage, stage
from tests.ui.still import Still

pytestmark = pytest.mark.serial
DOCS = resources() / "docs"
PANELS = {
    "2-overview": "overviewPanel",
    "3-queue": "queuePanel",
    "4-conflicts": "conflictsPanel",
    "6-health": "healthPanel",
    "7-history": "historyPanel",
    "14-schema": "schemaPanel",
    "10-preview": "previewPage",
    "16-settings": "settingsPage",
}
"""Scene → the place that it shows; one after the other in one window."""
DIALOGS = {
    "13-explain": "explainDialog",
    "16-duplicates": "duplicatesDialog",
    "18-log": "logViewer",
    "15-similar": "similarDialog",
}
STEPS = ("key", "airtable", "local", "fields", "rules", "preview")


@pytest.mark.parametrize("place", PLACES)
def test_each_place_has_its_page_and_heading(place: str) -> None:
    name, heading = PLACES[place]
    found = pages.Page(DOCS / name).headings()
    assert not heading or heading in {each.anchor for each in found}


def test_headings_are_called_as_links_call_them() -> None:
    every = [heading for page in pages.pages() for heading in page.headings()]
    assert all(anchor_of(heading.text.replace("`", "")) == heading.anchor for heading in every)


def viewer_of(at: Stage) -> HelpViewer:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, HelpViewer) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def press_f1(at: Stage, shown: QWidget) -> str:
    """The page that F1 opens there."""
    at.until(lambda: _is_active(shown), "the window")
    read: list[str] = []
    for each in QApplication.topLevelWidgets():
        if isinstance(each, HelpViewer):
            each.close()
    focused: QWidget | None = shown.focusWidget()
    QTest.keyClick(shown if focused is None else focused, Qt.Key.Key_F1)
    viewer = at.shown("helpViewer")
    assert isinstance(viewer, HelpViewer)
    viewer.shown.connect(read.append)
    at.until(lambda: bool(read), "the page")
    viewer.close()
    return read[0]


def _is_active(window: QWidget) -> bool:
    """What closed just before may still be taking its leave, so it is asked for again."""
    window.activateWindow()
    return window.isActiveWindow()


def test_f1_opens_the_page_for_where_one_is(qtbot: QtBot) -> None:
    with stage(samples.still(), scenes.WINDOW_SIZE) as at:
        for scene, place in PANELS.items():
            scenes.SCENES[scene](at)
            assert (scene, press_f1(at, at.window)) == (scene, PLACES[place][0])


@pytest.mark.parametrize("scene", DIALOGS)
def test_f1_opens_the_page_for_a_dialog(scene: str, qtbot: QtBot) -> None:
    with stage(samples.still(), scenes.WINDOW_SIZE) as at:
        assert press_f1(at, scenes.SCENES[scene](at)) == PLACES[DIALOGS[scene]][0]


def test_f1_opens_the_page_for_each_step_of_a_new_pair(qtbot: QtBot) -> None:
    with stage(samples.still(), scenes.WINDOW_SIZE) as at:
        scenes.wizard_step(at, "preview")
        for step in reversed(STEPS[1:]):
            at.shown(f"{step}Step")
            assert (step, press_f1(at, at.window)) == (step, PLACES[f"{step}Step"][0])
            QTest.mouseClick(at.shown("wizardBackButton"), Qt.MouseButton.LeftButton)
        assert press_f1(at, at.window) == PLACES["keyStep"][0]


def test_f1_on_the_first_page(qtbot: QtBot) -> None:
    with stage(Still(), scenes.WINDOW_SIZE) as at:
        at.shown("startPage")
        assert press_f1(at, at.window) == PLACES["startPage"][0]


def test_every_place_is_pressed() -> None:
    cards = {name for name in PLACES if name.endswith("Card")}
    assert {
        *PANELS.values(),
        *DIALOGS.values(),
        *(f"{step}Step" for step in STEPS),
        "startPage",
        "conflictDialog",
    } | cards == {*PLACES}


def test_f1_in_the_conflict_dialog_lists_the_keys_and_the_manual_is_one_key_on(qtbot: QtBot) -> None:
    with stage(samples.still(), scenes.WINDOW_SIZE) as at:
        dialog = scenes.dialog(at)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_F1)
        button = at.shown("openManualButton")
        QTest.keyClick(button, Qt.Key.Key_Space)
        at.shown("helpViewer")
        at.until(lambda: bool(viewer_of(at).page_name), "the page")
        assert viewer_of(at).page_name == "conflicts.md"


def test_what_has_the_keyboard_counts_more_than_what_it_stands_in(qtbot: QtBot) -> None:
    with stage(samples.still(), scenes.WINDOW_SIZE) as at:
        scenes.settings(at)
        at.shown("planCombo").setFocus()
        assert help_module.place_of(at.window) == PLACES["planCard"]


def test_the_sidebars_button_opens_the_contents(qtbot: QtBot) -> None:
    with stage(samples.still(), scenes.WINDOW_SIZE) as at:
        QTest.mouseClick(at.shown("helpButton"), Qt.MouseButton.LeftButton)
        at.shown("helpViewer")
        at.until(lambda: bool(viewer_of(at).page_name), "the page")
        assert viewer_of(at).page_name == CONTENTS


# -- the viewer -------------------------------------------------------------------------------------------------------


@pytest.fixture
def viewer(still_controller: Callable[[Still], Controller], qtbot: QtBot) -> Iterator[HelpViewer]:
    made = HelpViewer(still_controller(Still()))
    qtbot.addWidget(made)
    yield made
    made.close()


def opened(viewer: HelpViewer, qtbot: QtBot, name: str, heading: str = "") -> HelpViewer:
    with qtbot.waitSignal(viewer.shown):
        viewer.open_page(name, heading)
    return viewer


def test_a_heading_is_at_the_top(viewer: HelpViewer, qtbot: QtBot) -> None:
    opened(viewer, qtbot, "values.md", "what-cant-be-carried")
    assert viewer.browser.textCursor().block().text() == "What can't be carried"
    assert viewer.browser.verticalScrollBar().value() > 0


def test_links_lead_to_pages_and_back(viewer: HelpViewer, qtbot: QtBot) -> None:
    opened(viewer, qtbot, CONTENTS)
    assert not viewer._back.isEnabled()
    with qtbot.waitSignal(viewer.shown):
        viewer.follow(QUrl("conflicts.md#the-dialog"))
    assert (viewer.page_name, viewer._title.text()) == ("conflicts.md", "Conflicts")
    with qtbot.waitSignal(viewer.shown):
        QTest.keyClick(viewer.browser, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert viewer.page_name == CONTENTS
    with qtbot.waitSignal(viewer.shown):
        viewer.follow(QUrl("#local-tables"))
    assert viewer.browser.textCursor().block().text() == "Local tables"


def test_links_are_followed_by_keys(viewer: HelpViewer, qtbot: QtBot) -> None:
    opened(viewer, qtbot, CONTENTS)
    viewer.activateWindow()
    assert viewer.browser.hasFocus()
    QTest.keyClick(viewer.browser, Qt.Key.Key_Tab)
    with qtbot.waitSignal(viewer.shown):
        QTest.keyClick(viewer.browser, Qt.Key.Key_Return)
    assert viewer.page_name == "start.md"


def test_words_are_found_on_the_page(viewer: HelpViewer, qtbot: QtBot) -> None:
    opened(viewer, qtbot, "keys.md")
    viewer.activateWindow()
    QTest.keyClick(viewer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert viewer.search.hasFocus()
    QTest.keyClicks(viewer.search, "keyring")
    first = viewer.browser.textCursor().selectionStart()
    assert viewer.browser.textCursor().selectedText() == "keyring"
    places = {first}
    for _ in range(30):
        QTest.keyClick(viewer.search, Qt.Key.Key_Return)
        places.add(viewer.browser.textCursor().selectionStart())
    text = viewer.browser.document().toPlainText().casefold()
    assert len(places) == text.count("keyring") > 3
    assert viewer.isVisible()


def test_the_web_is_the_browsers_business_and_nothing_else_is_opened(
    viewer: HelpViewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toString()))
    opened(viewer, qtbot, CONTENTS)
    for target in ("https://airtable.com/create/tokens", "file:///etc/passwd", "javascript:alert(1)"):
        viewer.follow(QUrl(target))
    assert went == ["https://airtable.com/create/tokens"]
    assert viewer.page_name == CONTENTS


@pytest.mark.parametrize("name", ["../../README.md", "/etc/passwd", "nothing.md", ""])
def test_no_page_outside_of_the_manual_is_read(name: str) -> None:
    assert read_page(name).name == CONTENTS


def test_each_page_is_laid_out_whole(viewer: HelpViewer, qtbot: QtBot) -> None:
    for path in sorted(DOCS.glob("*.md")):
        opened(viewer, qtbot, path.name)
        document, page = viewer.browser.document(), pages.Page(path)
        text = document.toPlainText()
        assert title_of(document) == page.headings()[0].text
        assert all(heading_at(document, heading.anchor) for heading in page.headings()), path
        assert "<!--" not in text
        assert "not run:" not in text
        assert document.size().width() <= viewer.browser.viewport().width() + 1, path
        tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
        assert len(tables) == len(re.findall(r"^\| ?---", page.prose(), re.MULTILINE)), path


def test_it_follows_light_and_dark(viewer: HelpViewer, qtbot: QtBot) -> None:
    opened(viewer, qtbot, "keys.md", "several-tokens")
    try:
        dress(dark=True)
        link = next(
            part.charFormat().foreground().color()
            for block in _blocks(viewer)
            for part in block
            if part.charFormat().isAnchor()
        )
        assert link == look().colors.accent_text
    finally:
        dress()


def _blocks(viewer: HelpViewer) -> Iterator[list]:  # type: ignore[type-arg]
    block = viewer.browser.document().begin()
    while block.isValid():
        place, parts = block.begin(), []
        while not place.atEnd():
            parts.append(place.fragment())
            place += 1
        yield parts
        block = block.next()


def test_it_is_named_for_assistive_tools_and_closed_by_a_key(viewer: HelpViewer, qtbot: QtBot) -> None:
    opened(viewer, qtbot, CONTENTS)
    named = [each for each in viewer.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert all(each.objectName() and each.accessibleName() for each in named if each.isVisible())
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


@pytest.mark.parametrize("spoken", [wording.English(), Translated(QLocale("de"))])
def test_who_reads_another_language_is_told_that_it_is_in_english(
    spoken: wording.Language,
    still_controller: Callable[[Still], Controller],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wording, "_language", spoken)
    viewer = HelpViewer(still_controller(Still()))
    qtbot.addWidget(viewer)
    opened(viewer, qtbot, CONTENTS)
    told = viewer.findChild(QLabel, "helpInEnglish")
    assert told is not None
    assert told.isVisible() is isinstance(spoken, Translated)
