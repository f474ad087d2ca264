"""What a person has decided about one conflict so far: choices, typed values, undo; and the answer they come to.

No widget, no service: the dialog shows this, and asks what the answer would write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Literal, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.sync.records import FieldId, Side, Value, Values
from airsync_gui.sync.resolve import Answer, Choice
from airsync_gui.sync.values import same
from airsync_gui.ui.compare_rows import FieldRow, field_rows

Source = Literal["local", "airtable", "both", "ancestor", "typed", "rule", "nothing"]
T = TypeVar("T")
Whole = Literal["", "restore", "delete", "apart"]
"""Decisions about the record as a whole: ``apart`` leaves each side as it is."""


class Wrong(Struct, frozen=True):
    """Something typed that is no value of its field, and why, as the end of a sentence."""

    text: str
    why: str


class Choices(Struct, frozen=True):
    """Everything decided at one moment; undo goes back to an earlier one."""

    takes: Mapping[FieldId, Choice] = field(default_factory=dict)
    typed: Values = field(default_factory=dict)
    wrong: Mapping[FieldId, Wrong] = field(default_factory=dict)
    whole: Whole = ""

    def with_take(self, field_id: FieldId, choice: Choice | None) -> Choices:
        """The field taken from somewhere, or from nowhere yet; what was typed goes."""
        takes = {f: c for f, c in self.takes.items() if f != field_id}
        if choice is not None:
            takes[field_id] = choice
        return Choices(takes, _without(self.typed, field_id), _without(self.wrong, field_id))

    def with_typed(self, field_id: FieldId, value: Value) -> Choices:
        """A value typed in; the choice goes."""
        typed = {**self.typed, field_id: value}
        return Choices(_without(self.takes, field_id), typed, _without(self.wrong, field_id))

    def with_wrong(self, field_id: FieldId, wrong: Wrong) -> Choices:
        """Something typed that is no value."""
        return replace(self.with_take(field_id, None), wrong={**self.wrong, field_id: wrong})


def _without(mapping: Mapping[FieldId, T], field_id: FieldId) -> dict[FieldId, T]:
    return {f: kept for f, kept in mapping.items() if f != field_id}


class Result(Struct, frozen=True):
    """What a field becomes, and where that is from."""

    value: Value
    source: Source


class Draft(Struct):
    """What is kept of a conflict that was left: it is taken up when it is opened again."""

    view: ConflictView
    choices: Choices = field(default_factory=Choices)
    undone: list[Choices] = field(default_factory=list)
    before: list[Choices] = field(default_factory=list)


class CompareModel:
    """One conflict being decided.

    Attributes:
        moved: (field, side) whose value changed since it was looked at.
    """

    def __init__(self, view: ConflictView, draft: Draft | None = None) -> None:
        self.view = view
        self.rows = field_rows(view)
        self.moved = _moved(draft.view, view) if draft else frozenset[tuple[FieldId, Side]]()
        self._draft = replace(draft, view=view) if draft else Draft(view)
        self._by_id = {row.id: row for row in self.rows}

    # -- what is there ----------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What to keep when this conflict is left."""
        return self._draft

    @property
    def choices(self) -> Choices:
        """Everything decided just now."""
        return self._draft.choices

    @property
    def kind(self) -> str:
        """The conflict's kind."""
        return self.view.conflict.kind

    @property
    def has_side(self) -> Side | None:
        """The side that still has the record where the other one deleted it; None where both have it."""
        conflict = self.view.conflict
        if conflict.local is None or conflict.airtable is None:
            return Side.LOCAL if conflict.airtable is None else Side.AIRTABLE
        return None

    @property
    def decidable(self) -> bool:
        """Whether it can be decided here at all."""
        return self.kind != "schema"

    def row(self, field_id: FieldId) -> FieldRow:
        """One field's row."""
        return self._by_id[field_id]

    def shown_rows(self, *, only_clashing: bool) -> tuple[FieldRow, ...]:
        """The rows to show; a record that is nowhere else in conflict is shown whole."""
        clashing = tuple(row for row in self.rows if row.group == "clash")
        return clashing if only_clashing and clashing else self.rows

    def by_field(self, row: FieldRow) -> bool:
        """Whether this field can be decided by itself."""
        return self.decidable and self.has_side is None and row.group != "computed"

    def taken(self, row: FieldRow) -> Choice | None:
        """What is chosen for a field."""
        return self.choices.takes.get(row.id)

    def result(self, row: FieldRow) -> Result | None:
        """What a field becomes; None while that is open."""
        choices = self.choices
        if self.has_side is not None:
            return self._whole_result(row)
        if row.id in choices.typed:
            return Result(choices.typed[row.id], "typed")
        if row.id in choices.wrong:
            return None
        if (choice := choices.takes.get(row.id)) is not None:
            return Result(_value_of(row, choice), choice)
        if row.group == "clash":
            return None
        return Result(row.settled, _source_of_settled(row)) if row.group == "merged" else _as_it_is(row)

    def _whole_result(self, row: FieldRow) -> Result | None:
        side = self.has_side
        assert side is not None
        if self.choices.whole in ("", "delete"):
            return None
        return Result(row.now(side), "local" if side is Side.LOCAL else "airtable")

    def open_rows(self) -> tuple[FieldRow, ...]:
        """The fields that are still to decide."""
        if self.choices.whole or self.has_side is not None:
            return ()
        return tuple(
            row for row in self.rows if self.result(row) is None and (row.group == "clash" or row.id in self.wrong)
        )

    @property
    def wrong(self) -> Mapping[FieldId, Wrong]:
        """What was typed and is no value."""
        return self.choices.wrong

    @property
    def ready(self) -> bool:
        """Whether there is an answer."""
        if not self.decidable:
            return False
        return bool(self.choices.whole) or (self.has_side is None and not self.open_rows())

    def answer(self) -> Answer:
        """The answer that all this comes to; :attr:`ready` says whether it is whole."""
        choices = self.choices
        if choices.whole == "apart":
            return Answer(keep_apart=True)
        if (side := self.has_side) is not None:
            taken = side if choices.whole == "restore" else side.other
            return Answer(take=taken.value if choices.whole else None)
        fields, values = dict[FieldId, Choice](), dict(choices.typed)
        for field_id, choice in choices.takes.items():
            row = self._by_id.get(field_id)
            if row is None:
                continue
            if field_id in self.view.conflict.fields and not (choice == "both" and isinstance(row.local, str)):
                fields[field_id] = choice
            else:
                values[field_id] = _value_of(row, choice)
        return Answer(fields=fields or None, values=values or None)

    # -- deciding ---------------------------------------------------------------------------------------------------

    def can_take(self, row: FieldRow, choice: Choice) -> bool:
        """Whether a field can be taken from there."""
        if not self.by_field(row):
            return False
        if choice == "both":
            return row.both is not None
        return row.last_known if choice == "ancestor" else True

    def take(self, field_id: FieldId, choice: Choice) -> bool:
        """Take a field from somewhere; False where that cannot be."""
        if field_id not in self._by_id or not self.can_take(self._by_id[field_id], choice):
            return False
        return self._set(self.choices.with_take(field_id, choice))

    def toggle(self, field_id: FieldId, side: Side) -> bool:
        """Tick or untick one side where both can be taken; elsewhere the side is taken."""
        row = self._by_id[field_id]
        if row.both is None:
            return self.take(field_id, side.value)
        picked = picked_sides(self.taken(row)) ^ {side}
        choice: Choice | None = "both" if len(picked) == 2 else next((s.value for s in picked), None)
        return self.by_field(row) and self._set(self.choices.with_take(field_id, choice))

    def take_all(self, side: Side) -> bool:
        """Every field in conflict from one side."""
        choices = self.choices
        for row in self.rows:
            if row.group == "clash" and self.can_take(row, side.value):
                choices = choices.with_take(row.id, side.value)
        return self._set(replace(choices, whole=""))

    def decide_whole(self, whole: Whole) -> bool:
        """Restore, delete, or leave apart."""
        return self.decidable and self._set(replace(self.choices, whole=whole))

    def type_value(self, field_id: FieldId, value: Value) -> bool:
        """A value typed in; the one that stands there already is no news."""
        row = self._by_id[field_id]
        result = self.result(row)
        if not self.by_field(row) or (result is not None and same(result.value, value)):
            return False
        return self._set(self.choices.with_typed(field_id, value))

    def type_wrong(self, field_id: FieldId, wrong: Wrong) -> bool:
        """Something typed that is no value: it is kept, and nothing can be applied."""
        return self._set(self.choices.with_wrong(field_id, wrong))

    def trial(self, field_id: FieldId, typed: Value | Wrong) -> CompareModel:
        """What this would be with something that is still being typed; this itself stays as it is."""
        other = copy(self)
        choices = self.choices
        if isinstance(typed, Wrong):
            choices = choices.with_wrong(field_id, typed)
        elif (result := self.result(self.row(field_id))) is None or not same(result.value, typed):
            choices = choices.with_typed(field_id, typed)
        other._draft = Draft(self.view, choices)
        return other

    def _set(self, choices: Choices) -> bool:
        draft = self._draft
        if choices == draft.choices:
            return False
        draft.before.append(draft.choices)
        draft.undone.clear()
        draft.choices = choices
        return True

    def undo(self) -> bool:
        """Back to the choices before."""
        return self._step(self._draft.before, self._draft.undone)

    def redo(self) -> bool:
        """Forth again."""
        return self._step(self._draft.undone, self._draft.before)

    def _step(self, source: list[Choices], other: list[Choices]) -> bool:
        if not source:
            return False
        other.append(self._draft.choices)
        self._draft.choices = source.pop()
        return True


def picked_sides(choice: Choice | None) -> frozenset[Side]:
    """The sides that a choice takes from."""
    if choice == "both":
        return frozenset(Side)
    return frozenset({Side(choice)}) if choice in ("local", "airtable") else frozenset()


def _value_of(row: FieldRow, choice: Choice) -> Value:
    values: dict[Choice, Callable[[], Value]] = {
        "local": lambda: row.local,
        "airtable": lambda: row.airtable,
        "ancestor": lambda: row.last_local,
        "both": lambda: row.both[0] if row.both else None,
    }
    return values[choice]()


def _source_of_settled(row: FieldRow) -> Source:
    local, airtable = same(row.settled, row.local), same(row.settled, row.airtable)
    if local is airtable:
        return "rule"
    return "local" if local else "airtable"


def _as_it_is(row: FieldRow) -> Result:
    return Result(row.airtable if row.group == "computed" else row.local, "nothing")


def _moved(before: ConflictView, now: ConflictView) -> frozenset[tuple[FieldId, Side]]:
    found = set()
    for side in Side:
        old, new = before.conflict.of(side) or {}, now.conflict.of(side) or {}
        found |= {(f, side) for f in {**old, **new} if not same(old.get(f), new.get(f))}
    return frozenset(found)
