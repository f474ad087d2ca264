"""The small parts that every screen is made of, each made once: labels, buttons, cards, wells, pills, empty states."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from airsync_gui.messages import plain
from airsync_gui.ui.icons import icon, paint_icon
from airsync_gui.ui.look import keep_dressed, look, metrics
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.text_runs import Run, RunsLabel

L = TypeVar("L", bound=QBoxLayout)
ButtonKind = Literal["", "primary", "quiet", "link", "danger", "icon", "filter"]
ZERO_WIDTH_SPACE = "\u200b"
LEAST_MESSAGE = 280
"""A message's text has at least this width beside its buttons, at H = 16."""


def plain_tip(text: str) -> str:
    """Foreign text as a tool tip: Qt takes what looks like markup for markup, so that no tag may begin there."""
    return plain(text, 600).replace("<", "<" + ZERO_WIDTH_SPACE)


# -- labels -----------------------------------------------------------------------------------------------------------


class Label(QLabel):
    """Plain text in one of the fonts and colours; follows the look.

    Args:
        font: a font's kind. color: a colour's role. wrap: over several lines.
    """

    def __init__(
        self,
        text: str = "",
        font: str = "body",
        color: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._font_kind, self._color_role = font, color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:  # else Qt sets Latin letters to the left
            alignment = Qt.AlignmentFlag
            self.setAlignment(alignment.AlignRight | alignment.AlignAbsolute | alignment.AlignVCenter)
        if name:
            self.setObjectName(name)
        keep_dressed(self)
        self.setText(text)

    def set_color(self, role: str) -> None:
        """Another colour."""
        if role != self._color_role:
            self._color_role = role
            self.dress()

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        self.setFont(present.fonts[self._font_kind])
        colors = self.palette()
        colors.setColor(self.foregroundRole(), present.colors[self._color_role])
        self.setPalette(colors)


class ElidedLabel(Label):
    """A label on one line that is cut with an ellipsis where there is no room; the whole text is its tool tip.

    Args:
        tight: never wider than its text, so that something may follow it; else it takes whatever room there is.
    """

    def __init__(
        self,
        text: str = "",
        font: str = "body",
        color: str = "text",
        parent: QWidget | None = None,
        *,
        name: str = "",
        tight: bool = False,
    ) -> None:
        self._whole = ""
        super().__init__(text, font, color, parent, name=name)
        across = QSizePolicy.Policy.Maximum if tight else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """What to show."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole text, also while it is cut."""
        return QSize(math.ceil(metrics(self.font()).horizontalAdvance(self._whole)) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a letter or two."""
        return QSize(min(look().px(40), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Cut anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._cut()

    def _cut(self) -> None:
        shown = metrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        super().setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")


# -- buttons ----------------------------------------------------------------------------------------------------------


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
        self.setText(gap + text.replace("&", "&&"))
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


class SearchField(QLineEdit):
    """A field to search in what is shown; ``width`` is meant at H = 16."""

    def __init__(self, hint: str, name: str, parent: QWidget | None = None, *, width: float = 220) -> None:
        super().__init__(parent)
        self._width = width
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        keep_dressed(self)

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        self.setFixedHeight(present.control)
        self.setFixedWidth(present.px(self._width))
        room = present.icon + present.px(10)
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if backwards else room, 0, room if backwards else 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glass before the text: Qt draws an action's icon in one size, however large the text is."""
        super().paintEvent(event)
        present = look()
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - present.px(9) - present.icon if backwards else present.px(9)
        top = (self.height() - present.icon) / 2
        paint_icon(QPainter(self), left, top, "magnifying-glass", present.colors.text3, present.icon)


# -- frames -----------------------------------------------------------------------------------------------------------


def rule(*, down: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("rule", "down" if down else "across")
    return line


def frame(tone: str = "", *, card: bool = False, well: bool = False, name: str = "") -> QFrame:
    """A plain area, a card or a well."""
    made = QFrame()
    made.setObjectName(name)
    if tone:
        made.setProperty("tone", tone)
    made.setProperty("card", card)
    made.setProperty("well", well)
    return made


def column(
    parent: QWidget | None = None, *, margins: Sequence[float] = (0, 0, 0, 0), spacing: float = 0
) -> QVBoxLayout:
    """A vertical layout with measures that grow with the text."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, spacing)


def line(parent: QWidget | None = None, *, margins: Sequence[float] = (0, 0, 0, 0), spacing: float = 8) -> QHBoxLayout:
    """A horizontal layout with measures that grow with the text."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, spacing)


def _spaced(layout: L, margins: Sequence[float], spacing: float) -> L:
    present = look()
    left, top, right, bottom = (present.px(margin) for margin in margins)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(present.px(spacing))
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets end."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


# -- signs ------------------------------------------------------------------------------------------------------------


class Glyph(QWidget):
    """An icon on its own; what it means stands beside it in words."""

    def __init__(self, name: str, color: str = "text2", parent: QWidget | None = None, *, size: int = 16) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square, grown with the text."""
        return QSize(look().px(self._size), look().px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon."""
        paint_icon(QPainter(self), 0, 0, self._name, look().colors[self._color], look().px(self._size))


class Pill(QWidget):
    """A count or a word on a rounded ground; hidden while it has nothing to say."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, loud: bool = False) -> None:
        super().__init__(parent)
        self._text = ""
        self._loud = loud
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """What it says; nothing hides it."""
        self._text = text
        self.setAccessibleName(text)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        else:  # on its own it would come up as a window; it is shown with the parent that it gets
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The text and its rounded ends."""
        return pill_size(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and the text."""
        paint_pill(QPainter(self), QRectF(self.rect()), self._text, loud=self._loud)


def pill_size(text: str) -> QSize:
    """How large a pill with this text is."""
    present = look()
    measures = metrics(present.fonts.tiny)
    height = measures.height() + present.px(4)
    return QSize(round(max(height, measures.horizontalAdvance(text) + present.px(14))), round(height))


def paint_pill(painter: QPainter, rect: QRectF, text: str, *, loud: bool) -> None:
    """Draw a pill: loud ones ask for something."""
    colors = look().colors
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.accent if loud else colors.hover)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setFont(look().fonts.tiny)
    painter.setPen(colors.on_accent if loud else colors.text2)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


# -- messages ---------------------------------------------------------------------------------------------------------


class MessageBar(QFrame):
    """A well on top of the panel it concerns: mark, bold fact, sentence, buttons."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("well", True)
        self._row = line(self, margins=(16, 8, 8, 8), spacing=8)
        self._mark = MarkView("failed")
        self._text = RunsLabel()
        self._buttons = line()
        self._shown: tuple[Button, ...] = ()
        said = line()
        said.addWidget(self._mark)
        said.addWidget(self._text, 1)
        self._row.addLayout(said, 1)
        self._row.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return self._text.text

    def show_message(self, mark: Mark, fact: str, sentence: str, buttons: Sequence[Button] = ()) -> None:
        """Say this until :meth:`clear`."""
        self._mark.set_mark(mark)
        self._text.set_runs((Run(fact + " ", font="strong"), Run(sentence, "text2")))
        clear(self._buttons)
        self._shown = tuple(buttons)
        for button in buttons:
            self._buttons.addWidget(button)
            button.show()  # else only the event loop shows it, and until then it takes neither room nor focus
        self.setAccessibleName(self._text.text)
        self._turn()
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons that leave the text too little room stand below it."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        # Not the layout's own hint, which is old until the event loop comes round.
        widths = sum(button.sizeHint().width() + look().px(8) for button in self._shown)
        narrow = self.width() - widths < look().px(LEAST_MESSAGE)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignRight)

    def clear(self) -> None:
        """Say nothing."""
        self._shown = ()
        clear(self._buttons)
        self._text.set_runs(())
        self.hide()


class EmptyState(QWidget):
    """What a panel shows while it has no rows: an icon, a heading, and when something will be here."""

    def __init__(
        self, glyph: str, heading: str, sentence: str, parent: QWidget | None = None, *, button: Button | None = None
    ) -> None:
        super().__init__(parent)
        rows = column(self, margins=(24, 24, 24, 24), spacing=8)
        self._heading = Label(heading, "heading")
        self._sentence = Label(sentence, "body", "text2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        center = Qt.AlignmentFlag.AlignHCenter
        rows.addWidget(Glyph(glyph, "text3", size=28), 0, center)
        rows.addWidget(self._heading, 0, center)
        rows.addWidget(self._sentence)
        if button is not None:
            rows.addWidget(button, 0, center)
        rows.addStretch(3)

    def say(self, heading: str, sentence: str) -> None:
        """Other words."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
