"""The dialog's keys: the most used in its last line, all of them over it by F1."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.help import ask_for_help
from airsync_gui.ui.key_caps import RETURN, SHIFT, KeyHint
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.look import keep_dressed, look
from airsync_gui.wording import noop, tr

KEYS = (
    ("1", noop("take this computer's value"), ""),
    ("2", noop("take Airtable's value"), ""),
    ("0", noop("back to the value that was last in step"), ""),
    ("B", noop("take both (texts and lists)"), ""),
    ("E", noop("edit the result yourself"), ""),
    (f"{SHIFT} 1", noop("whole record from this computer"), noop("Shift+1")),
    (f"{SHIFT} 2", noop("whole record from Airtable"), noop("Shift+2")),
    ("↑ ↓", noop("another field"), noop("Up, Down")),
    ("← →", noop("another cell of the field"), noop("Left, Right")),
    ("N", noop("next conflict"), ""),
    ("P", noop("previous conflict"), ""),
    ("S", noop("later: leave it open and go on"), ""),
    (f"Ctrl {RETURN}", noop("apply and go on"), noop("Ctrl+Enter")),
    ("Ctrl Z", noop("undo the last choice"), noop("Ctrl+Z")),
    ("Ctrl Y", noop("redo it"), noop("Ctrl+Y")),
    ("Esc", noop("leave; the choices are kept"), noop("Escape")),
    ("F1", noop("show or hide this list"), ""),
)
"""Key, what it does, and the key as it is said where that is another; words still to be said in the person's language.
"""
HINTS = (
    ("1", noop("this computer"), ""),
    ("2", noop("Airtable"), ""),
    ("0", noop("last in step"), ""),
    ("B", noop("both"), ""),
    ("E", noop("edit"), ""),
    (f"{SHIFT}1", noop("whole record"), noop("Shift+1")),
    ("N", noop("next"), ""),
    ("S", noop("later"), ""),
    ("Ctrl Z", noop("undo"), noop("Ctrl+Z")),
    (f"Ctrl {RETURN}", noop("apply and next"), noop("Ctrl+Enter")),
)


def _hint(key: str, word: str, said: str, parent: QWidget | None = None) -> KeyHint:
    return KeyHint(key.replace("Ctrl", tr("Ctrl")), tr(word), parent, said=tr(said) if said else "")


class KeyLine(QWidget):
    """As many hints as there is room for; the one that shows all of them is always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = [_hint(*words, self) for words in HINTS]
        self._all = KeyHint("F1", tr("all keys"), self)
        keep_dressed(self)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(look().px(200), self._all.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The last hint at least."""
        return self._all.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room is hidden."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        self.updateGeometry()
        gap, x = look().px(14), 0
        last = self._all.sizeHint()
        for hint in self._hints:
            size = hint.sizeHint()
            hint.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
            hint.setVisible(x + size.width() + gap <= self.width() - last.width())
            x += size.width() + gap
        top = (self.height() - last.height()) // 2
        self._all.setGeometry(self.width() - last.width(), top, last.width(), last.height())


class KeyList(QFrame):
    """All keys, over the dialog.

    Signals:
        closed: it was put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("keyList")
        spoken = ". ".join(f"{tr(said) if said else key}: {tr(word)}" for key, word, said in KEYS)
        self.setAccessibleName(tr("Keys: {keys}", keys=spoken))
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows = column(self, margins=(24, 16, 24, 16), spacing=12)
        head = line()
        head.addWidget(Label(tr("Keys"), "heading"), 1)
        more = Button(tr("Open the manual"), "openManualButton", "link", on_click=partial(ask_for_help, parent))
        head.addWidget(more)
        head.addWidget(Button(tr("Close"), "closeKeysButton", "quiet", on_click=self.put_away))
        rows.addLayout(head)
        table = QGridLayout()
        table.setHorizontalSpacing(look().px(32))
        table.setVerticalSpacing(look().px(8))
        half = (len(KEYS) + 1) // 2
        for index, words in enumerate(KEYS):
            table.addWidget(_hint(*words), index % half, index // half, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(table)
        self.hide()

    def toggle(self) -> None:
        """Show it, or put it away."""
        if self.isVisible():
            self.put_away()
            return
        self.place()
        self.show()
        self.raise_()
        self.setFocus()

    def put_away(self) -> None:
        """Hide it."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def place(self) -> None:
        """In the middle of the dialog."""
        area = self._over.rect()
        size = self.sizeHint().boundedTo(area.size())
        middle = area.center()
        self.setGeometry(middle.x() - size.width() // 2, middle.y() - size.height() // 2, size.width(), size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F1 close it; nothing else gets through."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.put_away()
