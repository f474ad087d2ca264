"""The dialog's foot: what would be written, decisions about the whole record, the way out, and the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from airsync_gui.jobs.conflict_views import ResolutionPreview
from airsync_gui.kept_words import said
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui.apply_summary import SummaryLine, summary
from airsync_gui.ui.buttons import Button, ButtonKind
from airsync_gui.ui.compare_model import CompareModel
from airsync_gui.ui.folding import FoldingLine
from airsync_gui.ui.key_list import KeyLine
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, inset, line
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.sides import side_glyph
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.wording import noop, plural, tr

WholeWish = Literal["local", "airtable", "restore", "delete", "delete_agreed", "apart"]
MOST_NAMED = 3
_Dress = tuple[WholeWish, str, str, ButtonKind, str, str]
_WISHES: Mapping[Side | None, tuple[_Dress, ...]] = MappingProxyType(
    {
        None: (
            ("local", noop("All from this computer"), "allLocalButton", "", "laptop", "local"),
            ("airtable", noop("All from Airtable"), "allAirtableButton", "", "cloud", "airtable"),
            ("apart", noop("Leave both as they are"), "keepApartButton", "", "arrows-left-right", ""),
        ),
        Side.LOCAL: (
            ("restore", noop("Restore in Airtable"), "restoreButton", "", "cloud", "airtable"),
            ("delete", noop("Delete on both"), "deleteButton", "danger", "trash", "fail"),
            ("apart", noop("Keep only on this computer"), "keepApartButton", "", "laptop", "local"),
        ),
        Side.AIRTABLE: (
            ("restore", noop("Restore on this computer"), "restoreButton", "", "laptop", "local"),
            ("delete", noop("Delete on both"), "deleteButton", "danger", "trash", "fail"),
            ("apart", noop("Keep only in Airtable"), "keepApartButton", "", "cloud", "airtable"),
        ),
    }
)
"""The side that still has the record → its buttons: wish, words, object name, kind, icon, the icon's colour."""


