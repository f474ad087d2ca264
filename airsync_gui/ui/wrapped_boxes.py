"""Check boxes and radio buttons whose words go on below where a line is too short for them; Qt's own stay on one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from airsync_gui.ui.look import look

LEAST = 140
"""No narrower, at H = 16."""
TICK, GAP, EDGES = 14, 8, 5
"""The tick, the free space after it, and the borders and padding around it."""
_ENDLESS = 10_000


def words_begin() -> float:
    """Where the words of a box begin, at H = 16, for what stands below them: the style sheet's measures, which only in
    part grow with the text.
    """
    scale = look().px(1000) / 1000
    return (look().px(TICK) + look().px(GAP) + EDGES) / scale


def _flags() -> int:
    backwards = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return int(flags) | int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextHideMnemonic)


def _wrap(box: QCheckBox | QRadioButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)


def _height(box: QCheckBox | QRadioButton, one_line: QSize, width: int) -> int:
    """How high a box is when it is so wide; ``one_line`` is its size with all its words on one."""
    metrics, text = box.fontMetrics(), box.text()
    beside = one_line.width() - metrics.size(int(Qt.TextFlag.TextShowMnemonic), text).width()
    text_height = metrics.boundingRect(QRect(0, 0, max(1, width - beside), _ENDLESS), _flags(), text).height()
    more_lines = round(text_height / metrics.lineSpacing()) - 1
    return one_line.height() + more_lines * metrics.lineSpacing()


def _paint(
    box: QCheckBox | QRadioButton,
    option: QStyleOptionButton,
    control: QStyle.ControlElement,
    contents: QStyle.SubElement,
) -> None:
    """All but the words as the style has it, and the words over as many lines as it takes."""
    painter, style, colors = QStylePainter(box), box.style(), look().colors
    used = QRect(0, 0, min(box.width(), box.sizeHint().width()), box.height())
    option.rect = QStyle.visualRect(box.layoutDirection(), box.rect(), used)  # so wide is the ring of the focus
    option.text = ""
    painter.drawControl(control, option)
    painter.setPen(colors.text if box.isEnabled() else colors.disabled)
    painter.drawText(style.subElementRect(contents, option, box), _flags(), box.text())


class WrappedTick(QCheckBox):
    """A check box."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        _wrap(self)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a few words."""
        return QSize(min(self.sizeHint().width(), look().px(LEAST)), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return _height(self, self.sizeHint(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box, its ring, and its words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_CheckBox, QStyle.SubElement.SE_CheckBoxContents)


class WrappedRadio(QRadioButton):
    """A radio button."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        _wrap(self)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a few words."""
        return QSize(min(self.sizeHint().width(), look().px(LEAST)), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return _height(self, self.sizeHint(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button, its ring, and its words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_RadioButton, QStyle.SubElement.SE_RadioButtonContents)
