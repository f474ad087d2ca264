"""A conflict in words: what happened as far as it is known, the values that clash, and what a person may answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from airsync_gui.errors import AirSyncError
from airsync_gui.jobs.service import Service
from airsync_gui.jobs.snapshots import ConflictView, ResolutionPreview
from airsync_gui.messages import at_side, describe, plain
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.records import FieldId, Side, Uid, Value
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.values import same
from airsync_gui.ui.text_runs import Run, runs, strong
from airsync_gui.ui.time_words import clock_time, day, moment
from airsync_gui.value_words import many, value_text

MOST_FIELDS = 3
"""So many fields are shown with their values."""
NAME_LENGTH = 60
VALUE_LENGTH = 160
LABEL_LENGTH = 18
BUTTON_LENGTH = 10
"""A value that is longer is not named on a button."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field with its values in words.

    Attributes:
        last: its value when last in step; empty where it never was.
        local, airtable: None where the side has no such record.
    """

    name: str
    last: str
    local: str | None
    airtable: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a person may give.

    Attributes:
        name: its button's object name.
        text: what stands on the button; ``tip`` says it in full.
        lead: comes before what it would do: ``Taking 15:``.
        confirm: a record ends by it, so that it is asked for twice; what stands on the second button, else empty.
        outcome: what it would do, in words; empty before that was asked. ``told`` is the same behind the lead.
    """

    name: str
    text: str
    lead: str
    answer: Answer
    tip: str = ""
    confirm: str = ""
    outcome: str = ""
    told: str = ""

    @property
    def deletes(self) -> bool:
        """Whether a record ends by it."""
        return bool(self.confirm)


@dataclass(frozen=True, slots=True)
class Detail:
    """One conflict as its panel shows it.

    Attributes:
        more_fields: how many are not among ``clashes``.
        gone: what stands for the values of a side that has no such record.
        advice: how to settle it where no answer can be given here.
    """

    pair_id: str
    uid: Uid
    record: str
    story: tuple[Run, ...]
    clashes: tuple[Clash, ...]
    more_fields: int
    choices: tuple[Choice, ...]
    seen: str
    sandbox: bool
    gone: str = "deleted"
    delete_question: str = ""
    advice: str = ""


def load_detail(service: Service, pair_id: str, uid: Uid) -> Detail:
    """A conflict with what each answer would do. Blocks. Raises NotFound when it is settled by now."""
    view = service.conflict(pair_id, uid)
    asked = tuple(_with_outcome(choice, _outcome(service, view, choice.answer), view) for choice in choices(view))
    return replace(detail(view), pair_id=pair_id, uid=uid, choices=asked)


def _with_outcome(choice: Choice, outcome: str, view: ConflictView) -> Choice:
    """``Taking 15: Airtable Minutes 20 → 15.``: one colon is enough."""
    told = outcome
    if choice.lead.endswith(":"):
        names = ("Airtable", view.local.name)
        told = next((name + outcome[len(name) + 1 :] for name in names if outcome.startswith(f"{name}: ")), outcome)
    return replace(choice, outcome=outcome, told=told)


def _outcome(service: Service, view: ConflictView, answer: Answer) -> str:
    try:
        preview = service.preview_resolution(view.pair.id, view.conflict.uid, answer)
    except AirSyncError as error:
        return str(describe(error))
    return outcome(preview, view)


def outcome(preview: ResolutionPreview, view: ConflictView) -> str:
    """What an answer would do, or why it can't be given."""
    if preview.error is not None:
        return str(preview.error)
    if preview.problems:
        field_id, why = preview.problems[0]
        return f"Not possible: {field_name(view, field_id)} {why}."
    return preview.sentence


