"""The window's language: Qt's translations of our words and of its own, and the customs of the person's country.

A language is one file, ``resources/translations/airsync_<code>.qm``. Numbers and times are the system's own way where
the system speaks that language (German words with Swiss numbers), else the usual way of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QObject, QTime, QTranslator, Signal
from PySide6.QtGui import QGuiApplication

from airsync_gui import wording
from airsync_gui.paths import resources

_WEEKDAY = re.compile(r"d{3,4}\W*")
_YEAR = re.compile(r"(?:'[^']*'|\W)*y+\W*$")
SYSTEM = "system"
ENGLISH = "en"


def codes() -> tuple[str, ...]:
    """The languages there are: English, which stands in the code, and those with a file."""
    files = sorted((resources() / "translations").glob("airsync_*.qm"))
    return (ENGLISH, *(file.stem.removeprefix("airsync_") for file in files))


def own_name(code: str) -> str:
    """What a language calls itself: ``Deutsch``."""
    name = QLocale(code).nativeLanguageName()
    return "English" if code == ENGLISH else name[:1].upper() + name[1:]


def system_code(system: QLocale | None = None) -> str:
    """The language of the system, or the next that it names; English where none of them is there."""
    there = codes()
    asked = (name.replace("_", "-").split("-")[0] for name in (system or QLocale.system()).uiLanguages())
    return next((code for code in asked if code in there), ENGLISH)


def locale_of(code: str, system: QLocale | None = None) -> QLocale:
    """Whose customs go with a language: the system's own where it speaks it."""
    own = system or QLocale.system()
    return own if own.name().split("_")[0] == code else QLocale(code)


class EnglishOnScreen(wording.English):
    """What stands in the code, as a window shows it."""

    def part(self, text: str) -> str:
        """Set apart where its letters run the other way."""
        return wording.isolated(text)


class Translated:
    """Qt's words and customs for one language.

    Args:
        locale: whose customs numbers and times follow.
    """

    def __init__(self, locale: QLocale) -> None:
        self._locale = locale
        self._clock = locale.timeFormat(QLocale.FormatType.ShortFormat)
        self._day = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat)).replace("MMMM", "MMM")
        self._known: dict[str, str] = {}

    def text(self, source: str) -> str:
        """Our file's words. Kept, since a table says the same few for each of its rows."""
        words = self._known.get(source)
        if words is None:
            words = self._known[source] = QCoreApplication.translate("", source)
        return words

    def part(self, text: str) -> str:
        """Set apart where its letters run the other way."""
        return wording.isolated(text)

    def counted(self, one: str, other: str, count: int) -> str:
        """The form that our file has for so many; English where it has none."""
        said = QCoreApplication.translate("", one, other, count)
        return other if said == one and count != 1 else said

    def number(self, value: wording.Number, decimals: int | None) -> str:
        """As the locale writes it; every digit is kept."""
        marks = {",": self._locale.groupSeparator(), ".": self._locale.decimalPoint()}
        return "".join(marks.get(mark, mark) for mark in wording.English().number(value, decimals))

    def day(self, day: date, *, year: bool) -> str:
        """The locale's long date without the weekday, its month cut short."""
        pattern = self._day if year else _YEAR.sub("", self._day)
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)

    def month(self, month: int) -> str:
        """As it stands alone."""
        return self._locale.standaloneMonthName(month)

    def clock(self, at: time, *, seconds: bool) -> str:
        """By 12 or by 24 hours, as the locale does."""
        pattern = self._clock.replace("mm", "mm:ss") if seconds else self._clock
        return self._locale.toString(QTime(at.hour, at.minute, at.second), pattern)


class Speaker(QObject):
    """Installs languages in the application: all that is said from then on is said in the one that was chosen.

    Signals:
        changed: what is on the screen has to be said anew.

    Attributes:
        code: the language that is spoken.
        choice: what was chosen last: a code, or the system's; empty before anything was.
    """

    changed = Signal()

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.code = ENGLISH
        self.choice = ""
        global _speaker
        _speaker = self

    def choose(self, choice: str) -> None:
        """Speak the language of this code, or the system's; English where that is not there."""
        code = system_code() if choice == SYSTEM else choice if choice in codes() else ENGLISH
        changed, known = code != self.code, bool(self.choice)
        self.choice = choice
        if known and not changed:
            return
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = list(_translators(code))
        for translator in self._installed:
            self._app.installTranslator(translator)
        self.code = code
        wording.speak(_language(code))
        if isinstance(self._app, QGuiApplication):
            self._app.setLayoutDirection(QLocale(code).textDirection())
        if changed:
            self.changed.emit()


_speaker: Speaker | None = None


def speaker() -> Speaker | None:
    """Whoever speaks in this application."""
    return _speaker if _speaker is not None and shiboken6.isValid(_speaker) else None


def choose_language(choice: str) -> None:
    """Speak this language at once, or the system's, where somebody speaks at all."""
    if (known := speaker()) is not None:
        known.choose(choice)


def _language(code: str) -> wording.Language:
    """English as it stands in the code, unless the system has English customs of its own."""
    if code == ENGLISH and QLocale.system().name().split("_")[0] != ENGLISH:
        return EnglishOnScreen()
    return Translated(locale_of(code))


def _translators(code: str) -> Iterator[QTranslator]:
    """Qt's own words first: what is installed later is asked first."""
    ours = resources() / "translations" / f"airsync_{code}.qm"
    for file in (Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{code}.qm", ours):
        translator = QTranslator()
        if translator.load(str(file)):
            yield translator
