"""A pair's name and rules, changed after it was made; and the pair taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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
from airsync_gui.ui.pair_dialog import LONGEST, PairDialog
from airsync_gui.ui.rules_form import RulesForm
from airsync_gui.ui.zone_choice import ZoneChoice
from airsync_gui.wording import noop, tr


class RulesDialog(PairDialog):
    """Of one pair; it ends with its window.

    Signals:
        loaded: what is set is shown.
        kept: the pair has other rules.
    """

    loaded = Signal()
    kept = Signal()

    def __init__(self, controller: Controller, pair: PairLine, parent: QWidget | None = None) -> None:
        super().__init__(controller, pair, "rules", noop("{pair}: rules"), noop("Rules of {pair}"), parent)
        self._view: RulesView | None = None
        self.form: RulesForm | None = None
        self.zone = ZoneChoice()
        self.name = TextField("rulesNameEdit", tr("Name of the pair"), most=360)
        self.name.setMaxLength(LONGEST_NAME)
        self._remove = Button(tr("Remove this pair…"), "removePairButton", "danger", on_click=self._on_remove)
        self._cancel = Button(tr("Cancel"), "rulesCancelButton", on_click=self.reject)
        self._keep = Button(tr("Keep these rules"), "rulesKeepButton", "primary", on_click=self._on_keep)
        self._lay_out()
        self._set_ready(ready=False)
        controller.ask(partial(controller.service.rules_of, pair.pair_id), self._on_known, self._on_error, asker=self)
        size_dialog(self, 720, 760)

    def _lay_out(self) -> None:
        content = frame("surface")
        self._body = column(content, margins=(24, 4, 24, 18), spacing=6)
        self._body.addWidget(Label(tr("Name of the pair"), "strong"))
        self._body.addWidget(self.name)
        self.rows.addWidget(scrolled(content, "rulesScroll", self.heading), 1)
        self.rows.addWidget(Foot([self._remove], [self._cancel, self._keep]))
        self._keep.setDefault(True)

    def _set_ready(self, *, ready: bool) -> None:
        for widget in (self.name, self._remove, self._keep):
            widget.setEnabled(ready)
        if self.form is not None:
            self.form.setEnabled(ready)
            self.zone.setEnabled(ready)

    def _on_known(self, view: RulesView) -> None:
        self._view = view
        self.form = RulesForm(has_version=view.has_version)
        self.form.show_rules(view.rules, view.fields, view.usual, is_text=view.is_text)
        self.zone.show_zones(view.rules.zone, view.zones, view.own_zone)
        for part in (self.form, self.zone):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self.name.setText(view.name)
        self._set_ready(ready=True)
        self.name.setFocus()  # it was at the way out, as long as nothing else could be pressed
        self.loaded.emit()

    # -- keep -------------------------------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        view, form = self._view, self.form
        if view is None or form is None or not form.schedule.makes_sense:
            return
        form.write_to(view.rules)
        view.rules.zone = self.zone.chosen
        self._set_ready(ready=False)
        keep = partial(self._controller.service.set_rules, self._pair.pair_id, self.name.text().strip(), view.rules)
        self._controller.ask(keep, self._on_kept, self._on_error, asker=self)

    def _on_kept(self, _nothing: None) -> None:
        self._controller.refresh()
        self.kept.emit()
        self.accept()

    def _on_error(self, error: BaseException) -> None:
        self.show_error(error)
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
