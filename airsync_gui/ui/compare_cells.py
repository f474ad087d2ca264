"""The cells of the side-by-side grid: real controls that assistive tools can read and press, painted as the grid asks.

A cell that can be taken is a radio button, or a check box where both sides can be taken at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QWidget

from airsync_gui.ui.cell_blocks import ChipsBlock, StackBlock, TextBlock
from airsync_gui.ui.cell_contents import Content
from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.labels import plain_tip
from airsync_gui.ui.look import look
from airsync_gui.ui.text_runs import Run

PAD = 16.5
"""Above and below a cell's text; a row of one line is H + 33."""
INSET = 4
SOURCE_ICONS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "local": (("laptop", "local"),),
        "airtable": (("cloud", "airtable"),),
        "both": (("laptop", "local"), ("cloud", "airtable")),
        "ancestor": (("clock-counter-clockwise", "text2"),),
        "typed": (("pencil-simple", "text2"),),
        "rule": (("scales", "text2"),),
    }
)
NOTHING = Content(TextBlock(()), "", "")
_KEPT_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Select)


def lift(content: Content) -> float:
    """Chips stand a little higher than text, so that the words in both are on one line."""
    block = content.block
    if isinstance(block, StackBlock):
        block = block.first
    return look().px(2) if isinstance(block, ChipsBlock) else 0.0


if TYPE_CHECKING:
    _Mixin = QWidget
else:
    # Qt's classes come once in a class's bases: this is mixed into buttons, which are widgets already.
    _Mixin = object


class CellPainting(_Mixin):
    """What all cells share: a content, its place, and the ring of the focus."""

    left, right = 14.0, 8.0
    """Free space beside the text, at H = 16."""

    def _prepare(self) -> None:
        self._content = NOTHING
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_content(self, content: Content, name: str) -> None:
        """Show something else; the name says all of the cell."""
        self._content = content
        self.setAccessibleName(name)
        self._tell_whole()
        self.update()

    @property
    def content(self) -> Content:
        """What it shows."""
        return self._content

    def needed_height(self, width: float) -> float:
        """How high the cell must be at a width."""
        block = self._content.block
        return block.height(self._text_width(width)) - 2 * lift(self._content) + 2 * look().px(PAD)

    def _text_width(self, width: float) -> float:
        return max(8.0, width - look().px(self.left) - look().px(self.right))

    def _tell_whole(self) -> None:
        cut = bool(self._content.whole) and self._content.block.is_cut(self._text_width(self.width()))
        self.setToolTip(plain_tip(self._content.whole) if cut else "")

    def _draw_content(self, painter: QPainter) -> None:
        at = QPointF(look().px(self.left), look().px(PAD) - lift(self._content))
        self._content.block.draw(painter, at, self._text_width(self.width()))

    def _draw_frame(self, painter: QPainter, border: QColor | None, ground: QColor | None, width: float) -> None:
        inset = look().px(INSET)
        rect = QRectF(self.rect()).adjusted(inset, inset + 0.5, -inset, -inset - 0.5)
        rect = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(border, width) if border else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, look().px(7), look().px(7))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring shows where the keyboard is; a click needs none."""
        self._ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    @property
    def ringed(self) -> bool:
        """Whether the ring of the focus is shown."""
        return self._ringed and self.hasFocus()

    def _draw_focus(self, painter: QPainter) -> None:
        if self.ringed:
            self._draw_frame(painter, look().colors.accent_text, None, 2)

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less of the text is cut now."""
        super().resizeEvent(event)
        self._tell_whole()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only what presses it; the grid's keys are for whoever it stands in."""
        if event.key() in _KEPT_KEYS and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()


class PlainCell(CellPainting, QWidget):
    """A value that cannot be taken."""

    def __init__(self, parent: QWidget, *, left: float = 14) -> None:
        QWidget.__init__(self, parent)
        self.left = left
        self._prepare()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The value."""
        self._draw_content(self._painter())


class FieldCell(CellPainting, QWidget):
    """The field's name, its type's icon, and why it needs no decision; it takes the focus for its row."""

    left, right = 44.0, 6.0

    def __init__(self, parent: QWidget, glyph: str) -> None:
        QWidget.__init__(self, parent)
        self._glyph = glyph
        self._prepare()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon and name."""
        present, painter = look(), self._painter()
        size = present.icon
        paint_icon(
            painter, present.px(20), present.px(PAD) + (present.H - size) / 2, self._glyph, present.colors.text2, size
        )
        self._draw_content(painter)


def name_content(name: str, *, quiet: bool) -> Content:
    """A field's name."""
    return Content(TextBlock((Run(name, "text2" if quiet else "text", "strong"),), most_lines=3), name, name)


def with_note(content: Content, note: str, color: str) -> Content:
    """The same with a few small words under it."""
    block = StackBlock(content.block, TextBlock((Run(note, color, "small"),), 4), gap=3)
    return Content(block, f"{content.said}, {note}", content.whole)


