"""Why one record looks as it does: where it stands, what each side had and has, and what each run did to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import RecordStory
from airsync_gui.messages import describe, plain, plain_sentence
from airsync_gui.sync.records import Uid
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import TableCard
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.explain_model import AIRTABLE, LOCAL, fields_model
from airsync_gui.ui.help import offer_help
from airsync_gui.ui.history_model import ChangesModel
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import clear, column, frame, line, rule, size_dialog
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.whole_table import WholeTable
from airsync_gui.wording import number, tr

MOST_CHANGES = 200
"""So many are listed, the newest first."""
SIZE = (1000, 640)
_CHANGED, _FIELD_PLACE = 4, 1


class ExplainDialog(QDialog):
    """One record, beside the window; it may stay open.

    Signals:
        shown: what was asked for is there, or why it is not.
    """

    shown = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._asked = 0
        self._url = ""
        self.setObjectName("explainDialog")
        self.setProperty("tone", "surface")
        self.setWindowTitle(tr("Why it looks as it does"))
        offer_help(self)
        self.fields = fields_model(self)
        self.changes = ChangesModel(self, of_record=True)
        self._make_parts()
        self._lay_out()
        size_dialog(self, *SIZE)

    def _make_parts(self) -> None:
        self._record = ElidedLabel("", "heading", name="explainRecord")
        self._where = ElidedLabel("", "small", "text2", name="explainWhere")
        self._show = Button(
            tr("Show in Airtable"), "explainShowButton", "quiet", "arrow-square-out", on_click=self._on_show
        )
        self._close = Button(tr("Close"), "explainCloseButton", on_click=self.close)
        self.bar = MessageBar("explainBar")
        sides, deeds = tr("What each side has"), tr("What was done to it")
        self.table = WholeTable(self.fields, "explainFieldsTable", sides, leave_out=[_CHANGED])
        self.history = WholeTable(self.changes, "explainChangesTable", deeds, leave_out=[_FIELD_PLACE])
        self._sides = TableCard(sides, "explainSides")
        self._deeds = TableCard(deeds, "explainDeeds")
        self._nothing = Label(tr("No run has written it yet."), "body", "text2", name="explainNothing")
        self._more = Label("", "small", "text2", name="explainMore")
        self._standing, self._to_come = column(spacing=3), column(spacing=3)

    def _lay_out(self) -> None:
        rows = column(self)
        head = column(margins=(24, 16, 24, 12), spacing=2)
        top = line()
        top.addWidget(self._record, 1)
        top.addWidget(self._show)
        head.addLayout(top)
        head.addWidget(self._where)
        rows.addLayout(head)
        rows.addWidget(rule())
        page = frame("surface", name="explainPage")
        inner = column(page, margins=(24, 12, 24, 16), spacing=12)
        self._sides.rows.addWidget(self.table)
        below = column(margins=(15, 4, 15, 6))
        below.addWidget(self._nothing)
        below.addWidget(self._more)
        self._deeds.rows.addWidget(self.history)
        self._deeds.rows.addLayout(below)
        inner.addWidget(self.bar)
        inner.addLayout(self._standing)
        inner.addWidget(self._sides)
        inner.addLayout(self._to_come)
        inner.addWidget(self._deeds)
        inner.addStretch(1)
        rows.addWidget(scrolled(page, "explainScroll", tr("Why it looks as it does")), 1)
        rows.addWidget(rule())
        foot = line(margins=(24, 10, 24, 12))
        foot.addStretch(1)
        foot.addWidget(self._close)
        rows.addLayout(foot)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def explain(self, pair_id: str, uid: Uid, name: str = "") -> None:
        """Show this record; ``name`` until it is there."""
        self._asked += 1
        self._clear(name)
        self._say_sentences(self._standing, [tr("Looking at both sides…")], "explainStanding")
        ask = partial(self._controller.service.explain, pair_id, uid)
        self._controller.ask(
            ask, partial(self._on_story, self._asked), partial(self._on_error, self._asked), asker=self
        )
        self.show()
        self.raise_()
        self.activateWindow()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self, name: str) -> None:
        self._record.setText(plain(name, 120))
        self._where.setText("")
        self._url = ""
        self._show.hide()
        self.bar.clear()
        for layout in (self._standing, self._to_come):
            clear(layout)
        for widget in (self._sides, self._deeds, self._more):
            widget.hide()

    def _on_error(self, number: int, error: BaseException) -> None:
        if number == self._asked:
            clear(self._standing)
            message = describe(error)
            self.bar.show_message("failed", f"{message.title}.", str(message))
            self.shown.emit()

    def _on_story(self, number: int, story: RecordStory) -> None:
        if number != self._asked:
            return
        found = story.explanation
        self._clear(found.record)
        known_as = tr("{record} in Airtable", record=found.record_id) if found.record_id else ""
        self._where.setText(" · ".join(part for part in (plain(story.pair_name, 60), known_as) if part))
        self._url = story.record_url
        self._show.setVisible(bool(self._url))
        if story.problem is not None:
            fact = tr("{title}. What AirSync remembers is told all the same.", title=story.problem.title)
            self.bar.show_message("waiting", fact, str(story.problem))
        self._say_sentences(self._standing, found.standing, "explainStanding")
        self._say_sentences(self._to_come, found.to_come, "explainNext", color="text")
        self._show_sides(story)
        self._show_deeds(story)
        self.shown.emit()

    def _show_sides(self, story: RecordStory) -> None:
        found = story.explanation
        self.fields.show(found.fields, anew=True)
        for side in (LOCAL, AIRTABLE):
            self.table.show_column(side, found.looked)
        self._sides.setVisible(bool(found.fields))

    def _show_deeds(self, story: RecordStory) -> None:
        shown = story.changes[:MOST_CHANGES]
        self.changes.local_name = plain(story.local.name, 60)
        self.changes.show(shown, anew=True)
        self.history.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        counts = {"count": number(len(shown)), "all": number(len(story.changes))}
        self._more.setText(tr("These are the newest {count} of {all}.", **counts))
        self._more.setVisible(len(story.changes) > len(shown))
        self._deeds.show()

    def _say_sentences(self, layout: QVBoxLayout, sentences: Iterable[str], name: str, color: str = "text2") -> None:
        for place, sentence in enumerate(sentences):
            label = RunsLabel()
            label.setObjectName(f"{name}{place}")
            label.set_runs((Run(plain_sentence(sentence, 600), color),))
            layout.addWidget(label)
            label.show()  # else only the event loop shows it

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))