class WholeRuns(RunsLabel):
    """Text that is never cut: the lines it takes at its width are the least it has."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


class SummaryArea(QScrollArea):
    """Scrolls what is too long for a low window; as high as it needs otherwise."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._lines = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("tone", "surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """All of it."""
        return QSize(look().px(200), max(self._lines.minimumSizeHint().height(), self.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Two lines."""
        return QSize(look().px(100), 2 * look().H + look().px(10))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The lines need more or less room now."""
        if watched is self._lines and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ConflictFoot(QFrame):
    """Says what Apply would do.

    Signals:
        whole_asked: a decision about the whole record: local, airtable, restore, delete, apart.
        later_asked, apply_asked: leave it open, or write it.
        dismissed: the question in place was answered with no.
    """

    whole_asked = Signal(str)
    later_asked = Signal()
    apply_asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "window")
        rows = column(self, margins=(20, 14, 20, 12), spacing=12)
        self._well, self._lines = self._make_well()
        self.question = MessageBar("questionBar")
        rows.addWidget(self._well)
        rows.addWidget(self.question)
        self._whole = QWidget()
        self._whole_line = line(self._whole)
        self._later = Button(tr("Later"), "laterButton", "quiet", on_click=self.later_asked.emit)
        self.apply_button = Button(tr("Apply and next"), "applyButton", "primary", on_click=self.apply_asked.emit)
        out = QWidget()
        out_line = line(out)
        out_line.addStretch(1)
        out_line.addWidget(self._later)
        out_line.addWidget(self.apply_button)
        self._buttons = FoldingLine(self._whole, out, stretch=1)
        rows.addWidget(self._buttons)
        self._key_line = KeyLine()
        rows.addWidget(self._key_line)
        self._for: tuple[Side | None, bool] | None = None
        self._wishes: dict[WholeWish, Button] = {}
        self._apply_words = tr("Apply")
        self._decidable = self._compact = self._busy = False
        self._shows_open = False
        self._whole.hide()  # until there is a conflict
        self._show_well()
        self.set_ready(False)

    def _make_well(self) -> tuple[QFrame, QGridLayout]:
        well = QFrame()
        well.setProperty("card", True)
        well.setObjectName("whenYouApply")
        rows = column(well, margins=(14, 10, 8, 10), spacing=6)
        rows.addWidget(Label(tr("When you apply"), "small_strong", "text2"))
        content = QWidget()
        lines = QGridLayout(content)
        inset(lines, (0, 0, 6, 0))
        lines.setHorizontalSpacing(look().px(6))
        lines.setVerticalSpacing(look().px(6))
        lines.setColumnStretch(2, 1)
        lines.setRowStretch(9, 1)
        rows.addWidget(SummaryArea(content))
        return well, lines

    # -- what would be written ----------------------------------------------------------------------------------------

    def show_open(self, model: CompareModel) -> None:
        """Nothing can be applied yet, and why."""
        self._show_parts([self._open_runs(model)])
        self._shows_open = True

    def show_waiting(self) -> None:
        """All is decided; until it is known what that writes, what was said before is wrong."""
        if self._shows_open:
            self._show_parts([(Run(tr("Working out what that writes…"), "text2"),)])

    def _open_runs(self, model: CompareModel) -> tuple[Run, ...]:
        if model.wrong:
            return _led(tr("Nothing yet:"), tr("what was typed does not fit its field."), color="fail")
        if model.has_side is not None:
            return _led(tr("Nothing yet:"), tr("restore it, delete it, or keep it only where it is."))
        rows = model.open_rows()
        names = ", ".join(plain(row.field.name, 30) for row in rows[:MOST_NAMED])
        more = len(rows) - MOST_NAMED
        if more > 0:
            names = plural("{names}, and {n} more field", "{names}, and {n} more fields", more, names=names)
        return _led(plural("{n} field still to decide:", "{n} fields still to decide:", len(rows)), names)

    def show_preview(self, model: CompareModel, preview: ResolutionPreview) -> None:
        """What the answer would write."""
        self._shows_open = False
        if preview.error is not None:
            self._show_parts([_led(f"{preview.error.title}.", str(preview.error), lead_color="fail")])
        elif preview.problems:
            names = {row.id: plain(row.field.name, 40) for row in model.rows}
            problems = "; ".join(f"{names.get(f, f)} {said(plain(why))}" for f, why in preview.problems)
            self._show_parts([_led(tr("It does not fit:"), f"{problems}.", lead_color="fail")])
        elif model.choices.whole == "apart" and not preview.operations:
            self._show_parts([self._apart_runs(model)])
        else:
            self._show_lines(summary(preview, model.view))

    def _apart_runs(self, model: CompareModel) -> tuple[Run, ...]:
        if model.has_side is None:
            text = tr("Both sides stay different, and you are not asked again until one of them changes.")
        elif model.has_side is Side.LOCAL:
            text = tr("The record stays on this computer only, and is left out of the sync.")
        else:
            text = tr("The record stays in Airtable only, and is left out of the sync.")
        return _led(tr("Nothing is written."), text)

    def _show_parts(self, parts: Sequence[tuple[Run, ...]]) -> None:
        clear(self._lines)
        for row, runs_ in enumerate(parts):
            label = WholeRuns(runs_)
            label.setObjectName(f"summary_{row}")
            self._lines.addWidget(label, row, 0, 1, 4)
        # Two lines always, so that nothing below moves while one decides.
        self._keep_height(len(parts))
        self._name_well(" ".join("".join(r.text for r in p) for p in parts))

    def _name_well(self, text: str) -> None:
        self._well.setAccessibleName(tr("When you apply: {text}", text=text))

    def _show_lines(self, lines: Sequence[SummaryLine]) -> None:
        clear(self._lines)
        top = Qt.AlignmentFlag.AlignTop
        for row, entry in enumerate(lines):
            icon = side_glyph(entry.side)
            words = WholeRuns(entry.parts)
            words.setObjectName(f"summary_{entry.side.value}")
            words.setAccessibleName(f"{entry.name}: {words.text()}")
            self._lines.addWidget(icon, row, 0, top)
            self._lines.addWidget(Label(plain(entry.name, 40), "body", entry.side.value), row, 1, top)
            self._lines.addWidget(words, row, 2)
            self._lines.addWidget(Label(entry.calls, "small", "text2"), row, 3, top)
        self._keep_height(len(lines))
        self._name_well(
            " ".join(f"{entry.name}: {''.join(r.text for r in entry.parts)}. {entry.calls}" for entry in lines)
        )

    def _keep_height(self, lines: int) -> None:
        for row in range(lines, 2):
            self._lines.addWidget(Label(""), row, 0)

    # -- the buttons --------------------------------------------------------------------------------------------------

    def show_model(self, model: CompareModel, *, is_last: bool) -> None:
        """The buttons that this conflict has."""
        self.unask()
        self.set_last(is_last)
        self._decidable = model.decidable
        self._show_well()
        self._whole.setVisible(model.decidable)
        kind = (model.has_side, model.decidable)
        if kind != self._for:
            self._for = kind
            clear(self._whole_line)
            self._wishes = self._whole_buttons(model.has_side)
            for button in self._wishes.values():
                self._whole_line.addWidget(button)
            self._whole_line.addStretch(1)

    def _whole_buttons(self, has_side: Side | None) -> dict[WholeWish, Button]:
        return {dress[0]: self._wish(*dress) for dress in _WISHES[has_side]}

    def _wish(self, wish: WholeWish, text: str, name: str, kind: ButtonKind, glyph: str, color: str) -> Button:
        return Button(tr(text), name, kind, glyph, glyph_color=color, on_click=lambda: self.whole_asked.emit(wish))

    def show_choice(self, whole: str) -> None:
        """Mark the decision about the whole record that stands."""
        for wish, button in self._wishes.items():
            chosen = wish == whole
            if bool(button.property("chosen")) is not chosen:
                button.setProperty("chosen", chosen)
                button.setAccessibleDescription(tr("chosen") if chosen else "")
                button.style().unpolish(button)
                button.style().polish(button)

    def set_compact(self, compact: bool) -> None:
        """Where the window is low, the line of keys gives way: F1 shows them all."""
        self._compact = compact
        self._key_line.setVisible(not compact)
        self._show_well()

    def _show_well(self) -> None:
        """While something is asked in a low window there is nothing to apply, and no room for it."""
        self._well.setVisible(self._decidable and not (self._compact and self.asks))

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return not self.question.isHidden()

    def unask(self) -> None:
        """The question is answered, or no matter any more."""
        self.question.clear()
        self._show_well()

    def _focus_question(self) -> None:
        """The keyboard's focus to the answer that changes nothing."""
        if (button := self.question.findChild(Button, "dismissDeleteButton")) is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_out(self) -> None:
        """The keyboard's focus to the way out."""
        self._later.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_last(self, is_last: bool) -> None:
        """Whether nothing comes after it."""
        self._apply_words = tr("Apply") if is_last else tr("Apply and next")
        if not self._busy:
            self.apply_button.set_text(self._apply_words)

    def set_ready(self, ready: bool, *, busy: bool = False) -> None:
        """Whether Apply may be pressed; busy while something is applied."""
        self._busy = busy
        self.apply_button.set_text(tr("Applying…") if busy else self._apply_words)
        self.apply_button.setEnabled(ready and not busy)
        self._later.setEnabled(not busy)
        self._whole.setEnabled(not busy)

    def ask_to_delete(self, label: str) -> None:
        """Ask in place before anything is deleted."""
        self.question.show_message(
            "needs_you",
            tr("Delete {record} on both sides?", record=plain(label, 60)),
            tr("Its values stay in History, from where the deletion can be undone."),
            [
                Button(
                    tr("Delete {record} on both", record=plain(label, 24)),
                    "confirmDeleteButton",
                    "danger",
                    on_click=lambda: self.whole_asked.emit("delete_agreed"),
                ),
                Button(tr("No, keep it"), "dismissDeleteButton", on_click=self.dismissed.emit),
            ],
        )
        self._show_well()
        self._focus_question()


def _led(lead: str, text: str, *, lead_color: str = "text", color: str = "text2") -> tuple[Run, ...]:
    """A bold lead, and what follows it."""
    return Run(f"{lead} ", lead_color, "strong"), Run(text, color)
