"""What a person decides, without a window: choices, typed values, undo, and the answer they come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.compare_model import CompareModel, Result, Wrong
from tests.ui.samples.dialog import (
    CLASHING,
    FIELDS,
    HERE,
    THERE,
    deleted_there,
    first_run,
    preview_of,
    values,
    view,
)

CALORIES, NOTES, INGREDIENTS, TAGS, EATEN = CLASHING


@pytest.fixture
def model() -> CompareModel:
    return CompareModel(view())


def decide_all(model: CompareModel, side: Side = Side.LOCAL) -> None:
    assert model.take_all(side)


def is_ready(model: CompareModel) -> bool:
    return model.ready


def open_ids(model: CompareModel) -> list[str]:
    return [row.id for row in model.open_rows()]


def test_nothing_is_chosen_at_first(model: CompareModel) -> None:
    assert open_ids(model) == list(CLASHING)
    assert not is_ready(model)
    assert model.answer() == Answer()
    assert all(model.taken(row) is None for row in model.rows)


def test_rows_come_in_order_with_their_reasons(model: CompareModel) -> None:
    groups = [row.group for row in model.rows]
    assert groups == sorted(groups, key=["clash", "merged", "same", "computed"].index)
    assert [row.id for row in model.shown_rows(only_clashing=True)] == list(CLASHING)
    assert len(model.shown_rows(only_clashing=False)) == len(FIELDS)
    assert model.row("fldRating").why == "only this computer changed it"
    assert model.row("fldPlace").why == "only Airtable changed it"
    assert model.row("fldTotal").why == "Airtable works it out"
    assert model.row("fldKind").why == "the same on both sides"


def test_it_is_ready_once_every_field_is_decided(model: CompareModel) -> None:
    for field_id in CLASHING[:-1]:
        assert model.take(field_id, "local")
    assert open_ids(model) == [EATEN]
    assert not is_ready(model)
    model.take(EATEN, "ancestor")
    assert is_ready(model)
    assert model.answer().fields == {**dict.fromkeys(CLASHING[:-1], "local"), EATEN: "ancestor"}


def test_results_say_where_they_are_from(model: CompareModel) -> None:
    model.take(CALORIES, "airtable")
    assert model.result(model.row(CALORIES)) == Result(Decimal(580), "airtable")
    model.take(CALORIES, "ancestor")
    assert model.result(model.row(CALORIES)) == Result(Decimal(540), "ancestor")
    model.type_value(CALORIES, Decimal(600))
    assert model.result(model.row(CALORIES)) == Result(Decimal(600), "typed")
    model.take(TAGS, "both")
    assert model.result(model.row(TAGS)) == Result(("lunch", "quick", "home"), "both")
    assert model.result(model.row("fldPlace")) == Result("Canteen", "airtable")


def test_both_texts_are_merged_word_by_word_and_sent_as_shown(model: CompareModel) -> None:
    model.take(INGREDIENTS, "both")
    assert model.result(model.row(INGREDIENTS)) == Result("rice, smoked tofu, beans, soy sauce", "both")
    assert model.answer().values == {INGREDIENTS: "rice, smoked tofu, beans, soy sauce"}


def test_texts_that_touch_the_same_words_stand_one_after_the_other() -> None:
    model = CompareModel(view(local=HERE | values(Notes="with ham"), airtable=THERE | values(Notes="with egg")))
    assert model.row(NOTES).both == ("with ham / with egg",)


def test_both_is_only_where_both_fit(model: CompareModel) -> None:
    assert not model.take(CALORIES, "both")
    assert not model.take(EATEN, "both")
    assert model.row(CALORIES).both is None


def test_boxes_tick_each_side(model: CompareModel) -> None:
    model.toggle(TAGS, Side.LOCAL)
    assert model.taken(model.row(TAGS)) == "local"
    model.toggle(TAGS, Side.AIRTABLE)
    assert model.taken(model.row(TAGS)) == "both"
    model.toggle(TAGS, Side.LOCAL)
    assert model.taken(model.row(TAGS)) == "airtable"
    model.toggle(TAGS, Side.AIRTABLE)
    assert model.taken(model.row(TAGS)) is None
    model.toggle(CALORIES, Side.LOCAL)
    model.toggle(CALORIES, Side.LOCAL)
    assert model.taken(model.row(CALORIES)) == "local"


def test_typing_takes_the_choice_away_and_choosing_what_was_typed(model: CompareModel) -> None:
    model.take(CALORIES, "local")
    model.type_value(CALORIES, Decimal(600))
    assert model.answer() == Answer(values={CALORIES: Decimal(600)})
    model.take(CALORIES, "airtable")
    assert model.answer() == Answer(fields={CALORIES: "airtable"})


def test_leaving_the_editor_unchanged_keeps_the_choice(model: CompareModel) -> None:
    model.take(CALORIES, "local")
    assert not model.type_value(CALORIES, Decimal(610))
    assert model.taken(model.row(CALORIES)) == "local"


def test_blank_can_be_typed(model: CompareModel) -> None:
    model.type_value(CALORIES, None)
    assert model.result(model.row(CALORIES)) == Result(None, "typed")
    assert model.answer().values == {CALORIES: None}


def test_what_does_not_fit_keeps_it_from_being_applied(model: CompareModel) -> None:
    decide_all(model)
    model.type_wrong(CALORIES, Wrong("six", "is not a number"))
    assert not is_ready(model)
    assert open_ids(model) == [CALORIES]
    assert model.wrong[CALORIES].text == "six"
    model.take(CALORIES, "local")
    assert is_ready(model)
    assert not model.wrong


def test_settled_fields_can_still_be_decided_otherwise(model: CompareModel) -> None:
    decide_all(model)
    model.take("fldPlace", "local")
    model.type_value("fldKind", "Snack")
    assert model.answer().values == {"fldPlace": "Home", "fldKind": "Snack"}


def test_computed_fields_are_never_written(model: CompareModel) -> None:
    assert not model.take("fldTotal", "local")
    assert not model.type_value("fldTotal", Decimal(1))


def test_undo_and_redo_go_through_every_choice(model: CompareModel) -> None:
    model.take(CALORIES, "local")
    model.take(CALORIES, "local")
    model.take_all(Side.AIRTABLE)
    assert model.undo()
    assert model.answer() == Answer(fields={CALORIES: "local"})
    assert model.undo()
    assert not model.undo()
    assert model.answer() == Answer()
    assert model.redo()
    assert model.redo()
    assert not model.redo()
    assert model.answer() == Answer(fields=dict.fromkeys(CLASHING, "airtable"))
    model.undo()
    model.take(NOTES, "local")
    assert not model.redo()


def test_choices_are_taken_up_again_and_what_moved_is_marked(model: CompareModel) -> None:
    model.take(CALORIES, "local")
    model.type_value(NOTES, "mine")
    again = CompareModel(view(local=HERE | values(Calories=Decimal(700))), model.draft)
    assert again.moved == {(CALORIES, Side.LOCAL)}
    assert again.result(again.row(CALORIES)) == Result(Decimal(700), "local")
    assert again.result(again.row(NOTES)) == Result("mine", "typed")
    assert again.undo()


def test_never_in_step_has_nothing_to_go_back_to() -> None:
    model = CompareModel(first_run())
    assert not model.take(CALORIES, "ancestor")
    assert model.take(CALORIES, "local")


@pytest.mark.parametrize(
    ("whole", "answer"),
    [("restore", Answer(take="local")), ("delete", Answer(take="airtable")), ("apart", Answer(keep_apart=True))],
)
def test_a_deleted_record_is_decided_as_a_whole(whole: Any, answer: Answer) -> None:
    model = CompareModel(deleted_there())
    assert not is_ready(model)
    assert model.has_side is Side.LOCAL
    assert not model.take(CALORIES, "local")
    assert model.decide_whole(whole)
    assert is_ready(model)
    assert model.answer() == answer
    assert model.undo()
    assert not is_ready(model)


def test_leaving_both_as_they_are_ends_when_a_field_is_chosen(model: CompareModel) -> None:
    model.decide_whole("apart")
    assert is_ready(model)
    assert model.answer() == Answer(keep_apart=True)
    model.take(CALORIES, "local")
    assert not is_ready(model)
    assert model.choices.whole == ""


def test_a_schema_conflict_is_not_decided_here() -> None:
    model = CompareModel(view(kind="schema", fields=()))
    assert not model.decidable
    assert not is_ready(model)
    assert not model.take(CALORIES, "local")


def test_fields_without_a_list_of_clashes_are_sent_as_values() -> None:
    model = CompareModel(view(kind="undone", fields=(), merged={}))
    assert {row.id for row in model.open_rows()} == {*CLASHING, "fldRating", "fldPlace"}
    decide_all(model)
    answer = model.answer()
    assert answer.fields is None
    assert answer.values is not None
    assert answer.values[CALORIES] == Decimal(610)


@pytest.mark.parametrize("made", [view(), first_run()], ids=["both edited", "first run"])
@pytest.mark.parametrize("side", list(Side))
def test_the_results_are_what_the_engine_writes(made: Any, side: Side) -> None:
    """Every result of the model stands on both sides once the plan's operations are carried out."""
    model = CompareModel(made)
    model.take_all(side)
    model.take(INGREDIENTS, "both")
    model.take(TAGS, "both")
    model.type_value(CALORIES, Decimal(601))
    planned = preview_of(made, model.answer())
    assert planned.error is None
    for there in Side:
        after = dict(made.conflict.of(there) or {})
        for operation in planned.operations:
            if operation.side is there:
                after.update(operation.values)
        for row in model.rows:
            result = model.result(row)
            if row.group in ("clash", "merged"):
                assert result is not None
                assert (after.get(row.id) or None) == (result.value or None), (there, row.field.name)


def test_a_field_that_was_taken_out_of_the_pair_still_shows() -> None:
    made = view()
    model = CompareModel(replace(made, fields=tuple(f for f in made.fields if f.id != CALORIES)))
    assert model.row(CALORIES).field.name == "Calories"
