"""The one style sheet, built from the look: controls, frames, scroll bars. No font sizes, no sheets on single widgets.

Widgets choose their dress by dynamic properties: ``kind`` of a button (primary, quiet, link, danger, icon), ``card``
and ``well`` of a frame, ``tone`` of a background (window, surface, sunken), ``wrong`` of an input.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from airsync_gui.paths import resources
from airsync_gui.ui.look import Look

_SHEET = Template("""/* $made_for: another text for another look, or Qt would tell nobody */
* { outline: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px 6px; }
QFrame[tone="window"], QWidget[tone="window"] { background: $window; }
QFrame[tone="surface"], QWidget[tone="surface"] { background: $surface; }
QFrame[tone="sunken"], QWidget[tone="sunken"] { background: $sunken; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[well="true"] { background: $sunken; border: 1px solid $line; border-radius: 8px; }
QFrame[rule="across"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[rule="down"] { background: $line; border: none; min-width: 1px; max-width: 1px; }

QPushButton {
    background: $raised; color: $text; border: 1px solid $line_strong; border-radius: 6px; padding: 0 12px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent_text; padding: 0 11px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $hover; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $disabled; border-color: $line; }
QPushButton[kind="danger"] { color: $fail; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $text2; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent_text; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton[kind="icon"] { background: transparent; border-color: transparent; padding: 0; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:focus { border: 2px solid $accent_text; padding: 0; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: $accent_text; padding: 0 2px; }
QPushButton[kind="link"]:focus { border: 2px solid $accent_text; padding: 0 1px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="filter"] { background: transparent; border-color: transparent; color: $text2; padding: 0 10px; }
QPushButton[kind="filter"]:hover { background: $hover; }
QPushButton[kind="filter"]:checked { background: $selected; color: $accent_text; }
QPushButton[kind="filter"]:focus { border: 2px solid $accent_text; padding: 0 9px; }
QPushButton[joined="first"] { border-top-$trailing-radius: 0; border-bottom-$trailing-radius: 0; }
QPushButton[joined="last"] { border-top-$leading-radius: 0; border-bottom-$leading-radius: 0; padding: 0; }
QPushButton[chosen="true"] { background: $selected; border-color: $accent_text; }
QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {
    background: $surface; color: $text; border: 1px solid $control; border-radius: 6px; padding: 0 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent_text; padding: 0 7px;
}
QPlainTextEdit:focus { padding: 3px 5px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border: 2px solid $fail; padding: 0 7px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $disabled; border-color: $line; }
QComboBox::drop-down { border: none; width: ${edge}px; }
QComboBox::down-arrow { image: url("$controls/caret-down-$scheme.svg"); width: ${tick}px; height: ${tick}px; }
QComboBox QAbstractItemView {
    background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px;
    selection-background-color: $selected; selection-color: $text;
}

QCheckBox, QRadioButton {
    color: $text; spacing: ${gap}px; border: 2px solid transparent; border-radius: 4px; padding: 1px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent_text; }
QCheckBox::indicator, QRadioButton::indicator { width: ${tick}px; height: ${tick}px; background: $surface; }
QCheckBox::indicator { border: 1px solid $control; border-radius: 4px; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$controls/check.svg");
}
QRadioButton::indicator { border: 1px solid $control; border-radius: ${radio}px; }
QRadioButton::indicator:checked {
    border: ${dot}px solid $accent; width: ${inner}px; height: ${inner}px; background: $on_accent;
}
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator:disabled { border-color: $line_strong; }
QCheckBox::indicator:checked:disabled { background: $disabled; border-color: $disabled; }
QRadioButton::indicator:disabled { border-color: $line_strong; }
QRadioButton::indicator:checked:disabled { border-color: $disabled; }

QAbstractItemView { background: $surface; color: $text; border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $text2; border: none; border-bottom: 1px solid $line; padding: 0 ${pad}px;
}
QHeaderView::section:$begin, QHeaderView::section:only-one { padding-$leading: ${edge}px; }
QHeaderView[inCard="true"]::section:$begin, QHeaderView[inCard="true"]::section:only-one { padding-$leading: ${end}px; }
QHeaderView::section:$finish { padding-$trailing: ${end}px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QMenu { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: $line; }
QCalendarWidget QWidget { alternate-background-color: $sunken; }
""")


def style_sheet(look: Look) -> str:
    """The application's style sheet."""
    names = list(look.colors.__struct_fields__)
    tick = look.px(14)
    dot = max(4, round(tick * 0.34))
    backwards = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    leading, trailing = ("right", "left") if backwards else ("left", "right")
    begin, finish = ("last", "first") if backwards else ("first", "last")  # the first is the one at the left, always
    return _SHEET.substitute(
        {name: _css(look.colors[name]) for name in names},
        made_for=f"{look.H} {look.fonts.body.key()}",
        focus_on_accent=_css(look.colors.text),
        controls=(resources() / "icons" / "controls").as_posix(),
        scheme="dark" if look.dark else "light",
        tick=tick,
        radio=tick // 2 + 1,
        dot=dot,
        inner=tick + 2 - 2 * dot,
        gap=look.px(8),
        pad=look.px(6),
        edge=look.px(24),
        end=look.px(16),
        bar=look.px(12),
        leading=leading,
        trailing=trailing,
        begin=begin,
        finish=finish,
    )


def _css(color: QColor) -> str:
    return color.name()
