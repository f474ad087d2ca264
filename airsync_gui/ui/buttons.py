"""The one push button, in its kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QWidget,
)

from airsync_gui.ui.icons import icon
from airsync_gui.ui.labels import plain_tip
from airsync_gui.ui.look import keep_dressed, look

LEFT_TO_RIGHT_MARK = "\u200e"
ButtonKind = Literal["", "primary", "quiet", "link", "danger", "icon", "filter"]


class Button(QPushButton):
    """A push button of one kind, with the height of every control.

    Args:
        name: its object name.
        glyph: an icon's name.
        tip: what assistive tools say where the text is no name (icon buttons), and the tool tip.
    """

    def __init__(
        self,
        text: str = "",
        name: str = "",
        kind: ButtonKind = "",
        glyph: str = "",
        parent: QWidget | None = None,
        *,
        tip: str = "",
        glyph_color: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._glyph_color = glyph_color or ("on_accent" if kind == "primary" else "text2")
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.set_text(text, tip=tip)
        self.setToolTip(plain_tip(tip))
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click needs no focus ring
        self.setCheckable(kind == "filter")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        keep_dressed(self)

    def set_text(self, text: str, *, tip: str = "") -> None:
        """Another text; data in it is no shortcut."""
        gap = " " if self._glyph and text else ""
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        end = LEFT_TO_RIGHT_MARK if backwards and text else ""  # keeps an ellipsis behind Latin words
        self.setText(gap + text.replace("&", "&&") + end)
        self.setAccessibleName(tip or text)

    def set_glyph(self, glyph: str) -> None:
        """Another icon."""
        self._glyph = glyph
        self.dress()

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        bold = self.property("kind") == "primary"
        self.setFont(present.fonts.strong if bold else present.fonts.body)
        self.setFixedHeight(present.control)
        if self.property("kind") == "icon":
            self.setFixedWidth(present.control)
        if self._glyph:
            colors = present.colors
            self.setIcon(icon(self._glyph, colors[self._glyph_color], present.icon, disabled=colors.disabled))
            self.setIconSize(QSize(present.icon, present.icon))
