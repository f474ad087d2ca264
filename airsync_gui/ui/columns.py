"""Cards beside each other, and below each other where there is no room for that; and pages that scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from airsync_gui.ui.look import look


class Columns(QWidget):
    """Widgets in as many columns as fit.

    Args:
        least: no column is narrower, at H = 16.
        gap: free space between them.
        weights: how the width is shared while all stand beside each other; equally without.
    """

    def __init__(
        self, least: float, parent: QWidget | None = None, *, gap: float = 12, weights: Sequence[int] = ()
    ) -> None:
        super().__init__(parent)
        self._least, self._gap, self._weights = least, gap, tuple(weights)
        self._widgets: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look().px(gap))
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def count(self) -> int:
        """How many columns there are just now."""
        return self._count

    def add(self, widget: QWidget) -> None:
        """One more, after the others."""
        self._widgets.append(widget)
        self._grid.addWidget(widget, 0, len(self._widgets) - 1)
        self._arrange(anew=True)

    def show_only(self, *shown: QWidget) -> None:
        """Leave the others out."""
        for widget in self._widgets:
            widget.setVisible(widget in shown)
        self._arrange(anew=True)

    @property
    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _arrange(self, *, anew: bool = False) -> None:
        shown, gap = self._shown, look().px(self._gap)
        fitting = (self.width() + gap) // (look().px(self._least) + gap)
        count = max(1, min(len(shown), fitting))
        if count == self._count and not anew:
            return
        self._count = count
        for number, widget in enumerate(shown):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, number // count, number % count)
        weights = self._weights if count == len(self._weights) else (1,) * count
        for number in range(len(self._widgets)):
            self._grid.setColumnStretch(number, weights[number] if number < count else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of them alone."""
        width = max((widget.minimumSizeHint().width() for widget in self._shown), default=0)
        return QSize(width, super().minimumSizeHint().height())


class Page(QScrollArea):
    """Scrolls to what gets the keyboard's focus out of sight; Qt does so for Tab only."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if focused is not None and self.isAncestorOf(focused):
            QTimer.singleShot(0, self, self._see_focus)  # until then it may have no place yet

    def _see_focus(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused) and focused.visibleRegion().isEmpty():
            self.ensureWidgetVisible(focused)


def scrolled(content: QFrame, name: str, title: str) -> QScrollArea:
    """A page that scrolls where it is higher than its place, or wider than can be helped.

    Args:
        content: with a background of its own.
        title: the accessible name.
    """
    area = Page()
    area.setObjectName(name)
    area.setAccessibleName(title)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
