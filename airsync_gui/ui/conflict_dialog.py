"""Two sides and what was last in step, side by side: a person decides field by field, and sees what that writes.

Nothing is chosen at first. What is decided is kept when the dialog is left, and nothing is written before Apply, which
looks at both sides again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from airsync_gui.jobs.conflict_views import ConflictView, ResolutionPreview
from airsync_gui.jobs.controller import Controller
from airsync_gui.kept_words import field_news
from airsync_gui.messages import Message, plain
from airsync_gui.sync.records import FieldId, Side, Uid, Value
from airsync_gui.sync.resolve import Answer, Choice
from airsync_gui.sync.run import RunResult
from airsync_gui.ui.compare_grid import CompareGrid
from airsync_gui.ui.compare_model import CompareModel, Draft, Wrong
from airsync_gui.ui.conflict_foot import ConflictFoot, WholeWish
from airsync_gui.ui.conflict_head import ConflictHead
from airsync_gui.ui.conflict_source import ConflictSource, Key
from airsync_gui.ui.dialog_keys import DialogKey, dialog_key
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.key_list import KeyList
from airsync_gui.ui.layouts import column, rule, size_dialog
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.wording import tr

Drafts = dict[Key, Draft]
"""What was chosen and not applied yet, by conflict."""


class ConflictDialog(QDialog):
    """Decides conflicts one after the other.

    Signals:
        finished_all: the last one of the queue is settled.
        shown: a conflict can be decided now. previewed: what the present choices would write is shown.
    """

    finished_all = Signal()
    shown = Signal()
    previewed = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None, drafts: Drafts | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._queue: list[Key] = []
        self._key: Key | None = None
        self._drafts: Drafts = {} if drafts is None else drafts
        self._model: CompareModel | None = None
        self._shown_key: Key | None = None
        self._applying: Key | None = None
        self._blocked = False
        self._news: tuple[str, str] | None = None
        self._source = ConflictSource(controller, self)
        self.setObjectName("conflictDialog")
        self.setProperty("tone", "surface")
        self.setWindowTitle(tr("Decide"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.head, self.grid, self.foot = ConflictHead(), CompareGrid(), ConflictFoot()
        self.bar = MessageBar("dialogBar")
        self._elsewhere = EmptyState("table", tr("Settled beside the list"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._elsewhere)
        self._stack.addWidget(QWidget())
        self._stack.setCurrentIndex(2)  # until there is a conflict
        self.head.hide()
        self._keys = KeyList(self)
        rows = column(self)
        bar = QWidget()
        column(bar, margins=(20, 0, 20, 8)).addWidget(self.bar)
        self._bar_box = bar
        bar.hide()
        rows.addWidget(self.head)
        rows.addWidget(bar)
        rows.addWidget(self._stack, 1)
        rows.addWidget(rule())
        rows.addWidget(self.foot)
        size_dialog(self, 1100, 760)

    def _connect(self) -> None:
        self.head.previous_asked.connect(lambda: self._step(-1))
        self.head.next_asked.connect(lambda: self._step(1))
        self.head.only_clashing_changed.connect(self._on_filter)
        self.grid.take_asked.connect(self._on_take)
        self.grid.toggle_asked.connect(self._on_toggle)
        self.grid.typed.connect(self._on_typed)
        self.grid.typed_wrong.connect(self._on_typed_wrong)
        self.grid.edited.connect(self._tell_outcome)
        self.grid.apply_asked.connect(self.apply)
        self.foot.whole_asked.connect(self._on_whole)
        self.foot.later_asked.connect(self.later)
        self.foot.apply_asked.connect(self.apply)
        self.foot.dismissed.connect(self._on_dismissed)
        self._keys.closed.connect(self.grid.focus_row)
        self._source.arrived.connect(self._on_arrived)
        self._source.gone.connect(self._on_gone)
        self._source.failed.connect(self._on_failed)
        self._source.previewed.connect(self._on_preview)
        self._source.pictured.connect(self._on_pictures)
        self._controller.resolved.connect(self._on_resolved)
        self._controller.resolution_refused.connect(self._on_refused)
        self._controller.conflicts_changed.connect(self._on_conflicts_changed)

    # -- which conflict -----------------------------------------------------------------------------------------------

    @property
    def model(self) -> CompareModel | None:
        """The conflict that is shown; None before it is there."""
        return self._model

    @property
    def _at_hand(self) -> CompareModel | None:
        """The conflict that may be decided now: not while the next one is on its way, nor while it is applied."""
        return self._model if self._shown_key == self._key and self._applying is None else None

    def open_conflict(self, pair_id: str, uid: Uid, queue: Sequence[Key]) -> None:
        """Decide this conflict; the queue is what Next and Previous go through."""
        key = (pair_id, uid)
        self._queue = list(queue) if key in queue else [key, *queue]
        self._news = None
        self._go_to(key)
        self.show()
        self.raise_()
        self.activateWindow()

    def _go_to(self, key: Key) -> None:
        """Another conflict; what is shown stays until it is there."""
        self.grid.finish_edit()
        self._say(None)
        self._keys.put_away()
        self._key = key
        self._source.drop_preview()
        self._source.load(key)

    def _on_arrived(self, key: Key, view: ConflictView) -> None:
        if key != self._key:
            return
        old = self._model if key == self._shown_key else None
        if old is None or old.view.conflict != view.conflict:
            self.grid.finish_edit()
            self._show_anew(key, view, old)
        self._tell_news()
        self._source.load_pictures(key, view)
        self.shown.emit()

    def _on_pictures(self, key: Key) -> None:
        """What is shown stands with pictures from now on; a value that is being typed is left alone."""
        model = self._model if key == self._shown_key else None
        if model is not None and not self.grid.is_editing:
            self.grid.show_model(model, only_clashing=self.head.only_clashing)

    def _show_anew(self, key: Key, view: ConflictView, old: CompareModel | None) -> None:
        model = CompareModel(view, self._drafts.get(key))
        if old is not None:
            model.moved |= old.moved
        self._drafts[key] = model.draft
        self._model, self._shown_key = model, key
        self.head.show()
        self.head.show_view(view, self._position, len(self._queue))
        self.foot.show_model(model, is_last=len(self._queue) <= 1)
        self.setWindowTitle(tr("Decide: {record}", record=plain(view.conflict.label, 80)))
        self._stack.setCurrentIndex(0 if model.decidable else 1)
        self.grid.show_problems(())
        self.grid.show_model(model, only_clashing=self.head.only_clashing)
        if model.decidable:
            self.grid.focus_row()
        else:
            self._say_elsewhere(view)
        if model.moved and self._news is None:
            again = tr("The marked values are new; your choices are still here.")
            self._news = (tr("It changed since you looked."), again)
        self._refresh()

    @property
    def _position(self) -> int:
        return self._queue.index(self._key) + 1 if self._key in self._queue else 1

    def _say_elsewhere(self, view: ConflictView) -> None:
        text = tr(
            "{field}: {why}. It is a field of the table, not a record: beside the list of conflicts it is mapped "
            "again, or taken out of the pair.",
            field=plain(view.conflict.label, 80),
            why=field_news(plain(view.conflict.local_label, 200).rstrip(".")),
        )
        self._elsewhere.say(tr("Settled beside the list"), text)
        self.foot.focus_out()

    def _tell_news(self) -> None:
        if self._news is not None:
            self._say(self._news)
            self._news = None

    def _say(self, news: tuple[str, str] | None, mark: Mark = "needs_you") -> None:
        """A message above the grid, or none."""
        if news is None:
            self.bar.clear()
        else:
            self.bar.show_message(mark, *news)
        self._bar_box.setVisible(news is not None)

    def _on_failed(self, message: Message) -> None:
        self._say((f"{message.title}.", str(message)), "failed")

    def _on_gone(self, key: Key) -> None:
        self._forget(key, (tr("It is settled."), tr("That conflict was settled meanwhile, elsewhere.")))

    def _step(self, by: int) -> None:
        index = self._position - 1 + by
        if self._applying is None and 0 <= index < len(self._queue):
            self._go_to(self._queue[index])

    def later(self) -> None:
        """Leave it open, and go on to the next; after the last one the dialog closes."""
        if self._applying is not None:
            return
        if self._position < len(self._queue):
            self._step(1)
        else:
            self.reject()

    def _forget(self, key: Key, news: tuple[str, str] | None = None) -> None:
        """A conflict is settled: on to the next, or the end."""
        index = self._queue.index(key) if key in self._queue else 0
        self._queue = [other for other in self._queue if other != key]
        self._drafts.pop(key, None)
        if key != self._key:
            self.head.show_position(self._position, max(1, len(self._queue)))
            self.foot.set_last(len(self._queue) <= 1)
            return
        if self._queue:
            self._news = news
            self._go_to(self._queue[min(index, len(self._queue) - 1)])
            return
        self._key = self._shown_key = self._model = None
        self.finished_all.emit()
        self.accept()

    # -- deciding -----------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show what is decided now, and ask what that would write."""
        if self._model is not None:
            self.grid.refresh()
            self.foot.show_choice(self._model.choices.whole)
            self._tell_outcome()

    def _tell_outcome(self) -> None:
        """What is decided, and typed so far, is what Apply is about."""
        model, key = self._trial, self._key
        if model is None or key is None:
            return
        self._blocked = False
        if model.decidable and not model.ready:
            self._source.drop_preview()
            self.foot.show_open(model)
            self.grid.show_problems(())
        else:
            self.foot.show_waiting()
            self._source.preview_soon(key, self._answer)
        self._set_ready()

    @property
    def _trial(self) -> CompareModel | None:
        return self.grid.trial(self._model) if self._model is not None else None

    def _answer(self) -> Answer | None:
        model = self._trial if self._at_hand is not None and self.isVisible() else None
        return model.answer() if model is not None and model.ready else None

    def _set_ready(self) -> None:
        model, busy = self._trial, self._applying is not None
        ready = model is not None and model.ready and not model.wrong and not self._blocked
        self.foot.set_ready(ready, busy=busy)
        self._stack.setEnabled(not busy)

    def _decide(self, decision: Callable[[CompareModel], bool]) -> None:
        """One decision, where one may be made now."""
        self.grid.finish_edit()
        self._on_decided(decision)

    def _on_decided(self, decision: Callable[[CompareModel], bool]) -> None:
        model = self._at_hand
        if model is None:
            self._refresh()
            return
        if decision(model):
            self.foot.unask()
        self._refresh()

    def _on_take(self, field_id: FieldId, choice: Choice) -> None:
        self._decide(lambda model: model.take(field_id, choice))

    def _on_toggle(self, field_id: FieldId, side: Side) -> None:
        self._decide(lambda model: model.toggle(field_id, side))

    def _on_typed(self, field_id: FieldId, value: Value) -> None:
        self._on_decided(lambda model: model.type_value(field_id, value))

    def _on_typed_wrong(self, field_id: FieldId, wrong: Wrong) -> None:
        self._on_decided(lambda model: model.type_wrong(field_id, wrong))

    def _on_whole(self, wish: WholeWish) -> None:
        model = self._at_hand
        if model is None or not model.decidable:
            return
        if wish == "delete":
            self.foot.ask_to_delete(model.view.conflict.label)
        elif wish == "local" or wish == "airtable":
            self._take_all(Side(wish))
        else:
            self._decide(lambda model: model.decide_whole("delete" if wish == "delete_agreed" else wish))
            self.foot.unask()
            self.grid.focus_row()

    def _take_all(self, side: Side) -> None:
        """The whole record as a side has it; the side that lacks it has it deleted, which is asked first."""
        model = self._at_hand
        if model is None:
            return
        if model.has_side is None:
            self._decide(lambda model: model.take_all(side))
        else:
            self._on_whole("restore" if side is model.has_side else "delete")

    def _on_dismissed(self) -> None:
        self.foot.unask()
        self.grid.focus_row()

    def _on_filter(self, only_clashing: bool) -> None:
        if self._model is not None:
            self.grid.finish_edit()
            self.grid.show_model(self._model, only_clashing=only_clashing)

    def _on_preview(self, preview: ResolutionPreview) -> None:
        if (model := self._trial) is None:
            return
        self._blocked = preview.error is not None or bool(preview.problems)
        self.foot.show_preview(model, preview)
        self.grid.show_problems(preview.problems)
        self._set_ready()
        self.previewed.emit()

    # -- applying -----------------------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Carry the answer out, then on to the next; what is open becomes the current field instead."""
        self.grid.finish_edit()
        model, key = self._at_hand, self._key
        if model is None or key is None or self.foot.asks:
            return
        if not model.ready or model.wrong or self._blocked:
            if open_rows := model.open_rows():
                self.grid.go_to_open(open_rows[0].id)
            return
        self._applying = key
        self._say(None)
        self._set_ready()
        self._controller.resolve(*key, model.answer())

    def _key_of(self, uid: Uid) -> Key | None:
        return next((key for key in self._queue if key[1] == uid), None)

    def _on_resolved(self, uid: Uid, result: RunResult) -> None:
        key = self._key_of(uid)
        if key is None:
            return
        if self._applying == key:
            self._applying = None
            self._set_ready()
        if any(conflict.uid == uid for conflict in result.conflicts):
            self._refuse(key, Message(tr("It moved in Airtable"), tr("The record changed while it was written.")))
        else:
            self._forget(key)

    def _on_refused(self, uid: Uid, message: Message) -> None:
        key = self._key_of(uid)
        if key is not None and self._applying == key:
            self._applying = None
            self._set_ready()
            self._refuse(key, message)

    def _refuse(self, key: Key, message: Message) -> None:
        """Nothing was written: show what stands there now, with the choices as they were."""
        if key == self._key:
            self._news = (tr("{title}. Nothing was written.", title=message.title), str(message))
            self._source.load(key)

    def _on_conflicts_changed(self, pair_id: str) -> None:
        """A sync saw it anew, perhaps: what is being typed stays as long as it is the same."""
        if self._key is not None and self._applying is None and self.isVisible() and pair_id in ("", self._key[0]):
            self._source.load(self._key)

    # -- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The dialog's keys; none of them is Enter alone."""
        action = dialog_key(event)
        if action is None:
            event.ignore()
            return
        self._act(action)

    def _act(self, action: DialogKey) -> None:
        field_id = self.grid.current_field
        if action in ("local", "airtable", "ancestor", "both"):
            if field_id is not None:
                self._on_take(field_id, action)
            return
        actions = {
            "all_local": lambda: self._take_all(Side.LOCAL),
            "all_airtable": lambda: self._take_all(Side.AIRTABLE),
            "edit": self.grid.edit_current,
            "up": lambda: self.grid.step_down(-1),
            "down": lambda: self.grid.step_down(1),
            "left": lambda: self.grid.step_across(-1),
            "right": lambda: self.grid.step_across(1),
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "later": self.later,
            "apply": self.apply,
            "undo": lambda: self._decide(CompareModel.undo),
            "redo": lambda: self._decide(CompareModel.redo),
            "leave": self._leave,
            "keys": self._keys.toggle,
        }
        actions[action]()

    def _leave(self) -> None:
        """Esc: the question first, then the dialog."""
        if self.foot.asks:
            self._on_dismissed()
        else:
            self.reject()

    def done(self, result: int) -> None:
        """What stands in an open editor is kept with the choices."""
        self.grid.finish_edit()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of keys stays in the middle; a low window leaves its last line out."""
        super().resizeEvent(event)
        self.foot.set_compact(self.height() < look().H * 36)
        if self._keys.isVisible():
            self._keys.place()
