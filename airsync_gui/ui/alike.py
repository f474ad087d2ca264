"""Which conflicts can be decided together, and by which answers. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.conflicts_model import HAPPENED
from airsync_gui.wording import noop


class WholeAnswer(Struct, frozen=True):
    """An answer that can be given to many records.

    Attributes:
        text: what it says, as one of several; ``gives`` stands on the button that gives it, with a place for how many.
            Both are still to be said in the person's language.
        writes_airtable: whether Airtable's records are written, in batches.
        deletes: records end by it.
    """

    name: str
    text: str
    gives: str
    answer: Answer
    writes_airtable: bool
    deletes: bool = False


_EDITED = (
    WholeAnswer(
        "allLocal",
        noop("Take this computer's values"),
        noop("Take this computer's for {count}"),
        Answer(take="local"),
        writes_airtable=True,
    ),
    WholeAnswer(
        "allAirtable",
        noop("Take Airtable's values"),
        noop("Take Airtable's for {count}"),
        Answer(take="airtable"),
        writes_airtable=False,
    ),
    WholeAnswer(
        "allApart",
        noop("Leave both sides as they are"),
        noop("Leave apart {count}"),
        Answer(keep_apart=True),
        writes_airtable=False,
    ),
)
_DELETE = (noop("Delete on both sides"), noop("Delete on both sides: {count}"))
_AIRTABLE_LACKS_IT = (
    WholeAnswer(
        "allRestore", noop("Restore in Airtable"), noop("Restore {count}"), Answer(take="local"), writes_airtable=True
    ),
    WholeAnswer(
        "allApart",
        noop("Keep only here"),
        noop("Keep only here: {count}"),
        Answer(keep_apart=True),
        writes_airtable=False,
    ),
    WholeAnswer("allDelete", *_DELETE, Answer(take="airtable"), writes_airtable=False, deletes=True),
)
_AIRTABLE_HAS_IT = (
    WholeAnswer(
        "allRestore",
        noop("Restore on this computer"),
        noop("Restore {count}"),
        Answer(take="airtable"),
        writes_airtable=False,
    ),
    WholeAnswer(
        "allApart",
        noop("Keep only in Airtable"),
        noop("Keep only in Airtable: {count}"),
        Answer(keep_apart=True),
        writes_airtable=False,
    ),
    WholeAnswer("allDelete", *_DELETE, Answer(take="local"), writes_airtable=True, deletes=True),
)
_ANSWERS = {"edited_deleted": _AIRTABLE_LACKS_IT, "deleted_edited": _AIRTABLE_HAS_IT}


def answers_for(kind: str) -> Sequence[WholeAnswer]:
    """What may be said to all conflicts of a kind; the first one never deletes."""
    return _ANSWERS.get(kind, _EDITED)


def similar_to(chosen: ConflictLine, lines: Sequence[ConflictLine]) -> list[ConflictLine]:
    """The conflicts of the same pair, of the same kind and in the same fields, itself included."""
    alike = (chosen.pair_id, chosen.kind, chosen.fields)
    return [line for line in lines if (line.pair_id, line.kind, line.fields) == alike]


def answered_alike(chosen: ConflictLine, lines: Sequence[ConflictLine]) -> list[ConflictLine]:
    """The conflicts of the same pair that take the same answers, whatever their fields, itself included."""
    answers = answers_for(chosen.kind)
    kinds = {kind for kind in HAPPENED if kind != "schema" and answers_for(kind) == answers}
    return [line for line in lines if line.pair_id == chosen.pair_id and line.kind in kinds]


class Chosen(Struct, frozen=True):
    """Several chosen conflicts.

    Attributes:
        count: how many.
        together: those that take one answer, the one that is shown first; the others stay open.
        more: those in the list that are like all of these and are not chosen.
        field: the only one that differs in all of them; empty where there are more.
    """

    count: int
    together: Sequence[ConflictLine] = ()
    more: Sequence[ConflictLine] = ()
    field: str = ""

    @property
    def answers(self) -> Sequence[WholeAnswer]:
        """What may be said to those that are answered together."""
        return answers_for(self.together[0].kind) if self.together else ()


def chosen_of(shown: ConflictLine, chosen: Sequence[ConflictLine], listed: Sequence[ConflictLine]) -> Chosen:
    """What the chosen ones, the shown one among them, have in common, and which of the list are like them."""
    together = answered_alike(shown, [shown, *(line for line in chosen if line is not shown)])
    if shown.kind == "schema":
        together = []
    alike = similar_to(shown, listed)
    taken = {line.uid for line in chosen}
    if {line.uid for line in alike}.issuperset(taken):
        more = [line for line in alike if line.uid not in taken]
        return Chosen(len(chosen), together, more, shown.fields[0] if len(shown.fields) == 1 else "")
    return Chosen(len(chosen), together)