def detail(view: ConflictView) -> Detail:
    """A conflict as its panel shows it, before it is known what answers would do."""
    conflict = view.conflict
    fields = clashing(conflict)
    shown = fields[:MOST_FIELDS]
    return Detail(
        pair_id=view.pair.id,
        uid=conflict.uid,
        record=plain(conflict.label, NAME_LENGTH * 2),
        story=story(view),
        clashes=tuple(_clash(view, field_id) for field_id in shown) if conflict.kind != "schema" else (),
        more_fields=len(fields) - len(shown),
        choices=choices(view),
        seen=f"seen {_at(view.seen_at)}",
        sandbox=view.airtable.sandbox,
        gone="no record here" if conflict.kind == "undone" else "deleted",
        delete_question=_delete_question(view),
        advice=_advice(conflict),
    )


# -- fields and values ------------------------------------------------------------------------------------------------


def clashing(conflict: Conflict) -> tuple[FieldId, ...]:
    """The fields that a person has to look at."""
    if conflict.fields:
        return conflict.fields
    local, airtable = conflict.local or {}, conflict.airtable or {}
    return tuple(f for f in {**local, **airtable} if not same(local.get(f), airtable.get(f)))


def field_name(view: ConflictView, field_id: FieldId) -> str:
    """A field as a person knows it."""
    return plain(view.pair.field_names.get(field_id, field_id), NAME_LENGTH)


def _clash(view: ConflictView, field_id: FieldId) -> Clash:
    conflict = view.conflict
    return Clash(
        field_name(view, field_id),
        _last(conflict, field_id),
        *(_value(conflict, side, field_id) for side in (Side.LOCAL, Side.AIRTABLE)),
    )


def _last(conflict: Conflict, field_id: FieldId) -> str:
    for ancestor in (conflict.local_ancestor, conflict.airtable_ancestor):
        if field_id in ancestor:
            return value_text(ancestor[field_id], NAME_LENGTH)
    return ""


def _value(conflict: Conflict, side: Side, field_id: FieldId) -> str | None:
    values = conflict.of(side)
    return None if values is None else value_text(values.get(field_id), VALUE_LENGTH)


# -- what happened ----------------------------------------------------------------------------------------------------


def story(view: ConflictView) -> tuple[Run, ...]:
    """Who changed what, and when, as far as it is known: times are those at which AirSync saw it."""
    seen = f", seen by AirSync {_at(view.seen_at)}."
    last = f" Last in step {moment(view.in_step_at)}." if view.in_step_at else ""
    return runs(*_happened(view), seen + last, color="text2")


def _at(when: datetime) -> str:
    return f"at {clock_time(when)}" if day(when) == "today" else moment(when)


def _happened(view: ConflictView) -> tuple[Run | str, ...]:
    conflict, here = view.conflict, plain(view.local.name, NAME_LENGTH)
    if conflict.kind == "schema":
        return ("The field ", strong(plain(conflict.label, NAME_LENGTH)), f": {plain(conflict.local_label, 120)}")
    if conflict.local is None or conflict.airtable is None:
        return _one_gone(view, here)
    named, one = _named(view), len(clashing(conflict)) == 1
    differ = "differs" if one else "differ"
    if conflict.kind == "created_twice":
        return (f"Made in {here} and in Airtable with the same key; ", *named, f" {differ}")
    if conflict.kind == "version_moved":
        return (f"Edited in {here}, and its version moved in Airtable; ", *named, f" {differ}")
    if conflict.kind == "undone":
        return ("After an undo ", *named, f" {differ} in {here} and in Airtable")
    return (*named, f" {'was' if one else 'were'} changed in {here} and in Airtable")


def _one_gone(view: ConflictView, here: str) -> tuple[Run | str, ...]:
    conflict = view.conflict
    kept, lost = (f"in {here}", "in Airtable") if conflict.airtable is None else ("in Airtable", f"in {here}")
    if conflict.kind == "undone":
        return (f"After an undo the record is {kept} and not {lost}",)
    if not conflict.fields or not (conflict.local_ancestor or conflict.airtable_ancestor):
        return (f"The record was edited {kept} and deleted {lost}",)
    verb = "was" if len(conflict.fields) == 1 else "were"
    return (*_named(view), f" {verb} changed {kept}; the record was deleted {lost}")