class _Taking(CellPainting):
    """A cell whose value can be taken: tinted and framed in its side's colour once it is."""

    left, right = 38.0, 12.0
    color, tint = "text2", "hover"

    def hitButton(self, at: QPoint) -> bool:
        """All of the cell."""
        return self.rect().contains(at)

    def _take_up(self, color: str) -> None:
        self.color, self.tint = color, f"{color}_tint"
        self._prepare()

    def show_chosen(self, chosen: bool) -> None:
        """Whether it is taken; none of a row may be, which Qt does not think of."""
        show_alone(cast("QAbstractButton", self), chosen)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint, mark and value."""
        present, painter = look(), self._painter()
        colors = present.colors
        if cast("QAbstractButton", self).isChecked():
            self._draw_frame(painter, colors[self.color], colors[self.tint], 1.4)
        elif self.underMouse() and self.isEnabled():
            self._draw_frame(painter, None, colors.hover, 0)
        self._draw_focus(painter)
        top = present.px(PAD) + (present.H - present.px(16)) / 2
        self._draw_mark(painter, QRectF(present.px(13), top, present.px(16), present.px(16)))
        self._draw_content(painter)

    def _draw_mark(self, painter: QPainter, rect: QRectF) -> None:
        raise NotImplementedError


def show_alone(button: QAbstractButton, chosen: bool) -> None:
    """Check or uncheck a button without any other having a say in it, and without it being told as a click."""
    exclusive = button.autoExclusive()
    with QSignalBlocker(button):
        button.setAutoExclusive(False)
        button.setChecked(chosen)
        button.setAutoExclusive(exclusive)
    button.update()


class TakeRadio(_Taking, QRadioButton):
    """One of the places a field can be taken from."""

    def __init__(self, parent: QWidget, color: str) -> None:
        QRadioButton.__init__(self, parent)
        self._take_up(color)

    def _draw_mark(self, painter: QPainter, rect: QRectF) -> None:
        colors = look().colors
        circle = rect.adjusted(0.7, 0.7, -0.7, -0.7)
        painter.setPen(QPen(colors[self.color] if self.isChecked() else colors.control, 1.2))
        painter.setBrush(colors[self.color] if self.isChecked() else colors.surface)
        painter.drawEllipse(circle)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors[self.tint] if look().dark else colors.on_mark)
            radius = rect.width() * 0.18
            painter.drawEllipse(rect.center(), radius, radius)


class TakeCheck(_Taking, QCheckBox):
    """One of two sides that can both be taken."""

    def __init__(self, parent: QWidget, color: str) -> None:
        QCheckBox.__init__(self, parent)
        self._take_up(color)

    def _draw_mark(self, painter: QPainter, rect: QRectF) -> None:
        colors, unit = look().colors, rect.width() / 16
        box = rect.adjusted(0.7, 0.7, -0.7, -0.7)
        painter.setPen(QPen(colors[self.color] if self.isChecked() else colors.control, 1.2))
        painter.setBrush(colors[self.color] if self.isChecked() else colors.surface)
        painter.drawRoundedRect(box, 4 * unit, 4 * unit)
        if self.isChecked():
            pen = QPen(colors[self.tint] if look().dark else colors.on_mark, 1.8 * unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = ((4.4, 8.3), (7.0, 10.9), (11.6, 5.4))
            painter.drawPolyline(QPolygonF([rect.topLeft() + QPointF(x * unit, y * unit) for x, y in points]))


class TakeLast(_Taking, QRadioButton):
    """What the field was when last in step; its mark shows only once it is chosen, so that two sides stay two."""

    left, right = 14.0, 8.0

    def __init__(self, parent: QWidget) -> None:
        QRadioButton.__init__(self, parent)
        self._prepare()

    def _draw_mark(self, _painter: QPainter, _rect: QRectF) -> None:
        return


class ResultCell(CellPainting, QPushButton):
    """What the field becomes, and by icons where that is from; pressing it opens the field's own editor.

    Signals:
        edit_asked: it was pressed.
    """

    edit_asked = Signal()
    left = 16.0

    def __init__(self, parent: QWidget) -> None:
        QPushButton.__init__(self, parent)
        self._source = ""
        self._wrong = ""
        self._prepare()
        self.setAutoDefault(False)
        self.clicked.connect(lambda _checked=False: self.edit_asked.emit())

    def show_result(self, content: Content, name: str, source: str, wrong: str = "") -> None:
        """What it becomes.

        Args:
            source: where that is from. wrong: why it can't be applied, as a sentence.
        """
        self._source, self._wrong = source, wrong
        self.set_content(content, name)

    @property
    def right(self) -> float:  # type: ignore[override]
        """Room for the icons."""
        return 18.0 + 18.0 * len(SOURCE_ICONS.get(self._source, ()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, value and icons."""
        present, painter = look(), self._painter()
        colors = present.colors
        if self._wrong:
            self._draw_box(painter, colors.fail, 2)
        elif self.ringed:
            self._draw_box(painter, colors.accent_text, 2)
        elif self._source == "typed" or self.underMouse():
            self._draw_box(painter, colors.line_strong, 1)
        self._draw_content(painter)
        self._draw_icons(painter)

    def _draw_box(self, painter: QPainter, border: QColor, width: float) -> None:
        present = look()
        rect = self.box().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(border, width))
        painter.setBrush(present.colors.surface)
        painter.drawRoundedRect(rect, present.px(6), present.px(6))

    def box(self) -> QRectF:
        """Where the field to type in stands."""
        px = look().px
        return QRectF(self.rect()).adjusted(px(6), px(5.5), -px(12), -px(5.5))

    def _draw_icons(self, painter: QPainter) -> None:
        present = look()
        x = self.width() - present.px(16)
        top = present.px(PAD) + (present.H - present.px(14)) / 2
        for name, color in reversed(SOURCE_ICONS.get(self._source, ())):
            x -= present.px(16)
            paint_icon(painter, x, top, name, present.colors[color], present.px(14))
            x -= present.px(2)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new look."""
        super().changeEvent(event)
        self.update()
