"""How the window looks just now: colours, fonts and measures, all from one place.

Everything is measured from ``H``, the height of a line in the system's font, so that a person who doubles the text
gets all of it doubled. :func:`look` is the present look; :class:`LookKeeper` follows the system's light and dark and
its font, and says when everything has to be painted anew.
"""

from __future__ import annotations

import weakref
from functools import lru_cache
from typing import Protocol

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from airsync_gui.ui.colors import Colors, colors_of

BASE_H = 16
"""The line height at which the sizes below are meant as they stand."""
LEAST_SMALL_PX = 11


class Fonts(Struct, frozen=True):
    """The window's fonts; digits are as wide as each other in all of them."""

    title: QFont
    number: QFont
    heading: QFont
    body: QFont
    strong: QFont
    small: QFont
    small_strong: QFont
    tiny: QFont
    mono: QFont

    def __getitem__(self, kind: str) -> QFont:
        """A font by its kind's name."""
        font: QFont = getattr(self, kind)
        return font


class Look(Struct, frozen=True):
    """One look, with its measures in device-independent pixels.

    Attributes:
        H, h: height of a line of the body font, and of the small one.
    """

    dark: bool
    colors: Colors
    fonts: Fonts
    H: int
    h: int

    def px(self, size: float) -> int:
        """A size that is meant for H = 16, grown with the text."""
        return round(size * max(1.0, self.H / BASE_H))

    @property
    def control(self) -> int:
        """Height of buttons and inputs."""
        return self.H + self.px(14)

    @property
    def row(self) -> int:
        """Height of a table row."""
        return self.H + self.px(13)

    @property
    def row_dense(self) -> int:
        """Height of a row in a long table."""
        return self.H + self.px(11)

    @property
    def row_two_lines(self) -> int:
        """Height of a row with a sentence under its name."""
        return self.H + self.h + self.px(12)

    @property
    def head(self) -> int:
        """Height of a table's head."""
        return self.H + self.px(14)

    @property
    def icon(self) -> int:
        """Edge of an icon or mark."""
        return self.px(16)


def make_look(font: QFont, *, dark: bool, more_contrast: bool = False) -> Look:
    """The look for this system font and scheme."""
    fonts = _fonts(font)
    return Look(
        dark=dark,
        colors=colors_of(dark=dark, more_contrast=more_contrast),
        fonts=fonts,
        H=QFontMetrics(fonts.body).height(),
        h=QFontMetrics(fonts.small).height(),
    )


def _fonts(system: QFont) -> Fonts:
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    return Fonts(
        title=_font(system, 1.5, 600),
        number=_font(system, 1.7, 600),
        heading=_font(system, 1.15, 600),
        body=_font(system, 1.0, 400),
        strong=_font(system, 1.0, 600),
        small=_font(system, 0.9, 400),
        small_strong=_font(system, 0.9, 600),
        tiny=_font(system, 0.85, 500),
        mono=_font(system, 0.9, 400, family=fixed.family()),
    )


def _font(system: QFont, scale: float, weight: int, family: str = "") -> QFont:
    font = QFont(system)
    if family:
        font.setFamily(family)
    if system.pointSizeF() > 0:
        font.setPointSizeF(system.pointSizeF() * scale)
    else:
        font.setPixelSize(max(LEAST_SMALL_PX, round(system.pixelSize() * scale)))
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=64)
def metrics(font: QFont) -> QFontMetricsF:
    """A font's measures, kept."""
    return QFontMetricsF(font)


_present: Look | None = None
_keeper: LookKeeper | None = None


def look() -> Look:
    """The present look; made from the application's font where nobody keeps one."""
    global _present
    if _present is None:
        _present = make_look(QApplication.font(), dark=_system_is_dark())
    return _present


class Dressed(Protocol):
    """A widget that measures and colours itself by the look."""

    def dress(self) -> None:
        """Take fonts, colours and sizes from the present look."""

    def ensurePolished(self) -> None:
        """Qt's own."""


_dressed: weakref.WeakSet[Dressed] = weakref.WeakSet()


