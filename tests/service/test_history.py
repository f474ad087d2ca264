"""Overview, history, explained records and undos, as the window is told."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from airsync_gui.errors import NotFound, Stopped, Unreachable
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.snapshots import Written
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent
from tests.jobs.bench import Bench, silent


def test_the_overview_counts_both_sides_and_the_day(bench: Bench) -> None:
    bench.write(("Ada", 36, "London"), ("Ben", 41))
    pair_id = bench.add_pair(policies={"City": Policy.MERGE})
    bench.sync(pair_id)
    bench.edit("Ada", City="Oslo", Age=35)
    bench.sync(pair_id)
    overview = bench.service.overview(pair_id)
    assert (overview.local_records, overview.airtable_records) == (2, 2)
    assert (overview.received_local, overview.received_airtable) == ((2, 1), (5, 2))
    assert (overview.days[-1].to_local, overview.days[-1].to_airtable) == (2, 5)
    assert overview.days[-1].day == datetime.now().astimezone().date()
    assert [(run.to_local, run.to_airtable, run.records) for run in overview.runs] == [(2, 0, 1), (0, 5, 2)]
    assert (overview.mapped, overview.computed) == (5, 0)
    assert overview.left_fields == ("Kind", "Version", "Stamp")
    rules = {title: text for _, title, text in overview.rules}
    assert rules["Direction"] == "Both ways"
    assert rules["Changed on both sides"] == "Ask me. City: both are merged"
    assert rules["Key field"] == "Name"
    everything = bench.service.overview(None)
    assert everything.records_by_pair == ((pair_id, overview.local_records),)
    assert overview.records_by_pair == ()
    assert (everything.local_records, everything.received_local) == (2, (2, 1))


def test_what_a_decision_wrote_is_told_with_all_four_values(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    result = bench.service.resolve(pair_id, uid, Answer(take="local"), CancelFlag())
    told = {line.field_name: line for line in bench.service.changes(result.run_id or 0)}
    assert set(told) == {"Age", "City"}
    city = told["City"]
    assert (city.last, city.other, city.before, city.after) == (("London",), "Paris", "Oslo", "Paris")
    assert told["Age"].last == (Decimal(36),)
    bench.edit("Ada", Notes="new")
    later = bench.sync(pair_id)
    assert [line.last for line in bench.service.changes(later.run_id or 0)] == [()]


def test_the_file_is_read_for_an_overview_only_when_it_is_another(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair_id = bench.in_step()
    before = bench.service.overview(pair_id).left_columns
    with monkeypatch.context() as patch:
        patch.setattr(type(bench.app), "local_table", lambda *_: pytest.fail("read again"))
        assert bench.service.overview(pair_id).left_columns == before
    bench.replace("Name", "Other name")
    assert "Other name" in bench.service.overview(pair_id).left_columns


def test_an_overview_needs_neither_the_file_nor_airtable(bench: Bench) -> None:
    pair_id = bench.in_step()
    (bench.folder / "people.csv").unlink()
    sent = len(bench.sandbox.requests)
    with bench.app.database.transaction() as db:
        db.execute("DELETE FROM schema_cache")
    overview = bench.service.overview(pair_id)
    assert (overview.left_columns, overview.left_fields, overview.mapped) == ((), (), 5)
    assert len(bench.sandbox.requests) == sent


def test_changes_are_told_field_by_field(bench: Bench) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "37,London")
    bench.sync(pair_id)
    run = bench.service.runs(pair_id)[0]
    (change,) = bench.service.changes(run.run_id)
    assert (change.record, change.side, change.field_name) == ("Ada", Side.AIRTABLE, "Age")
    assert (change.before, change.after, change.because) == (Decimal(36), Decimal(37), "one side changed")
    assert not change.overwritten


def test_a_run_tells_added_changed_and_deleted_records_apart(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    bench.write(("Ada", 37, "Rome"), ("Cy", 7), ("Dot", 5))
    bench.edit("Cy", City="Oslo")
    bench.sync(pair_id)
    run, first = bench.service.runs(pair_id)
    assert (run.airtable, run.local) == (Written(2, 1, 1), Written(1, 0, 0))
    assert (run.to_airtable, run.to_local, run.put_off) == (5, 1, False)
    assert first.airtable == Written(0, 3, 0)


def test_a_record_is_explained_by_its_id_or_its_key(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    for key in (uid, "Ada"):
        story = bench.service.explain(pair_id, key)
        assert (story.explanation.uid, story.explanation.record, story.problem) == (uid, "Ada", None)
        assert story.explanation.to_come == ("The next sync would leave it to you: edited on both sides.",)
        (city,) = (seen for seen in story.explanation.fields if seen.name == "City")
        assert (city.local.last, city.local.now, city.airtable.now) == ("London", "Paris", "Oslo")
        assert {(line.kind, line.because) for line in story.changes} == {("create", "new on the other side")}
    with pytest.raises(NotFound):
        bench.service.explain(pair_id, "nobody")


def test_a_record_is_explained_from_memory_where_airtable_is_out_of_reach(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair_id = bench.in_step()

    def out_of_reach(*_arguments: object) -> None:
        raise Unreachable(endpoint="records")

    monkeypatch.setattr(bench.app, "look_at", out_of_reach)
    story = bench.service.explain(pair_id, "Ada")
    assert story.problem is not None
    assert story.problem.title == "Airtable can't be reached"
    assert (story.explanation.looked, story.explanation.to_come) == (False, ())
    assert [seen.local.last for seen in story.explanation.fields if seen.name == "City"] == ["London"]


def test_a_run_that_changed_much_here_names_the_copy_from_before(bench: Bench) -> None:
    pair_id = bench.in_step(*((f"N{number}", 1) for number in range(21)))
    before = (bench.folder / "people.csv").read_bytes()
    for number in range(21):
        bench.edit(f"N{number}", City="Oslo")
    bench.sync(pair_id, Consent(yes=True))
    run, first = bench.service.runs(pair_id)
    assert Path(run.copy).read_bytes() == before
    assert first.copy == ""


def test_what_a_policy_overwrote_is_marked(bench: Bench) -> None:
    pair_id = bench.in_step(policy=Policy.LOCAL_WINS)
    bench.replace("London", "Paris")
    bench.edit("Ada", City="Oslo")
    bench.sync(pair_id)
    (change,) = bench.service.changes(bench.service.runs(pair_id)[0].run_id)
    assert (change.overwritten, change.because, change.before) == (True, "rule: this computer wins", "Oslo")


def test_undoing_a_run_is_previewed_in_words_and_then_done(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36, "London"), ("Ben", 41, "Rome"), ("Cy", 7))
    bench.write(("Ada", 37, "Paris"), ("Cy", 7), ("Dot", 5))
    bench.edit("Cy", City="Oslo")
    bench.sync(pair_id)
    run = bench.service.runs(pair_id)[0]
    preview = bench.service.preview_undo(run.run_id)
    assert preview.sentence == (
        "Undoing this run puts back 2 fields in Airtable and 1 in people.csv, makes 1 record again in Airtable and "
        "deletes 1 record in Airtable. 3 API calls. None of it has changed since. "
        "1 record gets a new id in Airtable; links to it in this table follow."
    )
    assert (preview.airtable, preview.local) == (Written(2, 1, 1), Written(1))
    assert (preview.waiting, preview.stop, preview.skipped, preview.writes) == (4, "", (), True)
    result = bench.service.undo(run.run_id, None, None, Consent(plan_id=preview.plan_id), silent, CancelFlag())
    assert len(result.completed) == 4
    assert {line.kind for line in bench.service.conflicts(pair_id)} == {"undone"}
    newest = bench.service.runs(pair_id)[0]
    assert (newest.kind, newest.airtable, newest.local) == ("undo", Written(2, 1, 1), Written(1))
    again = bench.service.preview_undo(run.run_id)
    assert again.sentence == "It is undone already: everything is as it was before."
    assert not again.writes


def test_one_value_is_put_back(bench: Bench) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "37,Paris")
    bench.sync(pair_id)
    changes = bench.service.changes(bench.service.runs(pair_id)[0].run_id)
    age = next(change for change in changes if change.field_name == "Age")
    preview = bench.service.preview_undo(age.run_id, age.change_id, age.field_id)
    assert preview.sentence == "Airtable: Age 37 → 36. 1 API call."
    bench.service.undo(age.run_id, age.change_id, age.field_id, Consent(plan_id=preview.plan_id), silent, CancelFlag())
    assert bench.people.records()[0]["fields"] == {"Name": "Ada", "Age": 36, "City": "Paris"}
    assert [line.sentence for line in bench.service.conflicts(pair_id)] == [
        "Undone. Age: this computer 37, Airtable 36"
    ]


def test_what_an_undo_leaves_is_said_and_why(bench: Bench) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "37,Paris")
    bench.sync(pair_id)
    bench.edit("Ada", City="Bern")
    preview = bench.service.preview_undo(bench.service.runs(pair_id)[0].run_id)
    assert preview.skipped == ("Ada: City was changed in Airtable since, to Bern, and stays.",)
    assert preview.sentence == "Undoing this run puts back 1 field in Airtable. 1 API call. 1 value stays as it is."


def test_an_undo_that_a_guard_would_stop_says_so(bench: Bench) -> None:
    pair_id = bench.in_step(*[(f"P{number}", number) for number in range(12)])
    preview = bench.service.preview_undo(bench.service.runs(pair_id)[0].run_id)
    assert preview.stop.startswith("12 of 12 records would be deleted in Airtable")
    with pytest.raises(Stopped):
        bench.service.undo(preview.run_id, None, None, Consent(), silent, CancelFlag())
    assert len(bench.people.records()) == 12


def test_a_preview_costs_what_the_sync_then_does(bench: Bench) -> None:
    pair_id = bench.in_step(*((f"P{number}", number) for number in range(20)))
    bench.replace("P1,1", "P1,100")
    bench.replace("P2,2", "P2,200")
    preview = bench.service.preview(pair_id, silent, CancelFlag())
    assert (preview.equal, preview.read_calls, preview.api_calls) == (18, 1, 2)
    assert preview.sentence == "Airtable: 2 changed. people.csv is not changed. 2 API calls."
    sent = len(bench.sandbox.requests)
    bench.sync(pair_id, Consent(plan_id=preview.plan.id))
    assert len(bench.sandbox.requests) - sent == preview.api_calls
