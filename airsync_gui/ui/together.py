"""Listed conflicts that are decided together: the chosen ones, or all that are like the one that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.sync.records import Uid
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.alike import Chosen, chosen_of, similar_to
from airsync_gui.ui.conflicts_model import key_of
from airsync_gui.ui.rule_bar import RuleWish, rule_of
from airsync_gui.ui.similar_dialog import SimilarDialog
from airsync_gui.ui.table_view import TableView


class Together(QObject):
    """Of one list; it offers nothing more while an answer for several is carried out.

    Args:
        shown: the line of the conflict that is shown in full.

    Signals:
        decided: pair id, the uids, and the :class:`Answer`.

    Attributes:
        rule: what the last answer for several would be as a rule.
    """

    decided = Signal(str, object, object)

    def __init__(self, table: TableView, shown: Callable[[], ConflictLine | None]) -> None:
        super().__init__(table)
        self._table, self._shown = table, shown
        self._at_work: dict[str, frozenset[str]] = {}
        self.rule: RuleWish | None = None

    # -- what is offered --------------------------------------------------------------------------------------------

    def _free_lines(self) -> list[ConflictLine]:
        return [row.line for row in self._table.rows.rows if not row.applying]

    def chosen(self) -> Chosen | None:
        """The chosen rows, where there are several."""
        lines = [row.line for row in self._table.chosen_rows if not row.applying]
        if len(lines) < 2 or self._at_work:
            return None
        shown = self._shown()
        lead = shown if shown is not None and shown in lines else lines[0]
        return chosen_of(lead, lines, self._free_lines())

    def alike(self) -> Sequence[ConflictLine]:
        """All that are like the one that is shown, itself first."""
        shown = self._shown()
        if shown is None or shown.kind == "schema" or self._at_work:
            return ()
        return [shown, *(line for line in similar_to(shown, self._free_lines()) if line is not shown)]

    # -- what is asked for ------------------------------------------------------------------------------------------

    def choose_alike(self) -> None:
        """Choose those that are like the chosen ones, too."""
        if (chosen := self.chosen()) is not None:
            self._table.choose_too(key_of(line) for line in chosen.more)

    def decide_chosen(self, answer: str) -> None:
        """Say what this answer comes to for the chosen ones, with exceptions to leave out."""
        if (chosen := self.chosen()) is not None:
            self._decide(chosen.together, left=chosen.count - len(chosen.together), answer=answer)

    def decide_alike(self) -> None:
        """The same for all that are like the one that is shown."""
        self._decide(self.alike())

    def _decide(self, lines: Sequence[ConflictLine], *, left: int = 0, answer: str = "") -> None:
        if len(lines) > 1:
            dialog = SimilarDialog(lines, self._table.window(), left=left, answer=answer)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.decided.connect(self.decided)
            dialog.open()

    # -- what is carried out ----------------------------------------------------------------------------------------

    @property
    def keys(self) -> frozenset[str]:
        """The rows whose answer is carried out."""
        return frozenset().union(*self._at_work.values())

    def begin(self, pair_id: str, uids: Sequence[Uid], answer: Answer, lines: Mapping[str, ConflictLine]) -> None:
        """This answer is on its way for these of the lines."""
        keys = self._at_work[pair_id] = frozenset(f"{pair_id} {uid}" for uid in uids)
        self.rule = rule_of(answer, [lines[key] for key in keys & lines.keys()])

    def end(self, pair_id: str) -> bool:
        """It has come to its end; False where it was given elsewhere."""
        return self._at_work.pop(pair_id, None) is not None

    def forget(self) -> None:
        """Another list."""
        self._at_work = {}
