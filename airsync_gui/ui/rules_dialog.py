"""A pair's name and rules, changed after it was made; and the pair taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from airsync_gui.errors import UsageError
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.pair_rules import RulesView
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import plain
from airsync_gui.settings import LONGEST_NAME
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.foot import Foot
from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, size_dialog
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.rules_form import RulesForm
from airsync_gui.wording import tr

LONGEST = 60


class RulesDialog(QDialog):
    """Of one pair; it ends with its window.

    Signals:
        loaded: what is set is shown.
        kept: the pair has other rules.
    """

    loaded = Signal()
    kept = Signal()

    def __init__(self, controller: Controller, pair: PairLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller, self._pair = controller, pair
        self._view: RulesView | None = None
        self.form: RulesForm | None = None
        self.setObjectName("rulesDialog")
        self.setProperty("tone", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = plain(pair.name, LONGEST)
        self.setWindowTitle(tr("{pair}: rules", pair=name))
        self.bar = MessageBar("rulesBar")
        self.name = TextField("rulesNameEdit", tr("Name of the pair"), most=360)
        self.name.setMaxLength(LONGEST_NAME)
        self._remove = Button(tr("Remove this pair…"), "removePairButton", "danger", on_click=self._on_remove)
        self._cancel = Button(tr("Cancel"), "rulesCancelButton", on_click=self.reject)
        self._keep = Button(tr("Keep these rules"), "rulesKeepButton", "primary", on_click=self._on_keep)
        self._lay_out(name)
        self._set_ready(ready=False)
        controller.ask(partial(controller.service.rules_of, pair.pair_id), self._on_known, self._on_error, asker=self)
        size_dialog(self, 720, 760)

    def _lay_out(self, name: str) -> None:
        rows = column(self)
        head = column(margins=(24, 18, 24, 8), spacing=8)
        head.addWidget(Label(tr("Rules of {pair}", pair=name), "heading", wrap=True))
        head.addWidget(self.bar)
        rows.addLayout(head)
        content = frame("surface")
        self._body = column(content, margins=(24, 4, 24, 18), spacing=6)
        self._body.addWidget(Label(tr("Name of the pair"), "strong"))
        self._body.addWidget(self.name)
        rows.addWidget(scrolled(content, "rulesScroll", tr("Rules of {pair}", pair=name)), 1)
        rows.addWidget(Foot([self._remove], [self._cancel, self._keep]))
        self._keep.setDefault(True)

    def _set_ready(self, *, ready: bool) -> None:
        for widget in (self.name, self._remove, self._keep):
            widget.setEnabled(ready)
        if self.form is not None:
            self.form.setEnabled(ready)

    def _on_known(self, view: RulesView) -> None:
        self._view = view
        self.form = RulesForm(has_version=view.has_version)
        self.form.show_rules(view.rules, view.fields, view.usual, is_text=view.is_text)
        self._body.addWidget(self.form)
        self._body.addStretch(1)
        self.name.setText(view.name)
        self._set_ready(ready=True)
        self.loaded.emit()

    # -- keep -------------------------------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        view, form = self._view, self.form
        if view is None or form is None or not form.schedule.makes_sense:
            return
        form.write_to(view.rules)
        self._set_ready(ready=False)
        keep = partial(self._controller.service.set_rules, self._pair.pair_id, self.name.text().strip(), view.rules)
        self._controller.ask(keep, self._on_kept, self._on_error, asker=self)

    def _on_kept(self, _nothing: None) -> None:
        self._controller.refresh()
        self.kept.emit()
        self.accept()

    def _on_error(self, error: BaseException) -> None:
        message = self._controller.told(error)
        self.bar.show_message("failed", f"{message.title}.", str(message))
        self._set_ready(ready=self.form is not None)
        if isinstance(error, UsageError):
            self.name.setFocus()

    # -- remove -----------------------------------------------------------------------------------------------------

    def _on_remove(self) -> None:
        """Ask once more, in the same place; Enter keeps it."""
        keep = Button(tr("Keep it"), "keepPairButton", on_click=self.bar.clear)
        sure = Button(tr("Remove the pair"), "removePairSureButton", "danger", on_click=self._on_sure)
        name = plain(self._pair.name, LONGEST)
        self.bar.show_message(
            "needs_you",
            tr("Remove the pair {pair}?", pair=name),
            tr(
                "{file} and the Airtable table stay as they are, and history stays. What is remembered of both is "
                "forgotten: a pair of them that is made later begins with a first sync.",
                file=plain(self._pair.local.name, LONGEST),
            ),
            [keep, sure],
        )
        keep.setAutoDefault(True)
        keep.setFocus()

    def _on_sure(self) -> None:
        self.bar.clear()
        self._set_ready(ready=False)
        remove = partial(self._controller.service.remove_pair, self._pair.pair_id)
        self._controller.ask(remove, self._on_removed, self._on_error, asker=self)

    def _on_removed(self, _nothing: None) -> None:
        """The window shows another one."""
        self._controller.refresh()
        self.accept()
