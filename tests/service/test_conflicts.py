"""Conflicts in a sentence and in full, and what an answer would do."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, NotFound
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.resolve import Answer
from tests.jobs.bench import Bench


def test_a_conflict_is_told_in_a_sentence_and_in_full(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    (row,) = bench.service.conflicts(None)
    assert (row.sentence, row.fields) == ("Age: this computer 37, Airtable 35, and 1 more field", ("Age", "City"))
    assert (bench.line().status, bench.line().conflicts) == ("needs_you", 1)
    view = bench.service.conflict(pair_id, uid)
    assert [f.name for f in view.fields] == ["Name", "Age", "City", "Notes", "Tags"]
    assert view.in_step_at is not None
    assert view.in_step_at <= view.seen_at
    with pytest.raises(NotFound):
        bench.service.conflict(pair_id, "gone")


def test_an_edit_against_a_deletion_is_told(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    bench.replace("Ada,36", "Ada,37")
    bench.people.delete(bench.people.find(Name="Ada"))
    bench.sync(pair_id)
    (row,) = bench.service.conflicts(pair_id)
    assert row.sentence == "Edited on this computer, deleted in Airtable"
    preview = bench.service.preview_resolution(pair_id, row.uid, Answer(fields={}))
    assert preview.error is not None
    assert "restore" in preview.error.remedy.lower()


def _values(bench: Bench, pair_id: str, **texts: Any) -> dict[str, Any]:
    pair = bench.app.settings.pair(pair_id)
    ids = {name: field_id for field_id, name in pair.field_names.items()}
    return {ids[name]: value for name, value in texts.items()}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"take": "local"}, "Airtable: Age 35 → 37; City Oslo → Paris. people.csv is not changed. 1 API call."),
        ({"take": "airtable"}, "people.csv: Age 37 → 35; City Paris → Oslo. Airtable is not changed. 0 API calls."),
        (
            {"take": "ancestor"},
            "Airtable: Age 35 → 36; City Oslo → London. people.csv: Age 37 → 36; City Paris → London. 1 API call.",
        ),
        (
            {"take": "local", "values": {"City": "Rome"}},
            "Airtable: Age 35 → 37; City Oslo → Rome. people.csv: City Paris → Rome. 1 API call.",
        ),
        ({"keep_apart": True}, "Airtable is not changed. people.csv is not changed. 0 API calls."),
    ],
)
def test_an_answers_preview_is_what_it_then_does(bench: Bench, answer: dict[str, Any], sentence: str) -> None:
    pair_id, uid = bench.conflict()
    typed = _values(bench, pair_id, **answer.pop("values", {}))
    given = Answer(**answer, values=typed or None)
    sent = len(bench.sandbox.requests)
    preview = bench.service.preview_resolution(pair_id, uid, given)
    assert len(bench.sandbox.requests) == sent
    assert preview.sentence == sentence
    result = bench.service.resolve(pair_id, uid, given, CancelFlag())
    assert _plain(result.completed) == _plain(preview.operations)
    written = sum(seen.method == "PATCH" for seen in list(bench.sandbox.requests)[sent:])
    assert written == preview.api_calls


def _plain(operations: Any) -> list[Operation]:
    """Without what is good for one reading only."""
    return sorted((replace(op, row_id=None) for op in operations), key=lambda op: op.side)


@pytest.mark.parametrize("take", ["local", "airtable"])
@pytest.mark.parametrize("gone", ["here", "there"])
def test_a_deletions_preview_is_what_the_answer_then_does(bench: Bench, take: Any, gone: str) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    if gone == "there":
        bench.replace("Ada,36", "Ada,37")
        bench.people.delete(bench.people.find(Name="Ada"))
    else:
        bench.edit("Ada", Age=35)
        bench.write(("Ben", 41), ("Cy", 7))
    bench.sync(pair_id)
    (row,) = bench.service.conflicts(pair_id)
    preview = bench.service.preview_resolution(pair_id, row.uid, Answer(take=take))
    result = bench.service.resolve(pair_id, row.uid, Answer(take=take), CancelFlag())
    assert len(preview.operations) == 1
    assert _plain(result.completed) == _plain(preview.operations)


def test_a_value_that_does_not_fit_is_named_at_its_field(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    typed = _values(bench, pair_id, City="two\nlines")
    preview = bench.service.preview_resolution(pair_id, uid, Answer(take="local", values=typed))
    assert preview.problems == ((next(iter(typed)), "must be one line"),)
    with pytest.raises(InvalidValue):
        bench.service.resolve(pair_id, uid, Answer(take="local", values=typed), CancelFlag())


def test_an_answer_that_leaves_a_field_open_says_which(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    chosen = _values(bench, pair_id, City="local")
    preview = bench.service.preview_resolution(pair_id, uid, Answer(fields=chosen))
    assert preview.error is not None
    assert "Age" in preview.error.text
