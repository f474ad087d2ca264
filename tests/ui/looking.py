"""Pictures of widgets: light or dark, at the size of the text in which the sizes of the look are meant."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from airsync_gui.ui.look import LookKeeper

BODY_PX = 13

_keeper: LookKeeper | None = None
_dressed_as: tuple[bool, int] | None = None


def dress(*, dark: bool = False, body_px: int = BODY_PX) -> LookKeeper:
    """Dress the application for pictures; does nothing where it is dressed so already, which takes its time."""
    global _keeper, _dressed_as
    if _keeper is not None and _dressed_as == (dark, body_px):
        return _keeper
    _dressed_as = (dark, body_px)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    font = QFont(app.font())
    font.setPixelSize(body_px)
    app.setFont(font)
    if _keeper is None:
        _keeper = LookKeeper(app)
    _keeper.apply(dark=dark)
    return _keeper


def picture(widget: QWidget, path: Path, width: int = 1280, height: int = 800) -> None:
    """Show a widget at a size and save what it looks like."""
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()
    widget.grab().save(str(path))
