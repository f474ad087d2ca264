"""What a person may answer to a conflict, in words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.messages import plain
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.records import Side, Value
from airsync_gui.sync.resolve import Answer
from airsync_gui.value_words import value_text
from airsync_gui.wording import noop, tr

NAME_LENGTH = 60
LABEL_LENGTH = 18
BUTTON_LENGTH = 10
"""A value that is longer is not named on a button."""


class Choice(Struct, frozen=True):
    """One answer that a person may give.

    Attributes:
        name: its button's object name.
        text: what stands on the button; ``tip`` says it in full.
        lead: comes before what it would do: ``Taking 15:``.
        confirm: a record ends by it, so that it is asked for twice; what stands on the second button, else empty.
        outcome: what it would do, in words; empty before that was asked. ``told`` is the same behind the lead.
        done: the same without its price, for when it is done.
    """

    name: str
    text: str
    lead: str
    answer: Answer
    tip: str = ""
    confirm: str = ""
    outcome: str = ""
    told: str = ""
    done: str = ""

    @property
    def deletes(self) -> bool:
        """Whether a record ends by it."""
        return bool(self.confirm)


def choices(view: ConflictView) -> tuple[Choice, ...]:
    """What a person may answer here; nothing where only the schema can settle it."""
    conflict = view.conflict
    if conflict.kind == "schema" or (conflict.local is None and conflict.airtable is None):
        return ()
    if conflict.local is None or conflict.airtable is None:
        return _gone_choices(conflict)
    take_local, take_airtable = Answer(take="local"), Answer(take="airtable")
    if (named := _named_values(conflict)) is None:
        local, airtable = tr("Take this computer's"), tr("Take Airtable's")
        return (
            Choice("takeLocalButton", local, tr("Taking this computer's:"), take_local, local),
            Choice("takeAirtableButton", airtable, tr("Taking Airtable's:"), take_airtable, airtable),
        )
    here, there = named
    local, airtable = tr("Take {value}", value=here), tr("Take {value}", value=there)
    local_tip = tr("Take {value}, this computer's value", value=here)
    airtable_tip = tr("Take {value}, Airtable's value", value=there)
    return (
        Choice("takeLocalButton", local, tr("Taking {value}:", value=here), take_local, local_tip),
        Choice("takeAirtableButton", airtable, tr("Taking {value}:", value=there), take_airtable, airtable_tip),
    )


def _named_values(conflict: Conflict) -> tuple[str, str] | None:
    """Both values where they are short enough for a button and tell the sides apart."""
    if len(conflict.fields) != 1:
        return None
    field_id = conflict.fields[0]
    texts = [_short((conflict.of(side) or {}).get(field_id)) for side in (Side.LOCAL, Side.AIRTABLE)]
    return (texts[0], texts[1]) if all(texts) and texts[0] != texts[1] else None


def _short(value: Value) -> str:
    text = value_text(value, BUTTON_LENGTH + 1)
    return text.strip() if len(text) <= BUTTON_LENGTH else ""


def _gone_choices(conflict: Conflict) -> tuple[Choice, ...]:
    kept = Side.LOCAL if conflict.airtable is None else Side.AIRTABLE
    restore, restoring, keep, keeping = map(tr, _KEPT_WORDS[kept])
    return (
        Choice("restoreButton", restore, restoring, Answer(take=_take(kept))),
        Choice(
            "deleteBothButton",
            tr("Delete on both…"),
            tr("Deleting on both."),
            Answer(take=_take(kept.other)),
            confirm=tr("Delete {record}", record=plain(conflict.label, LABEL_LENGTH)),
        ),
        Choice("keepApartButton", keep, keeping, Answer(keep_apart=True)),
    )


_KEPT_WORDS = {
    Side.LOCAL: (
        noop("Restore in Airtable"),
        noop("Restoring in Airtable."),
        noop("Keep only here"),
        noop("Keeping it only here."),
    ),
    Side.AIRTABLE: (
        noop("Restore on this computer"),
        noop("Restoring on this computer."),
        noop("Keep only in Airtable"),
        noop("Keeping it only in Airtable."),
    ),
}
"""The side that still has the record → how it is brought back, and how it is kept there alone: button and lead."""


def _take(side: Side) -> Literal["local", "airtable"]:
    return "local" if side is Side.LOCAL else "airtable"


def delete_question(view: ConflictView) -> str:
    """What is asked before a record ends on both sides; empty where none would."""
    conflict = view.conflict
    if (conflict.local is None) == (conflict.airtable is None):
        return ""
    place = "Airtable" if conflict.local is None else plain(view.local.name, NAME_LENGTH)
    return tr("Delete {record} in {place} too?", record=plain(conflict.label, NAME_LENGTH), place=place)