def keep_dressed(widget: Dressed) -> None:
    """Dress a widget now, and each time that the look is another one.

    Qt's own events do not serve: they come far too often, and a font that is set while one is handled is lost.
    """
    _dressed.add(widget)
    widget.dress()


def _dress_all() -> None:
    for widget in tuple(_dressed):
        if shiboken6.isValid(widget):
            widget.ensurePolished()  # a first polish later would bring back the fonts and colours of the time before
            widget.dress()


_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _wants_contrast() -> bool:
    style = QGuiApplication.styleHints()  # kept: without it the hints are taken for deleted
    return style.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def choose_colors(colors: str) -> None:
    """Keep to ``light`` or ``dark``, or follow the system (``system``); at once, where somebody keeps the look."""
    if _keeper is not None and shiboken6.isValid(_keeper):
        _keeper.choose(colors)


class LookKeeper(QObject):
    """Keeps palette, style sheet, colours and fonts together, and follows the system.

    Signals:
        changed: everything has to be measured and painted anew.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._system_font = QFont(app.font())
        self._applying = False
        self._chosen = "system"
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._hints = app.styleHints().accessibility()  # kept: else the signal would be of something deleted
        self._hints.contrastPreferenceChanged.connect(self._on_system_changed)
        app.fontChanged.connect(self._on_font_changed)
        app.layoutDirectionChanged.connect(self._on_system_changed)  # the style sheet has sides
        self.apply()
        global _keeper
        _keeper = self

    def choose(self, colors: str) -> None:
        """Keep to ``light`` or ``dark`` whatever the system says, or follow it again (``system``)."""
        if colors == self._chosen:
            return
        self._chosen = colors
        self._app.styleHints().setColorScheme(_SCHEMES[colors])  # the system's own dialogs and title bars follow
        if look().dark != self._wants_dark():
            self.apply()

    def _wants_dark(self) -> bool:
        return _system_is_dark() if self._chosen == "system" else self._chosen == "dark"

    def apply(self, *, dark: bool | None = None) -> None:
        """Dress the application for the chosen scheme, or for the given one."""
        global _present
        from airsync_gui.ui.style_sheet import style_sheet

        chosen = self._wants_dark() if dark is None else dark
        _present = make_look(self._system_font, dark=chosen, more_contrast=_wants_contrast())
        metrics.cache_clear()
        self._applying = True
        try:
            self._app.setPalette(palette(_present.colors))
            self._app.setFont(_present.fonts.body)
            self._app.setStyleSheet(style_sheet(_present))
        finally:
            self._applying = False
        _dress_all()
        self.changed.emit()

    def _on_system_changed(self) -> None:
        self.apply()

    def _on_font_changed(self, font: QFont) -> None:
        """A new system font is taken up; our own change of it is not news.

        A signal, not an event filter: that would be called for each event of each widget, and wait each time for a
        thread that is at work.
        """
        if not self._applying:
            self._system_font = QFont(font)
            self.apply()


def palette(colors: Colors) -> QPalette:
    """The standard roles in our colours."""
    made = QPalette()
    roles = QPalette.ColorRole
    wanted = {
        roles.Window: colors.window,
        roles.WindowText: colors.text,
        roles.Base: colors.surface,
        roles.AlternateBase: colors.sunken,
        roles.Text: colors.text,
        roles.PlaceholderText: colors.text3,
        roles.Button: colors.raised,
        roles.ButtonText: colors.text,
        roles.BrightText: colors.fail,
        roles.ToolTipBase: colors.raised,
        roles.ToolTipText: colors.text,
        roles.Highlight: colors.accent,
        roles.HighlightedText: colors.on_accent,
        roles.Accent: colors.accent,
        roles.Link: colors.accent_text,
        roles.LinkVisited: colors.accent_text,
        roles.Light: colors.raised,
        roles.Midlight: colors.line,
        roles.Mid: colors.line_strong,
        roles.Dark: colors.control,
        roles.Shadow: colors.line_strong,
    }
    for role, color in wanted.items():
        made.setColor(role, color)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colors.disabled)
    return made
