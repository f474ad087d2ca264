"""Which language the window speaks, and that it changes while it stands open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from airsync_gui import wording
from airsync_gui.jobs.controller import Controller
from airsync_gui.ui import language
from airsync_gui.ui.clipboard import copy
from airsync_gui.ui.language import Speaker, Translated, codes, locale_of, own_name, system_code
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.text_runs import sentence, strong
from airsync_gui.wording import clock_text, day_text, listed, month_name, number, plural, tr
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)


@pytest.fixture
def speaker(qapp: QApplication) -> Iterator[Speaker]:
    made = Speaker(qapp)
    yield made
    made.choose("en")
    made.deleteLater()
    language._speaker = None
    wording.speak(wording.English())


def test_there_is_english_and_german_each_by_its_own_name() -> None:
    assert codes() == ("en", "de")
    assert [own_name(code) for code in codes()] == ["English", "Deutsch"]


@pytest.mark.parametrize(
    ("system", "code"), [("de_AT", "de"), ("de", "de"), ("en_GB", "en"), ("fr_FR", "en"), ("C", "en"), ("ja_JP", "en")]
)
def test_the_systems_language_is_spoken_where_it_is_there(system: str, code: str) -> None:
    assert system_code(QLocale(system)) == code


def test_customs_are_the_systems_where_it_speaks_the_language() -> None:
    assert locale_of("de", QLocale("de_CH")).name() == "de_CH"
    assert locale_of("de", QLocale("en_US")).name() == "de_DE"


def test_german_words_numbers_days_and_times(speaker: Speaker) -> None:
    speaker.choose("de")

    assert tr("As the system") == "Wie das System"
    assert listed(["a", "b", "c"]) == "a, b und c"
    assert number(1234567) == "1.234.567"
    assert number(1234.5, 2) == "1.234,50"
    assert day_text(date(2026, 5, 11)) == "11. Mai"
    assert day_text(date(2026, 5, 11), year=True) == "11. Mai 2026"
    assert month_name(date(2026, 3, 1)) == "März"
    assert clock_text(time(14, 5, 9)) == "14:05"
    assert clock_text(time(14, 5, 9), seconds=True) == "14:05:09"


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_name_from_right_to_left_does_not_turn_its_sentence_round(speaker: Speaker, code: str) -> None:
    speaker.choose(code)

    assert "\u2068שלום\u2069" in tr("{field} of {record}", field="שלום", record="Age")
    assert plural("{n} of {all}", "{n} of {all}", 2, all="שלום") == "2 of \u2068שלום\u2069"
    said = sentence(tr("Key: {columns}"), columns=(strong("שלום"), strong("5")))
    assert [run.text for run in said][1:] == ["\u2068שלום\u2069", "5"]
    copy(tr("The field {field}: {why}", field="שלום", why="5"))
    assert QGuiApplication.clipboard().text().endswith(" שלום: 5")
    assert speaker.code == code


def test_numbers_are_the_countrys_own() -> None:
    assert Translated(QLocale("de_CH")).number(1234.5, 1) == "1'234.5"
    assert [Translated(QLocale(name)).day(date(2026, 5, 11), year=True) for name in ("en_US", "en_GB", "de_AT")] == [
        "May 11, 2026",
        "11 May 2026",
        "11. Mai 2026",
    ]
    assert Translated(QLocale("en_US")).day(date(2026, 5, 11), year=False) == "May 11"
    assert Translated(QLocale("en_US")).clock(time(14, 5), seconds=False).upper().split() == ["2:05", "PM"]


def test_a_text_that_nobody_translated_is_english_in_the_right_number(speaker: Speaker) -> None:
    speaker.choose("de")

    assert [plural("{n} zzz", "{n} zzzs", count) for count in (1, 2, 1200)] == ["1 zzz", "2 zzzs", "1.200 zzzs"]
    assert tr("zzz {name}", name="{0} {name}") == "zzz {0} {name}", "foreign text is never taken for a part"


def test_the_window_changes_its_language_while_it_stands_open(
    speaker: Speaker, bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    bench.in_step()
    window = MainWindow(controller)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    window.show_panel("history")
    window.open_settings()
    qtbot.waitUntil(lambda: found(window, QComboBox, "languageCombo").isVisible(), timeout=LIMIT_MS)

    choose(found(window, QComboBox, "languageCombo"), "Deutsch")
    qtbot.waitUntil(lambda: found(window, QComboBox, "languageCombo").itemText(0) == "Wie das System", timeout=LIMIT_MS)

    assert speaker.code == "de"
    qtbot.waitUntil(lambda: found(window, QComboBox, "languageCombo").currentText() == "Deutsch", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bench.app.settings.read().language == "de", timeout=LIMIT_MS)
    assert window.state().panel == "history"
    assert window.state().language == "de"

    choose(found(window, QComboBox, "languageCombo"), "English")
    qtbot.waitUntil(lambda: found(window, QComboBox, "languageCombo").itemText(0) == "As the system", timeout=LIMIT_MS)
    assert isinstance(wording.spoken(), wording.English)


def found(window: MainWindow, kind: type[Any], name: str) -> Any:
    """The newest of that name: what was before is on its way out."""
    return window.findChildren(kind, name)[-1]


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())