def _named(view: ConflictView) -> tuple[Run | str, ...]:
    """``Age``, ``Age and City``, ``Age, City and 2 more fields``; the names bold."""
    fields = clashing(view.conflict)
    if not fields:
        return ("nothing",)
    names = [strong(field_name(view, f), "text2") for f in fields]
    if len(names) == 1:
        return (names[0],)
    if len(names) <= MOST_FIELDS:
        between = [part for name in names[1:-1] for part in (", ", name)]
        return (names[0], *between, " and ", names[-1])
    return (names[0], ", ", names[1], f" and {many(len(names) - 2, 'more field')}")


def _advice(conflict: Conflict) -> str:
    if conflict.kind != "schema":
        return ""
    return (
        "AirSync leaves this field alone until that is settled; all others go on. Bring the field back in Airtable, "
        "map its column to another field, or take it out of the pair."
    )


# -- answers ----------------------------------------------------------------------------------------------------------


def choices(view: ConflictView) -> tuple[Choice, ...]:
    """What a person may answer here; nothing where only the schema can settle it."""
    conflict = view.conflict
    if conflict.kind == "schema" or (conflict.local is None and conflict.airtable is None):
        return ()
    if conflict.local is None or conflict.airtable is None:
        return _gone_choices(conflict)
    here, there = _named_values(conflict) or ("this computer's", "Airtable's")
    return (
        Choice(
            "takeLocalButton",
            f"Take {here}",
            f"Taking {here}:",
            Answer(take="local"),
            _tip(f"Take {here}", "this computer's"),
        ),
        Choice(
            "takeAirtableButton",
            f"Take {there}",
            f"Taking {there}:",
            Answer(take="airtable"),
            _tip(f"Take {there}", "Airtable's"),
        ),
    )


def _tip(text: str, whose: str) -> str:
    return text if text.endswith(whose) else f"{text}, {whose} value"


def _named_values(conflict: Conflict) -> tuple[str, str] | None:
    """Both values where they are short enough for a button and tell the sides apart."""
    if len(conflict.fields) != 1:
        return None
    field_id = conflict.fields[0]
    texts = [_short((conflict.of(side) or {}).get(field_id)) for side in (Side.LOCAL, Side.AIRTABLE)]
    return (texts[0], texts[1]) if all(texts) and texts[0] != texts[1] else None


def _short(value: Value) -> str:
    text = value_text(value, VALUE_LENGTH)
    return text.strip() if len(text) <= BUTTON_LENGTH else ""


def _gone_choices(conflict: Conflict) -> tuple[Choice, ...]:
    kept = Side.LOCAL if conflict.airtable is None else Side.AIRTABLE
    where = "here" if kept is Side.LOCAL else "in Airtable"
    gone_at = at_side(kept.other)
    return (
        Choice("restoreButton", f"Restore {gone_at}", f"Restoring {gone_at}.", Answer(take=_take(kept))),
        Choice(
            "deleteBothButton",
            "Delete on both…",
            "Deleting on both.",
            Answer(take=_take(kept.other)),
            confirm=f"Delete {plain(conflict.label, LABEL_LENGTH)}",
        ),
        Choice("keepApartButton", f"Keep only {where}", f"Keeping it only {where}.", Answer(keep_apart=True)),
    )


def _take(side: Side) -> Literal["local", "airtable"]:
    return "local" if side is Side.LOCAL else "airtable"


def _delete_question(view: ConflictView) -> str:
    conflict = view.conflict
    if (conflict.local is None) == (conflict.airtable is None):
        return ""
    place = "Airtable" if conflict.local is None else plain(view.local.name, NAME_LENGTH)
    return f"Delete {plain(conflict.label, NAME_LENGTH)} in {place} too?"


def without_price(sentence: str) -> str:
    """What was done, without the forecast of its calls."""
    told, _, calls = sentence.rpartition(". ")
    return f"{told}." if "API call" in calls else sentence
